"""Nobody on a drawn card exists, and nothing on it leads to anybody who does."""

import re
from random import Random

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drawn.names import CULTURES, CULTURES_OF_COUNTRY
from drawn.people import COUNTRY_WEIGHTS, LANGUAGES, Person, invent_person, is_reserved_host
from drawn.phones import LANDLINES, MOBILES, PhoneHabit, draw_phone, print_digits
from drawn.places import TOWNS
from drawn.trades import TRADES, english_title
from drawn.words import read_rows
from ocr.types import PhoneLabel

# Numbers that regulators keep for films and examples, as E.164; sources in drawn/phones.py.
PUBLISHED = re.compile(
    r"\+1[2-9]\d\d55501\d\d"
    r"|\+33(19900|26191|35301|46571|53649|63998)\d{4}"
    r"|\+44(207946|113496|114496|115496|116496|117496|118496|121496|131496|141496|151496|161496)0\d{3}"
    r"|\+44(1632960|7700900)\d{3}"
    r"|\+49(3023125|6990009|4066969|8999998|2214710)\d{3}|\+4917139200\d\d"
)
PEOPLE = [invent_person(Random(seed)) for seed in range(4000)]


def test_every_number_is_published_for_fiction_or_can_be_nobodys():
    for person in PEOPLE:
        for phone in person.fields.phones:
            can_exist = phonenumbers.is_valid_number(phonenumbers.parse(phone.e164))
            assert PUBLISHED.fullmatch(phone.e164) or not can_exist, phone


def test_nobody_has_the_same_number_twice():
    for person in PEOPLE:
        numbers = [phone.e164 for phone in person.fields.phones]
        assert len(set(numbers)) == len(numbers), numbers


def test_every_number_has_the_length_of_its_country():
    for person in PEOPLE:
        for phone in person.fields.phones:
            assert phonenumbers.is_possible_number(phonenumbers.parse(phone.e164)), phone


def test_every_mailbox_and_site_is_under_a_name_kept_for_examples():
    for person in PEOPLE:
        hosts = [email.partition("@")[2] for email in person.fields.emails]
        hosts += [re.sub(r"^https?://", "", url) for url in person.fields.urls]
        assert all(is_reserved_host(host) for host in hosts), hosts


@pytest.mark.parametrize("host", ["example.fr", "example.com.br", "monexample.com", "test.ca"])
def test_a_name_that_only_looks_like_an_example_is_not_reserved(host):
    assert not is_reserved_host(host)


def test_profiles_say_that_they_are_examples():
    values = [profile.value for person in PEOPLE for profile in person.fields.social]

    assert len(values) > 100
    assert all("example" in value for value in values)


@given(st.integers(min_value=0))
def test_the_same_seed_invents_the_same_person(seed):
    assert invent_person(Random(seed)) == invent_person(Random(seed))


def test_people_are_many():
    names = {person.fields.name.full for person in PEOPLE if person.fields.name}
    firms = {person.fields.organization for person in PEOPLE}

    assert len(names) > 3000
    assert len(firms) > 2500


def test_registrations_are_those_of_the_country_and_of_nobody():
    extras = {(person.country, person.extra) for person in PEOPLE if person.extra}

    assert len(extras) > 60
    assert {country for country, extra in extras if extra.startswith("RBQ")} == {"QC"}
    assert {country for country, extra in extras if extra.startswith("SIRET")} == {"FR"}
    for _, extra in extras:
        assert not re.search(r"\d{3}", extra.replace("0", "")) or re.search(r"19\d\d", extra)


def test_most_people_speak_french_or_english_and_some_do_not():
    share = {
        language: sum(p.language == language for p in PEOPLE) / len(PEOPLE)
        for language in LANGUAGES
    }

    assert share["fr"] > 0.45
    assert share["en"] > 0.25
    assert min(share.values()) > 0.005


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_can_be_asked_for(language):
    assert {invent_person(Random(seed), language).language for seed in range(30)} == {language}


