"""Acts on many contacts at once: tags, a next step, the stage, the archive, the bin; and back.

Each contact's history tells what was done to it. A batch remembers whom it changed, so that all of
it can be taken back at once; what somebody changed again since stays as it is. Functions flush and
never commit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session, selectinload
from sqlalchemy.sql.base import ExecutableOption

from app.contact_days import refresh_days
from app.errors import InvalidError, NotFoundError
from app.folding import split_words
from app.follow_ups import NewFollowUp
from app.history import take_snapshot
from app.models import (
    LARGEST_ID,
    Batch,
    Change,
    Contact,
    ContactTag,
    Encounter,
    FollowUp,
    FollowUpKind,
    SearchWord,
    Stage,
    Tag,
    now,
)
from app.search import index_contact, words_of
from app.tags import TAGS_LIMIT, make_tag

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
        _forget_follow_ups(session, book_id, before)
    elif action in (Action.TAG, Action.UNTAG):
        for name, ids in before["tags"].items():
            _apply(session, book_id, ids, Act(_BACK[action], (name,)), account_id)
    elif action is Action.STAGE:
        act = Act(action, stage=Stage(before["stage"]))
        _apply(session, book_id, before["contacts"], act, account_id)
    else:
        _apply(session, book_id, before["contacts"], Act(_BACK[action]), account_id)


def _forget_follow_ups(session: Session, book_id: int, before: Mapping[str, Any]) -> None:
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
        session.execute(
            delete(FollowUp).where(*as_made).execution_options(synchronize_session=False)
        )
        refresh_days(session, owners)
    refresh_days(session, before["contacts"])


def _apply(
    session: Session, book_id: int, ids: Sequence[int], act: Act, account_id: int | None
) -> dict[str, Any]:
    """Do it, some at a time, and tell to whom."""
    told: dict[str, Any] = {"contacts": []}
    tags = [make_tag(session, book_id, name) for name in act.tags]
    for chunk in _in_chunks(ids):
        contacts = _load(session, book_id, chunk, is_gone=act.action is Action.RESTORE)
        if act.action is Action.FOLLOW_UP:
            _add_follow_ups(session, contacts, act.follow_up, told)
        elif act.action in (Action.TAG, Action.UNTAG):
            _change_tags(session, contacts, tags, act.action, account_id, told)
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
    query = (
        select(Contact)
        .where(Contact.book_id == book_id, Contact.id.in_(ids), gone)
        .where(Contact.merged_into_id.is_(None))
        .order_by(Contact.id)
        .options(*_for_the_history())
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return list(session.scalars(query))


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
    refresh_days(session, [one.id for one in contacts])


def _change_tags(
    session: Session,
    contacts: Sequence[Contact],
    tags: Sequence[Tag],
    action: Action,
    account_id: int | None,
    told: dict[str, Any],
) -> None:
    changes: list[dict[str, Any]] = []
    added: list[dict[str, Any]] = []
    words: list[tuple[Contact, set[str]]] = []
    for contact in contacts:
        has = {tag.id for tag in contact.tags}
        if action is Action.TAG:
            room = TAGS_LIMIT - len(has)
            touched = [tag for tag in tags if tag.id not in has][: max(room, 0)]
            kept = sorted([*contact.tags, *touched], key=lambda tag: tag.folded)
            added += [
                {"contact_id": contact.id, "tag_id": tag.id, "book_id": contact.book_id}
                for tag in touched
            ]
        else:
            touched = [tag for tag in tags if tag.id in has]
            kept = [tag for tag in contact.tags if tag not in touched]
        if not touched:
            continue
        for tag in touched:
            told.setdefault("tags", {}).setdefault(tag.name, []).append(contact.id)
        before = take_snapshot(contact)
        after = before | {"tags": [tag.name for tag in kept]}
        changes.append(_change(contact, account_id, before, after))
        words.append((contact, {word for tag in touched for word in split_words(tag.name)}))
    told.setdefault("tags", {})
    if action is Action.TAG and added:
        session.execute(insert(ContactTag), added)
    elif words:
        session.execute(
            delete(ContactTag)
            .where(ContactTag.contact_id.in_([contact.id for contact, _words in words]))
            .where(ContactTag.tag_id.in_([tag.id for tag in tags]))
            .execution_options(synchronize_session=False)
        )
    session.flush()
    for contact, _words in words:
        session.expire(contact, ["tags"])
    _write_words(session, words)
    _write_changes(session, changes)


def _write_words(session: Session, touched: Sequence[tuple[Contact, set[str]]]) -> None:
    """Bring the search words up to date, as far as the words of some tags go."""
    if not touched:
        return
    some = {word for _contact, words in touched for word in words}
    ids = [contact.id for contact, _words in touched]
    mine = (SearchWord.contact_id.in_(ids), SearchWord.word.in_(some))
    rows_there = session.execute(select(SearchWord.contact_id, SearchWord.word).where(*mine))
    known: set[tuple[int, str]] = {(row[0], row[1]) for row in rows_there}
    wanted = {
        (contact.id, word) for contact, words in touched for word in words & words_of(contact)
    }
    book_id = touched[0][0].book_id
    rows = [
        {"book_id": book_id, "contact_id": contact_id, "word": word}
        for contact_id, word in sorted(wanted - known)
    ]
    if rows:
        session.execute(insert(SearchWord), rows)
    gone: dict[str, list[int]] = {}
    for contact_id, word in known - wanted:
        gone.setdefault(word, []).append(contact_id)
    for word, contact_ids in gone.items():
        session.execute(
            delete(SearchWord)
            .where(SearchWord.word == word, SearchWord.contact_id.in_(contact_ids))
            .execution_options(synchronize_session=False)
        )


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
    _write_changes(session, [_change(one, account_id, was, is_) for one, was, is_ in rows])
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


def _change(
    contact: Contact, account_id: int | None, before: dict[str, Any], after: dict[str, Any]
) -> dict[str, Any]:
    return {
        "book_id": contact.book_id,
        "contact_id": contact.id,
        "account_id": account_id,
        "before": before,
        "after": after,
    }


def _write_changes(session: Session, changes: Sequence[dict[str, Any]]) -> None:
    if changes:
        session.execute(insert(Change), changes)
