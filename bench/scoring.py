"""Says which values of a reading are right, given what is true of the card.

A value is right when a person would not have to correct it: letters' case, accents, spacing and
punctuation are forgiven, a missing or wrong word is not.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

Json = dict[str, Any]

MAIN_FIELDS = ("name", "organization", "title", "email", "phone", "url", "address")
"""A card is perfect when all of these are right and none was made up."""
OTHER_FIELDS = ("department", "social")
"""These are judged where the label speaks of them."""
ALIKE_RATIO = 0.85

# Said before or after a name without being a part of it.
_HONORIFICS = frozenset(
    {"m", "mme", "mlle", "mr", "mrs", "ms", "me", "dr", "dre", "dra", "pr", "pre", "prof", "med"}
    | {"dott", "avv", "ing", "eng", "dipl", "phd", "md", "mba", "msc", "meng", "cpa", "cfa"}
    | {"pmp", "its", "llm", "baa", "leed", "ap"}
)
_SPACED_DEGREES = re.compile(r"\b(ph\.? ?d|ll\.? ?[bm]|[bm]\.? ?sc|[bm]\.? ?a\. ?a|p\. ?eng)\b\.?")
_LEGAL_FORMS = frozenset(
    {"inc", "ltd", "ltee", "llc", "llp", "lp", "corp", "co", "sa", "sas", "sarl", "srl", "spa"}
    | {"sprl", "bv", "nv", "ag", "gmbh", "lda", "sl", "plc", "senc", "sencrl", "pvt", "kk"}
    | {"bhd", "sdn", "limited", "limitee", "incorporated", "corporation", "company"}
)


@dataclass(frozen=True, slots=True)
class Judgement:
    """One value that was given, and whether it is right."""

    field: str
    text: str
    confidence: float
    is_right: bool


@dataclass(frozen=True, slots=True)
class FieldScore:
    """How one kind of value was read over many cards."""

    right: int
    given: int
    true: int

    @property
    def precision(self) -> float:
        """The right ones among those given; 1 when none was given."""
        return self.right / self.given if self.given else 1.0

    @property
    def recall(self) -> float:
        """The right ones among those on the cards; 1 when there are none."""
        return self.right / self.true if self.true else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class CardScore:
    """How one card was read."""

    file: str
    judgements: tuple[Judgement, ...]
    true_counts: dict[str, int]
    missed: tuple[tuple[str, str], ...]
    """Field and true value of what was not given."""
    labels_right: int
    """Telephone numbers that were read and also have the right label."""

    @property
    def is_perfect(self) -> bool:
        """Nothing of the main fields missed, nothing made up."""
        wrong = [j for j in self.judgements if not j.is_right and j.field in MAIN_FIELDS]
        return not wrong and not [field for field, _ in self.missed if field in MAIN_FIELDS]


def score_card(file: str, fields: Json, contact: Json) -> CardScore:
    """Compare a reading's contact with a card's true fields.

    Args:
        file: Names the card.
        fields: The label's fields.
        contact: The contact of the reading contract.
    """
    truth, given = true_values(fields), given_values(contact)
    judgements: list[Judgement] = []
    missed: list[tuple[str, str]] = []
    labels_right = 0
    for field, is_same in _SAME.items():
        if field in OTHER_FIELDS and field not in fields:
            # The label does not speak of it: what the card says is not known.
            continue
        open_values, further = list(truth[field]), _further_values(fields, field)
        for value in given[field]:
            found = next((t for t in (*open_values, *further) if is_same(value, t)), None)
            if found in open_values:
                open_values.remove(found)
                labels_right += field == "phone" and value["label"] == found["label"]
            elif found is not None:
                further.remove(found)
                truth[field].append(found)
            judgements.append(
                Judgement(field, value["text"], value["confidence"], found is not None)
            )
        missed += [(field, value["text"]) for value in open_values]
    counts = {field: len(values) for field, values in truth.items()}
    return CardScore(file, tuple(judgements), counts, tuple(missed), labels_right)


def sum_fields(cards: Sequence[CardScore]) -> dict[str, FieldScore]:
    """Add up the scores of many cards, field by field."""
    right: Counter[str] = Counter()
    given: Counter[str] = Counter()
    true: Counter[str] = Counter()
    for card in cards:
        given.update(j.field for j in card.judgements)
        right.update(j.field for j in card.judgements if j.is_right)
        true.update(card.true_counts)
    return {f: FieldScore(right[f], given[f], true[f]) for f in (*MAIN_FIELDS, *OTHER_FIELDS)}


def true_values(fields: Json) -> dict[str, list[Json]]:
    """List what is true of a card, by field."""

    def texts(values: Iterable[str | None]) -> list[Json]:
        return [{"text": value} for value in values if value]

    return {
        "name": texts([fields.get("name")]),
        "organization": texts([fields.get("company")]),
        "title": texts([fields.get("title")]),
        "department": texts([fields.get("department")]),
        "email": texts(fields.get("emails") or []),
        "url": texts(fields.get("urls") or []),
        "address": texts([fields.get("address")]),
        "phone": [
            {
                "text": p["number"],
                "e164": p.get("e164", ""),
                "label": p.get("type") or "work",
                "extension": p.get("extension", ""),
            }
            for p in fields.get("phones") or []
        ],
        "social": [{"text": s["value"]} for s in fields.get("social") or [] if isinstance(s, dict)],
    }


def _further_values(fields: Json, field: str) -> list[Json]:
    """List values that are right when given and not missed when not: a card's other offices.

    A contact has the address printed first; the others may stay lines of the reading.
    """
    if field != "address":
        return []
    return [{"text": address} for address in (fields.get("addresses") or [])[1:]]


def given_values(contact: Json) -> dict[str, list[Json]]:
    """List what a reading gives, by field, each with text and confidence."""

    def pick(values: Iterable[Json | None], key: str = "value") -> list[Json]:
        return [{**v, "text": v[key], "confidence": float(v["confidence"])} for v in values if v]

    return {
        "name": pick([contact.get("name")], "full"),
        "organization": pick([contact.get("organization")]),
        "title": pick([contact.get("title")]),
        "department": pick([contact.get("department")]),
        "email": pick(contact.get("emails") or []),
        "url": pick(contact.get("urls") or []),
        "address": pick(contact.get("addresses") or [], "formatted"),
        "phone": pick(contact.get("phones") or []),
        "social": pick(contact.get("social") or []),
    }


def fold(text: str) -> str:
    """Drop what is forgiven: case, accents, typographic signs."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "'").replace("œ", "oe"))
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()


