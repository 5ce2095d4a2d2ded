"""The shapes of people in the API: what is sent, and what is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from app.contact_values import (
    AddressValue,
    ContactValues,
    LinkValue,
    PhoneValue,
    values_of,
)
from app.encounters import in_order
from app.models import Contact, Encounter, EventKind, FollowUp, FollowUpKind, Stage
from ocr.types import PhoneLabel


class PhoneIn(BaseModel):
    """A telephone number as printed or typed."""

    value: str
    label: PhoneLabel = PhoneLabel.WORK
    extension: str = ""


class PhoneOut(PhoneIn):
    """A telephone number with its E.164 form."""

    e164: str = Field(description='"" when the number is not valid anywhere.')


class Link(BaseModel):
    """A web page, or a profile on a social service."""

    value: str
    service: str = Field(default="", description='Such as "linkedin"; "" for a page.')


class Address(BaseModel):
    """A postal address; `formatted` follows from the parts when they say something else."""

    formatted: str = ""
    street: str = ""
    postcode: str = ""
    locality: str = ""
    region: str = ""
    country: str = ""


class ContactIn(BaseModel):
    """What can be said about a person. A name, an organization, an e-mail or a phone is needed."""

    model_config = ConfigDict(extra="forbid")

    given_name: str = ""
    family_name: str = ""
    prefix: str = ""
    suffix: str = ""
    full_name: str = Field(
        default="", description="As it is written; composed of the parts when it differs from them."
    )
    organization: str = ""
    department: str = ""
    title: str = ""
    emails: list[str] = []
    phones: list[PhoneIn] = []
    links: list[Link] = []
    addresses: list[Address] = []
    comment: str = ""
    has_spare_card: bool = Field(
        default=False, description="Whether there is a second card of the person, to give away."
    )

    def values(self) -> ContactValues:
        """Give the values, not yet checked."""
        return replace(ContactValues(), **self.changes())

    def changes(self) -> dict[str, Any]:
        """Give the values that were sent, by the names of ContactValues."""
        made: dict[str, Any] = {
            name: getattr(self, name)
            for name in ContactIn.model_fields
            if name in self.model_fields_set
        }
        if "emails" in made:
            made["emails"] = tuple(self.emails)
        if "phones" in made:
            made["phones"] = tuple(
                PhoneValue(phone.value, phone.label, phone.extension) for phone in self.phones
            )
        if "links" in made:
            made["links"] = tuple(LinkValue(link.value, link.service) for link in self.links)
        if "addresses" in made:
            made["addresses"] = tuple(AddressValue(**one.model_dump()) for one in self.addresses)
        return made


class NewContact(ContactIn):
    """A contact to add."""

    tags: list[str] = []


class ContactChange(ContactIn):
    """What to change of a contact: the values that are named, and only those."""

    version: int = Field(description="The contact's version that the change was made from.")


class NoteOut(BaseModel):
    """A handwritten note beside its picture."""

    id: int
    text: str
    picture: str | None


class FollowUpOut(BaseModel):
    """A next step with a person."""

    id: int
    contact_id: int
    kind: FollowUpKind
    due_on: date
    text: str
    done_at: datetime | None


class MetEvent(BaseModel):
    """The event where somebody was met."""

    id: int
    key: str
    name: str
    kind: EventKind
    place: str


class EncounterOut(BaseModel):
    """One meeting with a person, at an event or not."""

    id: int
    met_on: date
    event: MetEvent | None
    place: str
    text: str
    scan: int | None = Field(description="The card that was given then.")


class PositionOut(BaseModel):
    """What a person did before."""

    organization: str
    department: str
    title: str
    left_on: date = Field(description="The day of the newer card: they had left by then.")


class ContactSummary(BaseModel):
    """A contact in a list."""

    id: int
    name: str
    title: str
    organization: str
    version: int


class ContactOut(BaseModel):
    """A contact with everything that belongs to it."""

    id: int
    uid: str
    version: int
    created_at: datetime
    updated_at: datetime
    given_name: str
    family_name: str
    prefix: str
    suffix: str
    full_name: str
    organization: str
    department: str
    title: str
    emails: list[str]
    phones: list[PhoneOut]
    links: list[Link]
    addresses: list[Address]
    comment: str
    has_spare_card: bool
    tags: list[str]
    notes: list[NoteOut]
    follow_ups: list[FollowUpOut]
    scans: list[int]
    encounters: list[EncounterOut] = Field(description="The latest first.")
    positions: list[PositionOut] = Field(description="What they did before, the latest first.")
    stage: Stage
    met_on: date | None = Field(description="The day of the first encounter.")
    last_contact_on: date | None = Field(
        description="The day of the last encounter, or of the last follow-up that was done."
    )
    next_step_on: date | None = Field(description="The day of the first open follow-up.")
    reviewed_at: datetime | None = Field(
        description="When a person confirmed the values last; null for what was imported only."
    )
    archived_at: datetime | None
    deleted_at: datetime | None = Field(description="Set while the contact is in the bin.")
    portrait: str | None = Field(description="Address of the picture an address book had of them.")
    vcard: str = Field(description="Address of the contact's vCard.")


class ContactPage(BaseModel):
    """One page of a list of contacts."""

    contacts: list[ContactSummary]
    total: int
    total_is_exact: bool = Field(description="False when there are more than `total`.")
    page: int
    has_next: bool


class TagsIn(BaseModel):
    """All tags that a contact is to have."""

    tags: list[str]


class TagOut(BaseModel):
    """A tag, and how many contacts have it."""

    name: str
    contacts: int


class TagList(BaseModel):
    """A book's tags, the most used first."""

    tags: list[TagOut]


