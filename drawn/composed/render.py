"""Draws composed cards, and says what had to be changed to draw them."""

from __future__ import annotations

import math
import re
import unicodedata
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image as Pictures

from drawn.canvas import MM_PER_POINT, Box, Canvas
from drawn.cards import PX_PER_MM
from drawn.composed.faces import GlyphMissingError
from drawn.composed.fitting import SHARE_OF_ALIGNMENT, Fitted, find_collisions, fit_texts
from drawn.composed.form import ComposedCard, ComposedError, Shape
from drawn.truth import CardFields, DrawnCard, LineRole
from ocr.types import Quad, Side

_SMALLEST_LEGIBLE = 0.4
_RULE_PT = 0.6
_DISC_CORNERS = 96


@dataclass(frozen=True, slots=True)
class Drawn:
    """A composed card that was drawn."""

    id: str
    card: DrawnCard
    remarks: tuple[str, ...]
    """What had to be changed, and which true values are printed nowhere."""


def draw_composed(card: ComposedCard) -> Drawn:
    """Draw a card that was composed by hand.

    Raises:
        ComposedError: If a text holds a letter that no installed font has.
        FontMissingError: If the project's fonts are not installed.
    """
    remarks: list[str] = []
    canvases = {side: _draw_side(card, side, remarks) for side in Side}
    recto, verso = canvases[Side.RECTO], canvases[Side.VERSO]
    has_verso = bool(verso.lines) or any(shape.side is Side.VERSO for shape in card.shapes)
    remarks += [f"printed nowhere: {value}" for value in _find_unprinted(card)]
    drawn = DrawnCard(
        seed=zlib.crc32(card.id.encode()),
        layout="composed",
        verso_kind="composed" if has_verso else "none",
        language=card.language,
        country=card.country,
        fields=card.fields,
        recto=recto.to_array(),
        verso=verso.to_array() if has_verso else None,
        lines=tuple(recto.lines + (verso.lines if has_verso else [])),
        px_per_mm=PX_PER_MM,
        corner_radius_px=0.0,
    )
    return Drawn(card.id, drawn, tuple(remarks))


def _draw_side(card: ComposedCard, side: Side, remarks: list[str]) -> Canvas:
    canvas = Canvas(*card.size_mm, PX_PER_MM, card.paper, side)
    for shape in card.shapes:
        if shape.side is side:
            _draw_shape(canvas, shape)
    _set_texts(canvas, card, side, remarks)
    return canvas


def _draw_shape(canvas: Canvas, shape: Shape) -> None:
    if shape.kind == "rect":
        x, y, width, height = shape.numbers_mm
        right, bottom = min(x + width, canvas.width_mm), min(y + height, canvas.height_mm)
        canvas.fill(Box(x, y, right, bottom), shape.color)
    elif shape.kind == "line":
        x0, y0, x1, y1 = shape.numbers_mm
        canvas.rule(x0, y0, x1, y1, shape.color, _RULE_PT)
    else:
        x, y, radius = shape.numbers_mm
        turns = [2 * math.pi * step / _DISC_CORNERS for step in range(_DISC_CORNERS)]
        points = [(x + radius * math.cos(t), y + radius * math.sin(t)) for t in turns]
        canvas.polygon(points, shape.color)


def _set_texts(canvas: Canvas, card: ComposedCard, side: Side, remarks: list[str]) -> None:
    try:
        fitted = fit_texts(canvas, card.id, card.texts[side])
    except GlyphMissingError as error:
        raise ComposedError(f"{card.id}: {error}") from error
    for one in fitted:
        if one.factor < _SMALLEST_LEGIBLE:
            raise ComposedError(f"{card.id}: there is no room for {one.text.text!r}")
        if one.factor < 1:
            remarks.append(f"set at {one.factor:.0%} of its size: {one.text.text}")
        roles = roles_of(one.text.text, card.fields)
        if one.text.turn_deg == 0:
            x, y = one.text.x_mm, one.text.baseline_mm
            canvas.spans(x, y, one.spans, roles, align=one.text.align)
        else:
            _set_turned(canvas, one, roles)
    for first, second in find_collisions(canvas, fitted):
        remarks.append(f"touch: {fitted[first].text.text} / {fitted[second].text.text}")


