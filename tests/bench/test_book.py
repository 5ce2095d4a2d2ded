"""The big book is one as the application would have made it, and its figures are what they say."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.contact_filters import ContactQuery
from app.contact_list import find_contacts
from app.db import make_engine
from app.models import Book, Contact, Photo, SearchWord
from app.search import words_of
from app.upgrade import upgrade_database
from bench.big_book import TODAY, fill_book, make_people
from bench.book_questions import Ask
from bench.book_report import Measured, Sample


@pytest.fixture
def session(tmp_path):
    engine = make_engine(f"sqlite:///{tmp_path / 'book.sqlite3'}")
    upgrade_database(engine)
    with Session(engine) as opened:
        yield opened
    engine.dispose()


def test_people_are_written_with_all_that_belongs_to_them(session):
    book = Book(name="Bench")
    session.add(book)
    session.commit()

    times = fill_book(session, book.id, 40)

    count = select(func.count())
    assert session.scalar(count.select_from(Photo)) == 80
    assert session.scalar(count.select_from(SearchWord)) == times.words
    for contact in session.scalars(select(Contact).limit(5)):
        mine = select(SearchWord.word).where(SearchWord.contact_id == contact.id)
        # The words of tags are left out: nothing that is measured asks for them by search.
        assert set(session.scalars(mine)) <= words_of(contact)
    first = next(make_people(1))
    found = find_contacts(session, book.id, ContactQuery(q=first.full_name), today=TODAY)
    assert first.full_name in [one.full_name for one in found.people]


def test_figures_are_those_of_the_requests():
    asks = [Ask(f"/contacts?page={number}") for number in range(1, 21)]
    samples = tuple(Sample(float(at), at / 2, ask) for at, ask in enumerate(asks, 1))
    measured = Measured("pages", samples)

    assert measured.p50_ms == 10.5
    assert measured.p95_ms == 20.0
    assert measured.worked_p95_ms == 10.0
    assert measured.worst == samples[-1]
