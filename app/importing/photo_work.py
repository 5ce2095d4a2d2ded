"""Card photos brought in: each card of an archive becomes a scan, which is then read as any other.

A card's key comes from its photo, so that the same photo is one scan however often it comes; a
photo that is in the book already, shot or sent, is not taken a second time.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from io import BytesIO
from itertools import islice
from typing import Any, BinaryIO

from PIL import ExifTags, Image
from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from app.drafts import Draft, clean_draft, draft_of, draft_to_json, join_drafts
from app.errors import ConflictError, PhotoTooLargeError
from app.importing.archives import (
    NO_PHOTO,
    CardEntry,
    PhotoEntry,
    RefusedEntry,
    list_cards,
    read_photo,
)
from app.importing.portraits import UnfitPortraitError, make_small
from app.importing.preparing import NoEntriesError
from app.importing.queue import ImportClaim, ImportQueue
from app.importing.records import UnreadableEntryError
from app.intake import create_scan
from app.models import Import, ImportRow, ImportState, Photo, RowOutcome, Scan, ScanSide, ScanState
from app.photos import PhotoStore
from app.scan_queue import StoredPicture, save_photo
from app.scans import restore_scan
from app.settings import Settings
from app.thumbnails import Thumbnails, Width
from ocr.errors import PhotoError

BATCH = 20
"""Cards that are looked at in one transaction."""
PREVIEW_PX = 320


class TooManyPhotosError(NoEntriesError):
    """The archive holds more photos than one import takes."""

    code = "too_many_photos"
    hint = "The archive holds more photos than one import takes. Split it."


def prepare_photos(
    queue: ImportQueue, claim: ImportClaim, file: BinaryIO, store: PhotoStore, settings: Settings
) -> None:
    """Look through an archive of photos, and leave its rows for their owner to see.

    Small pictures of the cards are made on the way, for the preview: the archive's own photos come
    into the store with the confirmed import.

    Raises:
        AppError: If there is no photo in it, or far too many.
        LeaseLostError: If somebody else has the import now.
    """
    with Session(queue.engine) as session, session.begin():
        queue.keep(session, claim, rows_total=0, rows_done=0)
        session.execute(delete(ImportRow).where(ImportRow.import_id == claim.import_id))
    found = list_cards(file, settings.photo_limit_bytes)
    previews = Previews(store, Thumbnails(settings.thumbnail_folder, store))
    entries = (_row_of(file, one, previews, settings.photo_limit_bytes) for one in found)
    counts: Counter[str] = Counter()
    seen: dict[str, int] = {}
    number = 0
    while batch := list(islice(entries, BATCH)):
        if number + len(batch) > settings.import_photos_limit:
            raise TooManyPhotosError
        with Session(queue.engine) as session, session.begin():
            queue.keep(session, claim, rows_done=number + len(batch))
            for row in batch:
                number += 1
                row |= {"import_id": claim.import_id, "number": number, "book_id": claim.book_id}
                row |= {"is_wanted": True, "scan_id": None, "picture_id": None}
                _compare(session, claim.book_id, row, seen)
                previews.show(session, row)
            session.execute(insert(ImportRow), batch)
        counts.update(str(row["outcome"]) for row in batch)
    if not number:
        raise NoEntriesError("There is no photo in this file.", code="no_photos")
    with Session(queue.engine) as session, session.begin():
        report = {"found": dict(counts)}
        queue.finish(
            session, claim, ImportState.READY, rows_total=number, rows_done=0, report=report
        )


class Previews:
    """Makes the small pictures of an archive's photos that a preview shows."""

    def __init__(self, store: PhotoStore, thumbnails: Thumbnails) -> None:
        self._store = store
        self._thumbnails = thumbnails
        self._made: dict[str, StoredPicture] = {}

    def make(self, sha256: str, photo: bytes) -> None:
        """Make the small picture of a photo; one that cannot be decoded has none."""
        if sha256 in self._made:
            return
        with suppress(UnfitPortraitError):
            small = make_small(photo, PREVIEW_PX)
            key = self._store.put(small)
            # Here and now: the web process is to decode nothing for a page of fifty cards.
            self._thumbnails.get(key, Width.SMALL)
            self._made[sha256] = StoredPicture(key, "image/jpeg", len(small))

    def show(self, session: Session, row: dict[str, Any]) -> None:
        """Give a row its picture."""
        picture = self._made.get(row["content"].get("sha256", ""))
        if picture is not None:
            row["picture_id"] = save_photo(session, row["book_id"], picture)


def _row_of(
    file: BinaryIO, found: CardEntry | RefusedEntry, previews: Previews, limit_bytes: int
) -> dict[str, Any]:
    if isinstance(found, RefusedEntry):
        told = {"name": found.name}
        return {"outcome": RowOutcome.REFUSED, "error": found.reason, "content": told}
    # Imported here, with OpenCV behind it: the pages know this module too.
    from ocr.decode import require_kind

    content: dict[str, Any] = {"name": found.recto.name, "recto": _place_of(found.recto)}
    if found.verso is not None:
        content |= {"verso_name": found.verso.name, "verso": _place_of(found.verso)}
    try:
        recto = read_photo(file, found.recto, limit_bytes)
        require_kind(recto)
        content["sha256"] = hashlib.sha256(recto).hexdigest()
        if found.verso is not None:
            require_kind(read_photo(file, found.verso, limit_bytes))
        previews.make(content["sha256"], recto)
    except UnreadableEntryError as error:
        return {"outcome": RowOutcome.REFUSED, "error": error.hint, "content": content}
    except PhotoError:
        return {"outcome": RowOutcome.REFUSED, "error": NO_PHOTO, "content": content}
    return {"outcome": RowOutcome.NEW, "error": "", "content": content}


