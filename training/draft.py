"""What every invented address begins with, before its country writes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from training.stock import Stock


@dataclass(frozen=True, slots=True)
class Draft:
    """The words and numbers of an address."""

    country: str
    """A key of `training.places.COUNTRIES`."""
    n: int
    """The number of the house."""
    k: int
    """A small number: of a floor, a suite, a block."""
    town: str
    family: str
    """A family name, for streets called after somebody."""
    d5: str
    """Five digits."""
    brand: str
    """A coined word, for buildings and quarters."""
    nation: bool
    """Whether the country is written."""


Writer = Callable[[Stock, Draft], list[str]]
"""Writes an address as the lines of its country; empty lines are left out."""
