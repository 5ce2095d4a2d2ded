"""How probable a text is as a note in French or English, character by character.

A text is words and what stands between them. A word is drawn from a language's lexicon or, rarely,
spelled freely; both are followed at once, so that no decision is made before the word is over.
The language is a weight, the same for a whole page.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from ocr.engines.hand.grammar import (
    GrammarOptions,
    ends_sentence,
    english_odds,
    french_odds,
    kind_of_word,
)
from ocr.engines.hand.words import END, SPELLING, Lexicon, Spelling

_LETTERS: Final = frozenset(SPELLING + SPELLING.upper())
_STOPS: Final = frozenset(".!?")
_SPACED: Final = frozenset("!?:;»")
"""Marks that French writes after a space."""
_SPACES: Final = ("space", "stop", "sentence", "helper", "full", "a", "an")
_BEGINNINGS: Final = ("start", "stop", "sentence")
_AFTERS: Final = ("start", "elided", *_SPACES)
_OPENING: Final = frozenset("(\"'«<[#@+$£€-=~*")


@dataclass(frozen=True, slots=True)
class LanguageOptions:
    """What notes are like; logarithms are natural."""

    unknown_share: float = 0.02
    """Of words in lower case that no lexicon knows."""
    unknown_name_share: float = 0.4
    """The same for words that start with a capital inside a line: names."""
    first_capital: float = 0.5
    """A line's first word starts with a capital."""
    stop_capital: float = 0.6
    """So does a word after a full stop that may belong to an abbreviation."""
    sentence_capital: float = 0.85
    """So does a word after one that ends a sentence: most notes that have stops have sentences."""
    inner_capital: float = 0.08
    """So does a word inside a line."""
    all_capitals: float = 0.15
    """A word's second letter is a capital when its first one is."""
    stray_capital: float = 0.002
    """A capital follows a small letter."""
    space: float = 0.85
    """A word is followed by a space, rather than by a mark."""
    unspaced: float = 0.02
    """A mark is followed by a letter without a space."""
    digit: float = 0.06
    """Something after a space starts with a digit."""
    mark_first: float = 0.004
    """A mark that belongs to the word before stands after a space."""
    grammar: GrammarOptions = field(default_factory=GrammarOptions)


@dataclass(frozen=True, slots=True)
class _Track:
    """Where one language stands in the current word."""

    within: tuple[int, int]
    known: float
    """Probability of the letters so far as the start of a known word."""
    free: float
    """The same when spelled freely."""


class State:
    """A text's ending, as far as it decides what may follow; made by `LanguageModel`."""

    __slots__ = ("after", "case", "kind", "next", "tracks", "word", "word_log")

    def __init__(self, kind: str, case: str, after: str) -> None:
        self.kind = kind
        """"start", "space", "word", "digit" or "mark"."""
        self.case = case
        """Of the current word: "", "small", "capital" or "capitals"."""
        self.after = after
        """What the current word, mark or space follows: "start", "stop", "sentence" (a stop that
        ends one), "elided", or what `kind_of_word` says of the word before."""
        self.word = ""
        self.tracks: tuple[_Track, ...] = ()
        self.word_log = 0.0
        """Logarithm of the current word's probability so far."""
        self.next: dict[str, tuple[State, float]] = {}


