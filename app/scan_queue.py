"""The reading queue: scans that wait, claimed with a lease (app.leases) by whoever reads them."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Engine, and_, select, update
from sqlalchemy.orm import Session

from app.db import insert_unless_there
from app.doubts import count_doubts
from app.drafts import draft_beside, draft_of, draft_to_json
from app.leases import NO_LEASE, Leases
from app.models import Account, Membership, Photo, Role, Scan, ScanSide, ScanState
from ocr.contract import quad_from_json, quad_to_json
from ocr.types import Quad, Side


@dataclass(frozen=True, slots=True)
class Claim:
    """One scan, promised to one worker for a while."""

    scan_id: int
    book_id: int
    token: str
    """Names the claim; another claim of the same scan has another one."""
    attempt: int
    """Counts the readings of this scan, from 1."""
    photos: Mapping[Side, str]
    """Keys in the photo store. The recto is always there."""
    shot_on: date
    """The day of the shot where the book's owner lives: notes speak of days from there."""
    language: str | None
    """The owner's, or None when the account follows the browser."""
    quads: Mapping[Side, Quad] = field(default_factory=dict)
    """Where the card lies in the photos for which that is known: no other card is looked for."""
    cut_by_hand: frozenset[Side] = frozenset()
    """The sides whose corners a person chose: they are cut just there and not turned."""
    is_order_by_hand: bool = False
    """Whether a person said which side is the recto: they are not swapped."""


@dataclass(frozen=True, slots=True)
class StoredPicture:
    """A picture that was put in the photo store."""

    sha256: str
    media_type: str
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a worker made of a scan; its pictures are in the photo store already."""

    reading: dict[str, Any]
    """In the form of the reading contract."""
    cards: Mapping[Side, StoredPicture]
    """The flattened sides."""
    notes: tuple[StoredPicture, ...] = ()
    """The pictures of the reading's "handwriting", in the same order."""
    is_swapped: bool = False
    """True when the recto turned out to be on the photo that came as the verso."""
    quad: Quad | None = None
    """Where the card lies in its photo, when the photo shows several; one side only then."""
    others: tuple[Outcome, ...] = ()
    """The further cards of the same photo, in order: each becomes a scan of its own."""


class ScanQueue(Protocol):
    """Gives out scans, oldest first and those that failed before last. Safe between processes."""

    def claim(self, lease: timedelta) -> Claim | None:
        """Take a scan to read, or None when nothing waits."""

    def renew(self, claim: Claim, lease: timedelta) -> None:
        """Promise again, from now. Raises app.leases.LeaseLostError."""

    def finish(self, claim: Claim, outcome: Outcome) -> None:
        """Report a reading: the scan is ready. Raises LeaseLostError."""

    def fail(self, claim: Claim, code: str) -> None:
        """Report that the scan cannot be read. Raises LeaseLostError."""

    def release(self, claim: Claim, *, was_tried: bool) -> None:
        """Give a scan back unread; it fails as crashed when it was tried too often.

        Args:
            claim: What was claimed. Nothing happens if the lease is lost.
            was_tried: False if the scan is not to blame, such as at the end of the worker.
        """

    def release_all(self, worker: str, *, was_tried: bool) -> None:
        """Give back what a worker that is known to be dead had claimed."""


class RowQueue:
    """A ScanQueue on the scan rows themselves, on SQLite and PostgreSQL alike."""

    def __init__(self, engine: Engine, max_attempts: int, worker: str | None = None) -> None:
        """Open the queue.

        Args:
            engine: Of the database.
            max_attempts: A scan that ended its worker so often fails.
            worker: Names the worker in its claims, at most 20 characters; None for any name.
        """
        self.engine = engine
        self.max_attempts = max_attempts
        self.worker = worker or secrets.token_hex(6)
        self._leases = Leases(
            Scan,
            waits=Scan.state == ScanState.WAITING,
            claimed_states=(ScanState.READING,),
            failed_state=ScanState.FAILED,
            max_attempts=max_attempts,
            worker=self.worker,
        )

    def claim(self, lease: timedelta) -> Claim | None:
        """Take a scan to read; see ScanQueue."""
        with Session(self.engine) as session:
            if not self._leases.is_waiting(session):
                return None
        with Session(self.engine) as session, session.begin():
            claimed = self._leases.claim(session, lease, state=ScanState.READING)
            if claimed is None:
                return None
            scan_id, token = claimed
            book_id, attempt, is_ordered = session.execute(
                select(Scan.book_id, Scan.attempts, Scan.is_order_by_hand).where(Scan.id == scan_id)
            ).one()
            photos, quads, by_hand = _photos(session, scan_id)
            day, language = _day_and_language(session, scan_id)
            return Claim(
                *(scan_id, book_id, token, attempt, photos, day, language, quads, by_hand),
                is_order_by_hand=is_ordered,
            )

    def renew(self, claim: Claim, lease: timedelta) -> None:
        """Promise again; see ScanQueue."""
        with Session(self.engine) as session, session.begin():
            self._change(session, claim, lease_until=datetime.now(UTC) + lease)

    def finish(self, claim: Claim, outcome: Outcome) -> None:
        """Report a reading; see ScanQueue."""
        with Session(self.engine) as session, session.begin():
            # First of all: from here on nobody else can change the scan.
            self._change(session, claim, state=ScanState.READY, error_code=None, **NO_LEASE)
            if outcome.is_swapped:
                swap_photos(session, claim.scan_id)
            _save(session, claim.book_id, claim.scan_id, outcome)
            if outcome.others:
                _save_others(session, claim.scan_id, outcome.others)

    def fail(self, claim: Claim, code: str) -> None:
        """Report that a scan cannot be read; see ScanQueue."""
        with Session(self.engine) as session, session.begin():
            self._change(session, claim, state=ScanState.FAILED, error_code=code, **NO_LEASE)

    def release(self, claim: Claim, *, was_tried: bool) -> None:
        """Give a scan back unread; see ScanQueue."""
        self._give_back(self._leases.is_of(claim.scan_id, claim.token), was_tried=was_tried)

    def release_all(self, worker: str, *, was_tried: bool) -> None:
        """Give back what a dead worker had claimed; see ScanQueue."""
        self._give_back(self._leases.is_of_worker(worker), was_tried=was_tried)

    def _give_back(self, which: ColumnElement[bool], *, was_tried: bool) -> None:
        with Session(self.engine) as session, session.begin():
            self._leases.give_back(session, which, ScanState.WAITING, was_tried=was_tried)

    def _change(self, session: Session, claim: Claim, **values: Any) -> None:
        self._leases.change(session, claim.scan_id, claim.token, ScanState.READING, **values)


