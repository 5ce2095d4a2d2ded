"""Imports over the API: a file is sent, looked through, confirmed, written, and taken back."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated
from uuid import uuid4

from fastapi import APIRouter, Depends, Query, Request, Response
from sqlalchemy import Engine
from sqlalchemy.orm import Session
from starlette.background import BackgroundTask
from starlette.datastructures import FormData, UploadFile

from app.api.import_shapes import (
    ChoicesIn,
    ColumnList,
    ColumnOut,
    ColumnsIn,
    ConfirmationIn,
    ImportList,
    ImportOut,
    RowPage,
    tell_import,
    tell_row,
)
from app.db import DbSession
from app.deps import CurrentMember, CurrentPhotoStore, CurrentSettings
from app.errors import InvalidError
from app.importing import imports, previews
from app.importing.columns import MEANINGS
from app.importing.files import remove_if_free
from app.importing.sent_files import SentFile
from app.models import Import, ImportKind, RowOutcome
from app.photos import PhotoStore
from app.render import language_of

router = APIRouter(tags=["imports"])

_FILES_LIMIT = 5_000


def find_import(import_id: int, session: DbSession, member: CurrentMember) -> Import:
    """Give the import in the path, if it is in the member's book."""
    return imports.get_import(session, member.book_id, import_id)


ImportInPath = Annotated[Import, Depends(find_import, scope="function")]


async def read_sent_form(request: Request, _member: CurrentMember) -> AsyncIterator[FormData]:
    """Read a form with files, of a folder's size; only for somebody who is signed in."""
    async with request.form(max_files=_FILES_LIMIT) as form:
        yield form


SentForm = Annotated[FormData, Depends(read_sent_form, scope="function")]


def files_of(form: FormData) -> list[SentFile]:
    """Give the files of a form, without the fields that were left empty."""
    uploads = [one for one in form.getlist("files") if isinstance(one, UploadFile)]
    return [
        SentFile(one.filename or "", one.file)
        for one in uploads
        if (one.filename or one.size) and not _is_left_behind(one.filename or "")
    ]


def _is_left_behind(name: str) -> bool:
    # A folder that was chosen brings what systems hide in it.
    last = name.replace("\\", "/").rpartition("/")[2]
    return last.startswith(".") or last.lower() in ("thumbs.db", "desktop.ini")


@router.get("/imports")
def list_imports(request: Request, session: DbSession, member: CurrentMember) -> ImportList:
    """List imports, the latest first."""
    found = imports.list_imports(session, member.book_id)
    return ImportList(imports=[tell_import(one, language_of(request)) for one in found])


_SENT = {
    "type": "object",
    "required": ["files"],
    "properties": {
        "files": {
            "type": "array",
            "items": {"type": "string", "format": "binary"},
            "description": "One vCard, CSV or zip file, or several vCards or photos.",
        },
        "client_key": {"type": "string", "description": "The same key twice is one import."},
    },
}
# Written out, because the form is read by hand: a folder holds more files than FastAPI takes.
_SENT_BODY = {"requestBody": {"content": {"multipart/form-data": {"schema": _SENT}}}}


@router.post("/imports", responses={201: {"model": ImportOut}}, openapi_extra=_SENT_BODY)
def create_import(
    request: Request,
    response: Response,
    session: DbSession,
    member: CurrentMember,
    store: CurrentPhotoStore,
    settings: CurrentSettings,
    form: SentForm,
) -> ImportOut:
    """Send a file, 201; sending it again under the same key gives the import there is, 200."""
    one, is_new = create_from_form(session, member, store, settings, form)
    response.status_code = 201 if is_new else 200
    return tell_import(one, language_of(request))


def create_from_form(
    session: Session,
    member: CurrentMember,
    store: CurrentPhotoStore,
    settings: CurrentSettings,
    form: FormData,
) -> tuple[Import, bool]:
    """Take the files of a form in; see app.importing.imports.create_import."""
    key = form.get("client_key")
    return imports.create_import(
        session,
        store,
        member.book_id,
        account_id=member.account.id,
        client_key=key if isinstance(key, str) and key else uuid4().hex,
        files=files_of(form),
        limit_bytes=settings.import_limit_bytes,
    )


