"""Ways to cut a line: in two fields ("name + title"), or in a field and what stands beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ocr.fields.addresses import street_words
from ocr.fields.candidate_evidence import tongue_evidence
from ocr.fields.degrees import is_degree_line, split_degrees
from ocr.fields.lexicon import is_open
from ocr.fields.names import has_names
from ocr.fields.text import is_capitals, tidy
from ocr.fields.text_model import ROLES, TextModel

CUT_ROLES: Final[tuple[tuple[str, str], ...]] = (
    ("name", "title"),
    ("title", "organization"),
    ("organization", "name"),
    ("organization", "address"),
)
ASIDE: Final = "aside"
"""The role of a half that is no field: degrees, a licence, a membership, a service."""
_ASIDE_ROLES: Final = ("degree", "other", "tagline", "heading")
_BESIDE_ROLES: Final = ("name", "title")
_ALSO_BESIDE_A_FIRM: Final = ("department", "address")
"""What else stands behind a firm and is no part of its name: a branch, a town."""
_SEPARATOR: Final = re.compile(r"\s*(?:,|;|\s[-–—|·•/@]|[|•·]|\sat\b|\schez\b)\s*|\s{2,}")
_BRACKET: Final = re.compile(r"(?P<first>.{3,}?)\s*\((?P<second>[^()]{3,})\)")
_INITIALS: Final = re.compile(r"(?:[^\W\d_]\.[\s-]?){1,4}")
_LABELLED: Final = ("title", "name")
_BEFORE_NAME: Final = re.compile(
    r"(?P<label>[^\W\d_][^:\d]{2,30}?\s*:|(?:[A-Z][a-zé]{2,5}\.\s?){1,3})"
    r"\s*(?P<name>[^\W\d_][^:\d]{4,})"
)
_LEAST: Final = 0.2
"""Both halves must look at least this much like their roles."""
_LARGEST_COUNT: Final = 8


@dataclass(frozen=True, slots=True)
class Cut:
    """One way to cut a line: two texts for two roles."""

    first: str
    second: str
    roles: tuple[str, str]
    shares: tuple[float, float]
    """How much each half looks like its role, by its text alone."""
    lead: float
    """How much better than the next best way; negative for all but the best."""
    is_separated: bool
    """Whether a comma, a dash or the like stands at the cut."""

    @property
    def share(self) -> float:
        """How much both halves look like their roles."""
        return self.shares[0] * self.shares[1]

    @property
    def is_aside(self) -> bool:
        """Whether only one half is a field."""
        return ASIDE in self.roles


def find_cuts(text: str, model: TextModel) -> list[Cut]:
    """Return the ways to cut a line that are not hopeless, the best first."""
    found: list[Cut] = []
    for first, second in _labelled(text):
        a, b = model.probabilities(first), model.probabilities(second)
        shares = float(a[ROLES.index("title")]), float(b[ROLES.index("name")])
        if min(shares) >= _LEAST:
            found.append(Cut(first, second, _LABELLED, shares, 0.0, is_separated=True))
        found += (c for c in _asides(first, second, a, b) if c.roles == (ASIDE, "name"))
    for first, second, is_separated in _halves(text):
        a, b = model.probabilities(first), model.probabilities(second)
        for roles in CUT_ROLES:
            shares = float(a[ROLES.index(roles[0])]), float(b[ROLES.index(roles[1])])
            if roles[1] == "address" and not (is_separated and _is_before_address(first, second)):
                continue
            if roles[1] == "name" and not _may_be_firm(first):
                continue
            if min(shares) >= _LEAST:
                found.append(Cut(first, second, roles, shares, 0.0, is_separated))
        if is_separated:
            found += _asides(first, second, a, b)
    found.sort(key=lambda cut: -cut.share)
    return [
        Cut(c.first, c.second, c.roles, c.shares, c.share - _rival(k, found), c.is_separated)
        for k, c in enumerate(found)
    ]


def _labelled(text: str) -> Iterator[tuple[str, str]]:
    """Yield what a person is beside the name behind it: "Owner: Ada Lindqvist"."""
    match = _BEFORE_NAME.fullmatch(text.strip())
    if match is not None:
        yield tidy(match["label"]), tidy(match["name"])


def _asides(
    first: str, second: str, a: NDArray[np.float64], b: NDArray[np.float64]
) -> Iterator[Cut]:
    """Yield the cuts of which one half is a field and the other is none."""
    columns = [ROLES.index(role) for role in _ASIDE_ROLES]
    no_field = float(a[columns].sum()), float(b[columns].sum())
    behind = [*columns, *(ROLES.index(role) for role in _ALSO_BESIDE_A_FIRM)]
    firm, beside_firm = float(a[ROLES.index("organization")]), float(b[behind].sum())
    if min(firm, beside_firm) >= _LEAST:
        yield Cut(
            first, second, ("organization", ASIDE), (firm, beside_firm), 0.0, is_separated=True
        )
    for role in _BESIDE_ROLES:
        k = ROLES.index(role)
        again = float(b[k]) if role == "title" and _is_said_again(first, second) else 0.0
        for roles, shares in (
            ((role, ASIDE), (float(a[k]), max(no_field[1], again))),
            ((ASIDE, role), (no_field[0], float(b[k]))),
        ):
            # Degrees are parted from a name when the name is taken apart.
            is_settled = roles == ("name", ASIDE) and bool(split_degrees(f"{first}, {second}")[1])
            if min(shares) >= _LEAST and not is_settled:
                yield Cut(first, second, roles, shares, 0.0, is_separated=True)


def _is_said_again(first: str, second: str) -> bool:
    """Say whether the second half says the first in another language."""
    found = tongue_evidence((first, second))
    return found["two tongues"] > 0 or found["cognates"] >= 0.5


def _may_be_firm(text: str) -> bool:
    """Say whether a text before a name may be a firm: it is more than initials and ranks."""
    return has_names(text) and not _INITIALS.fullmatch(text)


def is_scope(cut: Cut) -> bool:
    """Say whether a cut would take the field or region of a title off it: "Director, IT".

    That is what one acronym is, unless it is a degree. A firm may be called so as well: whoever
    knows whose card it is must say.
    """
    after = cut.second
    is_acronym = after.isalpha() and is_capitals(after)
    return cut.roles[0] == "title" and is_acronym and not is_degree_line(after)


def _is_before_address(first: str, second: str) -> bool:
    """Say whether a cut may part a firm from its address: streets have numbers, firms seldom."""
    has_digits = [any(c.isdigit() for c in text) for text in (first, second)]
    return has_digits == [False, True] and not street_words(first)


def _rival(k: int, cuts: list[Cut]) -> float:
    """Return the share of the best cut other than the one at ``k``."""
    return max((cut.share for j, cut in enumerate(cuts) if j != k), default=0.0)


def _halves(text: str) -> Iterator[tuple[str, str, bool]]:
    places = [(m.start(), m.end(), True) for m in _SEPARATOR.finditer(text)]
    if not places and text.count(" ") >= 2:
        places = [(m.start(), m.end(), False) for m in re.finditer(" ", text)]
    for start, end, is_separated in places[:_LARGEST_COUNT]:
        first, second = tidy(text[:start]), tidy(text[end:])
        if not is_separated and is_open(first, second):
            continue  # "Founder | & CEO" is one phrase
        if len(first) > 2 and len(second) > 2:
            yield first, second, is_separated
    bracket = _BRACKET.fullmatch(text.strip())
    if bracket is not None:
        yield tidy(bracket["first"]), tidy(bracket["second"]), True
