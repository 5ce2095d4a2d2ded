"""Two windows on one card: the second to save is told, sees both versions, and nothing is lost."""

from __future__ import annotations

import html
import re
from datetime import timedelta

import pytest

from app.deps import Member
from app.models import Contact, Scan, ScanState
from app.review_work import stamp_of, work_of
from tests.builders import build_contact, build_scan
from tests.readings import make_reading


@pytest.fixture
def scan(signed_in, session, store):
    made = build_scan(session, signed_in.book, store, state=ScanState.READY, reading=make_reading())
    session.commit()
    return made


@pytest.fixture
def type_in(signed_in, scan):
    def put(window, seen="", touched=(), **fields):
        work = {
            "fields": {name: [text] for name, text in fields.items()},
            "touched": list(touched),
            "window": window,
            "seen": seen,
        }
        answer = signed_in.client.put(
            f"/scans/{scan.id}/work", json=work, headers={"Accept": "application/json"}
        )
        return answer.status_code

    return put


@pytest.fixture
def look(signed_in, scan):
    def post(path="versions", **fields):
        return signed_in.client.post(f"/scans/{scan.id}/{path}", data=fields)

    return post


def kept(session, scan):
    session.expire_all()
    return work_of(session.get_one(Scan, scan.id))


def hidden_of(page):
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.text)
    return {name: html.unescape(value) for name, value in found}


def seen_on(signed_in, scan):
    page = signed_in.client.get(f"/scans/{scan.id}")
    return re.search(r'name="work_seen" value="(\w*)"', page.text)[1]


def test_the_second_window_is_told_and_overwrites_nothing(session, scan, type_in):
    assert type_in("desk", title="Notaire") == 204
    assert type_in("phone", title="Avocate") == 409

    assert kept(session, scan).fields["title"] == ("Notaire",)


def test_a_window_never_stands_in_its_own_way(session, scan, type_in):
    assert [type_in("desk", title=title) for title in ("N", "No", "Not")] == [204] * 3

    assert kept(session, scan).fields["title"] == ("Not",)


def test_a_window_that_opened_on_what_is_kept_goes_on_from_there(signed_in, session, scan, type_in):
    type_in("desk", title="Notaire")
    seen = seen_on(signed_in, scan)
    assert seen == stamp_of(kept(session, scan))

    assert type_in("phone", seen, title="Notaire", organization="Nordika") == 204
    assert type_in("desk", title="Notaire honoraire") == 409


def test_saying_the_same_is_no_conflict(type_in):
    type_in("desk", title="Notaire")

    assert type_in("phone", title="Notaire") == 204


def test_a_program_that_says_nothing_of_windows_is_not_asked(signed_in, scan, type_in):
    type_in("desk", title="Notaire")

    work = {"fields": {"title": ["Avocate"]}}
    assert signed_in.client.put(f"/api/scans/{scan.id}/work", json=work).status_code == 204


def test_the_refusal_has_a_code_and_a_hint(signed_in, scan, type_in):
    type_in("desk", title="Notaire")
    work = {"fields": {"title": ["Avocate"]}, "window": "phone", "seen": ""}

    refused = signed_in.client.put(f"/api/scans/{scan.id}/work", json=work).json()["error"]

    assert refused["code"] == "work_overtaken"
    assert "another window" in refused["hint"]


def test_both_versions_are_shown_and_the_choice_is_kept(session, scan, type_in, look):
    type_in("desk", touched=["title"], title="Notaire", organization="Nordika", tag="client")
    mine = {"title": "", "organization": "Altiva", "new_tags": "bois", "touched": "organization"}

    page = look(**mine, work_window="phone", work_seen="")

    assert page.status_code == 409
    for text in ("Notaire", "Nordika", "Altiva", "client", "bois", "Two versions of this card"):
        assert text in page.text
    # The desk touched the title, and this window did not.
    assert re.search(r'name="choice_title" value="theirs" checked', page.text)
    assert re.search(r'name="choice_organization" value="mine" checked', page.text)

    chosen = {"choice_title": "theirs", "choice_organization": "mine", "choice_tags": "theirs"}
    answer = look(**hidden_of(page), **chosen)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/scans/{scan.id}")
    work = kept(session, scan)
    assert work.fields["title"] == ("Notaire",)
    assert work.fields["organization"] == ("Altiva",)
    assert (work.fields["tag"], "new_tags" in work.fields) == (("client",), False)
    assert work.touched == {"title", "organization"}


def test_both_windows_are_told_of_the_choice(signed_in, scan, type_in, look):
    type_in("desk", title="Notaire")
    page = look(title="Avocate", work_window="phone", work_seen="")
    look(**hidden_of(page), choice_title="mine")

    assert type_in("desk", title="Notaire à Rimouski") == 409
    assert type_in("phone2", seen_on(signed_in, scan), title="Avocate-conseil") == 204


def test_what_came_while_somebody_chose_is_shown_once_more(session, scan, type_in, look):
    type_in("desk", title="Notaire")
    page = look(title="Avocate", work_window="phone", work_seen="")
    type_in("desk", title="Notaire honoraire")

    again = look(**hidden_of(page), choice_title="mine")

    assert again.status_code == 409
    assert "Notaire honoraire" in again.text
    assert kept(session, scan).fields["title"] == ("Notaire honoraire",)


def test_next_steps_notes_and_a_known_person_are_compared_in_words(
    signed_in, session, scan, type_in, look
):
    known = build_contact(session, signed_in.book)
    session.commit()
    day = Member(signed_in.account, signed_in.book).today() + timedelta(days=3)
    type_in(
        "desk", next_step="other", due_on=day.isoformat(), kind="send", same=f"{known.id}:merge"
    )

    page = look(next_step="none", same="apart", work_window="phone", work_seen="")

    assert re.search(r"Send something · \w+", page.text)
    assert "No next step" in page.text
    assert "Same person: merge · Zoé Testard" in page.text
    assert "Somebody else: keep both" in page.text


def test_accepting_a_card_that_another_window_worked_on_shows_both(session, scan, type_in, look):
    type_in("desk", title="Notaire")
    mine = {"given_name": "Zoé", "title": "Avocate", "next_step": "none"}

    page = look("reviews", **mine, work_window="phone", work_seen="")

    assert page.status_code == 409
    assert "Two versions of this card" in page.text
    assert session.query(Contact).count() == 0
    assert kept(session, scan).fields["title"] == ("Notaire",)
    look(**hidden_of(page), choice_title="mine", choice_name="mine")
    assert kept(session, scan).fields["given_name"] == ("Zoé",)


def test_a_card_is_accepted_by_the_window_that_worked_on_it(session, scan, type_in, look):
    type_in("desk", title="Notaire")

    answer = look("reviews", given_name="Zoé", next_step="none", work_window="desk", work_seen="")

    assert answer.status_code == 303
    assert session.query(Contact).one().given_name == "Zoé"


def test_a_form_without_scripts_is_accepted_as_ever(session, scan, look):
    assert look("reviews", given_name="Zoé", next_step="none", work_seen="").status_code == 303


def test_a_card_that_was_reviewed_meanwhile_keeps_nothing(scan, session, type_in, look):
    type_in("desk", title="Notaire")
    page = look(title="Avocate", work_window="phone", work_seen="")
    session.get_one(Scan, scan.id).state = ScanState.DISCARDED
    session.commit()

    assert look(**hidden_of(page), choice_title="mine").status_code == 409
