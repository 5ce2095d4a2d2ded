"""Measures what is read right, on drawn cards and on labelled photos, and writes the tables.

    python -m bench.accuracy [--cards 300] [--folder PHOTOS] [--output docs/accuracy.md]

Each drawn card is photographed, recto and verso, and goes through the whole pipeline with the
real engine. The same cards and photos are drawn every time.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from bench.accuracy_report import CardResult, HandwritingScore, write_report
from bench.scoring import Json, fold, score_card
from drawn import DrawnCard, DrawnPhoto, draw_card, photograph_card
from drawn.labels import fields_of
from drawn.photo_options import GENTLE, HARSH, PhotoOptions
from ocr.contract import reading_to_json
from ocr.engine import Recogniser
from ocr.engines import build_recogniser
from ocr.errors import PhotoError
from ocr.pipeline import read_card
from ocr.types import Quad, Side

FIRST_SEED = 900_000
"""Seeds from here on are for measuring: nothing may be tuned or trained on them."""
CONDITIONS = {"usual": PhotoOptions(), "gentle": GENTLE, "harsh": HARSH}

Points = NDArray[np.float64]


def main(arguments: list[str] | None = None) -> int:
    """Measure, write the page, print where it is; return the exit status."""
    options = _parser().parse_args(arguments)
    drawn = _measure_drawn(options)
    photos = _measure_folder(options.folder, options.engine) if options.folder else []
    page = write_report(_how(options), drawn, photos)
    options.output.parent.mkdir(parents=True, exist_ok=True)
    options.output.write_text(page, encoding="utf-8")
    if options.errors:
        sys.stdout.writelines(_errors([*drawn, *photos]))
    sys.stdout.write(f"{len(drawn)} drawn cards, {len(photos)} photos: {options.output}\n")
    return 0


def measure_card(seed: int, condition: str, engine: str) -> CardResult:
    """Draw, photograph and read one card, and compare."""
    card = draw_card(seed)
    options = CONDITIONS[condition]
    photos = {Side.RECTO: photograph_card(card, seed, options)}
    if card.verso is not None:
        photos[Side.VERSO] = photograph_card(card, seed + 1_000_000, options, Side.VERSO)
    recto, verso = photos[Side.RECTO], photos.get(Side.VERSO)
    reading = read_card(recto.jpeg, verso.jpeg if verso else None, _recogniser(engine))
    contract = reading_to_json(reading, f"drawn{seed}")
    read_sides = {Side(side["side"]): side for side in contract["sides"]}
    front = read_sides[Side.RECTO]
    return CardResult(
        score=score_card(f"drawn{seed}", fields_of(card), contract["contact"]),
        layout=card.layout,
        background=recto.background,
        iou=overlap(front["quad"], recto.cards[0].quad),
        is_found=bool(front["is_found"]),
        handwriting=_score_handwriting(card, photos, read_sides),
    )


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


def _score_handwriting(
    card: DrawnCard, photos: dict[Side, DrawnPhoto], read_sides: dict[Side, Json]
) -> HandwritingScore:
    found = true = flagged = flagged_right = edits = letters = 0
    for side, photo in photos.items():
        placed = photo.cards[0]
        written = [
            (line.text, np.array(placed.quad_in_photo(line.quad)))
            for line in card.lines_of(side)
            if line.is_handwritten
        ]
        read = list(_lines_in_photo(read_sides[side])) if side in read_sides else []
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


@cache
def _recogniser(engine: str) -> Recogniser:
    return build_recogniser(engine)


def _measure_drawn(options: argparse.Namespace) -> list[CardResult]:
    seeds = range(options.seed, options.seed + options.cards)
    # A fresh interpreter each: engines hold threads, which a fork would not copy.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(options.jobs, mp_context=context) as pool:
        waiting = [pool.submit(measure_card, s, options.condition, options.engine) for s in seeds]
        results = []
        for number, future in enumerate(waiting, 1):
            results.append(future.result())
            if number % 50 == 0:
                sys.stderr.write(f"{number} of {len(waiting)} cards\n")
    return results


def _measure_folder(folder: Path, engine: str) -> list[CardResult]:
    results = []
    rows = (folder / "labels.jsonl").read_text(encoding="utf-8").splitlines()
    for label in (json.loads(row) for row in rows):
        photo = (folder / Path(label["file"]).name).read_bytes()
        try:
            contract = reading_to_json(read_card(photo, None, _recogniser(engine)), label["file"])
        except PhotoError as error:
            sys.stderr.write(f"{label['file']}: {error}\n")
            contract = {"contact": {}, "sides": [{"quad": [], "is_found": False}]}
        side = contract["sides"][0]
        true_quad: Quad | None = label.get("quad")
        results.append(
            CardResult(
                score=score_card(label["file"], label["fields"], contract["contact"]),
                layout=label.get("layout", "photo"),
                background=label.get("background", "photo"),
                iou=overlap(side["quad"], true_quad) if true_quad and side["quad"] else None,
                is_found=side["is_found"],
                handwriting=None,
            )
        )
    return results


def _errors(results: Sequence[CardResult]) -> Iterator[str]:
    for result in results:
        score = result.score
        for judgement in score.judgements:
            if not judgement.is_right:
                said = f"{judgement.field}: gave {judgement.text!r} at {judgement.confidence:.2f}"
                yield f"{score.file} {result.layout} {said}\n"
        for field, text in score.missed:
            yield f"{score.file} {result.layout} {field}: missed {text!r}\n"


def _how(options: argparse.Namespace) -> list[str]:
    name = _recogniser(options.engine).name
    return [
        f"Written by `make accuracy`: {options.cards} drawn cards (seeds from {options.seed}, "
        f"photographed in {options.condition} conditions), read by {name}.",
        "",
        "Drawn cards are many and their truth is exact, but they are tidier than real ones: read "
        "these tables for what is weak and for what changed, not as a promise about the cards in "
        "your pocket. A value is right when nobody would have to correct it; case, accents and "
        "punctuation are forgiven. A card is perfect when name, organization, title, e-mails, "
        "telephones, sites and address are all right and nothing was made up.",
    ]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.accuracy", description=__doc__)
    parser.add_argument("--cards", type=int, default=300, metavar="N")
    parser.add_argument("--seed", type=int, default=FIRST_SEED)
    parser.add_argument("--condition", choices=sorted(CONDITIONS), default="usual")
    parser.add_argument("--engine", default="auto")
    parser.add_argument("--jobs", type=int, default=2, help="processes that read")
    parser.add_argument("--folder", type=Path, help="labelled photos to measure as well")
    parser.add_argument("--output", type=Path, default=Path("docs/accuracy.md"))
    parser.add_argument("--errors", action="store_true", help="print every value that is wrong")
    return parser


if __name__ == "__main__":
    sys.exit(main())
