"""Runs the migrations, for the alembic command and for app.upgrade alike."""

from __future__ import annotations

from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection, Engine, Enum

from app.db import make_engine
from app.models import Base, UtcDateTime
from app.settings import Settings

# Any number will do, as long as every Verso on a PostgreSQL uses the same one.
_UPGRADE_LOCK = 7_236_681


def run_migrations() -> None:
    given: Engine | None = context.config.attributes.get("engine")
    engine = given or make_engine(Settings().database)
    with engine.connect() as connection:
        is_sqlite = connection.dialect.name == "sqlite"
        if is_sqlite:
            # Rebuilding a table drops it, which would cascade into the rows that point at it.
            connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
            connection.commit()
        _run_in_one_transaction(connection, is_sqlite=is_sqlite)
        if is_sqlite:
            connection.exec_driver_sql("PRAGMA foreign_keys = ON")
            connection.commit()
    if given is None:
        engine.dispose()


def _run_in_one_transaction(connection: Connection, *, is_sqlite: bool) -> None:
    # Two processes that start at once upgrade one after the other: the second one waits here and
    # then finds nothing to do. Alembic reads the current revision inside the same transaction.
    if is_sqlite:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_UPGRADE_LOCK})")
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=is_sqlite,
        render_item=_render_plainly,
        transactional_ddl=True,
        compare_type=True,
    )
    context.run_migrations()
    if is_sqlite and connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall():
        raise RuntimeError("a migration left rows that point at nothing")
    connection.commit()


def _render_plainly(kind: str, item: object, _context: AutogenContext) -> str | Literal[False]:
    # A migration must not change when the models do: it names plain column types only.
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, Enum):
        return f"sa.String(length={item.length})"
    return False


run_migrations()
