"""How good a photo of a card is, side by side: sharp, lit, whole, near enough.

Told right after a shot, it saves a second look at a card that has gone home again. Sharpness is
measured where the text is and against its height: a large title survives a blur that swallows a
telephone number. Pixels of text are counted in the photo as it was taken, not on the flat card,
which may be enlarged.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.flaws import HINTS
from ocr.geometry import Corners, map_points, mapping_onto, quad_size, reduce_image, to_corners
from ocr.types import Flaw, Image, Quad, SideQuality

Greys = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class QualityOptions:
    """Where a photo becomes one to take again."""

    min_sharpness: float = 4.0
    """Of `SideQuality.sharpness`. Drawn photos in usual light have 4.6 to 6."""
    sharpness_percentile: float = 20.0
    """Of the lines: the ones that come out worst are lost first."""
    min_text_height_px: float = 17.0
    """Boxes around lines are a quarter higher than their letters."""
    max_glare_ratio: float = 0.06
    min_light: float = 0.15
    """The engine reads far darker photos than people like to look at."""
    min_text_area_ratio: float = 0.015
    """Of a photo in which no card was found: with less, what was read are specks, and the card
    lies somewhere far away."""


DEFAULT_OPTIONS: Final = QualityOptions()

_MAX_LINES: Final = 10
"""Measured of one side: enough for a median, and the cost stays the same."""
_LINE_HEIGHT_PX: Final = 24
"""Lines are measured at this height: grain is averaged away, and edges compare."""
_MIN_CONTRAST: Final = 12
"""Levels between ink and paper; a line with less is no line that was seen."""
_PRINTED_CONTRAST: Final = 60
"""Levels on a card that are more than shade and folds of paper."""
_HALF: Final = np.float32(0.5**0.5)
_GLARE_LONG_SIDE_PX: Final = 240
_BURNT_LEVEL: Final = 250
_ABOVE_PAPER: Final = 12
_MIN_GLARE_PX: Final = 60
"""Of a card 240 pixels long: a spot half as wide as a letter of a name is high."""
_SOFT_STEP: Final = 16.0
"""Levels per pixel of a card 240 pixels long: light fades more slowly than print ends."""
_WAYS: Final = ((1, 0), (0, 1))
_FRAME_RATIO: Final = 0.004
"""Text so near to the photo's border, of its long side, goes on beyond it."""
_BEYOND_RATIO: Final = 0.02
"""A corner so far beyond the photo's border, of its long side, is not in the photo."""


def judge_side(
    card: Image,
    lines: Sequence[Quad],
    quad: Quad,
    photo_size_px: tuple[int, int],
    options: QualityOptions = DEFAULT_OPTIONS,
) -> SideQuality:
    """Measure one flat side of a card.

    Args:
        card: The flat card, or the whole photo.
        lines: Where its text is, on the flat card.
        quad: Corners of the flat card in the photo, clockwise from the card's own top left.
        photo_size_px: Width and height of the photo.
        options: Where flaws begin.
    """
    height, width = card.shape[:2]
    corners = to_corners(quad)
    to_photo = mapping_onto(_frame_of((width, height)), corners)
    texts = [to_corners(line) for line in lines]
    in_photo = [map_points(text, to_photo) for text in texts]
    grey = np.asarray(cv2.cvtColor(card, cv2.COLOR_RGB2GRAY), dtype=np.uint8)
    strips = [_strip(grey, text) for text in _typical(texts)]
    quality = SideQuality(
        sharpness=round(_sharpness(strips, options.sharpness_percentile), 2),
        glare_ratio=round(_glare_ratio(card, texts), 4),
        is_cut_off=_is_cut_off(corners, in_photo, photo_size_px),
        text_height_px=round(_text_height_px(in_photo), 1),
        light=round(_light(strips or [grey]), 2),
    )
    around = np.concatenate([corners.min(axis=0), corners.max(axis=0)])
    is_whole = bool(np.abs(around - np.array([0, 0, *photo_size_px])).max() <= 1)
    if not strips or (is_whole and _area_ratio(texts, card) < options.min_text_area_ratio):
        return _without_text(quality, grey, options, is_whole=is_whole)
    return _with_flaws(quality, options)


