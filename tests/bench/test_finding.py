"""What the page about finding cards counts."""

import numpy as np
import pytest

from bench.finding import KINDS, count_read, draw_table, overlap
from bench.finding_report import Found, ReadBoth, Table, write_report
from drawn import PhotoOptions, draw_card, photograph_card
from ocr.geometry import to_corners
from tests.ocr.pictures import box, line


@pytest.fixture(scope="module")
def taken():
    return photograph_card(draw_card(3), 3, PhotoOptions(long_side_px=400, is_portrait=False))


def quad(left, top, width, height):
    return to_corners(box(left, top, width, height))


def test_overlap_is_intersection_over_union(taken):
    assert overlap(quad(0, 0, 100, 100), quad(0, 0, 100, 100), taken) == pytest.approx(1)
    assert overlap(quad(0, 0, 100, 100), quad(50, 0, 100, 100), taken) == pytest.approx(1 / 3)
    assert overlap(quad(0, 0, 100, 100), quad(200, 0, 100, 100), taken) == 0


def test_what_lies_beyond_the_photo_does_not_count(taken):
    beyond = quad(-100, 0, 200, 100)

    assert overlap(beyond, quad(0, 0, 100, 100), taken) == pytest.approx(1)
    assert overlap(quad(-300, 0, 100, 100), beyond, taken) == 0


def test_a_line_is_read_when_all_its_letters_are():
    lines = [line("Zoé  TESTARD", 0, 0), line("514 555-0I42", 0, 30)]

    assert count_read(["Zoé Testard", "514 555-0142"], lines) == 1


def test_a_table_has_twelve_cards_and_every_other_one_has_them_touching():
    cards, taken, table = draw_table(40)

    assert len(cards) == len(taken.cards) == 12
    assert max(taken.size_px) == 4000
    assert not table.is_touching


def test_the_page_says_how_much_was_found_and_read():
    found = [Found("bent", 0.95, 1, 20.0), Found("bent", 0.5, 0, 40.0)]
    read = [ReadBoth("bent", 10, 9, 7)]
    tables = [
        Table("touching", "wood", 12, 12, 11, 1, 5000.0, 900.0),
        Table("apart", "wood", 12, 12, 12, 0, 3000.0, 700.0),
    ]

    page = write_report(found, read, tables)

    assert "| bent | 2 | 0.725 | 50.0% | 1 | 30 |" in page
    assert "| bent | 10 | 90.0% | 70.0% |" in page
    assert "| cards touching | 1 | 12 | 100.0% | 91.7% | 0 | 1 | 5.0 | 0.9 |" in page
    assert "| **all** | 2 | 24 | 100.0% | 95.8% | 1 | 1 | 4.0 | 0.8 |" in page


def test_every_kind_of_photo_can_be_taken():
    card = draw_card(5)
    for options in KINDS.values():
        assert np.isfinite(photograph_card(card, 5, options).cards[0].quad).all()
