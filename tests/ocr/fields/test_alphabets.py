"""What a card says in another alphabet as well does not come into the way of the Latin letters."""

import pytest

from ocr.fields import guess_contact
from ocr.types import Line, LineRef, PhoneLabel, Side, SideLines

SIZE = (1000, 600)
LATIN = (
    ("Meltemi Charter", 0.99),
    ("Eleni Karageorgou", 0.99),
    ("Managing Director", 0.99),
    ("12 Olive Street, 185 36 Piraeus", 0.98),
    ("Tel. +30 21 0555 0143", 0.98),
    ("eleni@meltemi.example", 0.99),
)


def side(name, said):
    lines = []
    for i, (text, confidence) in enumerate(said):
        top, width = 60.0 + 70 * i, 18.0 * len(text)
        quad = ((80, top), (80 + width, top), (80 + width, top + 36), (80, top + 36))
        lines.append(Line(text, quad, confidence))
    return SideLines(name, tuple(lines), SIZE)


def contact_of(recto, verso=()):
    return guess_contact([side(Side.RECTO, recto), *([side(Side.VERSO, verso)] if verso else [])])


def values_of(contact):
    return (
        contact.name.full,
        contact.title.value,
        contact.organization.value,
        [phone.value for phone in contact.phones],
        [address.formatted for address in contact.addresses],
    )


ALONE = values_of(contact_of(LATIN))
JAPANESE = (
    ("株式会社みなと設計", 1.0),
    ("営業部", 1.0),
    ("部長 山田太郎", 0.93),
    ("〒150-0001 東京都渋谷区神宮前1-2-3", 0.96),
    ("みなとビル5階", 1.0),
)
# As the recogniser reads them: it knows a part of the Greek letters, and no Hebrew or Hindi.
GREEK = (
    ("BOPEIO ΛIMANI A.E.", 0.99),
    ("∆ιευθυντ ∏ωλσεων", 0.83),
    ("Eλν Kααγιργου", 0.85),
    ("Oδ Eρο 12, Aθνα", 0.86),
    ("Tηλ.: +30 21 0555 0143", 0.95),
)
HEBREW = (
    ("nv Dn nn", 0.55),
    ("N TIT", 0.8),
    ("NIX n77n0", 0.46),
    ("212x 7n 000 7y7n 2107", 0.63),
    ("+30 21 0555 0143 070", 0.96),
    ("eleni@meltemi.example", 0.99),
)


@pytest.mark.parametrize("other", [JAPANESE, GREEK, HEBREW], ids=["japanese", "greek", "hebrew"])
@pytest.mark.parametrize("is_first", [False, True], ids=["verso", "recto"])
def test_a_side_in_another_alphabet_changes_nothing(other, is_first):
    contact = contact_of(other, LATIN) if is_first else contact_of(LATIN, other)

    assert values_of(contact) == ALONE
    assert contact.other_alphabets


def test_lines_in_another_alphabet_are_said_whichever_side_they_stand_on():
    both = contact_of(LATIN[:3] + JAPANESE[:3] + LATIN[3:])

    assert both.other_alphabets == tuple(LineRef(Side.RECTO, i) for i in (3, 4, 5))
    assert both.name.full == ALONE[0]
    assert contact_of(LATIN).other_alphabets == ()


# As Arabic is read: hardly at all.
ARABIC = (("jl lno", 0.7), ("4", 0.52), ("eleni@meltemi.example", 0.99))


def test_a_side_that_repeats_the_email_needs_one_unread_line():
    assert contact_of(LATIN, ARABIC).other_alphabets == (LineRef(Side.VERSO, 0),)
    assert contact_of(LATIN, ARABIC[:2]).other_alphabets == ()


@pytest.mark.parametrize("other", [JAPANESE, GREEK, HEBREW], ids=["japanese", "greek", "hebrew"])
def test_one_side_may_say_everything_twice(other):
    contact = contact_of((*LATIN, *other))

    assert values_of(contact) == ALONE
    assert {ref.line for ref in contact.other_alphabets} <= set(range(len(LATIN), 20))
    assert contact.other_alphabets


