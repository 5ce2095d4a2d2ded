"""What an import keeps in the photo store while it needs it: its file, and pictures of its rows."""

from __future__ import annotations

from sqlalchemy import ColumnElement, exists, func, select, update
from sqlalchemy.orm import Session

from app.models import Import, ImportRow, ImportState, Photo
from app.photos import PhotoStore

NEEDING = (
    ImportState.UPLOADED,
    ImportState.MAPPING,
    ImportState.READY,
    ImportState.FAILED,
    ImportState.RUNNING,
)
"""The states in which an import may still read its file."""


def is_file_free(session: Session, file_key: str) -> bool:
    """Say whether no photo, and no import that may still read it, speaks of a file."""
    needing = select(Import.id).where(Import.file_key == file_key, Import.state.in_(NEEDING))
    photos = select(Photo.id).where(Photo.sha256 == file_key)
    return session.scalar(needing.limit(1)) is None and session.scalar(photos.limit(1)) is None


def is_shown_in_a_preview() -> ColumnElement[bool]:
    """Say of a photo whether an import that is not over speaks of it."""
    return exists().where(
        ImportRow.picture_id == Photo.id,
        Import.id == ImportRow.import_id,
        Import.state.in_(NEEDING),
    )


def lock_file(session: Session, file_key: str) -> None:
    """Let nobody else say or change what becomes of a file until the transaction ends.

    Whoever brings a file in, and whoever throws it away, takes this first: of the two, one is
    before the other, and a file that is wanted again is there.
    """
    if session.get_bind().dialect.name == "sqlite":
        # It knows no such locks: writing something takes the whole database's.
        nothing = update(Import).where(Import.id == 0).values(attempts=Import.attempts)
        session.execute(nothing.execution_options(synchronize_session=False))
    else:
        session.execute(select(func.pg_advisory_xact_lock(int(file_key[:15], 16))))


def remove_if_free(session: Session, store: PhotoStore, file_key: str) -> bool:
    """Remove an import's file unless something speaks of it.

    Args:
        session: At the beginning of a transaction, which is to end right after.
        store: Where the file is.
        file_key: Its key.

    Returns:
        Whether it is gone.
    """
    lock_file(session, file_key)
    if not is_file_free(session, file_key):
        return False
    store.remove(file_key)
    return True
