"""Turns notes into proposals: what to do, by when, each with the words that it came from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from ocr.proposals.cue_rules import Cue
from ocr.proposals.cues import find_cues
from ocr.proposals.day_meanings import DaySetting
from ocr.proposals.days import find_days
from ocr.proposals.note_text import Language, NoteText, Span, read_note
from ocr.proposals.people import Finding, find_people
from ocr.proposals.steps import Step, join_steps
from ocr.proposals.times import find_times
from ocr.types import Handwriting, LineRef, Proposal, ProposalKind

_REPAIR_COST: Final = 0.06
_MAX_REPAIRS: Final = 5
_LONGEST_NOTE: Final = 2000
"""Characters; a card holds a few hundred, and nothing past this is looked at."""


@dataclass(frozen=True, slots=True)
class ProposalOptions:
    """What a note is supposed to mean where it does not say."""

    language: Language = "fr"
    """Of notes whose words are of neither language, or of both alike."""
    is_english_day_first: bool = False
    """Whether 2/3 in an English note is the second of March, as in Britain; in French it is."""


DEFAULT_OPTIONS: Final = ProposalOptions()


def propose(
    notes: Sequence[Handwriting], shot_on: date, options: ProposalOptions = DEFAULT_OPTIONS
) -> tuple[Proposal, ...]:
    """Return what notes ask for.

    Args:
        notes: In the order of the reading's handwriting.
        shot_on: The day on which the card was shot, in the time zone of the account: "mardi" is
            the first Tuesday after it.
        options: What is supposed where a note does not say.

    Returns:
        In the order of the words they came from. No proposal is due before `shot_on`. A note that
        asks for nothing gives none.
    """
    return tuple(
        proposal
        for index, note in enumerate(notes)
        for proposal in _propose_for_note(index, note, shot_on, options)
    )


def _propose_for_note(
    index: int, handwriting: Handwriting, shot_on: date, options: ProposalOptions
) -> Iterator[Proposal]:
    note = read_note(handwriting.text[:_LONGEST_NOTE], options.language)
    if not note.clauses:
        return
    setting = DaySetting(
        shot_on=shot_on,
        is_month_first=note.language == "en" and not options.is_english_day_first,
        is_french=note.language == "fr",
    )
    days = find_days(note, setting)
    day_spans = [day.span for day in days]
    times = [
        time for time in find_times(note) if not any(time.span.overlaps(span) for span in day_spans)
    ]
    taken = [*day_spans, *(time.span for time in times)]
    cores = [*(day.core for day in days), *(time.span for time in times)]
    findings = find_people(note, taken)
    cues = [
        cue
        for cue in find_cues(note, cores)
        if not any(cue.span.overlaps(finding.span) for finding in findings)
    ]
    steps = _without_empty_ones(note, join_steps(note, cues, days, times), taken)
    drafts = [_draft_of_step(note, step, cues, taken) for step in steps]
    drafts += [_draft_of_finding(finding) for finding in findings]
    for draft in sorted(drafts, key=lambda draft: draft.span.first):
        start, end = note.place(draft.span)
        sureness = draft.strength * (1 - _REPAIR_COST * min(draft.repairs, _MAX_REPAIRS))
        yield Proposal(
            kind=draft.kind,
            text=note.written[start:end],
            due=draft.due,
            value=draft.value,
            confidence=round(sureness * (0.4 + 0.6 * _clip(handwriting.confidence)), 4),
            lines=_lines_of(handwriting, start, end),
            time=draft.time,
            note=index,
            span=(start, end),
        )


@dataclass(frozen=True, slots=True)
class _Draft:
    kind: ProposalKind
    span: Span
    value: str
    strength: float
    repairs: int = 0
    due: str = ""
    time: str = ""


def _draft_of_finding(finding: Finding) -> _Draft:
    return _Draft(finding.kind, finding.span, finding.value, finding.strength)


def _draft_of_step(
    note: NoteText, step: Step, cues: Sequence[Cue], taken: Sequence[Span]
) -> _Draft:
    rest = _object_span(note, step.cue, cues)
    parts = [step.cue.span, rest]
    strength = step.cue.strength
    if step.day:
        parts.append(step.day.span)
        strength *= step.day.certainty
    if step.time:
        parts.append(step.time.span)
    whole = Span(
        min(part.first for part in parts if part.end > part.first),
        max(part.end for part in parts if part.end > part.first),
    )
    rests_on = [step.cue.span, step.day.span] if step.day else [step.cue.span]
    return _Draft(
        kind=step.cue.kind,
        span=whole,
        value=_value_of(note, step.cue, rest, taken),
        strength=strength,
        repairs=sum(note.repairs(span) for span in rests_on),
        due=step.day.due.isoformat() if step.day and step.day.due else "",
        time=step.time.time if step.time else (step.day.time if step.day else ""),
    )


def _object_span(note: NoteText, cue: Cue, cues: Sequence[Cue]) -> Span:
    """Return the words after a cue, up to the next cue or the end of its clause."""
    end = note.clause_at(cue.span.first).span.end
    for other in cues:
        if cue.span.end <= other.span.first < end:
            end = other.span.first
    return Span(cue.span.end, max(end, cue.span.end))


_EDGE_WORDS: Final = frozenset(
    ("et", "and", "puis", "then", "a", "le", ":", "or", "ou", "@", "vers", "re", "the", "w", "by")
)


def _value_of(note: NoteText, cue: Cue, rest: Span, taken: Sequence[Span]) -> str:
    """Return what a step is about, as written, without its day and time."""
    first = cue.span.first if cue.is_noun else rest.first
    kept = [index for index in range(first, rest.end) if not any(index in span for span in taken)]
    while kept and note.tokens[kept[-1]].key in _EDGE_WORDS:
        kept.pop()
    while kept and note.tokens[kept[0]].key in (_EDGE_WORDS - {"le", "the"}):
        kept.pop(0)
    pieces: list[str] = []
    previous = -2
    for index in kept:
        token = note.tokens[index]
        is_tight = index == previous + 1 and note.tokens[previous].end == token.start
        pieces.append(
            ("" if is_tight or not pieces else " ") + note.written[token.start : token.end]
        )
        previous = index
    return "".join(pieces)


def _without_empty_ones(note: NoteText, steps: Sequence[Step], taken: Sequence[Span]) -> list[Step]:
    """Leave out "follow up" without a day or an object beside a step that says what to do."""
    cues = [step.cue for step in steps]
    return [
        step
        for step in steps
        if len(steps) == 1
        or not step.cue.is_general
        or step.day is not None
        or _value_of(note, step.cue, _object_span(note, step.cue, cues), taken)
    ]


def _lines_of(note: Handwriting, start: int, end: int) -> tuple[LineRef, ...]:
    """Return the lines that some characters of a note stand on, or all where that is unknown."""
    if note.text.count("\n") + 1 != len(note.lines):
        return note.lines
    first = note.text.count("\n", 0, start)
    last = note.text.count("\n", 0, max(start, end - 1))
    return note.lines[first : last + 1]


def _clip(confidence: float) -> float:
    return min(1.0, max(0.0, confidence))
