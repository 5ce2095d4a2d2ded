"""The vCard that ``verso read --format vcard`` prints of a reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.vcard import write_vcard
from app.vcard_contact import vcard_of_reading

if TYPE_CHECKING:
    from ocr.types import Reading


def vcard_of(reading: Reading, language: str = "en") -> str:
    """Write a reading as a vCard 3.0, its flattened recto as the photo."""
    from io import BytesIO

    from PIL import Image

    made = BytesIO()
    if reading.sides:
        picture = Image.fromarray(reading.sides[0].card)
        picture.thumbnail((PHOTO_WIDTH_PX, PHOTO_WIDTH_PX))
        picture.save(made, "JPEG", quality=82)
    return write_vcard(vcard_of_reading(reading, photo=made.getvalue()), language)


PHOTO_WIDTH_PX = 640
"""Address books show pictures small, and some refuse large ones."""
