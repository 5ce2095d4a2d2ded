"""Finds QR codes on a card."""

from __future__ import annotations

from typing import Any, Final

import cv2
import numpy as np

from ocr.types import CodeText, Image, Point, Side

# Codes on a flattened card of 1,600 pixels take 2 to 20 ms. Larger pictures are whole photos: a
# photo of 12 megapixels takes 100 to 170 ms at full size and 10 to 27 ms at half, and the same
# codes are found.
_MAX_LONG_SIDE_PX: Final = 2000


def read_codes(card: Image, side: Side) -> tuple[CodeText, ...]:
    """Read every QR code on a card.

    Args:
        card: RGB, shape (h, w, 3).
        side: The side that ``card`` shows, copied into the results.

    Returns:
        The texts of the codes with their corners on ``card``; an empty tuple when there is none.
    """
    grey = cv2.cvtColor(card, cv2.COLOR_RGB2GRAY)
    ratio = min(1.0, _MAX_LONG_SIDE_PX / max(grey.shape))
    if ratio < 1:
        grey = cv2.resize(grey, None, fx=ratio, fy=ratio, interpolation=cv2.INTER_AREA)
    found = _search(np.asarray(grey, dtype=np.uint8))
    return tuple(_code_text(code, side, ratio) for code in found if code.text)


def _search(grey: np.ndarray[Any, np.dtype[np.uint8]]) -> list[Any]:
    # Imported here: two megabytes that text-only uses of this library never need.
    import zxingcpp

    return list(
        zxingcpp.read_barcodes(
            grey, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode), return_errors=True
        )
    )


def _code_text(code: Any, side: Side, ratio: float) -> CodeText:
    place = code.position

    def corner(point: Any) -> Point:
        return (round(point.x / ratio, 1), round(point.y / ratio, 1))

    quad = (
        corner(place.top_left),
        corner(place.top_right),
        corner(place.bottom_right),
        corner(place.bottom_left),
    )
    return CodeText(side=side, text=code.text, quad=quad)
