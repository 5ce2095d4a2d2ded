"""Judges a photo right after the shot, without the engine: in less than a tenth of a second.

Text is guessed at as patches full of edges, longer than high; the card is looked for around them.
What is not clear raises no alarm: a good photo called bad costs more trust than a bad one missed,
which the reading tells of later.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.corners import CornerOptions, find_cards
from ocr.decode import DecodeLimits, Photo, decode_photo
from ocr.flaws import HINTS
from ocr.geometry import Corners, quad_size, reduce_image, to_quad
from ocr.quality import QualityOptions, judge_side
from ocr.types import Flaw, Image, SideQuality

FIRST_LOOK: Final = QualityOptions(
    min_sharpness=3.6, sharpness_percentile=50.0, min_text_height_px=12.0
)
"""Guessed text is less sharp than read text by the specks among it, and its boxes are tight."""

_DECODED_PX: Final = 1450
_SEARCHED_PX: Final = 800
_CORNERS: Final = CornerOptions(long_side_px=360, min_score=0.7, min_text_inside_ratio=0.5)
_STRENGTHS: Final = (0.5, 0.3, 0.16)
"""Of the steepest edges: what text must have. Wood and cloth drown it at the lower ones, blur at
the higher; the one that shows most pieces is taken."""
_ENOUGH_PIECES: Final = 12
_FEWEST_PIECES: Final = 4
"""With fewer there is no typical one."""
_MIN_CARD_PX: Final = 420
"""Long side of a card in the photo: print of 1.2 mm is then six pixels high."""

_PIECES_CUT_OFF: Final = 1
_PIECES_OF_A_CARD: Final = 30
_TOUCH_PX: Final = 3
_SURE_SCORE: Final = 0.8
"""Of a card that is said to go on beyond the border: a wrong quad often ends there."""
_ALONG_BORDER_RATIO: Final = 0.006
"""Of the photo's long side."""


def judge_photo(
    photo: bytes | Image,
    limits: DecodeLimits | None = None,
    options: QualityOptions = FIRST_LOOK,
    *,
    taken_long_side_px: int = 0,
) -> SideQuality:
    """Judge the photo of one side of a card.

    Args:
        photo: The whole file, or an upright picture.
        limits: Of a file; checked before it is decoded.
        options: Where flaws begin.
        taken_long_side_px: Of the photo as it was taken, when this is a reduced copy of it: a
            card is small by the pixels that will be read. Ignored when the copy has more.

    Raises:
        PhotoError: If the bytes are no picture that can be read.
    """
    taken = _as_taken(_open(photo, limits or DecodeLimits()), taken_long_side_px)
    pieces = _find_pieces(taken.image)
    found = find_cards(taken.image, pieces, _CORNERS)
    if not found:
        return _judge_whole(taken, pieces, options)
    corners = found[0].corners
    inside = [piece for piece in pieces if _lies_in(piece, corners)]
    quality = _judge_part(taken, corners, inside, options)
    flaws = set(quality.flaws)
    if max(quad_size(corners)) * taken.reduction < _MIN_CARD_PX:
        flaws.add(Flaw.TOO_SMALL)
    is_sure = found[0].score >= _SURE_SCORE
    is_cut_off = quality.is_cut_off or (is_sure and _lies_along_border(corners, taken.image))
    if is_cut_off:
        flaws.add(Flaw.CUT_OFF)
    told = tuple(flaw for flaw in HINTS if flaw in flaws)
    return replace(quality, is_cut_off=is_cut_off, flaws=told)


def _lies_along_border(corners: Corners, image: Image) -> bool:
    """Say whether a side of the card is the photo's own border: the card goes on beyond it."""
    size = np.array([image.shape[1], image.shape[0]], dtype=np.float32)
    near = _ALONG_BORDER_RATIO * float(size.max())
    for at_border in (corners < near, corners > size - near):
        both_ends = at_border & np.roll(at_border, -1, axis=0)
        if bool(both_ends.any()):
            return True
    return False


def _open(photo: bytes | Image, limits: DecodeLimits) -> Photo:
    if isinstance(photo, bytes):
        return decode_photo(photo, limits, long_side_px=_DECODED_PX)
    return Photo(photo, (photo.shape[1], photo.shape[0]))


def _as_taken(copy: Photo, long_side_px: int) -> Photo:
    """Count pixels of the photo that a reduced copy was made of."""
    ratio = long_side_px / max(copy.size_px)
    if ratio <= 1.0:
        return copy
    width, height = copy.size_px
    return Photo(copy.image, (round(width * ratio), round(height * ratio)))


