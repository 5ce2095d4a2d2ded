"""Cards of institutions, and cards of unusual shape: corporate, crest, bilingual, tall, coded."""

from __future__ import annotations

from random import Random

from drawn.blocks import Block, add_address, add_items, add_joined, contact_items, match_sizes
from drawn.canvas import Box, Canvas
from drawn.codes import draw_code
from drawn.layouts.base import Layout, draw_firm, draw_logo, identity_block
from drawn.people import Person
from drawn.style import Style, mix
from drawn.truth import LineRole


def draw_corporate(canvas: Canvas, person: Person, style: Style, rng: Random) -> None:
    """Logo on the right, person on the left, the firm's name again above its address."""
    p, edge = style.palette, 6.2
    width = canvas.width_mm - 2 * edge
    side = 10.0
    right = canvas.width_mm - edge
    draw_logo(canvas, person, Box(right - side, edge, right, edge + side), p.accent, p.paper, rng)
    who = identity_block(
        person, style, canvas, width - side - 5, name=style.strong(10, p.ink),
        title=style.body(7, p.muted), gap_mm=0.1, leading=1.3,
    )  # fmt: skip
    end = who.draw(canvas, edge, edge, width_mm=width - side - 5, height_mm=15)
    text, label = style.body(6.3, p.ink), style.body(6.3, p.accent)
    left, low = Block(1.36), Block(1.36)
    if person.fields.organization:
        left.add_wrapped(
            canvas, person.fields.organization, style.strong(6.3, p.accent),
            LineRole.ORGANIZATION, width * 0.46,
        )  # fmt: skip
    add_address(left, person, style, text, label)
    add_items(low, contact_items(person, style), style, text, label)
    bottom, room = canvas.height_mm - edge, canvas.height_mm - edge - end - 5
    half = width * 0.48
    match_sizes(canvas, (left, half), (low, half))
    top = bottom - max(left.height(canvas), low.height(canvas))
    left.draw(canvas, edge, top, width_mm=half, height_mm=room)
    low.draw(canvas, edge + width * 0.52, top, width_mm=half, height_mm=room)
    rule_y = top - 2.6
    if rule_y > max(end, edge + side) + 1.2:
        canvas.rule(edge, rule_y, right, rule_y, p.accent, 0.5)


def draw_crest(canvas: Canvas, person: Person, style: Style, rng: Random) -> None:
    """An institution's mark and name on top, a rule, then person and details in two columns."""
    p, edge = style.palette, 6.2
    side, width = 11.0, canvas.width_mm - 2 * edge
    draw_logo(canvas, person, Box(edge, edge, edge + side, edge + side), p.deep, p.paper, rng)
    draw_firm(
        canvas, person, edge + side + 3, edge + side / 2, width - side - 3,
        name=style.display(11, p.deep), valign="middle",
        tagline=style.body(6, p.muted) if rng.random() < 0.4 else None,
    )  # fmt: skip
    rule_y = edge + side + 2.6
    canvas.rule(edge, rule_y, canvas.width_mm - edge, rule_y, p.accent, 0.8)
    top, bottom = rule_y + 3.4, canvas.height_mm - edge
    half = width * 0.44
    who = identity_block(
        person, style, canvas, half, name=style.strong(8.8, p.ink), title=style.body(6.7, p.muted),
        leading=1.32,
    )  # fmt: skip
    text, label = style.body(6.5, p.ink), style.body(6.5, p.accent)
    low = Block(1.38)
    add_address(low, person, style, text, label)
    add_items(low, contact_items(person, style), style, text, label, first_gap_mm=0.7)
    right = width * 0.52
    who.draw(canvas, edge, top, width_mm=half, height_mm=bottom - top)
    low.draw(canvas, canvas.width_mm - edge - right, top, width_mm=right, height_mm=bottom - top)


def draw_portrait(canvas: Canvas, person: Person, style: Style, rng: Random) -> None:
    """A tall card: block of colour with the mark above, everything centred below."""
    p, edge = style.palette, 5.5
    w, h = canvas.width_mm, canvas.height_mm
    middle, width = w / 2, w - 2 * edge
    is_block = rng.random() < 0.6
    head = h * 0.36
    ink, ground = (p.on_panel, p.panel) if is_block else (p.accent, p.paper)
    if is_block:
        canvas.fill(Box(0, 0, w, head), p.panel)
    side = 13.0
    box = Box(middle - side / 2, head * 0.2, middle + side / 2, head * 0.2 + side)
    draw_logo(canvas, person, box, ink, ground, rng)
    if person.fields.organization:
        firm = style.strong(8, ink, 0.04)
        draw_firm(canvas, person, middle, head * 0.2 + side + 3, width, name=firm, align="center")
    text, label = style.body(6.4, p.ink), style.body(6.4, p.accent)
    low = Block(1.5)
    add_items(low, contact_items(person, style), style, text, label)
    add_address(low, person, style, text, label, gap_mm=0.8)
    bottom = h - edge - 1
    low.draw(
        canvas, middle, bottom, width_mm=width, height_mm=h * 0.34, align="center", valign="bottom"
    )
    low_top = bottom - low.height(canvas)
    who = identity_block(
        person, style, canvas, width, name=style.display(12, p.ink), title=style.body(6.8, p.muted),
        is_stacked=True, leading=1.2, gap_mm=0.8,
    )  # fmt: skip
    who.draw(
        canvas, middle, (head + low_top) / 2, width_mm=width, height_mm=low_top - head - 5,
        align="center", valign="middle",
    )  # fmt: skip


