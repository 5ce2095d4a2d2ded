"""Rows that wait for work: each is promised to one worker for a while, which is its lease.

A claim is a promise to report back before the lease ends. A worker that dies breaks it, and its row
waits again; a worker that lost its lease can no longer change the row. Whoever is tried too often
fails as crashed. Works between processes, on SQLite and PostgreSQL alike: a claim is one UPDATE
that picks its row, where SQLite runs one writer at a time and PostgreSQL skips the rows that
another worker is picking.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from itertools import count
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, case, or_, select, update
from sqlalchemy.orm import Session

from app.models import Import, Scan

CRASHED: Final = "crashed"
"""Error code of a row whose work ended its worker too often."""
NO_LEASE: Final[dict[str, Any]] = {"lease_token": None, "lease_until": None}
"""What a row says that is in nobody's hands."""


class LeaseLostError(Exception):
    """The row is no longer this worker's: given to another one, changed, stopped or deleted."""


@dataclass(frozen=True)
class Leases:
    """Gives out the rows of a table, the oldest first and those that failed before last.

    Its functions change rows in the transaction they are given, and never commit.
    """

    table: type[Scan] | type[Import]
    waits: ColumnElement[bool]
    """Which rows wait in nobody's hands."""
    claimed_states: Sequence[StrEnum]
    """The states of a row in a worker's hands; once its lease is over it waits again."""
    failed_state: StrEnum
    """Of a row that was tried too often."""
    max_attempts: int
    worker: str
    """Names the worker in its claims, at most 20 characters."""
    _numbers: count[int] = field(default_factory=count)

    def is_waiting(self, session: Session) -> bool:
        """Say whether a row waits. Takes no lock: workers ask twice a second."""
        query = select(self.table.id).where(self._is_free(datetime.now(UTC))).limit(1)
        return session.scalar(query) is not None

    def claim(self, session: Session, lease: timedelta, **values: Any) -> tuple[int, str] | None:
        """Take the next row.

        Args:
            session: At the beginning of a transaction.
            lease: How long it is promised, from now.
            values: Written to the row as it is taken.

        Returns:
            The row's id, and a token that names this claim of it; None when nothing waits.
        """
        moment = datetime.now(UTC)
        self._fail_the_hopeless(session, moment)
        next_id = (
            select(self.table.id)
            .where(self._is_free(moment))
            .order_by(self.table.attempts, self.table.id)
            .limit(1)
            .with_for_update(skip_locked=True)
            .scalar_subquery()
        )
        token = f"{self.worker}.{next(self._numbers)}"
        values |= {"lease_token": token, "lease_until": moment + lease}
        claimed = session.scalar(
            update(self.table)
            .where(self.table.id == next_id)
            .values(attempts=self.table.attempts + 1, **values)
            .returning(self.table.id)
            .execution_options(synchronize_session=False)
        )
        return None if claimed is None else (claimed, token)

    def change(
        self, session: Session, row_id: int, token: str, held_state: StrEnum, **values: Any
    ) -> None:
        """Change a row in this worker's hands; from here on nobody else can.

        Args:
            session: Not committed here.
            row_id: Of the row.
            token: Of the claim.
            held_state: The state that the row was claimed in.
            values: What it is to say.

        Raises:
            LeaseLostError: If the claim, or the state, is no longer the row's.
        """
        changed = session.execute(
            update(self.table)
            .where(
                self.table.id == row_id,
                self.table.lease_token == token,
                self.table.state == held_state,
            )
            .values(values)
            .returning(self.table.id)
            .execution_options(synchronize_session=False)
        ).first()
        if changed is None:
            raise LeaseLostError(f"{self.table.__tablename__} {row_id}, claim {token}")

    def give_back(
        self, session: Session, which: ColumnElement[bool], state: StrEnum, *, was_tried: bool
    ) -> None:
        """Let claimed rows wait again; those that were tried too often fail as crashed.

        Args:
            session: Not committed here.
            which: The rows, by their claims.
            state: In which they wait.
            was_tried: False if the rows are not to blame, such as at the end of the worker.
        """
        values: dict[str, Any] = {"state": state, **NO_LEASE}
        if was_tried:
            is_hopeless = self.table.attempts >= self.max_attempts
            values["state"] = case((is_hopeless, self.failed_state.value), else_=state.value)
            values["error_code"] = case((is_hopeless, CRASHED), else_=None)
        else:
            values["attempts"] = self.table.attempts - 1
        session.execute(
            update(self.table)
            .where(which, self.table.state.in_(self.claimed_states))
            .values(values)
            .execution_options(synchronize_session=False)
        )

    def is_of(self, row_id: int, token: str) -> ColumnElement[bool]:
        """Name a row by a claim of it, for give_back()."""
        return and_(self.table.id == row_id, self.table.lease_token == token)

    def is_of_worker(self, worker: str) -> ColumnElement[bool]:
        """Name the rows that a worker claimed, for give_back()."""
        return self.table.lease_token.startswith(f"{worker}.", autoescape=True)

    def _is_free(self, moment: datetime) -> ColumnElement[bool]:
        return or_(self.waits, self._has_run_out(moment))

    def _has_run_out(self, moment: datetime) -> ColumnElement[bool]:
        return and_(self.table.state.in_(self.claimed_states), self.table.lease_until < moment)

    def _fail_the_hopeless(self, session: Session, moment: datetime) -> None:
        # Their workers died without anybody noticing, once too often.
        session.execute(
            update(self.table)
            .where(self._has_run_out(moment), self.table.attempts >= self.max_attempts)
            .values(state=self.failed_state, error_code=CRASHED, **NO_LEASE)
            .execution_options(synchronize_session=False)
        )
