"""Imports brought in and worked on in the test's own process."""

from __future__ import annotations

import io
import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from fastapi import FastAPI
from sqlalchemy.orm import Session

from app.importing.imports import confirm_import, create_import
from app.importing.queue import ImportQueue
from app.importing.sent_files import SentFile
from app.importing.worker import ImportWorker
from app.models import Book, Import
from app.photos import FolderStore
from app.settings import Settings

BringIn = Callable[..., Import]


@pytest.fixture
def imports_queue(app: FastAPI) -> ImportQueue:
    return ImportQueue(app.state.engine, 3, timedelta(seconds=60))


@pytest.fixture
def work(imports_queue: ImportQueue, store: FolderStore, settings: Settings) -> Callable[[], None]:
    """Work on whatever waits, as the process does."""
    return ImportWorker(imports_queue, store, settings).run


@pytest.fixture
def bring_in(session: Session, book: Book, store: FolderStore, work: Callable[[], None]) -> BringIn:
    """Send a file and look through it; with confirm=True, write it too."""

    def bring(
        *files: bytes,
        names: tuple[str, ...] = ("contacts.vcf",),
        confirm: bool = False,
        tags: str = "",
        key: str = "",
    ) -> Import:
        one, _ = create_import(
            session,
            store,
            book.id,
            account_id=None,
            client_key=key or uuid.uuid4().hex,
            files=[
                SentFile(name, io.BytesIO(data)) for name, data in zip(names, files, strict=True)
            ],
            limit_bytes=10_000_000,
        )
        session.commit()
        work()
        session.refresh(one)
        if confirm:
            confirm_import(session, one, tags)
            session.commit()
            work()
        session.expire_all()
        session.refresh(one)
        return one

    return bring
