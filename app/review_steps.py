"""The steps of a review: each is recorded with what it takes to take it back.

A step keeps the card as it was: its sides, its reading, its state. Undoing one puts that back, as
long as nothing else has changed the card since; otherwise it says so and changes nothing. A worker
that reads the card meanwhile loses its lease. Steps are an account's own, and undone one by one,
the newest first, also after the next card was opened.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import ConflictError, NotFoundError
from app.models import LARGEST_ID, ReviewStep, Scan, ScanSide, ScanState, StepKind, now
from app.scans import get_scan, lock_scan, read_again
from ocr.types import Side

KEPT_FOR = timedelta(days=30)
"""How long a step can be undone."""

Before = dict[str, Any]
"""What a step keeps: "scan" as keep_scan() gives it, "after" as _fingerprint() does, and more by
kind: "made" (id of a scan to delete), "other" (a second scan), "contact" (app.accept_steps)."""


class NothingToUndoError(ConflictError):
    """This account took no step, or took all of them back."""

    code = "nothing_to_undo"
    hint = "There is nothing to undo."


class StepOvertakenError(ConflictError):
    """What a step did was changed since: it cannot be taken back any more."""

    code = "changed_since"
    hint = "This card was changed since: nothing was undone."

    def __init__(self, hint: str | None = None) -> None:
        """Raise with the class's own words, or with closer ones (an English msgid)."""
        super().__init__(hint)
        self.step_id: int | None = None
        """The step, for whoever wants to go on to the one before it."""


Undoer = Callable[[Session, Scan, ReviewStep, int | None], None]

_UNDOERS: dict[StepKind, Undoer] = {}
"""What takes back more than a scan's own row; modules that take such steps add theirs."""


def undoes(kind: StepKind) -> Callable[[Undoer], Undoer]:
    """Register what takes back a kind of step, before the scan itself is put back.

    It gets the session, the locked scan, the step and the account. To refuse, it raises
    StepOvertakenError before it changes anything.
    """

    def register(undoer: Undoer) -> Undoer:
        _UNDOERS[kind] = undoer
        return undoer

    return register


def record_step(
    session: Session,
    scan: Scan,
    kind: StepKind,
    before: Mapping[str, Any],
    account_id: int | None,
) -> ReviewStep:
    """Write down a step that was just taken.

    Args:
        session: Not committed here.
        scan: As the step left it, locked.
        kind: What was done.
        before: What was there before; see Before. "after" is added here.
        account_id: Who did it.
    """
    session.flush()
    step = ReviewStep(
        book_id=scan.book_id,
        account_id=account_id,
        scan_id=scan.id,
        kind=kind,
        before={**before, "after": _fingerprint(session, scan)},
    )
    session.add(step)
    session.flush()
    return step


def keep_scan(scan: Scan, *names: str) -> dict[str, Any]:
    """Keep columns of a scan as JSON; "sides" stands for its sides and all that was read of them.

    Args:
        scan: Locked.
        names: Attributes of the scan: None, text, number, JSON, moment, or state; and "sides".
    """
    kept = {name: _to_json(getattr(scan, name)) for name in names if name != "sides"}
    if "sides" in names:
        kept |= {name: _to_json(getattr(scan, name)) for name in _READ}
        kept["sides"] = [
            {name: _to_json(getattr(side, name)) for name in _SIDE} for side in scan.sides
        ]
    return kept


_READ = ("state", "reading", "doubt_count", "error_code", "is_order_by_hand")
_SIDE = (
    "side",
    "photo_id",
    "card_id",
    "card_quad",
    "is_cut_by_hand",
    "sent_as",
    "replaced_photo_id",
)
_MOMENTS = ("set_aside_at", "reviewed_at", "discarded_at")


def _to_json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def last_step(session: Session, book_id: int, account_id: int | None) -> ReviewStep | None:
    """Give the step that undo takes back next, or None."""
    query = (
        select(ReviewStep)
        .where(
            ReviewStep.book_id == book_id,
            ReviewStep.account_id == account_id,
            ReviewStep.undone_at.is_(None),
            ReviewStep.made_at >= now() - KEPT_FOR,
        )
        .order_by(ReviewStep.id.desc())
        .limit(1)
    )
    return session.scalar(query)


