"""Draws a folder of card photos with their labels: `python -m drawn FOLDER --cards 100`.

With `--composed development` the cards are those composed by hand in drawn/composed.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from drawn.cards import draw_card
from drawn.composed import ComposedError, draw_composed, load_cards
from drawn.fonts import FontMissingError
from drawn.labels import label_of
from drawn.layouts import LAYOUTS
from drawn.people import LANGUAGES
from drawn.photo_options import GENTLE, HARSH, STRAIGHT, PhotoOptions
from drawn.photograph import photograph, photograph_card
from drawn.tables import TableOptions
from drawn.truth import DrawnCard
from ocr.types import Side

_CONDITIONS = {"usual": PhotoOptions(), "gentle": GENTLE, "harsh": HARSH, "straight": STRAIGHT}
_USUAL_CARDS = 24


def main(arguments: list[str] | None = None) -> int:
    """Draw what the command line asks for; return the exit status."""
    options = _parser().parse_args(arguments)
    photo_options = _CONDITIONS["straight" if options.no_distortion else options.condition]
    photo_options = replace(photo_options, long_side_px=options.size)
    options.folder.mkdir(parents=True, exist_ok=True)
    try:
        labels = list(_draw(options, photo_options))
    except (FontMissingError, ComposedError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    # A verso has no fields of its own, so the measures of fields must not see it.
    for file, side in (("labels.jsonl", Side.RECTO), ("labels_verso.jsonl", Side.VERSO)):
        rows = [json.dumps(x, ensure_ascii=False) + "\n" for x in labels if x["side"] == side]
        if rows:
            (options.folder / file).write_text("".join(rows), encoding="utf-8")
    photos = len({label["file"] for label in labels})
    sys.stdout.write(f"{photos} photos in {options.folder}\n")
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


def _draw(options: argparse.Namespace, photo_options: PhotoOptions) -> Iterator[dict[str, object]]:
    cards = _cards(options)
    if options.table is None:
        for name, seed, card in cards:
            yield from _photograph_sides(options, photo_options, name, seed, card)
        return
    while table := list(islice(cards, options.table)):
        yield from _photograph_table(options, photo_options, table)


def _cards(options: argparse.Namespace) -> Iterator[tuple[str, int, DrawnCard]]:
    """Draw what was asked for: the photo's name, its seed and the card."""
    if options.composed:
        for composed in load_cards(options.composed)[: options.cards]:
            drawn = draw_composed(composed)
            sys.stderr.writelines(f"{drawn.id}: {remark}\n" for remark in drawn.remarks)
            yield drawn.id, drawn.card.seed, drawn.card
        return
    count = _USUAL_CARDS if options.cards is None else options.cards
    for seed in range(options.seed, options.seed + count):
        card = draw_card(seed, language=options.language, layout=options.layout)
        yield f"drawn{seed:05d}", seed, card


def _photograph_sides(
    options: argparse.Namespace, photo_options: PhotoOptions, name: str, seed: int, card: DrawnCard
) -> Iterator[dict[str, object]]:
    sides = [Side.RECTO]
    if options.versos and card.verso is not None:
        sides.append(Side.VERSO)
    for side in sides:
        photo = photograph_card(card, seed * 2 + (side is Side.VERSO), photo_options, side)
        file = f"{name}{'_verso' if side is Side.VERSO else ''}.jpg"
        (options.folder / file).write_bytes(photo.jpeg)
        yield label_of(file, card, photo, side)


def _photograph_table(
    options: argparse.Namespace,
    photo_options: PhotoOptions,
    table: Sequence[tuple[str, int, DrawnCard]],
) -> Iterator[dict[str, object]]:
    """Photograph the rectos of several cards at once; every other table has them touching."""
    seed = table[0][1]
    cards = [card for _, _, card in table]
    radii = [card.corner_radius_px for card in cards]
    how = TableOptions(is_touching=seed // options.table % 2 == 1, clutter=seed % 3)
    wide = replace(photo_options, fill_ratio=(0.85, 0.97))
    photo = photograph([card.recto for card in cards], seed, wide, radii, how)
    file = f"table_{table[0][0]}.jpg"
    (options.folder / file).write_bytes(photo.jpeg)
    for index, card in enumerate(cards):
        yield label_of(file, card, photo, Side.RECTO, index)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m drawn", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--cards", type=int, metavar="N", help=f"{_USUAL_CARDS}, or all composed")
    parser.add_argument("--seed", type=int, default=0, help="seed of the first card")
    parser.add_argument("--size", type=parse_size, default=1600, help="12MP, or a long side in px")
    parser.add_argument("--composed", metavar="FILE", help="cards composed by hand: development")
    parser.add_argument("--language", choices=LANGUAGES)
    parser.add_argument("--layout", choices=sorted(LAYOUTS))
    parser.add_argument("--condition", choices=sorted(_CONDITIONS), default="usual")
    parser.add_argument("--no-distortion", action="store_true", help="as a copy stand would")
    parser.add_argument("--table", type=int, metavar="N", help="lay N cards in each photo")
    parser.add_argument("--versos", action="store_true", help="photograph the backs too")
    return parser


if __name__ == "__main__":
    sys.exit(main())
