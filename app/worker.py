"""A reading process: claims scans one by one, reads them, reports back.

Started by the server (app.supervisor) or by hand with `verso worker`. It may be killed at any
moment: what it had claimed is read again.
"""

from __future__ import annotations

import argparse
import logging
import os
import secrets
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from types import FrameType
from typing import TYPE_CHECKING

from sqlalchemy.exc import SQLAlchemyError

from app.db import make_engine
from app.errors import NotFoundError, StorageFullError
from app.failures import OUT_OF_MEMORY, PHOTO_MISSING, TIMED_OUT
from app.housekeeping import Housekeeping
from app.importing.queue import make_import_queue
from app.importing.starting import ImportStarter
from app.leases import CRASHED, LeaseLostError
from app.matching.chore import Comparing
from app.photos import FolderStore, PhotoStore
from app.scan_queue import Claim, Outcome, RowQueue, ScanQueue
from app.settings import Settings
from app.starting import end_with
from app.thumbnails import Thumbnails
from ocr.engine import Recogniser
from ocr.errors import EngineError, EngineMissingError, PhotoError

if TYPE_CHECKING:
    from ocr.pipeline import ReadOptions

logger = logging.getLogger("verso.worker")

RecogniserFactory = Callable[[Settings], Recogniser]

POLL_PAUSE_S = 0.5
"""Between two looks at an empty queue: half of a second that nobody notices."""
TROUBLE_PAUSE_S = 5.0
"""After the disk was full or the database locked."""
HARD_LIMIT_MARGIN_S = 5.0
"""A reading that is stuck inside native code is ended by the system so much later."""

EXIT_ENGINE_MISSING = 3
EXIT_TIMED_OUT = 4


class Worker:
    """Reads scans until it is stopped."""

    def __init__(
        self,
        queue: ScanQueue,
        store: PhotoStore,
        recogniser: Recogniser,
        settings: Settings,
        chores: Sequence[Callable[[], bool]] = (),
    ) -> None:
        """Prepare; nothing is read yet.

        Args:
            queue: Gives out the scans.
            store: Where their photos are.
            recogniser: Reads them.
            settings: The limits.
            chores: What is done when nothing waits to be read, in this order; each says whether it
                did something, and then it is asked again once no scan waits.
        """
        from app.reading import read_options

        self.chores = chores
        self.thumbnails = Thumbnails(settings.thumbnail_folder, store)
        self.queue = queue
        self.store = store
        self.recogniser = recogniser
        self.options: ReadOptions = read_options(settings)
        self.lease = timedelta(seconds=settings.reading_lease_s)
        self.limit_s = settings.reading_limit_s
        self.max_attempts = settings.reading_attempts

    def run(self, stop: threading.Event) -> None:
        """Read whatever waits; ends after the current scan once ``stop`` is set."""
        while not stop.is_set():
            try:
                pause_s = 0.0 if self.read_next() or self._do_chore() else POLL_PAUSE_S
            except SQLAlchemyError as error:
                # What was claimed comes back when its lease ends.
                logger.warning("the database does not answer: %s", error)
                pause_s = TROUBLE_PAUSE_S
            except StorageFullError:
                logger.warning("the disk is full: reading waits")
                pause_s = TROUBLE_PAUSE_S
            stop.wait(pause_s)

    def _do_chore(self) -> bool:
        return any(chore() for chore in self.chores)

    def read_next(self) -> bool:
        """Read the next scan, if there is one.

        Returns:
            False if nothing was waiting.

        Raises:
            StorageFullError: If the disk is full; the scan is back in the queue.
            SQLAlchemyError: If the database does not answer.
        """
        claim = self.queue.claim(self.lease)
        if claim is None:
            return False
        started_s = time.monotonic()
        try:
            with _lease_kept(self.queue, claim, self.lease, self.limit_s):
                self._read(claim)
        except LeaseLostError as error:
            logger.info("another one has it now: %s", error)
        logger.info("scan %d: %.2f s", claim.scan_id, time.monotonic() - started_s)
        return True

    def _read(self, claim: Claim) -> None:
        from app.reading import read_claim

        try:
            outcome = read_claim(claim, self.store, self.recogniser, self.options)
        except PhotoError as error:
            self.queue.fail(claim, error.code)
        except NotFoundError:
            self.queue.fail(claim, PHOTO_MISSING)
        except MemoryError:
            self.queue.fail(claim, OUT_OF_MEMORY)
        except StorageFullError:
            self.queue.release(claim, was_tried=False)
            raise
        except EngineError as error:
            logger.warning("scan %d: %s", claim.scan_id, error)
            self._give_up(claim, error.code)
        except Exception:
            # A bug in the reading ends one scan, not the worker: the others go on.
            logger.exception("scan %d could not be read", claim.scan_id)
            self._give_up(claim, CRASHED)
        else:
            # Before it is told: whoever hears of the card asks for its picture.
            self.thumbnails.make_ahead(_cards_of(outcome))
            self.queue.finish(claim, outcome)

    def _give_up(self, claim: Claim, code: str) -> None:
        if claim.attempt >= self.max_attempts:
            self.queue.fail(claim, code)
        else:
            self.queue.release(claim, was_tried=True)


def _cards_of(outcome: Outcome) -> Iterator[str]:
    for one in (outcome, *outcome.others):
        yield from (card.sha256 for card in one.cards.values())


