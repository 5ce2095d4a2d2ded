"""How likely two contacts are one person: points for what is true of them, added up.

The points are log odds, learned from drawn books whose doubles are known (bench/duplicates.py);
they stand in weights.json, one a feature, for everybody to read.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Final

from app.i18n import mark
from app.matching.features import Feature

LIKELY: Final = 0.5
"""From this probability on, a person is asked whether two contacts are one. On drawn books of 5,000
that the points were not learned from, 0.990 of such pairs are, and 0.959 of the doubles are found;
at 0.4 it is 0.987 and 0.960, at 0.6 0.992 and 0.952. In a book of 50,000, where there are more
namesakes, it is 0.982 and 0.961."""


class ReasonKind(StrEnum):
    """What a reason is about."""

    NAME = "name"
    EMAIL = "email"
    PHONE = "phone"
    PROFILE = "profile"
    ORGANIZATION = "organization"
    TITLE = "title"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why two contacts may be one person."""

    kind: ReasonKind
    text: str
    """English message id."""


@dataclass(frozen=True, slots=True)
class Match:
    """A contact that may be the person one asks about."""

    contact_id: int
    probability: float
    """That it is, [0, 1]."""
    reasons: tuple[Reason, ...]
    """What speaks for it, the strongest first."""


def probability_of(features: Iterable[Feature]) -> float:
    """Give the probability that contacts of which these are true are one person, [0, 1]."""
    points = weights()
    total = points["prior"] + sum(points.get(feature, 0.0) for feature in features)
    return 1 / (1 + math.exp(-max(min(total, 40.0), -40.0)))


@cache
def weights() -> dict[str, float]:
    """Give the points of each feature, and those that every pair begins with ("prior")."""
    text = files("app.matching").joinpath("weights.json").read_text(encoding="utf-8")
    return {str(name): float(value) for name, value in json.loads(text).items()}


def reasons_of(features: Iterable[Feature]) -> tuple[Reason, ...]:
    """Say in words what speaks for two contacts being one person, the strongest first."""
    known = [feature for feature in features if feature in _REASONS]
    known.sort(key=lambda feature: -weights().get(feature, 0.0))
    return tuple(_REASONS[feature] for feature in known)


_REASONS: Final = {
    Feature.NAME_SAME: Reason(ReasonKind.NAME, mark("Same name")),
    Feature.NAME_SHORTENED: Reason(ReasonKind.NAME, mark("Shortened given name")),
    Feature.GIVEN_PART: Reason(ReasonKind.NAME, mark("One given name of two")),
    Feature.NAME_INITIAL: Reason(ReasonKind.NAME, mark("Same family name and initial")),
    Feature.NAME_SLIP: Reason(ReasonKind.NAME, mark("Nearly the same name")),
    Feature.FAMILY_PART: Reason(ReasonKind.NAME, mark("One family name of two")),
    Feature.FAMILY_CHANGED: Reason(ReasonKind.NAME, mark("Same given name")),
    Feature.MAILBOX_NAMES: Reason(ReasonKind.EMAIL, mark("Same given name, former family name")),
    Feature.GIVEN_DIFFERS: Reason(ReasonKind.NAME, mark("Same family name")),
    Feature.EMAIL_SAME: Reason(ReasonKind.EMAIL, mark("Same e-mail address")),
    Feature.EMAIL_SHARED: Reason(ReasonKind.EMAIL, mark("Same shared e-mail address")),
    Feature.EMAIL_SLIP: Reason(ReasonKind.EMAIL, mark("Nearly the same e-mail address")),
    Feature.CELL_SAME: Reason(ReasonKind.PHONE, mark("Same mobile number")),
    Feature.NUMBER_SAME: Reason(ReasonKind.PHONE, mark("Same phone number")),
    Feature.NUMBER_SHARED: Reason(ReasonKind.PHONE, mark("Same switchboard")),
    Feature.NUMBER_SLIP: Reason(ReasonKind.PHONE, mark("Nearly the same phone number")),
    Feature.PROFILE_SAME: Reason(ReasonKind.PROFILE, mark("Same profile page")),
    Feature.FIRM_SAME: Reason(ReasonKind.ORGANIZATION, mark("Same organization or domain")),
    Feature.TITLE_SAME: Reason(ReasonKind.TITLE, mark("Same title")),
    Feature.PLACE_SAME: Reason(ReasonKind.PLACE, mark("Same address")),
    Feature.TOWN_SAME: Reason(ReasonKind.PLACE, mark("Same town")),
}
