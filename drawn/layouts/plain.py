"""Cards of paper and type: centred, minimal, Swiss, classic."""

from __future__ import annotations

from random import Random

from drawn.blocks import (
    Block,
    add_address,
    add_items,
    add_joined,
    contact_items,
    match_sizes,
    printed_name,
)
from drawn.canvas import Box, Canvas
from drawn.layouts.base import Layout, draw_firm, draw_logo, identity_block
from drawn.marks import fill_shape
from drawn.people import Person
from drawn.style import Style, mix
from drawn.truth import LineRole

_LEAST_ROOM_MM = 4.0
"""For the person between the firm and how to reach them."""


def draw_centred(canvas: Canvas, person: Person, style: Style, rng: Random) -> None:
    """Everything on the middle axis, a short rule between who and how."""
    p, middle = style.palette, canvas.width_mm / 2
    width = canvas.width_mm - 16
    has_mark = rng.random() < 0.55
    top = 6.0
    if has_mark:
        side = 7.5
        box = Box(middle - side / 2, top, middle + side / 2, top + side)
        draw_logo(canvas, person, box, p.accent, p.paper, rng)
        top += side + 3.0
    else:
        top += 1.2
    firm = style.body(6.4, p.muted, 0.16, is_upper=True)
    baseline = draw_firm(canvas, person, middle, top, width, name=firm, align="center")
    name = style.display(12.5 if has_mark else 14.5, p.ink)
    title = style.body(7.2, p.accent)
    if style.types.body.family in {"cormorant-garamond", "eb-garamond", "crimson-text"}:
        title = style.body(8, p.accent)
    block = identity_block(person, style, canvas, width, name=name, title=title)
    items = contact_items(person, style)
    text, label = style.body(6.8, p.ink), style.body(6.8, p.muted)
    low = Block(1.5)
    add_joined(low, items, text, label, "   ·   ", per_line=2)
    add_address(low, person, style, text, label, is_one_line=rng.random() < 0.6)
    bottom, gap = canvas.height_mm - 5.6, 2.6
    most = bottom - baseline - 2 * gap - _LEAST_ROOM_MM
    if low.height(canvas) > most:
        low.scale(most / low.height(canvas))
    low_height = low.height(canvas)
    room_top, room_bottom = baseline + gap, bottom - low_height - gap
    end = block.draw(
        canvas, middle, (room_top + room_bottom) / 2 - 0.5, width_mm=width,
        height_mm=room_bottom - room_top, align="center", valign="middle",
    )  # fmt: skip
    rule_y = (end + (bottom - low_height)) / 2 + 0.2
    if rule_y - end > 1.3:
        canvas.rule(middle - 4, rule_y, middle + 4, rule_y, p.accent, 0.6)
    low.draw(canvas, middle, bottom, width_mm=width, align="center", valign="bottom")


def draw_minimal_caps(canvas: Canvas, person: Person, style: Style, rng: Random) -> None:
    """Small spaced capitals and much white."""
    p = style.palette
    left = 8.0 if rng.random() < 0.6 else canvas.width_mm * 0.42
    width = canvas.width_mm - left - 7
    caps = style.strong(8.4, p.ink, 0.2, is_upper=True)
    small = style.body(5.9, p.muted, 0.14, is_upper=True)
    top = Block(1.7)
    top.add(printed_name(person, style), caps, LineRole.NAME)
    top.add_wrapped(canvas, person.fields.title, small, LineRole.TITLE, width, 0.3)
    if person.fields.department:
        top.add_wrapped(canvas, person.fields.department, small, LineRole.DEPARTMENT, width)
    end = top.draw(canvas, left, 8.2, width_mm=width)
    low = Block(1.62)
    firm = style.strong(6.2, p.accent, 0.16, is_upper=True)
    low.add_wrapped(canvas, person.fields.organization, firm, LineRole.ORGANIZATION, width)
    text = style.body(6.3, p.ink, 0.03)
    add_items(
        low, contact_items(person, style), style, text, text.tinted(p.accent), first_gap_mm=0.7
    )
    add_address(low, person, style, text, text.tinted(p.accent))
    low.draw(
        canvas, left, canvas.height_mm - 7.6, width_mm=width,
        height_mm=canvas.height_mm - 7.6 - end - 3.5, valign="bottom",
    )  # fmt: skip
    if left < 10 and rng.random() < 0.5:
        side = 2.4
        box = Box(canvas.width_mm - 8 - side, 8.0, canvas.width_mm - 8, 8.0 + side)
        fill_shape(canvas, box, p.accent, "disc")


