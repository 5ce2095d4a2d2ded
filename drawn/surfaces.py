"""What cards lie on: wood, tables, cloth, a desk full of paper, or the air of a room."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.types import Image

Chance = np.random.Generator
Field = NDArray[np.float32]
_LARGEST_PX = 1200


def draw_surface(chance: Chance, name: str, width_px: int, height_px: int) -> Image:
    """Draw a surface.

    Args:
        chance: Source of chance.
        name: A key of `SURFACES`.
        width_px: Width of the picture.
        height_px: Height of the picture.

    Returns:
        RGB picture, shape (height_px, width_px, 3), uint8.

    Raises:
        KeyError: If there is no such surface.
    """
    # What lies under a card is seldom as sharp as the card, and large pictures cost time.
    shrink = max(1.0, max(width_px, height_px) / _LARGEST_PX)
    size = (round(width_px / shrink), round(height_px / shrink))
    surface = SURFACES[name](chance, *size)
    if size == (width_px, height_px):
        return surface
    grown = cv2.resize(surface, (width_px, height_px), interpolation=cv2.INTER_LINEAR)
    return np.asarray(grown, dtype=np.uint8)


def soft_noise(chance: Chance, width_px: int, height_px: int, cells_x: int, cells_y: int) -> Field:
    """Draw smooth noise in [0, 1] with about that many bumps across and down."""
    coarse = chance.random((max(2, cells_y), max(2, cells_x)), dtype=np.float32)
    smooth = cv2.resize(coarse, (width_px, height_px), interpolation=cv2.INTER_CUBIC)
    return np.asarray(smooth, dtype=np.float32)


def _tint(field: Field, stops: list[tuple[int, int, int]]) -> Image:
    """Turn a field in [0, 1] into colours along a ramp of stops, through a table."""
    ramp = np.linspace(0, len(stops) - 1, 256)
    colors = np.array(stops, dtype=np.float32)
    table = np.stack([np.interp(ramp, range(len(stops)), colors[:, c]) for c in range(3)], axis=1)
    index = np.clip(field * 255, 0, 255).astype(np.uint8)
    return np.ascontiguousarray(table.astype(np.uint8)[index])


_WOODS: list[list[tuple[int, int, int]]] = [
    [(92, 58, 34), (134, 90, 56), (160, 112, 72)],
    [(150, 112, 74), (186, 148, 104), (206, 172, 130)],
    [(58, 40, 30), (86, 60, 44), (104, 76, 56)],
    [(188, 160, 124), (212, 188, 154), (224, 204, 174)],
]


def _wood(chance: Chance, width: int, height: int) -> Image:
    grain = soft_noise(chance, width, height, 4, max(60, height // 7)) * 0.45
    grain += soft_noise(chance, width, height, 3, 18) * 0.4
    warp = soft_noise(chance, width, height, 3, 6)
    rows = np.linspace(0, 1, height, dtype=np.float32)[:, None]
    rings = 0.5 + 0.5 * np.sin((rows * 26 + warp * 7) * np.float32(2.2))
    field = grain + rings.astype(np.float32) * 0.16
    planks = int(chance.integers(2, 5))
    for index in range(1, planks):
        y = int(height * (index + chance.uniform(-0.12, 0.12)) / planks)
        field[y : y + max(2, height // 420)] -= 0.4
        field[y:] += np.float32(chance.uniform(-0.07, 0.07))
    picture = _tint(field, _WOODS[int(chance.integers(len(_WOODS)))])
    if chance.random() < 0.4:
        picture = np.ascontiguousarray(
            cv2.resize(cv2.rotate(picture, cv2.ROTATE_90_CLOCKWISE), (width, height))
        )
    return picture


def _plain(chance: Chance, width: int, height: int, stops: list[tuple[int, int, int]]) -> Image:
    field = soft_noise(chance, width, height, 3, 3) * 0.5 + 0.25
    fine = soft_noise(chance, width, height, width // 5, height // 5)
    return _tint(field * 0.8 + fine * 0.2, stops)


def _dark_table(chance: Chance, width: int, height: int) -> Image:
    ramps: list[list[tuple[int, int, int]]] = [
        [(24, 25, 28), (44, 46, 50)],
        [(36, 30, 28), (60, 50, 46)],
        [(22, 32, 44), (40, 54, 70)],
        [(28, 40, 34), (48, 64, 56)],
    ]
    return _plain(chance, width, height, ramps[int(chance.integers(len(ramps)))])


def _white_table(chance: Chance, width: int, height: int) -> Image:
    ramps: list[list[tuple[int, int, int]]] = [
        [(206, 205, 202), (234, 233, 230)],
        [(196, 200, 206), (226, 229, 233)],
        [(214, 206, 194), (238, 232, 222)],
    ]
    return _plain(chance, width, height, ramps[int(chance.integers(len(ramps)))])


def _fabric(chance: Chance, width: int, height: int) -> Image:
    pitch = max(3.0, width / float(chance.uniform(260, 420)))
    x = np.sin(np.arange(width, dtype=np.float32) * np.float32(2 * np.pi / pitch))[None, :]
    y = np.sin(np.arange(height, dtype=np.float32) * np.float32(2 * np.pi / pitch))[:, None]
    field = 0.5 + 0.16 * x * y + 0.06 * (x + y)
    field += (soft_noise(chance, width, height, 5, 4) - 0.5) * 0.4
    field += (soft_noise(chance, width, height, width // 4, height // 9) - 0.5) * 0.2
    ramps: list[list[tuple[int, int, int]]] = [
        [(40, 58, 86), (92, 114, 146)],
        [(118, 106, 92), (188, 176, 158)],
        [(74, 28, 34), (140, 70, 74)],
        [(60, 66, 62), (122, 130, 122)],
    ]
    return _tint(field.astype(np.float32), ramps[int(chance.integers(len(ramps)))])


def _marble(chance: Chance, width: int, height: int) -> Image:
    field = soft_noise(chance, width, height, 5, 4) + soft_noise(chance, width, height, 12, 9) * 0.5
    field += soft_noise(chance, width, height, 40, 30) * 0.22
    veins = np.abs(np.sin(field * np.float32(7.5)))
    light = 1 - np.exp(-veins * 7) * 0.0 - (1 - np.clip(veins * 3.2, 0, 1)) * 0.42
    return _tint(
        cv2.GaussianBlur(light.astype(np.float32), (0, 0), max(1.0, width / 900)),
        [(150, 152, 156), (222, 222, 220), (238, 237, 234)],
    )


def _concrete(chance: Chance, width: int, height: int) -> Image:
    field = soft_noise(chance, width, height, 5, 4) * 0.4
    field += soft_noise(chance, width, height, 40, 30) * 0.25
    field += soft_noise(chance, width, height, width // 3, height // 3) * 0.35
    return _tint(field, [(108, 108, 106), (146, 145, 142), (176, 175, 170)])


def _room(chance: Chance, width: int, height: int) -> Image:
    """Draw a room out of focus, as behind a card held in the hand."""
    ramps: list[list[tuple[int, int, int]]] = [
        [(60, 54, 50), (150, 136, 120), (214, 202, 186)],
        [(38, 48, 60), (110, 128, 142), (196, 206, 212)],
        [(70, 62, 44), (146, 140, 110), (206, 204, 180)],
    ]
    field = soft_noise(chance, width, height, 4, 3)
    picture = _tint(field, ramps[int(chance.integers(len(ramps)))])
    small = cv2.resize(picture, (160, max(2, 160 * height // width)))
    for _ in range(int(chance.integers(4, 12))):
        centre = (int(chance.integers(160)), int(chance.integers(small.shape[0])))
        radius = int(chance.integers(4, 14))
        color = tuple(int(v) for v in chance.integers(150, 255, 3))
        glow = small.copy()
        cv2.circle(glow, centre, radius, color, -1, cv2.LINE_AA)
        small = cv2.addWeighted(glow, 0.4, small, 0.6, 0)
    small = cv2.GaussianBlur(small, (0, 0), 2.2)
    return np.ascontiguousarray(cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC))


def _desk(chance: Chance, width: int, height: int) -> Image:
    """Draw a desk with sheets of paper, a notebook and a pen: what finders get wrong."""
    base = [_wood, _white_table, _dark_table][int(chance.integers(3))]
    picture = base(chance, width, height)
    for _ in range(int(chance.integers(2, 5))):
        _lay_sheet(chance, picture)
    if chance.random() < 0.6:
        _lay_pen(chance, picture)
    return picture


def _lay_sheet(chance: Chance, picture: Image) -> None:
    height, width = picture.shape[:2]
    size = np.array([0.62, 0.86]) * width * chance.uniform(0.5, 0.95)
    centre = chance.uniform([0.0, 0.0], [1.0, 1.0]) * [width, height]
    angle = chance.uniform(-0.7, 0.7)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])

    def place(points: NDArray[np.float64]) -> NDArray[np.int32]:
        return np.asarray((points * size) @ turn.T + centre, dtype=np.int32)

    corners = place(np.array([[-0.5, -0.5], [0.5, -0.5], [0.5, 0.5], [-0.5, 0.5]]))
    shade = np.zeros((height, width), dtype=np.uint8)
    cv2.fillConvexPoly(shade, corners + max(3, width // 200), 70)
    dark = np.asarray(cv2.GaussianBlur(shade, (0, 0), width / 180), dtype=np.float32) / 255
    np.copyto(picture, (picture * (1 - dark[..., None])).astype(np.uint8))
    tone = int(chance.integers(214, 246))
    cv2.fillConvexPoly(picture, corners, (tone, tone, int(tone * 0.98)), cv2.LINE_AA)
    ink = (tone - 110, tone - 110, tone - 104)
    thickness = max(1, width // 700)
    for row in np.arange(-0.4, 0.4, 0.04):
        if chance.random() < 0.16:
            continue
        left = -0.4
        end = float(chance.uniform(0.1, 0.42))
        while left < end:
            word = float(chance.uniform(0.02, 0.09))
            ends = place(np.array([[left, row], [min(end, left + word), row]]))
            cv2.line(picture, tuple(ends[0]), tuple(ends[1]), ink, thickness * 2, cv2.LINE_AA)
            left += word + 0.015


def _lay_pen(chance: Chance, picture: Image) -> None:
    height, width = picture.shape[:2]
    start = chance.uniform([0.0, 0.0], [1.0, 0.2]) * [width, height]
    angle = chance.uniform(0.2, 1.2)
    end = start + np.array([np.cos(angle), np.sin(angle)]) * width * 0.5
    color = tuple(int(v) for v in chance.integers(20, 120, 3))
    first, last = tuple(start.astype(int)), tuple(end.astype(int))
    cv2.line(picture, first, last, color, max(4, width // 70), cv2.LINE_AA)
    cv2.line(picture, first, last, tuple(v + 60 for v in color), max(1, width // 320), cv2.LINE_AA)


SURFACES: dict[str, Callable[[Chance, int, int], Image]] = {
    "wood": _wood,
    "dark_table": _dark_table,
    "white_table": _white_table,
    "fabric": _fabric,
    "marble": _marble,
    "concrete": _concrete,
    "desk": _desk,
    "room": _room,
}
