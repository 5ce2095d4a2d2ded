"""Logos: small geometric marks, one per trade, and monograms."""

from __future__ import annotations

import math
from collections.abc import Callable

from PIL import Image as Pictures
from PIL import ImageDraw

from drawn.canvas import Box, Canvas, Color

_SCALE = 4
"""Marks are drawn this much larger and reduced, which smooths their edges."""

Pen = ImageDraw.ImageDraw
Painter = Callable[[Pen, float], None]
"""Draws a mark in white (255) on black, in a square whose side is given in pixels."""


def draw_mark(canvas: Canvas, name: str, box: Box, color: Color) -> None:
    """Draw a mark in a square box.

    Raises:
        KeyError: If there is no such mark; see `MARKS`.
    """
    side = max(8, round(canvas.px(min(box.width, box.height))))
    mask = Pictures.new("L", (side * _SCALE, side * _SCALE), 0)
    MARKS[name](ImageDraw.Draw(mask), float(side * _SCALE - 1))
    small = mask.resize((side, side), Pictures.Resampling.LANCZOS)
    canvas.stamp(small, round(canvas.px(box.left)), round(canvas.px(box.top)), color)


def draw_badge(
    canvas: Canvas, name: str, box: Box, color: Color, ground: Color, *, is_round: bool
) -> None:
    """Draw a mark reversed out of a disc or a rounded square."""
    fill_shape(canvas, box, ground, "disc" if is_round else "tile")
    draw_mark(canvas, name, box.inset(box.width * 0.2), color)


def fill_shape(canvas: Canvas, box: Box, color: Color, shape: str) -> None:
    """Fill a disc, a ring or a rounded square."""
    draw_mark(canvas, shape, box, color)


def _disc(pen: Pen, s: float) -> None:
    pen.ellipse((0, 0, s, s), fill=255)


def _ring(pen: Pen, s: float) -> None:
    pen.ellipse((0, 0, s, s), outline=255, width=round(s * 0.035))


def _tile(pen: Pen, s: float) -> None:
    pen.rounded_rectangle((0, 0, s, s), radius=s * 0.2, fill=255)


def _roof(pen: Pen, s: float) -> None:
    for top in (0.12, 0.42):
        points = [(0, top + 0.36), (0.5, top), (1, top + 0.36), (1, top + 0.5), (0.5, top + 0.16)]
        pen.polygon([(x * s, y * s) for x, y in [*points, (0, top + 0.5)]], fill=255)


def _leaf(pen: Pen, s: float) -> None:
    curve = [(t / 40, 0.5 - 0.42 * math.sin(math.pi * t / 40) ** 0.9) for t in range(41)]
    other = [(x, 1 - y) for x, y in reversed(curve)]
    angle = math.radians(-50)
    turned = []
    for x, y in [*curve, *other]:
        dx, dy = x - 0.5, y - 0.5
        turned.append(
            (
                (0.5 + dx * math.cos(angle) - dy * math.sin(angle)) * s,
                (0.5 + dx * math.sin(angle) + dy * math.cos(angle)) * s,
            )
        )
    pen.polygon(turned, fill=255)
    pen.line((0.16 * s, 0.92 * s, 0.72 * s, 0.26 * s), fill=0, width=round(s * 0.045))


def _column(pen: Pen, s: float) -> None:
    pen.polygon([(0, 0.26 * s), (0.5 * s, 0), (s, 0.26 * s)], fill=255)
    for x in (0.1, 0.42, 0.74):
        pen.rectangle((x * s, 0.34 * s, (x + 0.16) * s, 0.82 * s), fill=255)
    pen.rectangle((0, 0.88 * s, s, s), fill=255)


