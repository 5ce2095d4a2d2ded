"""What is typed about a contact: cleaned, judged lightly, and never lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.contact_values import (
    AddressValue,
    ContactValues,
    InvalidContactError,
    LinkValue,
    PhoneValue,
    check_values,
    sort_name_of,
    values_from_json,
    values_to_json,
)


def check(**values):
    return check_values(ContactValues(**values), "CA")


def errors_of(**values):
    with pytest.raises(InvalidContactError) as caught:
        check(**values)
    return caught.value.errors


@pytest.mark.parametrize(
    ("typed", "value", "extension", "e164"),
    [
        ("514 555-0147", "514 555-0147", "", "+15145550147"),
        ("(514) 555-0147 poste 12", "(514) 555-0147", "12", "+15145550147"),
        ("514-555-0147 x12", "514-555-0147", "12", "+15145550147"),
        ("514.555.0147, ext. 3", "514.555.0147", "3", "+15145550147"),
        ("030 23125 014 Durchwahl 3", "030 23125 014", "3", ""),
        ("514 555-0147 int. 208", "514 555-0147", "208", "+15145550147"),
        ("514 555-0147 내선 8", "514 555-0147", "8", "+15145550147"),
        ("+33 1 99 00 12 34", "+33 1 99 00 12 34", "", "+33199001234"),
        ("555-0147", "555-0147", "", ""),
        ("*417#", "*417#", "", ""),
    ],
)
def test_a_number_is_kept_as_typed_beside_its_e164(typed, value, extension, e164):
    (phone,) = check(phones=(PhoneValue(typed),)).phones

    assert (phone.value, phone.extension, phone.e164) == (value, extension, e164)


def test_a_number_without_country_is_of_the_given_region():
    values = ContactValues(phones=(PhoneValue("01 99 00 12 34"),))

    assert check_values(values, "FR").phones[0].e164 == "+33199001234"


def test_somebody_needs_something_to_be_known_by():
    assert set(errors_of(title="Notaire")) == {"given_name"}


@pytest.mark.parametrize("email", ["ada", "ada@", "@example.com", "ada@example", "a,b@example.com"])
def test_what_is_no_email_is_told_beside_its_field(email):
    errors = errors_of(given_name="Ada", emails=("ada@example.com", email))

    assert set(errors) == {"email-1"}


@pytest.mark.parametrize("email", ["é.t+x@sous.domaine.example", "ADA@EXAMPLE.COM"])
def test_an_email_is_kept_as_written(email):
    assert check(emails=(f" {email} ",)).emails == (email,)


def test_what_is_no_phone_number_is_told_beside_its_field():
    assert set(errors_of(given_name="Ada", phones=(PhoneValue("call me"),))) == {"phone-0"}


def test_a_value_too_long_for_its_column_is_told_beside_its_field():
    assert set(errors_of(given_name="Ada", title="x" * 301)) == {"title"}
    assert set(errors_of(given_name="x" * 151)) == {"given_name"}
    assert set(errors_of(given_name="Ada", links=(LinkValue("x" * 501),))) == {"link-0"}


def test_empty_rows_are_dropped_and_repeats_are_one():
    values = check(
        given_name=" Ada ",
        emails=("", "ada@example.com", " ", "ada@example.com"),
        phones=(PhoneValue(""), PhoneValue("514 555-0147")),
        addresses=(AddressValue(),),
    )

    assert values.given_name == "Ada"
    assert values.emails == ("ada@example.com",)
    assert len(values.phones) == 1
    assert values.addresses == ()


def test_a_name_is_composed_of_its_parts():
    values = check(prefix="Dre", given_name="Ada", family_name="Abel", suffix="ing.")

    assert values.full_name == "Dre Ada Abel, ing."


def test_a_name_keeps_the_order_it_is_printed_in():
    assert check(given_name="Jiho", family_name="Kim", full_name="KIM Jiho").full_name == "KIM Jiho"


def test_a_printed_name_gives_way_when_a_part_is_corrected():
    values = check(given_name="Jiho", family_name="Lim", full_name="KIM Jiho")

    assert values.full_name == "Jiho Lim"


def test_a_whole_name_without_parts_is_kept():
    values = check(full_name="Amadou Diallo Sow")

    assert (values.full_name, values.given_name) == ("Amadou Diallo Sow", "Amadou Diallo Sow")


def test_an_address_keeps_its_printed_form_until_a_part_changes():
    printed = "1 rue du Port, Rimouski (QC) G5L 0A0"
    parts = {"street": "1 rue du Port", "locality": "Rimouski", "region": "QC"}
    kept = check(
        given_name="Ada",
        addresses=(AddressValue(formatted=printed, postcode="G5L 0A0", **parts),),
    )
    changed = check(
        given_name="Ada",
        addresses=(AddressValue(formatted=printed, postcode="G5L 0B1", **parts),),
    )

    assert kept.addresses[0].formatted == printed
    assert changed.addresses[0].formatted == "1 rue du Port\nRimouski QC G5L 0B1"


def test_a_postcode_of_digits_stands_before_its_town():
    parts = AddressValue(street="1 rue X", postcode="75001", locality="Paris", country="France")

    (address,) = check(given_name="Ada", addresses=(parts,)).addresses
    assert address.formatted == "1 rue X\n75001 Paris\nFrance"


def test_a_profile_is_known_by_its_address():
    (link,) = check(given_name="Ada", links=(LinkValue("https://www.linkedin.com/in/ada"),)).links

    assert link.service == "linkedin"


def test_people_are_ordered_by_family_name_and_companies_by_theirs():
    assert sort_name_of(check(given_name="Zoé", family_name="Élie")) == "elie zoe"
    assert sort_name_of(check(organization="L’Œuvre")) == "l oeuvre"
    assert sort_name_of(check(emails=("a@example.com",))) == "a example com"


@given(st.text(), st.text(), st.text())
def test_whatever_is_typed_is_either_kept_or_told(given_name, phone, comment):
    values = ContactValues(
        given_name=given_name, phones=(PhoneValue(phone),), comment=comment, organization="x"
    )
    try:
        checked = check_values(values, "CA")
    except InvalidContactError as error:
        checked = error.values

    assert check_again(checked) == checked
    assert values_from_json(values_to_json(checked)) == checked


@pytest.mark.parametrize("address", ["http://[::1", "a[b.example", "https://]"])
def test_an_address_with_a_stray_bracket_is_kept_as_typed(address):
    checked = check(full_name="Ada", links=(LinkValue(address),))

    assert checked.links == (LinkValue(address),)


def check_again(values: ContactValues) -> ContactValues:
    try:
        return check_values(values, "CA")
    except InvalidContactError as error:
        return error.values
