"""Draws small cards with a form on them, filled in by hand, to learn handwriting from.

Reminders of an appointment, loyalty and visitor's cards: short printed words, and names, hours and
amounts written beside them, as long and as large as the print. Some answers are printed, for what
stands where is no proof of a pen.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random
from typing import Final

from bench.pen_cards import (
    HELD_OUT_HANDS,
    PX_PER_MM,
    PenCard,
    invent_phone,
    photograph_pen_card,
    print_face,
)
from drawn.canvas import Canvas, Color, Type
from drawn.fonts import Face
from drawn.handwriting import HANDS, Hand, draw_hand, measure_line, write_line
from drawn.people import Person, invent_person
from drawn.style import PALETTES
from drawn.truth import LineRole
from ocr.types import Side

_HEADINGS: Final = (
    "Prochain rendez-vous", "Votre rendez-vous", "Carte de fidélité", "Bon cadeau", "Aide-mémoire",
    "Rendez-vous", "À rappeler", "Visiteur", "Carte de membre", "Devis no", "Prochaine visite",
    "Appointment", "Next visit", "Reminder", "Loyalty card", "Visitor", "Gift card", "Member",
    "Please call us", "Service record", "Nächster Termin", "Próxima cita", "Próxima visita",
)  # fmt: skip
_NAMES: Final = (
    "Nom", "Name", "Avec", "With", "Chez", "Pour", "For", "To", "De", "From", "Prénom", "Contact",
    "Client", "Guest", "Conseiller", "Advisor", "Signature", "Patient", "Host", "Invité", "Par",
    "Mr/Ms", "M./Mme", "Dr", "Nombre", "Nome", "Bei", "Mit", "Con", "Com",
)  # fmt: skip
_DAYS: Final = (
    "Date", "Le", "Jour", "Day", "On", "Datum", "Fecha", "Data", "Valable jusqu'au", "Valid until",
    "Prochain", "Next", "Échéance", "Due", "Reçu le", "Am", "Tag", "Visite", "Date :",
)  # fmt: skip
_HOURS: Final = (
    "Heure", "Time", "À", "At", "Hora", "Uhrzeit", "Zeit", "Arrivée", "Départ", "In", "Out", "h",
    "Heure :", "Time:", "Début", "Fin", "From", "Until",
)  # fmt: skip
_AMOUNTS: Final = (
    "Montant", "Amount", "Prix", "Price", "Total", "Solde", "Points", "No", "N°", "Dossier", "Réf.",
    "Ref", "Salle", "Room", "Table", "Étage", "Floor", "Km", "Code", "Qté", "Qty", "Betrag",
)  # fmt: skip
_PHONES: Final = ("Tél.", "Phone", "Cell.", "Tel", "T", "Mobile", "Rappeler au", "Call", "Direct")
_TICKED: Final = ("oui", "non", "yes", "no", "ok", "OK", "x", "confirmé", "payé", "paid", "sent")
_REMARKS: Final = ("Note", "Remarque", "Objet", "Re", "Sujet", "Subject", "Motif", "Payé", "Vu")


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of a form: what is printed, and what is filled in."""

    label: str
    answer: str


def draw_form_card(seed: int) -> PenCard:
    """Draw, fill in and photograph a form; the same seed always gives the same one.

    No face kept aside for testing is used.

    Args:
        seed: Below 900,000 for learning.
    """
    rng = Random(f"form {seed}")
    person = invent_person(rng)
    palette = rng.choice(PALETTES)
    size = rng.choice([(85.0, 55.0), (88.9, 50.8), (88.9, 50.8), (55.0, 85.0)])
    canvas = Canvas(*size, PX_PER_MM, palette.paper, Side.VERSO)
    families: list[str] = []
    body = print_face(rng, 0.05, is_held_out=False)
    small = Type(
        body,
        rng.uniform(6, 9.5),
        rng.choice([palette.muted, palette.muted, palette.ink, palette.accent]),
        rng.choice([0.0, 0.0, 0.06]),
        rng.random() < 0.15,
    )
    top = _print_heading(canvas, rng, palette.accent, families)
    hands = [face for face in HANDS if face.family not in HELD_OUT_HANDS]
    hand = replace(draw_hand(rng), face=rng.choice(hands))
    hand = replace(hand, x_height_mm=rng.uniform(1.3, 2.8))
    _fill_in(canvas, [_row(person, rng) for _ in range(rng.randint(2, 5))], top, small, hand, rng,
             families)  # fmt: skip
    return photograph_pen_card(canvas, rng, tuple(families))


