"""A card being drawn: millimetres and points in, pixels and the truth of every line out.

Layouts speak a designer's units: positions in millimetres from the top left of the card, type in
points, baselines rather than boxes. Each text is remembered with the quad of its ink.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

import numpy as np
from PIL import Image as Pictures
from PIL import ImageDraw, ImageFont

from drawn.fonts import Face, load_font
from drawn.truth import DrawnLine, LineRole
from ocr.types import Image, Quad, Side

MM_PER_POINT = 25.4 / 72
Color = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Type:
    """How a text is set."""

    face: Face
    size_pt: float
    color: Color
    tracking: float = 0.0
    """Extra space after each letter, as a part of the em."""
    is_upper: bool = False

    def scaled(self, factor: float) -> Type:
        """Give the same type at another size."""
        return Type(self.face, self.size_pt * factor, self.color, self.tracking, self.is_upper)

    def faced(self, face: Face) -> Type:
        """Give the same type in another face."""
        return Type(face, self.size_pt, self.color, self.tracking, self.is_upper)

    def tinted(self, color: Color) -> Type:
        """Give the same type in another colour."""
        return Type(self.face, self.size_pt, color, self.tracking, self.is_upper)


Span = tuple[str, Type]
"""A piece of a line and how it is set."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in millimetres."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Width in millimetres."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Height in millimetres."""
        return self.bottom - self.top

    @property
    def centre(self) -> tuple[float, float]:
        """The middle, millimetres."""
        return ((self.left + self.right) / 2, (self.top + self.bottom) / 2)

    def inset(self, by_mm: float) -> Box:
        """Give the box with that much taken off every side."""
        return Box(self.left + by_mm, self.top + by_mm, self.right - by_mm, self.bottom - by_mm)


