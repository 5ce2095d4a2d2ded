"""Puts the figures on speed and memory into Markdown."""

from __future__ import annotations

import platform
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import median

from bench.reading_worker import Memory, Throughput
from ocr.engines.runtimes import count_cores, models_version

MAX_OF_STOCK = 0.5
MAX_OF_TESSERACT = 0.15
MAX_MEMORY_MB = 1000

_STAGES = {
    "decode": "decode the photo",
    "find_text": "see where text is (first network, small)",
    "rectify": "find the card's corners and flatten it",
    "recognise": "find the lines and read them (both networks)",
    "layout": "put the lines in order",
    "handwriting": "tell handwriting from print, and read it",
    "codes": "read QR codes",
    "quality": "judge the photo's quality",
    "fields": "say which line is what",
    "proposals": "understand notes",
}
_NETWORK_STAGES = ("find_text", "recognise")


@dataclass(frozen=True, slots=True)
class Stage:
    """What one stage took, milliseconds, and of all processor cores together."""

    wall_ms: float
    cpu_ms: float


@dataclass(frozen=True, slots=True)
class Timed:
    """What one photo took; each the median of the repeats."""

    name: str
    stages: Mapping[str, Stage]
    """By name; "total" is the whole reading."""
    stock_ms: float
    tesseract_ms: float | None
    """None where Tesseract is not installed."""

    @property
    def verso_ms(self) -> float:
        """From bytes to JSON."""
        return self.stages["total"].wall_ms

    @property
    def of_stock(self) -> float:
        """Our time over that of stock RapidOCR."""
        return self.verso_ms / self.stock_ms

    @property
    def of_tesseract(self) -> float | None:
        """Our time over that of Tesseract, None where there is none."""
        return self.verso_ms / self.tesseract_ms if self.tesseract_ms else None


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that was measured."""

    tables: Mapping[str, Sequence[Timed]]
    throughput: Sequence[Throughput]
    memory: Memory

    @property
    def is_reached(self) -> bool:
        """Whether every figure is as good as it should be."""
        fast = all(
            _median_of(rows, "of_stock") <= MAX_OF_STOCK
            and _median_of(rows, "of_tesseract") <= MAX_OF_TESSERACT
            for rows in self.tables.values()
        )
        return fast and self.memory.peak_mb <= MAX_MEMORY_MB


def write_report(report: Report) -> str:
    """Return the whole page."""
    parts = [*_head(), "", *_summary(report), "", *_how()]
    for title, rows in report.tables.items():
        parts += ["", f"## {title}", "", *_times(rows), "", *_cost(rows)]
    parts += ["", *_throughput(report.throughput), "", *_memory(report.memory)]
    return "\n".join(parts) + "\n"


def _head() -> Iterator[str]:
    yield "# Performance"
    yield ""
    yield "Written by `make bench` (`python -m bench.reading`); run it again rather than edit this."
    yield (
        f"Last run {datetime.now(tz=UTC):%Y-%m-%d} on {_processor()}, {count_cores()} cores, Python"
        f" {platform.python_version()}, OpenVINO {version('openvino')}, with the models of RapidOCR"
        f" {models_version()}; {_tesseract()}."
    )


def _summary(report: Report) -> Iterator[str]:
    yield "| | time of a reading, median | of stock RapidOCR | of Tesseract |"
    yield "|---|---|---|---|"
    yield f"| to be at most | | {MAX_OF_STOCK:.2f} | {MAX_OF_TESSERACT:.2f} |"
    for title, rows in report.tables.items():
        of_tesseract = _median_of(rows, "of_tesseract")
        yield (
            f"| {title} | **{_median_of(rows, 'verso_ms'):.0f} ms** |"
            f" **{_median_of(rows, 'of_stock'):.2f}** | **{of_tesseract:.2f}** |"
        )
    yield ""
    rates = " and ".join(f"{t.workers}: **{t.photos_per_s:.1f}**" for t in report.throughput)
    yield f"Photos read per second, by the number of reading processes: {rates}."
    yield (
        f"Peak memory of a reading process over {report.memory.after[-1][0]} photos of many sizes:"
        f" **{report.memory.peak_mb:.0f} MB** (to be at most {MAX_MEMORY_MB})."
    )


def _how() -> Iterator[str]:
    yield (
        "How: each photo is read in turns by Verso, from bytes to JSON with every stage, by"
        " RapidOCR as it comes (on OpenVINO; it reduces photos to 2,000 pixels) and by Tesseract as"
        " it comes (`-l fra+eng`, the upright photo at full size, all other settings untouched)."
        " All three may use every core. Engines are warm: one reading of the photo by each does not"
        " count."
        " Times are the median of the repeats; Tesseract, which takes longest, reads once. Verso"
        " says which line is what, looks for the card and reads handwriting with a language model;"
        " the others only find and read text."
    )


def _times(rows: Sequence[Timed]) -> Iterator[str]:
    yield "| photo | Verso, ms | stock, ms | Tesseract, ms | of stock | of Tesseract |"
    yield "|---|---|---|---|---|---|"
    for number, row in enumerate(rows, 1):
        slow = "" if row.tesseract_ms is None else f"{row.tesseract_ms:.0f}"
        of_slow = "" if row.of_tesseract is None else f"{row.of_tesseract:.2f}"
        yield (
            f"| {number} | {row.verso_ms:.0f} | {row.stock_ms:.0f} | {slow} |"
            f" {row.of_stock:.2f} | {of_slow} |"
        )


def _cost(rows: Sequence[Timed]) -> Iterator[str]:
    yield "Where the time goes, mean of these photos:"
    yield ""
    yield "| stage | ms | ms of processor time | share |"
    yield "|---|---|---|---|"
    means = _mean_stages(rows)
    total = means["total"]
    for name, stage in means.items():
        if name != "total":
            share = stage.wall_ms / total.wall_ms
            yield (
                f"| {_STAGES.get(name, name)} | {stage.wall_ms:.0f} | {stage.cpu_ms:.0f} |"
                f" {share:.0%} |"
            )
    yield f"| all | {total.wall_ms:.0f} | {total.cpu_ms:.0f} | 100% |"
    yield ""
    both = sum(means[name].wall_ms for name in _NETWORK_STAGES if name in means) / total.wall_ms
    slowest = max((name for name in means if name != "total"), key=lambda n: means[n].wall_ms)
    yield (
        f"The stages that run the two networks take {both:.0%} of the time; most goes to:"
        f" {_STAGES.get(slowest, slowest)}. A reading keeps"
        f" {total.cpu_ms / total.wall_ms:.1f} cores busy on average: networks use all of them, most"
        " other stages one."
    )


def _throughput(rows: Sequence[Throughput]) -> Iterator[str]:
    yield "## Reading processes side by side"
    yield ""
    yield "Each has its share of the cores, as `verso serve` gives it to its workers."
    yield ""
    yield "| processes | threads of each | photos per second | against one |"
    yield "|---|---|---|---|"
    for row in rows:
        gain = row.photos_per_s / rows[0].photos_per_s
        yield f"| {row.workers} | {row.threads} | {row.photos_per_s:.2f} | {gain:.2f} |"


def _memory(memory: Memory) -> Iterator[str]:
    yield "## Memory of a reading process"
    yield ""
    yield "Photos of 640 to 4,000 pixels, of many shapes, every way up; each is read once."
    yield ""
    yield "| photos read | resident, MB |"
    yield "|---|---|"
    for count, resident_mb in memory.after:
        yield f"| {count} | {resident_mb:.0f} |"
    yield f"| peak | {memory.peak_mb:.0f} |"


def _mean_stages(rows: Sequence[Timed]) -> dict[str, Stage]:
    names = list(dict.fromkeys(name for row in rows for name in row.stages))
    nothing = Stage(0.0, 0.0)
    every = {name: [row.stages.get(name, nothing) for row in rows] for name in names}
    return {
        name: Stage(
            sum(stage.wall_ms for stage in stages) / len(rows),
            sum(stage.cpu_ms for stage in stages) / len(rows),
        )
        for name, stages in every.items()
    }


def _median_of(rows: Sequence[Timed], name: str) -> float:
    """Return the median of a figure, not a number where none of the photos has it."""
    values = [getattr(row, name) for row in rows]
    known = [value for value in values if value is not None]
    return float(median(known)) if known else float("nan")


def _processor() -> str:
    path = Path("/proc/cpuinfo")
    rows = path.read_text().splitlines() if path.exists() else []
    names = [row.split(":", 1)[1].strip() for row in rows if row.startswith("model name")]
    return names[0] if names else platform.machine()


def _tesseract() -> str:
    try:
        run = subprocess.run(["tesseract", "--version"], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return "without Tesseract"
    return run.stdout.splitlines()[0].capitalize()
