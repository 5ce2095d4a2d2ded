"""Starts the process that brings files in, whenever an import waits, beside a reading process."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence

from app.importing.queue import ImportQueue
from app.starting import Starter

COMMAND = (sys.executable, "-m", "app.importing.worker")
POLL_PAUSE_S = 1.0


class ImportStarter(Starter):
    """Looks for imports until it is stopped; an import goes on where its last batch ended."""

    def __init__(
        self,
        queue: ImportQueue,
        environment: Mapping[str, str],
        command: Sequence[str] = COMMAND,
    ) -> None:
        """Prepare; see Starter."""
        super().__init__(
            "imports", queue.is_waiting, command, environment, look_every_s=POLL_PAUSE_S
        )
