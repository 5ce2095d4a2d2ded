"""What else a field could be: other values that were read for it, and what each line could be.

Taken from the reading as it was stored. Readings that were stored before the alternatives were kept
have none: their lines can still be given to any field, as they were read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ocr.fields.names import parse_name

Json = Mapping[str, Any]

FIELDS = ("name", "organization", "department", "title")
"""The fields that a reading keeps other values of."""


def tell_choices(reading: Json | None) -> dict[str, Any]:
    """Give a reading's alternatives in the form that the review's scripts take.

    Args:
        reading: As stored with the scan, or None.

    Returns:
        "choices": by field, the other values best first, each with "value", "confidence" and the
        "refs" of its lines; names also with "given" and "family".
        "lines": by line ("recto-0"), its "text" and its "roles" best first, each with "role",
        "value" and "confidence"; names also with "given" and "family".
    """
    if reading is None:
        return {"choices": {}, "lines": {}}
    candidates: Json = reading["contact"].get("candidates") or {}
    return {
        "choices": {
            field: [_choice(field, one) for one in candidates.get(field) or ()] for field in FIELDS
        },
        "lines": dict(_lines(reading["sides"])),
    }


def _choice(field: str, candidate: Json) -> dict[str, Any]:
    value = str(candidate["value"])
    refs = [f"{ref['side']}-{ref['line']}" for ref in candidate.get("lines", ())]
    told = {"value": value, "confidence": candidate["confidence"], "refs": refs}
    return told | (_parts_of(value) if field == "name" else {})


def _lines(sides: Sequence[Json]) -> Iterator[tuple[str, dict[str, Any]]]:
    for side in sides:
        for index, line in enumerate(side["lines"]):
            roles = [_role(role) for role in line.get("roles") or ()]
            if not any(role["role"] == "name" for role in roles):
                # Offered last for every line, and taken apart here, where names are known.
                roles.append({"role": "name", "value": line["text"], **_parts_of(line["text"])})
            yield f"{side['side']}-{index}", {"text": line["text"], "roles": roles}


def _role(role: Json) -> dict[str, Any]:
    name, value = str(role["role"]), str(role["value"])
    told = {"role": name, "value": value, "confidence": role["confidence"]}
    return told | (_parts_of(value) if name == "name" else {})


def _parts_of(name: str) -> dict[str, str]:
    parts = parse_name(name)
    return {"given": parts.given, "family": parts.family}
