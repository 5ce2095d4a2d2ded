"""What is due, on its page and on a contact's."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.deps import Member
from app.models import FollowUp
from tests.builders import build_contact, build_follow_up


@pytest.fixture
def contact(signed_in, session):
    made = build_contact(session, signed_in.book)
    session.commit()
    return made


@pytest.fixture
def today(signed_in):
    return Member(signed_in.account, signed_in.book).today()


def only_follow_up(session) -> FollowUp:
    session.expire_all()
    return session.query(FollowUp).one()


def test_an_empty_list_says_where_follow_ups_come_from(signed_in):
    assert "Nobody is waiting for you." in signed_in.client.get("/follow-ups").text


def test_the_list_is_grouped_by_how_soon(signed_in, session, contact, today):
    build_follow_up(session, contact, due_on=today - timedelta(days=2), text="devis en retard")
    build_follow_up(session, contact, due_on=today, text="rappel du jour")
    session.commit()

    page = signed_in.client.get("/follow-ups").text

    late, due = page.index('id="group-late"'), page.index('id="group-today"')
    assert late < page.index("devis en retard") < due < page.index("rappel du jour")


def test_a_next_step_is_added_with_its_day_kind_and_subject(signed_in, session, contact, today):
    response = signed_in.client.post(
        f"/contacts/{contact.id}/follow-ups",
        data={
            "next_step": "other",
            "due_on": (today + timedelta(days=9)).isoformat(),
            "kind": "send",
            "follow_up_text": "la plaquette",
        },
    )

    assert response.status_code == 303
    added = only_follow_up(session)
    assert (added.due_on, added.kind, added.text) == (
        today + timedelta(days=9),
        "send",
        "la plaquette",
    )


@pytest.mark.parametrize("day", ["", "soon"])
def test_a_next_step_without_a_day_is_refused(signed_in, session, contact, day):
    response = signed_in.client.post(
        f"/contacts/{contact.id}/follow-ups", data={"next_step": "other", "due_on": day}
    )

    assert response.status_code == 422
    assert session.query(FollowUp).count() == 0


def test_what_is_done_can_be_taken_back_at_once(signed_in, session, contact):
    follow_up = build_follow_up(session, contact)
    session.commit()

    response = signed_in.client.post(f"/follow-ups/{follow_up.id}/completions")
    page = signed_in.client.get(response.headers["location"]).text
    assert only_follow_up(session).done_at is not None
    assert f'action="/follow-ups/{follow_up.id}/reopenings"' in page

    signed_in.client.post(f"/follow-ups/{follow_up.id}/reopenings")
    assert only_follow_up(session).done_at is None


def test_a_follow_up_is_postponed_by_one_tap(signed_in, session, contact, today):
    follow_up = build_follow_up(session, contact, due_on=today, text="devis")
    session.commit()
    tomorrow = (today + timedelta(days=1)).isoformat()
    assert f'name="next_step" value="{tomorrow}"' in signed_in.client.get("/follow-ups").text

    signed_in.client.post(f"/follow-ups/{follow_up.id}/postponements", data={"next_step": tomorrow})

    moved = only_follow_up(session)
    assert (moved.due_on.isoformat(), moved.text) == (tomorrow, "devis")


def test_the_way_back_never_leads_to_another_site(signed_in, session, contact):
    follow_up = build_follow_up(session, contact)
    session.commit()

    response = signed_in.client.post(
        f"/follow-ups/{follow_up.id}/completions", data={"next": "//evil.example"}
    )

    assert response.headers["location"].startswith("/?done=")
