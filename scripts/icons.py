"""Draws the PNG icons of the application from our own SVG drawings, with Chromium.

Usage: python scripts/icons.py

The PNGs are small and committed: run this after changing web/static/icons/*.svg.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

ICONS = Path(__file__).resolve().parent.parent / "web" / "static" / "icons"
DRAWINGS = {
    "icon-180.png": ("icon-maskable.svg", 180),  # iOS cuts its own corners
    "icon-192.png": ("icon.svg", 192),
    "icon-512.png": ("icon.svg", 512),
    "icon-maskable-192.png": ("icon-maskable.svg", 192),
    "icon-maskable-512.png": ("icon-maskable.svg", 512),
    "shortcut-scan.png": ("shortcut-scan.svg", 96),
    "shortcut-follow-ups.png": ("shortcut-follow-ups.svg", 96),
}
PAGE = (
    """<style>body{{margin:0}} svg{{display:block;width:{size}px;height:{size}px}}</style>{svg}"""
)


def draw_icons() -> None:
    """Write every PNG of DRAWINGS."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        page = browser.new_page()
        for name, (drawing, size_px) in DRAWINGS.items():
            page.set_viewport_size({"width": size_px, "height": size_px})
            svg = (ICONS / drawing).read_text(encoding="utf-8")
            page.set_content(PAGE.format(size=size_px, svg=svg))
            page.screenshot(path=ICONS / name, omit_background=True)
        browser.close()


if __name__ == "__main__":
    draw_icons()
