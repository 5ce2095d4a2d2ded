"""Measures the scan screen's camera in a Chromium with a film for a camera, slowed down fourfold.

    python -m bench.capture_speed [--shots 50] [--slow-down 4] [--kept FILE]

The browser's slow-down holds for the page's own thread. The workers, which follow the outline and
make photos, run at the machine's speed: what they took is told apart, and the report adds it up as
if they were slowed down as well.
"""

from __future__ import annotations

import argparse
import json
import sys
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from playwright.sync_api import Page, sync_playwright

from bench.capture_judge import grey_of
from bench.cases import FIRST_SEED
from drawn import PhotoOptions
from scripts.scan_pictures import serve_desk
from tests.browser.camera import STILL, film_of, still_card
from tests.browser.chromium import camera_options, system_chromium
from tests.browser.desk import Desk

KEPT: Final = Path("build/capture/speed.json")
Greys = NDArray[np.uint8]

VIEWPORT: Final = (412, 839)
VIDEO_PX: Final = (1920, 1080)
SLOW_DOWN: Final = 4.0
"""A mid-range phone is about so much slower than a desk's machine."""
SETTLE_MS: Final = 1000
BETWEEN_SHOTS_MS: Final = 150
LOOK_EVERY_MS: Final = 25
FOLLOWED_S: Final = 6
JUDGEMENTS: Final = 20

LISTEN = """
window.seen = { shots: [], taken: 0, made: 0, outlines: [], durable: [] }
const drawn = (done) => requestAnimationFrame(() => setTimeout(done))
const Plain = Worker
window.Worker = class extends Plain {
  constructor(address, options) {
    super(address, options)
    if (!String(address).includes("outline")) return
    const keep = ({ data }) => seen.outlines.push([performance.now(), data.tookMs])
    this.addEventListener("message", keep)
  }
}
const put = IDBObjectStore.prototype.put
IDBObjectStore.prototype.put = function (...row) {
  if (this.name === "photos") {
    this.transaction.addEventListener("complete", () => {
      const safeMs = performance.now()
      drawn(() => seen.durable.push([safeMs, performance.now()]))
    })
  }
  return put.apply(this, row)
}
addEventListener("click", (event) => {
  if (event.target.closest("[data-shoot]")) seen.shots.push({ tappedMs: event.timeStamp })
}, true)
addEventListener("camera:shooting", () => { seen.taken += 1 })
addEventListener("camera:next", () => {
  const shot = seen.shots[seen.taken - 1]
  if (!shot || shot.isFree) return
  shot.isFree = true
  drawn(() => { shot.readyMs = performance.now() - shot.tappedMs })
})
addEventListener("camera:shot", ({ detail }) => {
  const shot = seen.shots[seen.made++]
  const { madeMs, widthPx, heightPx, photo } = detail
  Object.assign(shot, { madeAtMs: performance.now(), madeMs, widthPx, heightPx })
  shot.sizeBytes = photo.size
  detail.seen.then(({ judgeMs, flaws }) =>
    Object.assign(shot, { judgeMs, flaws, judgedAtMs: performance.now() }))
})
"""

JUDGE = """async ([base, grey, width, height, count]) => {
  const { judge } = await import(`${base}/judge.js`)
  const { outlineIn } = await import(`${base}/still-outline.js`)
  const pixels = Uint8ClampedArray.from(atob(grey), (letter) => letter.charCodeAt(0))
  const quad = outlineIn({ pixels, width, height })
  const took = []
  for (let time = 0; time < count; time += 1) {
    const startedMs = performance.now()
    judge(pixels, { width, height, quad, takenLongSidePx: 2560 })
    took.push(performance.now() - startedMs)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return took
}"""


