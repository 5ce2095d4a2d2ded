"""The words that may ask for a follow-up: every match, the good and the bad."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ocr.proposals import lexicon as words
from ocr.proposals.note_text import NoteText, Span, alternatives
from ocr.types import ProposalKind


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that ask for something to be done."""

    kind: ProposalKind
    span: Span
    strength: float
    """[0, 1]: how sure it is that this is asked for, if a day stands beside it."""
    needs_day: bool = False
    """Whether it is nothing unless a day stands beside it."""
    is_noun: bool = False
    needs_time: bool = False
    is_general: bool = False
    """Whether it names no means: "follow up"."""


_THING: Final = alternatives(words.THINGS)
_DETERMINER: Final = (
    r"(?:(?:a|an|the|un|une|le|la|les|l'|des|du|de|d'|mon|ma|mes|notre|nos|my|our|him|her|them|lui"
    r"|leur|sa|son|ses|me|us|some|new|nouvelle|nouveau|updated|final|finale|petit|petite|quick"
    r"|\d{1,3}) )*"
)


def find_candidates(note: NoteText) -> Iterator[Cue]:
    """Yield every match of a cue's words, the good and the bad."""
    for kind, source, strength in _PHRASES:
        for _, span in note.find(source):
            yield Cue(kind, span, strength)
    yield from _simple(note, words.CALL, ProposalKind.CALL, 0.93, words.CALL_NOUNS)
    yield from _simple(note, words.WRITE, ProposalKind.WRITE, 0.9)
    yield from _reconnecting(note)
    yield from _sending(note)
    yield from _simple(note, words.MEET, ProposalKind.MEET, 0.9)
    yield from _meetings(note)
    yield from _seeing(note)
    yield from _events(note)
    yield from _thanking(note)
    yield from _simple(note, words.CONGRATULATE, ProposalKind.CONGRATULATE, 0.92)
    for _, span in note.find(alternatives(words.BIRTHDAY)):
        yield Cue(ProposalKind.CONGRATULATE, span, 0.8, needs_day=True, is_noun=True)
    yield from _introducing(note)
    yield from _wanting(note)


_PERSON_AFTER: Final = r"(?:him|her|them|you|us|w|with|avec|lui|a|au|chez|le|la|l'|son|his|at)"


def _seeing(note: NoteText) -> Iterator[Cue]:
    """Yield "see him Thursday", "passer chez lui lundi": with a day they are meetings."""
    for source in (
        rf"(?:see|voir|visit)(?= {_PERSON_AFTER}(?: |$))",
        r"(?:le|la|les|l'|se|nous) voir",
        r"(?:passer|repasser|aller|go|pass|go by|arreter) (?:a|au|chez|to|by|voir|le voir|la voir)",
        r"(?:montrer|show|lui montrer)",
        r"(?:etre|be|sera|serai|seront) (?:a|au|at|la|there)",
    ):
        for _, span in note.find(source):
            yield Cue(ProposalKind.MEET, span, 0.8, needs_day=True)
    for _, span in note.find(r"(?:talk|speak|parler|jaser|discuter|chat|discuss)"):
        yield Cue(ProposalKind.CALL, span, 0.65, needs_day=True)


_GREETING: Final = (
    rf"(?:{alternatives(('send', 'write', 'envoyer', 'ecrire', 'faire', 'laisser', 'poster'))}) "
    rf"{_DETERMINER}"
)
_PHRASES: Final = (
    (
        ProposalKind.THANK,
        rf"{_GREETING}(?:{alternatives(set(words.THANK) - words.THANK_NEEDS_OBJECT)})",
        0.93,
    ),
    (
        ProposalKind.WRITE,
        r"(?:send|envoyer|ecrire|faire|write|envoi) (?:him |her |them |lui |un |une |an )*"
        r"(?:a |le |l' )?"
        r"(?:email|e mail|courriel|mail|texto|sms|text|message|mp|dm|mot|note|message linkedin)",
        0.93,
    ),
    (
        ProposalKind.SEND,
        r"(?:email|emailer|courriel|mailer|text|texter) (?:him |her |them |lui )?"
        r"(?:the |le |la |les )"
        rf"(?:{_THING})",
        0.85,
    ),
    (
        ProposalKind.CALL,
        r"(?:booker|book|schedule|set up|fixer|planifier|prevoir|arrange|ceduler|caler) "
        r"(?:un |a |an |le )?(?:call|appel|phone call|tel)",
        0.92,
    ),
)


def _simple(
    note: NoteText,
    phrases: Sequence[str],
    kind: ProposalKind,
    strength: float,
    nouns: frozenset[str] = frozenset(),
) -> Iterator[Cue]:
    for match, span in note.find(alternatives(phrases)):
        is_noun = match.group() in nouns
        yield Cue(kind, span, strength - 0.1 * is_noun, needs_day=is_noun, is_noun=is_noun)


_BY_PHONE: Final = re.compile(
    r"(?:^| )(?:par tel|tel|par telephone|by phone|phone|call|appel)(?: |$)"
)


def _reconnecting(note: NoteText) -> Iterator[Cue]:
    for match, span in note.find(alternatives(words.RECONNECT)):
        by_phone = _BY_PHONE.search(note.after(span.end))
        kind = ProposalKind.CALL if by_phone else ProposalKind.WRITE
        is_noun = match.group() in words.RECONNECT_NOUNS
        yield Cue(kind, span, 0.75, needs_day=is_noun, is_noun=is_noun, is_general=True)