class LanguageModel:
    """Gives the logarithm of a text's probability, one character at a time.

    Steps are remembered, so that texts that start alike cost once: make one per page and use it in
    one thread.
    """

    def __init__(
        self,
        lexicons: Sequence[tuple[Lexicon, Spelling]],
        shares: Sequence[float],
        options: LanguageOptions | None = None,
        french_share: float = 0.0,
    ) -> None:
        """Mix languages.

        Args:
            lexicons: The words and the spelling of each language.
            shares: The weight of each language; they add up to one.
            options: What notes are like.
            french_share: How far French grammar counts, [0, 1].

        Raises:
            ValueError: If there is not one share for each language.
        """
        if len(lexicons) != len(shares) or not lexicons:
            raise ValueError("one share for each language is needed")
        self._lexicons = tuple(lexicons)
        self._shares = tuple(shares)
        self._options = options or LanguageOptions()
        self.start = State("start", "", "start")
        """Where a line begins."""
        self._new_sentence = State("start", "", "sentence")
        # What follows these does not depend on what came before them: each is one state, so that
        # a word looked up once is known wherever it occurs.
        self._french_share = french_share
        self._spaces = {after: State("space", "", after) for after in _SPACES}
        self._marks = {after: State("mark", "", after) for after in ("space", "stop", "sentence")}
        self._word_starts = {after: self._fresh(after) for after in _AFTERS}
        self.aside = State("digit", "", "space")
        """The state after characters that are no prose: a number, an address."""

    def step(self, state: State, character: str) -> tuple[State, float]:
        """Add one character to a text.

        Returns:
            The text's new ending, and the logarithm of the character's probability.
        """
        found = state.next.get(character)
        if found is None:
            found = state.next[character] = self._take(state, character)
        return found

    def finish(self, state: State) -> float:
        """Return the logarithm of the probability that a text ends here."""
        return self._close(state) if state.kind == "word" else 0.0

    def score(self, text: str) -> float:
        """Return the logarithm of a whole text's probability."""
        state, total = self.start, 0.0
        for character in text:
            state, gain = self.step(state, character)
            total += gain
        return total + self.finish(state)

    def line_after(self, text: str) -> State:
        """Return where a line begins below another one: after a full stop, with a sentence."""
        state = self.start
        for character in text:
            state, _ = self.step(state, character)
        return self._new_sentence if state is self._marks["sentence"] else self.start

    def _take(self, state: State, character: str) -> tuple[State, float]:
        if character in _LETTERS and (character != "'" or state.kind == "word"):
            return self._take_letter(state, character)
        closing = self._close(state) if state.kind == "word" else 0.0
        if character == " ":
            after = state.after if state.kind == "mark" else "space"
            if state.kind == "word":
                after = kind_of_word(state.word)
            return self._spaces[after], closing + self._space_log(state)
        if character.isdigit():
            return self.aside, closing + self._digit_log(state)
        mark = self._marks[self._after_mark(state, character)]
        return mark, closing + self._mark_log(state, character)

    def _after_mark(self, state: State, mark: str) -> str:
        """Return what follows a mark: a new sentence, perhaps one, or nothing special."""
        if mark not in _STOPS:
            return "space"
        is_end = state.kind == "word" and ends_sentence(state.word) and self._is_known(state)
        return "sentence" if is_end else "stop"

    def _is_known(self, state: State) -> bool:
        return any(
            lexicon.word_weight(track.within, state.word) > 0
            for (lexicon, _), track in zip(self._lexicons, state.tracks, strict=True)
        )

    def _space_log(self, state: State) -> float:
        if state.kind in ("start", "space"):
            return math.log(1e-4)
        if state.word.endswith("'"):
            return math.log(0.02)
        return math.log(self._options.space) if state.kind == "word" else math.log(0.9)

    def _digit_log(self, state: State) -> float:
        # One in ten is for the digit itself.
        if state.kind == "digit":
            return math.log(0.06)
        if state.kind in ("start", "space"):
            return math.log(self._options.digit / 10)
        return math.log(0.02 if state.kind == "mark" else 0.001)

    def _mark_log(self, state: State, mark: str) -> float:
        common = {".": 0.4, ",": 0.25, "-": 0.1, "?": 0.04, "!": 0.04, ":": 0.05}.get(mark, 0.01)
        if state.kind in ("start", "space"):
            opening = 0.02 if mark in _OPENING or mark in _SPACED else self._options.mark_first
            return math.log(opening * common * 4)
        if state.kind == "mark":
            return math.log(0.1 * common * 3)
        return math.log((1 - self._options.space) * common)

    def _take_letter(self, state: State, letter: str) -> tuple[State, float]:
        if state.kind == "word" and not self._is_over(state):
            return self._grow(state, letter)
        cost, after = 0.0, "space"
        if state.kind == "word":
            # An elided word, "l'", is over without a space.
            cost, after = self._close(state), "elided"
        elif state.kind == "mark":
            cost = math.log(self._options.unspaced)
        elif state.kind == "digit":
            cost = math.log(0.03)
        fresh = self._word_starts[state.after if state.kind in ("start", "space") else after]
        grown, gain = self.step(fresh, letter)
        return grown, cost + gain

    def _fresh(self, after: str) -> State:
        state = State("word", "", after)
        state.tracks = tuple(
            _Track(lexicon.everything(), 1.0, 1.0) for lexicon, _ in self._lexicons
        )
        return state

    def _is_over(self, state: State) -> bool:
        """Tell whether the current word is one like "l'", which the next follows at once."""
        return state.word.endswith("'") and self._is_known(state)

    def _grow(self, state: State, letter: str) -> tuple[State, float]:
        small = letter.lower()
        case, cost = self._case(state, letter)
        grown = State("word", case, state.after)
        grown.word = state.word + small
        tracks = []
        for (lexicon, spelling), track in zip(self._lexicons, state.tracks, strict=True):
            within = lexicon.narrow(track.within, grown.word)
            free = track.free * spelling.after(END + state.word)[small]
            tracks.append(_Track(within, lexicon.weight(within), free))
        grown.tracks = tuple(tracks)
        unknown = self._unknown_share(grown)
        chance = sum(
            share * ((1 - unknown) * track.known + unknown * track.free)
            for share, track in zip(self._shares, tracks, strict=True)
        )
        grown.word_log = math.log(max(chance, 1e-60))
        return grown, cost + grown.word_log - state.word_log

    def _close(self, state: State) -> float:
        """Return what it costs that the current word ends."""
        unknown = self._unknown_share(state)
        chance = 0.0
        for (lexicon, spelling), share, track in zip(
            self._lexicons, self._shares, state.tracks, strict=True
        ):
            known = lexicon.word_weight(track.within, state.word)
            free = track.free * spelling.after(END + state.word)[END]
            chance += share * ((1 - unknown) * known + unknown * free)
        return math.log(max(chance, 1e-60)) - state.word_log + self._grammar_log(state)

    def _grammar_log(self, state: State) -> float:
        """Return what grammar says of a word where it stands, each language by its share."""
        french, grammar = self._french_share, self._options.grammar
        if not french or not state.word:
            return 0.0
        odds = french_odds(state.word, state.after, self._lexicons[0][0], grammar)
        total = french * math.log(odds)
        if state.case != "capitals":
            total += (1 - french) * math.log(english_odds(state.word, state.after, grammar))
        return total

    def _unknown_share(self, state: State) -> float:
        is_name = state.case in ("capital", "capitals") and state.after not in _BEGINNINGS
        options = self._options
        return options.unknown_name_share if is_name else options.unknown_share

    def _case(self, state: State, letter: str) -> tuple[str, float]:
        """Return the case of a word with one more letter, and what that letter's case costs."""
        options, is_capital = self._options, letter.isupper()
        if letter == "'":
            return state.case, 0.0
        if not state.word:
            chance = {
                "start": options.first_capital,
                "stop": options.stop_capital,
                "sentence": options.sentence_capital,
            }.get(state.after, options.inner_capital)
            return ("capital", math.log(chance)) if is_capital else ("small", math.log(1 - chance))
        if state.case == "small":
            return "small", math.log(options.stray_capital if is_capital else 1.0)
        if state.case == "capitals":
            return "capitals", math.log(0.97 if is_capital else 0.03)
        if len(state.word) == 1:
            chance = options.all_capitals
            return (
                ("capitals", math.log(chance)) if is_capital else ("capital", math.log(1 - chance))
            )
        return "capital", math.log(options.stray_capital if is_capital else 1.0)