@dataclass(frozen=True, slots=True)
class Speed:
    """What was measured; times in milliseconds."""

    slow_down: float
    video_px: tuple[int, int]
    ready_ms: tuple[float, ...]
    """From the tap until the shutter takes the next photo and the next frame is drawn; the next tap
    comes BETWEEN_SHOTS_MS later, and each became a photo that is kept."""
    hurried_safe_ms: tuple[float, ...]
    """Of the same taps: until the photo is safe on the device."""
    settled_ms: tuple[float, ...]
    """One at a time: from the tap until the photo is safe and the next frame is drawn."""
    safe_ms: tuple[float, ...]
    """Of the same taps: until the photo is safe."""
    made_ms: tuple[float, ...]
    """Of these, in the worker: the photo made smaller, written and judged; not slowed down."""
    judge_ms: tuple[float, ...]
    """Of these, the judgement."""
    judge_slow_ms: tuple[float, ...]
    """The judgement in the page's own thread, slowed down, once warm and at first."""
    outlines_s: float
    """Outlines a second."""
    outline_ms: tuple[float, ...]
    """What following one frame took in the worker; not slowed down."""
    size_bytes: tuple[int, ...]

    @property
    def typical_bytes(self) -> float:
        """The size of a photo."""
        return median(self.size_bytes)


def main() -> int:
    """Measure, keep and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shots", type=int, default=50)
    parser.add_argument("--slow-down", type=float, default=SLOW_DOWN)
    parser.add_argument(
        "--video", type=size_of, default=VIDEO_PX, help="size of the camera's picture"
    )
    parser.add_argument("--kept", type=Path, default=KEPT)
    options = parser.parse_args()
    keep_speed(options.kept, options.shots, options.video, options.slow_down)
    sys.stdout.write("\n".join(table_of(load_speed(options.kept))) + "\n")
    return 0


def size_of(text: str) -> tuple[int, int]:
    """Read a size as it is written on the command line: "1920x1080"."""
    width, height = text.split("x")
    return int(width), int(height)


def keep_speed(
    kept: Path, shots: int, video_px: tuple[int, int], slow_down: float = SLOW_DOWN
) -> None:
    """Measure and keep."""
    speed = measure_speed(shots, slow_down, video_px)
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text(json.dumps(asdict(speed)), encoding="utf-8")


def load_speed(kept: Path) -> Speed:
    """Load what was kept."""
    named: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in json.loads(kept.read_text(encoding="utf-8")).items()
    }
    return Speed(**named)


def measure_speed(shots: int, slow_down: float, video_px: tuple[int, int]) -> Speed:
    """Shoot so many cards on the real scan screen, with a server that takes them."""
    with TemporaryDirectory(prefix="verso-film-") as folder:
        options = {"long_side_px": max(video_px), "aspect_ratio": max(video_px) / min(video_px)}
        frame, _ = still_card(FIRST_SEED, _with(options))
        film = film_of(Path(folder) / "card.mjpeg", frame)
        with _scan_screen(film, slow_down) as page:
            judged = _judge(page, grey_of(frame))
            outlines, outline_ms = _follow(page)
            taken = _shoot(page, shots, "seen.durable.length >= seen.shots.length")
        # On a screen of its own: fifty cards in the strip are more to draw than none.
        with _scan_screen(film, slow_down) as page:
            hurried = _shoot(page, shots, "seen.shots.at(-1)?.readyMs")
    return Speed(
        slow_down=slow_down,
        video_px=video_px,
        ready_ms=tuple(shot["readyMs"] for shot in hurried),
        hurried_safe_ms=tuple(shot["safeMs"] for shot in hurried),
        settled_ms=tuple(shot["settledMs"] for shot in taken),
        safe_ms=tuple(shot["safeMs"] for shot in taken),
        made_ms=tuple(shot["madeMs"] for shot in taken),
        judge_ms=tuple(shot["judgeMs"] for shot in taken),
        judge_slow_ms=tuple(judged),
        outlines_s=outlines,
        outline_ms=tuple(outline_ms),
        size_bytes=tuple(shot["sizeBytes"] for shot in taken),
    )


def _with(options: dict[str, Any]) -> PhotoOptions:
    return replace(STILL, **options)


@contextmanager
def _scan_screen(film: Path, slow_down: float) -> Iterator[Page]:
    """Open the scan screen of an account of its own, on a phone so much slower."""
    with serve_desk() as desk, _phone(film, desk) as page:
        page.goto(f"{desk.server.address}/scan")
        page.wait_for_selector("[data-camera='live']", timeout=60_000)
        page.evaluate("() => { document.querySelector('card-camera').isAutomatic = false }")
        session = page.context.new_cdp_session(page)
        session.send("Emulation.setCPUThrottlingRate", {"rate": slow_down})
        page.wait_for_timeout(SETTLE_MS)
        yield page


@contextmanager
def _phone(film: Path, desk: Desk) -> Iterator[Page]:
    """Open a telephone's window, signed in, whose camera sees the film."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=system_chromium(), args=camera_options(film)
        )
        context = browser.new_context(
            viewport={"width": VIEWPORT[0], "height": VIEWPORT[1]},
            device_scale_factor=2.625,
            is_mobile=True,
            has_touch=True,
        )
        desk.enter(context)
        context.add_init_script(LISTEN)
        yield context.new_page()
        browser.close()


