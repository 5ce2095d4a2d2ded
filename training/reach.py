"""Says which true values of composed cards are no candidate: no model can choose what is not there.

`python -m training.reach` prints a table of how many values of each field are missing among the
candidates of the composed cards that the models learn from, as they are printed, without any error of
reading; with `--show`, each of them. What is missing is a fault of the rules: lines that may not
be one value, a name that is not taken apart, a cut that nobody tries.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ocr.fields.assign import judge
from ocr.fields.candidates import CANDIDATE_ROLES
from ocr.fields.pieces import make_pieces
from ocr.fields.typed import find_typed
from ocr.types import Line, SideLines
from training.compare import has_truth, is_right
from training.composed import ComposedSides, composed_sides

_CONFIDENCE = 0.99
"""Of every line: nothing is misread."""


@dataclass(frozen=True, slots=True)
class Missing:
    """A true value that no candidate has."""

    role: str
    card: str
    lines: tuple[str, ...]
    """What the card prints of it."""


def main(arguments: list[str] | None = None) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m training.reach", description=__doc__)
    parser.add_argument("--show", action="store_true", help="print each missing value")
    options = parser.parse_args(arguments)
    cards = composed_sides()
    missing = [one for card in cards for one in find_missing(card)]
    if options.show:
        sys.stdout.writelines(
            f"{one.role}  {one.card}  {' / '.join(one.lines)}\n" for one in missing
        )
    sys.stdout.writelines(f"{row}\n" for row in table(cards, missing))
    return 0


def find_missing(card: ComposedSides) -> Iterator[Missing]:
    """Yield the true values of a card that are among the candidates of no field."""
    sides = [
        SideLines(
            side, tuple(Line(line.text, line.quad, _CONFIDENCE) for line in lines), card.sizes[side]
        )
        for side, lines in card.lines.items()
    ]
    judged = judge(find_typed([piece for side in sides for piece in make_pieces(side)]))
    for role in CANDIDATE_ROLES:
        found = (candidate.text for _, candidate in judged.candidates[role])
        if has_truth(role, card.truth) and not any(is_right(role, t, card.truth) for t in found):
            printed = (line for lines in card.lines.values() for line in lines)
            lines = tuple(line.text for line in printed if role in line.roles)
            yield Missing(role, card.card.id, lines)


def table(cards: Iterable[ComposedSides], missing: Iterable[Missing]) -> Iterator[str]:
    """Yield the rows of a table: field, values there, values missing, share."""
    there = Counter(r for card in cards for r in CANDIDATE_ROLES if has_truth(r, card.truth))
    lost = Counter(one.role for one in missing)
    yield "| field | values | no candidate | share |"
    yield "| --- | --- | --- | --- |"
    for role in CANDIDATE_ROLES:
        share = lost[role] / max(1, there[role])
        yield f"| {role} | {there[role]} | {lost[role]} | {share:.1%} |"


if __name__ == "__main__":
    raise SystemExit(main())
