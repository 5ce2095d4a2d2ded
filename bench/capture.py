"""Measures taking photos on the phone, and writes docs/capture.md.

    python -m bench.capture [--photos 160] [--cards 60] [--tables 6] [--shots 50] [--kept FOLDER]

Three measures, each a module that can be run alone: how fast the scan screen is ready for the next
card (bench.capture_speed), how well the phone judges a photo (bench.capture_judge), and what
reducing photos costs their reading (bench.capture_reduction). What was measured is kept in a
folder and not measured again. The outline has a page of its own: see bench.outline.
"""

from __future__ import annotations

import argparse
import math
import sys
from pathlib import Path
from typing import Final

from bench import capture_judge, capture_reduction, capture_speed
from bench.cases import FIRST_SEED

REPORT: Final = Path(__file__).resolve().parent.parent / "docs" / "capture.md"
KEPT: Final = Path("build/capture")


def main() -> int:
    """Measure what is missing and write the page."""
    parser = argparse.ArgumentParser(prog="python -m bench.capture", description=__doc__)
    parser.add_argument("--photos", type=int, default=160, help="judged")
    parser.add_argument("--cards", type=int, default=60, help="read in every size")
    parser.add_argument("--tables", type=int, default=6, help="of twelve, read in every size")
    parser.add_argument("--shots", type=int, default=50)
    parser.add_argument(
        "--video",
        type=capture_speed.size_of,
        default=capture_speed.VIDEO_PX,
        help="size of the camera's picture",
    )
    parser.add_argument("--without-speed", action="store_true", help="on a machine that is busy")
    parser.add_argument("--kept", type=Path, default=KEPT)
    parser.add_argument("--output", type=Path, default=REPORT)
    options = parser.parse_args()
    page: list[str] = []
    if not options.without_speed:
        page += [*speed_section(options.kept / "speed.json", options.shots, options.video), ""]
    page += [
        *judge_section(options.kept / "judge", options.photos),
        "",
        *reduction_section(options.kept / "reduction.jsonl", options.cards, options.tables),
    ]
    written = "\n".join([*INTRODUCTION, "", *page]) + "\n"
    options.output.write_text(written, encoding="utf-8")
    sys.stdout.write(written)
    return 0


INTRODUCTION: Final = [
    "# Taking photos on the phone",
    "",
    "Written by `python -m bench.capture`. Everything is drawn: the cards, what they lie on and the"
    " film that the browser takes for its camera. Nothing was tuned on what is measured here (seeds"
    f" from {FIRST_SEED:,} on). Where cards are found in the live picture is in"
    " [capture-outline.md](capture-outline.md).",
]


def speed_section(kept: Path, shots: int, video_px: tuple[int, int]) -> list[str]:
    """Write how fast the scan screen is."""
    if not kept.exists():
        capture_speed.keep_speed(kept, shots, video_px)
    speed = capture_speed.load_speed(kept)
    width, height = speed.video_px
    return [
        "## From one card to the next",
        "",
        f"The real scan screen in Chromium, {capture_speed.VIEWPORT[0]} by"
        f" {capture_speed.VIEWPORT[1]}, a camera of {width} by {height}, {len(speed.settled_ms)}"
        f" shots one at a time and {len(speed.ready_ms)} in a hurry, by tapping the shutter while"
        " the outbox sends. The page's own thread is slowed"
        f" down {speed.slow_down:.0f} times by the browser; workers cannot be, so their times"
        " stand apart and are also added up as if they were.",
        "",
        "Ready for the next card is when the next tap takes its photo at once and the page is"
        " drawn: up to three photos are made and kept at the same time, and each is confirmed, by"
        " sound and by word, once it is in IndexedDB with strict durability. In a hurry, the next"
        f" tap comes {capture_speed.BETWEEN_SHOTS_MS} ms after the screen is ready, faster than a"
        " hand changes cards, and each has to become a photo of its own that is kept. One at a"
        " time, the next tap waits until the photo before is safe as well.",
        "",
        *capture_speed.table_of(speed),
        "",
        f"A photo of the film has {speed.typical_bytes / 1000:.0f} KB. Without a graphics"
        " processor the browser also decodes the film and draws the page on the same two cores,"
        " which a phone does not.",
    ]


def judge_section(folder: Path, photos: int) -> list[str]:
    """Write how well the phone judges."""
    seeds = range(FIRST_SEED, FIRST_SEED + photos)
    for seed in seeds:
        if not (folder / f"{seed}.json").exists():
            capture_judge.keep_photo(seed, folder)
    taken = [capture_judge.load_photo(folder / f"{seed}.json") for seed in seeds]
    answers = capture_judge.ask_phone(folder, seeds)
    return [
        "## What is said of a photo at once",
        "",
        f"{photos} photos of drawn cards, each with one fault from none to far too much, as the"
        " phone sends them. The phone judges them from a grey copy of 1,280 pixels in which it"
        " finds the card itself. The reader judges them from the text it read (`ocr.quality`);"
        " the server's first look (`ocr.first_look`, POST /api/quality) does without reading, as"
        " the phone does. Hits are the alarms that the reader shares.",
        "",
        *capture_judge.tables_of(taken, answers),
        "",
        "Read wrong: fewer than 80 % of the printed lines without a mistake. Read whole: all of"
        " them; a photo that was read whole may still be blurred, and the reader then says so"
        " too. A card far away, or one that burns out at a side, is often not found on the"
        " phone, and then nothing is said but that it is dark or cut off.",
    ]


def reduction_section(kept: Path, cards: int, tables: int) -> list[str]:
    """Write what reducing photos costs."""
    capture_reduction.measure_missing(cards, tables, kept, until_s=math.inf)
    rows = [
        row
        for row in capture_reduction.load_kept(kept)
        if row.seed - FIRST_SEED < (cards if row.kind == "card" else tables)
    ]
    return [
        "## What reducing costs",
        "",
        f"{cards} single cards (every third photo taken in a hurry) and {tables} tables of twelve,"
        " at 12 megapixels as a phone takes them, read as they are and reduced.",
        "",
        *capture_reduction.table_of(rows),
        "",
        "So a photo with one card in it is sent with 2,560 pixels at quality 85: nothing is lost"
        " for a fifth of the bytes, and small print keeps a reserve over 1,600. A photo in which"
        " the phone does not see one large card may show a table of them, and keeps 4,000 pixels at"
        " quality 80. A JPEG below 1.5 MB that is no larger goes as it is, and so does what the"
        " browser cannot open. Frames of the live camera have no more than 2,560 pixels.",
    ]


if __name__ == "__main__":
    sys.exit(main())
