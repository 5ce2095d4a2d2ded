"""Values that a card may hold: lines, neighbouring lines together, halves of a line.

Each candidate carries named evidence for its role; a model made of left-out cards turns that into
the probability that the candidate is exactly the value of the field.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ocr.fields.addresses import has_postcode, join_lines, strip_label
from ocr.fields.candidate_evidence import (
    best_elsewhere,
    edge_evidence,
    shape_evidence,
    side_evidence,
    size_evidence,
    tongue_evidence,
    value_evidence,
)
from ocr.fields.chains import find_chains, is_evenly_spaced
from ocr.fields.context import is_broken_early
from ocr.fields.cuts import ASIDE, Cut, find_cuts, is_scope
from ocr.fields.evidence import Scene, owner_match
from ocr.fields.lexicon import is_department, is_open, says_since_when
from ocr.fields.names import agreement_with_email, has_names
from ocr.fields.pieces import gap_below
from ocr.fields.subdivisions import find_region
from ocr.fields.text import is_capitals, tidy, words
from ocr.fields.text_model import ROLES, TextModel

CANDIDATE_ROLES: Final = ("name", "title", "department", "organization", "address")
_SURE_ADDRESS: Final = 0.8
"""Lines that are an address with this probability are not cut but for an organization in them."""
_LEAST_ALSO: Final = 0.3
"""Lines that are another field with this probability may be both: an address's organization, an
organization's person."""
_SAME_PERSON: Final = 0.8
"""How well a line must explain an e-mail to be the name of its owner."""
_OWNER: Final = 0.8
"""An acronym that explains the owner's address on the web so well is a firm, and no region."""
AS_LARGE: Final = 1.15
"""Lines whose heights differ by less are as large as one another."""
_POSTCODE_END: Final = re.compile(r"\b[A-Z]?\d[\w -]*$")
_WHOLE: Final = 3


@dataclass(frozen=True, slots=True)
class Candidate:
    """A value that may be a field's, and what speaks for it."""

    role: str
    text: str
    pieces: tuple[int, ...]
    """Indices into the scene's pieces."""
    mask: int
    """Two bits a piece: its first and second half; both when the whole line is used."""
    evidence: dict[str, float]
    twin: tuple[int, str] | None = None
    """What two halves of one line have in common; None for whole lines."""


def make_candidates(
    scene: Scene, lines: NDArray[np.float64], model: TextModel
) -> dict[str, list[Candidate]]:
    """Return the candidates of every role.

    Args:
        scene: The card.
        lines: Probability of each of ROLES for each piece, shape (pieces, 9).
        model: The text model, for texts that were cut or joined.
    """
    found: dict[str, list[Candidate]] = {role: [] for role in CANDIDATE_ROLES}
    cuts = {i: _cuts(scene, lines, model, i) for i in range(len(scene.pieces))}
    for role in CANDIDATE_ROLES:
        column = ROLES.index(role)
        for chain in find_chains(scene, role, lines[:, column]):
            if not _may_be(role, [scene.pieces[i].rest for i in chain]):
                continue
            candidate = _make(scene, lines, model, role, chain, _best_cut(cuts, chain))
            candidate.evidence.update(_only_ones_in(lines, cuts, chain, role))
            found[role].append(candidate)
    for i, several in cuts.items():
        for cut in several:
            for k in (0, 1):
                if cut.roles[k] != ASIDE:
                    half = _make_half(scene, lines, model, i, cut, k)
                    found[half.role].append(half)
    return found


def _may_be(role: str, texts: Sequence[str]) -> bool:
    """Say whether lines could be a value of a role at all, by what they say alone."""
    if role == "name":
        return any(map(has_names, texts))
    if role == "address":
        return any(map(_has_letters, texts)) and not any(map(says_since_when, texts))
    return role != "title" or not is_department(value_of(role, texts))


def _has_letters(text: str) -> bool:
    return any(map(str.isalpha, text))