def _print_heading(canvas: Canvas, rng: Random, color: Color, families: list[str]) -> float:
    """Print what the form is for; return where the rows begin, millimetres."""
    if rng.random() < 0.2:
        return rng.uniform(4, 8)
    face = print_face(rng, 0.3, is_held_out=False)
    style = Type(face, rng.uniform(8.5, 15), color)
    y = rng.uniform(8, 12)
    align = rng.choice(["left", "left", "center"])
    x = 8.0 if align == "left" else canvas.width_mm / 2
    text = rng.choice(_HEADINGS)
    text = text.upper() if rng.random() < 0.2 else text
    canvas.text(x, y, text, style, LineRole.OTHER, align=align, max_width_mm=canvas.width_mm - 12)
    families.append(face.family)
    return y + rng.uniform(1, 4)


def _fill_in(
    canvas: Canvas, rows: list[_Row], top: float, small: Type, hand: Hand, rng: Random,
    families: list[str],
) -> None:  # fmt: skip
    """Print the rows of a form, and fill most of them in by hand."""
    edge = rng.uniform(5, 9)
    step = (canvas.height_mm - top - 4) / len(rows)
    widths = [canvas.measure(row.label, small) for row in rows]
    column = max(widths) if rng.random() < 0.7 else None
    is_typed = rng.random() < 0.12
    typed = replace(small, face=_other_face(rng), size_pt=small.size_pt * rng.uniform(1.0, 1.3))
    for index, (row, width) in enumerate(zip(rows, widths, strict=True)):
        y = top + (index + 0.8) * step
        canvas.text(edge, y, row.label, small, LineRole.OTHER)
        families.append(small.face.family)
        x = edge + (column or width) + rng.uniform(2, 7)
        right = canvas.width_mm - edge
        if rng.random() < 0.75:
            canvas.rule(x - 1.5, y + 0.8, right, y + 0.8, small.color, rng.uniform(0.2, 0.5))
        if rng.random() < 0.1:
            continue
        if is_typed or rng.random() < 0.08:
            canvas.text(x, y, row.answer, typed, LineRole.OTHER, max_width_mm=right - x)
            families.append(typed.face.family)
            continue
        box = measure_line(canvas, hand, row.answer, 1.0)
        scale = min(1.0, (right - x) / box.width, max(0.75, step * 1.1 / box.height))
        write_line(canvas, hand, row.answer, x, y - rng.uniform(0, 0.8), rng, scale=scale)
        families.append(hand.face.family)


def _other_face(rng: Random) -> Face:
    return print_face(rng, 0.0, is_held_out=False)


def _row(person: Person, rng: Random) -> _Row:
    name = person.fields.name
    given, family = (name.given, name.family) if name else ("Anne", "Roy")
    minutes = rng.choice(["", "15", "30", "45", "00"])
    hour = rng.randint(7, 19)
    labels, answers = rng.choice((
        (_NAMES, (given, f"{given} {family[:1]}.", family, f"{given} {family}", f"Mme {family}",
                  f"Dr {family}", f"Mr {family}", given.upper())),
        (_DAYS, (f"{rng.randint(1, 28)}/{rng.randint(1, 12):02d}", f"{rng.randint(1, 28)} mai",
                 f"{rng.randint(1, 28)} oct.", f"Mon {rng.randint(1, 12)}/{rng.randint(1, 28)}",
                 f"mardi {rng.randint(1, 28)}", f"{rng.randint(1, 28)}.{rng.randint(1, 12)}.",
                 f"June {rng.randint(1, 28)}", f"{rng.randint(1, 28)}-{rng.randint(1, 12):02d}")),
        (_HOURS, (f"{hour} h {minutes}".strip(), f"{hour}h{minutes}", f"{hour}:{minutes or '20'}",
                  f"{hour % 12 + 1} pm", f"{hour % 12 + 1}:{minutes or '10'} am", f"{hour}h")),
        (_AMOUNTS, (str(rng.randint(1, 9999)), f"{rng.randint(5, 900)} $", f"{rng.randint(1, 12)}e",
                    f"{rng.randint(5, 90)} €", f"{rng.randint(1, 9)}B", f"A-{rng.randint(9, 99)}")),
        (_PHONES, (invent_phone(person, rng),)),
        (_REMARKS, _TICKED),
    ))  # fmt: skip
    label = rng.choice(labels)
    label = label.upper() if rng.random() < 0.1 else label
    label = f"{label} :" if label.isalpha() and rng.random() < 0.2 else label
    return _Row(label, rng.choice(answers))
