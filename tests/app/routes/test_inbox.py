"""The inbox and the strip of the scan screen: what is shown of a card on its way."""

from __future__ import annotations

import re

import pytest

from app.models import ScanState, now
from tests.builders import build_event, build_scan
from tests.readings import make_reading

READING = {"contact": {"name": {"full": "Zoé Testard"}, "organization": {"value": "Ébène inc."}}}


@pytest.fixture
def add_scan(signed_in, session, app):
    def add(state=ScanState.READY, **values):
        scan = build_scan(session, signed_in.book, app.state.photo_store, state=state, **values)
        session.commit()
        return scan

    return add


def test_an_empty_inbox_says_what_will_be_there(signed_in):
    page = signed_in.client.get("/inbox").text

    assert "Nothing to review." in page
    assert 'href="/scan"' in page


def test_a_card_that_was_read_shows_whom_it_is_of(signed_in, add_scan):
    scan = add_scan(reading=READING)

    page = signed_in.client.get("/inbox").text

    assert "Zoé Testard" in page
    assert "Ébène inc." in page
    assert f'href="/scans/{scan.id}"' in page
    assert "1 to review" in page


def test_a_card_with_an_organization_alone_is_called_by_it(signed_in, add_scan):
    add_scan(reading={"contact": {"name": None, "organization": {"value": "Ébène inc."}}})

    page = signed_in.client.get("/inbox").text

    assert page.count("Ébène inc.") == 1


def test_a_card_on_which_nothing_was_found_is_still_there(signed_in, add_scan):
    add_scan(reading={"contact": {"name": None, "organization": None}})

    assert "Card without a name" in signed_in.client.get("/inbox").text


def test_what_failed_says_why(signed_in, add_scan):
    add_scan(ScanState.FAILED, error_code="truncated_image")

    page = signed_in.client.get("/inbox").text

    assert "The picture is incomplete." in page
    assert "1 not read" in page


@pytest.mark.parametrize("state", [ScanState.WAITING, ScanState.READING])
def test_the_inbox_asks_again_while_a_card_is_on_its_way(signed_in, add_scan, state):
    add_scan(ScanState.READY, reading=READING)
    assert "every 1500ms" not in signed_in.client.get("/inbox").text

    add_scan(state)
    assert "every 1500ms" in signed_in.client.get("/inbox").text


def test_the_fragment_carries_cards_and_counts_and_no_page(signed_in, add_scan):
    add_scan(ScanState.READY, reading=READING)

    fragment = signed_in.client.get("/inbox/rows").text

    assert "<html" not in fragment
    assert "Zoé Testard" in fragment
    assert 'id="inbox-counts"' in fragment
    assert "1 to review" in fragment


def test_a_discarded_card_can_be_brought_back(signed_in, add_scan):
    scan = add_scan(ScanState.DISCARDED)

    page = signed_in.client.get(f"/inbox?discarded={scan.id}").text

    assert f'action="/scans/{scan.id}/restorations"' in page
    assert f'href="/scans/{scan.id}"' not in page


def test_a_full_inbox_goes_on_on_the_next_page(signed_in, add_scan, monkeypatch):
    monkeypatch.setattr("app.routes.inbox.PAGE_LENGTH", 2)
    scans = [add_scan(reading=READING) for _number in range(3)]

    first = signed_in.client.get("/inbox").text
    second = signed_in.client.get(f"/inbox?before={scans[1].id}").text

    assert f"/inbox?before={scans[1].id}" in first
    assert f'href="/scans/{scans[0].id}"' not in first
    assert f'href="/scans/{scans[0].id}"' in second
    assert "Older cards" not in second


def test_another_book_sees_nothing_of_it(add_scan, other_signed_in):
    add_scan(reading=READING)

    for address in ("/inbox", "/inbox/rows", "/scan"):
        page = other_signed_in.client.get(address).text
        assert "Testard" not in page
        assert "/photos/" not in page


