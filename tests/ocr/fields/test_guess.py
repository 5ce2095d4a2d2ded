"""What is guessed from the lines of invented cards."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocr.fields import explain, guess_contact
from ocr.fields.text_model import ROLES
from ocr.types import ContactGuess, Line, LineRef, PhoneLabel, Side, SideLines
from tests.ocr.fields.cards import box, card


def all_guesses(contact: ContactGuess) -> list[tuple[float, tuple[LineRef, ...]]]:
    """Return the confidence and the lines of every guess."""
    single = [contact.name, contact.organization, contact.department, contact.title]
    several = [*contact.emails, *contact.phones, *contact.urls, *contact.social, *contact.addresses]
    return [(g.confidence, g.lines) for g in [*single, *several] if g is not None]


def test_an_english_card_is_read_field_by_field():
    contact = guess_contact(
        [
            card(
                "NORTHBAY OPTICS",
                "",
                "Ada Lindqvist, Ph.D.",
                "Marketing Director",
                "",
                "Northbay Optics Inc.",
                "12 Elm Street, Suite 300",
                "Springfield, OR 97477",
                "Tel. 541-555-0143  Fax 541-555-0144",
                "ada.lindqvist@northbay.example",
                "www.northbay.example",
                heights={0: 70, 2: 50},
            )
        ]
    )

    assert contact.name is not None
    assert (contact.name.given, contact.name.family) == ("Ada", "Lindqvist")
    assert contact.name.suffix == "Ph.D."
    assert contact.title is not None
    assert contact.title.value == "Marketing Director"
    assert contact.organization is not None
    assert contact.organization.value == "Northbay Optics Inc."
    assert [a.formatted for a in contact.addresses] == [
        "12 Elm Street, Suite 300, Springfield, OR 97477"
    ]
    assert contact.addresses[0].postcode == "97477"
    assert [e.value for e in contact.emails] == ["ada.lindqvist@northbay.example"]
    assert [(p.e164, p.label) for p in contact.phones] == [
        ("+15415550143", PhoneLabel.WORK),
        ("+15415550144", PhoneLabel.FAX),
    ]
    assert [u.value for u in contact.urls] == ["www.northbay.example"]


def test_a_french_card_is_read_field_by_field():
    contact = guess_contact(
        [
            card(
                "Boréal Menuiserie inc.",
                "",
                "Maëlle Brisebois",
                "Directrice des ventes",
                "",
                "12, rue des Ormes, bureau 3",
                "Montréal (Québec) H2X 1Y4",
                "Tél. : 514 555-0143, poste 27",
                "Cell. : 514 555-0145",
                "mbrisebois@boreal.example",
                heights={0: 60, 2: 50},
            )
        ]
    )

    assert contact.name is not None
    assert contact.name.full == "Maëlle Brisebois"
    assert contact.title is not None
    assert contact.title.value == "Directrice des ventes"
    assert contact.organization is not None
    assert contact.organization.value == "Boréal Menuiserie inc."
    assert [(p.e164, p.label, p.extension) for p in contact.phones] == [
        ("+15145550143", PhoneLabel.WORK, "27"),
        ("+15145550145", PhoneLabel.CELL, ""),
    ]
    assert contact.addresses[0].locality == "Montréal"


def test_a_name_in_two_lines_is_one_name():
    contact = guess_contact(
        [
            card(
                "ADA",
                "LINDQVIST",
                "Architect",
                "",
                "ada.lindqvist@northbay.example",
                heights={0: 60, 1: 60},
            )
        ]
    )

    assert contact.name is not None
    assert contact.name.full == "Ada Lindqvist"
    assert len(contact.name.lines) == 2


def test_a_title_in_two_lines_is_one_title():
    contact = guess_contact(
        [
            card(
                "Ada Lindqvist",
                "Vice President of Sales",
                "and Marketing",
                "",
                "ada.lindqvist@northbay.example",
                heights={0: 55},
            )
        ]
    )

    assert contact.title is not None
    assert contact.title.value == "Vice President of Sales and Marketing"


def test_name_and_title_on_one_line_are_told_apart():
    contact = guess_contact(
        [card("NORTHBAY", "", "Ada Lindqvist, Sales Manager", "ada.lindqvist@northbay.example")]
    )

    assert contact.name is not None
    assert contact.name.full == "Ada Lindqvist"
    assert contact.title is not None
    assert contact.title.value == "Sales Manager"


@pytest.mark.parametrize(
    ("printed", "host", "title"),
    [
        ("Director, NBO", "nbo.example", "Director"),
        ("Director, NBO", "post.example", "Director, NBO"),
    ],
)
def test_an_acronym_behind_a_title_is_the_firm_when_the_mail_says_so(
    printed: str, host: str, title: str
):
    contact = guess_contact(
        [card("Ada Lindqvist", printed, "Tel. 514 555-0123", f"ada.lindqvist@{host}")]
    )

    assert contact.title is not None
    assert contact.title.value == title


@pytest.mark.parametrize(
    ("printed", "title"),
    [
        ("Insurance Broker, CFP, CLU", "Insurance Broker"),
        ("Director, IT", "Director, IT"),
        ("Founder, CEO", "Founder, CEO"),
        ("Vice President, EMEA", "Vice President, EMEA"),
    ],
)
def test_degrees_behind_a_title_are_no_part_of_it_but_its_field_is(printed: str, title: str):
    contact = guess_contact(
        [
            card(
                "Harbour Mutual Insurance",
                "Ada Lindqvist",
                printed,
                "Tel. 514 555-0123",
                "ada.lindqvist@harbourmutual.example",
                heights={0: 70, 1: 55},
            )
        ]
    )

    assert contact.title is not None
    assert contact.title.value == title


def test_recto_and_verso_are_one_reading():
    recto = card("Ada Lindqvist", "Sales Manager", "ada@northbay.example", "Tel. 541-555-0143")
    verso = card("NORTHBAY OPTICS", "", "ada@northbay.example", side=Side.VERSO, heights={0: 90})
    one = guess_contact([recto])

    both = guess_contact([recto, verso])

    assert [e.value for e in both.emails] == ["ada@northbay.example"]
    assert {ref.side for ref in both.emails[0].lines} == {Side.RECTO, Side.VERSO}
    assert both.emails[0].confidence > one.emails[0].confidence
    assert both.organization is not None
    assert both.organization.value.casefold() == "northbay optics"
    assert both.organization.lines[0].side is Side.VERSO


def test_a_name_on_both_sides_is_one_surer_name():
    recto = card("Ada Lindqvist", "Directrice des ventes", "ada.lindqvist@northbay.example")
    verso = card("Ada Lindqvist", "Sales Director", side=Side.VERSO)
    one = guess_contact([recto])

    both = guess_contact([recto, verso])

    assert one.name is not None
    assert both.name is not None
    assert both.name.full == "Ada Lindqvist"
    assert {ref.side for ref in both.name.lines} == {Side.RECTO, Side.VERSO}
    assert both.name.confidence > one.name.confidence


def test_numbers_and_their_labels_in_two_columns_belong_together():
    lines = [
        Line("Ada Lindqvist", box(80, 60, 300, 50), 0.99),
        Line("DIRECT", box(80, 200, 130, 40), 0.99),
        Line("541-555-0143", box(240, 200, 220, 40), 0.99),
        Line("FAX", box(80, 260, 80, 40), 0.99),
        Line("541-555-0144", box(240, 260, 220, 40), 0.99),
    ]

    contact = guess_contact([SideLines(Side.RECTO, tuple(lines), (1000, 600))])

    assert [p.label for p in contact.phones] == [PhoneLabel.WORK, PhoneLabel.FAX]


def test_an_extension_under_a_number_belongs_to_it():
    contact = guess_contact([card("Ada Lindqvist", "Tel. 541-555-0143", "Extn. 27")])

    assert [(p.extension, len(p.lines)) for p in contact.phones] == [("27", 2)]


def test_an_e_mail_broken_over_two_lines_is_one():
    contact = guess_contact([card("Ada Lindqvist", "ada.lindqvist@", "northbay.example")])

    assert [e.value for e in contact.emails] == ["ada.lindqvist@northbay.example"]
    assert len(contact.emails[0].lines) == 2


def test_of_two_offices_the_first_is_the_address_and_the_other_is_said():
    contact = guess_contact(
        [
            card(
                "Ada Lindqvist",
                "Sales Manager",
                "",
                "12 Elm Street, Suite 300",
                "Springfield, OR 97477",
                "Tel. 541-555-0143",
                "",
                "55 Oak Avenue",
                "Portland, OR 97201",
                "Tel. 503-555-0144",
            )
        ]
    )

    assert [address.locality for address in contact.addresses] == ["Springfield"]
    assert set(contact.other_addresses) == {LineRef(Side.RECTO, i) for i in (5, 6)}


def test_a_box_at_the_post_is_an_address_of_the_contact_too():
    office = ("Zuidersingel 33", "8911 AV Leeuwarden")
    box_at_the_post = ("Postbus 20555", "2500 EX Den Haag")

    contact = guess_contact(
        [card("Ada Lindqvist", "Northbay Instruments", "", *office, "", *box_at_the_post)]
    )

    assert [address.locality for address in contact.addresses] == ["Leeuwarden", "Den Haag"]


def test_a_firm_that_is_called_like_the_person_leaves_the_name():
    lines = ("LAW OFFICES OF", "HARRIET P. LINDQVIST", "", "12 Elm Street", "Springfield, OR 97477")

    contact = guess_contact([card(*lines, "541 555-0143", "hlindqvist@lindqvistlaw.example")])

    assert contact.name is not None
    assert contact.name.full == "Harriet P. Lindqvist"
    assert contact.organization is not None
    assert contact.organization.value == "LAW OFFICES OF HARRIET P. LINDQVIST"


def test_a_card_with_one_office_says_nothing_of_others():
    contact = guess_contact([card("Ada Lindqvist", "12 Elm Street", "Springfield, OR 97477")])

    assert contact.other_addresses == ()


def test_an_address_in_two_languages_is_one():
    recto = card("Ada Lindqvist", "1, quai de la Reine", "Montréal (Québec) H3B 4W8")
    verso = card("Ada Lindqvist", "1 Queen's Wharf", "Montréal, Quebec H3B 4W8", side=Side.VERSO)

    contact = guess_contact([recto, verso])

    assert [a.street for a in contact.addresses] == ["1, quai de la Reine"]
    assert {ref.side for ref in contact.addresses[0].lines} == {Side.RECTO, Side.VERSO}


def test_a_note_by_hand_is_no_field():
    side = card("Ada Lindqvist", "Sales Manager", "ada.lindqvist@northbay.example")
    note = Line("Springfield Machine Works", box(80, 400, 400, 60), 0.9, handwritten=True)

    contact = guess_contact([SideLines(side.side, (*side.lines, note), side.size_px)])

    assert contact.organization is None or contact.organization.lines != (LineRef(Side.RECTO, 3),)
    assert contact.name is not None
    assert contact.name.full == "Ada Lindqvist"


def test_a_name_by_hand_fills_a_card_that_prints_none():
    side = card(
        "",
        "",
        "",
        "NORTHBAY OPTICS INC.",
        "12 Elm Street",
        "Springfield, OR 97477",
        "ada.lindqvist@northbay.example",
    )
    hand = Line("ADA LINDQVIST", box(80, 60, 400, 60), 0.95, handwritten=True)
    printed = Line("ADA LINDQVIST", box(80, 60, 400, 60), 0.95)

    written = guess_contact([SideLines(side.side, (*side.lines, hand), side.size_px)])
    same = guess_contact([SideLines(side.side, (*side.lines, printed), side.size_px)])

    assert written.name is not None
    assert same.name is not None
    assert written.name.full == "Ada Lindqvist"
    assert written.name.confidence < same.name.confidence


def test_a_written_name_is_believed_before_print_that_is_hardly_a_name():
    hand = Line("ADA LINDQVIST", box(80, 60, 400, 60), 0.95, handwritten=True)
    side = card(
        "", "", "", "N. B. Optics Pvt. Ltd.", "NBO", "12 Elm Street", "Springfield, OR 97477",
        heights={4: 70},
    )  # fmt: skip
    contact = guess_contact([SideLines(side.side, (hand, *side.lines), side.size_px)])

    assert contact.name is not None
    assert contact.name.full == "Ada Lindqvist"


def test_a_number_written_over_a_printed_one_takes_its_label_and_its_place():
    side = card("Ada Lindqvist", "Cell 541-555-0143")
    hand = Line("541-555-0149", box(80, 160, 300, 44), 0.95, handwritten=True)

    phones = guess_contact([SideLines(side.side, (*side.lines, hand), side.size_px)]).phones

    assert [p.label for p in phones] == [PhoneLabel.CELL, PhoneLabel.CELL]
    assert phones[0].confidence < phones[1].confidence


def test_no_lines_give_no_guesses():
    assert guess_contact([]) == guess_contact([card()]) == ContactGuess()


def test_why_a_line_was_taken_for_a_name_can_be_said():
    explanation = explain([card("Ada Lindqvist", "Sales Manager", "ada@northbay.example")])

    name = explanation.lines[0]
    assert max(name.probabilities, key=lambda role: name.probabilities[role]) == "name"
    assert math.isclose(sum(name.probabilities.values()), 1, abs_tol=0.01)
    assert set(name.probabilities) == set(ROLES)
    assert "name" in name.reasons
    assert explanation.lines[2].taken == ("email",)
    titles = [c.text for c in explanation.candidates if c.role == "title"]
    assert titles[:1] == ["Sales Manager"]


NUMBERS = st.floats(allow_nan=True, allow_infinity=True, width=32)
POINTS = st.tuples(NUMBERS, NUMBERS)
LINES = st.builds(
    Line,
    text=st.one_of(
        st.text(max_size=40),
        st.sampled_from(
            ["Ada Lindqvist", "CEO", "a@b.example", "Tel 541-555-0143", "Northbay Inc."]
        ),
    ),
    quad=st.tuples(POINTS, POINTS, POINTS, POINTS),
    confidence=st.floats(0, 1),
    handwritten=st.booleans(),
)
SIDES = st.lists(
    st.builds(
        SideLines,
        side=st.sampled_from(Side),
        lines=st.lists(LINES, max_size=7).map(tuple),
        size_px=st.just((1000, 600)),
    ),
    max_size=2,
    unique_by=lambda side: side.side,
)


@settings(deadline=None)
@given(SIDES)
def test_any_lines_give_valid_guesses(sides: list[SideLines]):
    counts = {side.side: len(side.lines) for side in sides}

    for confidence, refs in all_guesses(guess_contact(sides)):
        assert 0 <= confidence <= 1
        assert refs
        assert all(0 <= ref.line < counts[ref.side] for ref in refs)
        assert len(set(refs)) == len(refs)


@settings(deadline=None, max_examples=30)
@given(st.permutations(range(6)))
def test_the_order_of_the_lines_does_not_matter(order: list[int]):
    side = card(
        "Ada Lindqvist", "Sales Manager", "Northbay Optics Inc.", "12 Elm Street",
        "Springfield, OR 97477", "ada@northbay.example",
    )  # fmt: skip
    shuffled = SideLines(side.side, tuple(side.lines[i] for i in order), side.size_px)

    contact, other = guess_contact([side]), guess_contact([shuffled])

    assert contact.name is not None
    assert other.name is not None
    assert contact.name.full == other.name.full
    assert [a.formatted for a in contact.addresses] == [a.formatted for a in other.addresses]


def test_what_a_firm_does_belongs_to_it_in_small_letters_far_below_its_sign():
    lines = (
        Line("NORTHBAY", box(80, 60, 420, 90), 0.99),
        Line("FREIGHT SERVICES L.L.C", box(80, 182, 420, 22), 0.99),
        Line("Ada Lindqvist", box(80, 320, 300, 44), 0.99),
        Line("Managing Director", box(80, 380, 300, 30), 0.99),
        Line("ada@northbayfreight.example", box(80, 500, 400, 30), 0.99),
    )

    contact = guess_contact([SideLines(Side.RECTO, lines, (1000, 600))])

    assert contact.organization is not None
    assert contact.organization.value == "NORTHBAY FREIGHT SERVICES L.L.C"


def test_the_number_of_a_box_does_not_end_an_address():
    contact = guess_contact(
        [
            card(
                "Ada Lindqvist",
                "Directrice des ventes",
                "",
                "12, rue des Tilleuls - CS 40061",
                "57000 Northbay Cedex",
                "ada.lindqvist@northbay.example",
            )
        ]
    )

    assert [a.formatted for a in contact.addresses] == [
        "12, rue des Tilleuls - CS 40061, 57000 Northbay Cedex"
    ]


def test_the_halves_of_an_address_may_stand_at_both_ends_of_a_row():
    name = Line("Ada Lindqvist", box(80, 200, 400, 50), 0.99)
    title = Line("Sales Director", box(80, 270, 300, 40), 0.99)
    street = Line("409 Foundry Street, Rear", box(80, 500, 340, 36), 0.99)
    town = Line("Northfield, Minnesota 55057", box(600, 502, 360, 36), 0.99)
    side = SideLines(Side.RECTO, (name, title, street, town), (1050, 600))

    contact = guess_contact([side])

    assert [a.formatted for a in contact.addresses] == [
        "409 Foundry Street, Rear, Northfield, Minnesota 55057"
    ]


def test_a_town_read_with_the_telephone_beside_it_keeps_its_postcode():
    contact = guess_contact(
        [
            card(
                "Ada Lindqvist",
                "Directrice des ventes",
                "",
                "1184, rang des Tilleuls",
                "Northbay (Québec) J0T 2L0 Téléc. : 819 555-0143",
                "ada.lindqvist@northbay.example",
            )
        ]
    )

    assert [a.formatted for a in contact.addresses] == [
        "1184, rang des Tilleuls, Northbay (Québec) J0T 2L0"
    ]
    assert [p.label for p in contact.phones] == [PhoneLabel.FAX]


def test_signs_of_full_width_are_read_like_plain_ones():
    contact = guess_contact([card("Ada Lindqvist", "Tél：514 555-0143／514 555-0144")])

    assert [p.e164 for p in contact.phones] == ["+15145550143", "+15145550144"]
