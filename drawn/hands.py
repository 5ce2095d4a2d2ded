"""Draws hands that hold a card, in the card's plane: fingers behind it, a thumb on it."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from drawn.laying import Matrix
from drawn.surfaces import Chance, soft_noise
from ocr.types import Image

PX_PER_MM = 3.0
SPAN_MM = 360.0
"""Width and height of the plane that is drawn; the card's middle is in its middle."""
_SKINS = ((241, 205, 182), (224, 178, 148), (198, 148, 114), (156, 106, 78), (104, 70, 52))
_SUB_BITS = 4

Point = tuple[float, float]


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """A part of a hand."""

    picture: Image
    """RGB, shape (side, side, 3)."""
    opacity: NDArray[np.uint8]
    """Shape (side, side): 255 where there is skin."""

    def matrix(self) -> NDArray[np.float64]:
        """Return the matrix from its pixels to millimetres from the card's middle."""
        half = SPAN_MM / 2
        return np.array([[1 / PX_PER_MM, 0, -half], [0, 1 / PX_PER_MM, -half], [0, 0, 1.0]])


def draw_hand(chance: Chance, card_mm: tuple[float, float]) -> tuple[Layer, Layer]:
    """Draw a hand that holds a card by one of its edges.

    Args:
        chance: Source of chance.
        card_mm: The card's width and height.

    Returns:
        What is behind the card, and what lies upon it.
    """
    skin = np.array(_SKINS[int(chance.integers(len(_SKINS)))], dtype=np.float32)
    # Held by the lower edge or by the right or left one, from where the arm comes.
    edge = int(chance.choice([0, 1, 2], p=[0.5, 0.3, 0.2]))
    turn = (0.0, -math.pi / 2, math.pi / 2)[edge]
    half_along, half_out = (
        (card_mm if edge == 0 else card_mm[::-1])[0] / 2,
        (card_mm[1] if edge == 0 else card_mm[0]) / 2,
    )
    behind, front = _Sheet(chance, skin, turn), _Sheet(chance, skin, turn)
    thumb_at = float(chance.uniform(-0.55, 0.55)) * half_along
    reach = float(chance.uniform(8, 22))
    wrist = (thumb_at * 0.4, half_out + 130.0)
    behind.limb((thumb_at * 0.5, half_out + 45), wrist, 33)
    for index in range(int(chance.integers(2, 5))):
        x = thumb_at + (index - 1.3) * 19 + float(chance.uniform(-3, 3))
        tip = half_out - float(chance.uniform(-4, 30))
        behind.limb((x, tip), (x * 0.8, half_out + 42), float(chance.uniform(7.5, 9.5)))
    lean = float(chance.uniform(-14, 14))
    front.limb((thumb_at, half_out - reach), (thumb_at + lean, half_out + 34), 9.5)
    front.nail((thumb_at, half_out - reach), (thumb_at + lean, half_out + 34))
    return behind.layer(), front.layer()


def lay_skin(picture: Image, layer: Layer, plane: Matrix) -> None:
    """Lay a part of a hand on a photo.

    Args:
        picture: RGB, changed in place.
        layer: The part.
        plane: Takes millimetres from the card's middle to the photo.
    """
    size = (picture.shape[1], picture.shape[0])
    matrix = plane @ layer.matrix()
    mask = cv2.warpPerspective(layer.opacity, matrix, size)
    if not mask.any():
        return
    x, y, width, height = cv2.boundingRect(mask)
    move = np.array([[1, 0, -x], [0, 1, -y], [0, 0, 1.0]])
    skin = cv2.warpPerspective(layer.picture, move @ matrix, (width, height))
    own = picture[y : y + height, x : x + width]
    share = (mask[y : y + height, x : x + width].astype(np.float32) / 255)[..., None]
    own[:] = (skin * share + own * (1 - share)).astype(np.uint8)


class _Sheet:
    """Limbs drawn onto one layer; coordinates in millimetres, the holding edge downwards."""

    def __init__(self, chance: Chance, skin: NDArray[np.float32], turn: float) -> None:
        side = round(SPAN_MM * PX_PER_MM)
        self._skin = skin
        self._turn = turn
        self._depth = np.zeros((side, side), dtype=np.float32)
        self._mask = np.zeros((side, side), dtype=np.uint8)
        self._paint: list[tuple[Point, Point]] = []
        self._mottle = soft_noise(chance, side, side, 40, 40) * 0.06 + 0.97

    def limb(self, start: Point, end: Point, radius_mm: float) -> None:
        """Add a rounded limb between two points."""
        one = np.zeros_like(self._mask)
        a, b = self._px(start), self._px(end)
        thickness = round(2 * radius_mm * PX_PER_MM)
        cv2.line(one, a, b, 255, thickness, cv2.LINE_AA)
        # Round: bright along the middle, darker towards the rim.
        small = cv2.resize(one, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
        depth = cv2.distanceTransform((small > 127).astype(np.uint8), cv2.DIST_L2, 3)
        grown = cv2.resize(depth, (one.shape[1], one.shape[0])) * 2 / (radius_mm * PX_PER_MM)
        own = one > 127
        self._depth[own] = np.asarray(grown, dtype=np.float32)[own]
        np.maximum(self._mask, one, out=self._mask)

    def nail(self, tip: Point, root: Point) -> None:
        """Add a nail near the tip of a limb."""
        self._paint.append((tip, root))

    def layer(self) -> Layer:
        """Return what was drawn."""
        shade = (0.62 + 0.38 * np.sqrt(np.clip(self._depth, 0, 1))) * self._mottle
        picture = np.clip(shade[..., None] * self._skin, 0, 255).astype(np.uint8)
        for tip, root in self._paint:
            away = np.array(root) - np.array(tip)
            away = away / np.linalg.norm(away)
            spot = (float(tip[0] - away[0]), float(tip[1] - away[1]))
            x, y = self._px(spot)
            angle = math.degrees(math.atan2(away[1], away[0]) + self._turn)
            axes = (round(7.5 * PX_PER_MM), round(5.5 * PX_PER_MM))
            tone = tuple(float(v) for v in np.minimum(self._skin * 1.06 + 6, 255))
            cv2.ellipse(picture, (x, y), axes, angle, 0, 360, tone, -1, cv2.LINE_AA)
        return Layer(picture, self._mask)

    def _px(self, point: Point) -> tuple[int, int]:
        cos, sin = math.cos(self._turn), math.sin(self._turn)
        x, y = point[0] * cos - point[1] * sin, point[0] * sin + point[1] * cos
        return round((x + SPAN_MM / 2) * PX_PER_MM), round((y + SPAN_MM / 2) * PX_PER_MM)
