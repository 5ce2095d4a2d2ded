"""Next steps, each with its day."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import LASTING_IDS, Base, enum_type, now

if TYPE_CHECKING:
    from app.models.contacts import Contact


class FollowUpKind(StrEnum):
    """What the next step is."""

    CALL = "call"
    WRITE = "write"
    MEET = "meet"
    THANK = "thank"
    CONGRATULATE = "congratulate"
    INTRODUCE = "introduce"
    SEND = "send"


class FollowUp(Base):
    """A next step with a day."""

    __tablename__ = "follow_ups"
    __table_args__ = (
        Index("ix_follow_ups_book_id_done_at_due_on", "book_id", "done_at", "due_on"),
        LASTING_IDS,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    book_id: Mapped[int] = mapped_column(ForeignKey("books.id", ondelete="CASCADE"))
    contact_id: Mapped[int] = mapped_column(
        ForeignKey("contacts.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[FollowUpKind] = mapped_column(enum_type(FollowUpKind), default=FollowUpKind.CALL)
    due_on: Mapped[date] = mapped_column()
    text: Mapped[str] = mapped_column(String(500), default="")
    done_at: Mapped[datetime | None] = mapped_column()
    created_at: Mapped[datetime] = mapped_column(default=now)

    contact: Mapped[Contact] = relationship(back_populates="follow_ups")
