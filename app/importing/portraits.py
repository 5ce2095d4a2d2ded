"""Pictures of people in vCards: taken out, checked as what a stranger made, and made small.

What is kept is a JPEG of our own making, of a size for address books: nothing of what else a file
held (places, other pictures, scripts) comes along, and the same picture is the same bytes.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import Final

ENCODED_LIMIT_BYTES: Final = 4 * 1024 * 1024
"""Largest picture as it is written in a card: 3 MiB, in base64."""
_JPEG_PIXELS_LIMIT: Final = 12_000_000
"""What a camera gives: a JPEG is decoded at a fraction of its size."""
_PIXELS_LIMIT: Final = 4_000_000
"""Of other kinds: they take up to 20 bytes a pixel while they are decoded (measured of a PNG). The
process stays below 300 MB."""
_SIDE_PX: Final = 640
"""As wide as the pictures of cards in exports: address books show them small."""

_DATA_ADDRESS: Final = re.compile(rb"data:[\w.+/-]*(?:;[\w=.+-]+)*;base64$", re.IGNORECASE)
_ELSEWHERE: Final = re.compile(rb"(?i)^[a-z][a-z0-9+.-]*:")


@dataclass(frozen=True, slots=True)
class Portrait:
    """A picture of a person."""

    sha256: str
    """Its key in the photo store."""
    size_bytes: int = field(default=0, compare=False)
    jpeg: bytes = field(default=b"", repr=False, compare=False)
    """b"" once it is in the store."""


class UnfitPortraitError(Exception):
    """The picture is not taken: it lies elsewhere, is none, is damaged or far too large."""


def take_portrait(lines: Sequence[bytes]) -> Portrait | None:
    """Make a portrait of a PHOTO property; None when it is empty.

    Args:
        lines: The property's, as they stand in the file: still folded, and at most
            ENCODED_LIMIT_BYTES long.

    Raises:
        UnfitPortraitError: If it cannot be taken. An address is never asked for its picture.
    """
    _, _, value = b"".join(line.strip() for line in lines).partition(b":")
    if not value:
        return None
    head, comma, rest = value.replace(b"\\", b"").partition(b",")
    if comma and _DATA_ADDRESS.match(head):
        value = rest
    elif _ELSEWHERE.match(value):
        raise UnfitPortraitError
    try:
        data = base64.b64decode(value + b"=" * (-len(value) % 4))
    except binascii.Error as error:
        raise UnfitPortraitError from error
    is_jpeg = data.startswith(b"\xff\xd8\xff")
    jpeg = make_small(data, _SIDE_PX, _JPEG_PIXELS_LIMIT if is_jpeg else _PIXELS_LIMIT)
    return Portrait(hashlib.sha256(jpeg).hexdigest(), len(jpeg), jpeg)


def make_small(data: bytes, side_px: int, pixels_limit: int | None = None) -> bytes:
    """Make a small JPEG of a picture that somebody sent, upright.

    Args:
        data: The whole file: JPEG, PNG, WebP or HEIC.
        side_px: Most pixels of its long side; a smaller picture keeps its size.
        pixels_limit: A picture of more pixels is not decoded; None for those of a card's photo.

    Raises:
        UnfitPortraitError: If it is no such picture, damaged, or too large.
    """
    # Imported here, with OpenCV behind them: the pages know this module too.
    from PIL import Image

    from ocr.decode import DEFAULT_LIMITS, decode_photo
    from ocr.errors import PhotoError

    limits = replace(DEFAULT_LIMITS, max_pixels=pixels_limit or DEFAULT_LIMITS.max_pixels)
    try:
        photo = decode_photo(data, limits, long_side_px=side_px)
    except PhotoError as error:
        raise UnfitPortraitError from error
    image = Image.fromarray(photo.image)
    image.thumbnail((side_px, side_px), Image.Resampling.LANCZOS)
    made = BytesIO()
    image.save(made, "JPEG", quality=85)
    return made.getvalue()
