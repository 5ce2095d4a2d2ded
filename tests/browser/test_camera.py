"""The live camera: what it sees, when it shoots, and that it never leaves a dead end."""

from __future__ import annotations

import io
from base64 import b64decode
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page

from tests.browser.camera import camera_browser, film_of, open_camera_page, still_card
from tests.browser.conftest import complaints_in
from tests.browser.desk import Desk
from tests.browser.device import wait_until
from tests.browser.windows import PHONE, Window

pytestmark = pytest.mark.browser

SEED = 31
LANDSCAPE = Window(width_px=844, height_px=390)
START = "() => document.querySelector('card-camera').start()"
LIVE = "() => document.querySelector('card-camera').isLive"
POINTS = "() => document.querySelector('card-camera polygon').getAttribute('points')"
NO_AUTOMATIC = "() => { document.querySelector('card-camera').isAutomatic = false }"
AS_TEXT = """async (name) => {
  const reader = new FileReader()
  const { [name]: blob } = told.findLast((each) => each.name === 'shot')
  const read = new Promise((resolve) => { reader.onload = () => resolve(reader.result) })
  reader.readAsDataURL(blob)
  return (await read).split(',')[1]
}"""

OpenCamera = Callable[..., Page]


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    frame, _ = still_card(SEED)
    return film_of(tmp_path_factory.mktemp("film") / "card.mjpeg", frame)


@pytest.fixture(scope="module")
def camera(chromium: Browser, film: Path) -> Iterator[Browser]:
    """A browser of its own: what the camera sees is said when it starts."""
    with camera_browser(chromium.browser_type, film) as browser:
        yield browser


@pytest.fixture
def open_camera(camera: Browser, desk: Desk) -> Iterator[OpenCamera]:
    """Open the camera's page; when the test ends, its console must have been silent."""
    complaints: list[str] = []
    with ExitStack() as stack:

        def open_one(window: Window = PHONE, script: str = "", **options: object) -> Page:
            context = camera.new_context(**(window.options() | options))  # type: ignore[arg-type]
            stack.callback(context.close)
            page = context.new_page()
            page.set_default_timeout(40_000)
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.on("console", lambda said: complaints.extend(complaints_in(said)))
            if script:
                page.add_init_script(script)
            open_camera_page(page, desk.server)
            return page

        yield open_one
    assert complaints == []


def start(page: Page, *, is_automatic: bool = True) -> None:
    if not is_automatic:
        page.evaluate(NO_AUTOMATIC)
    page.evaluate(START)
    page.wait_for_function(LIVE)


def told(page: Page, name: str) -> list[dict[str, Any]]:
    return page.evaluate("name => told.filter((each) => each.name === name)", name)  # type: ignore[no-any-return]


def wait_for(page: Page, name: str, count: int = 1) -> None:
    page.wait_for_function(
        "([name, count]) => told.filter((each) => each.name === name).length >= count",
        arg=[name, count],
    )


def picture_of(page: Page, name: str) -> np.ndarray:
    """Open a picture of the last shot."""
    jpeg = b64decode(page.evaluate(AS_TEXT, name))
    return np.asarray(Image.open(io.BytesIO(jpeg)).convert("RGB"))


def test_the_camera_shows_what_is_before_it_and_takes_a_photo_of_it(
    open_camera: OpenCamera,
) -> None:
    page = open_camera()
    start(page, is_automatic=False)

    page.locator("card-camera video").click()
    wait_for(page, "shot")

    (shot,) = told(page, "shot")
    photo, thumb = picture_of(page, "photo"), picture_of(page, "thumb")
    frame, _ = still_card(SEED)
    assert photo.shape == frame.shape
    # Alike but for the levels: those of video are others.
    assert float(np.corrcoef(photo.ravel(), frame.ravel())[0, 1]) > 0.99
    assert max(thumb.shape) == 320
    assert (shot["byItself"], shot["flaws"]) == (False, [])
    assert (shot["widthPx"], shot["heightPx"]) == (1280, 720)


def test_the_outline_lies_on_the_card(open_camera: OpenCamera) -> None:
    page = open_camera()
    start(page, is_automatic=False)
    page.wait_for_function(f"() => ({POINTS})().length > 0")

    wait_for_outline(page)


def wait_for_outline(page: Page) -> None:
    """Wait until the outline, which comes to it in steps, lies on the card."""
    _, quad = still_card(SEED)

    def is_near() -> bool:
        drawn = [[float(v) for v in point.split(",")] for point in page.evaluate(POINTS).split()]
        return float(np.abs(np.array(drawn) - np.array(quad)).max()) < 0.02 * 1280

    wait_until(page, is_near)


@pytest.mark.parametrize("window", [PHONE, LANDSCAPE], ids=["portrait", "landscape"])
def test_the_outline_is_fitted_as_the_video_is(open_camera: OpenCamera, window: Window) -> None:
    """Cut to fill its box, or whole where too much would be cut; so is what is drawn over it."""
    page = open_camera(window)
    start(page, is_automatic=False)
    page.wait_for_function(f"() => ({POINTS})().length > 0")
    wait_for_outline(page)

    shown = page.evaluate(
        """() => {
          const polygon = document.querySelector('card-camera polygon')
          const { left, top, width, height } = polygon.getBoundingClientRect()
          return { left, top, width, height, innerWidth, innerHeight }
        }"""
    )

    _, quad = still_card(SEED)
    scales = [shown["innerWidth"] / 1280, shown["innerHeight"] / 720]
    scale = min(scales) if window.is_phone else max(scales)
    corners = (np.array(quad) - [640, 360]) * scale
    corners += [shown["innerWidth"] / 2, shown["innerHeight"] / 2]
    low, high = corners.min(axis=0), corners.max(axis=0)
    near = 0.03 * 1280 * scale
    assert shown["left"] == pytest.approx(low[0], abs=near)
    assert shown["top"] == pytest.approx(low[1], abs=near)
    assert shown["left"] + shown["width"] == pytest.approx(high[0], abs=near)
    assert shown["top"] + shown["height"] == pytest.approx(high[1], abs=near)


