"""The review screen, as a browser without scripts uses it."""

from __future__ import annotations

import html
import re
from datetime import timedelta

import pytest

from app.deps import Member
from app.models import Contact, FollowUp, Scan, ScanState, now
from tests.app.routes.test_contacts import fields_of
from tests.builders import build_event, build_photo, build_scan, jpeg
from tests.readings import make_reading, with_handwriting


@pytest.fixture
def add_scan(app, signed_in, session):
    def add(state=ScanState.READY, reading=None, **values):
        store = app.state.photo_store
        if reading is None and state is ScanState.READY:
            picture = build_photo(session, signed_in.book, store)
            reading = with_handwriting(make_reading(), picture.id)
        scan = build_scan(
            session,
            signed_in.book,
            store,
            verso=jpeg(grey=90),
            state=state,
            reading=reading,
            **values,
        )
        if reading:
            for side in scan.sides:
                side.card_id = build_photo(session, signed_in.book, store).id
        session.commit()
        return scan

    return add


def form_of(signed_in, scan):
    page = signed_in.client.get(f"/scans/{scan.id}").text
    return fields_of(page, f"/scans/{scan.id}/reviews")


def accept(signed_in, scan, **changes):
    fields = {"next_step": "none"} | form_of(signed_in, scan) | changes
    return signed_in.client.post(f"/scans/{scan.id}/reviews", data=fields)


def state_of(session, scan) -> ScanState:
    session.expire_all()
    return session.get(Scan, scan.id).state


def test_the_card_lies_beside_its_form(signed_in, add_scan):
    scan = add_scan()

    page = signed_in.client.get(f"/scans/{scan.id}").text

    assert 'value="Tessier-Roy"' in page
    assert 'viewBox="0 0 1000 570"' in page
    assert 'data-ref="recto-2" points="80,180 480,180 480,220 80,220"' in page
    assert 'data-lines="recto-2"' in page


def test_doubt_is_said_in_words_and_where_a_value_was_read_is_told(signed_in, add_scan):
    page = signed_in.client.get(f"/scans/{add_scan().id}").text

    assert "<b>to check</b> 62&nbsp;%" in page
    assert "On the card: “Atelier Boréal inc.”" in page
    assert page.count("<b>to check</b>") == 2  # the organization and the note


def test_a_form_without_scripts_has_a_row_to_spare(signed_in, add_scan):
    fields = form_of(signed_in, add_scan())

    assert fields["phone_value"] == ["514 555-0147", ""]
    assert fields["phone_extension"] == ["12", ""]
    assert fields["email"] == ["noemie@atelier-boreal.example", ""]


def test_accepting_as_read_makes_the_contact_and_shows_it(signed_in, session, add_scan):
    scan = add_scan()

    response = accept(signed_in, scan)

    contact = session.query(Contact).one()
    assert response.headers["location"] == f"/contacts/{contact.id}?accepted=1"
    assert contact.full_name == "Noémie Tessier-Roy"
    assert contact.notes[0].text == "rappeler mardi\ndevis toiture verte"
    assert state_of(session, scan) is ScanState.REVIEWED
    page = signed_in.client.get(response.headers["location"]).text
    assert "rappeler mardi" in page
    assert f"/contacts/{contact.id}.vcf" in page


def test_after_a_card_comes_the_next_one(signed_in, add_scan):
    older, newer = add_scan(), add_scan()

    response = accept(signed_in, newer)

    assert response.headers["location"].startswith(f"/scans/{older.id}?saved=")
    assert "Saved:" in signed_in.client.get(response.headers["location"]).text


def test_tags_and_a_next_step_are_two_taps(signed_in, session, add_scan):
    today = Member(signed_in.account, signed_in.book).today()
    tomorrow = (today + timedelta(days=1)).isoformat()

    accept(signed_in, add_scan(), next_step=tomorrow, kind="write", new_tags="client, été")

    follow_up = session.query(FollowUp).one()
    assert (follow_up.due_on.isoformat(), follow_up.kind) == (tomorrow, "write")
    assert [tag.name for tag in session.query(Contact).one().tags] == ["client", "été"]


def test_no_next_step_is_a_choice(signed_in, session, add_scan):
    accept(signed_in, add_scan())

    assert session.query(FollowUp).count() == 0


