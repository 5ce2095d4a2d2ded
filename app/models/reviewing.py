"""What people did at the desk: the steps of a review, and what of the reading they corrected."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import LASTING_IDS, Base, enum_type, now


class StepKind(StrEnum):
    """What was done to a card of the inbox."""

    ACCEPT = "accept"
    DISCARD = "discard"
    SET_ASIDE = "set_aside"
    TAKE_UP = "take_up"
    SWAP = "swap"
    CUT = "cut"
    TURN = "turn"
    READ_AGAIN = "read_again"
    SEPARATE = "separate"
    JOIN = "join"
    MERGE = "merge"


class ReviewStep(Base):
    """One step at the desk, with what it takes to take it back."""

    __tablename__ = "review_steps"
    __table_args__ = (
        Index("ix_review_steps_book_id_account_id", "book_id", "account_id", "undone_at"),
        LASTING_IDS,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    book_id: Mapped[int] = mapped_column(ForeignKey("books.id", ondelete="CASCADE"))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"))
    scan_id: Mapped[int] = mapped_column(ForeignKey("scans.id", ondelete="CASCADE"), index=True)
    kind: Mapped[StepKind] = mapped_column(enum_type(StepKind))
    before: Mapped[dict[str, Any]] = mapped_column(JSON)
    """What was there before, in the form of app.review_steps."""
    made_at: Mapped[datetime] = mapped_column(default=now)
    undone_at: Mapped[datetime | None] = mapped_column()


class Outcome(StrEnum):
    """What a person made of a value that was read."""

    RIGHT = "right"
    CORRECTED = "corrected"
    REMOVED = "removed"
    """It was read where there was nothing."""
    ADDED = "added"
    """It was not read, and typed."""


class FieldOutcome(Base):
    """What became of one field of one reading at its review."""

    __tablename__ = "field_outcomes"
    __table_args__ = (Index("ix_field_outcomes_book_id_field", "book_id", "field", "outcome"),)

    scan_id: Mapped[int] = mapped_column(
        ForeignKey("scans.id", ondelete="CASCADE"), primary_key=True
    )
    field: Mapped[str] = mapped_column(String(20), primary_key=True)
    """A part of a contact's values, as app.history names them: "name", "emails"..."""
    book_id: Mapped[int] = mapped_column(ForeignKey("books.id", ondelete="CASCADE"))
    outcome: Mapped[Outcome] = mapped_column(enum_type(Outcome))
    confidence: Mapped[float | None] = mapped_column()
    """The least of its guesses; None when nothing was read."""
