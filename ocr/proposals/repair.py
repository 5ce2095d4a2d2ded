"""Mends words that a hand joined or that were misread, towards the words that matter here.

Only words of the vocabulary are ever mended to; a word that is known, or that looks like one of
the everyday words in COMMON_WORDS, is left alone. What is mended is counted, so that a proposal
which rests on mended words is less sure.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import Final

from ocr.proposals import calendar_words, lexicon, people_words
from ocr.proposals.common_words import COMMON_WORDS, FUNCTION_WORDS

_LOOKALIKES: Final = str.maketrans({"1": "l", "i": "l", "0": "o", "5": "s", "8": "b", "9": "g"})
_ALIKE_IN_HANDWRITING: Final = str.maketrans({"c": "e", "u": "n", "a": "o", "v": "r", "q": "g"})
_MIN_LENGTH_ALIKE: Final = 4
_MIN_LENGTH_ONE_EDIT: Final = 5
_MIN_LENGTH_TWO_EDITS: Final = 9
_MIN_LENGTH_SPLIT: Final = 5
_MAX_LENGTH: Final = 30
"""No run of letters past this is words joined by a hand; longer ones would take long to mend."""
_MAX_PARTS: Final = 4
_FUTURE: Final = re.compile(r"(.+r)(?:a|ai|as|ez|ons|ont|ait|ais|aient)")
"""A French verb of somebody's future: "postera" is no misread "poster"."""


@dataclass(frozen=True, slots=True)
class Repair:
    """A word found in a run of characters, and its place there."""

    key: str
    start: int
    end: int
    repairs: int = 0


def _words_of(*sources: Iterable[str]) -> Iterator[str]:
    for source in sources:
        for phrase in source:
            yield from (word for word in phrase.split() if word.strip("'"))


def _collect(module: object) -> set[str]:
    """Gather every word of a module's lists."""
    words: set[str] = set()
    for name, value in vars(module).items():
        if name.isupper() and isinstance(value, tuple | frozenset | dict):
            words.update(_words_of(value))
    return words


_FILLERS: Final = frozenset(
    _words_of(
        lexicon.PLAN,
        lexicon.NEGATIONS,
        lexicon.OTHERS,
        lexicon.DONE,
        calendar_words.START_OF,
        calendar_words.ON,
        calendar_words.LAST,
    )
)
_TARGETS: Final = (
    frozenset(
        word
        for word in _words_of(
            lexicon.CALL, lexicon.WRITE, lexicon.RECONNECT, lexicon.SEND, lexicon.MEET,
            lexicon.MEETING, lexicon.THANK, lexicon.CONGRATULATE, lexicon.BIRTHDAY,
            lexicon.INTRODUCE, lexicon.DELIVERABLES, people_words.TAGS, people_words.CARDS,
            people_words.KNOWS, people_words.REFERRED_BY, calendar_words.WEEKDAYS,
            calendar_words.MONTHS, calendar_words.TODAY, calendar_words.TOMORROW,
            calendar_words.NEXT_AFTER,
            calendar_words.WEEK_UNITS, calendar_words.DAY_UNITS, calendar_words.BEFORE,
            ("chaud", "deuxieme", "matin", "morning", "afternoon", "apres", "after"),
        )
        if len(word) > 3 and word.isalpha()
    )
    - FUNCTION_WORDS
    - (_FILLERS - {"envoye", "appele", "rappele", "called"})
)  # fmt: skip
"""What misread words are mended to: the words that decide."""
_KNOWN: Final = (
    _collect(calendar_words)
    | _collect(lexicon)
    | _collect(people_words)
    | COMMON_WORDS
    | FUNCTION_WORDS
)
_JOINABLE: Final = (
    _TARGETS
    | {word for word in FUNCTION_WORDS if len(word) > 1}
    | {name for name in calendar_words.WEEKDAYS if len(name) == 3}
    | {"rdv", "sem", "proch", "tel", "asap"}
)
"""What a run of joined words is made of."""
_ANCHORS: Final = frozenset(("rdv", "avant", "apres", "before", "after"))
"""A run needs one of these or of the targets: "onthe" tells nothing."""


def _skeleton(word: str) -> str:
    return word.translate(_LOOKALIKES).replace("rn", "m").replace("vv", "w")


def _rough_skeleton(word: str) -> str:
    return _skeleton(word).translate(_ALIKE_IN_HANDWRITING)


def _deletions(word: str, count: int) -> Iterator[str]:
    for kept in combinations(range(len(word)), len(word) - count):
        yield "".join(word[index] for index in kept)


def _edits_allowed(word: str) -> int:
    if len(word) >= _MIN_LENGTH_TWO_EDITS:
        return 2
    return 1 if len(word) >= _MIN_LENGTH_ONE_EDIT else 0


