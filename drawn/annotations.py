"""What people write on the printed front: a note beside the print, a number put right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

import numpy as np

from drawn.canvas import Box, Canvas
from drawn.handwriting import Hand, draw_hand, draw_stroke, measure_line, write_line
from drawn.notes import NoteText, draw_note
from drawn.people import Person
from drawn.phones import PhoneHabit, draw_phone
from drawn.truth import CardFields, DrawnLine, LineRole

_LIGHT_LEVEL = 140
"""Of 255: darker paper hides a pen's ink."""


def annotate(
    canvas: Canvas, person: Person, kind: str, rng: Random
) -> tuple[CardFields, tuple[NoteText, ...]]:
    """Write on the recto.

    Args:
        canvas: The printed recto; its lines are marked when they are struck out.
        person: Whose card it is.
        kind: "note" or "struck".
        rng: Source of chance.

    Returns:
        The fields with corrections applied, and the notes written. Nothing is written, and the
        fields come back as they were, when the card has no room for ink.
    """
    hand = draw_hand(rng)
    if kind == "struck":
        return _strike_phone(canvas, person, hand, rng), ()
    note = draw_note(rng, person.language)
    # A front has room for a few words only.
    note = NoteText(note.intent, note.lines[:2] if rng.random() < 0.4 else note.lines[:1])
    spot = _find_room(canvas, hand, note.lines, rng, may_touch=rng.random() < 0.15)
    if spot is None:
        return person.fields, ()
    x, y, pitch, angle, scale = spot
    for index, line in enumerate(note.lines):
        write_line(canvas, hand, line, x, y + index * pitch, rng, angle_deg=angle, scale=scale)
    return person.fields, (note,)


def _strike_phone(canvas: Canvas, person: Person, hand: Hand, rng: Random) -> CardFields:
    """Strike a printed number out and write another one in the nearest free room."""
    fields = person.fields
    candidates = [
        (index, line, phone)
        for index, line in enumerate(canvas.lines)
        for phone in fields.phones
        if line.roles == (LineRole.PHONE,)
        and phone.value in line.text
        and sum(p.value in line.text for p in fields.phones) == 1
        and not phone.extension
        and _is_on_light_ground(canvas, line)
    ]
    if not candidates:
        return fields
    index, line, phone = rng.choice(candidates)
    habit = PhoneHabit(is_international=False, choice=rng.random())
    # People keep their area code when they change numbers.
    area = phone.e164[2:5] if person.country in {"QC", "CA", "US"} else ""
    new = draw_phone(rng, person.country, phone.label, area, habit)
    box = _box_of(canvas, line)
    near = (box.centre[0], box.centre[1])
    spot = _find_room(canvas, hand, (new.value,), rng, near=near)
    if spot is None:
        return fields
    left = box.left + box.width * max(0.0, line.text.index(phone.value)) / max(1, len(line.text))
    for _ in range(rng.choice([1, 1, 2])):
        y = box.centre[1] + rng.uniform(-0.15, 0.15) * box.height
        ends = [(left - 0.5, y + rng.uniform(-0.4, 0.4)), (box.right + 0.8, y)]
        draw_stroke(canvas, ends, hand, rng)
    canvas.lines[index] = replace(line, is_struck_out=True)
    x, y, _, angle, scale = spot
    write_line(
        canvas, hand, new.value, x, y, rng, roles=LineRole.PHONE, angle_deg=angle, scale=scale
    )
    phones = tuple(new if p is phone else p for p in fields.phones)
    return replace(fields, phones=phones)


def _find_room(
    canvas: Canvas,
    hand: Hand,
    lines: tuple[str, ...],
    rng: Random,
    *,
    near: tuple[float, float] | None = None,
    may_touch: bool = False,
) -> tuple[float, float, float, float, float] | None:
    """Look for free light paper.

    Returns:
        Start x, first baseline, line pitch (millimetres), angle (degrees) and scale, or None.
    """
    taken = [_box_of(canvas, line) for line in canvas.lines]
    is_free = _paper_test(canvas, taken, may_touch=may_touch)
    for scale in (1.0, 0.86, 0.74, 0.64):
        boxes = [measure_line(canvas, hand, line, scale) for line in lines]
        width = max(b.right for b in boxes) - min(b.left for b in boxes)
        pitch = max(b.height for b in boxes) * 0.95
        found = []
        for _ in range(160):
            angle = rng.gauss(-1.5, 2.5)
            rise = abs(angle) / 57 * width
            height = boxes[0].height + pitch * (len(lines) - 1) + rise
            room_x, room_y = canvas.width_mm - width - 3, canvas.height_mm - height - 3
            if room_x <= 0 or room_y <= 0:
                break
            left, top = 1.5 + rng.uniform(0, room_x), 1.5 + rng.uniform(0, room_y)
            area = Box(left, top, left + width, top + height)
            if is_free(area):
                x = left - min(b.left for b in boxes)
                y = top - boxes[0].top + (rise if angle < 0 else 0.0)
                found.append((x, y, pitch, angle, scale, area))
                if near is None:
                    break
        if found:
            best = min(found, key=lambda f: _distance(f[5], near)) if near else found[0]
            return best[:5]
    return None


def _paper_test(canvas: Canvas, taken: list[Box], *, may_touch: bool) -> Callable[[Box], bool]:
    """Make a test for boxes of even light paper that cover no print, or nearly none."""
    grey = np.asarray(canvas.picture.convert("L"), dtype=np.float32)
    allowed = 0.22 if may_touch else 0.0

    def is_free(area: Box) -> bool:
        for box in taken:
            wide = min(area.right, box.right) - max(area.left, box.left)
            high = min(area.bottom, box.bottom) - max(area.top, box.top)
            if wide > 0 and high > 0 and wide * high > allowed * box.width * box.height:
                return False
        k = canvas.px_per_mm
        patch = grey[
            int(area.top * k) : int(area.bottom * k) : 3,
            int(area.left * k) : int(area.right * k) : 3,
        ]
        is_even = float(patch.std()) < (40 if may_touch else 9)
        return is_even and float(patch.mean()) > 150

    return is_free


def _is_on_light_ground(canvas: Canvas, line: DrawnLine) -> bool:
    """Tell whether ink shows where a line stands: nobody strikes out white on dark."""
    box = _box_of(canvas, line)
    k = canvas.px_per_mm
    patch = canvas.picture.crop(
        (int(box.left * k), int(box.top * k), int(box.right * k) + 1, int(box.bottom * k) + 1)
    )
    return float(np.median(np.asarray(patch.convert("L")))) > _LIGHT_LEVEL


def _distance(area: Box, near: tuple[float, float] | None) -> float:
    if near is None:
        return 0.0
    dx = max(area.left - near[0], 0.0, near[0] - area.right)
    dy = max(area.top - near[1], 0.0, near[1] - area.bottom)
    return float(dx * dx + dy * dy)


def _box_of(canvas: Canvas, line: DrawnLine) -> Box:
    xs, ys = [x for x, _ in line.quad], [y for _, y in line.quad]
    k = canvas.px_per_mm
    return Box(min(xs) / k, min(ys) / k, max(xs) / k, max(ys) / k)
