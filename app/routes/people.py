"""The pages about many people: the list with its search and filters, and the files of many."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from sqlalchemy.orm import Session
from starlette.responses import Response, StreamingResponse

from app import contacts
from app.contact_filters import ContactQuery
from app.contact_list import find_contact_ids, find_contacts
from app.db import DbSession
from app.deps import CurrentMember, Member
from app.errors import InvalidError, NotFoundError
from app.render import language_of, render
from app.search import fold_tag
from app.tags import list_tags
from app.vcard_files import VCARD_TYPE, disposition, write_archive, write_contacts

router = APIRouter()

_TAGS_SHOWN = 14
_EXPORT_LIMIT = 5000


def read_query(request: Request) -> ContactQuery:
    """Read the address of a list."""
    return ContactQuery.from_params(request.query_params.multi_items())


QueryInAddress = Annotated[ContactQuery, Depends(read_query)]


@router.get("/contacts")
def list_contacts(
    request: Request,
    session: DbSession,
    member: CurrentMember,
    query: QueryInAddress,
    *,
    select: bool = False,
    deleted: int | None = None,
) -> Response:
    """Show the people of a book; as a fragment to the search field, which asks while one types."""
    today = member.today()
    headers = request.headers
    is_fragment = "hx-request" in headers and "hx-history-restore-request" not in headers
    context: dict[str, Any] = {
        "page": find_contacts(session, member.book_id, query, today=today),
        "query": query,
        "q": query.q,
        "tag": query.tags[0] if query.tags else "",
        "is_selecting": select,
        "today": today,
        "deleted": deleted,
    }
    if not is_fragment:
        context |= _filter_choices(session, member, query)
    template = "contacts/_results.html" if is_fragment else "contacts/list.html"
    response = render(request, template, context)
    response.headers["Vary"] += ", HX-Request"
    return response


def _filter_choices(session: Session, member: Member, query: ContactQuery) -> dict[str, Any]:
    """Give a template what the filters offer."""
    return {"tags": list_tags(session, member.book_id, _TAGS_SHOWN), "fold_tag": fold_tag}


@router.get("/contacts.vcf")
def download_selection(
    request: Request,
    session: DbSession,
    member: CurrentMember,
    query: QueryInAddress,
    id: Annotated[list[int] | None, Query()] = None,
) -> Response:
    """Send the chosen contacts in one file; with none chosen, all that the search finds."""
    chosen = _chosen(session, member, id, query)
    thumbnails, language = request.app.state.thumbnails, language_of(request)
    file = write_contacts(session, member.book_id, chosen, thumbnails, language)
    return _send(file, VCARD_TYPE, disposition("attachment", "verso", "vcf"))


@router.get("/contacts.zip")
def download_archive(
    request: Request,
    session: DbSession,
    member: CurrentMember,
    query: QueryInAddress,
    id: Annotated[list[int] | None, Query()] = None,
) -> Response:
    """Send the chosen contacts as single files in an archive."""
    chosen = _chosen(session, member, id, query)
    thumbnails, language = request.app.state.thumbnails, language_of(request)
    file = write_archive(session, member.book_id, chosen, thumbnails, language)
    return _send(file, "application/zip", disposition("attachment", "verso", "zip"))


def _chosen(
    session: Session, member: Member, ids: list[int] | None, query: ContactQuery
) -> list[int]:
    if ids:
        chosen = contacts.keep_known(session, member.book_id, ids)
        if not chosen:
            raise NotFoundError
    else:
        chosen = find_contact_ids(
            session, member.book_id, query, today=member.today(), limit=_EXPORT_LIMIT + 1
        )
    if not chosen:
        raise InvalidError("There is nobody to export.", code="nobody_chosen")
    if len(chosen) > _EXPORT_LIMIT:
        raise InvalidError(
            "These are too many contacts for one file. Narrow the list by a tag or a search.",
            code="too_many_chosen",
        )
    return chosen


def _send(file: IO[bytes], media_type: str, disposition: str) -> Response:
    def chunks() -> Iterator[bytes]:
        with file:
            while chunk := file.read(256 * 1024):
                yield chunk

    return StreamingResponse(
        chunks(), media_type=media_type, headers={"Content-Disposition": disposition}
    )