def _day_and_language(session: Session, scan_id: int) -> tuple[date, str | None]:
    """Give a scan's day of the shot and its owner's language; in UTC for a book nobody owns."""
    taken_at, timezone, language = session.execute(
        select(Scan.taken_at, Account.timezone, Account.language)
        .select_from(Scan)
        .outerjoin(
            Membership,
            and_(Membership.book_id == Scan.book_id, Membership.role == Role.OWNER),
        )
        .outerjoin(Account, Account.id == Membership.account_id)
        .where(Scan.id == scan_id)
        .order_by(Membership.account_id)
        .limit(1)
    ).one()
    return taken_at.astimezone(ZoneInfo(timezone or "UTC")).date(), language


def _photos(
    session: Session, scan_id: int
) -> tuple[dict[Side, str], dict[Side, Quad], frozenset[Side]]:
    """Give the keys of a scan's photos, where the card lies in them, and where a person said so."""
    query = select(ScanSide.side, ScanSide.card_quad, ScanSide.is_cut_by_hand, Photo.sha256)
    rows = session.execute(
        query.join(Photo, ScanSide.photo_id == Photo.id).where(ScanSide.scan_id == scan_id)
    ).all()
    quads = {row.side: quad_from_json(row.card_quad) for row in rows if row.card_quad}
    by_hand = frozenset(row.side for row in rows if row.is_cut_by_hand and row.side in quads)
    return {row.side: row.sha256 for row in rows}, quads, by_hand


def _save(session: Session, book_id: int, scan_id: int, outcome: Outcome) -> None:
    """Write what was read of one card to its scan."""
    for side, picture in outcome.cards.items():
        values: dict[str, Any] = {"card_id": save_photo(session, book_id, picture)}
        if outcome.quad is not None:
            values["card_quad"] = quad_to_json(outcome.quad)
        which = (ScanSide.scan_id == scan_id, ScanSide.side == side)
        session.execute(update(ScanSide).where(*which).values(values))
    notes = [save_photo(session, book_id, picture) for picture in outcome.notes]
    reading = outcome.reading | {"note_pictures": notes}
    found = {"reading": reading, "doubt_count": count_doubts(reading)}
    session.execute(update(Scan).where(Scan.id == scan_id).values(found))


def _save_others(session: Session, scan_id: int, others: Sequence[Outcome]) -> None:
    """Make a scan of each further card of a scan's photo."""
    first = session.get_one(Scan, scan_id, populate_existing=True)
    first.card_count = len(others) + 1
    (photo_id,) = {side.photo_id for side in first.sides}
    for number, outcome in enumerate(others, start=2):
        scan = Scan(
            book_id=first.book_id,
            # No sender can choose such a key: it holds a character that theirs cannot.
            client_key=f"{first.id}#{number}",
            state=ScanState.READY,
            taken_at=first.taken_at,
            created_at=first.created_at,
            attempts=0,
            split_from_id=first.id,
            card_number=number,
            card_count=first.card_count,
            event_id=first.event_id,
            draft=draft_to_json(draft_beside(draft_of(first.draft))),
        )
        scan.sides = [
            ScanSide(book_id=first.book_id, side=side, photo_id=photo_id) for side in outcome.cards
        ]
        session.add(scan)
        session.flush()
        _save(session, first.book_id, scan.id, outcome)


def save_photo(session: Session, book_id: int, picture: StoredPicture) -> int:
    """Give the id of a picture's row in a book; the same picture has one row."""
    values = {
        "book_id": book_id,
        "sha256": picture.sha256,
        "media_type": picture.media_type,
        "size_bytes": picture.size_bytes,
    }
    insert_unless_there(session, Photo, values)
    query = select(Photo.id).where(Photo.book_id == book_id, Photo.sha256 == picture.sha256)
    return session.scalars(query).one()


def swap_photos(session: Session, scan_id: int) -> None:
    """Make the recto the verso and the other way round; flattened cards go."""
    sides = list(session.scalars(select(ScanSide).where(ScanSide.scan_id == scan_id)))
    if len(sides) == 2:
        first, second = sides
        first.photo_id, second.photo_id = second.photo_id, first.photo_id
        first.card_quad, second.card_quad = second.card_quad, first.card_quad
        by_hand = (second.is_cut_by_hand, first.is_cut_by_hand)
        first.is_cut_by_hand, second.is_cut_by_hand = by_hand
        first.sent_as, second.sent_as = second.sent_as, first.sent_as
        replaced = (second.replaced_photo_id, first.replaced_photo_id)
        first.replaced_photo_id, second.replaced_photo_id = replaced
    for side in sides:
        side.card_id = None
    session.flush()
