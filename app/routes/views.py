"""Saved views: keep a list under a name, name it otherwise, forget it."""

from __future__ import annotations

from urllib.parse import parse_qsl

from fastapi import APIRouter
from starlette.responses import RedirectResponse, Response

from app import views
from app.api.views import ViewInPath
from app.contact_filters import ContactQuery
from app.contact_form import PostedForm, text_of
from app.db import DbSession
from app.deps import CurrentMember
from app.models import SavedView

router = APIRouter()


@router.post("/views")
def save_view(session: DbSession, member: CurrentMember, form: PostedForm) -> Response:
    """Keep a list under a name."""
    query = ContactQuery.from_params(parse_qsl(text_of(form, "query")))
    name = text_of(form, "name")
    view = views.save_view(session, member.book_id, member.account.id, name, query)
    return _show(view)


@router.post("/views/{view_id:int}")
def rename_view(session: DbSession, view: ViewInPath, form: PostedForm) -> Response:
    """Give a view another name."""
    views.rename_view(session, view, text_of(form, "name"))
    return _show(view)


@router.post("/views/{view_id:int}/deletions")
def delete_view(session: DbSession, view: ViewInPath) -> Response:
    """Forget a view; its list stays on the screen."""
    address = views.query_of(view).address()
    views.delete_view(session, view)
    return RedirectResponse(address, status_code=303)


def _show(view: SavedView) -> Response:
    return RedirectResponse(views.query_of(view).address(), status_code=303)
