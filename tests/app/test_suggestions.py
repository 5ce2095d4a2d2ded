"""What notes propose is offered on the review, and taken only when a person takes it."""

from __future__ import annotations

from datetime import date
from html import unescape

import pytest
from sqlalchemy import select

from app.models import Contact, FollowUp, FollowUpKind, ScanState
from app.suggestions import suggest
from ocr.types import Proposal, ProposalKind
from tests.builders import build_photo, build_scan
from tests.readings import evidence, make_reading

TODAY = date(2026, 11, 20)


def proposal(
    kind: ProposalKind,
    text: str = "rappeler mardi 14h",
    due: str = "",
    value: str = "",
    confidence: float = 0.9,
    **more: int,
) -> Proposal:
    return Proposal(kind, text, due, value, confidence, (), **more)


def test_a_step_keeps_the_day_of_the_note():
    (one,) = suggest([proposal(ProposalKind.CALL, due="2026-11-24")], TODAY)

    assert (one.step, one.due_on, one.is_day_known) == (
        FollowUpKind.CALL,
        date(2026, 11, 24),
        True,
    )
    assert one.words == "rappeler mardi 14h"


def test_a_step_without_a_day_gets_one_to_start_with_and_says_so():
    (one,) = suggest([proposal(ProposalKind.WRITE)], TODAY)

    assert (one.due_on, one.is_day_known) == (date(2026, 11, 27), False)


def test_every_kind_of_proposal_is_offered():
    offered = suggest([proposal(kind, str(kind), value="x") for kind in ProposalKind], TODAY)

    assert len(offered) == len(ProposalKind)
    assert {one.step for one in offered} == {*FollowUpKind, None}


def test_a_referral_is_somebody_to_introduce():
    (one,) = suggest([proposal(ProposalKind.REFERRAL, "connaît le directeur")], TODAY)

    assert (one.step, one.is_referral) == (FollowUpKind.INTRODUCE, True)


def test_the_same_tag_of_two_notes_is_offered_once_and_one_without_a_word_never():
    offered = suggest(
        [
            proposal(ProposalKind.TAG, value="prospect"),
            proposal(ProposalKind.TAG, value="prospect", note=1),
            proposal(ProposalKind.TAG),
        ],
        TODAY,
    )

    assert [one.tag for one in offered] == ["prospect"]


def test_one_that_is_unsure_says_so():
    sure, unsure = suggest(
        [
            proposal(ProposalKind.CALL, confidence=0.9),
            proposal(ProposalKind.WRITE, confidence=0.5, note=1),
        ],
        TODAY,
    )

    assert (sure.is_doubtful, unsure.is_doubtful) == (False, True)


NOTE = "rappeler mardi 14h\nconnaît le directeur de la caisse\n2e carte pour l’imprimeur\nprospect"


def proposed(kind: str, text: str, due: str = "", value: str = "") -> dict[str, object]:
    span = [NOTE.index(text), NOTE.index(text) + len(text)]
    row = {"kind": kind, "text": text, "due": due, "time": "", "value": value}
    return row | {"note": 0, "span": span} | evidence(0.9, 0)


@pytest.fixture
def scan(session, signed_in, app):
    reading = make_reading()
    quad = [[0, 0], [9, 0], [9, 9], [0, 9]]
    reading["handwriting"] = [{"text": NOTE, "side": "recto", "quad": quad} | evidence(0.9, 0)]
    reading["proposals"] = [
        proposed("call", "rappeler mardi 14h", due="2026-11-24"),
        proposed("referral", "connaît le directeur de la caisse"),
        proposed("spare_card", "2e carte pour l’imprimeur", value="l’imprimeur"),
        proposed("tag", "prospect", value="prospect"),
    ]
    store = app.state.photo_store
    reading["note_pictures"] = [build_photo(session, signed_in.book, store).id]
    scan = build_scan(session, signed_in.book, store, state=ScanState.READY, reading=reading)
    session.commit()
    return scan


def accept(signed_in, scan, **data: object):
    return signed_in.client.post(
        f"/scans/{scan.id}/reviews",
        data={"given_name": "Noémie", "family_name": "Tessier", "next_step": "none"} | data,
        follow_redirects=False,
    )


def test_the_review_shows_every_proposal_with_its_words_below_the_note_and_ticks_none(
    scan, signed_in
):
    page = unescape(signed_in.client.get(f"/scans/{scan.id}").text)

    below = page[page.index('class="hand-note"') :]
    for words in NOTE.split("\n"):
        assert f"<q>{words}</q>" in below
    assert "Introduce, or recommend" in below
    assert 'name="has_spare_card" value="1"' in below
    assert below.count('name="has_spare_card"') == 1  # below its note, and nowhere else
    assert 'value="2026-11-24"' in below
    proposals = below[below.index('class="proposals"') : below.index("</fieldset>")]
    assert "checked" not in proposals


def test_nothing_is_taken_that_was_not_ticked(scan, session, signed_in):
    steps = {
        "step": ["0-0", "0-1"],
        "step_kind": ["call", "introduce"],
        "step_day": ["2026-11-24", "2026-11-29"],
        "step_words": ["rappeler mardi 14h", "connaît le directeur de la caisse"],
    }

    assert accept(signed_in, scan, **steps).status_code == 303
    assert session.scalars(select(FollowUp)).all() == []
    assert session.scalars(select(Contact)).one().tags == []


def test_what_was_ticked_is_taken_with_the_words_of_the_note_and_the_day_chosen(
    scan, session, signed_in
):
    day = signed_in.account.created_at.date().replace(day=28).isoformat()
    answer = accept(
        signed_in,
        scan,
        step=["0-0", "0-1"],
        step_taken=["0-1"],
        step_kind=["call", "introduce"],
        step_day=["2026-11-24", day],
        step_words=["rappeler mardi 14h", "connaît le directeur de la caisse"],
        has_spare_card="1",
    )

    assert answer.status_code == 303
    (follow_up,) = session.scalars(select(FollowUp))
    assert follow_up.kind is FollowUpKind.INTRODUCE
    assert follow_up.due_on.isoformat() == day
    assert follow_up.text == "connaît le directeur de la caisse"
    contact = session.scalars(select(Contact)).one()
    assert contact.has_spare_card
    assert contact.tags == []


def test_a_form_that_is_shown_again_keeps_what_was_ticked(scan, session, signed_in):
    day = signed_in.account.created_at.date().replace(day=27).isoformat()
    answer = accept(
        signed_in,
        scan,
        email="nobody at nowhere",
        step=["0-0", "0-1"],
        step_taken=["0-1"],
        step_kind=["call", "introduce"],
        step_day=["2026-11-24", day],
        step_words=["rappeler mardi 14h", "connaît le directeur de la caisse"],
        tag=["prospect"],
    )

    assert answer.status_code == 422
    assert 'name="step_taken" value="0-1" checked' in answer.text
    assert 'name="step_taken" value="0-0" checked' not in answer.text
    assert f'name="step_day" value="{day}"' in answer.text
    assert answer.text.count('name="tag" value="prospect" checked') == 1
