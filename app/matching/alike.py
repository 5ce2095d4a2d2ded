"""How alike two words are: slips of the finger and of reading, counted."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

_READ_ALIKE: Final = (
    ("rn", "m"), ("vv", "w"), ("cl", "d"), ("ii", "u"), ("ri", "n"), ("0", "o"), ("1", "l"),
    ("i", "l"), ("5", "s"), ("8", "b"),
)  # fmt: skip
"""What a reader takes for one another; both are written as the second."""


@lru_cache(maxsize=65_536)
def count_slips(one: str, other: str, most: int = 2) -> int:
    """Count the letters put in, left out, changed, or swapped with their neighbour.

    Args:
        one: A folded word.
        other: Another.
        most: Counting ends there: more are `most` + 1.
    """
    if one == other:
        return 0
    if abs(len(one) - len(other)) > most:
        return most + 1
    one, other = _without_common_ends(one, other)
    if most == 1:
        # Numbers are compared most of all, and hardly two are alike.
        is_one = max(len(one), len(other)) == 1 or (len(one) == 2 and one == other[::-1])
        return 1 if is_one else 2
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        above, before, row = before, row, [i]
        for j, letter_there in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != letter_there))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == letter_there:
                cost = min(cost, above[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def _without_common_ends(one: str, other: str) -> tuple[str, str]:
    """Leave out what two words that differ begin and end with alike: no slip is there."""
    shorter = min(len(one), len(other))
    start = next((i for i in range(shorter) if one[i] != other[i]), shorter)
    one, other = one[start:], other[start:]
    shorter -= start
    end = next((i for i in range(shorter) if one[-1 - i] != other[-1 - i]), shorter)
    return one[: len(one) - end], other[: len(other) - end]


@lru_cache(maxsize=65_536)
def is_slip(one: str, other: str) -> bool:
    """Say whether two folded names differ as one name does when it is mistyped or misread.

    Short names differ by one letter and are others: Line and Lina, Roy and Ray.
    """
    shorter = min(len(one), len(other))
    if one == other or shorter < 4:
        return False
    if as_read(one) == as_read(other):
        return True
    return count_slips(one, other) <= (1 if shorter < 8 else 2)


@lru_cache(maxsize=16_384)
def as_read(word: str) -> str:
    """Write a folded word so that what looks alike is alike."""
    for seen, written in _READ_ALIKE:
        word = word.replace(seen, written)
    return word
