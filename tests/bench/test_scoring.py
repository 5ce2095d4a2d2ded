"""A value is right when nobody would have to correct it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.scoring import FieldScore, score_card, sum_fields

EMPTY_CONTACT = {
    "name": None,
    "organization": None,
    "department": None,
    "title": None,
    "emails": [],
    "phones": [],
    "urls": [],
    "social": [],
    "addresses": [],
}


def contact(**values):
    return {**EMPTY_CONTACT, **values}


def value(text, confidence=0.8):
    return {"value": text, "confidence": confidence}


def name(text, confidence=0.8):
    return {"full": text, "confidence": confidence}


def phone(text, label="work", e164=""):
    return {"value": text, "label": label, "e164": e164, "confidence": 0.8}


def address(text):
    return {"formatted": text, "confidence": 0.8}


def is_right(fields, given_contact):
    score = score_card("a.jpg", fields, given_contact)
    assert len(score.judgements) == 1
    return score.judgements[0].is_right


@pytest.mark.parametrize(
    ("true", "given_text", "expected"),
    [
        ("Émile Lavoie", "EMILE LAVOIE", True),
        ("Dr Émile Lavoie, Ph. D.", "Émile Lavoie", True),
        ("Yvon Bellerose, LL. M.", "Yvon Bellerose", True),
        ("Marie-Ève St-Onge", "Marie Ève St Onge", True),
        ("J. R. O’Shea", "J.R. O'Shea", True),
        ("Émile Lavoie", "Lavoie Émile", True),
        ("Émile Lavoie", "Émile", False),
        ("Émile Lavoie", "Émile Lavole", False),
        ("Émile Lavoie", "Émile Lavoie Notaire", False),
        ("Dr", "Mr", False),
    ],
)
def test_a_name_must_have_every_word_and_no_other(true, given_text, expected):
    assert is_right({"name": true}, contact(name=name(given_text))) is expected


@pytest.mark.parametrize(
    ("true", "given_text", "expected"),
    [
        ("Toitures Lavoie inc.", "TOITURES LAVOIE", True),
        ("Boreal S.A.R.L.", "Boréal", True),
        ("Toitures Lavoie", "Toitures", False),
        ("Inc.", "Ltd", False),
    ],
)
def test_a_firm_is_the_same_without_its_legal_form(true, given_text, expected):
    assert is_right({"company": true}, contact(organization=value(given_text))) is expected


@pytest.mark.parametrize(
    ("true", "given_text", "expected"),
    [
        ("514 555-0123", "+1 514.555.0123", True),
        ("+44 (0)20 7946 0123", "020 7946 0123", True),
        ("01 99 00 12 34", "+33 1 99 00 12 34", True),
        ("514 555-0123", "514 555-0124", False),
        ("514 555-0123", "438 555-0123", False),
        ("", "", False),
    ],
)
def test_a_number_is_the_same_at_home_and_abroad(true, given_text, expected):
    fields = {"phones": [{"number": true, "type": "work"}]}

    assert is_right(fields, contact(phones=[phone(given_text)])) is expected


@pytest.mark.parametrize(
    ("text", "extension", "expected"),
    [
        ("+351 200 044 618 ext. 717", "717", True),
        ("+351 200 044 618", "717", True),
        # Nobody would dial these right.
        ("+351 200 044 618 717", "", False),
        ("+351 200 044 618 ext. 717", "17", False),
    ],
)
def test_a_number_is_right_with_or_without_the_extension_that_is_told_apart(
    text, extension, expected
):
    number = {"number": "+351 200 044 618", "type": "work", "e164": "", "extension": "717"}

    given = {**phone(text), "extension": extension}

    assert is_right({"phones": [number]}, contact(phones=[given])) is expected


def test_a_number_misprinted_for_people_is_right_when_its_e164_is():
    fields = {"phones": [{"number": "1 514 555-0123", "type": "work", "e164": "+15145550123"}]}

    assert is_right(fields, contact(phones=[phone("1514-555 0123 x4", e164="+15145550123")]))


@pytest.mark.parametrize(
    ("true", "given_text", "expected"),
    [
        ("12, rue des Érables, 75011 Paris", "12 rue des Erables 75011 Paris France", True),
        ("12, rue des Érables, 75011 Paris", "75011 Paris", False),
        ("12, rue des Érables", "12, rue des Érables " + "et autre chose " * 5, False),
    ],
)
def test_an_address_needs_its_words_and_few_others(true, given_text, expected):
    assert is_right({"address": true}, contact(addresses=[address(given_text)])) is expected


@pytest.mark.parametrize("given_url", ["https://www.Boreal.example/", "boreal.example"])
def test_a_site_is_the_same_without_scheme(given_url):
    assert is_right({"urls": ["www.boreal.example"]}, contact(urls=[value(given_url)]))


def test_a_mailbox_must_be_exact():
    fields = {"emails": ["ada@boreal.example"]}

    assert is_right(fields, contact(emails=[value("ADA@boreal.example")]))
    assert not is_right(fields, contact(emails=[value("ada@boreal.exampie")]))


def test_two_equal_values_cannot_both_be_the_one_true_value():
    fields = {"emails": ["ada@boreal.example"]}
    given_contact = contact(emails=[value("ada@boreal.example")] * 2)

    score = score_card("a.jpg", fields, given_contact)

    assert [j.is_right for j in score.judgements] == [True, False]
    assert not score.is_perfect


def test_other_offices_may_be_given_and_need_not_be():
    offices = ["1 Mill Lane, Bedford", "8 Dock Road, Hull", "3 High Street, York"]
    fields = {"address": offices[0], "addresses": offices}

    first, both, second, wrong = (
        score_card("a.jpg", fields, contact(addresses=[address(text) for text in given_texts]))
        for given_texts in (offices[:1], offices[1::-1], offices[1:2], [offices[0], "9 Elsewhere"])
    )

    assert [s.is_perfect for s in (first, both, second, wrong)] == [True, True, False, False]
    assert [s.true_counts["address"] for s in (first, both, second)] == [1, 2, 2]
    assert second.missed == (("address", offices[0]),)


def test_a_card_is_perfect_when_nothing_is_missed_or_made_up():
    fields = {"name": "Ada Byrne", "emails": ["ada@boreal.example"]}
    both = contact(name=name("Ada Byrne"), emails=[value("ada@boreal.example")])

    assert score_card("a", fields, both).is_perfect
    assert not score_card("a", fields, contact(name=name("Ada Byrne"))).is_perfect
    assert not score_card("a", fields, {**both, "title": value("CEO")}).is_perfect
    assert score_card("a", fields, {**both, "department": value("Sales")}).is_perfect


def test_a_department_is_judged_where_the_label_speaks_of_it():
    given = contact(department=value("Sales", 0.95))

    (wrong,) = score_card("a", {"department": None}, given).judgements
    assert not wrong.is_right
    assert score_card("a", {"name": None}, given).judgements == ()


def test_what_was_missed_is_told():
    score = score_card("a", {"title": "Notaire", "emails": []}, contact())

    assert score.missed == (("title", "Notaire"),)
    assert score.judgements == ()


def test_a_telephone_label_counts_only_on_a_number_that_was_read():
    fields = {"phones": [{"number": "514 555-0123", "type": "cell"}]}

    assert score_card("a", fields, contact(phones=[phone("514 555-0123", "cell")])).labels_right
    assert not score_card("a", fields, contact(phones=[phone("514 555-0123")])).labels_right
    assert not score_card("a", fields, contact(phones=[phone("514 555-9999", "cell")])).labels_right


def test_scores_of_many_cards_add_up():
    cards = [
        score_card("a", {"title": "Notaire"}, contact(title=value("Notaire"))),
        score_card("b", {"title": "Notaire"}, contact(title=value("Boucher"))),
        score_card("c", {"title": "Notaire"}, contact()),
    ]

    assert sum_fields(cards)["title"] == FieldScore(right=1, given=2, true=3)


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50))
def test_f1_lies_between_precision_and_recall(right, wrong, missed):
    score = FieldScore(right, right + wrong, right + missed)

    assert min(score.precision, score.recall) - 1e-9 <= score.f1 or right == 0
    assert score.f1 <= max(score.precision, score.recall) + 1e-9
