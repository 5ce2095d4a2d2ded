"""Measures how well the phone's judgement of a photo agrees with what the reader says of it.

    python -m bench.capture_judge [--photos 240] [--first-seed 900000] [--kept FOLDER]

Cards are photographed with one fault each, from none to far too much (bench.quality), read with the
engine and judged by `ocr.quality`; the phone's module (web/static/js/lib/judge.js) gets the same
photo as a phone gives it: reduced, in grey, with the outline that the phone finds in it.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

from bench.cases import FIRST_SEED
from bench.quality import FAULTS, lines_read_ratio
from drawn import draw_card
from ocr.decode import decode_photo
from ocr.encode import encode_jpeg
from ocr.engine import Recogniser
from ocr.engines import build_recogniser
from ocr.first_look import judge_photo
from ocr.pipeline import read_photo
from ocr.types import Flaw, Image

KEPT: Final = Path("build/capture/judge")
SENT_LONG_SIDE_PX: Final = 2560
_GREY_LONG_SIDE_PX: Final = 1280
_RUNNER: Final = Path(__file__).with_name("capture_judge_runner.js")
_NODE: Final = Path(__file__).resolve().parent.parent / "scripts" / "node.py"
_WORDS: Final = {"dark": Flaw.TOO_DARK.value}
"""Of the phone, where they are not those of the reader."""


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo with a fault, what the reader says of it, and what the server's first look says."""

    seed: int
    fault: str
    size_px: tuple[int, int]
    lines_read_ratio: float
    reader_flaws: tuple[str, ...]
    first_look_flaws: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the phone says."""

    flaws: tuple[str, ...]
    has_outline: bool


def main() -> int:
    """Draw and read what is missing, have all judged, and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--photos", type=int, default=240)
    parser.add_argument("--first-seed", type=int, default=FIRST_SEED)
    parser.add_argument("--minutes", type=float, default=60.0, help="stop drawing after so long")
    parser.add_argument("--kept", type=Path, default=KEPT)
    options = parser.parse_args()
    seeds = range(options.first_seed, options.first_seed + options.photos)
    until_s = time.monotonic() + 60 * options.minutes
    for seed in seeds:
        if not (options.kept / f"{seed}.json").exists():
            if time.monotonic() > until_s:
                return 1
            keep_photo(seed, options.kept)
    photos = [load_photo(options.kept / f"{seed}.json") for seed in seeds]
    answers = ask_phone(options.kept, seeds)
    sys.stdout.write("\n".join(tables_of(photos, answers)) + "\n")
    return 0


def keep_photo(seed: int, folder: Path) -> None:
    """Photograph the card of a seed with the fault of its turn, read and judge it, and keep all."""
    fault = list(FAULTS)[seed % len(FAULTS)]
    card = draw_card(seed)
    photo = as_sent(FAULTS[fault](card, seed, random.Random(seed)))
    side = max(
        read_photo(photo, _engine()), key=lambda each: sum(len(line.text) for line in each.lines)
    )
    assert side.quality is not None
    image = decode_photo(photo).image
    kept = Photo(
        seed=seed,
        fault=fault,
        size_px=(image.shape[1], image.shape[0]),
        lines_read_ratio=lines_read_ratio(card, side),
        reader_flaws=tuple(side.quality.flaws),
        first_look_flaws=tuple(judge_photo(photo).flaws),
    )
    folder.mkdir(parents=True, exist_ok=True)
    cv2.imwrite(str(folder / f"{seed}.png"), grey_of(image))
    (folder / f"{seed}.json").write_text(json.dumps(asdict(kept)), encoding="utf-8")


def as_sent(jpeg: bytes) -> bytes:
    """Reduce a photo as the phone does before it sends it."""
    image = decode_photo(jpeg).image
    return encode_jpeg(_reduced(image, SENT_LONG_SIDE_PX), quality=85)


def grey_of(image: Image) -> NDArray[np.uint8]:
    """Give the grey picture that the phone judges by."""
    small = _reduced(image, _GREY_LONG_SIDE_PX)
    return np.asarray(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY), dtype=np.uint8)


