"""One person over the API: read, add, change, delete, undo, tag."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, Request

from app import contacts
from app.api.contact_shapes import (
    ContactChange,
    ContactOut,
    NewContact,
    TagList,
    TagOut,
    TagsIn,
    UndoIn,
    tell_contact,
)
from app.contact_values import values_of
from app.db import DbSession
from app.deps import CurrentMember, CurrentSettings
from app.errors import MovedError, NotFoundError
from app.merging import find_kept
from app.models import Contact
from app.tags import list_tags

router = APIRouter(tags=["contacts"])


def find_contact(
    request: Request, contact_id: int, session: DbSession, member: CurrentMember
) -> Contact:
    """Give the contact in the path, if it is in the member's book.

    Raises:
        MovedError: If it became a part of another one, and is only looked at: whoever changes or
            deletes it means the one that it was.
        NotFoundError: If there is none such.
    """
    try:
        return contacts.get_contact(session, member.book_id, contact_id)
    except NotFoundError:
        kept = find_kept(session, member.book_id, contact_id) if request.method == "GET" else None
        if kept is None:
            raise
        path = request.url.path.replace(f"/contacts/{contact_id}", f"/contacts/{kept.id}", 1)
        raise MovedError(path) from None


def find_even_deleted(contact_id: int, session: DbSession, member: CurrentMember) -> Contact:
    """Give the contact in the path, deleted or not."""
    return contacts.get_contact(session, member.book_id, contact_id, even_deleted=True)


ContactInPath = Annotated[Contact, Depends(find_contact, scope="function")]
AnyContactInPath = Annotated[Contact, Depends(find_even_deleted, scope="function")]


@router.post("/contacts", status_code=201)
def create_contact(
    session: DbSession, member: CurrentMember, settings: CurrentSettings, new: NewContact
) -> ContactOut:
    """Add a contact."""
    contact = contacts.create_contact(
        session,
        member.book_id,
        new.values(),
        account_id=member.account.id,
        region=settings.default_region,
        tags=new.tags,
    )
    return tell_contact(contact)


@router.get("/contacts/{contact_id}")
def show_contact(contact: ContactInPath) -> ContactOut:
    """Show a contact; 308 to the one that it became a part of."""
    return tell_contact(contact)


@router.patch("/contacts/{contact_id}")
def change_contact(
    session: DbSession,
    member: CurrentMember,
    settings: CurrentSettings,
    contact: ContactInPath,
    change: ContactChange,
) -> ContactOut:
    """Change the values that are named; 409 when the contact has another version by now."""
    contacts.update_contact(
        session,
        contact,
        replace(values_of(contact), **change.changes()),
        version=change.version,
        account_id=member.account.id,
        region=settings.default_region,
    )
    return tell_contact(contact)


@router.delete("/contacts/{contact_id}", status_code=204)
def delete_contact(session: DbSession, member: CurrentMember, contact: ContactInPath) -> None:
    """Delete a contact; undoing it brings it back."""
    contacts.delete_contact(session, contact, account_id=member.account.id)


@router.post("/contacts/{contact_id}/undos")
def undo_change(
    session: DbSession, member: CurrentMember, contact: AnyContactInPath, undo: UndoIn
) -> ContactOut:
    """Take a change back: the one named, else the newest."""
    contacts.undo_change(session, contact, undo.change_id, account_id=member.account.id)
    return tell_contact(contact)


@router.put("/contacts/{contact_id}/tags")
def tag_contact(
    session: DbSession, member: CurrentMember, contact: ContactInPath, wanted: TagsIn
) -> ContactOut:
    """Give a contact exactly these tags."""
    contacts.tag_contact(session, contact, wanted.tags, account_id=member.account.id)
    return tell_contact(contact)


@router.get("/tags")
def list_all_tags(session: DbSession, member: CurrentMember) -> TagList:
    """List the tags of the book."""
    found = list_tags(session, member.book_id)
    return TagList(tags=[TagOut(name=tag.name, contacts=tag.contacts) for tag in found])
