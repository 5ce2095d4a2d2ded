"""What else a card could say: other values of a field, and other fields of a line.

Both rest on the probabilities behind the joint choice (`ocr.fields.assign`), which keeps one value
of each. They are what a person is offered who sees that the choice was wrong.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from ocr.fields.assign import Judged
from ocr.fields.candidates import Candidate, value_of
from ocr.fields.names import parse_name
from ocr.fields.pieces import Piece
from ocr.fields.text import words
from ocr.fields.text_model import ROLES
from ocr.fields.values import written_title
from ocr.types import (
    Candidates,
    ContactGuess,
    FieldRole,
    LineRef,
    NameGuess,
    RoleGuess,
    TextGuess,
)

LARGEST_CANDIDATES: Final = 4
LARGEST_ROLES: Final = 3
_LEAST_CANDIDATE: Final = 0.03
"""Of a candidate's probability, once the guess is known to be wrong."""
_LEAST_ROLE: Final = 0.05
"""On composed cards, one line in twenty whose role is about as likely has it."""
_ROLE_TRUST: Final = 0.95
"""Of lines that are a role with near certainty, so many are: 0.93 on composed cards (0.97 of
addresses) and 0.99 on drawn ones."""
_HAND_TRUST: Final = 0.8
"""... and of written ones so much less, as for values: hands are read with more errors."""
_LINE_ROLES: Final = (
    FieldRole.NAME,
    FieldRole.ORGANIZATION,
    FieldRole.DEPARTMENT,
    FieldRole.TITLE,
    FieldRole.ADDRESS,
)


def find_candidates(judged: Judged, contact: ContactGuess) -> Candidates:
    """Return the values that name, organization, department and title might have instead.

    Args:
        judged: The card's printed lines.
        contact: The guesses; what they say already is no candidate.

    Returns:
        At most four values of each, the likeliest first. A value's confidence is its probability
        if the guess is wrong, times that of the guess's being wrong.
    """
    return Candidates(
        name=_others(judged, FieldRole.NAME, contact.name),
        organization=_others(judged, FieldRole.ORGANIZATION, contact.organization),
        department=_others(judged, FieldRole.DEPARTMENT, contact.department),
        title=_others(judged, FieldRole.TITLE, contact.title),
    )


def _others(
    judged: Judged, role: FieldRole, chosen: TextGuess | NameGuess | None
) -> tuple[TextGuess, ...]:
    doubt = 1.0 if chosen is None else 1.0 - chosen.confidence
    own = "" if chosen is None else _key(_text_of(chosen))
    written = [(p, _written(role, c.text), c) for p, c in judged.candidates[role]]
    left = 1.0 - max((p for p, value, _ in written if own and _key(value) == own), default=0.0)
    seen = {"", own}
    found: list[TextGuess] = []
    for p, value, candidate in written:
        # Candidates exclude one another: what the guess does not have is shared by the others.
        share = min(1.0, p / max(left, _LEAST_CANDIDATE))
        if share < _LEAST_CANDIDATE or len(found) == LARGEST_CANDIDATES:
            break
        if _key(value) not in seen:
            seen.add(_key(value))
            refs = tuple(judged.scene.pieces[i].ref for i in candidate.pieces)
            found.append(TextGuess(value, math.floor(share * doubt * 1e4) / 1e4, refs))
    return tuple(found)


def find_roles(judged: Judged, contact: ContactGuess) -> Mapping[LineRef, tuple[RoleGuess, ...]]:
    """Return what each line may be, with the value that the field would get from it alone.

    Args:
        judged: The card's lines.
        contact: The guesses: their confidence is that of their lines at least.

    Returns:
        By line, at most three roles, the likeliest first; nothing for lines that say none.
    """
    found: dict[LineRef, list[RoleGuess]] = defaultdict(list)
    for ref, guess in _typed_roles(contact):
        found[ref].append(guess)
    halves = _best_halves(judged)
    for i, piece in enumerate(judged.scene.pieces):
        for role in _LINE_ROLES:
            guess = _line_role(judged, i, role, halves.get((i, role)))
            guess = _as_chosen(guess, piece, contact)
            if guess.confidence >= _LEAST_ROLE and guess.value:
                found[piece.ref].append(guess)
    return {
        ref: tuple(sorted(several, key=lambda one: -one.confidence)[:LARGEST_ROLES])
        for ref, several in found.items()
    }


def _typed_roles(contact: ContactGuess) -> Iterator[tuple[LineRef, RoleGuess]]:
    """Yield what rules found in lines, each value with each of its lines."""
    several = (
        (FieldRole.EMAIL, contact.emails),
        (FieldRole.PHONE, contact.phones),
        (FieldRole.URL, contact.urls),
        (FieldRole.SOCIAL, contact.social),
    )
    for role, guesses in several:
        for guess in guesses:
            for ref in guess.lines:
                yield ref, RoleGuess(role, guess.confidence, guess.value)


def _best_halves(judged: Judged) -> dict[tuple[int, str], tuple[float, Candidate]]:
    """Return, by line and role, the likeliest half of a line that is likelier than the whole."""
    wholes: dict[tuple[int, str], float] = {}
    halves: dict[tuple[int, str], tuple[float, Candidate]] = {}
    for role, several in judged.candidates.items():
        for p, candidate in several:
            if len(candidate.pieces) != 1:
                continue
            key = (candidate.pieces[0], role)
            if "half" in candidate.evidence:
                halves.setdefault(key, (p, candidate))
            else:
                wholes[key] = p
    return {key: half for key, half in halves.items() if half[0] > wholes.get(key, 0.0)}


def _line_role(
    judged: Judged, i: int, role: FieldRole, half: tuple[float, Candidate] | None
) -> RoleGuess:
    piece = judged.scene.pieces[i]
    trust = _ROLE_TRUST * (_HAND_TRUST if piece.handwritten else 1.0)
    p, text = float(judged.lines[i, ROLES.index(role)]), piece.rest
    if half is not None and half[0] > _LEAST_ROLE:
        p, text = max(p, half[0]), half[1].text
    return RoleGuess(role, round(p * trust, 3), _written(role, text))


def _as_chosen(guess: RoleGuess, piece: Piece, contact: ContactGuess) -> RoleGuess:
    """Raise a line's role to the guess that was made of it, and say of the line what that says."""
    for one in _chosen(guess.role, contact):
        if piece.ref in one.lines:
            whole = _written(guess.role, piece.rest)
            made, own = set(words(_text_of(one))), set(words(whole))
            value = whole if own <= made else guess.value
            value = _text_of(one) if made < own else value
            return RoleGuess(guess.role, max(guess.confidence, one.confidence), value)
    return guess


def _chosen(role: FieldRole, contact: ContactGuess) -> Sequence[TextGuess | NameGuess]:
    if role is FieldRole.ADDRESS:
        return [TextGuess(a.formatted, a.confidence, a.lines) for a in contact.addresses]
    only: TextGuess | NameGuess | None = getattr(contact, role)
    return () if only is None else (only,)


def _text_of(guess: TextGuess | NameGuess) -> str:
    return guess.full if isinstance(guess, NameGuess) else guess.value


def _written(role: str, text: str) -> str:
    """Return a text as the field of a role would get it."""
    value = value_of(role, [text])
    if role == FieldRole.NAME:
        return parse_name(value).full
    return written_title(value) if role == FieldRole.TITLE else value


def _key(value: str) -> str:
    return " ".join(words(value))
