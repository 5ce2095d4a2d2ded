"""Scans: the questions about them, and what can be done with them until they are reviewed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select, update
from sqlalchemy.orm import Session, selectinload
from sqlalchemy.sql.base import ExecutableOption

from app.errors import ConflictError, InvalidError, NotFoundError
from app.models import (
    LARGEST_ID,
    Photo,
    ReviewStep,
    Scan,
    ScanSide,
    ScanState,
    StepKind,
    now,
)
from app.scan_queue import swap_photos
from ocr.types import Side

INBOX_STATES = (ScanState.WAITING, ScanState.READING, ScanState.READY, ScanState.FAILED)
"""What waits for its owner or for its reading."""


def read_again(scan: Scan) -> None:
    """Put a scan back into the queue; what was read of it is forgotten."""
    # Taking the lease away stops a reading under way from being saved over the change.
    scan.state = ScanState.WAITING
    scan.lease_token = None
    scan.lease_until = None
    scan.attempts = 0
    scan.error_code = None
    scan.reading = None
    scan.doubt_count = None
    for side in scan.sides:
        side.card_id = None


def get_scan(session: Session, book_id: int, scan_id: int) -> Scan:
    """Give a scan of a book, with its sides and their pictures.

    Raises:
        NotFoundError: If the book has no such scan.
    """
    if not 0 < scan_id <= LARGEST_ID:
        raise NotFoundError
    query = select(Scan).where(Scan.id == scan_id, Scan.book_id == book_id)
    scan = session.scalar(query.options(*with_pictures()))
    if scan is None:
        raise NotFoundError
    return scan


def list_scans(
    session: Session,
    book_id: int,
    states: Sequence[ScanState] = INBOX_STATES,
    *,
    limit: int = 200,
    before_id: int | None = None,
) -> list[Scan]:
    """Give a book's scans in some states, in the order of the inbox, with sides and pictures.

    Args:
        session: Where to look.
        book_id: Whose scans.
        states: Default: those of the inbox.
        limit: At most so many.
        before_id: Only scans after this one: the last of the page before.
    """
    query = select(Scan).where(Scan.book_id == book_id, Scan.state.in_(states))
    if before_id is not None:
        query = query.where(comes_after(session, book_id, before_id))
    query = query.options(*with_pictures()).order_by(*IN_ORDER).limit(limit)
    return list(session.scalars(query))


def find_scans(session: Session, book_id: int, scan_ids: Sequence[int]) -> list[Scan]:
    """Give some scans of a book in the order asked for, with sides and contact but no pictures."""
    wanted = [one for one in scan_ids if 0 < one <= LARGEST_ID]
    query = select(Scan).where(Scan.book_id == book_id, Scan.id.in_(wanted))
    loads = [selectinload(one) for one in (Scan.sides, Scan.contact, Scan.event)]
    found = {scan.id: scan for scan in session.scalars(query.options(*loads))}
    return [found[scan_id] for scan_id in wanted if scan_id in found]


sent_id = func.coalesce(Scan.split_from_id, Scan.id)
"""Of the scan that brought a card's photo: cards of one photo share it."""
IN_ORDER = (sent_id.desc(), Scan.card_number)
"""The order of the inbox: the newest photo first, and the cards of one photo as they lie in it."""


def comes_after(session: Session, book_id: int, scan_id: int) -> ColumnElement[bool]:
    """Say which scans stand further down in the inbox than one of them."""
    scan_id = min(scan_id, LARGEST_ID)
    query = select(sent_id, Scan.card_number).where(Scan.book_id == book_id, Scan.id == scan_id)
    # A scan that is gone was a card of its own as far as anybody knows.
    row = session.execute(query).first()
    photo, number = (row[0], row[1]) if row else (scan_id, 1)
    return or_(sent_id < photo, and_(sent_id == photo, Scan.card_number > number))


def with_pictures() -> tuple[ExecutableOption, ...]:
    """Load what a screen shows of scans with them, in a few queries however many they are."""
    sides = selectinload(Scan.sides)
    return (
        sides.joinedload(ScanSide.photo),
        sides.joinedload(ScanSide.card),
        selectinload(Scan.event),
    )


def count_scans(session: Session, book_id: int) -> dict[ScanState, int]:
    """Count a book's scans by state; every state is there."""
    query = select(Scan.state, func.count()).where(Scan.book_id == book_id).group_by(Scan.state)
    counted = {row[0]: row[1] for row in session.execute(query)}
    return {state: counted.get(state, 0) for state in ScanState}


