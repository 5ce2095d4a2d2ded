"""The backs of cards: blank, a logo, the other language, an appointment, notes by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

from drawn.blocks import Block
from drawn.canvas import Box, Canvas
from drawn.handwriting import Hand, draw_hand, draw_stroke, measure_line, write_line
from drawn.layouts.base import Layout
from drawn.marks import draw_mark
from drawn.notes import NoteText, draw_note
from drawn.people import Person
from drawn.style import Style, mix
from drawn.trades import english_title
from drawn.truth import LineRole

Painter = Callable[[Canvas, Person, Style, Layout, Random], tuple[NoteText, ...]]
"""Draws a verso; returns the notes that were written on it."""


def can_be_bilingual(person: Person) -> bool:
    """Say whether the person's title is known in English too."""
    return bool(english_title(person.fields.title))


def draw_blank(
    canvas: Canvas, person: Person, style: Style, layout: Layout, rng: Random
) -> tuple[NoteText, ...]:
    """Bare paper."""
    return ()


def draw_logo_side(
    canvas: Canvas, person: Person, style: Style, layout: Layout, rng: Random
) -> tuple[NoteText, ...]:
    """The firm's mark and name on a ground of colour."""
    p = style.palette
    canvas.fill(canvas.box, p.panel)
    middle_x, middle_y = canvas.box.centre
    side = min(canvas.width_mm, canvas.height_mm) * rng.uniform(0.26, 0.4)
    has_name = bool(person.fields.organization) and rng.random() < 0.7
    top = middle_y - side / 2 - (4 if has_name else 0)
    box = Box(middle_x - side / 2, top, middle_x + side / 2, top + side)
    draw_mark(canvas, person.mark, box, p.on_panel)
    if has_name:
        block = Block(1.2)
        block.add_wrapped(
            canvas,
            person.fields.organization,
            style.display(11, p.on_panel),
            LineRole.ORGANIZATION,
            canvas.width_mm - 16,
        )
        if rng.random() < 0.5:
            block.add_wrapped(
                canvas,
                person.tagline,
                style.body(6.6, p.on_panel_muted),
                LineRole.TAGLINE,
                canvas.width_mm - 20,
                0.8,
            )
        block.draw(canvas, middle_x, top + side + 4, width_mm=canvas.width_mm - 12, align="center")
    return ()


def draw_bilingual(
    canvas: Canvas, person: Person, style: Style, layout: Layout, rng: Random
) -> tuple[NoteText, ...]:
    """The recto again, in English."""
    layout.draw(canvas, in_english(person), style, rng)
    return ()


def draw_notes(
    canvas: Canvas, person: Person, style: Style, layout: Layout, rng: Random
) -> tuple[NoteText, ...]:
    """One or two notes by hand, now and then on a back that has a small logo."""
    if rng.random() < 0.2:
        side = 8.0
        x, y = canvas.width_mm - 5 - side, canvas.height_mm - 5 - side
        box = Box(x, y, x + side, y + side)
        draw_mark(canvas, person.mark, box, mix(style.palette.accent, canvas.paper, 0.5))
    hand = draw_hand(rng)
    notes = [draw_note(rng, person.language)]
    if rng.random() < 0.35:
        notes.append(draw_note(rng, person.language))
    write_notes(canvas, hand, notes, rng)
    return tuple(notes)


