"""The light of a room, and what lens, hand and sensor do to a photo."""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from drawn.photo_options import PhotoOptions, draw_between
from drawn.surfaces import Chance, soft_noise
from ocr.types import Image


def add_light(chance: Chance, photo: Image, options: PhotoOptions) -> NDArray[np.float32]:
    """Multiply by the room's light, and add glare; worked out coarsely, for light is smooth."""
    height, width = photo.shape[:2]
    small = (max(16, width // 16), max(16, height // 16))
    angle = float(chance.uniform(0, 2 * math.pi))
    x, y = np.meshgrid(np.linspace(-0.7, 0.7, small[0]), np.linspace(-0.7, 0.7, small[1]))
    slope = x * math.cos(angle) + y * math.sin(angle)
    light = 1 - draw_between(chance, options.uneven_light) * (slope + 1) / 2
    if chance.random() < options.cast_shadow_chance:
        wander = soft_noise(chance, small[0], small[1], 3, 3) * 0.5
        across = x * math.sin(angle) - y * math.cos(angle) + wander - float(chance.uniform(0, 0.5))
        light *= 1 - float(chance.uniform(0.15, 0.4)) / (1 + np.exp(-across * 14))
    warmth = draw_between(chance, options.warmth)
    gain = np.array([1 + warmth, 1.0, 1 - warmth]) * draw_between(chance, options.brightness)
    lit = light[..., None] * gain
    full = cv2.resize(lit.astype(np.float32), (width, height), interpolation=cv2.INTER_LINEAR)
    bright: NDArray[np.float32] = photo * full
    if chance.random() < options.glare_chance:
        cx, cy = chance.uniform(-0.4, 0.4, 2)
        turned = (x - cx) * math.cos(angle) + (y - cy) * math.sin(angle)
        along = (y - cy) * math.cos(angle) - (x - cx) * math.sin(angle)
        spot = np.exp(-((turned / 0.12) ** 2) - (along / 0.3) ** 2) * chance.uniform(60, 150)
        bright += cv2.resize(spot.astype(np.float32), (width, height))[..., None]
    return bright


def take(chance: Chance, photo: NDArray[np.float32], options: PhotoOptions) -> Image:
    """Add what lens, hand and sensor do."""
    grown = max(photo.shape[:2]) / 1600
    defocus = draw_between(chance, options.defocus_px) * grown
    if defocus > 0.15:
        photo = np.asarray(cv2.GaussianBlur(photo, (0, 0), defocus), dtype=np.float32)
    motion = draw_between(chance, options.motion_px) * grown
    if motion > 1.0:
        kernel = _motion_kernel(motion, float(chance.uniform(0, math.pi)))
        photo = np.asarray(cv2.filter2D(photo, -1, kernel), dtype=np.float32)
    noise = draw_between(chance, options.noise_levels)
    if noise > 0:
        photo = photo + _grain(chance, photo.shape[0], photo.shape[1], noise)
    return np.clip(photo, 0, 255, out=photo).astype(np.uint8)


def _grain(chance: Chance, height: int, width: int, levels: float) -> NDArray[np.float32]:
    """Draw a sensor's noise, shape (height, width, 3): fine in brightness, coarse in colour."""
    # One tile, repeated: nobody sees the repetition, and normal numbers are slow to draw.
    side = min(640, max(height, width))
    tile = chance.standard_normal((side, side, 1), dtype=np.float32)
    blots = chance.standard_normal((side // 3 + 1, side // 3 + 1, 3), dtype=np.float32)
    tile = (tile + 0.5 * cv2.resize(blots, (side, side))) * np.float32(levels)
    times = (-(-height // side), -(-width // side), 1)
    return np.asarray(np.tile(tile, times)[:height, :width], dtype=np.float32)


def _motion_kernel(length_px: float, angle: float) -> NDArray[np.float32]:
    side = int(length_px) * 2 + 3
    kernel = np.zeros((side, side), dtype=np.float32)
    middle = side // 2
    dx, dy = math.cos(angle) * length_px / 2, math.sin(angle) * length_px / 2
    for t in np.linspace(-1, 1, side * 4):
        kernel[round(middle + t * dy), round(middle + t * dx)] += 1
    return np.asarray(kernel / kernel.sum(), dtype=np.float32)
