"""A line of a composed card as it is printed."""

from __future__ import annotations

from dataclasses import dataclass

from ocr.types import Quad


@dataclass(frozen=True, slots=True)
class KnownLine:
    """One printed line of a composed card, with what it is."""

    text: str
    quad: Quad
    roles: tuple[str, ...]
    """Of ROLES, or "contact"; several when the line says several things."""
