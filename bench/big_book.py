"""A book of many invented contacts, written straight into the tables.

People have tags, meetings at events, next steps, a card with two photos and its reading, a history
and their search words, about as many as a well-kept book has. Nothing is in the photo store.
"""

from __future__ import annotations

import random
import time
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from faker import Faker
from sqlalchemy import Table, func, insert, select
from sqlalchemy.orm import DeclarativeBase, Session

from app.contact_values import (
    AddressValue,
    ContactValues,
    PhoneValue,
    clean_address,
    compose_name,
    sort_name_of,
    values_to_json,
    write_values,
)
from app.folding import fold_name
from app.models import (
    Change,
    Contact,
    ContactAddress,
    ContactEmail,
    ContactPhone,
    ContactTag,
    Encounter,
    Event,
    FollowUp,
    FollowUpKind,
    Photo,
    Scan,
    ScanSide,
    ScanState,
    SearchWord,
    Stage,
    Tag,
)
from app.search import words_of
from ocr.types import PhoneLabel, Side

TODAY = date(2026, 11, 24)
TRADES = ("Notaire", "Conseillère en marketing", "Ingénieur", "Courtière", "Architecte",
          "Comptable", "Designer", "Directrice des ventes", "Avocat", "Électricienne")  # fmt: skip
TAGS = ("client", "fournisseur", "salon", "presse", "partenaire", "ami", "à rappeler", "club",
        "toiture", "bois", "finances", "mentor", "école", "municipal", "export", "mécène",
        "voisin", "alumni", "design", "rare")  # fmt: skip
TOWNS = ("Rimouski", "Montréal", "Québec", "Saint-Jérôme", "Lyon", "Gatineau", "Sherbrooke",
         "Ottawa", "Laval", "Lévis", "Granby", "Matane")  # fmt: skip
COMMENTS = ("rencontrée au salon", "rappeler mardi pour le devis", "connaît la mairesse",
            "ami d’une cliente")  # fmt: skip
EVENTS = 200
_CHUNK = 1000


@dataclass
class Ids:
    """The next free id of each table."""

    taken: dict[Table, int] = field(default_factory=dict)

    def next(self, table: type[DeclarativeBase]) -> int:
        """Take the next id of a table."""
        key = table.__table__
        assert isinstance(key, Table)
        self.taken[key] = self.taken.get(key, 0) + 1
        return self.taken[key]


