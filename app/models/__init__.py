"""The tables. Every row that somebody owns carries book_id, and no query forgets it."""

from __future__ import annotations

from app.models.accounts import AccessToken, Account, Book, Membership, Role, SignIn
from app.models.base import LARGEST_ID, Base, UtcDateTime, enum_type, folded_text, now
from app.models.contacts import (
    Change,
    Contact,
    ContactAddress,
    ContactEmail,
    ContactLink,
    ContactPhone,
    ContactTag,
    Note,
    SearchWord,
    Tag,
)
from app.models.events import Event, EventKind
from app.models.follow_ups import FollowUp, FollowUpKind
from app.models.scans import Photo, Scan, ScanSide, ScanState

__all__ = [
    "LARGEST_ID",
    "AccessToken",
    "Account",
    "Base",
    "Book",
    "Change",
    "Contact",
    "ContactAddress",
    "ContactEmail",
    "ContactLink",
    "ContactPhone",
    "ContactTag",
    "Event",
    "EventKind",
    "FollowUp",
    "FollowUpKind",
    "Membership",
    "Note",
    "Photo",
    "Role",
    "Scan",
    "ScanSide",
    "ScanState",
    "SearchWord",
    "SignIn",
    "Tag",
    "UtcDateTime",
    "enum_type",
    "folded_text",
    "now",
]
