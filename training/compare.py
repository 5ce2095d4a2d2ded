"""Whether a value is the true one, as a person with the card in hand would say."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ocr.fields.lexicon import LEGAL_FORMS
from ocr.fields.names import parse_name
from ocr.fields.text import similarity, words
from training.truth import Truth

_ALIKE = 0.87


def is_right(role: str, value: str, truth: Truth) -> bool:
    """Say whether a value is what the card truly has for a role."""
    if role == "address":
        return any(_same_address(value, address) for address in truth.addresses)
    true = str(getattr(truth, role))
    if not true or not value:
        return False
    if role == "name":
        return _name_words(value) == _name_words(true)
    if role == "organization":
        a, b = _bare(value), _bare(true)
        return a == b or similarity(a, b) >= _ALIKE
    return similarity(" ".join(words(value)), " ".join(words(true))) >= _ALIKE


def has_truth(role: str, truth: Truth) -> bool:
    """Say whether a card has a value for a role at all."""
    return bool(truth.addresses if role == "address" else getattr(truth, role))


def _name_words(text: str) -> list[str]:
    parts = parse_name(text)
    return sorted(words(re.sub(r"\.", "", f"{parts.given} {parts.family}")))


def _bare(text: str) -> str:
    kept = [w for w in words(text.replace(".", "")) if w not in LEGAL_FORMS]
    return " ".join(kept or words(text))


def _same_address(value: str, true: str) -> bool:
    given, real = words(value), words(true)
    if not given or not real:
        return False
    found = sum(w in given for w in real) / len(real)
    kept = sum(w in real for w in given) / len(given)
    # One long word instead of two is the reading's fault, which the words alone would not forgive.
    return (found >= 0.85 and kept >= 0.75) or similarity("".join(given), "".join(real)) >= 0.92


def share_right(pairs: Sequence[tuple[float, bool]]) -> float:
    """Return the share of right ones among (confidence, right) pairs, 0 for none."""
    return sum(right for _, right in pairs) / len(pairs) if pairs else 0.0
