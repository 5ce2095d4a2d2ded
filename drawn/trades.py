"""Trades: how their firms are called, who works there, what they promise.

The words are in drawn/words. A pattern's {family} is the person's own family name, {other}
somebody else's, {word} a made-up brand, {town} the town of the address.
"""

from __future__ import annotations

from dataclasses import dataclass

from drawn.words import read_rows

BRANDS = read_rows("brands")


@dataclass(frozen=True, slots=True)
class Trade:
    """One trade in one language."""

    mark: str
    """Which drawn mark suits it; see `drawn.marks`."""
    firms: tuple[str, ...]
    titles: tuple[str, ...]
    taglines: tuple[str, ...]
    departments: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()
    """Forms of address that the trade's people print before their name."""


def _read_trades(language: str) -> tuple[Trade, ...]:
    trades = []
    for row in read_rows(f"trades_{language}"):
        cells = [tuple(p.strip() for p in cell.split(";") if p.strip()) for cell in row.split("|")]
        cells += [()] * (6 - len(cells))
        trades.append(Trade(cells[0][0], *cells[1:]))
    return tuple(trades)


TRADES: dict[str, tuple[Trade, ...]] = {
    language: _read_trades(language) for language in ("fr", "en", "de", "pt", "es", "it")
}


def english_title(title: str) -> str:
    """Give the English for a French title in either gender, "" when it is not known."""
    return _ENGLISH_TITLES.get(title, "")


def _read_titles() -> dict[str, str]:
    titles = {}
    for row in read_rows("titles_fr_en"):
        french, _, english = row.partition(" = ")
        for form in french.split("/"):
            titles[form.strip()] = english.strip()
    return titles


_ENGLISH_TITLES = _read_titles()
