"""A server on a freshly filled demo book, for the scripts that look at the screens."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import start_sign_in
from app.db import make_engine
from app.models import Account, Contact, Scan, ScanState
from tests.browser.chromium import system_chromium
from tests.browser.server import Server

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Demo:
    """Where the demo is, and how to enter it."""

    address: str
    sign_in: str
    """Value of the sign-in cookie, whose name is "verso"."""
    contact_id: int
    """Somebody with a card and a follow-up, for the page of one contact."""
    scan_id: int
    """A card that waits for its review."""


def find_chromium() -> str:
    """Give the Chromium to look with: the system's, else the one that the set-up installed.

    For programs that start it by themselves; not to be called while Playwright runs.
    """
    if system := system_chromium():
        return system
    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


@contextmanager
def serve_demo() -> Iterator[Demo]:
    """Fill a demo book in a temporary folder, serve it without readers, and clean up."""
    with TemporaryDirectory(prefix="verso-demo-") as name:
        folder = Path(name)
        command = [sys.executable, "-m", "app.cli", "demo", "--data-folder", str(folder)]
        subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        engine = make_engine(f"sqlite:///{folder / 'verso.sqlite3'}")
        with Session(engine) as session:
            account = session.scalars(select(Account).order_by(Account.id)).first()
            assert account is not None, "the demo has no account"
            account.language = None  # the window's language is what is looked at
            token = start_sign_in(session, account, timedelta(days=1))
            contact_id = _find_contact(session)
            scan_id = _find_scan(session)
            session.commit()
        engine.dispose()
        server = Server(folder, {"VERSO_WORKERS": "0"}).start()
        try:
            yield Demo(server.address, token, contact_id, scan_id)
        finally:
            server.stop()


def _find_contact(session: Session) -> int:
    found = session.scalars(
        select(Contact).where(Contact.deleted_at.is_(None), Contact.follow_ups.any())
    )
    best = max(found, key=lambda contact: (len(contact.notes), len(contact.tags), -contact.id))
    return best.id


def _find_scan(session: Session) -> int:
    ready = session.scalars(select(Scan).where(Scan.state == ScanState.READY).order_by(Scan.id))
    best = max(ready, key=lambda scan: (len(scan.sides), -scan.id))
    return best.id
