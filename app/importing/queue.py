"""The queue of imports: their rows, claimed with a lease by whoever works on them.

As with scans, a claim is a promise to report back before the lease ends. Each batch of an import is
one transaction that renews the promise and says how far the import is; a worker that was killed
loses its batch and nothing else.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy import ColumnElement, Engine, and_, case, or_, select, update
from sqlalchemy.orm import Session

from app.db import make_engine
from app.models import Account, Import, ImportKind, ImportState, now
from app.scan_queue import CRASHED
from app.settings import Settings

LEASE_OF_READINGS = 3
"""A batch of an import takes longer than a card: its lease is so many times that of a reading."""
IN_WORK = (ImportState.UPLOADED, ImportState.RUNNING, ImportState.UNDOING)
"""The states in which an import waits for a worker, or has one."""


class ImportLostError(Exception):
    """The import is no longer this worker's: given to another one, stopped, or deleted."""


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


@dataclass(frozen=True)
class ImportQueue:
    """Gives out imports, oldest first and those that failed before last. Safe between processes."""

    engine: Engine
    max_attempts: int
    lease: timedelta
    worker: str = field(default_factory=lambda: secrets.token_hex(6))
    _numbers: count[int] = field(default_factory=count)

    def is_waiting(self) -> bool:
        """Say whether there is an import to work on. Takes no lock."""
        with Session(self.engine) as session:
            query = select(Import.id).where(_is_free(datetime.now(UTC))).limit(1)
            return session.scalar(query) is not None

    def claim(self) -> ImportClaim | None:
        """Take an import to work on, or None when none waits."""
        moment = datetime.now(UTC)
        with Session(self.engine) as session, session.begin():
            self._fail_the_hopeless(session, moment)
            next_id = (
                select(Import.id)
                .where(_is_free(moment))
                .order_by(Import.attempts, Import.id)
                .limit(1)
                .with_for_update(skip_locked=True)
                .scalar_subquery()
            )
            token = f"{self.worker}.{next(self._numbers)}"
            claimed = session.execute(
                update(Import)
                .where(Import.id == next_id)
                .values(
                    lease_token=token,
                    lease_until=moment + self.lease,
                    attempts=Import.attempts + 1,
                )
                .returning(Import.id, Import.book_id, Import.kind, Import.state, Import.account_id)
                .execution_options(synchronize_session=False)
            ).first()
            if claimed is None:
                return None
            import_id, book_id, kind, state, account_id = claimed
            language = session.scalar(select(Account.language).where(Account.id == account_id))
            return ImportClaim(import_id, book_id, token, kind, state, account_id, language or "en")

    def keep(self, session: Session, claim: ImportClaim, **values: Any) -> None:
        """Promise again, in the transaction of a batch, and write down how far the import is.

        It comes first in its transaction: from here on nobody else can change the import, and on
        SQLite nobody anything.

        Raises:
            ImportLostError: If the import was given to another worker, stopped or deleted.
        """
        lease_until = datetime.now(UTC) + self.lease
        _change(session, claim, lease_until=lease_until, attempts=0, **values)

    def finish(
        self, session: Session, claim: ImportClaim, state: ImportState, **values: Any
    ) -> None:
        """Report that the work is done, in the transaction of its last batch. See keep()."""
        ends = state in (ImportState.DONE, ImportState.UNDONE, ImportState.FAILED)
        finished_at = now() if ends else None
        _change(
            session, claim, state=state, attempts=0, finished_at=finished_at, **_NO_LEASE, **values
        )

    def release(self, claim: ImportClaim, *, was_tried: bool) -> None:
        """Give an import back; it fails as crashed when it was tried too often.

        Args:
            claim: What was claimed. Nothing happens if the lease is lost.
            was_tried: False if the import is not to blame, such as when the disk is full.
        """
        values: dict[str, Any] = dict(_NO_LEASE)
        if was_tried:
            is_hopeless = Import.attempts >= self.max_attempts
            values["state"] = case((is_hopeless, ImportState.FAILED.value), else_=claim.state.value)
            values["error_code"] = case((is_hopeless, CRASHED), else_=None)
        else:
            values["attempts"] = Import.attempts - 1
        with Session(self.engine) as session, session.begin():
            session.execute(
                update(Import)
                .where(Import.id == claim.import_id, Import.lease_token == claim.token)
                .values(values)
                .execution_options(synchronize_session=False)
            )

    def _fail_the_hopeless(self, session: Session, moment: datetime) -> None:
        session.execute(
            update(Import)
            .where(_is_free(moment), Import.attempts >= self.max_attempts)
            .values(state=ImportState.FAILED, error_code=CRASHED, **_NO_LEASE)
            .execution_options(synchronize_session=False)
        )


_NO_LEASE: dict[str, Any] = {"lease_token": None, "lease_until": None}


def _is_free(moment: datetime) -> ColumnElement[bool]:
    return and_(
        Import.state.in_(IN_WORK),
        or_(Import.lease_until.is_(None), Import.lease_until < moment),
    )


def _change(session: Session, claim: ImportClaim, **values: Any) -> None:
    changed = session.execute(
        update(Import)
        .where(
            Import.id == claim.import_id,
            Import.lease_token == claim.token,
            Import.state == claim.state,
        )
        .values(values)
        .returning(Import.id)
        .execution_options(synchronize_session=False)
    ).first()
    if changed is None:
        raise ImportLostError(f"import {claim.import_id}, claim {claim.token}")


def make_import_queue(settings: Settings) -> ImportQueue:
    """Open the queue of imports that the settings speak of, on an engine of its own."""
    lease = timedelta(seconds=settings.reading_lease_s * LEASE_OF_READINGS)
    return ImportQueue(make_engine(settings.database), settings.reading_attempts, lease)
