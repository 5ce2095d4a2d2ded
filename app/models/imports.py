"""Files of contacts or photos that were brought in from elsewhere."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import LASTING_IDS, Base, enum_type, now


class ImportKind(StrEnum):
    """What a file holds."""

    VCARD = "vcard"
    CSV = "csv"
    PHOTOS = "photos"


class ImportState(StrEnum):
    """Where an import is on its way."""

    UPLOADED = "uploaded"
    """The file is safe; nobody has looked into it yet."""
    MAPPING = "mapping"
    """Its columns wait for their owner to say what they are."""
    READY = "ready"
    """Its rows are compared with the book and shown; nothing is written yet."""
    RUNNING = "running"
    DONE = "done"
    UNDOING = "undoing"
    UNDONE = "undone"
    FAILED = "failed"


class RowOutcome(StrEnum):
    """What a row of a file is to the book."""

    NEW = "new"
    SAME = "same"
    CHANGED = "changed"
    REFUSED = "refused"


class Import(Base):
    """A file on its way into a book. Its row is its place in the queue."""

    __tablename__ = "imports"
    __table_args__ = (
        UniqueConstraint("book_id", "client_key"),
        Index("ix_imports_state_lease_until", "state", "lease_until"),
        LASTING_IDS,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    book_id: Mapped[int] = mapped_column(ForeignKey("books.id", ondelete="CASCADE"))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id", ondelete="SET NULL"))
    client_key: Mapped[str] = mapped_column(String(64))
    """Chosen by whoever sends the file: the same key twice is one import."""
    kind: Mapped[ImportKind] = mapped_column(enum_type(ImportKind))
    state: Mapped[ImportState] = mapped_column(enum_type(ImportState), default=ImportState.UPLOADED)
    file_name: Mapped[str] = mapped_column(String(300), default="")
    file_key: Mapped[str] = mapped_column(String(64))
    """Of the file in the photo store."""
    choices: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    """What its owner chose: the columns' meanings, tags to add..."""
    report: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    """What came of it, in the form of app.importing."""
    rows_total: Mapped[int] = mapped_column(default=0)
    rows_done: Mapped[int] = mapped_column(default=0)
    error_code: Mapped[str | None] = mapped_column(String(50))
    lease_until: Mapped[datetime | None] = mapped_column()
    lease_token: Mapped[str | None] = mapped_column(String(32))
    attempts: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(default=now)
    finished_at: Mapped[datetime | None] = mapped_column()


class ImportRow(Base):
    """One contact, or one photo, of an import."""

    __tablename__ = "import_rows"
    __table_args__ = (Index("ix_import_rows_import_id_outcome", "import_id", "outcome", "number"),)

    import_id: Mapped[int] = mapped_column(
        ForeignKey("imports.id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True)
    """Counts from 1, in the order of the file."""
    book_id: Mapped[int] = mapped_column(ForeignKey("books.id", ondelete="CASCADE"), index=True)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    """What the row says, in the form of app.importing."""
    outcome: Mapped[RowOutcome] = mapped_column(enum_type(RowOutcome))
    contact_id: Mapped[int | None] = mapped_column(
        ForeignKey("contacts.id", ondelete="SET NULL"), index=True
    )
    """The contact that it is the same as, changes, or became."""
    scan_id: Mapped[int | None] = mapped_column(
        ForeignKey("scans.id", ondelete="SET NULL"), index=True
    )
    picture_id: Mapped[int | None] = mapped_column(
        ForeignKey("photos.id", ondelete="SET NULL"), index=True
    )
    """What is shown of it: a person's portrait, or a small picture of a card's photo."""
    is_wanted: Mapped[bool] = mapped_column(default=True)
    """False when the owner leaves this row out."""
    error: Mapped[str] = mapped_column(String(200), default="")
    """Why it was refused: an English msgid."""
    change_id: Mapped[int | None] = mapped_column(
        ForeignKey("changes.id", ondelete="SET NULL"), index=True
    )
    """What it did to the contact, so that the import can be undone."""