class Canvas:
    """One side of a card.

    Args:
        width_mm: Width of the card.
        height_mm: Height of the card.
        px_per_mm: Resolution; 15.75 is 400 dots per inch.
        paper: Colour of the ground.
        side: Which side, written on every line.
    """

    def __init__(
        self, width_mm: float, height_mm: float, px_per_mm: float, paper: Color, side: Side
    ) -> None:
        self.width_mm = width_mm
        self.height_mm = height_mm
        self.px_per_mm = px_per_mm
        self.paper = paper
        self.side = side
        size = (round(width_mm * px_per_mm), round(height_mm * px_per_mm))
        self.picture = Pictures.new("RGB", size, paper)
        self.lines: list[DrawnLine] = []
        self._draw = ImageDraw.Draw(self.picture)

    @property
    def box(self) -> Box:
        """The whole card."""
        return Box(0, 0, self.width_mm, self.height_mm)

    def px(self, mm: float) -> float:
        """Turn millimetres into pixels."""
        return mm * self.px_per_mm

    def to_array(self) -> Image:
        """Give the picture as an RGB array, shape (h, w, 3), uint8."""
        return np.asarray(self.picture, dtype=np.uint8)

    # Text

    def font_of(self, style: Type) -> ImageFont.FreeTypeFont:
        """Open the font of a type at this canvas's resolution."""
        size_px = round(style.size_pt * MM_PER_POINT * self.px_per_mm * 4) / 4
        return load_font(style.face, size_px)

    def measure(self, text: str, style: Type) -> float:
        """Measure how wide a text is set, millimetres, without its last tracking."""
        return self._advance_px(_cased(text, style), style) / self.px_per_mm

    def measure_spans(self, spans: Sequence[Span]) -> float:
        """Measure how wide spans are set one after another, millimetres."""
        return sum(self.measure(text, style) for text, style in spans)

    def cap_height(self, style: Type) -> float:
        """Measure the height of a capital H, millimetres."""
        _, top, _, bottom = self.font_of(style).getbbox("H", anchor="ls")
        return (bottom - top) / self.px_per_mm

    def text(
        self,
        x_mm: float,
        baseline_mm: float,
        text: str,
        style: Type,
        roles: LineRole | Sequence[LineRole],
        *,
        align: str = "left",
        max_width_mm: float | None = None,
    ) -> Box:
        """Set one line in one type; see `spans`."""
        return self.spans(
            x_mm, baseline_mm, [(text, style)], roles, align=align, max_width_mm=max_width_mm
        )

    def spans(
        self,
        x_mm: float,
        baseline_mm: float,
        spans: Sequence[Span],
        roles: LineRole | Sequence[LineRole],
        *,
        align: str = "left",
        max_width_mm: float | None = None,
    ) -> Box:
        """Set one line made of several pieces and remember it.

        Args:
            x_mm: The line's left edge, middle or right edge, as `align` says.
            baseline_mm: Where the letters stand.
            spans: The pieces, spaces included.
            roles: What the line says.
            align: "left", "center" or "right".
            max_width_mm: A wider line is set smaller until it fits.

        Returns:
            The box of the ink.
        """
        width = self.measure_spans(spans)
        if max_width_mm is not None and width > max_width_mm:
            # Hinting makes width not quite proportional to size, so leave a hair.
            factor = max_width_mm / width * 0.99
            spans = [(text, style.scaled(factor)) for text, style in spans]
            width = self.measure_spans(spans)
        left_mm = x_mm - {"left": 0.0, "center": width / 2, "right": width}[align]
        cursor = self.px(left_mm)
        ink: list[tuple[float, float, float, float]] = []
        for text, style in spans:
            cursor = self._set(cursor, self.px(baseline_mm), _cased(text, style), style, ink)
        box_px = (
            min(b[0] for b in ink),
            min(b[1] for b in ink),
            max(b[2] for b in ink),
            max(b[3] for b in ink),
        )
        printed = "".join(_cased(text, style) for text, style in spans)
        self.remember(printed, rect_quad(*box_px), roles)
        return Box(*(value / self.px_per_mm for value in box_px))

    def remember(
        self,
        text: str,
        quad: Quad,
        roles: LineRole | Sequence[LineRole],
        *,
        is_handwritten: bool = False,
    ) -> None:
        """Add a line to the truth without drawing it."""
        known = (roles,) if isinstance(roles, LineRole) else tuple(roles)
        self.lines.append(DrawnLine(" ".join(text.split()), quad, known, self.side, is_handwritten))

    def wrap(self, text: str, style: Type, max_width_mm: float) -> list[str]:
        """Break a text into the fewest lines that fit, as even as they can be."""
        words = text.split()
        lines = [text]
        for count in range(1, len(words) + 1):
            lines = _break_evenly(words, count, lambda line: self.measure(line, style))
            if max(self.measure(line, style) for line in lines) <= max_width_mm:
                break
        return lines

    def _advance_px(self, text: str, style: Type) -> float:
        font = self.font_of(style)
        if not style.tracking:
            return font.getlength(text)
        return font.getlength(text, features=["-liga"]) + self._tracking_px(style) * (len(text) - 1)

    def _tracking_px(self, style: Type) -> float:
        return style.tracking * style.size_pt * MM_PER_POINT * self.px_per_mm

    def _set(
        self,
        x_px: float,
        y_px: float,
        text: str,
        style: Type,
        ink: list[tuple[float, float, float, float]],
    ) -> float:
        """Draw one piece; return where the next one starts."""
        font = self.font_of(style)
        if not style.tracking:
            self._draw.text((x_px, y_px), text, font=font, fill=style.color, anchor="ls")
            if text.strip():
                ink.append(self._draw.textbbox((x_px, y_px), text.rstrip(), font=font, anchor="ls"))
            return x_px + font.getlength(text)
        space = self._tracking_px(style)
        for index, letter in enumerate(text):
            self._draw.text((x_px, y_px), letter, font=font, fill=style.color, anchor="ls")
            if letter.strip():
                ink.append(self._draw.textbbox((x_px, y_px), letter, font=font, anchor="ls"))
            pair = text[index : index + 2]
            step = font.getlength(pair, features=["-liga"]) - font.getlength(pair[1:])
            x_px += step + space
        return x_px

    # Shapes

    def fill(self, box: Box, color: Color) -> None:
        """Fill a rectangle."""
        self._draw.rectangle(self._corners_px(box), fill=color)

    def rule(self, x0: float, y0: float, x1: float, y1: float, color: Color, pt: float) -> None:
        """Draw a straight line, its thickness in points."""
        width = max(1, round(self.px(pt * MM_PER_POINT)))
        points = [(self.px(x0), self.px(y0)), (self.px(x1), self.px(y1))]
        self._draw.line(points, fill=color, width=width)

    def frame(self, box: Box, color: Color, pt: float) -> None:
        """Draw the outline of a rectangle, its thickness in points."""
        width = max(1, round(self.px(pt * MM_PER_POINT)))
        self._draw.rectangle(self._corners_px(box), outline=color, width=width)

    def polygon(self, points_mm: Sequence[tuple[float, float]], color: Color) -> None:
        """Fill a polygon with smooth edges."""
        xs, ys = [x for x, _ in points_mm], [y for _, y in points_mm]
        box = Box(min(xs), min(ys), max(xs), max(ys))
        scale = 3
        left, top = int(self.px(box.left)), int(self.px(box.top))
        size = (int(self.px(box.width)) + 3, int(self.px(box.height)) + 3)
        mask = Pictures.new("L", (size[0] * scale, size[1] * scale), 0)
        shifted = [((self.px(x) - left) * scale, (self.px(y) - top) * scale) for x, y in points_mm]
        ImageDraw.Draw(mask).polygon(shifted, fill=255)
        self.stamp(mask.resize(size, Pictures.Resampling.BOX), left, top, color)

    def stamp(self, mask: Pictures.Image, left_px: int, top_px: int, color: Color) -> None:
        """Lay a colour through a mask (mode L)."""
        self.picture.paste(color, (left_px, top_px), mask)

    def _corners_px(self, box: Box) -> list[tuple[int, int]]:
        left, top = round(self.px(box.left)), round(self.px(box.top))
        right, bottom = round(self.px(box.right)), round(self.px(box.bottom))
        return [(left, top), (max(left, right - 1), max(top, bottom - 1))]


def rect_quad(left: float, top: float, right: float, bottom: float) -> Quad:
    """Give the quad of an upright rectangle."""
    return ((left, top), (right, top), (right, bottom), (left, bottom))


def _cased(text: str, style: Type) -> str:
    return text.upper() if style.is_upper else text


def _break_evenly(words: Sequence[str], count: int, measure: Callable[[str], float]) -> list[str]:
    """Break words into that many lines, the widest as narrow as can be."""

    def lines_of(breaks: tuple[int, ...]) -> list[str]:
        edges = (0, *breaks, len(words))
        return [" ".join(words[a:b]) for a, b in pairwise(edges)]

    ways = (lines_of(breaks) for breaks in combinations(range(1, len(words)), count - 1))
    return min(ways, key=lambda lines: max(measure(line) for line in lines))
