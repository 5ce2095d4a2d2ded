"""One part of a contact changed in its place: a name, the e-mail addresses, a note's text.

Whoever edits a part sends along the stamp of what they saw. Only a change of the same part is a
conflict: two people may correct the name and the phones of one contact at the same time.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from sqlalchemy.orm import Session

from app.contact_values import ContactValues, check_values, several_lines, values_of, values_to_json
from app.contacts import (
    changing,
    edit_note,
    lock_contact,
    merge_values,
    update_contact,
    write_beside,
)
from app.errors import ConflictError, NotFoundError
from app.history import PARTS, VALUE_PARTS, describe
from app.models import Contact, Note

EDITED_TOGETHER: dict[str, tuple[str, ...]] = {
    "name": ("name",),
    "work": ("title", "department", "organization"),
    "emails": ("emails",),
    "phones": ("phones",),
    "links": ("links",),
    "addresses": ("addresses",),
    "comment": ("comment",),
    "spare_card": ("spare_card",),
}
"""What is edited in one place, with the parts of the history that it is."""


class PartChangedError(ConflictError):
    """The same part was changed in the meantime: nothing was saved."""

    code = "part_changed"
    hint = "This was changed in the meantime: nothing was saved. Look at both versions."

    def __init__(self, contact: Contact, theirs: str) -> None:
        """Raise.

        Args:
            contact: As it is now.
            theirs: What is saved of the part now, as text.
        """
        super().__init__()
        self.contact = contact
        self.theirs = theirs


def stamp_of(values: ContactValues, place: str) -> str:
    """Name what a part says: equal values have the same stamp, and no others.

    Args:
        values: Of a contact.
        place: A key of EDITED_TOGETHER.
    """
    told = values_to_json(values)
    return _stamp([told[key] for part in EDITED_TOGETHER[place] for key in PARTS[part]])


def stamp_of_text(text: str) -> str:
    """Name what a note says."""
    return _stamp(several_lines(text))


def _stamp(told: Any) -> str:
    return hashlib.sha256(json.dumps(told, default=str).encode()).hexdigest()[:16]


def require_place(place: str) -> None:
    """Refuse what is no part of a contact.

    Raises:
        NotFoundError: If it is no key of EDITED_TOGETHER.
    """
    if place not in EDITED_TOGETHER:
        raise NotFoundError


def with_part(contact: Contact, place: str, mine: ContactValues) -> ContactValues:
    """Give a contact's values with one part of them from `mine`."""
    others = [part for part in VALUE_PARTS if part not in EDITED_TOGETHER[place]]
    return merge_values(values_of(contact), mine, others)


def save_part(
    session: Session,
    contact: Contact,
    place: str,
    mine: ContactValues,
    *,
    stamp: str,
    account_id: int | None,
    region: str,
) -> None:
    """Save one part of a contact.

    Args:
        session: Not committed here.
        contact: What to change.
        place: A key of EDITED_TOGETHER.
        mine: Values of which only this part counts, as they came.
        stamp: Of the part as whoever changes it saw it (stamp_of).
        account_id: Who changes it.
        region: Country of telephone numbers that name none.

    Raises:
        InvalidContactError: If something cannot be kept.
        PartChangedError: If the part says something else than what they saw and want.
    """
    lock_contact(session, contact)
    current = values_of(contact)
    wanted = with_part(contact, place, mine)
    known = stamp_of(current, place)
    if stamp != known and stamp_of(check_values(wanted, region), place) != known:
        raise PartChangedError(contact, describe_part(current, place))
    update_contact(
        session, contact, wanted, version=contact.version, account_id=account_id, region=region
    )


def describe_part(values: ContactValues, place: str) -> str:
    """Write a part as text, one value a line; "" when there is nothing."""
    told = values_to_json(values)
    return "\n".join(filter(None, (describe(part, told) for part in EDITED_TOGETHER[place])))


def get_note(contact: Contact, note_id: int) -> Note:
    """Give a note of a contact.

    Raises:
        NotFoundError: If the contact has none such.
    """
    found = next((one for one in contact.notes if one.id == note_id), None)
    if found is None:
        raise NotFoundError
    return found


def save_note(
    session: Session,
    contact: Contact,
    note_id: int,
    text: str,
    *,
    stamp: str,
    account_id: int | None,
) -> None:
    """Correct what was read of a handwritten note.

    Args:
        session: Not committed here.
        contact: Whose note.
        note_id: Which one.
        text: What it says.
        stamp: Of the text as whoever corrects it saw it (stamp_of_text).
        account_id: Who corrects.

    Raises:
        NotFoundError: If the contact has no such note.
        PartChangedError: If it says something else than what they saw and want.
    """
    lock_contact(session, contact)
    note = get_note(contact, note_id)
    if stamp_of_text(note.text) not in (stamp, stamp_of_text(text)):
        raise PartChangedError(contact, note.text)
    edit_note(session, contact, note, text, account_id=account_id)


def remove_portrait(session: Session, contact: Contact, *, account_id: int | None) -> None:
    """Let go of the picture that an address book had of somebody; the history brings it back."""
    with changing(session, contact, account_id):
        write_beside(session, contact, portrait_id=None)
