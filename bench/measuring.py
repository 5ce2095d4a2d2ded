"""Compares readings with what is true of the cards, in several processes."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from bench.cases import Case, Json, Recipe, drawing_version, take_case
from bench.readers import read_case
from bench.scoring import MAIN_FIELDS, CardScore, fold, score_card, true_values, words_of
from ocr.engines.runtimes import share_cores

Points = NDArray[np.float64]


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
    family: str
    condition: str
    background: str
    iou: float | None
    """Overlap of the card found with the true one; None when either place is not known."""
    is_found: bool
    is_read: bool
    """Every word of every true value stands somewhere in the text that was read."""
    handwriting: HandwritingScore | None
    seconds: float = 0.0


def measure(
    kind: str, recipes: Sequence[Recipe], jobs: int, folder: Path, *, engine: str = ""
) -> list[CardResult]:
    """Read drawn or composed cards with one reader and compare, in the order of the recipes.

    Args:
        kind: A reader of `bench.readers`.
        recipes: The cards.
        jobs: How many processes read.
        folder: Where photos and readings are kept.
        engine: The engine that Verso reads with, "" for its own choice.
    """
    reader = f"{kind}:{engine}" if engine and kind == "verso" else kind
    # A fresh interpreter each: engines hold threads, which a fork would not copy.
    context = multiprocessing.get_context("spawn")
    results = []
    with ProcessPoolExecutor(jobs, context, initializer=_share_cores, initargs=(jobs,)) as pool:
        waiting = [pool.submit(measure_recipe, reader, recipe, folder) for recipe in recipes]
        for number, future in enumerate(waiting, 1):
            results.append(future.result())
            if number % 50 == 0:
                sys.stderr.write(f"{kind}: {number} of {len(waiting)} cards\n")
    return results


def measure_recipe(kind: str, recipe: Recipe, folder: Path) -> CardResult:
    """Draw or take one card's photos, read them or take their reading, and compare."""
    case = take_case(recipe, folder / "photos")
    version = drawing_version(recipe.source)
    return compare(case, read_case(kind, case, version, folder / "readings"))


def measure_photos(kind: str, cases: Sequence[Case], *, engine: str = "") -> list[CardResult]:
    """Read labelled photos, keeping nothing: they are other people's cards."""
    reader = f"{kind}:{engine}" if engine and kind == "verso" else kind
    return [compare(case, read_case(reader, case, "", None)) for case in cases]


def compare(case: Case, reading: Json) -> CardResult:
    """Compare one reading with what is true of its card."""
    sides = {side["side"]: side for side in reading["sides"]}
    front = sides.get("recto", {})
    true_quad, quad = case.label.get("quad"), front.get("quad")
    return CardResult(
        score=score_card(case.name, case.label["fields"], reading["contact"]),
        family=case.family,
        condition=case.condition,
        background=str(case.label.get("background", "photo")),
        iou=overlap(quad, true_quad) if quad and true_quad else None,
        is_found=bool(front.get("is_found")),
        is_read=is_read(case.label["fields"], reading),
        handwriting=_score_handwriting(case, sides) if "line_quads" in case.label else None,
        seconds=float(reading.get("seconds", 0.0)),
    )


def is_read(fields: Json, reading: Json) -> bool:
    """Say whether every true value could be put together from the text that was read."""
    lines = [line["text"] for side in reading["sides"] for line in side["lines"]]
    words = {word for line in lines for word in words_of(line)}
    run = "".join("".join(words_of(line)) for line in lines)
    truth = true_values(fields)
    values = [value["text"] for field in MAIN_FIELDS for value in truth[field]]
    return all(word in words or word in run for value in values for word in words_of(value))


def overlap(first: Sequence[Sequence[float]], second: Sequence[Sequence[float]]) -> float:
    """Measure the intersection of two quads over their union."""
    a, b = (np.array(quad, dtype=np.float32) for quad in (first, second))
    shared = float(cv2.intersectConvexConvex(cv2.convexHull(a), cv2.convexHull(b))[0])
    union = float(cv2.contourArea(a)) + float(cv2.contourArea(b)) - shared
    return shared / union if union > 0 else 0.0


def edit_distance(first: str, second: str) -> int:
    """Count the letters to insert, drop or change."""
    costs = list(range(len(second) + 1))
    for row, letter in enumerate(first, 1):
        diagonal, costs[0] = costs[0], row
        for column, other in enumerate(second, 1):
            change = diagonal + (letter != other)
            diagonal = costs[column]
            costs[column] = min(change, diagonal + 1, costs[column - 1] + 1)
    return costs[-1]


def _share_cores(processes: int) -> None:
    """Keep the engine of each process, Tesseract too, from taking the cores of all."""
    share = share_cores(processes)
    os.environ.update(share)
    if share:
        os.environ["OMP_THREAD_LIMIT"] = next(iter(share.values()))


def _score_handwriting(case: Case, sides: dict[str, Json]) -> HandwritingScore:
    found = true = flagged = flagged_right = edits = letters = 0
    for name, label in (("recto", case.label), ("verso", case.verso_label)):
        if label is None:
            continue
        written = [
            (line["text"], np.array(line["quad"]))
            for line in label["line_quads"]
            if line["handwritten"]
        ]
        side = sides.get(name)
        read = list(_lines_in_photo(side)) if side and "quad" in side else []
        hands = [(text, quad) for text, quad, is_hand in read if is_hand]
        true += len(written)
        flagged += len(hands)
        flagged_right += sum(any(_holds(w, q) for _, w in written) for _, q in hands)
        for text, quad in written:
            inside = [(t, q) for t, q in hands if _holds(quad, q)]
            if inside:
                found += 1
                inside.sort(key=lambda item: float(item[1][:, 0].min()))
                given = fold(" ".join(t for t, _ in inside))
                edits += min(len(text), edit_distance(given, fold(text)))
                letters += len(text)
    return HandwritingScore(found, true, flagged, flagged_right, edits, letters)


def _lines_in_photo(side: Json) -> Iterator[tuple[str, Points, bool]]:
    """Take the lines of a flattened side back to the photo: text, corners, handwritten or not."""
    width, height = side["size_px"]
    flat = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    matrix = cv2.getPerspectiveTransform(flat, np.array(side["quad"], dtype=np.float32))
    for line in side["lines"]:
        corners = np.array(line["quad"], dtype=np.float32)[None]
        moved = cv2.perspectiveTransform(corners, matrix)[0]
        yield line["text"], np.asarray(moved, dtype=np.float64), bool(line["handwritten"])


def _holds(true: Points, read: Points) -> bool:
    """Say whether the middle of a line that was read lies on a true line, or close beside it."""
    x, y = (float(v) for v in read.mean(axis=0))
    contour = np.asarray(true, dtype=np.float32)
    height = float(np.linalg.norm(true[3] - true[0]))
    return bool(cv2.pointPolygonTest(contour, (x, y), measureDist=True) >= -0.25 * height)
