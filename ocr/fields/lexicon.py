"""Words that speak for a role, in the languages cards come in. All are folded."""

from __future__ import annotations

import re
from functools import lru_cache
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
REGISTERS: Final = re.compile(
    r"\b(?:r\.?c\.?s\.?|siren|siret|ape|naf|t\.?v\.?a\.?|vat|gstin?|hrb|hra|ust-?id|n\.?i\.?f"
    r"|c\.?i\.?f|cnpj|cpf|abn|acn|m\.?v\.?a|org\.?\s?nr|nip|krs|regon|kvk|btw|p\.?\s?iva|orias"
    r"|rpps|adeli|r\.?b\.?q|neq|tps|tvq|uid|che-\d|reg(?:istration)?\.? no|permis|agrement|iban"
    r"|nit|ruc|rut|rfc|cuit|c\.?p\.?c\.?e|crm|creci|crea|cro|oab|ley"
    r"|mat(?:r(?:icula)?)?\. ?(?:n[o°]?|\d+|[a-z]+)|gas safe|col(?:egiad[oa]|\.) ?(?:n[o°]?|\d+)"
    r"|no?\. ?col|albo|alvara|steuer-?nr|st\.-?nr|ico|dic|adoszam"
    r"|c\.r|t\.c|r\.i\.b|inami|riziv|rccm|mst|(?:rib|ice|r\.?c)(?= ?:)"
    r"|lic(?:en[cs]e)?\.? ?(?:no|#|n)|cin|pan|ninea|patente|capital (?:de|social))\b"
)
"""Registers, licences and taxes, whose numbers stand beside addresses and are no part of them."""
OFFICE_HEADINGS: Final = re.compile(
    r"^\w+ (?:office|branch|plant|works|factory)$"
    r"|^(?:office|headquarters|siege social|succursale|agence|bureau|factory|works|usine|filiale"
    r"|matriz|lojas?)$"
    r"|^(?:loja|filial|unidade|sucursal|sede|branch|magasin|boutique|succursale|filiale|tienda|clinic"
    r"|clinique)\s*\d+(?:\s*\(\w+\))?$"
)
_DEPARTMENT: Final = re.compile(
    r"(?<!\bde )(?:section|division|departments?|dept|branch|directorate|faculty|laborator(?:y|ies)"
    r"|bureau|secretariat|business unit)\.?$"
)
_PERSON_IN_IT: Final = re.compile(
    r"\b(?:chief|head|manager|mgr|director|deputy|officer|commander|chair(?:man|woman|person)?|dean"
    r"|lecturer|professor|president|vice|lead(?:er)?|assistant|asst|secretary|coordinator|supervisor"
    r"|superintendent|engineer|inspector|captain|registrar|minister|advisor|adviser|consultant)\b|,"
)
HOURS: Final = re.compile(
    r"\b\d{1,2}(?:[:.h]\d{0,2})? ?(?:h|uhr|hs|[ap]m)? ?(?:[-–—]|a|to|bis|as|til|tot|do) ?\d{1,2}"
    r"(?:[:.]\d\d| ?h\b| ?hs\b| ?uhr| ?[ap]m\b|h\d\d)|\b24 ?/ ?7\b|\b24 ?h(?:rs?|ours?)?\b"
    r"|\b(?:opening|opens?|hours|horaires|ouvert|abierto|aberto|aperto|geoffnet|offnungszeiten|geopend"
    r"|apert|closed|ferme|cerrado|fechado|chiuso|geschlossen|nur nach"
    r"|by appointment|sur rendez-vous)\b"
)
"""When one may come, in print."""
_SINCE_WHEN: Final = re.compile(
    r"^(?:[^\W\d_]+\s)?(?:fondee?s?|etablie?|established|estd?|founded|since|depuis|gegrundet"
    r"|seit|desde|fundada|dal|sinds|siden|od|zal\.?|opgericht)\b\.?(?:\s(?:en|in|im|a|le|el))?"
    r"\s(?:1[6-9]|20)\d\d$"
)
"""How old a firm is, folded: "Maison fondée en 1962", "Est. 1905"."""
_OPEN_END: Final = re.compile(
    r"(?:[&,/\-–+]|\b(?:and|et|of|de|des|du|d'|del|della|di|da|do|dos|das|for|pour|und|fur|zu|zum|zur|am"
    r"|im|der|die|van|von|e|y|i|och|og|the|la|le|les|los|las|el|en|in|au|aux|a|l'|at|chez))$"
)
_OPEN_START: Final = re.compile(
    r"^(?:[&,/\-–+(]|(?:and|et|of|de|des|du|del|della|di|da|do|dos|for|pour|und|fur|zum|zur|am|im|e|y"
    r"|och|og|en|in|au|aux|at)\b|d'|l')"
)


