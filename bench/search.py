"""Measures search on a generated book: how long people wait for a list while they type.

Usage: python -m bench.search [--contacts 50000] [--database URL]

The book is of invented people with names, organizations, titles, notes and tags as real ones have
them. Each query is asked as the page asks it: one page of contacts in order, and their number.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from faker import Faker
from sqlalchemy import func, insert, select, text
from sqlalchemy.orm import Session

from app.contact_filters import ContactQuery
from app.contact_list import find_contacts
from app.contact_values import ContactValues, PhoneValue, check_values, write_values
from app.db import make_engine
from app.models import Book, Contact, SearchWord
from app.search import words_of
from app.upgrade import upgrade_database

QUERIES = {
    "one letter": "m",
    "two letters": "ma",
    "a common given name": "marie",
    "a name and a trade": "marie notaire",
    "a rare family name": "tessier-roy",
    "a trade": "notaire",
    "two words of many": "conseil market",
    "the end of a phone number": "0147",
    "a whole phone number": "514 555-0147",
    "an e-mail address": "marie.t@",
    "nobody": "xyzzy",
    "everybody (no search)": "",
}
TRADES = (
    "Notaire",
    "Conseillère en marketing",
    "Ingénieur",
    "Courtière",
    "Architecte",
    "Comptable",
)
NOTES = (
    "rencontrée au salon",
    "rappeler mardi pour le devis",
    "connaît la mairesse",
    "ami d’une cliente",
)
BOOK_NAME = "Bench"
ROUNDS = 15
BATCH = 1000


def make_people(count: int, seed: int = 7) -> Iterator[ContactValues]:
    """Invent people; the same seed gives the same ones."""
    faker = Faker(["fr_CA", "fr_FR", "en_CA"])
    faker.seed_instance(seed)
    chance = random.Random(seed)
    for number in range(count):
        given, family = faker.first_name(), faker.last_name()
        if number % 997 == 0:
            family = "Tessier-Roy"
        company = faker.company()
        phone = f"514 555-01{chance.randrange(100):02}"
        yield ContactValues(
            given_name=given,
            family_name=family,
            organization=company,
            title=chance.choice(TRADES),
            emails=(f"{given}.{family[0]}{number}@societe{number % 4000}.example".lower(),),
            phones=(PhoneValue(phone),),
            comment=chance.choice(NOTES) if number % 3 == 0 else "",
        )


def fill(session: Session, book_id: int, count: int) -> None:
    """Write a book of invented people with their words."""
    batch: list[Contact] = []
    for number, values in enumerate(make_people(count), start=1):
        contact = Contact(book_id=book_id)
        write_values(contact, check_values(values, "CA"))
        batch.append(contact)
        if len(batch) == BATCH or number == count:
            session.add_all(batch)
            session.flush()
            rows = [
                {"book_id": book_id, "word": word, "contact_id": one.id}
                for one in batch
                for word in words_of(one)
            ]
            session.execute(insert(SearchWord), rows)
            session.commit()
            session.expunge_all()
            batch = []


def make_book(session: Session, count: int) -> int:
    """Fill a new book and have the database look at it; give its id."""
    book = Book(name=BOOK_NAME)
    session.add(book)
    session.commit()
    book_id = book.id
    started_s = time.perf_counter()
    fill(session, book_id, count)
    session.execute(text("ANALYZE"))
    session.commit()
    print(f"filled in {time.perf_counter() - started_s:.0f} s")
    return book_id


def measure(session: Session, book_id: int, query: str) -> tuple[float, float, int]:
    """Ask a query ROUNDS times; give median and slowest, milliseconds, and how many it finds."""
    times_ms = []
    total = 0
    for _round in range(ROUNDS):
        session.expunge_all()
        started_s = time.perf_counter()
        total = find_contacts(
            session, book_id, ContactQuery(q=query), today=date(2026, 11, 24)
        ).total
        times_ms.append((time.perf_counter() - started_s) * 1000)
    return statistics.median(times_ms), max(times_ms), total


def main() -> None:
    """Fill a database and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--contacts", type=int, default=50_000)
    parser.add_argument("--database", help="SQLAlchemy URL; one filled before is measured as it is")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = arguments.database or f"sqlite:///{Path(folder) / 'bench.sqlite3'}"
        engine = make_engine(url)
        upgrade_database(engine)
        with Session(engine) as session:
            book_id = session.scalar(select(Book.id).where(Book.name == BOOK_NAME))
            if book_id is None:
                book_id = make_book(session, arguments.contacts)
            size = [
                session.scalar(select(func.count()).select_from(table))
                for table in (Contact, SearchWord)
            ]
            print(f"{engine.dialect.name}: {size[0]} contacts, {size[1]} words")
            print("| query | found | median ms | slowest ms |\n|---|---|---|---|")
            for name, query in QUERIES.items():
                median_ms, slowest_ms, total = measure(session, book_id, query)
                print(f"| {name}: `{query}` | {total} | {median_ms:.1f} | {slowest_ms:.1f} |")
        engine.dispose()
        if url.startswith("sqlite:///"):
            size_mb = Path(url.removeprefix("sqlite:///")).stat().st_size / 1e6
            print(f"database file: {size_mb:.0f} MB")


if __name__ == "__main__":
    main()
