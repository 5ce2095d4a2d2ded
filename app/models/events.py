"""Where cards are met."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import LASTING_IDS, Base, enum_type, now


class EventKind(StrEnum):
    """What sort of meeting an event is."""

    CLUB = "club"
    """The same people, regularly."""
    A_LA_CARTE = "a_la_carte"
    """People who come once."""


class Event(Base):
    """An evening, a fair, a club's meeting: where cards are met."""

    __tablename__ = "events"
    __table_args__ = (
        UniqueConstraint("book_id", "client_key"),
        Index("ix_events_book_id_held_on", "book_id", "held_on"),
        LASTING_IDS,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    book_id: Mapped[int] = mapped_column(ForeignKey("books.id", ondelete="CASCADE"))
    client_key: Mapped[str] = mapped_column(String(64))
    """Chosen by whoever makes the event, perhaps without a network: the same key is one event."""
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[EventKind] = mapped_column(enum_type(EventKind), default=EventKind.A_LA_CARTE)
    held_on: Mapped[date] = mapped_column()
    place: Mapped[str] = mapped_column(String(200), default="")
    goal: Mapped[int] = mapped_column(default=0)
    """How many people its owner wants to meet there; 0 for no goal."""
    created_at: Mapped[datetime] = mapped_column(default=now)


class DeletedEvent(Base):
    """The key of an event that was deleted: a device that still has it does not bring it back."""

    __tablename__ = "deleted_events"

    book_id: Mapped[int] = mapped_column(
        ForeignKey("books.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    client_key: Mapped[str] = mapped_column(String(64), primary_key=True)
    deleted_at: Mapped[datetime] = mapped_column(default=now)
