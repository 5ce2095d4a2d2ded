"""What else a card could say: other values of a field, other fields of a line."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bench.accuracy_fields import is_same, sides_of, true_values
from drawn import draw_card
from ocr.fields import FieldsReading, read_fields
from ocr.fields.alternatives import LARGEST_CANDIDATES, LARGEST_ROLES
from ocr.types import CodeText, FieldRole, LineRef, Side
from tests.ocr.fields.cards import box, card

NORTHBAY = card(
    "NORTHBAY OPTICS",
    "",
    "Ada Lindqvist, Ph.D.",
    "MARKETING DIRECTOR",
    "",
    "Address: 12 Elm Street, Suite 300",
    "Springfield, OR 97477",
    "Tel. 541-555-0143  Fax 541-555-0144",
    "E-mail: ada.lindqvist@northbay.example",
    "Web www.northbay.example",
    heights={0: 70, 2: 50},
)
SINGLE = ("name", "organization", "department", "title")


def roles_of(reading: FieldsReading, line: int, side: Side = Side.RECTO) -> dict[FieldRole, str]:
    """Return the value of each role of a line."""
    return {one.role: one.value for one in reading.roles.get(LineRef(side, line), ())}


@pytest.fixture(scope="module")
def northbay() -> FieldsReading:
    return read_fields([NORTHBAY])


@pytest.mark.parametrize(
    ("line", "role", "value"),
    [
        (0, FieldRole.ORGANIZATION, "NORTHBAY OPTICS"),
        (1, FieldRole.NAME, "Ada Lindqvist"),
        (2, FieldRole.TITLE, "Marketing Director"),
        (3, FieldRole.ADDRESS, "12 Elm Street, Suite 300"),
        (4, FieldRole.ADDRESS, "Springfield, OR 97477"),
        (6, FieldRole.EMAIL, "ada.lindqvist@northbay.example"),
        (7, FieldRole.URL, "www.northbay.example"),
    ],
)
def test_a_line_says_what_the_field_would_get_from_it_without_labels(northbay, line, role, value):
    (first, *_) = northbay.roles[LineRef(Side.RECTO, line)]

    assert (first.role, first.value) == (role, value)


def test_a_line_with_two_telephones_has_the_role_twice(northbay):
    roles = northbay.roles[LineRef(Side.RECTO, 5)]

    assert [(one.role, one.value) for one in roles] == [
        (FieldRole.PHONE, "541-555-0143"),
        (FieldRole.PHONE, "541-555-0144"),
    ]


def test_a_line_that_holds_two_fields_gives_each_its_half():
    reading = read_fields(
        [card("Ada Lindqvist, Marketing Director", "Northbay Optics Inc.", "ada@northbay.example")]
    )

    values = roles_of(reading, 0)
    assert values[FieldRole.NAME] == "Ada Lindqvist"
    assert values[FieldRole.TITLE] == "Marketing Director"


def test_a_line_is_at_least_as_sure_of_its_role_as_the_guess_that_was_made_of_it(northbay):
    contact = northbay.contact
    for role in ("name", "organization", "title"):
        guess = getattr(contact, role)
        for ref in guess.lines:
            (confidence,) = (one.confidence for one in northbay.roles[ref] if one.role == role)
            assert confidence >= guess.confidence


def test_written_lines_say_their_telephones():
    side = card("Ada Lindqvist", "Northbay Optics Inc.", "541-555-0143")
    lines = (*side.lines[:2], replace(side.lines[2], handwritten=True))

    reading = read_fields([replace(side, lines=lines)])

    assert roles_of(reading, 2) == {FieldRole.PHONE: "541-555-0143"}


def test_a_card_without_lines_says_nothing_else():
    reading = read_fields([])

    assert reading.roles == {}
    assert all(getattr(reading.contact.candidates, role) == () for role in SINGLE)


def test_two_names_of_a_firm_are_candidates_of_each_other():
    reading = read_fields(
        [card("Harbour Lights", "Seaward Trading Ltd.", "Ada Lindqvist", "ada@example.com")]
    )
    chosen = reading.contact.organization
    assert chosen is not None

    known = {one.value for one in reading.contact.candidates.organization} | {chosen.value}
    assert {"Harbour Lights", "Seaward Trading Ltd."} <= known


def test_what_is_printed_is_a_candidate_where_a_code_says_something_else():
    code = (
        "BEGIN:VCARD\nVERSION:3.0\nN:Lindqvist;Ada\nFN:Ada Lindqvist\nORG:Harbour Group\nEND:VCARD"
    )

    contact = read_fields([NORTHBAY], [CodeText(Side.RECTO, code, box(0, 0, 9, 9))]).contact

    assert contact.organization is not None
    assert contact.organization.value == "Harbour Group"
    assert [one.value for one in contact.candidates.organization][:1] == ["NORTHBAY OPTICS"]
    assert all(one.value != "Ada Lindqvist" for one in contact.candidates.name)


@pytest.fixture(scope="module")
def many() -> list[tuple[FieldsReading, dict[str, list[str]]]]:
    """Return readings of drawn cards with what is true."""
    cards = [draw_card(seed) for seed in range(9200, 9240)]
    return [(read_fields(sides_of(one, one.seed)), true_values(one)) for one in cards]


def test_candidates_are_few_ordered_and_never_the_chosen_value(many):
    for reading, _ in many:
        for role in SINGLE:
            several = getattr(reading.contact.candidates, role)
            values = [one.value for one in several]
            chosen = getattr(reading.contact, role)
            trust = [one.confidence for one in several]
            doubt = 1.0 if chosen is None else 1.0 - chosen.confidence

            assert len(values) == len(set(values)) <= LARGEST_CANDIDATES
            assert trust == sorted(trust, reverse=True)
            assert all(0 <= p <= doubt for p in trust)
            assert all(one.lines for one in several)
            assert chosen is None or getattr(chosen, "value", "") not in values


def test_most_lines_have_one_role_and_none_more_than_three(many):
    counts = [len(several) for reading, _ in many for several in reading.roles.values()]

    assert max(counts) <= LARGEST_ROLES
    assert sum(count == 1 for count in counts) > 0.6 * len(counts)


def test_roles_given_with_confidence_are_right(many):
    sure = [
        is_same(role, one.value, true[role][0])
        for reading, true in many
        for several in reading.roles.values()
        for one in several
        for role in ("name", "email")
        if one.role == role and one.confidence >= 0.9 and len(true[role]) == 1
    ]

    assert len(sure) > 50
    assert sum(sure) / len(sure) >= 0.9