def count_ahead(session: Session, scan: Scan) -> int:
    """Count the scans of the same book that are read before this one."""
    query = select(func.count()).where(
        Scan.book_id == scan.book_id,
        Scan.id < scan.id,
        Scan.state.in_((ScanState.WAITING, ScanState.READING)),
    )
    return session.scalar(query) or 0


def side_of(scan: Scan, side: Side) -> ScanSide | None:
    """Give one side of a scan, or None."""
    return next((each for each in scan.sides if each.side is side), None)


def swap_sides(session: Session, scan: Scan) -> None:
    """Make the recto the verso and the other way round, and read the card again; it stays so.

    Raises:
        InvalidError: If there is only one side.
        ConflictError: If the scan was reviewed or discarded.
    """
    lock_scan(session, scan)
    require_open(scan)
    if len(scan.sides) < 2:
        raise InvalidError("This card has one side only.", code="one_side_only")
    swap_photos(session, scan.id)
    scan.is_order_by_hand = True
    read_again(scan)
    session.flush()
    session.expire(scan, ["sides"])


def retry_scan(session: Session, scan: Scan) -> None:
    """Read a card once more, whatever came of it before.

    Raises:
        ConflictError: If the scan was reviewed or discarded.
    """
    lock_scan(session, scan)
    require_open(scan)
    if scan.state in (ScanState.FAILED, ScanState.READY):
        read_again(scan)
    session.flush()


def discard_scan(session: Session, scan: Scan) -> None:
    """Take a scan out of the inbox. It can be restored.

    Raises:
        ConflictError: If the scan was reviewed: it belongs to its contact.
    """
    lock_scan(session, scan)
    if scan.state is ScanState.REVIEWED:
        raise ConflictError("This card was reviewed already.", code="scan_reviewed")
    if scan.state is not ScanState.DISCARDED:
        scan.discarded_at = now()
    scan.state = ScanState.DISCARDED
    scan.lease_token = None
    scan.lease_until = None
    session.flush()


def restore_scan(session: Session, scan: Scan) -> None:
    """Bring a discarded scan back to the inbox, as it was if it had been read.

    Raises:
        ConflictError: If it is the other side of another card now.
    """
    lock_scan(session, scan)
    if scan.state is not ScanState.DISCARDED:
        return
    if scan.joined_into_id is not None:
        raise ConflictError("This is the other side of another card now.", code="card_joined")
    scan.discarded_at = None
    # That is what undoing its discarding would do: nothing is left to undo.
    session.execute(
        update(ReviewStep)
        .where(ReviewStep.scan_id == scan.id, ReviewStep.kind == StepKind.DISCARD)
        .where(ReviewStep.undone_at.is_(None))
        .values(undone_at=now())
        .execution_options(synchronize_session=False)
    )
    if scan.reading is not None:
        scan.state = ScanState.READY
    elif scan.error_code is not None:
        scan.state = ScanState.FAILED
    else:
        read_again(scan)
    session.flush()


def require_open(scan: Scan) -> None:
    """Refuse to change a card that was reviewed or discarded.

    Raises:
        ConflictError: If it was.
    """
    if scan.state in (ScanState.REVIEWED, ScanState.DISCARDED):
        raise ConflictError("This card was reviewed or discarded already.", code="scan_closed")


def lock_scan(session: Session, scan: Scan) -> None:
    """Look at the scan as it is now, and let no worker change it until the transaction ends."""
    # SQLite knows no row locks: writing something takes the whole database's.
    if session.get_bind().dialect.name == "sqlite":
        touch = update(Scan).where(Scan.id == scan.id).values(client_key=Scan.client_key)
        session.execute(touch.execution_options(synchronize_session=False))
    session.refresh(scan, with_for_update=True)


def get_photo(session: Session, book_id: int, photo_id: int) -> Photo:
    """Give a picture's row in a book.

    Raises:
        NotFoundError: If the book has no such picture.
    """
    photo = session.get(Photo, photo_id) if photo_id <= LARGEST_ID else None
    if photo is None or photo.book_id != book_id:
        raise NotFoundError
    return photo


def parse_moment(text: str) -> datetime | None:
    """Read when a photo was taken: ISO 8601, UTC when it names no zone; None for "".

    Raises:
        InvalidError: If it is no moment.
    """
    if not text.strip():
        return None
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise InvalidError("This is not a moment in time.", code="invalid_moment") from error
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    if moment < datetime.now(UTC) - timedelta(days=365 * 50):
        return None  # a camera whose clock was never set
    return moment.replace(microsecond=0)
