"""Flattens the cards of a photo: level, without perspective, text running left to right.

Whether the text then stands on its head is left to whoever reads it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ocr.corners import CornerOptions, find_cards
from ocr.decode import Photo
from ocr.geometry import (
    Corners,
    map_points,
    mapping_onto,
    quad_size,
    to_corners,
    to_quad,
    warp_quad,
)
from ocr.types import Image, Quad


@dataclass(frozen=True, slots=True)
class FlatCard:
    """A card as a flat picture, its text level but maybe upside down."""

    image: Image
    quad: Quad
    """Its corners in the photo at full size, clockwise from the top left of ``image``."""
    is_found: bool
    """False when this is the whole photo because no card was found in it."""
    texts_seen: int = 0
    """How many lines, or pieces of lines, were seen on it at the first look."""
    is_enlarged: bool = False
    """Whether it has more pixels here than in the photo: its print is soft."""


@dataclass(frozen=True, slots=True)
class RectifyOptions:
    """How cards are looked for and flattened."""

    corners: CornerOptions = field(default_factory=CornerOptions)
    min_long_side_px: int = 1000
    """A card with fewer pixels is enlarged: the detector misses letters below 8 pixels."""
    max_long_side_px: int = 1600
    """A card with more is reduced; print of 1.2 mm then still has 22 pixels."""
    margin_ratio: float = 0.01
    """Of the long side, kept around a found card, so that a bent edge loses no text."""


# Aspect ratios that perspective may be corrected to; beyond them the estimate is noise.
_MIN_ASPECT: Final = 0.3
_MAX_ASPECT: Final = 3.4
_USUAL_FOCAL_LENGTH: Final = 0.8
"""Of a telephone, in long sides of its photo."""


def locate_cards(
    photo: Photo, text: Sequence[Quad], options: RectifyOptions
) -> tuple[Corners, ...]:
    """Find the cards of a photo.

    Args:
        photo: The photo.
        text: Where text was seen, pixels of ``photo.image``.
        options: How cards are looked for.

    Returns:
        Corners in pixels of the photo at full size, largest card first; empty when no card is
        clear, and the whole photo should be read.
    """
    found = find_cards(photo.image, [to_corners(quad) for quad in text], options.corners)
    return tuple(card.corners * np.float32(photo.reduction) for card in found)


def flatten_card(
    photo: Photo,
    corners: Corners,
    text: Sequence[Quad],
    options: RectifyOptions,
    *,
    is_exact: bool = False,
) -> FlatCard:
    """Flatten one card of a photo.

    Args:
        photo: The photo, at any reduction.
        corners: The card's, pixels of the photo at full size.
        text: Where text was seen, pixels of the photo at full size; tells which way lines run.
        options: How cards are flattened.
        is_exact: Whether the corners are a person's: nothing is kept around them then, and the
            first one is the top left, whichever way the lines run.
    """
    size = _flat_size(corners, photo, options)
    margin = 0.0 if is_exact else options.margin_ratio * max(size)
    # The quad with its margin, mapped back from the flat card: exact under perspective too.
    to_photo = mapping_onto(_frame(size), corners)
    outer = np.array(_frame(size)) + np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * margin
    corners = map_points(outer, to_photo)
    width, height = round(size[0] + 2 * margin), round(size[1] + 2 * margin)
    image = warp_quad(photo.image, corners / np.float32(photo.reduction), (width, height))
    to_card = mapping_onto(corners, _frame((width, height)))
    seen = [map_points(to_corners(quad), to_card) for quad in text]
    # Other cards of the photo may lie another way.
    own = [quad for quad in seen if _is_on(quad.mean(axis=0), (width, height))]
    is_enlarged = max(quad_size(corners / np.float32(photo.reduction))) < options.min_long_side_px
    card = FlatCard(
        image, to_quad(corners), is_found=True, texts_seen=len(own), is_enlarged=is_enlarged
    )
    if is_exact:
        return card
    seen = own or seen
    return turn_card(card, 1 if _is_sideways(seen) else 0)


def whole_photo(photo: Photo, text: Sequence[Quad]) -> FlatCard:
    """Take the whole photo for the card, turned so that its lines run left to right.

    Args:
        photo: The photo.
        text: Where text was seen, in any unit: only its direction counts.
    """
    frame = to_quad(_frame(photo.size_px))
    card = FlatCard(photo.image, frame, is_found=False, texts_seen=len(text))
    return turn_card(card, 1 if _is_sideways([to_corners(quad) for quad in text]) else 0)


def turn_card(card: FlatCard, quarter_turns: int) -> FlatCard:
    """Turn a flat card counter-clockwise; its quad then starts at its new top left."""
    turns = quarter_turns % 4
    if turns == 0:
        return card
    # What was the second corner comes to lie at the top left when the picture turns once.
    a, b, c, d = card.quad[turns:] + card.quad[:turns]
    image = np.ascontiguousarray(np.rot90(card.image, turns))
    return replace(card, image=image, quad=(a, b, c, d))


def _is_on(point: NDArray[np.floating], size_px: tuple[int, int]) -> bool:
    return bool(0 <= point[0] <= size_px[0] and 0 <= point[1] <= size_px[1])


def _is_sideways(text: Sequence[Corners]) -> bool:
    """Tell whether most text, by length, runs up or down."""
    level = steep = 0.0
    for corners in text:
        width, height = quad_size(corners)
        along = corners[1] - corners[0] + corners[2] - corners[3]
        if width < height:
            along = np.array([-along[1], along[0]])
        if max(width, height) > 2 * min(width, height):
            if abs(along[1]) > abs(along[0]):
                steep += max(width, height)
            else:
                level += max(width, height)
    return steep > level


def _flat_size(corners: Corners, photo: Photo, options: RectifyOptions) -> tuple[int, int]:
    """Return the width and height to flatten a card to."""
    width, height = quad_size(corners / np.float32(photo.reduction))
    aspect = _true_aspect(corners, photo.size_px) or width / height
    # The better resolved direction keeps its pixels.
    if width / height > aspect:
        height = width / aspect
    else:
        width = height * aspect
    long_side = max(width, height)
    wanted = min(max(long_side, options.min_long_side_px), options.max_long_side_px)
    return round(width * wanted / long_side), round(height * wanted / long_side)


def _true_aspect(corners: Corners, size_px: tuple[int, int]) -> float | None:
    """Estimate width over height of a rectangle from its picture.

    The camera is taken to look at the middle of the photo with square pixels; two vanishing
    points then give its focal length, and with it the rectangle's shape. Where they lie too far
    away to tell, a telephone's usual focal length is taken, and matters little.

    Returns:
        None when the shape comes out as no card's.
    """
    centre = np.array(size_px, dtype=np.float64) / 2
    m1, m2, m4, m3 = (np.append(c - centre, 1.0) for c in corners.astype(np.float64))
    k2 = np.cross(m1, m4) @ m3 / (np.cross(m2, m4) @ m3)
    k3 = np.cross(m1, m4) @ m2 / (np.cross(m3, m4) @ m2)
    n2, n3 = k2 * m2 - m1, k3 * m3 - m1
    longest = max(size_px)
    focal_squared = (_USUAL_FOCAL_LENGTH * longest) ** 2
    if abs(n2[2]) > 0.05 and abs(n3[2]) > 0.05:
        estimate = -(n2[0] * n3[0] + n2[1] * n3[1]) / (n2[2] * n3[2])
        # Cameras of phones have 0.6 to 3 photo widths.
        if (0.4 * longest) ** 2 < estimate < (4 * longest) ** 2:
            focal_squared = estimate
    weights = np.array([1 / focal_squared, 1 / focal_squared, 1.0])
    aspect = float(np.sqrt((n2 * n2 @ weights) / (n3 * n3 @ weights)))
    return aspect if _MIN_ASPECT < aspect < _MAX_ASPECT else None


def _frame(size_px: tuple[int, int]) -> Corners:
    width, height = size_px
    return np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
