"""Draws one card: who, in which style, on which layout, with which back."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from drawn.annotations import annotate
from drawn.canvas import Canvas, Color
from drawn.codes import code_text
from drawn.layouts import LAYOUTS
from drawn.layouts.base import Layout
from drawn.notes import NoteText
from drawn.people import Person, invent_person
from drawn.phones import can_tell_mobiles
from drawn.style import Style, draw_style, rgb
from drawn.truth import CardFields, DrawnCard, NoteTruth
from drawn.versos import VERSOS, can_be_bilingual
from ocr.types import PhoneLabel, Side

PX_PER_MM = 400 / 25.4
VERSO_WEIGHTS = {
    "none": 34, "blank": 8, "logo": 16, "bilingual": 8, "notes": 29, "appointment": 5,
}  # fmt: skip
ANNOTATION_WEIGHTS = {"none": 80, "note": 11, "struck": 9}
NORTH_AMERICA = {"QC", "CA", "US"}


def draw_card(
    seed: int,
    *,
    language: str | None = None,
    layout: str | None = None,
    verso: str | None = None,
    annotation: str | None = None,
) -> DrawnCard:
    """Draw a card of an invented person.

    Args:
        seed: The same seed and arguments always give the same card.
        language: "fr", "en", "de", "pt", "es" or "it"; mostly French and English when None.
        layout: A key of `drawn.layouts.LAYOUTS`; any when None.
        verso: A key of `drawn.versos.VERSOS`, or "none"; any when None. A card whose title has no
            known translation gets a logo instead of "bilingual".
        annotation: "none", "note" or "struck"; mostly none when None. A card without room for
            handwriting gets none.

    Raises:
        ValueError: If there is no such language, layout, verso or annotation.
        FontMissingError: If the project's fonts are not installed.
    """
    rng = Random(f"card {seed}")
    family = LAYOUTS[_pick(rng, layout, dict.fromkeys(LAYOUTS, 1), "layout")]
    verso_kind = _pick(rng, verso, VERSO_WEIGHTS, "verso")
    annotation = _pick(rng, annotation, ANNOTATION_WEIGHTS, "annotation")
    person = invent_person(rng, language)
    style = draw_style(rng, family.kinds, family.label_styles)
    person = choose_contents(rng, person, family, style)
    recto = new_canvas(person, family, style, Side.RECTO)
    family.draw(recto, person, style, Random(f"recto {seed}"))
    back, verso_kind, written = _draw_back(seed, person, family, style, verso_kind)
    fields = person.fields
    notes = [NoteTruth(" ".join(note.lines), Side.VERSO, note.intent) for note in written]
    if annotation != "none":
        fields, added = annotate(recto, person, annotation, Random(f"pen {seed}"))
        notes += [NoteTruth(" ".join(note.lines), Side.RECTO, note.intent) for note in added]
        annotation = annotation if any(line.is_handwritten for line in recto.lines) else "none"
    return DrawnCard(
        seed=seed,
        layout=family.name,
        verso_kind=verso_kind,
        language=person.language,
        country=person.country,
        fields=fields,
        recto=recto.to_array(),
        verso=back.to_array() if back else None,
        lines=tuple(recto.lines + (back.lines if back else [])),
        px_per_mm=PX_PER_MM,
        corner_radius_px=rng.choice([0, 0, 0, 0, 2.5]) * PX_PER_MM,
        notes=tuple(notes),
        annotation=annotation,
        code_text=code_text(person) if family.has_code else "",
    )


def _pick(rng: Random, wanted: str | None, weights: dict[str, int], what: str) -> str:
    if wanted is not None and wanted not in weights:
        raise ValueError(f"no {what} {wanted!r}; there is {', '.join(weights)}")
    # Drawn even when it is not needed, so that asking for a layout does not change the person.
    drawn = rng.choices(list(weights), list(weights.values()))[0]
    return wanted or drawn


def _draw_back(
    seed: int, person: Person, family: Layout, style: Style, kind: str
) -> tuple[Canvas | None, str, tuple[NoteText, ...]]:
    if kind == "none":
        return None, kind, ()
    if kind == "bilingual" and not can_be_bilingual(person):
        kind = "logo"
    layout = replace(family, paper="palette") if kind in {"notes", "appointment"} else family
    back = new_canvas(person, layout, style, Side.VERSO)
    written = VERSOS[kind](back, person, style, family, Random(f"verso {seed}"))
    return back, kind, written


def new_canvas(person: Person, layout: Layout, style: Style, side: Side) -> Canvas:
    """Make an empty side in the size of the person's country."""
    width, height = (88.9, 50.8) if person.country in NORTH_AMERICA else (85.0, 55.0)
    if layout.is_portrait:
        width, height = height, width
    return Canvas(width, height, PX_PER_MM, _paper_of(layout, style), side)


def choose_contents(rng: Random, person: Person, layout: Layout, style: Style) -> Person:
    """Choose what the card prints of all that is known of the person."""
    fields = person.fields
    phones = fields.phones[: layout.max_phones]
    labels_are_printed = style.label_style not in {"none", "icon"}
    if not labels_are_printed:
        # Nothing on such a card tells what a number is for, except a country's mobile prefix.
        phones = tuple(
            replace(phone, label=PhoneLabel.WORK)
            if phone.label is PhoneLabel.CELL and not can_tell_mobiles(person.country)
            else phone
            for phone in phones
        )
    organization = fields.organization if rng.random() > 0.03 else ""
    title = fields.title if rng.random() > 0.05 else ""
    chosen = replace(
        fields,
        phones=phones,
        organization=organization,
        title=title,
        # Alone under a name, a department would pass for a title, and rightly so.
        department=fields.department if title else "",
        emails=fields.emails if rng.random() > 0.06 else (),
        urls=fields.urls if rng.random() < 0.75 else (),
        addresses=fields.addresses if rng.random() < layout.address_part else (),
    )
    thinned = _thinned(chosen, layout.max_rows)
    has_room = _count_rows(thinned) < layout.max_rows
    return replace(person, fields=thinned, extra=person.extra if has_room else "")


def _thinned(fields: CardFields, max_rows: int) -> CardFields:
    """Leave details out, the least needed first, until the layout can hold them."""
    smaller = (
        replace(fields, social=()),
        replace(fields, social=(), emails=fields.emails[:1]),
        replace(fields, social=(), emails=fields.emails[:1], phones=fields.phones[:2]),
        replace(
            fields,
            social=(),
            emails=fields.emails[:1],
            phones=fields.phones[:2],
            urls=() if fields.emails else fields.urls,
        ),
        replace(
            fields, social=(), emails=fields.emails[:1], phones=fields.phones[:2], addresses=()
        ),
    )
    for candidate in (fields, *smaller):
        if _count_rows(candidate) <= max_rows:
            return candidate
    return smaller[-1]


def _count_rows(fields: CardFields) -> int:
    ways = len(fields.phones) + len(fields.emails) + len(fields.urls) + len(fields.social)
    return ways + sum(len(address.lines) for address in fields.addresses)


def _paper_of(layout: Layout, style: Style) -> Color:
    if layout.paper == "panel":
        return style.palette.panel
    if layout.paper == "kraft":
        return rgb("c9a77c")
    return style.palette.paper
