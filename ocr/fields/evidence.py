"""What speaks for the role of a line: its text, its look, its place, its neighbours, the card.

Every piece of evidence is a named number, so that a choice can be explained.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ocr.fields.addresses import has_postcode, street_words
from ocr.fields.degrees import is_degree_line
from ocr.fields.domains import PAGE_HOSTS, is_mail_provider, owner_word
from ocr.fields.lexicon import (
    DEPARTMENT_WORDS,
    HOURS,
    LEGAL_FORMS,
    NOISE,
    OFFICE_HEADINGS,
    ORGANIZATION_WORDS,
    REGISTERS,
    TITLE_WORDS,
    count_words,
    has_legal_form,
)
from ocr.fields.names import agreement_with_email
from ocr.fields.pieces import Piece, gap_below, is_same_column, is_same_row
from ocr.fields.regions import country_in
from ocr.fields.text import fold, is_capitals, similarity, words
from ocr.fields.text_model import ROLES, TextModel
from ocr.fields.typed import TypedFields
from ocr.fields.words import word_list

_NEAR_ROLES: Final = ("name", "title", "department", "organization", "address")
_SMALLEST_LOG: Final = -5.0
_ALIKE: Final = 0.7
"""A text and the owner of a host that are less alike have nothing in common."""
_FILLERS: Final = frozenset(word_list("small_words"))


@dataclass(frozen=True, slots=True)
class Scene:
    """A card as the evidence sees it: the lines in question and what surrounds them."""

    pieces: tuple[Piece, ...]
    """Lines of which something is left, top to bottom, recto and verso."""
    typed: TypedFields
    text_probabilities: NDArray[np.float64]
    """What each line says alone, shape (pieces, 9)."""
    locals: tuple[str, ...]
    """Local parts of the e-mail addresses."""
    owners: tuple[str, ...]
    """Owners' words of hosts, mail providers aside; local parts at providers as well."""
    above: tuple[int | None, ...]
    below: tuple[int | None, ...]


def make_scene(typed: TypedFields, model: TextModel) -> Scene:
    """Return what the evidence needs to know of a card."""
    pieces = tuple(
        p for p in typed.pieces if _is_readable(p.rest) and not NOISE.search(fold(p.rest))
    )
    probabilities = [model.probabilities(piece.rest) for piece in pieces]
    below = tuple(_nearest_below(i, pieces) for i in range(len(pieces)))
    above = tuple(_nearest_above(i, pieces) for i in range(len(pieces)))
    return Scene(
        pieces=pieces,
        typed=typed,
        text_probabilities=np.array(probabilities).reshape(len(pieces), len(ROLES)),
        locals=tuple(e.value.rsplit("@", 1)[0] for e in typed.emails),
        owners=_owners(typed),
        above=above,
        below=below,
    )


def _is_readable(text: str) -> bool:
    """Say whether a text is more than a scrap: "3M", "KP" and "Vo" are, "cs" and "·" are not."""
    plain = [c for c in text if c.isalnum()]
    return len(plain) > 2 or (len(plain) == 2 and not plain[0].islower())


def line_evidence(scene: Scene) -> list[dict[str, float]]:
    """Return the named evidence of every line of a scene; what is absent counts as 0."""
    sides = {ref.side for ref in (p.ref for p in scene.typed.pieces)}
    frames = {side: _Frame([p for p in scene.typed.pieces if p.ref.side == side]) for side in sides}
    return [
        {
            **_text_evidence(scene, i),
            **_word_evidence(piece.rest),
            **_look_evidence(piece, scene, frames[piece.ref.side]),
            **_neighbour_evidence(scene, i),
            **_card_evidence(scene, i),
        }
        for i, piece in enumerate(scene.pieces)
    ]


