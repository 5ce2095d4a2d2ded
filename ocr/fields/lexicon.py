"""Words that speak for a role, in the languages cards come in. All are folded."""

from __future__ import annotations

import re
from typing import Final

from ocr.fields.text import fold
from ocr.fields.words import word_list

LEGAL_FORMS: Final = frozenset(word_list("legal_forms"))
ORGANIZATION_WORDS: Final = frozenset(word_list("organization_words"))
TITLE_WORDS: Final = frozenset(word_list("title_words"))
DEPARTMENT_WORDS: Final = frozenset(word_list("department_words"))
NOISE: Final = re.compile(
    r"\b(?:scanned (?:with|by)|numeris[ee]s? avec|camscanner|adobe scan|genius scan|shot on"
    r"|sent from|microsoft lens|tiny scanner)\b"
)
OFFICE_HEADINGS: Final = re.compile(
    r"^\w+ (?:office|branch|plant|works|factory)$"
    r"|^(?:office|headquarters|siege social|succursale|agence|bureau|factory|works|usine|filiale"
    r"|matriz|lojas?)$"
)


def has_legal_form(text: str) -> bool:
    """Say whether a text ends with, or has, the legal form of a company."""
    plain = re.sub(r"(?<=\b[a-z])\.(?=[a-z]\b)", "", fold(text)).replace(".", " ")
    tokens = re.findall(r"[^\W_]+", plain)
    joined = "".join(tokens[-2:])
    return len(tokens) > 1 and (
        any(t in LEGAL_FORMS for t in tokens[-2:])
        or joined in {"sdnbhd", "pvtltd", "coltd", "spzoo"}
    )


def count_words(text: str, lexicon: frozenset[str]) -> int:
    """Return how many words of a text are in a lexicon."""
    return sum(word in lexicon for word in re.findall(r"[^\W\d_]+", fold(text)))
