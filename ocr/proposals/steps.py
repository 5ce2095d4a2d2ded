"""Joins what a note asks for with the days and times that stand beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from ocr.proposals.cue_rules import Cue
from ocr.proposals.days import DayMention, Relation
from ocr.proposals.note_text import Clause, NoteText, Span
from ocr.proposals.times import TimeMention
from ocr.proposals.tokens import NEWLINE
from ocr.types import ProposalKind

_RETURNS: Final = re.compile(
    r"(?:^| )(?:retour|revient|back|returns|until|jusqu'|vacances|vacation|holiday|away|absent"
    r"|absente|dispo|disponible|available|free|libre|off|conge|parti|partie|leave)(?: |$)"
)
_FILLERS_WORDS: Final = """
    le la les l' the on at a au du de d' vers en in am pm matin soir midi apres ap aprem morning
    afternoon evening dans ou or et and si possible if around max svp pls please idealement
    ideally plus tard : # now maintenant by for pour then c' est is it ce cet cette pas not
    proposer propose suggest lui set up prevu prevue booked scheduled planned fixe him her try
"""
_FILLERS: Final = frozenset(_FILLERS_WORDS.split())
_CELEBRATIONS: Final = frozenset(("souligner", "feter", "celebrer", "celebrate"))
_MAX_CLAUSES_APART: Final = 2


@dataclass(frozen=True, slots=True)
class Step:
    """Something to be done, with its day and time where the note names them."""

    cue: Cue
    day: DayMention | None = None
    time: TimeMention | None = None


def join_steps(
    note: NoteText, cues: Sequence[Cue], days: Sequence[DayMention], times: Sequence[TimeMention]
) -> tuple[Step, ...]:
    """Give each cue the day and the time that belong to it.

    A day belongs to the cue before it in its clause, or else to the one after it. A clause with
    nothing but a day belongs to its neighbours: the one before, or else the one after.

    Returns:
        One step for each cue, in order, but for those that need a day and have none.
    """
    steps = [Step(cue) for cue in cues]
    for day in days:
        index = _owner_of_day(note, steps, day)
        if index is not None:
            steps[index] = replace(steps[index], day=day)
    for time in times:
        index = _owner_of_time(note, steps, time)
        if index is not None:
            steps[index] = replace(steps[index], time=time)
    return tuple(step for step in steps if _is_complete(step))


def _is_complete(step: Step) -> bool:
    if step.cue.needs_time:
        return step.day is not None and step.time is not None
    return not step.cue.needs_day or step.day is not None or step.time is not None


def _owner_of_day(note: NoteText, steps: Sequence[Step], day: DayMention) -> int | None:
    if day.due is None:
        return None
    clause = note.clause_at(day.span.first)
    inside = [index for index, step in enumerate(steps) if step.cue.span.first in clause.span]
    free = [
        index for index in inside if steps[index].day is None and _takes(note, steps[index], day)
    ]
    before = [index for index in free if steps[index].cue.span.first < day.span.first]
    if before:
        return before[-1]
    if free:
        return free[0]
    return None if inside else _owner_nearby(note, steps, day, clause)


def _takes(note: NoteText, step: Step, day: DayMention) -> bool:
    """Tell whether a day can be that of a step: thanks for Tuesday are not due on Tuesday."""
    cue = step.cue
    if cue.kind not in (ProposalKind.THANK, ProposalKind.CONGRATULATE) or cue.needs_day:
        return True
    if note.tokens[cue.span.first].key in _CELEBRATIONS:
        return True
    is_close = day.span.first - cue.span.end <= 1
    is_object = re.search(
        r"(?:^| )(?:pour|for|de|du|d'|of)(?: |$)", note.words(Span(cue.span.end, day.span.first))
    )
    return day.relation is Relation.BY or (is_close and not is_object)


def _owner_nearby(
    note: NoteText, steps: Sequence[Step], day: DayMention, clause: Clause
) -> int | None:
    """Find the step, in another clause, that a day without any of its own belongs to."""
    order = note.clauses.index(clause)
    distances = [note.clauses.index(note.clause_at(step.cue.span.first)) - order for step in steps]
    words = note.words(clause.span)
    is_bare = _is_bare(note, clause, day)
    is_return = bool(_RETURNS.search(words)) or day.relation is Relation.UNTIL
    following = [
        index for index, distance in enumerate(distances) if 0 < distance <= _MAX_CLAUSES_APART
    ]
    if is_return:
        is_free = following and steps[following[0]].day is None
        return following[0] if is_free else None
    preceding = [
        index
        for index, distance in enumerate(distances)
        if -_MAX_CLAUSES_APART <= distance < 0 and steps[index].day is None
    ]
    goes_on = clause.mark in (NEWLINE, ",", "+", "&", "-", "→", "(", "/")
    is_led_by_day = day.span.first == clause.span.first and clause.mark in (NEWLINE, "-", "(")
    is_deadline = day.relation is Relation.BY
    if preceding and (is_bare or (goes_on and (is_led_by_day or is_deadline))):
        return preceding[-1]
    if is_bare and following and steps[following[0]].day is None:
        return following[0]
    return None


def _is_bare(note: NoteText, clause: Clause, day: DayMention) -> bool:
    """Tell whether a clause says nothing but a day and a time."""
    return all(
        index in day.span
        or note.tokens[index].key in _FILLERS
        or re.fullmatch(r"\d{1,2}(?:h\d{0,2}|:\d\d|[ap]m)?|h", note.tokens[index].key)
        for index in range(clause.span.first, clause.span.end)
    )


def _owner_of_time(note: NoteText, steps: Sequence[Step], time: TimeMention) -> int | None:
    """Find the step of a time: the one whose day stands beside it, or that of its clause."""
    free = [index for index, step in enumerate(steps) if step.time is None]
    beside = [
        index
        for index in free
        if (day := steps[index].day) is not None and -2 <= time.span.first - day.span.end <= 3
    ]
    if beside:
        return beside[-1]
    ahead = [
        index
        for index in free
        if (day := steps[index].day) is not None and 0 <= day.span.first - time.span.end <= 3
    ]
    if ahead:
        return ahead[0]
    clause = note.clause_at(time.span.first)
    inside = [index for index in free if steps[index].cue.span.first in clause.span]
    before = [index for index in inside if steps[index].cue.span.first < time.span.first]
    return before[-1] if before else (inside[0] if inside else None)
