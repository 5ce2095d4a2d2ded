"""Which line of a card is what: from recognised lines to guesses about a person."""

from __future__ import annotations

from ocr.fields.explain import Explanation, explain
from ocr.fields.guess import guess_contact

__all__ = ["Explanation", "explain", "guess_contact"]
