"""Finds the times of day that a note names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ocr.proposals.note_text import NoteText, Span

_RANGE: Final = r"(?:(?:-| - | a | to | et | and )\d{1,2}(?:h\d{0,2}|[ap]m)?)?"
_EARLIEST_BARE_HOUR: Final = 7
"""A bare hour below this is of the afternoon: nobody meets at 3 in the morning."""


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time of day named in a note."""

    span: Span
    time: str
    """HH:MM, 24 hours."""


_HOUR: Final = r"(?P<hour>\d{1,2})"
_HOUR_TO: Final = r"\d{1,2}(?::\d\d)? ?"
_SOURCES: Final = (
    rf"(?:a |vers |des |at |pour |@ ?|entre |de )?{_HOUR} ?h ?(?P<minute>[0-5]\d)?{_RANGE}",
    rf"(?:a |vers |at |@ ?|around )?{_HOUR}[:.h](?P<minute>[0-5]\d) ?(?P<half>[ap]m?)?{_RANGE}",
    rf"(?:at |@ ?|around |by )?{_HOUR} ?(?P<half>[ap]m){_RANGE}",
    rf"(?:at |@ ?|around |from )?{_HOUR}(?:-| - | to ){_HOUR_TO}(?P<half>[ap]m)",
    rf"(?:at |@ ?|around ){_HOUR}(?: o'clock)?",
    rf"(?:a |vers ){_HOUR} (?:heures|heure|hrs)",
    r"(?:a |at |vers |around )?(?P<noon>midi|noon)(?: (?P<minute>15|30|45))?",
)
_NOT_AFTER: Final = re.compile(r"(?:^| )(?:(?:dans|sous|in|within|d' ici)(?: les)?|24|5 a)$")
_NO_NOON_AFTER: Final = re.compile(r"(?:^| )(?:apres|avant|l'|cet|ap|de l'|le)$")


def find_times(note: NoteText) -> tuple[TimeMention, ...]:
    """Return the times of day that a note names, in order; they do not overlap."""
    found = sorted(_candidates(note), key=lambda mention: mention.span.first - mention.span.end)
    chosen: list[TimeMention] = []
    for mention in found:
        if not any(mention.span.overlaps(other.span) for other in chosen):
            chosen.append(mention)
    return tuple(sorted(chosen, key=lambda mention: mention.span.first))


def _candidates(note: NoteText) -> Iterator[TimeMention]:
    for source in _SOURCES:
        for match, span in note.find(source):
            time = _time_of(match)
            before = note.before(span.first)
            is_noon = match.groupdict().get("noon")
            if time and not (_NO_NOON_AFTER if is_noon else _NOT_AFTER).search(before):
                yield TimeMention(span, time)


def _time_of(match: re.Match[str]) -> str:
    """Return HH:MM, or "" when there is no such time."""
    groups = match.groupdict()
    minute = int(groups.get("minute") or 0)
    if groups.get("noon"):
        return f"12:{minute:02}"
    hour = int(groups["hour"])
    half = groups.get("half")
    if half:
        if not 1 <= hour <= 12:
            return ""
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    else:
        hour = bare_hour(hour)
    return f"{hour:02}:{minute:02}" if hour < 24 else ""


def bare_hour(hour: int) -> int:
    """Return the hour that is meant by a number alone: 3 is 15, 10 is 10."""
    return hour + 12 if 0 < hour < _EARLIEST_BARE_HOUR else hour
