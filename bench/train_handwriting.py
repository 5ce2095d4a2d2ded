"""Learns to tell handwriting from print on drawn cards, and writes the weights.

    python -m bench.train_handwriting [--cards 900] [--keep FILE]

Cards are drawn with notes on them, photographed and read by the real engine; each line that was
read is then measured (`ocr.strokes`), and is handwriting or print by where it lies. A fifth of the
cards is kept aside to test on. Takes about a second a card.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from drawn import DrawnCard, PhotoOptions, draw_card, photograph_card
from drawn.photo_options import HARSH
from ocr.engine import Recogniser
from ocr.engines import build_recogniser
from ocr.geometry import Corners, map_points, mapping_onto, to_corners
from ocr.handwriting import with_products
from ocr.pipeline import read_photo
from ocr.strokes import MEASURES, measure_lines
from ocr.types import CardSide, Side

WEIGHTS_FILE = Path(__file__).parent.parent / "ocr" / "handwriting_weights.json"

_FIRST_SEED = 100_000
"""Apart from the cards that tests and benchmarks draw."""

Labelled = tuple[NDArray[np.float32], NDArray[np.int64], NDArray[np.int64]]
"""Measures, whether each line is handwriting, and the card each is from."""


def main() -> None:
    """Train, report and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cards", type=int, default=900)
    parser.add_argument("--keep", type=Path, help="keep the measures in this .npz file, or use it")
    arguments = parser.parse_args()
    if arguments.keep is not None and arguments.keep.exists():
        kept = np.load(arguments.keep)
        labelled = (kept["measures"], kept["written"], kept["cards"])
    else:
        labelled = measure_cards(range(arguments.cards))
        if arguments.keep is not None:
            measures, written, cards = labelled
            np.savez(arguments.keep, measures=measures, written=written, cards=cards)
    weights = train(labelled)
    WEIGHTS_FILE.write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")


def measure_cards(seeds: range) -> Labelled:
    """Draw, write on, photograph, read and measure cards."""
    recogniser = build_recogniser()
    measures, written, cards = [], [], []
    for seed in seeds:
        for found, truth in _read_drawn(seed, recogniser):
            measures.append(found)
            written.append(truth)
            cards.append(np.full(len(truth), seed))
    return np.concatenate(measures), np.concatenate(written), np.concatenate(cards)


def train(labelled: Labelled) -> dict[str, Any]:
    """Fit a logistic regression, and print how it does on cards that it did not see."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import roc_auc_score

    measures, written, cards = labelled
    mean, scale = measures.mean(axis=0), measures.std(axis=0) + 1e-6
    terms = with_products((measures - mean) / scale)
    unseen = np.isin(cards % 5, [4])
    # Held back strongly: real ink differs from drawn ink more than one drawn card from another.
    model = LogisticRegression(C=0.006, max_iter=5000)
    model.fit(terms[~unseen], written[~unseen])
    chance = model.predict_proba(terms[unseen])[:, 1]
    truth = written[unseen]
    print(f"{len(written)} lines, {written.mean():.1%} by hand")
    print(f"AUC on unseen cards {roc_auc_score(truth, chance):.4f}")
    for threshold in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
        taken = chance >= threshold
        right = (taken & (truth == 1)).sum()
        print(
            f"at {threshold}: precision {right / max(1, taken.sum()):.3f}"
            f" recall {right / max(1, truth.sum()):.3f}"
        )
    model.fit(terms, written)
    return {
        "measures": list(MEASURES),
        "mean": [round(float(v), 5) for v in mean],
        "scale": [round(float(v), 5) for v in scale],
        "weights": [round(float(v), 4) for v in model.coef_[0]],
        "bias": round(float(model.intercept_[0]), 4),
    }


def _read_drawn(
    seed: int, recogniser: Recogniser
) -> list[tuple[NDArray[np.float32], NDArray[np.int64]]]:
    rng = Random(f"handwriting {seed}")
    # Written on far more often than cards are: a line by hand is as frequent as one in print.
    card = draw_card(
        seed=_FIRST_SEED + seed,
        annotation=rng.choice(["none", "note", "note", "struck"]),
        verso=rng.choice(["notes", "notes", "appointment", "none"]),
    )
    sides = [Side.RECTO] if card.verso is None else [Side.RECTO, Side.VERSO]
    return [_measure_side(card, side, rng, recogniser) for side in sides]


def _measure_side(
    card: DrawnCard, shown: Side, rng: Random, recogniser: Recogniser
) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    options = HARSH if rng.random() < 0.2 else PhotoOptions()
    options = replace(options, long_side_px=rng.choice([1200, 1600, 2000]))
    photo = photograph_card(card, card.seed, options, shown)
    side = read_photo(photo.jpeg, recogniser)[0]
    regions = [
        (to_corners(photo.cards[0].quad_in_photo(line.quad)), line.is_handwritten)
        for line in card.lines_of(shown)
    ]
    measures = measure_lines(side.card, side.lines)
    kept, written = [], []
    for i, point in enumerate(_middles_in_photo(side)):
        truth = [by_hand for region, by_hand in regions if _is_inside(point, region)]
        # What lies on no line, or on both kinds, teaches nothing.
        if len(set(truth)) == 1:
            kept.append(i)
            written.append(int(truth[0]))
    return measures[kept], np.array(written, dtype=np.int64)


def _is_inside(point: tuple[float, float], region: Corners) -> bool:
    return cv2.pointPolygonTest(region, point, measureDist=False) >= 0


def _middles_in_photo(side: CardSide) -> list[tuple[float, float]]:
    height, width = side.card.shape[:2]
    frame = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    to_photo = mapping_onto(frame, to_corners(side.quad))
    middles = [to_corners(line.quad).mean(axis=0, keepdims=True) for line in side.lines]
    return [tuple(map(float, map_points(middle, to_photo)[0])) for middle in middles]  # type: ignore[misc]


if __name__ == "__main__":
    main()