def _frame_of(size_px: tuple[int, int]) -> Corners:
    width, height = size_px
    return np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)


def _area_ratio(texts: Sequence[Corners], card: Image) -> float:
    area = float(sum(width * height for width, height in map(quad_size, texts)))
    return area / float(card.shape[0] * card.shape[1])


def _without_text(
    quality: SideQuality, grey: Greys, options: QualityOptions, *, is_whole: bool
) -> SideQuality:
    """Say why there is no text: a dark or a far card, a blur; or nothing is printed there."""
    told = _with_flaws(quality, options).flaws
    flaws: set[Flaw] = set(told) - {Flaw.TOO_SMALL, Flaw.BLURRED}
    if is_whole:
        flaws.add(Flaw.TOO_SMALL)
    else:
        margin = max(1, min(grey.shape) // 10)
        low, high = _levels(np.ascontiguousarray(grey[margin:-margin, margin:-margin]))
        if high - low > _PRINTED_CONTRAST:
            flaws.add(Flaw.BLURRED)
    return replace(quality, flaws=tuple(flaw for flaw in HINTS if flaw in flaws))


def _with_flaws(quality: SideQuality, options: QualityOptions) -> SideQuality:
    is_flawed = {
        Flaw.TOO_DARK: quality.light < options.min_light,
        Flaw.CUT_OFF: quality.is_cut_off,
        Flaw.GLARE: quality.glare_ratio > options.max_glare_ratio,
        Flaw.TOO_SMALL: quality.text_height_px < options.min_text_height_px,
        Flaw.BLURRED: quality.sharpness < options.min_sharpness,
    }
    return replace(quality, flaws=tuple(flaw for flaw in HINTS if is_flawed[flaw]))


def _typical(texts: Sequence[Corners]) -> list[Corners]:
    """Choose the lines that say most about sharpness: the longest for their height."""

    def length(text: Corners) -> float:
        width, height = quad_size(text)
        return max(width, height) / max(1.0, min(width, height))

    return sorted(texts, key=length, reverse=True)[:_MAX_LINES]


def _strip(grey: Greys, text: Corners) -> Greys:
    """Cut a line out, level and `_LINE_HEIGHT_PX` high."""
    width, height = quad_size(text)
    if height > width:
        text, width, height = np.roll(text, -1, axis=0), height, width
    size = (max(8, round(width / max(1.0, height) * _LINE_HEIGHT_PX)), _LINE_HEIGHT_PX)
    size = (min(size[0], 40 * _LINE_HEIGHT_PX), size[1])
    left, top = np.maximum(np.floor(text.min(axis=0)).astype(int), 0)
    right, bottom = np.ceil(text.max(axis=0)).astype(int) + 1
    patch = grey[top:bottom, left:right]
    if patch.size == 0:
        return np.zeros((_LINE_HEIGHT_PX, 8), dtype=np.uint8)
    shrink = max(1.0, height / _LINE_HEIGHT_PX)
    local = (text - np.array([left, top], dtype=np.float32)) / np.float32(shrink)
    if shrink > 1.0:
        # By areas: a warp alone would skip pixels, and call a coarse picture sharp.
        small = (max(1, round(patch.shape[1] / shrink)), max(1, round(patch.shape[0] / shrink)))
        patch = np.asarray(cv2.resize(patch, small, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    target = np.array([[0, 0], [size[0], 0], [size[0], size[1]], [0, size[1]]], dtype=np.float32)
    warped = cv2.warpPerspective(patch, mapping_onto(local.astype(np.float32), target), size)
    return np.asarray(warped, dtype=np.uint8)


def _sharpness(strips: Sequence[Greys], percentile: float) -> float:
    """Return how steep edges are against the letters' height; 0 when there is no line."""
    found = [value for strip in strips if (value := _strip_sharpness(strip)) is not None]
    return float(np.percentile(found, percentile)) if found else 0.0


def _strip_sharpness(strip: Greys) -> float | None:
    """Measure one line in the direction in which it is least sharp: a hand moves in one."""
    smooth = np.asarray(cv2.GaussianBlur(strip, (3, 3), 0), dtype=np.uint8)
    across = cv2.Sobel(smooth, cv2.CV_32F, 1, 0, ksize=3, scale=1 / 8)
    down = cv2.Sobel(smooth, cv2.CV_32F, 0, 1, ksize=3, scale=1 / 8)
    views = (across, down, (across + down) * _HALF, (across - down) * _HALF)
    low, high = _levels(smooth)
    if high - low < _MIN_CONTRAST:
        return None
    # The 92nd percentile found more of the unreadable than the steepest few: those are noise.
    at = int(0.92 * smooth.size)
    steep = min(float(np.partition(np.abs(view).ravel(), at)[at]) for view in views)
    return steep / (high - low) * _LINE_HEIGHT_PX


def _levels(grey: Greys) -> tuple[float, float]:
    """Return the levels of ink and paper, the three darkest and brightest in a hundred left out."""
    counts = np.cumsum(np.bincount(grey.ravel(), minlength=256)) / grey.size
    low, high = np.searchsorted(counts, (0.03, 0.97))
    return float(low), float(high)


def _glare_ratio(card: Image, texts: Sequence[Corners]) -> float:
    """Return the share of a card on which a light source shines back, legible text left out.

    Glare is burnt out, brighter than the paper, and fades at its borders; a white panel on a dark
    card is as bright, and ends at once.
    """
    height, width = card.shape[:2]
    shrink = max(1.0, max(height, width) / _GLARE_LONG_SIDE_PX)
    size = (max(8, round(width / shrink)), max(8, round(height / shrink)))
    red, green, blue = cv2.split(reduce_image(card, size))
    darkest = np.asarray(cv2.min(cv2.min(red, green), blue), dtype=np.uint8)
    # Text is closed over: what counts is the paper behind it, or the light that covers both.
    paper = cv2.morphologyEx(darkest, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    if float(np.median(paper)) > _BURNT_LEVEL - _ABOVE_PAPER:
        return 0.0  # the whole card is as bright: nothing tells a lamp from the paper
    burnt = (darkest >= _BURNT_LEVEL).astype(np.uint8)
    burnt = _fading(burnt, np.asarray(paper, dtype=np.uint8))
    for text in texts:
        cv2.fillConvexPoly(burnt, np.round(text / shrink).astype(np.int32), 0)
    return float(burnt.mean())


def _fading(burnt: Greys, paper: Greys) -> Greys:
    """Keep the bright patches that fade into what lies around them."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(burnt)
    across, down = (cv2.Sobel(paper, cv2.CV_32F, *way, ksize=3, scale=1 / 8) for way in _WAYS)
    steep = cv2.magnitude(across, down)
    kept = np.zeros_like(burnt)
    for label in np.argsort(-stats[:, cv2.CC_STAT_AREA]):
        if label == 0:
            continue
        if stats[label, cv2.CC_STAT_AREA] < _MIN_GLARE_PX:
            break
        patch = (labels == label).astype(np.uint8)
        inner, outer = (cv2.dilate(patch, np.ones((n, n), np.uint8)) for n in (3, 5))
        border = steep[(outer - inner) > 0]
        if border.size and float(np.median(border)) < _SOFT_STEP:
            kept |= patch
    return kept


def _is_cut_off(corners: Corners, texts: Sequence[Corners], photo_size_px: tuple[int, int]) -> bool:
    """Say whether a corner lies outside of the photo, or text goes on beyond its border."""
    size = np.array(photo_size_px, dtype=np.float32)
    beyond = _BEYOND_RATIO * float(size.max())
    if bool(((corners < -beyond) | (corners > size + beyond)).any()):
        return True
    near = _FRAME_RATIO * float(size.max())
    return any(bool(((text < near) | (text > size - near)).any()) for text in texts)


def _text_height_px(in_photo: Sequence[Corners]) -> float:
    heights = [min(quad_size(text)) for text in in_photo]
    return float(np.percentile(heights, 25)) if heights else 0.0


def _light(patches: Sequence[Greys]) -> float:
    """Return the brightness of the lighter of ink and paper, of the typical line."""
    return float(np.median([_levels(patch)[1] for patch in patches])) / 255
