"""Writes the truth of drawn photos as the labels that the project's measures read."""

from __future__ import annotations

from typing import Any

from drawn.truth import DrawnCard, DrawnPhoto
from ocr.types import Quad, Side


def label_of(
    file: str, card: DrawnCard, photo: DrawnPhoto, side: Side = Side.RECTO, index: int = 0
) -> dict[str, Any]:
    """Describe what is true of one photographed side, ready for JSON.

    Besides the fields that every labelled photo has (file, kind, lang, fields, lines,
    handwriting, notes), drawn ones know where the card and every line are.

    Args:
        file: Name of the photo.
        card: What was drawn.
        photo: How it was photographed.
        side: Which side the photo shows.
        index: Which of the photo's cards it is.
    """
    placed = photo.cards[index]
    lines = card.lines_of(side)
    return {
        "file": file,
        "kind": "drawn",
        "lang": card.language,
        "side": str(side),
        "seed": card.seed,
        "layout": card.layout,
        "verso": card.verso_kind,
        "annotation": card.annotation,
        "fields": fields_of(card),
        "lines": [line.text for line in lines if not line.is_handwritten],
        "handwriting": [line.text for line in lines if line.is_handwritten],
        "notes": "",
        "written": [
            {"text": note.text, "intent": note.intent} for note in card.notes if note.side is side
        ],
        "background": photo.background,
        "quad": _rounded(placed.quad),
        "size_px": list(photo.size_px),
        "line_quads": [
            {
                "text": line.text,
                "quad": _rounded(placed.quad_in_photo(line.quad)),
                "roles": [str(role) for role in line.roles],
                "handwritten": line.is_handwritten,
                "struck_out": line.is_struck_out,
            }
            for line in lines
        ],
    }


def fields_of(card: DrawnCard) -> dict[str, Any]:
    """Describe a card's true fields; what is not printed is null or empty."""
    fields = card.fields
    name = fields.name
    return {
        # Degrees stand apart, as readers give them: see name_parts.
        "name": name.without_degrees if name else None,
        "name_parts": {
            "given": name.given,
            "family": name.family,
            "prefix": name.prefix,
            "suffix": name.suffix,
        }
        if name
        else None,
        "company": fields.organization or None,
        "department": fields.department or None,
        "title": fields.title or None,
        "emails": list(fields.emails),
        "phones": [
            {
                "number": phone.value,
                "type": str(phone.label),
                "e164": phone.e164,
                "extension": phone.extension,
            }
            for phone in fields.phones
        ],
        "urls": list(fields.urls),
        "address": fields.addresses[0].formatted if fields.addresses else None,
        "addresses": [address.formatted for address in fields.addresses],
        "social": [{"service": s.service, "value": s.value} for s in fields.social],
    }


def _rounded(quad: Quad) -> list[list[float]]:
    return [[round(x, 1), round(y, 1)] for x, y in quad]
