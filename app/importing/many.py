"""Many contacts locked, or put into the bin, in a few statements."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from app.history import change_row, insert_changes, take_snapshot
from app.models import Contact, LikelyPair, MatchKey, SearchWord, UncomparedContact, now


def lock_contacts(session: Session, contact_ids: Sequence[int]) -> None:
    """Let nobody change contacts until the transaction ends; on SQLite its writer is alone."""
    query = select(Contact.id).where(Contact.id.in_(contact_ids)).order_by(Contact.id)
    session.execute(query.with_for_update())


def delete_contacts(
    session: Session, contacts: Sequence[Contact], *, account_id: int | None
) -> None:
    """Put contacts into the bin, as app.contacts.delete_contact does with one.

    Args:
        session: Not committed here.
        contacts: Locked, none of them deleted. They are not refreshed.
        account_id: Who does it.
    """
    if not contacts:
        return
    ids = [contact.id for contact in contacts]
    moment = now()
    changes = []
    for contact in contacts:
        before = take_snapshot(contact)
        after = before | {"deleted": True, "version": contact.version + 1}
        changes.append(change_row(contact, account_id, before, after))
    for statement in (
        update(Contact)
        .where(Contact.id.in_(ids))
        .values(deleted_at=moment, updated_at=moment, version=Contact.version + 1),
        delete(SearchWord).where(SearchWord.contact_id.in_(ids)),
        delete(MatchKey).where(MatchKey.contact_id.in_(ids)),
        delete(UncomparedContact).where(UncomparedContact.contact_id.in_(ids)),
        delete(LikelyPair).where(or_(LikelyPair.first_id.in_(ids), LikelyPair.second_id.in_(ids))),
    ):
        session.execute(statement.execution_options(synchronize_session=False))
    insert_changes(session, changes)
