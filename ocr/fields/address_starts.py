"""Where another address begins: a card prints several offices, or a list of shops."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from ocr.fields.addresses import has_postcode, is_box, is_labelled, is_street, strip_label
from ocr.fields.lexicon import OFFICE_HEADINGS
from ocr.fields.text import fold
from ocr.fields.words import word_list

_OTHER_LABEL: Final = re.compile(
    r"^\s*(?:\([^()\d]{2,24}\)|(?P<label>[^\W\d_][^:;,()\d]{1,24}?)\s*:)\s*(?=[\w'\"#\u00c0-\u1ef9])"
)
"""Any few words that name an office before its address: "Depot: ...", "(Lyon office) ..."."""
_LABEL_BEHIND: Final = re.compile(
    r"\((?:h\.? ?[qo]\.?|(?:[a-z]+ )?(?:office|factory|works|plant|branch|showroom|warehouse)"
    r"|headquarters|siege(?: social)?|usine|atelier|sede|matriz|filial|fabrica)\)\s*$"
)
"""Words that name an office behind its address, folded: "12 Elm Street (Factory)"."""
_REGION_FIRST: Final = re.compile(r"^\s*\([^()]+\),?\s+[A-Z]\d[A-Z]\s?\d[A-Z]\d\b")
"""A province in brackets before its postcode: "(Québec) G0W 2P0"."""
_STREET_FIRST: Final = re.compile(
    # A town may stand before it: "SPRINGFIELD - 12 Elm Street".
    r"^(?:[^\W\d_][^\d,;:]{1,24}?\s*[–—:-]\s+)?(?:"
    r"(?:\d+[a-z]?(?:\s?(?:bis|ter|quater))?\s?,?\s+)?"
    r"(?:rue|avenue|av|boulevard|boul|bd|bld|blvd|place|allee|chemin|ch|chaussee|quai|cours|impasse"
    r"|passage|route|rte|rang|rua|r|avda?|avenida|alameda|al(?=\.)|travessa|trav|largo|praca|praceta"
    r"|rodovia|rod|estrada|calle|calz|calzada|carrera|cra|cr|paseo|plaza|via|viale|piazza|corso"
    r"|lungomare|ul|ulica|jalan|jln|jl)\b[. ]"
    r"|\d+[a-z]?(?:/\d+[a-z]?)*,?\s+(?:duong|hem|ngo|pho)\b|lo\s+[a-z]+\d"
    r"|c/"
    r"|\d+[a-z]?(?:[-/]\d+[a-z]?)?,?\s+(?:[^\W\d_][\w'.’-]*\s+){1,4}?"
    r"(?:street|st|road|rd|avenue|ave|lane|ln|drive|dr|blvd|boulevard|way|court|ct|parade|row|square"
    r"|terrace|crescent|close|highway|hwy|pkwy|parkway|trail|quay|wharf)\b"
    r"|[^\W\d_]{3,}(?:strasse|straße|str\.|straat|laan|weg|plein|gasse|platz|dijk"
    r"|gatan?|vagen|katu|gade|gaten|vej|veien"
    r"|markt)\s+\d"
    r")"
)
"""What streets with their number begin with, folded, the number before or behind."""
_DUTCH_STREET: Final = re.compile(
    r"(?:straat|laan|weg|plein|dijk|gracht|kade|singel|hof|markt|pad)\s+\d"
)
_DUTCH_CODE: Final = re.compile(r"[1-9]\d{3} ?[A-Z]{2}\s+[A-ZÀ-Ý'’]")
_LONG_HOUSE: Final = re.compile(
    r"\b\d{5}(?=\s+(?:[^\W\d_][\w'.’-]*\s+){1,4}?(?:street|st|road|rd|avenue|ave|lane|ln|drive|dr|blvd"
    r"|boulevard|way|court|ct|parkway|pkwy|highway|hwy|trail)\b)",
    re.IGNORECASE,
)
"""The number of a house that is as long as a postcode: "44891 Kelp Street"."""
_PART_LABELS: Final = frozenset(word_list("address_part_labels"))
"""What a label of a part of an address begins with: "Pin code: 400 001"."""
_TOWN_AND_CODE: Final = re.compile(
    r"\w[ ,]+(?:[A-Z]{1,2}-)?\d{4,5} [A-ZÀ-Ý]|[A-Za-z][ ,]+[A-Z]{2,3} \d{4}\b"
)
"""A town with its postcode of four or five figures before or behind it."""
_TOWN_FIRST: Final = re.compile(r"\d{4,5}\s+\D{3,}.*\d")
"""An address that begins with its postcode and goes on to a number."""


@lru_cache(maxsize=4096)
def starts_with_street(text: str) -> bool:
    """Say whether a line begins with a street and has its number: "12 Elm Street", "Via Roma 5"."""
    bare = fold(strip_label(text)[0])
    return any(c.isdigit() for c in bare) and _STREET_FIRST.match(bare) is not None


@lru_cache(maxsize=4096)
def is_labelled_otherwise(text: str) -> bool:
    """Say whether a line begins with words that may name an office: "Depot: 12 Elm Street"."""
    match = _OTHER_LABEL.match(text)
    if is_box(text) or _REGION_FIRST.match(text):
        return False
    label = fold(match.group("label") or "").strip(" .").split() if match is not None else []
    return match is not None and not (label and label[0] in _PART_LABELS)


def begins_another(so_far: Sequence[str], text: str) -> bool:
    """Say whether a line is the start of another address than the lines above it.

    Args:
        so_far: The lines of an address, from top to bottom.
        text: The line below.
    """
    above = " ".join(so_far)
    if _TOWN_FIRST.match(so_far[0]) and _TOWN_FIRST.match(text):
        return True  # each is the whole address of an office: "33100 Udine – Vicolo Molin 9"
    if is_box(text) and (all(map(_TOWN_AND_CODE.search, (above, text))) or _same_town(above, text)):
        return True  # a box at the post is another address: "6600 Sund", "Postboks 15"
    if OFFICE_HEADINGS.match(fold(text).strip(" :")) or is_labelled(text):
        return True
    if _DUTCH_STREET.search(fold(so_far[-1])) and _DUTCH_CODE.match(text):
        return False  # "8911 AV Leeuwarden" is no avenue
    if starts_with_street(text) and any(map(starts_with_street, so_far)):
        return True  # "12 Elm Street", "44 Oak Avenue": a list of shops
    if _LABEL_BEHIND.search(fold(so_far[-1])):
        return True  # "12 Elm Street (Head Office)", "44 Oak Avenue (Factory)"
    if is_labelled_otherwise(text) and any(c.isdigit() for c in above):
        return True
    is_full = any(
        has_postcode(_LONG_HOUSE.sub("", line), is_first=k == 0) for k, line in enumerate(so_far)
    )
    return is_full and (has_postcode(text) or is_street(text))


def _same_town(above: str, text: str) -> bool:
    """Say whether the last words of two addresses are the same: each names its town."""
    first, second = (re.findall(r"[^\W\d_]{3,}", fold(line)) for line in (above, text))
    return bool(first and second) and first[-1] == second[-1]
