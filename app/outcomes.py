"""What became of a reading at its review: right, corrected, removed or added, field by field.

It says how well cards are read for this owner: Insights shows it, and nothing learns from it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.contact_values import ContactValues, PhoneValue, values_to_json
from app.folding import fold_name
from app.history import PARTS
from app.models import FieldOutcome, Outcome, Scan
from app.review_form import read_values_of

READ_PARTS = (
    "name",
    "organization",
    "department",
    "title",
    "emails",
    "phones",
    "links",
    "addresses",
)
"""The parts of a contact's values that a card is read for, as app.history names them."""

_SOURCES: Mapping[str, tuple[str, ...]] = {"links": ("urls", "social")}
"""Where the guesses of a part stand in a reading, when it is under another name."""


def compare_parts(read: ContactValues, accepted: ContactValues) -> Iterator[tuple[str, Outcome]]:
    """Say of each part what a person made of it; parts that are empty on both sides are left out.

    Case, accents, spacing and the order of rows say nothing about how well a card was read, nor
    does the label of a telephone number that nobody printed.

    Args:
        read: What was read, as the form showed it.
        accepted: What a person accepted.
    """
    for part in READ_PARTS:
        before, after = _comparable(read, part), _comparable(accepted, part)
        if not before and not after:
            continue
        if before == after:
            yield part, Outcome.RIGHT
        elif not after:
            yield part, Outcome.REMOVED
        elif not before:
            yield part, Outcome.ADDED
        else:
            yield part, Outcome.CORRECTED


def _comparable(values: ContactValues, part: str) -> list[str]:
    """Give the words of a part, folded, its rows in alphabetical order."""
    match part:
        case "name":
            rows = [f"{values.given_name}|{values.family_name}", values.prefix, values.suffix]
            rows = rows if any((values.given_name, values.family_name)) else []
        case "phones":
            rows = [_number(phone) for phone in values.phones]
        case "emails":
            rows = list(values.emails)
        case "links":
            rows = [link.value for link in values.links]
        case "addresses":
            rows = [address.formatted for address in values.addresses]
        case _:
            rows = [values_to_json(values)[key] for key in PARTS[part]]
    return sorted(fold_name(row) for row in rows if row)


def _number(phone: PhoneValue) -> str:
    return f"{phone.e164 or phone.value} {phone.extension}".strip()


def least_confidence(reading: Mapping[str, Any], part: str) -> float | None:
    """Give how sure the least sure guess of a part is; None when there is none."""
    contact: Mapping[str, Any] = reading.get("contact") or {}
    guesses: list[Mapping[str, Any]] = []
    for name in _SOURCES.get(part, (part,)):
        value = contact.get(name)
        guesses += [one for one in (value if isinstance(value, list) else [value]) if one]
    return min((one["confidence"] for one in guesses if "confidence" in one), default=None)


def record_outcomes(session: Session, scan: Scan, accepted: ContactValues, region: str) -> None:
    """Write down what a person made of a scan's reading, in place of what was written before.

    Args:
        session: Not committed here.
        scan: With its reading; of one without, nothing is known.
        accepted: Checked values.
        region: Country of telephone numbers that name none.
    """
    forget_outcomes(session, scan.id)
    reading = scan.reading
    if not reading:
        return
    session.add_all(
        FieldOutcome(
            scan_id=scan.id,
            field=part,
            book_id=scan.book_id,
            outcome=outcome,
            confidence=least_confidence(reading, part),
        )
        for part, outcome in compare_parts(read_values_of(scan, region), accepted)
    )
    session.flush()


def forget_outcomes(session: Session, scan_id: int) -> None:
    """Take back what was written down of a scan."""
    session.execute(delete(FieldOutcome).where(FieldOutcome.scan_id == scan_id))


def keep_outcomes(session: Session, scan_id: int) -> list[dict[str, Any]]:
    """Give what is written down of a scan as JSON."""
    rows = session.scalars(select(FieldOutcome).where(FieldOutcome.scan_id == scan_id))
    return [{name: getattr(row, name) for name in _KEPT} for row in rows]


_KEPT = ("field", "outcome", "confidence")


def put_outcomes_back(session: Session, scan: Scan, kept: Sequence[Mapping[str, Any]]) -> None:
    """Write down of a scan what keep_outcomes() gave."""
    forget_outcomes(session, scan.id)
    for values in kept:
        outcome = Outcome(values["outcome"])
        row = {**values, "outcome": outcome, "scan_id": scan.id, "book_id": scan.book_id}
        session.add(FieldOutcome(**row))
    session.flush()
