"""The inbox as a queue: which card comes next, and how many wait, by state and by event."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlencode

from sqlalchemy import ColumnElement, Select, and_, case, func, not_, or_, select, true
from sqlalchemy.orm import Session

from app.models import LARGEST_ID, Event, Scan, ScanState
from app.scans import IN_ORDER, comes_after, sent_id, with_pictures

WITHOUT_EVENT = "none"
"""What asks for the cards of no event where an event's id is asked for."""


class QueueState(StrEnum):
    """Where a card of the inbox stands, as its owner sees it. Each card is in one of them."""

    WAITING = "waiting"
    READING = "reading"
    READY = "ready"
    """Read, and nothing of it is doubtful."""
    NEEDS_LOOK = "needs_look"
    """Read, and something of it is doubtful."""
    FAILED = "failed"
    SET_ASIDE = "set_aside"
    """Read, and its owner wants to see the others first."""
    DISCARDED = "discarded"
    """Out of the inbox; it can be brought back."""


INBOX = tuple(state for state in QueueState if state is not QueueState.DISCARDED)


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """Which cards of the inbox to show; all of them unless said otherwise."""

    state: QueueState | None = None
    event_id: int | None = None
    is_without_event: bool = False

    @property
    def event(self) -> str:
        """How an address names the event: its id, "none", or "" for any."""
        if self.is_without_event:
            return WITHOUT_EVENT
        return "" if self.event_id is None else str(self.event_id)

    def to_query(self) -> str:
        """Write the filter as the end of an address: "?state=ready&event=3", or "" for all."""
        parts = {"state": self.state or "", "event": self.event}
        query = urlencode({name: value for name, value in parts.items() if value})
        return f"?{query}" if query else ""


def read_filter(state: str = "", event: str = "") -> QueueFilter:
    """Read a filter from an address; what means nothing filters nothing."""
    is_state = state in QueueState.__members__.values()
    is_id = event.isascii() and event.isdigit() and len(event) <= len(str(LARGEST_ID))
    return QueueFilter(
        state=QueueState(state) if is_state else None,
        event_id=min(int(event), LARGEST_ID) if is_id else None,
        is_without_event=event == WITHOUT_EVENT,
    )


def is_shown(wanted: QueueFilter) -> ColumnElement[bool]:
    """Say which scans a filter lets through; without a state, those of the inbox."""
    states = INBOX if wanted.state is None else (wanted.state,)
    return and_(or_(*(_IS_IN[state] for state in states)), _is_of(wanted))


def _is_of(wanted: QueueFilter) -> ColumnElement[bool]:
    if wanted.is_without_event:
        return Scan.event_id.is_(None)
    return Scan.event_id == wanted.event_id if wanted.event_id is not None else true()


_IS_READ = Scan.state == ScanState.READY
_IS_ASIDE = Scan.set_aside_at.is_not(None)
_IS_SURE = Scan.doubt_count == 0  # nobody counted: somebody should look
_IS_IN: Mapping[QueueState, ColumnElement[bool]] = {
    QueueState.WAITING: Scan.state == ScanState.WAITING,
    QueueState.READING: Scan.state == ScanState.READING,
    QueueState.READY: and_(_IS_READ, not_(_IS_ASIDE), _IS_SURE),
    QueueState.NEEDS_LOOK: and_(
        _IS_READ, not_(_IS_ASIDE), or_(Scan.doubt_count.is_(None), not_(_IS_SURE))
    ),
    QueueState.FAILED: Scan.state == ScanState.FAILED,
    QueueState.SET_ASIDE: and_(_IS_READ, _IS_ASIDE),
    QueueState.DISCARDED: and_(Scan.state == ScanState.DISCARDED, Scan.joined_into_id.is_(None)),
}

_RANK = case((_IS_ASIDE, 1), else_=0)
"""The order of a review: every other card first, then those that were set aside."""


def first_to_review(
    session: Session, book_id: int, wanted: QueueFilter | None = None
) -> int | None:
    """Give the id of the scan that a review begins with; None when nothing is ready.

    Args:
        session: Where to look.
        book_id: Whose scans.
        wanted: Of which event; default: of any.
    """
    return session.scalar(_ready(book_id, wanted).order_by(_RANK, *IN_ORDER).limit(1))


