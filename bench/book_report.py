"""The page about a big book: figures, and the plans behind them."""

from __future__ import annotations

import platform
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bench.book_questions import ACTS, Ask

if TYPE_CHECKING:
    from bench.book import Run

TARGETS_MS = {"SQLite": 50, "PostgreSQL": 100}


@dataclass(frozen=True, slots=True)
class Sample:
    """One request: the median of its rounds, milliseconds."""

    waited_ms: float
    worked_ms: float
    """What of it the application's own process worked; on SQLite this is everything."""
    ask: Ask


@dataclass(frozen=True, slots=True)
class Measured:
    """The times of one group of requests."""

    group: str
    samples: tuple[Sample, ...]

    @property
    def p50_ms(self) -> float:
        """Half of the requests took less."""
        return statistics.median(sample.waited_ms for sample in self.samples)

    @property
    def p95_ms(self) -> float:
        """Nineteen in twenty took less."""
        return _percentile_95([sample.waited_ms for sample in self.samples])

    @property
    def worked_p95_ms(self) -> float:
        """Nineteen in twenty took less of the application's own processor time."""
        return _percentile_95([sample.worked_ms for sample in self.samples])

    @property
    def worst(self) -> Sample:
        """The slowest request."""
        return max(self.samples, key=lambda sample: sample.waited_ms)

    def describe(self) -> str:
        """Write a line for a terminal."""
        return (
            f"{self.group}: p50 {self.p50_ms:.1f}  p95 {self.p95_ms:.1f} "
            f"(worked {self.worked_p95_ms:.1f})  worst {self.worst.waited_ms:.1f} ms "
            f"({self.worst.ask.address})"
        )


def _percentile_95(times: Sequence[float]) -> float:
    return sorted(times)[min(round(0.95 * len(times)), len(times) - 1)]


def write_report(path: Path, runs: Sequence[Run]) -> None:
    """Write the page."""
    lines = [
        "# Performance of a big book",
        "",
        "Written by `python -m bench.book`; run it again rather than edit this. "
        f"Last run {datetime.now(UTC):%Y-%m-%d} on {platform.machine()}, two cores, "
        f"Python {platform.python_version()}.",
        "",
        "A book of invented people with their tags, meetings, next steps, cards of two photos each "
        "with readings, histories and search words. Every figure is that of a whole request, "
        "from the middleware to the compressed page, in one process, one request at a time; the "
        "photos themselves are files and no part of it. Each request is asked several times; the "
        "median of its times counts. *Worked* is the processor time of the application's process, "
        "the rest is waiting: for PostgreSQL, or for what else runs on the machine.",
    ]
    for run in runs:
        lines += ["", f"## {run.name}", "", *_size(run), *_table(run)]
    lines += ["", "## The plans of the questions", ""]
    lines += [
        "Of each page, the questions that find out who is on it. What a list shows of its fifty "
        "people is then asked for by their ids, in four more questions.",
    ]
    for run in runs:
        for name, plan in run.plans.items():
            lines += ["", f"### {run.name}: {name}", "", "```", *plan, "```"]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _size(run: Run) -> list[str]:
    each_ms = 1000 * run.times.words_s / run.contacts
    return [
        f"{run.contacts:,} contacts; the database takes {run.size_mb:.0f} MB. Writing it took "
        f"{run.times.total_s:.0f} s, of which its {run.times.words:,} search words "
        f"{run.times.words_s:.0f} s: {each_ms:.2f} ms a contact.",
        "",
    ]


def _table(run: Run) -> list[str]:
    target = TARGETS_MS[run.name]
    rows = [
        "| requests | how many | p50, ms | p95, ms | of which worked | worst, ms | the slowest |",
        "|---|---|---|---|---|---|---|",
    ]
    for one in run.measured:
        worst = one.worst
        is_reached = one.p95_ms <= target or one.group in ACTS
        p95 = f"{one.p95_ms:.0f}" if is_reached else f"**{one.p95_ms:.0f}**"
        rows.append(
            f"| {one.group} | {len(one.samples)} | {one.p50_ms:.0f} | {p95} "
            f"| {one.worked_p95_ms:.0f} | {worst.waited_ms:.0f} | `{worst.ask.address}` |"
        )
    return [
        *rows,
        "",
        f"To be at most at the 95th percentile, but for acts on many and files: {target} ms.",
    ]
