"""Where a card on its way was given. Once it is a contact's, its encounter says so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.models import Event, Scan


@dataclass(frozen=True, slots=True)
class Meeting:
    """Where and when a card was given."""

    day: date
    """Of the event, else of the shot, in UTC."""
    event: Event | None


def meeting_of(scan: Scan) -> Meeting:
    """Say where and when a card was given."""
    event = scan.event
    return Meeting(event.held_on if event else scan.taken_at.date(), event)