def test_a_review_ends_with_a_day_or_with_an_explicit_none(signed_in, session, add_scan):
    scan = add_scan()

    refused = accept(signed_in, scan, next_step="", title=["Architecte"])

    assert refused.status_code == 422
    assert "Choose a day for the next step, or none." in refused.text
    assert fields_of(refused.text, f"/scans/{scan.id}/reviews")["title"] == ["Architecte"]
    assert session.query(Contact).count() == 0


def test_a_script_that_accepts_is_told_whom_and_what_comes_next(signed_in, add_scan):
    older, newer = add_scan(), add_scan()
    fields = form_of(signed_in, newer) | {"next_step": "none"}

    told = signed_in.client.post(
        f"/scans/{newer.id}/reviews", data=fields, headers={"Accept": "application/json"}
    ).json()

    assert told["name"] == "Noémie Tessier-Roy"
    assert told["location"] == f"/scans/{older.id}?saved={told['contact_id']}"


def test_what_comes_after_a_card_is_asked_for_ahead(signed_in, add_scan):
    older, newer = add_scan(), add_scan()

    def ask(scan):
        return signed_in.client.get(f"/scans/{scan.id}/next", headers={"HX-Request": "1"})

    assert ask(newer).headers["location"] == f"/scans/{older.id}"
    accept(signed_in, newer)
    assert ask(older).status_code == 204


def test_a_note_can_be_left_out(signed_in, session, add_scan):
    accept(signed_in, add_scan(), note_kept=[])

    assert session.query(Contact).one().notes == []


def test_what_cannot_be_kept_is_told_and_nothing_typed_is_lost(signed_in, session, add_scan):
    scan = add_scan()

    response = accept(
        signed_in,
        scan,
        email=["nonsense"],
        title=["Architecte"],
        note_text=["rappeler mercredi"],
        new_tags="client",
        next_step="other",
        due_on="2026-99-99",
    )

    assert response.status_code == 422
    assert state_of(session, scan) is ScanState.READY
    fields = fields_of(response.text, f"/scans/{scan.id}/reviews")
    assert fields["title"] == ["Architecte"]
    assert fields["note_text"] == ["rappeler mercredi"]
    assert fields["tag"] == ["client"]
    assert fields["next_step"] == ["other"]


def test_a_day_that_is_none_is_told_beside_the_day(signed_in, session, add_scan):
    response = accept(signed_in, add_scan(), next_step="other", due_on="2026-99-99")

    assert response.status_code == 422
    assert 'id="due_on-error"' in response.text
    assert session.query(Contact).count() == 0


def test_a_double_click_is_one_contact(signed_in, session, add_scan):
    scan = add_scan()
    fields = form_of(signed_in, scan) | {"next_step": "none"}

    locations = {
        signed_in.client.post(f"/scans/{scan.id}/reviews", data=fields).headers["location"]
        for _ in range(2)
    }

    assert len(locations) == 1
    assert session.query(Contact).count() == 1


def test_a_second_tab_that_accepts_something_else_sees_both_versions(signed_in, session, add_scan):
    scan = add_scan()
    fields = form_of(signed_in, scan) | {"next_step": "none"}
    signed_in.client.post(f"/scans/{scan.id}/reviews", data=fields)

    response = signed_in.client.post(
        f"/scans/{scan.id}/reviews", data=fields | {"title": ["Architecte"]}
    )

    assert response.status_code == 409
    contact = session.query(Contact).one()
    assert contact.title == "Conseillère en architecture durable"
    chosen = fields_of(response.text, f"/contacts/{contact.id}")
    again = signed_in.client.post(f"/contacts/{contact.id}", data=chosen)
    assert again.status_code == 303
    session.expire_all()
    assert session.query(Contact).one().title == "Architecte"


def test_a_scan_that_failed_says_why_and_can_be_typed_in(signed_in, session, add_scan):
    scan = add_scan(ScanState.FAILED, error_code="truncated_image")
    page = signed_in.client.get(f"/scans/{scan.id}").text
    assert "The picture is incomplete." in page
    assert f"/photos/{scan.sides[0].photo_id}/thumbnail?w=640" in page

    accept(signed_in, scan, given_name="Ada")

    assert session.query(Contact).one().full_name == "Ada"


