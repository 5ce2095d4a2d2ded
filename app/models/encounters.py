"""Meetings with people, and what people did before."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import LASTING_IDS, Base, now
from app.models.events import Event

if TYPE_CHECKING:
    from app.models.contacts import Contact


class Encounter(Base):
    """One meeting with one contact, at an event or not."""

    __tablename__ = "encounters"
    __table_args__ = (Index("ix_encounters_book_id_met_on", "book_id", "met_on"), LASTING_IDS)

    id: Mapped[int] = mapped_column(primary_key=True)
    book_id: Mapped[int] = mapped_column(ForeignKey("books.id", ondelete="CASCADE"))
    contact_id: Mapped[int] = mapped_column(
        ForeignKey("contacts.id", ondelete="CASCADE"), index=True
    )
    met_on: Mapped[date] = mapped_column()
    event_id: Mapped[int | None] = mapped_column(
        ForeignKey("events.id", ondelete="SET NULL"), index=True
    )
    scan_id: Mapped[int | None] = mapped_column(
        ForeignKey("scans.id", ondelete="SET NULL"), index=True
    )
    """The card that was given then, when there was one."""
    place: Mapped[str] = mapped_column(String(200), default="")
    text: Mapped[str] = mapped_column(String(500), default="")
    """What the owner typed about it."""
    created_at: Mapped[datetime] = mapped_column(default=now)

    contact: Mapped[Contact] = relationship(back_populates="encounters")
    event: Mapped[Event | None] = relationship()


class Position(Base):
    """What a contact did before: the organization and title of an older card."""

    __tablename__ = "positions"
    __table_args__ = LASTING_IDS

    id: Mapped[int] = mapped_column(primary_key=True)
    book_id: Mapped[int] = mapped_column(ForeignKey("books.id", ondelete="CASCADE"), index=True)
    contact_id: Mapped[int] = mapped_column(
        ForeignKey("contacts.id", ondelete="CASCADE"), index=True
    )
    organization: Mapped[str] = mapped_column(String(300), default="")
    department: Mapped[str] = mapped_column(String(300), default="")
    title: Mapped[str] = mapped_column(String(300), default="")
    left_on: Mapped[date] = mapped_column()
    """The day of the newer card: they had left by then."""
    scan_id: Mapped[int | None] = mapped_column(
        ForeignKey("scans.id", ondelete="SET NULL"), index=True
    )
    """The newer card, which said so."""
    created_at: Mapped[datetime] = mapped_column(default=now)
