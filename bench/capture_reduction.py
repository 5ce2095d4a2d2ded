"""Measures what reading loses when photos are reduced on the phone before they are sent.

    python -m bench.capture_reduction [--cards 60] [--tables 12] [--minutes 5] [--kept FILE]

Drawn cards are photographed at 12 megapixels, alone and twelve on a table, and read as they are
and reduced to several sizes and qualities of JPEG. What was measured is kept in a file, and a run
that was cut short goes on from there.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path
from statistics import median
from typing import Final

from PIL import Image as Pictures
from PIL import ImageOps

from bench.cases import FIRST_SEED
from bench.finding import CARDS_A_TABLE, count_read, draw_table
from bench.scoring import MAIN_FIELDS, score_card
from drawn import DrawnCard, draw_card
from drawn.labels import fields_of
from drawn.legible import photograph_legibly
from drawn.photo_options import HARSH, PhotoOptions
from ocr.contract import reading_to_json
from ocr.engine import Recogniser
from ocr.engines import build_recogniser
from ocr.pipeline import read_cards
from ocr.types import Reading, Side

KEPT: Final = Path("build/capture/reduction.jsonl")
SIZES_PX: Final = (1600, 2048, 2560, 3264, 4000)
QUALITIES: Final = (80, 85, 90)
Variant = tuple[int, int]
"""Long side in pixels and quality of JPEG; 0, 0 is the photo as taken."""
VARIANTS: Final[tuple[Variant, ...]] = (
    (0, 0),
    *((long_side_px, quality) for long_side_px in SIZES_PX for quality in QUALITIES),
)
_TAKEN_PX: Final = 4000
_QUALITY_OF_PHONES: Final = (92.0, 92.0)
_USUAL: Final = PhotoOptions(long_side_px=_TAKEN_PX, jpeg_quality=_QUALITY_OF_PHONES)
_HURRIED: Final = replace(HARSH, long_side_px=_TAKEN_PX, jpeg_quality=_QUALITY_OF_PHONES)
"""Blurred and noisy photos lose differently: every third card has one."""


@dataclass(frozen=True, slots=True)
class Read:
    """What was read of one photo in one size."""

    kind: str
    """"card" or "table"."""
    seed: int
    long_side_px: int
    """0: as taken."""
    quality: int
    size_bytes: int
    values_true: int
    values_right: int
    values_wrong: int
    lines_true: int
    lines_right: int
    cards_true: int
    cards_found: int


def main() -> int:
    """Measure what is missing, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cards", type=int, default=60)
    parser.add_argument("--tables", type=int, default=12)
    parser.add_argument("--minutes", type=float, default=60.0, help="stop after so long")
    parser.add_argument("--kept", type=Path, default=KEPT)
    options = parser.parse_args()
    until_s = time.monotonic() + 60 * options.minutes
    is_complete = measure_missing(options.cards, options.tables, options.kept, until_s)
    sys.stdout.write("\n".join(table_of(load_kept(options.kept))) + "\n")
    return 0 if is_complete else 1


def measure_missing(cards: int, tables: int, kept: Path, until_s: float) -> bool:
    """Measure photos that the file lacks; False when time ran out before all were."""
    kept.parent.mkdir(parents=True, exist_ok=True)
    done = {(read.kind, read.seed, read.long_side_px, read.quality) for read in load_kept(kept)}
    wanted = [("card", FIRST_SEED + i) for i in range(cards)]
    wanted += [("table", FIRST_SEED + i) for i in range(tables)]
    for kind, seed in wanted:
        variants = [each for each in VARIANTS if (kind, seed, *each) not in done]
        if not variants:
            continue
        if time.monotonic() > until_s:
            return False
        rows = (measure_card if kind == "card" else measure_table)(seed, variants)
        with kept.open("a", encoding="utf-8") as file:
            file.writelines(f"{json.dumps(asdict(row))}\n" for row in rows)
    return True


def load_kept(kept: Path) -> list[Read]:
    """Load what was measured so far."""
    if not kept.exists():
        return []
    return [Read(**json.loads(row)) for row in kept.read_text(encoding="utf-8").splitlines()]


def measure_card(seed: int, variants: Sequence[Variant]) -> list[Read]:
    """Read one card in some sizes."""
    card = draw_card(seed, verso="none")
    taken = photograph_legibly(card, seed, _HURRIED if seed % 3 == 0 else _USUAL)
    return _read_all("card", seed, variants, taken.jpeg, [card])


