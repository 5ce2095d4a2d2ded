"""One joint choice for the whole card: which lines are the name, the title and the rest."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ocr.fields.candidates import AS_LARGE, CANDIDATE_ROLES, Candidate, make_candidates, rivals
from ocr.fields.context import second_look
from ocr.fields.evidence import Scene, line_evidence, make_scene
from ocr.fields.offices import find_offices
from ocr.fields.people import find_other_people
from ocr.fields.role_models import RoleModels, load_models
from ocr.fields.scorers import Scorer
from ocr.fields.text import words
from ocr.fields.text_model import ROLES
from ocr.fields.typed import TypedFields
from ocr.types import LineRef

_LEAST_WHOLE: Final = 0.15
"""Probability that a name in two lines needs to stand for the word in one of them."""
_NAME_BONUS: Final = 0.7
"""Nine cards in ten name a person, so a set of values with a name is believed a little more."""
_LONE_DEPARTMENT: Final = 1.2
"""What a department costs where no title stands: it is more often an unusual title."""
_HOMELESS_DEPARTMENT: Final = 1.2
"""What a department costs where no organization stands: it is more often the organization."""
_DOUBT_OF_REPEATED: Final = 0.6
"""How much of the doubt is left about a value that is printed twice."""
_LARGEST_CONFIDENCE: Final = 0.995
_TWIN_TRUST: Final = 0.85
"""How much of the trust in one half of a cut line the other half shares at least."""
_KEPT: Final = 7
"""Candidates per role that enter the joint choice; the eighth has never been right."""


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
    other_people: tuple[LineRef, ...] = ()
    """Lines that name people other than the contact."""
    other_addresses: tuple[LineRef, ...] = ()
    """Lines of the card's other offices."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A card with the probabilities of its lines and of its candidates."""

    scene: Scene
    evidence: list[dict[str, float]]
    """Of each piece, at second look."""
    lines: NDArray[np.float64]
    """Probability of each of ROLES for each piece, shape (pieces, 9)."""
    candidates: dict[str, list[tuple[float, Candidate]]]
    """Per role, the likeliest first, with their probabilities."""


def assign(judged: Judged, models: RoleModels | None = None) -> Assignment:
    """Choose a role for the lines that typed fields have left over."""
    models = models or load_models()
    chosen = _with_whole_name(judged, choose(judged, models.least))
    found = {
        role: _choice(judged.scene, candidate, models.calibrations[role](p))
        for role, (p, candidate) in chosen.items()
    }
    offices = find_offices(judged.candidates["address"], chosen, judged.scene.pieces)
    calibration = models.calibrations["address"]
    addresses = [_choice(judged.scene, candidate, calibration(p)) for p, candidate in offices.given]
    return Assignment(
        name=found.get("name"),
        organization=found.get("organization"),
        department=found.get("department"),
        title=found.get("title"),
        addresses=tuple(addresses),
        other_people=_other_people(judged, chosen),
        other_addresses=tuple(judged.scene.pieces[i].ref for i in offices.other_pieces),
    )


def _with_whole_name(
    judged: Judged, chosen: dict[str, tuple[float, Candidate]]
) -> dict[str, tuple[float, Candidate]]:
    """Take a name in two lines for the word in one of them, when the other line is nothing else.

    Given and family name in large print leave little to tell the second one by; but what is as
    large, right beside half a name, and no other field, is its other half.
    """
    if "name" not in chosen or len(words(chosen["name"][1].text)) != 1:
        return chosen
    half = chosen["name"][1]
    used = 0
    for role, (_, candidate) in chosen.items():
        used |= candidate.mask if role != "name" else 0
    for p, whole in judged.candidates["name"]:
        is_whole = len(whole.pieces) == 2 and set(half.pieces) < set(whole.pieces)
        is_one_size = whole.evidence.get("uneven", 1.0) < math.log(AS_LARGE)
        is_free = whole.mask & used == 0
        if is_whole and is_one_size and is_free and p >= _LEAST_WHOLE:
            return {**chosen, "name": (p, whole)}
    return chosen


def _other_people(
    judged: Judged, chosen: dict[str, tuple[float, Candidate]]
) -> tuple[LineRef, ...]:
    if "name" not in chosen:
        return ()
    used = 0
    for _, candidate in chosen.values():
        used |= candidate.mask
    others = find_other_people(judged.scene, judged.lines, chosen["name"][1], used)
    return tuple(judged.scene.pieces[i].ref for i in others)


