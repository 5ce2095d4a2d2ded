"""The fonts of a phone for pictures: Verso uses the system's, and a server has few."""

from __future__ import annotations

import json
from base64 import b64encode
from pathlib import Path

from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parent.parent
FONTS = {
    "Roboto": ("roboto", "normal", (400, 500, 600, 700)),
    "Source Serif 4": ("source-serif-4", "normal", (400, 600)),
    "Source Serif 4 Italic": ("source-serif-4", "italic", (400, 500)),
}


def phone_fonts() -> str:
    """Give the fonts as styles, with their files inside."""
    faces = []
    for family, (package, style, weights) in FONTS.items():
        name = family.removesuffix(" Italic")
        for weight in weights:
            file = f"{package}-latin-{weight}-{style}.woff2"
            data = ROOT / "node_modules" / "@fontsource" / package / "files" / file
            source = f"url(data:font/woff2;base64,{b64encode(data.read_bytes()).decode()})"
            faces.append(
                f"@font-face {{ font-family: '{name}'; font-weight: {weight}; "
                f"font-style: {style}; src: {source}; }}"
            )
    return "\n".join([*faces, ":root { --sans: Roboto; --serif: 'Source Serif 4'; }"])


def use_phone_fonts(page: Page) -> None:
    """Have every page that is opened in a window from now on written in them."""
    page.add_init_script(
        f"""addEventListener("DOMContentLoaded", () => {{
          const style = document.createElement("style")
          style.textContent = {json.dumps(phone_fonts())}
          document.head.append(style)
        }})"""
    )
