"""What a person typed at the desk and has not accepted yet: kept with the scan while they type.

It outlives a reload, another device and another reading of the card: what a person typed or
confirmed is theirs, and no machine changes it again. Accepting the card ends it; undoing that
brings it back. Of two windows on one card, the second to save is told (app.work_versions).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session
from starlette.datastructures import FormData

from app.errors import ConflictError, InvalidError
from app.models import Scan, ScanState, now
from app.scans import lock_scan, require_open

MOST_FIELDS = 500
MOST_CHARACTERS = 100_000
"""Of all the texts of a form together: far beyond what a contact can have."""
WINDOW_LIMIT = 40
WINDOW, SEEN = "work_window", "work_seen"
"""Fields that a form sends along beside what was typed: see Work.window and stamp_of()."""


class WorkOvertakenError(ConflictError):
    """Another window kept something else for the same card: nothing was overwritten."""

    code = "work_overtaken"
    hint = (
        "This card was changed in another window. Nothing was overwritten: look at both versions."
    )


@dataclass(frozen=True, slots=True)
class Work:
    """A review's form as it was left."""

    fields: Mapping[str, tuple[str, ...]]
    """The texts of each field by the name that the form gives it, in the page's order."""
    touched: frozenset[str] = frozenset()
    """The values that a person typed or confirmed: "given_name", "email-0"..."""
    window: str = ""
    """Where it was typed, as the window calls itself; "" when it said nothing."""
    kept_at: datetime | None = field(default=None, compare=False)

    def as_form(self) -> FormData:
        """Give the fields as if the form had been sent, for app.contact_form to read."""
        return FormData([(name, text) for name, texts in self.fields.items() for text in texts])


def work_of(scan: Scan) -> Work | None:
    """Give what a person typed for a scan; None when there is nothing."""
    if not scan.work:
        return None
    fields: Mapping[str, list[str]] = scan.work.get("fields", {})
    return Work(
        fields={name: tuple(texts) for name, texts in fields.items()},
        touched=frozenset(scan.work.get("touched", ())),
        window=scan.work.get("window", ""),
        kept_at=datetime.fromisoformat(moment) if (moment := scan.work.get("kept_at")) else None,
    )


def stamp_of(work: Work | None) -> str:
    """Name what was kept: what says the same has the same stamp; "" for nothing."""
    if work is None:
        return ""
    told = [
        sorted((name, list(texts)) for name, texts in work.fields.items()),
        sorted(work.touched),
    ]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16]


def save_work(session: Session, scan: Scan, work: Work, *, seen: str | None = None) -> None:
    """Keep what a person typed for a scan, in place of what was kept before.

    Args:
        session: Not committed here.
        scan: Waiting, being read, ready or failed.
        work: The whole form; an empty one forgets what was kept.
        seen: The stamp of what was kept when the window opened; None to ask nothing.

    Raises:
        InvalidError: If it is more than any form holds.
        WorkOvertakenError: If another window kept something else since.
        ConflictError: If the scan was reviewed or discarded meanwhile.
    """
    _check_size(work)
    lock_scan(session, scan)
    require_open(scan)
    _require_seen(scan, work, seen)
    scan.work = _to_json(work) if work.fields else None
    session.flush()


def _require_seen(scan: Scan, work: Work, seen: str | None) -> None:
    known = work_of(scan)
    if seen is None or known is None or (work.window and known.window == work.window):
        return
    if stamp_of(known) not in (seen, stamp_of(work)):
        raise WorkOvertakenError


def keep_posted(session: Session, scan: Scan, form: FormData, touched: Iterable[str] = ()) -> None:
    """Keep the form that a card is accepted with: undoing shows it again as it was typed.

    Args:
        session: Not committed here.
        scan: About to be accepted. One that was accepted before keeps nothing.
        form: As it was sent.
        touched: The values that the person typed or confirmed.

    Raises:
        InvalidError: If it is more than any form holds.
        WorkOvertakenError: If another window kept something else since. A form that does not say
            what it has seen is not asked.
    """
    work = work_from_form(form, touched)
    _check_size(work)
    lock_scan(session, scan)
    if scan.state not in (ScanState.REVIEWED, ScanState.DISCARDED):
        seen = form.get(SEEN)
        _require_seen(scan, work, seen if isinstance(seen, str) else None)
        scan.work = _to_json(work)
    session.flush()


def work_from_form(form: FormData, touched: Iterable[str] = ()) -> Work:
    """Take a form that was sent as work; its files are left out."""
    fields: dict[str, list[str]] = {}
    for name, value in form.multi_items():
        if isinstance(value, str):
            fields.setdefault(name, []).append(value)
    window = fields.pop(WINDOW, [""])[-1][:WINDOW_LIMIT]
    fields.pop(SEEN, None)
    texts = {name: tuple(texts) for name, texts in fields.items()}
    return Work(texts, frozenset(touched), window)


def _check_size(work: Work) -> None:
    texts = [text for texts in work.fields.values() for text in texts]
    names = [*work.fields, *work.touched]
    if len(texts) + len(names) > MOST_FIELDS:
        raise InvalidError
    if sum(map(len, texts)) + sum(map(len, names)) > MOST_CHARACTERS:
        raise InvalidError


def _to_json(work: Work) -> dict[str, Any]:
    return {
        "fields": {name: list(texts) for name, texts in work.fields.items()},
        "touched": sorted(work.touched),
        "window": work.window,
        "kept_at": now().isoformat(),
    }
