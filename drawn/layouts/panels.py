"""Cards with blocks of colour: rails, split halves, dark grounds, bands."""

from __future__ import annotations

from random import Random

from drawn.blocks import Block, add_address, add_items, add_joined, contact_items
from drawn.canvas import Box, Canvas
from drawn.layouts.base import Layout, draw_firm, draw_logo, identity_block
from drawn.marks import draw_mark
from drawn.people import Person
from drawn.style import Style, mix
from drawn.truth import LineRole


def draw_left_rail(canvas: Canvas, person: Person, style: Style, rng: Random) -> None:
    """A coloured rail with the mark; everything else flush left beside it."""
    p = style.palette
    rail = rng.choice([3.2, 15.0, 20.0])
    is_right = rail > 10 and rng.random() < 0.3
    rail_left = canvas.width_mm - rail if is_right else 0.0
    canvas.fill(Box(rail_left, 0, rail_left + rail, canvas.height_mm), p.panel)
    left = 7.0 if is_right else rail + 6.5
    right = canvas.width_mm - (rail if is_right else 0) - 6.0
    width = right - left
    if rail > 10:
        side = rail * 0.5
        x = rail_left + (rail - side) / 2
        y = rng.choice([7.0, (canvas.height_mm - side) / 2])
        draw_mark(canvas, person.mark, Box(x, y, x + side, y + side), p.on_panel)
    firm = style.strong(8.2, p.accent)
    end = draw_firm(
        canvas, person, left, 7.0, width, name=firm,
        tagline=style.body(6.3, p.muted) if rng.random() < 0.5 else None,
    ) if person.fields.organization else 5.0  # fmt: skip
    text, label = style.body(6.9, p.ink), style.strong(6.9, p.accent)
    low = Block(1.42)
    add_items(low, contact_items(person, style), style, text, label)
    add_address(low, person, style, text, label)
    bottom = canvas.height_mm - 6.4
    low_room = (canvas.height_mm - 13) * 0.52
    low.draw(canvas, left, bottom, width_mm=width, height_mm=low_room, valign="bottom")
    low_top = bottom - low.height(canvas)
    who = identity_block(
        person,
        style,
        canvas,
        width,
        name=style.display(12.5, p.ink),
        title=style.body(7.3, p.muted),
    )
    who.draw(
        canvas, left, (end + low_top) / 2, width_mm=width, height_mm=low_top - end - 4.6,
        valign="middle",
    )  # fmt: skip


def draw_split(canvas: Canvas, person: Person, style: Style, rng: Random) -> None:
    """Half a card of colour with the firm, half a card of paper with the person."""
    p = style.palette
    part = rng.uniform(0.38, 0.46)
    is_left = rng.random() < 0.7
    cut = canvas.width_mm * part
    block_left = 0.0 if is_left else canvas.width_mm - cut
    canvas.fill(Box(block_left, 0, block_left + cut, canvas.height_mm), p.panel)
    middle, inner = block_left + cut / 2, cut - 8
    side = min(13.0, inner * 0.5)
    top = canvas.height_mm / 2 - side - 1.0
    box = Box(middle - side / 2, top, middle + side / 2, top + side)
    draw_logo(canvas, person, box, p.on_panel, p.panel, rng)
    if person.fields.organization:
        draw_firm(
            canvas, person, middle, top + side + 3.4, inner, name=style.strong(8.6, p.on_panel),
            tagline=style.body(5.9, p.on_panel_muted) if rng.random() < 0.5 else None,
            align="center",
        )  # fmt: skip
    left = cut + 6.0 if is_left else 6.5
    width = canvas.width_mm - cut - 12
    who = identity_block(
        person, style, canvas, width, name=style.display(11.5, p.ink), title=style.body(7, p.accent)
    )
    end = who.draw(canvas, left, 8.0, width_mm=width, height_mm=16)
    text, label = style.body(6.6, p.ink), style.strong(6.6, p.accent)
    low = Block(1.48)
    add_items(low, contact_items(person, style), style, text, label)
    add_address(low, person, style, text, label, gap_mm=0.9)
    bottom = canvas.height_mm - 7.2
    low.draw(canvas, left, bottom, width_mm=width, height_mm=bottom - end - 4, valign="bottom")


