"""A drawn book: the same from the same seed, with doubles that are known, and nobody's numbers."""

from __future__ import annotations

from collections import defaultdict

import phonenumbers
import pytest

from drawn.book import draw_book
from drawn.book_doubles import Twist
from drawn.book_people import FREE_MAIL, SHARED_MAILBOXES
from drawn.people import is_reserved_host


@pytest.fixture(scope="module")
def book():
    return draw_book(1500, 7)


def test_a_seed_gives_one_book(book):
    assert draw_book(1500, 7) == book
    assert draw_book(1500, 8) != book
    assert len(book) == 1500


def test_every_double_has_its_person_in_the_book(book):
    first = {entry.who for entry in book if entry.twist is None}
    doubles = [entry for entry in book if entry.twist is not None]

    assert len(first) == sum(entry.twist is None for entry in book)
    assert len(doubles) == 180
    assert {entry.who for entry in doubles} <= first
    assert {entry.twist for entry in doubles} == set(Twist)


def test_nothing_leads_to_anybody(book):
    for entry in book:
        for email in entry.fields.emails:
            assert is_reserved_host(email.rpartition("@")[2])
        for phone in entry.fields.phones:
            if entry.twist not in (Twist.TYPED, Twist.MISREAD):
                parsed = phonenumbers.parse(phone.value, "CA")
                assert not phonenumbers.is_valid_number(parsed)


def test_two_people_never_have_one_mailbox_of_a_firm(book):
    owners = defaultdict(set)
    for entry in book:
        for email in entry.fields.emails:
            mailbox, _, host = email.partition("@")
            if entry.twist is None and host not in FREE_MAIL and mailbox not in SHARED_MAILBOXES:
                owners[email].add(entry.who)

    assert len(owners) > 1000
    assert all(len(who) == 1 for who in owners.values())


def test_colleagues_share_a_switchboard(book):
    numbers = {}
    for entry in book:
        for phone in entry.fields.phones:
            digits = "".join(c for c in phone.value if c.isdigit())[-10:]
            numbers.setdefault(digits, set()).add(entry.who)

    assert max(len(who) for who in numbers.values()) >= 8
