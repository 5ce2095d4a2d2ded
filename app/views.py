"""Saved views: lists of contacts that somebody comes back to, each under a name of their own."""

from __future__ import annotations

from urllib.parse import parse_qsl

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.contact_filters import ContactQuery
from app.contact_values import one_line
from app.errors import InvalidError, NotFoundError
from app.folding import fold_name
from app.models import LARGEST_ID, SavedView

NAME_LIMIT = 80
MOST_VIEWS = 50
QUERY_LIMIT = 2000
"""Characters of the address that a view keeps."""


class InvalidViewError(InvalidError):
    """A view cannot be kept so."""

    code = "invalid_view"
    hint = "Give the view a name of at most 80 characters."


class TooManyViewsError(InvalidError):
    """There are as many views as one person can keep."""

    code = "too_many_views"
    hint = "These are too many views. Delete one first."


def list_views(session: Session, book_id: int, account_id: int) -> list[SavedView]:
    """Give somebody's views of a book, by name."""
    query = select(SavedView).where(
        SavedView.book_id == book_id, SavedView.account_id == account_id
    )
    return sorted(session.scalars(query), key=lambda view: (fold_name(view.name), view.id))


def save_view(
    session: Session, book_id: int, account_id: int, name: str, query: ContactQuery
) -> SavedView:
    """Keep a list under a name; a name that is taken then names this list.

    Raises:
        InvalidViewError: If the name cannot be one.
        InvalidError: If the list asks for more than a view can keep.
        TooManyViewsError: If there are too many already.
    """
    name = _check_name(name)
    asked = query.to_query(page=1)
    if len(asked) > QUERY_LIMIT:
        raise InvalidError
    views = list_views(session, book_id, account_id)
    for view in views:
        if fold_name(view.name) == fold_name(name):
            view.name, view.query = name, asked
            session.flush()
            return view
    if len(views) >= MOST_VIEWS:
        raise TooManyViewsError
    view = SavedView(book_id=book_id, account_id=account_id, name=name, query=asked)
    session.add(view)
    session.flush()
    return view


def rename_view(session: Session, view: SavedView, name: str) -> None:
    """Give a view another name.

    Raises:
        InvalidViewError: If the name cannot be one.
    """
    view.name = _check_name(name)
    session.flush()


def delete_view(session: Session, view: SavedView) -> None:
    """Forget a view; the contacts that it showed stay."""
    session.delete(view)
    session.flush()


def get_view(session: Session, book_id: int, account_id: int, view_id: int) -> SavedView:
    """Give one of somebody's views.

    Raises:
        NotFoundError: If there is none such.
    """
    view = session.get(SavedView, view_id) if view_id <= LARGEST_ID else None
    if view is None or (view.book_id, view.account_id) != (book_id, account_id):
        raise NotFoundError
    return view


def query_of(view: SavedView) -> ContactQuery:
    """Give what a view asks for; a filter that is no longer understood narrows nothing."""
    return ContactQuery.from_params(parse_qsl(view.query))


def _check_name(name: str) -> str:
    name = one_line(name)
    if not name or len(name) > NAME_LIMIT:
        raise InvalidViewError
    return name
