"""Photos from files and the system's camera: reduced on the phone to what reading needs."""

from __future__ import annotations

import io
from base64 import b64decode, b64encode
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page

from drawn import draw_card, photograph_card
from tests.browser.camera import STILL
from tests.browser.conftest import OpenWindow
from tests.browser.desk import Desk

pytestmark = pytest.mark.browser

RED, GREEN, BLUE, WHITE = (240, 20, 20), (20, 240, 20), (20, 20, 240), (240, 240, 240)
ORIENTATION = 0x0112
PREPARE = """async ([photo, type, keepOriginal]) => {
  const { preparePhoto } = await import("/static/test/js/lib/prepare-photo.js")
  const file = new Blob([Uint8Array.from(atob(photo), (letter) => letter.charCodeAt(0))], { type })
  const made = await preparePhoto(file, { keepOriginal })
  const asText = (blob) => blob && new Promise((resolve) => {
    const reader = new FileReader()
    reader.onload = () => resolve(reader.result.split(",")[1])
    reader.readAsDataURL(blob)
  })
  const { flaws, widthPx, heightPx } = made
  const isFile = made.photo === file
  return { flaws, widthPx, heightPx, isFile, photo: await asText(made.photo),
    thumb: await asText(made.thumb) }
}"""


@dataclass(frozen=True, slots=True)
class Prepared:
    """What became of a file."""

    is_file: bool
    """Whether it is the file itself, as it was taken."""
    size_px: tuple[int, int]
    flaws: list[str]
    photo: bytes
    thumb: Image.Image | None


@pytest.fixture
def page(desk: Desk, open_window: OpenWindow) -> Page:
    window = open_window()
    window.route(
        "**/empty-test",
        lambda route: route.fulfill(content_type="text/html", body="<!doctype html>"),
    )
    window.goto(f"{desk.server.address}/empty-test")
    return window


def prepare(
    page: Page, photo: bytes, mime_type: str = "image/jpeg", *, keep_original: bool = False
) -> Prepared:
    wish = [b64encode(photo).decode(), mime_type, keep_original]
    told: dict[str, Any] = page.evaluate(PREPARE, wish)
    thumb = Image.open(io.BytesIO(b64decode(told["thumb"]))) if told["thumb"] else None
    size = (told["widthPx"], told["heightPx"])
    return Prepared(told["isFile"], size, told["flaws"], b64decode(told["photo"]), thumb)


def quarters(width: int, height: int, orientation: int) -> bytes:
    """Write a picture of four colours, as stored by a camera that was held in some way."""
    picture = np.zeros((height, width, 3), dtype=np.uint8)
    half_x, half_y = width // 2, height // 2
    picture[:half_y, :half_x], picture[:half_y, half_x:] = RED, GREEN
    picture[half_y:, :half_x], picture[half_y:, half_x:] = BLUE, WHITE
    grain = np.random.default_rng(1).integers(0, 16, (height, width, 1), dtype=np.uint8)
    stored = Image.fromarray(picture - np.minimum(picture, grain))
    exif = stored.getexif()
    exif[ORIENTATION] = orientation
    made = io.BytesIO()
    stored.save(made, "JPEG", quality=90, exif=exif)
    return made.getvalue()


def colours_of(picture: Image.Image) -> list[tuple[int, ...]]:
    """Name the colours of a picture's four quarters, row by row."""
    width, height = picture.size
    named = []
    for y in (height // 4, 3 * height // 4):
        for x in (width // 4, 3 * width // 4):
            seen = np.array(picture.convert("RGB").getpixel((x, y)))
            far = [int(np.abs(seen - each).sum()) for each in (RED, GREEN, BLUE, WHITE)]
            named.append((RED, GREEN, BLUE, WHITE)[int(np.argmin(far))])
    return named


@pytest.mark.parametrize(
    ("orientation", "size_px", "colours"),
    [
        (1, (4000, 3000), [RED, GREEN, BLUE, WHITE]),
        (3, (4000, 3000), [WHITE, BLUE, GREEN, RED]),
        (6, (3000, 4000), [BLUE, RED, WHITE, GREEN]),
        (8, (3000, 4000), [GREEN, WHITE, RED, BLUE]),
    ],
)
def test_a_huge_photo_is_reduced_and_stands_upright(
    page: Page,
    orientation: int,
    size_px: tuple[int, int],
    colours: list[tuple[int, ...]],
) -> None:
    made = prepare(page, quarters(5600, 4200, orientation))

    picture = Image.open(io.BytesIO(made.photo))
    assert (made.size_px, picture.size) == (size_px, size_px)
    assert picture.getexif().get(ORIENTATION) is None
    assert colours_of(picture) == colours
    assert made.thumb is not None
    assert max(made.thumb.size) == 320
    assert colours_of(made.thumb) == colours


def test_the_photo_of_one_card_is_reduced_to_what_reading_needs(page: Page) -> None:
    options = replace(STILL, long_side_px=4000, aspect_ratio=4 / 3, jpeg_quality=(95, 95))
    taken = photograph_card(draw_card(31, verso="none"), 31, options).jpeg

    made = prepare(page, taken)

    assert made.size_px == (2560, 1920)
    assert len(made.photo) < len(taken) / 3
    assert made.flaws == []
    assert made.thumb is not None
    assert made.thumb.size[0] / made.thumb.size[1] > 1.45, "it shows the card, not the table"


def test_a_small_photo_stays_as_it_was_taken(page: Page) -> None:
    photo = quarters(1200, 900, 6)

    made = prepare(page, photo)

    assert (made.is_file, made.photo) == (True, photo)
    assert made.size_px == (900, 1200)


def test_an_original_is_kept_for_who_wants_it(page: Page) -> None:
    photo = quarters(5600, 4200, 6)

    made = prepare(page, photo, keep_original=True)

    assert (made.is_file, made.photo) == (True, photo)
    assert made.size_px == (4200, 5600)
    assert made.thumb is not None


@pytest.mark.parametrize(
    ("photo", "mime_type"),
    [
        (b"\0\0\0\x18ftypheic" + bytes(100), "image/heic"),
        (quarters(1200, 900, 1)[:2000], "image/jpeg"),
        (b"", "image/jpeg"),
    ],
    ids=["of a kind the browser does not know", "cut short", "empty"],
)
def test_what_the_browser_cannot_open_goes_as_it_is(
    page: Page, photo: bytes, mime_type: str
) -> None:
    made = prepare(page, photo, mime_type)

    assert (made.is_file, made.photo, made.thumb, made.flaws) == (True, photo, None, [])
