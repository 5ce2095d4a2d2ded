"""A real Chromium against the real server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Error,
    Page,
    expect,
    sync_playwright,
)
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from app.db import make_engine
from app.housekeeping import NAME as HOUSEKEEPING
from app.models import Account, Chore, now
from tests.browser.chromium import CHROMIUM_OPTIONS, system_chromium
from tests.browser.desk import Desk
from tests.browser.server import Server
from tests.browser.windows import PHONE, Window
from tests.builders import build_account

LIMIT_MS = 30_000
"""A busy machine is slow, not wrong: what is expected is waited for as long as a page is."""
expect.set_options(timeout=LIMIT_MS)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all tests; each opens windows of its own."""
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(
                executable_path=system_chromium(), args=CHROMIUM_OPTIONS
            )
        except Error as error:
            pytest.fail(f"there is no Chromium here (make setup installs one): {error.message}")
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def servers() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


StartServer = Callable[..., Server]


@pytest.fixture
def start_server(servers: ExitStack, tmp_path: Path) -> StartServer:
    """Start a server on an empty data folder; keywords are settings, such as workers="1"."""

    def start(**settings: str) -> Server:
        environment = {f"VERSO_{name.upper()}": value for name, value in settings.items()}
        server = Server(tmp_path / "data", environment).start()
        servers.callback(server.stop)
        return server

    return start


@pytest.fixture(scope="session")
def desk_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server without readers, for all tests: to start one takes seconds."""
    server = Server(tmp_path_factory.mktemp("desk"), {"VERSO_WORKERS": "0"}).start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def desk(desk_server: Server) -> Iterator[Desk]:
    """A member whom the server knows alone: what its screens show is what the test put there."""
    if not desk_server.is_running:  # a test that killed it failed before it started it again
        desk_server.start()
    engine = make_engine(f"sqlite:///{desk_server.data_folder / 'verso.sqlite3'}")
    _empty(engine)
    with Session(engine, expire_on_commit=False) as session:
        account, book = build_account(session, language=None)
        session.add(Chore(name=HOUSEKEEPING, begun_at=now()))  # nothing is thrown away meanwhile
        session.commit()
        yield Desk(desk_server, session, account, book)
    engine.dispose()


def _empty(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        for table in reversed(Account.metadata.sorted_tables):
            connection.execute(table.delete())


OpenWindow = Callable[..., Page]


@pytest.fixture
def open_window(chromium: Browser) -> Iterator[OpenWindow]:
    """Open a window; when the test ends, its console must have been silent.

    The console is where a browser says that a script broke, or that the page tried what its
    content security policy forbids.
    """
    complaints: list[str] = []
    with ExitStack() as stack:

        def open_one(window: Window = PHONE, desk: Desk | None = None, **options: object) -> Page:
            context = chromium.new_context(**(window.options() | options))  # type: ignore[arg-type]
            stack.callback(context.close)
            if desk is not None:
                desk.enter(context)
            page = context.new_page()
            page.set_default_timeout(LIMIT_MS)
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.on("console", lambda said: complaints.extend(complaints_in(said)))
            return page

        yield open_one
    assert complaints == []


def complaints_in(said: ConsoleMessage) -> list[str]:
    """Give what a console message complains of, if that is a mistake of ours.

    That a request was refused or went nowhere is what some tests are about.
    """
    # The last is a service worker that cannot be looked for anew while there is no network.
    network = ("Failed to load", "An unknown error occurred when fetching the script")
    is_ours = said.type in ("error", "warning") and not said.text.startswith(network)
    return [said.text] if is_ours else []
