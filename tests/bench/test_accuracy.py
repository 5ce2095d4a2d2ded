"""The page on accuracy says what was measured."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.accuracy import edit_distance, main, measure_card, overlap
from bench.accuracy_report import CardResult, HandwritingScore, write_report
from bench.scoring import CardScore, Judgement

UNIT = ((0, 0), (10, 0), (10, 10), (0, 10))


def result(
    *, layout="swiss", is_right=True, confidence=0.95, iou=0.97, handwriting=None
) -> CardResult:
    judgement = Judgement("title", "Notaire", confidence, is_right)
    missed = () if is_right else (("title", "Notaire"),)
    score = CardScore("a.jpg", (judgement,), {"title": 1}, missed, 0)
    return CardResult(score, layout, "wood", iou, iou is not None, handwriting)


def test_a_quad_overlaps_itself_wholly():
    assert overlap(UNIT, UNIT) == pytest.approx(1.0)


def test_a_quad_named_from_another_corner_is_the_same_quad():
    assert overlap(UNIT, UNIT[2:] + UNIT[:2]) == pytest.approx(1.0)


def test_half_overlapping_squares_share_a_third():
    shifted = [(x + 5, y) for x, y in UNIT]

    assert overlap(UNIT, shifted) == pytest.approx(1 / 3)


def test_quads_apart_do_not_overlap():
    assert overlap(UNIT, [(x + 50, y) for x, y in UNIT]) == 0.0


@given(st.text(max_size=12), st.text(max_size=12))
def test_edit_distance_is_a_distance(first, second):
    distance = edit_distance(first, second)

    assert distance == edit_distance(second, first)
    assert (distance == 0) is (first == second)
    assert abs(len(first) - len(second)) <= distance <= max(len(first), len(second))


def test_edit_distance_counts_changes():
    assert edit_distance("rappeler", "rapeller") == 2


def test_the_page_has_a_row_for_every_family_and_surface():
    page = write_report(["How."], [result(layout="dark"), result(layout="swiss", is_right=False)])

    assert "| dark | 1 | 1.00 |" in page
    assert "| swiss | 1 | 0.00 |" in page
    assert "| wood | 2 | 0.970 | 1.00 | 0.50 |" in page


def test_confident_errors_are_counted_among_confident_values_only():
    results = [
        result(confidence=0.95),
        result(confidence=0.92, is_right=False),
        result(confidence=0.3, is_right=False),
    ]

    page = write_report(["How."], results)

    assert "| wrong among the values given at 0.9 or more | 50.0% (1 of 2) |" in page
    assert "| 0.3 to 0.4 | 1 | 0.300 | 0.000 |" in page
    assert "| 0.9 to 1.0 | 2 | 0.935 | 0.500 |" in page


def test_handwriting_is_counted_in_lines_and_letters():
    scores = [HandwritingScore(1, 2, 1, 1, 2, 10), HandwritingScore(0, 0, 1, 0, 0, 0)]

    page = write_report(["How."], [result(handwriting=score) for score in scores])

    assert "| handwritten lines found | 50.0% (1 of 2) |" in page
    assert "| lines called handwriting that are | 50.0% (1 of 2) |" in page
    assert "| letters to correct in the lines found | 20.0% (2 of 10) |" in page


def test_photos_without_known_corners_leave_the_corners_out():
    page = write_report(["How."], [result()], [result(iou=None)])

    _, _, photos = page.partition("## Labelled photos")
    assert "| perfect cards | 100.0% (1 of 1) |" in photos
    assert "corners" not in photos.partition("###")[0].replace("card found exactly", "")


@pytest.mark.slow
def test_a_drawn_card_is_found_and_its_mailbox_read():
    measured = measure_card(31, "gentle", "auto")

    assert measured.iou is not None
    assert measured.iou > 0.85
    assert [j.is_right for j in measured.score.judgements if j.field == "email"] == [True]


@pytest.mark.slow
def test_the_command_writes_the_page_with_drawn_cards_and_a_folder(tmp_path):
    from drawn.__main__ import main as draw

    draw([str(tmp_path / "photos"), "--cards", "1", "--seed", "31", "--condition", "gentle"])
    page = tmp_path / "docs" / "accuracy.md"

    status = main(
        ["--cards", "1", "--jobs", "1", "--folder", str(tmp_path / "photos"), "--output", str(page)]
    )

    assert status == 0
    assert "## Drawn cards" in page.read_text("utf-8")
    assert "## Labelled photos" in page.read_text("utf-8")
    assert json.loads((tmp_path / "photos" / "labels.jsonl").read_text("utf-8"))["file"]
