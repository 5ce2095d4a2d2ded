"""The cards that are measured: drawn, composed by hand, or photographed and labelled.

Photos of drawn cards are kept in a folder and drawn again only when the drawing changes, so that
measuring twice costs the reading alone.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import cycle
from pathlib import Path
from typing import Any

from drawn import DrawnCard, draw_card
from drawn.alphabets import ALPHABETS, with_other_alphabet
from drawn.composed import draw_composed, load_cards
from drawn.labels import label_of
from drawn.legible import photograph_legibly
from drawn.photo_options import GENTLE, HARSH, PhotoOptions
from ocr.types import Side

Json = dict[str, Any]

FIRST_SEED = 900_000
"""Seeds from here on are for measuring: nothing may be tuned or trained on them."""
CONDITIONS = {
    "usual": PhotoOptions(),
    "gentle": GENTLE,
    "harsh": HARSH,
    "bent": replace(PhotoOptions(), bend_deg=(10.0, 35.0)),
}
MIXED = ("usual",) * 10 + ("harsh",) * 7 + ("bent",) * 3
"""What the seeds of "mixed" get in turn: half usual, seven in twenty harsh, three bent."""

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a card is drawn and photographed: enough to do it again anywhere."""

    source: str
    """"drawn" for the generator, else the name of a file of composed cards."""
    key: str
    """The seed, or the composed card's id."""
    condition: str
    alphabet: str = ""
    """One of `drawn.alphabets` for the second side of a card that has none; "" for no such side."""
    is_swapped: bool = False
    """Whether that side is photographed first."""

    @property
    def name(self) -> str:
        """A name that no other recipe has."""
        order = ["first"] if self.is_swapped else []
        parts = [self.source, self.key, self.condition, *([self.alphabet] if self.alphabet else [])]
        return "-".join([*parts, *order])


@dataclass(frozen=True, slots=True)
class Case:
    """One card to read: its photos and what is true of it."""

    name: str
    recto: Path
    verso: Path | None
    label: Json
    """The label of the recto, as `drawn.labels.label_of` writes it; its fields are the card's."""
    verso_label: Json | None
    condition: str

    @property
    def family(self) -> str:
        """The layout of a drawn card, the language of a composed one, or "photo"."""
        return str(self.label.get("family") or self.label.get("layout") or "photo")


def drawn_recipes(first_seed: int, count: int, condition: str) -> list[Recipe]:
    """List the drawn cards of a run, all in one condition or mixed."""
    return [
        Recipe("drawn", str(seed), MIXED[seed % len(MIXED)] if condition == "mixed" else condition)
        for seed in range(first_seed, first_seed + count)
    ]


def composed_recipes(name: str, conditions: Iterable[str]) -> list[Recipe]:
    """List the cards of a file of composed cards, each photographed once in every condition."""
    cards = load_cards(name)
    return [Recipe(name, card.id, condition) for condition in conditions for card in cards]


def recipes_in_two_alphabets(name: str) -> list[Recipe]:
    """List the one-sided cards of a file, each with a second side in another alphabet.

    The alphabets come in turn; of each two cards in one, one has that side photographed first.
    """
    cards = [card for card in load_cards(name) if not card.texts[Side.VERSO]]
    return [
        Recipe(name, card.id, "usual", alphabet, is_swapped=i // len(ALPHABETS) % 2 == 1)
        for i, (card, alphabet) in enumerate(zip(cards, cycle(ALPHABETS), strict=False))
    ]


def take_case(recipe: Recipe, folder: Path) -> Case:
    """Give a recipe's photos, drawn now or taken from the folder."""
    path = folder / drawing_version(recipe.source) / f"{recipe.name}.json"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        _photograph(recipe, path)
    return _load(path, recipe.condition)


def folder_cases(folder: Path) -> Iterator[Case]:
    """List labelled photos: the file labels.jsonl names them and says what is true."""
    for row in (folder / "labels.jsonl").read_text(encoding="utf-8").splitlines():
        label = json.loads(row)
        photo = folder / Path(label["file"]).name
        yield Case(photo.name, photo, None, label, None, "photo")


def _load(path: Path, condition: str) -> Case:
    labels = json.loads(path.read_text(encoding="utf-8"))
    recto, verso = labels["recto"], labels["verso"]
    return Case(
        name=path.stem,
        recto=path.with_name(recto["file"]),
        verso=path.with_name(verso["file"]) if verso else None,
        label=recto,
        verso_label=verso,
        condition=condition,
    )


def _photograph(recipe: Recipe, path: Path) -> None:
    card = _draw(recipe)
    options = CONDITIONS[recipe.condition]
    labels: dict[str, Json | None] = {"recto": None, "verso": None}
    for side, shift in ((Side.RECTO, 0), (Side.VERSO, 1_000_000)):
        if side is Side.VERSO and card.verso is None:
            continue
        photo = photograph_legibly(card, card.seed + shift, options, side)
        file = f"{recipe.name}-{side}.jpg"
        path.with_name(file).write_bytes(photo.jpeg)
        label = label_of(file, card, photo, side)
        if recipe.source != "drawn":
            label["family"] = recipe.alphabet or card.language
        labels[str(side)] = label
    # The label comes last and at once: a run that is cut short leaves no half of a case.
    partial = path.with_suffix(f".{os.getpid()}")
    partial.write_text(json.dumps(labels, ensure_ascii=False), encoding="utf-8")
    partial.replace(path)


def _draw(recipe: Recipe) -> DrawnCard:
    if recipe.source == "drawn":
        return draw_card(int(recipe.key))
    composed = next(card for card in load_cards(recipe.source) if card.id == recipe.key)
    card = draw_composed(composed).card
    if recipe.alphabet:
        return with_other_alphabet(card, recipe.alphabet, is_first=recipe.is_swapped)
    return card


@cache
def drawing_version(source: str) -> str:
    """Name the state of everything that drawing a recipe's source depends on."""
    composed = ROOT / "drawn" / "composed"

    def is_wanted(path: Path) -> bool:
        if path.is_relative_to(composed):
            return source != "drawn" and (path.suffix == ".py" or path.stem == source)
        return path.suffix in {".py", ".txt"}

    return hash_of_files([ROOT / "drawn"], is_wanted)


def hash_of_files(folders: Iterable[Path], is_wanted: Callable[[Path], bool]) -> str:
    """Hash the names and contents of all files wanted under some folders."""
    digest = hashlib.sha256(sys.version.encode())
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and is_wanted(path):
                digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return digest.hexdigest()[:16]
