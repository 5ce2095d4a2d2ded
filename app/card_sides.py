"""Which sides belong together: a verso that is a card of its own, and two cards that are one."""

from __future__ import annotations

import secrets
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from app.drafts import draft_beside, draft_of, draft_to_json, join_drafts
from app.errors import ConflictError, InvalidError, NotFoundError
from app.models import ReviewStep, Scan, ScanSide, ScanState, StepKind, now
from app.review_form import contact_of
from app.review_steps import (
    StepOvertakenError,
    keep_scan,
    lock_sides,
    put_back,
    record_step,
    undo_last,
    undoes,
)
from app.scans import get_scan, read_again, require_open, side_of
from ocr.types import Side


def separate(session: Session, scan: Scan, account_id: int | None) -> Scan:
    """Make the verso a card of its own, right after the card in the inbox.

    Returns:
        The new card, waiting to be read.

    Raises:
        InvalidError: If there is only one side.
        ConflictError: If the scan was reviewed or discarded.
    """
    lock_sides(session, scan)
    require_open(scan)
    verso = side_of(scan, Side.VERSO)
    if verso is None:
        raise InvalidError("This card has one side only.", code="one_side_only")
    before = {"scan": keep_scan(scan, "sides")}
    made = _card_of_its_own(session, scan, verso)
    scan.sides.remove(verso)
    scan.is_order_by_hand = False
    read_again(scan)
    record_step(session, scan, StepKind.SEPARATE, before | {"made": made.id}, account_id)
    return made


def _card_of_its_own(session: Session, scan: Scan, verso: ScanSide) -> Scan:
    first_id = scan.split_from_id or scan.id
    last_number = session.scalar(
        select(func.max(Scan.card_number)).where(
            Scan.book_id == scan.book_id,
            or_(Scan.id == first_id, Scan.split_from_id == first_id),
        )
    )
    made = Scan(
        book_id=scan.book_id,
        # No sender can choose such a key: it holds a character that theirs cannot.
        client_key=f"{scan.id}#{secrets.token_hex(4)}",
        state=ScanState.WAITING,
        taken_at=scan.taken_at,
        created_at=scan.created_at,
        split_from_id=first_id,
        card_number=(last_number or 1) + 1,
        event_id=scan.event_id,
        draft=draft_to_json(draft_beside(draft_of(scan.draft))),
    )
    kept = ("photo_id", "card_quad", "is_cut_by_hand", "replaced_photo_id")
    values: dict[str, Any] = {name: getattr(verso, name) for name in kept}
    made.sides.append(ScanSide(book_id=scan.book_id, side=Side.RECTO, **values))
    session.add(made)
    session.flush()
    return made


@undoes(StepKind.SEPARATE)
def _undo_separation(
    session: Session, scan: Scan, step: ReviewStep, _account_id: int | None
) -> None:
    made = _second_scan(session, scan, step.before["made"])
    lock_sides(session, made)
    is_open = made.state not in (ScanState.REVIEWED, ScanState.DISCARDED)
    if not is_open or made.card_count > 1 or len(made.sides) > 1 or contact_of(made) is not None:
        raise StepOvertakenError
    if made.work is not None:  # it would go with the card
        raise StepOvertakenError
    session.delete(made)
    session.flush()


