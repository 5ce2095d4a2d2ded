"""A process that brings files in, beside the one that reads cards: it loads no engine.

Started by app.worker when an import waits, and gone when none does any more. It may be killed at
any moment: what it had claimed goes on where its last batch ended.
"""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Sequence

from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.orm import Session

from app.errors import AppError, NotFoundError, StorageFullError
from app.importing.files import remove_if_free
from app.importing.photo_work import prepare_photos, write_photos
from app.importing.preparing import prepare_contacts
from app.importing.queue import ImportClaim, ImportQueue, make_import_queue
from app.importing.undoing import undo_import
from app.importing.writing import write_contacts
from app.leases import LeaseLostError
from app.models import Import, ImportKind, ImportState
from app.photos import FolderStore, PhotoStore
from app.settings import Settings
from app.starting import begin

logger = logging.getLogger("verso.importing")

EXIT_TROUBLE = 6
FILE_MISSING = "file_missing"

_TROUBLE = (StorageFullError, OperationalError, InterfaceError)
"""The import is not to blame: the disk is full, or the database locked or gone."""


class ImportWorker:
    """Works on imports until none waits."""

    def __init__(self, queue: ImportQueue, store: PhotoStore, settings: Settings) -> None:
        self.queue = queue
        self.store = store
        self.settings = settings

    def run(self) -> None:
        """Work on whatever waits.

        Raises:
            StorageFullError: If the disk is full; the import is back in the queue.
            OperationalError: If the database does not answer, or has no room.
        """
        while (claim := self.queue.claim()) is not None:
            started_s = time.monotonic()
            self.do(claim)
            logger.info("import %d: %.1f s", claim.import_id, time.monotonic() - started_s)

    def do(self, claim: ImportClaim) -> None:
        """Work on one import, up to where it waits for its owner or is over."""
        try:
            self._step(claim)
        except LeaseLostError as error:
            logger.info("another one has it now: %s", error)
        except _TROUBLE:
            self.queue.release(claim, was_tried=False)
            raise
        except NotFoundError:
            self._fail(claim, FILE_MISSING)
        except AppError as error:
            self._fail(claim, error.code)
        except Exception:
            # A bug ends one import, after some attempts, and not the others.
            logger.exception("import %d could not go on", claim.import_id)
            self.queue.release(claim, was_tried=True)

    def _step(self, claim: ImportClaim) -> None:
        if claim.state is ImportState.UNDOING:
            undo_import(self.queue, claim)
        elif claim.state is ImportState.RUNNING and claim.kind is not ImportKind.PHOTOS:
            write_contacts(self.queue, claim)
        else:
            with self.store.open(self._file_key(claim)) as file:
                if claim.state is ImportState.RUNNING:
                    write_photos(self.queue, claim, file, self.store, self.settings)
                elif claim.kind is ImportKind.PHOTOS:
                    prepare_photos(self.queue, claim, file, self.store, self.settings)
                else:
                    prepare_contacts(self.queue, claim, file, self.store, self.settings)
        if claim.state in (ImportState.RUNNING, ImportState.UNDOING):
            self._let_go_of_file(claim)

    def _file_key(self, claim: ImportClaim) -> str:
        with Session(self.queue.engine) as session:
            return session.get_one(Import, claim.import_id).file_key

    def _let_go_of_file(self, claim: ImportClaim) -> None:
        # What is in it is in the book now, or taken back; the rows keep what the report tells.
        key = self._file_key(claim)
        with Session(self.queue.engine) as session, session.begin():
            remove_if_free(session, self.store, key)

    def _fail(self, claim: ImportClaim, code: str) -> None:
        try:
            with Session(self.queue.engine) as session, session.begin():
                self.queue.finish(session, claim, ImportState.FAILED, error_code=code[:50])
        except LeaseLostError as error:
            logger.info("another one has it now: %s", error)


def run_imports(settings: Settings) -> int:
    """Work on the imports that wait.

    Returns:
        The exit status: EXIT_TROUBLE if the disk or the database is in the way.
    """
    queue = make_import_queue(settings)
    try:
        ImportWorker(queue, FolderStore(settings.photo_folder), settings).run()
    except _TROUBLE as error:
        logger.warning("importing waits: %s", type(error).__name__)
        return EXIT_TROUBLE
    finally:
        queue.engine.dispose()
    return 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the process that app.importing.starting starts."""
    begin("verso-imports", arguments)
    return run_imports(Settings())


if __name__ == "__main__":
    sys.exit(main())
