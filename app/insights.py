"""What the owner's own figures say: cards brought home, reviewed in time, and read right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, case, extract, func, select
from sqlalchemy.orm import Session

from app.models import Event, FieldOutcome, Outcome, Scan, ScanState, now
from app.outcomes import READ_PARTS

PERIOD = timedelta(days=365)
"""The figures are of the last twelve months: what was long ago says little about today."""
MOST_EVENTS = 12
MOST_MONTHS = 12


_SLACK_H = 0.01
"""Half a minute: SQLite counts days in fractions that are not exact."""


class Timing(StrEnum):
    """How soon after its shot a card was reviewed."""

    DAY = "day"
    """Within 24 hours."""
    THREE_DAYS = "three_days"
    """Within 72 hours, but not within 24."""
    LATER = "later"
    WAITING = "waiting"
    """Not yet."""


@dataclass(frozen=True, slots=True)
class EventCards:
    """How many cards were brought home from an event."""

    event: Event | None
    """None for cards of no event."""
    cards: int


@dataclass(frozen=True, slots=True)
class MonthCards:
    """How many cards were shot in a month."""

    month: date
    """Its first day."""
    cards: int


@dataclass(frozen=True, slots=True)
class FieldAccuracy:
    """What a person made of one part of the readings of their cards."""

    part: str
    """As app.history names the parts of a contact."""
    counts: Mapping[Outcome, int]

    @property
    def total(self) -> int:
        """How many cards had it, read or typed."""
        return sum(self.counts.values())

    @property
    def right_share(self) -> float:
        """How many of them were read right, [0, 1]."""
        return self.counts[Outcome.RIGHT] / self.total if self.total else 0.0


@dataclass(frozen=True, slots=True)
class Insights:
    """The figures of a book."""

    cards: int
    """Shot in the period, those that were discarded left out."""
    events: tuple[EventCards, ...]
    """The latest first, at most MOST_EVENTS; empty when no card has an event."""
    months: tuple[MonthCards, ...]
    """In order, months without cards between them included; empty when there are events."""
    timing: Mapping[Timing, int] = field(default_factory=dict)
    """Every timing is there."""
    accuracy: tuple[FieldAccuracy, ...] = ()
    """In the order of the form; parts that no card had are left out."""

    @property
    def reviewed_in_time(self) -> float | None:
        """The share of cards reviewed within 72 hours, [0, 1]; None when there are none."""
        total = sum(self.timing.values())
        soon = self.timing[Timing.DAY] + self.timing[Timing.THREE_DAYS]
        return soon / total if total else None

    @property
    def read_right(self) -> float | None:
        """The share of all parts that were read right, [0, 1]; None when none was reviewed."""
        total = sum(one.total for one in self.accuracy)
        right = sum(one.counts[Outcome.RIGHT] for one in self.accuracy)
        return right / total if total else None


def find_insights(session: Session, book_id: int) -> Insights:
    """Work out the figures of a book, in a fixed number of questions."""
    since = now() - PERIOD
    is_counted = (
        Scan.book_id == book_id,
        Scan.taken_at >= since,
        Scan.state != ScanState.DISCARDED,
    )
    events = _cards_by_event(session, is_counted)
    timing = _timing(session, is_counted)
    return Insights(
        cards=sum(timing.values()),
        events=events,
        months=() if events else _cards_by_month(session, is_counted),
        timing=timing,
        accuracy=_accuracy(session, book_id, since),
    )


def _cards_by_event(
    session: Session, is_counted: tuple[ColumnElement[bool], ...]
) -> tuple[EventCards, ...]:
    query = select(Scan.event_id, func.count()).where(*is_counted).group_by(Scan.event_id)
    counted: dict[int | None, int] = {row[0]: row[1] for row in session.execute(query)}
    ids = [event_id for event_id in counted if event_id is not None]
    latest = (
        select(Event)
        .where(Event.id.in_(ids))
        .order_by(Event.held_on.desc(), Event.id.desc())
        .limit(MOST_EVENTS)
    )
    found = [EventCards(event, counted[event.id]) for event in session.scalars(latest)]
    if found and None in counted:
        found.append(EventCards(None, counted[None]))
    return tuple(found)


def _cards_by_month(
    session: Session, is_counted: tuple[ColumnElement[bool], ...]
) -> tuple[MonthCards, ...]:
    year, month = extract("year", Scan.taken_at), extract("month", Scan.taken_at)
    query = select(year, month, func.count()).where(*is_counted).group_by(year, month)
    counted = {date(int(row[0]), int(row[1]), 1): row[2] for row in session.execute(query)}
    if not counted:
        return ()
    months = [min(counted)]
    while months[-1] < max(counted):
        months.append((months[-1] + timedelta(days=32)).replace(day=1))
    return tuple(MonthCards(one, counted.get(one, 0)) for one in months[-MOST_MONTHS:])


def _timing(session: Session, is_counted: tuple[ColumnElement[bool], ...]) -> dict[Timing, int]:
    hours = _hours_between(session, Scan.taken_at, Scan.reviewed_at)
    is_reviewed = (Scan.state == ScanState.REVIEWED) & Scan.reviewed_at.is_not(None)
    timing = case(
        (~is_reviewed, Timing.WAITING.value),
        (hours < 24 + _SLACK_H, Timing.DAY.value),
        (hours < 72 + _SLACK_H, Timing.THREE_DAYS.value),
        else_=Timing.LATER.value,
    )
    query = select(timing.label("timing"), func.count()).where(*is_counted).group_by("timing")
    counted: dict[str, int] = {row[0]: row[1] for row in session.execute(query)}
    return {one: counted.get(one.value, 0) for one in Timing}


def _hours_between(session: Session, start: Any, end: Any) -> ColumnElement[Any]:
    if session.get_bind().dialect.name == "sqlite":
        days: ColumnElement[Any] = func.julianday(end) - func.julianday(start)
        return days * 24
    return extract("epoch", end - start) / 3600


def _accuracy(session: Session, book_id: int, since: datetime) -> tuple[FieldAccuracy, ...]:
    query = (
        select(FieldOutcome.field, FieldOutcome.outcome, func.count())
        .join(Scan, Scan.id == FieldOutcome.scan_id)
        .where(FieldOutcome.book_id == book_id, Scan.reviewed_at >= since)
        .group_by(FieldOutcome.field, FieldOutcome.outcome)
    )
    counted: dict[str, dict[Outcome, int]] = {}
    for part, outcome, number in session.execute(query):
        counted.setdefault(part, dict.fromkeys(Outcome, 0))[outcome] = number
    return tuple(FieldAccuracy(part, counted[part]) for part in READ_PARTS if part in counted)
