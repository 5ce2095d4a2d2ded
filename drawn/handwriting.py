"""Writes by hand: handwriting fonts bent until no two letters are alike, in ink or pencil."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image as Pictures
from PIL import ImageDraw

from drawn.canvas import Box, Canvas, Color
from drawn.fonts import Face, load_font
from drawn.style import rgb
from drawn.truth import LineRole, as_quad
from ocr.types import Quad

HANDS = tuple(
    Face(family)
    for family in (
        "annie-use-your-telescope", "architects-daughter", "bad-script", "beth-ellen", "caveat",
        "cedarville-cursive", "covered-by-your-grace", "dekko", "delicious-handrawn",
        "gloria-hallelujah", "gochi-hand", "handlee", "homemade-apple", "indie-flower",
        "just-another-hand", "kalam", "la-belle-aurore", "loved-by-the-king", "mansalva",
        "marck-script", "mynerve", "nothing-you-could-do", "over-the-rainbow",
        "patrick-hand", "playwrite-fr-moderne", "reenie-beanie", "schoolbell",
        "shadows-into-light", "short-stack", "sue-ellen-francisco", "swanky-and-moo-moo",
        "the-girl-next-door", "zeyada",
    )
)  # fmt: skip
CAPITAL_HANDS = (Face("permanent-marker"), Face("rock-salt"))
"""Hands that know capitals only: what they write must be said in capitals."""
# Ballpoint blue twice: it is what most people write with.
INKS = tuple(
    rgb(code) for code in ("1f3d9c", "24479f", "1b1f2a", "16181d", "1e6b45", "c0262f", "3b3f46")
)
RED_PENCIL, GRAPHITE = rgb("c43c36"), rgb("565a60")

Mask = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Hand:
    """Somebody's handwriting with a certain pen."""

    face: Face
    ink: Color
    is_pencil: bool
    x_height_mm: float
    slant: float
    """Sideways shift per unit of height; to the right when positive."""
    wobble: float
    """How uneven the letters are, as a part of their height."""
    weight: float
    """How much thicker (above 0) or thinner the strokes are, in parts of the x-height."""


def draw_hand(rng: Random) -> Hand:
    """Draw somebody's handwriting."""
    is_pencil = rng.random() < 0.16
    ink = rng.choice([RED_PENCIL, GRAPHITE]) if is_pencil else rng.choice(INKS)
    return Hand(
        face=rng.choice(HANDS),
        ink=ink,
        is_pencil=is_pencil,
        x_height_mm=rng.uniform(1.7, 2.5),
        slant=rng.uniform(-0.08, 0.28),
        wobble=rng.uniform(0.05, 0.11),
        weight=rng.uniform(-0.01, 0.05),
    )


def write_line(
    canvas: Canvas,
    hand: Hand,
    text: str,
    x_mm: float,
    baseline_mm: float,
    rng: Random,
    *,
    roles: LineRole | Sequence[LineRole] = LineRole.NOTE,
    angle_deg: float = 0.0,
    scale: float = 1.0,
) -> Quad:
    """Write one line and remember it.

    Args:
        canvas: What to write on.
        hand: Whose hand, which pen.
        text: What to write.
        x_mm: Where the line begins.
        baseline_mm: Where its first letter stands.
        rng: Source of chance.
        roles: What the line says.
        angle_deg: How much the line rises (negative) or falls.
        scale: How much larger than usual.

    Returns:
        The quad of the ink, pixels.
    """
    mask, origin = _bend(hand, *_letters(canvas, hand, text, scale), rng)
    angle = math.radians(angle_deg)
    start = np.array([canvas.px(x_mm), canvas.px(baseline_mm)])
    turn = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
    shift = start - turn @ np.array(origin)
    lay_ink(canvas, mask, np.column_stack([turn, shift]), hand, rng)
    rows, columns = np.nonzero(mask > 0.3)
    left, right, top, bottom = columns.min(), columns.max() + 1, rows.min(), rows.max() + 1
    corners = np.array([[left, top], [right, top], [right, bottom], [left, bottom]])
    quad = as_quad(corners @ turn.T + shift)
    canvas.remember(text, quad, roles, is_handwritten=True)
    return quad


def measure_line(canvas: Canvas, hand: Hand, text: str, scale: float = 1.0) -> Box:
    """Measure the room a line takes, millimetres around its start."""
    font = load_font(hand.face, _size_px(canvas, hand, scale))
    left, top, right, bottom = font.getbbox(text, anchor="ls")
    k = canvas.px_per_mm
    # Bending and slant reach a little further than the upright letters.
    reach = 0.12 * (bottom - top)
    return Box((left - reach) / k, (top - reach) / k, (right + 2 * reach) / k, (bottom + reach) / k)


