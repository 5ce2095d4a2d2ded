"""What is said about a card after the shot: kept, inherited, and taken to its contact."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app import photo_cards, review
from app.contact_values import ContactValues
from app.contacts import get_contact, tag_contact, undo_change
from app.draft_saving import save_draft, stamp_scan
from app.drafts import Draft, draft_of, draft_to_json, join_drafts
from app.follow_ups import NewFollowUp, complete_follow_up
from app.models import Contact, FollowUpKind, Scan, ScanState
from app.scan_queue import RowQueue
from tests.app.test_photo_cards import outcome_of
from tests.builders import build_event, build_scan, jpeg

pytestmark = pytest.mark.both_databases

CALL = NewFollowUp(date(2026, 11, 25), FollowUpKind.CALL, "devis")
SAID = Draft(("client", "bois"), CALL, has_spare_card=True)


@pytest.fixture
def say(session):
    def say_it(scan: Scan, draft: Draft) -> None:
        save_draft(session, scan, draft, account_id=None, region="CA")

    return say_it


@pytest.fixture
def accept(session):
    """Accept a card as its review would, with some of what was said."""

    def accept_it(scan: Scan, draft: Draft = SAID) -> Contact:
        contact = review.accept_review(
            session,
            scan,
            review.Review(
                values=ContactValues(full_name="Ada Abel", has_spare_card=draft.has_spare_card),
                tags=draft.tags,
                follow_ups=(draft.follow_up,) if draft.follow_up else (),
            ),
            account_id=None,
            region="CA",
        )
        return get_contact(session, scan.book_id, contact.id)

    return accept_it


@pytest.fixture
def scan(session, store, book) -> Scan:
    return build_scan(session, book, store, recto=jpeg(), state=ScanState.READY)


def tags_of(contact: Contact) -> list[str]:
    return [tag.name for tag in contact.tags]


def steps_of(contact: Contact) -> list[tuple[FollowUpKind, date, str]]:
    return [(one.kind, one.due_on, one.text) for one in contact.follow_ups]


@pytest.mark.parametrize("draft", [Draft(), Draft(("a",)), Draft(follow_up=CALL), SAID])
def test_a_draft_comes_back_from_where_it_is_kept(draft):
    assert draft_of(draft_to_json(draft)) == draft


def test_a_draft_is_kept_cleaned(scan, say):
    said = Draft(
        ("#Client", "client, bois"), NewFollowUp(CALL.due_on, CALL.kind, " devis\n" + "x" * 600)
    )
    say(scan, said)

    kept = draft_of(scan.draft)
    assert kept.tags == ("Client", "bois")
    assert kept.follow_up.text.startswith("devis x")
    assert len(kept.follow_up.text) == 500


def test_the_last_draft_is_right_and_an_empty_one_takes_everything_back(scan, say):
    say(scan, SAID)
    say(scan, Draft(("other",)))
    assert draft_of(scan.draft) == Draft(("other",))

    say(scan, Draft())
    assert draft_of(scan.draft) == Draft()


def test_what_is_said_after_the_review_goes_to_the_contact(scan, say, accept, session):
    contact = accept(scan, Draft(("voisin",)))

    say(scan, SAID)

    assert set(tags_of(contact)) == {"voisin", "client", "bois"}
    assert contact.has_spare_card
    assert steps_of(contact) == [(FollowUpKind.CALL, date(2026, 11, 25), "devis")]


def test_the_same_draft_again_adds_nothing_to_the_contact(scan, say, accept):
    contact = accept(scan, Draft())
    say(scan, SAID)
    version = contact.version

    say(scan, SAID)

    assert contact.version == version
    assert len(steps_of(contact)) == 1


def test_what_the_review_took_away_does_not_come_back_with_a_repeated_draft(scan, say, accept):
    say(scan, SAID)
    contact = accept(scan, Draft(("client",)))

    say(scan, SAID)

    assert tags_of(contact) == ["client"]
    assert not contact.has_spare_card
    assert steps_of(contact) == []


def test_a_step_that_is_there_already_is_not_added_even_when_it_was_done(
    scan, say, accept, session
):
    contact = accept(scan, Draft(follow_up=CALL))
    complete_follow_up(session, contact.follow_ups[0], account_id=None)

    say(scan, SAID)

    assert len(contact.follow_ups) == 1


def test_another_day_for_the_same_step_moves_it(scan, say, accept, session):
    say(scan, SAID)
    contact = accept(scan)
    later = NewFollowUp(CALL.due_on + timedelta(days=4), CALL.kind, CALL.text)

    say(scan, Draft(SAID.tags, later, has_spare_card=True))

    assert steps_of(contact) == [(FollowUpKind.CALL, later.due_on, "devis")]


def test_a_tag_is_the_same_however_it_is_spelled(scan, say, accept, session):
    contact = accept(scan, Draft(("Été",)))

    say(scan, Draft(("ete",)))

    assert tags_of(contact) == ["Été"]


def test_what_a_draft_did_to_a_contact_can_be_undone(scan, say, accept, session):
    contact = accept(scan, Draft())
    say(scan, Draft(has_spare_card=True))
    assert contact.has_spare_card

    undo_change(session, contact, account_id=None)

    assert not contact.has_spare_card


def test_a_card_that_is_reviewed_again_takes_the_draft_to_its_contact(scan, say, accept, session):
    contact = accept(scan, Draft())
    review.reopen_review(session, scan)

    say(scan, Draft(("client",)))

    assert tags_of(contact) == ["client"]


def test_a_draft_of_a_contact_that_is_deleted_stays_with_its_card(scan, say, accept, session):
    contact = accept(scan, Draft())
    contact.deleted_at = contact.updated_at
    session.flush()

    say(scan, SAID)

    assert draft_of(scan.draft) == SAID
    assert tags_of(contact) == []


def read_as_several(engine, session, scan: Scan, cards: int) -> list[Scan]:
    session.commit()
    queue = RowQueue(engine, max_attempts=3)
    queue.finish(queue.claim(timedelta(seconds=30)), outcome_of(cards))
    session.expire_all()
    return list(session.scalars(select(Scan).order_by(Scan.card_number)))


@pytest.fixture
def waiting(session, store, book) -> Scan:
    return build_scan(session, book, store, recto=jpeg())


def test_the_cards_of_one_photo_inherit_the_event_and_the_tags(engine, session, book, waiting, say):
    event = build_event(session, book)
    say(waiting, SAID)
    stamp_scan(session, waiting, event.id, account_id=None)

    first, *others = read_as_several(engine, session, waiting, 3)

    assert draft_of(first.draft) == SAID
    assert [draft_of(one.draft) for one in others] == [Draft(SAID.tags)] * 2
    assert {one.event_id for one in (first, *others)} == {event.id}


def test_what_is_said_after_the_cards_were_found_is_inherited_too(
    engine, session, book, waiting, say
):
    event = build_event(session, book)
    first, second, third = read_as_several(engine, session, waiting, 3)
    say(third, Draft(("own",)))

    say(first, SAID)
    stamp_scan(session, first, event.id, account_id=None)
    assert draft_of(second.draft) == Draft(("client", "bois"))
    assert draft_of(third.draft) == Draft(("own", "client", "bois"))

    say(first, Draft(("bois",)))
    assert draft_of(second.draft) == Draft(("bois",))
    assert draft_of(third.draft) == Draft(("own", "bois"))
    assert {one.event_id for one in (first, second, third)} == {event.id}


def test_what_is_said_of_a_card_that_was_found_is_of_that_one_alone(engine, session, waiting, say):
    first, second, third = read_as_several(engine, session, waiting, 3)

    say(second, SAID)

    assert draft_of(second.draft) == SAID
    assert draft_of(first.draft) == draft_of(third.draft) == Draft()


def test_a_card_that_was_moved_to_another_event_stays_there(engine, session, book, waiting):
    fair, club = build_event(session, book), build_event(session, book)
    first, second, third = read_as_several(engine, session, waiting, 3)
    stamp_scan(session, second, club.id, account_id=None)

    stamp_scan(session, first, fair.id, account_id=None)

    assert [one.event_id for one in (first, second, third)] == [fair.id, club.id, fair.id]


def test_cards_put_back_as_one_keep_all_that_was_said(engine, session, book, waiting, say):
    event = build_event(session, book)
    say(waiting, Draft(("client",)))
    first, second = read_as_several(engine, session, waiting, 2)
    say(second, SAID)
    stamp_scan(session, second, event.id, account_id=None)

    joined = photo_cards.join_cards(session, second)

    assert joined.id == first.id
    assert draft_of(joined.draft) == SAID
    assert joined.event_id == event.id


def test_joining_keeps_the_first_next_step():
    write = NewFollowUp(date(2026, 11, 30), FollowUpKind.WRITE)

    assert join_drafts([Draft(), Draft(follow_up=CALL), Draft(follow_up=write)]).follow_up == CALL


def test_tags_of_a_contact_that_its_owner_added_later_are_left_alone(scan, say, accept, session):
    say(scan, Draft(("client",)))
    contact = accept(scan, Draft(("client",)))
    tag_contact(session, contact, ["client", "ami"], account_id=None)

    say(scan, Draft())

    assert tags_of(contact) == ["ami", "client"]