def _by_skeleton(skeleton: Callable[[str], str]) -> dict[str, list[str]]:
    index: dict[str, list[str]] = defaultdict(list)
    for word in _TARGETS:
        index[skeleton(word)].append(word)
    return dict(index)


def _by_deletion() -> dict[str, set[str]]:
    index: dict[str, set[str]] = defaultdict(set)
    for word in _TARGETS:
        for count in range(_edits_allowed(word) + 1):
            for shorter in _deletions(word, count):
                index[shorter].add(word)
    return dict(index)


_SKELETONS: Final = _by_skeleton(_skeleton)
_ROUGH_SKELETONS: Final = _by_skeleton(_rough_skeleton)
_NEAR: Final = _by_deletion()


def is_known(word: str) -> bool:
    """Tell whether a folded word needs no mending."""
    return word in _KNOWN


def joins(first: str, second: str) -> str:
    """Return the word that two runs of characters are when they were cut apart, or ""."""
    whole = first + second
    if is_known(first) and is_known(second):
        return ""
    if whole in _TARGETS:
        return whole
    alike = _SKELETONS.get(_skeleton(whole), ()) if len(whole) > _MIN_LENGTH_ALIKE else ()
    return min(alike, default="")


@lru_cache(maxsize=4096)
def mend(word: str) -> tuple[Repair, ...]:
    """Return the word or words that a folded run of characters stands for.

    Returns:
        One part for a known or mended word, several for words that were joined, none when
        nothing of the vocabulary is near.
    """
    if word in _KNOWN:
        return (Repair(word, 0, len(word)),)
    if len(word) > _MAX_LENGTH:
        return ()
    alike = _SKELETONS.get(_skeleton(word))
    if alike and len(word) > 2:
        return (Repair(min(alike), 0, len(word), 1),)
    rough = _ROUGH_SKELETONS.get(_rough_skeleton(word))
    if rough and len(word) >= _MIN_LENGTH_ALIKE:
        return (Repair(min(rough), 0, len(word), 1),)
    if len(word) >= _MIN_LENGTH_SPLIT and (parts := _split(word)):
        return parts
    future = _FUTURE.fullmatch(word)
    if future and (future[1] in _TARGETS or f"{future[1]}e" in _TARGETS):
        return ()
    near = _nearest(word)
    return (Repair(near[0], 0, len(word), near[1]),) if near else ()


def _nearest(word: str) -> tuple[str, int] | None:
    """Find the one vocabulary word within the edits that its length allows."""
    # A word of five letters may have lost one.
    allowed = _edits_allowed(word) or int(len(word) == _MIN_LENGTH_ONE_EDIT - 1)
    if not allowed or not any(character.isalpha() for character in word):
        return None
    candidates = {
        candidate
        for count in range(allowed + 1)
        for shorter in _deletions(word, count)
        for candidate in _NEAR.get(shorter, ())
    }
    ranked = sorted(
        (distance, candidate[0] != word[0], candidate)
        for candidate in candidates
        if (distance := edit_distance(_skeleton(word), _skeleton(candidate)))
        <= min(allowed, _edits_allowed(candidate))
        and max(len(word), len(candidate)) >= _MIN_LENGTH_ONE_EDIT
    )
    return (ranked[0][2], max(1, ranked[0][0])) if ranked else None


def edit_distance(first: str, second: str) -> int:
    """Count the letters to insert, delete, replace or swap to get from one word to the other."""
    before_last: list[int] = []
    last = list(range(len(second) + 1))
    for row, left in enumerate(first, start=1):
        current = [row]
        for column, right in enumerate(second, start=1):
            cost = min(
                last[column] + 1, current[column - 1] + 1, last[column - 1] + (left != right)
            )
            is_swap = row > 1 and column > 1 and left == second[column - 2]
            if is_swap and first[row - 2] == right:
                cost = min(cost, before_last[column - 2] + 1)
            current.append(cost)
        before_last, last = last, current
    return last[-1]


def _split(word: str) -> tuple[Repair, ...]:
    """Cut a run of joined words apart, into as few known words as possible."""
    best: list[tuple[Repair, ...] | None] = [None] * (len(word) + 1)
    best[0] = ()
    for end in range(1, len(word) + 1):
        for start in range(end):
            head = best[start]
            if head is None or len(head) >= _MAX_PARTS or word[start:end] not in _JOINABLE:
                continue
            if best[end] is None or len(head) + 1 < len(best[end] or ()):
                best[end] = (*head, Repair(word[start:end], start, end, int(start > 0)))
    parts = best[-1]
    # "ala" is no "a la", while "callwed" is what it seems.
    if parts is None or not any(part.key in _TARGETS or part.key in _ANCHORS for part in parts):
        return ()
    return parts
