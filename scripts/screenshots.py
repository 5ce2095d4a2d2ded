"""Takes the pictures of docs/screenshots: the demo on a phone and on a desk.

Usage: python -m scripts.screenshots [--all FOLDER]

Without --all, the few that the documentation shows. With it, every screen in both sizes, themes
and languages into a folder, to be looked at after a change of the styles.
"""

from __future__ import annotations

import argparse
import shutil
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from scripts.demo_server import Demo, serve_demo
from tests.browser.windows import DESK, PAIRS, PHONE, Window

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "screenshots"
QUALITY = 82


@dataclass(frozen=True, slots=True)
class Picture:
    """One screen in one window."""

    name: str
    path: str
    window: Window


FRENCH_PHONE = replace(PHONE, language="fr")
COMMITTED = (
    Picture("scan", "/scan", FRENCH_PHONE),
    Picture("contacts", "/contacts", FRENCH_PHONE),
    Picture("contact-dark", "/contacts/{contact}", replace(FRENCH_PHONE, theme="dark")),
    Picture("follow-ups", "/follow-ups", PHONE),
    Picture("review", "/scans/{scan}", DESK),
    Picture("inbox-dark", "/inbox", replace(DESK, theme="dark")),
)
SCREENS = {
    "scan": "/scan",
    "inbox": "/inbox",
    "review": "/scans/{scan}",
    "contacts": "/contacts",
    "contact": "/contacts/{contact}",
    "edit": "/contacts/{contact}/edit",
    "follow-ups": "/follow-ups",
    "settings": "/settings",
    "not-found": "/nothing",
}


def every_picture() -> tuple[Picture, ...]:
    """Name every screen in windows that pair each size, theme and language."""
    return tuple(
        Picture(f"{name}-{window.name}", path, window)
        for name, path in SCREENS.items()
        for window in PAIRS
    )


def take_pictures(
    demo: Demo, browser: Browser, pictures: tuple[Picture, ...], folder: Path
) -> None:
    """Write each picture as a WebP file."""
    folder.mkdir(parents=True, exist_ok=True)
    for picture in pictures:
        options = picture.window.options() | {"device_scale_factor": 2}
        context = browser.new_context(**options, reduced_motion="reduce")
        context.add_cookies([{"name": "verso", "value": demo.sign_in, "url": demo.address}])
        page = context.new_page()
        path = picture.path.format(scan=demo.scan_id, contact=demo.contact_id)
        page.goto(demo.address + path, wait_until="networkidle")
        with Image.open(BytesIO(page.screenshot())) as shot:
            if not picture.window.is_phone:
                shot.thumbnail((picture.window.width_px, picture.window.height_px))
            shot.save(folder / f"{picture.name}.webp", quality=QUALITY, method=6)
        context.close()


def main() -> None:
    """Take the pictures."""
    parser = argparse.ArgumentParser(description="Take pictures of the screens.")
    parser.add_argument("--all", type=Path, metavar="FOLDER", help="every screen, into this folder")
    arguments = parser.parse_args()
    pictures = every_picture() if arguments.all else COMMITTED
    with serve_demo() as demo, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        take_pictures(demo, browser, pictures, arguments.all or FOLDER)
        browser.close()


if __name__ == "__main__":
    main()
