"""Measures lines of drawn cards, by hand and in print, for learning to tell one from the other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from random import Random
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from bench.cases import CONDITIONS, MIXED
from bench.pen_alphabets import draw_alphabet_card
from bench.pen_cards import PenCard, draw_pen_card
from bench.pen_forms import draw_form_card
from drawn import DrawnCard, PhotoOptions, draw_card, photograph_card
from drawn.photo_options import HARSH
from ocr.engines.paddle import PaddleRecogniser
from ocr.engines.pen import neck_features
from ocr.engines.recognition import count_steps, cut_line, to_batch
from ocr.engines.runtimes import RECOGNITION_MODEL, OpenVinoLineNetwork
from ocr.geometry import Corners, map_points, mapping_onto, to_corners
from ocr.layout import sort_lines
from ocr.pipeline import read_photo
from ocr.strokes import MEASURES, measure_lines
from ocr.types import CardSide, Image, Line, Quad, Side

WHOLE_FROM: Final = 100_000
FILLED_FROM: Final = 200_000
FORMS_FROM: Final = 300_000
ALPHABETS_FROM: Final = 400_000
SMALL_FROM: Final = 0
HELD_OUT_FROM: Final = 950_000
"""First seeds: of whole cards, of those that are filled in and put right, of forms
(`bench.pen_forms`), of print in other alphabets (`bench.pen_alphabets`), of small ones
(`bench.pen_cards`), and of small ones to test on."""
_NECK: Final = 240
"""Mean and deviation of the network's 120 channels."""


@dataclass(frozen=True, slots=True)
class PenLines:
    """Lines that the engine read, measured."""

    measures: NDArray[np.float32]
    """Shape (lines, number of `MEASURES`)."""
    necks: NDArray[np.float32]
    """Shape (lines, 240); see `ocr.engines.pen.neck_features`."""
    written: NDArray[np.int64]
    """1 for handwriting, 0 for print."""
    cards: NDArray[np.int64]
    """The seed of the card that each is from."""

    def save(self, path: Path) -> None:
        """Write a .npz file."""
        np.savez(path, **{field.name: getattr(self, field.name) for field in fields(self)})


def load_lines(paths: Sequence[Path]) -> PenLines:
    """Read what `PenLines.save` wrote, several files as one."""
    stored = [np.load(path) for path in paths]
    names = [field.name for field in fields(PenLines)]
    return PenLines(*(np.concatenate([one[name] for one in stored]) for name in names))