def _place_of(entry: PhotoEntry) -> dict[str, Any]:
    changed_at = entry.changed_at.isoformat() if entry.changed_at else None
    return {"index": entry.index, "changed_at": changed_at}


def _compare(session: Session, book_id: int, row: dict[str, Any], seen: dict[str, int]) -> None:
    if row["outcome"] is not RowOutcome.NEW:
        return
    sha256 = row["content"]["sha256"]
    scan_id = find_scan_of_photo(session, book_id, sha256)
    if scan_id is not None:
        row |= {"outcome": RowOutcome.SAME, "scan_id": scan_id}
    elif sha256 in seen:
        row["outcome"] = RowOutcome.SAME
        row["content"] = row["content"] | {"twin": seen[sha256]}
    seen.setdefault(sha256, row["number"])


def find_scan_of_photo(session: Session, book_id: int, sha256: str) -> int | None:
    """Give the scan of a book that shows this very photo; None when none does."""
    return session.scalar(
        select(Scan.id)
        .join(ScanSide, ScanSide.scan_id == Scan.id)
        .join(Photo, Photo.id == ScanSide.photo_id)
        .where(Scan.book_id == book_id, Photo.book_id == book_id, Photo.sha256 == sha256)
        .where(Scan.state != ScanState.DISCARDED)
        .order_by(Scan.id)
        .limit(1)
    )


def write_photos(
    queue: ImportQueue, claim: ImportClaim, file: BinaryIO, store: PhotoStore, settings: Settings
) -> None:
    """Make a scan of each card that its owner wants, one transaction each.

    Raises:
        LeaseLostError: If somebody else has the import now, or it was stopped.
        StorageFullError: If the disk is full; what was done stays done.
    """
    for number in _numbers(queue, claim):
        with Session(queue.engine) as session, session.begin():
            queue.keep(session, claim, rows_done=number)
            row = session.get_one(ImportRow, (claim.import_id, number))
            report, choices = session.execute(
                select(Import.report, Import.choices).where(Import.id == claim.import_id)
            ).one()
            counts = Counter((report or {}).get("written", {}))
            counts[_write_card(session, claim, row, file, store, settings, choices or {})] += 1
            queue.keep(session, claim, report=dict(report or {}) | {"written": dict(counts)})
    with Session(queue.engine) as session, session.begin():
        queue.finish(session, claim, ImportState.DONE)


def _numbers(queue: ImportQueue, claim: ImportClaim) -> Iterator[int]:
    with Session(queue.engine) as session:
        done, total = session.execute(
            select(Import.rows_done, Import.rows_total).where(Import.id == claim.import_id)
        ).one()
    yield from range(done + 1, total + 1)


def _write_card(
    session: Session,
    claim: ImportClaim,
    row: ImportRow,
    file: BinaryIO,
    store: PhotoStore,
    settings: Settings,
    choices: dict[str, Any],
) -> str:
    """Make a card's scan; says as what it counts."""
    if row.outcome is RowOutcome.REFUSED:
        return "refused"
    if not row.is_wanted:
        return "left_out"
    sha256 = row.content["sha256"]
    if find_scan_of_photo(session, claim.book_id, sha256) is not None:
        return "same"
    limit_bytes = settings.photo_limit_bytes
    try:
        recto = read_photo(file, _entry(row.content, "recto"), limit_bytes)
        has_verso = "verso" in row.content
        verso = read_photo(file, _entry(row.content, "verso"), limit_bytes) if has_verso else None
        scan, is_new = create_scan(
            session,
            store,
            claim.book_id,
            # 64 characters: what a key may have. 60 digits of a hash are enough to tell photos.
            client_key=f"zip:{sha256[:60]}",
            recto=recto,
            verso=verso,
            taken_at=_taken_at(recto, row.content["recto"]),
            photo_limit_bytes=limit_bytes,
        )
    except (UnreadableEntryError, PhotoError, PhotoTooLargeError, ConflictError) as error:
        row.outcome, row.error = RowOutcome.REFUSED, error.hint[:200]
        return "refused"
    if not is_new and scan.state is ScanState.DISCARDED and scan.joined_into_id is None:
        restore_scan(session, scan)  # an earlier import of the photo was undone
    elif not is_new:
        return "same"
    draft = clean_draft(Draft(tags=tuple(choices.get("tags", ()))))
    scan.draft = draft_to_json(join_drafts([draft_of(scan.draft), draft]))
    row.scan_id = scan.id
    session.flush()
    return "new"


def _entry(content: dict[str, Any], side: str) -> PhotoEntry:
    return PhotoEntry(content["name"], int(content[side]["index"]), 0, None)


def _taken_at(photo: bytes, place: dict[str, Any]) -> datetime | None:
    """Say when a photo was taken: by the photo itself, else by the file; None when none knows."""
    from app.scans import parse_moment

    try:
        with Image.open(BytesIO(photo)) as image:
            said = image.getexif().get_ifd(ExifTags.IFD.Exif).get(
                ExifTags.Base.DateTimeOriginal
            ) or image.getexif().get(ExifTags.Base.DateTime)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        said = None
    day, _, time = str(said or "").partition(" ")
    try:
        return datetime.fromisoformat(f"{day.replace(':', '-')}T{time}+00:00")
    except ValueError:
        return parse_moment(place["changed_at"] or "")
