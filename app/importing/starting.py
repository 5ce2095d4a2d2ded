"""Starts the process that brings files in, whenever an import waits, beside a reading process."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence

from sqlalchemy.exc import SQLAlchemyError

from app.importing.queue import ImportQueue

logger = logging.getLogger("verso.importing")

COMMAND = (sys.executable, "-m", "app.importing.worker")
POLL_PAUSE_S = 1.0
TROUBLE_PAUSE_S = 5.0
GRACE_S = 3.0


class ImportStarter:
    """Looks for imports from a thread of its own, until it is stopped."""

    def __init__(
        self,
        queue: ImportQueue,
        environment: Mapping[str, str],
        command: Sequence[str] = COMMAND,
    ) -> None:
        self._queue = queue
        self._environment = {**os.environ, **environment}
        self._command = tuple(command)
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="imports", daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self) -> None:
        """Stop looking, and end the process: its import goes on where its last batch ended."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                pause_s = POLL_PAUSE_S
                if self._queue.is_waiting() and self._work() != 0:
                    pause_s = TROUBLE_PAUSE_S
            except (SQLAlchemyError, OSError) as error:
                logger.warning("imports wait: %s", type(error).__name__)
                pause_s = TROUBLE_PAUSE_S
            self._stopping.wait(pause_s)

    def _work(self) -> int:
        command = [*self._command, "--parent", str(os.getpid())]
        process = subprocess.Popen(command, env=self._environment, stdin=subprocess.DEVNULL)
        while process.poll() is None:
            if self._stopping.wait(0.2):
                process.terminate()
                try:
                    process.wait(GRACE_S)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()
        return process.returncode
