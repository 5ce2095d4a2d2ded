"""Rows for tests, complete and valid; a test names only the values it is about."""

from __future__ import annotations

import uuid
from datetime import date, datetime, timedelta
from functools import cache
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

from PIL import Image
from sqlalchemy.orm import Session

from app import accounts
from app.models import (
    Account,
    Book,
    Contact,
    Encounter,
    Event,
    FollowUp,
    Import,
    ImportKind,
    Membership,
    Photo,
    Scan,
    ScanSide,
    ScanState,
    Tag,
)
from app.photos import PhotoStore
from ocr.types import Side

PASSWORD = "correct horse battery"
TIMEZONE = "America/Toronto"
"""Of accounts and of browsers, unless a test says otherwise."""


def today() -> date:
    """Say what day it is for an account of these tests: in the evening, not the one of UTC."""
    return datetime.now(ZoneInfo(TIMEZONE)).date()


@cache
def password_hash() -> str:
    """Hash PASSWORD, once per test run: a hash takes 0.15 s."""
    return accounts.hash_password(PASSWORD)


def build_account(session: Session, **values: Any) -> tuple[Account, Book]:
    """Add an account whose password is PASSWORD, with a book of its own."""
    number = uuid.uuid4().hex[:8]
    given = {
        "email": f"member-{number}@example.com",
        "display_name": "Ada Member",
        "password_hash": password_hash(),
        "language": "en",
        "timezone": TIMEZONE,
    }
    account = Account(**(given | values))
    book = Book(name=account.display_name)
    session.add_all([account, book])
    session.flush()
    session.add(Membership(account_id=account.id, book_id=book.id))
    session.flush()
    return account, book


def build_contact(session: Session, book: Book, **values: Any) -> Contact:
    """Add a contact; its full name follows the parts unless given."""
    parts = {"given_name": "Zoé", "family_name": "Testard"} | values
    parts.setdefault("full_name", f"{parts['given_name']} {parts['family_name']}".strip())
    contact = Contact(book_id=book.id, **parts)
    session.add(contact)
    session.flush()
    return contact


def build_tag(session: Session, book: Book, name: str = "client") -> Tag:
    """Add a tag."""
    tag = Tag(book_id=book.id, name=name, folded=name.casefold())
    session.add(tag)
    session.flush()
    return tag


def build_follow_up(session: Session, contact: Contact, **values: Any) -> FollowUp:
    """Add a follow-up, due tomorrow unless said otherwise."""
    given = {"due_on": today() + timedelta(days=1), "text": "Call back"}
    follow_up = FollowUp(book_id=contact.book_id, contact_id=contact.id, **(given | values))
    session.add(follow_up)
    session.flush()
    return follow_up


def build_encounter(session: Session, contact: Contact, **values: Any) -> Encounter:
    """Add a meeting of today; the contact's days are not worked out."""
    given: dict[str, Any] = {"met_on": today(), "place": "", "text": ""}
    encounter = Encounter(book_id=contact.book_id, contact_id=contact.id, **(given | values))
    session.add(encounter)
    session.flush()
    session.expire(contact, ["encounters"])
    return encounter


def build_event(session: Session, book: Book, **values: Any) -> Event:
    """Add an event of today."""
    given: dict[str, Any] = {
        "client_key": uuid.uuid4().hex,
        "name": "Salon des artisans",
        "held_on": today(),
    }
    event = Event(book_id=book.id, **(given | values))
    session.add(event)
    session.flush()
    return event


def build_import(session: Session, book: Book, **values: Any) -> Import:
    """Add an import that waits to be looked through; its file is nowhere."""
    given: dict[str, Any] = {
        "client_key": uuid.uuid4().hex,
        "kind": ImportKind.VCARD,
        "file_name": "contacts.vcf",
        "file_key": "0" * 64,
    }
    made = Import(book_id=book.id, **(given | values))
    session.add(made)
    session.flush()
    return made


@cache
def jpeg(width_px: int = 320, height_px: int = 200, grey: int = 200, remark: str = "") -> bytes:
    """Make a small JPEG of one grey; another grey or another remark in it is another photo."""
    made = BytesIO()
    picture = Image.new("RGB", (width_px, height_px), (grey, grey, grey))
    picture.save(made, "JPEG", comment=remark.encode())
    return made.getvalue()


def build_photo(
    session: Session, book: Book, store: PhotoStore, data: bytes | None = None
) -> Photo:
    """Put a picture in the store and add its row; one that no other is like, unless given."""
    data = data if data is not None else jpeg(remark=uuid.uuid4().hex)
    sha256 = store.put(data)
    known = session.query(Photo).filter_by(book_id=book.id, sha256=sha256).one_or_none()
    if known is not None:
        return known
    photo = Photo(book_id=book.id, sha256=sha256, media_type="image/jpeg", size_bytes=len(data))
    session.add(photo)
    session.flush()
    return photo


def build_scan(
    session: Session,
    book: Book,
    store: PhotoStore,
    *,
    recto: bytes | None = None,
    verso: bytes | None = None,
    **values: Any,
) -> Scan:
    """Add a scan with its photos; waiting unless said otherwise."""
    given: dict[str, Any] = {"client_key": uuid.uuid4().hex, "state": ScanState.WAITING}
    scan = Scan(book_id=book.id, **(given | values))
    photos = {Side.RECTO: build_photo(session, book, store, recto)}
    if verso is not None:
        photos[Side.VERSO] = build_photo(session, book, store, verso)
    scan.sides = [
        ScanSide(book_id=book.id, side=side, photo_id=photo.id) for side, photo in photos.items()
    ]
    session.add(scan)
    session.flush()
    return scan


def sign_in(session: Session, account: Account) -> str:
    """Sign an account in and give the cookie's value."""
    return accounts.start_sign_in(session, account, timedelta(days=60))
