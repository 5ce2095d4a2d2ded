"""The small signs before a telephone number, an e-mail address or a place."""

from __future__ import annotations

from collections.abc import Callable

from PIL import Image as Pictures
from PIL import ImageDraw

from drawn.canvas import Box, Canvas, Color

_SCALE = 6


def draw_icon(canvas: Canvas, name: str, box: Box, color: Color) -> None:
    """Draw an icon in a square box; "blank" draws nothing and only keeps the room.

    Raises:
        KeyError: If there is no such icon.
    """
    painter = ICONS[name]
    if painter is None:
        return
    side = max(6, round(canvas.px(box.width)))
    mask = Pictures.new("L", (side * _SCALE, side * _SCALE), 0)
    painter(ImageDraw.Draw(mask), float(side * _SCALE - 1))
    small = mask.resize((side, side), Pictures.Resampling.LANCZOS)
    canvas.stamp(small, round(canvas.px(box.left)), round(canvas.px(box.top)), color)


def _phone(pen: ImageDraw.ImageDraw, s: float) -> None:
    pen.arc((-0.62 * s, -0.62 * s, 0.98 * s, 0.98 * s), 8, 82, fill=255, width=round(s * 0.2))
    pen.rounded_rectangle((0.66 * s, 0.06 * s, 1.0 * s, 0.42 * s), radius=0.1 * s, fill=255)
    pen.rounded_rectangle((0.06 * s, 0.66 * s, 0.42 * s, 1.0 * s), radius=0.1 * s, fill=255)


def _cell(pen: ImageDraw.ImageDraw, s: float) -> None:
    pen.rounded_rectangle((0.22 * s, 0, 0.78 * s, s), radius=0.1 * s, fill=255)
    pen.rectangle((0.3 * s, 0.13 * s, 0.7 * s, 0.8 * s), fill=0)
    pen.ellipse((0.46 * s, 0.85 * s, 0.54 * s, 0.93 * s), fill=0)


def _fax(pen: ImageDraw.ImageDraw, s: float) -> None:
    pen.rectangle((0.24 * s, 0.02 * s, 0.76 * s, 0.3 * s), fill=255)
    pen.rounded_rectangle((0, 0.36 * s, s, 0.76 * s), radius=0.08 * s, fill=255)
    pen.rectangle((0.24 * s, 0.6 * s, 0.76 * s, 0.98 * s), fill=255)
    pen.rectangle((0.32 * s, 0.67 * s, 0.68 * s, 0.91 * s), fill=0)


def _email(pen: ImageDraw.ImageDraw, s: float) -> None:
    pen.rounded_rectangle((0, 0.16 * s, s, 0.84 * s), radius=0.08 * s, fill=255)
    line = [(0.04 * s, 0.22 * s), (0.5 * s, 0.58 * s), (0.96 * s, 0.22 * s)]
    pen.line(line, fill=0, width=round(s * 0.08), joint="curve")


def _url(pen: ImageDraw.ImageDraw, s: float) -> None:
    width = round(s * 0.09)
    pen.ellipse((0.02 * s, 0.02 * s, 0.98 * s, 0.98 * s), outline=255, width=width)
    pen.ellipse((0.3 * s, 0.02 * s, 0.7 * s, 0.98 * s), outline=255, width=width)
    pen.line((0.04 * s, 0.5 * s, 0.96 * s, 0.5 * s), fill=255, width=width)


def _pin(pen: ImageDraw.ImageDraw, s: float) -> None:
    pen.ellipse((0.16 * s, 0, 0.84 * s, 0.68 * s), fill=255)
    pen.polygon([(0.2 * s, 0.46 * s), (0.8 * s, 0.46 * s), (0.5 * s, s)], fill=255)
    pen.ellipse((0.37 * s, 0.21 * s, 0.63 * s, 0.47 * s), fill=0)


def _social(pen: ImageDraw.ImageDraw, s: float) -> None:
    for x, y in ((0.2, 0.5), (0.8, 0.2), (0.8, 0.8)):
        pen.ellipse(((x - 0.18) * s, (y - 0.18) * s, (x + 0.18) * s, (y + 0.18) * s), fill=255)
        pen.line((0.2 * s, 0.5 * s, x * s, y * s), fill=255, width=round(s * 0.08))


ICONS: dict[str, Callable[[ImageDraw.ImageDraw, float], None] | None] = {
    "phone": _phone,
    "cell": _cell,
    "fax": _fax,
    "email": _email,
    "url": _url,
    "pin": _pin,
    "social": _social,
    "blank": None,
}
