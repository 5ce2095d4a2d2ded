"""Makes the models of `ocr.fields` again: `python -m training`.

Everything is drawn from fixed seeds, so the same locked packages give the same files.
"""

from __future__ import annotations

import argparse
import json
import logging
import multiprocessing
import os
import random
import re
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from ocr.fields.attention import dump_attention
from ocr.fields.candidates import CANDIDATE_ROLES
from ocr.fields.text_model import TextModel, dump_text_model, parse_text_model
from training.compare import share_right
from training.fit_both import Both
from training.fit_roles import (
    Example,
    LineModels,
    Outcome,
    best_least,
    calibrate,
    composed_examples,
    fit_lines,
    fit_values,
    join_outcomes,
    leave_cards_out,
    make_examples,
)
from training.fit_text import fit_text, sample_lines

_DATA = Path(__file__).parent.parent / "ocr" / "fields" / "data"
_HUMILITY = 1.1
"""By how much the odds of every value are lowered: who composed the cards composed them all."""
_examples: list[Example] = []
"""What all processes learn from; they have it from the one that started them."""
_log = logging.getLogger("training")


def main() -> int:
    """Fit everything, print what left-out layouts gave, and write the tables."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("--lines", type=int, default=60_000, help="lines for the text model")
    parser.add_argument("--cards", type=int, default=2500, help="cards for the role models")
    parser.add_argument("--times", type=int, default=4, help="readings of each composed card")
    parser.add_argument("--pieces", type=int, default=16_000, help="weights kept of the text model")
    parser.add_argument("--jobs", type=int, default=2, help="processes")
    parser.add_argument("--output", type=Path, default=_DATA, help="folder of the tables")
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stdout)

    forked = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(options.jobs, forked) as pool:
        *halves, text = _text_tables(options, pool)
    _log.info("text models of each half of the stock, and of all of it, are fitted")
    examples = _gather(options, [parse_text_model(half) for half in halves])
    random.Random(25).shuffle(examples)
    _examples.extend(examples)
    with ProcessPoolExecutor(options.jobs, forked) as pool:
        final = pool.submit(_fit)
        outcome = join_outcomes(list(pool.map(_leave_out, range(2))))
        _log.info("%s", describe(outcome))
        lines, values = final.result()
    texts = {
        "text_weights.tsv": text,
        "roles.json": _rows(role_table(lines)),
        "attention.json": _rows(dump_attention(lines.attention)),
        "choices.json": _rows(choice_table(outcome, values)),
    }
    for name, written in texts.items():
        (options.output / name).write_text(written, encoding="utf-8")
    return 0


def _text_tables(options: argparse.Namespace, pool: ProcessPoolExecutor) -> list[str]:
    """Return the text model of each half of the stock, and of all of it."""
    wanted = ((options.lines // 2, 0), (options.lines // 2, 1), (options.lines, None))
    tables = [pool.submit(_text_table, lines, half, options.pieces) for lines, half in wanted]
    return [table.result() for table in tables]


def _gather(options: argparse.Namespace, halves: Sequence[TextModel]) -> list[Example]:
    """Return what is learned from: drawn cards and readings of composed ones.

    Cards are judged by a text model that has met none of their words, as real cards will be.
    """
    examples = make_examples(options.cards // 2, 1, halves[0], seed=21)
    examples += make_examples(options.cards // 2, 0, halves[1], seed=22)
    drawn = len(examples)
    examples += composed_examples(options.times, 1, halves[0], seed=23)
    examples += composed_examples(options.times, 0, halves[1], seed=24)
    _log.info("%d cards are drawn, %d composed ones read", drawn, len(examples) - drawn)
    return examples


def _leave_out(fold: int) -> Outcome:
    return leave_cards_out(_examples, fold)


def _fit() -> tuple[LineModels, dict[str, Both]]:
    return fit_lines(_examples), fit_values(_examples)


def role_table(lines: LineModels) -> dict[str, object]:
    """Return what roles.json holds."""
    return {"lines": lines.first.table(), "context": lines.second.table()}


def choice_table(outcome: Outcome, values: dict[str, Both]) -> dict[str, object]:
    """Return what choices.json holds."""
    return {
        "values": {role: value.table() for role, value in values.items()},
        "least": {r: best_least(outcome.given[r], outcome.there[r], r) for r in CANDIDATE_ROLES},
        "calibrations": {
            role: {"given": list(line.given), "right": list(line.right)}
            for role in CANDIDATE_ROLES
            for line in [calibrate(outcome.given[role], _HUMILITY)]
        },
    }


def _text_table(count: int, half: int | None, pieces: int) -> str:
    texts, roles = sample_lines(count, half, seed=30 if half is None else 10 + half)
    return dump_text_model(*fit_text(texts, roles, pieces))


def describe(outcome: Outcome) -> str:
    """Return a table of what was chosen right on cards of layouts that were left out."""
    rows = [f"{'role':14}{'F1':>7}{'given':>7}{'there':>7}  right of those given with 0.9 or more"]
    for role in CANDIDATE_ROLES:
        pairs, there = outcome.given[role], outcome.there[role]
        least = best_least(pairs, there, role)
        kept = [right for p, right in pairs if p > least]
        f1 = 2 * sum(kept) / max(1, len(kept) + there)
        sure = [(p, right) for p, right in pairs if p >= 0.9]
        rows.append(
            f"{role:14}{f1:7.3f}{len(kept):7}{there:7}  {share_right(sure):.3f} of {len(sure)}"
        )
    return "\n".join(rows)


def _rows(tables: dict[str, object]) -> str:
    """Return JSON with one row a tree and a piece of evidence, so that changes can be read."""
    text = json.dumps(tables, ensure_ascii=False, indent=0)
    # Numbers of one list stand in one row; texts, which are trees, in one each.
    return re.sub(r"(?<=[\[,\d])\n(?=[-\d\]])(?<![\"\]],\n)", " ", text) + "\n"


if __name__ == "__main__":
    if os.environ.get("PYTHONHASHSEED") != "0":
        # Some of Faker's word lists are sets, whose order follows the hash of this process.
        os.environ["PYTHONHASHSEED"] = "0"
        # One thread a process: so sums are added up in the same order wherever this runs.
        os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"
        os.execv(sys.executable, [sys.executable, "-m", "training", *sys.argv[1:]])
    raise SystemExit(main())