def is_department(text: str) -> bool:
    """Say whether a text names a part of a firm and nobody in it: "Network Section" is no title.

    In English, where such a name ends with what it is; of 4,900 composed cards none has a title so.
    """
    plain = fold(text).strip()
    return _DEPARTMENT.search(plain) is not None and _PERSON_IN_IT.search(plain) is None


@lru_cache(maxsize=4096)
def is_open(upper: str, lower: str) -> bool:
    """Say whether two lines are one phrase: the first ends, or the second begins, half-way."""
    return bool(_OPEN_END.search(fold(upper).strip()) or _OPEN_START.match(fold(lower).strip()))


@lru_cache(maxsize=4096)
def says_since_when(text: str) -> bool:
    """Say whether a line only says how old a firm is: "Established 1962"."""
    return _SINCE_WHEN.match(fold(text).strip(" .!-–—*")) is not None


@lru_cache(maxsize=4096)
def has_legal_form(text: str) -> bool:
    """Say whether a text ends with, or has, the legal form of a company."""
    plain = re.sub(r"(?<=\b[a-z])\.(?=[a-z]\b)", "", fold(text)).replace(".", " ")
    tokens = re.findall(r"[^\W_]+", plain)
    joined = "".join(tokens[-2:])
    return len(tokens) > 1 and (
        any(t in LEGAL_FORMS for t in tokens[-2:])
        or joined in {"sdnbhd", "pvtltd", "coltd", "spzoo"}
    )


@lru_cache(maxsize=4096)
def count_words(text: str, lexicon: frozenset[str]) -> int:
    """Return how many words of a text are in a lexicon."""
    return sum(word in lexicon for word in re.findall(r"[^\W\d_]+", fold(text)))


_LANGUAGES: Final = {
    "en": "english", "fr": "french", "de": "german", "nl": "dutch", "es": "spanish",
    "it": "italian", "pt": "portuguese", "nordic": "nordic", "fi": "finnish", "pl": "polish",
    "cs": "czech", "tr": "turkish", "hu": "hungarian",
}  # fmt: skip
_TONGUES: Final = {code: frozenset(word_list(f"{name}_marks")) for code, name in _LANGUAGES.items()}
_ENDINGS: Final = {
    "fr": re.compile(r"(?:eur|euse|trice|eurs|aire|aires|iste|eaux|elle|iere|ier|ique|iques|ee)$"),
    "en": re.compile(r"(?:er|ing|ist|ial|ical|ies|ness|ship|able|ary|ment)$"),
    "de": re.compile(r"(?:ung|leiter|leiterin|schaft|keit|heit|isch|ische|er|erin)$"),
    "nl": re.compile(r"(?:ing|heid|schap|lijk|lijke|kunde|ster|aar)$"),
    "es": re.compile(r"(?:cion|ciones|dor|dora|ista|ero|era|ico|ica|dad)$"),
}


@lru_cache(maxsize=4096)
def tongues_of(text: str) -> frozenset[str]:
    """Return the languages that a line's small words give away, else those of its endings.

    Codes of ISO 639, and "nordic" for the Scandinavian ones; several when they share what is there,
    none when nothing says it.
    """
    tokens = re.findall(r"[^\W\d_]+", fold(text))
    counts = {tongue: sum(t in marks for t in tokens) for tongue, marks in _TONGUES.items()}
    if not any(counts.values()):
        long = [t for t in tokens if len(t) > 4]
        counts = {k: sum(bool(end.search(t)) for t in long) for k, end in _ENDINGS.items()}
    most = max(counts.values())
    return frozenset(k for k, count in counts.items() if most and count == most)
