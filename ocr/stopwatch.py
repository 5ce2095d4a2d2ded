"""What each stage of a reading costs."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager


class Stopwatch:
    """Adds up the time that each stage takes, in milliseconds."""

    def __init__(self) -> None:
        self._started_s = time.perf_counter()
        self._stages_ms: dict[str, float] = defaultdict(float)
        self._cpu_ms: dict[str, float] = defaultdict(float)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time what runs inside as one stage; the same name adds up."""
        started_s, cpu_started_s = time.perf_counter(), time.process_time()
        try:
            yield
        finally:
            self._stages_ms[name] += (time.perf_counter() - started_s) * 1000
            self._cpu_ms[name] += (time.process_time() - cpu_started_s) * 1000

    def timing_ms(self) -> dict[str, float]:
        """Return "total" since the watch was made, and every stage so far."""
        total_ms = (time.perf_counter() - self._started_s) * 1000
        return {"total": total_ms, **self._stages_ms}

    def cpu_ms(self) -> dict[str, float]:
        """Return the processor time of every stage so far, of all threads of this process."""
        return dict(self._cpu_ms)
