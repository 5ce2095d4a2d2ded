"""Measures the outline's worker in a real Chromium whose camera is a drawn film."""

from __future__ import annotations

import http.server
import statistics
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from playwright.sync_api import sync_playwright

from drawn.moving import main as draw_film_file
from tests.browser.chromium import camera_options, system_chromium

_STATIC = Path("web/static")
_SECONDS = 10
_FOLLOW = """async (seconds) => {
  const video = document.createElement("video")
  video.srcObject = await navigator.mediaDevices.getUserMedia({ video: true })
  video.muted = true
  await video.play()
  const { takeFrame } = await import("/js/lib/video-frames.js")
  const worker = new Worker("/js/workers/outline-worker.js", { type: "module" })
  const answers = []
  const answer = () => new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data)
    worker.onerror = (event) => reject(new Error(event.message))
  })
  let cameraFrames = 0
  const count = () => { cameraFrames++; video.requestVideoFrameCallback(count) }
  video.requestVideoFrameCallback(count)
  const began = performance.now()
  while (performance.now() - began < seconds * 1000) {
    const sent = performance.now()
    const bitmap = await takeFrame(video, 320)
    worker.postMessage({ type: "frame", bitmap, timeMs: sent }, [bitmap])
    const { tookMs, action } = await answer()
    if (action === "shoot") worker.postMessage({ type: "shot" })
    answers.push({ tookMs, allMs: performance.now() - sent })
  }
  const tookS = (performance.now() - began) / 1000
  worker.terminate()
  for (const track of video.srcObject.getTracks()) track.stop()
  return { answers, cameraFrames, tookS }
}"""


@dataclass(frozen=True, slots=True)
class Row:
    """What was measured at one slow-down of the page's thread."""

    slow_down: int
    answers_per_s: float
    camera_per_s: float
    worker_ms: float
    worker_p95_ms: float
    slowed_per_s: float
    """Frames a second with four times the worker's time, and the page's as measured."""


def measure_in_chromium(seed: int, scene: str = "wood") -> list[Row]:
    """Follow a film in Chromium, with the page's thread as it is and four times slower."""
    with tempfile.TemporaryDirectory() as folder:
        film = Path(folder) / "film.mjpeg"
        draw_film_file([str(film), "--scene", scene, "--seed", str(seed), "--seconds", "4"])
        with _served() as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=system_chromium(), args=camera_options(film)
            )
            try:
                rows = []
                for slow_down in (1, 4):
                    page = browser.new_page()
                    page.goto(f"{address}/js/workers/outline-worker.js")
                    devtools = page.context.new_cdp_session(page)
                    devtools.send("Emulation.setCPUThrottlingRate", {"rate": slow_down})
                    rows.append(_row(slow_down, page.evaluate(_FOLLOW, _SECONDS)))
                    page.close()
            finally:
                browser.close()
    return rows


def _row(slow_down: int, told: dict[str, Any]) -> Row:
    answers = told["answers"]
    worker = [each["tookMs"] for each in answers]
    slowed = [each["allMs"] + 3 * each["tookMs"] for each in answers]
    return Row(
        slow_down=slow_down,
        answers_per_s=len(answers) / told["tookS"],
        camera_per_s=told["cameraFrames"] / told["tookS"],
        worker_ms=statistics.median(worker),
        worker_p95_ms=float(np.percentile(worker, 95)),
        slowed_per_s=1000 / statistics.mean(slowed),
    )


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Serves the scripts without a word."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def _served() -> Iterator[str]:
    """Serve the scripts of the scan screen on this machine; give their address."""
    handler = partial(_Handler, directory=str(_STATIC))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            # A camera needs a secure context, and this machine is one.
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()