class UndoIn(BaseModel):
    """Which change to take back."""

    change_id: int | None = Field(default=None, description="Default: the newest one.")


def tell_follow_up(follow_up: FollowUp) -> FollowUpOut:
    """Put a follow-up into the API's form."""
    return FollowUpOut.model_validate(follow_up, from_attributes=True)


def tell_contact(contact: Contact) -> ContactOut:
    """Put a contact into the API's form."""
    values = values_of(contact)
    return ContactOut.model_validate(
        {
            **{name: getattr(contact, name) for name in _OWN_FIELDS},
            "emails": list(values.emails),
            "phones": list(values.phones),
            "links": list(values.links),
            "addresses": list(values.addresses),
            "tags": [tag.name for tag in contact.tags],
            "notes": [
                NoteOut(
                    id=note.id,
                    text=note.text,
                    picture=f"/photos/{note.picture_id}" if note.picture_id else None,
                )
                for note in contact.notes
            ],
            "follow_ups": [tell_follow_up(one) for one in contact.follow_ups],
            "scans": [scan.id for scan in contact.scans],
            "encounters": [tell_encounter(one) for one in in_order(contact.encounters)],
            "positions": [
                PositionOut.model_validate(one, from_attributes=True)
                for one in reversed(contact.positions)
            ],
            "portrait": f"/photos/{contact.portrait_id}" if contact.portrait_id else None,
            "vcard": f"/contacts/{contact.id}.vcf",
        },
        from_attributes=True,
    )


def tell_encounter(encounter: Encounter) -> EncounterOut:
    """Put an encounter into the API's form."""
    event = encounter.event
    return EncounterOut(
        id=encounter.id,
        met_on=encounter.met_on,
        place=encounter.place,
        text=encounter.text,
        scan=encounter.scan_id,
        event=MetEvent(
            id=event.id,
            key=event.client_key,
            name=event.name,
            kind=event.kind,
            place=event.place,
        )
        if event
        else None,
    )


_OWN_FIELDS = (
    "id", "uid", "version", "created_at", "updated_at", "given_name", "family_name", "prefix",
    "suffix", "full_name", "organization", "department", "title", "comment",
    "has_spare_card", "stage", "met_on", "last_contact_on", "next_step_on", "reviewed_at",
    "archived_at", "deleted_at",
)  # fmt: skip
