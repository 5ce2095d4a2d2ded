"""Writes what was measured as a page that people read: docs/accuracy.md."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from bench import accuracy_tables as tables
from bench.measuring import CardResult


@dataclass(frozen=True, slots=True)
class Measured:
    """One set of cards, read by Verso, and a part of them by the other readers."""

    title: str
    results: list[CardResult]
    others: dict[str, list[CardResult]] = field(default_factory=dict)
    """By the readers' names, the first so many of the same cards, in the same order."""
    note: str = ""

    def beside(self) -> dict[str, list[CardResult]]:
        """Give every reader's results on the cards that all of them read."""
        count = min(len(results) for results in self.others.values())
        readers = {"Verso": self.results, **self.others}
        return {name: results[:count] for name, results in readers.items()}


def write_report(
    how: Sequence[str],
    drawn: Measured | None,
    composed: Sequence[Measured] = (),
    photos: Measured | None = None,
    left_out: Sequence[Sequence[str]] = (),
    alphabets: Sequence[CardResult] = (),
) -> str:
    """Write the whole page, in Markdown.

    Args:
        how: Sentences on how it was measured.
        drawn: Results on drawn cards.
        composed: Results on files of composed cards.
        photos: Results on a folder of labelled photos; None leaves the section out.
        left_out: Rows of what was chosen right on layouts left out of training: role, F1, values
            given, values there, right of those given at 0.9 or more.
        alphabets: Results on one-sided composed cards with a second side in another alphabet.
    """
    known = [part for part in (drawn, *composed, photos) if part is not None]
    parts = ["# What is read right", "", *how, ""]
    parts += ["## What carries over", "", *_GAP, "", *tables.gap_table(_sets(drawn, known))]
    compared = [part for part in known if part.others]
    if compared:
        parts += ["## Beside other readers", "", *_BESIDE, ""]
        for part in compared:
            parts += [f"### {part.title}", "", *tables.side_by_side(part.beside())]
    if drawn is not None:
        parts += _drawn_section(drawn)
    for part in composed:
        parts += [f"## {part.title}", "", *([part.note, ""] if part.note else [])]
        parts += _main_tables(part.results)
        parts += ["### By language", ""]
        parts += tables.group_table(part.results, "language", lambda r: r.family)
    if alphabets:
        alone = [result for part in composed for result in part.results]
        parts += ["## A side in another alphabet", "", *_ALPHABETS, ""]
        parts += tables.alphabet_table(alphabets, alone)
    if photos is not None:
        parts += [f"## {photos.title}", "", *_main_tables(photos.results)]
    if left_out:
        header = ["role", "F1", "given", "there", "right of those given at 0.9 or more"]
        parts += ["## Layouts left out of training", "", *_LEFT_OUT, ""]
        parts += tables.table(header, left_out)
    return "\n".join(parts).rstrip() + "\n"


_GAP = (
    "A reader that was made while looking at some cards reads those better than others. Drawn "
    "cards come from our own generator (with seeds that nothing was trained on); composed cards "
    "were written one by one by hand, and no generator imagined them: those for development and "
    "for test are unlike one another on purpose, and many of them hard; those of "
    "the drawer are such as one meets. The distance between these rows is what to expect of cards "
    "that nobody here has seen.",
)
_ALPHABETS = (
    "One-sided composed cards for development and test, read as they are and with a second side "
    "that is printed in another alphabet (`drawn/alphabets.py`), photographed first on every "
    "second card. That side should change nothing: what it says is said in Latin letters, too.",
)
_LEFT_OUT = (
    "Printed by `python -m training`: each family of layouts is left out in turn, the models learn "
    "from the others, and this is what they choose on the family they have not met. No picture is "
    "read; the lines are spoiled as reading spoils them.",
)
_BESIDE = (
    "All readers get the same photos. RapidOCR and Tesseract read the whole photo at 2,000 pixels "
    "with their default settings; what they read goes through the usual heuristics: expressions "
    "for e-mails, telephones and sites, word lists for titles and organizations, the largest line "
    "that looks like a name, lines with a postcode or a street for the address "
    "(`bench/baselines`). They know no confidence of their own, so the engine's stands in for it. "
    "Seconds are those of one reading beside another; docs/performance.md measures speed apart.",
)


def _sets(drawn: Measured | None, known: Sequence[Measured]) -> dict[str, Sequence[CardResult]]:
    sets: dict[str, Sequence[CardResult]] = {}
    for part in known:
        sets[part.title.lower()] = part.results
        conditions = sorted({result.condition for result in part.results})
        if part is drawn and len(conditions) > 1:
            for condition in conditions:
                inside = [r for r in part.results if r.condition == condition]
                sets[f"{part.title.lower()}, {condition}"] = inside
    return sets


def _drawn_section(drawn: Measured) -> list[str]:
    parts = [f"## {drawn.title}", "", *_main_tables(drawn.results)]
    parts += ["### By condition", ""]
    parts += tables.group_table(drawn.results, "condition", lambda r: r.condition)
    parts += ["### By family of cards", ""]
    parts += tables.group_table(drawn.results, "family", lambda r: r.family)
    parts += ["### By surface", "", *tables.surface_table(drawn.results)]
    parts += ["### Handwriting", "", *tables.handwriting_table(drawn.results)]
    return parts


def _main_tables(results: Sequence[CardResult]) -> list[str]:
    has_corners = any(result.iou is not None for result in results)
    margin = [
        "The reader keeps a margin of 1 % around the card, so that no print is cut off: a card "
        "found exactly has an overlap of about 0.95.",
        "",
    ]
    return [
        *tables.field_table(results),
        *tables.card_table(results),
        *(margin if has_corners else []),
        "### Are confidences probabilities?",
        "",
        "Of all values given with about this confidence, how many are right.",
        "",
        *tables.reliability_table(results),
        *tables.field_reliability_table(results),
    ]
