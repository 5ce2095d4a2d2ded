"""What a reading says about itself."""

import numpy as np

from ocr.pipeline import read_card
from ocr.types import Remark
from tests.ocr.pictures import SpokenRecogniser, encode, line

BLANK = encode(np.full((600, 1000, 3), 240, dtype=np.uint8))
FIRST_OFFICE = (
    line("Zoé Testard", 60, 60),
    line("12, rue des Ormes", 60, 200),
    line("44000 Nantes", 60, 240),
    line("02 61 91 01 43", 60, 280),
)
SECOND_OFFICE = (line("55, rue des Hêtres", 60, 400), line("35000 Rennes", 60, 440))


def test_several_offices_are_said_and_the_first_is_the_main_one():
    reading = read_card(BLANK, None, SpokenRecogniser((*FIRST_OFFICE, *SECOND_OFFICE), found=()))

    assert Remark.SEVERAL_ADDRESSES in reading.remarks
    assert reading.contact.addresses[0].locality == "Nantes"


def test_one_office_is_nothing_to_say():
    reading = read_card(BLANK, None, SpokenRecogniser(FIRST_OFFICE, found=()))

    assert Remark.SEVERAL_ADDRESSES not in reading.remarks