def test_numbers_without_a_letter_are_no_address():
    # What is left of Cyrillic lines.
    contact = contact_of([*LATIN[:3], LATIN[4], LATIN[5], (", 7,  4", 0.91), ("11,", 0.78)])

    assert contact.addresses == ()


def test_two_soft_lines_of_a_soft_card_are_read_as_well_as_can_be():
    soft = [(text, 0.78 if i < 4 else 0.9) for i, (text, _) in enumerate(LATIN)]

    assert values_of(contact_of(soft)) == ALONE


def test_a_card_in_another_alphabet_alone_is_read_as_well_as_can_be():
    contact = contact_of((*JAPANESE, ("TEL 03-5550-0143", 0.99)))

    assert contact.other_alphabets == ()
    assert len(contact.phones) == 1


def test_a_mark_that_is_read_as_an_ideograph_is_no_other_alphabet():
    contact = contact_of([("山", 0.98), *LATIN], [("川)", 0.53), ("一", 0.75)])

    assert contact.other_alphabets == ()
    assert values_of(contact) == ALONE


@pytest.mark.parametrize("other", [GREEK, HEBREW], ids=["greek", "hebrew"])
def test_of_a_card_that_could_not_be_read_numbers_and_emails_are_given(other):
    contact = contact_of([*other, ("eleni@meltemi.example", 0.99)])

    assert contact.other_alphabets
    assert (contact.name, contact.title, contact.addresses) == (None, None, ())
    assert contact.emails[0].value == "eleni@meltemi.example"
    assert contact.phones


def test_of_a_blurred_card_what_could_be_read_is_given():
    contact = contact_of([(text, 0.7) for text, _ in LATIN])

    assert contact.other_alphabets == ()
    assert values_of(contact) == ALONE


def test_accents_dashes_and_a_greek_letter_in_a_logo_are_latin():
    contact = contact_of(
        [("ΛLPINΛ", 0.95), ("Nguyễn Thị Hạnh – Ærøskøbing", 0.97), *LATIN[1:3], *LATIN[4:]]
    )

    assert contact.other_alphabets == ()


def test_a_blurred_front_is_not_set_aside_for_a_slogan_on_the_back():
    blurred = [(text, 0.7) for text, _ in LATIN]
    slogan = [("Sailing as it should be", 0.99), ("Since the year 1975", 0.99)]
    contact = contact_of(blurred, slogan)

    assert contact.other_alphabets == ()
    assert contact.name.full == ALONE[0]


def test_a_number_of_its_own_on_an_unread_side_is_kept():
    lines = [*HEBREW[:4], ("+30 21 0555 0177", 0.96)]

    numbers = [phone.value for phone in contact_of(LATIN, lines).phones]

    assert numbers == ["+30 21 0555 0143", "+30 21 0555 0177"]


@pytest.mark.parametrize("noisy", ["+30 21 0555 0143 070", "57 30 21 0555 01", "10555 0143 77"])
def test_letters_read_as_digits_make_no_number(noisy):
    lines = [*HEBREW[:4], (noisy, 0.96)]

    (phone,) = contact_of(LATIN, lines).phones

    assert phone.value == "+30 21 0555 0143"


def test_what_hides_the_same_number_shows_where_it_is_printed_again():
    (phone,) = contact_of(LATIN, HEBREW).phones

    assert phone.lines == (LineRef(Side.RECTO, 4), LineRef(Side.VERSO, 4))


def test_numbers_are_kept_when_only_the_unread_side_has_any():
    contact = contact_of([*LATIN[:4], LATIN[5]], HEBREW)

    assert [phone.value for phone in contact.phones] == ["+30 21 0555 0143 070"]


def test_a_number_is_one_when_only_one_side_prints_its_extension():
    front = [*LATIN[:4], ("Tel. 514 555-0120, poste 21", 0.98)]
    back = [("Meltemi Location", 0.99), ("514 555-0120", 0.98)]

    for sides in ((front, back), (back, front)):
        (phone,) = contact_of(*sides).phones
        assert (phone.extension, phone.label) == ("21", PhoneLabel.WORK)


def test_two_numbers_of_one_side_are_two_though_one_has_an_extension():
    front = [*LATIN[:4], ("514 555-0120, poste 21", 0.98), ("514 555-0120", 0.98)]

    assert len(contact_of(front).phones) == 2
