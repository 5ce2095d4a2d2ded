"""The parts that invented cards are put together from: rows of cells, and a style."""

from __future__ import annotations

import random
from dataclasses import dataclass

# A cell is what stands together in one row: parts of (role, text), parted by ("", separator).
Part = tuple[str, str]
Cell = tuple[Part, ...]


@dataclass(slots=True)
class Row:
    """One printed row of a block: cells side by side, and its size relative to the body."""

    cells: list[Cell]
    size: float = 1.0


def one(role: str, text: str, size: float = 1.0) -> Row:
    """Return a row of one cell with one part."""
    return Row([((role, text),)], size)


class Style:
    """Which blocks of a card are in capitals, and how large they are."""

    def __init__(self, rng: random.Random) -> None:
        self.caps = {
            role: rng.random() < chance
            for role, chance in {
                "name": 0.33, "title": 0.2, "department": 0.2, "organization": 0.38, "logo": 0.5,
                "address": 0.13, "tagline": 0.25, "other": 0.15,
            }.items()
        }  # fmt: skip
        self.lower = {
            role: rng.random() < 0.04 for role in ("title", "logo", "organization", "tagline")
        }
        self.sizes = {
            "name": rng.uniform(0.95, 2.0), "title": rng.uniform(0.75, 1.25), "department": rng.uniform(0.75, 1.1),
            "organization": rng.uniform(0.85, 1.6), "logo": rng.choice([1.2, 1.6, 2.0, 2.6, 3.4]) * rng.uniform(0.85, 1.15),
            "tagline": rng.uniform(0.6, 1.1), "address": rng.uniform(0.75, 1.0), "contact": rng.uniform(0.75, 1.05),
            "other": rng.uniform(0.55, 0.95), "degree": rng.uniform(0.7, 0.95),
        }  # fmt: skip
        whole = rng.random()
        if whole < 0.035:  # all small letters, as designers like it
            self.caps = dict.fromkeys(self.caps, False)
            self.lower = dict.fromkeys((*self.caps, "name"), True)
        elif whole < 0.065:
            self.caps = dict.fromkeys(self.caps, True)
        if rng.random() < 0.25:  # a plain card: everything about as large
            self.sizes = {role: rng.uniform(0.9, 1.1) for role in self.sizes}

    def write(self, role: str, text: str) -> str:
        """Return a text in the case of its role."""
        if self.caps.get(role):
            return text.upper()
        return text.lower() if self.lower.get(role) else text
