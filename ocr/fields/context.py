"""A second look at each line of a card, once every line has been looked at alone.

Two lines may say together what neither says alone ("Fiduciaire", "Luzerne"); a line that could be
a name is none when a better one stands elsewhere. All of it is named evidence again.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ocr.fields.evidence import Scene, owner_match
from ocr.fields.lexicon import is_open
from ocr.fields.names import agreement_with_email
from ocr.fields.pieces import Piece, gap_below, is_aligned, is_same_row
from ocr.fields.text import tidy, words
from ocr.fields.text_model import ROLES, TextModel

_JOINED_ROLES: Final = ("name", "title", "department", "organization")
_NEAR_ROLES: Final = (*_JOINED_ROLES, "address", "tagline")
_RIVAL_ROLES: Final = (*_JOINED_ROLES, "address")
_SMALLEST_LOG: Final = -5.0
_WIDEST_GAP: Final = 1.3
"""Lines further apart, in heights of the smaller one, say nothing together."""


def second_look(
    scene: Scene,
    evidence: Sequence[Mapping[str, float]],
    first: NDArray[np.float64],
    model: TextModel,
) -> list[dict[str, float]]:
    """Return the evidence of every line with what the others turned out to be.

    Args:
        scene: The card.
        evidence: What `ocr.fields.evidence.line_evidence` gave.
        first: Probability of each of ROLES for each piece at first look, shape (pieces, 9).
        model: The text model, for lines read together.
    """
    own_words = [words(piece.rest) for piece in scene.pieces]
    return [
        {
            **row,
            **_own_evidence(first[i]),
            **_near_evidence(scene, i, first, model),
            **_rival_evidence(scene, i, first, own_words),
        }
        for i, row in enumerate(evidence)
    ]


def is_broken_early(scene: Scene, upper: Piece, lower: Piece) -> bool:
    """Say whether the next line's first word would have fitted at the end of a line.

    Lines that end where the column does were broken for want of room; others say two things, or
    were broken on purpose.
    """
    room = max(
        (
            p.width
            for p in scene.typed.pieces
            if p.ref.side == upper.ref.side and is_aligned(p, upper)
        ),
        default=upper.width,
    )
    first_word = lower.rest.split(" ", 1)[0]
    share = (len(first_word) + 1) / max(1, len(lower.rest))
    return upper.width + share * lower.width <= room


def _own_evidence(shares: NDArray[np.float64]) -> dict[str, float]:
    return {
        f"was {role}": max(_SMALLEST_LOG, math.log(shares[k] + 1e-9))
        for k, role in enumerate(ROLES)
    }


def _near_evidence(
    scene: Scene, i: int, first: NDArray[np.float64], model: TextModel
) -> dict[str, float]:
    found: dict[str, float] = {}
    piece = scene.pieces[i]
    for where, j in (("above", scene.above[i]), ("below", scene.below[i])):
        if j is None:
            continue
        other = scene.pieces[j]
        upper, lower = (other, piece) if where == "above" else (piece, other)
        gap = max(0.0, gap_below(upper, lower))
        near = 1 / (1 + gap)
        is_alike = 0.85 < piece.height / other.height < 1.18
        for role in _NEAR_ROLES:
            share = float(first[j][ROLES.index(role)]) * near
            found[f"{role} {where} now"] = share
            found[f"{role} alike {where}"] = share * is_alike
        if gap <= _WIDEST_GAP and 0.5 < piece.height / other.height < 2:
            found |= _joined_evidence(scene, upper, lower, where, model)
    for j, other in enumerate(scene.pieces):
        if j != i and is_same_row(piece, other):
            for role in _JOINED_ROLES:
                key = f"{role} beside"
                found[key] = max(found.get(key, 0.0), float(first[j][ROLES.index(role)]))
    return found


def _joined_evidence(
    scene: Scene, upper: Piece, lower: Piece, where: str, model: TextModel
) -> dict[str, float]:
    """Return what two lines under one another say together."""
    text = f"{tidy(upper.rest)} {tidy(lower.rest)}"
    shares = model.probabilities(text)
    found = {
        f"with {where} says {role}": float(shares[ROLES.index(role)]) for role in _JOINED_ROLES
    }
    alone = max(owner_match(upper.rest, scene.owners), owner_match(lower.rest, scene.owners))
    found[f"with {where} matches"] = owner_match(text, scene.owners)
    found[f"with {where} matches more"] = max(0.0, found[f"with {where} matches"] - alone)
    found[f"with {where} agrees"] = max(
        (agreement_with_email(text, local) for local in scene.locals), default=0.0
    )
    found[f"one phrase with {where}"] = float(is_open(upper.phrase, lower.phrase))
    found[f"broken early {where}"] = float(is_broken_early(scene, upper, lower))
    return found


def _rival_evidence(
    scene: Scene, i: int, first: NDArray[np.float64], own_words: Sequence[tuple[str, ...]]
) -> dict[str, float]:
    found: dict[str, float] = {}
    side = scene.pieces[i].ref.side
    # The same words again are no rival.
    others = [j for j in range(len(scene.pieces)) if j != i and own_words[j] != own_words[i]]
    here = [j for j in others if scene.pieces[j].ref.side == side]
    there = [j for j in others if scene.pieces[j].ref.side != side]
    for role in _RIVAL_ROLES:
        k = ROLES.index(role)
        best = max((float(first[j][k]) for j in here), default=0.0)
        found[f"other {role}"] = best
        found[f"lead as {role}"] = float(first[i][k]) - best
        found[f"{role} on other side"] = max((float(first[j][k]) for j in there), default=0.0)
    found["said on other side"] = float(
        any(
            own_words[j] == own_words[i] and scene.pieces[j].ref.side != side
            for j in range(len(scene.pieces))
        )
    )
    return found
