"""Follow-ups: the next step with a person, its day, and what is due.

What is done to one is a change of its contact: the history says who did it, and undo takes it back.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from app.contact_days import refresh_days
from app.contact_values import one_line
from app.contacts import changing, lock_contact
from app.errors import InvalidError, NotFoundError
from app.i18n import mark
from app.models import LARGEST_ID, Contact, FollowUp, FollowUpKind, Scan, ScanSide, now

TEXT_LIMIT = 500
_YEARS_AHEAD = 20

KIND_NAMES = {
    FollowUpKind.CALL: mark("Call"),
    FollowUpKind.WRITE: mark("Write"),
    FollowUpKind.MEET: mark("Meet"),
    FollowUpKind.THANK: mark("Thank"),
    FollowUpKind.CONGRATULATE: mark("Congratulate"),
    FollowUpKind.INTRODUCE: mark("Introduce"),
    FollowUpKind.SEND: mark("Send something"),
}
"""English message ids, in the order that they are offered in."""


class DueGroup(StrEnum):
    """When a follow-up is due, seen from today."""

    LATE = "late"
    TODAY = "today"
    THIS_WEEK = "this_week"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class NewFollowUp:
    """A next step that somebody chose."""

    due_on: date
    kind: FollowUpKind = FollowUpKind.CALL
    text: str = ""


@dataclass(frozen=True, slots=True)
class QuickDay:
    """A day that is one tap away."""

    day: date
    name: str
    """English message id."""


def quick_days(today: date) -> tuple[QuickDay, ...]:
    """Give the days offered as one tap, earliest first; a day that is there twice comes once."""
    next_monday = today + timedelta(days=7 - today.weekday())
    choices = (
        QuickDay(today + timedelta(days=1), mark("Tomorrow")),
        QuickDay(today + timedelta(days=3), mark("In 3 days")),
        QuickDay(next_monday, mark("Next Monday")),
        QuickDay(today + timedelta(days=14), mark("In two weeks")),
    )
    by_day = {choice.day: choice for choice in reversed(choices)}
    return tuple(by_day[day] for day in sorted(by_day))


def choose_day(choice: str, other_day: str, today: date) -> date | None:
    """Read the day from a form: one of the quick days, or a day of its own.

    Args:
        choice: An ISO date, "other", or "" for no next step.
        other_day: What was typed into the date field, ISO; it counts unless a quick day is chosen.
        today: The day it is for this person.

    Returns:
        The day, or None for no next step.

    Raises:
        InvalidError: If it is no day, or too far away to be meant.
    """
    text = (other_day if choice in ("", "other") else choice).strip()
    return read_day(text, today) if text else None


def read_day(text: str, today: date) -> date:
    """Read an ISO date as a day that a follow-up can have.

    Raises:
        InvalidDayError: If it is no day, or more than a year past or many years away.
    """
    try:
        day = date.fromisoformat(text.strip())
    except ValueError as error:
        raise InvalidDayError from error
    return check_day(day, today)


def check_day(day: date, today: date) -> date:
    """Give back a day that a follow-up can have.

    Raises:
        InvalidDayError: If it is more than a year past or many years away.
    """
    if not today - timedelta(days=366) <= day <= today + timedelta(days=366 * _YEARS_AHEAD):
        raise InvalidDayError
    return day


class InvalidDayError(InvalidError):
    """The day of a follow-up cannot be used."""

    code = "invalid_day"
    hint = "This is not a day a follow-up can have."


def add_follow_up(
    session: Session, contact: Contact, new: NewFollowUp, *, account_id: int | None
) -> FollowUp:
    """Add a next step to a contact."""
    follow_up = FollowUp(
        book_id=contact.book_id,
        contact_id=contact.id,
        kind=new.kind,
        due_on=new.due_on,
        text=one_line(new.text)[:TEXT_LIMIT],
    )
    with changing(session, contact, account_id):
        session.add(follow_up)
        _refresh(session, contact)
    return follow_up


def _refresh(session: Session, contact: Contact) -> None:
    session.flush()
    session.expire(contact, ["follow_ups"])
    refresh_days(session, [contact.id])


@contextmanager
def _changing_step(session: Session, follow_up: FollowUp, account_id: int | None) -> Iterator[None]:
    """Look at a next step as it is now, and write what is done to it inside into the history.

    Raises:
        NotFoundError: If somebody dropped it meanwhile.
    """
    contact = follow_up.contact
    lock_contact(session, contact)
    session.expire(follow_up)
    if follow_up not in contact.follow_ups:
        raise NotFoundError
    with changing(session, contact, account_id):
        yield
        _refresh(session, contact)


def get_follow_up(session: Session, book_id: int, follow_up_id: int) -> FollowUp:
    """Give a follow-up of a book.

    Raises:
        NotFoundError: If the book has none such, or its contact was deleted.
    """
    if follow_up_id > LARGEST_ID:
        raise NotFoundError
    query = (
        select(FollowUp)
        .join(FollowUp.contact)
        .where(FollowUp.id == follow_up_id, FollowUp.book_id == book_id)
        .where(Contact.deleted_at.is_(None))
    )
    follow_up = session.scalar(query)
    if follow_up is None:
        raise NotFoundError
    return follow_up


def complete_follow_up(session: Session, follow_up: FollowUp, *, account_id: int | None) -> None:
    """Mark a follow-up as done. Doing it again changes nothing."""
    with _changing_step(session, follow_up, account_id):
        follow_up.done_at = follow_up.done_at or now()


def reopen_follow_up(session: Session, follow_up: FollowUp, *, account_id: int | None) -> None:
    """Take back that a follow-up was done."""
    with _changing_step(session, follow_up, account_id):
        follow_up.done_at = None


def move_follow_up(
    session: Session, follow_up: FollowUp, new: NewFollowUp, *, account_id: int | None
) -> None:
    """Change a follow-up's day, kind and text."""
    with _changing_step(session, follow_up, account_id):
        follow_up.due_on = new.due_on
        follow_up.kind = new.kind
        follow_up.text = one_line(new.text)[:TEXT_LIMIT]