def judge(typed: TypedFields, models: RoleModels | None = None) -> Judged:
    """Give every line and every candidate of a card its probabilities."""
    models = models or load_models()
    scene = make_scene(typed, models.text)
    evidence = line_evidence(scene)
    lines = np.zeros((0, len(ROLES)), np.float64)
    if evidence:
        first = models.lines.probabilities(evidence)
        evidence = second_look(scene, evidence, first, models.text)
        lines = models.context.probabilities(evidence, scene.pieces)
    candidates = make_candidates(scene, lines, models.text)
    judged: dict[str, list[tuple[float, Candidate]]] = {}
    for role, several in candidates.items():
        judged[role] = _chances(role, several, models.values[role])
    return Judged(scene, evidence, lines, _with_twins(judged))


def _chances(
    role: str, several: Sequence[Candidate], model: Scorer
) -> list[tuple[float, Candidate]]:
    """Return the probability that a role's value is what a candidate says, for each of them."""
    found: dict[int, float] = {}
    for group in rivals(role, several):
        shares = model.choice([several[i].evidence for i in group])
        said: dict[tuple[str, ...], float] = defaultdict(float)
        for i, share in zip(group, shares, strict=True):
            said[words(several[i].text)] += float(share)
        # What is printed twice, on both sides for instance, is one value.
        found |= {i: said[words(several[i].text)] for i in group}
    return [(found[i], candidate) for i, candidate in enumerate(several)]


def _with_twins(
    judged: dict[str, list[tuple[float, Candidate]]],
) -> dict[str, list[tuple[float, Candidate]]]:
    """Sort candidates, the likeliest first; halves of one line are right or wrong together."""
    best: dict[tuple[int, str], float] = {}
    for several in judged.values():
        for p, candidate in several:
            if candidate.twin is not None:
                best[candidate.twin] = max(best.get(candidate.twin, 0.0), p)
    return {
        role: sorted(
            ((p if c.twin is None else max(p, _TWIN_TRUST * best[c.twin]), c) for p, c in several),
            key=lambda pair: -pair[0],
        )
        for role, several in judged.items()
    }


def choose(judged: Judged, least: dict[str, float]) -> dict[str, tuple[float, Candidate]]:
    """Return the most probable set of values in which no line is used twice.

    Args:
        judged: The card.
        least: Per role, the probability below which no value is given.
    """
    options = []
    for role in CANDIDATE_ROLES:
        floor = _logit(least[role])
        kept = judged.candidates[role][:_KEPT]
        bonus = _NAME_BONUS if role == "name" else 0.0
        worth = [(_logit(p) - floor + bonus, p, c) for p, c in kept if p > least[role]]
        options.append((role, worth))
    best: tuple[float, dict[str, tuple[float, Candidate]]] = (0.0, {})

    def search(k: int, mask: int, total: float, taken: dict[str, tuple[float, Candidate]]) -> None:
        nonlocal best
        if k == len(options):
            if "department" in taken and "title" not in taken:
                total -= _LONE_DEPARTMENT
            if "department" in taken and "organization" not in taken:
                total -= _HOMELESS_DEPARTMENT
            if total > best[0]:
                best = (total, dict(taken))
            return
        hope = sum(max((w for w, _, _ in worth), default=0.0) for _, worth in options[k:])
        if total + hope <= best[0]:
            return
        role, worth = options[k]
        for gain, p, candidate in worth:
            if candidate.mask & mask == 0:
                search(k + 1, mask | candidate.mask, total + gain, {**taken, role: (p, candidate)})
        search(k + 1, mask, total, taken)

    search(0, 0, 0.0, {})
    return best[1]


def _choice(scene: Scene, candidate: Candidate, confidence: float) -> Choice:
    refs = tuple(scene.pieces[i].ref for i in candidate.pieces)
    own = words(candidate.text)
    again = tuple(p.ref for p in scene.pieces if p.ref not in refs and words(p.rest) == own)
    if again:
        # Printed twice, on both sides for instance: what is said again is doubted less.
        confidence = min(_LARGEST_CONFIDENCE, 1 - (1 - confidence) * _DOUBT_OF_REPEATED)
    return Choice(candidate.text, refs + again, round(confidence, 3))


def _logit(p: float) -> float:
    p = min(1 - 1e-6, max(1e-6, p))
    return math.log(p / (1 - p))
