"""Photographs flat cards: a table, a camera above it, a room's light, a telephone's faults."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence

import cv2
import numpy as np
from PIL import Image as Pictures

from drawn.bend import Bend
from drawn.cards import PX_PER_MM
from drawn.clutter import draw_clutter
from drawn.hands import Layer, draw_hand, lay_skin
from drawn.laying import Matrix, apply, card_mask, corners_of, lay_card, normal
from drawn.light import add_light, take
from drawn.photo_options import PhotoOptions, draw_between
from drawn.surfaces import SURFACES, Chance, draw_surface
from drawn.tables import TableOptions, lay_table, place
from drawn.truth import DrawnCard, DrawnPhoto, Homography, PlacedCard, as_quad
from ocr.types import Image, Side

DEFAULT_OPTIONS = PhotoOptions()
_EXIF_ORIENTATION = 0x0112
_BEHIND_BLUR = (4.0, 14.0)
"""Of what is behind a card that is held, pixels of a photo whose long side has 1600."""


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
    table: TableOptions | None = None,
) -> DrawnPhoto:
    """Photograph one flat card, or several on the same table.

    Args:
        pictures: Flat cards, RGB arrays of shape (h, w, 3), all at the same resolution.
        seed: The same pictures, seed and options always give the same bytes.
        options: What the camera and the room do.
        corner_radii_px: How round each card's corners are; square for cards not named.
        table: How several cards lie, and among what; upright and well apart when None.

    Raises:
        ValueError: If there is no picture.
    """
    if not pictures:
        raise ValueError("there is no card to photograph")
    chance = np.random.default_rng([seed, 0x5EED])
    size = _frame_size(chance, pictures, options)
    # Its own chance: photos without a table, or without bends, are those drawn before there were.
    apart = np.random.default_rng([seed, 0x7AB1E])
    spots = _lay_out(chance, pictures, size, options, table)
    camera = _aim(chance, pictures, spots, size, options)
    if options.cut_off_ratio[1] > 0:
        camera = _cut_off(apart, camera, pictures, spots, size, options)
    names = list(SURFACES)
    name = options.background or names[int(chance.integers(len(names)))]
    photo = draw_surface(chance, name, *size)
    radii = [*corner_radii_px, *([0.0] * len(pictures))]
    # Every card lies in the same light, so its shadow falls the same way.
    shadow = (draw_between(chance, options.shadow_strength), float(chance.uniform(0, 2 * math.pi)))
    if options.is_held:
        shadow = (0.0, 0.0)
    if table is not None and table.clutter:
        for picture, spot in _clutter(apart, pictures, spots, table):
            lay_card(photo, picture, card_mask(picture, 0.0), camera @ spot, shadow)
    hand = None
    if options.is_held:
        photo, hand = _hold(apart, photo, pictures[0], camera @ spots[0])
    bends = [_bend(apart, picture, options) for picture in pictures]
    to_photo = [normal(camera @ spot) for spot in spots]
    for picture, matrix, radius, bend in zip(pictures, to_photo, radii, bends, strict=False):
        _lay(photo, picture, matrix, radius, bend, shadow)
    if hand is not None:
        lay_skin(photo, *hand)
    photo = take(chance, add_light(chance, photo, options), options)
    orientation = options.orientation or int(chance.choice([1, 3, 6, 8], p=[0.7, 0.04, 0.2, 0.06]))
    quality = round(draw_between(chance, options.jpeg_quality))
    return DrawnPhoto(
        jpeg=_encode(photo, orientation, quality),
        size_px=size,
        orientation=orientation,
        background=name,
        cards=tuple(
            _placed(index, *placed)
            for index, placed in enumerate(zip(pictures, to_photo, bends, strict=True))
        ),
    )


def _hold(
    chance: Chance, ground: Image, picture: Image, to_photo: Matrix
) -> tuple[Image, tuple[Layer, Matrix]]:
    """Blur what is far behind a card and draw the fingers there; return what lies upon the card."""
    height, width = picture.shape[:2]
    blur = draw_between(chance, _BEHIND_BLUR) * max(ground.shape[:2]) / 1600
    photo = np.asarray(cv2.GaussianBlur(ground, (0, 0), blur), dtype=np.uint8)
    to_card = [[PX_PER_MM, 0, width / 2], [0, PX_PER_MM, height / 2], [0, 0, 1.0]]
    plane = normal(to_photo @ np.array(to_card))
    behind, front = draw_hand(chance, (width / PX_PER_MM, height / PX_PER_MM))
    lay_skin(photo, behind, plane)
    return photo, (front, plane)


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
    chance: Chance,
    pictures: Sequence[Image],
    size: tuple[int, int],
    options: PhotoOptions,
    table: TableOptions | None,
) -> list[Matrix]:
    """Place the cards on the table: one 3 x 3 matrix a card, flat to table."""
    columns = max(1, round(math.sqrt(len(pictures) * size[0] / size[1])))
    if table is not None:
        return lay_table(chance, pictures, columns, table)
    cell = max(max(p.shape[:2]) for p in pictures) * 1.12
    spots = []
    for index, picture in enumerate(pictures):
        height, width = picture.shape[:2]
        angle = math.radians(draw_between(chance, options.roll_deg))
        row, column = divmod(index, columns)
        # A landscape card leaves the rows of its cell half empty.
        x, y = column * cell, row * cell * (0.82 if width >= height else 1.0)
        if len(pictures) > 1:
            x += float(chance.uniform(-0.03, 0.03)) * cell
            y += float(chance.uniform(-0.03, 0.03)) * cell
        spots.append(place(picture, x, y, angle))
    return spots


def _aim(
    chance: Chance,
    pictures: Sequence[Image],
    spots: list[Matrix],
    size: tuple[int, int],
    options: PhotoOptions,
) -> Matrix:
    """Tilt the camera, then move it so that the cards fill the frame as much as asked."""
    table = np.concatenate([apply(s, corners_of(p)) for s, p in zip(spots, pictures, strict=True)])
    centre = (table.min(axis=0) + table.max(axis=0)) / 2
    extent = float(np.ptp(table, axis=0).max())
    tilt = math.radians(draw_between(chance, options.tilt_deg))
    direction = float(chance.uniform(0, 2 * math.pi))
    # A telephone sees about 65 degrees: from 1.4 times the extent away, the cards fill it.
    distance = 1.4 * extent
    axis = np.array([math.cos(direction), math.sin(direction), 0.0]) * tilt
    rotation = cv2.Rodrigues(axis)[0]
    lens = np.column_stack([rotation[:, 0], rotation[:, 1], [0, 0, distance]])
    lens = lens @ np.array([[1, 0, -centre[0]], [0, 1, -centre[1]], [0, 0, 1.0]])
    seen = apply(lens, table)
    low, high = seen.min(axis=0), seen.max(axis=0)
    room = np.array(size, dtype=np.float64)
    fill = draw_between(chance, options.fill_ratio)
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
    return np.asarray(frame @ lens)


def _cut_off(
    chance: Chance,
    camera: Matrix,
    pictures: Sequence[Image],
    spots: list[Matrix],
    size: tuple[int, int],
    options: PhotoOptions,
) -> Matrix:
    """Move the camera until a part of the cards lies beyond one side of the photo."""
    seen = [apply(camera @ s, corners_of(p)) for s, p in zip(spots, pictures, strict=True)]
    low, high = np.concatenate(seen).min(axis=0), np.concatenate(seen).max(axis=0)
    beyond = (high - low) * draw_between(chance, options.cut_off_ratio)
    axis, is_far = int(chance.integers(2)), chance.random() < 0.5
    move = np.zeros(2)
    move[axis] = (size - high + beyond)[axis] if is_far else (-low - beyond)[axis]
    return np.array([[1, 0, move[0]], [0, 1, move[1]], [0, 0, 1.0]]) @ camera


def _clutter(
    chance: Chance, pictures: Sequence[Image], spots: list[Matrix], table: TableOptions
) -> list[tuple[Image, Matrix]]:
    corners = [apply(s, corners_of(p)) for s, p in zip(spots, pictures, strict=True)]
    (left, top), (right, bottom) = (
        np.concatenate(corners).min(axis=0),
        np.concatenate(corners).max(axis=0),
    )
    # A card is 85 mm long, give or take two.
    px_per_mm = max(pictures[0].shape[:2]) / 86
    return draw_clutter(chance, table.clutter, (left, top, right, bottom), px_per_mm)


def _bend(chance: Chance, picture: Image, options: PhotoOptions) -> Bend | None:
    if options.bend_deg[1] <= 0:
        return None
    height, width = picture.shape[:2]
    arc = draw_between(chance, options.bend_deg) * (1 if chance.random() < 0.6 else -1)
    lean = float(chance.uniform(0.15, 0.6)) * (1 if chance.random() < 0.5 else -1)
    return Bend((width, height), arc, lean, bows_lines=bool(chance.random() < 0.7))


def _lay(
    photo: Image,
    picture: Image,
    matrix: Matrix,
    radius_px: float,
    bend: Bend | None,
    shadow: tuple[float, float],
) -> None:
    mask = card_mask(picture, radius_px)
    if bend is not None:
        picture, mask, margin = bend.show(picture, mask)
        matrix = matrix @ np.array([[1, 0, -margin], [0, 1, -margin], [0, 0, 1.0]])
    lay_card(photo, picture, mask, matrix, shadow)


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


def _placed(index: int, picture: Image, matrix: Matrix, bend: Bend | None) -> PlacedCard:
    a, b, c = ((float(row[0]), float(row[1]), float(row[2])) for row in matrix)
    to_photo: Homography = (a, b, c)
    corners = corners_of(picture) if bend is None else bend.place(corners_of(picture))
    return PlacedCard(index, as_quad(apply(matrix, corners)), to_photo, bend)
