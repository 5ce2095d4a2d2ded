"""Imports in a book: one whose columns wait, one to confirm, and one that is over."""

from __future__ import annotations

import io
from datetime import timedelta

from sqlalchemy import Engine

from app.importing.imports import choose_rows, confirm_import, create_import
from app.importing.queue import ImportQueue
from app.importing.sent_files import SentFile
from app.importing.worker import ImportWorker
from app.models import Import
from app.settings import Settings
from tests.browser.desk import Desk

TABLE = "Prénom;Nom;Courriel;Pointure\nAda;Essai;ada@essais.example;38\n".encode()
CARDS = (
    b"BEGIN:VCARD\nVERSION:3.0\nFN:Luc Essai\nORG:Essais\nEMAIL:luc@essais.example\nEND:VCARD\n"
    b"BEGIN:VCARD\nVERSION:3.0\nFN:Carte Rompue\n"
)
NEWER = CARDS.replace(b"ORG:Essais", b"ORG:Atelier\nTEL:514 555-0188\nTITLE:Relieur")
STRANGER = b"BEGIN:VCARD\nVERSION:3.0\nFN:Mia Nouvelle\nEND:VCARD\n"


def add_imports(desk: Desk) -> tuple[Import, Import, Import]:
    """Bring files in as far as they go: columns to say, to confirm, brought in."""
    done = _bring_in(desk, "ancien.vcf", CARDS, is_confirmed=True)
    mapping = _bring_in(desk, "export.csv", TABLE)
    ready = _bring_in(desk, "contacts.vcf", NEWER + STRANGER)
    choose_rows(desk.session, ready, {1}, {1}, {1: ["organization"]})
    desk.session.commit()
    return mapping, ready, done


def _bring_in(desk: Desk, name: str, data: bytes, *, is_confirmed: bool = False) -> Import:
    session = desk.session
    one, _ = create_import(
        session,
        desk.store,
        desk.book.id,
        account_id=desk.account.id,
        client_key=name,
        files=[SentFile(name, io.BytesIO(data))],
        limit_bytes=len(data),
    )
    session.commit()
    work_on_imports(desk)
    session.refresh(one)
    if is_confirmed:
        confirm_import(session, one, "essais")
        session.commit()
        work_on_imports(desk)
    return one


def work_on_imports(desk: Desk) -> None:
    """Work on what waits, as the process does."""
    engine = desk.session.get_bind()
    assert isinstance(engine, Engine)
    settings = Settings(_env_file=None, data_folder=desk.server.data_folder)
    queue = ImportQueue(engine, max_attempts=3, lease=timedelta(minutes=1))
    ImportWorker(queue, desk.store, settings).run()
