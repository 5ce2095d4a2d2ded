import numpy as np
import pytest

from ocr.engines.hand.crops import VIEWS, View, cut_view, flatten_ground, stack_lines


def shaded_line() -> np.ndarray:
    """Dark strokes on paper that gets darker to the right."""
    paper = np.tile(np.linspace(230, 120, 300), (48, 1))
    ink = np.zeros((48, 300), dtype=bool)
    ink[12:36, 20::24] = True
    grey = np.where(ink, paper * 0.3, paper)
    return np.repeat(grey[..., None], 3, axis=2).astype(np.uint8)


def test_shadows_on_the_paper_go_and_ink_stays():
    flat = flatten_ground(shaded_line())

    assert flat[4, :].min() > 245
    assert flat[24, 20].max() < 120
    assert flat[24, 284].max() < 120


def test_white_ink_on_dark_paper_is_turned_around():
    flat = flatten_ground(np.asarray(255 - shaded_line() // 2 - 100, dtype=np.uint8))

    assert flat[4, :].mean() > 240
    assert flat[24, 20].max() < 200


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_is_as_high_as_the_network_wants(view):
    card = np.full((200, 400, 3), 250, dtype=np.uint8)
    corners = np.array([[20, 50], [320, 40], [322, 90], [22, 100]], dtype=np.float32)

    assert cut_view(card, corners, view).shape[0] == 48


def test_a_stretched_view_is_wider():
    card = np.full((200, 400, 3), 250, dtype=np.uint8)
    corners = np.array([[20, 50], [320, 50], [320, 100], [20, 100]], dtype=np.float32)

    plain, wide = (cut_view(card, corners, View(0.0, 0.0, s)).shape[1] for s in (1.0, 1.5))

    assert wide == pytest.approx(1.5 * plain, abs=2)


def test_lines_of_a_batch_are_padded_to_the_longest():
    lines = [np.full((48, width, 3), 255, dtype=np.uint8) for width in (100, 500)]

    batch = stack_lines(lines)

    assert batch.shape == (2, 3, 48, 512)
    assert batch[0, :, :, :100].min() == 1.0
    assert not batch[0, :, :, 100:].any()
