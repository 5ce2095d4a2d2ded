"""A Chromium whose camera shows drawn cards, and a page with nothing but the live camera."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import cv2
import numpy as np
from playwright.sync_api import Browser, BrowserType, Page

from drawn import PhotoOptions, draw_card, photograph_card
from ocr.decode import decode_photo
from ocr.encode import encode_jpeg
from ocr.types import Image, Quad
from tests.browser.chromium import camera_options, system_chromium
from tests.browser.server import Server

STILL = PhotoOptions(
    long_side_px=1280,
    aspect_ratio=16 / 9,
    background="dark_table",
    is_portrait=False,
    fill_ratio=(0.7, 0.7),
    tilt_deg=(3.0, 3.0),
    roll_deg=(4.0, 4.0),
    glare_chance=0.0,
    cast_shadow_chance=0.0,
    defocus_px=(0.0, 0.0),
    motion_px=(0.0, 0.0),
    noise_levels=(1.0, 1.0),
    orientation=1,
)
"""A card that lies still on a dark table, sharp and wholly seen."""

PAGE = """<!doctype html>
<html lang="en"><head><title>Camera</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/static/test/css/app.css">
<script type="module" src="/static/test/js/card-camera.js"></script></head>
<body><main><h1 class="visually-hidden">Camera</h1>
<div id="box"><card-camera></card-camera></div></main></body></html>"""
"""The box is given its size by the test, as the scan screen's styles do."""

LISTEN = """() => {
  window.told = []
  const names = ["ready", "torch", "shooting", "shot", "failed", "stopped", "unavailable"]
  const keep = (name) => async ({ detail }) => {
    const seen = detail.seen ? { seen: await detail.seen } : {} // of a photo, a moment later
    told.push({ name, ...detail, ...seen.seen, ...seen })
  }
  for (const name of names) document.addEventListener(`camera:${name}`, keep(name))
}"""


def film_of(path: Path, *frames: Image) -> Path:
    """Write a film that Chromium takes for a camera; a single frame stands still."""
    shown = frames if len(frames) > 1 else frames * 2
    path.write_bytes(b"".join(encode_jpeg(frame, quality=92) for frame in shown))
    return path


def still_card(seed: int = 31, options: PhotoOptions = STILL) -> tuple[Image, Quad]:
    """Draw a frame with a card in it, and say where its corners are, in pixels."""
    taken = photograph_card(draw_card(seed, verso="none"), seed, options)
    return decode_photo(taken.jpeg).image, taken.cards[0].quad


def blurred(frame: Image) -> Image:
    """Take the sharpness out of a frame, as a lens does that looks for its focus."""
    return np.asarray(cv2.GaussianBlur(frame, (0, 0), 6.0), dtype=np.uint8)


@contextmanager
def camera_browser(chromium: BrowserType, film: Path) -> Iterator[Browser]:
    """Start a Chromium that sees a film."""
    browser = chromium.launch(executable_path=system_chromium(), args=camera_options(film))
    yield browser
    browser.close()


def open_camera_page(page: Page, server: Server) -> None:
    """Open a page that holds the live camera and listens to it; it is not started."""
    page.route("**/camera-test", lambda route: route.fulfill(content_type="text/html", body=PAGE))
    page.goto(f"{server.address}/camera-test")
    page.evaluate(LISTEN)
    page.evaluate(
        """async () => {
          const size = { position: "relative", inlineSize: "100%", blockSize: "100svh" }
          Object.assign(document.querySelector("#box").style, size)
          await customElements.whenDefined("card-camera")
        }"""
    )