def _reduced(image: Image, long_side_px: int) -> Image:
    ratio = long_side_px / max(image.shape[:2])
    if ratio >= 1:
        return image
    size = (round(image.shape[1] * ratio), round(image.shape[0] * ratio))
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def load_photo(path: Path) -> Photo:
    """Load what was kept of a photo."""
    row = json.loads(path.read_text(encoding="utf-8"))
    named: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in row.items()
    }
    return Photo(**named)


def ask_phone(folder: Path, seeds: Iterable[int]) -> list[Answer]:
    """Have all photos judged by the phone's module."""
    process = subprocess.Popen(
        [sys.executable, str(_NODE), str(_RUNNER)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdin is not None
    assert process.stdout is not None
    answers = []
    with process:
        for seed in seeds:
            grey = cv2.imread(str(folder / f"{seed}.png"), cv2.IMREAD_GRAYSCALE)
            assert grey is not None
            sent_px = max(load_photo(folder / f"{seed}.json").size_px)
            head = {"width": grey.shape[1], "height": grey.shape[0], "takenLongSidePx": sent_px}
            process.stdin.write(f"{json.dumps(head)}\n".encode() + grey.tobytes())
            process.stdin.flush()
            said = json.loads(process.stdout.readline())
            flaws = tuple(_WORDS.get(flaw, flaw) for flaw in said["flaws"])
            answers.append(Answer(flaws, said["quad"] is not None))
        process.stdin.close()
    return answers


@cache
def _engine() -> Recogniser:
    return build_recogniser("auto")


def tables_of(photos: Sequence[Photo], answers: Sequence[Answer]) -> list[str]:
    """Write the agreement, flaw by flaw, and the alarms, fault by fault."""
    rows = [
        "| flaw | the reader says so | phone: hits of its alarms | phone: found of the reader's "
        "| first look: hits of its alarms | first look: found |",
        "|---|---|---|---|---|---|",
    ]
    for flaw in (*Flaw, None):
        truth = [_says(photo.reader_flaws, flaw) for photo in photos]
        phone = [_says(answer.flaws, flaw) for answer in answers]
        server = [_says(photo.first_look_flaws, flaw) for photo in photos]
        name = flaw.value.replace("_", " ") if flaw else "any"
        rows.append(
            f"| {name} | {sum(truth)} | {_hits(phone, truth)} | {_found(phone, truth)} "
            f"| {_hits(server, truth)} | {_found(server, truth)} |"
        )
    rows += [
        "",
        "| fault drawn | photos | read wrong | phone tells | first look tells | read whole "
        "| phone tells | first look tells | outline found |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for fault in (*FAULTS, "all"):
        own = [
            pair for pair in zip(photos, answers, strict=True) if fault in (pair[0].fault, "all")
        ]
        cells = [fault, str(len(own))]
        for group in (
            [pair for pair in own if pair[0].lines_read_ratio < 0.8],
            [pair for pair in own if pair[0].lines_read_ratio == 1],
        ):
            cells += [
                str(len(group)),
                str(sum(bool(answer.flaws) for _, answer in group)),
                str(sum(bool(photo.first_look_flaws) for photo, _ in group)),
            ]
        cells.append(str(sum(answer.has_outline for _, answer in own)))
        rows.append(f"| {' | '.join(cells)} |")
    return rows


def _says(flaws: Sequence[str], flaw: Flaw | None) -> bool:
    return bool(flaws) if flaw is None else flaw in flaws


def _hits(said: Sequence[bool], truth: Sequence[bool]) -> str:
    """Of the alarms, those that the reader shares."""
    both = sum(a and b for a, b in zip(said, truth, strict=True))
    return f"{both} of {sum(said)}"


def _found(said: Sequence[bool], truth: Sequence[bool]) -> str:
    both = sum(a and b for a, b in zip(said, truth, strict=True))
    return f"{both} of {sum(truth)}"


if __name__ == "__main__":
    sys.exit(main())
