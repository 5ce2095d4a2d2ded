"""Learns to tell handwriting from print on drawn cards, and writes the weights.

    python -m bench.train_handwriting [--keep FOLDER] [--whole 300] [--small 2100] …

Cards are drawn with notes on them, photographed and read by the real engine; each line that was
read is measured twice, by its strokes (`ocr.strokes`) and by what the recognition network sees of
it (`ocr.engines.pen`), and is handwriting or print by where it lies. Tested on small cards in hands
and in print that no other small card shows. Takes about half a second a card; with a folder to keep
the measures in, it goes on where it was stopped.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final
from warnings import catch_warnings, simplefilter

import numpy as np
from numpy.typing import NDArray

from bench.pen_lines import (
    ALPHABETS_FROM,
    FILLED_FROM,
    FORMS_FROM,
    HELD_OUT_FROM,
    SMALL_FROM,
    WHOLE_FROM,
    Meter,
    PenLines,
    joined,
    load_lines,
)
from ocr.engines.paddle import build_paddle
from ocr.engines.pen import FARTHEST
from ocr.handwriting import with_products
from ocr.strokes import MEASURES

STROKE_WEIGHTS: Final = Path(__file__).parent.parent / "ocr" / "handwriting_weights.json"
NETWORK_WEIGHTS: Final = Path(__file__).parent.parent / "ocr" / "engines" / "pen_weights.json"

_UNSEEN: Final = "unseen"
_UNSEEN_ALPHABETS: Final = "unseen-alphabets"
_ALPHABETS: Final = "alphabets"
_FIRST_SEEDS: Final = {
    _UNSEEN: HELD_OUT_FROM,
    _UNSEEN_ALPHABETS: HELD_OUT_FROM,
    "whole": WHOLE_FROM,
    "filled": FILLED_FROM,
    "forms": FORMS_FROM,
    _ALPHABETS: ALPHABETS_FROM,
    "small": SMALL_FROM,
}
_SHARD: Final = 50
_HELD_BACK: Final = {"with_network": 0.01, "alone": 0.006}
"""How strongly weights are held back, the stronger the smaller: real ink differs from drawn ink
more than one drawn card from another."""
_LAYERS: Final = 6
_UNITS: Final = 16
_ROUNDS: Final = 100

Floats = NDArray[np.float64]


def main() -> None:
    """Measure what has not been measured yet; train, report and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--whole", type=int, default=300)
    parser.add_argument("--filled", type=int, default=300)
    parser.add_argument("--forms", type=int, default=700)
    parser.add_argument("--alphabets", type=int, default=350)
    parser.add_argument("--small", type=int, default=2100)
    parser.add_argument("--held-out", type=int, default=150)
    parser.add_argument("--held-out-alphabets", type=int, default=100)
    parser.add_argument("--keep", type=Path, help="keep the measures in this folder, and use them")
    parser.add_argument("--only-measure", action="store_true")
    parser.add_argument(
        "--only-network", action="store_true", help="leave the weights of strokes alone as they are"
    )
    options = parser.parse_args()
    with TemporaryDirectory() as scratch:
        folder = options.keep or Path(scratch)
        folder.mkdir(exist_ok=True)
        counts = {
            _UNSEEN: options.held_out,
            _UNSEEN_ALPHABETS: options.held_out_alphabets,
            "whole": options.whole,
            "filled": options.filled,
            "forms": options.forms,
            _ALPHABETS: options.alphabets,
            "small": options.small,
        }
        measure(folder, counts)
        if not options.only_measure:
            paths = {kind: sorted(folder.glob(f"{kind}-[0-9]*.npz")) for kind in _FIRST_SEEDS}
            unseen = [*paths.pop(_UNSEEN), *paths.pop(_UNSEEN_ALPHABETS)]
            others = paths.pop(_ALPHABETS)
            latin = [path for several in paths.values() for path in several]
            lots = load_lines(latin), load_lines(others), load_lines(unseen)
            write_weights(*lots, only_network=options.only_network)


def measure(folder: Path, counts: Mapping[str, int]) -> None:
    """Measure so many cards of each of `_FIRST_SEEDS`, some at a time, each lot in a file."""
    meter: Meter | None = None
    for kind, count in counts.items():
        first = _FIRST_SEEDS[kind]
        for start in range(first, first + count, _SHARD):
            path = folder / f"{kind}-{start}.npz"
            if path.exists():
                continue
            meter = meter or Meter(build_paddle("openvino"))
            seeds = range(start, min(start + _SHARD, first + count))
            _measure_lot(meter, kind, seeds).save(path)


def _measure_lot(meter: Meter, kind: str, seeds: range) -> PenLines:
    if kind == "whole":
        return meter.measure_whole(seeds)
    if kind == "filled":
        return meter.measure_filled(seeds)
    if kind == "forms":
        return meter.measure_forms(seeds)
    if kind in (_ALPHABETS, _UNSEEN_ALPHABETS):
        return meter.measure_alphabets(seeds, is_held_out=kind == _UNSEEN_ALPHABETS)
    return meter.measure_small(seeds, is_held_out=kind == _UNSEEN)


