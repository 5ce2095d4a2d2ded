"""Thumbnails are made once, and never twice at the same time."""

from __future__ import annotations

import errno
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pytest
from PIL import Image

import ocr.decode
from app import thumbnails
from app.errors import NotFoundError
from app.photos import FolderStore
from app.thumbnails import AHEAD, Thumbnails, Width
from ocr.decode import decode_photo
from tests.builders import jpeg


@pytest.fixture
def store(tmp_path) -> FolderStore:
    return FolderStore(tmp_path / "photos")


@pytest.fixture
def made(tmp_path, store) -> Thumbnails:
    return Thumbnails(tmp_path / "thumbnails", store)


@pytest.fixture
def decoded(monkeypatch) -> list[bytes]:
    """What is decoded from here on, in turn."""
    sources = []

    def note_and_decode(photo: bytes, **how):
        sources.append(photo)
        return decode_photo(photo, **how)

    monkeypatch.setattr(ocr.decode, "decode_photo", note_and_decode)
    return sources


def size_of(data: bytes) -> tuple[int, int]:
    with Image.open(BytesIO(data)) as image:
        assert image.format == "JPEG"
        return image.size


@pytest.mark.parametrize("width", list(Width))
def test_a_thumbnail_has_the_width_asked_for_and_the_photos_shape(made, store, width):
    key = store.put(jpeg(1600, 1000))

    assert size_of(made.get(key, width)) == (width, width * 1000 // 1600)


def test_what_lists_show_is_made_ahead_from_one_decoding_of_the_photo(made, store, decoded):
    photo = jpeg(1600, 1000)
    key = store.put(photo)

    made.make_ahead([key])
    widths = [size_of(made.get(key, width))[0] for width in AHEAD]

    assert widths == [640, 320, 160]
    assert decoded == [photo]


@pytest.mark.parametrize("first", list(Width))
def test_every_width_comes_from_one_decoding_of_the_photo(made, store, decoded, first):
    photo = jpeg(1600, 1000)
    key = store.put(photo)
    made.get(key, first)

    sizes = {size_of(made.get(key, width)) for width in Width}

    assert sizes == {(160, 100), (320, 200), (640, 400), (1280, 800)}
    assert decoded == [photo]


def test_narrow_ones_are_made_from_a_wide_one_that_is_there(made, store, decoded):
    key = store.put(jpeg(1600, 1000))
    made.get(key, Width.WIDEST)
    decoded.clear()
    for path in made.folder.rglob("*-160.jpg"):
        path.unlink()

    assert size_of(made.get(key, Width.SMALL)) == (160, 100)
    assert [size_of(source)[0] for source in decoded] == [320]


def test_what_cannot_be_made_ahead_is_left_out(made, store):
    broken, good = store.put(b"not a picture"), store.put(jpeg(1600, 1000))

    made.make_ahead([broken, "0" * 64, good])

    assert {path.name[:64] for path in made.folder.rglob("*.jpg")} == {good}


def test_a_small_photo_is_not_enlarged(made, store):
    assert size_of(made.get(store.put(jpeg(100, 50)), Width.LARGE)) == (100, 50)


def test_a_thumbnail_is_upright(made, store):
    exif = Image.Exif()
    exif[0x0112] = 6  # taken with the phone held upright
    file = BytesIO()
    Image.new("RGB", (800, 400)).save(file, "JPEG", exif=exif)

    width_px, height_px = size_of(made.get(store.put(file.getvalue()), Width.SMALL))

    assert height_px == 2 * width_px


def test_a_photo_is_decoded_once_even_when_many_ask_at_the_same_time(made, store, decoded):
    photo = jpeg(1600, 1000)
    key = store.put(photo)

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda width: made.get(key, width), 4 * list(Width)))

    assert len(set(answers)) == len(Width)
    assert decoded == [photo]


def test_a_thumbnail_is_kept_over_a_restart(made, store, tmp_path, decoded):
    key = store.put(jpeg(1600, 1000))
    first = made.get(key, Width.SMALL)
    decoded.clear()

    assert Thumbnails(tmp_path / "thumbnails", store).get(key, Width.SMALL) == first
    assert decoded == []


def test_what_there_is_of_a_cut_off_photo_is_shown(made, store):
    file = BytesIO()
    Image.effect_noise((800, 500), 60).convert("RGB").save(file, "JPEG")
    whole = file.getvalue()

    shown = made.get(store.put(whole[: len(whole) // 2]), Width.MEDIUM)

    with Image.open(BytesIO(shown)) as image:
        top = image.crop((0, 0, 320, 50)).convert("L").getextrema()
        bottom = image.crop((0, 150, 320, 200)).convert("L").getextrema()
    assert top[1] - top[0] > 60  # the photo
    assert bottom[1] - bottom[0] < 10  # nothing


@pytest.mark.parametrize("photo", [jpeg(800, 500)[:200], b"not a picture"])
def test_a_photo_too_damaged_to_be_shown_has_no_thumbnail(made, store, photo):
    with pytest.raises(NotFoundError):
        made.get(store.put(photo), Width.SMALL)


def test_a_photo_too_damaged_to_be_shown_is_tried_once(made, store, decoded):
    file = BytesIO()
    Image.effect_noise((800, 500), 60).save(file, "PNG")
    broken = file.getvalue()[:-5000]
    key = store.put(broken)

    for width in Width:
        with pytest.raises(NotFoundError):
            made.get(key, width)

    assert decoded == [broken]


def test_a_full_disk_still_shows_the_picture(made, store, monkeypatch):
    key = store.put(jpeg(1600, 1000))

    def fail(*_arguments):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(thumbnails, "write_durably", fail)

    assert size_of(made.get(key, Width.SMALL)) == (160, 100)