def test_a_language_nobody_speaks_is_refused_by_name():
    with pytest.raises(ValueError, match="'xx'"):
        invent_person(Random(1), "xx")


def test_a_name_is_made_of_its_parts():
    for person in PEOPLE:
        name = person.fields.name
        assert name is not None
        parts = " ".join(part for part in (name.prefix, name.given, name.family) if part)
        assert name.full == parts + (f", {name.suffix}" if name.suffix else "")
        assert name.without_degrees == parts


@pytest.mark.parametrize(
    ("is_woman", "wrong"),
    [
        (True, {"Directeur financier", "Avocat", "Courtier immobilier", "Directeur de comptes"}),
        (False, {"Directrice financière", "Avocate", "Courtière immobilière", "Éditrice"}),
    ],
)
def test_a_title_agrees_with_the_person(is_woman, wrong):
    titles = {p.fields.title for p in PEOPLE if p.is_woman is is_woman and p.language == "fr"}

    assert len(titles) > 40
    assert not titles & wrong


@given(st.text("0123456789", min_size=3, max_size=14), st.randoms())
@settings(max_examples=40)
def test_printing_a_number_keeps_its_digits(digits, chance):
    pattern = "".join("#" + chance.choice(["", " ", "-", "."]) for _ in digits)

    assert re.sub(r"\D", "", print_digits(pattern, digits)) == digits


def test_a_pattern_without_room_for_a_number_is_refused():
    with pytest.raises(ValueError, match="has no room"):
        print_digits("## ##", "123")


@pytest.mark.parametrize("country", sorted(LANDLINES))
@pytest.mark.parametrize("is_international", [False, True])
@pytest.mark.parametrize("label", [PhoneLabel.WORK, PhoneLabel.CELL])
def test_every_country_prints_its_numbers_at_home_and_abroad(country, is_international, label):
    for choice in (0.0, 0.5, 0.99):
        habit = PhoneHabit(is_international, choice)
        phone = draw_phone(Random(7), country, label, "", habit)
        national = re.sub(r"\D", "", phone.value.replace("(0)", ""))

        assert ("+" in phone.value) is is_international
        assert phone.e164.endswith(national.lstrip("0") if not is_international else national)


def test_a_landline_begins_as_its_town_does():
    habit = PhoneHabit(is_international=False, choice=0.0)

    phone = draw_phone(Random(3), "QC", PhoneLabel.WORK, "418", habit)

    assert phone.e164.startswith("+141855501")


def test_an_area_without_numbers_for_fiction_is_refused():
    with pytest.raises(ValueError, match="'99'"):
        draw_phone(Random(3), "GB", PhoneLabel.WORK, "99", PhoneHabit(False, 0.0))  # noqa: FBT003


def test_every_town_has_numbers_of_its_own():
    habit = PhoneHabit(is_international=False, choice=0.0)
    for country, towns in TOWNS.items():
        for area in (area for town in towns for area in town.areas):
            phone = draw_phone(Random(1), country, PhoneLabel.WORK, area, habit)
            assert area in phone.e164[:8]


def test_the_tables_speak_of_the_same_countries():
    assert set(COUNTRY_WEIGHTS) == set(LANDLINES) == set(TOWNS) == set(CULTURES_OF_COUNTRY)
    assert set(MOBILES) <= set(LANDLINES)
    used = {culture for weights in CULTURES_OF_COUNTRY.values() for culture, _ in weights}
    assert used == set(CULTURES)


def test_every_translated_title_is_one_that_french_trades_use():
    used = {form for trade in TRADES["fr"] for title in trade.titles for form in title.split("/")}
    translated = {
        form.strip()
        for row in read_rows("titles_fr_en")
        for form in row.partition(" = ")[0].split("/")
    }

    assert translated <= used
    assert english_title("Avocate") == "Lawyer"
    assert english_title("Inconnue") == ""


def test_initials_come_from_the_short_name_of_the_firm():
    person: Person = PEOPLE[0]

    assert 1 <= len(person.initials) <= 2
    assert person.initials == person.initials.upper()
