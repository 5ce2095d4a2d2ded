"""What the notes of a scan propose, as choices of the review; none is chosen before a person does.

Each choice stands below the note that it was read from, with its words. A next step can have its
day changed; one whose note names no day gets one a week from now to start with.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from app.models import FollowUpKind
from ocr.types import Proposal, ProposalKind

DOUBTFUL_BELOW = 0.7
"""A proposal less sure than this is marked: it is taken by hand anyway, so that a wrong one costs
a glance."""

_WITHOUT_A_DAY = timedelta(days=7)
_STEP_KINDS = frozenset(kind.value for kind in FollowUpKind)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One thing that a note asks for: a next step, a tag, or the mark of a spare card."""

    words: str
    """Of the note, as they were read."""
    confidence: float
    note: int
    """Index of the note in the reading's handwriting."""
    step: FollowUpKind | None = None
    due_on: date | None = None
    """The day of the step; a proposal of ours when the note names none."""
    is_day_known: bool = False
    is_referral: bool = False
    """Someone to be introduced to, or to recommend."""
    is_spare_card: bool = False
    tag: str = ""
    """The tag, or "" for a step and a spare card."""

    @property
    def is_doubtful(self) -> bool:
        """Whether the person should look twice."""
        return self.confidence < DOUBTFUL_BELOW


def suggest(proposals: Sequence[Proposal], today: date) -> tuple[Suggestion, ...]:
    """Turn proposals into choices, in the order of the notes' words, each once."""
    in_order = sorted(proposals, key=lambda one: (one.note, one.span, -one.confidence))
    offered: dict[tuple[object, ...], Suggestion] = {}
    for proposal in in_order:
        made = _suggestion(proposal, today)
        if made is not None:
            key = (made.step, made.due_on, made.tag, made.is_spare_card, made.words)
            # The same tag of two notes is one tag.
            offered.setdefault((made.tag,) if made.tag else key, made)
    return tuple(offered.values())


def _suggestion(proposal: Proposal, today: date) -> Suggestion | None:
    seen = Suggestion(proposal.text, proposal.confidence, proposal.note)
    if proposal.kind is ProposalKind.TAG:
        return replace(seen, tag=proposal.value) if proposal.value else None
    if proposal.kind is ProposalKind.SPARE_CARD:
        return replace(seen, is_spare_card=True)
    is_referral = proposal.kind is ProposalKind.REFERRAL
    return replace(
        seen,
        step=FollowUpKind.INTRODUCE if is_referral else FollowUpKind(proposal.kind.value),
        due_on=date.fromisoformat(proposal.due) if proposal.due else today + _WITHOUT_A_DAY,
        is_day_known=bool(proposal.due),
        is_referral=is_referral,
    )
