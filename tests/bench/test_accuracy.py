"""The page on accuracy says what was measured."""

import json
from dataclasses import replace

import pytest

from bench.accuracy import main, read_left_out
from bench.accuracy_report import Measured, write_report
from bench.cases import Recipe
from bench.measuring import CardResult, HandwritingScore, measure_recipe
from bench.scoring import CardScore, Judgement


def result(
    *,
    family="swiss",
    condition="usual",
    is_right=True,
    confidence=0.95,
    iou=0.97,
    handwriting=None,
    field="title",
) -> CardResult:
    judgement = Judgement(field, "Notaire", confidence, is_right)
    missed = () if is_right else ((field, "Notaire"),)
    score = CardScore("a.jpg", (judgement,), {field: 1}, missed, 0)
    found = iou is not None
    return CardResult(score, family, condition, "wood", iou, found, is_right, handwriting, 0.5)


def page_of(*results):
    return write_report(["How."], Measured("Drawn cards", list(results)))


def test_the_page_has_a_row_for_every_family_surface_and_condition():
    page = page_of(result(family="dark"), result(family="swiss", condition="harsh", is_right=False))

    assert "| dark | 1 | 100.0 % |" in page
    assert "| swiss | 1 | 0.0 % |" in page
    assert "| wood | 2 | 0.970 | 100.0 % | 50.0 % |" in page
    assert "| harsh | 1 | 0.0 % |" in page


def test_confident_errors_are_counted_among_confident_values_only():
    page = page_of(
        result(confidence=0.95),
        result(confidence=0.92, is_right=False),
        result(confidence=0.3, is_right=False),
    )

    assert "| wrong among the values given at 0.9 or more | 50.0 % (1 of 2) |" in page
    assert "| 0.3 to 0.4 | 1 | 0.300 | 0.000 |" in page
    assert "| 0.9 to 1.0 | 2 | 0.935 | 0.500 |" in page


def test_confidence_is_judged_field_by_field_too():
    page = page_of(
        result(field="name", confidence=0.5), result(confidence=0.9), result(is_right=False)
    )

    assert "| name | 1 | 0.500 | 1.000 | 0 | none |" in page
    assert "| title | 2 | 0.925 | 0.500 | 2 | 0.500 |" in page


def test_handwriting_is_counted_in_lines_and_letters():
    scores = [HandwritingScore(1, 2, 1, 1, 2, 10), HandwritingScore(0, 0, 1, 0, 0, 0)]
    page = page_of(*(result(handwriting=score) for score in scores))

    assert "| handwritten lines found | 50.0 % (1 of 2) |" in page
    assert "| lines called handwriting that are | 50.0 % (1 of 2) |" in page
    assert "| letters to correct in the lines found | 20.0 % (2 of 10) |" in page


def test_sets_of_cards_stand_under_one_another_with_their_conditions():
    drawn = Measured("Drawn cards", [result(), result(condition="harsh", is_right=False)])
    composed = Measured("Composed cards, test", [result(is_right=False)])

    gap = write_report(["How."], drawn, [composed]).partition("## What carries over")[2]

    assert "| drawn cards | 2 | 50.0 % | 50.0 % |" in gap
    assert "| drawn cards, harsh | 1 | 0.0 % | 0.0 % |" in gap
    assert "| composed cards, test | 1 | 0.0 % | 0.0 % |" in gap


def test_readers_are_compared_on_the_cards_that_all_of_them_read():
    ours = [result(), result(), result(is_right=False)]
    theirs = [result(is_right=False), result()]
    drawn = Measured("Drawn cards", ours, {"Stock + heuristics": theirs})

    beside = write_report(["How."], drawn).partition("## Beside other readers")[2]

    assert "|  | Verso | Stock + heuristics |" in beside
    assert "| cards | 2 | 2 |" in beside
    assert "| perfect cards | 100.0 % | 50.0 % |" in beside
    assert "| title, F1 | 1.000 | 0.500 |" in beside
    assert "| name, F1 | none | none |" in beside


def test_without_other_readers_nothing_is_compared():
    assert "Beside other readers" not in page_of(result())


