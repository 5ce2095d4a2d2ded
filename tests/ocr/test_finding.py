"""What makes a find on a table a card, told from the text that is read on it."""

import pytest

from ocr.finding import FoundCards, has_contact
from ocr.geometry import to_corners
from ocr.pipeline import read_photo
from tests.ocr.pictures import SpokenRecogniser, box, line
from tests.ocr.test_pipeline import BLANK, FRONT

PROSE = (line("The forest was quiet", 20, 20), line("and nobody called.", 20, 60))


@pytest.mark.parametrize(
    "text",
    ["zoe@toits.example", "514 555-0142", "www.toits.example", "toits.example", "T. 555 01 42"],
)
def test_a_way_to_reach_somebody_is_seen_in_the_text(text):
    assert has_contact([line("Zoé Testard", 0, 0), line(text, 0, 40)])


def test_prose_is_no_way_to_reach_somebody():
    assert not has_contact(PROSE)
    assert not has_contact(())


@pytest.mark.parametrize(("score", "count"), [(0.3, 1), (0.7, 2)])
def test_what_hardly_looks_like_a_card_is_one_when_somebody_can_be_reached(
    monkeypatch, score, count
):
    corners = (to_corners(box(0, 0, 400, 240)), to_corners(box(500, 0, 400, 240)))
    found = FoundCards(corners, (), (0.3, score))
    monkeypatch.setattr("ocr.pipeline.find_in_photo", lambda *_: found)

    sides = read_photo(BLANK, SpokenRecogniser(FRONT, PROSE, found=()))

    assert len(sides) == count
    assert sides[0].lines[0].text == "Zoé Testard"
