"""How photos come in: new cards, the backs of known ones, and photos taken again."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from app.client_keys import check_client_key
from app.db import insert_unless_there
from app.errors import ConflictError, InvalidError, NotFoundError, PhotoTooLargeError
from app.events import find_stamp
from app.models import Photo, Scan, ScanSide, ScanState, now
from app.photo_cards import is_split
from app.photos import PhotoStore
from app.scan_queue import StoredPicture, save_photo
from app.scans import lock_scan, read_again, require_open, side_of
from ocr.types import Side

MEDIA_TYPES = {
    "jpeg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "heif": "image/heic",
}


class SeveralCardsError(ConflictError):
    """The photo shows several cards: another photo of one cannot stand for them all."""

    code = "several_cards"
    hint = "This photo shows several cards. Scan this one as a new card."


def create_scan(
    session: Session,
    store: PhotoStore,
    book_id: int,
    *,
    client_key: str,
    recto: bytes,
    verso: bytes | None = None,
    taken_at: datetime | None = None,
    event_key: str = "",
    is_retake: bool = False,
    photo_limit_bytes: int,
) -> tuple[Scan, bool]:
    """Take a card's photos in. Sending the same scan again changes nothing.

    The bytes are on the disk before the row is: what the caller commits can be read.

    Args:
        session: Not committed here.
        store: Where the photos go.
        book_id: Whose scan it is.
        client_key: Chosen by the sender; names the scan in its book.
        recto: The photo of the front.
        verso: The photo of the back. A scan that was sent without one gets it by a second call.
        taken_at: When the photo was taken, as far as the sender knows. Never in the future.
        event_key: Of the event where the card was given; "" for none, as is one that was deleted.
            A scan that is known keeps the event it has.
        is_retake: True when the front was taken again: the photo stands in for the one before.
        photo_limit_bytes: Largest photo that is taken.

    Returns:
        The scan, and whether it is new.

    Raises:
        InvalidError: If the key cannot be one.
        PhotoError: If a photo is empty or no picture; a damaged picture is taken, and fails later.
        PhotoTooLargeError: If a photo is over the limit.
        UnknownEventError: If the book has no such event. Nothing is taken then.
        SeveralCardsError: If several cards were found in the photo that was taken again.
        ConflictError: If the key belongs to a scan of another photo, and this is no retake; or if
            the card of a retake was reviewed or discarded.
        StorageFullError: If the disk is full.
    """
    check_client_key(client_key)
    event = find_stamp(session, book_id, event_key)
    # Both are checked and stored before anything is written to the database.
    front = _store_photo(store, recto, photo_limit_bytes)
    back = _store_photo(store, verso, photo_limit_bytes) if verso is not None else None
    moment = now()
    values = {
        "book_id": book_id,
        "client_key": client_key,
        "state": ScanState.WAITING,
        "taken_at": min(taken_at or moment, moment),
        "created_at": moment,
        "attempts": 0,
        "event_id": event.id if event else None,
    }
    is_new = insert_unless_there(session, Scan, values)
    query = select(Scan).where(Scan.book_id == book_id, Scan.client_key == client_key)
    scan = session.scalars(query.options(selectinload(Scan.sides))).one()
    if is_new:
        _add_side(session, scan, Side.RECTO, front)
    else:
        lock_scan(session, scan)
        _take_known(session, scan, front, is_retake=is_retake)
    if back is not None and (is_new or side_of(scan, Side.VERSO) is None):
        _add_verso(session, scan, back)
    session.flush()
    return scan, is_new


def _take_known(session: Session, scan: Scan, front: StoredPicture, *, is_retake: bool) -> None:
    """Take the front of a scan that is there: the same photo again, or another in its place."""
    if _is_there(scan, front):
        return
    if not is_retake:
        raise ConflictError(
            "Another photo was sent under this key. Send this one under a new key.",
            code="client_key_used",
        )
    _replace(session, scan, _sent_as(scan, Side.RECTO), front)


def add_verso(
    session: Session,
    store: PhotoStore,
    scan: Scan,
    photo: bytes,
    *,
    is_retake: bool = False,
    photo_limit_bytes: int,
) -> None:
    """Add the photo of the back; the card is read again, both sides together.

    A verso that comes after the review is kept with the scan, which stays as it was confirmed.
    The same photo sent again changes nothing.

    Args:
        session: Not committed here.
        store: Where the photo goes.
        scan: The card.
        photo: Of its back.
        is_retake: True when the back was taken again: the photo stands in for the one before.
        photo_limit_bytes: Largest photo that is taken.

    Raises:
        PhotoError: If the photo is empty or no picture.
        PhotoTooLargeError: If it is over the limit.
        SeveralCardsError: If it is a retake, and the card was found beside others.
        ConflictError: If the scan has a verso, and this is no retake; or if the card of a retake
            was reviewed or discarded.
        StorageFullError: If the disk is full.
    """
    picture = _store_photo(store, photo, photo_limit_bytes)
    lock_scan(session, scan)
    if _is_there(scan, picture) or _is_separate(session, scan, picture):
        return
    known = _sent_as(scan, Side.VERSO)
    if known is None:
        _add_verso(session, scan, picture)
    elif is_retake:
        _replace(session, scan, known, picture)
    else:
        raise ConflictError("This card has a verso already.", code="verso_exists")
    session.flush()


def restore_photo(session: Session, scan: Scan, side: Side, photo_id: int | None = None) -> None:
    """Bring back the photo of a side that was taken again; the card is read again.

    The photo it goes back from is kept in turn.

    Args:
        session: Not committed here.
        scan: The card.
        side: Which of its photos.
        photo_id: The photo to bring back. Nothing changes if it is there already.

    Raises:
        NotFoundError: If the scan has no such side.
        InvalidError: If this side has no such photo to bring back.
        SeveralCardsError: If several cards were found in its photo.
        ConflictError: If the scan was reviewed or discarded.
    """
    lock_scan(session, scan)
    row = side_of(scan, side)
    if row is None:
        raise NotFoundError
    if photo_id is not None and photo_id == row.photo_id:
        return
    if row.replaced_photo_id is None or photo_id not in (None, row.replaced_photo_id):
        raise InvalidError("There is no other photo of this side.", code="nothing_replaced")
    _put_in_place(session, scan, row, row.replaced_photo_id)


def _store_photo(store: PhotoStore, photo: bytes, limit_bytes: int) -> StoredPicture:
    # Imported here, with OpenCV behind it: the first page does not wait for that.
    from ocr.decode import require_kind

    if len(photo) > limit_bytes:
        raise PhotoTooLargeError
    media_type = MEDIA_TYPES[require_kind(photo)]
    return StoredPicture(store.put(photo), media_type, len(photo))


def _is_there(scan: Scan, picture: StoredPicture) -> bool:
    """Say whether a photo came before: what was taken again since is not taken a second time."""
    # The sides may have been swapped since: either is the photo that came first.
    photos = [photo for side in scan.sides for photo in (side.photo, side.replaced_photo) if photo]
    return picture.sha256 in {photo.sha256 for photo in photos}


def _is_separate(session: Session, scan: Scan, picture: StoredPicture) -> bool:
    """Say whether a photo is that of a card of its own since a person parted it from this one."""
    query = (
        select(Photo.id)
        .join(ScanSide, ScanSide.photo_id == Photo.id)
        .join(Scan, Scan.id == ScanSide.scan_id)
        .where(Scan.book_id == scan.book_id, Photo.sha256 == picture.sha256)
        .where(Scan.client_key.startswith(f"{scan.id}#", autoescape=True))
    )
    return session.scalar(query.limit(1)) is not None


def _sent_as(scan: Scan, side: Side) -> ScanSide | None:
    return next((each for each in scan.sides if each.sent_as is side), None)


def _add_side(session: Session, scan: Scan, side: Side, picture: StoredPicture) -> None:
    photo_id = save_photo(session, scan.book_id, picture)
    scan.sides.append(ScanSide(book_id=scan.book_id, side=side, photo_id=photo_id))
    session.flush()


def _add_verso(session: Session, scan: Scan, picture: StoredPicture) -> None:
    _add_side(session, scan, Side.VERSO, picture)
    if scan.state is ScanState.DISCARDED:
        scan.reading = None  # so that it is read, both sides together, if it is restored
        scan.error_code = None
    elif scan.state is not ScanState.REVIEWED:
        read_again(scan)


def _replace(session: Session, scan: Scan, row: ScanSide | None, picture: StoredPicture) -> None:
    assert row is not None, "a scan has a front"
    _put_in_place(session, scan, row, save_photo(session, scan.book_id, picture))


def _put_in_place(session: Session, scan: Scan, row: ScanSide, photo_id: int) -> None:
    require_open(scan)
    if is_split(scan):
        raise SeveralCardsError
    row.replaced_photo_id, row.photo_id = row.photo_id, photo_id
    row.card_quad, row.is_cut_by_hand = None, False
    read_again(scan)
    session.flush()
    session.expire(row, ["photo", "replaced_photo", "card"])
