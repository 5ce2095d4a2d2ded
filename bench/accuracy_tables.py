"""Turns what was measured into tables, in Markdown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from statistics import mean

from bench.measuring import CardResult
from bench.scoring import MAIN_FIELDS, OTHER_FIELDS, Judgement, sum_fields

CONFIDENT = 0.9


def field_table(results: Sequence[CardResult]) -> list[str]:
    """Write precision, recall and F1 of every field."""
    rows = []
    scores = sum_fields([result.score for result in results])
    for field in (*MAIN_FIELDS, *OTHER_FIELDS):
        s = scores[field]
        if s.true or s.given:
            figures = [f"{value:.3f}" for value in (s.precision, s.recall, s.f1)]
            rows.append([field, *figures, str(s.right), str(s.given), str(s.true)])
    return table(["field", "precision", "recall", "F1", "right", "given", "true"], rows)


def card_table(results: Sequence[CardResult]) -> list[str]:
    """Write what is true of whole cards: perfect ones, confident errors, labels, corners."""
    rows = [
        ["cards", str(len(results))],
        ["perfect cards", share(_perfect(results), len(results))],
        ["cards whose every word was read", share(sum(r.is_read for r in results), len(results))],
        ["wrong among the values given at 0.9 or more", share(*confident_errors(results))],
        ["telephone labels right", share(*labels_right(results))],
    ]
    overlaps = [r.iou for r in results if r.iou is not None]
    if overlaps:
        rows += [
            ["card's corners: mean overlap (IoU)", f"{mean(overlaps):.3f}"],
            ["card's corners: overlap 0.9 or more", share(_good(overlaps), len(overlaps))],
            ["no card found", share(sum(not r.is_found for r in results), len(results))],
        ]
    return table(["measure", "value"], rows)


def side_by_side(readers: Mapping[str, Sequence[CardResult]]) -> list[str]:
    """Write readers of the same cards beside one another."""
    rows: list[list[str]] = []

    def add(title: str, give: Callable[[Sequence[CardResult]], str]) -> None:
        rows.append([title, *(give(results) for results in readers.values())])

    add("cards", lambda results: str(len(results)))
    add("perfect cards", lambda results: percent(_perfect(results), len(results)))
    add("every word read", lambda results: percent(sum(r.is_read for r in results), len(results)))
    for field in MAIN_FIELDS:
        add(f"{field}, F1", lambda results, f=field: _f1(results, f))  # type: ignore[misc]
    add("telephone labels right", lambda results: percent(*labels_right(results)))
    add("wrong of those given at 0.9", lambda results: percent(*confident_errors(results)))
    add("seconds a card", lambda results: f"{mean(r.seconds for r in results):.2f}")
    return table(["", *readers], rows)


def gap_table(sets: Mapping[str, Sequence[CardResult]]) -> list[str]:
    """Write sets of cards under one another: what carries over from one to the next."""
    header = ["cards of", "cards", "perfect", "every word read", *MAIN_FIELDS, "labels", "wrong"]
    rows = [
        [
            name,
            str(len(results)),
            percent(_perfect(results), len(results)),
            percent(sum(r.is_read for r in results), len(results)),
            *(_f1(results, field) for field in MAIN_FIELDS),
            percent(*labels_right(results)),
            percent(*confident_errors(results)),
        ]
        for name, results in sets.items()
        if results
    ]
    return table(header, rows)


def reliability_table(results: Sequence[CardResult]) -> list[str]:
    """Write, tenth by tenth of confidence, how many values are right."""
    bins: dict[int, list[Judgement]] = defaultdict(list)
    for judgement in _judgements(results):
        bins[min(9, int(judgement.confidence * 10))].append(judgement)
    rows = [
        [
            f"{index / 10:.1f} to {(index + 1) / 10:.1f}",
            str(len(bins[index])),
            f"{mean(j.confidence for j in bins[index]):.3f}",
            f"{mean(j.is_right for j in bins[index]):.3f}",
        ]
        for index in sorted(bins)
    ]
    return table(["confidence", "values", "mean confidence", "right"], rows)


def field_reliability_table(results: Sequence[CardResult]) -> list[str]:
    """Write, field by field, how far confidence is from what is right."""
    rows = []
    for field in (*MAIN_FIELDS, *OTHER_FIELDS):
        given = [j for j in _judgements(results) if j.field == field]
        if not given:
            continue
        sure = [j for j in given if j.confidence >= CONFIDENT]
        rows.append(
            [
                field,
                str(len(given)),
                f"{mean(j.confidence for j in given):.3f}",
                f"{mean(j.is_right for j in given):.3f}",
                str(len(sure)),
                f"{mean(j.is_right for j in sure):.3f}" if sure else "none",
            ]
        )
    header = [
        "field",
        "values",
        "mean confidence",
        "right",
        "given at 0.9 or more",
        "of these right",
    ]
    return table(header, rows)


def group_table(
    results: Sequence[CardResult], title: str, key: Callable[[CardResult], str]
) -> list[str]:
    """Write the cards group by group: perfect ones and the F1 of every field."""
    rows = []
    for name, group in _groups(results, key):
        f1 = [_f1(group, field) for field in MAIN_FIELDS]
        rows.append([name, str(len(group)), percent(_perfect(group), len(group)), *f1])
    return table([title, "cards", "perfect", *MAIN_FIELDS], rows)


def alphabet_table(results: Sequence[CardResult], alone: Sequence[CardResult]) -> list[str]:
    """Write, by alphabet of the second side, how many cards are perfect with it and without."""
    known = {result.score.file: result for result in alone}

    def without(group: Sequence[CardResult]) -> list[CardResult]:
        files = (r.score.file.removesuffix("-first").removesuffix(f"-{r.family}") for r in group)
        found = map(known.get, files)
        return [result for result in found if result is not None]

    groups = [*_groups(results, lambda r: r.family), ("all", results)]
    rows = []
    for name, group in groups:
        written = sum(r.handwriting.flagged for r in group if r.handwriting is not None)
        perfect = [percent(_perfect(part), len(part)) for part in (without(group), group)]
        rows.append([name, str(len(group)), *perfect, str(written)])
    header = [
        "alphabet",
        "cards",
        "perfect alone",
        "perfect with it",
        "lines taken for handwriting",
    ]
    return table(header, rows)


def surface_table(results: Sequence[CardResult]) -> list[str]:
    """Write how well cards are found on every surface."""
    rows = []
    for name, group in _groups(results, lambda r: r.background):
        overlaps = [r.iou for r in group if r.iou is not None]
        if overlaps:
            good = percent(_good(overlaps), len(overlaps))
            perfect = percent(_perfect(group), len(group))
            rows.append([name, str(len(group)), f"{mean(overlaps):.3f}", good, perfect])
    return table(["surface", "cards", "mean IoU", "IoU 0.9 or more", "perfect"], rows)


def handwriting_table(results: Sequence[CardResult]) -> list[str]:
    """Write how handwriting was told from print, and read."""
    scores = [r.handwriting for r in results if r.handwriting is not None]
    found, true = sum(s.found for s in scores), sum(s.true for s in scores)
    right, flagged = sum(s.flagged_right for s in scores), sum(s.flagged for s in scores)
    edits, letters = sum(s.edits for s in scores), sum(s.letters for s in scores)
    rows = [
        ["handwritten lines found", share(found, true)],
        ["lines called handwriting that are", share(right, flagged)],
        ["letters to correct in the lines found", share(edits, letters)],
    ]
    return table(["measure", "value"], rows)


def confident_errors(results: Sequence[CardResult]) -> tuple[int, int]:
    """Count the wrong ones among the values given at 0.9 or more, and these."""
    confident = [j for j in _judgements(results) if j.confidence >= CONFIDENT]
    return sum(not j.is_right for j in confident), len(confident)


def labels_right(results: Sequence[CardResult]) -> tuple[int, int]:
    """Count the right labels of the numbers that were read right, and these."""
    phones = sum(j.is_right for j in _judgements(results) if j.field == "phone")
    return sum(result.score.labels_right for result in results), phones


def percent(part: int, whole: int) -> str:
    """Write a share as "12.3 %", "none" of nothing."""
    return f"{100 * part / whole:.1f} %" if whole else "none"


def share(part: int, whole: int) -> str:
    """Write a share with its two numbers."""
    return f"{percent(part, whole)} ({part} of {whole})" if whole else "none"


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Write a Markdown table, and the empty line after it."""
    lines = [header, ["---"] * len(header), *rows]
    return ["| " + " | ".join(cells) + " |" for cells in lines] + [""]


def _judgements(results: Sequence[CardResult]) -> list[Judgement]:
    return [judgement for result in results for judgement in result.score.judgements]


def _perfect(results: Sequence[CardResult]) -> int:
    return sum(result.score.is_perfect for result in results)


def _f1(results: Sequence[CardResult], field: str) -> str:
    score = sum_fields([result.score for result in results])[field]
    return f"{score.f1:.3f}" if score.true or score.given else "none"


def _groups(
    results: Sequence[CardResult], key: Callable[[CardResult], str]
) -> Iterable[tuple[str, list[CardResult]]]:
    groups: dict[str, list[CardResult]] = defaultdict(list)
    for result in results:
        groups[key(result)].append(result)
    return sorted(groups.items())


def _good(overlaps: Sequence[float]) -> int:
    return sum(overlap >= 0.9 for overlap in overlaps)
