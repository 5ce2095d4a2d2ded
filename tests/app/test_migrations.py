"""Migrations and models say the same, in both directions, on both databases."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, date, datetime

import pytest
from alembic import command
from sqlalchemy import Connection, Engine, MetaData, Table, inspect, select, text
from sqlalchemy.orm import Session

from app.db import make_engine
from app.models import Account, Base, Contact, Photo, Scan
from app.upgrade import alembic_config, upgrade_database
from ocr.types import Side
from tests.builders import build_account


@pytest.fixture
def engine(any_engine: Engine) -> Engine:
    return any_engine


def test_the_migrations_make_the_tables_of_the_models(engine):
    upgrade_database(engine)

    command.check(alembic_config(engine))  # raises when a migration is missing
    assert set(inspect(engine).get_table_names()) == {*Base.metadata.tables, "alembic_version"}


def test_every_migration_can_be_undone_and_done_again(engine):
    upgrade_database(engine)

    command.downgrade(alembic_config(engine), "base")
    assert inspect(engine).get_table_names() == ["alembic_version"]

    upgrade_database(engine)
    command.check(alembic_config(engine))


def test_upgrading_again_keeps_the_rows(engine):
    upgrade_database(engine)
    with Session(engine) as session, session.begin():
        account, _ = build_account(session)
        account_id = account.id

    upgrade_database(engine)

    with Session(engine) as session:
        assert session.get(Account, account_id) is not None


def test_cards_of_before_there_were_events_keep_their_sides_and_say_as_what_they_were_sent(engine):
    command.upgrade(alembic_config(engine), "several_cards")
    moment = datetime(2026, 11, 1, tzinfo=UTC)
    with engine.begin() as connection:
        for table, values in OLD_ROWS.items():
            columns = reflected(connection, table)
            for row in values:
                moments = MOMENTS & set(columns.columns.keys())
                connection.execute(columns.insert().values(dict.fromkeys(moments, moment) | row))

    upgrade_database(engine)

    with Session(engine) as session:
        (scan,) = session.scalars(select(Scan))
        assert [(side.side, side.sent_as) for side in scan.sides] == [
            (Side.RECTO, Side.RECTO),
            (Side.VERSO, Side.VERSO),
        ]
        assert (scan.event, scan.draft) == (None, None)
        assert scan.contact is not None
        assert scan.contact.has_spare_card is False
        # The moment is the first of November in UTC: in Toronto it is still October.
        assert [(one.met_on, one.scan_id) for one in scan.contact.encounters] == [
            (date(2026, 10, 31), scan.id)
        ]
        days = {
            one.id: (one.met_on, one.last_contact_on) for one in session.scalars(select(Contact))
        }
        assert days == {
            1: (date(2026, 10, 31), date(2026, 10, 31)),
            2: (None, date(2026, 10, 31)),
        }

    command.downgrade(alembic_config(engine), "several_cards")
    with engine.connect() as connection:
        assert len(connection.execute(reflected(connection, "scan_sides").select()).all()) == 2


MOMENT = datetime(2026, 11, 1, tzinfo=UTC)
TEXTS = ["full_name", "given_name", "family_name", "prefix", "suffix"]
TEXTS += ["organization", "department", "title", "comment", "sort_name"]

# Names and what else a row needs; what holds a moment is filled in.
MOMENTS = {"created_at", "taken_at", "updated_at", "done_at"}
OLD_ROWS = {
    "books": [{"id": 1, "name": "Ada"}],
    "accounts": [
        {
            "id": 1,
            "email": "ada@example.com",
            "display_name": "Ada",
            "password_hash": "",
            "timezone": "America/Toronto",
        }
    ],
    "memberships": [{"account_id": 1, "book_id": 1, "role": "owner"}],
    "photos": [
        {"id": number, "book_id": 1, "sha256": str(number), "media_type": "x", "size_bytes": 1}
        for number in (1, 2)
    ],
    "contacts": [
        {
            "id": number,
            "book_id": 1,
            "uid": str(number),
            "version": 1,
            **dict.fromkeys(TEXTS, ""),
        }
        for number in (1, 2)
    ],
    "follow_ups": [
        {
            "id": 1,
            "book_id": 1,
            "contact_id": 2,
            "kind": "call",
            "due_on": date(2026, 12, 1),
            "text": "",
        }
    ],
    "scans": [
        {
            "id": 1,
            "book_id": 1,
            "client_key": "k",
            "state": "reviewed",
            "attempts": 1,
            "card_number": 1,
            "card_count": 1,
            "contact_id": 1,
        }
    ],
    "scan_sides": [
        {"scan_id": 1, "side": "recto", "book_id": 1, "photo_id": 1},
        {"scan_id": 1, "side": "verso", "book_id": 1, "photo_id": 2},
    ],
}


def reflected(connection: Connection, table: str) -> Table:
    """A table as it is now, whatever the models say."""
    return Table(table, MetaData(), autoload_with=connection)


def test_the_id_of_a_row_that_is_gone_never_names_another_one(engine):
    command.upgrade(alembic_config(engine), "events")
    with engine.begin() as connection:
        books = reflected(connection, "books")
        connection.execute(books.insert().values(id=1, name="Ada", created_at=MOMENT))
        photos = reflected(connection, "photos")
        rows = [
            {"id": number, "book_id": 1, "sha256": str(number), "media_type": "x", "size_bytes": 1}
            for number in (3, 7)
        ]
        connection.execute(photos.insert(), [row | {"created_at": MOMENT} for row in rows])

    upgrade_database(engine)

    with Session(engine) as session:
        if engine.dialect.name == "postgresql":  # the rows above took no number of its sequence
            session.execute(text("SELECT setval('photos_id_seq', 7)"))
        assert session.scalars(select(Photo.id).order_by(Photo.id)).all() == [3, 7]
        session.delete(session.get_one(Photo, 7))
        session.flush()
        photo = Photo(book_id=1, sha256="a", media_type="x", size_bytes=1)
        session.add(photo)
        session.flush()
        assert photo.id == 8


def test_tables_whose_ids_are_to_last_are_made_so_on_sqlite(tmp_path):
    engine = make_engine(f"sqlite:///{tmp_path / 'lasting.sqlite3'}")
    upgrade_database(engine)

    with engine.connect() as connection:
        rows = connection.execute(
            text("SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%AUTOINCREM%'")
        )
        made = set(rows.scalars())
    engine.dispose()
    tables = Base.metadata.tables.values()
    assert made == {one.name for one in tables if one.dialect_options["sqlite"]["autoincrement"]}
    assert {"contacts", "scans", "photos", "imports"} <= made


def test_two_processes_that_start_at_once_upgrade_once(tmp_path):
    url = f"sqlite:///{tmp_path / 'shared.sqlite3'}"
    script = (
        "import sys; from app.db import make_engine; from app.upgrade import upgrade_database;"
        "upgrade_database(make_engine(sys.argv[1]))"
    )
    started = [subprocess.Popen([sys.executable, "-c", script, url]) for _ in range(2)]

    assert [process.wait(60) for process in started] == [0, 0]


def test_foreign_keys_hold_after_an_upgrade(tmp_path):
    engine = make_engine(f"sqlite:///{tmp_path / 'keys.sqlite3'}")
    upgrade_database(engine)

    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    engine.dispose()
