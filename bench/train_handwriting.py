"""Learns to tell handwriting from print on drawn cards, and writes the weights.

    python -m bench.train_handwriting [--whole 400] [--small 1500] [--keep FOLDER]

Cards are drawn with notes on them, photographed and read by the real engine; each line that was
read is measured twice, by its strokes (`ocr.strokes`) and by what the recognition network sees of
it (`ocr.engines.pen`), and is handwriting or print by where it lies. Tested on small cards in hands
and in print that no other small card shows. Takes about half a second a card; with a folder to keep
the measures in, it goes on where it was stopped.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from bench.pen_lines import (
    HELD_OUT_FROM,
    SMALL_FROM,
    WHOLE_FROM,
    Meter,
    PenLines,
    load_lines,
)
from ocr.engines.paddle import build_paddle
from ocr.engines.pen import FARTHEST
from ocr.handwriting import with_products
from ocr.strokes import MEASURES

STROKE_WEIGHTS: Final = Path(__file__).parent.parent / "ocr" / "handwriting_weights.json"
NETWORK_WEIGHTS: Final = Path(__file__).parent.parent / "ocr" / "engines" / "pen_weights.json"

_SHARD: Final = 50
_HELD_BACK: Final = {"with_network": 0.003, "alone": 0.006}
"""How strongly weights are held back, the stronger the smaller: real ink differs from drawn ink
more than one drawn card from another."""

Floats = NDArray[np.float64]


def main() -> None:
    """Measure what has not been measured yet; train, report and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--whole", type=int, default=400)
    parser.add_argument("--small", type=int, default=1500)
    parser.add_argument("--held-out", type=int, default=300)
    parser.add_argument("--keep", type=Path, help="keep the measures in this folder, and use them")
    parser.add_argument("--only-measure", action="store_true")
    options = parser.parse_args()
    with TemporaryDirectory() as scratch:
        folder = options.keep or Path(scratch)
        folder.mkdir(exist_ok=True)
        measure(folder, options.whole, options.small, options.held_out)
        if not options.only_measure:
            learned = load_lines(sorted([*folder.glob("whole-*.npz"), *folder.glob("small-*.npz")]))
            write_weights(learned, load_lines(sorted(folder.glob("unseen-*.npz"))))


def measure(folder: Path, whole: int, small: int, held_out: int) -> None:
    """Measure cards, some at a time, each lot into its own file."""
    meter: Meter | None = None
    for kind, first, count in (
        ("unseen", HELD_OUT_FROM, held_out),
        ("whole", WHOLE_FROM, whole),
        ("small", SMALL_FROM, small),
    ):
        for start in range(first, first + count, _SHARD):
            path = folder / f"{kind}-{start}.npz"
            if path.exists():
                continue
            meter = meter or Meter(build_paddle("openvino"))
            seeds = range(start, min(start + _SHARD, first + count))
            if kind == "whole":
                meter.measure_whole(seeds).save(path)
            else:
                meter.measure_small(seeds, is_held_out=kind == "unseen").save(path)


def write_weights(learned: PenLines, unseen: PenLines) -> None:
    """Fit both regressions, report them on unseen lines, and write them."""
    print(f"{len(learned.written)} lines to learn from, {learned.written.mean():.1%} by hand")
    print(f"{len(unseen.written)} unseen ones, {unseen.written.mean():.1%} by hand")
    strokes, network = _fit_with_network(learned, unseen)
    stored = {
        "measures": list(MEASURES),
        "with_network": strokes,
        "alone": _fit_alone(learned, unseen),
    }
    STROKE_WEIGHTS.write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")
    NETWORK_WEIGHTS.write_text(json.dumps(network, indent=1) + "\n", encoding="utf-8")


def _fit_with_network(learned: PenLines, unseen: PenLines) -> tuple[dict[str, Any], dict[str, Any]]:
    """Fit strokes and network together; return the weights of each."""
    mean, scale = _spread(_both(learned))

    def terms(lines: PenLines) -> Floats:
        standard: Floats = ((_both(lines) - mean) / scale).clip(-FARTHEST, FARTHEST)
        return standard

    weights, bias = _fit("with_network", terms(learned), learned, terms(unseen), unseen)
    cut = len(MEASURES)
    strokes = _stored(mean[:cut], scale[:cut], weights[:cut]) | {"bias": round(bias, 5)}
    return strokes, _stored(mean[cut:], scale[cut:], weights[cut:])


def _fit_alone(learned: PenLines, unseen: PenLines) -> dict[str, Any]:
    """Fit strokes and their products, for engines that give no neck."""
    mean, scale = _spread(learned.measures)

    def terms(lines: PenLines) -> Floats:
        return with_products((lines.measures - mean) / scale)

    weights, bias = _fit("alone", terms(learned), learned, terms(unseen), unseen)
    return _stored(mean, scale, weights) | {"bias": round(bias, 5)}


def _both(lines: PenLines) -> Floats:
    return np.hstack([lines.measures, lines.necks]).astype(np.float64)


def _spread(values: NDArray[np.floating]) -> tuple[Floats, Floats]:
    return values.mean(axis=0).astype(np.float64), values.std(axis=0).astype(np.float64) + 1e-6


def _fit(
    kind: str, terms: Floats, learned: PenLines, unseen_terms: Floats, unseen: PenLines
) -> tuple[Floats, float]:
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import roc_auc_score

    model = LogisticRegression(C=_HELD_BACK[kind], max_iter=5000)
    model.fit(terms, learned.written)
    chance = model.predict_proba(unseen_terms)[:, 1]
    truth = unseen.written
    print(f"{kind}: AUC on unseen faces {roc_auc_score(truth, chance):.4f}")
    for threshold in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
        taken = chance >= threshold
        right = (taken & (truth == 1)).sum()
        print(
            f"  at {threshold}: precision {right / max(1, taken.sum()):.3f}"
            f" recall {right / max(1, truth.sum()):.3f}"
        )
    return model.coef_[0], float(model.intercept_[0])


def _stored(mean: Floats, scale: Floats, weights: Floats) -> dict[str, Any]:
    return {
        "mean": [round(float(v), 5) for v in mean],
        "scale": [round(float(v), 5) for v in scale],
        "weights": [round(float(v), 5) for v in weights],
    }


if __name__ == "__main__":
    main()
