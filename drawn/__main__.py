"""Draws a folder of card photos with their labels: `python -m drawn FOLDER --cards 100`."""

from __future__ import annotations

import argparse
import json
import math
import sys
from dataclasses import replace
from pathlib import Path

from drawn.cards import draw_card
from drawn.fonts import FontMissingError
from drawn.labels import label_of
from drawn.layouts import LAYOUTS
from drawn.people import LANGUAGES
from drawn.photo_options import GENTLE, HARSH, STRAIGHT, PhotoOptions
from drawn.photograph import photograph_card
from ocr.types import Side

_CONDITIONS = {"usual": PhotoOptions(), "gentle": GENTLE, "harsh": HARSH, "straight": STRAIGHT}


def main(arguments: list[str] | None = None) -> int:
    """Draw what the command line asks for; return the exit status."""
    options = _parser().parse_args(arguments)
    photo_options = _CONDITIONS["straight" if options.no_distortion else options.condition]
    photo_options = replace(photo_options, long_side_px=options.size)
    options.folder.mkdir(parents=True, exist_ok=True)
    try:
        labels = _draw_all(options, photo_options)
    except FontMissingError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    # A verso has no fields of its own, so the measures of fields must not see it.
    for file, side in (("labels.jsonl", Side.RECTO), ("labels_verso.jsonl", Side.VERSO)):
        rows = [json.dumps(x, ensure_ascii=False) + "\n" for x in labels if x["side"] == side]
        if rows:
            (options.folder / file).write_text("".join(rows), encoding="utf-8")
    sys.stdout.write(f"{len(labels)} photos in {options.folder}\n")
    return 0


def parse_size(text: str) -> int:
    """Read a photo's size, "12MP" or a long side such as "1600", as long side in pixels (4:3).

    Raises:
        argparse.ArgumentTypeError: If it is neither, or not between 200 px and 50 MP.
    """
    try:
        if text.upper().endswith("MP"):
            long_side = round(math.sqrt(float(text[:-2]) * 1e6 * 4 / 3))
        else:
            long_side = int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no size such as 12MP or 1600") from None
    if not 200 <= long_side <= 8165:
        raise argparse.ArgumentTypeError(f"{text!r} is not between 200 px and 50MP")
    return long_side


def _draw_all(options: argparse.Namespace, photo_options: PhotoOptions) -> list[dict[str, object]]:
    labels: list[dict[str, object]] = []
    for seed in range(options.seed, options.seed + options.cards):
        card = draw_card(seed, language=options.language, layout=options.layout)
        sides = [Side.RECTO]
        if options.versos and card.verso is not None:
            sides.append(Side.VERSO)
        for side in sides:
            photo = photograph_card(card, seed * 2 + (side is Side.VERSO), photo_options, side)
            name = f"drawn{seed:05d}{'_verso' if side is Side.VERSO else ''}.jpg"
            (options.folder / name).write_bytes(photo.jpeg)
            labels.append(label_of(name, card, photo, side))
    return labels


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m drawn", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--cards", type=int, default=24, metavar="N")
    parser.add_argument("--seed", type=int, default=0, help="seed of the first card")
    parser.add_argument("--size", type=parse_size, default=1600, help="12MP, or a long side in px")
    parser.add_argument("--language", choices=LANGUAGES)
    parser.add_argument("--layout", choices=sorted(LAYOUTS))
    parser.add_argument("--condition", choices=sorted(_CONDITIONS), default="usual")
    parser.add_argument("--no-distortion", action="store_true", help="as a copy stand would")
    parser.add_argument("--versos", action="store_true", help="photograph the backs too")
    return parser


if __name__ == "__main__":
    sys.exit(main())