def test_while_a_card_is_read_the_page_asks_again_and_is_answered_when_something_changed(
    signed_in, session, add_scan
):
    scan = add_scan(ScanState.WAITING)
    page = signed_in.client.get(f"/scans/{scan.id}").text
    assert f'hx-get="/scans/{scan.id}?seen=waiting"' in page
    assert page.count("<card-wait") == 1
    assert 'hx-trigger="every 1s"' in page

    def ask(seen):
        return signed_in.client.get(f"/scans/{scan.id}?seen={seen}", headers={"HX-Request": "1"})

    assert ask("waiting").status_code == 204
    scan.state = ScanState.READING
    session.commit()
    assert "Being read…" in ask("waiting").text
    scan.state, scan.reading = ScanState.READY, make_reading()
    session.commit()
    ready = ask("reading").text
    assert ready.lstrip().startswith('<card-review class="review" id="review"')
    scan.state = ScanState.DISCARDED
    session.commit()
    assert "This card was discarded." in ask("reading").text


def test_what_can_be_done_to_a_card_that_is_read_has_its_keys(signed_in, session, add_scan):
    before, after = add_scan(), add_scan()
    scan = add_scan(ScanState.READING)

    page = signed_in.client.get(f"/scans/{scan.id}?event=none").text

    keys = dict.fromkeys(re.findall(r'data-key="([^"]+)"', page))
    assert set(keys) == {"b", "n", "z", "s", "delete", "?"}
    assert f'href="/scans/{after.id}?event=none"' in page
    assert f'href="/scans/{before.id}?event=none"' in page
    assert f'action="/scans/{scan.id}/set-asides?event=none"' in page
    assert f'hx-get="/scans/{scan.id}?event=none&seen=reading"' in html.unescape(page)


def test_a_card_that_was_set_aside_says_so_and_what_is_doubtful_of_it(signed_in, session, add_scan):
    scan = add_scan(set_aside_at=now(), doubt_count=2)

    assert re.search(r"set aside \w+ \d+, 20", signed_in.client.get(f"/scans/{scan.id}").text)
    inbox = signed_in.client.get("/inbox").text
    assert "needs a look" in inbox
    assert '<span class="card__doubts" aria-hidden="true">2</span>' in inbox


def test_an_accepted_card_leads_to_its_contact(signed_in, session, add_scan):
    scan = add_scan()
    accept(signed_in, scan)
    contact = session.query(Contact).one()

    response = signed_in.client.get(f"/scans/{scan.id}")
    asked = signed_in.client.get(f"/scans/{scan.id}", headers={"HX-Request": "1"})

    assert response.headers["location"] == f"/contacts/{contact.id}"
    assert asked.headers["hx-redirect"] == f"/contacts/{contact.id}"


def test_an_accepted_card_can_be_reviewed_again(signed_in, session, add_scan):
    scan = add_scan()
    accept(signed_in, scan, title=["Architecte"])
    assert signed_in.client.post(f"/scans/{scan.id}/reopenings").status_code == 303

    fields = form_of(signed_in, scan)
    assert fields["title"] == ["Architecte"]
    response = accept(signed_in, scan, title=["Urbaniste"])

    assert response.status_code == 303
    session.expire_all()
    assert [one.title for one in session.query(Contact)] == ["Urbaniste"]


def test_the_remarks_of_a_reading_are_said_plainly(signed_in, add_scan):
    scan = add_scan(reading=make_reading() | {"remarks": ["no_card_found"]})

    assert "it was read as a whole" in signed_in.client.get(f"/scans/{scan.id}").text


def test_what_was_read_is_shown_and_never_run(signed_in, add_scan):
    reading = make_reading()
    reading["sides"][0]["lines"][2]["text"] = '"><script>x</script>'
    reading["contact"]["organization"]["value"] = '"><script>x</script>'

    page = signed_in.client.get(f"/scans/{add_scan(reading=reading).id}").text

    assert "<script>x" not in page


def test_what_is_in_doubt_says_so_and_what_is_certain_stays_quiet(signed_in, session, app):
    reading = make_reading()  # the organization with 0.62, the title with 0.95
    scan = build_scan(
        session, signed_in.book, app.state.photo_store, state=ScanState.READY, reading=reading
    )
    session.commit()

    page = signed_in.client.get(f"/scans/{scan.id}").text

    organization = re.search(r'<input[^>]* id="organization"[^>]*>', page).group()
    title = re.search(r'<input[^>]* id="title"[^>]*>', page).group()
    assert 'aria-describedby="organization-read"' in organization
    assert 'data-lines="recto-2"' in organization
    assert re.search(r'id="organization-read">\s*<b>to check</b> 62', page)
    assert "On the card: “Atelier Boréal inc.”" in page
    assert "aria-describedby" not in title
    assert 'data-lines="recto-1"' in title
    assert 'id="title-read"' not in page