class Meter:
    """Reads cards with the real engine and measures their lines."""

    def __init__(self, engine: PaddleRecogniser) -> None:
        self._engine = engine
        self._network = OpenVinoLineNetwork(RECOGNITION_MODEL)

    def measure_small(self, seeds: range, *, is_held_out: bool = False) -> PenLines:
        """Measure small cards that hold print and notes of every kind."""
        cards = (draw_pen_card(seed, is_held_out=is_held_out) for seed in seeds)
        return self._measure_pen_cards(zip(seeds, cards, strict=True))

    def measure_forms(self, seeds: range) -> PenLines:
        """Measure small cards with a form that was filled in."""
        return self._measure_pen_cards((seed, draw_form_card(seed)) for seed in seeds)

    def measure_alphabets(self, seeds: range, *, is_held_out: bool = False) -> PenLines:
        """Measure small cards in other alphabets than the Latin one."""
        cards = (draw_alphabet_card(seed, is_held_out=is_held_out) for seed in seeds)
        return self._measure_pen_cards(zip(seeds, cards, strict=True))

    def _measure_pen_cards(self, cards: Iterable[tuple[int, PenCard]]) -> PenLines:
        found = []
        for seed, card in cards:
            lines = sort_lines(self._engine.read(card.picture))
            regions = [(to_corners(one.quad), one.is_handwritten) for one in card.lines]
            middles = [to_corners(line.quad).mean(axis=0) for line in lines]
            found.append(self._measure(card.picture, lines, middles, regions, seed))
        return joined(found)

    def measure_whole(self, seeds: range) -> PenLines:
        """Measure whole drawn cards, found in photos of them."""
        return joined([lines for seed in seeds for lines in self._measure_card(seed)])

    def measure_filled(self, seeds: range) -> PenLines:
        """Measure forms filled in on the back, and numbers put right on the front.

        The hard case: short words, hours and numbers, as long as the print beside them.
        """
        found = []
        for seed in seeds:
            rng = Random(f"filled in {seed}")
            card = draw_card(seed=seed, annotation="struck", verso="appointment")
            for side in (Side.RECTO, Side.VERSO):
                options = CONDITIONS[rng.choice(MIXED)]
                found.append(self._measure_side(card, side, rng, options))
        return joined(found)

    def _measure_card(self, seed: int) -> list[PenLines]:
        rng = Random(f"handwriting {seed}")
        # Written on far more often than cards are: lines by hand are to be as frequent as print.
        card = draw_card(
            seed=seed,
            annotation=rng.choice(["none", "note", "note", "struck"]),
            verso=rng.choice(["notes", "none", "none"]),
        )
        sides = [Side.RECTO] if card.verso is None else [Side.RECTO, Side.VERSO]
        return [
            self._measure_side(card, side, rng, HARSH if rng.random() < 0.2 else PhotoOptions())
            for side in sides
        ]

    def _measure_side(
        self, card: DrawnCard, shown: Side, rng: Random, options: PhotoOptions
    ) -> PenLines:
        options = replace(options, long_side_px=rng.choice([1200, 1600, 2000]))
        photo = photograph_card(card, card.seed, options, shown)
        side = read_photo(photo.jpeg, self._engine)[0]
        place = photo.cards[0]
        regions = [
            (to_corners(place.quad_in_photo(one.quad)), one.is_handwritten)
            for one in card.lines_of(shown)
        ]
        middles = _middles_in_photo(side)
        return self._measure(side.card, side.lines, middles, regions, card.seed)

    def _measure(
        self,
        picture: Image,
        lines: Sequence[Line],
        middles: Sequence[NDArray[np.floating]],
        regions: Sequence[tuple[Corners, bool]],
        seed: int,
    ) -> PenLines:
        measures = measure_lines(picture, lines)
        kept, written = [], []
        for i, point in enumerate(middles):
            truth = {by_hand for region, by_hand in regions if _is_inside(point, region)}
            # What lies on no line, or on both kinds, teaches nothing.
            if len(truth) == 1:
                kept.append(i)
                written.append(int(truth.pop()))
        necks = [self._neck_of(picture, lines[i].quad) for i in kept]
        return PenLines(
            measures[kept],
            np.array(necks, dtype=np.float32).reshape(len(kept), _NECK),
            np.array(written, dtype=np.int64),
            np.full(len(kept), seed),
        )

    def _neck_of(self, picture: Image, quad: Quad) -> NDArray[np.float64]:
        crop = cut_line(picture, to_corners(quad))
        neck = self._network.run_steps(to_batch(crop)).neck
        return neck_features(neck[0, : count_steps(crop)])


def joined(found: Sequence[PenLines]) -> PenLines:
    """Give the lines of several lots as one."""
    full = [one for one in found if len(one.written)]
    names = [field.name for field in fields(PenLines)]
    if not full:
        empty = np.empty((0, len(MEASURES)), dtype=np.float32)
        none = np.empty(0, dtype=np.int64)
        return PenLines(empty, np.empty((0, _NECK), dtype=np.float32), none, none)
    return PenLines(*(np.concatenate([getattr(one, name) for one in full]) for name in names))


def _is_inside(point: NDArray[np.floating], region: Corners) -> bool:
    x, y = map(float, point)
    return cv2.pointPolygonTest(region, (x, y), measureDist=False) >= 0


def _middles_in_photo(side: CardSide) -> list[NDArray[np.floating]]:
    height, width = side.card.shape[:2]
    frame = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    to_photo = mapping_onto(frame, to_corners(side.quad))
    middles = [to_corners(line.quad).mean(axis=0, keepdims=True) for line in side.lines]
    return [map_points(middle, to_photo)[0] for middle in middles]
