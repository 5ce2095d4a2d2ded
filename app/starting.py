"""Processes that are started when there is something for them to do, and end when it is done."""

from __future__ import annotations

import argparse
import logging
import os
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence

from sqlalchemy.exc import SQLAlchemyError

logger = logging.getLogger("verso.starting")

TROUBLE_PAUSE_S = 5.0
"""After the process ended in trouble, or the database did not answer."""
GRACE_S = 3.0
EXIT_ORPHANED = 5


class Starter:
    """Asks from a thread of its own whether a process is needed, and runs one at a time."""

    def __init__(
        self,
        name: str,
        is_needed: Callable[[], bool],
        command: Sequence[str],
        environment: Mapping[str, str],
        *,
        look_every_s: float,
        first_look_s: float = 0.0,
    ) -> None:
        """Prepare; nothing is started yet.

        Args:
            name: Of the thread, and in the log.
            is_needed: Says whether there is something to do. Takes no lock.
            command: Starts the process; --parent is added.
            environment: Added to this process's own.
            look_every_s: Between two questions.
            first_look_s: Before the first one.
        """
        self._name = name
        self._is_needed = is_needed
        self._command = tuple(command)
        self._environment = {**os.environ, **environment}
        self._look_every_s = look_every_s
        self._first_look_s = first_look_s
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self) -> None:
        """Stop looking, and end the process: what it did up to then stays done."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        self._stopping.wait(self._first_look_s)
        while not self._stopping.is_set():
            try:
                pause_s = self._look_every_s
                if self._is_needed() and self._work() != 0:
                    pause_s = max(TROUBLE_PAUSE_S, pause_s)
            except (SQLAlchemyError, OSError) as error:
                logger.warning("%s: waits: %s", self._name, type(error).__name__)
                pause_s = max(TROUBLE_PAUSE_S, pause_s)
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


def begin(program: str, arguments: Sequence[str] | None = None) -> None:
    """Set up a process that a Starter runs: its log, and its end with its starter.

    Args:
        program: Its name, for who calls it by hand.
        arguments: Of the command line; those of this process when None.
    """
    from app.worker import set_up_logging  # which starts processes itself

    parser = argparse.ArgumentParser(prog=program)
    parser.add_argument("--parent", type=int)
    given = parser.parse_args(arguments)
    set_up_logging()
    if given.parent is not None:
        end_with(given.parent)


def end_with(parent: int) -> None:
    """End this process when its parent is gone, also when that was killed and could say nothing."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(0.5)
        os._exit(EXIT_ORPHANED)

    threading.Thread(target=watch, daemon=True).start()
