"""The database: one engine per application, one transaction per request."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from typing import Annotated, Any

from fastapi import Depends, Request
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.pool import ConnectionPoolEntry

BUSY_TIMEOUT_S = 10.0
"""How long a writer waits for another one before "database is locked" is reported."""


def make_engine(url: str) -> Engine:
    """Open a database.

    Args:
        url: SQLAlchemy URL; SQLite or PostgreSQL.

    Returns:
        An engine. On SQLite every connection runs in WAL mode with foreign keys on, and a
        transaction takes the write lock when it begins to write, waiting BUSY_TIMEOUT_S for it.
    """
    # hide_parameters: an error names its statement in the log, never the people in it.
    if not url.startswith("sqlite"):
        return create_engine(url, pool_pre_ping=True, hide_parameters=True)
    timeout = {"timeout": BUSY_TIMEOUT_S}
    engine = create_engine(url, connect_args=timeout, hide_parameters=True)
    event.listen(engine, "connect", _prepare_sqlite)
    return engine


def _prepare_sqlite(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    assert isinstance(connection, sqlite3.Connection)
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")  # an acknowledged scan survives a power cut
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def get_session(request: Request) -> Iterator[Session]:
    """Give a request its session; commit when the route returned, roll back when it raised."""
    with Session(request.app.state.engine) as session, session.begin():
        yield session


# scope="function": committed before the response is sent, so that what a person is told was saved
# has been saved. The default scope commits after the body went out.
DbSession = Annotated[Session, Depends(get_session, scope="function")]


def insert_unless_there(
    session: Session, table: type[DeclarativeBase], values: dict[str, Any]
) -> bool:
    """Insert a row, unless one with the same unique values is there.

    Two requests that do it at once make one row: the second waits for the first.

    Returns:
        True if the row was inserted.
    """
    statement = _insert_of(session)(table).values(values).on_conflict_do_nothing()
    first_key = next(iter(table.__table__.primary_key))
    return session.execute(statement.returning(first_key)).first() is not None


def insert_all_unless_there(
    session: Session, table: type[DeclarativeBase], rows: Sequence[dict[str, Any]]
) -> None:
    """Insert rows, but for those whose unique values are there; see insert_unless_there."""
    if rows:
        session.execute(_insert_of(session)(table).on_conflict_do_nothing(), rows)


def _insert_of(session: Session) -> Callable[[type[DeclarativeBase]], Any]:
    is_sqlite = session.get_bind().dialect.name == "sqlite"
    return sqlite.insert if is_sqlite else postgresql.insert
