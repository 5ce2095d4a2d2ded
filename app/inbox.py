"""What the inbox and the strip of the scan screen show of a scan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.doubts import count_doubts as count_doubts
from app.failures import failure_hint
from app.meetings import Meeting, meeting_of
from app.models import Scan, ScanState
from app.review_form import contact_of
from app.review_queue import QueueState
from app.scans import side_of
from ocr.flaws import HINTS
from ocr.types import Flaw, Side

PENDING_STATES = (ScanState.WAITING, ScanState.READING)
"""States that end by themselves: a screen that shows one asks again."""


@dataclass(frozen=True, slots=True)
class InboxCard:
    """A scan as a card on the desk."""

    id: int
    state: ScanState
    name: str
    """Best guess of whom the card is of: the person, else the organization, else ""."""
    organization: str
    picture_id: int
    """The flattened recto, or its photo until it is read."""
    is_flat: bool
    """Whether the picture is a flattened card."""
    has_verso: bool
    card_number: int
    """Counts the cards of one photo from 1."""
    card_count: int
    """How many cards were found in its photo."""
    flaws: tuple[Flaw, ...]
    """What would make the photo worth taking again."""
    doubt_count: int
    """How much of it is less sure than a person should trust unseen; 0 until it is read."""
    met: Meeting
    """Where and when it was given."""
    failure: str
    """Why it was not read, an English msgid; "" unless it failed."""
    is_set_aside: bool = False

    @property
    def is_pending(self) -> bool:
        """Whether the card is on its way, so that what is shown will change by itself."""
        return self.state in PENDING_STATES

    @property
    def needs_look(self) -> bool:
        """Whether the card should be looked at before one goes on: it may be worth another shot."""
        if self.state is ScanState.FAILED:
            return True
        return self.state is ScanState.READY and self.doubt_count > 0

    @property
    def queue_state(self) -> QueueState | None:
        """Where it stands in the queue; None for one that was reviewed."""
        if self.state is ScanState.READY:
            if self.is_set_aside:
                return QueueState.SET_ASIDE
            return QueueState.NEEDS_LOOK if self.needs_look else QueueState.READY
        return None if self.state is ScanState.REVIEWED else QueueState(self.state)

    @property
    def flaw_hint(self) -> str:
        """What to do better in another photo, an English msgid; "" when the photo is good."""
        return HINTS[self.flaws[0]] if self.flaws else ""

    @property
    def is_open(self) -> bool:
        """Whether a verso can still be added."""
        return self.state not in (ScanState.REVIEWED, ScanState.DISCARDED)


def describe_scan(scan: Scan) -> InboxCard:
    """Say what is shown of a scan, whose sides, event and contact must be loaded."""
    recto = side_of(scan, Side.RECTO) or scan.sides[0]
    contact = (scan.reading or {}).get("contact") or {}
    name, organization = _who(scan, contact)
    return InboxCard(
        id=scan.id,
        state=scan.state,
        name=name or organization,
        organization=organization if name else "",
        picture_id=recto.card_id or recto.photo_id,
        is_flat=recto.card_id is not None,
        has_verso=side_of(scan, Side.VERSO) is not None,
        card_number=scan.card_number,
        card_count=scan.card_count,
        flaws=_flaws(scan.reading),
        doubt_count=_doubts(scan),
        met=meeting_of(scan),
        failure=failure_hint(scan.error_code) if scan.state is ScanState.FAILED else "",
        is_set_aside=scan.set_aside_at is not None,
    )


def _who(scan: Scan, contact: Mapping[str, Any]) -> tuple[str, str]:
    """Give the name and the organization: as a person confirmed them, else as they were read."""
    if (confirmed := contact_of(scan)) is not None:
        return confirmed.full_name, confirmed.organization
    return _text(contact.get("name"), "full"), _text(contact.get("organization"), "value")


def _doubts(scan: Scan) -> int:
    if scan.doubt_count is not None:
        return scan.doubt_count
    return count_doubts(scan.reading) if scan.reading is not None else 0


def _flaws(reading: dict[str, Any] | None) -> tuple[Flaw, ...]:
    """Collect the flaws of both sides, the one that explains most first."""
    sides = (reading or {}).get("sides", ())
    told = {hint["code"] for side in sides for hint in (side.get("quality") or {}).get("hints", ())}
    return tuple(flaw for flaw in HINTS if flaw in told)


def _text(guess: dict[str, Any] | None, key: str) -> str:
    return str((guess or {}).get(key) or "")
