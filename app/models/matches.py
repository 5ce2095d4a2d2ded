"""Who may be the same person as whom, and contacts that were merged."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import LASTING_IDS, Base, folded_text, now


class MatchKey(Base):
    """What the same person's contacts share: an e-mail address, a number, a folded name..."""

    __tablename__ = "match_keys"

    book_id: Mapped[int] = mapped_column(
        ForeignKey("books.id", ondelete="CASCADE"), primary_key=True
    )
    key: Mapped[str] = mapped_column(folded_text(80), primary_key=True)
    contact_id: Mapped[int] = mapped_column(
        ForeignKey("contacts.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class UncomparedContact(Base):
    """A contact that was not compared with the others of its book since its keys changed."""

    __tablename__ = "uncompared_contacts"

    contact_id: Mapped[int] = mapped_column(
        ForeignKey("contacts.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    book_id: Mapped[int] = mapped_column(ForeignKey("books.id", ondelete="CASCADE"), index=True)


class LikelyPair(Base):
    """Two contacts that may be one person, as nobody has decided yet; the smaller id first."""

    __tablename__ = "likely_pairs"
    __table_args__ = (Index("ix_likely_pairs_book_id_probability", "book_id", "probability"),)

    first_id: Mapped[int] = mapped_column(
        ForeignKey("contacts.id", ondelete="CASCADE"), primary_key=True
    )
    second_id: Mapped[int] = mapped_column(
        ForeignKey("contacts.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    book_id: Mapped[int] = mapped_column(ForeignKey("books.id", ondelete="CASCADE"))
    probability: Mapped[float] = mapped_column()
    """That they are, when they were compared, [0, 1]."""


class DistinctPair(Base):
    """Two contacts that a person said are not the same; the smaller id first."""

    __tablename__ = "distinct_pairs"

    first_id: Mapped[int] = mapped_column(
        ForeignKey("contacts.id", ondelete="CASCADE"), primary_key=True
    )
    second_id: Mapped[int] = mapped_column(
        ForeignKey("contacts.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    book_id: Mapped[int] = mapped_column(ForeignKey("books.id", ondelete="CASCADE"), index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id", ondelete="SET NULL"))
    made_at: Mapped[datetime] = mapped_column(default=now)


class Merge(Base):
    """Two contacts made one, with what it takes to part them again."""

    __tablename__ = "merges"
    __table_args__ = LASTING_IDS

    id: Mapped[int] = mapped_column(primary_key=True)
    book_id: Mapped[int] = mapped_column(ForeignKey("books.id", ondelete="CASCADE"), index=True)
    kept_id: Mapped[int] = mapped_column(ForeignKey("contacts.id", ondelete="CASCADE"), index=True)
    gone_id: Mapped[int] = mapped_column(ForeignKey("contacts.id", ondelete="CASCADE"), index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id", ondelete="SET NULL"))
    made_at: Mapped[datetime] = mapped_column(default=now)
    before: Mapped[dict[str, Any]] = mapped_column(JSON)
    """Both contacts as they were, and which rows moved; in the form of app.merging."""
    undone_at: Mapped[datetime | None] = mapped_column()
