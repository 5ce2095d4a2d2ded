"""Two windows on one card: both versions side by side, and what is chosen of them kept."""

from __future__ import annotations

from fastapi import APIRouter, Request
from sqlalchemy.orm import Session
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from app.api.scans import ScanInPath
from app.contact_form import PostedForm, text_of
from app.db import DbSession
from app.deps import CurrentMember, CurrentSettings, Member
from app.models import Scan
from app.render import language_of, render
from app.review_queue import read_filter
from app.review_work import (
    SEEN,
    Work,
    WorkOvertakenError,
    save_work,
    stamp_of,
    work_from_form,
    work_of,
)
from app.work_versions import FIELDS, compare_work, mix_work

router = APIRouter()


@router.post("/scans/{scan_id:int}/versions")
def choose_version(
    request: Request,
    session: DbSession,
    member: CurrentMember,
    settings: CurrentSettings,
    scan: ScanInPath,
    form: PostedForm,
    event: str = "",
) -> Response:
    """Show what another window typed beside this one's; with choices, keep the mix of both."""
    mine, theirs = _typed(form), work_of(scan)
    is_chosen = text_of(form, "versions") == "chosen"
    if theirs is not None and not is_chosen:
        return show_versions(request, session, member, scan, form, settings.default_region)
    keep = [part for part in FIELDS if text_of(form, f"choice_{part}") == "theirs"]
    mixed = mix_work(theirs, mine, keep) if theirs is not None else mine
    try:
        save_work(session, scan, mixed, seen=text_of(form, SEEN))
    except WorkOvertakenError:
        return show_versions(request, session, member, scan, form, settings.default_region)
    query = read_filter(event=event).to_query()
    return RedirectResponse(f"/scans/{scan.id}{query}", status_code=303)


def _typed(form: FormData) -> Work:
    """Take what was typed out of a form, without what was chosen of two versions."""
    pairs = [
        (name, value)
        for name, value in form.multi_items()
        if name not in ("versions", "touched") and not name.startswith("choice_")
    ]
    return work_from_form(FormData(pairs), text_of(form, "touched").split())


def show_versions(
    request: Request, session: Session, member: Member, scan: Scan, form: FormData, region: str
) -> Response:
    """Show both versions, 409; what is chosen there is sent to choose_version()."""
    mine, theirs = _typed(form), work_of(scan)
    assert theirs is not None
    fields = [(name, text) for name, texts in mine.fields.items() for text in texts]
    event = read_filter(event=request.query_params.get("event", ""))
    context = {
        "scan": scan,
        "theirs": theirs,
        "differences": compare_work(
            session, member, theirs, mine, region=region, language=language_of(request)
        ),
        "fields": [*fields, ("touched", " ".join(sorted(mine.touched))), (SEEN, stamp_of(theirs))],
        "query": event.to_query(),
    }
    return render(request, "review/versions.html", context, status_code=409)
