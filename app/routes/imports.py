"""The pages about imports: choose a file, say what its columns mean, look, confirm, take back."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import uuid4

from fastapi import APIRouter, Query, Request
from sqlalchemy.orm import Session
from starlette.responses import RedirectResponse, Response

from app.api.imports import (
    ImportInPath,
    SentForm,
    create_from_form,
    remove_later,
    require_table,
)
from app.contact_form import PostedForm, text_of
from app.db import DbSession
from app.deps import CurrentMember, CurrentPhotoStore, CurrentSettings
from app.errors import AppError, InvalidError
from app.importing import imports, previews
from app.models import Import, ImportState, RowOutcome
from app.render import language_of, render
from app.settings import Settings

router = APIRouter()

_UNDER_WAY = (ImportState.UPLOADED, ImportState.RUNNING, ImportState.UNDOING)


@router.get("/imports")
def list_imports(
    request: Request,
    session: DbSession,
    member: CurrentMember,
    settings: CurrentSettings,
    *,
    dropped: bool = False,
) -> Response:
    """Show the way to choose a file, and what was brought in before."""
    return _show_list(request, session, member, settings, is_dropped=dropped)


def _show_list(
    request: Request,
    session: Session,
    member: CurrentMember,
    settings: Settings,
    *,
    is_dropped: bool = False,
    error: str = "",
    status_code: int = 200,
) -> Response:
    found = imports.list_imports(session, member.book_id)
    context = {
        "imports": [(one, imports.report_of(one)) for one in found],
        "kinds": previews.KIND_NAMES,
        "client_key": uuid4().hex,
        "limit_mb": settings.import_limit_bytes // (1024 * 1024),
        "is_dropped": is_dropped,
        "error": error,
        "has_workers": settings.workers > 0,
    }
    return render(request, "imports/list.html", context, status_code=status_code)


@router.post("/imports")
def create_import(
    request: Request,
    session: DbSession,
    member: CurrentMember,
    store: CurrentPhotoStore,
    settings: CurrentSettings,
    form: SentForm,
) -> Response:
    """Take a file in; the same form sent twice is one import."""
    try:
        one, _ = create_from_form(session, member, store, settings, form)
    except AppError as error:
        if error.status != 422:
            raise
        return _show_list(
            request, session, member, settings, error=error.hint, status_code=error.status
        )
    return _to(one)


def _to(one: Import, rest: str = "") -> Response:
    return RedirectResponse(f"/imports/{one.id}{rest}", status_code=303)


@router.get("/imports/{import_id:int}")
def show_import(
    request: Request,
    session: DbSession,
    one: ImportInPath,
    store: CurrentPhotoStore,
    settings: CurrentSettings,
    show: RowOutcome | None = None,
    after: Annotated[int, Query(ge=0)] = 0,
) -> Response:
    """Show where an import is: its columns, its preview, its progress or its report."""
    context: dict[str, Any] = {
        "one": one,
        "kind": previews.KIND_NAMES[one.kind],
        "report": imports.report_of(one),
        "has_workers": settings.workers > 0,
    }
    if one.state in _UNDER_WAY:
        is_fragment = request.headers.get("hx-target") == "import-progress"
        template = "imports/_progress.html" if is_fragment else "imports/progress.html"
        return render(request, template, context)
    if request.headers.get("hx-target") == "import-progress":
        # It is no longer under way: the page that comes after is another one.
        return Response(status_code=204, headers={"HX-Refresh": "true"})
    if one.state is ImportState.MAPPING:
        return _show_columns(request, one, store, context)
    if one.state is ImportState.READY:
        context |= _preview(session, one, show, after, language_of(request))
        return render(request, "imports/preview.html", context)
    context |= {
        "refused": previews.list_refused(session, one),
        "kept": previews.tell_kept(session, one),
        "failure": previews.failure_hint(one.error_code),
    }
    return render(request, "imports/report.html", context)


def _show_columns(
    request: Request,
    one: Import,
    store: CurrentPhotoStore,
    context: dict[str, Any],
    *,
    error: str = "",
    status_code: int = 200,
) -> Response:
    table = imports.read_table(store, one)
    chosen = (one.choices or {}).get("columns")
    context |= {
        "columns": previews.view_columns(table, chosen, language_of(request)),
        "error": error,
    }
    return render(request, "imports/columns.html", context, status_code=status_code)


def _preview(
    session: Session, one: Import, show: RowOutcome | None, after: int, language: str
) -> dict[str, Any]:
    counts = imports.count_rows(session, one)
    if show is None:
        show = next((each for each in RowOutcome if counts[each.value]), RowOutcome.NEW)
    rows = [previews.view_row(row) for row in imports.list_rows(session, one, show, after=after)]
    is_full = len(rows) == imports.ROWS_ON_A_PAGE
    return {
        "counts": counts,
        "shown": show.value,
        "rows": rows,
        "after": after,
        "next_after": rows[-1].number if is_full else None,
        "suggested_tag": previews.suggest_tag(one, language),
    }


@router.post("/imports/{import_id:int}/columns")
def choose_columns(
    request: Request,
    session: DbSession,
    one: ImportInPath,
    store: CurrentPhotoStore,
    settings: CurrentSettings,
    form: PostedForm,
) -> Response:
    """Say what the columns of a table mean."""
    require_table(one)
    meanings = [str(each) for each in form.getlist("meaning")]
    try:
        imports.choose_columns(session, one, meanings)
    except InvalidError as error:
        one.choices = dict(one.choices or {}) | {"columns": meanings}
        context = {
            "one": one,
            "kind": previews.KIND_NAMES[one.kind],
            "report": imports.report_of(one),
            "has_workers": settings.workers > 0,
        }
        return _show_columns(request, one, store, context, error=error.hint, status_code=422)
    return _to(one)


@router.post("/imports/{import_id:int}/reopenings")
def reopen_columns(session: DbSession, one: ImportInPath) -> Response:
    """Go back from the preview to the columns."""
    imports.reopen_columns(session, one)
    return _to(one)


@router.post("/imports/{import_id:int}/choices")
def choose_rows(
    request: Request, session: DbSession, one: ImportInPath, form: PostedForm
) -> Response:
    """Keep what was chosen on a page of the preview."""
    shown = _numbers(form.getlist("row"))
    taken: dict[int, list[str]] = {}
    for each in form.getlist("take"):
        number, _, part = str(each).partition(":")
        for at in _numbers([number]):
            taken.setdefault(at, []).append(part)
    imports.choose_rows(session, one, shown, _numbers(form.getlist("wanted")), taken)
    if "hx-request" in request.headers:
        counts = imports.count_rows(session, one)
        return render(request, "imports/_confirm_count.html", {"one": one, "counts": counts})
    return _to(one, _page_of(form.get("show"), form.get("next")))


def _numbers(texts: list[Any]) -> set[int]:
    found = (str(one) for one in texts)
    return {int(one) for one in found if one.isascii() and one.isdecimal() and len(one) < 10}


def _page_of(show: object, after: object) -> str:
    outcome = show if show in list(RowOutcome) else RowOutcome.NEW
    return f"?show={outcome}&after={next(iter(_numbers([after])), 0)}"


@router.post("/imports/{import_id:int}/selections")
def choose_all(session: DbSession, one: ImportInPath, form: PostedForm) -> Response:
    """Take, or leave out, all rows of an outcome."""
    show = text_of(form, "show")
    if show in list(RowOutcome):
        is_wanted = text_of(form, "wanted") == "1"
        imports.choose_all(session, one, RowOutcome(show), is_wanted=is_wanted)
    return _to(one, _page_of(show, "0"))


@router.post("/imports/{import_id:int}/confirmations")
def confirm_import(session: DbSession, one: ImportInPath, form: PostedForm) -> Response:
    """Have the import written."""
    imports.confirm_import(session, one, text_of(form, "tags"))
    return _to(one)


@router.post("/imports/{import_id:int}/undos")
def undo_import(session: DbSession, one: ImportInPath) -> Response:
    """Have the import taken back, also in the middle of it."""
    imports.undo_import(session, one)
    return _to(one)


@router.post("/imports/{import_id:int}/resumptions")
def resume_import(session: DbSession, one: ImportInPath) -> Response:
    """Let a failed import go on where it stopped."""
    imports.resume_import(session, one)
    return _to(one)


@router.post("/imports/{import_id:int}/discards")
def drop_import(
    request: Request, session: DbSession, one: ImportInPath, store: CurrentPhotoStore
) -> Response:
    """Forget an import of which nothing was written."""
    key = imports.drop_import(session, one)
    gone = remove_later(request.app.state.engine, store, key)
    return RedirectResponse("/imports?dropped=1", status_code=303, background=gone)
