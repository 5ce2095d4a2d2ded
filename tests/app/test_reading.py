"""From a claimed scan to its outcome."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image as PillowImage

from app.photos import FolderStore
from app.reading import crop_note, read_claim, read_options
from app.scan_queue import Claim
from ocr.contract import reading_from_json
from ocr.errors import ImageTooLargeError
from ocr.types import (
    CardSide,
    ContactGuess,
    Handwriting,
    Image,
    Line,
    Quad,
    Reading,
    Side,
)
from tests.builders import jpeg

WIDTH_PX, HEIGHT_PX = 300, 180


def reading_with_card() -> Reading:
    rows, columns = np.mgrid[0:HEIGHT_PX, 0:WIDTH_PX]
    card = np.stack([rows % 256, columns % 256, rows * 0], axis=-1).astype(np.uint8)
    quad: Quad = ((0, 0), (WIDTH_PX, 0), (WIDTH_PX, HEIGHT_PX), (0, HEIGHT_PX))
    side = CardSide(Side.VERSO, card, quad, is_found=True, lines=())
    return Reading(ContactGuess(), (), (), (side,))


def note_at(quad: Quad) -> Handwriting:
    return Handwriting("rappeler", Side.VERSO, 0.9, quad, ())


def test_a_notes_picture_is_cut_out_with_space_around_it():
    picture = crop_note(reading_with_card(), note_at(((100, 50), (180, 50), (180, 70), (100, 70))))

    assert picture.shape == (30, 90, 3)  # a quarter of the height more on each side
    assert tuple(picture[0, 0]) == (45, 95, 0)


coordinates = st.floats(-500, 1000, allow_nan=False)
points = st.tuples(coordinates, coordinates)


@given(st.tuples(points, points, points, points))
def test_a_notes_picture_is_never_empty_and_never_larger_than_its_card(quad):
    picture = crop_note(reading_with_card(), note_at(quad))

    assert picture.size > 0
    assert picture.shape[0] <= HEIGHT_PX
    assert picture.shape[1] <= WIDTH_PX


class OneLine:
    """Reads the same line on whatever it is shown."""

    name = "one-line"

    def find(self, photo: Image) -> tuple[Quad, ...]:
        return ()

    def read(self, card: Image) -> tuple[Line, ...]:
        return (Line("ada@example.com", ((10, 10), (90, 10), (90, 30), (10, 30)), 0.9),)


@pytest.fixture
def store(tmp_path) -> FolderStore:
    return FolderStore(tmp_path)


def claim(store: FolderStore, **photos: bytes) -> Claim:
    keys = {Side(side): store.put(photo) for side, photo in photos.items()}
    return Claim(
        scan_id=1,
        book_id=1,
        token="t",
        attempt=1,
        photos=keys,
        shot_on=date(2026, 11, 20),
        language="fr",
    )


def test_both_sides_are_read_and_their_cards_stored(store, settings):
    claimed = claim(store, recto=jpeg(400, 250, grey=200), verso=jpeg(400, 250, grey=150))

    outcome = read_claim(claimed, store, OneLine(), read_options(settings))

    stored = reading_from_json(outcome.reading)
    assert {side.side for side in stored.sides} == {Side.RECTO, Side.VERSO}
    assert set(outcome.cards) == {Side.RECTO, Side.VERSO}
    for side in stored.sides:
        with PillowImage.open(BytesIO(store.get(outcome.cards[side.side].sha256))) as card:
            assert card.size == side.size_px
    assert len(outcome.notes) == len(stored.handwriting)


def test_the_owners_limit_on_pixels_is_kept(store, settings):
    small = settings.model_copy(update={"photo_limit_pixels": 1000})

    with pytest.raises(ImageTooLargeError):
        read_claim(claim(store, recto=jpeg(400, 250)), store, OneLine(), read_options(small))
