"""Measures how long a photo takes to become a reading, beside stock engines, and what it costs.

    python -m bench.reading [--photos 8] [--repeats 5] [--samples FOLDER]

The same photos are read by Verso, from bytes to JSON, by RapidOCR as it comes (on OpenVINO, at its
2,000 pixels) and by Tesseract as it comes (French and English), in turns, on every core, and with
the engines warm. Throughput and memory are those of processes of their own, as `verso worker` is
one. The figures go to docs/performance.md.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from bench.reading_report import Report, Stage, Timed, write_report
from bench.reading_worker import make_varied_photos, measure_memory, measure_throughput
from ocr.contract import reading_to_json
from ocr.engine import Recogniser
from ocr.engines import build_recogniser
from ocr.fields.text_model import load_text_model
from ocr.pipeline import read_cards
from ocr.stopwatch import Stopwatch

REPORT = Path(__file__).parent.parent / "docs" / "performance.md"
FIRST_SEED = 500
MEMORY_PHOTOS = 200
WORKER_COUNTS = (1, 2)


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo to read."""

    name: str
    data: bytes


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print and write; the status is 1 when a figure is missed."""
    options = _parse(arguments)
    drawn = draw_photos(options.photos)
    tables = {"Drawn photos of 12 megapixels": measure_times(drawn, options.repeats)}
    if options.samples.is_dir():
        samples = [Photo(p.name, p.read_bytes()) for p in sorted(options.samples.glob("*.jp*g"))]
        tables["Photos of real cards"] = measure_times(samples, options.repeats)
    with tempfile.TemporaryDirectory() as folder:
        for number, photo in enumerate(drawn):
            Path(folder, f"{number}.jpg").write_bytes(photo.data)
        throughput = [measure_throughput(Path(folder), count) for count in WORKER_COUNTS]
    with tempfile.TemporaryDirectory() as folder:
        make_varied_photos([photo.data for photo in drawn], Path(folder), options.memory_photos)
        memory = measure_memory(Path(folder))
    report = Report(tables, throughput, memory)
    page = write_report(report)
    options.output.write_text(page, encoding="utf-8")
    sys.stdout.write(page)
    return int(not report.is_reached)


def draw_photos(count: int) -> list[Photo]:
    """Draw cards and photograph them at 12 megapixels."""
    # Imported here: fonts and surfaces are large, and the workers need none.
    from drawn import PhotoOptions, draw_card, photograph_card

    options = PhotoOptions(long_side_px=4000)
    return [
        Photo(f"drawn {seed}", photograph_card(draw_card(seed=seed), seed, options).jpeg)
        for seed in range(FIRST_SEED, FIRST_SEED + count)
    ]


def measure_times(photos: Sequence[Photo], repeats: int) -> list[Timed]:
    """Read every photo with all three in turns, after a reading each that does not count.

    Tesseract keeps nothing from one photo to the next and takes seconds: it reads each once.
    """
    recogniser = build_recogniser("auto")
    stock, tesseract = build_stock(), build_tesseract()
    rows = []
    for photo in photos:
        read_timed(photo.data, recogniser)
        stock(photo.data)
        ours: list[dict[str, Stage]] = []
        theirs: list[float] = []
        for _ in range(repeats):
            ours.append(read_timed(photo.data, recogniser))
            theirs.append(_time_ms(stock, photo.data))
        rows.append(
            Timed(
                photo.name,
                stages={name: _median_stage([one[name] for one in ours]) for name in ours[0]},
                stock_ms=median(theirs),
                tesseract_ms=_time_ms(tesseract, photo.data) if tesseract else None,
            )
        )
    return rows


def read_timed(data: bytes, recogniser: Recogniser) -> dict[str, Stage]:
    """Read a photo from bytes to JSON, and return what each stage and the "total" took."""
    _forget_texts()
    wall_s, cpu_s = time.perf_counter(), time.process_time()
    watch = Stopwatch()
    readings = read_cards(data, recogniser, watch=watch)
    json.dumps([reading_to_json(reading, "photo") for reading in readings])
    total = Stage((time.perf_counter() - wall_s) * 1000, (time.process_time() - cpu_s) * 1000)
    cpu_ms = watch.cpu_ms()
    stages = {
        name: Stage(wall_ms, cpu_ms[name])
        for name, wall_ms in watch.timing_ms().items()
        if name != "total"
    }
    return {**stages, "total": total}


def _forget_texts() -> None:
    """Forget what was worked out about texts: a card that is read again would be read faster."""
    for name in [name for name in sys.modules if name.startswith("ocr.fields")]:
        for value in vars(sys.modules[name]).values():
            parameters = getattr(value, "cache_parameters", None)
            # What came from files is kept: it is the same for every card.
            if parameters and (parameters()["maxsize"] or 0) > 1:
                value.cache_clear()
    load_text_model().forget()


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


def build_tesseract() -> Callable[[bytes], Any] | None:
    """Return what reads a photo at full size with Tesseract, or None where it is missing.

    French and English, every other setting as it comes, the photo upright.
    """
    import pytesseract
    from PIL import Image, ImageOps

    try:
        if not {"fra", "eng"} <= set(pytesseract.get_languages(config="")):
            return None
    except pytesseract.TesseractNotFoundError:
        return None

    def read(data: bytes) -> None:
        photo = ImageOps.exif_transpose(Image.open(io.BytesIO(data))).convert("RGB")
        pytesseract.image_to_data(photo, lang="fra+eng")

    return read


def _time_ms(read: Callable[[bytes], Any], data: bytes) -> float:
    started_s = time.perf_counter()
    read(data)
    return (time.perf_counter() - started_s) * 1000


def _median_stage(stages: Sequence[Stage]) -> Stage:
    return Stage(
        median(stage.wall_ms for stage in stages), median(stage.cpu_ms for stage in stages)
    )


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.reading", description=__doc__)
    parser.add_argument("--photos", type=int, default=8, help="drawn photos")
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--memory-photos", type=int, default=MEMORY_PHOTOS)
    parser.add_argument("--output", type=Path, default=REPORT)
    samples = Path(os.environ.get("VERSO_SAMPLES", REPORT.parents[1] / "../shared/samples"))
    parser.add_argument("--samples", type=Path, default=samples / "cards")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
