"""People, confirmed by a person, and what belongs to them."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.folding import fold_name
from app.models.base import LASTING_IDS, Base, enum_type, folded_text, now
from app.models.scans import Photo
from ocr.types import PhoneLabel, Side

if TYPE_CHECKING:
    from app.models.encounters import Encounter, Position
    from app.models.follow_ups import FollowUp
    from app.models.scans import Scan


class Stage(StrEnum):
    """How deep a tie is."""

    CONTACT = "contact"
    """Someone one knows."""
    CONNECTION = "connection"
    """Someone who knows, likes and trusts one, because one earned it."""


def _partial(name: str, where: str, *columns: str) -> Index:
    """Index the rows of which something is true, on either database."""
    return Index(name, *columns, sqlite_where=text(where), postgresql_where=text(where))


def _seen(name: str, *columns: str) -> Index:
    """Index what the list shows: neither what is in the bin nor what is archived."""
    seen = "deleted_at IS NULL AND archived_at IS NULL"
    # At its end, what makes the index be about them: SQLite asks it of every row nevertheless.
    return _partial(name, seen, "book_id", *columns, "deleted_at", "archived_at")


class Contact(Base):
    """A person, confirmed by a person."""

    __tablename__ = "contacts"
    __table_args__ = (
        # One for each order of the list, with all that is asked of a row before its page is known:
        # a page is found in the index alone, however far into the book it is.
        # That of names also with what filters ask: most lists are filtered in this order.
        _seen(
            "ix_contacts_book_id_sort_name",
            *("sort_name", "id", "met_on", "last_contact_on", "next_step_on"),
            *("stage", "reviewed_at"),
        ),
        _seen("ix_contacts_book_id_sort_organization", "sort_organization", "sort_name", "id"),
        _seen("ix_contacts_book_id_met_on", "met_on", "id"),
        _seen("ix_contacts_book_id_last_contact_on", "last_contact_on", "id"),
        _seen("ix_contacts_book_id_next_step_on", "next_step_on", "id"),
        _seen("ix_contacts_book_id_created_at", "created_at", "id"),
        _partial(
            "ix_contacts_book_id_archived",
            "archived_at IS NOT NULL",
            *("book_id", "sort_name", "id", "deleted_at", "archived_at"),
        ),
        _partial("ix_contacts_book_id_deleted", "deleted_at IS NOT NULL", "book_id", "deleted_at"),
        _partial("ix_contacts_book_id_unreviewed", "reviewed_at IS NULL", "book_id", "id"),
        _partial("ix_contacts_book_id_connections", "stage = 'connection'", "book_id", "id"),
        LASTING_IDS,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    book_id: Mapped[int] = mapped_column(ForeignKey("books.id", ondelete="CASCADE"))
    uid: Mapped[str] = mapped_column(String(36), default=lambda: str(uuid.uuid4()), unique=True)
    """For vCards: stays with the person whatever is renamed."""
    version: Mapped[int] = mapped_column()
    full_name: Mapped[str] = mapped_column(String(300), default="")
    given_name: Mapped[str] = mapped_column(String(150), default="")
    family_name: Mapped[str] = mapped_column(String(150), default="")
    prefix: Mapped[str] = mapped_column(String(50), default="")
    suffix: Mapped[str] = mapped_column(String(100), default="")
    organization: Mapped[str] = mapped_column(String(300), default="")
    department: Mapped[str] = mapped_column(String(300), default="")
    title: Mapped[str] = mapped_column(String(300), default="")
    comment: Mapped[str] = mapped_column(Text, default="")
    """What the owner typed about the person; handwritten notes are rows of their own."""
    has_spare_card: Mapped[bool] = mapped_column(default=False)
    """Whether the owner keeps a second card of the person, to give away."""
    sort_name: Mapped[str] = mapped_column(folded_text(300), default="")
    """Folded family and given name, or organization: the order of the list."""
    sort_organization: Mapped[str] = mapped_column(folded_text(300), default="")
    """The organization, folded."""
    stage: Mapped[Stage] = mapped_column(enum_type(Stage), default=Stage.CONTACT)
    met_on: Mapped[date | None] = mapped_column()
    """The day of the first encounter. These three days follow the encounters and the follow-ups:
    app.contact_days writes them."""
    last_contact_on: Mapped[date | None] = mapped_column()
    """The day of the last encounter, or of the last follow-up that was done."""
    next_step_on: Mapped[date | None] = mapped_column()
    """The day of the first follow-up that is not done."""
    reviewed_at: Mapped[datetime | None] = mapped_column(default=now)
    """When a person confirmed the values last; None for what was imported and not looked at."""
    import_id: Mapped[int | None] = mapped_column(
        ForeignKey("imports.id", ondelete="SET NULL"), index=True
    )
    """The import that made the contact."""
    portrait_id: Mapped[int | None] = mapped_column(
        ForeignKey("photos.id", ondelete="SET NULL"), index=True
    )
    """A picture of the person that an address book had."""
    created_at: Mapped[datetime] = mapped_column(default=now)
    updated_at: Mapped[datetime] = mapped_column(default=now, onupdate=now)
    deleted_at: Mapped[datetime | None] = mapped_column()
    """Set while the contact can still be brought back: it is in the bin."""
    archived_at: Mapped[datetime | None] = mapped_column()
    """Set while the contact is kept out of sight, for good."""
    merged_into_id: Mapped[int | None] = mapped_column(
        ForeignKey("contacts.id", ondelete="SET NULL"), index=True
    )
    """The contact that this one became a part of; it is deleted then, and never thrown away."""

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012

    emails: Mapped[list[ContactEmail]] = relationship(
        cascade="all, delete-orphan", order_by="ContactEmail.position"
    )
    phones: Mapped[list[ContactPhone]] = relationship(
        cascade="all, delete-orphan", order_by="ContactPhone.position"
    )
    links: Mapped[list[ContactLink]] = relationship(
        cascade="all, delete-orphan", order_by="ContactLink.position"
    )
    addresses: Mapped[list[ContactAddress]] = relationship(
        cascade="all, delete-orphan", order_by="ContactAddress.position"
    )
    notes: Mapped[list[Note]] = relationship(cascade="all, delete-orphan", order_by="Note.id")
    tags: Mapped[list[Tag]] = relationship(secondary="contact_tags", order_by="Tag.folded")
    follow_ups: Mapped[list[FollowUp]] = relationship(
        cascade="all, delete-orphan", order_by="FollowUp.due_on", back_populates="contact"
    )
    scans: Mapped[list[Scan]] = relationship(back_populates="contact", order_by="Scan.taken_at")
    portrait: Mapped[Photo | None] = relationship()
    encounters: Mapped[list[Encounter]] = relationship(
        cascade="all, delete-orphan", order_by="Encounter.met_on", back_populates="contact"
    )
    positions: Mapped[list[Position]] = relationship(
        cascade="all, delete-orphan", order_by="Position.left_on"
    )

    @property
    def shown_name(self) -> str:
        """What the contact is called on screens: the first of name, organization, e-mail, phone."""
        if self.full_name or self.organization:
            return self.full_name or self.organization
        ways = [email.value for email in self.emails] + [phone.value for phone in self.phones]
        return ways[0] if ways else ""


class ContactEmail(Base):
    """An e-mail address of a contact."""

    __tablename__ = "contact_emails"

    id: Mapped[int] = mapped_column(primary_key=True)
    book_id: Mapped[int] = mapped_column(ForeignKey("books.id", ondelete="CASCADE"))
    contact_id: Mapped[int] = mapped_column(
        ForeignKey("contacts.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int] = mapped_column(default=0)
    value: Mapped[str] = mapped_column(String(254))

    __table_args__ = (Index("ix_contact_emails_book_id_value", "book_id", "value"),)


class ContactPhone(Base):
    """A telephone number of a contact."""

    __tablename__ = "contact_phones"

    id: Mapped[int] = mapped_column(primary_key=True)
    book_id: Mapped[int] = mapped_column(ForeignKey("books.id", ondelete="CASCADE"))
    contact_id: Mapped[int] = mapped_column(
        ForeignKey("contacts.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int] = mapped_column(default=0)
    value: Mapped[str] = mapped_column(String(60))
    """As printed or typed."""
    e164: Mapped[str] = mapped_column(String(20), default="")
    """"" when the number is not valid anywhere."""
    label: Mapped[PhoneLabel] = mapped_column(enum_type(PhoneLabel), default=PhoneLabel.WORK)
    extension: Mapped[str] = mapped_column(String(20), default="")

    __table_args__ = (Index("ix_contact_phones_book_id_e164", "book_id", "e164"),)


class ContactLink(Base):
    """A web page of a contact: a site (service "") or a social profile."""

    __tablename__ = "contact_links"

    id: Mapped[int] = mapped_column(primary_key=True)
    book_id: Mapped[int] = mapped_column(ForeignKey("books.id", ondelete="CASCADE"), index=True)
    contact_id: Mapped[int] = mapped_column(
        ForeignKey("contacts.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int] = mapped_column(default=0)
    service: Mapped[str] = mapped_column(String(40), default="")
    value: Mapped[str] = mapped_column(String(500))


_LOCALITY_LIMIT = 150


def _fold_locality(context: DefaultExecutionContext) -> str:
    values = context.get_current_parameters()  # type: ignore[no-untyped-call]
    # Folding may lengthen a text: one character of Japan stands for a word of four.
    return fold_name(values.get("locality") or "")[:_LOCALITY_LIMIT]


class ContactAddress(Base):
    """A postal address of a contact. A changed one is a new row."""

    __tablename__ = "contact_addresses"
    __table_args__ = (
        Index(
            "ix_contact_addresses_book_id_folded_locality",
            "book_id",
            "folded_locality",
            "contact_id",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    book_id: Mapped[int] = mapped_column(ForeignKey("books.id", ondelete="CASCADE"))
    contact_id: Mapped[int] = mapped_column(
        ForeignKey("contacts.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int] = mapped_column(default=0)
    formatted: Mapped[str] = mapped_column(String(500), default="")
    street: Mapped[str] = mapped_column(String(300), default="")
    postcode: Mapped[str] = mapped_column(String(30), default="")
    locality: Mapped[str] = mapped_column(String(_LOCALITY_LIMIT), default="")
    folded_locality: Mapped[str] = mapped_column(
        folded_text(_LOCALITY_LIMIT), default=_fold_locality
    )
    """What people are filtered by."""
    region: Mapped[str] = mapped_column(String(150), default="")
    country: Mapped[str] = mapped_column(String(100), default="")


class Note(Base):
    """What someone wrote by hand, always kept beside its picture."""

    __tablename__ = "notes"
    __table_args__ = LASTING_IDS

    id: Mapped[int] = mapped_column(primary_key=True)
    book_id: Mapped[int] = mapped_column(ForeignKey("books.id", ondelete="CASCADE"), index=True)
    contact_id: Mapped[int] = mapped_column(
        ForeignKey("contacts.id", ondelete="CASCADE"), index=True
    )
    scan_id: Mapped[int | None] = mapped_column(
        ForeignKey("scans.id", ondelete="SET NULL"), index=True
    )
    side: Mapped[Side] = mapped_column(enum_type(Side), default=Side.VERSO)
    text: Mapped[str] = mapped_column(Text, default="")
    picture_id: Mapped[int | None] = mapped_column(ForeignKey("photos.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(default=now)

    picture: Mapped[Photo | None] = relationship()


class Tag(Base):
    """A word that people are found by."""

    __tablename__ = "tags"
    __table_args__ = (UniqueConstraint("book_id", "folded"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    book_id: Mapped[int] = mapped_column(ForeignKey("books.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(60))
    folded: Mapped[str] = mapped_column(folded_text(60))
    """Without case and accents: what makes two tags the same."""


class ContactTag(Base):
    """A contact's tag."""

    __tablename__ = "contact_tags"
    __table_args__ = (Index("ix_contact_tags_tag_id_contact_id", "tag_id", "contact_id"),)

    contact_id: Mapped[int] = mapped_column(
        ForeignKey("contacts.id", ondelete="CASCADE"), primary_key=True
    )
    tag_id: Mapped[int] = mapped_column(ForeignKey("tags.id", ondelete="CASCADE"), primary_key=True)
    book_id: Mapped[int] = mapped_column(ForeignKey("books.id", ondelete="CASCADE"), index=True)


class Change(Base):
    """What a contact was before a change and after it, so that the change can be undone."""

    __tablename__ = "changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    book_id: Mapped[int] = mapped_column(ForeignKey("books.id", ondelete="CASCADE"), index=True)
    contact_id: Mapped[int] = mapped_column(
        ForeignKey("contacts.id", ondelete="CASCADE"), index=True
    )
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id", ondelete="SET NULL"))
    made_at: Mapped[datetime] = mapped_column(default=now)
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    """The contact's own values before; None when the change created it."""
    after: Mapped[dict[str, Any]] = mapped_column(JSON)


class SearchWord(Base):
    """A folded word of a contact. Search asks for words by their beginning, on any database."""

    __tablename__ = "search_words"
    __table_args__ = (Index("ix_search_words_contact_id_word", "contact_id", "word"),)

    book_id: Mapped[int] = mapped_column(
        ForeignKey("books.id", ondelete="CASCADE"), primary_key=True
    )
    word: Mapped[str] = mapped_column(folded_text(60), primary_key=True)
    contact_id: Mapped[int] = mapped_column(
        ForeignKey("contacts.id", ondelete="CASCADE"), primary_key=True
    )
