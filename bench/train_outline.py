"""Learns what tells the outline of a card from other quads, for the live outline.

    python -m bench.train_outline [--films 12]

Draws films of every scene with seeds from 1000 on, has all quads looked at that the finder thinks
of, and fits a small network on what speaks for each: its numbers go to
web/static/js/lib/outline-weights.js. Quads are those of the lightness; the same numbers judge those
of the tint (learnt from both, more cards among sheets of paper were lost). Seeds from 900000 on are
for the published measure only.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import roc_auc_score
from sklearn.neural_network import MLPClassifier

from bench.outline_films import draw_once, overlap, run
from drawn.moving import SCENES

WEIGHTS = Path("web/static/js/lib/outline-weights.js")
_FIRST_SEED = 1000
_TELLING = tuple(
    name for name in SCENES if name not in {"swap", "return", "cut-off", "blurred", "passing"}
)
"""The others show the same surfaces."""
_RIGHT_IOU, _WRONG_IOU = 0.92, 0.84
"""Between the two a quad is neither shown as right nor as wrong."""
_HIDDEN = 16

Floats = NDArray[np.float64]


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw, learn, write the weights; print how well quads are told apart."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--films", type=int, default=12, help="of each scene")
    parser.add_argument("--folder", type=Path, help="where films are kept for the next time")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        paths = [
            draw_once(folder, scene, _FIRST_SEED + index, fps=4, size_px=640)
            for scene in _TELLING
            for index in range(options.films)
        ]
        features, is_right, seeds = examples(paths)
    is_held_out = seeds % 4 == 3
    trial = fit(features[~is_held_out], is_right[~is_held_out])
    chances = trial.predict_proba(features[is_held_out])[:, 1]
    print(f"{len(features)} quads, {is_right.mean():.0%} right")
    print(
        f"area under the curve, films held out: {roc_auc_score(is_right[is_held_out], chances):.4f}"
    )
    write(fit(features, is_right), WEIGHTS)
    return 0


def examples(paths: Sequence[Path]) -> tuple[Floats, NDArray[np.bool_], NDArray[np.int64]]:
    """Return the features of all quads, which of them are cards, and the seeds of their films."""
    rows, rights, seeds = [], [], []
    for path, frames in zip(paths, run("candidates", paths), strict=True):
        known = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        size = (known["width"], known["height"])
        shrink = known["width"] / known["size"][0]
        for truth, quads in zip(known["frames"], frames, strict=True):
            if truth["quad"] is not None and not truth["is_whole"]:
                continue
            card = None if truth["quad"] is None else np.array(truth["quad"]) * shrink
            for quad in quads:
                shares = (np.array(quad["quad"]) + 0.5) / size
                iou = 0.0 if card is None else overlap(shares.tolist(), card.tolist(), size)
                if iou < _WRONG_IOU or iou > _RIGHT_IOU:
                    rows.append(quad["features"])
                    rights.append(iou > _RIGHT_IOU)
                    seeds.append(known["seed"])
    return np.array(rows), np.array(rights), np.array(seeds)


class _Scaled:
    """A network on features brought to mean 0 and spread 1."""

    def __init__(self, features: Floats, is_right: NDArray[np.bool_]) -> None:
        self.mean, self.spread = features.mean(axis=0), features.std(axis=0) + 1e-6
        self.network = MLPClassifier((_HIDDEN,), alpha=1.0, max_iter=400, random_state=0)
        self.network.fit((features - self.mean) / self.spread, is_right)

    def predict_proba(self, features: Floats) -> Floats:
        chances: Floats = self.network.predict_proba((features - self.mean) / self.spread)
        return chances


def fit(features: Floats, is_right: NDArray[np.bool_]) -> _Scaled:
    """Learn which quads are cards."""
    return _Scaled(features, is_right)


def write(trained: _Scaled, path: Path) -> None:
    """Write the network as a module, its scaling worked into the first layer."""
    (first, second), (bias, last) = trained.network.coefs_, trained.network.intercepts_
    inputs = first / trained.spread[:, None]
    offsets = bias - trained.mean @ inputs
    rows = "".join(f"    [{_numbers(column)}],\n" for column in inputs.T)
    path.write_text(
        "/** Tells cards from other quads. Made by `python -m bench.train_outline`; see there. */\n"
        "export const WEIGHTS = {\n"
        f"  hidden: [\n{rows}  ],\n"
        f"  offsets: [{_numbers(offsets)}],\n"
        f"  out: [{_numbers(second[:, 0])}],\n"
        f"  bias: {last[0]:.4g},\n"
        "}\n",
        encoding="utf-8",
    )


def _numbers(values: Floats) -> str:
    return ", ".join(f"{value:.4g}" for value in values)


if __name__ == "__main__":
    sys.exit(main())
