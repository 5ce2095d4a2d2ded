"""Films cards: the frames that a telephone's camera sees, with what is known of each."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from drawn.clutter import draw_clutter
from drawn.hands import Layer, lay_skin
from drawn.laying import Matrix, apply, card_mask, corners_of, lay_card
from drawn.stories import Pose, Story
from drawn.surfaces import Chance, draw_surface, soft_noise
from drawn.truth import DrawnCard
from ocr.types import Image

FOCAL_LENGTH = 0.785
"""In long sides of the frame: a telephone sees about 65 degrees."""
_STILL_RATIO_PER_S = 0.075
"""A corner that moves by less of the long side a second is still: 1.6 px of 1280 in 1/60 s."""
_SHARP_BLUR_PX = 2.2
_SHARP_DEFOCUS_PX = 1.4
_TABLE_MM = 620.0
_BEHIND_MM = 420.0
"""How far behind a held card the room is."""


@dataclass(frozen=True, slots=True)
class Light:
    """The light of a scene, and what the camera makes of it."""

    brightness: float = 1.0
    uneven: float = 0.2
    glare: float = 0.0
    """Levels of 255 added in the middle of a reflection that stays where the lamp is."""
    noise: float = 2.0
    exposure_s: float = 1 / 60


@dataclass(frozen=True, slots=True, eq=False)
class Set:
    """All that stands before the camera."""

    surface: Image
    surface_px_per_mm: float
    is_held: bool
    hand: tuple[Layer, Layer] | None
    cards: tuple[DrawnCard, ...]
    shadow: tuple[float, float]
    light: Light


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One frame with its truth."""

    picture: Image
    quad: NDArray[np.float64] | None
    """Corners of the card, shape (4, 2), pixels, clockwise from its own top left; None: no card."""
    card: str | None
    """Which side of which card it is: "0 recto"."""
    is_whole: bool
    is_still: bool
    is_sharp: bool


def build_set(
    chance: Chance,
    surface: str,
    cards: Sequence[DrawnCard],
    light: Light,
    *,
    hand: tuple[Layer, Layer] | None = None,
    is_held: bool = False,
    clutter: int = 0,
) -> Set:
    """Furnish a scene: the table with what lies on it, or the room behind a held card."""
    side = 1200
    per_mm = side / _TABLE_MM
    ground = draw_surface(chance, surface, side, side)
    middle = _TABLE_MM / 2
    shadow = (float(chance.uniform(0.15, 0.5)), float(chance.uniform(0, 2 * math.pi)))
    extent = (middle - 62, middle - 50, middle + 62, middle + 50)
    for picture, matrix in draw_clutter(chance, clutter, extent, 1.0):
        scaled = np.diag([per_mm, per_mm, 1.0]) @ matrix
        lay_card(ground, picture, card_mask(picture, 0.0), scaled, shadow)
    return Set(ground, per_mm, is_held, hand, tuple(cards), shadow, light)


def film(
    chance: Chance, stage: Set, story: Story, size: tuple[int, int], fps: float, seconds: float
) -> Iterator[Frame]:
    """Film a story.

    Args:
        chance: Source of chance.
        stage: What is before the camera.
        story: What happens.
        size: Width and height of the frames, pixels.
        fps: Frames a second.
        seconds: How long the story takes.
    """
    lit = _Lit(chance, stage.light, size)
    for index in range(round(fps * seconds)):
        time_s = index / fps
        pose, card = story.at(time_s, seconds)
        near = [story.at(max(0.0, time_s + step), seconds)[0] for step in (-0.1, -0.05, 0.05, 0.1)]
        quads = [_card_quad(stage, p, size, card) for p in near]
        now = _card_quad(stage, pose, size, card)
        moves = [_move(a, now) / 0.05 for a in quads[1:3]] + [
            _move(quads[0], quads[1]) / 0.05,
            _move(quads[2], quads[3]) / 0.05,
        ]
        picture, side = _shoot(stage, pose, card, size)
        blur = (quads[2].mean(axis=0) - quads[1].mean(axis=0)) / 0.1 * stage.light.exposure_s
        scale = max(size) / 1280
        taken = lit.take(picture, pose.defocus * scale, blur)
        inside = (now >= 0).all() and (now <= np.array(size)).all()
        smear = max(moves) * stage.light.exposure_s
        yield Frame(
            picture=taken,
            quad=None if side is None else now,
            card=None if side is None else f"{card} {side}",
            is_whole=side is not None and bool(inside),
            is_still=max(moves) < _STILL_RATIO_PER_S * max(size),
            is_sharp=smear < _SHARP_BLUR_PX * scale and pose.defocus < _SHARP_DEFOCUS_PX,
        )


