"""Reading processes that are only measured: how many photos a second, and how much memory.

    python -m bench.reading_worker throughput|memory FOLDER

Each is set up as `verso worker` sets itself up, with its share of the processor, and reads every
photo of a folder. Its figures are printed as one line of JSON.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np
from PIL import Image as PillowImage

from ocr.decode import decode_photo
from ocr.engines import build_recogniser
from ocr.engines.memory import keep_loaded, share_arenas
from ocr.engines.runtimes import count_cores, share_cores
from ocr.pipeline import read_cards

_ROUNDS = 4
_STEPS = 4
"""The memory is noted so many times on the way."""
_LONG_SIDES_PX = (640, 4000)
_ASPECTS = (1.0, 1.9)
_SEED = 7


@dataclass(frozen=True, slots=True)
class Throughput:
    """What some reading processes together did."""

    workers: int
    threads: int
    """Of each."""
    photos_per_s: float


@dataclass(frozen=True, slots=True)
class Memory:
    """How much memory a reading process took, megabytes."""

    peak_mb: float
    after: tuple[tuple[int, float], ...]
    """Photos read so far, and what was resident then."""


def measure_throughput(folder: Path, workers: int) -> Throughput:
    """Have processes read every photo of a folder, each several times, all at once."""
    environment = {**os.environ, **share_cores(workers)}
    command = [sys.executable, "-m", "bench.reading_worker", "throughput", str(folder)]
    running = [
        subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
        )
        for _ in range(workers)
    ]
    for process in running:
        # They say when they are warm, and wait for one another.
        assert process.stdout is not None
        process.stdout.readline()
    for process in running:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    rates = [json.loads(process.communicate()[0])["photos_per_s"] for process in running]
    return Throughput(workers, max(1, count_cores() // workers), sum(rates))


def measure_memory(folder: Path) -> Memory:
    """Have a process of its own read every photo of a folder once."""
    # Neither the other engines nor the drawing of the photos may count.
    command = [sys.executable, "-m", "bench.reading_worker", "memory", str(folder)]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    found = json.loads(run.stdout)
    return Memory(found["peak_mb"], tuple((count, mb) for count, mb in found["after"]))


def make_varied_photos(photos: Sequence[bytes], folder: Path, count: int) -> None:
    """Make many photos of few: of many sizes and shapes, every way up."""
    random = Random(_SEED)
    pictures = [decode_photo(photo).image for photo in photos]
    for number in range(count):
        picture = np.rot90(pictures[number % len(pictures)], random.randrange(4))
        long_side_px = random.uniform(*_LONG_SIDES_PX)
        aspect = random.uniform(*_ASPECTS)
        size = (round(long_side_px), round(long_side_px / aspect))
        if picture.shape[0] > picture.shape[1]:
            size = size[::-1]
        varied = PillowImage.fromarray(picture).resize(size, PillowImage.Resampling.BOX)
        varied.save(folder / f"{number:03}.jpg", quality=88)


def main(arguments: Sequence[str]) -> int:
    """Read a folder and print what it took."""
    what, folder = arguments[0], Path(arguments[1])
    share_arenas()
    paths = sorted(folder.iterdir())
    sys.stdout.write(json.dumps(_read_fast(paths) if what == "throughput" else _read_many(paths)))
    return 0


def _read_fast(paths: Sequence[Path]) -> dict[str, float]:
    recogniser = build_recogniser("auto")
    photos = [path.read_bytes() for path in paths]
    for photo in photos:
        read_cards(photo, recogniser)
    keep_loaded()
    sys.stdout.write("warm\n")
    sys.stdout.flush()
    sys.stdin.readline()
    started_s = time.perf_counter()
    for _ in range(_ROUNDS):
        for photo in photos:
            read_cards(photo, recogniser)
    return {"photos_per_s": _ROUNDS * len(photos) / (time.perf_counter() - started_s)}


def _read_many(paths: Sequence[Path]) -> dict[str, object]:
    recogniser = build_recogniser("auto")
    after = []
    for number, path in enumerate(paths, 1):
        read_cards(path.read_bytes(), recogniser)
        if number == 1:
            keep_loaded()
        if number * _STEPS % len(paths) < _STEPS:
            after.append((number, _memory_mb("VmRSS")))
    return {"peak_mb": _memory_mb("VmHWM"), "after": after}


def _memory_mb(field: str) -> float:
    status = Path("/proc/self/status")
    if status.exists():
        # Not ru_maxrss here: on Linux a child starts with its parent's, through fork and exec.
        fields = dict(row.split(":", 1) for row in status.read_text().splitlines())
        return float(fields[field].split()[0]) / 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
