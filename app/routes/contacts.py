"""The pages about one person: who it is, the forms, the file for an address book."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from sqlalchemy.orm import Session
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from app import contacts, history, review
from app.api.contacts import AnyContactInPath, ContactInPath
from app.conflict import compare
from app.contact_form import PostedForm, number_of, read_values, text_of
from app.contact_values import ContactValues, InvalidContactError, values_of
from app.contacts import ContactChangedError
from app.db import DbSession
from app.deps import CurrentMember, CurrentSettings, Member
from app.duplicates import tell_merging
from app.encounters import in_order
from app.errors import NotFoundError
from app.follow_ups import KIND_NAMES, quick_days
from app.links import link_address, service_name
from app.models import Contact
from app.render import language_of, render
from app.scans import retry_scan
from app.tags import list_tags
from app.vcard_files import VCARD_TYPE, disposition, write_contact

router = APIRouter()


@router.get("/contacts/new")
def show_new(request: Request, member: CurrentMember) -> Response:
    """Show an empty form, for somebody who gave no card."""
    return _show_form(request, None, ContactValues(), {})


@router.post("/contacts")
def create_contact(
    request: Request,
    session: DbSession,
    member: CurrentMember,
    settings: CurrentSettings,
    form: PostedForm,
) -> Response:
    """Add a contact that was typed in."""
    try:
        contact = contacts.create_contact(
            session,
            member.book_id,
            read_values(form),
            account_id=member.account.id,
            region=settings.default_region,
        )
    except InvalidContactError as error:
        return _show_form(request, None, error.values, error.errors, status_code=422)
    return RedirectResponse(f"/contacts/{contact.id}", status_code=303)


def _show_form(
    request: Request,
    contact: Contact | None,
    values: ContactValues,
    errors: dict[str, str],
    *,
    version: int | None = None,
    status_code: int = 200,
) -> Response:
    context = {
        "contact": contact,
        "values": values,
        "errors": errors,
        "hints": {},
        "version": version,
        "service_name": service_name,
    }
    return render(request, "contacts/edit.html", context, status_code=status_code)


@router.get("/contacts/{contact_id:int}.vcf")
def download_contact(request: Request, contact: ContactInPath) -> Response:
    """Send one contact as a vCard; a phone opens it as a contact to add."""
    data = write_contact(contact, request.app.state.thumbnails, language_of(request))
    # Inline: as an attachment, an iPhone saves the file instead of showing the contact.
    header = disposition("inline", contact.shown_name, "vcf")
    return Response(data, media_type=VCARD_TYPE, headers={"Content-Disposition": header})


@router.get("/contacts/{contact_id:int}")
def show_contact(
    request: Request,
    session: DbSession,
    member: CurrentMember,
    contact: AnyContactInPath,
    *,
    accepted: bool = False,
    undone: bool = False,
    done: int | None = None,
    removed: int | None = None,
    merged: int | None = None,
    parted: int | None = None,
    left: str = "",
) -> Response:
    """Show one person: who it is, the cards, the notes, the next steps, and what changed."""
    if contact.merged_into_id is not None:
        return RedirectResponse(f"/contacts/{contact.merged_into_id}", status_code=303)
    context = {
        "contact": contact,
        "changes": history.list_changes(session, contact),
        "encounters": in_order(contact.encounters),
        "tags": list_tags(session, member.book_id),
        "is_accepted": accepted,
        "is_undone": undone,
        "done": done,
        "removed": removed,
        "merging": tell_merging(session, contact, merged=merged, parted=parted, left=left),
        "service_name": service_name,
        "link_address": link_address,
        **next_step_choices(member),
    }
    return render(request, "contacts/show.html", context)


def next_step_choices(member: Member) -> dict[str, Any]:
    """Give a template what the choice of a next step offers."""
    today = member.today()
    return {
        "today": today,
        "quick_days": quick_days(today),
        "kinds": [(kind.value, name) for kind, name in KIND_NAMES.items()],
    }


@router.get("/contacts/{contact_id:int}/edit")
def show_edit(request: Request, contact: ContactInPath) -> Response:
    """Show the form with the contact's values."""
    return _show_form(request, contact, values_of(contact), {}, version=contact.version)


@router.post("/contacts/{contact_id:int}")
def save_contact(
    request: Request,
    session: DbSession,
    member: CurrentMember,
    settings: CurrentSettings,
    contact: ContactInPath,
    form: PostedForm,
) -> Response:
    """Save the form, unless the contact was changed since it was opened: 409 with both versions."""
    version = number_of(form, "version") or 0
    try:
        contacts.update_contact(
            session,
            contact,
            mixed_values(form, contact),
            version=version,
            account_id=member.account.id,
            region=settings.default_region,
        )
    except InvalidContactError as error:
        return _show_form(
            request, contact, error.values, error.errors, version=version, status_code=422
        )
    except ContactChangedError as error:
        return show_conflict(request, session, error, form, f"/contacts/{contact.id}")
    return RedirectResponse(f"/contacts/{contact.id}", status_code=303)


def mixed_values(form: FormData, contact: Contact | None) -> ContactValues:
    """Read a form's values; where the page of both versions was answered, the saved ones."""
    mine = read_values(form)
    if contact is None:
        return mine
    keep = [part for part in history.VALUE_PARTS if text_of(form, f"choice_{part}") == "theirs"]
    return contacts.merge_values(values_of(contact), mine, keep) if keep else mine


def show_conflict(
    request: Request, session: Session, error: ContactChangedError, form: FormData, action: str
) -> Response:
    """Show both versions side by side, 409; what is chosen there is sent to `action`."""
    contact = error.contact
    # After choosing once and being late again, the choice is made anew, from what was typed.
    again = [
        (name, value)
        for name, value in form.multi_items()
        if isinstance(value, str) and name != "version" and not name.startswith("choice_")
    ]
    context = {
        "contact": contact,
        "differences": compare(session, contact, error.values, number_of(form, "version")),
        "changes": history.list_changes(session, contact, limit=1),
        "fields": [*again, ("version", str(contact.version))],
        "action": action,
    }
    return render(request, "contacts/conflict.html", context, status_code=409)


@router.post("/contacts/{contact_id:int}/deletions")
def delete_contact(session: DbSession, member: CurrentMember, contact: ContactInPath) -> Response:
    """Delete a contact; the list offers to bring it back."""
    contacts.delete_contact(session, contact, account_id=member.account.id)
    return RedirectResponse(f"/contacts?deleted={contact.id}", status_code=303)


@router.post("/contacts/{contact_id:int}/rereadings")
def read_again(session: DbSession, contact: ContactInPath, form: PostedForm) -> Response:
    """Read one of a person's cards anew; the review then compares, and overwrites nothing."""
    scan_id = number_of(form, "scan_id")
    scan = next((one for one in contact.scans if one.id == scan_id), None)
    if scan is None:
        raise NotFoundError
    review.reopen_review(session, scan)
    retry_scan(session, scan)
    return RedirectResponse(f"/scans/{scan.id}", status_code=303)


@router.post("/contacts/{contact_id:int}/undos")
def undo_change(
    session: DbSession, member: CurrentMember, contact: AnyContactInPath, form: PostedForm
) -> Response:
    """Take a change back: the one named, else the newest."""
    change_id = number_of(form, "change_id")
    contacts.undo_change(session, contact, change_id, account_id=member.account.id)
    return RedirectResponse(f"/contacts/{contact.id}?undone=1", status_code=303)
