"""The three days that a contact's row carries: first met, last contact, next step.

They follow from the encounters and the follow-ups, and are kept beside them so that a list of
50,000 people can be filtered and sorted by them. Whatever changes an encounter or a follow-up calls
refresh_days().
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, case, func, select, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from app.models import Account, Contact, Encounter, FollowUp, Membership

_MOST_AT_ONCE = 500
"""Contacts in one question: databases take no longer lists of ids."""


@dataclass(frozen=True, slots=True)
class Days:
    """What follows from a contact's encounters and follow-ups; None where there are none."""

    met_on: date | None = None
    last_contact_on: date | None = None
    next_step_on: date | None = None


def refresh_days(session: Session, contact_ids: Iterable[int]) -> None:
    """Work out anew the days of some contacts of one book, and write those that changed.

    What is not flushed is flushed first. The contacts' versions and the moments of their last
    change stay: nobody changed their values.

    Args:
        session: Not committed here.
        contact_ids: Each may come several times; those that do not exist are left out.
    """
    session.flush()
    ids = sorted(set(contact_ids))
    for start in range(0, len(ids), _MOST_AT_ONCE):
        _refresh(session, ids[start : start + _MOST_AT_ONCE])


def _refresh(session: Session, ids: Sequence[int]) -> None:
    columns = (Contact.id, Contact.met_on, Contact.last_contact_on, Contact.next_step_on)
    rows = session.execute(
        select(Contact.book_id, *columns).where(Contact.id.in_(ids)).order_by(Contact.id)
    ).all()
    if not rows:
        return
    wanted = _work_out(session, ids, find_zone(session, rows[0].book_id))
    changed: list[dict[str, Any]] = []
    for row in rows:
        days = wanted.get(row.id, Days())
        if days != Days(row.met_on, row.last_contact_on, row.next_step_on):
            changed.append({"of_id": row.id, **{name: getattr(days, name) for name in _NAMES}})
    if changed:
        session.connection().execute(_WRITE, changed)
    for one in changed:
        _tell(session, one)


_NAMES = ("met_on", "last_contact_on", "next_step_on")
_TABLE = Contact.__table__
# Not through the mapper: a form that is open stays good, so the version stays.
_WRITE = (
    update(Contact.__table__)  # type: ignore[arg-type]
    .where(_TABLE.c.id == bindparam("of_id"))
    .values(updated_at=_TABLE.c.updated_at, **{name: bindparam(name) for name in _NAMES})
)


def _tell(session: Session, days: dict[str, Any]) -> None:
    """Let a contact that is loaded already know what was written."""
    key = Contact.__mapper__.identity_key_from_primary_key((days["of_id"],))
    contact = session.identity_map.get(key)
    if contact is not None:
        for name in _NAMES:
            set_committed_value(contact, name, days[name])


def _work_out(session: Session, ids: Sequence[int], zone: ZoneInfo) -> dict[int, Days]:
    met = {
        row[0]: (row[1], row[2])
        for row in session.execute(
            select(Encounter.contact_id, func.min(Encounter.met_on), func.max(Encounter.met_on))
            .where(Encounter.contact_id.in_(ids))
            .group_by(Encounter.contact_id)
        )
    }
    open_day = case((FollowUp.done_at.is_(None), FollowUp.due_on))
    steps = {
        row[0]: (row[1], row[2])
        for row in session.execute(
            select(FollowUp.contact_id, func.min(open_day), func.max(FollowUp.done_at))
            .where(FollowUp.contact_id.in_(ids))
            .group_by(FollowUp.contact_id)
        )
    }
    days: dict[int, Days] = {}
    for contact_id in met.keys() | steps.keys():
        first, last = met.get(contact_id, (None, None))
        next_step, done_at = steps.get(contact_id, (None, None))
        known = [day for day in (last, _day_of(done_at, zone)) if day is not None]
        days[contact_id] = Days(first, max(known, default=None), next_step)
    return days


def _day_of(moment: datetime | None, zone: ZoneInfo) -> date | None:
    return moment.astimezone(zone).date() if moment is not None else None


def find_zone(session: Session, book_id: int, account_id: int | None = None) -> ZoneInfo:
    """Give the time zone that days are counted in.

    Args:
        session: Where to look.
        book_id: Whose days.
        account_id: Who says what day it is; None for the first member of the book.
    """
    account = session.get(Account, account_id) if account_id is not None else None
    if account is not None:
        return ZoneInfo(account.timezone)
    query = (
        select(Account.timezone)
        .join(Membership, Membership.account_id == Account.id)
        .where(Membership.book_id == book_id)
        .order_by(Account.id)
        .limit(1)
    )
    return ZoneInfo(session.scalar(query) or "UTC")


def today_in(session: Session, book_id: int, account_id: int | None = None) -> date:
    """Say what day it is in a book; for whom, as for find_zone()."""
    return datetime.now(find_zone(session, book_id, account_id)).date()
