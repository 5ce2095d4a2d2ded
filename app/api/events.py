"""Events over the API: where cards are met."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.orm import Session

from app import events
from app.db import DbSession
from app.deps import CurrentMember
from app.errors import NotFoundError
from app.events import EventCounts, EventValues, UnknownEventError
from app.models import Event, EventKind

router = APIRouter(tags=["events"])


class EventIn(BaseModel):
    """What its owner says about an event."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(description="At most 200 characters.")
    day: date
    kind: EventKind = EventKind.A_LA_CARTE
    place: str = Field(default="", description="At most 200 characters.")
    goal: int = Field(default=0, description="How many people to meet, 0 to 9999; 0 for no goal.")


class EventOut(BaseModel):
    """An event, and what was brought home from it."""

    id: int
    key: str = Field(description="Chosen by whoever made it.")
    name: str
    kind: EventKind
    day: date
    place: str
    goal: int
    card_count: int = Field(description="Cards that were not discarded.")
    people_count: int = Field(
        description="Each contact once; a card that nobody has reviewed is one person."
    )


class EventList(BaseModel):
    """Events, the latest day first."""

    events: list[EventOut]


def tell_event(event: Event, counted: Mapping[int, EventCounts]) -> EventOut:
    """Put an event into the API's form."""
    counts = counted.get(event.id, EventCounts())
    return EventOut(
        id=event.id,
        key=event.client_key,
        name=event.name,
        kind=event.kind,
        day=event.held_on,
        place=event.place,
        goal=event.goal,
        card_count=counts.cards,
        people_count=counts.people,
    )


def tell_latest_events(session: Session, book_id: int, limit: int) -> list[EventOut]:
    """Give a book's events in the API's form, the latest day first."""
    found = events.list_events(session, book_id, limit)
    counted = events.count_met(session, book_id) if found else {}
    return [tell_event(event, counted) for event in found]


@router.get("/events")
def list_events(
    session: DbSession,
    member: CurrentMember,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> EventList:
    """List events, the latest day first."""
    return EventList(events=tell_latest_events(session, member.book_id, limit))


@router.put("/events/{client_key}", responses={201: {"model": EventOut}})
def save_event(
    response: Response,
    session: DbSession,
    member: CurrentMember,
    client_key: str,
    said: EventIn,
) -> EventOut:
    """Add an event, 201, or give one that is known other values, 200.

    The key is chosen by whoever makes the event: up to 64 letters, digits and ._:- .
    """
    values = EventValues(said.name, said.day, said.kind, said.place, said.goal)
    event, is_new = events.save_event(session, member.book_id, client_key, values)
    response.status_code = 201 if is_new else 200
    return tell_event(event, {} if is_new else events.count_met(session, member.book_id))


@router.delete("/events/{client_key}", status_code=204)
def delete_event(session: DbSession, member: CurrentMember, client_key: str) -> None:
    """Delete an event for good; its cards and its people stay. Its key makes no event any more."""
    try:
        event = events.find_event(session, member.book_id, client_key)
    except UnknownEventError as error:
        raise NotFoundError from error  # of what a path names, as everywhere
    events.delete_event(session, event)
