"""Cards built around the firm's name or letters: wordmarks, monograms, craftsmen's stamps."""

from __future__ import annotations

from random import Random

from drawn.blocks import Block, add_address, add_items, add_joined, contact_items, match_sizes
from drawn.canvas import Box, Canvas, Type
from drawn.fonts import Face
from drawn.layouts.base import Layout, draw_firm, draw_logo, identity_block
from drawn.marks import draw_mark, fill_shape
from drawn.people import Person
from drawn.style import Style, mix, rgb
from drawn.truth import LineRole

_WORDMARKS = (
    (Face("bebas-neue"), 1.25, 0.04, True),
    (Face("josefin-sans", 300), 1.0, 0.22, True),
    (Face("playfair-display", 700, is_italic=True), 1.0, 0.0, False),
    (Face("montserrat", 800), 0.95, -0.03, False),
    (Face("oswald", 600), 1.0, 0.08, True),
    (Face("raleway", 200), 1.0, 0.16, True),
    (Face("poppins", 700), 0.95, -0.04, False),
    (Face("cormorant-garamond", 500), 1.3, 0.1, True),
)
_SCRIPTS = (Face("caveat", 700), Face("kalam", 400), Face("playfair-display", 600, is_italic=True))


def draw_wordmark(canvas: Canvas, person: Person, style: Style, rng: Random) -> None:
    """The firm's name is its logo, large; person and details in two columns below."""
    p, edge = style.palette, 7.0
    width = canvas.width_mm - 2 * edge
    face, scale, tracking, is_upper = rng.choice(_WORDMARKS)
    word = Type(face, 17 * scale, p.accent, tracking, is_upper)
    end = edge + 4.0
    if person.fields.organization:
        block = Block(1.08)
        lines = [person.fields.organization]
        if canvas.measure(lines[0], word) > width * 1.15:
            lines = canvas.wrap(lines[0], word, width)
        for line in lines:
            block.add(line, word, LineRole.ORGANIZATION)
        end = block.draw(canvas, edge, edge, width_mm=width, height_mm=14)
        if rng.random() < 0.5 and person.tagline:
            tag = style.body(6.3, p.muted, 0.06)
            end = canvas.text(
                edge, end + 4.0, person.tagline, tag, LineRole.TAGLINE, max_width_mm=width
            ).bottom
    half = width * 0.42
    who = identity_block(
        person, style, canvas, half, name=style.strong(8.6, p.ink), title=style.body(6.8, p.muted),
        gap_mm=0.1,
    )  # fmt: skip
    text, label = style.body(6.7, p.ink), style.body(6.7, p.accent)
    details = Block(1.42)
    add_items(details, contact_items(person, style), style, text, label)
    add_address(details, person, style, text, label)
    bottom, room = canvas.height_mm - edge, canvas.height_mm - edge - end - 4
    right = width * 0.55
    match_sizes(canvas, (who, half), (details, right))
    who.draw(canvas, edge, bottom, width_mm=half, height_mm=room, valign="bottom")
    details.draw(
        canvas, canvas.width_mm - edge - right, bottom, width_mm=right, height_mm=room,
        valign="bottom",
    )  # fmt: skip


def draw_monogram(canvas: Canvas, person: Person, style: Style, rng: Random) -> None:
    """Two letters in a circle or a square, the rest on one side of it."""
    p = style.palette
    side = 15.0
    left, middle = 8.0, canvas.height_mm / 2
    box = Box(left, middle - side / 2, left + side, middle + side / 2)
    shape = rng.choice(["disc", "ring", "tile", "frame"])
    ink = p.accent
    if shape in {"disc", "tile"}:
        fill_shape(canvas, box, p.panel, shape)
        ink = p.on_panel
    elif shape == "ring":
        fill_shape(canvas, box, p.accent, "ring")
    else:
        canvas.frame(box, p.accent, 0.9)
    letters = style.display(19, ink, 0.02, is_upper=True)
    cap = canvas.cap_height(letters)
    canvas.text(
        left + side / 2, middle + cap / 2, person.initials, letters, LineRole.OTHER,
        align="center", max_width_mm=side * 0.66,
    )  # fmt: skip
    x = left + side + 8.0
    width = canvas.width_mm - x - 6.0
    if rng.random() < 0.6:
        canvas.rule(x - 4, middle - 13, x - 4, middle + 13, mix(p.accent, p.paper, 0.5), 0.4)
    block = identity_block(
        person, style, canvas, width, name=style.display(11.5, p.ink), title=style.body(7, p.muted)
    )
    if person.fields.organization:
        block.add_wrapped(
            canvas, person.fields.organization, style.strong(7, p.accent),
            LineRole.ORGANIZATION, width, 0.2,
        )  # fmt: skip
    text, label = style.body(6.7, p.ink), style.body(6.7, p.accent)
    add_items(block, contact_items(person, style), style, text, label, first_gap_mm=2.2)
    add_address(block, person, style, text, label)
    block.draw(canvas, x, middle, width_mm=width, height_mm=canvas.height_mm - 11, valign="middle")


