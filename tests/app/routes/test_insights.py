"""Insights on screen: charts that can be read, and the figures as tables."""

from __future__ import annotations

from datetime import timedelta

from app.models import FieldOutcome, Outcome, ScanState, now
from tests.builders import build_event, build_scan


def test_without_cards_there_is_nothing_to_draw(signed_in):
    page = signed_in.client.get("/insights")

    assert page.status_code == 200
    assert "Nothing to count yet." in page.text
    assert "<table" not in page.text


def test_every_chart_has_its_figures_as_a_table(signed_in, session, store):
    fair = build_event(session, signed_in.book, name="Salon du bois")
    taken_at = now() - timedelta(days=2)
    for hours in (1, 30):
        reviewed_at = taken_at + timedelta(hours=hours)
        given = {"state": ScanState.REVIEWED, "taken_at": taken_at, "reviewed_at": reviewed_at}
        scan = build_scan(session, signed_in.book, store, event_id=fair.id, **given)
        outcome = Outcome.RIGHT if hours == 1 else Outcome.CORRECTED
        row = {"scan_id": scan.id, "book_id": signed_in.book.id, "field": "organization"}
        session.add(FieldOutcome(**row, outcome=outcome))
    session.commit()

    page = signed_in.client.get("/insights").text

    assert page.count('role="img"') == page.count("<table") == 3
    assert f'<a href="/events/{fair.id}">Salon du bois</a>' in page
    assert "Within 24 hours: 50%; 24 to 72 hours: 50%; Later: 0%; Still waiting: 0%" in page
    assert "Organization: 50%" in page
    assert "<style" not in page
    assert 'style="' not in page


def test_a_book_that_reviewed_nothing_yet_says_what_will_be_there(signed_in, session, store):
    build_scan(session, signed_in.book, store)
    session.commit()

    page = signed_in.client.get("/insights").text

    assert "When you accept a card" in page
    assert page.count("<table") == 2
    assert "Cards by month" in page


def test_insights_are_one_tap_away_on_a_phone_too(signed_in):
    assert 'href="/insights"' in signed_in.client.get("/settings").text