def test_photos_without_known_corners_leave_the_corners_out():
    photos = Measured("Labelled photos", [replace(result(), iou=None)])
    page = write_report(["How."], Measured("Drawn cards", [result()]), [], photos)

    _, _, section = page.partition("## Labelled photos")
    assert "| perfect cards | 100.0 % (1 of 1) |" in section
    assert "corners" not in section


def test_what_was_right_on_left_out_layouts_can_be_shown():
    page = write_report(["How."], None, [], None, [["name", "0.970", "9", "8", "0.9 of 7"]])

    section = page.partition("## Layouts left out of training")[2]
    assert "| name | 0.970 | 9 | 8 | 0.9 of 7 |" in section


def test_the_table_of_left_out_layouts_is_found_in_what_training_prints(tmp_path):
    from ocr.fields.candidates import CANDIDATE_ROLES
    from training.__main__ import describe
    from training.fit_roles import Outcome

    values = [(0.95, True), (0.93, True), (0.97, False)]
    outcome = Outcome(dict.fromkeys(CANDIDATE_ROLES, values), dict.fromkeys(CANDIDATE_ROLES, 4))
    printed = f"5000 cards are drawn\n{describe(outcome)}\n"
    (tmp_path / "training.log").write_text(printed, encoding="utf-8")

    rows = read_left_out(tmp_path / "training.log")

    assert [row[0] for row in rows] == list(CANDIDATE_ROLES)
    assert {tuple(row[1:]) for row in rows} == {("0.571", "3", "4", "0.667 of 3")}


@pytest.mark.slow
def test_a_drawn_card_is_found_and_its_mailbox_read(tmp_path):
    measured = measure_recipe("verso", Recipe("drawn", "31", "gentle"), tmp_path)

    assert measured.iou is not None
    assert measured.iou > 0.85
    assert [j.is_right for j in measured.score.judgements if j.field == "email"] == [True]


@pytest.mark.slow
def test_the_command_writes_the_page_with_all_kinds_of_cards(tmp_path):
    from drawn.__main__ import main as draw

    photos, page = tmp_path / "photos", tmp_path / "docs" / "accuracy.md"
    draw([str(photos), "--cards", "1", "--seed", "31", "--condition", "gentle"])
    label = json.loads((photos / "labels.jsonl").read_text("utf-8"))
    command = ["--cards", "1", "--jobs", "1", "--composed", "development", "--composed-cards", "1"]
    places = ["--folder", str(photos), "--output", str(page), "--cache", str(tmp_path / "cache")]

    status = main([*command, *places, "--baseline-cards", "1"])

    text = page.read_text("utf-8")
    assert status == 0
    assert label["file"] not in text
    for title in ("Drawn cards", "Composed cards, development", "Labelled photos"):
        assert f"## {title}" in text
    assert "RapidOCR" in text.partition("## Beside other readers")[2]


def test_a_file_of_composed_cards_that_is_not_there_is_named_before_anything_is_drawn(
    tmp_path, capsys
):
    page = tmp_path / "accuracy.md"
    with pytest.raises(SystemExit) as stopped:
        main(["--cards", "1", "--composed", "nosuch", "--output", str(page)])
    assert stopped.value.code == 2
    assert "nosuch.toml" in capsys.readouterr().err
    assert not page.exists()


def test_cards_with_a_side_in_another_alphabet_stand_beside_themselves_alone():
    alone = [named("test-a-usual"), named("test-b-usual"), named("test-c-usual", is_right=False)]
    both = [
        named("test-a-usual-greek", family="greek"),
        named("test-b-usual-greek-first", family="greek", is_right=False),
        named("test-c-usual-thai", family="thai", is_right=False),
    ]
    page = write_report(["How."], None, [Measured("Composed cards, test", alone)], alphabets=both)

    section = page.partition("## A side in another alphabet")[2]
    assert "| greek | 2 | 100.0 % | 50.0 % | 0 |" in section
    assert "| thai | 1 | 0.0 % | 0.0 % | 0 |" in section
    assert "| all | 3 | 66.7 % | 33.3 % | 0 |" in section


def named(file, **details):
    known = result(**details)
    return replace(known, score=replace(known.score, file=file))
