"""Photographs flat cards: a table, a camera above it, a room's light, a telephone's faults."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image as Pictures

from drawn.photo_options import PhotoOptions, Range
from drawn.surfaces import SURFACES, Chance, draw_surface, soft_noise
from drawn.truth import DrawnCard, DrawnPhoto, Homography, PlacedCard, as_quad
from ocr.types import Image, Side

Matrix = NDArray[np.float64]
DEFAULT_OPTIONS = PhotoOptions()
_EXIF_ORIENTATION = 0x0112


def photograph_card(
    card: DrawnCard,
    seed: int,
    options: PhotoOptions = DEFAULT_OPTIONS,
    side: Side = Side.RECTO,
) -> DrawnPhoto:
    """Photograph one side of a drawn card.

    Raises:
        ValueError: If the card has no such side.
    """
    return photograph([card.picture_of(side)], seed, options, [card.corner_radius_px])


def photograph(
    pictures: Sequence[Image],
    seed: int,
    options: PhotoOptions = DEFAULT_OPTIONS,
    corner_radii_px: Sequence[float] = (),
) -> DrawnPhoto:
    """Photograph one flat card, or several lying apart on the same table.

    Args:
        pictures: Flat cards, RGB arrays of shape (h, w, 3), all at the same resolution.
        seed: The same pictures, seed and options always give the same bytes.
        options: What the camera and the room do.
        corner_radii_px: How round each card's corners are; square for cards not named.

    Raises:
        ValueError: If there is no picture.
    """
    if not pictures:
        raise ValueError("there is no card to photograph")
    chance = np.random.default_rng([seed, 0x5EED])
    size = _frame_size(chance, pictures, options)
    spots = _lay_out(chance, pictures, size, options)
    to_photo = _aim(chance, pictures, spots, size, options)
    names = list(SURFACES)
    name = options.background or names[int(chance.integers(len(names)))]
    photo = draw_surface(chance, name, *size)
    radii = [*corner_radii_px, *([0.0] * len(pictures))]
    # Every card lies in the same light, so its shadow falls the same way.
    shadow = (_draw(chance, options.shadow_strength), float(chance.uniform(0, 2 * math.pi)))
    for picture, matrix, radius in zip(pictures, to_photo, radii, strict=False):
        photo = _lay_card(photo, picture, matrix, radius, shadow)
    photo = _take(chance, _light(chance, photo, options), options)
    orientation = options.orientation or int(chance.choice([1, 3, 6, 8], p=[0.7, 0.04, 0.2, 0.06]))
    quality = round(_draw(chance, options.jpeg_quality))
    return DrawnPhoto(
        jpeg=_encode(photo, orientation, quality),
        size_px=size,
        orientation=orientation,
        background=name,
        cards=tuple(
            _placed(index, picture, matrix)
            for index, (picture, matrix) in enumerate(zip(pictures, to_photo, strict=True))
        ),
    )


def _draw(chance: Chance, limits: Range) -> float:
    return float(chance.uniform(*limits)) if limits[0] < limits[1] else float(limits[0])


def _frame_size(
    chance: Chance, pictures: Sequence[Image], options: PhotoOptions
) -> tuple[int, int]:
    is_portrait = options.is_portrait
    if is_portrait is None:
        height, width = pictures[0].shape[:2]
        is_portrait = (height > width) != (chance.random() < 0.15)
    long_side = options.long_side_px
    short_side = round(long_side / options.aspect_ratio)
    return (short_side, long_side) if is_portrait else (long_side, short_side)


def _lay_out(
    chance: Chance, pictures: Sequence[Image], size: tuple[int, int], options: PhotoOptions
) -> list[Matrix]:
    """Place the cards on the table without overlap: one 3 x 3 matrix a card, flat to table."""
    cell = max(max(p.shape[:2]) for p in pictures) * 1.12
    columns = max(1, round(math.sqrt(len(pictures) * size[0] / size[1])))
    spots = []
    for index, picture in enumerate(pictures):
        height, width = picture.shape[:2]
        angle = math.radians(_draw(chance, options.roll_deg))
        row, column = divmod(index, columns)
        # A landscape card leaves the rows of its cell half empty.
        x, y = column * cell, row * cell * (0.82 if width >= height else 1.0)
        if len(pictures) > 1:
            x += float(chance.uniform(-0.03, 0.03)) * cell
            y += float(chance.uniform(-0.03, 0.03)) * cell
        cos, sin = math.cos(angle), math.sin(angle)
        spots.append(
            np.array([[cos, -sin, x], [sin, cos, y], [0, 0, 1.0]])
            @ np.array([[1, 0, -width / 2], [0, 1, -height / 2], [0, 0, 1.0]])
        )
    return spots


def _aim(
    chance: Chance,
    pictures: Sequence[Image],
    spots: list[Matrix],
    size: tuple[int, int],
    options: PhotoOptions,
) -> list[Matrix]:
    """Tilt the camera, then move it so that the cards fill the frame as much as asked."""
    table = np.concatenate([_apply(s, _corners(p)) for s, p in zip(spots, pictures, strict=True)])
    centre = (table.min(axis=0) + table.max(axis=0)) / 2
    extent = float(np.ptp(table, axis=0).max())
    tilt = math.radians(_draw(chance, options.tilt_deg))
    direction = float(chance.uniform(0, 2 * math.pi))
    # A telephone sees about 65 degrees: from 1.4 times the extent away, the cards fill it.
    distance = 1.4 * extent
    axis = np.array([math.cos(direction), math.sin(direction), 0.0]) * tilt
    rotation = cv2.Rodrigues(axis)[0]
    lens = np.column_stack([rotation[:, 0], rotation[:, 1], [0, 0, distance]])
    lens = lens @ np.array([[1, 0, -centre[0]], [0, 1, -centre[1]], [0, 0, 1.0]])
    seen = _apply(lens, table)
    low, high = seen.min(axis=0), seen.max(axis=0)
    room = np.array(size, dtype=np.float64)
    fill = _draw(chance, options.fill_ratio)
    scale = float((room * fill / (high - low)).min())
    spare = np.maximum(0.0, room - (high - low) * scale) / 2
    shift = room / 2 + spare * chance.uniform(-0.5, 0.5, 2) * (options.tilt_deg[1] > 0)
    middle = (low + high) / 2
    frame = np.array(
        [
            [scale, 0, shift[0] - scale * middle[0]],
            [0, scale, shift[1] - scale * middle[1]],
            [0, 0, 1.0],
        ]
    )
    return [_normal(frame @ lens @ spot) for spot in spots]


def _lay_card(
    photo: Image, picture: Image, matrix: Matrix, radius_px: float, shadow: tuple[float, float]
) -> Image:
    """Put a card on the photo with its shadow, working only where it lies."""
    height, width = photo.shape[:2]
    quad = _apply(matrix, _corners(picture))
    side = float(np.linalg.norm(quad[1] - quad[0]))
    reach = max(4, round(side * 0.05))
    left, top = np.maximum(0, np.floor(quad.min(axis=0)).astype(int) - reach)
    right, bottom = np.minimum([width, height], np.ceil(quad.max(axis=0)).astype(int) + reach)
    if right <= left or bottom <= top:
        return photo
    patch = photo[top:bottom, left:right]
    moved = np.array([[1, 0, -left], [0, 1, -top], [0, 0, 1.0]]) @ matrix
    picture, moved = _reduced(picture, moved, side)
    patch_size = (int(right - left), int(bottom - top))
    mask = _card_mask(picture, radius_px, side)
    alpha = np.asarray(cv2.warpPerspective(mask, moved, patch_size), dtype=np.uint8)
    card = cv2.warpPerspective(
        picture, moved, patch_size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    ground = _shade(patch, alpha, side, shadow)
    opacity = (alpha.astype(np.float32) / 255)[..., None]
    photo[top:bottom, left:right] = (card * opacity + ground * (1 - opacity) + 0.5).astype(np.uint8)
    return photo


def _reduced(picture: Image, matrix: Matrix, side_px: float) -> tuple[Image, Matrix]:
    """Shrink a picture that is much finer than the photo, so that its letters do not sparkle."""
    factor = side_px / picture.shape[1]
    if factor > 0.8:
        return picture, matrix
    width, height = (
        max(8, round(picture.shape[1] * factor)),
        max(8, round(picture.shape[0] * factor)),
    )
    small = cv2.resize(picture, (width, height), interpolation=cv2.INTER_AREA)
    grow = np.diag([picture.shape[1] / width, picture.shape[0] / height, 1.0])
    return np.ascontiguousarray(small), matrix @ grow


def _card_mask(picture: Image, radius_px: float, side_px: float) -> NDArray[np.uint8]:
    height, width = picture.shape[:2]
    mask = np.zeros((height, width), dtype=np.uint8)
    if radius_px <= 0:
        mask[:] = 255
        return mask
    # The radius was given on a card drawn 85 mm wide at full resolution.
    radius = max(1, round(radius_px * width / 1339))
    cv2.rectangle(mask, (radius, 0), (width - 1 - radius, height - 1), 255, -1)
    cv2.rectangle(mask, (0, radius), (width - 1, height - 1 - radius), 255, -1)
    for x in (radius, width - 1 - radius):
        for y in (radius, height - 1 - radius):
            cv2.circle(mask, (x, y), radius, 255, -1, cv2.LINE_AA)
    return mask


def _shade(
    patch: Image, alpha: NDArray[np.uint8], side_px: float, shadow: tuple[float, float]
) -> NDArray[np.float32]:
    strength, direction = shadow
    near, far = side_px * 0.004, side_px * 0.014
    # A shadow is smooth: it is worked out on a quarter of the pixels each way.
    shrink = 4 if side_px > 400 else 1
    size = (patch.shape[1], patch.shape[0])
    small = (max(2, size[0] // shrink), max(2, size[1] // shrink))
    thin = cv2.resize(alpha, small, interpolation=cv2.INTER_AREA)
    dx, dy = math.cos(direction) * far / shrink, (abs(math.sin(direction)) * far + near) / shrink
    moved = cv2.warpAffine(thin, np.array([[1, 0, dx], [0, 1, dy]], dtype=np.float64), small)
    soft = cv2.GaussianBlur(moved, (0, 0), max(0.8, side_px * 0.011 / shrink))
    tight = cv2.GaussianBlur(thin, (0, 0), max(0.6, side_px * 0.0025 / shrink))
    dark = (0.75 * soft.astype(np.float32) + 0.5 * tight.astype(np.float32)) / 255 * strength
    keep = cv2.resize(1 - np.minimum(dark, 0.8), size, interpolation=cv2.INTER_LINEAR)
    return np.asarray(patch * keep[..., None], dtype=np.float32)


def _light(chance: Chance, photo: Image, options: PhotoOptions) -> NDArray[np.float32]:
    """Multiply by the room's light, and add glare; worked out coarsely, for light is smooth."""
    height, width = photo.shape[:2]
    small = (max(16, width // 16), max(16, height // 16))
    angle = float(chance.uniform(0, 2 * math.pi))
    x, y = np.meshgrid(np.linspace(-0.7, 0.7, small[0]), np.linspace(-0.7, 0.7, small[1]))
    slope = x * math.cos(angle) + y * math.sin(angle)
    light = 1 - _draw(chance, options.uneven_light) * (slope + 1) / 2
    if chance.random() < options.cast_shadow_chance:
        wander = soft_noise(chance, small[0], small[1], 3, 3) * 0.5
        across = x * math.sin(angle) - y * math.cos(angle) + wander - float(chance.uniform(0, 0.5))
        light *= 1 - float(chance.uniform(0.15, 0.4)) / (1 + np.exp(-across * 14))
    warmth = _draw(chance, options.warmth)
    gain = np.array([1 + warmth, 1.0, 1 - warmth]) * _draw(chance, options.brightness)
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


def _take(chance: Chance, photo: NDArray[np.float32], options: PhotoOptions) -> Image:
    """Add what lens, hand and sensor do."""
    grown = max(photo.shape[:2]) / 1600
    defocus = _draw(chance, options.defocus_px) * grown
    if defocus > 0.15:
        photo = np.asarray(cv2.GaussianBlur(photo, (0, 0), defocus), dtype=np.float32)
    motion = _draw(chance, options.motion_px) * grown
    if motion > 1.0:
        kernel = _motion_kernel(motion, float(chance.uniform(0, math.pi)))
        photo = np.asarray(cv2.filter2D(photo, -1, kernel), dtype=np.float32)
    noise = _draw(chance, options.noise_levels)
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


def _encode(photo: Image, orientation: int, quality: int) -> bytes:
    """Write a JPEG whose EXIF orientation brings it upright."""
    # What a viewer does for each orientation, undone.
    undo = {
        1: None,
        2: Pictures.Transpose.FLIP_LEFT_RIGHT,
        3: Pictures.Transpose.ROTATE_180,
        4: Pictures.Transpose.FLIP_TOP_BOTTOM,
        5: Pictures.Transpose.TRANSPOSE,
        6: Pictures.Transpose.ROTATE_90,
        7: Pictures.Transpose.TRANSVERSE,
        8: Pictures.Transpose.ROTATE_270,
    }[orientation]
    picture = Pictures.fromarray(photo)
    if undo is not None:
        picture = picture.transpose(undo)
    exif = Pictures.Exif()
    exif[_EXIF_ORIENTATION] = orientation
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality, exif=exif)
    return out.getvalue()


def _placed(index: int, picture: Image, matrix: Matrix) -> PlacedCard:
    a, b, c = ((float(row[0]), float(row[1]), float(row[2])) for row in matrix)
    to_photo: Homography = (a, b, c)
    return PlacedCard(index, as_quad(_apply(matrix, _corners(picture))), to_photo)


def _corners(picture: Image) -> Matrix:
    height, width = picture.shape[:2]
    return np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float64)


def _apply(matrix: Matrix, points: Matrix) -> Matrix:
    moved = np.column_stack([points, np.ones(len(points))]) @ matrix.T
    return moved[:, :2] / moved[:, 2:]


def _normal(matrix: Matrix) -> Matrix:
    return np.asarray(matrix / matrix[2, 2], dtype=np.float64)
