"""Puts the figures about finding cards on a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

_GOOD = 0.9


@dataclass(frozen=True, slots=True)
class Found:
    """How one card was found."""

    kind: str
    iou: float
    """Of the found corners, or of the whole photo where no card was found."""
    cards: int
    """How many were found: 0 when the whole photo is read, and 1 when it is right."""
    took_ms: float


@dataclass(frozen=True, slots=True)
class ReadBoth:
    """How many printed lines of one card were read."""

    kind: str
    printed: int
    found: int
    """Read on the card that was found and flattened."""
    whole: int
    """Read on the whole photo."""


@dataclass(frozen=True, slots=True)
class Table:
    """How the cards of one table were found."""

    kind: str
    background: str
    cards: int
    found: int
    kept_apart: int
    false: int
    took_ms: float
    finding_ms: float


def write_report(found: Sequence[Found], read: Sequence[ReadBoth], tables: Sequence[Table]) -> str:
    """Write the page."""
    kinds = list(dict.fromkeys(one.kind for one in found))
    rows = [_found_row(kind, [one for one in found if one.kind == kind]) for kind in kinds]
    parts = [
        "# How well cards are found",
        "",
        f"Written by `python -m bench.finding --cards {len(found)} --tables {len(tables)} --read "
        f"{len(read)}`. The cards are drawn, so their corners are known exactly; nothing was tuned "
        "on these. Drawn tables are tidier than real ones: read the figures for what is weak.",
        "",
        "## One card",
        "",
        "Overlap is the intersection of the found corners and the true ones over their union, "
        "within the photo; where no card is clear the whole photo is read, and counts as found "
        "there. Milliseconds are those of finding the card once its text was seen, on the machine "
        "that wrote this page.",
        "",
        "| the card is | photos | mean overlap | 0.9 or more | whole photo read | median ms |",
        "|---|---|---|---|---|---|",
        *rows,
        _found_row("**all**", found),
    ]
    if read:
        parts += ["", "## Never worse than the whole photo", "", *_read_table(read)]
    if tables:
        parts += ["", "## Tables of several cards", "", *_tables_table(tables)]
    return "\n".join(parts) + "\n"


def _found_row(name: str, found: Sequence[Found]) -> str:
    iou = np.array([one.iou for one in found])
    whole = sum(one.cards == 0 for one in found)
    took = np.median([one.took_ms for one in found])
    good = f"{(iou >= _GOOD).mean():.1%}"
    return f"| {name} | {len(found)} | {iou.mean():.3f} | {good} | {whole} | {took:.0f} |"


def _read_table(read: Sequence[ReadBoth]) -> list[str]:
    kinds = list(dict.fromkeys(one.kind for one in read))
    rows = [_read_row(kind, [one for one in read if one.kind == kind]) for kind in kinds]
    return [
        "Printed lines that were read without a wrong letter, on the flattened card and on the "
        "photo as it is, turned upright.",
        "",
        "| the card is | lines | card found | whole photo |",
        "|---|---|---|---|",
        *rows,
        _read_row("**all**", read),
    ]


def _read_row(name: str, read: Sequence[ReadBoth]) -> str:
    printed = sum(one.printed for one in read)
    found = sum(one.found for one in read) / printed
    whole = sum(one.whole for one in read) / printed
    return f"| {name} | {printed} | {found:.1%} | {whole:.1%} |"


def _tables_table(tables: Sequence[Table]) -> list[str]:
    kinds = sorted({table.kind for table in tables})
    backgrounds = sorted({table.background for table in tables})
    return [
        "A card is found when a reading's corners overlap it by 0.8 or more. It is kept apart when "
        "besides its name or its e-mail is read there, and on no other card of the photo. Photos "
        "have 12 megapixels; half of the tables have touching cards, and most have cards upside "
        "down or sideways, and books, sheets and screens beside and under them.",
        "",
        "| tables | number | cards | found | kept apart | wholly right | false | s a table |"
        " of it finding |",
        "|---|---|---|---|---|---|---|---|---|",
        *[_table_row(f"cards {k}", [t for t in tables if t.kind == k]) for k in kinds],
        *[
            _table_row(f"on {name.replace('_', ' ')}", [t for t in tables if t.background == name])
            for name in backgrounds
        ],
        _table_row("**all**", tables),
    ]


def _table_row(name: str, tables: Sequence[Table]) -> str:
    cards = sum(table.cards for table in tables)
    found = sum(table.found for table in tables) / cards
    apart = sum(table.kept_apart for table in tables) / cards
    right = sum(table.kept_apart == table.cards and not table.false for table in tables)
    false = sum(table.false for table in tables)
    took = np.median([table.took_ms for table in tables]) / 1000
    finding = np.median([table.finding_ms for table in tables]) / 1000
    return (
        f"| {name} | {len(tables)} | {cards} | {found:.1%} | {apart:.1%} | {right} | {false} |"
        f" {took:.1f} | {finding:.1f} |"
    )
