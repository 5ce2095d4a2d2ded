"""Where a contact was met: what their cards say about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.models import Contact, Event, Scan


@dataclass(frozen=True, slots=True)
class Meeting:
    """One card that a contact gave, or several of one event."""

    day: date
    """Of the event, else of the shot."""
    event: Event | None


def meeting_of(scan: Scan) -> Meeting:
    """Say where and when a card was given."""
    event = scan.event
    return Meeting(event.held_on if event else scan.taken_at.date(), event)


def meetings_of(scans: Sequence[Scan]) -> tuple[Meeting, ...]:
    """Give the meetings of a contact's cards, the latest first; an event comes once.

    Args:
        scans: With their events loaded.
    """
    by_event: dict[object, Meeting] = {}
    for scan in scans:
        by_event.setdefault(scan.event_id or ("alone", scan.id), meeting_of(scan))
    return tuple(sorted(by_event.values(), key=lambda one: one.day, reverse=True))


def last_met(contact: Contact) -> Meeting | None:
    """Say where and when a contact was met last; None for one without a card."""
    return next(iter(meetings_of(contact.scans)), None)
