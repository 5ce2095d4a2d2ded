"""Which of a card's addresses are the contact's."""

from __future__ import annotations

import pytest

from ocr.fields.candidates import Candidate, value_of
from ocr.fields.guess import guess_contact
from ocr.fields.offices import find_offices
from ocr.fields.pieces import make_pieces
from ocr.types import Line, LineRef, Side, SideLines
from tests.ocr.fields.cards import box, card

PERSON = ("Ada Lindqvist", "Sales Manager", "Northbay Instruments", "")


@pytest.mark.parametrize(
    "offices",
    [
        ("12 Elm Street, Springfield, OR 97477", "", "55 Oak Avenue, Portland, OR 97201"),
        ("12, rue des Ormes, 57000 Metz", "", "3, place du Four, 69001 Lyon"),
    ],
)
def test_of_two_offices_on_a_line_each_the_first_is_given_and_the_other_is_said(
    offices: tuple[str, str, str],
):
    contact = guess_contact([card(*PERSON, *offices)])

    assert [address.formatted for address in contact.addresses] == [offices[0]]
    assert contact.other_addresses == (LineRef(Side.RECTO, 4),)


def placed(texts: list[tuple[str, float, float]]) -> SideLines:
    """Return a recto whose lines stand where their left and top edges are said to be, in pixels."""
    lines = tuple(
        Line(text=text, quad=box(left, top, 18.0 * len(text), 38.0), confidence=0.99)
        for text, left, top in texts
    )
    return SideLines(side=Side.RECTO, lines=lines, size_px=(1400, 800))


def test_of_two_offices_side_by_side_the_left_one_is_given():
    texts = [
        ("Ada Lindqvist", 80, 60),
        ("Northbay Instruments", 80, 120),
        ("55 Oak Avenue", 620, 398),
        ("Portland, OR 97201", 620, 448),
        ("12 Elm Street", 80, 402),
        ("Springfield, OR 97477", 80, 452),
    ]
    contact = guess_contact([placed(texts)])

    assert [address.locality for address in contact.addresses] == ["Springfield"]
    assert set(contact.other_addresses) == {LineRef(Side.RECTO, i) for i in (2, 3)}


def test_a_town_that_heads_the_right_office_puts_it_no_higher():
    texts = [
        ("Québec", 620, 352),
        ("12, rue des Ormes", 80, 402),
        ("44, avenue du Havre", 620, 402),
        ("Montréal (Québec) H3B 4W8", 80, 452),
        ("Québec (Québec) G1R 2B5", 620, 452),
    ]
    lines = tuple(
        Line(text=text, quad=box(left, top, 18.0 * len(text), 38.0), confidence=0.99)
        for text, left, top in texts
    )
    pieces = make_pieces(SideLines(side=Side.RECTO, lines=lines, size_px=(1100, 600)))
    left_one, right_one = (
        (
            p,
            Candidate(
                "address",
                value_of("address", [pieces[i].text for i in chain]),
                chain,
                sum(3 << 2 * i for i in chain),
                {"postcode": 1.0},
            ),
        )
        for p, chain in ((0.6, (1, 3)), (0.8, (0, 2, 4)))
    )

    found = find_offices([right_one, left_one], {"address": right_one}, pieces)

    assert found.given == (left_one,)
    assert found.other_pieces == (0, 2, 4)


def test_a_home_beside_an_office_stays_lines_and_is_said():
    office, home = ("12 Elm Street", "Springfield, OR 97477"), ("Res: 55 Oak Avenue", "Portland")

    contact = guess_contact([card(*PERSON, *office, "", home[0], f"{home[1]}, OR 97201")])

    assert [address.locality for address in contact.addresses] == ["Springfield"]
    assert contact.other_addresses


def test_a_heading_says_of_an_address_that_it_is_a_home():
    home = ("Res :", "55 Oak Avenue", "Portland, OR 97201")

    contact = guess_contact([card(*PERSON, *home, "", "12 Elm Street", "Springfield, OR 97477")])

    assert [address.locality for address in contact.addresses] == ["Springfield"]


def test_an_office_beside_a_surer_home_is_given():
    texts = [
        ("Off:", 71, 359),
        ("Main Road, Northbay,", 73, 417),
        ("Hanamkonda - 506 009.", 75, 471),
        ("Res :", 748, 363),
        ("H.No. 2-7-588/1, Mill Colony,", 749, 417),
        ("Opp. Water Tank, Northbay,", 754, 469),
        ("Hanamkonda - 506 001.", 751, 521),
    ]
    contact = guess_contact([placed(texts)])

    assert [address.postcode for address in contact.addresses] == ["506 009"]
    assert contact.other_addresses


def test_a_home_is_given_where_no_office_is():
    contact = guess_contact([card(*PERSON, "Res: 55 Oak Avenue", "Portland, OR 97201")])

    assert [address.locality for address in contact.addresses] == ["Portland"]
    assert contact.other_addresses == ()


def test_a_box_at_the_post_comes_behind_the_office_wherever_it_is_printed():
    box_first = ("Postbus 20555", "2500 EX Den Haag", "", "Elmstraat 33", "8911 AV Leeuwarden")

    contact = guess_contact([card(*PERSON, *box_first)])

    assert [address.locality for address in contact.addresses] == ["Leeuwarden", "Den Haag"]


@pytest.mark.parametrize(
    "shops",
    [
        ("12 Elm Street - Tel. 416 555-0100", "44 Oak Avenue - Tel. 416 555-0101"),
        ("Av. Central, 440 - Tel: 3555-0101", "Rua do Norte, 9 - Tel: 3555-0102"),
    ],
)
def test_shops_that_are_listed_are_never_one_address(shops: tuple[str, str]):
    contact = guess_contact([card("Northbay Tyres", "", *shops, "", "info@northbay.test")])

    assert all(len(address.lines) == 1 for address in contact.addresses)
    assert len(contact.phones) == 2


def test_telephones_behind_the_lines_of_one_address_do_not_part_it():
    contact = guess_contact(
        [
            card(
                *PERSON,
                "12 King Street  T 416 555-0100",
                "Suite 400  F 416 555-0101",
                "Toronto ON M5H 1J9  C 416 555-0102",
            )
        ]
    )

    assert [a.formatted for a in contact.addresses] == [
        "12 King Street, Suite 400, Toronto ON M5H 1J9"
    ]


def test_what_follows_a_telephone_is_no_part_of_the_address_before_it():
    line = "12 Elm Street, Springfield, OR 97477 - Tel. 541-555-0143 - by appointment"

    contact = guess_contact([card(*PERSON, line)])

    assert [a.formatted for a in contact.addresses] == ["12 Elm Street, Springfield, OR 97477"]


def test_a_state_behind_a_telephone_may_be():
    line = "12 Elm Street, Springfield - Tel. 541-555-0143 - Oregon"

    contact = guess_contact([card(*PERSON, line)])

    assert [a.formatted for a in contact.addresses] == ["12 Elm Street, Springfield Oregon"]
