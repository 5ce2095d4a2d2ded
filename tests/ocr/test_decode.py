import time
from datetime import date
from io import BytesIO

import numpy as np
import pillow_heif
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image as PillowImage
from PIL import ImageFile, ImageOps

from ocr.decode import DecodeLimits, day_of_shot, decode_photo, measure_photo, sniff_kind
from ocr.errors import (
    ImageTooLargeError,
    NotAnImageError,
    PhotoError,
    TruncatedImageError,
    UnsupportedImageError,
)
from tests.ocr.pictures import bomb, encode, encode_turned, stripes


def encode_heif(image):
    file = BytesIO()
    pillow_heif.from_pillow(PillowImage.fromarray(image)).save(file, quality=95)
    return file.getvalue()


def assert_alike(image, expected):
    assert image.shape == expected.shape
    assert image.dtype == np.uint8
    # Away from the quarters' borders, which compression blurs.
    height, width = expected.shape[:2]
    for y in (height // 4, 3 * height // 4):
        for x in (width // 4, 3 * width // 4):
            assert np.abs(image[y, x].astype(int) - expected[y, x]).max() < 16


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_the_kinds_that_phones_and_browsers_make_are_decoded(kind):
    photo = decode_photo(encode(stripes(), kind))

    assert_alike(photo.image, stripes())
    assert photo.size_px == (320, 200)
    assert photo.reduction == 1


def test_heic_is_decoded():
    photo = decode_photo(encode_heif(stripes()))

    assert_alike(photo.image, stripes())


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_exif_orientation_comes_out_as_other_programs_show_it(orientation):
    data = encode_turned(stripes(), orientation)
    shown = np.asarray(ImageOps.exif_transpose(PillowImage.open(BytesIO(data))).convert("RGB"))

    photo = decode_photo(data)

    assert np.array_equal(photo.image, shown)
    assert photo.size_px == (shown.shape[1], shown.shape[0])


def test_an_orientation_that_does_not_exist_is_ignored():
    photo = decode_photo(encode_turned(stripes(), 77))

    assert_alike(photo.image, stripes())


def test_a_large_jpeg_comes_back_reduced_and_says_by_how_much():
    photo = decode_photo(encode(stripes(4000, 3000)), long_side_px=1000)

    assert photo.image.shape == (750, 1000, 3)
    assert photo.size_px == (4000, 3000)
    assert photo.reduction == 4


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_other_kinds_are_reduced_as_well(kind):
    photo = decode_photo(encode(stripes(1600, 1000), kind), long_side_px=800)

    assert photo.image.shape == (500, 800, 3)
    assert photo.reduction == 2


def test_a_small_picture_is_never_enlarged():
    photo = decode_photo(encode(stripes(100, 80)), long_side_px=1000)

    assert photo.image.shape == (80, 100, 3)


def test_transparent_pixels_are_white_paper():
    layered = PillowImage.new("RGBA", (40, 30), (0, 0, 0, 0))

    photo = decode_photo(encode(np.asarray(layered), "PNG"))

    assert (photo.image == 255).all()


@pytest.mark.parametrize("mode", ["L", "P", "1", "LA", "CMYK"])
def test_every_colour_mode_becomes_rgb(mode):
    file = BytesIO()
    picture = PillowImage.fromarray(stripes()).convert(mode)
    picture.save(file, format="JPEG" if mode == "CMYK" else "PNG")

    photo = decode_photo(file.getvalue())

    assert photo.image.shape == (200, 320, 3)
    assert photo.image[150, 240].min() > 240


def test_sixteen_bit_greys_keep_their_shades():
    grey = np.linspace(0, 65535, 256, dtype=np.uint16)[None].repeat(32, axis=0)
    file = BytesIO()
    PillowImage.fromarray(grey).save(file, format="PNG")

    photo = decode_photo(file.getvalue())

    assert abs(int(photo.image[0, 128, 0]) - 128) <= 1


def test_a_900_megapixel_png_is_refused_at_its_header():
    data = bomb()
    started_s = time.thread_time()

    with pytest.raises(ImageTooLargeError):
        decode_photo(data)

    # Decoding it takes seconds and gigabytes.
    assert time.thread_time() - started_s < 0.2


def test_a_picture_just_over_the_pixel_limit_is_refused():
    data = encode(stripes(320, 200), "PNG")

    assert decode_photo(data, DecodeLimits(max_pixels=64_000)).size_px == (320, 200)
    with pytest.raises(ImageTooLargeError):
        decode_photo(data, DecodeLimits(max_pixels=63_999))


def test_too_many_bytes_are_refused_unseen():
    with pytest.raises(ImageTooLargeError):
        decode_photo(b"\xff\xd8\xff" + bytes(1000), DecodeLimits(max_bytes=1000))


@pytest.mark.parametrize("kept", [4, 30, 300, 0.3, 0.8, 0.98])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_that_ends_early_is_called_incomplete(kind, kept):
    noise = np.random.default_rng(1).integers(0, 255, (200, 300, 3), dtype=np.uint8)
    data = encode(noise, kind)
    length = kept if isinstance(kept, int) else int(len(data) * kept)
    if kind != "JPEG":
        length = max(length, 16)

    with pytest.raises(TruncatedImageError):
        decode_photo(data[:length])


def test_an_incomplete_heic_is_called_incomplete():
    data = encode_heif(stripes())

    with pytest.raises(TruncatedImageError):
        decode_photo(data[: len(data) // 2])


def test_a_reduced_jpeg_that_ends_early_is_called_incomplete_too():
    data = encode(stripes(4000, 3000))

    with pytest.raises(TruncatedImageError):
        decode_photo(data[: len(data) // 2], long_side_px=1000)


@pytest.mark.parametrize("data", [b"", b"\x00", b"hello", b"PK\x03\x04" + bytes(50), bytes(5000)])
def test_what_is_no_picture_is_said_to_be_none(data):
    with pytest.raises(NotAnImageError):
        decode_photo(data)


@pytest.mark.parametrize(
    "data",
    [
        b"GIF89a" + bytes(40),
        b"BM" + bytes(40),
        b"II*\x00" + bytes(40),
        b"%PDF-1.7 ...",
        b"  <svg xmlns='x'>",
        b"\x00\x00\x00\x1cftypavif" + bytes(40),
    ],
)
def test_pictures_of_other_kinds_are_named_so(data):
    with pytest.raises(UnsupportedImageError):
        decode_photo(data)


@given(
    st.binary(max_size=400), st.sampled_from([b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"BM"])
)
def test_no_bytes_whatever_raise_anything_but_a_photo_error(data, start):
    with pytest.raises(PhotoError):
        decode_photo(start + data)


def test_the_kind_is_told_by_the_bytes_and_not_by_a_name():
    assert sniff_kind(encode(stripes(), "WEBP")) == "webp"
    assert sniff_kind(b"RIFF1234WAVE") is None


def test_the_day_of_the_shot_is_what_the_camera_wrote():
    exif = PillowImage.Exif()
    exif.get_ifd(0x8769)[0x9003] = "2026:11:20 18:03:44"
    file = BytesIO()
    PillowImage.new("RGB", (40, 30)).save(file, "JPEG", exif=exif)

    assert day_of_shot(file.getvalue()) == date(2026, 11, 20)


@pytest.mark.parametrize("photo", [b"", b"no picture", encode(np.zeros((30, 40, 3), np.uint8))])
def test_a_photo_that_does_not_say_its_day_has_none(photo):
    assert day_of_shot(photo) is None


def test_a_jpeg_that_is_a_little_large_comes_back_as_it_was_decoded():
    photo = decode_photo(encode(stripes(3000, 2000)), long_side_px=1000)

    assert photo.image.shape == (1000, 1500, 3)
    assert photo.reduction == 2


@pytest.mark.parametrize("orientation", range(1, 9))
def test_the_size_of_a_photo_is_told_upright_without_decoding_it(orientation, monkeypatch):
    photo = encode_turned(stripes(80, 40), orientation)
    expected = decode_photo(photo).size_px
    monkeypatch.setattr(ImageFile.ImageFile, "load", None)

    assert measure_photo(photo) == expected


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_the_size_of_other_kinds_is_told_without_decoding_them(kind, monkeypatch):
    photo = encode(stripes(80, 40), kind)
    monkeypatch.setattr(ImageFile.ImageFile, "load", None)

    assert measure_photo(photo) == (80, 40)


def test_the_size_of_what_is_no_picture_is_not_told():
    with pytest.raises(PhotoError):
        measure_photo(b"not a picture")
