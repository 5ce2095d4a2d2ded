"""Contacts as files for address books: one card, a file of many, an archive of single ones."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from typing import IO
from urllib.parse import quote

from sqlalchemy.orm import Session

from app.contacts import load_contacts
from app.errors import NotFoundError
from app.models import Contact, ScanSide
from app.thumbnails import Thumbnails, Width
from app.vcard import vcard_file_name, write_vcard
from app.vcard_contact import vcard_of_contact
from ocr.types import Side

VCARD_TYPE = "text/vcard; charset=utf-8"

_BATCH = 100
_MEMORY_BYTES = 8 * 1024 * 1024
"""A file larger than this is put together on the disk."""


def card_side_of(contact: Contact) -> ScanSide | None:
    """Give the side whose picture stands for a contact: the recto of its first card."""
    rectos = (side for scan in contact.scans for side in scan.sides if side.side is Side.RECTO)
    return next(rectos, None)


def write_contact(contact: Contact, thumbnails: Thumbnails, language: str) -> bytes:
    """Write one contact as a vCard, with a picture at a size for address books.

    It is the person's portrait, or else the first card.
    """
    side = card_side_of(contact)
    shown = contact.portrait
    if shown is None and side is not None:
        shown = side.card or side.photo
    photo = b""
    if shown is not None:
        try:
            photo = thumbnails.get(shown.sha256, Width.LARGE)
        except NotFoundError:
            photo = b""  # too damaged to be shown: the card still goes out
    return write_vcard(vcard_of_contact(contact, photo=photo), language).encode("utf-8")


def write_contacts(
    session: Session,
    book_id: int,
    contact_ids: Sequence[int],
    thumbnails: Thumbnails,
    language: str,
) -> IO[bytes]:
    """Write contacts one after the other into one vCard file.

    Returns:
        The file, at its beginning; whoever reads it closes it.
    """
    file = tempfile.SpooledTemporaryFile(max_size=_MEMORY_BYTES)  # noqa: SIM115
    for contact in _each(session, book_id, contact_ids):
        file.write(write_contact(contact, thumbnails, language))
    file.seek(0)
    return file


def write_archive(
    session: Session,
    book_id: int,
    contact_ids: Sequence[int],
    thumbnails: Thumbnails,
    language: str,
) -> IO[bytes]:
    """Write contacts into a zip archive of single vCard files.

    Returns:
        The archive, at its beginning; whoever reads it closes it.
    """
    file = tempfile.SpooledTemporaryFile(max_size=_MEMORY_BYTES)  # noqa: SIM115
    taken: dict[str, int] = {}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for contact in _each(session, book_id, contact_ids):
            name = vcard_file_name(contact.shown_name)
            taken[name.lower()] = count = taken.get(name.lower(), 0) + 1
            unique = name if count == 1 else f"{name}-{contact.id}"
            archive.writestr(f"{unique}.vcf", write_contact(contact, thumbnails, language))
    file.seek(0)
    return file


def _each(session: Session, book_id: int, contact_ids: Sequence[int]) -> Iterator[Contact]:
    for start in range(0, len(contact_ids), _BATCH):
        batch = load_contacts(session, book_id, contact_ids[start : start + _BATCH])
        yield from batch
        for contact in batch:
            session.expunge(contact)  # a whole book does not stay in memory


def disposition(kind: str, name: str, ending: str) -> str:
    """Write a Content-Disposition: a plain ASCII name, and the real one for those who can.

    Args:
        kind: "inline" or "attachment".
        name: What the file is called, without its ending.
        ending: Such as "vcf".
    """
    real = quote(f"{name}.{ending}", safe="")
    return f"{kind}; filename=\"{vcard_file_name(name)}.{ending}\"; filename*=UTF-8''{real}"
