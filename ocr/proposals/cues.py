"""Finds the words of a note that ask for a follow-up, and refuses those that only look so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
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
_NEGATED: Final = re.compile(
    rf"(?:^| )(?:{alternatives(words.NEGATIONS)})(?: (?:lui|le|la|l'|les|me|leur|him|her|to|de|d'|be))*$"
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
    found = [cue for cue in _candidates(note) if not any(cue.span.overlaps(day) for day in days)]
    found.sort(key=lambda cue: (cue.span.first - cue.span.end, cue.span.first))
    chosen: list[Cue] = []
    for cue in found:
        if not any(cue.span.overlaps(other.span) for other in chosen):
            chosen.append(cue)
    chosen.sort(key=lambda cue: cue.span.first)
    allowed = [cue for cue in chosen if _is_asked(note, cue)]
    return _without_subordinates(note, allowed, days)


def _candidates(note: NoteText) -> Iterator[Cue]:
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
        r"(?:send|envoyer|ecrire|faire|write|envoi) (?:him |her |them |lui |un |une |an |a |le |l' )*"
        r"(?:email|e mail|courriel|mail|texto|sms|text|message|mp|dm|mot|note|message linkedin)",
        0.93,
    ),
    (
        ProposalKind.SEND,
        r"(?:email|emailer|courriel|mailer|text|texter) (?:him |her |them |lui )?(?:the |le |la |les )"
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
    r"(?:^| )(?:par|de|du|d'|des|a|au|aux|about|of|from|at|in|to|from|dans|like|comme|pendant|lors du)"
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
        if match.group() == "presenter" and not re.match(
            r"(?:a|au|aux|le|la|les|l'|mon|ma|mes|son|sa|notre)(?: |$)", after
        ):
            if not _is_capital(note, span.end):
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


# -- what takes a cue away ----------------------------------------------------------------------


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
