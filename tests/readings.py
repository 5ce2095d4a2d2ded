"""Readings for tests, in the form that is stored with a scan."""

from __future__ import annotations

from typing import Any

RECTO_LINES = (
    "Noémie Tessier-Roy",
    "Conseillère en architecture durable",
    "Atelier Boréal inc.",
    "514 555-0147 poste 12",
    "noemie@atelier-boreal.example",
)
VERSO_LINES = ("rappeler mardi", "devis toiture verte")


def line(text: str, row: int, *, handwritten: bool = False) -> dict[str, Any]:
    top = 60 + 60 * row
    quad = [[80, top], [480, top], [480, top + 40], [80, top + 40]]
    return {"text": text, "quad": quad, "confidence": 0.97, "handwritten": handwritten}


def evidence(confidence: float, *rows: int, side: str = "recto") -> dict[str, Any]:
    return {"confidence": confidence, "lines": [{"side": side, "line": row} for row in rows]}


def make_reading(**contact: Any) -> dict[str, Any]:
    """A reading of one card; keywords replace parts of its contact."""
    whole = [[0, 0], [1000, 0], [1000, 570], [0, 570]]
    parts = {
        "name": {
            "full": "Noémie Tessier-Roy",
            "given": "Noémie",
            "family": "Tessier-Roy",
            "prefix": "",
            "suffix": "",
            **evidence(0.98, 0),
        },
        "organization": {"value": "Atelier Boréal inc.", **evidence(0.62, 2)},
        "department": None,
        "title": {"value": "Conseillère en architecture durable", **evidence(0.95, 1)},
        "emails": [{"value": "noemie@atelier-boreal.example", **evidence(0.99, 4)}],
        "phones": [
            {
                "value": "514 555-0147",
                "e164": "+15145550147",
                "label": "work",
                "extension": "12",
                **evidence(0.97, 3),
            }
        ],
        "urls": [],
        "social": [],
        "addresses": [],
    }
    return {
        "photo": "a.jpg",
        "card": 0,
        "contact": parts | contact,
        "handwriting": [],
        "proposals": [],
        "sides": [
            {
                "side": "recto",
                "quad": whole,
                "is_found": True,
                "size_px": [1000, 570],
                "lines": [line(text, row) for row, text in enumerate(RECTO_LINES)],
            }
        ],
        "remarks": [],
        "timing_ms": {},
    }


def with_handwriting(reading: dict[str, Any], picture_id: int) -> dict[str, Any]:
    """The same reading, with a note on the verso."""
    lines = [line(text, row, handwritten=True) for row, text in enumerate(VERSO_LINES)]
    verso = {**reading["sides"][0], "side": "verso", "lines": lines}
    note = {
        "text": "\n".join(VERSO_LINES),
        "side": "verso",
        "quad": [[80, 60], [480, 60], [480, 160], [80, 160]],
        **evidence(0.7, 0, 1, side="verso"),
    }
    return reading | {
        "sides": [*reading["sides"], verso],
        "handwriting": [note],
        "note_pictures": [picture_id],
    }