def draw_dark(canvas: Canvas, person: Person, style: Style, rng: Random) -> None:
    """Light type on a dark ground, one warm accent."""
    p, edge = style.palette, 7.0
    is_centred = rng.random() < 0.35
    x = canvas.width_mm / 2 if is_centred else edge
    align = "center" if is_centred else "left"
    width = canvas.width_mm - 2 * edge
    side = 8.5
    mark_left = x - side / 2 if is_centred else canvas.width_mm - edge - side
    box = Box(mark_left, edge - 0.6, mark_left + side, edge - 0.6 + side)
    draw_logo(canvas, person, box, p.on_panel_accent, p.panel, rng)
    text, label = style.body(6.7, p.on_panel), style.body(6.7, p.on_panel_accent)
    low = Block(1.46)
    items = contact_items(person, style)
    if is_centred:
        add_joined(low, items, text, label, "   |   ", per_line=2)
    else:
        add_items(low, items, style, text, label)
    add_address(low, person, style, text, label, is_one_line=is_centred)
    bottom = canvas.height_mm - edge
    low.draw(canvas, x, bottom, width_mm=width, height_mm=22, align=align, valign="bottom")
    low_top = bottom - low.height(canvas)
    who = identity_block(
        person, style, canvas, width if is_centred else width - side - 4,
        name=style.display(13.5, p.on_panel), title=style.body(7.3, p.on_panel_muted),
    )  # fmt: skip
    firm = style.body(6.6, p.on_panel_accent, 0.12, is_upper=True)
    if person.fields.organization:
        who.add_wrapped(
            canvas, person.fields.organization, firm, LineRole.ORGANIZATION, width - side - 4, 1.3
        )
    top = edge + side + 3.2 if is_centred else edge
    who.draw(
        canvas, x, top, width_mm=width if is_centred else width - side - 4,
        height_mm=low_top - top - 3, align=align,
    )  # fmt: skip


def draw_footer_band(canvas: Canvas, person: Person, style: Style, rng: Random) -> None:
    """Person above, a band of colour at the foot with the ways to reach them."""
    p, edge = style.palette, 6.5
    items = contact_items(person, style)
    rows = -(-len(items) // 2) + (1 if person.fields.addresses else 0)
    band = 6.5 + rows * 3.5
    top_of_band = canvas.height_mm - band
    canvas.fill(Box(0, top_of_band, canvas.width_mm, canvas.height_mm), p.panel)
    if rng.random() < 0.4:
        canvas.fill(
            Box(0, top_of_band - 0.9, canvas.width_mm, top_of_band),
            mix(p.accent, p.on_panel_accent, 0.5),
        )
    side = 10.5
    box = Box(edge, edge, edge + side, edge + side)
    draw_logo(canvas, person, box, p.accent, p.paper, rng)
    width = canvas.width_mm - 2 * edge
    draw_firm(
        canvas, person, edge + side + 3.2, edge + side / 2, width - side - 3.2,
        name=style.display(10.5, p.accent), valign="middle",
        tagline=style.body(6.2, p.muted) if rng.random() < 0.6 else None,
    )  # fmt: skip
    who = identity_block(
        person, style, canvas, width, name=style.strong(10, p.ink), title=style.body(7, p.muted),
        gap_mm=0.1,
    )  # fmt: skip
    who.draw(
        canvas, edge, top_of_band - 3.2, width_mm=width,
        height_mm=top_of_band - 3.2 - edge - side - 3, valign="bottom",
    )  # fmt: skip
    text, label = style.body(6.5, p.on_panel), style.strong(6.5, p.on_panel_accent)
    low = Block(1.52)
    add_joined(low, items, text, label, "     ", per_line=2)
    add_address(low, person, style, text, label, is_one_line=True)
    low.draw(
        canvas, edge, top_of_band + band / 2, width_mm=width, height_mm=band - 5, valign="middle"
    )


LAYOUTS = (
    Layout(
        "left_rail",
        draw_left_rail,
        label_styles=("none", "letter", "word", "colon", "icon"),
        max_rows=6,
    ),
    Layout("split", draw_split, label_styles=("none", "letter", "icon")),
    Layout(
        "dark",
        draw_dark,
        label_styles=("none", "letter", "icon"),
        max_phones=2,
        paper="panel",
        max_rows=5,
    ),
    Layout("footer_band", draw_footer_band, label_styles=("none", "letter", "word")),
)