@lru_cache(maxsize=4096)
def owner_match(text: str, owners: tuple[str, ...]) -> float:
    """Return how well a text explains the owner's word of an address on the web, [0, 1].

    1 when they are the same letters; 0.8 for initials; less for a part of one another.
    """
    tokens = [w for w in words(text) if w not in LEGAL_FORMS] or words(text)
    joined = "".join(tokens)
    kept = [w for w in tokens if w not in _FILLERS]
    short = "".join(kept)
    initials = "".join(w[0] for w in tokens), "".join(w[0] for w in kept)
    best = 0.0
    for owner in owners:
        plain = re.sub(r"[^a-z0-9]", "", owner)
        if len(plain) < 2 or not joined:
            continue
        if plain in (joined, short):
            return 1.0
        if len(plain) >= 2 and plain in initials:
            best = max(best, 0.8)
        if len(plain) >= 4 and (joined.startswith(plain) or short.startswith(plain)):
            best = max(best, 0.85)
        elif len(joined) >= 4 and plain.startswith(joined):
            best = max(best, 0.6 + 0.3 * len(joined) / len(plain))
        elif len(plain) >= 4 and (plain in joined or (len(joined) >= 4 and joined in plain)):
            best = max(
                best, 0.4 + 0.4 * min(len(joined), len(plain)) / max(len(joined), len(plain))
            )
        else:
            best = max(best, 0.9 * similarity(short or joined, plain, _ALIKE))
            covered = sum(len(w) for w in kept if len(w) >= 3 and w[:4] in plain)
            best = max(best, min(0.75, 0.75 * covered / max(len(plain), 1)) if covered else 0.0)
    return best


def relation_to_others(text: str, others: Sequence[str]) -> dict[str, float]:
    """Return how a text relates to the other lines of a card: repeated, part of, initials of."""
    own = words(text)
    joined = "".join(own)
    found = {"repeated": 0.0, "part_of": 0.0, "holds": 0.0, "initials_of": 0.0, "has_initials": 0.0}
    if not joined:
        return found
    for other in others:
        tokens = words(other)
        plain = "".join(tokens)
        if not plain:
            continue
        if plain == joined:
            found["repeated"] = 1.0
        elif len(joined) >= 3 and joined in plain and own[0] in tokens:
            found["part_of"] = 1.0
        elif len(plain) >= 3 and plain in joined and tokens[0] in own:
            found["holds"] = 1.0
        if len(own) == 1 and is_short_for(joined, tokens):
            found["initials_of"] = 1.0
        if len(tokens) == 1 and is_short_for(plain, own):
            found["has_initials"] = 1.0
    return found


def is_short_for(short: str, tokens: Sequence[str]) -> bool:
    """Say whether a word is made of the initials of others, or of their beginnings.

    "sodetra" is short for "societe de transport"; one word is no short form of another.
    """
    if 2 <= len(short) <= 6 and short in _initials(tokens):
        return True
    kept = [t for t in tokens if t not in LEGAL_FORMS]
    if not 5 <= len(short) <= 12 or len(kept) < 2:
        return False

    def fits(rest: str, at: int, used: int) -> bool:
        if not rest:
            return used > 1
        return any(
            rest.startswith(token[:size]) and fits(rest[size:], at + k + 1, used + 1)
            for k, token in enumerate(kept[at : at + 3])
            for size in range(min(4, len(token)), 1, -1)
        )

    return kept[0][:2] == short[:2] and fits(short, 0, 0)


def _initials(tokens: Sequence[str]) -> tuple[str, str, str]:
    kept = [t for t in tokens if t not in _FILLERS]
    bare = [t for t in kept if t not in LEGAL_FORMS]
    return tuple("".join(t[0] for t in part) for part in (tokens, kept, bare))  # type: ignore[return-value]


