"""The pages about many people: the list with its search and filters, and the files of many."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import IO, Annotated, Any
from urllib.parse import parse_qsl

from fastapi import APIRouter, Depends, Query, Request
from sqlalchemy.orm import Session
from starlette.responses import Response, StreamingResponse

from app import contact_list, contacts, views
from app.batches import count_changed, get_batch
from app.contact_filters import ContactQuery, day_of
from app.contact_list import find_contact_ids, find_contacts
from app.contact_table import write_table
from app.db import DbSession
from app.deps import CurrentMember, Member
from app.errors import InvalidError, NotFoundError
from app.events import list_named
from app.follow_ups import KIND_NAMES
from app.found_by import tell_why
from app.i18n import format_number, format_short, mark, translate
from app.models import Event
from app.render import language_of, render
from app.tags import list_tags
from app.vcard_files import VCARD_TYPE, disposition, write_archive, write_contacts

router = APIRouter()

_TAGS_OFFERED = 200
_EVENTS_OFFERED = 200
_EXPORT_LIMIT = 5000

SORT_NAMES = {
    "name": mark("By name"),
    "-name": mark("By name, from Z to A"),
    "organization": mark("By organization"),
    "-organization": mark("By organization, from Z to A"),
    "met": mark("Met last first"),
    "-met": mark("Met longest ago first"),
    "last_contact": mark("Longest without contact first"),
    "-last_contact": mark("Latest contact first"),
    "next_step": mark("By next step"),
    "-next_step": mark("Furthest next step first"),
    "added": mark("Added last first"),
    "-added": mark("Added longest ago first"),
}
"""English message ids by ContactQuery.order."""
SILENCES = {
    "30d": mark("More than a month ago"),
    "90d": mark("More than three months ago"),
    "180d": mark("More than six months ago"),
    "365d": mark("More than a year ago"),
}
"""English message ids by what app.contact_filters calls those days."""


def read_query(request: Request) -> ContactQuery:
    """Read the address of a list."""
    return ContactQuery.from_params(request.query_params.multi_items())


def read_chosen_query(request: Request) -> ContactQuery:
    """Read which list people were chosen from: as one field of a form, or as the address itself."""
    text = request.query_params.get("query")
    return read_query(request) if text is None else ContactQuery.from_params(parse_qsl(text))


QueryInAddress = Annotated[ContactQuery, Depends(read_query)]
QueryOfChoice = Annotated[ContactQuery, Depends(read_chosen_query)]


@router.get("/contacts")
def list_contacts(
    request: Request,
    session: DbSession,
    member: CurrentMember,
    query: QueryInAddress,
    *,
    select: bool = False,
    deleted: int | None = None,
    batch: int | None = None,
    undone: int | None = None,
) -> Response:
    """Show the people of a book; as a fragment to the search field, which asks while one types."""
    headers = request.headers
    is_fragment = "hx-request" in headers and "hx-history-restore-request" not in headers
    page = find_contacts(session, member.book_id, query, today=member.today())
    context = {
        "page": page,
        "why": tell_why(session, page.people, query.q),
        "is_selecting": select,
        **_what_is_asked(request, session, member, query),
    }
    if not is_fragment:
        done = get_batch(session, member.book_id, batch) if batch else None
        context |= {
            "deleted": deleted,
            "batch": done,
            "batch_count": count_changed(done) if done else 0,
            "undone": undone,
            **_what_can_be_asked(request, session, member),
        }
    template = "contacts/_results.html" if is_fragment else "contacts/list.html"
    response = render(request, template, context)
    response.headers["Vary"] += ", HX-Request"
    if is_fragment:
        # Without the fields that say nothing, which a form sends as well.
        address = query.address()
        choosing = f"{'&' if '?' in address else '?'}select=1" if select else ""
        response.headers["HX-Push-Url"] = address + choosing
    return response


@router.get("/contacts/total")
def count_contacts(
    request: Request, session: DbSession, member: CurrentMember, query: QueryInAddress
) -> Response:
    """Say how many a list has in all: asked for once a list of many is there."""
    total = contact_list.count_contacts(session, member.book_id, query, today=member.today())
    return render(request, "contacts/_total.html", {"total": total})


def _what_is_asked(
    request: Request, session: Session, member: Member, query: ContactQuery
) -> dict[str, Any]:
    """Give a template the words for what narrows the list."""
    today, language = member.today(), language_of(request)
    known = views.list_views(session, member.book_id, member.account.id)
    asked = query.to_query(page=1)
    days = {name: getattr(query, name) for name in ("met_from", "met_to", "last_before")}
    event = session.get(Event, query.event) if query.event else None
    return {
        "query": query,
        "order_name": SORT_NAMES[query.order],
        "today": today,
        "event": event if event and event.book_id == member.book_id else None,
        "views": known,
        "view": next((view for view in known if view.query == asked), None) if asked else None,
        "days": {
            **{name: str(day_of(text, today) or "") for name, text in days.items()},
            **{f"{name}_day": day_of(text, today) for name, text in days.items()},
        },
        "kinds": [(kind.value, translate(language, name)) for kind, name in KIND_NAMES.items()],
        "format_number": partial(format_number, language=language),
        "format_short": partial(format_short, language=language),
    }


def _what_can_be_asked(request: Request, session: Session, member: Member) -> dict[str, Any]:
    """Give a template what the filters offer."""
    tags = list_tags(session, member.book_id)
    language = language_of(request)
    events = list_named(session, member.book_id, _EVENTS_OFFERED)
    return {
        "tags": [(tag.name, f"{tag.name} ({tag.contacts})") for tag in tags[:_TAGS_OFFERED]],
        "events": [
            (str(event.id), f"{event.name}, {format_short(event.held_on, language)}")
            for event in events
        ],
        "sorts": list(SORT_NAMES.items()),
        "silences": [(days, translate(language, name)) for days, name in SILENCES.items()],
    }


@router.get("/contacts.vcf")
def download_selection(
    request: Request,
    session: DbSession,
    member: CurrentMember,
    query: QueryOfChoice,
    id: Annotated[list[int] | None, Query()] = None,
    *,
    all: bool = False,
) -> Response:
    """Send the chosen contacts in one file; with none chosen, all that the search finds."""
    chosen = _chosen(session, member, None if all else id, query)
    thumbnails, language = request.app.state.thumbnails, language_of(request)
    file = write_contacts(session, member.book_id, chosen, thumbnails, language)
    return _send(file, VCARD_TYPE, disposition("attachment", "verso", "vcf"))


@router.get("/contacts.zip")
def download_archive(
    request: Request,
    session: DbSession,
    member: CurrentMember,
    query: QueryOfChoice,
    id: Annotated[list[int] | None, Query()] = None,
    *,
    all: bool = False,
) -> Response:
    """Send the chosen contacts as single files in an archive."""
    chosen = _chosen(session, member, None if all else id, query)
    thumbnails, language = request.app.state.thumbnails, language_of(request)
    file = write_archive(session, member.book_id, chosen, thumbnails, language)
    return _send(file, "application/zip", disposition("attachment", "verso", "zip"))


@router.get("/contacts.csv")
def download_table(
    session: DbSession,
    member: CurrentMember,
    query: QueryOfChoice,
    id: Annotated[list[int] | None, Query()] = None,
    *,
    all: bool = False,
) -> Response:
    """Send the chosen contacts as a table for a spreadsheet."""
    chosen = _chosen(session, member, None if all else id, query)
    file = write_table(session, member.book_id, chosen)
    return _send(file, "text/csv; charset=utf-8", disposition("attachment", "verso", "csv"))


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
