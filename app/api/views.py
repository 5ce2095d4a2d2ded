"""Saved views over the API: lists of people under a name, kept, named otherwise, forgotten."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import parse_qsl

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict, Field

from app import views
from app.contact_filters import ContactQuery
from app.db import DbSession
from app.deps import CurrentMember
from app.models import SavedView

router = APIRouter(tags=["contacts"])


class ViewIn(BaseModel):
    """A list to keep under a name."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(description="At most 80 characters; one that is taken then names this list.")
    query: str = Field(
        default="",
        max_length=views.QUERY_LIMIT,
        description='What stands behind the "?" of the list\'s address: "tag=client&sort=met".',
    )


class ViewChange(BaseModel):
    """Another name for a view."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(description="At most 80 characters.")


class ViewOut(BaseModel):
    """A list that its owner comes back to."""

    id: int
    name: str
    query: str = Field(description="Parameters of GET /api/contacts, which lists the people.")


class ViewList(BaseModel):
    """One's own views, by name."""

    views: list[ViewOut]


def find_view(view_id: int, session: DbSession, member: CurrentMember) -> SavedView:
    """Give the view in the path, if it is the member's own."""
    return views.get_view(session, member.book_id, member.account.id, view_id)


ViewInPath = Annotated[SavedView, Depends(find_view, scope="function")]


def _tell(view: SavedView) -> ViewOut:
    return ViewOut(id=view.id, name=view.name, query=view.query)


@router.get("/views")
def list_views(session: DbSession, member: CurrentMember) -> ViewList:
    """List one's own views of the book."""
    found = views.list_views(session, member.book_id, member.account.id)
    return ViewList(views=[_tell(view) for view in found])


@router.post("/views", status_code=201)
def save_view(session: DbSession, member: CurrentMember, wanted: ViewIn) -> ViewOut:
    """Keep a list under a name; what no list understands is left out."""
    query = ContactQuery.from_params(parse_qsl(wanted.query.removeprefix("?")))
    return _tell(views.save_view(session, member.book_id, member.account.id, wanted.name, query))


@router.patch("/views/{view_id}")
def rename_view(session: DbSession, view: ViewInPath, change: ViewChange) -> ViewOut:
    """Give a view another name."""
    views.rename_view(session, view, change.name)
    return _tell(view)


@router.delete("/views/{view_id}", status_code=204)
def delete_view(session: DbSession, view: ViewInPath) -> None:
    """Forget a view; the contacts that it showed stay."""
    views.delete_view(session, view)
