"""What is done to many at once is in each history, is found by search, and can be taken back."""

from __future__ import annotations

from datetime import date

import pytest

from app import batches, contacts
from app.batches import Act, Action, count_changed, run_batch, undo_batch
from app.contact_filters import ContactQuery
from app.contact_list import find_contact_ids
from app.contact_values import ContactValues
from app.errors import NotFoundError
from app.follow_ups import NewFollowUp
from app.history import list_changes
from app.merging import merge_contacts
from app.models import Contact, FollowUp, Stage
from tests.builders import build_account

TODAY = date(2026, 11, 24)
DAY = date(2026, 12, 1)


@pytest.fixture
def people(session, book):
    return [
        contacts.create_contact(
            session, book.id, ContactValues(given_name=name), account_id=None, region="CA"
        ).id
        for name in ("Ada", "Bob", "Zoé")
    ]


@pytest.fixture
def do(session, book):
    def run(ids, action, **more):
        return run_batch(session, book.id, ids, Act(action, **more), account_id=None)

    return run


def found(session, book, **asked):
    return find_contact_ids(session, book.id, ContactQuery(**asked), today=TODAY)


def parts_of_newest(session, contact_id):
    contact = contacts.get_contact(session, session.get(Contact, contact_id).book_id, contact_id,
                                   even_deleted=True)  # fmt: skip
    return [change.part for change in list_changes(session, contact)[0].parts]


@pytest.mark.parametrize(
    ("action", "more", "part"),
    [
        (Action.TAG, {"tags": ("Été", "VIP")}, "tags"),
        (Action.STAGE, {"stage": Stage.CONNECTION}, "stage"),
        (Action.ARCHIVE, {}, "archived"),
        (Action.DELETE, {}, "deleted"),
    ],
)
def test_each_history_tells_it_and_undoing_takes_all_of_it_back(
    session, book, people, do, action, more, part
):
    before = found(session, book)

    batch = do(people[:2], action, **more)
    session.expire_all()
    assert count_changed(batch) == 2
    assert [parts_of_newest(session, one) for one in people[:2]] == [[part], [part]]

    undo_batch(session, batch, account_id=None)
    session.expire_all()
    assert found(session, book) == before
    assert found(session, book, q="ada") == people[:1]
    assert found(session, book, tags=("ete",)) == []
    assert found(session, book, stage=Stage.CONNECTION) == []


def test_tags_are_searched_and_only_what_was_added_is_taken_off_again(session, book, people, do):
    do(people[:1], Action.TAG, tags=("Toiture verte",))
    batch = do(people, Action.TAG, tags=("toiture verte",))
    assert found(session, book, q="toit ver") == people
    assert count_changed(batch) == 2

    undo_batch(session, batch, account_id=None)

    assert found(session, book, q="toit ver") == people[:1]
    assert found(session, book, tags=("toiture verte",)) == people[:1]


def test_who_had_one_of_several_tags_is_still_found_by_it(session, book, people, do):
    do(people[:1], Action.TAG, tags=("Été",))

    batch = do(people, Action.TAG, tags=("Été", "VIP"))
    assert found(session, book, q="ete") == found(session, book, q="vip") == people

    undo_batch(session, batch, account_id=None)
    assert found(session, book, q="ete") == people[:1]


def test_a_word_that_the_contact_has_elsewhere_stays_when_its_tag_goes(session, book, people, do):
    do(people, Action.TAG, tags=("Ada",))

    do(people, Action.UNTAG, tags=("ADA",))

    assert found(session, book, q="ada") == people[:1]


def test_a_follow_up_for_each_is_gone_again_unless_it_was_done(session, book, people, do):
    batch = do(people, Action.FOLLOW_UP, follow_up=NewFollowUp(DAY))
    assert [session.get(Contact, one).next_step_on for one in people] == [DAY] * 3
    done = session.query(FollowUp).filter_by(contact_id=people[0]).one()
    done.done_at = batch.made_at
    session.flush()

    undo_batch(session, batch, account_id=None)

    assert [one.contact_id for one in session.query(FollowUp)] == people[:1]
    session.expire_all()
    assert [session.get(Contact, one).next_step_on for one in people] == [None] * 3


def test_a_follow_up_that_somebody_changed_since_stays(session, book, people, do):
    batch = do(people, Action.FOLLOW_UP, follow_up=NewFollowUp(DAY))
    moved, told, _untouched = session.query(FollowUp).order_by(FollowUp.id)
    moved.due_on, told.text = date(2026, 12, 8), "avec le devis"
    session.flush()

    undo_batch(session, batch, account_id=None)

    assert {one.contact_id for one in session.query(FollowUp)} == set(people[:2])


def test_a_follow_up_is_gone_again_also_from_whom_its_person_became_a_part_of(
    session, book, people, do
):
    batch = do(people[:1], Action.FOLLOW_UP, follow_up=NewFollowUp(DAY))
    gone, kept = (session.get(Contact, one) for one in people[:2])
    merge_contacts(session, kept, gone, account_id=None, region="CA")
    assert kept.next_step_on == DAY

    undo_batch(session, batch, account_id=None)
    session.expire_all()

    assert kept.next_step_on is None


def test_what_is_archived_or_deleted_is_out_of_the_list_and_comes_back(session, book, people, do):
    do(people[:1], Action.ARCHIVE)
    do(people[1:2], Action.DELETE)

    assert found(session, book) == people[2:]
    assert found(session, book, archived=True) == people[:1]
    assert found(session, book, q="bob") == []

    do(people[:1], Action.UNARCHIVE)
    do(people[1:2], Action.RESTORE)
    session.expire_all()

    assert found(session, book) == people
    assert found(session, book, q="bob") == people[1:2]


def test_undoing_twice_changes_nothing_more(session, book, people, do):
    batch = do(people, Action.ARCHIVE)
    undo_batch(session, batch, account_id=None)
    do(people[:1], Action.ARCHIVE)

    undo_batch(session, batch, account_id=None)

    assert found(session, book, archived=True) == people[:1]


def test_nobody_and_too_many_are_refused(session, book, people, do):
    with pytest.raises(batches.NothingChosenError):
        do([], Action.ARCHIVE)
    with pytest.raises(batches.NothingChosenError):
        do(people, Action.TAG)
    with pytest.raises(batches.TooManyChosenError):
        do(range(1, 5002), Action.ARCHIVE)


def test_another_books_people_are_left_alone(session, book, people):
    _account, other = build_account(session)

    batch = run_batch(session, other.id, people, Act(Action.DELETE), account_id=None)

    assert count_changed(batch) == 0
    assert found(session, book) == people
    with pytest.raises(NotFoundError):
        batches.get_batch(session, book.id, batch.id)
