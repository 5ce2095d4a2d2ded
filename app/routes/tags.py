"""A contact's tags: ticked and typed on its page."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import RedirectResponse, Response

from app import contacts
from app.api.contacts import ContactInPath
from app.contact_form import PostedForm, read_tags
from app.db import DbSession
from app.deps import CurrentMember

router = APIRouter()


@router.post("/contacts/{contact_id:int}/tags")
def tag_contact(
    session: DbSession, member: CurrentMember, contact: ContactInPath, form: PostedForm
) -> Response:
    """Give the contact exactly the tags of the form."""
    contacts.tag_contact(session, contact, read_tags(form), account_id=member.account.id)
    return RedirectResponse(f"/contacts/{contact.id}#tags", status_code=303)
