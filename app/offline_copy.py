"""What a device may keep of a book, to show it where there is no network."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload
from sqlalchemy.sql.base import ExecutableOption

from app.models import Contact, Encounter, FollowUp

MOST_CONTACTS = 200
_MOST_FOLLOW_UPS = 200


@dataclass(frozen=True, slots=True)
class Copy:
    """People and what is due, with what is shown of them loaded."""

    contacts: tuple[Contact, ...]
    """Those changed last, the newest first; then the others of the follow-ups, archived or not."""
    follow_ups: tuple[FollowUp, ...]
    """Open, of today and earlier, the soonest first."""


def make_copy(session: Session, book_id: int, today: date) -> Copy:
    """Collect what a device may keep, in a few questions however many people there are."""
    follow_ups = _due(session, book_id, today)
    query = (
        select(Contact)
        .where(Contact.book_id == book_id, Contact.deleted_at.is_(None))
        .order_by(Contact.updated_at.desc(), Contact.id.desc())
        .options(*_what_is_shown())
    )
    in_sight = query.where(Contact.archived_at.is_(None))
    latest = session.scalars(in_sight.limit(MOST_CONTACTS)).all()
    known = {contact.id for contact in latest}
    missing = {one.contact_id for one in follow_ups} - known
    others = session.scalars(query.where(Contact.id.in_(missing)))
    return Copy((*latest, *others), tuple(follow_ups))


def _due(session: Session, book_id: int, today: date) -> list[FollowUp]:
    query = (
        select(FollowUp)
        .join(FollowUp.contact)
        .where(
            FollowUp.book_id == book_id,
            FollowUp.done_at.is_(None),
            FollowUp.due_on <= today,
            Contact.deleted_at.is_(None),
        )
        .order_by(FollowUp.due_on, FollowUp.id)
        .limit(_MOST_FOLLOW_UPS)
    )
    return list(session.scalars(query.options(selectinload(FollowUp.contact))))


def _what_is_shown() -> tuple[ExecutableOption, ...]:
    return (
        selectinload(Contact.emails),
        selectinload(Contact.phones),
        selectinload(Contact.tags),
        selectinload(Contact.encounters).selectinload(Encounter.event),
    )