def draw_stroke(
    canvas: Canvas, points_mm: Sequence[tuple[float, float]], hand: Hand, rng: Random,
    *, width_mm: float = 0.45,
) -> None:  # fmt: skip
    """Draw a line by hand through some points: a rule, a deletion, an arrow."""
    path = np.array(points_mm, dtype=np.float64) * canvas.px_per_mm
    steps = np.linspace(0, len(path) - 1, 24 * (len(path) - 1) + 1)
    x = np.interp(steps, range(len(path)), path[:, 0])
    y = np.interp(steps, range(len(path)), path[:, 1])
    sway = canvas.px(0.22)
    phase, speed = rng.uniform(0, 6), rng.uniform(0.1, 0.24)
    y = y + sway * np.sin(np.arange(len(y)) * speed + phase)
    margin = canvas.px(2)
    left, top = x.min() - margin, y.min() - margin
    size = (int(np.ptp(x) + 2 * margin), int(np.ptp(y) + 2 * margin))
    picture = np.zeros((size[1], size[0]), dtype=np.uint8)
    # Sixteenths of a pixel: OpenCV's fixed-point coordinates keep a thin stroke smooth.
    line = (np.column_stack([x - left, y - top]) * 16).astype(np.int32)[:, None]
    width = max(1, round(canvas.px(width_mm)))
    cv2.polylines(
        picture, [line], isClosed=False, color=255, thickness=width, lineType=cv2.LINE_AA, shift=4
    )
    mask = np.asarray(picture / np.float32(255), dtype=np.float32)
    lay_ink(canvas, mask, np.array([[1.0, 0, left], [0, 1.0, top]]), hand, rng)


def lay_ink(
    canvas: Canvas, mask: Mask, to_card: NDArray[np.float64], hand: Hand, rng: Random
) -> None:
    """Lay ink on the card through a mask, moved by a 2 x 3 matrix."""
    width, height = canvas.picture.size
    placed = cv2.warpAffine(mask, to_card, (width, height), flags=cv2.INTER_LINEAR)
    rows, columns = np.nonzero(placed > 0.01)
    if not len(rows):
        return
    top, bottom, left, right = rows.min(), rows.max() + 1, columns.min(), columns.max() + 1
    alpha = placed[top:bottom, left:right]
    chance = np.random.default_rng(rng.getrandbits(32))
    if hand.is_pencil:
        grain = chance.random(alpha.shape, dtype=np.float32)
        grain = np.asarray(cv2.GaussianBlur(grain, (0, 0), 1.1), dtype=np.float32)
        alpha = alpha * np.clip(0.78 + (grain - 0.5) * 3.2, 0.25, 0.95)
    else:
        cells = (max(2, alpha.shape[1] // 40), max(2, alpha.shape[0] // 40))
        flow = chance.random((cells[1], cells[0]), dtype=np.float32)
        size = (alpha.shape[1], alpha.shape[0])
        smooth = np.asarray(cv2.resize(flow, size, interpolation=cv2.INTER_CUBIC))
        alpha = alpha * np.clip(0.8 + 0.25 * smooth, 0.0, 0.97)
    box = (int(left), int(top), int(right), int(bottom))
    ground = np.asarray(canvas.picture.crop(box), dtype=np.float32)
    inked = ground + (np.array(hand.ink, dtype=np.float32) - ground) * alpha[..., None]
    canvas.picture.paste(Pictures.fromarray(inked.astype(np.uint8)), box[:2])


def _size_px(canvas: Canvas, hand: Hand, scale: float) -> float:
    # Fonts of one size differ twofold in how large their small letters are.
    probe = load_font(hand.face, 100)
    _, top, _, bottom = probe.getbbox("x", anchor="ls")
    return round(canvas.px(hand.x_height_mm) * scale * 100 / (bottom - top) * 2) / 2


def _letters(
    canvas: Canvas, hand: Hand, text: str, scale: float
) -> tuple[Mask, tuple[float, float], float]:
    """Set a line upright: its mask, where the line starts in it, and the x-height in pixels."""
    font = load_font(hand.face, _size_px(canvas, hand, scale))
    left, top, right, bottom = font.getbbox(text, anchor="ls")
    x_height = canvas.px(hand.x_height_mm) * scale
    margin = round(x_height * 1.2)
    size = (int(right - left) + 2 * margin, int(bottom - top) + 2 * margin)
    picture = Pictures.new("L", size, 0)
    origin = (margin - left, margin - top)
    ImageDraw.Draw(picture).text(origin, text, font=font, fill=255, anchor="ls")
    mask = np.asarray(np.asarray(picture) / np.float32(255), dtype=np.float32)
    return mask, origin, x_height


def _bend(
    hand: Hand, mask: Mask, origin: tuple[float, float], x_height: float, rng: Random
) -> tuple[Mask, tuple[float, float]]:
    """Bend a line: slant, a wandering baseline, and every letter a little its own way."""
    height, width = mask.shape
    chance = np.random.default_rng(rng.getrandbits(32))
    reach = hand.wobble * x_height

    def wander(cell_px: float, *, rows: bool) -> Mask:
        columns = max(3, int(width / cell_px))
        lines = max(3, int(height / cell_px)) if rows else 1
        coarse = chance.standard_normal((lines + (0 if rows else 1), columns), dtype=np.float32)
        if not rows:
            coarse[:] = coarse[0]
        field = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC)
        return np.asarray(field, dtype=np.float32)

    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    dx = wander(1.6 * x_height, rows=True) * reach * 0.8
    dx += (y - np.float32(origin[1])) * np.float32(hand.slant)
    dy = wander(1.3 * x_height, rows=True) * reach * 0.7
    dy += wander(6 * x_height, rows=False) * reach * 1.2
    bent = cv2.remap(mask, x + dx, y + dy, cv2.INTER_LINEAR)
    if abs(hand.weight) > 0.005:
        sigma = max(0.5, abs(hand.weight) * x_height * 0.8)
        soft = cv2.GaussianBlur(bent, (0, 0), sigma)
        edge = 0.5 - math.copysign(0.22, hand.weight)
        bent = np.clip((soft - edge) * 2.6 + 0.5, 0, 1)
    return np.asarray(bent, dtype=np.float32), origin
