"""Tags of many contacts at once, in a few statements however many they are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from app.folding import split_words
from app.history import change_row, insert_changes, take_snapshot
from app.models import Contact, ContactTag, SearchWord, Tag
from app.search import words_of, words_taken_over
from app.tags import TAGS_LIMIT


def change_tags(
    session: Session,
    contacts: Sequence[Contact],
    tags: Sequence[Tag],
    *,
    is_adding: bool,
    account_id: int | None,
    told: dict[str, Any],
) -> None:
    """Give many contacts the same tags, or take them away; history and search words follow.

    Args:
        session: Not committed here.
        contacts: With everything that the history keeps; locked.
        tags: To give or to take; a contact that has TAGS_LIMIT takes no more.
        is_adding: False takes them away.
        account_id: Who does it.
        told: Gets "tags": the ids of the contacts that were changed, by the tag's name.
    """
    changes: list[dict[str, Any]] = []
    added: list[dict[str, Any]] = []
    words: list[tuple[Contact, set[str]]] = []
    for contact in contacts:
        has = {tag.id for tag in contact.tags}
        if is_adding:
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
        changes.append(change_row(contact, account_id, before, after))
        words.append((contact, {word for tag in touched for word in split_words(tag.name)}))
    told.setdefault("tags", {})
    if is_adding and added:
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
    insert_changes(session, changes)


def _write_words(session: Session, touched: Sequence[tuple[Contact, set[str]]]) -> None:
    """Bring the search words up to date, as far as the words of some tags go."""
    if not touched:
        return
    some = {word for _contact, words in touched for word in words}
    ids = [contact.id for contact, _words in touched]
    mine = (SearchWord.contact_id.in_(ids), SearchWord.word.in_(some))
    rows_there = session.execute(select(SearchWord.contact_id, SearchWord.word).where(*mine))
    # Of each contact only the words of its own tags that changed: it may have others of `some`.
    own = {(contact.id, word) for contact, words in touched for word in words}
    known: set[tuple[int, str]] = {(row[0], row[1]) for row in rows_there} & own
    over = words_taken_over(session, ids)
    wanted = {
        (contact.id, word)
        for contact, words in touched
        for word in words & (words_of(contact) | over.get(contact.id, set()))
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
