"""Which of the remaining lines is the name, the title, the organization, an address."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ocr.fields.addresses import has_postcode, join_lines, street_words, strip_label
from ocr.fields.domains import is_mail_provider, owner_word
from ocr.fields.lexicon import (
    DEPARTMENT_WORDS,
    NOISE,
    ORGANIZATION_WORDS,
    TITLE_WORDS,
    count_words,
    has_legal_form,
)
from ocr.fields.names import agreement_with_email, is_degree_line
from ocr.fields.pieces import Piece, gap_below, is_same_column
from ocr.fields.regions import country_in
from ocr.fields.text import fold, similarity, words
from ocr.fields.typed import TypedFields
from ocr.types import LineRef


@dataclass(frozen=True, slots=True)
class Choice:
    """A value chosen for a role, with the lines it came from."""

    text: str
    lines: tuple[LineRef, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Assignment:
    """What the lines of a card were taken for."""

    name: Choice | None = None
    organization: Choice | None = None
    department: Choice | None = None
    title: Choice | None = None
    addresses: tuple[Choice, ...] = ()


def assign(typed: TypedFields) -> Assignment:
    """Choose a role for the lines that typed fields have left over."""
    pieces = [p for p in typed.pieces if p.rest and not NOISE.search(fold(p.rest))]
    printed = [p for p in pieces if not p.handwritten]
    addresses = _addresses(printed)
    used = {ref for choice in addresses for ref in choice.lines}
    free = [p for p in printed if p.ref not in used]
    locals_ = [e.value.split("@")[0] for e in typed.emails]
    hosts = [e.value.split("@")[-1] for e in typed.emails]
    owners = [owner_word(host) for host in hosts if not is_mail_provider(host)]
    owners += [owner_word(re.sub(r"^https?://|/.*$", "", u.value)) for u in typed.urls]
    tallest = max((p.height for p in free), default=1.0)
    name = _best(free, lambda p: _name_score(p, locals_, tallest), used)
    title = _best(free, lambda p: _title_score(p), used)
    department = _best(free, lambda p: 0.6 * count_words(p.rest, DEPARTMENT_WORDS) + 0.1, used)
    organization = _best(free, lambda p: _organization_score(p, owners, tallest), used)
    return Assignment(name, organization, department, title, tuple(addresses))


def _best(
    pieces: Sequence[Piece], score: Callable[[Piece], float], used: set[LineRef]
) -> Choice | None:
    ranked = sorted(
        ((score(p), -i, p) for i, p in enumerate(pieces) if p.ref not in used),
        reverse=True,
        key=lambda t: t[:2],
    )
    if not ranked or ranked[0][0] < 0.5:
        return None
    value, _, piece = ranked[0]
    used.add(piece.ref)
    return Choice(piece.rest, (piece.ref,), min(0.85, value))


def _name_score(piece: Piece, locals_: Sequence[str], tallest: float) -> float:
    tokens = words(piece.rest)
    if (
        not 2 <= len(tokens) <= 5
        or any(c.isdigit() for c in piece.rest)
        or is_degree_line(piece.rest)
    ):
        return 0.0
    agreement = max((agreement_with_email(piece.rest, local) for local in locals_), default=0.0)
    other = (
        count_words(piece.rest, ORGANIZATION_WORDS)
        + count_words(piece.rest, TITLE_WORDS)
        + has_legal_form(piece.rest)
    )
    shape = all(w[:1].isupper() for w in piece.rest.split() if len(w) > 3)
    return 0.45 * agreement + 0.3 * shape + 0.3 * piece.height / tallest - 0.3 * other


def _title_score(piece: Piece) -> float:
    return 0.6 * count_words(piece.rest, TITLE_WORDS) - 0.3 * has_legal_form(piece.rest)


def _organization_score(piece: Piece, owners: Sequence[str], tallest: float) -> float:
    joined = "".join(words(piece.rest))
    match = max((similarity(joined, o.replace("-", "")) for o in owners if o), default=0.0)
    return (
        0.6 * (match if match > 0.6 else 0)
        + 0.4 * has_legal_form(piece.rest)
        + 0.25 * min(2, count_words(piece.rest, ORGANIZATION_WORDS))
        + 0.25 * piece.height / tallest
    )


def _addresses(pieces: Sequence[Piece]) -> list[Choice]:
    groups: list[list[Piece]] = []
    for piece in pieces:
        is_street = street_words(piece.rest) > 0 and any(c.isdigit() for c in piece.rest)
        if not (is_street or has_postcode(piece.rest) or (country_in(piece.rest) and groups)):
            continue
        if (
            groups
            and is_same_column(groups[-1][-1], piece)
            and gap_below(groups[-1][-1], piece) < 1.2
        ):
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return [
        Choice(
            join_lines([strip_label(p.rest)[0] for p in group]), tuple(p.ref for p in group), 0.7
        )
        for group in groups
    ]
