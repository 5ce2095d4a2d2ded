"""Draws what lies on a table besides cards: a book, a printed sheet, the screen of a telephone."""

from __future__ import annotations

import math
from random import Random

import numpy as np

from drawn.canvas import Box, Canvas, Color, Type
from drawn.fonts import Face
from drawn.laying import Matrix
from drawn.surfaces import Chance
from drawn.tables import place
from drawn.truth import LineRole
from ocr.types import Image, Side

_WORDS = str.split(
    "le la de chaque matin un jardin entre deux portes vers la rivière quand vient la pluie sur "
    "les toits the a of every morning one garden between two doors when rain falls over roofs and "
    "nobody counts the hours maison table lumière window stone paper voyage retour chapter rule"
)
_COVERS: tuple[Color, ...] = (
    (146, 42, 38),
    (28, 62, 98),
    (226, 214, 186),
    (36, 84, 62),
    (20, 20, 22),
)
_PX_PER_MM = 4.0
_SPARSE = 0.28


def draw_clutter(
    chance: Chance, count: int, extent: tuple[float, float, float, float], px_per_mm: float
) -> list[tuple[Image, Matrix]]:
    """Draw things and lay most of them round the cards, some of them under.

    Args:
        chance: Source of chance.
        count: How many.
        extent: What the cards take of the table: left, top, right, bottom, table pixels.
        px_per_mm: Of the table.

    Returns:
        Pictures with the matrices that take them to the table.
    """
    left, top, right, bottom = extent
    things = []
    for _ in range(count):
        rng = Random(int(chance.integers(2**31)))
        picture = rng.choice([_draw_book, _draw_sheet, _draw_screen])(rng)
        angle = float(chance.uniform(-0.5, 0.5)) + math.pi / 2 * int(chance.integers(4))
        half = max(picture.shape[:2]) / 2 * px_per_mm / _PX_PER_MM
        x, y = chance.uniform([left, top], [right, bottom])
        if chance.random() > _SPARSE:
            # Beside the cards: moved out over the nearest side, to reach in a little or not at all.
            out = half * float(chance.uniform(0.55, 1.0))
            if chance.random() < 0.5:
                x = left - out if x < (left + right) / 2 else right + out
            else:
                y = top - out if y < (top + bottom) / 2 else bottom + out
        grow = np.diag([px_per_mm / _PX_PER_MM, px_per_mm / _PX_PER_MM, 1.0])
        centred = place(picture, 0, 0, 0)
        cos, sin = math.cos(angle), math.sin(angle)
        turn = np.array([[cos, -sin, x], [sin, cos, y], [0, 0, 1.0]])
        things.append((picture, turn @ grow @ centred))
    return things


def _sentence(rng: Random, words: int) -> str:
    return " ".join(rng.choice(_WORDS) for _ in range(words)).capitalize()


def _draw_book(rng: Random) -> Image:
    cover = rng.choice(_COVERS)
    ink: Color = (240, 236, 226) if sum(cover) < 380 else (40, 36, 30)
    canvas = Canvas(130, 195, _PX_PER_MM, cover, Side.RECTO)
    title = Type(Face("eb-garamond", 600), rng.uniform(26, 40), ink)
    for i, line in enumerate(canvas.wrap(_sentence(rng, 5), title, 106)):
        canvas.text(65, 56 + i * 17, line, title, LineRole.OTHER, align="center", max_width_mm=110)
    author = Type(Face("inter", 400), 15, ink)
    canvas.text(65, 172, _sentence(rng, 2), author, LineRole.OTHER, align="center")
    if rng.random() < 0.5:
        canvas.frame(canvas.box.inset(9), ink, 1.5)
    return canvas.to_array()


def _draw_sheet(rng: Random) -> Image:
    tone = rng.randint(228, 252)
    canvas = Canvas(210, 297, _PX_PER_MM, (tone, tone, tone - 3), Side.RECTO)
    ink = Type(Face("inter", 400), rng.uniform(10, 12), (50, 50, 54))
    y = 30.0
    while y < 275:
        words = rng.randint(3, 14)
        canvas.text(22, y, _sentence(rng, words), ink, LineRole.OTHER, max_width_mm=166)
        y += 6.2 if rng.random() > 0.15 else 13
    return canvas.to_array()


def _draw_screen(rng: Random) -> Image:
    canvas = Canvas(72, 150, _PX_PER_MM, (16, 16, 18), Side.RECTO)
    is_dark = rng.random() < 0.4
    ground: Color = (34, 36, 42) if is_dark else (244, 245, 248)
    bubble: Color = (58, 66, 84) if is_dark else (214, 226, 246)
    ink: Color = (230, 230, 234) if is_dark else (40, 42, 48)
    canvas.fill(Box(3, 6, 69, 144), ground)
    kind = Type(Face("inter", 400), 8.5, ink)
    y = 16.0
    while y < 128:
        canvas.fill(Box(8, y - 6, rng.uniform(44, 64), y + 5), bubble)
        canvas.text(11, y, _sentence(rng, rng.randint(2, 4)), kind, LineRole.OTHER, max_width_mm=50)
        y += 15
    return canvas.to_array()