Rows = dict[type[DeclarativeBase], list[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Times:
    """How long a book took, seconds."""

    total_s: float
    words_s: float
    """To split texts into words, and to write them."""
    words: int


def make_people(count: int, seed: int = 7) -> Iterator[ContactValues]:
    """Invent people; the same seed gives the same ones."""
    faker = Faker(["fr_CA", "fr_FR", "en_CA"])
    faker.seed_instance(seed)
    chance = random.Random(seed)
    for number in range(count):
        given, family = faker.first_name(), faker.last_name()
        if number % 997 == 0:
            family = "Tessier-Roy"
        town = TOWNS[min(int(chance.expovariate(0.35)), len(TOWNS) - 1)]
        digits = f"{number % 100_000:05}"
        address = AddressValue(street=f"{number % 900 + 1}, rue du Port", locality=town)
        yield ContactValues(
            given_name=given,
            family_name=family,
            full_name=compose_name(
                {"given_name": given, "family_name": family, "prefix": "", "suffix": ""}
            ),
            organization=faker.company(),
            title=chance.choice(TRADES),
            emails=(f"{given}.{family[0]}{number}@societe{number % 4000}.example".lower(),),
            phones=(
                PhoneValue(
                    f"418 555-01{number % 100:02} poste {digits}", PhoneLabel.WORK, digits,
                    f"+141855501{number % 100:02}",
                ),
            ),
            addresses=(clean_address(address),),
            comment=chance.choice(COMMENTS) if number % 3 == 0 else "",
        )  # fmt: skip


def fill_book(session: Session, book_id: int, count: int) -> Times:
    """Write `count` people with all that belongs to them, and commit.

    The database must have no other book with contacts: ids are given from 1.
    """
    started_s = time.perf_counter()
    ids, chance = Ids(), random.Random(11)
    _write(session, _events_and_tags(book_id, ids, chance))
    words_s, words, rows = 0.0, 0, Rows()
    for number, values in enumerate(make_people(count), start=1):
        contact_id = _add_person(rows, ids, chance, book_id, values)
        began_s = time.perf_counter()
        found = _words(values)
        words += len(found)
        _put(rows, SearchWord, *(
            {"book_id": book_id, "word": word, "contact_id": contact_id} for word in sorted(found)
        ))  # fmt: skip
        words_s += time.perf_counter() - began_s
        if number % _CHUNK == 0 or number == count:
            written: Rows = {SearchWord: rows.pop(SearchWord)}
            _write(session, rows)
            began_s = time.perf_counter()
            _write(session, written)
            words_s += time.perf_counter() - began_s
            session.commit()
            rows = Rows()
    _go_on_after(session, ids)
    return Times(time.perf_counter() - started_s, words_s, words)


def _write(session: Session, rows: Rows) -> None:
    for table, each in rows.items():
        if each:
            session.execute(insert(table), each)


def _go_on_after(session: Session, ids: Ids) -> None:
    """Let PostgreSQL give the ids after those that were written; SQLite does so by itself."""
    if session.get_bind().dialect.name == "postgresql":
        for table, last in ids.taken.items():
            sequence = func.pg_get_serial_sequence(table.name, "id")
            session.execute(select(func.setval(sequence, last)))
    session.commit()


def _put(rows: Rows, table: type[DeclarativeBase], *each: dict[str, Any]) -> None:
    rows.setdefault(table, []).extend(each)


def _words(values: ContactValues) -> set[str]:
    contact = Contact(book_id=0)
    write_values(contact, values)
    return words_of(contact)


def _events_and_tags(book_id: int, ids: Ids, chance: random.Random) -> Rows:
    rows = Rows()
    for number in range(EVENTS):
        day = TODAY - timedelta(days=chance.randrange(2500))
        _put(rows, Event, {
            "id": ids.next(Event), "book_id": book_id, "client_key": f"event-{number}",
            "name": f"Salon {number + 1}", "held_on": day, "place": chance.choice(TOWNS),
        })  # fmt: skip
    for name in TAGS:
        row = {"id": ids.next(Tag), "book_id": book_id, "name": name, "folded": fold_name(name)}
        _put(rows, Tag, row)
    return rows


def _add_person(
    rows: Rows, ids: Ids, chance: random.Random, book_id: int, values: ContactValues
) -> int:
    contact_id = ids.next(Contact)
    met_on = TODAY - timedelta(days=int(2500 * chance.random() ** 2))
    made_at = datetime(met_on.year, met_on.month, met_on.day, 20, tzinfo=UTC)
    step_on = TODAY + timedelta(days=chance.randrange(-20, 90)) if chance.random() < 0.15 else None
    mine = {"book_id": book_id, "contact_id": contact_id}
    is_imported = chance.random() < 0.05
    _put(rows, Contact, {
        "id": contact_id, "book_id": book_id, "uid": str(uuid.UUID(int=contact_id)), "version": 1,
        **{name: getattr(values, name) for name in (
            "full_name", "given_name", "family_name", "organization", "title", "comment")},
        "sort_name": sort_name_of(values),
        "sort_organization": fold_name(values.organization)[:300],
        "stage": Stage.CONNECTION if chance.random() < 0.04 else Stage.CONTACT,
        "met_on": met_on, "last_contact_on": met_on, "next_step_on": step_on,
        "created_at": made_at, "updated_at": made_at,
        "reviewed_at": None if is_imported else made_at,
        "archived_at": made_at if chance.random() < 0.02 else None,
        "deleted_at": None,
    })  # fmt: skip
    for email in values.emails:
        _put(rows, ContactEmail, {"id": ids.next(ContactEmail), **mine, "value": email})
    for phone in values.phones:
        _put(rows, ContactPhone, {
            "id": ids.next(ContactPhone), **mine, "value": phone.value, "e164": phone.e164,
            "label": phone.label, "extension": phone.extension,
        })  # fmt: skip
    for address in values.addresses:
        _put(rows, ContactAddress, {
            "id": ids.next(ContactAddress), **mine, "formatted": address.formatted,
            "street": address.street, "locality": address.locality,
            "folded_locality": fold_name(address.locality),
        })  # fmt: skip
    tags = {min(int(chance.expovariate(0.25)), len(TAGS) - 1) for _ in range(chance.randrange(3))}
    _put(rows, ContactTag, *({**mine, "tag_id": 1 + tag} for tag in tags))
    if step_on:
        _put(rows, FollowUp, {
            "id": ids.next(FollowUp), **mine, "kind": FollowUpKind.CALL, "due_on": step_on,
            "text": "Devis", "created_at": made_at,
        })  # fmt: skip
    after = {**values_to_json(values), "tags": [], "notes": {}, "deleted": False, "version": 1}
    _put(rows, Change, {
        "id": ids.next(Change), **mine, "account_id": None, "made_at": made_at,
        "before": None, "after": after,
    })  # fmt: skip
    _add_card(rows, ids, chance, mine, made_at, values)
    return contact_id


def _add_card(
    rows: Rows,
    ids: Ids,
    chance: random.Random,
    mine: Mapping[str, Any],
    made_at: datetime,
    values: ContactValues,
) -> None:
    book_id, scan_id = mine["book_id"], ids.next(Scan)
    event_id = 1 + min(int(chance.expovariate(0.02)), EVENTS - 1)
    _put(rows, Scan, {
        "id": scan_id, **mine, "client_key": f"card-{scan_id}", "state": ScanState.REVIEWED,
        "taken_at": made_at, "created_at": made_at, "reviewed_at": made_at, "event_id": event_id,
        "reading": _reading(values),
    })  # fmt: skip
    for side in (Side.RECTO, Side.VERSO):
        photo_id = ids.next(Photo)
        _put(rows, Photo, {
            "id": photo_id, "book_id": book_id, "sha256": f"{photo_id:064x}",
            "media_type": "image/jpeg", "size_bytes": 400_000, "created_at": made_at,
        })  # fmt: skip
        _put(rows, ScanSide, {
            "scan_id": scan_id, "side": side, "book_id": book_id, "photo_id": photo_id,
            "sent_as": side,
        })  # fmt: skip
    encounter = {
        "id": ids.next(Encounter), **mine, "met_on": made_at.date(), "event_id": event_id,
        "scan_id": scan_id, "created_at": made_at,
    }  # fmt: skip
    _put(rows, Encounter, encounter)


def _reading(values: ContactValues) -> dict[str, Any]:
    """Give a reading of the size that readings have, about 3 KB."""
    texts = (values.full_name, values.title, values.organization, *values.emails, "418 555-0147")
    lines = [
        {
            "text": text,
            "quad": [[102.5, 40.25], [520.5, 41.0], [520.0, 80.75], [102.0, 80.5]],
            "confidence": 0.98,
            "handwritten": False,
            "roles": [{"role": "name", "confidence": 0.9, "value": text}] * 2,
        }
        for text in texts * 2
    ]
    sides = [{"side": "recto", "size_px": [1000, 600], "lines": lines}]
    return {"sides": sides, "contact": {}, "handwriting": [], "proposals": []}
