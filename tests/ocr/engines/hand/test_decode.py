"""What is read is tidied, and its confidence is a probability."""

import pytest

from ocr.engines.hand.decode import confidence_terms, line_confidence, tidy_marks


@pytest.mark.parametrize(
    ("read", "is_french", "tidy"),
    [
        ("call back , please", False, "call back, please"),
        ("call back !", False, "call back!"),
        ("rappeler !", True, "rappeler !"),
        ("rappeler , merci", True, "rappeler, merci"),
        ("to be followed ...", False, "to be followed ..."),
        ("at 10:30", False, "at 10:30"),
    ],
)
def test_spaces_that_no_language_writes_are_taken_out(read, is_french, tidy):
    assert tidy_marks(read, is_french=is_french) == tidy


@pytest.mark.parametrize("length", [1, 8, 60])
@pytest.mark.parametrize("per_character", [-30.0, -0.5, 0.0])
@pytest.mark.parametrize("margin", [0.0, 3.0, 500.0])
def test_confidence_is_a_probability(length, per_character, margin):
    assert 0 < line_confidence(confidence_terms(per_character, length, margin)) < 1


def test_confidence_grows_with_the_picture_and_with_the_lead_over_other_texts():
    clear = line_confidence(confidence_terms(-0.05, 12, 6.0))

    assert line_confidence(confidence_terms(-0.6, 12, 6.0)) < clear
    assert line_confidence(confidence_terms(-0.05, 12, 0.1)) < clear
