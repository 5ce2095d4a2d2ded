"""What is true of an invented card, and the card before anything is placed."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from training.blocks import Row


@dataclass(slots=True)
class Truth:
    """What is true of a card."""

    name: str = ""
    title: str = ""
    department: str = ""
    organization: str = ""
    addresses: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Card:
    """The blocks of a card and its truth, before anything is placed."""

    truth: Truth
    blocks: dict[str, list[Row]]
    country: str
    language: str


def wrapped(rng: random.Random, text: str, width: int) -> list[str]:
    """Cut a text into rows of at most about so many characters, at blanks."""
    if len(text) <= width or " " not in text:
        return [text]
    rows, row = [], ""
    for word in text.split():
        if row and len(row) + 1 + len(word) > width:
            rows.append(row)
            row = word
        else:
            row = f"{row} {word}".strip()
    if row:
        rows.append(row)
    if len(rows) == 2 and rng.random() < 0.2 and len(text.split()) > 2:
        # Designers break where it reads well, not only where the line is full.
        words = text.split()
        cut = rng.randint(1, len(words) - 1)
        rows = [" ".join(words[:cut]), " ".join(words[cut:])]
    return rows
