"""Slips are counted as by hand: letters put in, left out, changed or swapped."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.matching.alike import count_slips, is_slip

words = st.text("abc", max_size=7)


def count_in_full(one: str, other: str) -> int:
    """The table of all beginnings, without any short cut."""
    rows = [[i + j for j in range(len(other) + 1)] for i in range(len(one) + 1)]
    for i, letter in enumerate(one, start=1):
        for j, letter_there in enumerate(other, start=1):
            rows[i][j] = min(
                rows[i - 1][j] + 1,
                rows[i][j - 1] + 1,
                rows[i - 1][j - 1] + (letter != letter_there),
            )
            if i > 1 and j > 1 and one[i - 2 : i] == other[j - 2 : j][::-1]:
                rows[i][j] = min(rows[i][j], rows[i - 2][j - 2] + 1)
    return rows[-1][-1]


@given(words, words, st.sampled_from([1, 2]))
def test_slips_are_counted_up_to_a_limit(one, other, most):
    assert count_slips(one, other, most) == min(count_in_full(one, other), most + 1)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("tremblay", "trembaly", True), ("martin", "rnartin", True), ("roy", "ray", False)],
)
def test_a_slip_is_a_letter_or_two_of_a_long_name(one, other, expected):
    assert is_slip(one, other) is expected
