"""Which words are mended, and which are left alone."""

import pytest

from ocr.proposals.repair import edit_distance, mend
from ocr.proposals.tokens import tokenise


def keys(text: str) -> list[str]:
    return [token.key for token in tokenise(text)]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("soumision", ["soumission"]),
        ("mercrdi", ["mercredi"]),
        ("jeudl", ["jeudi"]),
        ("appe1er", ["appeler"]),
        ("avantle12", ["avant", "le", "12"]),
        ("2sem", ["2", "sem"]),
        ("14h30", ["14h30"]),
        ("l'imprimeur", ["l'", "imprimeur"]),
        ("après-demain", ["apres", "demain"]),
        ("lun. 9h", ["lun", "9h"]),
        ("appeler 555-0134", ["appeler", "¤"]),
        ("10 000 $", ["¤"]),
    ],
)
def test_words_are_read_through_the_errors_of_a_hand(written, read):
    assert keys(written) == read


@pytest.mark.parametrize("word", ["lettre", "martin", "terre", "college", "postera", "denis"])
def test_everyday_words_stay_what_they_are(word):
    assert all(part.key == word for part in mend(word))


def test_a_very_long_run_of_letters_takes_no_time():
    assert mend("a" * 5000) == ()


def test_swapped_letters_are_one_edit():
    assert edit_distance("rappeler", "rapepler") == 1
