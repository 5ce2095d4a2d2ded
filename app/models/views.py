"""Lists of contacts that somebody wants to come back to."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, now


class SavedView(Base):
    """A search with its filters and order, under a name."""

    __tablename__ = "saved_views"
    __table_args__ = (Index("ix_saved_views_book_id_account_id", "book_id", "account_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    book_id: Mapped[int] = mapped_column(ForeignKey("books.id", ondelete="CASCADE"))
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(80))
    query: Mapped[str] = mapped_column(String(2000))
    """The address of the list after its "?", in the form of app.contact_filters."""
    created_at: Mapped[datetime] = mapped_column(default=now)
