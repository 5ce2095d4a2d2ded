"""Merging: everything of both is kept, somebody chooses where they differ, and undo gives both."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from app import contacts, history
from app.bin import archive_contact, unarchive_contact
from app.contact_days import refresh_days
from app.contact_values import AddressValue, ContactValues, LinkValue, PhoneValue, values_of
from app.encounters import add_encounter
from app.errors import NotFoundError
from app.follow_ups import delete_follow_up
from app.history import take_snapshot
from app.matching import find_matches
from app.matching.pairs import compare_waiting, find_apart, keep_apart, list_pairs
from app.merged_values import find_conflicts, merge_two
from app.merging import (
    SameContactError,
    find_kept,
    get_merge,
    merge_contacts,
    merges_of,
)
from app.models import Contact, Merge, Note, Stage
from app.parting import MergedSinceError, undo_merge
from app.search import index_contact
from ocr.types import PhoneLabel
from tests.builders import build_account, build_event, build_follow_up, build_scan

OLD = ContactValues(
    given_name="G.",
    family_name="Tessier",
    organization="Atelier Boréal",
    title="Stagiaire",
    emails=("genevieve@atelier-boreal.example",),
    phones=(PhoneValue("514 555-0147"),),
    addresses=(AddressValue(street="1, rue du Port", locality="Rimouski"),),
    comment="rencontrée au salon",
)
NEW = ContactValues(
    given_name="Geneviève",
    family_name="Tessier",
    organization="Nordika",
    title="Architecte",
    emails=("g.tessier@nordika.example", "Genevieve@Atelier-Boreal.example"),
    phones=(PhoneValue("(514) 555 0147"), PhoneValue("514 555-0152", PhoneLabel.CELL)),
    links=(LinkValue("linkedin.com/in/gtessier-example"),),
    comment="aime la voile",
    has_spare_card=True,
)


@pytest.fixture
def book(session):
    return build_account(session)[1]


@pytest.fixture
def add(session, book):
    def add_contact(values, **more):
        return contacts.create_contact(
            session, book.id, values, account_id=None, region="CA", **more
        )

    return add_contact


@pytest.fixture
def two(add):
    return add(OLD, tags=["client"]), add(NEW, tags=["voile", "client"])


def merge(session, kept, gone, **more):
    return merge_contacts(session, kept, gone, account_id=None, region="CA", **more)


def reloaded(session, *some):
    session.flush()
    session.expire_all()
    return [take_snapshot(one) for one in some]


def without_version(snapshots):
    return [{key: one[key] for key in one if key != "version"} for one in snapshots]


@pytest.mark.both_databases
def test_the_kept_contact_has_every_way_to_reach_both(session, two):
    kept, gone = two

    merge(session, kept, gone, choices={"organization": "gone", "title": "gone"})

    values = values_of(kept)
    assert values.emails == ("genevieve@atelier-boreal.example", "g.tessier@nordika.example")
    assert [phone.value for phone in values.phones] == ["514 555-0147", "514 555-0152"]
    assert [link.value for link in values.links] == ["linkedin.com/in/gtessier-example"]
    assert len(values.addresses) == 1
    assert values.comment == "rencontrée au salon\n\naime la voile"
    assert values.has_spare_card is True
    assert (values.organization, values.title) == ("Nordika", "Architecte")
    assert sorted(tag.name for tag in kept.tags) == ["client", "voile"]


def test_what_is_not_chosen_becomes_what_the_person_did_before(session, two):
    kept, gone = two

    merge(
        session,
        kept,
        gone,
        choices={"organization": "gone", "title": "gone"},
        left_on=date(2026, 11, 20),
    )

    (position,) = kept.positions
    assert (position.organization, position.title) == ("Atelier Boréal", "Stagiaire")
    assert position.left_on == date(2026, 11, 20)


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_who_merges_says_what_day_it_is(session, two, zone):
    """The two zones lie more than a day apart: one of them is never in the day of UTC."""
    kept, gone = two
    who, _ = build_account(session, timezone=zone)

    merge_contacts(session, kept, gone, account_id=who.id, region="CA")

    assert kept.positions[0].left_on == datetime.now(ZoneInfo(zone)).date()


def test_both_positions_are_kept_when_what_is_chosen_is_of_neither(session, two):
    kept, gone = two
    before = reloaded(session, kept, gone)

    merged = merge(session, kept, gone, choices={"organization": "kept", "title": "gone"})

    assert {(one.organization, one.title) for one in kept.positions} == {
        ("Atelier Boréal", "Stagiaire"),
        ("Nordika", "Architecte"),
    }
    undo_merge(session, merged, account_id=None)
    assert without_version(reloaded(session, kept, gone)) == without_version(before)


def test_what_nobody_had_reviewed_is_unreviewed_again(session, two):
    kept, gone = two
    kept.reviewed_at = None
    merged = merge(session, kept, gone)
    assert kept.reviewed_at is not None

    undo_merge(session, merged, account_id=None)

    assert kept.reviewed_at is None


def test_who_was_taken_out_of_the_archive_since_stays_in_sight(session, two):
    kept, gone = two
    for one in two:
        archive_contact(session, one, account_id=None)
    merged = merge(session, kept, gone)
    unarchive_contact(session, kept, account_id=None)

    undo_merge(session, merged, account_id=None)

    assert kept.archived_at is None


def test_conflicts_are_shown_with_a_suggestion():
    conflicts = find_conflicts(OLD, NEW, is_gone_newer=True)

    assert [(one.part, one.suggested) for one in conflicts] == [
        ("organization", "gone"),
        ("title", "gone"),
    ]

    named = find_conflicts(
        ContactValues(full_name="G. Tessier"),
        ContactValues(full_name="Geneviève Tessier"),
        is_gone_newer=False,
    )
    assert [(one.part, one.suggested) for one in named] == [("name", "gone")]


def test_what_only_one_of_them_says_needs_no_choice():
    one = ContactValues(given_name="Zoé", full_name="Zoé")
    merged = merge_two(one, ContactValues(title="Notaire"), {})

    assert (merged.given_name, merged.title) == ("Zoé", "Notaire")


@pytest.mark.both_databases
def test_rows_move_over_and_back(session, book, two, store):
    kept, gone = two
    event = build_event(session, book)
    scan = build_scan(session, book, store)
    scan.contact_id = gone.id
    gone.notes.append(Note(book_id=book.id, text="rappeler mardi"))
    follow_up = build_follow_up(session, gone)
    add_encounter(session, kept, met_on=event.held_on, event=event, text="au bar")
    add_encounter(session, gone, met_on=event.held_on, event=event, text="à la tribune", scan=scan)
    add_encounter(session, gone, met_on=date(2026, 3, 1), place="Rimouski")
    refresh_days(session, [kept.id, gone.id])
    index_contact(session, gone)
    before = reloaded(session, kept, gone)

    merged = merge(session, kept, gone)
    session.expire_all()

    assert [note.text for note in kept.notes] == ["rappeler mardi"]
    assert kept.follow_ups == [follow_up]
    assert kept.scans == [scan]
    assert [(one.met_on, one.text) for one in kept.encounters] == [
        (date(2026, 3, 1), ""),
        (event.held_on, "au bar · à la tribune"),
    ]
    assert kept.met_on == date(2026, 3, 1)
    assert kept.next_step_on == follow_up.due_on

    parted = undo_merge(session, merged, account_id=None)

    assert parted.left == ()
    assert without_version(reloaded(session, kept, gone)) == without_version(before)
    assert (kept.follow_ups, kept.scans) == ([], [])
    assert (gone.follow_ups, gone.scans) == ([follow_up], [scan])
    assert kept.next_step_on is None


def test_the_gone_contact_is_found_no_more_and_leads_to_the_kept_one(session, book, two):
    kept, gone = two

    merge(session, kept, gone)

    with pytest.raises(NotFoundError):
        contacts.get_contact(session, book.id, gone.id)
    assert find_kept(session, book.id, gone.id) is kept
    assert find_kept(session, book.id, kept.id) is None
    found = find_matches(session, book.id, NEW)
    assert [match.contact_id for match in found] == [kept.id]


def test_an_address_of_a_contact_merged_twice_leads_to_the_last_one(session, book, two, add):
    kept, gone = two
    third = add(ContactValues(given_name="Geneviève", family_name="Lavoie"))

    merge(session, kept, gone)
    merge(session, third, kept)

    assert find_kept(session, book.id, gone.id) is third


def test_merging_twice_is_merging_once(session, two):
    kept, gone = two

    assert merge(session, kept, gone) is merge(session, kept, gone)
    assert session.query(Merge).count() == 1


def test_a_contact_is_not_merged_with_itself(session, two):
    with pytest.raises(SameContactError):
        merge(session, two[0], two[0])


def test_a_contact_of_another_book_or_a_deleted_one_is_not_there(session, two, add):
    kept, gone = two
    _, other_book = build_account(session)
    stranger = Contact(book_id=other_book.id, full_name="Zoé Testard")
    session.add(stranger)
    session.flush()
    with pytest.raises(NotFoundError):
        merge(session, kept, stranger)

    contacts.delete_contact(session, gone, account_id=None)
    with pytest.raises(NotFoundError):
        merge(session, kept, gone)
    with pytest.raises(NotFoundError):
        get_merge(session, other_book.id, 1)


@pytest.mark.both_databases
def test_undo_keeps_what_was_changed_since_and_says_which(session, two):
    kept, gone = two
    merged = merge(session, kept, gone, choices={"organization": "gone", "title": "gone"})
    changed = values_of(kept)
    contacts.update_contact(
        session,
        kept,
        ContactValues(
            **{
                **{name: getattr(changed, name) for name in changed.__dataclass_fields__},
                "title": "Associée",
                "emails": (*changed.emails, "gt@nordika.example"),
            }
        ),
        version=kept.version,
        account_id=None,
        region="CA",
    )
    contacts.change_stage(session, kept, Stage.CONNECTION, account_id=None)
    build_follow_up(session, kept, text="since")

    parted = undo_merge(session, merged, account_id=None)

    assert parted.left == ("title",)
    values = values_of(kept)
    assert values.title == "Associée"
    assert values.organization == "Atelier Boréal"
    assert values.emails == ("genevieve@atelier-boreal.example", "gt@nordika.example")
    assert kept.stage is Stage.CONNECTION
    assert [one.text for one in kept.follow_ups] == ["since"]
    assert values_of(gone).emails == NEW.emails


def test_a_step_that_moved_and_was_deleted_and_brought_back_goes_home(session, two):
    kept, gone = two
    kept_step, step = (build_follow_up(session, one, text="Call") for one in (kept, gone))
    merge = merge_contacts(session, kept, gone, account_id=None, region="CA")
    session.refresh(step)
    delete_follow_up(session, step, account_id=None)
    contacts.undo_change(session, kept, account_id=None)
    assert len(kept.follow_ups) == 2

    undo_merge(session, merge, account_id=None)
    session.expire_all()

    assert kept.follow_ups == [kept_step]
    assert [one.text for one in gone.follow_ups] == ["Call"]


def test_undoing_twice_is_undoing_once(session, two):
    kept, gone = two
    merged = merge(session, kept, gone)

    undo_merge(session, merged, account_id=None)
    before = reloaded(session, kept, gone)
    undo_merge(session, merged, account_id=None)

    assert reloaded(session, kept, gone) == before
    assert merges_of(session, kept) == []


def test_a_merge_under_another_one_waits_until_that_is_undone(session, two, add):
    kept, gone = two
    third = add(ContactValues(given_name="Geneviève", family_name="Lavoie"))
    first = merge(session, kept, gone)
    second = merge(session, third, kept)

    with pytest.raises(MergedSinceError):
        undo_merge(session, first, account_id=None)

    undo_merge(session, second, account_id=None)
    undo_merge(session, first, account_id=None)
    assert gone.deleted_at is None
    assert values_of(gone).title == "Architecte"


def test_a_merge_is_not_undone_by_halves(session, two):
    kept, gone = two
    merge(session, kept, gone)

    with pytest.raises(history.NothingToUndoError):
        contacts.undo_change(session, kept, account_id=None)
    with pytest.raises(history.NothingToUndoError):
        contacts.undo_change(session, gone, account_id=None)
    assert not any(change.is_undoable for change in history.list_changes(session, kept)[:1])


def test_who_was_kept_apart_from_one_is_kept_apart_from_both(session, book, two, add):
    kept, gone = two
    namesake = add(NEW)
    keep_apart(session, gone, namesake, account_id=None)

    merged = merge(session, kept, gone)
    compare_waiting(session, book.id)
    assert list_pairs(session, book.id, limit=5) == []

    undo_merge(session, merged, account_id=None)
    assert find_apart(session, kept) == set()