def measure_table(seed: int, variants: Sequence[Variant]) -> list[Read]:
    """Read twelve cards of one photo in some sizes."""
    cards, taken, _ = draw_table(seed)
    return _read_all("table", seed, variants, taken.jpeg, cards)


def _read_all(
    kind: str, seed: int, variants: Sequence[Variant], jpeg: bytes, cards: Sequence[DrawnCard]
) -> list[Read]:
    return [_read(kind, seed, variant, reduce_jpeg(jpeg, *variant), cards) for variant in variants]


def reduce_jpeg(jpeg: bytes, long_side_px: int, quality: int) -> bytes:
    """Reduce a photo as the phone does; 0 pixels leave it as taken."""
    if long_side_px == 0:
        return jpeg
    picture = ImageOps.exif_transpose(Pictures.open(io.BytesIO(jpeg))).convert("RGB")
    ratio = long_side_px / max(picture.size)
    size = (round(picture.width * ratio), round(picture.height * ratio))
    made = io.BytesIO()
    picture.resize(size, Pictures.Resampling.LANCZOS).save(made, "JPEG", quality=quality)
    return made.getvalue()


@cache
def _engine() -> Recogniser:
    return build_recogniser("auto")


def _read(kind: str, seed: int, variant: Variant, jpeg: bytes, cards: Sequence[DrawnCard]) -> Read:
    readings = read_cards(jpeg, _engine())
    lines = [line for reading in readings for side in reading.sides for line in side.lines]
    printed = [
        line.text for card in cards for line in card.lines_of(Side.RECTO) if not line.is_handwritten
    ]
    values = [_values(card, readings) for card in cards]
    return Read(
        kind=kind,
        seed=seed,
        long_side_px=variant[0],
        quality=variant[1],
        size_bytes=len(jpeg),
        values_true=sum(true for true, _, _ in values),
        values_right=sum(right for _, right, _ in values),
        values_wrong=sum(wrong for _, _, wrong in values),
        lines_true=len(printed),
        lines_right=count_read(printed, lines),
        cards_true=len(cards),
        cards_found=len(readings),
    )


def _values(card: DrawnCard, readings: Sequence[Reading]) -> tuple[int, int, int]:
    """Count a card's true values, and the right and wrong ones of the reading that fits best."""
    best = (0, 0, 0)
    for reading in readings:
        score = score_card("", fields_of(card), reading_to_json(reading, "")["contact"])
        main = [each for each in score.judgements if each.field in MAIN_FIELDS]
        true = sum(score.true_counts[field] for field in MAIN_FIELDS)
        right = sum(each.is_right for each in main)
        if best[0] == 0 or right > best[1]:
            best = (true, right, len(main) - right)
    return best


def table_of(rows: Sequence[Read]) -> list[str]:
    """Write one row a size and quality, cards and tables beside one another."""
    written = [
        "| long side | JPEG | KB, median | values right, cards | values wrong | lines right | KB "
        "| values right, tables of 12 | lines right | cards found |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    variants = sorted({(row.long_side_px or 99_999, row.quality) for row in rows})
    for size, quality in variants:
        own = [r for r in rows if (r.long_side_px or 99_999, r.quality) == (size, quality)]
        cells = ["as taken" if size == 99_999 else f"{size:,} px", f"{quality or 92}"]
        for kind in ("card", "table"):
            group = [row for row in own if row.kind == kind]
            if group:
                cells += _cells(kind, group)
        written.append(f"| {' | '.join(cells)} |")
    return written


def _cells(kind: str, rows: Sequence[Read]) -> list[str]:
    true, right = sum(row.values_true for row in rows), sum(row.values_right for row in rows)
    lines, lines_right = sum(row.lines_true for row in rows), sum(row.lines_right for row in rows)
    cells = [f"{median(row.size_bytes for row in rows) / 1000:.0f}", f"{right / true:.1%}"]
    if kind == "card":
        cells.append(str(sum(row.values_wrong for row in rows)))
    cells.append(f"{lines_right / lines:.1%}")
    if kind == "table":
        found = sum(row.cards_found for row in rows)
        cells.append(f"{found} of {CARDS_A_TABLE * len(rows)}")
    return cells


if __name__ == "__main__":
    sys.exit(main())
