"""Drawn cards as files, for a file input to pick."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import FilePayload

from drawn import DrawnCard, draw_card, photograph_card
from ocr.types import Side


@cache
def drawn(seed: int, language: str = "fr", verso: str | None = None) -> DrawnCard:
    """Draw a card, once per process."""
    return draw_card(seed, language=language, verso=verso)


def photo_of(card: DrawnCard, side: Side = Side.RECTO) -> FilePayload:
    """Photograph one side, as a phone's camera hands it to a file input."""
    photo = photograph_card(card, card.seed, side=side).jpeg
    return {"name": f"{side}.jpg", "mimeType": "image/jpeg", "buffer": photo}


def flat_jpeg(card: DrawnCard, side: Side = Side.RECTO) -> bytes:
    """Give one side as the reader flattens it."""
    made = BytesIO()
    Image.fromarray(card.picture_of(side)).save(made, "JPEG", quality=85)
    return made.getvalue()


def write_text_file(folder: Path) -> Path:
    """Make a file that is no picture, under a picture's name."""
    path = folder / "card.jpg"
    path.write_text("not a picture")
    return path
