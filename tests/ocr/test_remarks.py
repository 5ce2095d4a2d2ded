"""What a reading says about itself."""

import numpy as np

from ocr.pipeline import read_card
from ocr.types import Remark
from tests.ocr.pictures import SpokenRecogniser, encode, line

BLANK = encode(np.full((600, 1000, 3), 240, dtype=np.uint8))
FIRST_OFFICE = (
    line("Zoé Testard", 60, 60),
    line("Directrice des ventes", 60, 90),
    line("12, rue des Ormes, bureau 3", 60, 200),
    line("Montréal (Québec) H3B 4W8", 60, 226),
    line("Tél. 514 555-0143", 60, 252),
    line("zoe.testard@toits.example", 60, 278),
)
SECOND_OFFICE = (line("55, boulevard des Hêtres", 60, 330), line("Laval (Québec) H7P 9B4", 60, 356))


def test_several_offices_are_said_and_the_first_is_the_main_one():
    reading = read_card(BLANK, None, SpokenRecogniser((*FIRST_OFFICE, *SECOND_OFFICE), found=()))

    assert Remark.SEVERAL_ADDRESSES in reading.remarks
    assert reading.contact.addresses[0].locality == "Montréal"


def test_several_people_are_said_and_the_first_is_the_contact():
    people = (
        line("NORDANE IMMOBILIER INC.", 300, 40, 300, 30),
        line("Zoé Testard", 60, 140, 200, 26),
        line("Directrice des ventes", 60, 172),
        line("514 555-0143", 60, 200),
        line("Edgar Blancpré", 560, 140, 220, 26),
        line("Conseiller principal", 560, 172),
        line("514 555-0144", 560, 200),
        line("info@nordane.example", 300, 480),
    )

    reading = read_card(BLANK, None, SpokenRecogniser(people, found=()))

    assert Remark.SEVERAL_PEOPLE in reading.remarks
    assert reading.contact.name is not None
    assert reading.contact.name.full == "Zoé Testard"


def test_one_person_is_nothing_to_say():
    reading = read_card(BLANK, None, SpokenRecogniser(FIRST_OFFICE, found=()))

    assert Remark.SEVERAL_PEOPLE not in reading.remarks


def test_one_office_is_nothing_to_say():
    reading = read_card(BLANK, None, SpokenRecogniser(FIRST_OFFICE, found=()))

    assert Remark.SEVERAL_ADDRESSES not in reading.remarks