def test_the_navigation_counts_what_waits(signed_in, add_scan):
    add_scan(reading=READING)
    add_scan(ScanState.FAILED)
    add_scan(ScanState.WAITING)

    page = signed_in.client.get("/settings").text

    assert '<span class="place__count">2<' in page


def test_without_scripts_the_scan_screen_is_a_form(signed_in):
    page = signed_in.client.get("/scan").text

    assert '<form class="scan__plain page page--narrow" method="post" action="/scans"' in page
    assert 'name="recto"' in page
    assert 'name="verso"' in page


def test_a_photo_worth_taking_again_says_so_in_the_inbox(signed_in, session, app):
    reading = make_reading()
    hints = [{"code": "glare", "hint": "Light shines back."}]
    quality = {"sharpness": 5.0, "glare": 0.3, "cut_off": False, "text_height_px": 30.0}
    reading["sides"][0]["quality"] = quality | {"light": 0.9, "hints": hints}
    build_scan(
        session, signed_in.book, app.state.photo_store, state=ScanState.READY, reading=reading
    )
    session.commit()

    inbox = signed_in.client.get("/inbox").text

    assert "tilt it away from the light" in inbox


def test_the_scan_screen_carries_nothing_of_a_person_but_whose_cards_it_keeps(signed_in, add_scan):
    add_scan(reading=READING)
    owner = f"{signed_in.account.id}-{signed_in.book.id}"

    page = signed_in.client.get("/scan").text
    desk = page[page.index("<scan-desk") : page.index("</scan-desk>")]

    assert f'data-owner="{owner}"' in desk
    assert "Testard" not in desk
    assert signed_in.account.display_name not in desk
    assert "/photos/" not in desk
    assert not re.search(r"/scans/\d", desk)


def test_cards_of_one_photo_say_so(signed_in, session, app):
    store = app.state.photo_store
    first = build_scan(
        session, signed_in.book, store, state=ScanState.READY, reading=make_reading(), card_count=12
    )
    second = build_scan(
        session,
        signed_in.book,
        store,
        state=ScanState.READY,
        reading=make_reading(),
        card_number=2,
        card_count=12,
        split_from_id=first.id,
    )
    for scan, left in ((first, 0.0), (second, 100.0)):
        scan.sides[0].card_quad = [[left, 0.0], [left + 90, 0.0], [left + 90, 50.0], [left, 50.0]]
        scan.sides[0].photo_id = first.sides[0].photo_id
    session.commit()

    inbox = signed_in.client.get("/inbox").text

    assert inbox.index("12 cards found in one photo") < inbox.index("card 2 of 12 of this photo")
    assert f"/scans/{first.id}/joins" in signed_in.client.get(f"/scans/{first.id}").text
    assert signed_in.client.post(f"/scans/{first.id}/joins").headers["location"] == (
        f"/scans/{first.id}"
    )
    page = signed_in.client.get("/inbox").text
    assert "found in one photo" not in page


def test_a_card_says_at_which_event_it_was_given(signed_in, session, app):
    fair = build_event(session, signed_in.book, name="Salon du bois", place="Halle 3")
    build_scan(session, signed_in.book, app.state.photo_store, event_id=fair.id)
    session.commit()

    page = signed_in.client.get("/inbox").text

    assert "<span>Salon du bois</span>" in page
    assert "<span>today · Halle 3</span>" in page


def test_a_review_starts_at_the_first_card_that_is_ready(signed_in, add_scan):
    assert signed_in.client.get("/review").headers["location"] == "/inbox"

    add_scan(reading=READING)
    first = add_scan(reading=READING)
    add_scan(ScanState.WAITING)

    assert signed_in.client.get("/review").headers["location"] == f"/scans/{first.id}"


def test_a_review_of_an_event_keeps_it_in_its_address(signed_in, session, add_scan):
    fair = build_event(session, signed_in.book)
    scan = add_scan(reading=READING, event_id=fair.id)
    add_scan(reading=READING)
    add_scan(reading=READING)

    of_event = signed_in.client.get(f"/review?event={fair.id}")
    of_nothing = signed_in.client.get("/review?event=999999")

    assert of_event.headers["location"] == f"/scans/{scan.id}?event={fair.id}"
    assert of_nothing.headers["location"] == "/inbox?event=999999"


