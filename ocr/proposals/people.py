"""Finds what a note says of people: referrals, spare cards, tags."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ocr.proposals import people_words as words
from ocr.proposals.note_text import NoteText, Span, alternatives
from ocr.types import ProposalKind


@dataclass(frozen=True, slots=True)
class Finding:
    """A referral, a spare card or a tag in a note."""

    kind: ProposalKind
    span: Span
    value: str
    """Whom or what: "l'imprimeur", "prospect chaud"; "" when the note does not say."""
    strength: float


_TO: Final = r"(?:pour|pr|a|au|aux|to|for|→|->|on to|on for|d'|de)"
_CARD: Final = alternatives(words.CARDS)
_DETERMINER: Final = (
    r"(?:(?:la|sa|une|un|his|her|their|this|cette|ma|my|the|a|an|le|leur|l'|me|him) )*"
)
_KNOWN_PERSON: Final = re.compile(
    r"(?P<who>(?:(?:bien|tres bien|personnellement|personally|well|also|aussi|peut etre) )?"
    rf"(?:(?:le|la|les|l'|the|un|une|a|an|my|his|her|son|sa|ses|mon|ma|mes|our|notre|nos|leur|their"
    rf"|all the|tous les|plusieurs|many|some|des|new|other|good|great|big|top"
    r"|excellent|excellente|bon|bonne|gros|grosse|two|deux|bcp d'|beaucoup d'|bcp de) )*"
    rf"(?:{alternatives(words.ROLES, words.RELATIVES)})(?: |$)"
    rf"|(?:{alternatives(words.CROWD)})(?: |$))"
)
_NO_PERSON: Final = re.compile(r"(?:bien|well|tout|everything|about|how|comment|rien|pas)(?: |$)")


def find_people(note: NoteText, days: Sequence[Span]) -> tuple[Finding, ...]:
    """Return the referrals, spare cards and tags of a note, in order."""
    found = [*_spare_cards(note, days), *_referrals(note, days), *_tags(note)]
    found.sort(key=lambda finding: finding.span.first)
    return tuple(found)


def _rest_of_clause(note: NoteText, index: int, days: Sequence[Span]) -> Span:
    """Return the words from a token to the end of its clause, or to a day."""
    if index >= len(note.tokens):
        return Span(index, index)
    end = note.clause_at(index).span.end
    for day in days:
        if index <= day.first < end:
            end = day.first
    return Span(min(index, end), end)


_DOORS: Final = (
    rf"(?:{alternatives(words.CAN)}) (?:me |us |nous |m' )?(?:ouvrir|open) "
    r"(?:des |les |la |some |the )?(?:portes?|doors?)(?: (?:chez|a|au|aux|at|with|in|dans))?"
)


def _referrals(note: NoteText, days: Sequence[Span]) -> Iterator[Finding]:
    denied = re.compile(r"(?:^| )(?:ne|n'|don't|doesn't|not|pas)(?: le| la| l')?$")
    for _, span in note.find(alternatives(words.KNOWS)):
        after = _rest_of_clause(note, span.end, days)
        strength = _person_strength(note, after)
        if strength and not denied.search(note.before(span.first)):
            yield _referral(note, span, after, strength)
    for match, span in note.find(alternatives(words.REFERRED_BY)):
        after = _rest_of_clause(note, span.end, days)
        is_person = _person_strength(note, after) > 0
        weak = match.group() in (
            "via",
            "thanks to",
            "grace a",
            "sent by",
            "envoye par",
            "reference de",
        )
        if is_person or (not weak and after.end > after.first):
            yield _referral(note, span, after, 0.85 if is_person else 0.7)
    me = r"(?:me |us |nous |m' )?"
    source = (
        rf"(?:(?:{alternatives(words.CAN)}) {me}(?:{alternatives(words.OPEN_DOOR)})(?: me| us)?"
        rf"|(?:{alternatives(words.OPEN_DOOR)}) (?:me|us|moi|nous))"
        r"(?: (?:a|au|aux|to|with|avec))?"
    )
    for match, span in note.find(source):
        after = _rest_of_clause(note, span.end, days)
        is_to_somebody = match.group().split()[-1] in ("a", "au", "aux", "to", "with", "avec")
        if after.end > after.first and (is_to_somebody or _person_strength(note, after)):
            yield _referral(note, span, after, 0.85)
    for _, span in note.find(_DOORS):
        after = _rest_of_clause(note, span.end, days)
        if after.end > after.first:
            yield _referral(note, span, after, 0.8)
    for _, span in note.find(alternatives(words.REFER_TO)):
        after = _rest_of_clause(note, span.end, days)
        if _person_strength(note, after) and not re.search(
            rf"(?:{alternatives(words.CAN)}) {me}$", note.before(span.first) + " "
        ):
            yield _referral(note, span, after, 0.75)


def _referral(note: NoteText, cue: Span, who: Span, strength: float) -> Finding:
    whole = Span(cue.first, max(cue.end, who.end))
    return Finding(ProposalKind.REFERRAL, whole, note.quote(who), strength)


def _person_strength(note: NoteText, who: Span) -> float:
    """Say how sure it is that some words name a person: 0 when they do not seem to."""
    folded = note.words(who)
    if _KNOWN_PERSON.match(folded):
        return 0.9
    if not folded or _NO_PERSON.search(folded) or folded.split()[0] in words.PLACES:
        return 0.0
    token = note.tokens[who.first]
    written = note.written[token.start : token.end]
    is_name = written[0].isupper() and not (len(written) > 1 and written.isupper())
    return 0.75 if is_name and len(written) > 1 else 0.0


def _spare_cards(note: NoteText, days: Sequence[Span]) -> Iterator[Finding]:
    spare = rf"(?:(?:une|a|an|un|la|the) )?(?:{alternatives(words.SPARE)}) (?:{_CARD})"
    other = rf"(?:une |un |a |one )?(?:{_CARD}) (?:{alternatives(words.SPARE_AFTER)})"
    give = rf"(?:{alternatives(words.GIVE)})"
    given = rf"{give} {_DETERMINER}(?:(?:{alternatives(words.SPARE)}) )?(?:{_CARD})"
    seen: list[Span] = []
    for source, strength in ((given, 0.9), (other, 0.88), (spare, 0.85)):
        for match, span in note.find(rf"(?:{give} )?(?:{source})"):
            if any(span.overlaps(before) for before in seen):
                continue
            after = note.after(span.end)
            if re.match(rf"(?:de |d' |du )?(?:{alternatives(words.OTHER_CARDS)})(?: |$)", after):
                continue
            value = _receiver(note, span, days)
            is_handed_over = value.end > value.first
            if source is given and not is_handed_over and "2" not in match.group():
                continue
            seen.append(span)
            whole = Span(span.first, max(span.end, value.end))
            yield Finding(ProposalKind.SPARE_CARD, whole, note.quote(value), strength)
    for _, span in note.find(
        rf"{give} (?:l' autre|la 2e|la deuxieme|the other|the other one|the 2nd)"
    ):
        value = _receiver(note, span, days)
        if value.end > value.first and not any(span.overlaps(before) for before in seen):
            whole = Span(span.first, value.end)
            yield Finding(ProposalKind.SPARE_CARD, whole, note.quote(value), 0.75)
    for _, span in note.find(rf"(?:{_CARD}) (?:pour|for)"):
        is_start = span.first == note.clause_at(span.first).span.first
        if is_start and not any(span.overlaps(before) for before in seen):
            value = _rest_of_clause(note, span.end, days)
            if value.end > value.first:
                yield Finding(
                    ProposalKind.SPARE_CARD, Span(span.first, value.end), note.quote(value), 0.75
                )


def _receiver(note: NoteText, card: Span, days: Sequence[Span]) -> Span:
    """Return the words that say for whom a card is."""
    after = _rest_of_clause(note, card.end, days)
    folded = note.words(after)
    match = re.match(
        rf"(?:(?:{alternatives(words.SPARE_AFTER)}) )?"
        rf"(?:(?:on|:|1|une|one|dont une|dont 1) )*{_TO} ",
        folded,
    )
    if match:
        skipped = len(match.group().split())
        return Span(after.first + skipped, after.end)
    mark = card.end < len(note.tokens) and note.tokens[card.end].key == "→"
    if mark and card.end + 1 < len(note.tokens):
        return _rest_of_clause(note, card.end + 1, days)
    return Span(card.end, card.end)


_QUALITY: Final = rf"(?:(?:{alternatives(words.TAG_QUALITIES)}) )*"
_QUALITY_AFTER: Final = rf"(?: (?:{alternatives(words.TAG_QUALITIES)}))*"
_POTENTIAL: Final = "potentiel|potentielle|potential|possible|possibles|eventuel|eventuelle"
_TAG: Final = (
    rf"(?:=|:)? ?(?P<tag>{_QUALITY}(?:{alternatives(words.TAGS)}){_QUALITY_AFTER}"
    rf"|(?:a |un |une )?(?:potential|possible|eventuel) [a-z]{{4,}}|[a-z]{{5,}} (?:{_POTENTIAL}))"
)
_NEVER_ALONE: Final = frozenset(
    ("membre", "member", "tenant", "media", "hire", "embauche", "franchise", "collaboration",
     "recrue", "employeur", "employer", "a member")
)  # fmt: skip
"""Tags only with a quality: "membre potentiel", but not "membre" of something."""
_ARTICLES: Final = frozenset(("un", "une", "a", "an", "tres", "very"))


def _tags(note: NoteText) -> Iterator[Finding]:
    named = {clause.span.first for clause in note.clauses}
    for match, span in note.find(_TAG):
        if span.first not in named and not _follows_label(note, span.first):
            continue
        after = note.after(span.end)
        if re.match(rf"(?:{alternatives(words.NOT_A_TAG_BEFORE)})(?: |$)", after):
            continue
        if match["tag"] in _NEVER_ALONE:
            continue
        if match["tag"] in ("partner", "lead", "associate") and re.match(
            r"(?:at|chez)(?: |$)", after
        ):
            continue
        if _is_of_somebody(note, span.end, match["tag"]):
            continue
        tag = match["tag"].split()
        while tag and tag[0] in _ARTICLES:
            tag.pop(0)
            span = Span(span.first + 1, span.end)
        yield Finding(ProposalKind.TAG, span, _mended(note, span), 0.88)
    for _, span in note.find(r"# [a-z]\w+|(?:tag|etiquette|tags) :? ?\w+"):
        first = span.first + 1
        while first < span.end - 1 and note.tokens[first].key == ":":
            first += 1
        value = Span(first, first + 1)
        yield Finding(
            ProposalKind.TAG, Span(span.first, value.end), note.quote(value).lower(), 0.95
        )


def _is_of_somebody(note: NoteText, index: int, tag: str) -> bool:
    """Tell "client de Pierre", which is somebody else's, from "client"."""
    rest = re.match(
        r"(?:de longue date |depuis \w+ \w+ )?(?:de|of|d'|a|du|chez) ", note.after(index)
    )
    if not rest or not re.search(r"client|customer|fournisseur|supplier|partner|partenaire", tag):
        return False
    follower = note.tokens[index + len(rest.group().split())]
    return note.written[follower.start].isupper()


def _mended(note: NoteText, span: Span) -> str:
    """Return a tag as written, in lower case; a misread word as it was mended."""
    return " ".join(
        token.key if token.repairs else note.written[token.start : token.end].lower()
        for token in note.tokens[span.first : span.end]
    )


def _follows_label(note: NoteText, index: int) -> bool:
    return index > 0 and note.tokens[index - 1].key in (":", "=")
