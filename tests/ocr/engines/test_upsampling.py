"""The detection network gives the same numbers after its end was rewritten."""

import numpy as np
import pytest

from ocr.engines.runtimes import DETECTION_MODEL, model_path
from ocr.engines.upsampling import join_upsampling

openvino = pytest.importorskip("openvino")


def load(file_name):
    return openvino.Core().read_model(model_path(file_name))


def run(model, batch):
    # In full precision: what is compared is the arithmetic, not the rounding of this processor.
    compiled = openvino.Core().compile_model(model, "CPU", {"INFERENCE_PRECISION_HINT": "f32"})
    return next(iter(compiled([batch]).values()))


def kinds(model):
    return [node.get_type_name() for node in model.get_ordered_ops()]


def test_the_network_finds_the_same_after_its_end_was_rewritten():
    batch = np.random.default_rng(5).uniform(-1, 1, (1, 3, 96, 160)).astype(np.float32)
    plain, joined = load(DETECTION_MODEL), load(DETECTION_MODEL)

    join_upsampling(joined)

    assert "ConvolutionBackpropData" in kinds(plain)
    assert "ConvolutionBackpropData" not in kinds(joined)
    assert run(joined, batch) == pytest.approx(run(plain, batch), abs=1e-4)


def test_a_network_that_ends_in_another_way_is_left_as_it_is():
    ops = openvino.opset13
    picture = ops.parameter([1, 3, 8, 8], np.float32)
    model = openvino.Model([ops.result(ops.sigmoid(ops.relu(picture)))], [picture], "other")
    before = kinds(model)

    join_upsampling(model)

    assert kinds(model) == before
