"""The sets of notes stay as right as they were when they were last measured."""

from datetime import date

import pytest

from bench.proposals import SETS, load_notes, measure_notes


@pytest.mark.parametrize(
    ("title", "least_right"),
    [("tuning", 0.98), ("held out", 0.95), ("written later", 0.9), ("tuning, more", 0.98)],
)
def test_a_set_is_as_right_as_it_was(title, least_right):
    score = measure_notes(load_notes(*SETS[title]))

    assert score.right / score.notes >= least_right


def test_the_three_hundred_notes_are_in_both_languages_and_hold_quiet_ones():
    notes = load_notes("notes_tuning", "notes_held_out")

    assert len(notes) == len({note.text for note in notes}) == 300
    assert {note.language for note in notes} == {"fr", "en", "fr-en"}
    assert sum(not note.expected for note in notes) >= 60


def test_no_expected_day_lies_before_the_shot():
    for note in load_notes(*(name for names in SETS.values() for name in names)):
        for wanted in note.expected:
            assert not wanted["due"] or date.fromisoformat(wanted["due"]) >= note.shot_on
