"""What is thrown away when its time has come, once a day.

The reading processes do it when nothing waits to be read; a server that has none starts a process
for it (HousekeepingStarter), and never does it itself: its threads would wait for the database's
lock. The database says when it was begun last, so that of many processes, or after a restart, one
does it and once. Whatever was ended in the middle goes on the next day.
"""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session

from app.bin import purge_bin
from app.db import insert_unless_there, make_engine
from app.models import Chore, now
from app.photos import FolderStore, PhotoStore
from app.retention import purge_discarded, purge_pictures, purge_steps, remove_files
from app.settings import Settings
from app.starting import Starter, begin

logger = logging.getLogger("verso.housekeeping")

NAME = "housekeeping"
EVERY = timedelta(days=1)
LOOK_EVERY_S = 600.0
"""Between two looks whether it is time: the reading processes ask twice a second."""
FIRST_LOOK_S = 60.0
"""After a server's start, which has enough to do by itself."""
COMMAND = (sys.executable, "-m", "app.housekeeping")


class Housekeeping:
    """Throws away what is due, once a day, whichever process is asked."""

    def __init__(
        self,
        engine: Engine,
        *,
        store: PhotoStore | None = None,
        thumbnail_folder: Path | None = None,
        clock: Callable[[], datetime] = now,
        clock_s: Callable[[], float] = time.monotonic,
    ) -> None:
        """Prepare; nothing is thrown away yet.

        Args:
            engine: Of the database.
            store: Where the pictures are; without one their files stay.
            thumbnail_folder: Where their small versions are.
            clock: What time it is.
            clock_s: A clock that never goes back, seconds.
        """
        self._engine = engine
        self._store = store
        self._thumbnail_folder = thumbnail_folder
        self._clock = clock
        self._clock_s = clock_s
        self._next_look_s = clock_s()

    def is_due(self) -> bool:
        """Say whether nobody has begun it for a day. Takes no lock."""
        query = select(Chore.begun_at).where(Chore.name == NAME)
        with Session(self._engine) as session:
            begun_at = session.scalar(query)
        return begun_at is None or begun_at <= self._clock() - EVERY

    def __call__(self) -> bool:
        """Do it if it is due; a chore of app.worker.

        Returns:
            Whether something was thrown away.
        """
        if self._clock_s() < self._next_look_s:
            return False
        self._next_look_s = self._clock_s() + LOOK_EVERY_S
        if not (self.is_due() and self._begin()):
            return False
        with Session(self._engine) as session, session.begin():
            purged = purge_bin(session)
        if purged:
            logger.info("%d contacts were in the bin for 30 days and are gone", purged)
        return self._purge_cards() or purged > 0

    def _begin(self) -> bool:
        """Write down that it is begun, unless another process was quicker."""
        moment = self._clock()
        with Session(self._engine) as session, session.begin():
            if insert_unless_there(session, Chore, {"name": NAME, "begun_at": moment}):
                return True
            begun = session.scalar(
                update(Chore)
                .where(Chore.name == NAME, Chore.begun_at <= moment - EVERY)
                .values(begun_at=moment)
                .returning(Chore.name)
                .execution_options(synchronize_session=False)
            )
        return begun is not None

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


class HousekeepingStarter(Starter):
    """Has it done by a process of its own, for a server without reading processes."""

    def __init__(
        self,
        engine: Engine,
        environment: Mapping[str, str],
        *,
        first_look_s: float = FIRST_LOOK_S,
    ) -> None:
        """Prepare; see Starter."""
        super().__init__(
            NAME,
            Housekeeping(engine).is_due,
            COMMAND,
            environment,
            look_every_s=LOOK_EVERY_S,
            first_look_s=first_look_s,
        )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the process that HousekeepingStarter starts."""
    begin("verso-housekeeping", arguments)
    settings = Settings()
    engine = make_engine(settings.database)
    store = FolderStore(settings.photo_folder)
    Housekeeping(engine, store=store, thumbnail_folder=settings.thumbnail_folder)()
    engine.dispose()
    return 0


if __name__ == "__main__":
    sys.exit(main())
