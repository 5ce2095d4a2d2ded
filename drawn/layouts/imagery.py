"""Cards with pictures and shapes: a strip of landscape, a gradient, geometry, a diagonal."""

from __future__ import annotations

import math
from random import Random

import numpy as np
from PIL import Image as Pictures

from drawn.blocks import Block, add_address, add_items, contact_items
from drawn.canvas import Box, Canvas, Color
from drawn.layouts.base import Layout, draw_firm, draw_logo, identity_block
from drawn.marks import draw_mark
from drawn.people import Person
from drawn.style import Style, mix
from drawn.truth import LineRole


def paint_gradient(canvas: Canvas, box: Box, first: Color, last: Color, angle_deg: float) -> None:
    """Fill a box with a gradient between two colours, in a direction."""
    width, height = round(canvas.px(box.width)), round(canvas.px(box.height))
    angle = math.radians(angle_deg)
    x = np.linspace(-0.5, 0.5, width, dtype=np.float32)[None, :] * math.cos(angle)
    y = np.linspace(-0.5, 0.5, height, dtype=np.float32)[:, None] * math.sin(angle)
    part = x + y
    part = (part - part.min()) / (part.max() - part.min())
    a, b = np.array(first, dtype=np.float32), np.array(last, dtype=np.float32)
    pixels = (a + (b - a) * part[..., None]).astype(np.uint8)
    at = (round(canvas.px(box.left)), round(canvas.px(box.top)))
    canvas.picture.paste(Pictures.fromarray(pixels), at)


def paint_landscape(canvas: Canvas, box: Box, style: Style, rng: Random) -> None:
    """Paint hills in the palette's colours under a pale sky: the card's photograph."""
    p = style.palette
    pale, deep = mix(p.accent, (255, 255, 255), 0.82), mix(p.panel, (0, 0, 0), 0.15)
    paint_gradient(canvas, box, mix(pale, p.accent, 0.25), pale, 90)
    radius = min(box.width, box.height) * 0.13
    cx = box.left + box.width * rng.uniform(0.25, 0.75)
    cy = box.top + box.height * 0.3
    sun = Box(cx - radius, cy - radius, cx + radius, cy + radius)
    draw_mark(canvas, "disc", sun, mix(pale, (255, 250, 235), 0.8))
    layers = 5
    for layer in range(layers):
        depth = (layer + 1) / layers
        base = box.top + box.height * (0.42 + 0.46 * layer / layers)
        height = box.height * (0.16 - 0.015 * layer)
        phase, speed = rng.uniform(0, 6), rng.uniform(1.2, 2.6)
        ridge = []
        for step in range(61):
            x = box.left + box.width * step / 60
            t = step / 60 * speed * math.pi + phase
            y = base - height * (0.6 * math.sin(t) + 0.28 * math.sin(2.3 * t + layer))
            ridge.append((x, min(box.bottom, max(box.top, y))))
        shape = [*ridge, (box.right, box.bottom), (box.left, box.bottom)]
        canvas.polygon(shape, mix(mix(pale, p.accent, 0.35), deep, depth))


