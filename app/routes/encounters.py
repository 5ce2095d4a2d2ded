"""The pages about meetings with a person, and how deep the tie is."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from sqlalchemy.orm import Session
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from app import bin as waste
from app import encounters
from app.api.contacts import AnyContactInPath, ContactInPath
from app.contact_form import PostedForm, number_of, text_of
from app.contacts import change_stage
from app.db import DbSession
from app.deps import CurrentMember, Member
from app.encounters import EncounterValues, InvalidEncounterError
from app.errors import InvalidError
from app.events import list_events
from app.models import Contact, Encounter, Event, Stage
from app.render import render

router = APIRouter()

_EVENTS_OFFERED = 30


@router.get("/contacts/{contact_id:int}/encounters/new")
def show_new(
    request: Request, session: DbSession, member: CurrentMember, contact: ContactInPath
) -> Response:
    """Show the form of a meeting that left no card."""
    values = EncounterValues(member.today())
    return _show(request, session, contact, None, _fields_of(values))


@router.post("/contacts/{contact_id:int}/encounters")
def add_encounter(
    request: Request,
    session: DbSession,
    member: CurrentMember,
    contact: ContactInPath,
    form: PostedForm,
) -> Response:
    """Add a meeting with a person."""
    try:
        encounters.meet(session, contact, _read(form, member), account_id=member.account.id)
    except InvalidEncounterError as error:
        return _show(request, session, contact, None, _typed(form), error)
    return _back(contact)


@router.get("/contacts/{contact_id:int}/encounters/{encounter_id:int}")
def show_encounter(
    request: Request, session: DbSession, contact: ContactInPath, encounter_id: int
) -> Response:
    """Show the form of an encounter."""
    one = encounters.get_encounter(contact, encounter_id)
    values = EncounterValues(one.met_on, one.event_id, one.place, one.text)
    return _show(request, session, contact, one, _fields_of(values))


@router.post("/contacts/{contact_id:int}/encounters/{encounter_id:int}")
def save_encounter(
    request: Request,
    session: DbSession,
    member: CurrentMember,
    contact: ContactInPath,
    encounter_id: int,
    form: PostedForm,
) -> Response:
    """Correct an encounter."""
    one = encounters.get_encounter(contact, encounter_id)
    try:
        encounters.edit_encounter(
            session, contact, one.id, _read(form, member), account_id=member.account.id
        )
    except InvalidEncounterError as error:
        return _show(request, session, contact, one, _typed(form), error)
    return _back(contact)


@router.post("/contacts/{contact_id:int}/encounters/{encounter_id:int}/deletions")
def delete_encounter(
    session: DbSession, member: CurrentMember, contact: ContactInPath, encounter_id: int
) -> Response:
    """Remove an encounter that never was; the history takes that back."""
    encounters.delete_encounter(session, contact, encounter_id, account_id=member.account.id)
    return _back(contact)


def _read(form: FormData, member: Member) -> EncounterValues:
    values = EncounterValues(
        encounters.read_met_on(text_of(form, "met_on")),
        number_of(form, "event_id"),
        text_of(form, "place"),
        text_of(form, "text"),
    )
    return encounters.check_encounter(values, member.today())


def _fields_of(values: EncounterValues) -> dict[str, str]:
    return {
        "met_on": values.met_on.isoformat(),
        "event_id": str(values.event_id or ""),
        "place": values.place,
        "text": values.text,
    }


def _typed(form: FormData) -> dict[str, str]:
    return {name: text_of(form, name) for name in ("met_on", "event_id", "place", "text")}


def _show(
    request: Request,
    session: Session,
    contact: Contact,
    encounter: Encounter | None,
    fields: dict[str, str],
    error: InvalidEncounterError | None = None,
) -> Response:
    context: dict[str, Any] = {
        "contact": contact,
        "encounter": encounter,
        "events": _events_offered(session, contact, encounter),
        "fields": fields,
        "errors": {error.field: error.hint} if error else {},
    }
    return render(request, "contacts/encounter.html", context, status_code=422 if error else 200)


def _events_offered(session: Session, contact: Contact, encounter: Encounter | None) -> list[Event]:
    """Give the latest events, and the encounter's own however old it is."""
    events = list_events(session, contact.book_id, _EVENTS_OFFERED)
    own = encounter.event if encounter else None
    return events if own is None or own in events else [own, *events]


def _back(contact: Contact) -> Response:
    return RedirectResponse(f"/contacts/{contact.id}#encounters", status_code=303)


@router.post("/contacts/{contact_id:int}/stages")
def save_stage(
    session: DbSession, member: CurrentMember, contact: ContactInPath, form: PostedForm
) -> Response:
    """Say how deep the tie with a person is."""
    wanted = text_of(form, "stage")
    if wanted not in Stage.__members__.values():
        raise InvalidError
    change_stage(session, contact, Stage(wanted), account_id=member.account.id)
    return RedirectResponse(f"/contacts/{contact.id}", status_code=303)


@router.post("/contacts/{contact_id:int}/archivings")
def archive_contact(session: DbSession, member: CurrentMember, contact: ContactInPath) -> Response:
    """Take a person out of sight; their page offers to bring them back."""
    waste.archive_contact(session, contact, account_id=member.account.id)
    return RedirectResponse(f"/contacts/{contact.id}", status_code=303)


@router.post("/contacts/{contact_id:int}/unarchivings")
def unarchive_contact(
    session: DbSession, member: CurrentMember, contact: ContactInPath
) -> Response:
    """Bring a person back from the archive."""
    waste.unarchive_contact(session, contact, account_id=member.account.id)
    return RedirectResponse(f"/contacts/{contact.id}", status_code=303)


@router.post("/contacts/{contact_id:int}/restorations")
def restore_contact(
    session: DbSession, member: CurrentMember, contact: AnyContactInPath
) -> Response:
    """Bring a person back from the bin."""
    waste.restore_contact(session, contact, account_id=member.account.id)
    return RedirectResponse(f"/contacts/{contact.id}", status_code=303)