def rivals(role: str, candidates: Sequence[Candidate]) -> list[list[int]]:
    """Return which candidates of a role exclude one another, as lists of indices.

    A card has one name, title, department and organization. It may have several addresses: only
    those that use the same lines are rivals.
    """
    if role != "address":
        return [list(range(len(candidates)))] if candidates else []
    found: list[tuple[int, list[int]]] = []
    for index, candidate in enumerate(candidates):
        mask, own = candidate.mask, [index]
        apart = []
        for other_mask, other in found:
            if other_mask & mask:
                mask, own = mask | other_mask, other + own
            else:
                apart.append((other_mask, other))
        found = [*apart, (mask, own)]
    return [sorted(own) for _, own in found]


def _cuts(scene: Scene, lines: NDArray[np.float64], model: TextModel, i: int) -> list[Cut]:
    """Return the ways to cut a line that its address and the card's owner leave."""
    is_address = float(lines[i, ROLES.index("address")]) >= _SURE_ADDRESS
    return [
        cut
        for cut in find_cuts(scene.pieces[i].rest, model)
        if ("address" in cut.roles or not is_address)
        and (not is_scope(cut) or owner_match(cut.second, scene.owners) >= _OWNER)
        and not _parts_a_town(cut)
    ]


def _parts_a_town(cut: Cut) -> bool:
    """Say whether a cut takes a town off its state: "Springfield | Oregon 97477"."""
    if cut.roles != ("organization", "address") or not has_postcode(cut.second):
        return False
    region, before = find_region(_POSTCODE_END.sub("", cut.second).strip(" ,"), "")
    return bool(region) and not before


def _best_cut(cuts: dict[int, list[Cut]], chain: tuple[int, ...]) -> float:
    """Return how well the lines of a chain could be cut in two fields instead."""
    several = (cut for i in chain for cut in cuts.get(i, ()))
    return max((cut.share for cut in several if not cut.is_aside), default=0.0)


def _only_ones_in(
    lines: NDArray[np.float64], cuts: dict[int, list[Cut]], chain: tuple[int, ...], role: str
) -> dict[str, float]:
    """Return how much a card would be left without a name, or an organization, that is cut off.

    "Teacher, Northbay School" is a title and a firm, all the more when no other line is a firm.
    """
    found = {}
    for wanted in ("name", "organization"):
        if role != wanted:
            others = np.delete(lines[:, ROLES.index(wanted)], chain)
            share = max(
                (cut.share for i in chain for cut in cuts[i] if wanted in cut.roles), default=0.0
            )
            found[f"holds the only {wanted}"] = share * (1 - float(others.max(initial=0.0)))
    return found


def value_of(role: str, texts: Sequence[str]) -> str:
    """Return the value that lines of a role make together."""
    if role == "address":
        return join_lines([strip_label(tidy(text))[0] for text in texts])
    if role == "name":
        return " ".join(tidy(text) for text in texts)
    if role == "organization":
        return tidy(" ".join(tidy(text) for text in texts))
    joined, is_cut = "", False
    for printed in texts:
        text = tidy(printed)
        are_two = _is_complete(joined) and _is_complete(text)
        joiner = ", " if joined and (is_cut or are_two) else " "
        joined = f"{joined}{joiner}{text}" if joined else text
        is_cut = printed.rstrip().endswith(",")
    return joined


_OPEN_END: Final = re.compile(
    r"(?:[&,/\-–]|\b(?:and|et|of|de|des|du|for|und|e|y|the|la|en|aux?))$", re.I
)
_OPEN_START: Final = re.compile(r"^(?:[&,/(\-–]|(?:and|et|of|de|des|du|for|und|e|y)\b)", re.I)


def _is_complete(text: str) -> bool:
    """Say whether a line of a title can stand alone: "Director of" cannot."""
    return not _OPEN_END.search(text) and not _OPEN_START.match(text) and " " in text.strip()


