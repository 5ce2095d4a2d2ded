"""The tables. Every row that somebody owns carries book_id, and no query forgets it."""

from __future__ import annotations

from app.models.accounts import AccessToken, Account, Book, Membership, Role, SignIn
from app.models.base import LARGEST_ID, Base, UtcDateTime, enum_type, folded_text, now
from app.models.chores import Chore
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
    Stage,
    Tag,
)
from app.models.encounters import Encounter, Position
from app.models.events import DeletedEvent, Event, EventKind
from app.models.follow_ups import FollowUp, FollowUpKind
from app.models.imports import Import, ImportKind, ImportRow, ImportState, RowOutcome
from app.models.matches import DistinctPair, LikelyPair, MatchKey, Merge, UncomparedContact
from app.models.reviewing import FieldOutcome, Outcome, ReviewStep, StepKind
from app.models.scans import Photo, Scan, ScanSide, ScanState
from app.models.views import Batch, SavedView

__all__ = [
    "LARGEST_ID",
    "AccessToken",
    "Account",
    "Base",
    "Batch",
    "Book",
    "Change",
    "Chore",
    "Contact",
    "ContactAddress",
    "ContactEmail",
    "ContactLink",
    "ContactPhone",
    "ContactTag",
    "DeletedEvent",
    "DistinctPair",
    "Encounter",
    "Event",
    "EventKind",
    "FieldOutcome",
    "FollowUp",
    "FollowUpKind",
    "Import",
    "ImportKind",
    "ImportRow",
    "ImportState",
    "LikelyPair",
    "MatchKey",
    "Membership",
    "Merge",
    "Note",
    "Outcome",
    "Photo",
    "Position",
    "ReviewStep",
    "Role",
    "RowOutcome",
    "SavedView",
    "Scan",
    "ScanSide",
    "ScanState",
    "SearchWord",
    "SignIn",
    "Stage",
    "StepKind",
    "Tag",
    "UncomparedContact",
    "UtcDateTime",
    "enum_type",
    "folded_text",
    "now",
]