def next_to_review(
    session: Session, book_id: int, after_id: int, wanted: QueueFilter | None = None
) -> int | None:
    """Give the id of the scan to look at next, as the inbox goes: down the list, then round.

    Those that were set aside come when the others are done.

    Args:
        session: Where to look.
        book_id: Whose scans.
        after_id: The scan to go on from, in any state. It is never the answer.
        wanted: Of which event; default: of any.
    """
    is_further = case((comes_after(session, book_id, after_id), 0), else_=1)
    query = _ready(book_id, wanted).where(Scan.id != after_id)
    return session.scalar(query.order_by(_RANK, is_further, *IN_ORDER).limit(1))


def previous_to_review(
    session: Session, book_id: int, before_id: int, wanted: QueueFilter | None = None
) -> int | None:
    """Give the id of the scan before one in the list, then round: next_to_review, backwards."""
    is_further = case((comes_after(session, book_id, before_id), 1), else_=0)
    query = _ready(book_id, wanted).where(Scan.id != before_id)
    backwards = (sent_id.asc(), Scan.card_number.desc())
    return session.scalar(query.order_by(_RANK, is_further, *backwards).limit(1))


def count_to_review(session: Session, book_id: int, wanted: QueueFilter | None = None) -> int:
    """Count the scans that are read and wait for a person, those that were set aside included."""
    query = _ready(book_id, wanted).with_only_columns(func.count(Scan.id))
    return session.scalar(query) or 0


def _ready(book_id: int, wanted: QueueFilter | None) -> Select[int]:
    is_wanted = _is_of(wanted or QueueFilter())
    return select(Scan.id).where(Scan.book_id == book_id, _IS_READ, is_wanted)


def list_queue(
    session: Session,
    book_id: int,
    wanted: QueueFilter,
    *,
    limit: int = 200,
    before_id: int | None = None,
) -> list[Scan]:
    """Give the cards that a filter lets through, in the order of the inbox, with their pictures.

    Args:
        session: Where to look.
        book_id: Whose scans.
        wanted: Which of them.
        limit: At most so many.
        before_id: Only scans after this one: the last of the page before.
    """
    query = select(Scan).where(Scan.book_id == book_id, is_shown(wanted))
    if before_id is not None:
        query = query.where(comes_after(session, book_id, before_id))
    query = query.options(*with_pictures()).order_by(*IN_ORDER).limit(limit)
    return list(session.scalars(query))


def count_by_state(
    session: Session, book_id: int, wanted: QueueFilter | None = None
) -> dict[QueueState, int]:
    """Count a book's cards by where they stand; every state is there.

    Args:
        session: Where to look.
        book_id: Whose scans.
        wanted: Of which event; its state counts for nothing here.
    """
    columns = [func.coalesce(func.sum(case((_IS_IN[state], 1), else_=0)), 0) for state in _IS_IN]
    is_wanted = _is_of(wanted or QueueFilter())
    # Named one by one, for the index: years of reviewed cards are not looked at.
    is_open = Scan.state.in_([state for state in ScanState if state is not ScanState.REVIEWED])
    row = session.execute(select(*columns).where(Scan.book_id == book_id, is_open, is_wanted)).one()
    return dict(zip(_IS_IN, row, strict=True))


@dataclass(frozen=True, slots=True)
class EventCount:
    """How many cards of the inbox were given at an event."""

    event: Event | None
    """None for cards of no event."""
    cards: int


def count_by_event(session: Session, book_id: int, wanted: QueueFilter) -> list[EventCount]:
    """Count a book's cards by event, the latest event first and cards of none last.

    Args:
        session: Where to look.
        book_id: Whose scans.
        wanted: In which state; its event counts for nothing here.
    """
    is_wanted = is_shown(QueueFilter(wanted.state))
    query = (
        select(Scan.event_id, func.count())
        .where(Scan.book_id == book_id, is_wanted)
        .group_by(Scan.event_id)
    )
    counted: dict[int | None, int] = {row[0]: row[1] for row in session.execute(query)}
    latest_first = (Event.held_on.desc(), Event.id.desc())
    events = session.scalars(
        select(Event).where(Event.id.in_([one for one in counted if one])).order_by(*latest_first)
    )
    found = [EventCount(event, counted[event.id]) for event in events]
    return [*found, EventCount(None, counted[None])] if None in counted else found