def _lens(pose: Pose, size: tuple[int, int]) -> tuple[Matrix, Matrix]:
    """Return the camera's rotation and its 3 x 3 matrix of intrinsics."""
    towards = math.radians(pose.tilt_towards)
    axis = np.array([math.cos(towards), math.sin(towards), 0.0]) * math.radians(pose.tilt)
    rotation = cv2.Rodrigues(axis)[0] @ _turn_z(pose.roll)
    focal = FOCAL_LENGTH * max(size)
    intrinsics = np.array([[focal, 0, size[0] / 2], [0, focal, size[1] / 2], [0, 0, 1.0]])
    return np.asarray(rotation, np.float64), intrinsics


def _turn_z(degrees: float) -> Matrix:
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return np.array([[cos, -sin, 0], [sin, cos, 0], [0, 0, 1.0]])


def _plane(pose: Pose, size: tuple[int, int], axes: Matrix, origin: Matrix) -> Matrix:
    """Return the homography of a plane, millimetres to pixels.

    Args:
        pose: Of the camera.
        size: Of the frame.
        axes: The plane's two axes in space, shape (3, 2).
        origin: Its origin, shape (3,).
    """
    rotation, intrinsics = _lens(pose, size)
    moved = rotation @ (origin - np.array([pose.look_x, pose.look_y, 0.0]))
    moved = moved + np.array([0, 0, pose.distance])
    return np.asarray(intrinsics @ np.column_stack([rotation @ axes, moved]))


def _card_plane(stage: Set, pose: Pose, size: tuple[int, int], card: int | None) -> Matrix:
    lean = math.radians(pose.card_lean)
    out_of_plane = cv2.Rodrigues(np.array([lean, 0.0, 0.0]))[0]
    axes = (_turn_z(pose.card_angle) @ out_of_plane)[:, :2]
    drawn = stage.cards[card or 0]
    half_mm = drawn.recto.shape[0] / drawn.px_per_mm / 2
    # A card turned over on a table is lifted by the half that would go through it.
    lift = 0.0 if stage.is_held else half_mm * abs(math.sin(lean))
    return _plane(pose, size, axes, np.array([pose.card_x, pose.card_y, -lift]))


def _face(stage: Set, plane: Matrix, card: int) -> tuple[Image, Matrix, str]:
    """Return the side that is seen, the matrix from its pixels to the frame, and its name."""
    drawn = stage.cards[card]
    height, width = drawn.recto.shape[:2]
    per_mm = drawn.px_per_mm
    centre = np.array([[1, 0, -width / 2], [0, 1, -height / 2], [0, 0, per_mm]])
    corners = apply(plane @ centre, corners_of(drawn.recto))
    if cv2.contourArea(corners.astype(np.float32), oriented=True) >= 0:
        return drawn.recto, plane @ centre, "recto"
    verso = drawn.verso if drawn.verso is not None else np.full_like(drawn.recto, 246)
    return verso, plane @ np.diag([1.0, -1.0, 1.0]) @ centre, "verso"


def _card_quad(stage: Set, pose: Pose, size: tuple[int, int], card: int | None) -> Matrix:
    plane = _card_plane(stage, pose, size, card)
    picture, matrix, _ = _face(stage, plane, card or 0)
    return apply(matrix, corners_of(picture))


def _move(a: Matrix, b: Matrix) -> float:
    return float(np.linalg.norm(a - b, axis=1).max())


