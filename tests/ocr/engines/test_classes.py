"""Which character a step is: usual ones first, all of them where that is not clear."""

import numpy as np
import pytest

from ocr.engines.classes import LastLayer, cut_last_layer, usual_classes
from ocr.engines.paddle import build_paddle
from ocr.engines.runtimes import RECOGNITION_MODEL, load_openvino, model_path

CHARACTERS = ("", "a", "b", "一", " ")
A, B, ONE = 1, 2, 3


def layer_of(*scores):
    """Build a layer whose classes score so much at a step; necks then count the steps' weights."""
    weights = np.array([scores], dtype=np.float32)
    return LastLayer(weights, np.zeros(len(scores), np.float32), usual_classes(CHARACTERS))


def decide(layer, *strengths):
    neck = np.array([[[strength] for strength in strengths]], dtype=np.float32)
    scores = neck @ layer.weights[:, layer.usual] + layer.offsets[layer.usual]
    return layer.decide(scores, neck)


def test_ideographs_and_kana_are_not_usual_and_everything_on_latin_cards_is():
    texts = ("", "a", "É", "€", "•", "☎", "，", "（", "「", "一", "ー", "あ", "𠮷", "😀", " ")

    usual = [texts[i] for i in usual_classes(texts)]

    assert usual == ["", "a", "É", "€", "•", "☎", "，", "（", "「", " "]


def test_a_clear_step_is_the_usual_class_that_scores_most():
    steps = decide(layer_of(1, 16, 12, 0, 0), 1.0)

    assert steps.best.tolist() == [[A]]
    assert steps.sure[0, 0] == pytest.approx(1 / (1 + np.exp(-4)), abs=1e-3)


def test_a_step_that_is_none_of_the_usual_classes_clearly_is_weighed_against_all():
    steps = decide(layer_of(0, 8, 2, 14, 0), 1.0)

    assert steps.best.tolist() == [[ONE]]
    assert steps.sure[0, 0] == pytest.approx(1 / (1 + np.exp(-6)), abs=1e-3)


def test_a_line_that_has_one_such_step_is_trusted_less_all_along():
    # Of twice the strength the usual class scores 16: clear alone, but not beside the first step.
    layer = layer_of(0, 8, 2, 9, 0)

    assert decide(layer, 2.0).best.tolist() == [[A]]
    assert decide(layer, 1.0, 2.0).best.tolist() == [[ONE, ONE]]


def test_lines_of_one_batch_are_weighed_apart():
    layer = layer_of(0, 8, 2, 9, 0)
    neck = np.array([[[1.0]], [[2.0]]], dtype=np.float32)
    scores = neck @ layer.weights[:, layer.usual]

    assert layer.decide(scores, neck).best.tolist() == [[ONE], [A]]


@pytest.mark.slow
def test_the_cut_network_gives_the_scores_and_the_neck_of_the_whole_one():
    openvino = pytest.importorskip("openvino")
    network = load_openvino(RECOGNITION_MODEL)
    characters = ("", *network.characters, " ")
    batch = np.random.default_rng(3).uniform(-1, 1, (1, 3, 48, 192)).astype(np.float32)

    def run(model):
        # In full precision: what is compared is the arithmetic, not this processor's rounding.
        compiled = openvino.Core().compile_model(model, "CPU", {"INFERENCE_PRECISION_HINT": "f32"})
        return [np.array(output) for output in compiled([batch]).values()]

    (whole,) = run(openvino.Core().read_model(model_path(RECOGNITION_MODEL)))
    cut, layer = cut_last_layer(
        openvino.Core().read_model(model_path(RECOGNITION_MODEL)), characters
    )
    scores, neck = run(cut)
    steps = layer.decide(scores, neck)

    assert scores.shape[2] == len(layer.usual) < 2_500
    every = neck @ layer.weights + layer.offsets
    assert every[:, :, layer.usual] == pytest.approx(scores, abs=1e-3)
    odds = np.exp(every - every.max(axis=2, keepdims=True))
    assert odds / odds.sum(axis=2, keepdims=True) == pytest.approx(whole, abs=1e-4)
    assert steps.best.tolist() == whole.argmax(axis=2).tolist()


@pytest.mark.slow
def test_print_is_read_the_same_by_the_cut_network_and_by_the_whole_one():
    pytest.importorskip("openvino")
    from drawn import draw_card

    card = draw_card(41).recto
    cut, whole = build_paddle("openvino"), build_paddle("onnxruntime")

    assert {line.text for line in cut.read(card)} == {line.text for line in whole.read(card)}
