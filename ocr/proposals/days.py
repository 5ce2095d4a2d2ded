"""Finds the days that a note names, relative to the day on which the card was shot."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from ocr.proposals import calendar_words as words
from ocr.proposals import lexicon
from ocr.proposals.dates import one_day, plus_days
from ocr.proposals.day_meanings import DaySetting, Meaning
from ocr.proposals.day_rules import RULES
from ocr.proposals.note_text import NoteText, Span, alternatives


class Relation(StrEnum):
    """How a step stands to the day that is named."""

    ON = "on"
    BY = "by"
    AFTER = "after"
    UNTIL = "until"
    """Something else lasts until then; a step comes after it."""
    PAST = "past"
    """The day is over, or comes every week: no step is due on it."""


@dataclass(frozen=True, slots=True)
class DayMention:
    """A day named in a note."""

    span: Span
    """With the words that say how it is meant: "avant le 12"."""
    core: Span
    """Without them: "le 12"."""
    due: date | None
    """None when the day is past or comes again and again."""
    relation: Relation
    certainty: float
    """[0, 1]: how sure it is that this is the day that is meant."""
    time: str = ""
    """HH:MM when the words of the day hold a time too: "Fri 10"."""


def find_days(note: NoteText, setting: DaySetting) -> tuple[DayMention, ...]:
    """Return the days that a note names, in order; they do not overlap."""
    found = [
        (span, meaning)
        for source, rule in RULES
        for match, span in note.find(source)
        if (meaning := rule(match, setting)) and _is_believable(note, match, span, meaning)
    ]
    found.sort(key=lambda pair: (pair[0].first - pair[0].end, pair[0].first))
    chosen: list[tuple[Span, Meaning]] = []
    for span, meaning in found:
        if not any(span.overlaps(other) for other, _ in chosen):
            chosen.append((span, meaning))
    chosen.sort(key=lambda pair: pair[0].first)
    return tuple(_relate(note, span, meaning, setting) for span, meaning in chosen)


_ACTIONS: Final = re.compile(
    rf"(?:^| )(?:{alternatives(lexicon.CALL, lexicon.RECONNECT, lexicon.WRITE)}|[+:→])(?: :)?$"
)
_ORDINAL: Final = re.compile(r"(?:on |the |le )?\d+(?:st|nd|rd|th|er)")
"""Of a day, unless a noun follows: "1er contact", "on 5th avenue"."""
_BESIDE: Final = frozenset((":", "-", "→", "+", "dans", "in"))


def _is_alone(note: NoteText, span: Span) -> bool:
    """Tell whether a count of days fills its clause, or follows an action's word."""
    clause = note.clause_at(span.first).span
    fills = all(
        index in span or note.tokens[index].key in _BESIDE
        for index in range(clause.first, clause.end)
    )
    return fills or bool(_ACTIONS.search(note.before(span.first)))


def _is_believable(note: NoteText, match: re.Match[str], span: Span, meaning: Meaning) -> bool:
    """Refuse short words that are only days where nothing but a day fits."""
    if meaning.is_only_beside_action:
        return _is_alone(note, span)
    if _ORDINAL.fullmatch(match.group()):
        after = note.after(span.end).split()
        return not after or after[0] in words.DAYISH_WORDS or not after[0].isalpha()
    if span.end - span.first > 1 or match.group() not in words.DOUBTFUL_WEEKDAYS:
        return True
    token = note.tokens[span.first]
    follower = note.written[token.end : token.end + 1]
    if follower == ".":
        return True
    after = note.after(span.end).split()
    is_day_after = (
        not after
        or after[0] in words.DAYISH_WORDS
        or after[0][0].isdigit()
        or after[0] in words.WEEKDAYS
        or not after[0].isalnum()
    )
    is_name = match.group() == "sam" and bool(
        re.search(
            r"(?:pour|for|to|a|with|avec|w|et|and|introduce|par|by)$", note.before(span.first)
        )
    )
    return is_day_after and not is_name


def _relate(note: NoteText, span: Span, meaning: Meaning, setting: DaySetting) -> DayMention:
    """Take in the preposition before a day, and say when a step is due."""
    before = note.words(Span(max(0, span.first - 6), span.first))
    relation, length = _relation_before(before)
    whole = Span(span.first - length, span.end)
    if meaning.is_past or meaning.period is None:
        return DayMention(whole, span, None, Relation.PAST, meaning.certainty)
    period = meaning.period
    is_long = period.last > period.first
    if relation is Relation.AFTER or (relation is Relation.UNTIL and not is_long):
        period = one_day(plus_days(period.last, 1))
    due = period.due(setting.shot_on)
    return DayMention(
        whole, span, due, relation if due else Relation.PAST, meaning.certainty, meaning.time
    )


def _compile_relation(source: tuple[str, ...]) -> re.Pattern[str]:
    article = r"(?: (?:la|le|les|the|l'|du|au|de|d'))?"
    return re.compile(rf"(?:^|(?<= ))(?:{alternatives(source)}){article}$")


_BEFORE: Final = _compile_relation(words.BEFORE)
_AFTER: Final = _compile_relation(words.AFTER)
_UNTIL: Final = _compile_relation(words.UNTIL)
_ON: Final = _compile_relation(("le", "la", "les", "the", "l'", *words.ON, *words.FROM))


def _relation_before(before: str) -> tuple[Relation, int]:
    """Read the preposition at the end of some words: what it says, and its number of words."""
    for relation, source in (
        (Relation.UNTIL, _UNTIL),
        (Relation.BY, _BEFORE),
        (Relation.AFTER, _AFTER),
        (Relation.ON, _ON),
    ):
        match = source.search(before)
        if match:
            return relation, len(match.group().split())
    return Relation.ON, 0
