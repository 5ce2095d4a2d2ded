import numpy as np
import pytest

from ocr.engines.recorded import RecordedRecogniser, RecordingRecogniser, picture_key
from ocr.errors import EngineFailedError
from tests.ocr.pictures import SpokenRecogniser, box, line, stripes

LINES = (line("Zoé Testard", 10, 10), line("514 555-0142", 10, 50))


def test_what_was_recorded_is_replayed(tmp_path):
    recording = RecordingRecogniser(SpokenRecogniser(LINES, found=(box(1, 2, 3, 4),)), tmp_path)
    recording.read(stripes())
    recording.find(stripes())

    replayed = RecordedRecogniser(tmp_path)

    assert replayed.read(stripes()) == LINES
    assert replayed.find(stripes()) == (box(1, 2, 3, 4),)


def test_the_recorder_gives_what_the_engine_gave(tmp_path):
    recording = RecordingRecogniser(SpokenRecogniser(LINES), tmp_path)

    assert recording.read(stripes()) == LINES
    assert recording.name == "spoken-1"


def test_a_picture_that_was_never_recorded_is_an_error_and_not_an_empty_result(tmp_path):
    with pytest.raises(EngineFailedError, match="no recording"):
        RecordedRecogniser(tmp_path).read(stripes())


def test_a_picture_without_text_is_recorded_too(tmp_path):
    RecordingRecogniser(SpokenRecogniser(()), tmp_path).read(stripes())

    assert RecordedRecogniser(tmp_path).read(stripes()) == ()


def test_the_key_tells_shapes_and_pixels_apart():
    image = np.zeros((4, 6, 3), dtype=np.uint8)
    other = image.copy()
    other[0, 0, 0] = 1

    keys = {picture_key(image), picture_key(other), picture_key(image.reshape(6, 4, 3))}
    assert len(keys) == 3
