"""Measures how handwriting is found and read, and writes docs/accuracy-handwriting.md.

    python -m bench.handwriting [--pages 80] [--cards 150] [--fit]

Pages are drawn with handwriting fonts, photographed and flattened. Each is read once as print is,
and again as handwriting; character error rates are edits over true characters, spaces folded. Cards
with print and notes of every kind (`bench.pen_cards`), in faces kept aside from learning, show
how hands are told from print. With ``--fit``, confidences are fitted on other pages instead, and
the weights for `ocr.engines.hand.decode` are printed.
"""

from __future__ import annotations

import argparse
import re
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path

from bench.hand_confidence import fit_confidence
from bench.hand_marks import Marks, measure_marks
from bench.hand_pages import HandPage, draw_page, is_held_out
from drawn.handwriting import HANDS
from ocr.engines.paddle import PaddleRecogniser, build_paddle
from ocr.layout import sort_lines

REPORT = Path(__file__).resolve().parent.parent / "docs" / "accuracy-handwriting.md"
FIRST_CARD = 960_000
FIRST_SEED = 1000
"""Pages before it were looked at while thresholds were chosen."""


_REPORT = """\
# How well handwriting is read

`python -m bench.handwriting --pages {pages} --cards {cards}` wrote this page. The pages are drawn
with {hands} handwriting fonts, bent so that no two letters are alike, in several inks, on several
papers, photographed at an angle and flattened. Drawn hands are tidier than people's. The hands kept
aside are fonts that no threshold of reading was chosen on; reading was trained on none.

## Reading

Character error rate, strict: first as print is read, then as handwriting.

| pages | number | as print | as handwriting | without any error |
|---|---|---|---|---|
{rows}

{ms_a_line:.0f} ms a handwritten line on the machine that wrote this page.

## Confidence

A line's confidence is the probability that not one of its characters is wrong.

| confidence given | lines | mean | read without any error |
|---|---|---|---|
{reliability}

## Telling handwriting from print

{cards} small cards with logos in script faces and notes of every kind: numbers, names in capitals,
lone letters, slanted, upright, boxed, underlined or written over print. No small card that was
learned on shows these hands and print faces; whole drawn cards, four in ten of the lines learned
on, do show them.

| notes | lines | called handwriting |
|---|---|---|
{marks}

Of {called} lines called handwriting {precision:.1%} are.
"""


@dataclass(slots=True)
class Tally:
    """Edits and characters of some pages."""

    plain_edits: int = 0
    hand_edits: int = 0
    characters: int = 0
    pages: int = 0
    exact: int = 0

    def row(self, name: str) -> str:
        """Write a row of the table."""
        plain, hand = (edits / self.characters for edits in (self.plain_edits, self.hand_edits))
        exact = f"{self.exact / self.pages:.0%}"
        return f"| {name} | {self.pages} | {plain:.3f} | {hand:.3f} | {exact} |"


@dataclass(slots=True)
class Figures:
    """What a run measured."""

    tallies: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    lines: int = 0
    hand_s: float = 0.0
    given: list[tuple[float, bool]] = field(default_factory=list)
    """Confidence of each line, and whether it was read without any error."""


def edit_distance(read: str, true: str) -> int:
    """Count the characters to insert, delete or replace to get from one text to the other."""
    row = list(range(len(true) + 1))
    for i, x in enumerate(read, 1):
        before, row[0] = row[0], i
        for j, y in enumerate(true, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (x != y))
    return row[-1]


def measure(pages: Sequence[HandPage], engine: PaddleRecogniser) -> Figures:
    """Read pages as print and as handwriting."""
    figures = Figures()
    for page in pages:
        lines = sort_lines(engine.read(page.picture))
        plain = " ".join(line.text for line in lines)
        by_hand = [replace(line, handwritten=True) for line in lines]
        started_s = time.perf_counter()
        read = engine.read_hand(page.picture, by_hand)
        figures.hand_s += time.perf_counter() - started_s
        hand = " ".join(line.text for line in read)
        true = {_fold(line) for line in page.lines}
        figures.given += [(line.confidence, _fold(line.text) in true) for line in read]
        figures.lines += len(lines)
        _count(figures, page, plain, hand)
    return figures


def main() -> None:
    """Measure, and write the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=80)
    parser.add_argument("--cards", type=int, default=150)
    parser.add_argument("--output", type=Path, default=REPORT)
    parser.add_argument("--fit", action="store_true")
    options = parser.parse_args()
    engine = build_paddle("openvino")
    if options.fit:
        print(fit_confidence([draw_page(i) for i in range(options.pages)], engine))
        return
    warm_up = draw_page(FIRST_SEED - 1)
    measure([warm_up], engine)
    figures = measure([draw_page(FIRST_SEED + i) for i in range(options.pages)], engine)
    marks = measure_marks(range(FIRST_CARD, FIRST_CARD + options.cards), engine)
    report = write_report(figures, options.pages, marks, options.cards)
    options.output.write_text(report, encoding="utf-8")
    print(report)


def write_report(figures: Figures, pages: int, marks: Marks, cards: int) -> str:
    """Write the figures as a Markdown page."""
    rows = [figures.tallies[name].row(name) for name in sorted(figures.tallies)]
    return _REPORT.format(
        pages=pages,
        hands=len(HANDS),
        rows="\n".join(rows),
        ms_a_line=figures.hand_s / max(1, figures.lines) * 1000,
        reliability="\n".join(_reliability(figures.given)),
        cards=cards,
        marks="\n".join(marks.rows()),
        called=marks.called,
        precision=marks.called_right / max(1, marks.called),
    )


def _reliability(given: Sequence[tuple[float, bool]]) -> list[str]:
    rows = []
    for low, high in pairwise((0.0, 0.2, 0.4, 0.6, 0.8, 0.9, 1.01)):
        inside = [(value, right) for value, right in given if low <= value < high]
        if inside:
            mean = sum(value for value, _ in inside) / len(inside)
            right = sum(right for _, right in inside) / len(inside)
            rows.append(
                f"| {low:.1f} to {min(high, 1.0):.1f} | {len(inside)} | {mean:.2f} | {right:.0%} |"
            )
    return rows


def _count(figures: Figures, page: HandPage, plain: str, hand: str) -> None:
    true = _fold(page.text)
    plain_edits = min(len(true), edit_distance(_fold(plain), true))
    hand_edits = min(len(true), edit_distance(_fold(hand), true))
    names = ["all", f"language: {page.language}", f"kind: {page.kind}"]
    names.append(f"hands: {'kept aside' if is_held_out(page) else 'looked at'}")
    for name in names:
        tally = figures.tallies[name]
        tally.plain_edits += plain_edits
        tally.hand_edits += hand_edits
        tally.characters += len(true)
        tally.pages += 1
        tally.exact += hand_edits == 0


def _fold(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


if __name__ == "__main__":
    main()
