"""Bends a flat card round a cylinder, as a card that was carried in a pocket."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.types import Image

Points = NDArray[np.float64]
_DISTANCE = 2.2
"""From how many card lengths away the camera looks: what rises towards it looks larger."""


@dataclass(frozen=True, slots=True)
class Bend:
    """How a card of some size is bent about an axis that runs down it, or across it."""

    size_px: tuple[float, float]
    """Width and height of the flat card."""
    arc_deg: float
    """How much of a circle the card follows; its middle rises when positive, else its ends do."""
    lean: float
    """Tangent of the angle by which the camera looks along the axis: it bows the card's edges."""
    bows_lines: bool = True
    """Whether the axis runs down the card, so that its lines of text are bowed."""

    def place(self, points: Points) -> Points:
        """Say where points of the flat card are seen, shape (n, 2), pixels of the flat card."""
        x, y = points[:, 0], points[:, 1]
        along, across = (x, y) if self.bows_lines else (y, x)
        length, width = self._extent()
        angle = (along - length / 2) / self._radius()
        rise = self._rise(np.cos(angle))
        seen_across = width / 2 + (across - width / 2) * self._grown(rise) + rise * self.lean
        seen_along = length / 2 + self._radius() * np.sin(angle)
        pair = (seen_along, seen_across) if self.bows_lines else (seen_across, seen_along)
        return np.stack(pair, axis=1)

    def show(self, picture: Image, mask: NDArray[np.uint8]) -> tuple[Image, NDArray[np.uint8], int]:
        """Bend a picture of the card and its mask.

        Returns:
            Both with a margin all round, and how wide that margin is, pixels.
        """
        height, width = picture.shape[:2]
        margin = math.ceil(0.2 * max(height, width))
        x, y = np.meshgrid(
            np.arange(-margin, width + margin, dtype=np.float64),
            np.arange(-margin, height + margin, dtype=np.float64),
        )
        along, across = (x, y) if self.bows_lines else (y, x)
        length, breadth = self._extent()
        sine = (along - length / 2) / self._radius()
        # Beyond the end of the arc nothing is seen: such points fall outside of the picture.
        angle = np.arcsin(np.clip(sine, -1, 1)) + np.where(np.abs(sine) > 1, 10.0, 0.0)
        rise = self._rise(np.cos(angle))
        flat_along = length / 2 + self._radius() * angle
        flat_across = breadth / 2 + (across - breadth / 2 - rise * self.lean) / self._grown(rise)
        pair = (flat_along, flat_across) if self.bows_lines else (flat_across, flat_along)
        to_x, to_y = (value.astype(np.float32) for value in pair)
        linear = cv2.INTER_LINEAR
        bent = cv2.remap(picture, to_x, to_y, linear, borderMode=cv2.BORDER_REPLICATE)
        bent_mask = cv2.remap(mask, to_x, to_y, linear, borderValue=0)
        return np.asarray(bent, np.uint8), np.asarray(bent_mask, np.uint8), margin

    def _extent(self) -> tuple[float, float]:
        """Return the card's size along the bend and across it."""
        width, height = self.size_px
        return (width, height) if self.bows_lines else (height, width)

    def _radius(self) -> float:
        return self._extent()[0] / math.radians(abs(self.arc_deg))

    def _rise(self, cosine: Points) -> Points:
        """Say how high points lie above the mean of the card."""
        half = math.radians(abs(self.arc_deg)) / 2
        above = self._radius() * (cosine - math.sin(half) / half)
        return np.asarray(above * math.copysign(1.0, self.arc_deg))

    def _grown(self, rise: Points) -> Points:
        return 1 + rise / (_DISTANCE * self._extent()[0])
