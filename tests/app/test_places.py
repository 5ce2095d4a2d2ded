"""The figures beside the places of the navigation."""

from __future__ import annotations

from datetime import date, timedelta

from app import contacts
from app.models import now
from app.places import PlaceCounts, count_places
from tests.builders import build_account, build_contact, build_follow_up

TODAY = date(2026, 11, 24)


def test_what_is_due_is_counted_but_not_of_people_in_the_bin(session):
    book, other_book = (build_account(session)[1] for _ in range(2))
    there, gone, foreign = (build_contact(session, each) for each in (book, book, other_book))
    for contact in (there, gone, foreign):
        for days, done_at in ((0, None), (-9, None), (1, None), (-1, now())):
            build_follow_up(session, contact, due_on=TODAY + timedelta(days=days), done_at=done_at)
    contacts.delete_contact(session, gone, account_id=None)

    assert count_places(session, book.id, TODAY) == PlaceCounts(to_review=0, due=2)
