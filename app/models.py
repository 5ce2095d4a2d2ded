"""The tables. Every row that somebody owns carries book_id, and no query forgets it."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    DateTime,
    Dialect,
    Enum,
    ForeignKey,
    Index,
    MetaData,
    String,
    Text,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from ocr.types import PhoneLabel, Side


class UtcDateTime(TypeDecorator[datetime]):
    """A moment, aware and in UTC on both sides; SQLite alone would lose the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive moments and store UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give UTC back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


LARGEST_ID = 2**31 - 1
"""A number beyond it names nothing, and a database refuses to look for it."""


def now() -> datetime:
    """This moment in UTC, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


def enum_type(kind: type[StrEnum]) -> Enum:
    """Store an enumeration as its value, in a column that takes later values without a change."""
    return Enum(
        kind,
        native_enum=False,
        create_constraint=False,
        length=20,
        values_callable=lambda members: [member.value for member in members],
    )


def folded_text(length: int) -> String:
    """Give the type of text folded by app.folding, compared byte by byte on every database.

    PostgreSQL would otherwise sort by the rules of its locale, where no range of words holds
    exactly those with one beginning.
    """
    return String(length).with_variant(String(length, collation="C"), "postgresql")


class Base(DeclarativeBase):
    """All tables; constraints have names, so that migrations can name them on every database."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: UtcDateTime, dict[str, Any]: JSON}  # noqa: RUF012


class ScanState(StrEnum):
    """Where a scan is on its way."""

    WAITING = "waiting"
    READING = "reading"
    READY = "ready"
    FAILED = "failed"
    REVIEWED = "reviewed"
    DISCARDED = "discarded"


class FollowUpKind(StrEnum):
    """What the next step is."""

    CALL = "call"
    WRITE = "write"
    MEET = "meet"
    THANK = "thank"
    CONGRATULATE = "congratulate"
    INTRODUCE = "introduce"
    SEND = "send"


class Role(StrEnum):
    """What a member may do with a book."""

    OWNER = "owner"
    MEMBER = "member"


class Account(Base):
    """Somebody who can sign in."""

    __tablename__ = "accounts"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    """Lower case; what the person signs in with."""
    display_name: Mapped[str] = mapped_column(String(200))
    password_hash: Mapped[str] = mapped_column(String(255))
    language: Mapped[str | None] = mapped_column(String(5))
    """"fr" or "en"; None follows the browser."""
    timezone: Mapped[str] = mapped_column(String(64), default="UTC")
    """IANA name; decides what "today" is."""
    created_at: Mapped[datetime] = mapped_column(default=now)


class Book(Base):
    """An address book: the owner of every card, contact and follow-up in it."""

    __tablename__ = "books"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime] = mapped_column(default=now)


class Membership(Base):
    """An account's place in a book."""

    __tablename__ = "memberships"

    account_id: Mapped[int] = mapped_column(
        ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True
    )
    book_id: Mapped[int] = mapped_column(
        ForeignKey("books.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    role: Mapped[Role] = mapped_column(enum_type(Role), default=Role.OWNER)


class SignIn(Base):
    """A server-side session: who is behind a cookie. The cookie's value itself is not stored."""

    __tablename__ = "sign_ins"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    """SHA-256 of the cookie's value, hexadecimal."""
    account_id: Mapped[int] = mapped_column(
        ForeignKey("accounts.id", ondelete="CASCADE"), index=True
    )
    created_at: Mapped[datetime] = mapped_column(default=now)
    seen_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime] = mapped_column(index=True)


class AccessToken(Base):
    """Lets a program use the API as an account, in one book. Shown once, stored as its hash."""

    __tablename__ = "access_tokens"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(
        ForeignKey("accounts.id", ondelete="CASCADE"), index=True
    )
    book_id: Mapped[int] = mapped_column(ForeignKey("books.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(100))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(default=now)
    used_at: Mapped[datetime | None] = mapped_column()


class Photo(Base):
    """A picture in the photo store: a photo as it was taken, a flattened card, or a note's crop."""

    __tablename__ = "photos"
    __table_args__ = (UniqueConstraint("book_id", "sha256"),)

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

    sides: Mapped[list[ScanSide]] = relationship(
        back_populates="scan", cascade="all, delete-orphan", order_by="ScanSide.side"
    )
    contact: Mapped[Contact | None] = relationship(back_populates="scans")


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

    scan: Mapped[Scan] = relationship(back_populates="sides")
    photo: Mapped[Photo] = relationship(foreign_keys=[photo_id])
    card: Mapped[Photo | None] = relationship(foreign_keys=[card_id])


class Contact(Base):
    """A person, confirmed by a person."""

    __tablename__ = "contacts"
    __table_args__ = (Index("ix_contacts_book_id_sort_name", "book_id", "sort_name"),)

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
    sort_name: Mapped[str] = mapped_column(folded_text(300), default="")
    """Folded family and given name, or organization: the order of the list."""
    created_at: Mapped[datetime] = mapped_column(default=now)
    updated_at: Mapped[datetime] = mapped_column(default=now, onupdate=now)
    deleted_at: Mapped[datetime | None] = mapped_column()
    """Set while the contact can still be brought back."""

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


class ContactAddress(Base):
    """A postal address of a contact."""

    __tablename__ = "contact_addresses"

    id: Mapped[int] = mapped_column(primary_key=True)
    book_id: Mapped[int] = mapped_column(ForeignKey("books.id", ondelete="CASCADE"), index=True)
    contact_id: Mapped[int] = mapped_column(
        ForeignKey("contacts.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int] = mapped_column(default=0)
    formatted: Mapped[str] = mapped_column(String(500), default="")
    street: Mapped[str] = mapped_column(String(300), default="")
    postcode: Mapped[str] = mapped_column(String(30), default="")
    locality: Mapped[str] = mapped_column(String(150), default="")
    region: Mapped[str] = mapped_column(String(150), default="")
    country: Mapped[str] = mapped_column(String(100), default="")


class Note(Base):
    """What someone wrote by hand, always kept beside its picture."""

    __tablename__ = "notes"

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

    contact_id: Mapped[int] = mapped_column(
        ForeignKey("contacts.id", ondelete="CASCADE"), primary_key=True
    )
    tag_id: Mapped[int] = mapped_column(
        ForeignKey("tags.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    book_id: Mapped[int] = mapped_column(ForeignKey("books.id", ondelete="CASCADE"), index=True)


class FollowUp(Base):
    """A next step with a day."""

    __tablename__ = "follow_ups"
    __table_args__ = (
        Index("ix_follow_ups_book_id_done_at_due_on", "book_id", "done_at", "due_on"),
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

    book_id: Mapped[int] = mapped_column(
        ForeignKey("books.id", ondelete="CASCADE"), primary_key=True
    )
    word: Mapped[str] = mapped_column(folded_text(60), primary_key=True)
    contact_id: Mapped[int] = mapped_column(
        ForeignKey("contacts.id", ondelete="CASCADE"), primary_key=True, index=True
    )
