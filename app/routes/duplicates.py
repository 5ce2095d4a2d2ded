"""The duplicates of the book, merging two contacts, and who a card under review may be of."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request
from sqlalchemy.orm import Session
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from app import merging, parting
from app.api.contacts import ContactInPath
from app.api.merges import MergeInPath
from app.api.scans import ScanInPath
from app.contact_filters import ContactQuery
from app.contact_form import PostedForm, number_of, read_choices, read_values, text_of, texts_of
from app.contact_list import find_contacts
from app.contact_values import clean_values, values_of
from app.contacts import get_contact
from app.db import DbSession
from app.deps import CurrentMember, CurrentSettings, Member
from app.duplicates import email_way, load_pairs, number_way, show_pairs
from app.errors import NotFoundError
from app.listed_people import load_people
from app.matching import find_matches
from app.matching.pairs import ask_again, keep_apart
from app.models import Contact
from app.render import render
from app.review_form import contact_of
from app.review_work import work_of
from app.same_person import find_likenesses

router = APIRouter()

_COMPARED_BY: Final = {"fold_email": email_way, "number_of": number_way}
_MOST_OFFERED: Final = 20
"""People found by a search of whom to merge somebody with."""


def _form_in_query(request: Request) -> FormData:
    return FormData([(name, text) for name, text in request.query_params.multi_items()])


FormInQuery = Annotated[FormData, Depends(_form_in_query)]
"""The fields of a form that is not sent yet, as a script asks with them."""


@router.get("/scans/{scan_id:int}/same-person")
def show_same_person(
    request: Request,
    session: DbSession,
    member: CurrentMember,
    settings: CurrentSettings,
    scan: ScanInPath,
    form: FormInQuery,
) -> Response:
    """Show whom a card may be of by what its form says now; nothing when nobody is like it."""
    values = clean_values(read_values(form), settings.default_region)
    own = contact_of(scan)
    exclude = [own.id] if own is not None else []
    found = find_likenesses(session, member.book_id, values, exclude=exclude)
    pictures = {
        person.id: person.picture_id
        for person in load_people(session, [one.contact.id for one in found])
    }
    work = work_of(scan)
    left = work.as_form() if work is not None else FormData()
    context = {
        "scan": scan,
        "values": values,
        "found": found,
        "pictures": pictures,
        "chosen": text_of(form, "same") or text_of(left, "same"),
        "taken": texts_of(left, "step_taken"),
        "tomorrow": member.today() + timedelta(days=1),
        "recto_id": next((side.card_id or side.photo_id for side in scan.sides), None),
    }
    return render(request, "review/_same_person.html", context)


@router.get("/duplicates")
def list_duplicates(
    request: Request,
    session: DbSession,
    member: CurrentMember,
    page: int = 1,
    merged: int | None = None,
    first: int | None = None,
    second: int | None = None,
    *,
    undone: bool = False,
) -> Response:
    """Show the pairs that may be one person, and what was done last, to be undone."""
    context = {
        "found": load_pairs(session, member.book_id, page),
        **_COMPARED_BY,
        "merged": merged,
        "apart": (first, second) if first and second else None,
        "is_undone": undone,
    }
    return render(request, "duplicates/list.html", context)


@router.get("/contacts/{contact_id:int}/merge")
def show_merge(
    request: Request,
    session: DbSession,
    member: CurrentMember,
    contact: ContactInPath,
    q: str = "",
    *,
    other: Annotated[int | None, Query(alias="with")] = None,
) -> Response:
    """Show two contacts side by side before they are merged, or whom to merge one with."""
    if other is not None and other != contact.id:
        gone = get_contact(session, member.book_id, other)
        (pair,) = show_pairs(session, [(contact, gone)])
        return render(
            request, "duplicates/merge.html", {"contact": contact, "pair": pair, **_COMPARED_BY}
        )
    matches = find_matches(
        session, member.book_id, values_of(contact), exclude=[contact.id], limit=8
    )
    reasons = {match.contact_id: match.reasons for match in matches}
    people = load_people(session, list(reasons))
    if q.strip():
        asked = ContactQuery(q=q)
        found = find_contacts(session, member.book_id, asked, today=member.today()).people
        people = tuple(one for one in found if one.id != contact.id)[:_MOST_OFFERED]
    context = {"contact": contact, "people": people, "reasons": reasons, "q": q}
    return render(request, "duplicates/choose.html", context)


@router.post("/contacts/{contact_id:int}/merges")
def merge_contacts(
    session: DbSession,
    member: CurrentMember,
    settings: CurrentSettings,
    contact: ContactInPath,
    form: PostedForm,
) -> Response:
    """Make the other contact a part of this one."""
    merge = merging.merge_contacts(
        session,
        contact,
        _other_of(session, member, form),
        account_id=member.account.id,
        region=settings.default_region,
        choices=read_choices(form),
    )
    if text_of(form, "next") == "duplicates":
        return _back(form, f"merged={merge.id}")
    return RedirectResponse(f"/contacts/{contact.id}?merged={merge.id}", status_code=303)


def _other_of(session: Session, member: Member, form: FormData) -> Contact:
    other_id = number_of(form, "other_id")
    if other_id is None:
        raise NotFoundError
    # Merged already: merging the same two again is no error.
    return get_contact(session, member.book_id, other_id, even_deleted=True)


def _back(form: FormData, done: str) -> Response:
    page = number_of(form, "page") or 1
    return RedirectResponse(f"/duplicates?page={page}&{done}", status_code=303)


@router.post("/contacts/{contact_id:int}/distinctions")
def tell_apart(
    session: DbSession, member: CurrentMember, contact: ContactInPath, form: PostedForm
) -> Response:
    """Keep in mind that two contacts are two people."""
    other = _other_of(session, member, form)
    keep_apart(session, contact, other, account_id=member.account.id)
    return _back(form, f"first={contact.id}&second={other.id}")


@router.post("/contacts/{contact_id:int}/distinctions/undos")
def undo_distinction(
    session: DbSession, member: CurrentMember, contact: ContactInPath, form: PostedForm
) -> Response:
    """Forget that two contacts are two people: they are proposed again."""
    ask_again(session, contact, _other_of(session, member, form))
    return _back(form, "undone=1")


@router.post("/merges/{merge_id:int}/undos")
def undo_merge(
    session: DbSession, member: CurrentMember, merge: MergeInPath, form: PostedForm
) -> Response:
    """Part two merged contacts again; the kept one is shown, with what could not be parted."""
    parted = parting.undo_merge(session, merge, account_id=member.account.id)
    if text_of(form, "next") == "duplicates" and not parted.left:
        return _back(form, "undone=1")
    query = urlencode({"parted": merge.gone_id, "left": ",".join(parted.left)})
    return RedirectResponse(f"/contacts/{merge.kept_id}?{query}", status_code=303)
