"""The review of one scan: progress while it is read, then the card beside its form."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from fastapi import APIRouter, Request
from sqlalchemy.orm import Session
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from app import review, review_queue
from app.api.scans import ScanInPath
from app.contact_form import PostedForm, read_review, read_tags, text_of, texts_of
from app.contact_values import ContactValues, InvalidContactError, clean_values
from app.contacts import ContactChangedError, load_contacts
from app.db import DbSession
from app.deps import CurrentMember, CurrentSettings, Member
from app.draft_saving import add_what_came
from app.drafts import draft_of, read_draft, write_draft
from app.failures import failure_hint
from app.follow_ups import InvalidDayError, NewFollowUp, quick_days
from app.inbox import PENDING_STATES, describe_scan
from app.links import service_name
from app.models import Contact, Scan, ScanState
from app.photo_cards import is_joined, is_split
from app.render import render
from app.review_form import ReviewForm, build_form, build_hints, contact_of
from app.review_work import keep_posted
from app.routes.contacts import mixed_values, next_step_choices, show_conflict
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
        form = build_form(scan, settings.default_region, member.today())
        context = _review_context(session, member, scan, form)
        context["saved"] = _saved(session, member, saved)
        template = "review/_review.html" if is_asking else "review/show.html"
        return render(request, template, context)
    context = {
        "scan": scan,
        "card": describe_scan(scan),
        "is_pending": scan.state in PENDING_STATES,
    }
    return render(request, "review/_progress.html" if is_asking else "review/wait.html", context)


def _saved(session: Session, member: Member, contact_id: int | None) -> Contact | None:
    found = load_contacts(session, member.book_id, () if contact_id is None else (contact_id,))
    return found[0] if found else None


def _review_context(
    session: Session, member: Member, scan: Scan, form: ReviewForm
) -> dict[str, Any]:
    return {
        "scan": scan,
        "form": form,
        "values": form.values,
        "hints": form.hints,
        "errors": {},
        "saved": None,
        "failure": failure_hint(scan.error_code) if scan.state is ScanState.FAILED else "",
        "waiting": review_queue.count_to_review(session, member.book_id),
        "next_id": review_queue.next_to_review(session, member.book_id, scan.id),
        "tags": list_tags(session, member.book_id),
        "chosen_tags": form.tags,
        "chosen": _chosen_step(form.next_step, member),
        "notes_kept": {note.picture_id for note in form.notes},
        "steps_taken": {},
        "draft_seen": write_draft(draft_of(scan.draft)),
        "is_split": is_split(scan),
        "is_joined": is_joined(scan),
        "service_name": service_name,
        **next_step_choices(member),
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
) -> Response:
    """Accept what the form says: the scan becomes a contact, and the next one is shown."""
    region = settings.default_region
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
    except ContactChangedError as error:
        is_open = scan.state is not ScanState.REVIEWED
        action = f"/scans/{scan.id}/reviews" if is_open else f"/contacts/{error.contact.id}"
        return show_conflict(request, session, error, form, action)
    next_id = review_queue.next_to_review(session, member.book_id, scan.id)
    if next_id is None:
        return RedirectResponse(f"/contacts/{contact.id}?accepted=1", status_code=303)
    return RedirectResponse(f"/scans/{next_id}?saved={contact.id}", status_code=303)


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
    texts = dict(zip(texts_of(posted, "note_picture"), texts_of(posted, "note_text"), strict=False))
    notes = tuple(
        replace(note, text=texts.get(str(note.picture_id), note.text)) for note in shown.notes
    )
    is_confirmed = shown.version is not None
    hints = build_hints(scan, values, region, is_confirmed=is_confirmed)
    shown = replace(shown, values=values, hints=hints, notes=notes)
    context = _review_context(session, member, scan, shown) | {
        "errors": errors,
        "chosen_tags": read_tags(posted),
        "chosen": {
            name: text_of(posted, name)
            for name in ("next_step", "due_on", "kind", "follow_up_text")
        },
        "steps_taken": _steps_taken(posted),
        "draft_seen": text_of(posted, "draft_seen"),
        "notes_kept": {int(one) for one in texts_of(posted, "note_kept") if one.isdecimal()},
    }
    return render(request, "review/show.html", context, status_code=422)


def _steps_taken(posted: FormData) -> dict[str, str]:
    """Give the day of each proposed step that was ticked, by its place in the form."""
    days = dict(zip(texts_of(posted, "step"), texts_of(posted, "step_day"), strict=False))
    return {index: days.get(index, "") for index in texts_of(posted, "step_taken")}


@router.post("/scans/{scan_id:int}/reopenings")
def reopen_review(session: DbSession, scan: ScanInPath) -> Response:
    """Bring an accepted card back to the review."""
    review.reopen_review(session, scan)
    return RedirectResponse(f"/scans/{scan.id}", status_code=303)
