"""Measures how well cards are found in photos, and writes docs/accuracy-finding.md.

    python -m bench.finding [--cards 1000] [--tables 28] [--read 96] [--jobs 1]

Single cards are photographed at every angle and on everything that they may lie on, tables of
twelve at 12 megapixels, the cards apart or touching, among books and sheets. The engine sees the
text, so what is measured is what `verso read` does.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import time
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Final, TypeVar

import cv2
import numpy as np

from bench.finding_report import Found, ReadBoth, Table, write_report
from drawn import DrawnCard, DrawnPhoto, PhotoOptions, draw_card, photograph, photograph_card
from drawn.photo_options import HARSH
from drawn.surfaces import SURFACES
from drawn.tables import TableOptions
from ocr.decode import decode_photo
from ocr.engine import Recogniser
from ocr.engines import build_recogniser
from ocr.finding import find_in_photo
from ocr.geometry import Corners, to_corners
from ocr.pipeline import DEFAULT_OPTIONS, read_cards
from ocr.rectify import whole_photo
from ocr.types import Line, Quad, Reading, Side
from ocr.upright import read_upright

REPORT: Final = Path(__file__).resolve().parent.parent / "docs" / "accuracy-finding.md"
FIRST_SEED: Final = 900_000
"""Seeds from here on are for measuring: nothing may be tuned on them."""
CARDS_A_TABLE: Final = 12
TABLE_SURFACES: Final = tuple(name for name in SURFACES if name != "room")

_PX: Final = 2000
_USUAL: Final = PhotoOptions(long_side_px=_PX)
KINDS: Final[dict[str, PhotoOptions]] = {
    **{f"on {name.replace('_', ' ')}": replace(_USUAL, background=name) for name in SURFACES},
    "in a dim room, in a hurry": replace(HARSH, long_side_px=_PX),
    "turned by any angle": replace(_USUAL, roll_deg=(-180.0, 180.0), fill_ratio=(0.5, 0.9)),
    "bent": replace(_USUAL, bend_deg=(20.0, 60.0)),
    "glossy": replace(_USUAL, glare_chance=1.0),
    "cut off": replace(_USUAL, cut_off_ratio=(0.03, 0.12)),
    "held in a hand": replace(_USUAL, is_held=True),
    "filling the photo": replace(_USUAL, fill_ratio=(0.97, 1.03), tilt_deg=(0.0, 4.0)),
}

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class _Job:
    kind: str
    seed: int


def main() -> int:
    """Measure, and write the page."""
    options = _parser().parse_args()
    kinds = list(KINDS)
    seeds = range(FIRST_SEED, FIRST_SEED + options.cards)
    jobs = [_Job(kinds[i % len(kinds)], seed) for i, seed in enumerate(seeds)]
    with ProcessPoolExecutor(
        options.jobs, mp_context=multiprocessing.get_context("spawn")
    ) as processes:
        found = list(_told("cards", len(jobs), processes.map(measure_card, jobs)))
        read = list(_told("readings", options.read, processes.map(read_both, jobs[: options.read])))
        table_seeds = range(FIRST_SEED, FIRST_SEED + options.tables)
        tables = list(_told("tables", options.tables, processes.map(measure_table, table_seeds)))
    page = write_report(found, read, tables)
    options.output.write_text(page, encoding="utf-8")
    sys.stdout.write(page)
    return 0


def measure_card(job: _Job) -> Found:
    """Find one card, and say how well the found corners are its own."""
    _, taken = draw_job(job)
    photo = decode_photo(taken.jpeg, long_side_px=DEFAULT_OPTIONS.photo_long_side_px)
    engine = _engine()
    text = engine.find(photo.image)
    started_s = time.perf_counter()
    found = find_in_photo(photo, text, engine, DEFAULT_OPTIONS.rectify, DEFAULT_OPTIONS.find)
    took_ms = (time.perf_counter() - started_s) * 1000
    quads = found.corners or (_frame(taken),)
    best = max(overlap(to_corners(taken.cards[0].quad), quad, taken) for quad in quads)
    return Found(job.kind, best, len(found.corners), took_ms)


def read_both(job: _Job) -> ReadBoth:
    """Read one card with and without finding it, and count the printed lines that were read."""
    card, taken = draw_job(job)
    printed = [line.text for line in card.lines_of(Side.RECTO) if not line.is_handwritten]
    engine = _engine()
    sides = [reading.sides[0] for reading in read_cards(taken.jpeg, engine)]
    photo = decode_photo(taken.jpeg, long_side_px=DEFAULT_OPTIONS.photo_long_side_px)
    whole = read_upright(whole_photo(photo, engine.find(photo.image)), engine)
    return ReadBoth(
        job.kind,
        len(printed),
        count_read(printed, [line for side in sides for line in side.lines]),
        count_read(printed, whole.lines),
    )


def measure_table(seed: int) -> Table:
    """Read a table of twelve cards, and count those that were found and kept apart."""
    cards, taken, table = draw_table(seed)
    started_s = time.perf_counter()
    readings = read_cards(taken.jpeg, _engine())
    took_ms = (time.perf_counter() - started_s) * 1000
    found = kept_apart = 0
    places = [to_corners(reading.sides[0].quad) for reading in readings]
    texts = [_text_of(reading) for reading in readings]
    for placed in taken.cards:
        overlaps = [overlap(to_corners(placed.quad), place, taken) for place in places]
        best = int(np.argmax(overlaps))
        found += overlaps[best] >= 0.8
        keys = _keys_of(cards[placed.index])
        holders = [i for i, text in enumerate(texts) if any(key in text for key in keys)]
        kept_apart += overlaps[best] >= 0.8 and holders == [best]
    true = [to_corners(placed.quad) for placed in taken.cards]
    false = sum(max(overlap(quad, place, taken) for quad in true) < 0.8 for place in places)
    return Table(
        "touching" if table.is_touching else "apart",
        taken.background,
        len(cards),
        found,
        kept_apart,
        false,
        took_ms,
        readings[0].timing_ms["rectify"],
    )


def draw_job(job: _Job) -> tuple[DrawnCard, DrawnPhoto]:
    """Draw and photograph one card."""
    card = draw_card(job.seed, verso="none")
    return card, photograph_card(card, job.seed, KINDS[job.kind])


def draw_table(seed: int) -> tuple[list[DrawnCard], DrawnPhoto, TableOptions]:
    """Draw and photograph a table of twelve cards; every other one has them touching."""
    chance = np.random.default_rng([seed, 12])
    is_neat = bool(chance.random() < 0.4)
    table = TableOptions(
        is_touching=seed % 2 == 1,
        quarter_turn_chance=0.0 if is_neat else 0.25,
        upside_down_chance=0.1 if is_neat else 0.25,
        skew_deg=(-5.0, 5.0) if is_neat else (-16.0, 16.0),
        clutter=int(chance.choice([0, 0, 1, 2, 3])),
    )
    background = TABLE_SURFACES[seed // 2 % len(TABLE_SURFACES)]
    options = PhotoOptions(long_side_px=4000, background=background, fill_ratio=(0.85, 0.97))
    cards = [draw_card(seed * 20 + i, verso="none") for i in range(CARDS_A_TABLE)]
    radii = [card.corner_radius_px for card in cards]
    taken = photograph([card.recto for card in cards], seed, options, radii, table)
    return cards, taken, table


def overlap(true: Corners, found: Corners, taken: DrawnPhoto) -> float:
    """Measure the intersection of two quads over their union, within the photo."""
    frame = _frame(taken)
    a = _within(true, frame)
    b = _within(found.astype(np.float32), frame)
    if min(len(a), len(b)) < 3:
        return 0.0
    shared = float(cv2.intersectConvexConvex(a, b)[0])
    union = float(cv2.contourArea(a)) + float(cv2.contourArea(b)) - shared
    return shared / union if union > 0 else 0.0


def _within(quad: Corners, frame: Corners) -> Corners:
    """Return the outline of what lies within the photo, shape (n, 2); n is 0 when nothing does."""
    part: Any = cv2.intersectConvexConvex(cv2.convexHull(quad), frame)[1]
    none = np.empty((0, 2), dtype=np.float32)
    return none if part is None else np.asarray(part, dtype=np.float32).reshape(-1, 2)


def count_read(printed: Iterable[str], lines: Iterable[Line]) -> int:
    """Count the printed lines that were read without a wrong letter; spaces and case are free."""
    everything = _folded(" ".join(line.text for line in lines))
    return sum(_folded(text) in everything for text in printed)


def _keys_of(card: DrawnCard) -> list[str]:
    """Return what tells a card from others: its person's name and e-mail."""
    name = [card.fields.name.full] if card.fields.name else []
    return [_folded(text) for text in (*name, *card.fields.emails)]


def _text_of(reading: Reading) -> str:
    return _folded(" ".join(line.text for line in reading.sides[0].lines))


def _folded(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum() or letter == "@")


def _frame(taken: DrawnPhoto) -> Corners:
    width, height = taken.size_px
    frame: Quad = ((0, 0), (width, 0), (width, height), (0, height))
    return to_corners(frame)


@cache
def _engine() -> Recogniser:
    return build_recogniser("auto")


def _told(what: str, total: int, results: Iterable[_T]) -> Iterable[_T]:
    for number, result in enumerate(results, 1):
        if number % 20 == 0 or number == total:
            sys.stderr.write(f"{number} of {total} {what}\n")
        yield result


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.finding", description=__doc__)
    parser.add_argument("--cards", type=int, default=1000)
    parser.add_argument("--tables", type=int, default=28)
    parser.add_argument("--read", type=int, default=98, help="cards read with and without finding")
    parser.add_argument("--jobs", type=int, default=1, help="processes")
    parser.add_argument("--output", type=Path, default=REPORT)
    return parser


if __name__ == "__main__":
    sys.exit(main())