def _judge_whole(taken: Photo, pieces: list[Corners], options: QualityOptions) -> SideQuality:
    height, width = taken.image.shape[:2]
    frame = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    quality = _judge_part(taken, frame, pieces, options)
    # Without a card nobody knows whether the pieces are its text, or the grain of the table; a
    # grain makes many of them.
    is_few = _FEWEST_PIECES <= len(pieces) <= _PIECES_OF_A_CARD
    is_cut_off = is_few and _are_cut_off(pieces, taken.image)
    flaws = set(quality.flaws) & {Flaw.TOO_DARK}
    if is_cut_off:
        flaws.add(Flaw.CUT_OFF)
    told = tuple(flaw for flaw in HINTS if flaw in flaws)
    return replace(quality, is_cut_off=is_cut_off, flaws=told)


def _are_cut_off(pieces: list[Corners], image: Image) -> bool:
    """Say whether text runs out of the photo: over one border, and not around the whole photo."""
    size = np.array([image.shape[1], image.shape[0]], dtype=np.float32)
    borders: set[int] = set()
    crossing = 0
    for piece in pieces:
        along = max((piece[1] - piece[0], piece[2] - piece[1]), key=np.linalg.norm)
        at_start, at_end = (piece < _TOUCH_PX).any(axis=0), (piece > size - _TOUCH_PX).any(axis=0)
        touched = [bool(each) for each in np.concatenate([at_start, at_end])]
        borders.update(border for border, is_touched in enumerate(touched) if is_touched)
        runs_across = 0 if abs(along[0]) > abs(along[1]) else 1
        crossing += touched[runs_across] or touched[runs_across + 2]
    return len(borders) == 1 and crossing >= _PIECES_CUT_OFF


def _judge_part(
    taken: Photo, corners: Corners, pieces: list[Corners], options: QualityOptions
) -> SideQuality:
    """Judge the part of a photo that holds the card, as it lies there."""
    height, width = taken.image.shape[:2]
    low = np.clip(np.floor(corners.min(axis=0)), 0, (width - 2, height - 2)).astype(int)
    high = np.clip(np.ceil(corners.max(axis=0)), low + 2, (width, height)).astype(int)
    part = np.ascontiguousarray(taken.image[low[1] : high[1], low[0] : high[0]])
    box = np.array(
        [[low[0], low[1]], [high[0], low[1]], [high[0], high[1]], [low[0], high[1]]],
        dtype=np.float32,
    )
    quality = judge_side(
        part,
        [to_quad(piece - low.astype(np.float32)) for piece in pieces],
        to_quad(box * np.float32(taken.reduction)),
        taken.size_px,
        options,
    )
    if len(pieces) >= _FEWEST_PIECES:
        return quality
    unsure = {Flaw.BLURRED, Flaw.TOO_SMALL}
    return replace(quality, flaws=tuple(flaw for flaw in quality.flaws if flaw not in unsure))


def _lies_in(piece: Corners, corners: Corners) -> bool:
    x, y = (float(value) for value in piece.mean(axis=0))
    return cv2.pointPolygonTest(corners, (x, y), measureDist=False) >= 0


def _find_pieces(image: Image) -> list[Corners]:
    """Guess where text is: patches full of edges, longer than high, at any angle."""
    ratio = min(1.0, _SEARCHED_PX / max(image.shape[:2]))
    size = (max(8, round(image.shape[1] * ratio)), max(8, round(image.shape[0] * ratio)))
    grey = cv2.cvtColor(reduce_image(image, size), cv2.COLOR_RGB2GRAY)
    smooth = cv2.GaussianBlur(grey, (3, 3), 0)
    steep = cv2.morphologyEx(smooth, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8))
    counts = np.cumsum(np.bincount(steep.ravel(), minlength=256)) / steep.size
    steepest = float(np.searchsorted(counts, 0.995))
    best: list[Corners] = []
    for strength in _STRENGTHS:
        pieces = _pieces_above(np.asarray(steep, dtype=np.uint8), max(8.0, steepest * strength))
        if len(pieces) > min(len(best), _ENOUGH_PIECES):
            best = pieces
    return [(piece / np.float32(ratio)).astype(np.float32) for piece in best]


def _pieces_above(steep: NDArray[np.uint8], level: float) -> list[Corners]:
    mask = (steep > level).astype(np.uint8)
    mask = np.asarray(cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((7, 7), np.uint8)))
    mask = np.asarray(cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8)))
    # Text lies inside of the card's own outline: pieces within pieces count, holes do not.
    outlines, tree = cv2.findContours(mask, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    pieces = []
    for index, outline in enumerate(outlines):
        is_hole = tree[0][index][3] >= 0
        if is_hole or len(outline) < 6:
            continue
        around = cv2.minAreaRect(outline)
        low, high = sorted(around[1])
        is_long = 5 <= low <= 90 and high >= 2.2 * low
        if is_long and cv2.contourArea(outline) >= 0.5 * low * high:
            pieces.append(np.asarray(cv2.boxPoints(around), dtype=np.float32))
    return pieces
