"""The Chromium that tests, scripts and measures start, and what it is started with."""

from __future__ import annotations

import shutil
from pathlib import Path

CHROMIUM_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
]


def system_chromium() -> str | None:
    """Give the system's Chromium; None where Playwright has to start the one it installed."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


def camera_options(film: Path | None = None) -> list[str]:
    """Give the options of a Chromium whose camera shows a film, or a test picture of its own."""
    options = [
        *CHROMIUM_OPTIONS,
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
    ]
    return [*options, f"--use-file-for-fake-video-capture={film.absolute()}"] if film else options