def _judge(page: Page, grey: Greys) -> list[float]:
    """Time the judgement in the page's own thread, which is slowed down."""
    base = page.evaluate(
        "document.querySelector('script[src*=\"/js/scan-desk.js\"]').src.replace(/[^/]+$/, 'lib')"
    )
    text = b64encode(grey.tobytes()).decode()
    size = [grey.shape[1], grey.shape[0]]
    took: list[float] = page.evaluate(JUDGE, [base, text, *size, JUDGEMENTS])
    return took


def _follow(page: Page) -> tuple[float, list[float]]:
    """Count outlines for a while: a second, and what each took."""
    page.evaluate("seen.outlines.length = 0")
    page.wait_for_timeout(1000 * FOLLOWED_S)
    told: list[list[float]] = page.evaluate("seen.outlines")
    return len(told) / FOLLOWED_S, [took_ms for _, took_ms in told]


def _shoot(page: Page, shots: int, until: str) -> list[dict[str, Any]]:
    """Tap the shutter so many times, each a moment after something is so of the tap before.

    Every tap has to become a photo of its own that is kept, or this waits for ever.
    """
    page.evaluate("() => { Object.assign(seen, { shots: [], taken: 0, made: 0, durable: [] }) }")
    shutter = page.locator("[data-shoot]").bounding_box()
    assert shutter is not None, "there is a shutter"
    x, y = shutter["x"] + shutter["width"] / 2, shutter["y"] + shutter["height"] / 2
    for number in range(1, shots + 1):
        page.touchscreen.tap(x, y)
        is_so = f"count => seen.shots.length === count && {until}"
        page.wait_for_function(is_so, arg=number, polling=LOOK_EVERY_MS)
        page.wait_for_timeout(BETWEEN_SHOTS_MS)
    page.wait_for_function("count => seen.durable.length === count", arg=shots)
    page.wait_for_function("() => seen.shots.every(({ judgedAtMs }) => judgedAtMs)")
    shot_rows: list[dict[str, Any]] = page.evaluate("seen.shots")
    durable: list[list[float]] = page.evaluate("seen.durable")
    for row, (safe_ms, drawn_ms) in zip(shot_rows, durable, strict=True):
        row["safeMs"] = safe_ms - row["tappedMs"]
        row["settledMs"] = drawn_ms - row["tappedMs"]
    return shot_rows


def table_of(speed: Speed) -> list[str]:
    """Write the figures."""
    factor = speed.slow_down
    stretched = [
        ready + (factor - 1) * made
        for ready, made in zip(speed.settled_ms, speed.made_ms, strict=True)
    ]
    rows = {
        "tap to ready for the next card, in a hurry": speed.ready_ms,
        "of the same taps: until the photo is safe on the device": speed.hurried_safe_ms,
        "one card at a time: tap to safe and drawn": speed.settled_ms,
        "of these, until the photo is safe on the device": speed.safe_ms,
        "of these, in the worker (not slowed down)": speed.made_ms,
        "tap to safe and drawn, if the worker were slowed down as well": stretched,
        "judgement, in the worker (not slowed down)": speed.judge_ms,
        "judgement, in the slowed-down page": speed.judge_slow_ms,
        "outline of a frame, in its worker (not slowed down)": speed.outline_ms,
    }
    written = ["| | median | worst |", "|---|---|---|"]
    written += [f"| {name} | {median(ms):.0f} ms | {max(ms):.0f} ms |" for name, ms in rows.items()]
    return [*written, f"| outlines | {speed.outlines_s:.1f} a second | |"]


if __name__ == "__main__":
    sys.exit(main())