def draw_artisan(canvas: Canvas, person: Person, style: Style, rng: Random) -> None:
    """A craftsman's stamp in one dark ink on brown or cream paper."""
    ink = rgb(rng.choice(["2b211a", "1f2d26", "3a1d1a", "1d2433"]))
    middle, edge = canvas.width_mm / 2, 5.0
    if rng.random() < 0.6:
        canvas.frame(canvas.box.inset(3.4), ink, 0.7)
    width = canvas.width_mm - 2 * edge - 5
    side = 9.0
    top = 6.6
    draw_mark(canvas, person.mark, Box(middle - side / 2, top, middle + side / 2, top + side), ink)
    script = Type(rng.choice(_SCRIPTS), 16, ink)
    end = top + side + 2.6
    if person.fields.organization:
        block = Block(1.1)
        block.add(person.fields.organization, script, LineRole.ORGANIZATION)
        end = block.draw(canvas, middle, end, width_mm=width, align="center")
    text = style.body(6.5, ink)
    low = Block(1.5)
    add_joined(low, contact_items(person, style), text, text, "  •  ", per_line=2)
    add_address(low, person, style, text, text, is_one_line=True)
    bottom = canvas.height_mm - 7.2
    low.draw(canvas, middle, bottom, width_mm=width, align="center", valign="bottom")
    low_top = bottom - low.height(canvas)
    who = identity_block(
        person, style, canvas, width, name=style.strong(9, ink, 0.1, is_upper=True),
        title=style.body(7, ink),
    )  # fmt: skip
    who.draw(
        canvas, middle, (end + low_top) / 2 + 0.2, width_mm=width, height_mm=low_top - end - 4.4,
        align="center", valign="middle",
    )  # fmt: skip


def draw_icon_columns(canvas: Canvas, person: Person, style: Style, rng: Random) -> None:
    """Firm and person on the left, a column of icons on the right of a thin rule."""
    p, edge = style.palette, 6.5
    cut = canvas.width_mm * rng.uniform(0.4, 0.46)
    left_width = cut - edge - 4
    right_x = cut + 5
    right_width = canvas.width_mm - right_x - 5.5
    middle = canvas.height_mm / 2
    side = 9.5
    draw_logo(canvas, person, Box(edge, edge, edge + side, edge + side), p.accent, p.paper, rng)
    end = edge + side
    if person.fields.organization:
        end = draw_firm(
            canvas, person, edge, edge + side + 2.6, left_width, name=style.strong(7.8, p.accent)
        )
    who = identity_block(
        person, style, canvas, left_width, name=style.display(11, p.ink),
        title=style.body(6.8, p.muted), is_stacked=rng.random() < 0.4, leading=1.22,
    )  # fmt: skip
    who.draw(
        canvas, edge, canvas.height_mm - edge, width_mm=left_width,
        height_mm=canvas.height_mm - edge - end - 3.5, valign="bottom",
    )  # fmt: skip
    canvas.rule(cut, edge + 1, cut, canvas.height_mm - edge - 1, mix(p.accent, p.paper, 0.45), 0.5)
    text, label = style.body(6.7, p.ink), style.body(6.7, p.accent)
    block = Block(1.85)
    add_items(block, contact_items(person, style), style, text, label)
    add_address(block, person, style, text, label)
    block.draw(
        canvas, right_x, middle, width_mm=right_width, height_mm=canvas.height_mm - 13,
        valign="middle",
    )  # fmt: skip


LAYOUTS = (
    Layout("wordmark", draw_wordmark, ("sans",), ("none", "letter", "icon")),
    Layout("monogram", draw_monogram, ("any",), ("none", "letter", "word")),
    Layout(
        "artisan",
        draw_artisan,
        ("serif", "condensed"),
        ("none", "word"),
        max_phones=2,
        paper="kraft",
    ),
    Layout("icon_columns", draw_icon_columns, ("sans", "condensed"), ("icon",)),
)
