"""What became of next steps in a change: made, moved to another day, changed, done, dropped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from app.contact_rows import pair_rows
from app.models import FollowUpKind

Row = Mapping[str, Any]
"""A next step as app.contact_rows.follow_ups_to_json() tells it."""


class StepAct(StrEnum):
    """What was done to a next step."""

    MADE = "made"
    MOVED = "moved"
    """To another day; perhaps with other words."""
    CHANGED = "changed"
    """What it is or says, on the same day."""
    DONE = "done"
    REOPENED = "reopened"
    """Not done after all."""
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class StepChange:
    """What a change did to one next step."""

    act: StepAct
    kind: FollowUpKind
    """As it became; of one that was dropped, as it was. So are the day and the text."""
    due_on: date
    text: str
    was_due_on: date | None = None
    """The day that it was moved from."""


def tell_steps(gone: Sequence[Row], new: Sequence[Row]) -> tuple[StepChange, ...]:
    """Tell what became of each next step that a change touched.

    Args:
        gone: Those that are no longer so.
        new: Those that are so now.
    """
    return tuple(_tell(was, became) for was, became in pair_rows(gone, new))


def _tell(was: Row | None, became: Row | None) -> StepChange:
    row = became or was
    assert row is not None
    due_on = date.fromisoformat(row["due_on"])
    was_due_on = date.fromisoformat(was["due_on"]) if was and became else None
    return StepChange(
        act=_act(was, became),
        kind=FollowUpKind(row["kind"]),
        due_on=due_on,
        text=row["text"],
        was_due_on=None if was_due_on == due_on else was_due_on,
    )


def _act(was: Row | None, became: Row | None) -> StepAct:
    if became is None:
        return StepAct.DROPPED
    if was is None:
        return StepAct.MADE
    if bool(was["done_at"]) != bool(became["done_at"]):
        return StepAct.DONE if became["done_at"] else StepAct.REOPENED
    return StepAct.CHANGED if was["due_on"] == became["due_on"] else StepAct.MOVED


def describe_step(row: Row) -> str:
    """Write a next step as text."""
    done = "✓" if row["done_at"] else ""
    return " · ".join(filter(None, (done, row["due_on"], row["kind"], row["text"])))