def test_the_inbox_begins_with_the_review_of_what_is_read(signed_in, add_scan):
    assert "/review" not in signed_in.client.get("/inbox").text

    for _ in range(3):
        add_scan(reading=READING)

    page = signed_in.client.get("/inbox").text
    assert 'href="/review"' in page
    assert "Review 3 cards" in page


def test_cards_are_told_apart_by_where_they_stand(signed_in, add_scan):
    add_scan(reading=READING, doubt_count=0)
    add_scan(reading=READING, doubt_count=3)
    add_scan(ScanState.FAILED)
    add_scan(reading=READING, set_aside_at=now())
    discarded = add_scan(ScanState.DISCARDED)

    page = signed_in.client.get("/inbox").text
    of_state = {
        state: signed_in.client.get(f"/inbox?state={state}").text
        for state in ("ready", "needs_look", "failed", "set_aside", "waiting", "discarded")
    }

    for state in ("ready", "needs_look", "failed", "set_aside", "discarded"):
        assert f'href="/inbox?state={state}"' in page
    assert 'href="/inbox?state=waiting"' not in page  # nothing is there
    assert page.count("card__name") == 4
    assert {state: text.count("card__name") for state, text in of_state.items()} == {
        "ready": 1,
        "needs_look": 1,
        "failed": 1,
        "set_aside": 1,
        "waiting": 0,
        "discarded": 1,
    }
    assert "No such card." in of_state["waiting"]
    assert f'action="/scans/{discarded.id}/restorations"' in of_state["discarded"]
    assert 'aria-current="true"' in of_state["ready"]


def test_cards_of_one_event_are_reviewed_by_themselves(signed_in, session, add_scan):
    fair = build_event(session, signed_in.book, name="Salon du bois")
    of_fair = add_scan(reading=READING, event_id=fair.id)
    other = add_scan(reading=READING)

    page = signed_in.client.get("/inbox").text
    filtered = signed_in.client.get(f"/inbox?event={fair.id}").text
    without = signed_in.client.get("/inbox?event=none").text

    assert f'href="/inbox?event={fair.id}"' in page
    assert 'href="/inbox?event=none"' in page
    assert f'href="/review?event={fair.id}"' in filtered
    assert f'href="/scans/{of_fair.id}?event={fair.id}"' in filtered
    assert f"/scans/{other.id}" not in filtered
    assert f'href="/scans/{other.id}?event=none"' in without


def test_reading_progress_is_told_in_words_and_as_a_bar(signed_in, add_scan):
    add_scan(reading=READING)
    add_scan(ScanState.READING)
    add_scan(ScanState.WAITING)

    page = signed_in.client.get("/inbox").text

    assert "1 of 3 cards read" in page
    assert '<progress id="reading-progress" max="3" value="1"' in page


def test_the_page_is_sent_nothing_while_nothing_changed(signed_in, session, add_scan):
    scan = add_scan(ScanState.WAITING)
    page = signed_in.client.get("/inbox").text
    address = re.search(r'hx-get="([^"]+)"', page)[1].replace("&amp;", "&")

    same = signed_in.client.get(address)
    session.get(type(scan), scan.id).state = ScanState.READING
    session.commit()
    changed = signed_in.client.get(address)

    assert same.status_code == 204
    assert changed.status_code == 200
    assert "being read" in changed.text


def test_the_filters_stay_while_the_page_asks_again_and_goes_on(signed_in, add_scan, monkeypatch):
    monkeypatch.setattr("app.routes.inbox.PAGE_LENGTH", 1)
    scans = [add_scan(ScanState.WAITING) for _ in range(2)]

    page = signed_in.client.get("/inbox?state=waiting&event=none").text

    assert 'hx-get="/inbox/rows?state=waiting&amp;event=none&amp;seen=' in page
    assert f"/inbox?state=waiting&amp;event=none&amp;before={scans[1].id}" in page