def join_with(session: Session, scan: Scan, other_id: int, account_id: int | None) -> None:
    """Make another card of the inbox the verso of this one. Asked again, it changes nothing.

    The other one is kept, discarded, with its photo: sent again, it is still the same scan.

    Args:
        session: Not committed here.
        scan: What becomes the recto.
        other_id: The scan whose recto becomes the verso.
        account_id: Who says so.

    Raises:
        NotFoundError: If the book has no such other scan.
        InvalidError: If it is the same scan, or has two sides itself.
        ConflictError: If one of them was reviewed, accepted before, or discarded, or the first one
            has a verso.
    """
    other = get_scan(session, scan.book_id, other_id)
    if other.id == scan.id:
        raise InvalidError
    for one in sorted((scan, other), key=lambda one: one.id):  # two joins at once wait in line
        lock_sides(session, one)
    if other.joined_into_id == scan.id:
        return
    require_open(scan)
    require_open(other)
    if side_of(scan, Side.VERSO) is not None:
        raise ConflictError("This card has a verso already.", code="verso_exists")
    if len(other.sides) > 1:
        raise InvalidError("The other card has two sides.", code="two_sides")
    if contact_of(other) is not None:
        raise ConflictError("The other card was accepted already.", code="card_accepted")
    before = {
        "scan": keep_scan(scan, "sides", "draft", "event_id"),
        "other": {"id": other.id, "kept": keep_scan(other, "state", "discarded_at")},
    }
    _take_as_verso(scan, other)
    session.flush()
    joined = {"joined": keep_scan(scan, "draft", "event_id")}
    record_step(session, scan, StepKind.JOIN, before | joined, account_id)


def take_join_back(session: Session, scan: Scan, other_id: int, account_id: int | None) -> None:
    """Undo that another card was made the verso of this one. Where it was not, nothing changes.

    Args:
        session: Not committed here.
        scan: The card.
        other_id: The scan that became its verso.
        account_id: Who said that it was, and now says that it is not.

    Raises:
        NotFoundError: If the book has no such other scan.
        StepOvertakenError: If the card was changed since, or somebody else joined the two.
    """
    other = get_scan(session, scan.book_id, other_id)
    if other.joined_into_id != scan.id:
        return
    query = select(ReviewStep).where(
        ReviewStep.book_id == scan.book_id,
        ReviewStep.account_id == account_id,
        ReviewStep.scan_id == scan.id,
        ReviewStep.kind == StepKind.JOIN,
        ReviewStep.undone_at.is_(None),
    )
    steps = session.scalars(query.order_by(ReviewStep.id.desc()))
    step_id = next((step.id for step in steps if step.before["other"]["id"] == other_id), None)
    if step_id is None:
        raise StepOvertakenError
    undo_last(session, scan.book_id, account_id, step_id)


def _take_as_verso(scan: Scan, other: Scan) -> None:
    kept = ("photo_id", "card_quad", "is_cut_by_hand", "replaced_photo_id")
    values: dict[str, Any] = {name: getattr(other.sides[0], name) for name in kept}
    scan.sides.append(ScanSide(book_id=scan.book_id, side=Side.VERSO, **values))
    scan.draft = draft_to_json(join_drafts([draft_of(scan.draft), draft_of(other.draft)]))
    scan.event_id = scan.event_id or other.event_id
    scan.work = scan.work or other.work  # what was typed for either is theirs
    scan.is_order_by_hand = True
    read_again(scan)
    other.state = ScanState.DISCARDED
    other.discarded_at = now()
    other.joined_into_id = scan.id
    other.lease_token = other.lease_until = None


@undoes(StepKind.JOIN)
def _undo_join(session: Session, scan: Scan, step: ReviewStep, _account_id: int | None) -> None:
    other = _second_scan(session, scan, step.before["other"]["id"])
    lock_sides(session, other)
    if other.joined_into_id != scan.id:
        raise StepOvertakenError
    other.joined_into_id = None
    if scan.work == other.work:
        scan.work = None
    # What was said of the card since it was joined stays.
    joined = step.before["joined"]
    said = {name for name, value in keep_scan(scan, *joined).items() if joined[name] != value}
    kept = {name: value for name, value in step.before["scan"].items() if name not in said}
    step.before = {**step.before, "scan": kept}
    put_back(session, other, step.before["other"]["kept"])


def _second_scan(session: Session, scan: Scan, scan_id: int) -> Scan:
    try:
        return get_scan(session, scan.book_id, scan_id)
    except NotFoundError as error:
        raise StepOvertakenError from error