def _shoot(
    stage: Set, pose: Pose, card: int | None, size: tuple[int, int]
) -> tuple[Image, str | None]:
    """Draw what is before the camera at a pose, and say which side of the card is seen."""
    depth = _BEHIND_MM if stage.is_held else 0.0
    ground = _plane(pose, size, np.eye(3)[:, :2], np.array([0, 0, depth]))
    spread = 2.6 if stage.is_held else 1.0
    per_mm = stage.surface_px_per_mm / spread
    middle = stage.surface.shape[0] / 2
    to_mm = np.array([[1, 0, -middle], [0, 1, -middle], [0, 0, per_mm]])
    photo = cv2.warpPerspective(
        stage.surface, ground @ to_mm, size, borderMode=cv2.BORDER_REFLECT_101
    )
    picture = np.asarray(photo, dtype=np.uint8)
    plane = _card_plane(stage, pose, size, card)
    if stage.hand is not None:
        lay_skin(picture, stage.hand[0], plane)
    side = None
    if card is not None:
        flat, matrix, side = _face(stage, plane, card)
        shadow = (0.0, 0.0) if stage.is_held else stage.shadow
        mask = card_mask(flat, stage.cards[card].corner_radius_px)
        quad = apply(matrix, corners_of(flat))
        if cv2.contourArea(quad.astype(np.float32)) > 200:
            lay_card(picture, flat, mask, matrix, shadow)
    if stage.hand is not None:
        lay_skin(picture, stage.hand[1], plane)
    return picture, side


class _Lit:
    """The light of a scene, worked out once; noise is new in each frame."""

    def __init__(self, chance: Chance, light: Light, size: tuple[int, int]) -> None:
        width, height = size
        self._chance = chance
        angle = float(chance.uniform(0, 2 * math.pi))
        x, y = np.meshgrid(np.linspace(-0.7, 0.7, width // 8), np.linspace(-0.7, 0.7, height // 8))
        slope = x * math.cos(angle) + y * math.sin(angle)
        gain = (1 - light.uneven * (slope + 1) / 2) * light.brightness
        cx, cy = chance.uniform(-0.35, 0.35, 2)
        across = (x - cx) * math.cos(angle) + (y - cy) * math.sin(angle)
        along = (y - cy) * math.cos(angle) - (x - cx) * math.sin(angle)
        spot = np.exp(-((across / 0.12) ** 2) - (along / 0.3) ** 2) * light.glare
        self._gain = cv2.resize(gain.astype(np.float32), size)[..., None]
        self._spot = cv2.resize(spot.astype(np.float32), size)[..., None]
        noise = chance.standard_normal((height + 64, width + 64, 1), dtype=np.float32)
        blots = soft_noise(chance, width + 64, height + 64, width // 3, height // 3)
        self._noise = (noise + (blots[..., None] - 0.5)) * np.float32(light.noise)

    def take(self, picture: Image, defocus_px: float, blur: NDArray[np.float64]) -> Image:
        """Light a picture, blur it and add the sensor's noise."""
        photo = picture * self._gain + self._spot
        if defocus_px > 0.2:
            photo = cv2.GaussianBlur(photo, (0, 0), defocus_px)
        length = float(np.linalg.norm(blur))
        if length > 1.2:
            photo = cv2.filter2D(photo, -1, _streak(blur))
        dy, dx = self._chance.integers(0, 64, 2)
        photo = photo + self._noise[dy : dy + photo.shape[0], dx : dx + photo.shape[1]]
        return np.asarray(np.clip(photo, 0, 255), dtype=np.uint8)


def _streak(move: NDArray[np.float64]) -> NDArray[np.float32]:
    move = move * min(1.0, 60 / max(1.0, float(np.linalg.norm(move))))
    half = int(np.abs(move).max() / 2) + 1
    kernel = np.zeros((2 * half + 1, 2 * half + 1), dtype=np.float32)
    for part in np.linspace(-0.5, 0.5, half * 8 + 1):
        kernel[round(half + part * move[1]), round(half + part * move[0])] += 1
    return np.asarray(kernel / kernel.sum(), dtype=np.float32)