def undo_last(
    session: Session, book_id: int, account_id: int | None, step_id: int | None = None
) -> Scan:
    """Take back the last step of an account in a book.

    Args:
        session: Not committed here.
        book_id: Which book.
        account_id: Whose steps.
        step_id: The step that is meant, so that two tabs do not undo two. One that is undone
            already changes nothing; default: the last one that is not.

    Returns:
        The scan to show: as it was before the step.

    Raises:
        NothingToUndoError: If there is no step to take back.
        NotFoundError: If this account took no such step.
        StepOvertakenError: If the card, or its contact, was changed since. Nothing is changed.
    """
    step = _find(session, book_id, account_id, step_id)
    scan = get_scan(session, book_id, step.scan_id)
    lock_sides(session, scan)
    session.refresh(step)
    if step.undone_at is None:  # else another tab undid it while this one waited for the lock
        try:
            _undo(session, scan, step, account_id)
        except StepOvertakenError as error:
            error.step_id = step.id
            raise
    return scan


def _find(
    session: Session, book_id: int, account_id: int | None, step_id: int | None
) -> ReviewStep:
    if step_id is None:
        last = last_step(session, book_id, account_id)
        if last is None:
            raise NothingToUndoError
        return last
    step = session.get(ReviewStep, step_id) if 0 < step_id <= LARGEST_ID else None
    if step is None or step.book_id != book_id or step.account_id != account_id:
        raise NotFoundError
    return step


def _undo(session: Session, scan: Scan, step: ReviewStep, account_id: int | None) -> None:
    _require_untouched(session, scan, step)
    if (undoer := _UNDOERS.get(step.kind)) is not None:
        undoer(session, scan, step, account_id)
    put_back(session, scan, step.before["scan"])
    step.undone_at = now()
    session.flush()
    session.expire(scan, ["sides", "contact", "event"])


_STATES_AFTER: dict[StepKind, frozenset[ScanState]] = {
    StepKind.DISCARD: frozenset({ScanState.DISCARDED}),
    StepKind.ACCEPT: frozenset({ScanState.REVIEWED, ScanState.READY, ScanState.FAILED}),
}
_OPEN = frozenset({ScanState.WAITING, ScanState.READING, ScanState.READY, ScanState.FAILED})


def _require_untouched(session: Session, scan: Scan, step: ReviewStep) -> None:
    """Refuse to undo a step when another one, a photo or a reading changed its card since."""
    later = select(ReviewStep.id).where(
        ReviewStep.scan_id == scan.id, ReviewStep.id > step.id, ReviewStep.undone_at.is_(None)
    )
    if session.scalar(later.limit(1)) is not None:
        raise StepOvertakenError
    if scan.state not in _STATES_AFTER.get(step.kind, _OPEN):
        raise StepOvertakenError
    # A reading may have put the sides in order since; it brings no photo and takes none away.
    is_rewriting = "sides" in step.before["scan"]
    if is_rewriting and _fingerprint(session, scan) != step.before["after"]:
        raise StepOvertakenError


def _fingerprint(session: Session, scan: Scan) -> dict[str, Any]:
    query = select(ScanSide.photo_id).where(ScanSide.scan_id == scan.id)
    return {"photos": sorted(session.scalars(query)), "card_count": scan.card_count}


def put_back(session: Session, scan: Scan, kept: Mapping[str, Any]) -> None:
    """Give a scan back what keep_scan() kept of it."""
    is_rewriting = bool(kept.keys() & {"state", "sides"})  # else a reading under way goes on
    if is_rewriting:
        scan.lease_token = None  # and is not saved over it
        scan.lease_until = None
    for name, value in kept.items():
        if name != "sides":
            setattr(scan, name, _from_json(name, value))
    if "sides" in kept:
        _put_sides_back(session, scan, kept["sides"])
    if is_rewriting and scan.state in (ScanState.WAITING, ScanState.READING):
        read_again(scan)
    session.flush()


def _put_sides_back(session: Session, scan: Scan, kept: Sequence[Mapping[str, Any]]) -> None:
    there = {row.side: row for row in scan.sides}
    for values in kept:
        side = Side(values["side"])
        row = there.pop(side, None)
        if row is None:
            row = ScanSide(book_id=scan.book_id, side=side)
            scan.sides.append(row)
        for name, value in values.items():
            setattr(row, name, Side(value) if name in ("side", "sent_as") else value)
    for row in there.values():
        scan.sides.remove(row)
    session.flush()
    session.expire(scan, ["sides"])


def _from_json(name: str, value: Any) -> Any:
    if name in _MOMENTS:
        return datetime.fromisoformat(value) if value else None
    return ScanState(value) if name == "state" else value


def lock_sides(session: Session, scan: Scan) -> None:
    """Look at a scan and its sides as they are now; see app.scans.lock_scan."""
    lock_scan(session, scan)
    for side in scan.sides:
        session.expire(side)
    session.expire(scan, ["sides"])


def give_up_step(session: Session, step_id: int | None) -> None:
    """Let undo go on to the step before one that can no longer be taken back."""
    step = session.get(ReviewStep, step_id) if step_id is not None else None
    if step is not None and step.undone_at is None:
        step.undone_at = now()
        session.flush()
