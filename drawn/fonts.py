"""Finds and opens the fonts that cards are drawn with.

They come from the project's npm packages (@fontsource, open licences) and are never replaced by
another font in silence: a card drawn with the wrong font would be another card.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from PIL import ImageFont


class FontMissingError(RuntimeError):
    """A font's file is not where the project's packages are installed."""


@dataclass(frozen=True, slots=True)
class Face:
    """One face of one family, such as Inter at weight 600 in italic."""

    family: str
    """Name of the package, such as "eb-garamond"."""
    weight: int = 400
    is_italic: bool = False
    subset: str = "latin"
    """Which letters the file holds: "latin", "latin-ext" for Polish and Turkish, and so on."""


@cache
def find_font_packages() -> Path:
    """Find the folder node_modules/@fontsource, walking up from this file.

    Raises:
        FontMissingError: If no parent folder has it.
    """
    for folder in Path(__file__).resolve().parents:
        candidate = folder / "node_modules" / "@fontsource"
        if candidate.is_dir():
            return candidate
    raise FontMissingError(
        "The fonts for drawing cards are not installed: no node_modules/@fontsource folder in "
        f"{Path(__file__).resolve().parent} or above. Run `make setup` (or `npm ci`) first."
    )


@cache
def find_face(face: Face) -> Path:
    """Find the file of a face.

    Raises:
        FontMissingError: If the package or that weight of it is not installed.
    """
    style = "italic" if face.is_italic else "normal"
    name = f"{face.family}-{face.subset}-{face.weight}-{style}.woff2"
    path = find_font_packages() / face.family / "files" / name
    if not path.is_file():
        raise FontMissingError(
            f"The font file {name} is not in {path.parent}. Run `make setup` (or `npm ci`) first."
        )
    return path


@lru_cache(maxsize=512)
def load_font(face: Face, size_px: float) -> ImageFont.FreeTypeFont:
    """Open a face at a size in pixels per em.

    Raises:
        FontMissingError: If the face is not installed.
    """
    return ImageFont.truetype(find_face(face), size_px, layout_engine=ImageFont.Layout.RAQM)