def write_weights(
    latin: PenLines, others: PenLines, unseen: PenLines, *, only_network: bool = False
) -> None:
    """Fit both regressions, report them on unseen lines, and write them.

    Strokes alone learn from Latin letters only: other alphabets have the strokes of a hand.
    """
    learned = joined([latin, others])
    print(f"{len(learned.written)} lines to learn from, {learned.written.mean():.1%} by hand")
    print(f"{len(unseen.written)} unseen ones, {unseen.written.mean():.1%} by hand")
    strokes, network = _fit_with_network(learned, unseen)
    known = json.loads(STROKE_WEIGHTS.read_text(encoding="utf-8")) if only_network else {}
    stored = {
        "measures": list(MEASURES),
        "with_network": strokes,
        "alone": known.get("alone") or _fit_alone(latin, unseen),
    }
    STROKE_WEIGHTS.write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")
    NETWORK_WEIGHTS.write_text(json.dumps(network) + "\n", encoding="utf-8")


def _fit_with_network(learned: PenLines, unseen: PenLines) -> tuple[dict[str, Any], dict[str, Any]]:
    """Fit what the network sees, then strokes beside it; return the weights of each."""
    neck_mean, neck_scale = _spread(learned.necks)
    mean, scale = _spread(learned.measures)

    def necks(lines: PenLines) -> Floats:
        return _standard(lines.necks, neck_mean, neck_scale)

    def terms(lines: PenLines, odds: Floats) -> Floats:
        return np.hstack([odds[:, None], _standard(lines.measures, mean, scale)])

    layers = _fit_layers(necks(learned), learned.written, range(_LAYERS))
    # Lines that the layers have not learned from: of their own lines they are too sure.
    odds = _odds_of_others(necks(learned), learned)
    weights, bias = _fit(
        "with_network",
        terms(learned, odds),
        learned,
        terms(unseen, layers.odds(necks(unseen))),
        unseen,
    )
    network = {
        "mean": _short(neck_mean),
        "scale": _short(neck_scale),
        "hidden": [_short(row) for row in layers.hidden],
        "hidden_bias": _short(layers.hidden_bias),
        "weights": _short(layers.weights * weights[0]),
        "bias": round(float(layers.bias * weights[0]), 5),
    }
    return _stored(mean, scale, weights[1:]) | {"bias": round(bias, 5)}, network


@dataclass(frozen=True, slots=True)
class _Layers:
    """Two layers: of the channels, and of what comes out of the first where it is positive."""

    hidden: Floats
    """Shape (channels, units)."""
    hidden_bias: Floats
    weights: Floats
    """Shape (units,)."""
    bias: float

    def odds(self, necks: Floats) -> Floats:
        """Return the logarithm of the odds of each line, shape (lines,)."""
        odds: Floats = np.maximum(necks @ self.hidden + self.hidden_bias, 0) @ self.weights
        return odds + self.bias


def _fit_layers(necks: Floats, written: NDArray[np.int64], seeds: Sequence[int]) -> _Layers:
    """Fit one small network a seed; put beside each other they give the mean of their odds."""
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.neural_network import MLPClassifier

    models = [
        MLPClassifier(
            (_UNITS,), alpha=1.0, max_iter=_ROUNDS, learning_rate_init=0.002, batch_size=256,
            n_iter_no_change=_ROUNDS, random_state=seed,
        )
        for seed in seeds
    ]  # fmt: skip
    with catch_warnings():
        # It stops after so many rounds on purpose, before it learns single lines by heart.
        simplefilter("ignore", ConvergenceWarning)
        for model in models:
            model.fit(necks, written)
    return _Layers(
        hidden=np.hstack([model.coefs_[0] for model in models]),
        hidden_bias=np.concatenate([model.intercepts_[0] for model in models]),
        weights=np.concatenate([model.coefs_[1][:, 0] for model in models]) / len(models),
        bias=float(np.mean([model.intercepts_[1][0] for model in models])),
    )


def _odds_of_others(necks: Floats, learned: PenLines) -> Floats:
    """Return the odds of each line as layers give them that were fitted on other cards."""
    from sklearn.model_selection import GroupKFold

    odds: Floats = np.zeros(len(necks))
    for known, others in GroupKFold(3).split(necks, groups=learned.cards):
        layers = _fit_layers(necks[known], learned.written[known], range(1))
        odds[others] = layers.odds(necks[others])
    return odds


def _fit_alone(learned: PenLines, unseen: PenLines) -> dict[str, Any]:
    """Fit strokes and their products, for engines that give no neck."""
    mean, scale = _spread(learned.measures)

    def terms(lines: PenLines) -> Floats:
        return with_products((lines.measures - mean) / scale)

    weights, bias = _fit("alone", terms(learned), learned, terms(unseen), unseen)
    return _stored(mean, scale, weights) | {"bias": round(bias, 5)}


def _standard(values: NDArray[np.floating], mean: Floats, scale: Floats) -> Floats:
    standard: Floats = ((values.astype(np.float64) - mean) / scale).clip(-FARTHEST, FARTHEST)
    return standard


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
    return {"mean": _short(mean), "scale": _short(scale), "weights": _short(weights)}


def _short(values: Floats) -> list[float]:
    return [round(float(value), 5) for value in values]


if __name__ == "__main__":
    main()