def _set_turned(canvas: Canvas, one: Fitted, roles: tuple[LineRole, ...]) -> None:
    """Set a line on a strip of its own, turn the strip about the anchor and stamp it."""
    text, spans = one.text, one.spans
    width, size = canvas.measure_spans(spans), max(style.size_pt for _, style in spans)
    pad = 2 * size * MM_PER_POINT
    strip = Canvas(width + 2 * pad, 2 * pad, canvas.px_per_mm, (0, 0, 0), canvas.side)
    white = [(piece, style.tinted((255, 255, 255))) for piece, style in spans]
    anchor = (strip.px(pad + width * SHARE_OF_ALIGNMENT[text.align]), strip.px(pad * 1.2))
    strip.spans(pad, pad * 1.2, white, roles)
    turns = {90: Pictures.Transpose.ROTATE_90, -90: Pictures.Transpose.ROTATE_270}
    turn = turns.get(text.turn_deg, Pictures.Transpose.ROTATE_180)
    mask = strip.picture.convert("L").transpose(turn)
    shift_x, shift_y = _turned(anchor, strip.picture.size, text.turn_deg)
    left, top = (
        round(canvas.px(text.x_mm) - shift_x),
        round(canvas.px(text.baseline_mm) - shift_y),
    )
    canvas.stamp(mask, left, top, text.color)
    a, b, c, d = (
        (x + left, y + top)
        for x, y in (
            _turned(point, strip.picture.size, text.turn_deg) for point in strip.lines[0].quad
        )
    )
    quad: Quad = (a, b, c, d)
    canvas.remember(text.text, quad, roles)


def _turned(
    point: tuple[float, float], size_px: tuple[int, int], turn_deg: int
) -> tuple[float, float]:
    """Take a point of a picture to where it lies once the picture is turned anticlockwise."""
    x, y = point
    width, height = size_px
    if turn_deg == 90:
        return (y, width - x)
    if turn_deg == -90:
        return (height - y, x)
    return (width - x, height - y)


def roles_of(text: str, fields: CardFields) -> tuple[LineRole, ...]:
    """Say which true values a line prints, wholly or in part."""
    said = _bare(text)
    found = [
        role
        for role, value in _values(fields)
        if (bare := _bare(value)) and (bare in said or (len(said) > 3 and said in bare))
    ]
    return tuple(dict.fromkeys(found)) or (LineRole.OTHER,)


def _values(fields: CardFields) -> Iterator[tuple[LineRole, str]]:
    if fields.name:
        yield LineRole.NAME, fields.name.full
    yield LineRole.ORGANIZATION, fields.organization
    yield LineRole.TITLE, fields.title
    yield LineRole.DEPARTMENT, fields.department
    yield from ((LineRole.EMAIL, email) for email in fields.emails)
    yield from ((LineRole.PHONE, phone.value) for phone in fields.phones)
    yield from ((LineRole.URL, url) for url in fields.urls)
    yield from ((LineRole.SOCIAL, profile.value) for profile in fields.social)
    yield from ((LineRole.ADDRESS, address.formatted) for address in fields.addresses)


def _find_unprinted(card: ComposedCard) -> Iterator[str]:
    """Find true values that nobody could read on the card, their words in any order."""
    texts = [text.text for side in Side for text in card.texts[side]]
    printed = {word for text in texts for word in _words(text)}
    run = _bare(" ".join(texts))
    for role, value in _values(card.fields):
        missing = [word for word in _words(value) if word not in printed and word not in run]
        if missing:
            yield f"{role} {value!r} ({', '.join(missing)})"


def _fold(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", _fold(text))


def _bare(text: str) -> str:
    return "".join(_words(text))
