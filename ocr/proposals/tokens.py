"""Cuts a note into words: folded for matching, each with its place in the note as written."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from ocr.proposals.repair import Repair, is_known, joins, mend

INERT: Final = "¤"
"""Stands for a telephone number, an address or an amount: no day, no hour, no word."""

NEWLINE: Final = "\n"

_PIECES: Final = re.compile(
    r"""
      (?P<inert>\S+@\S+\.\w+ | (?:https?://|www\.)\S+
        | \+?\d{0,2}[ .-]?\(?\d{3}\)?[ .-]?\d{3}[ .-]\d{4}(?!\d) | (?<!\d)\d{3}-\d{4}(?!\d)
        | (?<!\d)(?:\d{2}[ .]){4}\d{2}(?!\d)
        | [$€£]\ ?\d[\d,.]*\ ?[kKmM]? | \d{1,3}(?:[ ,]\d{3})*(?:[.,]\d+)?\ ?[kKmM]?\ ?[$€£%])
    | (?P<short>[fF]/[uU][pP]?\b | [wW]/[oO]?(?=\s|$|\w) | [aApP]\.\ ?[mM]\.)
    | (?P<number>\d+(?:[/.:\-–]\d+)*(?:[^\W_]+)?)
    | (?P<word>[^\W\d_](?:[^\W_]|['’ʼ`´](?=[^\W\d_]))*)
    | (?P<arrow>-+>|=>|→|⇒)
    | (?P<mark>[^\w\s]|_)
    | (?P<newline>\n)
    """,
    re.VERBOSE,
)
_APOSTROPHES: Final = str.maketrans(dict.fromkeys("’ʼ`´", "'"))
_ELISION: Final = re.compile(r"(?:[ldjcmsnt]|qu|jusqu|lorsqu|puisqu)'")
_UNBROKEN: Final = frozenset(("aujourd'hui", "o'clock", "d'accord"))
_NUMBER_WITH_UNIT: Final = re.compile(
    r"(\d+(?:-\d+)?)"
    r"(jours?|jrs?|j|sems?|semaines?|mois|ans?|days?|wks?|weeks?|mos?|mths?|yrs?|hrs?)"
)
_PLAIN_NUMBER: Final = re.compile(
    r"\d+(?:[/.:\-]\d+)*(?:er|e|eme|ieme|nd|nde|st|rd|th|h|h\d\d|am|pm|a|p|hrs|k|x|m|ft|pi|pi2|m2)?"
)
_TITLES: Final = frozenset(
    ("dr", "mr", "mrs", "ms", "mme", "st", "ste", "prof", "dir", "tel", "m", "jr")
)  # fmt: skip
"""Their point never ends a sentence."""
_LETTERS_THEN_DIGITS: Final = re.compile(r"([a-z']{2,})(\d.*)")


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or mark of a note."""

    key: str
    """Folded and mended; INERT for what has no meaning here, NEWLINE for a line's end."""
    start: int
    end: int
    """Where it stands in the note, in characters."""
    repairs: int = 0
    """How many letters were mended to get at the key."""


def fold(text: str) -> str:
    """Return the text in lower case, without accents, with plain apostrophes."""
    return "".join(_fold_characters(text))


def _fold_characters(text: str) -> list[str]:
    """Fold each character by itself, so that places in the text are kept."""
    return [_FOLDED.get(character) or _fold_character(character) for character in text]


_FOLDED: Final = {"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss"}


def _fold_character(character: str) -> str:
    plain = "".join(
        part
        for part in unicodedata.normalize("NFKD", character.translate(_APOSTROPHES))
        if not unicodedata.combining(part)
    )
    return plain.lower()


def tokenise(text: str) -> tuple[Token, ...]:
    """Cut a note into tokens, in order; blanks give none.

    Words that a hand or its reader joined are cut apart, words cut at a line's end are joined,
    and words of the vocabulary are mended where a letter or two were misread.
    """
    tokens: list[Token] = []
    for piece in _PIECES.finditer(text):
        tokens.extend(_tokens_of(piece))
    whole = _join_cut_words(_join_hyphenated(tokens), text)
    return tuple(_without_abbreviation_points(whole, text))


def _tokens_of(piece: re.Match[str]) -> list[Token]:
    start, end = piece.span()
    written = piece.group()
    match piece.lastgroup:
        case "inert":
            return [Token(INERT, start, end)]
        case "short":
            return [Token(fold(written).replace(".", "").replace(" ", ""), start, end)]
        case "newline":
            return [Token(NEWLINE, start, end)]
        case "arrow":
            return [Token("→", start, end)]
        case "mark":
            return [Token("-" if written in "–—-" else written, start, end)]
        case _:
            return _tokens_of_word(written, start)


_CAPITAL_INSIDE: Final = re.compile(r"(?<=[a-zà-ÿ])(?=[A-Z][a-zà-ÿ])")


def _tokens_of_word(written: str, start: int) -> list[Token]:
    capital = _CAPITAL_INSIDE.search(written)
    if capital and not is_known(fold(written)) and mend(fold(written[: capital.start()])):
        middle = capital.start()
        return [
            *_tokens_of_word(written[:middle], start),
            *_tokens_of_word(written[middle:], start + middle),
        ]
    characters = _fold_characters(written)
    folded = "".join(characters).replace("–", "-")
    places = [start + index for index, character in enumerate(characters) for _ in character]
    places.append(start + len(written))

    def token(repair: Repair) -> Token:
        return Token(repair.key, places[repair.start], places[repair.end], repair.repairs)

    return [token(repair) for repair in _analyse(folded) if repair.end > repair.start]


def _analyse(folded: str) -> list[Repair]:
    """Give the words in one run of characters, with places inside it."""
    elision = _ELISION.match(folded)
    if elision and folded not in _UNBROKEN and elision.end() < len(folded):
        rest = _analyse(folded[elision.end() :])
        return [Repair(elision.group(), 0, elision.end()), *_shift(rest, elision.end())]
    counted = _NUMBER_WITH_UNIT.fullmatch(folded)
    if counted:
        return [
            Repair(counted[1], 0, counted.end(1)),
            Repair(counted[2], counted.start(2), len(folded)),
        ]
    if _PLAIN_NUMBER.fullmatch(folded):
        return [Repair(folded, 0, len(folded))]
    mended = mend(folded)
    if mended:
        return list(mended)
    numbered = _LETTERS_THEN_DIGITS.fullmatch(folded)
    if numbered:
        head, tail = mend(numbered[1]), _analyse(numbered[2])
        if head:
            return [*head, *_shift(tail, numbered.start(2))]
    return [Repair(folded, 0, len(folded))]


def _shift(repairs: list[Repair], by: int) -> list[Repair]:
    return [Repair(part.key, part.start + by, part.end + by, part.repairs) for part in repairs]


def _join_hyphenated(tokens: list[Token]) -> list[Token]:
    """Drop hyphens inside words, and join a word that was cut at the end of a line."""
    joined: list[Token] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        before = joined[-1] if joined else None
        after = tokens[index + 1] if index + 1 < len(tokens) else None
        is_tight = token.key == "-" and before is not None and before.end == token.start
        if is_tight and before is not None and after is not None and before.key[-1:].isalnum():
            if after.key == NEWLINE and index + 2 < len(tokens):
                whole = mend(before.key + tokens[index + 2].key)
                if whole and len(whole) == 1:
                    last = tokens[index + 2]
                    joined[-1] = Token(whole[0].key, before.start, last.end, whole[0].repairs)
                    index += 3
                    continue
            elif after.start == token.end and (before.key.isalpha() or after.key.isalpha()):
                index += 1
                continue
        joined.append(token)
        index += 1
    return joined


def _join_cut_words(tokens: list[Token], text: str) -> list[Token]:
    """Join words that a blank cut in two: "ven dredi"."""
    joined: list[Token] = []
    for token in tokens:
        before = joined[-1] if joined else None
        if before and token.start - before.end == 1 and text[before.end] == " ":
            whole = joins(
                fold(text[before.start : before.end]), fold(text[token.start : token.end])
            )
            if whole:
                joined[-1] = Token(whole, before.start, token.end, 1)
                continue
        joined.append(token)
    return joined


def _without_abbreviation_points(tokens: list[Token], text: str) -> list[Token]:
    """Drop the points of abbreviations: they end no sentence."""
    kept: list[Token] = []
    for index, token in enumerate(tokens):
        if token.key == "." and kept and kept[-1].end == token.start:
            before = kept[-1].key
            follower = tokens[index + 1] if index + 1 < len(tokens) else None
            goes_on = follower is not None and (
                text[follower.start].islower() or text[follower.start].isdigit()
            )
            if before in _TITLES or (before.isalpha() and len(before) <= 5 and goes_on):
                continue
        kept.append(token)
    return kept