def test_a_card_that_lies_still_is_shot_by_itself_and_only_once(open_camera: OpenCamera) -> None:
    page = open_camera()
    start(page)

    wait_for(page, "shot")
    page.wait_for_timeout(2500)

    (shot,) = told(page, "shot")
    assert shot["byItself"] is True
    assert len(shot["quad"]) == 4


@pytest.mark.parametrize("switch", ["isAutomatic = false", "isHeld = true"])
def test_nothing_is_shot_by_itself_when_that_is_switched_off_or_held(
    open_camera: OpenCamera, switch: str
) -> None:
    page = open_camera()
    page.evaluate(f"() => {{ document.querySelector('card-camera').{switch} }}")
    start(page)
    page.wait_for_function(f"() => ({POINTS})().length > 0")

    page.wait_for_timeout(2500)

    assert told(page, "shooting") == []


def test_the_camera_is_off_while_the_page_is_hidden_and_comes_back_with_it(
    open_camera: OpenCamera,
) -> None:
    page = open_camera()
    start(page, is_automatic=False)
    page.evaluate("() => { window.stream = document.querySelector('video').srcObject }")

    show_page(page, is_shown=False)

    wait_for(page, "stopped")
    assert page.evaluate("stream.getVideoTracks()[0].readyState") == "ended"
    assert page.evaluate("document.querySelector('video').srcObject") is None

    show_page(page, is_shown=True)

    wait_for(page, "ready", 2)


def show_page(page: Page, *, is_shown: bool) -> None:
    """Say that the page was hidden, or shown again, as going to another tab does."""
    page.evaluate(
        """(isShown) => {
          Object.defineProperty(document, 'hidden', { configurable: true, get: () => !isShown })
          document.dispatchEvent(new Event('visibilitychange'))
        }""",
        is_shown,
    )


def test_a_camera_that_was_stopped_stays_off(open_camera: OpenCamera) -> None:
    page = open_camera()
    start(page, is_automatic=False)

    page.evaluate("document.querySelector('card-camera').stop()")
    show_page(page, is_shown=False)
    show_page(page, is_shown=True)
    page.wait_for_timeout(500)

    assert len(told(page, "ready")) == 1
    assert page.evaluate("document.querySelector('card-camera').shoot()") is None


FAILS = """
const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices)
window.fails = true
navigator.mediaDevices.getUserMedia = (wish) => (window.fails ? instead() : open(wish))
"""
REFUSED = FAILS + "const instead = async () => { throw new DOMException('', 'NotAllowedError') }"
MISSING = FAILS + "const instead = async () => { throw new DOMException('', 'NotFoundError') }"
IN_USE = FAILS + "const instead = async () => { throw new DOMException('', 'NotReadableError') }"
BLACK = (
    FAILS
    + """
const instead = async () => {
  const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 480 })
  const pen = canvas.getContext('2d')
  setInterval(() => pen.fillRect(0, 0, 640, 480), 50)
  return canvas.captureStream(20)
}"""
)
SILENT = (
    FAILS
    + """
const instead = async () => {
  const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 480 })
  canvas.getContext('2d')
  return canvas.captureStream(0)
}"""
)


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        (REFUSED, "refused"),
        (MISSING, "missing"),
        (IN_USE, "broken"),
        (BLACK, "broken"),
        (SILENT, "broken"),
    ],
    ids=["refused", "missing", "in use", "black", "silent"],
)
def test_a_camera_that_cannot_be_used_says_why_and_can_be_tried_again(
    open_camera: OpenCamera, script: str, reason: str
) -> None:
    page = open_camera(script=script)

    page.evaluate(START)
    wait_for(page, "unavailable")

    assert [each["reason"] for each in told(page, "unavailable")] == [reason]
    assert page.locator("card-camera").get_attribute("data-state") == "unavailable"

    page.evaluate("() => { window.fails = false }")
    start(page, is_automatic=False)
    page.locator("card-camera video").click()
    wait_for(page, "shot")


def test_a_camera_that_another_application_took_is_opened_again_once(
    open_camera: OpenCamera,
) -> None:
    page = open_camera()
    start(page, is_automatic=False)

    end_track(page)
    wait_for(page, "ready", 2)
    end_track(page)
    wait_for(page, "unavailable")

    assert told(page, "unavailable")[0]["reason"] == "broken"


def end_track(page: Page) -> None:
    page.evaluate(
        """() => {
          const [track] = document.querySelector('card-camera video').srcObject.getVideoTracks()
          track.stop()
          track.dispatchEvent(new Event('ended'))
        }"""
    )


def test_without_workers_photos_are_made_in_the_page(open_camera: OpenCamera) -> None:
    page = open_camera(script="delete window.Worker")
    start(page)

    page.locator("card-camera video").click()
    wait_for(page, "shot")

    assert picture_of(page, "photo").shape == (720, 1280, 3)
    assert page.evaluate(POINTS) == "", "nobody follows the outline"


def test_shots_taken_fast_are_all_made_in_their_order(open_camera: OpenCamera) -> None:
    page = open_camera()
    start(page, is_automatic=False)

    page.evaluate(
        """() => Promise.all(
          [1, 2, 3, 4].map(() => document.querySelector('card-camera').shoot()))"""
    )

    taken = [shot["takenAt"] for shot in told(page, "shot")]
    assert len(taken) == 4
    assert taken == sorted(taken)
