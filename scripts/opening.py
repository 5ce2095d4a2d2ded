"""Measures how Verso opens on a phone: what a first visit loads, and how fast it opens offline.

Part of `make lighthouse`; alone: python -m scripts.opening
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from app.assets import Assets
from scripts.demo_server import Demo, serve_demo
from tests.browser.chromium import camera_options, system_chromium

SLOWDOWN = 4
"""A mid-range phone beside the machine that measures."""
RUNS = 10
IS_USABLE = "scan-desk[data-ready]"
"""The scan screen with its scripts at work: a press on the shutter is a shot."""
CAMERA_MODULES = ("js/card-camera.js", "js/lib/prepare-photo.js")
"""What the scan screen asks for once it is drawn, with all that they ask for in turn."""
MARK = f"""
  const look = () => {{
    if (document.querySelector({IS_USABLE!r})) performance.mark("usable")
    else requestAnimationFrame(look)
  }}
  requestAnimationFrame(look)
"""


@dataclass(frozen=True, slots=True)
class FirstLoad:
    """Bytes of a first visit, compressed as they travel, headers included."""

    own_bytes: int
    """The page, styles, scripts and icons."""
    camera_bytes: int
    """Loaded after them, where there is a camera."""
    pictures_bytes: int
    """Photos of cards: they are what the page shows."""


@dataclass(frozen=True, slots=True)
class Opening:
    """From the tap on the icon to a shutter that can be pressed, without a network."""

    median_ms: float
    worst_ms: float
    kept_bytes: int
    """What the service worker keeps for it."""


@contextmanager
def open_phone(browser: Browser, demo: Demo, **options: Any) -> Iterator[BrowserContext]:
    """Open a window of a phone's size with the demo's member signed in."""
    size = {"width": 390, "height": 844}
    context = browser.new_context(viewport=size, is_mobile=True, has_touch=True, **options)  # type: ignore[arg-type]
    context.add_cookies([{"name": "verso", "value": demo.sign_in, "url": demo.address}])
    yield context
    context.close()


def list_camera_files() -> frozenset[str]:
    """List the camera's modules, as paths below the static folder."""
    assets = Assets()
    at_once = assets.scripts_of("js/scan-desk.js", "js/outbox-agent.js", "js/install-offer.js")
    later = assets.scripts_of(*CAMERA_MODULES, is_later_too=True)
    return frozenset(later) - frozenset(at_once)


def measure_first_load(browser: Browser, demo: Demo, path: str) -> FirstLoad:
    """Open a page with nothing kept, and add up what travels."""
    camera_files = list_camera_files()
    with open_phone(browser, demo, service_workers="block") as context:
        page = context.new_page()
        devtools = context.new_cdp_session(page)
        addresses: dict[str, str] = {}
        sizes: dict[str, int] = {}
        devtools.on(
            "Network.requestWillBeSent",
            lambda told: addresses.update({told["requestId"]: told["request"]["url"]}),
        )
        devtools.on(
            "Network.loadingFinished",
            lambda told: sizes.update({told["requestId"]: int(told["encodedDataLength"])}),
        )
        devtools.send("Network.enable")
        page.goto(demo.address + path, wait_until="networkidle")
        page.wait_for_timeout(2_000)

    kinds = {"own": 0, "camera": 0, "pictures": 0}
    for request, size in sizes.items():
        kinds[_kind_of(addresses.get(request, ""), camera_files)] += size
    return FirstLoad(kinds["own"], kinds["camera"], kinds["pictures"])


def _kind_of(address: str, camera_files: frozenset[str]) -> str:
    if re.sub(r".*/static/[^/]+/", "", address) in camera_files:
        return "camera"
    return "pictures" if "/photos/" in address else "own"


def measure_opening(browser: Browser, demo: Demo) -> Opening:
    """Open the scan screen again and again: no network, a slow processor, no worker running."""
    with open_phone(browser, demo) as context:
        page = context.new_page()
        page.goto(f"{demo.address}/inbox")
        page.evaluate("navigator.serviceWorker.ready")
        page.wait_for_function("() => navigator.serviceWorker.controller !== null")
        kept_bytes = _count_kept(page)
        context.set_offline(True)
        page.close()
        times_ms = [_open_once(context, demo) for _run in range(RUNS)]
    return Opening(median(times_ms), max(times_ms), kept_bytes)


def _open_once(context: BrowserContext, demo: Demo) -> float:
    page = context.new_page()
    page.add_init_script(MARK)
    devtools = context.new_cdp_session(page)
    devtools.send("ServiceWorker.enable")
    devtools.send("ServiceWorker.stopAllWorkers")
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
    page.goto(f"{demo.address}/scan")
    page.wait_for_function("() => performance.getEntriesByName('usable').length > 0")
    taken_ms: float = page.evaluate("performance.getEntriesByName('usable')[0].startTime")
    page.close()
    return taken_ms


def _count_kept(page: Page) -> int:
    script = """async () => {
      let total = 0
      for (const name of await caches.keys()) {
        const cache = await caches.open(name)
        for (const request of await cache.keys()) {
          total += (await (await cache.match(request)).arrayBuffer()).byteLength
        }
      }
      return total
    }"""
    kept: int = page.evaluate(script)
    return kept


@contextmanager
def start_browser() -> Iterator[Browser]:
    """Start Chromium with a camera that shows a test picture."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=system_chromium(), args=camera_options()
        )
        yield browser
        browser.close()


def describe(loads: dict[str, FirstLoad], opening: Opening) -> list[str]:
    """Write the figures as the lines of a page."""
    lines = [
        "## A first visit",
        "",
        "What travels before anything is kept, compressed, headers included. The page with its",
        "styles, scripts and icons is to stay below 150 KB; the camera's code comes after it.",
        "",
        "| page | own | camera | photos shown |",
        "|---|---|---|---|",
    ]
    for name, load in loads.items():
        sizes = (load.own_bytes, load.camera_bytes, load.pictures_bytes)
        lines.append(f"| {name} | {' | '.join(f'{size / 1000:.0f} KB' for size in sizes)} |")
    return [
        *lines,
        "",
        "## Opening without a network",
        "",
        f"The scan screen from the device, network off, the processor {SLOWDOWN} times slower, the",
        f"service worker not running: from the navigation to a shutter that can be pressed, {RUNS}",
        f"times: {opening.median_ms:.0f} ms in the middle, {opening.worst_ms:.0f} ms at worst.",
        "It is to be below a second. The service worker keeps "
        f"{opening.kept_bytes / 1000:.0f} KB for it, to be below 600 KB.",
        "",
    ]


def measure_all(demo: Demo) -> list[str]:
    """Measure first visits and openings; give the lines of their report."""
    with start_browser() as browser:
        pages = {"Scan": "/scan", "Inbox": "/inbox", "Contacts": "/contacts"}
        loads = {name: measure_first_load(browser, demo, path) for name, path in pages.items()}
        return describe(loads, measure_opening(browser, demo))


if __name__ == "__main__":
    with serve_demo() as running:
        sys.stdout.write("\n".join(measure_all(running)))
