"""The pages about events: the list, one event, a new one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated
from uuid import uuid4

from fastapi import APIRouter, Depends, Request
from sqlalchemy.orm import Session
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from app import events
from app.contact_form import PostedForm, text_of
from app.db import DbSession
from app.deps import CurrentMember
from app.events import EventCounts, EventValues, InvalidEventError
from app.models import Event, EventKind
from app.render import render

router = APIRouter()

_MOST_SHOWN = 500
_FIELDS = ("name", "kind", "day", "place", "goal")


def find_event(event_id: int, session: DbSession, member: CurrentMember) -> Event:
    """Give the event in the path, if it is in the member's book."""
    return events.get_event(session, member.book_id, event_id)


EventInPath = Annotated[Event, Depends(find_event, scope="function")]


@router.get("/events")
def list_events(
    request: Request, session: DbSession, member: CurrentMember, *, deleted: bool = False
) -> Response:
    """Show a book's events, the latest day first."""
    counted = events.count_met(session, member.book_id)
    found = events.list_events(session, member.book_id, _MOST_SHOWN)
    context = {
        "events": [(event, counted.get(event.id, EventCounts())) for event in found],
        "kinds": events.KIND_NAMES,
        "is_deleted": deleted,
    }
    return render(request, "events/list.html", context)


@router.get("/events/new")
def show_new(request: Request, member: CurrentMember) -> Response:
    """Show an empty form, for an event of today."""
    texts = {"kind": EventKind.A_LA_CARTE.value, "day": member.today().isoformat()}
    return _show_form(request, None, texts, {}, client_key=uuid4().hex)


@router.post("/events")
def create_event(
    request: Request, session: DbSession, member: CurrentMember, form: PostedForm
) -> Response:
    """Add an event; the same form sent twice is one event."""
    # The key was made with the form.
    client_key = text_of(form, "client_key") or uuid4().hex
    try:
        events.save_event(session, member.book_id, client_key, _read(form))
    except InvalidEventError as error:
        return _show_again(request, None, form, error, client_key=client_key)
    return RedirectResponse("/events", status_code=303)


@router.get("/events/{event_id:int}")
def show_event(
    request: Request, session: DbSession, event: EventInPath, *, saved: bool = False
) -> Response:
    """Show one event, to correct it."""
    texts = {
        "name": event.name,
        "kind": event.kind.value,
        "day": event.held_on.isoformat(),
        "place": event.place,
        "goal": str(event.goal) if event.goal else "",
    }
    return _show_form(request, event, texts, {}, counts=_counts(session, event), is_saved=saved)


@router.post("/events/{event_id:int}")
def save_event(
    request: Request, session: DbSession, event: EventInPath, form: PostedForm
) -> Response:
    """Save the form."""
    try:
        events.change_event(session, event, _read(form))
    except InvalidEventError as error:
        return _show_again(request, event, form, error, counts=_counts(session, event))
    return RedirectResponse(f"/events/{event.id}?saved=1", status_code=303)


@router.post("/events/{event_id:int}/deletions")
def delete_event(session: DbSession, event: EventInPath) -> Response:
    """Remove an event; the cards that were given there stay, without it."""
    events.delete_event(session, event)
    return RedirectResponse("/events?deleted=1", status_code=303)


def _counts(session: Session, event: Event) -> EventCounts:
    return events.count_met(session, event.book_id).get(event.id, EventCounts())


def _read(form: FormData) -> EventValues:
    """Read the form of an event; what it holds is checked where it is saved.

    Raises:
        InvalidEventError: If the day is none, or the goal no number.
    """
    kind, goal = text_of(form, "kind"), text_of(form, "goal").strip()
    try:
        day = date.fromisoformat(text_of(form, "day").strip())
    except ValueError as error:
        raise InvalidEventError("This is not a day an event can have.", "day") from error
    if goal and not (goal.isascii() and goal.isdecimal() and len(goal) < 9):
        raise InvalidEventError("The goal is a number of people, at most 9999.", "goal")
    return EventValues(
        name=text_of(form, "name"),
        day=day,
        kind=EventKind(kind) if kind in list(EventKind) else EventKind.A_LA_CARTE,
        place=text_of(form, "place"),
        goal=int(goal or 0),
    )


def _show_again(
    request: Request,
    event: Event | None,
    form: FormData,
    error: InvalidEventError,
    *,
    client_key: str = "",
    counts: EventCounts | None = None,
) -> Response:
    """Show what was typed, with what is wrong beside its field."""
    texts = {name: text_of(form, name) for name in _FIELDS}
    errors = {error.field: error.hint}
    return _show_form(
        request, event, texts, errors, client_key=client_key, counts=counts, status_code=422
    )


def _show_form(
    request: Request,
    event: Event | None,
    texts: Mapping[str, str],
    errors: Mapping[str, str],
    *,
    client_key: str = "",
    counts: EventCounts | None = None,
    is_saved: bool = False,
    status_code: int = 200,
) -> Response:
    context = {
        "event": event,
        "texts": {name: texts.get(name, "") for name in _FIELDS},
        "errors": errors,
        "client_key": client_key,
        "counts": counts or EventCounts(),
        "is_saved": is_saved,
        "kinds": events.KIND_NAMES,
        "kind_hints": events.KIND_HINTS,
    }
    return render(request, "events/edit.html", context, status_code=status_code)