def draw_appointment(
    canvas: Canvas, person: Person, style: Style, layout: Layout, rng: Random
) -> tuple[NoteText, ...]:
    """A printed form for the next appointment, filled in by hand."""
    p, edge = style.palette, 8.0
    is_french = person.language == "fr"
    heading = "Votre prochain rendez-vous" if is_french else "Your next appointment"
    labels = ("Date", "Heure", "Avec") if is_french else ("Date", "Time", "With")
    top = edge + 3
    width = canvas.width_mm - 2 * edge
    canvas.text(edge, top, heading, style.display(11, p.accent), LineRole.OTHER, max_width_mm=width)
    hand = draw_hand(rng)
    given = person.fields.name.given if person.fields.name else person.brand
    day = f"{rng.randint(1, 28)}/{rng.randint(1, 12):02d}"
    hour = f"{rng.randint(8, 17)} h {rng.choice(['', '30'])}".strip() if is_french else "10:30 am"
    step = (canvas.height_mm - top - edge) / 3
    small = style.body(7.5, p.muted)
    label_width = max(canvas.measure(label, small) for label in labels) + 3
    for index, (label, value) in enumerate(zip(labels, (day, hour, given), strict=True)):
        y = top + (index + 0.85) * step
        canvas.text(edge, y, label, small, LineRole.OTHER)
        canvas.rule(edge + label_width, y + 0.8, edge + width, y + 0.8, p.muted, 0.4)
        x = edge + label_width + rng.uniform(2, 7)
        write_line(canvas, hand, value, x, y - rng.uniform(0, 0.6), rng)
    return (NoteText("appointment", (day, hour, given)),)


def in_english(person: Person) -> Person:
    """Give the same person as the English side of the card prints them."""
    title = english_title(person.fields.title) or person.fields.title
    fields = replace(person.fields, title=title, department="")
    return replace(person, fields=fields, language="en", tagline="", extra="")


def write_notes(canvas: Canvas, hand: Hand, notes: list[NoteText], rng: Random) -> None:
    """Write notes under each other over the whole side, as large as they fit."""
    lines = [line for note in notes for line in note.lines]
    edge = rng.uniform(5, 9)
    width = canvas.width_mm - 2 * edge
    angle = rng.gauss(-1.2, 2.0)
    scale = rng.uniform(1.0, 1.5)
    widest = max(measure_line(canvas, hand, line).width for line in lines)
    tallest = max(measure_line(canvas, hand, line).height for line in lines)
    pitch = max(tallest * 1.02, hand.x_height_mm * 3.4)
    # The lines also rise or fall over the width, so that room is kept free.
    room = canvas.height_mm - 8 - abs(angle) / 57 * width
    gaps = 0.6 * (len(notes) - 1)
    scale = min(scale, 0.97 * width / widest, room / (pitch * (len(lines) + gaps)))
    pitch *= scale
    used = pitch * (len(lines) + gaps)
    y = (canvas.height_mm - used) * rng.uniform(0.25, 0.6) + pitch * 0.75
    y -= min(0.0, angle) / 57 * -width * 0.5 if angle < 0 else angle / 57 * width * 0.5
    for note in notes:
        for line in note.lines:
            wide = measure_line(canvas, hand, line).width * scale
            x = edge + rng.uniform(0, 0.35) * max(0.0, width - wide)
            _write_inside(canvas, hand, line, x, y + rng.gauss(0, 0.25), angle, scale, rng)
            y += pitch
        if len(notes) > 1 and rng.random() < 0.3 and note is notes[0]:
            middle = y - pitch * 0.35
            draw_stroke(canvas, [(edge, middle), (edge + width * 0.4, middle - 0.4)], hand, rng)
        y += 0.6 * pitch


def _write_inside(
    canvas: Canvas, hand: Hand, text: str, x_mm: float, y_mm: float, angle: float, scale: float,
    rng: Random,
) -> None:  # fmt: skip
    """Write a line, lifted or lowered so far that its ink stays on the card."""
    box = measure_line(canvas, hand, text, scale)
    rise = abs(angle) / 57 * box.width
    lowest = canvas.height_mm - 1.5 - box.bottom - (rise if angle > 0 else 0)
    highest = 1.5 - box.top + (rise if angle < 0 else 0)
    y_mm = min(lowest, max(highest, y_mm))
    wobble = rng.gauss(0, 0.5)
    write_line(canvas, hand, text, x_mm, y_mm, rng, angle_deg=angle + wobble, scale=scale)


VERSOS: dict[str, Painter] = {
    "blank": draw_blank,
    "logo": draw_logo_side,
    "bilingual": draw_bilingual,
    "notes": draw_notes,
    "appointment": draw_appointment,
}
