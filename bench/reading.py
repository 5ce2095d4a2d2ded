"""Measures how long a photo takes to become a reading, and how much memory that needs.

    python -m bench.reading [--photos 8] [--repeats 3] [--samples FOLDER]

The same 12-megapixel photos are read by Verso, from bytes to JSON, and by RapidOCR as it comes, on
OpenVINO at its 2,000 pixels, in turns and with both warm. Memory is that of a process of its own
that does nothing but read. The figures go to docs/performance.md.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

from ocr.contract import reading_to_json
from ocr.engines import build_recogniser
from ocr.engines.runtimes import count_cores, models_version
from ocr.pipeline import read_cards

REPORT = Path(__file__).parent.parent / "docs" / "performance.md"
MAX_RATIO = 0.6
MAX_MEMORY_MB = 1200


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo to read."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Timed:
    """What one photo took, milliseconds, the median of the repeats."""

    name: str
    verso_ms: float
    stock_ms: float
    stages_ms: dict[str, float]


def main() -> int:
    """Measure, print and write; the status is 1 when a figure is missed."""
    arguments = _parse(sys.argv[1:])
    if arguments.memory is not None:
        sys.stdout.write(json.dumps({"peak_mb": measure_memory(arguments.memory)}))
        return 0
    photos = draw_photos(arguments.photos)
    tables = {"Drawn photos of 12 megapixels": measure_times(photos, arguments.repeats)}
    if arguments.samples is not None and arguments.samples.is_dir():
        samples = [Photo(p.name, p.read_bytes()) for p in sorted(arguments.samples.glob("*.jp*g"))]
        tables["Photos of real cards"] = measure_times(samples, arguments.repeats)
    peak_mb = _measure_memory_apart(photos)
    report = write_report(tables, peak_mb)
    REPORT.write_text(report, encoding="utf-8")
    sys.stdout.write(report)
    ratios = [_ratio(rows) for rows in tables.values()]
    return int(max(ratios) > MAX_RATIO or peak_mb > MAX_MEMORY_MB)


def draw_photos(count: int) -> list[Photo]:
    """Draw cards and photograph them at 12 megapixels."""
    # Imported here: the process that measures memory draws nothing.
    from drawn import PhotoOptions, draw_card, photograph_card

    options = PhotoOptions(long_side_px=4000)
    return [
        Photo(f"drawn {seed}", photograph_card(draw_card(seed=seed), seed, options).jpeg)
        for seed in range(500, 500 + count)
    ]


def measure_times(photos: Sequence[Photo], repeats: int) -> list[Timed]:
    """Read every photo with both, in turns, after one reading each that does not count."""
    recogniser = build_recogniser("auto")
    stock = build_stock()
    stages: list[dict[str, float]] = []

    def verso(data: bytes) -> None:
        readings = read_cards(data, recogniser)
        json.dumps([reading_to_json(reading, "photo") for reading in readings])
        stages.append(readings[0].timing_ms)

    rows = []
    for photo in photos:
        verso(photo.data)
        stock(photo.data)
        stages.clear()
        turns = [(_time_ms(verso, photo.data), _time_ms(stock, photo.data)) for _ in range(repeats)]
        rows.append(
            Timed(
                photo.name,
                median(ours for ours, _ in turns),
                median(theirs for _, theirs in turns),
                {name: median(one[name] for one in stages) for name in stages[0]},
            )
        )
    return rows


def build_stock() -> Callable[[bytes], Any]:
    """Build RapidOCR as it comes, on OpenVINO."""
    from rapidocr import EngineType, RapidOCR

    openvino = EngineType.OPENVINO
    return RapidOCR(
        params={
            "Det.engine_type": openvino,
            "Cls.engine_type": openvino,
            "Rec.engine_type": openvino,
            "Global.log_level": "error",
        }
    )


def measure_memory(folder: Path) -> float:
    """Read every photo of a folder in this process, and return its peak memory in megabytes."""
    recogniser = build_recogniser("auto")
    for path in sorted(folder.iterdir()):
        read_cards(path.read_bytes(), recogniser)
    return _peak_mb()


def write_report(tables: dict[str, list[Timed]], peak_mb: float) -> str:
    """Put the figures into Markdown."""
    parts = [
        "# Performance",
        "",
        "Written by `make bench` (`python -m bench.reading`); run it again rather than edit this.",
        f"Last run {datetime.now(tz=UTC):%Y-%m-%d} on {count_cores()} cores, with the models of",
        f"RapidOCR {models_version()}.",
        "",
        f"- Peak memory of a process that reads: **{peak_mb:.0f} MB** (at most {MAX_MEMORY_MB}).",
    ]
    parts += [
        f"- {title}: median **{_median(rows, 'verso_ms'):.0f} ms** from bytes to JSON, stock"
        f" RapidOCR {_median(rows, 'stock_ms'):.0f} ms; median ratio **{_ratio(rows):.2f}**"
        f" (at most {MAX_RATIO})."
        for title, rows in tables.items()
    ]
    for title, rows in tables.items():
        parts += ["", f"## {title}", ""]
        parts += ["| photo | Verso, ms | stock, ms | ratio |", "|---|---|---|---|"]
        parts += [
            f"| {number} | {row.verso_ms:.0f} | {row.stock_ms:.0f} |"
            f" {row.verso_ms / row.stock_ms:.2f} |"
            for number, row in enumerate(rows, 1)
        ]
        parts += ["", "Median time of each stage, ms: " + _stages(rows) + "."]
    return "\n".join(parts) + "\n"


def _measure_memory_apart(photos: Sequence[Photo]) -> float:
    # A process of its own: neither the other engine nor the drawing of the photos may count.
    with tempfile.TemporaryDirectory() as folder:
        for number, photo in enumerate(photos):
            Path(folder, f"{number}.jpg").write_bytes(photo.data)
        command = [sys.executable, "-m", "bench.reading", "--memory", folder]
        run = subprocess.run(command, capture_output=True, text=True, check=True)
    return float(json.loads(run.stdout)["peak_mb"])


def _peak_mb() -> float:
    status = Path("/proc/self/status")
    if status.exists():
        # Not ru_maxrss here: on Linux a child starts with its parent's, through fork and exec.
        fields = dict(row.split(":", 1) for row in status.read_text().splitlines())
        return float(fields["VmHWM"].split()[0]) / 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


def _time_ms(read: Callable[[bytes], Any], data: bytes) -> float:
    started_s = time.perf_counter()
    read(data)
    return (time.perf_counter() - started_s) * 1000


def _median(rows: Sequence[Timed], name: str) -> float:
    return float(median(getattr(row, name) for row in rows))


def _ratio(rows: Sequence[Timed]) -> float:
    return median(row.verso_ms / row.stock_ms for row in rows)


def _stages(rows: Sequence[Timed]) -> str:
    names = [name for name in rows[0].stages_ms if name != "total"]
    return ", ".join(
        f"{name.replace('_', ' ')} {median(row.stages_ms[name] for row in rows):.0f}"
        for name in names
    )


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--photos", type=int, default=8)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--memory", type=Path, metavar="FOLDER", help="only read, and say the peak")
    samples = Path(os.environ.get("VERSO_SAMPLES", REPORT.parents[1] / "../shared/samples"))
    parser.add_argument("--samples", type=Path, default=samples / "cards")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
