"""What is thrown away when its time has come, once a day.

The reading processes do it when nothing waits to be read, and not the web process: a thread of
requests would wait for the database's lock. Several of them may do it at once, or again after a
restart: the second time finds nothing.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from app.bin import purge_bin
from app.photos import PhotoStore
from app.retention import purge_discarded, purge_pictures, purge_steps, remove_files

logger = logging.getLogger("verso.housekeeping")

EVERY_S = 24 * 3600.0


class Housekeeping:
    """Throws away what is due, at the first call and then once a day."""

    def __init__(
        self,
        engine: Engine,
        clock_s: Callable[[], float] = time.monotonic,
        store: PhotoStore | None = None,
        thumbnail_folder: Path | None = None,
    ) -> None:
        """Prepare; nothing is thrown away yet.

        Args:
            engine: Of the database.
            clock_s: A clock that never goes back, seconds.
            store: Where the pictures are; without one their files stay.
            thumbnail_folder: Where their small versions are.
        """
        self._engine = engine
        self._store = store
        self._thumbnail_folder = thumbnail_folder
        self._clock_s = clock_s
        self._next_s = clock_s()

    def __call__(self) -> bool:
        """Do it if it is due; a chore of app.worker.

        Returns:
            Whether something was thrown away.
        """
        if self._clock_s() < self._next_s:
            return False
        self._next_s = self._clock_s() + EVERY_S
        with Session(self._engine) as session, session.begin():
            purged = purge_bin(session)
        if purged:
            logger.info("%d contacts were in the bin for 30 days and are gone", purged)
        return self._purge_cards() or purged > 0

    def _purge_cards(self) -> bool:
        with Session(self._engine) as session, session.begin():
            cards = purge_discarded(session)
            purge_steps(session)
            keys = purge_pictures(session)
        # The rows are gone for good before a file is: a crash in between leaves a file too many.
        with Session(self._engine) as session:
            files = 0
            if self._store is not None:
                files = remove_files(session, self._store, keys, self._thumbnail_folder)
        if cards or files:
            logger.info("%d discarded cards and %d pictures are gone", cards, files)
        return cards > 0 or bool(keys)
