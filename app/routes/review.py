"""The review of one scan: progress while it is read, then the card beside its form."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from fastapi import APIRouter, Request
from sqlalchemy.orm import Session
from starlette.datastructures import FormData
from starlette.responses import JSONResponse, RedirectResponse, Response

from app import review, review_queue
from app.api.scans import ScanInPath
from app.contact_form import (
    PostedForm,
    has_next_step,
    read_review,
    read_tags,
    read_values,
    text_of,
    texts_of,
)
from app.contact_values import ContactValues, InvalidContactError, clean_values
from app.contacts import ContactChangedError, load_contacts
from app.db import DbSession
from app.deps import CurrentMember, CurrentSettings, Member
from app.draft_saving import add_what_came
from app.drafts import draft_of, read_draft, write_draft
from app.errors import wants_json
from app.failures import failure_hint
from app.follow_ups import InvalidDayError, NewFollowUp, quick_days
from app.i18n import mark
from app.inbox import PENDING_STATES, describe_scan
from app.links import service_name
from app.models import Contact, Scan, ScanState
from app.photo_cards import is_joined, is_split
from app.render import render
from app.review_choices import tell_choices
from app.review_form import ReviewForm, build_form, build_hints, contact_of
from app.review_overlay import with_work
from app.review_queue import QueueFilter, read_filter
from app.review_work import (
    WorkOvertakenError,
    keep_posted,
    stamp_of,
    work_from_form,
    work_of,
)
from app.routes.contacts import mixed_values, next_step_choices, show_conflict
from app.routes.work_versions import show_versions
from app.tags import list_tags

router = APIRouter()


@router.get("/scans/{scan_id:int}")
def show_scan(
    request: Request,
    session: DbSession,
    member: CurrentMember,
    settings: CurrentSettings,
    scan: ScanInPath,
    saved: int | None = None,
    seen: str = "",
    event: str = "",
) -> Response:
    """Show a scan: its progress, its review, or where it went.

    Args:
        request: For the language, and whether a page asks for its own next state.
        session: Where the scan is.
        member: Whose scan.
        settings: For the country of telephone numbers.
        scan: What to show.
        saved: The contact that was accepted just before, to say so.
        seen: The state that the asking page shows: nothing is sent while it is still that.
        event: Whose cards are reviewed, as app.review_queue.read_filter takes it.
    """
    is_asking = "hx-request" in request.headers
    if is_asking and scan.state == seen:
        return Response(status_code=204)
    if scan.state is ScanState.REVIEWED and (contact := contact_of(scan)) is not None:
        target = f"/contacts/{contact.id}"
        if is_asking:
            return Response(status_code=204, headers={"HX-Redirect": target})
        return RedirectResponse(target, status_code=303)
    if scan.state in (ScanState.READY, ScanState.FAILED):
        region = settings.default_region
        form, work = build_form(scan, region, member.today()), work_of(scan)
        if work is not None:
            form = with_work(form, scan, work, region)
        context = _review_context(session, member, scan, form, read_filter(event=event))
        if work is not None:
            context |= _as_left(form, work.as_form())
        context["saved"] = _saved(session, member, saved)
        template = "review/_review.html" if is_asking else "review/show.html"
        return render(request, template, context)
    context = {
        "scan": scan,
        "card": describe_scan(scan),
        "is_pending": scan.state in PENDING_STATES,
        **_neighbours(session, member, scan, read_filter(event=event)),
    }
    return render(request, "review/_progress.html" if is_asking else "review/wait.html", context)


def _saved(session: Session, member: Member, contact_id: int | None) -> Contact | None:
    found = load_contacts(session, member.book_id, () if contact_id is None else (contact_id,))
    return found[0] if found else None


def _review_context(
    session: Session, member: Member, scan: Scan, form: ReviewForm, wanted: QueueFilter
) -> dict[str, Any]:
    return {
        "scan": scan,
        "form": form,
        "values": form.values,
        "hints": form.hints,
        "errors": {},
        "saved": None,
        "failure": failure_hint(scan.error_code) if scan.state is ScanState.FAILED else "",
        **_neighbours(session, member, scan, wanted),
        "choices": tell_choices(scan.reading),
        "tags": list_tags(session, member.book_id),
        "chosen_tags": form.tags,
        "chosen": _chosen_step(form.next_step, member),
        "notes_kept": {note.picture_id for note in form.notes},
        "steps_taken": {},
        "draft_seen": write_draft(draft_of(scan.draft)),
        "work_seen": stamp_of(work_of(scan)),
        "is_split": is_split(scan),
        "is_joined": is_joined(scan),
        "service_name": service_name,
        **next_step_choices(member),
    }


def _neighbours(
    session: Session, member: Member, scan: Scan, wanted: QueueFilter
) -> dict[str, Any]:
    """Give a template what comes before and after a card, and how many are to be reviewed."""
    book_id = member.book_id
    return {
        "waiting": review_queue.count_to_review(session, book_id, wanted),
        "next_id": review_queue.next_to_review(session, book_id, scan.id, wanted),
        "previous_id": review_queue.previous_to_review(session, book_id, scan.id, wanted),
        "queue_query": wanted.to_query(),
    }


def _chosen_step(step: NewFollowUp | None, member: Member) -> dict[str, str]:
    """Say which choices of the next step are made, by the names of the form's fields."""
    if step is None:
        return {"next_step": "", "due_on": "", "kind": "call", "follow_up_text": ""}
    day = step.due_on.isoformat()
    is_quick = step.due_on in [choice.day for choice in quick_days(member.today())]
    return {
        "next_step": day if is_quick else "other",
        "due_on": "" if is_quick else day,
        "kind": step.kind.value,
        "follow_up_text": step.text,
    }


