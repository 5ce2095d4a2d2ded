"""`verso serve`: the data folder, the socket, the workers and the web server, in this order."""

from __future__ import annotations

import gc
import logging
import os
import signal
import socket
import sys
from collections.abc import Sequence
from types import FrameType

import segno
import uvicorn
from fastapi import FastAPI
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from app.accounts import has_accounts
from app.housekeeping import HousekeepingStarter
from app.lan import LanCertificate, NoNetworkError, ensure_certificate, find_lan_address
from app.main import create_app
from app.scan_queue import RowQueue
from app.settings import CannotStartError, Settings
from app.supervisor import Supervisor
from app.upgrade import upgrade_database
from ocr.engines.runtimes import share_cores

WORKER_COMMAND = (sys.executable, "-m", "app.worker")


def serve(
    settings: Settings, *, is_on_lan: bool = False, worker_command: Sequence[str] = WORKER_COMMAND
) -> None:
    """Serve until told to stop.

    Args:
        settings: Host, port, data folder and the rest.
        is_on_lan: Listen on the local network, over TLS.
        worker_command: Starts a reading process.

    Raises:
        CannotStartError: If the port is taken, the folder cannot be written, and so on.
    """
    prepare_data_folder(settings)
    certificate = None
    host = settings.host
    if is_on_lan:
        host, certificate = _join_lan(settings)
    listener = open_listener("0.0.0.0" if is_on_lan else host, settings.port)
    app = create_app(settings)
    require_vendor_files(app)
    prepare_database(app.state.engine)
    app.state.photo_store.sweep()
    address = settings.public_url or _address_of(host, settings.port, is_secure=is_on_lan)
    announce(app, address, is_on_lan=is_on_lan)
    _run(app, settings, listener, certificate, worker_command)


def prepare_data_folder(settings: Settings) -> None:
    """Make the data folder, readable by its owner alone, and see that it can be written.

    Raises:
        CannotStartError: If it cannot.
    """
    folder = settings.data_folder
    # A folder that was there may be open to others: what is written from here on is not.
    os.umask(0o077)
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        probe = folder / f".probe-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise CannotStartError(
            f"The data folder {folder} cannot be written ({error.strerror}). "
            "Name another one with --data-folder."
        ) from error


def require_vendor_files(app: FastAPI) -> None:
    """See that other people's scripts were installed; no page can be shown without them.

    Raises:
        CannotStartError: If they are missing, as in a checkout that was not set up.
    """
    if not (app.state.assets.folder / "vendor" / "htmx.min.js").exists():
        raise CannotStartError("The scripts of the pages are missing: run `make setup`.")


def prepare_database(engine: Engine) -> None:
    """Bring the tables up to date.

    Raises:
        CannotStartError: If the database cannot be opened.
    """
    try:
        upgrade_database(engine)
    except DBAPIError as error:
        raise CannotStartError(f"The database cannot be used: {error.orig}") from error


def open_listener(host: str, port: int) -> socket.socket:
    """Open the socket that requests come in by.

    Raises:
        CannotStartError: If the port is taken or the address is not this machine's.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    # A port left moments ago can be taken again; one that is in use cannot.
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise CannotStartError(
            f"Port {port} on {host} cannot be used ({error.strerror}). "
            "Name another one with --port."
        ) from error
    return listener


def _join_lan(settings: Settings) -> tuple[str, LanCertificate]:
    try:
        address = find_lan_address()
    except NoNetworkError as error:
        raise CannotStartError("This machine is on no network that a phone could join.") from error
    return address, ensure_certificate(settings.certificate_folder, address)


def _address_of(host: str, port: int, *, is_secure: bool) -> str:
    name = "localhost" if host in ("127.0.0.1", "0.0.0.0", "::", "::1") else host
    name = f"[{name}]" if ":" in name else name
    return f"{'https' if is_secure else 'http'}://{name}:{port}"


def announce(app: FastAPI, address: str, *, is_on_lan: bool) -> None:
    """Say on the terminal where to open Verso; before the first account, with the one-time link."""
    address = address.rstrip("/")
    with Session(app.state.engine) as session:
        is_set_up = has_accounts(session)
    link = address if is_set_up else f"{address}/first-run?key={app.state.first_run_key}"
    _say(f"Verso is at {address}")
    if not is_set_up:
        _say(f"Create the first account with this one-time link:\n\n  {link}\n")
    if is_on_lan:
        _say(f"On a phone of this network, trust this server first: {address}/trust")
        segno.make(link, error="m").terminal(out=sys.stdout, compact=True)
    sys.stdout.flush()


def _say(text: str) -> None:
    print(text, flush=True)  # noqa: T201 (the terminal is where the owner looks)


def _run(
    app: FastAPI,
    settings: Settings,
    listener: socket.socket,
    certificate: LanCertificate | None,
    worker_command: Sequence[str],
) -> None:
    config = uvicorn.Config(
        app,
        log_level=logging.WARNING,
        access_log=False,  # addresses carry names that were searched for, and one-time keys
        server_header=False,
        proxy_headers=True,
        forwarded_allow_ips=settings.trusted_proxies,
        timeout_graceful_shutdown=5,
        ssl_certfile=certificate.certificate if certificate else None,
        ssl_keyfile=certificate.key if certificate else None,
    )
    queue = RowQueue(app.state.engine, settings.reading_attempts)
    environment = {**settings.as_environment(), **share_cores(settings.workers)}
    supervisor = Supervisor(worker_command, settings.workers, environment, queue)
    server = uvicorn.Server(config)
    # Reading processes keep the house themselves.
    keeper = HousekeepingStarter(app.state.engine, environment) if not settings.workers else None

    def stop_soon(_number: int, _frame: FrameType | None) -> None:
        # Nothing is raised: an exception out of a handler is lost when it falls into a finalizer.
        server.should_exit = True

    # Before uvicorn listens to signals, and when it raises again the one that stopped it.
    signal.signal(signal.SIGTERM, stop_soon)
    supervisor.start()
    if keeper is not None:
        keeper.start()
    settle_memory()
    try:
        server.run(sockets=[listener])
    except KeyboardInterrupt:
        pass
    finally:
        if keeper is not None:
            keeper.stop()
        supervisor.stop()


def settle_memory() -> None:
    """Let what the server is made of be looked through no more for things to forget.

    Python does so again and again, whatever is being answered then: a look through all routes,
    models and templates takes 0.2 s, and one answer in thirty waited for it.
    """
    gc.collect()
    gc.freeze()
