"""Imports over the API: a file is sent, looked through, confirmed, written, and taken back."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Annotated
from uuid import uuid4

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import Engine
from sqlalchemy.orm import Session
from starlette.background import BackgroundTask
from starlette.datastructures import FormData, UploadFile

from app.db import DbSession
from app.deps import CurrentMember, CurrentPhotoStore, CurrentSettings
from app.errors import InvalidError
from app.i18n import translate
from app.importing import imports, previews
from app.importing.columns import MEANINGS
from app.importing.files import remove_if_free
from app.importing.sent_files import SentFile
from app.models import Import, ImportKind, ImportState, RowOutcome
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


class ImportOut(BaseModel):
    """An import, and how far it is."""

    id: int
    client_key: str
    kind: ImportKind
    state: ImportState = Field(
        description="uploaded: being looked through. mapping: PUT its columns. ready: look at its "
        "rows and confirm it; nothing is written before. running, undoing: under way."
    )
    file_name: str
    rows_total: int
    rows_done: int
    error: str | None = Field(description="Why it failed: a code.")
    hint: str = Field(description='Why it failed, for people; "" when it did not.')
    found: dict[str, int] = Field(description="Rows by outcome, once it was looked through.")
    written: dict[str, int] = Field(description="Rows by what became of them.")
    undone: int = Field(description="Rows that were taken back.")
    tags: list[str]
    created_at: datetime
    finished_at: datetime | None


class ImportList(BaseModel):
    """Imports, the latest first."""

    imports: list[ImportOut]


class DifferenceOut(BaseModel):
    """A part in which a row says something else than the contact it is about."""

    part: str
    how: str = Field(
        description="fill: the contact has nothing there. add: one more value. differ: the contact "
        "keeps its value unless the row's is taken."
    )
    old: str
    new: str
    is_taken: bool


class RowOut(BaseModel):
    """One entry of a file."""

    number: int
    line: int = Field(description="Where it stands in the file, from 1; 0 for a photo.")
    name: str
    outcome: RowOutcome
    is_wanted: bool
    contact_id: int | None
    scan_id: int | None
    reason: str = Field(description='Why it was refused; "" when it was not.')
    twin: int = Field(description="The row before that is the same person; 0 for none.")
    likely: list[int] = Field(description="Contacts that may be the same person.")
    differences: list[DifferenceOut]


class RowPage(BaseModel):
    """Rows of one outcome, in the order of the file."""

    rows: list[RowOut]


class ColumnOut(BaseModel):
    """A column of a table."""

    heading: str
    samples: list[str]
    meaning: str


class ColumnList(BaseModel):
    """The columns of a table, and what each may mean."""

    columns: list[ColumnOut]
    meanings: list[str] = Field(description='"phone:@n" is a number whose kind column n says.')


class ColumnsIn(BaseModel):
    """What the columns of a table mean."""

    model_config = ConfigDict(extra="forbid")

    meanings: list[str] = Field(max_length=300, description="One for each column.")


class RowChoice(BaseModel):
    """What is to become of a row."""

    model_config = ConfigDict(extra="forbid")

    number: int
    is_wanted: bool = True
    take: list[str] = Field(default=[], description="Parts that are to be as the row says.")


class ChoicesIn(BaseModel):
    """What is to become of some rows."""

    model_config = ConfigDict(extra="forbid")

    rows: list[RowChoice] = Field(max_length=1_000)


class ConfirmationIn(BaseModel):
    """How an import is to be written."""

    model_config = ConfigDict(extra="forbid")

    tags: list[str] = Field(default=[], description="For everybody it adds or changes.")


def tell_import(one: Import, language: str) -> ImportOut:
    """Put an import into the API's form."""
    report = imports.report_of(one)
    is_failed = one.state is ImportState.FAILED
    return ImportOut(
        id=one.id,
        client_key=one.client_key,
        kind=one.kind,
        state=one.state,
        file_name=one.file_name,
        rows_total=one.rows_total,
        rows_done=one.rows_done,
        error=one.error_code if is_failed else None,
        hint=translate(language, previews.failure_hint(one.error_code)) if is_failed else "",
        found=report["found"],
        written=report["written"],
        undone=int(report["undone"].get("done", 0)),
        tags=list((one.choices or {}).get("tags", ())),
        created_at=one.created_at,
        finished_at=one.finished_at,
    )


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
    return RowPage(
        rows=[
            RowOut(
                number=row.number,
                line=row.line,
                name=row.name,
                outcome=outcome,
                is_wanted=row.is_wanted,
                contact_id=row.contact_id,
                scan_id=row.scan_id,
                reason=translate(language_of(request), row.reason),
                twin=row.twin,
                likely=[contact_id for contact_id, _ in row.likely],
                differences=[
                    DifferenceOut(
                        part=each.part,
                        how=each.how,
                        old=each.old,
                        new=each.new,
                        is_taken=each.is_taken,
                    )
                    for each in row.differences
                ],
            )
            for row in map(previews.view_row, rows)
        ]
    )


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
