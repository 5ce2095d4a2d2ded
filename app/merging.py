"""Merging: two contacts become one that has everything of both; app.parting undoes it for good.

The contact that goes stays in its row, deleted, with `merged_into_id`: an old address leads to the
one that was kept. Its notes, follow-ups, encounters, positions and cards move over; the merge keeps
which ones, and how the kept contact was, so that undoing it gives each its own again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from app.contact_days import refresh_days, today_in
from app.contact_values import check_values, values_of, write_values
from app.contacts import lock_contact
from app.encounters import tell_more
from app.errors import InvalidError, NotFoundError
from app.history import record_change, take_snapshot
from app.matching.pairs import find_apart, keep_apart_ids
from app.merged_values import CHOSEN_PARTS, Choices, lost_positions, merge_two
from app.models import (
    LARGEST_ID,
    Change,
    Contact,
    ContactTag,
    Encounter,
    FollowUp,
    Merge,
    Note,
    Position,
    Scan,
    Stage,
    now,
)
from app.search import index_contact

MOVED: Final[dict[str, Any]] = {
    "notes": Note,
    "follow_ups": FollowUp,
    "positions": Position,
    "scans": Scan,
    "encounters": Encounter,
}
"""The rows that go over to the contact that is kept."""


class SameContactError(InvalidError):
    """A contact cannot become a part of itself."""

    code = "same_contact"
    hint = "This is one contact already."


def merge_contacts(
    session: Session,
    kept: Contact,
    gone: Contact,
    *,
    account_id: int | None,
    region: str,
    choices: Choices | None = None,
    left_on: date | None = None,
    scan_id: int | None = None,
) -> Merge:
    """Make two contacts of a book one. Merging the same two again gives the same merge.

    Args:
        session: Not committed here.
        kept: The contact that stays.
        gone: The one that becomes a part of it.
        account_id: Who merges.
        region: Country of telephone numbers that name none.
        choices: Whose name, organization, department and title; see app.merged_values.
        left_on: The day by which the position that is not chosen had been left; today when None.
        scan_id: The card that says so.

    Raises:
        SameContactError: If they are one contact.
        NotFoundError: If they are not of one book, or one of them was deleted.
        InvalidContactError: If one contact cannot hold all of it.
    """
    if kept.id == gone.id:
        raise SameContactError
    if kept.book_id != gone.book_id:
        raise NotFoundError
    for contact in sorted((kept, gone), key=lambda one: one.id):
        lock_contact(session, contact)
    if gone.merged_into_id == kept.id and kept.deleted_at is None:
        return _last_merge(session, gone)
    if kept.deleted_at is not None or gone.deleted_at is not None:
        raise NotFoundError
    chosen = {part: who for part, who in (choices or {}).items() if part in CHOSEN_PARTS}
    own, other = values_of(kept), values_of(gone)
    merged = check_values(merge_two(own, other, chosen), region)
    before, gone_before = take_snapshot(kept), take_snapshot(gone)
    moved = _move_rows(session, kept, gone)
    left_on = left_on or today_in(session, kept.book_id, account_id)
    made = [
        _add_position(session, kept, position, left_on, scan_id)
        for position in lost_positions(own, other, merged)
    ]
    facts = {
        "moved": moved,
        "met_together": _fill_encounters(kept, gone),
        "tags": _add_tags(session, kept, gone),
        "position_ids": made,
        "apart": _keep_apart_too(session, kept, gone, account_id),
    }
    write_values(kept, merged)
    kept.portrait_id = kept.portrait_id or gone.portrait_id
    if gone.stage is Stage.CONNECTION:
        kept.stage = Stage.CONNECTION
    if gone.archived_at is None:
        kept.archived_at = None
    reviewed = [kept.reviewed_at, now()]
    kept.reviewed_at = reviewed[1]
    facts["reviewed"] = [one and one.isoformat() for one in reviewed]
    gone.deleted_at, gone.merged_into_id = now(), kept.id
    merge = Merge(
        book_id=kept.book_id, kept_id=kept.id, gone_id=gone.id, account_id=account_id, before={}
    )
    session.add(merge)
    for contact, known in ((kept, before), (gone, gone_before)):
        save_with_merge(session, contact, merge, known, account_id)
    merge.before = {**facts, "kept": before, "gone": gone_before, "after": take_snapshot(kept)}
    session.flush()
    return merge


def _last_merge(session: Session, gone: Contact) -> Merge:
    query = select(Merge).where(Merge.gone_id == gone.id, Merge.undone_at.is_(None))
    return session.scalars(query.order_by(Merge.id.desc()).limit(1)).one()


def save_with_merge(
    session: Session,
    contact: Contact,
    merge: Merge,
    before: Mapping[str, Any],
    account_id: int | None,
) -> None:
    """Write down what a merge, or undoing it, made of one of its two contacts.

    Args:
        session: Not committed here.
        contact: Changed, and not flushed.
        merge: Flushed by this, if it is new.
        before: The contact's snapshot before it was changed.
        account_id: Who merges or undoes.
    """
    contact.updated_at = now()
    flag_modified(contact, "updated_at")
    session.flush()
    session.expire(contact, [*MOVED, "tags"])
    refresh_days(session, [contact.id])
    index_contact(session, contact)
    known = _last_change(session, contact)
    record_change(session, contact, account_id, before)
    change = _last_change(session, contact)
    if change is not None and change is not known:
        # The history says of such a change that it is a merge: it is undone as a whole, or not.
        change.after = {**change.after, "merge_id": merge.id}
        session.flush()


def _last_change(session: Session, contact: Contact) -> Change | None:
    query = select(Change).where(Change.contact_id == contact.id).order_by(Change.id.desc())
    return session.scalars(query.limit(1)).first()


def _move_rows(session: Session, kept: Contact, gone: Contact) -> dict[str, list[int]]:
    """Give the kept contact what belongs to the other; an event that both were met at stays."""
    known_events = {one.event_id for one in kept.encounters if one.event_id is not None}
    moved: dict[str, list[int]] = {}
    for name, table in MOVED.items():
        rows = session.execute(select(table.id).where(table.contact_id == gone.id))
        ids = [row_id for (row_id,) in rows]
        if name == "encounters":
            both = {one.id for one in gone.encounters if one.event_id in known_events}
            ids = [one for one in ids if one not in both]
        moved[name] = ids
        hand_over(session, table, ids, kept.id)
    return moved


def hand_over(session: Session, table: Any, ids: Sequence[int], contact_id: int) -> None:
    """Give rows of one of MOVED to another contact."""
    session.execute(
        update(table)
        .where(table.id.in_(ids))
        .values(contact_id=contact_id)
        .execution_options(synchronize_session="fetch")
    )


def _fill_encounters(kept: Contact, gone: Contact) -> list[dict[str, Any]]:
    """Tell an encounter that both have, at one event, what only the other one's says.

    Returns:
        The kept contact's encounters that changed, as they were and as they became.
    """
    changed = []
    own = {one.event_id: one for one in kept.encounters if one.event_id is not None}
    for one in gone.encounters:
        known = own.get(one.event_id) if one.event_id is not None else None
        if known is None:
            continue
        was = _encounter_texts(known)
        tell_more(known, one.scan_id, one.place, one.text)
        if _encounter_texts(known) != was:
            changed.append({"id": known.id, "before": was, "after": _encounter_texts(known)})
    return changed


def _encounter_texts(encounter: Encounter) -> dict[str, Any]:
    return {name: getattr(encounter, name) for name in ("scan_id", "place", "text")}


def _add_tags(session: Session, kept: Contact, gone: Contact) -> list[int]:
    known = {tag.id for tag in kept.tags}
    added = [tag.id for tag in gone.tags if tag.id not in known]
    session.add_all(
        ContactTag(contact_id=kept.id, tag_id=tag_id, book_id=kept.book_id) for tag_id in added
    )
    session.flush()
    return added


def _add_position(
    session: Session,
    kept: Contact,
    position: tuple[str, str, str],
    left_on: date,
    scan_id: int | None,
) -> int:
    organization, department, title = position
    row = Position(
        book_id=kept.book_id,
        contact_id=kept.id,
        organization=organization,
        department=department,
        title=title,
        left_on=left_on,
        scan_id=scan_id,
    )
    session.add(row)
    session.flush()
    return row.id


def _keep_apart_too(
    session: Session, kept: Contact, gone: Contact, account_id: int | None
) -> list[int]:
    """Keep the contact apart from those that the other one was kept apart from."""
    others = find_apart(session, gone) - find_apart(session, kept) - {kept.id}
    for other_id in sorted(others):
        keep_apart_ids(session, kept.book_id, kept.id, other_id, account_id=account_id)
    return sorted(others)


def get_merge(session: Session, book_id: int, merge_id: int) -> Merge:
    """Give a merge of a book.

    Raises:
        NotFoundError: If the book has no such merge.
    """
    merge = session.get(Merge, merge_id) if merge_id <= LARGEST_ID else None
    if merge is None or merge.book_id != book_id:
        raise NotFoundError
    return merge


def merges_of(session: Session, contact: Contact) -> list[Merge]:
    """Give the merges that made a contact what it is and can be undone, the newest first."""
    query = select(Merge).where(
        Merge.book_id == contact.book_id,
        Merge.undone_at.is_(None),
        or_(Merge.kept_id == contact.id, Merge.gone_id == contact.id),
    )
    return list(session.scalars(query.order_by(Merge.id.desc())))


def find_kept(session: Session, book_id: int, contact_id: int) -> Contact | None:
    """Give the contact that a merged one is a part of now; None when it is not merged.

    It may be a part of one that is a part of a third: the last one is given.
    """
    seen: set[int] = set()
    contact = session.get(Contact, contact_id) if 0 < contact_id <= LARGEST_ID else None
    while contact is not None and contact.merged_into_id is not None and contact.id not in seen:
        seen.add(contact.id)
        contact = session.get(Contact, contact.merged_into_id)
    if contact is None or contact.book_id != book_id or not seen:
        return None
    return contact if contact.deleted_at is None else None
