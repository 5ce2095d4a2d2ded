"""What a list shows of each person, loaded in a few questions however many they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import (
    Contact,
    ContactEmail,
    ContactPhone,
    ContactTag,
    FollowUp,
    FollowUpKind,
    Scan,
    ScanSide,
    Stage,
    Tag,
)
from ocr.types import Side


@dataclass(frozen=True, slots=True)
class ListedStep:
    """The next step with a person."""

    due_on: date
    kind: FollowUpKind
    text: str


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """A contact as a list shows it."""

    id: int
    version: int
    full_name: str
    shown_name: str
    """The first of name, organization, e-mail and phone."""
    title: str
    organization: str
    stage: Stage
    met_on: date | None
    last_contact_on: date | None
    deleted_at: datetime | None
    is_reviewed: bool
    tags: tuple[str, ...]
    step: ListedStep | None
    picture_id: int | None
    """The photo that stands for the person: the front of the first card, else the portrait."""


def load_people(session: Session, contact_ids: Sequence[int]) -> tuple[ListedPerson, ...]:
    """Give what a list shows of these contacts, in the order given."""
    if not contact_ids:
        return ()
    columns = (
        Contact.id, Contact.version, Contact.full_name, Contact.title, Contact.organization,
        Contact.stage, Contact.met_on, Contact.last_contact_on, Contact.deleted_at,
        Contact.reviewed_at, Contact.portrait_id,
    )  # fmt: skip
    rows = session.execute(select(*columns).where(Contact.id.in_(contact_ids))).all()
    tags, steps = _tags_of(session, contact_ids), _steps_of(session, contact_ids)
    pictures = _pictures_of(session, contact_ids)
    ways = _ways_to(session, [row.id for row in rows if not (row.full_name or row.organization)])
    people = {
        row.id: ListedPerson(
            id=row.id,
            version=row.version,
            full_name=row.full_name,
            shown_name=row.full_name or row.organization or ways.get(row.id, ""),
            title=row.title,
            organization=row.organization,
            stage=row.stage,
            met_on=row.met_on,
            last_contact_on=row.last_contact_on,
            deleted_at=row.deleted_at,
            is_reviewed=row.reviewed_at is not None,
            tags=tuple(tags.get(row.id, ())),
            step=steps.get(row.id),
            picture_id=pictures.get(row.id, row.portrait_id),
        )
        for row in rows
    }
    return tuple(people[one] for one in contact_ids if one in people)


def _tags_of(session: Session, contact_ids: Sequence[int]) -> Mapping[int, list[str]]:
    found: dict[int, list[str]] = {}
    query = (
        select(ContactTag.contact_id, Tag.name)
        .join(Tag, Tag.id == ContactTag.tag_id)
        .where(ContactTag.contact_id.in_(contact_ids))
        .order_by(Tag.folded)
    )
    for contact_id, name in session.execute(query):
        found.setdefault(contact_id, []).append(name)
    return found


def _steps_of(session: Session, contact_ids: Sequence[int]) -> Mapping[int, ListedStep]:
    query = (
        select(FollowUp.contact_id, FollowUp.due_on, FollowUp.kind, FollowUp.text)
        .where(FollowUp.contact_id.in_(contact_ids), FollowUp.done_at.is_(None))
        .order_by(FollowUp.due_on.desc(), FollowUp.id.desc())
    )
    return {row[0]: ListedStep(*row[1:]) for row in session.execute(query)}


def _pictures_of(session: Session, contact_ids: Sequence[int]) -> Mapping[int, int]:
    picture = func.coalesce(ScanSide.card_id, ScanSide.photo_id)
    query = (
        select(Scan.contact_id, picture)
        .join(ScanSide, ScanSide.scan_id == Scan.id)
        .where(Scan.contact_id.in_(contact_ids), ScanSide.side == Side.RECTO)
        .order_by(Scan.taken_at.desc(), Scan.id.desc())
    )
    return {row[0]: row[1] for row in session.execute(query) if row[0] is not None}


def _ways_to(session: Session, contact_ids: Iterable[int]) -> Mapping[int, str]:
    """Give the first e-mail address or phone number of contacts that have no name."""
    nameless = list(contact_ids)
    found: dict[int, str] = {}
    for table in (ContactPhone, ContactEmail) if nameless else ():
        query = (
            select(table.contact_id, table.value)
            .where(table.contact_id.in_(nameless))
            .order_by(table.position.desc())
        )
        found.update((row[0], row[1]) for row in session.execute(query))
    return found
