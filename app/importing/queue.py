"""The queue of imports: their rows, claimed with a lease (app.leases) by whoever works on them.

Each batch of an import is one transaction that renews the promise and says how far the import is; a
worker that was killed loses its batch and nothing else.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Engine, and_, select
from sqlalchemy.orm import Session

from app.db import make_engine
from app.leases import NO_LEASE, Leases
from app.models import Account, Import, ImportKind, ImportState, now
from app.settings import Settings

LEASE_OF_READINGS = 3
"""A batch of an import takes longer than a card: its lease is so many times that of a reading."""
IN_WORK = (ImportState.UPLOADED, ImportState.RUNNING, ImportState.UNDOING)
"""The states in which an import waits for a worker, or has one."""


@dataclass(frozen=True, slots=True)
class ImportClaim:
    """One import, promised to one worker for a while."""

    import_id: int
    book_id: int
    token: str
    kind: ImportKind
    state: ImportState
    account_id: int | None
    language: str
    """Of whoever brought the file in."""


class ImportQueue:
    """Gives out imports, oldest first and those that failed before last. Safe between processes."""

    def __init__(
        self, engine: Engine, max_attempts: int, lease: timedelta, worker: str | None = None
    ) -> None:
        """Open the queue.

        Args:
            engine: Of the database.
            max_attempts: An import that ended its worker so often, without getting on, fails.
            lease: How long an import is promised, from each batch on.
            worker: Names the worker in its claims, at most 20 characters; None for any name.
        """
        self.engine = engine
        self.lease = lease
        self._leases = Leases(
            Import,
            waits=and_(Import.state.in_(IN_WORK), Import.lease_until.is_(None)),
            claimed_states=IN_WORK,
            failed_state=ImportState.FAILED,
            max_attempts=max_attempts,
            worker=worker or secrets.token_hex(6),
        )

    def is_waiting(self) -> bool:
        """Say whether there is an import to work on. Takes no lock."""
        with Session(self.engine) as session:
            return self._leases.is_waiting(session)

    def claim(self) -> ImportClaim | None:
        """Take an import to work on, or None when none waits."""
        with Session(self.engine) as session, session.begin():
            claimed = self._leases.claim(session, self.lease)
            if claimed is None:
                return None
            import_id, token = claimed
            book_id, kind, state, account_id = session.execute(
                select(Import.book_id, Import.kind, Import.state, Import.account_id).where(
                    Import.id == import_id
                )
            ).one()
            language = session.scalar(select(Account.language).where(Account.id == account_id))
            return ImportClaim(import_id, book_id, token, kind, state, account_id, language or "en")

    def keep(self, session: Session, claim: ImportClaim, **values: Any) -> None:
        """Promise again, in the transaction of a batch, and write down how far the import is.

        It comes first in its transaction: from here on nobody else can change the import, and on
        SQLite nobody anything.

        Raises:
            LeaseLostError: If the import was given to another worker, stopped or deleted.
        """
        lease_until = datetime.now(UTC) + self.lease
        self._change(session, claim, lease_until=lease_until, attempts=0, **values)

    def finish(
        self, session: Session, claim: ImportClaim, state: ImportState, **values: Any
    ) -> None:
        """Report that the work is done, in the transaction of its last batch. See keep()."""
        ends = state in (ImportState.DONE, ImportState.UNDONE, ImportState.FAILED)
        values |= {"state": state, "finished_at": now() if ends else None}
        self._change(session, claim, attempts=0, **NO_LEASE, **values)

    def release(self, claim: ImportClaim, *, was_tried: bool) -> None:
        """Give an import back; it fails as crashed when it was tried too often.

        Args:
            claim: What was claimed. Nothing happens if the lease is lost.
            was_tried: False if the import is not to blame, such as when the disk is full.
        """
        which = self._leases.is_of(claim.import_id, claim.token)
        with Session(self.engine) as session, session.begin():
            self._leases.give_back(session, which, claim.state, was_tried=was_tried)

    def _change(self, session: Session, claim: ImportClaim, **values: Any) -> None:
        self._leases.change(session, claim.import_id, claim.token, claim.state, **values)


def make_import_queue(settings: Settings) -> ImportQueue:
    """Open the queue of imports that the settings speak of, on an engine of its own."""
    lease = timedelta(seconds=settings.reading_lease_s * LEASE_OF_READINGS)
    return ImportQueue(make_engine(settings.database), settings.reading_attempts, lease)