@contextmanager
def _lease_kept(queue: ScanQueue, claim: Claim, lease: timedelta, limit_s: float) -> Iterator[None]:
    """Renew a claim from a thread while its scan is read, and end the process at the limit."""
    done = threading.Event()
    keeper = threading.Thread(
        target=_keep_lease, args=(queue, claim, lease, limit_s, done), daemon=True
    )
    keeper.start()
    try:
        with _alarm(limit_s + HARD_LIMIT_MARGIN_S):
            yield
    finally:
        done.set()
        keeper.join()


def _keep_lease(
    queue: ScanQueue, claim: Claim, lease: timedelta, limit_s: float, done: threading.Event
) -> None:
    deadline_s = time.monotonic() + limit_s
    step_s = lease.total_seconds() / 3
    while not done.wait(min(step_s, max(0.0, deadline_s - time.monotonic()))):
        try:
            if time.monotonic() >= deadline_s:
                logger.error("scan %d took too long", claim.scan_id)
                queue.fail(claim, TIMED_OUT)
                # Native code cannot be interrupted: the process goes, and the next one goes on.
                os._exit(EXIT_TIMED_OUT)
            queue.renew(claim, lease)
        except LeaseLostError:
            # The reading goes on for nothing; its report will be refused.
            step_s = limit_s
        except SQLAlchemyError as error:
            logger.warning("the lease could not be renewed: %s", error)


@contextmanager
def _alarm(after_s: float) -> Iterator[None]:
    # The signal's default action ends the process inside the kernel, so that it also ends a
    # reading that never comes back to Python.
    is_possible = hasattr(signal, "setitimer") and (
        threading.current_thread() is threading.main_thread()
    )
    if not is_possible:
        yield
        return
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, after_s)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def build_from_settings(settings: Settings) -> Recogniser:
    """Build the engine that the settings name, and warm it up."""
    from app.reading import read_options
    from app.warm_up import warm_up
    from ocr.engines import build_recogniser
    from ocr.engines.memory import keep_loaded, share_arenas

    share_arenas()
    recogniser = build_recogniser(settings.engine)
    warm_up(recogniser, read_options(settings))
    keep_loaded()
    return recogniser


def run_worker(
    settings: Settings,
    build: RecogniserFactory = build_from_settings,
    *,
    name: str | None = None,
    parent: int | None = None,
) -> int:
    """Work until the process is told to stop.

    Args:
        settings: Where the database and the photos are, and the limits.
        build: Makes the recogniser, once.
        name: Names this worker in its claims, at most 20 characters.
        parent: Process id of the server: the worker ends when that one is gone.

    Returns:
        The exit status.
    """
    stop = _stop_on_signals(is_supervised=parent is not None)
    if parent is not None:
        end_with(parent)
    limit_memory(settings.worker_memory_limit_bytes)
    importing = ImportStarter(make_import_queue(settings), settings.as_environment())
    importing.start()
    try:
        return _read_until(stop, settings, build, name)
    finally:
        importing.stop()


def _read_until(
    stop: threading.Event, settings: Settings, build: RecogniserFactory, name: str | None
) -> int:
    try:
        recogniser = build(settings)
    except EngineMissingError as error:
        logger.error("%s %s", error.hint, error)  # noqa: TRY400 (the hint says it all)
        return EXIT_ENGINE_MISSING
    logger.info("reading with %s", recogniser.name)
    engine = make_engine(settings.database)
    queue = RowQueue(engine, settings.reading_attempts, name or secrets.token_hex(6))
    store = FolderStore(settings.photo_folder)
    keep_house = Housekeeping(engine, store=store, thumbnail_folder=settings.thumbnail_folder)
    chores: list[Callable[[], bool]] = [keep_house, Comparing(engine)]
    Worker(queue, store, recogniser, settings, chores).run(stop)
    engine.dispose()
    return 0


def limit_memory(limit_bytes: int) -> None:
    """Have this process run out of memory before the machine does (Linux only).

    The limit is on data, not on addresses: OpenVINO reserves many more than it uses.
    """
    if sys.platform != "linux":
        return
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    if hard == resource.RLIM_INFINITY or limit_bytes < hard:
        resource.setrlimit(resource.RLIMIT_DATA, (limit_bytes, hard))


def _stop_on_signals(*, is_supervised: bool) -> threading.Event:
    stop = threading.Event()

    def stop_soon(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, stop_soon)
    # Ctrl-C reaches every process of the terminal; the server tells its workers itself.
    signal.signal(signal.SIGINT, signal.SIG_IGN if is_supervised else stop_soon)
    return stop


def main(arguments: Sequence[str] | None = None, build: RecogniserFactory | None = None) -> int:
    """Run a worker that the server started."""
    parser = argparse.ArgumentParser(prog="verso-worker")
    parser.add_argument("--name")
    parser.add_argument("--parent", type=int)
    given = parser.parse_args(arguments)
    set_up_logging()
    return run_worker(
        Settings(), build or build_from_settings, name=given.name, parent=given.parent
    )


def set_up_logging() -> None:
    """Log to the terminal: what happens, never what is on a card."""
    logging.basicConfig(
        level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )
    logging.getLogger("verso").setLevel(logging.INFO)


if __name__ == "__main__":
    sys.exit(main())
