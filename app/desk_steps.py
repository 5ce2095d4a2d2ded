"""What can be done to a card of the inbox at the desk, each as a step that can be undone.

Where its corners lie is in app.card_corners, what its sides are in app.card_sides. A card that
changes is read again; what a person typed for it stays.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session

from app import scans
from app.models import ReviewStep, Scan, ScanState, StepKind, now
from app.review_steps import StepOvertakenError, keep_scan, lock_sides, record_step, undoes
from app.scans import require_open


def set_aside(session: Session, scan: Scan, account_id: int | None) -> None:
    """Show a card after all the others.

    Raises:
        ConflictError: If the scan was reviewed or discarded.
    """
    lock_sides(session, scan)
    require_open(scan)
    if scan.set_aside_at is None:
        before = {"scan": keep_scan(scan, "set_aside_at")}
        scan.set_aside_at = now()
        record_step(session, scan, StepKind.SET_ASIDE, before, account_id)


def take_up(session: Session, scan: Scan, account_id: int | None) -> None:
    """Put a card that was set aside back in its place."""
    lock_sides(session, scan)
    if scan.set_aside_at is not None:
        before = {"scan": keep_scan(scan, "set_aside_at")}
        scan.set_aside_at = None
        record_step(session, scan, StepKind.TAKE_UP, before, account_id)


def discard(session: Session, scan: Scan, account_id: int | None) -> None:
    """Take a card out of the inbox.

    Raises:
        ConflictError: If the scan was reviewed: it belongs to its contact.
    """
    lock_sides(session, scan)
    if scan.state is ScanState.DISCARDED:
        return
    before: dict[str, Any] = {"scan": {}}
    scans.discard_scan(session, scan)
    record_step(session, scan, StepKind.DISCARD, before, account_id)


@undoes(StepKind.DISCARD)
def _undo_discard(session: Session, scan: Scan, _step: ReviewStep, _account_id: int | None) -> None:
    if scan.joined_into_id is not None:
        raise StepOvertakenError
    # Not as it was kept: a verso that came meanwhile has it read, both sides together.
    scans.restore_scan(session, scan)


def change_and_read(
    session: Session, scan: Scan, kind: StepKind, account_id: int | None, change: Callable[[], None]
) -> None:
    """Do a step after which a card is read again."""
    lock_sides(session, scan)
    require_open(scan)
    before = {"scan": keep_scan(scan, "sides")}
    change()
    session.expire(scan, ["sides"])
    record_step(session, scan, kind, before, account_id)


def swap(session: Session, scan: Scan, account_id: int | None) -> None:
    """Make the recto the verso and the other way round.

    Raises:
        InvalidError: If there is only one side.
        ConflictError: If the scan was reviewed or discarded.
    """
    change_and_read(
        session, scan, StepKind.SWAP, account_id, lambda: scans.swap_sides(session, scan)
    )


def read_card_again(session: Session, scan: Scan, account_id: int | None) -> None:
    """Read a card once more; one that waits for its reading, or is being read, goes on as it is.

    Raises:
        ConflictError: If the scan was reviewed or discarded.
    """
    lock_sides(session, scan)
    require_open(scan)
    if scan.state in (ScanState.READY, ScanState.FAILED):
        change_and_read(
            session, scan, StepKind.READ_AGAIN, account_id, lambda: scans.retry_scan(session, scan)
        )
