"""Which line of a card is what: from recognised lines to guesses about a person."""

from __future__ import annotations

from ocr.fields.explain import Explanation, explain
from ocr.fields.guess import FieldsReading, guess_contact, read_fields

__all__ = ["Explanation", "FieldsReading", "explain", "guess_contact", "read_fields"]
