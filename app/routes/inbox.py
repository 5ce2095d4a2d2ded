"""The inbox: every card that waits for its reading or for its owner, as a queue."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter, Request
from sqlalchemy.orm import Session
from starlette.responses import RedirectResponse, Response

from app.db import DbSession
from app.deps import CurrentMember, Member
from app.i18n import mark
from app.inbox import InboxCard, describe_scan
from app.render import render
from app.review_queue import (
    INBOX,
    WITHOUT_EVENT,
    QueueFilter,
    QueueState,
    count_by_event,
    count_by_state,
    count_to_review,
    first_to_review,
    list_queue,
    read_filter,
)

router = APIRouter()

PAGE_LENGTH = 60
_MOST_EVENTS = 8
"""Events to choose from: the latest ones; and the one that is chosen."""

STATE_NAMES = {
    QueueState.WAITING: mark("Waiting"),
    QueueState.READING: mark("Being read"),
    QueueState.READY: mark("Ready"),
    QueueState.NEEDS_LOOK: mark("Needs a look"),
    QueueState.FAILED: mark("Could not be read"),
    QueueState.SET_ASIDE: mark("Set aside for later"),
    QueueState.DISCARDED: mark("Discarded"),
}
"""English message ids, in the order of the filters."""


@router.get("/inbox")
def show_inbox(
    request: Request,
    session: DbSession,
    member: CurrentMember,
    state: str = "",
    event: str = "",
    before: int | None = None,
    discarded: int | None = None,
) -> Response:
    """Show the cards, the newest first.

    Args:
        request: For the language.
        session: Where the scans are.
        member: Whose inbox.
        state: Only cards that stand there, as app.review_queue.QueueState names it.
        event: Only cards of this event, as app.review_queue.read_filter takes it.
        before: Only cards further down than this scan: the next page.
        discarded: A scan that was just discarded, to offer bringing it back.
    """
    context = _queue(session, member, read_filter(state, event), before)
    return render(request, "inbox/show.html", context | {"discarded": discarded})


@router.get("/review")
def start_review(session: DbSession, member: CurrentMember, event: str = "") -> Response:
    """Lead to the card that a review begins with; to the inbox when nothing is ready.

    Args:
        session: Where the scans are.
        member: Whose.
        event: Of which event, as app.review_queue.read_filter takes it; kept in the address.
    """
    wanted = read_filter(event=event)
    first_id = first_to_review(session, member.book_id, wanted)
    page = "/inbox" if first_id is None else f"/scans/{first_id}"
    return RedirectResponse(f"{page}{wanted.to_query()}", status_code=303)


@router.get("/inbox/rows")
def show_rows(
    request: Request,
    session: DbSession,
    member: CurrentMember,
    state: str = "",
    event: str = "",
    before: int | None = None,
    seen: str = "",
) -> Response:
    """Show the cards alone: the page asks for them while one is on its way.

    204 while everything is as the page shows it, which names that by `seen`.
    """
    context = _queue(session, member, read_filter(state, event), before)
    if context["seen"] == seen:
        return Response(status_code=204)
    return render(request, "inbox/_rows.html", context)


def _queue(
    session: Session, member: Member, wanted: QueueFilter, before: int | None
) -> dict[str, Any]:
    book_id = member.book_id
    found = list_queue(session, book_id, wanted, limit=PAGE_LENGTH + 1, before_id=before)
    cards = [describe_scan(scan) for scan in found[:PAGE_LENGTH]]
    counts = count_by_state(session, book_id, wanted)
    total = sum(counts[state] for state in INBOX)
    pending = counts[QueueState.WAITING] + counts[QueueState.READING]
    return {
        "cards": cards,
        "wanted": wanted,
        "query": wanted.to_query(),
        "event_query": QueueFilter(
            event_id=wanted.event_id, is_without_event=wanted.is_without_event
        ).to_query(),
        "before": before,
        "next_before": cards[-1].id if len(found) > PAGE_LENGTH else None,
        "counts": counts,
        "total": total,
        "pending": pending,
        "to_review": count_to_review(session, book_id, wanted),
        "states": _state_choices(wanted, counts, total),
        "events": _event_choices(session, book_id, wanted),
        "seen": _fingerprint(cards, counts),
    }


def _state_choices(
    wanted: QueueFilter, counts: dict[QueueState, int], total: int
) -> list[dict[str, Any]]:
    """Give the states to choose from: those that hold a card, and the one that is chosen."""
    choices: list[dict[str, Any]] = [
        {"state": state, "name": name, "cards": counts[state]}
        for state, name in STATE_NAMES.items()
        if counts[state] or state is wanted.state
    ]
    choices.insert(0, {"state": None, "name": mark("All"), "cards": total})
    for choice in choices:
        choice["is_chosen"] = choice["state"] is wanted.state
        there = QueueFilter(choice["state"], wanted.event_id, wanted.is_without_event)
        choice["address"] = f"/inbox{there.to_query()}"
    return choices


def _event_choices(session: Session, book_id: int, wanted: QueueFilter) -> list[dict[str, Any]]:
    """Give the events to choose from; none when there is nothing to tell apart."""
    counted = count_by_event(session, book_id, wanted)
    if len(counted) < 2 and not wanted.event:
        return []
    choices: list[dict[str, Any]] = [
        {
            "event": one.event,
            "cards": one.cards,
            "key": str(one.event.id) if one.event else WITHOUT_EVENT,
        }
        for one in counted
    ]
    shown = [
        choice
        for index, choice in enumerate(choices)
        if index < _MOST_EVENTS or choice["key"] == wanted.event or choice["event"] is None
    ]
    for choice in shown:
        choice["is_chosen"] = choice["key"] == wanted.event
        choice["address"] = f"/inbox{read_filter(wanted.state or '', choice['key']).to_query()}"
    return shown


def _fingerprint(cards: Sequence[InboxCard], counts: dict[QueueState, int]) -> str:
    """Name what a page shows: another name, another page."""
    shown = repr((cards, sorted(counts.items())))
    return hashlib.blake2b(shown.encode(), digest_size=8).hexdigest()
