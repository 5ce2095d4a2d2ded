"""What notes propose is offered on the review, and taken only when a person takes it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from app.models import FollowUp, FollowUpKind, ScanState
from app.suggestions import SuggestedStep, read_suggested_step, suggest
from ocr.types import Proposal, ProposalKind
from tests.builders import build_scan
from tests.readings import evidence, make_reading

CALL = SuggestedStep(FollowUpKind.CALL, date(2026, 11, 24), "rappeler mardi 14h")


def proposal(kind: ProposalKind, due: str = "", value: str = "", confidence: float = 0.9):
    return Proposal(kind, "rappeler mardi 14h", due, value, confidence, ())


def test_a_step_with_a_day_is_offered_and_one_without_is_not():
    offered = suggest(
        [proposal(ProposalKind.CALL, "2026-11-24"), proposal(ProposalKind.WRITE, due="")]
    )

    assert offered.steps == (CALL,)


def test_tags_are_offered_once_the_most_certain_first():
    offered = suggest(
        [
            proposal(ProposalKind.TAG, value="prospect", confidence=0.6),
            proposal(ProposalKind.TAG, value="urgent", confidence=0.8),
            proposal(ProposalKind.TAG, value="prospect", confidence=0.5),
        ]
    )

    assert offered.tags == ("urgent", "prospect")
    assert offered.steps == ()


@given(
    st.sampled_from(FollowUpKind),
    st.dates(),
    st.text(st.characters(exclude_categories=["Cs"])),
)
def test_a_choice_is_read_back_as_it_was_offered(kind, day, words):
    step = SuggestedStep(kind, day, words)

    assert read_suggested_step(step.choice) == step


@pytest.mark.parametrize("choice", ["", "other", "2026-11-24", "call@", "shout@2026-11-24@x", "@@"])
def test_any_other_choice_is_no_suggestion(choice):
    assert read_suggested_step(choice) is None


@pytest.fixture
def scan(session, signed_in, app):
    reading = make_reading()
    reading["handwriting"] = [
        {"text": "rappeler mardi 14h", "side": "recto", "quad": [[0, 0], [9, 0], [9, 9], [0, 9]]}
        | evidence(0.9, 0)
    ]
    reading["proposals"] = [
        {
            "kind": "call",
            "text": "rappeler mardi 14h",
            "due": "2026-11-24",
            "time": "14:00",
            "value": "",
            "note": 0,
            "span": [0, 18],
        }
        | evidence(0.9, 0)
    ]
    scan = build_scan(
        session, signed_in.book, app.state.photo_store, state=ScanState.READY, reading=reading
    )
    session.commit()
    return scan


def test_the_review_offers_the_step_and_chooses_nothing(scan, signed_in):
    page = signed_in.client.get(f"/scans/{scan.id}").text

    assert f'value="{CALL.choice}"' in page
    assert f'value="{CALL.choice}" checked' not in page


def test_the_step_is_taken_with_the_words_of_the_note(scan, session, signed_in):
    answer = signed_in.client.post(
        f"/scans/{scan.id}/reviews",
        data={"given_name": "Noémie", "family_name": "Tessier", "next_step": CALL.choice},
        follow_redirects=False,
    )

    assert answer.status_code == 303
    (follow_up,) = session.scalars(select(FollowUp))
    assert (follow_up.kind, follow_up.due_on) == (FollowUpKind.CALL, CALL.due_on)
    assert follow_up.text == "rappeler mardi 14h"
