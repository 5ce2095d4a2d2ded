"""Meetings are added, corrected and removed on the page of a person; so is the stage of the tie."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.models import Contact, Stage
from tests.builders import build_contact, build_encounter, build_event


@pytest.fixture
def contact(signed_in, session) -> Contact:
    made = build_contact(session, signed_in.book)
    session.commit()
    return made


@pytest.fixture
def post(signed_in, contact):
    def send(path, **fields):
        return signed_in.client.post(
            f"/contacts/{contact.id}/{path}", data=fields, follow_redirects=False
        )

    return send


def reload(session, contact) -> Contact:
    session.expire_all()
    return session.get_one(Contact, contact.id)


def test_a_meeting_without_a_card_is_added_corrected_and_removed(signed_in, contact, session, post):
    fair = build_event(session, signed_in.book, held_on=date(2026, 3, 4))
    session.commit()

    added = post("encounters", met_on="2026-03-01", event_id="", place="Café", text="Son atelier")
    assert added.headers["location"] == f"/contacts/{contact.id}#encounters"
    (one,) = reload(session, contact).encounters
    assert (one.met_on, one.place, one.text) == (date(2026, 3, 1), "Café", "Son atelier")
    assert "Son atelier" in signed_in.client.get(f"/contacts/{contact.id}").text
    assert "Met: Café (" in signed_in.client.get(f"/contacts/{contact.id}.vcf").text

    post(f"encounters/{one.id}", met_on="2026-03-01", event_id=str(fair.id), place="", text="")
    (one,) = reload(session, contact).encounters
    assert (one.met_on, one.event_id) == (date(2026, 3, 4), fair.id)
    assert contact.last_contact_on == date(2026, 3, 4)

    post(f"encounters/{one.id}/deletions")
    assert reload(session, contact).encounters == []

    post("undos")
    assert len(reload(session, contact).encounters) == 1


@pytest.mark.parametrize("day", ["", "tomorrow", "2999-01-01"])
def test_a_day_that_cannot_be_is_told_beside_its_field(contact, session, post, day):
    answer = post("encounters", met_on=day, event_id="", place="Café", text="")

    assert answer.status_code == 422
    assert 'aria-describedby="met-on-new-error"' in answer.text
    assert 'value="Café"' in answer.text
    assert reload(session, contact).encounters == []


def test_each_meeting_says_which_one_it_was(signed_in, contact, session):
    today = date(2026, 11, 1)
    for back in range(6):
        build_encounter(session, contact, met_on=today - timedelta(days=30 * back))
    session.commit()

    page = signed_in.client.get(f"/contacts/{contact.id}").text

    assert "Third time you met" in page
    assert "Met 6 times by then" in page
    assert page.index("Met 6 times by then") < page.index("First time you met")


def test_the_event_of_an_old_encounter_is_offered_however_old(signed_in, contact, session):
    old = build_event(session, signed_in.book, name="Vieux salon", held_on=date(1999, 1, 1))
    for number in range(31):
        build_event(session, signed_in.book, name=f"Salon {number}")
    one = build_encounter(session, contact, event_id=old.id)
    session.commit()

    page = signed_in.client.get(f"/contacts/{contact.id}/encounters/{one.id}").text

    assert f'<option value="{old.id}" selected>' in page


def test_the_stage_is_chosen_and_undone(contact, session, post):
    post("stages", stage="connection")
    assert reload(session, contact).stage is Stage.CONNECTION

    post("undos")
    assert reload(session, contact).stage is Stage.CONTACT
    assert post("stages", stage="marriage").status_code == 422


def test_an_archived_person_says_so_and_is_brought_back(signed_in, contact, session, post):
    post("archivings")
    assert reload(session, contact).archived_at is not None
    assert "Archived:" in signed_in.client.get(f"/contacts/{contact.id}").text

    post("unarchivings")
    assert reload(session, contact).archived_at is None
