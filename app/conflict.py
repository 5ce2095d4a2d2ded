"""Two versions of a contact side by side: what was saved meanwhile, and what was not."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.contact_values import ContactValues, values_of, values_to_json
from app.history import VALUE_PARTS, describe, find_version, is_same
from app.models import Contact


@dataclass(frozen=True, slots=True)
class Difference:
    """One part that differs, as text, and which side of it is offered first."""

    part: str
    theirs: str
    mine: str
    prefers_theirs: bool


def compare(
    session: Session, contact: Contact, mine: ContactValues, version: int | None
) -> list[Difference]:
    """List the parts in which somebody's values differ from the saved ones.

    Args:
        session: Where the history is.
        contact: As it is saved now.
        mine: What was going to be saved.
        version: The version that `mine` was made from, as far as is known.

    Returns:
        Each difference. Theirs is preferred where only they changed something; mine otherwise.
    """
    theirs, wanted = values_to_json(values_of(contact)), values_to_json(mine)
    base = find_version(session, contact, version) if version else None
    return [
        Difference(
            part=part,
            theirs=describe(part, theirs),
            mine=describe(part, wanted),
            prefers_theirs=base is not None and is_same(part, base, wanted),
        )
        for part in VALUE_PARTS
        if not is_same(part, theirs, wanted)
    ]
