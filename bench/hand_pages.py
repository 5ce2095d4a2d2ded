"""Draws pages and versos written by hand, photographs and flattens them, with known truth."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from random import Random
from typing import Final

import numpy as np
from PIL import Image as Pictures
from PIL import ImageOps

from bench.hand_texts import SENTENCES
from drawn.canvas import Canvas, Color
from drawn.fonts import Face
from drawn.handwriting import HANDS, Hand, draw_hand, measure_line, write_line
from drawn.notes import draw_note
from drawn.photo_options import PhotoOptions
from drawn.photograph import photograph
from ocr.geometry import Corners, to_corners, warp_quad
from ocr.types import Image, Side

HELD_OUT: Final = frozenset(
    {"homemade-apple", "reenie-beanie", "la-belle-aurore", "kalam", "zeyada", "indie-flower"}
)
"""Hands that no threshold was chosen on."""

_PAPERS: Final[tuple[Color, ...]] = (
    (255, 255, 255), (252, 250, 244), (246, 240, 226), (214, 190, 152), (226, 234, 240),
    (250, 238, 150), (238, 226, 230),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class HandPage:
    """A flattened page and what was written on it."""

    name: str
    picture: Image
    lines: tuple[str, ...]
    language: str
    family: str
    """The font."""
    kind: str
    """"note" or "prose"."""

    @property
    def text(self) -> str:
        """The lines in one row."""
        return " ".join(self.lines)


def draw_page(seed: int) -> HandPage:
    """Draw a page: every second one a note, the others two to four lines of prose."""
    rng = Random(seed)
    language = ("fr", "en")[seed % 2]
    kind = ("note", "prose")[seed // 2 % 2]
    base = draw_hand(rng)
    hand = Hand(
        _face(seed),
        base.ink,
        base.is_pencil,
        base.x_height_mm,
        base.slant,
        base.wobble,
        base.weight,
    )
    lines = draw_note(rng, language).lines if kind == "note" else _prose(rng, language)
    canvas = _paper(rng, hand, lines)
    _write(canvas, hand, lines, rng)
    flat = _photographed(canvas.to_array(), seed)
    return HandPage(f"{kind}_{language}_{seed}", flat, lines, language, hand.face.family, kind)


def is_held_out(page: HandPage) -> bool:
    """Tell whether a page is in a hand that no threshold was chosen on."""
    return page.family in HELD_OUT


def _face(seed: int) -> Face:
    return HANDS[seed // 4 % len(HANDS)]


def _prose(rng: Random, language: str) -> tuple[str, ...]:
    sentences = SENTENCES[language]
    count = rng.randint(2, 4)
    start = rng.randrange(0, len(sentences) - count + 1, 2)
    return sentences[start : start + count]


def _paper(rng: Random, hand: Hand, lines: tuple[str, ...]) -> Canvas:
    probe = Canvas(10, 10, 12, (255, 255, 255), Side.VERSO)
    widest = max(measure_line(probe, hand, line).width for line in lines)
    width_mm = max(85.0, widest * 1.12 + 10)
    height_mm = max(width_mm * 0.45, len(lines) * hand.x_height_mm * 5.2 + 14)
    canvas = Canvas(width_mm, height_mm, 12, rng.choice(_PAPERS), Side.VERSO)
    if rng.random() < 0.3:
        step = rng.uniform(6.0, 8.5)
        for row in range(1, int(height_mm / step)):
            canvas.rule(2, row * step, width_mm - 2, row * step, (176, 196, 222), 0.5)
    return canvas


def _write(canvas: Canvas, hand: Hand, lines: tuple[str, ...], rng: Random) -> None:
    angle_deg = rng.gauss(0, 2.0)
    pitch = hand.x_height_mm * rng.uniform(3.4, 4.6)
    top = (canvas.height_mm - pitch * (len(lines) - 1)) / 2 + hand.x_height_mm * 0.5
    for row, line in enumerate(lines):
        width = measure_line(canvas, hand, line).width
        x = max(3.0, (canvas.width_mm - width) / 2 * rng.uniform(0.3, 1.0))
        y = top + row * pitch - np.tan(np.radians(angle_deg)) * width / 2
        write_line(canvas, hand, line, x, float(y), rng, angle_deg=angle_deg)


def _photographed(picture: Image, seed: int) -> Image:
    """Photograph a flat page and flatten it again at 1,000 pixels."""
    options = PhotoOptions(long_side_px=1400, orientation=1)
    photo = photograph([picture], seed, options)
    with Pictures.open(BytesIO(photo.jpeg)) as file:
        taken = np.asarray(ImageOps.exif_transpose(file).convert("RGB"), dtype=np.uint8)
    corners: Corners = to_corners(photo.cards[0].quad)
    height, width = picture.shape[:2]
    scale = 1000 / max(width, height)
    return warp_quad(taken, corners, (round(width * scale), round(height * scale)))