def words_of(text: str) -> list[str]:
    """Split a text into folded words; points inside abbreviations join ("S.A.")."""
    return re.findall(r"[a-z0-9]+", re.sub(r"(?<=\b\w)\.(?=\w\b)", "", fold(text)))


def _same_name(given: Json, true: Json) -> bool:
    def core(text: str) -> Counter[str]:
        bare = _SPACED_DEGREES.sub(" ", fold(text))
        return Counter(w for w in re.findall(r"[a-z0-9]+", bare) if w not in _HONORIFICS)

    return core(given["text"]) == core(true["text"]) != Counter()


def _same_organization(given: Json, true: Json) -> bool:
    def core(text: str) -> str:
        return " ".join(w for w in words_of(text) if w not in _LEGAL_FORMS)

    return _is_alike(core(given["text"]), core(true["text"]))


def _same_text(given: Json, true: Json) -> bool:
    return _is_alike(" ".join(words_of(given["text"])), " ".join(words_of(true["text"])))


def _is_alike(given: str, true: str) -> bool:
    if not given or not true:
        return False
    return SequenceMatcher(None, given, true, autojunk=False).ratio() >= ALIKE_RATIO


def _same_email(given: Json, true: Json) -> bool:
    return bool(given["text"].strip().casefold() == true["text"].strip().casefold())


def _same_url(given: Json, true: Json) -> bool:
    def core(text: str) -> str:
        bare = text.strip().casefold().removeprefix("https://").removeprefix("http://")
        return bare.removeprefix("www.").rstrip("/")

    return core(given["text"]) == core(true["text"])


def _same_phone(given: Json, true: Json) -> bool:
    if true["e164"] and given.get("e164") == true["e164"]:
        return True
    return bool(_nationals(given) & _nationals(true))


def _nationals(phone: Json) -> set[str]:
    """Return the digits that a number has at home and abroad: the last nine, fewer if it is short.

    Both of the text as it is and, where the number's extension is known and ends the text, without
    it: readings and labels have an extension apart, and may print it in the number too.
    """
    digits = re.sub(r"\D", "", phone["text"].replace("(0)", ""))
    extension = phone.get("extension") or ""
    whole = {digits, digits.removesuffix(extension)}
    return {d.lstrip("0")[-9:] for d in whole} - {""}


def _same_address(given: Json, true: Json) -> bool:
    a, b = Counter(words_of(given["text"])), Counter(words_of(true["text"]))
    shared = (a & b).total()
    return shared >= ALIKE_RATIO * b.total() and shared >= 0.6 * a.total()


def _same_social(given: Json, true: Json) -> bool:
    def core(text: str) -> str:
        return text.strip().casefold().rstrip("/").rpartition("/")[2].lstrip("@")

    return core(given["text"]) == core(true["text"]) != ""


_SAME: dict[str, Callable[[Json, Json], bool]] = {
    "name": _same_name,
    "organization": _same_organization,
    "title": _same_text,
    "department": _same_text,
    "email": _same_email,
    "phone": _same_phone,
    "url": _same_url,
    "address": _same_address,
    "social": _same_social,
}
