"""Lists of contacts that somebody wants to come back to, and what was done to many at once."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import LASTING_IDS, Base, now


class SavedView(Base):
    """A search with its filters and order, under a name."""

    __tablename__ = "saved_views"
    __table_args__ = (
        Index("ix_saved_views_book_id_account_id", "book_id", "account_id"),
        LASTING_IDS,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    book_id: Mapped[int] = mapped_column(ForeignKey("books.id", ondelete="CASCADE"))
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(80))
    query: Mapped[str] = mapped_column(String(2000))
    """The address of the list after its "?", in the form of app.contact_filters."""
    created_at: Mapped[datetime] = mapped_column(default=now)


class Batch(Base):
    """One act on many contacts, with what it takes to take it back."""

    __tablename__ = "batches"
    __table_args__ = LASTING_IDS

    id: Mapped[int] = mapped_column(primary_key=True)
    book_id: Mapped[int] = mapped_column(ForeignKey("books.id", ondelete="CASCADE"), index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id", ondelete="SET NULL"))
    action: Mapped[str] = mapped_column(String(20))
    """One of app.batches.Action."""
    before: Mapped[dict[str, Any]] = mapped_column(JSON)
    """Which contacts it changed, and what was there before, in the form of app.batches."""
    made_at: Mapped[datetime] = mapped_column(default=now)
    undone_at: Mapped[datetime | None] = mapped_column()
