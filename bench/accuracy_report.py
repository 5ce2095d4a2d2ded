"""Writes what was measured as tables that people read: docs/accuracy.md."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import mean

from bench.scoring import MAIN_FIELDS, OTHER_FIELDS, CardScore, Judgement, sum_fields

CONFIDENT = 0.9


@dataclass(frozen=True, slots=True)
class HandwritingScore:
    """How the handwriting of one card was read."""

    found: int
    """True handwritten lines on which a line was called handwriting."""
    true: int
    flagged: int
    """Lines that were called handwriting."""
    flagged_right: int
    edits: int
    """Letters to change in the notes that were found, up to all of them."""
    letters: int


@dataclass(frozen=True, slots=True)
class CardResult:
    """One card: how it was drawn and how it was read."""

    score: CardScore
    layout: str
    background: str
    iou: float | None
    """Overlap of the card found with the true one; None when its true place is not known."""
    is_found: bool
    handwriting: HandwritingScore | None


def write_report(
    how: Sequence[str],
    drawn: Sequence[CardResult],
    photos: Sequence[CardResult] = (),
) -> str:
    """Write the whole page, in Markdown.

    Args:
        how: Sentences on how it was measured.
        drawn: Results on drawn cards.
        photos: Results on a folder of labelled photos; none leaves the section out.
    """
    parts = ["# What is read right", "", *how, ""]
    parts += ["## Drawn cards", "", *_main_tables(drawn)]
    parts += ["### By family of cards", "", *_group_table(drawn, "family", lambda r: r.layout)]
    parts += ["### By surface", "", *_surface_table(drawn)]
    parts += ["### Handwriting", "", *_handwriting_table(drawn)]
    if photos:
        parts += ["## Labelled photos", "", *_main_tables(photos)]
    return "\n".join(parts).rstrip() + "\n"


def _main_tables(results: Sequence[CardResult]) -> list[str]:
    cards = [result.score for result in results]
    judgements = [j for card in cards for j in card.judgements]
    return [
        *_field_table(cards),
        *_card_table(results, judgements),
        "The reader keeps a margin of 1 % around the card, so that no print is cut off: a card "
        "found exactly has an overlap of about 0.95.",
        "",
        "### Are confidences probabilities?",
        "",
        "Of all values given with about this confidence, how many are right.",
        "",
        *_reliability_table(judgements),
    ]


def _field_table(cards: Sequence[CardScore]) -> list[str]:
    rows = []
    scores = sum_fields(cards)
    for field in (*MAIN_FIELDS, *OTHER_FIELDS):
        s = scores[field]
        if s.true or s.given:
            figures = [f"{value:.3f}" for value in (s.precision, s.recall, s.f1)]
            rows.append([field, *figures, str(s.right), str(s.given), str(s.true)])
    return _table(["field", "precision", "recall", "F1", "right", "given", "true"], rows)


def _card_table(results: Sequence[CardResult], judgements: Sequence[Judgement]) -> list[str]:
    confident = [j for j in judgements if j.confidence >= CONFIDENT]
    wrong = [j for j in confident if not j.is_right]
    phones_right = sum(j.is_right for j in judgements if j.field == "phone")
    labels_right = sum(result.score.labels_right for result in results)
    rows = [
        ["cards", str(len(results))],
        ["perfect cards", _share(sum(r.score.is_perfect for r in results), len(results))],
        ["wrong among the values given at 0.9 or more", _share(len(wrong), len(confident))],
        ["telephone labels right", _share(labels_right, phones_right)],
    ]
    overlaps = [r.iou for r in results if r.iou is not None]
    if overlaps:
        rows += [
            ["card's corners: mean overlap (IoU)", f"{mean(overlaps):.3f}"],
            ["card's corners: overlap 0.9 or more", _share(_good(overlaps), len(overlaps))],
            ["no card found", _share(sum(not r.is_found for r in results), len(results))],
        ]
    return _table(["measure", "value"], rows)


def _reliability_table(judgements: Sequence[Judgement]) -> list[str]:
    bins: dict[int, list[Judgement]] = defaultdict(list)
    for judgement in judgements:
        bins[min(9, int(judgement.confidence * 10))].append(judgement)
    rows = []
    for index in sorted(bins):
        inside = bins[index]
        rows.append(
            [
                f"{index / 10:.1f} to {(index + 1) / 10:.1f}",
                str(len(inside)),
                f"{mean(j.confidence for j in inside):.3f}",
                f"{mean(j.is_right for j in inside):.3f}",
            ]
        )
    return _table(["confidence", "values", "mean confidence", "right"], rows)


def _group_table(
    results: Sequence[CardResult], title: str, key: Callable[[CardResult], str]
) -> list[str]:
    rows = []
    for name, group in _groups(results, key):
        scores = sum_fields([result.score for result in group])
        perfect = sum(result.score.is_perfect for result in group)
        f1 = [f"{scores[field].f1:.2f}" for field in MAIN_FIELDS]
        rows.append([name, str(len(group)), f"{perfect / len(group):.2f}", *f1])
    return _table([title, "cards", "perfect", *MAIN_FIELDS], rows)


def _surface_table(results: Sequence[CardResult]) -> list[str]:
    rows = []
    for name, group in _groups(results, lambda r: r.background):
        overlaps = [r.iou for r in group if r.iou is not None]
        if overlaps:
            perfect = sum(r.score.is_perfect for r in group)
            rows.append(
                [
                    name,
                    str(len(group)),
                    f"{mean(overlaps):.3f}",
                    f"{_good(overlaps) / len(overlaps):.2f}",
                    f"{perfect / len(group):.2f}",
                ]
            )
    return _table(["surface", "cards", "mean IoU", "IoU 0.9 or more", "perfect"], rows)


def _handwriting_table(results: Sequence[CardResult]) -> list[str]:
    scores = [r.handwriting for r in results if r.handwriting is not None]
    found, true = sum(s.found for s in scores), sum(s.true for s in scores)
    right, flagged = sum(s.flagged_right for s in scores), sum(s.flagged for s in scores)
    edits, letters = sum(s.edits for s in scores), sum(s.letters for s in scores)
    rows = [
        ["handwritten lines found", _share(found, true)],
        ["lines called handwriting that are", _share(right, flagged)],
        ["letters to correct in the lines found", _share(edits, letters)],
    ]
    return _table(["measure", "value"], rows)


def _groups(
    results: Sequence[CardResult], key: Callable[[CardResult], str]
) -> Iterable[tuple[str, list[CardResult]]]:
    groups: dict[str, list[CardResult]] = defaultdict(list)
    for result in results:
        groups[key(result)].append(result)
    return sorted(groups.items())


def _good(overlaps: Sequence[float]) -> int:
    return sum(overlap >= 0.9 for overlap in overlaps)


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%} ({part} of {whole})" if whole else "none"


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    lines = [header, ["---"] * len(header), *rows]
    return ["| " + " | ".join(cells) + " |" for cells in lines] + [""]