def _make(
    scene: Scene,
    lines: NDArray[np.float64],
    model: TextModel,
    role: str,
    chain: tuple[int, ...],
    better: float,
) -> Candidate:
    pieces = [scene.pieces[i] for i in chain]
    text = value_of(role, [p.phrase for p in pieces])
    column = ROLES.index(role)
    own = lines[list(chain), column]
    says = scene.text_probabilities[list(chain)]
    logs = np.log(own + 1e-6)
    rivals = np.delete(lines, column, axis=1)[list(chain)].max(axis=1)
    evidence = {
        "mean log": float(logs.mean()),
        "least log": float(logs.min()),
        "most log": float(logs.max()),
        "rival": float(rivals.max()),
        "logit": _logit(float(own.mean())),
        "least says": math.log(float(says[:, column].min()) + 1e-4),
        "first says a name": float(says[0, ROLES.index("name")]) * (role != "name"),
        "first says an organization": float(says[0, ROLES.index("organization")])
        * (role == "address"),
        "takes the name": _takes_the_name(scene, lines, chain) * (role != "name"),
        **_rest_of_a_name(scene, lines, chain, role),
        "could be cut": better,
        "could well be cut": float(better > 0.5),
        "two lines": float(len(chain) == 2),
        "three lines": float(len(chain) >= 3),
        "evenly spaced": float(
            len(chain) > 1 and all(is_evenly_spaced(scene, a, b) for a, b in pairwise(pieces))
        ),
        "broken early": float(any(is_broken_early(scene, a, b) for a, b in pairwise(pieces))),
        **edge_evidence(scene, lines, column, chain),
        **side_evidence(scene, lines, column, chain),
        **shape_evidence(pieces),
        **size_evidence(scene, chain),
        **value_evidence(scene, model, role, text, chain),
    }
    used = [i for i in chain if not _is_also_another(scene, role, lines, chain, i)]
    mask = _mask_of(scene, role, used)
    return Candidate(role, text, chain, mask, evidence)


def _takes_the_name(scene: Scene, lines: NDArray[np.float64], chain: tuple[int, ...]) -> float:
    """Return how much a card would be left without a name if this were another field."""
    name = ROLES.index("name")
    others = [float(lines[j, name]) for j in range(len(scene.pieces)) if j not in chain]
    own = scene.text_probabilities[list(chain), name]
    return float(own.max()) * (1 - max(others, default=0.0))


def _rest_of_a_name(
    scene: Scene, lines: NDArray[np.float64], chain: tuple[int, ...], role: str
) -> dict[str, float]:
    """Return how likely a word is the rest of a name that stands, as large, right above or below.

    Once when the name is a word as well, which lacks another one, and once when it is more.
    """
    found = {"halves a name": 0.0, "ends a name": 0.0}
    if role == "name":
        return found
    for i, j in ((chain[0], scene.above[chain[0]]), (chain[-1], scene.below[chain[-1]])):
        if j is None or j in chain:
            continue
        own, other = scene.pieces[i], scene.pieces[j]
        is_alike = max(own.height, other.height) < AS_LARGE * min(own.height, other.height)
        if is_alike and " " not in own.rest.strip():
            upper, lower = sorted((own, other), key=lambda piece: piece.top)
            near = 1 / (1 + max(0.0, gap_below(upper, lower)))
            key = "ends a name" if " " in other.rest.strip() else "halves a name"
            found[key] = max(found[key], float(lines[j, ROLES.index("name")]) * near)
    return found


def _is_also_another(
    scene: Scene, role: str, lines: NDArray[np.float64], chain: tuple[int, ...], i: int
) -> bool:
    """Say whether a line of a value is another field as well.

    A campus names the organization inside its address. A firm that is called like the person holds
    the name, where a line before it says so ("Law Offices of") or the person's e-mail.
    """
    if role == "address":
        is_inside = chain[0] != i != chain[-1]
        return is_inside and float(lines[i, ROLES.index("organization")]) >= _LEAST_ALSO
    is_name = float(lines[i, ROLES.index("name")]) >= _LEAST_ALSO
    if role != "organization" or len(chain) == 1 or not is_name:
        return False
    own = scene.pieces[i]
    is_led = any(j == i and is_open(scene.pieces[a].phrase, own.phrase) for a, j in pairwise(chain))
    says = max((agreement_with_email(own.rest, local) for local in scene.locals), default=0.0)
    return is_led or says >= _SAME_PERSON


