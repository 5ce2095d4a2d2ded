"""A note as the rules see it: folded words on one line, each with its place in the note."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Final, Literal

from ocr.proposals.tokens import INERT, NEWLINE, Token, tokenise

Language = Literal["fr", "en"]

_BREAKS: Final = frozenset('.;,!?+&()→-|/•*[]"«»')


def alternatives(*sources: Iterable[str]) -> str:
    """Return a pattern that matches any of the words or phrases, the longest first."""
    phrases = {phrase for source in sources for phrase in source}
    return "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))


@cache
def pattern(source: str) -> re.Pattern[str]:
    """Compile a pattern that matches whole words of `NoteText.folded`."""
    return re.compile(rf"(?<!\S)(?:{source})(?!\S)")


@dataclass(frozen=True, slots=True)
class Span:
    """A run of tokens: the first, and one past the last."""

    first: int
    end: int

    def __contains__(self, index: int) -> bool:
        return self.first <= index < self.end

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two share a token."""
        return self.first < other.end and other.first < self.end


@dataclass(frozen=True, slots=True)
class Clause:
    """Words between two marks or line ends."""

    span: Span
    mark: str
    """What stands before it: "" at the start of the note, "\\n", "," and so on."""


@dataclass(frozen=True, slots=True)
class NoteText:
    """A note cut into words."""

    written: str
    tokens: tuple[Token, ...]
    """Without line ends; their places are in `clauses`."""
    folded: str
    """The tokens' keys, one blank between two."""
    clauses: tuple[Clause, ...]
    language: Language
    _starts: tuple[int, ...] = field(repr=False, default=())

    def find(self, source: str) -> Iterator[tuple[re.Match[str], Span]]:
        """Find a pattern of whole words, with the tokens that each match covers."""
        for match in pattern(source).finditer(self.folded):
            yield match, self.span(match.start(), match.end())

    def span(self, start: int, end: int) -> Span:
        """Return the tokens that stand between two places in `folded`."""
        first = bisect_right(self._starts, start) - 1
        last = bisect_right(self._starts, max(start, end - 1)) - 1
        return Span(first, last + 1)

    def before(self, index: int) -> str:
        """Return the folded words before a token, inside its clause."""
        return self.words(Span(self.clause_at(index).span.first, index))

    def after(self, index: int) -> str:
        """Return the folded words from a token to the end of its clause."""
        if index >= len(self.tokens):
            return ""
        return self.words(Span(index, self.clause_at(index).span.end))

    def words(self, span: Span) -> str:
        """Return the folded words of a run of tokens."""
        return " ".join(token.key for token in self.tokens[span.first : span.end])

    def clause_at(self, index: int) -> Clause:
        """Return the clause in which a token stands."""
        for clause in self.clauses:
            if index < clause.span.end:
                return clause
        return self.clauses[-1]

    def place(self, span: Span) -> tuple[int, int]:
        """Return the characters of the note that a run of tokens covers: start and end."""
        if span.first >= span.end:
            return (0, 0)
        return (self.tokens[span.first].start, self.tokens[span.end - 1].end)

    def quote(self, span: Span) -> str:
        """Return a run of tokens as written."""
        start, end = self.place(span)
        return self.written[start:end]

    def repairs(self, span: Span) -> int:
        """Count the letters mended in a run of tokens."""
        return sum(token.repairs for token in self.tokens[span.first : span.end])


def read_note(written: str, language: Language) -> NoteText:
    """Cut a note into words and clauses.

    Args:
        written: The note; line ends part its lines.
        language: What is supposed when its words do not tell French from English.
    """
    everything = tokenise(written)
    tokens = tuple(token for token in everything if token.key != NEWLINE)
    starts = []
    length = 0
    for token in tokens:
        starts.append(length)
        length += len(token.key) + 1
    return NoteText(
        written=written,
        tokens=tokens,
        folded=" ".join(token.key for token in tokens),
        clauses=_cut_clauses(everything),
        language=_guess_language(tokens, written, language),
        _starts=tuple(starts),
    )


def _cut_clauses(everything: tuple[Token, ...]) -> tuple[Clause, ...]:
    clauses: list[Clause] = []
    first = index = 0
    mark = ""
    for token in everything:
        if token.key == NEWLINE or token.key in _BREAKS:
            if index > first:
                clauses.append(Clause(Span(first, index), mark))
                mark = ""
            mark = NEWLINE if token.key == NEWLINE and not mark.strip() else token.key
            index += token.key != NEWLINE
            first = index
            continue
        index += 1
    if index > first:
        clauses.append(Clause(Span(first, index), mark))
    return tuple(clauses)


_FRENCH_WORDS: Final = """
    le la les un une du des au aux et ou en pour pr avec chez sur dans par son sa ses lui mon ma
    mes il elle l' d' n' c' qu' s' j' m' avant apres demain prochaine prochain semaine sem matin
    soir lundi mardi mercredi jeudi vendredi samedi dimanche lun jeu ven janv fevr avr juil aout
    mai juin janvier fevrier avril juillet septembre octobre novembre decembre rappeler appeler
    envoyer relancer rdv rencontre courriel soumission devis merci carte
"""
_FRENCH: Final = frozenset(_FRENCH_WORDS.split())
_ENGLISH_WORDS: Final = """
    the an and or of to for with w on at in by from his her him them my call back send email meet
    next week tomorrow before after monday tuesday wednesday thursday friday saturday sunday mon
    tue tues wed thu thur thurs fri sat january february march april june july august september
    october november december feb apr jun jul aug morning afternoon tonight thanks lunch mtg
    follow up quote knows text am pm
"""
_ENGLISH: Final = frozenset(_ENGLISH_WORDS.split())
_FRENCH_LETTERS: Final = re.compile("[àâçèéêëîïôùûœ]", re.IGNORECASE)


def _guess_language(tokens: tuple[Token, ...], written: str, otherwise: Language) -> Language:
    french = sum(token.key in _FRENCH for token in tokens)
    french += len(_FRENCH_LETTERS.findall(written)) > 0
    english = sum(token.key in _ENGLISH for token in tokens)
    if french == english:
        return otherwise
    return "fr" if french > english else "en"


def is_word(token: Token) -> bool:
    """Tell whether a token is a word or number, not a mark."""
    return token.key != INERT and any(character.isalnum() for character in token.key)