@router.post("/scans/{scan_id:int}/reviews")
def accept_review(
    request: Request,
    session: DbSession,
    member: CurrentMember,
    settings: CurrentSettings,
    scan: ScanInPath,
    form: PostedForm,
    event: str = "",
) -> Response:
    """Accept what the form says: the scan becomes a contact, and the next one is shown.

    Scripts, which show the next one by themselves, ask for JSON: the contact's "contact_id" and
    "name", and the "location" that others are led to.
    """
    region = settings.default_region
    if contact_of(scan) is None and not has_next_step(form):
        values = clean_values(read_values(form), region)
        return _show_again(
            request, session, member, scan, form, values, {"next_step": _NO_STEP}, region
        )
    try:
        accepted = read_review(form, member.today())
        accepted = replace(accepted, values=mixed_values(form, contact_of(scan)))
        keep_posted(session, scan, form, text_of(form, "touched").split())
        contact = review.accept_review(
            session, scan, accepted, account_id=member.account.id, region=region
        )
        seen = read_draft(text_of(form, "draft_seen"))
        if seen is not None:  # the phone may have sent more since the form was shown
            account_id = member.account.id
            add_what_came(session, scan, seen, account_id=account_id, region=region)
    except InvalidContactError as error:
        return _show_again(request, session, member, scan, form, error.values, error.errors, region)
    except InvalidDayError as error:
        values = clean_values(mixed_values(form, contact_of(scan)), region)
        errors = {"due_on": error.hint}
        return _show_again(request, session, member, scan, form, values, errors, region)
    except WorkOvertakenError:
        return show_versions(request, session, member, scan, form, region)
    except ContactChangedError as error:
        is_open = scan.state is not ScanState.REVIEWED
        action = f"/scans/{scan.id}/reviews" if is_open else f"/contacts/{error.contact.id}"
        return show_conflict(request, session, error, form, action)
    wanted = read_filter(event=event)
    next_id = review_queue.next_to_review(session, member.book_id, scan.id, wanted)
    query = wanted.to_query()
    if next_id is None:
        location = f"/contacts/{contact.id}?accepted=1"
    else:
        location = f"/scans/{next_id}{query}{'&' if query else '?'}saved={contact.id}"
    if wants_json(request):
        told = {"contact_id": contact.id, "name": contact.shown_name, "location": location}
        return JSONResponse(told)
    return RedirectResponse(location, status_code=303)


_NO_STEP = mark("Choose a day for the next step, or none.")


@router.get("/scans/{scan_id:int}/next")
def go_on(session: DbSession, member: CurrentMember, scan: ScanInPath, event: str = "") -> Response:
    """Lead to the card that comes after this one; 204 when there is none."""
    wanted = read_filter(event=event)
    next_id = review_queue.next_to_review(session, member.book_id, scan.id, wanted)
    if next_id is None:
        return Response(status_code=204)
    return RedirectResponse(f"/scans/{next_id}{wanted.to_query()}", status_code=303)


def _show_again(
    request: Request,
    session: Session,
    member: Member,
    scan: Scan,
    posted: FormData,
    values: ContactValues,
    errors: dict[str, str],
    region: str,
) -> Response:
    """Show the form with what was typed, and what is wrong beside it."""
    shown = build_form(scan, region, member.today())
    work = work_from_form(posted, text_of(posted, "touched").split())
    shown = replace(with_work(shown, scan, work, region), values=values)
    is_confirmed = shown.version is not None
    hints = build_hints(scan, values, region, is_confirmed=is_confirmed)
    shown = replace(shown, hints=hints | {name: shown.hints[name] for name in shown.touched})
    wanted = read_filter(event=request.query_params.get("event", ""))
    context = _review_context(session, member, scan, shown, wanted)
    context |= _as_left(shown, posted) | {"errors": errors}
    return render(request, "review/show.html", context, status_code=422)


def _as_left(form: ReviewForm, posted: FormData) -> dict[str, Any]:
    """Give what a person chose beside the values, for the form to be shown as they left it."""
    texts = dict(zip(texts_of(posted, "note_picture"), texts_of(posted, "note_text"), strict=False))
    notes = tuple(
        replace(note, text=texts.get(str(note.picture_id), note.text)) for note in form.notes
    )
    return {
        "form": replace(form, notes=notes),
        "chosen_tags": read_tags(posted),
        "chosen": {
            name: text_of(posted, name)
            for name in ("next_step", "due_on", "kind", "follow_up_text")
        },
        "steps_taken": _steps_taken(posted),
        "draft_seen": text_of(posted, "draft_seen"),
        "notes_kept": {
            int(one) for one in texts_of(posted, "note_kept") if one.isdecimal() and len(one) <= 10
        },
    }


def _steps_taken(posted: FormData) -> dict[str, str]:
    """Give the day of each proposed step that was ticked, by its place in the form."""
    days = dict(zip(texts_of(posted, "step"), texts_of(posted, "step_day"), strict=False))
    return {index: days.get(index, "") for index in texts_of(posted, "step_taken")}


@router.post("/scans/{scan_id:int}/reopenings")
def reopen_review(session: DbSession, scan: ScanInPath) -> Response:
    """Bring an accepted card back to the review."""
    review.reopen_review(session, scan)
    return RedirectResponse(f"/scans/{scan.id}", status_code=303)