def draw_photo_strip(canvas: Canvas, person: Person, style: Style, rng: Random) -> None:
    """A landscape on one side or across the top, type on paper beside it."""
    p = style.palette
    is_top = rng.random() < 0.35
    if is_top:
        cut = canvas.height_mm * 0.34
        paint_landscape(canvas, Box(0, 0, canvas.width_mm, cut), style, rng)
        left, top, right = 6.5, cut + 5.2, canvas.width_mm - 6.5
    else:
        cut = canvas.width_mm * rng.uniform(0.3, 0.36)
        is_left = rng.random() < 0.5
        strip_left = 0.0 if is_left else canvas.width_mm - cut
        paint_landscape(canvas, Box(strip_left, 0, strip_left + cut, canvas.height_mm), style, rng)
        left = cut + 6.0 if is_left else 6.5
        top, right = 7.0, (canvas.width_mm if is_left else canvas.width_mm - cut) - 6.0
    width = right - left
    bottom = canvas.height_mm - (5.6 if is_top else 7.0)
    text, label = style.body(6.6, p.ink), style.strong(6.6, p.accent)
    low = Block(1.42)
    add_items(low, contact_items(person, style), style, text, label)
    add_address(low, person, style, text, label)
    if is_top:
        half = width * 0.46
        who = identity_block(
            person,
            style,
            canvas,
            half,
            name=style.display(10.5, p.ink),
            title=style.body(6.8, p.muted),
        )
        if person.fields.organization:
            who.add_wrapped(
                canvas, person.fields.organization, style.strong(7, p.accent),
                LineRole.ORGANIZATION, half, 1.4,
            )  # fmt: skip
        who.draw(canvas, left, top, width_mm=half, height_mm=bottom - top)
        low.draw(canvas, right - width * 0.5, top, width_mm=width * 0.5, height_mm=bottom - top)
        return
    end = draw_firm(
        canvas, person, left, top, width, name=style.strong(8, p.accent),
        tagline=style.body(6.1, p.muted) if rng.random() < 0.5 else None,
    ) if person.fields.organization else top - 2  # fmt: skip
    low.draw(canvas, left, bottom, width_mm=width, height_mm=(bottom - end) * 0.6, valign="bottom")
    low_top = bottom - low.height(canvas)
    who = identity_block(
        person, style, canvas, width, name=style.display(11.5, p.ink), title=style.body(7, p.muted)
    )
    who.draw(
        canvas, left, (end + low_top) / 2, width_mm=width, height_mm=low_top - end - 4.5,
        valign="middle",
    )  # fmt: skip


def draw_gradient(canvas: Canvas, person: Person, style: Style, rng: Random) -> None:
    """A gradient from edge to edge, white type, soft circles."""
    p, edge = style.palette, 7.0
    deep = mix(p.deep, (0, 0, 0), 0.25)
    warm = mix(p.accent, p.deep, 0.45)
    paint_gradient(canvas, canvas.box, deep, warm, rng.choice([20, 35, -30, 90]))
    for _ in range(2):
        radius = rng.uniform(14, 26)
        cx = canvas.width_mm * rng.uniform(0.75, 1.0)
        cy = canvas.height_mm * rng.choice([0.05, 0.95])
        steps = [
            (cx + radius * math.cos(t / 30 * math.pi), cy + radius * math.sin(t / 30 * math.pi))
            for t in range(60)
        ]
        inside = [
            (min(canvas.width_mm, max(0, x)), min(canvas.height_mm, max(0, y))) for x, y in steps
        ]
        canvas.polygon(inside, mix(warm, p.deep, rng.uniform(0.3, 0.6)))
    white, pale = (255, 255, 255), mix(p.deep, (255, 255, 255), 0.82)
    width = canvas.width_mm - 2 * edge
    text, label = style.body(6.8, white), style.strong(6.8, pale)
    low = Block(1.44)
    add_items(low, contact_items(person, style), style, text, label)
    add_address(low, person, style, text, label)
    bottom = canvas.height_mm - edge
    low.draw(canvas, edge, bottom, width_mm=width * 0.8, height_mm=21, valign="bottom")
    low_top = bottom - low.height(canvas)
    who = Block(1.36)
    firm_type = style.strong(7.2, pale, 0.08, is_upper=True)
    if person.fields.organization:
        who.add_wrapped(
            canvas, person.fields.organization, firm_type, LineRole.ORGANIZATION, width * 0.7
        )
    rest = identity_block(
        person, style, canvas, width, name=style.display(14.5, white), title=style.body(7.4, pale)
    )
    who.rows += rest.rows
    who.draw(canvas, edge, edge, width_mm=width, height_mm=low_top - edge - 3.5)


