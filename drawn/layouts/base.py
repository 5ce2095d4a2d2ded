"""What a layout is, and the pieces that most of them share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from drawn.blocks import Block, printed_name
from drawn.canvas import Box, Canvas, Color, Type
from drawn.marks import draw_badge, draw_mark, fill_shape
from drawn.people import Person
from drawn.style import Style
from drawn.truth import LineRole

Painter = Callable[[Canvas, Person, Style, Random], None]
"""Draws a recto: must print every field of the person, and nothing else."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A family of cards."""

    name: str
    draw: Painter
    kinds: tuple[str, ...] = ("any",)
    """Which of `drawn.style.TYPE_SETS` suit it."""
    label_styles: tuple[str, ...] = ("none", "letter", "word", "colon")
    is_portrait: bool = False
    max_phones: int = 3
    max_rows: int = 7
    """How many lines of details it holds without looking crowded."""
    address_part: float = 0.75
    """How often the address is printed."""
    has_code: bool = False
    """Whether a QR code is printed."""
    paper: str = "palette"
    """Colour of the ground: "palette", "panel" or "kraft"."""


def identity_block(
    person: Person,
    style: Style,
    canvas: Canvas,
    width_mm: float,
    *,
    name: Type,
    title: Type,
    leading: float = 1.4,
    is_stacked: bool = False,
    gap_mm: float = 0.35,
) -> Block:
    """Put name, title and department under each other.

    Args:
        person: Who.
        style: How names are written.
        canvas: For measuring.
        width_mm: Titles wider than this are broken.
        name: Type of the name.
        title: Type of title and department.
        leading: Line spacing, ems.
        is_stacked: Give the given name and the family name a line each.
        gap_mm: Between name and title.
    """
    block = Block(leading)
    full = printed_name(person, style)
    truth = person.fields.name
    if full and truth:
        if is_stacked:
            given_end = full.casefold().index(truth.family.casefold())
            block.add(full[:given_end].strip(), name, LineRole.NAME)
            block.add(full[given_end:], name, LineRole.NAME)
        else:
            block.add(full, name, LineRole.NAME)
    block.add_wrapped(canvas, person.fields.title, title, LineRole.TITLE, width_mm, gap_mm)
    if person.fields.department:
        block.add_wrapped(canvas, person.fields.department, title, LineRole.DEPARTMENT, width_mm)
    return block


def draw_firm(
    canvas: Canvas,
    person: Person,
    x_mm: float,
    y_mm: float,
    width_mm: float,
    *,
    name: Type,
    tagline: Type | None = None,
    align: str = "left",
    valign: str = "top",
    leading: float = 1.25,
) -> float:
    """Set the firm's name, broken over two lines when long, and its tagline; give its baseline."""
    block = Block(leading)
    if person.fields.organization:
        block.add_wrapped(canvas, person.fields.organization, name, LineRole.ORGANIZATION, width_mm)
    if tagline is not None and person.tagline:
        block.add_wrapped(
            canvas, person.tagline, tagline, LineRole.TAGLINE, width_mm, tagline.size_pt * 0.08
        )
    return block.draw(canvas, x_mm, y_mm, width_mm=width_mm, align=align, valign=valign)


def draw_logo(
    canvas: Canvas, person: Person, box: Box, color: Color, ground: Color, rng: Random
) -> None:
    """Draw the firm's mark: bare, in a disc, in a tile or in a ring."""
    shape = rng.choice(["bare", "bare", "disc", "tile", "ring"])
    if shape == "bare":
        draw_mark(canvas, person.mark, box, color)
    elif shape == "ring":
        fill_shape(canvas, box, color, "ring")
        draw_mark(canvas, person.mark, box.inset(box.width * 0.27), color)
    else:
        draw_badge(canvas, person.mark, box, ground, color, is_round=shape == "disc")
