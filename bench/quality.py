"""Measures whether the alarms about a photo come when reading really gets worse.

    python -m bench.quality [--photos 144] [--first-seed 900000]

Drawn cards are photographed with one fault each, from none to far too much, and read with the
engine. A photo that reads wrong should have raised an alarm; one from which every line was read
should not, unless its fault is plain to see.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from drawn import DrawnCard, PhotoOptions, draw_card, photograph_card
from drawn.photo_options import GENTLE
from ocr.decode import decode_photo
from ocr.encode import encode_jpeg
from ocr.engine import Recogniser
from ocr.engines import build_recogniser
from ocr.first_look import judge_photo
from ocr.pipeline import read_photo
from ocr.types import CardSide, Image, Quad, Side

WRONG_BELOW = 0.8
"""A photo reads wrong when a smaller share of the card's lines is found, word for word."""

Fault = Callable[[DrawnCard, int, random.Random], bytes]


@dataclass(frozen=True, slots=True)
class Judged:
    """A photo with what was read of it, and what was said about it."""

    fault: str
    lines_read_ratio: float
    has_alarm_after_reading: bool
    has_alarm_at_once: bool


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw, photograph, read and judge; print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--photos", type=int, default=144)
    parser.add_argument("--first-seed", type=int, default=900_000)
    parser.add_argument("--engine", default="auto")
    options = parser.parse_args(arguments)
    recogniser = build_recogniser(options.engine)
    seeds = range(options.first_seed, options.first_seed + options.photos)
    judged = [judge(seed, recogniser) for seed in seeds]
    print("\n".join(table_of(judged)))
    return 0


def judge(seed: int, recogniser: Recogniser) -> Judged:
    """Photograph the card of a seed with the fault of its turn, read it and judge it."""
    fault = list(FAULTS)[seed % len(FAULTS)]
    card = draw_card(seed)
    photo = FAULTS[fault](card, seed, random.Random(seed))
    sides = read_photo(photo, recogniser)
    side = max(sides, key=lambda each: sum(len(line.text) for line in each.lines))
    assert side.quality is not None
    return Judged(
        fault=fault,
        lines_read_ratio=lines_read_ratio(card, side),
        has_alarm_after_reading=bool(side.quality.flaws),
        has_alarm_at_once=bool(judge_photo(photo).flaws),
    )


def lines_read_ratio(card: DrawnCard, side: CardSide) -> float:
    """Return the share of a card's printed lines that were read without a mistake."""
    text = " ".join(_fold(line.text) for line in side.lines)
    printed = [
        folded
        for line in card.lines_of(Side.RECTO)
        if not line.is_handwritten and not line.is_struck_out
        if len(folded := _fold(line.text)) >= 3
    ]
    return sum(line in text for line in printed) / max(1, len(printed))


def table_of(judged: Sequence[Judged]) -> list[str]:
    """Write the table, one row a fault and one of all."""
    rows = [
        "| fault | read wrong | alarm after reading | at once "
        "| read whole | alarm after reading | at once |",
        "|---|---|---|---|---|---|---|",
    ]
    for fault in (*FAULTS, "all"):
        own = [each for each in judged if fault in (each.fault, "all")]
        wrong = [each for each in own if each.lines_read_ratio < WRONG_BELOW]
        whole = [each for each in own if each.lines_read_ratio == 1]
        cells = [fault]
        for group in (wrong, whole):
            cells += [
                str(len(group)),
                str(sum(each.has_alarm_after_reading for each in group)),
                str(sum(each.has_alarm_at_once for each in group)),
            ]
        rows.append(f"| {' | '.join(cells)} |")
    return rows


def _fold(text: str) -> str:
    return re.sub(r"[^0-9a-z]+", "", unicodedata.normalize("NFKD", text).lower())


def _with(**options: object) -> Fault:
    def photograph(card: DrawnCard, seed: int, chance: random.Random) -> bytes:
        return photograph_card(card, seed, replace(_usual(chance), **options)).jpeg  # type: ignore[arg-type]

    return photograph


def _usual(chance: random.Random) -> PhotoOptions:
    long_side_px = 3000 if chance.random() < 0.25 else 1600
    base = PhotoOptions() if chance.random() < 0.6 else GENTLE
    return replace(base, long_side_px=long_side_px, glare_chance=0.0)


def _cut_off(card: DrawnCard, seed: int, chance: random.Random) -> bytes:
    photo, quad = _upright(card, seed, chance)
    corners = np.asarray(quad)
    left, right = corners[:, 0].min(), corners[:, 0].max()
    cut = round(left + chance.uniform(-0.04, 0.25) * (right - left))
    return encode_jpeg(np.ascontiguousarray(photo[:, max(0, cut) :]))


def _shining(card: DrawnCard, seed: int, chance: random.Random) -> bytes:
    photo, quad = _upright(card, seed, chance)
    corners = np.asarray(quad)
    extent = np.ptp(corners, axis=0)
    middle = corners.mean(axis=0) + extent * [chance.uniform(-0.35, 0.35) for _ in range(2)]
    y, x = np.mgrid[: photo.shape[0], : photo.shape[1]]
    angle = chance.uniform(0, np.pi)
    across = (x - middle[0]) * np.cos(angle) + (y - middle[1]) * np.sin(angle)
    along = (y - middle[1]) * np.cos(angle) - (x - middle[0]) * np.sin(angle)
    width, length = chance.uniform(0.03, 0.25), chance.uniform(0.08, 0.4)
    reach = float(extent.max())
    spot = np.exp(-((across / (width * reach)) ** 2) - (along / (length * reach)) ** 2)
    lit = photo + (chance.uniform(80, 500) * spot)[..., None]
    return encode_jpeg(np.clip(lit, 0, 255).astype(np.uint8))


def _upright(card: DrawnCard, seed: int, chance: random.Random) -> tuple[Image, Quad]:
    taken = photograph_card(card, seed, _usual(chance))
    return decode_photo(taken.jpeg).image, taken.cards[0].quad


FAULTS: dict[str, Fault] = {
    "none": _with(),
    "out of focus": _with(defocus_px=(0.8, 4.5)),
    "moved": _with(motion_px=(2.0, 14.0)),
    "far away": _with(fill_ratio=(0.1, 0.5), long_side_px=1600),
    "dark": _with(brightness=(0.08, 0.6), noise_levels=(3.0, 12.0)),
    "shining": _shining,
    "cut off": _cut_off,
    "a little of several": _with(
        defocus_px=(0.3, 2.5), motion_px=(0.0, 6.0), fill_ratio=(0.3, 0.8), jpeg_quality=(40, 90)
    ),
}


if __name__ == "__main__":
    sys.exit(main())
