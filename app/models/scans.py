"""Photos, and the scans that they come in as."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import LASTING_IDS, Base, enum_type, now
from app.models.events import Event
from ocr.types import Side

if TYPE_CHECKING:
    from app.models.contacts import Contact


class ScanState(StrEnum):
    """Where a scan is on its way."""

    WAITING = "waiting"
    READING = "reading"
    READY = "ready"
    FAILED = "failed"
    REVIEWED = "reviewed"
    DISCARDED = "discarded"


class Photo(Base):
    """A picture in the photo store: a photo as it was taken, a flattened card, or a note's crop."""

    __tablename__ = "photos"
    __table_args__ = (UniqueConstraint("book_id", "sha256"), LASTING_IDS)

    id: Mapped[int] = mapped_column(primary_key=True)
    book_id: Mapped[int] = mapped_column(ForeignKey("books.id", ondelete="CASCADE"))
    sha256: Mapped[str] = mapped_column(String(64))
    """Of the bytes, hexadecimal: its key in the photo store."""
    media_type: Mapped[str] = mapped_column(String(50))
    size_bytes: Mapped[int] = mapped_column()
    created_at: Mapped[datetime] = mapped_column(default=now)


class Scan(Base):
    """One card's photos on their way to a contact. Its row is its place in the reading queue."""

    __tablename__ = "scans"
    __table_args__ = (
        UniqueConstraint("book_id", "client_key"),
        Index("ix_scans_state_lease_until", "state", "lease_until"),
        Index("ix_scans_book_id_state", "book_id", "state"),
        # All that Insights counts, so that it reads no row: a reading makes each 3 KB long.
        Index("ix_scans_insights", "book_id", "taken_at", "state", "event_id", "reviewed_at"),
        LASTING_IDS,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    book_id: Mapped[int] = mapped_column(ForeignKey("books.id", ondelete="CASCADE"))
    client_key: Mapped[str] = mapped_column(String(64))
    """Chosen by whoever sends the scan: the same key twice is one scan."""
    state: Mapped[ScanState] = mapped_column(enum_type(ScanState), default=ScanState.WAITING)
    taken_at: Mapped[datetime] = mapped_column(default=now)
    created_at: Mapped[datetime] = mapped_column(default=now)
    reading: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    """What was read, in the form of the reading contract, and "note_pictures": the photo ids of
    the crops of "handwriting", in the same order."""
    lease_until: Mapped[datetime | None] = mapped_column()
    """While reading: when the scan goes back to the queue unless its worker renews."""
    lease_token: Mapped[str | None] = mapped_column(String(32))
    """Names the claim, so that a worker that lost its lease cannot finish the scan."""
    attempts: Mapped[int] = mapped_column(default=0)
    error_code: Mapped[str | None] = mapped_column(String(50))
    contact_id: Mapped[int | None] = mapped_column(
        ForeignKey("contacts.id", ondelete="SET NULL"), index=True
    )
    reviewed_at: Mapped[datetime | None] = mapped_column()
    split_from_id: Mapped[int | None] = mapped_column(
        ForeignKey("scans.id", ondelete="SET NULL"), index=True
    )
    """The scan that was sent, when this card was found beside others in its photo."""
    card_number: Mapped[int] = mapped_column(default=1)
    """Counts the cards of one photo from 1; the scan that was sent is the first."""
    card_count: Mapped[int] = mapped_column(default=1)
    """How many cards were found in the photo."""
    event_id: Mapped[int | None] = mapped_column(
        ForeignKey("events.id", ondelete="SET NULL"), index=True
    )
    """Where the card was given."""
    draft: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    """What its owner said about it right after the shot, in the form of app.drafts."""
    work: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    """What a person typed at the desk and has not accepted yet, in the form of app.review_work."""
    set_aside_at: Mapped[datetime | None] = mapped_column()
    """Set while its owner wants to see the other cards first."""
    doubt_count: Mapped[int | None] = mapped_column()
    """How many of its values need a look; None until it is read."""
    discarded_at: Mapped[datetime | None] = mapped_column()
    """Set while it is discarded."""
    is_order_by_hand: Mapped[bool] = mapped_column(default=False)
    """Whether a person said which side is the recto: no reading swaps them then."""
    joined_into_id: Mapped[int | None] = mapped_column(
        ForeignKey("scans.id", ondelete="SET NULL"), index=True
    )
    """The card that this one turned out to be the other side of; it is discarded then."""

    sides: Mapped[list[ScanSide]] = relationship(
        back_populates="scan", cascade="all, delete-orphan", order_by="ScanSide.side"
    )
    contact: Mapped[Contact | None] = relationship(back_populates="scans")
    event: Mapped[Event | None] = relationship()


def _side_itself(context: DefaultExecutionContext) -> Side:
    side: Side = context.get_current_parameters()["side"]  # type: ignore[no-untyped-call]
    return side


class ScanSide(Base):
    """The photo of one side of a scan, and its flattened card once it is read."""

    __tablename__ = "scan_sides"

    scan_id: Mapped[int] = mapped_column(
        ForeignKey("scans.id", ondelete="CASCADE"), primary_key=True
    )
    side: Mapped[Side] = mapped_column(enum_type(Side), primary_key=True)
    book_id: Mapped[int] = mapped_column(ForeignKey("books.id", ondelete="CASCADE"), index=True)
    photo_id: Mapped[int] = mapped_column(ForeignKey("photos.id"), index=True)
    card_id: Mapped[int | None] = mapped_column(ForeignKey("photos.id"), index=True)
    """The flattened card's picture."""
    card_quad: Mapped[list[list[float]] | None] = mapped_column(JSON)
    """Where the card lies in a photo that shows several: four corners as the reading contract
    writes them. None when the card is looked for."""
    is_cut_by_hand: Mapped[bool] = mapped_column(default=False)
    """Whether a person chose the corners, the first of which is then the card's top left."""
    sent_as: Mapped[Side] = mapped_column(enum_type(Side), default=_side_itself)
    """Which side its sender takes it for: another one where the reading, or a person, swapped
    them. Names the photo that another shot of the same side replaces."""
    replaced_photo_id: Mapped[int | None] = mapped_column(ForeignKey("photos.id"), index=True)
    """The photo that was taken again: it can be brought back."""

    scan: Mapped[Scan] = relationship(back_populates="sides")
    photo: Mapped[Photo] = relationship(foreign_keys=[photo_id])
    replaced_photo: Mapped[Photo | None] = relationship(foreign_keys=[replaced_photo_id])
    card: Mapped[Photo | None] = relationship(foreign_keys=[card_id])
