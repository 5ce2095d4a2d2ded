"""Drafts: what the owner of a card says about it right after the shot, before it is reviewed.

Tags, a next step, a spare card: kept with the scan as JSON, in the form that the API takes, and
what its review starts from.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from app.contact_values import one_line
from app.follow_ups import TEXT_LIMIT, NewFollowUp
from app.models import FollowUpKind
from app.search import fold_tag
from app.tags import split_tags


@dataclass(frozen=True, slots=True)
class Draft:
    """What was said about a card."""

    tags: tuple[str, ...] = ()
    follow_up: NewFollowUp | None = None
    has_spare_card: bool = False


def clean_draft(draft: Draft) -> Draft:
    """Give a draft as it is kept: each tag once, texts on one line and not too long."""
    step = draft.follow_up
    if step is not None:
        step = replace(step, text=one_line(step.text)[:TEXT_LIMIT])
    return Draft(tuple(split_tags(draft.tags)), step, draft.has_spare_card)


def draft_of(stored: Mapping[str, Any] | None) -> Draft:
    """Read a draft as a scan keeps it; an empty one for a scan without."""
    if not stored:
        return Draft()
    step = stored.get("follow_up")
    return Draft(
        tags=tuple(stored.get("tags", ())),
        follow_up=NewFollowUp(
            due_on=date.fromisoformat(step["due_on"]),
            kind=FollowUpKind(step["kind"]),
            text=step["text"],
        )
        if step
        else None,
        has_spare_card=bool(stored.get("has_spare_card")),
    )


def draft_to_json(draft: Draft) -> dict[str, Any] | None:
    """Put a draft into the form that a scan keeps; None for one that says nothing."""
    if draft == Draft():
        return None
    step = draft.follow_up
    return {
        "tags": list(draft.tags),
        "follow_up": {
            "kind": step.kind.value,
            "due_on": step.due_on.isoformat(),
            "text": step.text,
        }
        if step
        else None,
        "has_spare_card": draft.has_spare_card,
    }


def write_draft(draft: Draft) -> str:
    """Write a draft as a form carries it."""
    return json.dumps(draft_to_json(draft))


def read_draft(text: str) -> Draft | None:
    """Read a draft as a form carries it; None when it is none."""
    try:
        stored = json.loads(text)
        is_one = stored is None or isinstance(stored, dict)
        return draft_of(stored) if is_one else None
    except (ValueError, TypeError, KeyError):
        return None


def draft_beside(draft: Draft) -> Draft:
    """Give what a draft says of the cards that were found beside its own in one photo.

    The tags are about where they lay. The next step and the spare card are one person's.
    """
    return Draft(tags=draft.tags)


def join_drafts(drafts: Iterable[Draft]) -> Draft:
    """Put the drafts of cards together that turned out to be one: nothing said is lost."""
    said = tuple(drafts)
    return clean_draft(
        Draft(
            tags=tuple(tag for one in said for tag in one.tags),
            follow_up=next((one.follow_up for one in said if one.follow_up), None),
            has_spare_card=any(one.has_spare_card for one in said),
        )
    )


def missing_tags(wanted: Iterable[str], known: Iterable[str]) -> list[str]:
    """Give the tags that are wanted and not known, however they are spelled."""
    folded = {fold_tag(name) for name in known}
    return [name for name in wanted if fold_tag(name) not in folded]
