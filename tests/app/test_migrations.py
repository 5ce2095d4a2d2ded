"""Migrations and models say the same, in both directions, on both databases."""

from __future__ import annotations

import subprocess
import sys

import pytest
from alembic import command
from sqlalchemy import Engine, inspect
from sqlalchemy.orm import Session

from app.db import make_engine
from app.models import Account, Base
from app.upgrade import alembic_config, upgrade_database
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