def _mask_of(scene: Scene, role: str, chain: Sequence[int]) -> int:
    """Return the lines that a value uses up: its own, and those that only say the same again.

    Lines of addresses do not count as said again: two offices may be in one town.
    """
    again = _said_again(scene, chain) if role != "address" else ()
    mask = 0
    for i in (*chain, *again):
        mask |= _WHOLE << (2 * i)
    return mask


def _said_again(scene: Scene, chain: Sequence[int]) -> list[int]:
    """Return the lines that say again what others say together.

    Each may say all of it. Where each says a part, as on the other side, no part may be missing:
    the second line of "Roastery / Falk" is no copy of a family name.
    """
    own = [words(scene.pieces[i].rest) for i in chain]
    whole = tuple(word for line in own for word in line)
    others = [(j, words(p.rest)) for j, p in enumerate(scene.pieces) if j not in chain]
    again = [j for j, said in others if said == whole]
    if set(own) <= {said for _, said in others}:
        again += [j for j, said in others if said in own]
    return again


def _make_half(
    scene: Scene, lines: NDArray[np.float64], model: TextModel, i: int, cut: Cut, k: int
) -> Candidate:
    """Return the first (k is 0) or second half of a cut line."""
    role, text = cut.roles[k], (cut.first, cut.second)[k]
    values = value_evidence(scene, model, role, text, (i,))
    evidence = {
        "half": 1.0,
        "half own": math.log(cut.shares[k] + 1e-4),
        "half partner": math.log(cut.shares[1 - k] + 1e-4),
        "half both": cut.share,
        "half lead": cut.lead,
        "half best": float(cut.lead > 0),
        "half whole own": float(lines[i][ROLES.index(role)]),
        "half whole elsewhere": best_elsewhere(scene, lines, ROLES.index(role), (i,)),
        "half whole none": float(sum(lines[i][ROLES.index(r)] for r in _NO_VALUES)),
        "half separated": float(cut.is_separated),
        **_partner_evidence(scene, lines, model, i, cut, k),
        **{f"half {name}": values[name] for name in _HALF_VALUES if name in values},
    }
    # What stands beside a field is none, and says nothing for it.
    twin = None if cut.is_aside else (i, f"{cut.first}|{cut.roles[0]}|{cut.roles[1]}")
    return Candidate(role, value_of(role, [text]), (i,), (k + 1) << (2 * i), evidence, twin)


def _partner_evidence(
    scene: Scene, lines: NDArray[np.float64], model: TextModel, i: int, cut: Cut, k: int
) -> dict[str, float]:
    """Return what the other half of a cut line is: letters after a title, or more of the title."""
    role, text = cut.roles[1 - k], (cut.second, cut.first)[k]
    own = (cut.first, cut.second)[k]
    says = model.probabilities(text)
    found = {
        f"half beside {other}": float(says[ROLES.index(other)])
        for other in ("degree", "tagline", "other", "department")
        if role == ASIDE
    }
    if role == ASIDE:
        found["half beside same"] = float(says[ROLES.index(cut.roles[k])])
        tongues = tongue_evidence((cut.first, cut.second))
        found |= {f"half beside {key}": value for key, value in tongues.items()}
        found["half beside bracket"] = float(scene.pieces[i].rest.rstrip().endswith(")"))
    found["half beside capitals"] = float(is_capitals(text) and not is_capitals(own))
    found["half beside digits"] = float(any(c.isdigit() for c in text))
    if role != ASIDE:
        found["half whole partner"] = float(lines[i][ROLES.index(role)])
    return found


_NO_VALUES: Final = ("address", "tagline", "heading", "other")
_HALF_VALUES: Final = (
    "agreement", "match", "better match", "legal", "words", "one word", "digits", "ends in letters",
    "part_of", "holds", "repeated", "has_initials",
)  # fmt: skip


def _logit(p: float) -> float:
    p = min(1 - 1e-4, max(1e-4, p))
    return math.log(p / (1 - p))
