"""Keeps the server's reading processes running."""

from __future__ import annotations

import logging
import os
import secrets
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy.exc import SQLAlchemyError

from app.scan_queue import ScanQueue

logger = logging.getLogger("verso.supervisor")

FIRST_PAUSE_S = 0.5
LONGEST_PAUSE_S = 60.0
STEADY_S = 60.0
"""A worker that ran so long was well: its end is not one of a series."""
LOOK_PAUSE_S = 0.2
GRACE_S = 5.0
"""Given to a worker for the card in its hands when everything is stopped."""


@dataclass
class _Place:
    """One worker to be kept running."""

    process: subprocess.Popen[bytes] | None = None
    name: str = ""
    started_s: float = 0.0
    next_start_s: float = 0.0
    deaths: int = field(default=0)
    """In a row, without a steady run between them."""


class Supervisor:
    """Starts workers, starts them again when they die, with growing pauses, and ends them."""

    def __init__(
        self,
        command: Sequence[str],
        count: int,
        environment: Mapping[str, str],
        queue: ScanQueue,
    ) -> None:
        """Prepare; nothing is started yet.

        Args:
            command: Starts a worker; --name and --parent are added.
            count: How many workers.
            environment: Added to this process's own.
            queue: Gets back what a dead worker had claimed, without waiting for its lease.
        """
        self._command = tuple(command)
        self._environment = {**os.environ, **environment}
        self._queue = queue
        self._places = [_Place() for _ in range(count)]
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="supervisor", daemon=True)

    def start(self) -> None:
        """Start the workers."""
        self._thread.start()

    def stop(self) -> None:
        """End the workers: politely, and after a while for good."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join()
        processes = [place.process for place in self._places if place.process is not None]
        for process in processes:
            process.terminate()
        deadline_s = time.monotonic() + GRACE_S
        for process in processes:
            try:
                process.wait(max(0.0, deadline_s - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        for place in self._places:
            if place.process is not None:
                self._give_back(place.name, was_tried=False)

    @property
    def pids(self) -> list[int]:
        """The process ids of the workers that run."""
        running = (place.process for place in self._places)
        return [process.pid for process in running if process and process.poll() is None]

    def _run(self) -> None:
        while not self._stopping.is_set():
            for place in self._places:
                self._look_after(place)
            self._stopping.wait(LOOK_PAUSE_S)

    def _look_after(self, place: _Place) -> None:
        if place.process is not None:
            status = place.process.poll()
            if status is None:
                return
            self._bury(place, status)
        if time.monotonic() >= place.next_start_s:
            self._start(place)

    def _start(self, place: _Place) -> None:
        place.name = secrets.token_hex(6)
        place.started_s = time.monotonic()
        options = ("--name", place.name, "--parent", str(os.getpid()))
        try:
            place.process = subprocess.Popen(
                [*self._command, *options], env=self._environment, stdin=subprocess.DEVNULL
            )
        except OSError as error:
            logger.error("no worker could be started: %s", error)  # noqa: TRY400 (said by the error)
            self._plan_next(place)

    def _bury(self, place: _Place, status: int) -> None:
        logger.warning("a worker ended with status %d", status)
        place.process = None
        self._plan_next(place)
        self._give_back(place.name, was_tried=True)

    def _plan_next(self, place: _Place) -> None:
        was_steady = time.monotonic() - place.started_s >= STEADY_S
        place.deaths = 1 if was_steady else place.deaths + 1
        pause_s = min(LONGEST_PAUSE_S, FIRST_PAUSE_S * 2 ** (place.deaths - 1))
        place.next_start_s = time.monotonic() + pause_s

    def _give_back(self, name: str, *, was_tried: bool) -> None:
        try:
            self._queue.release_all(name, was_tried=was_tried)
        except SQLAlchemyError as error:
            # Then the end of the lease gives it back.
            logger.warning("a dead worker's scan was not given back: %s", error)
