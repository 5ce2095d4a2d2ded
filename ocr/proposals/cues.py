"""Finds the words of a note that ask for a follow-up, and refuses those that only look so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from ocr.proposals import lexicon as words
from ocr.proposals.cue_rules import Cue, find_candidates
from ocr.proposals.note_text import NoteText, Span, alternatives
from ocr.types import ProposalKind

_NEGATED: Final = re.compile(
    rf"(?:^| )(?:{alternatives(words.NEGATIONS)})"
    r"(?: (?:lui|le|la|l'|les|me|leur|him|her|to|de|d'|be))*$"
)
_BY_OTHERS: Final = re.compile(
    rf"(?:^| )(?:{alternatives(words.OTHERS)})(?: (?:me|m'|nous|us|to|lui))?$"
)
_VERB_BY_OTHERS: Final = re.compile(
    rf"(?:^| )(?:{alternatives(set(words.OTHERS) - words.OTHERS_VERB_OK)})(?: (?:me|m'|nous|us))?$"
)
_TOLD_TO: Final = re.compile(
    r"(?:^| )(?:ask|tell|have|demander|dire|get)(?: \w+){1,3} (?:to|de|d')$"
)
"""Somebody else is asked to do it: "ask Raj to intro us"."""
_ASKED_OF_ME: Final = re.compile(r"(?:wants?|asked|needs?|expects?|would like|likes) me to$")
_DONE: Final = re.compile(rf"(?:^| )(?:{alternatives(words.DONE)})(?: |$)")
_SUBORDINATE: Final = re.compile(
    r"(?:^| )(?:pour|pr|to|re|about|for|of|de|d'|du|afin de|au sujet du|par|by|via|with|apres|after"
    r"|before|avant|over|le|la|les|l'|the|his|her|son|sa|ses|mon|ma|mes|my|our|un|une|a|an|its)$"
)


def find_cues(note: NoteText, days: Sequence[Span]) -> tuple[Cue, ...]:
    """Return what asks for a follow-up, in order.

    Args:
        note: The note.
        days: Where days and times stand; words in them ("midi", "appel" never) are no cues.

    Returns:
        Cues that do not overlap. Of several in one clause, those that only say what the first
        is about are left out.
    """
    found = [
        cue for cue in find_candidates(note) if not any(cue.span.overlaps(day) for day in days)
    ]
    found.sort(key=lambda cue: (cue.span.first - cue.span.end, cue.span.first))
    chosen: list[Cue] = []
    for cue in found:
        if not any(cue.span.overlaps(other.span) for other in chosen):
            chosen.append(cue)
    chosen.sort(key=lambda cue: cue.span.first)
    allowed = [cue for cue in chosen if _is_asked(note, cue)]
    return _without_subordinates(note, allowed, days)


def _is_asked(note: NoteText, cue: Cue) -> bool:
    """Tell whether a cue's words ask for it: not denied, not done, not somebody else's doing."""
    before = note.before(cue.span.first)
    if _NEGATED.search(before):
        return False
    if _ASKED_OF_ME.search(before):
        return True
    if _TOLD_TO.search(before):
        return False
    others = _BY_OTHERS if cue.is_noun else _VERB_BY_OTHERS
    if others.search(before):
        return False
    if _DONE.search(before) or _is_past(note, cue):
        return False
    return not _is_thing(note, cue, before)


_PARTICIPLE: Final = re.compile(r"(?:rencontr|envoy|r?appell?|relanc|visit|invit|not)é(?:e|s|es)?")


def _is_past(note: NoteText, cue: Cue) -> bool:
    """Tell a participle by its accent ("rencontré"), or by what follows it."""
    written = note.quote(Span(cue.span.first, cue.span.first + 1)).lower()
    if _PARTICIPLE.fullmatch(written):
        return True
    key = note.tokens[cue.span.first].key
    if key == "rencontre" and re.match(
        r"(?:\w+ )?(?:au|a la|a l'|lors|chez|dans|par|via|grace)(?: |$)", note.after(cue.span.end)
    ):
        return not re.search(r"\d", note.after(cue.span.end))
    return False


def _is_thing(note: NoteText, cue: Cue, before: str) -> bool:
    """Tell a thing from an action: "call center", "centre d'appels", "appel d'offres"."""
    after = note.after(cue.span.end)
    key = note.words(cue.span)
    if cue.kind is ProposalKind.CALL:
        if re.match(r"(?:center|centre|centers|d' offres|girl|log|sign|to action)(?: |$)", after):
            return True
        if before.endswith(("centre d'", "conference")):
            return True
        if key == "call" and re.search(r"(?:^| )on$", before):
            return True
        if key in ("tel", "phone", "telephone") and re.match(r":? ?[¤\d+(]", after):
            return True
        if key in ("rappelle", "appelle") and re.match(r"[A-Z]", note.written) and not after:
            return False
    if cue.kind is ProposalKind.CALL and re.match(r"qu'|que ", after):
        return True
    if key in ("text", "message", "contact", "contacter") and before.endswith(("bon", "good")):
        return True
    if key in ("lead", "write", "text", "email", "courriel", "phone", "message"):
        return after.startswith((": ¤", "¤"))
    return False


def _without_subordinates(
    note: NoteText, cues: Sequence[Cue], days: Sequence[Span]
) -> tuple[Cue, ...]:
    """Leave out cues that only say what another in their clause is about."""
    chosen: list[Cue] = []
    last: Cue | None = None
    for cue in cues:
        clause = note.clause_at(cue.span.first)
        is_together = last is not None and last.span.first in clause.span
        if is_together and last is not None:
            between = note.words(Span(last.span.end, cue.span.first))
            has_day_between = any(last.span.end <= day.first < cue.span.first for day in days)
            if last.is_noun and not cue.is_noun and between in ("a", "to", "to be", "pour", ""):
                last = cue
                chosen[-1] = cue
                continue
            is_joined = re.search(r"(?:^| )(?:et|and|puis|then|ensuite|/|ou|or)$", between)
            if not is_joined and not (has_day_between and not _SUBORDINATE.search(between)):
                continue
            if last.kind is ProposalKind.THANK and cue.is_noun:
                continue
        if is_together and last is not None and last.kind is cue.kind:
            cue = replace(cue, strength=cue.strength - 0.1)
        last = cue
        chosen.append(cue)
    return tuple(chosen)