def _sending(note: NoteText) -> Iterator[Cue]:
    for match, span in note.find(alternatives(words.SEND)):
        after = note.after(span.end)
        if match.group() in words.SEND_NEEDS_THING and not re.match(
            rf"{_DETERMINER}(?:{_THING})(?: |$)", after
        ):
            if match.group() == "mail":
                yield Cue(ProposalKind.WRITE, span, 0.8)
            continue
        if match.group() == "get" and re.search(r"(?:^| )from ", after):
            continue
        needs_day = match.group() in words.SEND_NEEDS_DAY
        yield Cue(ProposalKind.SEND, span, 0.93, needs_day=needs_day)
    for _, span in note.find(
        rf"(?:email|emailer|mailer|courrieller) {_DETERMINER}(?:{_THING}) (?:to|a)"
    ):
        yield Cue(ProposalKind.SEND, span, 0.85)
    for _, span in note.find(alternatives(words.DELIVERABLES)):
        if note.before(span.first).endswith(":") or not note.before(span.first):
            yield Cue(ProposalKind.SEND, span, 0.75, needs_day=True, is_noun=True)


_OBJECT_BEFORE: Final = re.compile(
    r"(?:^| )(?:par|de|du|d'|des|a|au|aux|about|of|from|at|in|to|dans|like|comme|pendant"
    r"|lors du)"
    r"(?: (?:l'|le|la|les|the|une?|son|sa|notre|our|his|her))?$"
)
"""What a meeting is the object of: "intéressée par l'atelier", "met at lunch"."""


def _meetings(note: NoteText) -> Iterator[Cue]:
    planned = rf"(?P<plan>(?:(?:{alternatives(words.PLAN)}) )*)"
    later = rf"(?P<later>(?: (?:{alternatives(words.TO_PLAN)}))?)"
    source = rf"{planned}(?P<what>{alternatives(words.MEETING)}){later}"
    for match, span in note.find(source):
        after = note.after(span.end)
        if re.match(rf"(?:{alternatives(words.NOT_A_MEETING_BEFORE)})(?: |$)", after):
            continue
        if not match["plan"] and _OBJECT_BEFORE.search(note.before(span.first)):
            continue
        is_planned = bool(set(match["plan"].split()) & words.PLAN_STRONG or match["later"])
        is_asked = is_planned or _is_question(note, span)
        yield Cue(
            ProposalKind.MEET,
            span,
            0.9 if is_planned else 0.88,
            not is_asked,
            is_noun=not is_planned,
        )


def _events(note: NoteText) -> Iterator[Cue]:
    for _, span in note.find(rf"{alternatives(words.EVENTS)}"):
        if not _OBJECT_BEFORE.search(note.before(span.first)):
            yield Cue(ProposalKind.MEET, span, 0.7, needs_day=True, is_noun=True, needs_time=True)


def _is_question(note: NoteText, span: Span) -> bool:
    """Tell whether a clause that starts with a cue ends with a question mark."""
    clause = note.clause_at(span.first).span
    starts = span.first == clause.first
    return starts and clause.end < len(note.tokens) and note.tokens[clause.end].key == "?"


def _thanking(note: NoteText) -> Iterator[Cue]:
    for match, span in note.find(alternatives(words.THANK)):
        if match.group() in words.THANK_NEEDS_OBJECT:
            objects = re.match(
                r"(?:beaucoup |bcp |encore |again |so much |a lot )*(?:pour|pr|for|a|to|de)? ?\w",
                note.after(span.end),
            )
            if not objects:
                continue
        yield Cue(ProposalKind.THANK, span, 0.9)


def _introducing(note: NoteText) -> Iterator[Cue]:
    for match, span in note.find(alternatives(words.INTRODUCE)):
        after = note.after(span.end)
        is_somebody = _is_capital(note, span.end) or re.match(
            r"(?:a|au|aux|le|la|les|l'|mon|ma|mes|son|sa|notre)(?: |$)", after
        )
        if match.group() == "presenter" and not is_somebody:
            continue
        if match.group() in ("connect", "connecter") and not (
            _is_capital(note, span.end) or re.match(r"(?:him|her|them|avec|a|lui)(?: |$)", after)
        ):
            continue
        if after or match.group() not in ("intro", "connect to", "connect with"):
            yield Cue(ProposalKind.INTRODUCE, span, 0.88)


def _is_capital(note: NoteText, index: int) -> bool:
    if index >= len(note.tokens):
        return False
    return note.written[note.tokens[index].start].isupper()


def _wanting(note: NoteText) -> Iterator[Cue]:
    wants = alternatives(words.WANTS)
    for kind, what in (
        (ProposalKind.SEND, _THING),
        (ProposalKind.CALL, "appel|call|coup de fil|phone call|callback|call back"),
        (ProposalKind.MEET, "meeting|rdv|rendez vous|rencontre|demo|visite|site visit|visit"),
        (ProposalKind.WRITE, "email|courriel|reponse|reply|answer"),
    ):
        for _, span in note.find(rf"(?:{wants}) {_DETERMINER}(?:{what})"):
            yield Cue(kind, span, 0.8)
    for _, span in note.find(rf"(?:{wants}) (?:to meet|me rencontrer|nous rencontrer|me voir)"):
        yield Cue(ProposalKind.MEET, span, 0.8)
