"""Why a card was read the way it was: probabilities and evidence, line by line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ocr.fields.alphabets import settle_alphabets
from ocr.fields.assign import judge
from ocr.fields.pieces import make_pieces
from ocr.fields.role_models import RoleModels, load_models
from ocr.fields.text_model import ROLES
from ocr.fields.typed import find_typed
from ocr.types import LineRef, SideLines

Reasons = tuple[tuple[str, float], ...]
"""Evidence and how much it adds to the score of a role, the strongest first."""


@dataclass(frozen=True, slots=True)
class LineReport:
    """What was thought of one line."""

    ref: LineRef
    text: str
    rest: str
    """What typed fields (e-mail, telephone...) left over; "" when nothing."""
    taken: tuple[str, ...]
    """Kinds of typed fields found in the line."""
    probabilities: dict[str, float]
    """Of each role; empty when nothing is left to have one."""
    reasons: dict[str, Reasons]
    """For the two likeliest roles."""
    pieces_of_text: dict[str, Reasons]
    """Which characters and words speak for the two likeliest roles."""


@dataclass(frozen=True, slots=True)
class CandidateReport:
    """What was thought of one possible value."""

    role: str
    text: str
    probability: float
    lines: tuple[LineRef, ...]
    reasons: Reasons


@dataclass(frozen=True, slots=True)
class Explanation:
    """All that a choice rested on."""

    lines: tuple[LineReport, ...]
    candidates: tuple[CandidateReport, ...]
    """The likeliest three of each role."""
    regions: tuple[str, ...]
    """Countries the card may be from, the likeliest first."""


def explain(sides: Sequence[SideLines], models: RoleModels | None = None) -> Explanation:
    """Say what speaks for which role of each line, and for which values of each field."""
    models = models or load_models()
    typed = find_typed([piece for side in sides for piece in make_pieces(side)])
    settle_alphabets(typed)
    judged = judge(typed, models)
    index = {piece.ref: i for i, piece in enumerate(judged.scene.pieces)}
    lines = []
    for piece in typed.pieces:
        shares: dict[str, float] = {}
        reasons: dict[str, Reasons] = {}
        texts: dict[str, Reasons] = {}
        if piece.ref in index:
            i = index[piece.ref]
            row = judged.lines[i]
            shares = {role: round(float(row[k]), 4) for k, role in enumerate(ROLES)}
            for role in sorted(ROLES, key=lambda r: -shares[r])[:2]:
                reasons[role] = _rounded(
                    models.context.reasons(judged.evidence, judged.scene.pieces, i, role)
                )
                texts[role] = _rounded(models.text.reasons(piece.rest, role))
        taken = tuple(sorted(piece.taken))
        lines.append(LineReport(piece.ref, piece.text, piece.rest, taken, shares, reasons, texts))
    candidates = [
        CandidateReport(
            role,
            candidate.text,
            round(p, 4),
            tuple(judged.scene.pieces[i].ref for i in candidate.pieces),
            _rounded(models.values[role].reasons(candidate.evidence, role)),
        )
        for role, ranked in judged.candidates.items()
        for p, candidate in ranked[:3]
    ]
    return Explanation(tuple(lines), tuple(candidates), typed.regions)


def _rounded(reasons: Sequence[tuple[str, float]]) -> Reasons:
    return tuple((name, round(value, 3)) for name, value in reasons)
