"""What the notes of a scan propose, as choices of the review; none is chosen before a person does.

A proposed next step travels through the form as one value, "kind@day@words", so that the choice
works without scripts like any other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.models import FollowUpKind
from ocr.types import Proposal, ProposalKind

_SEPARATOR = "@"
_STEP_KINDS = frozenset(kind.value for kind in FollowUpKind)


@dataclass(frozen=True, slots=True)
class SuggestedStep:
    """A next step that a note asks for."""

    kind: FollowUpKind
    due_on: date
    words: str
    """Of the note, as they were read."""

    @property
    def choice(self) -> str:
        """The value of its radio button."""
        return _SEPARATOR.join((self.kind, self.due_on.isoformat(), self.words))


@dataclass(frozen=True, slots=True)
class Suggestions:
    """Everything that the notes of one scan propose and the review can take."""

    steps: tuple[SuggestedStep, ...] = ()
    tags: tuple[str, ...] = ()


def suggest(proposals: Sequence[Proposal]) -> Suggestions:
    """Sort proposals into next steps that have a day, and tags; the most certain first."""
    by_certainty = sorted(proposals, key=lambda proposal: -proposal.confidence)
    steps = {
        SuggestedStep(FollowUpKind(one.kind.value), date.fromisoformat(one.due), one.text): None
        for one in by_certainty
        if one.due and one.kind.value in _STEP_KINDS
    }
    tags = {one.value: None for one in by_certainty if one.kind is ProposalKind.TAG and one.value}
    return Suggestions(tuple(steps), tuple(tags))


def read_suggested_step(choice: str) -> SuggestedStep | None:
    """Read a radio button's value back; None when it is not that of a suggestion."""
    kind, _, rest = choice.partition(_SEPARATOR)
    day, _, words = rest.partition(_SEPARATOR)
    try:
        return SuggestedStep(FollowUpKind(kind), date.fromisoformat(day), words)
    except ValueError:
        return None
