"""What is done to many people at once, its undo, and the bin and the archive of a book."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from urllib.parse import parse_qsl

from fastapi import APIRouter, Query, Request
from sqlalchemy.orm import Session
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from app import bin as contact_bin
from app.batches import (
    MOST_CONTACTS,
    Act,
    Action,
    NothingChosenError,
    count_changed,
    get_batch,
    run_batch,
    undo_batch,
)
from app.contact_filters import ContactQuery
from app.contact_form import PostedForm, read_follow_up, text_of, texts_of
from app.contact_list import find_contact_ids
from app.db import DbSession
from app.deps import CurrentMember, Member
from app.listed_people import load_people
from app.models import Stage
from app.render import render
from app.tags import split_tags

router = APIRouter()

_IN_BIN = 200
_STAGES = {"contacts": Stage.CONTACT, "connections": Stage.CONNECTION}
"""What the buttons that change the stage are called."""


@router.post("/contacts/batches")
def start_batch(session: DbSession, member: CurrentMember, form: PostedForm) -> Response:
    """Do one thing to the chosen people, and go back to the list, which offers to undo it."""
    act = _read_act(form, member.today())
    query = ContactQuery.from_params(parse_qsl(text_of(form, "query")))
    ids = _read_ids(session, member, form, query)
    batch = run_batch(session, member.book_id, ids, act, account_id=member.account.id)
    if act.action is Action.RESTORE:
        return RedirectResponse(f"/contacts/bin?batch={batch.id}", status_code=303)
    asked = query.to_query(page=1 if text_of(form, "all") else query.page)
    return RedirectResponse(
        f"/contacts?{asked}{'&' if asked else ''}batch={batch.id}", status_code=303
    )


def _read_ids(session: Session, member: Member, form: FormData, query: ContactQuery) -> list[int]:
    if text_of(form, "all"):
        return find_contact_ids(
            session, member.book_id, query, today=member.today(), limit=MOST_CONTACTS + 1
        )
    return _chosen_ids(form)


def _chosen_ids(form: FormData) -> list[int]:
    """Give the ids that were ticked; what is longer than any id names nobody."""
    texts = texts_of(form, "id")
    return [int(text) for text in texts if text.isascii() and text.isdigit() and len(text) <= 10]


def _read_act(form: FormData, today: date) -> Act:
    name = text_of(form, "action")
    if name in _STAGES:
        return Act(Action.STAGE, stage=_STAGES[name])
    if name not in Action.__members__.values() or name == Action.STAGE.value:
        raise NothingChosenError
    action = Action(name)
    return Act(
        action,
        tags=tuple(split_tags(texts_of(form, "new_tags"))),
        follow_up=read_follow_up(form, today) if action is Action.FOLLOW_UP else None,
    )


@router.post("/batches/{batch_id:int}/undos")
def take_back(
    session: DbSession, member: CurrentMember, batch_id: int, form: PostedForm
) -> Response:
    """Take a batch back."""
    batch = get_batch(session, member.book_id, batch_id)
    undo_batch(session, batch, account_id=member.account.id)
    query = ContactQuery.from_params(parse_qsl(text_of(form, "query"))).to_query()
    path = "/contacts/bin" if batch.action == Action.RESTORE.value else "/contacts"
    return RedirectResponse(
        f"{path}?{query}{'&' if query else ''}undone={batch.id}", status_code=303
    )


@router.get("/contacts/bin")
def show_bin(
    request: Request,
    session: DbSession,
    member: CurrentMember,
    batch: int | None = None,
    undone: int | None = None,
    gone: Annotated[int, Query(ge=0)] = 0,
) -> Response:
    """Show what was deleted and can be brought back."""
    done = get_batch(session, member.book_id, batch) if batch else None
    found = contact_bin.list_bin(session, member.book_id, limit=_IN_BIN)
    context = {
        "people": load_people(session, [one.id for one in found]),
        "total": contact_bin.count_bin(session, member.book_id),
        "kept_days": contact_bin.KEPT_FOR.days,
        "batch": done,
        "batch_count": count_changed(done) if done else 0,
        "undone": undone,
        "gone": gone,
    }
    return render(request, "contacts/bin.html", context)


@router.post("/contacts/bin/emptyings")
def empty_bin(session: DbSession, member: CurrentMember, form: PostedForm) -> Response:
    """Throw chosen contacts of the bin away for good; with `all`, all that are in it."""
    ids = _chosen_ids(form)
    if text_of(form, "all"):
        ids = [one.id for one in contact_bin.list_bin(session, member.book_id, limit=MOST_CONTACTS)]
    gone = contact_bin.throw_away(session, member.book_id, ids)
    return RedirectResponse(f"/contacts/bin?gone={gone}", status_code=303)