def delete_follow_up(session: Session, follow_up: FollowUp, *, account_id: int | None) -> None:
    """Remove a follow-up that was never meant; undo brings it back."""
    with _changing_step(session, follow_up, account_id):
        session.delete(follow_up)


def list_follow_ups(session: Session, book_id: int, *, limit: int = 1000) -> list[FollowUp]:
    """Give a book's open follow-ups with their contacts and cards, the soonest first."""
    sides = selectinload(FollowUp.contact).selectinload(Contact.scans).selectinload(Scan.sides)
    query = (
        select(FollowUp)
        .join(FollowUp.contact)
        .where(
            FollowUp.book_id == book_id, FollowUp.done_at.is_(None), Contact.deleted_at.is_(None)
        )
        .order_by(FollowUp.due_on, FollowUp.id)
        .options(
            sides.selectinload(ScanSide.card),
            selectinload(FollowUp.contact).selectinload(Contact.emails),
            selectinload(FollowUp.contact).selectinload(Contact.phones),
        )
        .limit(limit)
    )
    return list(session.scalars(query))


def group_by_due(follow_ups: Sequence[FollowUp], today: date) -> dict[DueGroup, list[FollowUp]]:
    """Sort follow-ups into late, today, this week (until Sunday) and later; empty groups stay."""
    sunday = today + timedelta(days=6 - today.weekday())
    groups: dict[DueGroup, list[FollowUp]] = {group: [] for group in DueGroup}
    for follow_up in follow_ups:
        if follow_up.due_on < today:
            group = DueGroup.LATE
        elif follow_up.due_on == today:
            group = DueGroup.TODAY
        else:
            group = DueGroup.THIS_WEEK if follow_up.due_on <= sunday else DueGroup.LATER
        groups[group].append(follow_up)
    return groups


def next_follow_ups(session: Session, contact_ids: Sequence[int]) -> dict[int, FollowUp]:
    """Give the soonest open follow-up of each of these contacts that has one."""
    query = (
        select(FollowUp)
        .where(FollowUp.contact_id.in_(contact_ids), FollowUp.done_at.is_(None))
        .order_by(FollowUp.due_on.desc(), FollowUp.id.desc())
    )
    return {follow_up.contact_id: follow_up for follow_up in session.scalars(query)}
