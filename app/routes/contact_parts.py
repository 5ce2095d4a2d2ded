"""One part of a person changed in its place.

Each has a small page of its own, of which the page of the person takes the form when a script is
there (js/edit-here.js).
"""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from app import contact_parts
from app.api.contacts import ContactInPath
from app.contact_form import PostedForm, read_values, text_of
from app.contact_parts import PartChangedError, stamp_of, stamp_of_text
from app.contact_values import ContactValues, InvalidContactError, values_of
from app.db import DbSession
from app.deps import CurrentMember, CurrentSettings
from app.history import list_changes
from app.links import service_name
from app.models import Contact
from app.render import render

router = APIRouter()


@router.get("/contacts/{contact_id:int}/parts/{place}")
def edit_part(request: Request, contact: ContactInPath, place: str) -> Response:
    """Show the form of one part."""
    contact_parts.require_place(place)
    return _show_part(request, contact, place, values_of(contact))


@router.post("/contacts/{contact_id:int}/parts/{place}")
def save_part(
    request: Request,
    session: DbSession,
    member: CurrentMember,
    settings: CurrentSettings,
    contact: ContactInPath,
    place: str,
    form: PostedForm,
) -> Response:
    """Save one part: 422 with what cannot be kept, 409 with both versions."""
    contact_parts.require_place(place)
    mine = read_values(form)
    try:
        contact_parts.save_part(
            session,
            contact,
            place,
            mine,
            stamp=text_of(form, "stamp"),
            account_id=member.account.id,
            region=settings.default_region,
        )
    except InvalidContactError as error:
        typed = {"errors": error.errors, "stamp": text_of(form, "stamp")}
        return _show_part(request, contact, place, error.values, typed, status_code=422)
    except PartChangedError as error:
        wanted = contact_parts.with_part(error.contact, place, mine)
        changes = list_changes(session, error.contact, limit=1)
        shown: dict[str, Any] = {"theirs": error.theirs, "changes": changes}
        return _show_part(request, error.contact, place, wanted, shown, status_code=409)
    return RedirectResponse(f"/contacts/{contact.id}#part-{place}", status_code=303)


def _show_part(
    request: Request,
    contact: Contact,
    place: str,
    values: ContactValues,
    shown: dict[str, Any] | None = None,
    *,
    status_code: int = 200,
) -> Response:
    context = {
        "part": place,
        "action": f"/contacts/{contact.id}/parts/{place}",
        "values": values,
        # Who saves over a conflict has seen what is saved now.
        "stamp": stamp_of(values_of(contact), place),
    }
    return _show(request, contact, context | (shown or {}), status_code)


@router.post("/contacts/{contact_id:int}/portrait-removals")
def remove_portrait(session: DbSession, member: CurrentMember, contact: ContactInPath) -> Response:
    """Let go of the picture that an address book had of a person."""
    contact_parts.remove_portrait(session, contact, account_id=member.account.id)
    return RedirectResponse(f"/contacts/{contact.id}", status_code=303)


@router.get("/contacts/{contact_id:int}/notes/{note_id:int}")
def edit_note(request: Request, contact: ContactInPath, note_id: int) -> Response:
    """Show the form of a handwritten note's text, beside its picture."""
    note = contact_parts.get_note(contact, note_id)
    return _show_note(request, contact, note_id, note.text)


@router.post("/contacts/{contact_id:int}/notes/{note_id:int}")
def save_note(
    request: Request,
    session: DbSession,
    member: CurrentMember,
    contact: ContactInPath,
    note_id: int,
    form: PostedForm,
) -> Response:
    """Save the text of a note: 409 with both versions."""
    text, stamp = text_of(form, "note_text"), text_of(form, "stamp")
    try:
        contact_parts.save_note(
            session, contact, note_id, text, stamp=stamp, account_id=member.account.id
        )
    except PartChangedError as error:
        changes = list_changes(session, error.contact, limit=1)
        shown: dict[str, Any] = {"theirs": error.theirs, "changes": changes}
        return _show_note(request, error.contact, note_id, text, shown, status_code=409)
    return RedirectResponse(f"/contacts/{contact.id}#note-{note_id}", status_code=303)


def _show_note(
    request: Request,
    contact: Contact,
    note_id: int,
    text: str,
    shown: dict[str, Any] | None = None,
    *,
    status_code: int = 200,
) -> Response:
    note = contact_parts.get_note(contact, note_id)
    context = {
        "part": "note",
        "action": f"/contacts/{contact.id}/notes/{note.id}",
        "note": note,
        "note_text": text,
        "stamp": stamp_of_text(note.text),
    }
    return _show(request, contact, context | (shown or {}), status_code)


def _show(
    request: Request, contact: Contact, context: dict[str, Any], status_code: int
) -> Response:
    usual = {
        "contact": contact,
        "values": values_of(contact),
        "note": None,
        "errors": {},
        "theirs": None,
        "changes": [],
        "service_name": service_name,
    }
    return render(request, "contacts/part.html", usual | context, status_code=status_code)
