"""What a person typed or confirmed stays theirs when a card is read again."""

from __future__ import annotations

from datetime import date

import pytest

from app.models import ScanState
from app.review_form import build_form
from app.review_overlay import with_work
from app.review_work import Work
from tests.builders import build_account, build_scan
from tests.readings import evidence, make_reading

TODAY = date(2026, 11, 22)


@pytest.fixture
def show(session, store):
    """Show the form of a reading over which somebody worked."""

    def show_form(reading, fields, touched):
        _, book = build_account(session)
        scan = build_scan(session, book, store, state=ScanState.READY, reading=reading)
        work = Work({name: tuple(texts) for name, texts in fields.items()}, frozenset(touched))
        return with_work(build_form(scan, "CA", TODAY), scan, work, "CA")

    return show_form


def test_what_was_typed_stands_and_what_was_read_now_is_told_beside_it(show):
    form = show(make_reading(), {"title": ["Architecte"]}, ["title"])

    assert form.values.title == "Architecte"
    assert form.hints["title"].is_theirs
    assert form.hints["title"].read_now == "Conseillère en architecture durable"


def test_what_was_confirmed_is_theirs_and_in_doubt_no_longer(show):
    fields = {"organization": ["Atelier Boréal inc."]}

    form = show(make_reading(), fields, ["organization"])

    hint = form.hints["organization"]
    assert (hint.is_theirs, hint.is_doubtful, hint.read_now) == (True, False, "")


def test_what_nobody_touched_follows_the_new_reading(show):
    title = {"value": "Directrice", **evidence(0.95, 1)}

    form = show(make_reading(title=title), {"title": ["Vendeuse"]}, [])

    assert form.values.title == "Directrice"
    assert not form.hints["title"].is_theirs


def test_a_name_that_is_theirs_in_part_keeps_that_part(show):
    fields = {"given_name": ["Noëlle"], "family_name": ["Tessier"]}

    form = show(make_reading(), fields, ["given_name"])

    assert (form.values.given_name, form.values.family_name) == ("Noëlle", "Tessier-Roy")
    assert form.values.full_name == "Noëlle Tessier-Roy"
    assert form.hints["given_name"].read_now == "Noémie"


def test_a_row_of_theirs_keeps_all_rows_of_its_kind(show):
    fields = {"email": ["n@boreal.example", "info@boreal.example"]}

    form = show(make_reading(), fields, ["email-0"])

    assert form.values.emails == ("n@boreal.example", "info@boreal.example")
    assert form.hints["email-0"].read_now == "noemie@atelier-boreal.example"
    assert "email-1" not in form.hints


def test_a_row_that_was_taken_away_does_not_come_back(show):
    form = show(make_reading(), {"phone_value": [], "phone_label": []}, ["phone"])

    assert form.values.phones == ()


def test_the_same_value_is_not_offered_as_read_now(show):
    fields = {"email": ["info@boreal.example", "noemie@atelier-boreal.example"]}

    form = show(make_reading(), fields, ["email-0"])

    assert form.hints["email-0"].read_now == ""


def test_the_names_of_what_is_theirs_go_back_into_the_form(show):
    assert show(make_reading(), {"title": [""]}, ["title", "phone"]).touched == ("phone", "title")