class _Frame:
    """The extent and the usual height of the lines of one side."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self.left = min(p.left for p in pieces)
        self.top = min(p.top for p in pieces)
        self.width = max(1.0, max(p.right for p in pieces) - self.left)
        self.height = max(1.0, max(p.bottom for p in pieces) - self.top)
        heights = sorted(p.height for p in pieces)
        self.median = heights[len(heights) // 2]
        self.tallest = heights[-1]
        self.second = heights[-2] if len(heights) > 1 else heights[-1]
        self.count = len(pieces)
        self.heights = heights


def _text_evidence(scene: Scene, i: int) -> dict[str, float]:
    row = scene.text_probabilities[i]
    return {
        f"says {role}": max(_SMALLEST_LOG, math.log(row[k] + 1e-9)) for k, role in enumerate(ROLES)
    }


def _word_evidence(text: str) -> dict[str, float]:
    tokens = text.split()
    letters = [c for c in text if c.isalpha()]
    plain = fold(text)
    count = len(tokens)
    return {
        "capitals": float(is_capitals(text)),
        "one word": float(count == 1),
        "two words": float(count == 2),
        "three words": float(count == 3),
        "four words": float(count == 4),
        "many words": float(count >= 6),
        "length": min(3.0, len(text) / 20),
        "digits": sum(c.isdigit() for c in text) / max(1, len(text)),
        "any digit": float(any(c.isdigit() for c in text)),
        "comma": float("," in text),
        "colon": float(":" in text),
        "ampersand": float("&" in text),
        "brackets": float("(" in text),
        "dash": float(bool(re.search(r"\s[-–|·•/]\s", text))),
        "all capitalized": float(all(t[0].isupper() for t in tokens if t[0].isalpha())),
        "small start": float(bool(letters) and letters[0].islower()),
        "few letters": float(len(letters) < 4),
        "initial": float(bool(re.search(r"\b[A-Z]\.", text))),
        "legal form": float(has_legal_form(text)),
        "organization words": min(2.0, count_words(text, ORGANIZATION_WORDS)),
        "title words": min(2.0, count_words(text, TITLE_WORDS)),
        "department words": min(2.0, count_words(text, DEPARTMENT_WORDS)),
        "street words": min(3.0, street_words(text)),
        "postcode": float(has_postcode(text)),
        "country": float(bool(country_in(text))),
        "heading words": float(bool(OFFICE_HEADINGS.match(plain.strip(" :.")))),
        "register": float(bool(REGISTERS.search(plain)) and any(c.isdigit() for c in text)),
        "hours": float(bool(HOURS.search(plain))),
        "degrees only": float(is_degree_line(text)),
    }


def _look_evidence(piece: Piece, scene: Scene, frame: _Frame) -> dict[str, float]:
    rivals = [p.height for p in scene.pieces if p.ref.side == piece.ref.side]
    return {
        "height": max(-1.5, min(2.0, math.log(piece.height / frame.median))),
        "below tallest": max(-2.0, math.log(piece.height / frame.tallest)),
        "tallest": float(piece.height >= frame.tallest),
        "height rank": sum(h > piece.height for h in rivals) / max(1, len(rivals)),
        "width": piece.width / frame.width,
        "x": (piece.middle_x - frame.left) / frame.width,
        "y": (piece.middle_y - frame.top) / frame.height,
        "edge": abs((piece.middle_y - frame.top) / frame.height - 0.5),
        "handwritten": float(piece.handwritten),
        "doubtful reading": max(0.0, 0.97 - piece.confidence),
        "verso": float(piece.ref.side.value == "verso"),
        "line count": min(2.0, frame.count / 10),
        "with phone": float("phone" in piece.taken),
        "with address": float(bool(piece.taken & {"email", "url", "social"})),
    }


def _neighbour_evidence(scene: Scene, i: int) -> dict[str, float]:
    found: dict[str, float] = {}
    piece = scene.pieces[i]
    for where, j in (("above", scene.above[i]), ("below", scene.below[i])):
        if j is None:
            found[f"nothing {where}"] = 1.0
        else:
            other = scene.pieces[j]
            upper, lower = (other, piece) if where == "above" else (piece, other)
            gap = max(0.0, gap_below(upper, lower))
            near = 1 / (1 + gap)
            for role in _NEAR_ROLES:
                share = scene.text_probabilities[j][ROLES.index(role)]
                found[f"{role} {where}"] = float(share) * near
            found[f"near {where}"] = near
            found[f"taller than {where}"] = max(
                -1.0, min(1.0, math.log(piece.height / other.height))
            )
            found[f"as tall as {where}"] = float(0.85 < piece.height / other.height < 1.18)
    found |= _typed_neighbours(scene, piece)
    best_name = max(
        range(len(scene.pieces)), key=lambda k: scene.text_probabilities[k][0] if k != i else -1.0
    )
    if best_name != i and scene.pieces[best_name].ref.side == piece.ref.side:
        share = float(scene.text_probabilities[best_name][0])
        drop = (piece.middle_y - scene.pieces[best_name].middle_y) / piece.height
        found["under a name"] = share * float(0 < drop < 6)
        found["over a name"] = share * float(-6 < drop < 0)
        found["taller than name"] = max(
            -1.0, min(1.0, math.log(piece.height / scene.pieces[best_name].height))
        )
    return found


def _typed_neighbours(scene: Scene, piece: Piece) -> dict[str, float]:
    found = {"contact above": 0.0, "contact below": 0.0, "contact beside": 0.0}
    for other in scene.typed.pieces:
        if not other.taken or other.ref == piece.ref or other.ref.side != piece.ref.side:
            continue
        if is_same_row(piece, other):
            found["contact beside"] = 1.0
        elif is_same_column(piece, other):
            upper, lower = (other, piece) if other.middle_y < piece.middle_y else (piece, other)
            if gap_below(upper, lower) < 1.5:
                found["contact above" if upper is other else "contact below"] = 1.0
    return found


def _card_evidence(scene: Scene, i: int) -> dict[str, float]:
    piece = scene.pieces[i]
    others = [p.rest for k, p in enumerate(scene.pieces) if k != i]
    agreement = max(
        (agreement_with_email(piece.rest, local) for local in scene.locals), default=0.0
    )
    match = owner_match(piece.rest, scene.owners)
    relation = relation_to_others(piece.rest, others)
    return {
        "agrees with e-mail": agreement,
        "is in e-mail": float(agreement >= 0.8),
        "another agrees": max(
            (agreement_with_email(o, local) for o in others for local in scene.locals), default=0.0
        )
        * (1 - agreement),
        "matches host": match,
        "is host": float(match >= 0.8),
        "another matches": max((owner_match(o, scene.owners) for o in others), default=0.0)
        * (1 - match),
        "host known": float(bool(scene.owners)),
        **relation,
        "alone on side": float(sum(p.ref.side == piece.ref.side for p in scene.pieces) == 1),
    }


def _owners(typed: TypedFields) -> tuple[str, ...]:
    owners = []
    for email in typed.emails:
        local, _, host = email.value.rpartition("@")
        if not is_mail_provider(host):
            owners.append(owner_word(host))
        elif not re.search(r"[._-]", local):
            # At a provider, "acmebakery" names a firm; "ada.byron" names a person.
            owners.append(fold(local))
    owners += [_owner_of_site(url.value) for url in typed.urls]
    return tuple(dict.fromkeys(owner for owner in owners if owner))


def _owner_of_site(url: str) -> str:
    """Return who owns a page: "acme" of "www.acme.com" and of "linktr.ee/acme"."""
    host, *path = re.sub(r"^https?://", "", url.rstrip("/")).split("/")
    owner = owner_word(host)
    if owner in PAGE_HOSTS:
        return fold(path[-1]) if path else ""
    return owner


def _nearest_below(i: int, pieces: Sequence[Piece]) -> int | None:
    piece = pieces[i]
    best: int | None = None
    for j, other in enumerate(pieces):
        if j == i or other.middle_y <= piece.middle_y or is_same_row(piece, other):
            continue
        is_near = is_same_column(piece, other) and gap_below(piece, other) < 4
        if is_near and (best is None or other.top < pieces[best].top):
            best = j
    return best


def _nearest_above(i: int, pieces: Sequence[Piece]) -> int | None:
    piece = pieces[i]
    best: int | None = None
    for j, other in enumerate(pieces):
        if j == i or other.middle_y >= piece.middle_y or is_same_row(piece, other):
            continue
        is_near = is_same_column(piece, other) and gap_below(other, piece) < 4
        if is_near and (best is None or other.bottom > pieces[best].bottom):
            best = j
    return best