def draw_corners(canvas: Canvas, person: Person, style: Style, rng: Random) -> None:
    """Triangles and quarter discs in one corner, everything else flush left."""
    p, edge = style.palette, 6.5
    w, h = canvas.width_mm, canvas.height_mm
    reach = w * rng.uniform(0.26, 0.34)
    canvas.polygon([(w - reach, 0), (w, 0), (w, reach * 1.1)], p.panel)
    canvas.polygon([(w - reach * 0.55, 0), (w, 0), (w, reach * 0.6)], mix(p.accent, p.panel, 0.2))
    canvas.polygon([(w, h), (w - reach * 0.7, h), (w, h - reach * 0.5)], p.accent)
    width = w - 2 * edge
    side = 8.5
    draw_logo(canvas, person, Box(edge, edge, edge + side, edge + side), p.accent, p.paper, rng)
    if person.fields.organization:
        draw_firm(
            canvas, person, edge + side + 2.8, edge + side / 2, width - reach - side + 2,
            name=style.strong(8, p.ink), valign="middle",
        )  # fmt: skip
    text, label = style.body(6.7, p.ink), style.strong(6.7, p.accent)
    low = Block(1.42)
    add_items(low, contact_items(person, style), style, text, label)
    add_address(low, person, style, text, label)
    bottom = h - edge
    low.draw(canvas, edge, bottom, width_mm=width - reach * 0.62, height_mm=19, valign="bottom")
    low_top = bottom - low.height(canvas)
    who = identity_block(
        person, style, canvas, width - reach * 0.4, name=style.display(13, p.ink),
        title=style.body(7.2, p.accent),
    )  # fmt: skip
    who.draw(
        canvas, edge, (edge + side + low_top) / 2, width_mm=width - reach * 0.4,
        height_mm=low_top - edge - side - 4.6, valign="middle",
    )  # fmt: skip


def draw_diagonal(canvas: Canvas, person: Person, style: Style, rng: Random) -> None:
    """A slanted edge between colour and paper."""
    p = style.palette
    w, h = canvas.width_mm, canvas.height_mm
    top, bottom = w * 0.5, w * 0.36
    canvas.polygon([(0, 0), (top + 2.2, 0), (bottom + 2.2, h), (0, h)], mix(p.accent, p.panel, 0.1))
    canvas.polygon([(0, 0), (top, 0), (bottom, h), (0, h)], p.panel)
    side = 12.5
    left = bottom * 0.5 - side / 2 + 1
    box = Box(left, h * 0.5 - side - 0.5, left + side, h * 0.5 - 0.5)
    draw_logo(canvas, person, box, p.on_panel, p.panel, rng)
    if person.fields.organization:
        draw_firm(
            canvas, person, left + side / 2, h * 0.5 + 3, bottom - 7,
            name=style.strong(8, p.on_panel), align="center",
        )  # fmt: skip
    right, width = w - 6.5, w - top - 9.5
    who = identity_block(
        person,
        style,
        canvas,
        width,
        name=style.display(11.5, p.ink),
        title=style.body(6.8, p.accent),
    )
    end = who.draw(canvas, right, 7.0, width_mm=width, height_mm=16, align="right")
    low_width = w - (top + bottom) / 2 - 10.5
    text, label = style.body(6.6, p.ink), style.strong(6.6, p.accent)
    low = Block(1.45)
    add_items(low, contact_items(person, style), style, text, label)
    add_address(low, person, style, text, label, gap_mm=0.6)
    low.draw(
        canvas, right, h - 6.8, width_mm=low_width, height_mm=h - 6.8 - end - 3.5, align="right",
        valign="bottom",
    )  # fmt: skip


LAYOUTS = (
    Layout("photo_strip", draw_photo_strip, label_styles=("none", "letter", "icon"), max_rows=6),
    Layout(
        "gradient",
        draw_gradient,
        ("sans", "condensed"),
        ("none", "letter", "icon"),
        max_rows=5,
        max_phones=2,
    ),
    Layout(
        "corners",
        draw_corners,
        ("sans", "condensed"),
        ("none", "letter", "word", "colon"),
        max_rows=5,
    ),
    Layout("diagonal", draw_diagonal, ("sans",), ("none", "letter"), max_rows=6),
)