def _scales(pen: Pen, s: float) -> None:
    w = round(s * 0.055)
    pen.line((0.5 * s, 0.04 * s, 0.5 * s, 0.92 * s), fill=255, width=w)
    pen.line((0.14 * s, 0.16 * s, 0.86 * s, 0.16 * s), fill=255, width=w)
    pen.line((0.3 * s, 0.95 * s, 0.7 * s, 0.95 * s), fill=255, width=w)
    for x in (0.16, 0.84):
        box = ((x - 0.16) * s, 0.36 * s, (x + 0.16) * s, 0.68 * s)
        pen.pieslice(box, 0, 180, fill=255)
        pen.line((x * s, 0.16 * s, (x - 0.15) * s, 0.52 * s), fill=255, width=w // 2)
        pen.line((x * s, 0.16 * s, (x + 0.15) * s, 0.52 * s), fill=255, width=w // 2)


def _bars(pen: Pen, s: float) -> None:
    for index, height in enumerate((0.4, 0.65, 1.0)):
        left = index * 0.36
        pen.rectangle((left * s, (1 - height) * s, (left + 0.28) * s, s), fill=255)


def _house(pen: Pen, s: float) -> None:
    pen.polygon([(0, 0.5 * s), (0.5 * s, 0.04 * s), (s, 0.5 * s), (s, s), (0, s)], fill=255)
    pen.pieslice((0.34 * s, 0.5 * s, 0.66 * s, 0.82 * s), 180, 360, fill=0)
    pen.rectangle((0.34 * s, 0.66 * s, 0.66 * s, s), fill=0)


def _arch(pen: Pen, s: float) -> None:
    for inset in (0.0, 0.16, 0.32):
        tone = 255 if inset in (0.0, 0.32) else 0
        left, right = inset * s, (1 - inset) * s
        pen.pieslice((left, inset * s, right, inset * s + right - left), 180, 360, fill=tone)
        pen.rectangle((left, inset * s + (right - left) / 2, right, s), fill=tone)


def _pen(pen: Pen, s: float) -> None:
    pen.ellipse((0, 0.0, 0.62 * s, 0.62 * s), fill=255)
    pen.rectangle((0.38 * s, 0.38 * s, s, s), fill=255)
    pen.pieslice((0, 0, 0.62 * s, 0.62 * s), 0, 90, fill=0)


def _code(pen: Pen, s: float) -> None:
    w = round(s * 0.12)
    pen.line(
        [(0.3 * s, 0.16 * s), (0.04 * s, 0.5 * s), (0.3 * s, 0.84 * s)],
        fill=255,
        width=w,
        joint="curve",
    )
    pen.line(
        [(0.7 * s, 0.16 * s), (0.96 * s, 0.5 * s), (0.7 * s, 0.84 * s)],
        fill=255,
        width=w,
        joint="curve",
    )
    pen.line((0.58 * s, 0.12 * s, 0.42 * s, 0.88 * s), fill=255, width=w)


def _shield(pen: Pen, s: float) -> None:
    left = [(0.5, 0.0), (0.08, 0.14), (0.08, 0.5), (0.16, 0.72), (0.3, 0.88), (0.5, 1.0)]
    right = [(1 - x, y) for x, y in reversed(left)]
    pen.polygon([(x * s, y * s) for x, y in [*left, *right]], fill=255)
    inner = [(0.5, 0.12), (0.5, 0.87), (0.36, 0.78), (0.25, 0.66), (0.19, 0.5), (0.19, 0.23)]
    pen.polygon([(x * s, y * s) for x, y in inner], fill=0)


def _coin(pen: Pen, s: float) -> None:
    for index in range(3):
        top = (0.06 + 0.24 * index) * s
        pen.rounded_rectangle(
            (0.1 * index * s, top, (0.72 + 0.1 * index) * s, top + 0.16 * s),
            radius=0.08 * s,
            fill=255,
        )
    pen.ellipse((0.0, 0.78 * s, 0.2 * s, 0.98 * s), fill=255)


def _drop(pen: Pen, s: float) -> None:
    pen.ellipse((0.17 * s, 0.34 * s, 0.83 * s, s), fill=255)
    pen.polygon([(0.5 * s, 0), (0.21 * s, 0.52 * s), (0.79 * s, 0.52 * s)], fill=255)
    pen.arc((0.29 * s, 0.46 * s, 0.71 * s, 0.88 * s), 90, 180, fill=0, width=round(s * 0.05))


def _bolt(pen: Pen, s: float) -> None:
    points = [(0.6, 0), (0.12, 0.58), (0.46, 0.58), (0.36, 1), (0.88, 0.4), (0.53, 0.4)]
    pen.polygon([(x * s, y * s) for x, y in points], fill=255)


def _wheat(pen: Pen, s: float) -> None:
    pen.line((0.5 * s, 0.1 * s, 0.5 * s, s), fill=255, width=round(s * 0.04))
    for row in range(4):
        y = (0.08 + row * 0.19) * s
        for side in (-1, 1):
            cx = (0.5 + side * 0.17) * s
            pen.polygon(
                [
                    (0.5 * s, y + 0.2 * s),
                    (cx, y + 0.12 * s),
                    (cx + side * 0.1 * s, y - 0.05 * s),
                    (0.5 * s + side * 0.05 * s, y + 0.04 * s),
                ],
                fill=255,
            )


def _cup(pen: Pen, s: float) -> None:
    pen.ellipse((0.58 * s, 0.36 * s, s, 0.72 * s), outline=255, width=round(s * 0.07))
    pen.pieslice((0.04 * s, -0.06 * s, 0.8 * s, 0.86 * s), 0, 180, fill=255)
    pen.rectangle((0.04 * s, 0.3 * s, 0.8 * s, 0.42 * s), fill=255)
    pen.rounded_rectangle((0, 0.91 * s, 0.86 * s, 0.98 * s), radius=0.03 * s, fill=255)
    for x in (0.28, 0.52):
        pen.arc((x * s, 0, (x + 0.1) * s, 0.2 * s), 90, 270, fill=255, width=round(s * 0.04))


def _petals(pen: Pen, s: float, count: int, reach: float, radius: float) -> None:
    for index in range(count):
        angle = 2 * math.pi * index / count - math.pi / 2
        x, y = (0.5 + reach * math.cos(angle)) * s, (0.5 + reach * math.sin(angle)) * s
        pen.ellipse((x - radius * s, y - radius * s, x + radius * s, y + radius * s), fill=255)


def _flower(pen: Pen, s: float) -> None:
    _petals(pen, s, 6, 0.29, 0.2)
    pen.ellipse((0.37 * s, 0.37 * s, 0.63 * s, 0.63 * s), fill=0)
    pen.ellipse((0.43 * s, 0.43 * s, 0.57 * s, 0.57 * s), fill=255)


def _lens(pen: Pen, s: float) -> None:
    pen.ellipse((0, 0, s, s), fill=255)
    pen.ellipse((0.1 * s, 0.1 * s, 0.9 * s, 0.9 * s), fill=0)
    for index in range(6):
        start = index * 60
        pen.pieslice((0.16 * s, 0.16 * s, 0.84 * s, 0.84 * s), start + 4, start + 50, fill=255)
    pen.regular_polygon((0.5 * s, 0.5 * s, 0.16 * s), 6, fill=0)


def _heart(pen: Pen, s: float) -> None:
    pen.rounded_rectangle((0.34 * s, 0, 0.66 * s, s), radius=0.12 * s, fill=255)
    pen.rounded_rectangle((0, 0.34 * s, s, 0.66 * s), radius=0.12 * s, fill=255)


def _people(pen: Pen, s: float) -> None:
    for x in (0.27, 0.73):
        pen.ellipse(((x - 0.15) * s, 0.06 * s, (x + 0.15) * s, 0.36 * s), fill=255)
        pen.pieslice(((x - 0.27) * s, 0.44 * s, (x + 0.27) * s, 1.36 * s), 180, 360, fill=255)
    pen.line((0.5 * s, 0.4 * s, 0.5 * s, s), fill=0, width=round(s * 0.05))


def _spark(pen: Pen, s: float) -> None:
    points = []
    for index in range(16):
        radius = (0.5, 0.12, 0.34, 0.12)[index % 4]
        angle = 2 * math.pi * index / 16 - math.pi / 2
        points.append(((0.5 + radius * math.cos(angle)) * s, (0.5 + radius * math.sin(angle)) * s))
    pen.polygon(points, fill=255)


def _globe(pen: Pen, s: float) -> None:
    w = round(s * 0.05)
    pen.ellipse((0, 0, s, s), outline=255, width=w)
    pen.ellipse((0.28 * s, 0, 0.72 * s, s), outline=255, width=w)
    for y in (0.3, 0.7):
        pen.line((0.08 * s, y * s, 0.92 * s, y * s), fill=255, width=w)


def _mountain(pen: Pen, s: float) -> None:
    pen.polygon([(0, 0.9 * s), (0.38 * s, 0.2 * s), (0.76 * s, 0.9 * s)], fill=255)
    pen.polygon(
        [(0.5 * s, 0.9 * s), (0.72 * s, 0.46 * s), (0.56 * s, 0.46 * s), (0.62 * s, 0.44 * s)],
        fill=0,
    )
    pen.polygon([(0.62 * s, 0.9 * s), (0.8 * s, 0.54 * s), (s, 0.9 * s)], fill=255)
    pen.ellipse((0.68 * s, 0.08 * s, 0.88 * s, 0.28 * s), fill=255)


def _truck(pen: Pen, s: float) -> None:
    for index, y in enumerate((0.16, 0.42, 0.68)):
        shift = 0.14 * index
        points = [(shift, y), (0.62 + shift, y), (0.72 + shift, y + 0.08), (0.62 + shift, y + 0.16)]
        pen.polygon([(x * s, v * s) for x, v in [*points, (shift, y + 0.16)]], fill=255)


def _chair(pen: Pen, s: float) -> None:
    for index in range(5):
        inset = index * 0.1
        box = (inset * s, inset * s, (1 - inset) * s, (1 - inset) * s)
        pen.ellipse(box, fill=255 if index % 2 == 0 else 0)
    pen.pieslice((0, 0, s, s), -18, 4, fill=0)


def _book(pen: Pen, s: float) -> None:
    pen.polygon(
        [(0, 0.16 * s), (0.46 * s, 0.28 * s), (0.46 * s, 0.94 * s), (0, 0.82 * s)], fill=255
    )
    pen.polygon(
        [(s, 0.16 * s), (0.54 * s, 0.28 * s), (0.54 * s, 0.94 * s), (s, 0.82 * s)], fill=255
    )


def _crest(pen: Pen, s: float) -> None:
    _shield(pen, s)
    pen.polygon([(0.5 * s, 0.3 * s), (0.62 * s, 0.5 * s), (0.5 * s, 0.7 * s)], fill=0)
    pen.regular_polygon((0.34 * s, 0.42 * s, 0.08 * s), 4, fill=255)


def _hexagon(pen: Pen, s: float) -> None:
    pen.regular_polygon((0.5 * s, 0.5 * s, 0.5 * s), 6, rotation=30, fill=255)
    pen.regular_polygon((0.5 * s, 0.5 * s, 0.3 * s), 6, rotation=30, fill=0)
    pen.regular_polygon((0.5 * s, 0.5 * s, 0.16 * s), 6, rotation=30, fill=255)


def _wave(pen: Pen, s: float) -> None:
    for row in (0.28, 0.5, 0.72):
        points = [
            (t / 60 * s, (row + 0.09 * math.sin(2 * math.pi * t / 60)) * s) for t in range(61)
        ]
        pen.line(points, fill=255, width=round(s * 0.075), joint="curve")


def _circle(pen: Pen, s: float) -> None:
    pen.ellipse((0, 0.15 * s, 0.7 * s, 0.85 * s), fill=255)
    pen.ellipse((0.3 * s, 0.15 * s, s, 0.85 * s), outline=255, width=round(s * 0.05))


MARKS: dict[str, Painter] = {
    "disc": _disc, "ring": _ring, "tile": _tile, "roof": _roof, "leaf": _leaf, "column": _column,
    "scales": _scales, "bars": _bars, "house": _house, "arch": _arch, "pen": _pen, "code": _code,
    "shield": _shield, "coin": _coin, "drop": _drop, "bolt": _bolt, "wheat": _wheat, "cup": _cup,
    "flower": _flower, "lens": _lens, "heart": _heart, "people": _people, "spark": _spark,
    "globe": _globe, "mountain": _mountain, "truck": _truck, "chair": _chair, "book": _book,
    "crest": _crest, "hexagon": _hexagon, "wave": _wave, "circle": _circle,
}  # fmt: skip
