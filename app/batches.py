"""Acts on many contacts at once: tags, a next step, the stage, the archive, the bin; and back.

Each contact's history tells what was done to it. A batch remembers whom it changed, so that all of
it can be taken back at once; what somebody changed again since stays as it is. Functions flush and
never commit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, delete, select, update
from sqlalchemy.orm import Session, selectinload
from sqlalchemy.sql.base import ExecutableOption

from app.batch_tags import change_tags
from app.contact_days import refresh_days
from app.contact_rows import follow_ups_to_json
from app.errors import InvalidError, NotFoundError
from app.follow_ups import NewFollowUp
from app.history import change_row, insert_changes, take_snapshot
from app.models import (
    LARGEST_ID,
    Batch,
    Contact,
    Encounter,
    FollowUp,
    FollowUpKind,
    Stage,
    now,
)
from app.search import index_contact
from app.tags import make_tag

MOST_CONTACTS = 5000
_CHUNK = 200


class Action(StrEnum):
    """What is done to many."""

    TAG = "tag"
    UNTAG = "untag"
    FOLLOW_UP = "follow-up"
    STAGE = "stage"
    ARCHIVE = "archive"
    UNARCHIVE = "unarchive"
    DELETE = "delete"
    RESTORE = "restore"


_BACK = {
    Action.TAG: Action.UNTAG,
    Action.UNTAG: Action.TAG,
    Action.ARCHIVE: Action.UNARCHIVE,
    Action.UNARCHIVE: Action.ARCHIVE,
    Action.DELETE: Action.RESTORE,
    Action.RESTORE: Action.DELETE,
}


@dataclass(frozen=True, slots=True)
class Act:
    """What is done, with all that it takes."""

    action: Action
    tags: tuple[str, ...] = ()
    follow_up: NewFollowUp | None = None
    stage: Stage = Stage.CONTACT


class NothingChosenError(InvalidError):
    """Nobody was chosen, or not what to do with them."""

    code = "nobody_chosen"
    hint = "Choose at least one person, and what to do with them."


class TooManyChosenError(InvalidError):
    """More were chosen than are changed at once."""

    code = "too_many_chosen"
    hint = "These are too many people at once: at most 5,000. Narrow the list."


def run_batch(
    session: Session, book_id: int, contact_ids: Iterable[int], act: Act, *, account_id: int | None
) -> Batch:
    """Do one thing to many contacts of a book.

    Args:
        session: Not committed here.
        book_id: Whose contacts; ids of others are left out.
        contact_ids: At most MOST_CONTACTS.
        act: What to do.
        account_id: Who does it.

    Returns:
        What was done; `before` says to whom: those that were so already are not among them.

    Raises:
        NothingChosenError: If there is nobody, or nothing to do.
        TooManyChosenError: If there are too many.
    """
    ids = sorted({one for one in contact_ids if 0 < one <= LARGEST_ID})
    is_empty = act.action in (Action.TAG, Action.UNTAG) and not act.tags
    if not ids or is_empty or (act.action is Action.FOLLOW_UP and act.follow_up is None):
        raise NothingChosenError
    if len(ids) > MOST_CONTACTS:
        raise TooManyChosenError
    batch = Batch(book_id=book_id, account_id=account_id, action=act.action.value, before={})
    session.add(batch)
    session.flush()  # on SQLite, this takes the lock that nobody else can write before the end
    batch.before = _apply(session, book_id, ids, act, account_id)
    session.flush()
    return batch


def count_changed(batch: Batch) -> int:
    """Say how many contacts a batch changed."""
    before = batch.before
    by_tag = {one for ids in before.get("tags", {}).values() for one in ids}
    return len(by_tag) if "tags" in before else len(before.get("contacts", ()))


def get_batch(session: Session, book_id: int, batch_id: int) -> Batch:
    """Give a batch of a book.

    Raises:
        NotFoundError: If the book has no such batch.
    """
    batch = session.get(Batch, batch_id) if 0 < batch_id <= LARGEST_ID else None
    if batch is None or batch.book_id != book_id:
        raise NotFoundError
    return batch


def undo_batch(session: Session, batch: Batch, *, account_id: int | None) -> None:
    """Take a batch back; doing so twice changes nothing."""
    session.refresh(batch, with_for_update=True)
    if batch.undone_at is not None:
        return
    batch.undone_at = now()
    session.flush()
    action, before, book_id = Action(batch.action), batch.before, batch.book_id
    if action is Action.FOLLOW_UP:
        _forget_follow_ups(session, book_id, before, account_id)
    elif action in (Action.TAG, Action.UNTAG):
        for name, ids in before["tags"].items():
            _apply(session, book_id, ids, Act(_BACK[action], (name,)), account_id)
    elif action is Action.STAGE:
        act = Act(action, stage=Stage(before["stage"]))
        _apply(session, book_id, before["contacts"], act, account_id)
    else:
        _apply(session, book_id, before["contacts"], Act(_BACK[action]), account_id)


def _forget_follow_ups(
    session: Session, book_id: int, before: Mapping[str, Any], account_id: int | None
) -> None:
    """Delete those that are as the batch made them; somebody counts on the others."""
    new = before.get("new", {})
    for ids in _in_chunks(before.get("follow_ups", ())):
        as_made = (
            FollowUp.book_id == book_id,
            FollowUp.id.in_(ids),
            FollowUp.done_at.is_(None),
            FollowUp.kind == FollowUpKind(new["kind"]),
            FollowUp.due_on == date.fromisoformat(new["due_on"]),
            FollowUp.text == new["text"],
        )
        # Whose they are now: a contact may have become a part of another one since.
        owners = set(session.scalars(select(FollowUp.contact_id).where(*as_made)))
        query = select(Contact).where(Contact.id.in_(owners))
        with _stepping(session, _locked(session, query), account_id):
            session.execute(
                delete(FollowUp).where(*as_made).execution_options(synchronize_session=False)
            )
    refresh_days(session, before["contacts"])


@contextmanager
def _stepping(
    session: Session, contacts: Sequence[Contact], account_id: int | None
) -> Iterator[None]:
    """Write into the history what is done inside to the next steps of many."""
    befores = [take_snapshot(one) for one in contacts]
    yield
    session.flush()
    ids = [one.id for one in contacts]
    steps: dict[int, list[FollowUp]] = {one: [] for one in ids}
    for step in session.scalars(select(FollowUp).where(FollowUp.contact_id.in_(ids))):
        steps[step.contact_id].append(step)
    rows = [
        change_row(one, account_id, was, was | {"follow_ups": follow_ups_to_json(steps[one.id])})
        for one, was in zip(contacts, befores, strict=True)
    ]
    insert_changes(session, rows)
    refresh_days(session, ids)
    for contact in contacts:
        session.expire(contact, ["follow_ups"])


def _apply(
    session: Session, book_id: int, ids: Sequence[int], act: Act, account_id: int | None
) -> dict[str, Any]:
    """Do it, some at a time, and tell to whom."""
    told: dict[str, Any] = {"contacts": []}
    tags = [make_tag(session, book_id, name) for name in act.tags]
    for chunk in _in_chunks(ids):
        contacts = _load(session, book_id, chunk, is_gone=act.action is Action.RESTORE)
        if act.action is Action.FOLLOW_UP:
            with _stepping(session, contacts, account_id):
                _add_follow_ups(session, contacts, act.follow_up, told)
        elif act.action in (Action.TAG, Action.UNTAG):
            is_adding = act.action is Action.TAG
            change_tags(
                session, contacts, tags, is_adding=is_adding, account_id=account_id, told=told
            )
        else:
            _change_columns(session, contacts, act, account_id, told)
        session.flush()
        for contact in contacts:
            session.expunge(contact)
    return told


def _in_chunks(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[start : start + _CHUNK] for start in range(0, len(ids), _CHUNK))


def _load(session: Session, book_id: int, ids: Sequence[int], *, is_gone: bool) -> list[Contact]:
    gone = Contact.deleted_at.is_not(None) if is_gone else Contact.deleted_at.is_(None)
    query = select(Contact).where(Contact.book_id == book_id, Contact.id.in_(ids), gone)
    return _locked(session, query.where(Contact.merged_into_id.is_(None)))


def _locked(session: Session, query: Select[Contact]) -> list[Contact]:
    """Look at contacts as they are now, with all that the history keeps of them."""
    query = query.order_by(Contact.id).options(*_for_the_history()).with_for_update()
    return list(session.scalars(query.execution_options(populate_existing=True)))


def _for_the_history() -> tuple[ExecutableOption, ...]:
    return (
        selectinload(Contact.emails),
        selectinload(Contact.phones),
        selectinload(Contact.links),
        selectinload(Contact.addresses),
        selectinload(Contact.notes),
        selectinload(Contact.tags),
        selectinload(Contact.encounters).selectinload(Encounter.event),
        selectinload(Contact.positions),
        selectinload(Contact.follow_ups),
    )


def _add_follow_ups(
    session: Session, contacts: Sequence[Contact], new: NewFollowUp | None, told: dict[str, Any]
) -> None:
    assert new is not None
    rows = [
        FollowUp(
            book_id=one.book_id, contact_id=one.id, kind=new.kind, due_on=new.due_on, text=new.text
        )
        for one in contacts
    ]
    session.add_all(rows)
    session.flush()
    told.setdefault("follow_ups", []).extend(row.id for row in rows)
    told["new"] = {"kind": new.kind.value, "due_on": new.due_on.isoformat(), "text": new.text}
    told["contacts"].extend(one.id for one in contacts)


def _change_columns(
    session: Session,
    contacts: Sequence[Contact],
    act: Act,
    account_id: int | None,
    told: dict[str, Any],
) -> None:
    touched = [one for one in contacts if not _is_so(one, act)]
    if act.action is Action.STAGE:
        told["stage"] = next(stage for stage in Stage if stage is not act.stage).value
    told["contacts"].extend(one.id for one in touched)
    if not touched:
        return
    befores = [take_snapshot(one) for one in touched]
    values, part = _columns(act)
    session.execute(
        update(Contact)
        .where(Contact.id.in_([one.id for one in touched]))
        .values(**({"updated_at": Contact.updated_at} | values))
        .execution_options(synchronize_session=False)
    )
    step = 1 if "version" in values else 0
    afters = [before | part | {"version": before["version"] + step} for before in befores]
    rows = zip(touched, befores, afters, strict=True)
    insert_changes(session, [change_row(one, account_id, was, is_) for one, was, is_ in rows])
    if act.action in (Action.DELETE, Action.RESTORE):
        for contact in touched:
            session.refresh(contact, ["deleted_at", "version"])
            index_contact(session, contact)


def _is_so(contact: Contact, act: Act) -> bool:
    match act.action:
        case Action.STAGE:
            return contact.stage is act.stage
        case Action.ARCHIVE:
            return contact.archived_at is not None
        case Action.UNARCHIVE:
            return contact.archived_at is None
        case Action.DELETE:
            return contact.deleted_at is not None
    return contact.deleted_at is None


def _columns(act: Act) -> tuple[dict[str, Any], dict[str, Any]]:
    """Give the columns to write, and the part of the history that they are."""
    # A form that is open when somebody is deleted is not saved: that one is another version.
    other = {"version": Contact.version + 1, "updated_at": now()}
    match act.action:
        case Action.STAGE:
            return {"stage": act.stage}, {"stage": act.stage.value}
        case Action.ARCHIVE:
            return {"archived_at": now()}, {"archived": True}
        case Action.UNARCHIVE:
            return {"archived_at": None}, {"archived": False}
        case Action.DELETE:
            return {"deleted_at": now(), **other}, {"deleted": True}
    return {"deleted_at": None, **other}, {"deleted": False}