def test_the_review_starts_from_what_was_said_after_the_shot(signed_in, session, add_scan):
    today = Member(signed_in.account, signed_in.book).today()
    fair = build_event(session, signed_in.book, name="Salon", place="Halle 3")
    in_three_days = (today + timedelta(days=3)).isoformat()
    scan = add_scan(
        event_id=fair.id,
        draft={
            "tags": ["client"],
            "follow_up": {"kind": "write", "due_on": in_three_days, "text": "devis"},
            "has_spare_card": True,
        },
    )

    page = signed_in.client.get(f"/scans/{scan.id}").text
    assert "Salon · Halle 3" in page
    fields = form_of(signed_in, scan)
    said = (fields["tag"], fields["next_step"], fields["kind"], fields["follow_up_text"])
    assert said == (["client"], [in_three_days], ["write"], ["devis"])
    assert fields["has_spare_card"] == ["1"]

    accept(signed_in, scan)

    contact = session.query(Contact).one()
    assert [tag.name for tag in contact.tags] == ["client"]
    assert contact.has_spare_card
    follow_up = session.query(FollowUp).one()
    assert (follow_up.due_on.isoformat(), follow_up.kind, follow_up.text) == (
        in_three_days,
        "write",
        "devis",
    )


def test_a_day_of_the_draft_that_is_no_quick_one_stands_in_its_field(signed_in, add_scan):
    today = Member(signed_in.account, signed_in.book).today()
    day = (today + timedelta(days=40)).isoformat()
    step = {"kind": "call", "due_on": day, "text": ""}
    scan = add_scan(draft={"tags": [], "follow_up": step, "has_spare_card": False})

    fields = form_of(signed_in, scan)

    assert (fields["next_step"], fields["due_on"]) == (["other"], [day])


def test_a_person_may_decide_otherwise_than_they_said_after_the_shot(signed_in, session, add_scan):
    scan = add_scan(draft={"tags": ["client"], "follow_up": None, "has_spare_card": True})

    accept(signed_in, scan, tag=[], has_spare_card=[])

    contact = session.query(Contact).one()
    assert (contact.tags, contact.has_spare_card) == ([], False)


def test_a_card_reviewed_again_starts_from_its_contact_and_not_from_the_draft(
    signed_in, session, add_scan
):
    scan = add_scan(draft={"tags": ["client"], "follow_up": None, "has_spare_card": True})
    accept(signed_in, scan, tag=["ami"], has_spare_card=[])
    signed_in.client.post(f"/scans/{scan.id}/reopenings")

    fields = form_of(signed_in, scan)

    assert fields["tag"] == ["ami"]
    assert "has_spare_card" not in fields


def test_what_the_phone_says_while_the_form_is_open_reaches_the_contact(
    signed_in, session, add_scan
):
    scan = add_scan(draft={"tags": ["client", "bois"], "follow_up": None, "has_spare_card": False})
    fields = form_of(signed_in, scan) | {"tag": ["client"], "next_step": "none"}
    step = {"kind": "call", "due_on": "2026-12-01", "text": "devis"}
    said = {"tags": ["client", "bois", "salon"], "follow_up": step, "has_spare_card": True}
    assert signed_in.client.put(f"/api/scans/{scan.id}/draft", json=said).status_code == 200

    for _twice in range(2):
        signed_in.client.post(f"/scans/{scan.id}/reviews", data=fields)

    session.expire_all()
    contact = session.get(Scan, scan.id).contact
    assert {tag.name for tag in contact.tags} == {"client", "salon"}, "what was taken away stays so"
    assert [(one.kind, one.text) for one in contact.follow_ups] == [("call", "devis")]
    assert contact.has_spare_card


@pytest.mark.parametrize("seen", ["", "{", "[]", "7", '{"follow_up": {"kind": "call"}}'])
def test_a_form_that_does_not_say_what_it_started_from_is_accepted_as_it_is(
    signed_in, session, add_scan, seen
):
    scan = add_scan(draft={"tags": ["bois"], "follow_up": None, "has_spare_card": False})

    accept(signed_in, scan, tag=[], draft_seen=seen)

    assert state_of(session, scan) is ScanState.REVIEWED
    assert session.get(Scan, scan.id).contact.tags == []
