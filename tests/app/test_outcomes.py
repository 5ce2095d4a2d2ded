"""What a person made of a reading, part by part."""

from __future__ import annotations

import pytest

from app.contact_values import AddressValue, ContactValues, LinkValue, PhoneValue
from app.models import Outcome
from app.outcomes import compare_parts, least_confidence
from ocr.types import PhoneLabel
from tests.readings import evidence, make_reading

READ = ContactValues(
    given_name="Noémie",
    family_name="Tessier-Roy",
    full_name="Noémie Tessier-Roy",
    organization="Atelier Boréal inc.",
    emails=("noemie@atelier-boreal.example",),
    phones=(PhoneValue("514 555-0147", extension="12", e164="+15145550147"),),
    links=(LinkValue("atelier-boreal.example"),),
    addresses=(AddressValue(formatted="12, rue des Ormes\nTrois-Rivières"),),
)


def test_what_was_left_as_it_was_read_is_right():
    outcomes = dict(compare_parts(READ, READ))

    assert set(outcomes.values()) == {Outcome.RIGHT}
    assert "title" not in outcomes  # neither read nor typed: nothing is known


def test_a_value_is_corrected_removed_or_added():
    accepted = ContactValues(
        given_name="Noémi",
        family_name="Tessier-Roy",
        title="Architecte",
        emails=READ.emails,
        phones=READ.phones,
        links=READ.links,
        addresses=READ.addresses,
    )

    outcomes = dict(compare_parts(READ, accepted))

    assert outcomes["name"] is Outcome.CORRECTED
    assert outcomes["organization"] is Outcome.REMOVED
    assert outcomes["title"] is Outcome.ADDED
    assert outcomes["emails"] is Outcome.RIGHT


@pytest.mark.parametrize(
    ("read", "accepted"),
    [
        ({"organization": "ATELIER  BOREAL"}, {"organization": "Atelier Boréal"}),
        (
            {"emails": ("a@example.com", "b@example.com")},
            {"emails": ("b@example.com", "A@example.com")},
        ),
        (
            {"phones": (PhoneValue("514 555-0147", e164="+15145550147"),)},
            {"phones": (PhoneValue("(514) 555 0147", PhoneLabel.CELL, e164="+15145550147"),)},
        ),
    ],
)
def test_spelling_and_order_are_no_corrections(read, accepted):
    outcomes = dict(compare_parts(ContactValues(**read), ContactValues(**accepted)))

    assert set(outcomes.values()) == {Outcome.RIGHT}


@pytest.mark.parametrize(
    ("read", "accepted"),
    [
        (
            {"given_name": "Roy", "family_name": "Noémie"},
            {"given_name": "Noémie", "family_name": "Roy"},
        ),
        ({"phones": (PhoneValue("514 555-0147"),)}, {"phones": (PhoneValue("514 555-0148"),)}),
        ({"emails": ("a@example.com",)}, {"emails": ("a@example.com", "b@example.com")}),
    ],
)
def test_names_the_wrong_way_round_and_other_numbers_are_corrections(read, accepted):
    outcomes = dict(compare_parts(ContactValues(**read), ContactValues(**accepted)))

    assert set(outcomes.values()) == {Outcome.CORRECTED}


def test_the_least_sure_guess_of_a_part_speaks_for_it():
    emails = [{"value": "a@example.com", **evidence(0.9, 4)}, {"value": "b@", **evidence(0.4, 4)}]
    reading = make_reading(emails=emails, social=[{"value": "in/ada", **evidence(0.7, 1)}])

    assert least_confidence(reading, "emails") == 0.4
    assert least_confidence(reading, "links") == 0.7
    assert least_confidence(reading, "department") is None
