"""What is kept of cards for a while only: discarded ones, steps that can be undone, and pictures.

A discarded card can be brought back for thirty days. A picture goes when nothing speaks of it any
more: no card in any state, no note, no person, no import that is not over, no photo that another
one replaced, no reading, no step that can still be undone, no contact that had it these thirty
days; and its file when no book and no import has it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, delete, exists, select, update
from sqlalchemy.orm import Session, aliased

from app.importing.files import is_shown_in_a_preview
from app.models import (
    Change,
    Contact,
    Import,
    Note,
    Photo,
    ReviewStep,
    Scan,
    ScanSide,
    ScanState,
    now,
)
from app.photos import PhotoStore

DISCARDED_FOR = timedelta(days=30)
"""How long a discarded card can be brought back."""
STEPS_FOR = timedelta(days=31)
"""A day longer than app.review_steps undoes them."""
PICTURES_FOR = timedelta(days=30)
"""A picture younger than this is left alone: something may be about to speak of it."""
_MOST_AT_ONCE = 500


def purge_discarded(session: Session, older_than: timedelta = DISCARDED_FOR) -> int:
    """Throw away the cards that were discarded longer ago than this; their pictures stay.

    Those of a contact stay with it, in the bin too, and so does a card that others were found
    beside. A card that nobody knows the discarding of begins its time now.

    Returns:
        How many cards are gone.
    """
    is_discarded = Scan.state == ScanState.DISCARDED
    session.execute(
        update(Scan)
        .where(is_discarded, Scan.discarded_at.is_(None))
        .values(discarded_at=now())
        .execution_options(synchronize_session=False)
    )
    beside = aliased(Scan)
    query = (
        select(Scan.id)
        .where(is_discarded, Scan.discarded_at < now() - older_than, Scan.contact_id.is_(None))
        .where(~exists().where(beside.split_from_id == Scan.id))
        .order_by(Scan.id)
    )
    return _delete(session, Scan, Scan.id, list(session.scalars(query)))


def purge_steps(session: Session, older_than: timedelta = STEPS_FOR) -> int:
    """Throw away the steps that can no longer be undone; gives how many."""
    query = select(ReviewStep.id).where(ReviewStep.made_at < now() - older_than)
    return _delete(session, ReviewStep, ReviewStep.id, list(session.scalars(query)))


def purge_pictures(session: Session, older_than: timedelta = PICTURES_FOR) -> set[str]:
    """Throw away the rows of pictures that nothing speaks of any more.

    Returns:
        The keys of their files, for remove_files() once this is committed.
    """
    sides = (ScanSide.photo_id, ScanSide.card_id, ScanSide.replaced_photo_id)
    query = select(Photo.id, Photo.sha256).where(Photo.created_at < now() - older_than)
    for column in (*sides, Note.picture_id, Contact.portrait_id):
        query = query.where(~exists().where(column == Photo.id))
    query = query.where(~is_shown_in_a_preview())
    unused: dict[int, str] = {row[0]: row[1] for row in session.execute(query)}
    if not unused:
        return set()
    for picture_id in _spoken_of(session):
        unused.pop(picture_id, None)
    _delete(session, Photo, Photo.id, list(unused))
    return set(unused.values())


def _spoken_of(session: Session) -> Iterator[int]:
    """Give the pictures that no foreign key tells of: of readings, and of what can be undone."""
    pictures = Scan.reading["note_pictures"]
    for (found,) in session.execute(select(pictures).where(Scan.reading.is_not(None))):
        yield from found or ()
    # What a contact's history took away is kept as long as what is deleted by hand.
    portrait = Change.before["portrait"].as_integer()
    changes = select(portrait).where(Change.made_at > now() - PICTURES_FOR, portrait.is_not(None))
    yield from session.scalars(changes.distinct())
    steps = select(ReviewStep.before).where(ReviewStep.undone_at.is_(None))
    for before in session.scalars(steps):
        yield from _pictures_of(before.get("scan") or {})


def _pictures_of(kept: Mapping[str, Any]) -> Iterator[int]:
    """Give the pictures of a scan as app.review_steps.keep_scan() keeps it."""
    yield from (kept.get("reading") or {}).get("note_pictures", ())
    for side in kept.get("sides", ()):
        for name in ("photo_id", "card_id", "replaced_photo_id"):
            if side.get(name) is not None:
                yield side[name]


def remove_files(
    session: Session, store: PhotoStore, keys: Iterable[str], thumbnail_folder: Path | None = None
) -> int:
    """Remove the files of pictures whose rows are gone, unless another row has the same bytes.

    Args:
        session: A transaction after the one that threw the rows away.
        store: Where the files are.
        keys: Of the files.
        thumbnail_folder: Where their small versions are, which go with them.

    Returns:
        How many are gone. One that was sent again meanwhile stays.
    """
    gone = 0
    for key in keys:
        is_used = select(Photo.id).where(Photo.sha256 == key)
        is_imported = select(Import.id).where(Import.file_key == key)
        if session.scalar(is_used.limit(1)) or session.scalar(is_imported.limit(1)):
            continue
        if store.remove_unused(key, timedelta(days=1)):
            gone += 1
            for small in thumbnail_folder.glob(f"*/{key}-*") if thumbnail_folder else ():
                small.unlink(missing_ok=True)
    return gone


def _delete(
    session: Session, table: type[Any], column: ColumnElement[int] | Any, ids: list[int]
) -> int:
    for start in range(0, len(ids), _MOST_AT_ONCE):
        # By the database: its foreign keys take along what belongs to them.
        session.execute(
            delete(table)
            .where(column.in_(ids[start : start + _MOST_AT_ONCE]))
            .execution_options(synchronize_session=False)
        )
    session.expire_all()
    return len(ids)
