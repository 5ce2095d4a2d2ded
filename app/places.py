"""What waits in the places of the navigation: the figures beside Inbox and Follow-ups."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import Contact, FollowUp, Scan, ScanState


@dataclass(frozen=True, slots=True)
class PlaceCounts:
    """How much waits in a book."""

    to_review: int = 0
    """Scans that a person has to look at: read, or not readable."""
    due: int = 0
    """Follow-ups whose day is today or past."""


def count_places(session: Session, book_id: int, today: date) -> PlaceCounts:
    """Count what waits for the member of a book, in one question to the database."""
    to_review = (
        select(func.count())
        .select_from(Scan)
        .where(Scan.book_id == book_id, Scan.state.in_((ScanState.READY, ScanState.FAILED)))
        .scalar_subquery()
    )
    is_due = (FollowUp.done_at.is_(None), FollowUp.due_on <= today)
    due = (
        select(func.count())
        .select_from(FollowUp)
        .where(FollowUp.book_id == book_id, *is_due)
        .scalar_subquery()
    )
    # Those of people in the bin by themselves: joined, every person who waits is looked up.
    due_in_bin = (
        select(func.count())
        .select_from(Contact)
        .join(FollowUp, FollowUp.contact_id == Contact.id)
        .where(Contact.book_id == book_id, Contact.deleted_at.is_not(None), *is_due)
        .scalar_subquery()
    )
    row = session.execute(select(to_review, due, due_in_bin)).one()
    return PlaceCounts(to_review=row[0], due=row[1] - row[2])
