"""What speaks for a candidate: its edges, the other side, its shape, what it says as a whole."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ocr.fields.address_starts import begins_another
from ocr.fields.addresses import has_postcode, is_home_heading, street_words, strip_label
from ocr.fields.degrees import is_degree_line, split_degrees
from ocr.fields.evidence import Scene, owner_match, relation_to_others
from ocr.fields.lexicon import (
    HOURS,
    OFFICE_HEADINGS,
    ORGANIZATION_WORDS,
    REGISTERS,
    count_words,
    has_legal_form,
    is_open,
    tongues_of,
)
from ocr.fields.names import agreement_with_email, count_names
from ocr.fields.pieces import Piece, gap_below, is_aligned, is_same_column, is_same_row
from ocr.fields.regions import country_in
from ocr.fields.text import fold, is_capitals, words
from ocr.fields.text_model import ROLES, TextModel
from ocr.types import Side

_HEADING_GAP: Final = 1.2
"""Heights of a line that a heading may stand above what it heads."""
_NEAR_ROLES: Final = ("name", "title", "department", "organization", "address", "tagline")


def best_elsewhere(
    scene: Scene, lines: NDArray[np.float64], column: int, chain: tuple[int, ...]
) -> float:
    """Return how likely the best rival line is.

    The same words again are no rival, nor is the other side, which says things once more, often
    in another language. Only organizations are printed in different forms on the two sides.
    """
    side = scene.pieces[chain[0]].ref.side
    own = {words(scene.pieces[i].rest) for i in chain}
    is_organization = column == ROLES.index("organization")
    return max(
        (
            float(lines[j][column])
            for j, other in enumerate(scene.pieces)
            if j not in chain
            and (is_organization or other.ref.side == side)
            and words(other.rest) not in own
        ),
        default=0.0,
    )


def edge_evidence(
    scene: Scene, lines: NDArray[np.float64], column: int, chain: tuple[int, ...]
) -> dict[str, float]:
    """Return how likely the lines just outside are of the same role: is the value cut short?"""
    before, after = scene.above[chain[0]], scene.below[chain[-1]]
    found = {"before": 0.0, "after": 0.0, "best elsewhere": 0.0}
    for key, j, inside in (("before", before, chain[0]), ("after", after, chain[-1])):
        if j is None or j in chain:
            continue
        later = scene.pieces[inside if key == "before" else j].rest
        earlier = scene.pieces[j if key == "before" else inside]
        if column == ROLES.index("address") and begins_another([earlier.rest], later):
            continue
        if column == ROLES.index("organization") and has_postcode(scene.pieces[j].rest):
            continue  # a town that is called like the organization
        a, b = scene.pieces[inside], scene.pieces[j]
        upper, lower = (a, b) if key == "after" else (b, a)
        near = 1 / (1 + max(0.0, gap_below(upper, lower)))
        alike = min(a.height, b.height) / max(a.height, b.height)
        found[key] = float(lines[j][column]) * near * alike
        if column != ROLES.index("address"):
            for role in _NEAR_ROLES:
                found[f"{role} {key}"] = float(lines[j][ROLES.index(role)]) * near
        found[f"{key} alike"] = float(lines[j][column] > 0.3 and alike > 0.85 and near > 0.5)
    found["best elsewhere"] = best_elsewhere(scene, lines, column, chain)
    for key, j, inside in (("before", before, chain[0]), ("after", after, chain[-1])):
        if j is not None and j not in chain:
            own, other = scene.pieces[inside].phrase, scene.pieces[j].phrase
            first, second = (own, other) if key == "after" else (other, own)
            found[f"open {key}"] = float(is_open(first, second))
    found["lead"] = float(lines[list(chain), column].mean()) - found["best elsewhere"]
    found["best earlier"] = _best_earlier(scene, lines, column, chain)
    return found


def _best_earlier(
    scene: Scene, lines: NDArray[np.float64], column: int, chain: tuple[int, ...]
) -> float:
    """Return how likely the best line is that one reads before: of two people, the first counts."""
    start = scene.pieces[chain[0]]
    own = {words(scene.pieces[i].rest) for i in chain}
    return max(
        (
            float(lines[j][column])
            for j, other in enumerate(scene.pieces)
            if j not in chain
            and other.ref.side == start.ref.side
            and (
                other.right <= start.left
                if is_same_row(other, start)
                else other.middle_y < start.middle_y
            )
            and words(other.rest) not in own
        ),
        default=0.0,
    )


def side_evidence(
    scene: Scene, lines: NDArray[np.float64], column: int, chain: tuple[int, ...]
) -> dict[str, float]:
    """Return what the other side says: a verso repeats the recto, often in another language."""
    side = scene.pieces[chain[0]].ref.side
    own = {words(scene.pieces[i].rest) for i in chain}
    there = [j for j, p in enumerate(scene.pieces) if p.ref.side != side]
    said = any(words(scene.pieces[j].rest) in own for j in there)
    best = max((float(lines[j][column]) for j in there), default=0.0)
    is_verso = side is Side.VERSO
    name = ROLES.index("name")
    others = [j for j in range(len(scene.pieces)) if j not in chain]
    here = [float(lines[j][name]) for j in others if scene.pieces[j].ref.side == side]
    away = [float(lines[j][name]) for j in others if scene.pieces[j].ref.side != side]
    return {
        "name away": max(away, default=0.0) - max(here, default=0.0) if away else 0.0,
        "verso": float(is_verso),
        "on other side": best,
        "verso of better": best * is_verso,
        "said on other side": float(said),
    }


def _share_words(a: str, b: str) -> bool:
    """Say whether two lines name the same thing: a firm, and the group that is called like it."""
    return any(len(word) > 3 for word in set(words(a)) & set(words(b)))


def _later_evidence(scene: Scene, model: TextModel, texts: Sequence[str]) -> dict[str, float]:
    """Return what stands under the first line of an organization: more of it, or a slogan."""
    if not texts:
        return {}
    shares = [model.probabilities(text) for text in texts]
    return {
        "later says tagline": max(float(s[ROLES.index("tagline")]) for s in shares),
        "later says organization": min(float(s[ROLES.index("organization")]) for s in shares),
        "later matches host": max(owner_match(text, scene.owners) for text in texts),
        "later is a list": float(any(_LIST.search(text) for text in texts)),
        "later capitals": float(all(is_capitals(text) for text in texts)),
        "later trade words": float(
            any(count_words(text, ORGANIZATION_WORDS) > 0 for text in texts)
        ),
        "later small start": float(any(text[:1].islower() for text in texts)),
        "later long": float(max(len(text) for text in texts) > 30),
    }


def _is_said_home(scene: Scene, first: int) -> bool:
    """Say whether an address is said to be a home, in its first line or in one of its own above."""
    piece = scene.pieces[first]
    # A heading such as "Res:" was taken for the label of a telephone.
    return strip_label(piece.rest)[1] or any(
        is_home_heading(other.text)
        and is_same_column(other, piece)
        and other.middle_y < piece.middle_y
        and gap_below(other, piece) < _HEADING_GAP
        for other in scene.typed.pieces
    )


def _ends_in_letters(text: str) -> bool:
    """Say whether degrees or designations stand behind a title: "Agent, ABC, DEF"."""
    parts = [part.strip() for part in re.split(r"[,;|–—]| - ", text) if part.strip()]
    return len(parts) > 1 and (is_degree_line(parts[-1]) or bool(_LETTERS.fullmatch(parts[-1])))


_LIST: Final = re.compile(r"[•·●|/;]|\s[-–—]\s|,.*,")
_LETTERS: Final = re.compile(r"(?:[A-Z]\.?){3,6}|e-[A-Z]{3,4}")


def shape_evidence(pieces: Sequence[Piece]) -> dict[str, float]:
    """Return how well lines look like one text: their heights, gaps, case and alignment."""
    heights = [p.height for p in pieces]
    gaps = [max(0.0, gap_below(a, b)) for a, b in pairwise(pieces)]
    cases = {is_capitals(p.rest) for p in pieces}
    return {
        "one phrase": float(any(is_open(a.phrase, b.phrase) for a, b in pairwise(pieces))),
        "no phrase": float(any(not is_open(a.phrase, b.phrase) for a, b in pairwise(pieces))),
        "uneven": math.log(max(heights) / min(heights)),
        "gap": min(2.0, max(gaps, default=0.0)),
        "mixed case": float(len(cases) > 1),
        "unaligned": float(any(not is_aligned(a, b) for a, b in pairwise(pieces))),
        "handwritten": float(any(p.handwritten for p in pieces)),
        "reading": max(0.0, 0.97 - min(p.confidence for p in pieces)),
    }


def size_evidence(scene: Scene, chain: tuple[int, ...]) -> dict[str, float]:
    """Return how large lines are among those of their side: a sign is large, what it does small."""
    side = scene.pieces[chain[0]].ref.side
    here = [p.height for p in scene.typed.pieces if p.ref.side == side]
    heights = [scene.pieces[i].height for i in chain]
    usual = sorted(here)[len(here) // 2]
    return {
        "largest of side": float(max(heights) >= 0.97 * max(here)),
        "size": max(-1.0, min(1.5, math.log(heights[0] / usual))),
        "later size": max(-1.0, min(1.5, math.log(heights[-1] / usual))) * (len(chain) > 1),
        "later smaller": max(0.0, math.log(heights[0] / heights[-1])),
    }


def tongue_evidence(texts: Sequence[str]) -> dict[str, float]:
    """Return whether lines say the same thing in two languages, rather than one thing together."""
    tongues = [tongues_of(text) for text in texts]
    apart = any(a and b and not a & b for a, b in pairwise(tongues))
    return {
        "two tongues": float(apart),
        "cognates": max((_cognates(a, b) for a, b in pairwise(texts)), default=0.0),
    }


def _cognates(a: str, b: str) -> float:
    """Return what share of the longer words of two lines begin alike, [0, 1]."""
    first, second = ({w[:4] for w in words(text) if len(w) > 4} for text in (a, b))
    return len(first & second) / max(1, min(len(first), len(second)))


def value_evidence(
    scene: Scene, model: TextModel, role: str, text: str, chain: tuple[int, ...]
) -> dict[str, float]:
    """Return what the lines say together, and how that fits the rest of the card."""
    tokens = words(text)
    others = [p.rest for k, p in enumerate(scene.pieces) if k not in chain]
    found = {
        "joined says": math.log(float(model.probabilities(text)[ROLES.index(role)]) + 1e-4),
        "words": min(8, len(tokens)) / 8,
        "one word": float(len(tokens) == 1),
        "digits": float(any(c.isdigit() for c in text)),
        "length": min(3.0, len(text) / 30),
    }
    if role == "name":
        bare = split_degrees(text)[0]
        count = count_names(bare)
        agreement = max((agreement_with_email(bare, local) for local in scene.locals), default=0.0)
        found |= {
            "words": min(8, count) / 8,
            "agreement": agreement,
            "full agreement": float(agreement >= 0.8),
            "usual length": float(2 <= count <= 3),
            "long name": float(count > 4 and len(chain) > 1),
            "long line": float(count > 4 and len(chain) == 1),
            "full lines": float(
                len(chain) > 1 and all(" " in scene.pieces[i].rest.strip() for i in chain)
            ),
            "separators": float(any(c in "•·●|/:" for c in bare)),
            "has e-mail": float(bool(scene.locals)),
            "matches host": owner_match(bare, scene.owners),
        }
    if role == "organization":
        own_texts = [scene.pieces[i].rest for i in chain]
        match = owner_match(text, scene.owners)
        rival = max((owner_match(o, scene.owners) for o in others), default=0.0)
        found |= {
            "match": match,
            "is host": float(match >= 0.8),
            "better match": max(-1.0, min(1.0, match - rival)),
            "host known": float(bool(scene.owners)),
            "legal": float(has_legal_form(text)),
            **_later_evidence(scene, model, own_texts[1:]),
            "shares words": float(any(_share_words(a, b) for a, b in pairwise(own_texts))),
            "line match": max(owner_match(scene.pieces[i].rest, scene.owners) for i in chain),
            "legal before end": float(
                any(has_legal_form(scene.pieces[i].rest) for i in chain[:-1])
            ),
            "legal elsewhere": float(any(has_legal_form(o) for o in others)),
            **relation_to_others(text, others),
        }
    if role != "name" and role != "address":
        found |= tongue_evidence([scene.pieces[i].rest for i in chain])
    if role == "title":
        found["ends in letters"] = float(_ends_in_letters(text))
    if role == "address":
        found |= {
            "postcode": float(has_postcode(text)),
            "street": min(4.0, street_words(text)) / 4,
            "country": float(bool(country_in(text))),
            "register": float(any(REGISTERS.search(fold(scene.pieces[i].rest)) for i in chain)),
            "hours": float(any(HOURS.search(fold(scene.pieces[i].rest)) for i in chain[1:])),
            "home": float(_is_said_home(scene, chain[0])),
            "starts with heading": float(bool(OFFICE_HEADINGS.match(fold(text.split(",")[0])))),
        }
    return found
