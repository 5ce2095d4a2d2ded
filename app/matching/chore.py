"""Comparing contacts while nothing waits to be read, so that nobody waits for the duplicates."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from app.matching.pairs import compare_waiting
from app.models import UncomparedContact

_AT_ONCE: Final = 200
"""Contacts that are compared before the reader looks again for a card: about 0.2 seconds."""


class Comparing:
    """Compares some of the contacts that wait for it, at each call; a chore of app.worker."""

    def __init__(self, engine: Engine) -> None:
        """Prepare.

        Args:
            engine: Of the database.
        """
        self._engine = engine

    def __call__(self) -> bool:
        """Compare a few contacts of one book.

        Returns:
            Whether any waited.
        """
        with Session(self._engine) as session, session.begin():
            book_id = session.scalar(select(UncomparedContact.book_id).limit(1))
            if book_id is None:
                return False
            compare_waiting(session, book_id, limit=_AT_ONCE)
        return True
