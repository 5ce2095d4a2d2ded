"""Next steps: their days as people say them, and what is due."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import contacts, follow_ups
from app.follow_ups import DueGroup, InvalidDayError, NewFollowUp, choose_day, quick_days
from app.models import FollowUpKind
from tests.builders import build_account, build_contact, build_follow_up

WEDNESDAY = date(2026, 11, 25)


@pytest.fixture
def contact(session):
    return build_contact(session, build_account(session)[1])


def names_on(today):
    return [choice.name for choice in quick_days(today)]


def test_the_quick_days_go_from_tomorrow_to_two_weeks():
    days = [choice.day.isoformat() for choice in quick_days(WEDNESDAY)]

    assert days == ["2026-11-26", "2026-11-28", "2026-11-30", "2026-12-09"]


def test_a_day_that_two_words_name_is_offered_once():
    assert names_on(date(2026, 11, 27)) == ["Tomorrow", "In 3 days", "In two weeks"]
    assert names_on(date(2026, 11, 29)) == ["Tomorrow", "In 3 days", "In two weeks"]


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_quick_days_are_ahead_in_order_and_each_once(today):
    days = [choice.day for choice in quick_days(today)]

    assert days == sorted(set(days))
    assert days[0] == today + timedelta(days=1)
    assert days[-1] == today + timedelta(days=14)


@pytest.mark.parametrize(
    ("choice", "other_day", "expected"),
    [
        ("", "", None),
        ("other", "", None),
        ("other", "2026-12-24", date(2026, 12, 24)),
        ("", "2026-12-24", date(2026, 12, 24)),
        ("2026-11-26", "2026-12-24", date(2026, 11, 26)),
    ],
)
def test_a_chosen_day_wins_over_a_typed_one(choice, other_day, expected):
    assert choose_day(choice, other_day, WEDNESDAY) == expected


@pytest.mark.parametrize("day", ["tomorrow", "2026-13-01", "0001-01-01", "9999-12-31"])
def test_a_day_that_cannot_be_meant_is_refused(day):
    with pytest.raises(InvalidDayError):
        choose_day("other", day, WEDNESDAY)


def test_what_is_due_is_sorted_by_how_soon(session, contact):
    days = {
        DueGroup.LATE: date(2026, 11, 24),
        DueGroup.TODAY: WEDNESDAY,
        DueGroup.THIS_WEEK: date(2026, 11, 29),
        DueGroup.LATER: date(2026, 11, 30),
    }
    for day in days.values():
        build_follow_up(session, contact, due_on=day)

    found = follow_ups.list_follow_ups(session, contact.book_id)
    groups = follow_ups.group_by_due(found, WEDNESDAY)

    assert {group: [one.due_on for one in those] for group, those in groups.items()} == {
        group: [day] for group, day in days.items()
    }


def test_what_is_done_is_no_longer_due_until_taken_back(session, contact):
    follow_up = build_follow_up(session, contact)

    follow_ups.complete_follow_up(session, follow_up, account_id=None)
    assert follow_ups.list_follow_ups(session, contact.book_id) == []

    follow_ups.reopen_follow_up(session, follow_up, account_id=None)
    assert follow_ups.list_follow_ups(session, contact.book_id) == [follow_up]


def test_doing_it_twice_keeps_the_first_moment(session, contact):
    follow_up = build_follow_up(session, contact)
    follow_ups.complete_follow_up(session, follow_up, account_id=None)
    first = follow_up.done_at

    follow_ups.complete_follow_up(session, follow_up, account_id=None)

    assert follow_up.done_at == first


def test_nothing_is_due_with_somebody_who_was_deleted(session, contact):
    build_follow_up(session, contact)

    contacts.delete_contact(session, contact, account_id=None)

    assert follow_ups.list_follow_ups(session, contact.book_id) == []


def test_the_next_step_of_each_contact_is_its_soonest(session, contact):
    later = NewFollowUp(date(2026, 12, 24), FollowUpKind.THANK)
    sooner = NewFollowUp(date(2026, 12, 1), FollowUpKind.SEND, " la   plaquette ")
    follow_ups.add_follow_up(session, contact, later, account_id=None)
    expected = follow_ups.add_follow_up(session, contact, sooner, account_id=None)

    assert follow_ups.next_follow_ups(session, [contact.id]) == {contact.id: expected}
    assert expected.text == "la plaquette"
