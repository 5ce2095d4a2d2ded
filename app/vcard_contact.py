"""What goes into a vCard: plain values, made of a contact or of a reading."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from app.encounters import find_given, in_order
from ocr.types import PhoneLabel

if TYPE_CHECKING:
    from app.models import Contact, Encounter, Note
    from ocr.contract import StoredReading
    from ocr.types import Reading


@dataclass(frozen=True, slots=True)
class VcardPhone:
    """A telephone number: as printed, and in E.164 ("" when it is not valid anywhere)."""

    value: str
    e164: str = ""
    label: PhoneLabel = PhoneLabel.WORK
    extension: str = ""


@dataclass(frozen=True, slots=True)
class VcardLink:
    """A web page (service "") or a social profile."""

    value: str
    service: str = ""


@dataclass(frozen=True, slots=True)
class VcardAddress:
    """A postal address; the street may have several lines."""

    street: str = ""
    locality: str = ""
    region: str = ""
    postcode: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class VcardNote:
    """What somebody wrote by hand, with the day of the card if it is known."""

    text: str
    written_on: date | None = None
    event: str = ""
    """Where the card was given; "" when that is not known."""


@dataclass(frozen=True, slots=True)
class VcardMeeting:
    """Where somebody was met."""

    event: str
    place: str
    day: date


@dataclass(frozen=True, slots=True)
class VcardContact:
    """Everything that goes into one card. Texts are as people read them, nothing is escaped."""

    full_name: str = ""
    given_name: str = ""
    family_name: str = ""
    prefix: str = ""
    suffix: str = ""
    organization: str = ""
    department: str = ""
    title: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[VcardPhone, ...] = ()
    links: tuple[VcardLink, ...] = ()
    addresses: tuple[VcardAddress, ...] = ()
    tags: tuple[str, ...] = ()
    comment: str = ""
    has_spare_card: bool = False
    met: tuple[VcardMeeting, ...] = ()
    """The latest first; cards that were given at no event are not told."""
    notes: tuple[VcardNote, ...] = ()
    photo: bytes = field(default=b"", repr=False)
    """A JPEG file; b"" for none."""
    uid: str = ""
    revised_at: datetime | None = None


def vcard_of_contact(contact: Contact, *, photo: bytes = b"") -> VcardContact:
    """Put a contact into a card.

    Args:
        contact: A row, with everything that belongs to it.
        photo: A JPEG of the card, of a size fit for an address book.
    """
    return VcardContact(
        full_name=contact.full_name,
        given_name=contact.given_name,
        family_name=contact.family_name,
        prefix=contact.prefix,
        suffix=contact.suffix,
        organization=contact.organization,
        department=contact.department,
        title=contact.title,
        emails=tuple(email.value for email in contact.emails),
        phones=tuple(
            VcardPhone(phone.value, phone.e164, phone.label, phone.extension)
            for phone in contact.phones
        ),
        links=tuple(VcardLink(link.value, link.service) for link in contact.links),
        addresses=tuple(_address(address) for address in contact.addresses),
        tags=tuple(tag.name for tag in contact.tags),
        comment=contact.comment,
        has_spare_card=contact.has_spare_card,
        met=tuple(
            VcardMeeting(one.event.name if one.event else "", _place_of(one), one.met_on)
            for one in in_order(contact.encounters)
            if one.event or one.place
        ),
        notes=tuple(_note(note, contact) for note in contact.notes),
        photo=photo,
        uid=contact.uid,
        revised_at=contact.updated_at,
    )


def vcard_of_reading(
    reading: Reading | StoredReading, *, photo: bytes = b"", read_on: date | None = None
) -> VcardContact:
    """Put a reading, which nobody has confirmed, into a card.

    Args:
        reading: What was read of a card.
        photo: A JPEG of the card.
        read_on: The day that handwriting is dated by.
    """
    guess = reading.contact
    name = guess.name
    return VcardContact(
        full_name=name.full if name else "",
        given_name=name.given if name else "",
        family_name=name.family if name else "",
        prefix=name.prefix if name else "",
        suffix=name.suffix if name else "",
        organization=guess.organization.value if guess.organization else "",
        department=guess.department.value if guess.department else "",
        title=guess.title.value if guess.title else "",
        emails=tuple(email.value for email in guess.emails),
        phones=tuple(
            VcardPhone(phone.value, phone.e164, phone.label, phone.extension)
            for phone in guess.phones
        ),
        links=tuple(
            [VcardLink(url.value) for url in guess.urls]
            + [VcardLink(profile.value, profile.service) for profile in guess.social]
        ),
        addresses=tuple(_address(address) for address in guess.addresses),
        notes=tuple(VcardNote(note.text, read_on) for note in reading.handwriting),
        photo=photo,
    )


def _place_of(encounter: Encounter) -> str:
    return encounter.place or (encounter.event.place if encounter.event else "")


def _note(note: Note, contact: Contact) -> VcardNote:
    card = next((scan for scan in contact.scans if scan.id == note.scan_id), None)
    given = find_given(contact.encounters, card) if card is not None else None
    if given is None:
        return VcardNote(note.text, note.created_at.date())
    return VcardNote(note.text, given.met_on, given.event.name if given.event else "")


def _address(address: object) -> VcardAddress:
    parts = {name: getattr(address, name) for name in VcardAddress.__dataclass_fields__}
    if not any(parts.values()):
        # Not taken apart: address books still show the whole as a street of several lines.
        return VcardAddress(street=getattr(address, "formatted", ""))
    return VcardAddress(**parts)