@router.get("/imports/{import_id}")
def show_import(request: Request, one: ImportInPath) -> ImportOut:
    """Say how far an import is."""
    return tell_import(one, language_of(request))


@router.delete("/imports/{import_id}", status_code=204)
def drop_import(
    request: Request, session: DbSession, one: ImportInPath, store: CurrentPhotoStore
) -> Response:
    """Forget an import of which nothing was written; 409 once something was."""
    key = imports.drop_import(session, one)
    gone = remove_later(request.app.state.engine, store, key)
    return Response(status_code=204, background=gone)


def remove_later(engine: Engine, store: PhotoStore, key: str) -> BackgroundTask:
    """Have an import's file removed, unless something speaks of it, once this is committed."""

    def remove() -> None:
        with Session(engine) as session, session.begin():
            remove_if_free(session, store, key)

    return BackgroundTask(remove)


@router.get("/imports/{import_id}/columns")
def show_columns(request: Request, one: ImportInPath, store: CurrentPhotoStore) -> ColumnList:
    """Show the columns of a table, with what they seem to mean."""
    require_table(one)
    table = imports.read_table(store, one)
    chosen = (one.choices or {}).get("columns")
    views = previews.view_columns(table, chosen, language_of(request))
    return ColumnList(
        columns=[
            ColumnOut(heading=each.heading, samples=list(each.samples), meaning=each.meaning)
            for each in views
        ],
        meanings=list(MEANINGS),
    )


def require_table(one: Import) -> None:
    """Refuse what is no table.

    Raises:
        InvalidError: If the import is of another kind.
    """
    if one.kind is not ImportKind.CSV:
        raise InvalidError("This import has no columns.", code="no_columns")


@router.put("/imports/{import_id}/columns")
def choose_columns(
    request: Request, session: DbSession, one: ImportInPath, said: ColumnsIn
) -> ImportOut:
    """Say what the columns mean; the file is looked through then."""
    require_table(one)
    imports.choose_columns(session, one, said.meanings)
    return tell_import(one, language_of(request))


@router.get("/imports/{import_id}/rows")
def list_rows(
    request: Request,
    session: DbSession,
    one: ImportInPath,
    outcome: RowOutcome = RowOutcome.NEW,
    after: Annotated[int, Query(ge=0, description="The number of the last row seen.")] = 0,
) -> RowPage:
    """List the rows of an outcome, fifty at a time."""
    rows = imports.list_rows(session, one, outcome, after=after)
    language = language_of(request)
    return RowPage(rows=[tell_row(previews.view_row(row), language) for row in rows])


@router.put("/imports/{import_id}/choices", status_code=204)
def choose_rows(session: DbSession, one: ImportInPath, said: ChoicesIn) -> None:
    """Say what is to become of some rows; the others stay as they are."""
    imports.choose_rows(
        session,
        one,
        {row.number for row in said.rows},
        {row.number for row in said.rows if row.is_wanted},
        {row.number: row.take for row in said.rows},
    )


@router.post("/imports/{import_id}/confirmations")
def confirm_import(
    request: Request, session: DbSession, one: ImportInPath, said: ConfirmationIn
) -> ImportOut:
    """Have an import written. Confirming it twice changes nothing."""
    imports.confirm_import(session, one, ", ".join(said.tags))
    return tell_import(one, language_of(request))


@router.post("/imports/{import_id}/undos")
def undo_import(request: Request, session: DbSession, one: ImportInPath) -> ImportOut:
    """Have an import taken back, also in the middle of it."""
    imports.undo_import(session, one)
    return tell_import(one, language_of(request))


@router.post("/imports/{import_id}/resumptions")
def resume_import(request: Request, session: DbSession, one: ImportInPath) -> ImportOut:
    """Let a failed import go on where it stopped."""
    imports.resume_import(session, one)
    return tell_import(one, language_of(request))