def draw_swiss(canvas: Canvas, person: Person, style: Style, rng: Random) -> None:
    """An asymmetric grid: firm on top, two aligned columns below."""
    p, edge = style.palette, 6.5
    column = canvas.width_mm * (0.42 if rng.random() < 0.5 else 0.5)
    firm = style.display(13, p.accent, -0.015)
    draw_firm(
        canvas, person, edge, edge, canvas.width_mm - 2 * edge,
        name=firm, tagline=style.body(6.6, p.muted) if person.tagline else None, leading=1.12,
    )  # fmt: skip
    bottom = canvas.height_mm - edge
    strong, text = style.strong(7.4, p.ink), style.body(6.9, p.ink)
    left = identity_block(
        person, style, canvas, column - edge - 3, name=strong, title=style.body(6.9, p.muted),
        gap_mm=0.0,
    )  # fmt: skip
    right = Block(1.4)
    add_items(right, contact_items(person, style), style, text, text.tinted(p.accent))
    add_address(right, person, style, text, text.tinted(p.accent), gap_mm=1.0)
    match_sizes(canvas, (left, column - edge - 3), (right, canvas.width_mm - column - edge))
    # Both columns begin on one line: the grid is what holds such a card together.
    top = bottom - max(left.height(canvas), right.height(canvas))
    for block, x, end in ((left, edge, column - 3), (right, column, canvas.width_mm - edge)):
        block.draw(canvas, x, top, width_mm=end - x)
    if rng.random() < 0.6:
        rule_y = top - 2.6
        canvas.rule(edge, rule_y, canvas.width_mm - edge, rule_y, mix(p.ink, p.paper, 0.55), 0.4)


def draw_classic(canvas: Canvas, person: Person, style: Style, rng: Random) -> None:
    """A notary's card: frame, serif, firm on top, name in the middle, details at both feet."""
    p, middle = style.palette, canvas.width_mm / 2
    inset = 3.2
    if rng.random() < 0.7:
        canvas.frame(canvas.box.inset(inset), p.accent, 0.5)
        if rng.random() < 0.5:
            canvas.frame(canvas.box.inset(inset + 0.8), p.accent, 0.25)
    edge = inset + 4.0
    width = canvas.width_mm - 2 * edge
    firm = style.body(7.6, p.accent, 0.12, is_upper=True)
    end = draw_firm(canvas, person, middle, edge + 0.8, width, name=firm, align="center")
    bottom = canvas.height_mm - edge
    text, label = style.body(6.6, p.ink), style.body(6.6, p.muted)
    items = contact_items(person, style)
    half = width / 2 - 2
    left, right = Block(1.36), Block(1.36)
    phones = [i for i in items if i.role is LineRole.PHONE]
    others = [i for i in items if i.role is not LineRole.PHONE]
    if person.fields.addresses:
        add_address(left, person, style, text, label)
        add_items(right, [*phones, *others], style, text, label)
    else:
        add_items(left, phones, style, text, label)
        add_items(right, others, style, text, label)
    match_sizes(canvas, (left, half), (right, half))
    tallest = max(left.height(canvas), right.height(canvas))
    who = identity_block(
        person,
        style,
        canvas,
        width,
        name=style.display(13.5, p.ink),
        title=style.body(7.4, p.muted),
    )
    room_top, room_bottom = end + 2.2, bottom - tallest - 2.8
    who.draw(
        canvas, middle, (room_top + room_bottom) / 2, width_mm=width,
        height_mm=room_bottom - room_top, align="center", valign="middle",
    )  # fmt: skip
    left.draw(canvas, edge, bottom, width_mm=half, valign="bottom")
    right.draw(
        canvas, canvas.width_mm - edge, bottom, width_mm=half, align="right", valign="bottom"
    )


def draw_big_type(canvas: Canvas, person: Person, style: Style, rng: Random) -> None:
    """The name as large as the card takes, everything else very small."""
    p, edge = style.palette, 6.0
    width = canvas.width_mm - 2 * edge
    name = style.display(27, p.ink if rng.random() < 0.5 else p.accent, -0.02)
    who = Block(1.02)
    full = printed_name(person, style)
    truth = person.fields.name
    if truth:
        at = full.casefold().index(truth.family.casefold())
        who.add(full[:at].strip(), name, LineRole.NAME)
        who.add(full[at:], name, LineRole.NAME)
    end = who.draw(canvas, edge - 0.5, edge, width_mm=width, height_mm=20)
    small = style.body(6.6, p.ink)
    below = Block(1.35)
    below.add_wrapped(
        canvas, person.fields.title, style.strong(7, p.ink), LineRole.TITLE, width * 0.5
    )
    below.add_wrapped(canvas, person.fields.department, small, LineRole.DEPARTMENT, width * 0.5)
    below.add_wrapped(
        canvas, person.fields.organization, small, LineRole.ORGANIZATION, width * 0.46
    )
    details = Block(1.35)
    add_items(details, contact_items(person, style), style, small, small.tinted(p.muted))
    add_address(details, person, style, small, small.tinted(p.muted))
    bottom = canvas.height_mm - edge
    room = bottom - end - 4
    match_sizes(canvas, (below, width * 0.47), (details, canvas.width_mm * 0.47 - edge))
    below.draw(canvas, edge, bottom, width_mm=width * 0.47, height_mm=room, valign="bottom")
    details.draw(
        canvas, canvas.width_mm * 0.53, bottom, width_mm=canvas.width_mm * 0.47 - edge,
        height_mm=room, valign="bottom",
    )  # fmt: skip


LAYOUTS = (
    Layout("centred", draw_centred, label_styles=("none", "letter", "word")),
    Layout(
        "minimal_caps",
        draw_minimal_caps,
        ("sans",),
        ("none", "letter"),
        max_phones=2,
        address_part=0.4,
        max_rows=5,
    ),
    Layout("swiss", draw_swiss, ("sans",)),
    Layout("classic", draw_classic, ("serif",), ("none", "word", "colon", "letter")),
    Layout(
        "big_type",
        draw_big_type,
        ("condensed", "sans"),
        ("none", "letter"),
        max_phones=2,
        address_part=0.6,
        max_rows=5,
    ),
)
