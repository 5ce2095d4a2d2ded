"""QR codes with a person's vCard."""

from __future__ import annotations

import segno

from drawn.canvas import Box, Canvas, Color
from drawn.people import Person
from ocr.types import PhoneLabel

_TEL_TYPES = {PhoneLabel.CELL: "CELL", PhoneLabel.FAX: "FAX"}


def code_text(person: Person) -> str:
    """Write the vCard 3.0 that the card's code holds: the name and the ways to reach the person."""
    fields, name = person.fields, person.fields.name
    rows = ["BEGIN:VCARD", "VERSION:3.0"]
    if name is not None:
        rows += [f"N:{name.family};{name.given};;{name.prefix};", f"FN:{name.given} {name.family}"]
    if fields.organization:
        rows.append(f"ORG:{fields.organization.replace(',', chr(92) + ',')}")
    if fields.title:
        rows.append(f"TITLE:{fields.title.replace(',', chr(92) + ',')}")
    rows += [f"TEL;TYPE={_TEL_TYPES.get(p.label, 'WORK')}:{p.e164}" for p in fields.phones[:2]]
    rows += [f"EMAIL:{email}" for email in fields.emails[:1]]
    rows += ["END:VCARD", ""]
    return "\r\n".join(rows)


def draw_code(canvas: Canvas, person: Person, box: Box, ink: Color, paper: Color) -> None:
    """Draw the person's code in a square box, modules of whole pixels, on a quiet ground."""
    code = segno.make_qr(code_text(person), error="l")
    matrix = [[bool(cell) for cell in row] for row in code.matrix]
    side_px = canvas.px(min(box.width, box.height))
    module = max(1, int(side_px / len(matrix))) / canvas.px_per_mm
    size = module * len(matrix)
    left, top = box.right - size, box.top + (box.height - size) / 2
    quiet = 2 * module
    canvas.fill(Box(left - quiet, top - quiet, left + size + quiet, top + size + quiet), paper)
    # A light code on a dark ground is not read by every telephone: dark on light, always.
    for row, cells in enumerate(matrix):
        for column, is_dark in enumerate(cells):
            if is_dark:
                x, y = left + column * module, top + row * module
                canvas.fill(Box(x, y, x + module, y + module), ink)