def draw_coded(canvas: Canvas, person: Person, style: Style, rng: Random) -> None:
    """A QR code with the person's vCard beside the print."""
    p, edge = style.palette, 6.5
    side = 20.0
    right = canvas.width_mm - edge
    middle = canvas.height_mm / 2
    code_top = rng.choice([middle - side / 2, canvas.height_mm - edge - side])
    draw_code(canvas, person, Box(right - side, code_top, right, code_top + side), p.ink, p.paper)
    width = canvas.width_mm - 2 * edge - side - 4
    firm_end = edge - 1.5
    if person.fields.organization:
        firm_end = draw_firm(canvas, person, edge, edge, width, name=style.strong(8, p.accent))
    text, label = style.body(6.6, p.ink), style.strong(6.6, p.accent)
    low = Block(1.42)
    add_items(low, contact_items(person, style), style, text, label)
    add_address(low, person, style, text, label)
    bottom = canvas.height_mm - edge
    low.draw(canvas, edge, bottom, width_mm=width, height_mm=21, valign="bottom")
    low_top = bottom - low.height(canvas)
    who = identity_block(
        person, style, canvas, width, name=style.display(12, p.ink), title=style.body(7, p.muted)
    )
    who.draw(
        canvas, edge, (firm_end + low_top) / 2, width_mm=width, height_mm=low_top - firm_end - 4.4,
        valign="middle",
    )  # fmt: skip


def draw_letterhead(canvas: Canvas, person: Person, style: Style, rng: Random) -> None:
    """Name right under the firm at the top, one long line of details along the foot."""
    p, edge = style.palette, 7.0
    width, bottom = canvas.width_mm - 2 * edge, canvas.height_mm - edge
    text, label = style.body(6.3, p.muted), style.body(6.3, p.accent)
    low = Block(1.5)
    add_joined(low, contact_items(person, style), text, label, "   ", per_line=3)
    add_address(low, person, style, text, label, is_one_line=True)
    low.draw(canvas, edge, bottom, width_mm=width, valign="bottom")
    rule_y = bottom - low.height(canvas) - 2.4
    canvas.rule(edge, rule_y, edge + width, rule_y, mix(p.accent, p.paper, 0.4), 0.4)
    side = 9.0
    draw_logo(canvas, person, Box(edge, edge, edge + side, edge + side), p.accent, p.paper, rng)
    x = edge + side + 4
    who = Block(1.34)
    if person.fields.organization:
        who.add_wrapped(
            canvas, person.fields.organization, style.display(12, p.accent),
            LineRole.ORGANIZATION, width - side - 4,
        )  # fmt: skip
    rest = identity_block(
        person, style, canvas, width - side - 4, name=style.strong(9.4, p.ink),
        title=style.body(7, p.muted), gap_mm=0.1,
    )  # fmt: skip
    for index, row in enumerate(rest.rows):
        gap = row.gap_mm + (3.2 if index == 0 and who.rows else 0.0)
        who.add(row.spans, row.spans[0][1], *row.roles, gap_mm=gap)
    who.draw(canvas, x, edge + 1.0, width_mm=width - side - 4, height_mm=rule_y - edge - 5)


LAYOUTS = (
    Layout("corporate", draw_corporate, ("sans",), ("letter", "word", "colon"), address_part=0.95),
    Layout("crest", draw_crest, ("serif", "sans"), ("none", "word", "colon")),
    Layout("portrait", draw_portrait, ("any",), ("none", "letter"), is_portrait=True, max_phones=2),
    Layout(
        "coded",
        draw_coded,
        ("sans", "condensed"),
        ("none", "letter", "icon"),
        max_phones=2,
        address_part=0.6,
        has_code=True,
        max_rows=5,
    ),
    Layout("letterhead", draw_letterhead, ("sans", "serif"), ("none", "letter"), max_rows=6),
)
