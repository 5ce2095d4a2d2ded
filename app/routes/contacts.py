"""The pages about people: the list with its search, one person, the forms, the files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Annotated, Any

from fastapi import APIRouter, Query, Request
from sqlalchemy.orm import Session
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response, StreamingResponse

from app import contacts, history
from app.api.contacts import AnyContactInPath, ContactInPath
from app.conflict import compare
from app.contact_form import PostedForm, number_of, read_values, text_of
from app.contact_values import ContactValues, InvalidContactError, values_of
from app.contacts import ContactChangedError
from app.db import DbSession
from app.deps import CurrentMember, CurrentSettings, Member
from app.errors import InvalidError, NotFoundError
from app.follow_ups import KIND_NAMES, next_follow_ups, quick_days
from app.links import link_address, service_name
from app.meetings import meetings_of
from app.models import Contact
from app.render import language_of, render
from app.search import find_contact_ids, find_contacts, fold_tag
from app.tags import find_tag, list_tags
from app.vcard_files import (
    VCARD_TYPE,
    card_side_of,
    disposition,
    write_archive,
    write_contact,
    write_contacts,
)

router = APIRouter()

_TAGS_SHOWN = 14
_EXPORT_LIMIT = 5000


@router.get("/contacts")
def list_contacts(
    request: Request,
    session: DbSession,
    member: CurrentMember,
    q: str = "",
    tag: str = "",
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
    *,
    select: bool = False,
    deleted: int | None = None,
) -> Response:
    """Show the people of a book; as a fragment to the search field, which asks while one types."""
    found = find_contacts(session, member.book_id, q, tag=tag, page=page)
    chosen = find_tag(session, member.book_id, tag) if tag else None
    context = {
        "page": found,
        "q": q,
        "tag": chosen.name if chosen else tag,
        "is_selecting": select,
        "next_steps": next_follow_ups(session, [one.id for one in found.contacts]),
        "card_side_of": card_side_of,
        "today": member.today(),
        "deleted": deleted,
        "tags": list_tags(session, member.book_id, _TAGS_SHOWN),
        "fold_tag": fold_tag,
    }
    headers = request.headers
    is_fragment = "hx-request" in headers and "hx-history-restore-request" not in headers
    template = "contacts/_results.html" if is_fragment else "contacts/list.html"
    response = render(request, template, context)
    response.headers["Vary"] += ", HX-Request"
    return response


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


@router.get("/contacts.vcf")
def download_selection(
    request: Request,
    session: DbSession,
    member: CurrentMember,
    id: Annotated[list[int] | None, Query()] = None,
    q: str = "",
    tag: str = "",
) -> Response:
    """Send the chosen contacts in one file; with none chosen, all that the search finds."""
    chosen = _chosen(session, member, id, q, tag)
    thumbnails, language = request.app.state.thumbnails, language_of(request)
    file = write_contacts(session, member.book_id, chosen, thumbnails, language)
    return _send(file, VCARD_TYPE, disposition("attachment", "verso", "vcf"))


@router.get("/contacts.zip")
def download_archive(
    request: Request,
    session: DbSession,
    member: CurrentMember,
    id: Annotated[list[int] | None, Query()] = None,
    q: str = "",
    tag: str = "",
) -> Response:
    """Send the chosen contacts as single files in an archive."""
    chosen = _chosen(session, member, id, q, tag)
    thumbnails, language = request.app.state.thumbnails, language_of(request)
    file = write_archive(session, member.book_id, chosen, thumbnails, language)
    return _send(file, "application/zip", disposition("attachment", "verso", "zip"))


def _chosen(session: Session, member: Member, ids: list[int] | None, q: str, tag: str) -> list[int]:
    if ids:
        chosen = contacts.keep_known(session, member.book_id, ids)
        if not chosen:
            raise NotFoundError
    else:
        chosen = find_contact_ids(session, member.book_id, q, tag=tag)
    if not chosen:
        raise InvalidError("There is nobody to export.", code="nobody_chosen")
    if len(chosen) > _EXPORT_LIMIT:
        raise InvalidError(
            "These are too many contacts for one file. Narrow the list by a tag or a search.",
            code="too_many_chosen",
        )
    return chosen


def _send(file: IO[bytes], media_type: str, disposition: str) -> Response:
    def chunks() -> Iterator[bytes]:
        with file:
            while chunk := file.read(256 * 1024):
                yield chunk

    return StreamingResponse(
        chunks(), media_type=media_type, headers={"Content-Disposition": disposition}
    )


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
) -> Response:
    """Show one person: who it is, the cards, the notes, the next steps, and what changed."""
    context = {
        "contact": contact,
        "changes": history.list_changes(session, contact),
        "meetings": meetings_of(contact.scans),
        "tags": list_tags(session, member.book_id),
        "is_accepted": accepted,
        "is_undone": undone,
        "done": done,
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


@router.post("/contacts/{contact_id:int}/undos")
def undo_change(
    session: DbSession, member: CurrentMember, contact: AnyContactInPath, form: PostedForm
) -> Response:
    """Take a change back: the one named, else the newest."""
    change_id = number_of(form, "change_id")
    contacts.undo_change(session, contact, change_id, account_id=member.account.id)
    return RedirectResponse(f"/contacts/{contact.id}?undone=1", status_code=303)
