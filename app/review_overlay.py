"""What a person typed or confirmed, laid over what was read: no reading changes what is theirs.

The names of what is theirs are those of the form: "given_name", "email-0"; a row that was taken
away leaves the name of its kind alone: "email".
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Any

from app.contact_form import read_values
from app.contact_values import ContactValues, clean_values
from app.models import Scan
from app.review_form import Hint, ReviewForm, build_hints, read_values_of
from app.review_work import Work

NAME_PARTS = ("given_name", "family_name", "prefix", "suffix")
TEXTS = ("organization", "department", "title", "comment")
ROWS = {"email": "emails", "phone": "phones", "link": "links", "address": "addresses"}
"""The kinds of rows, and the part of a contact's values that each is."""


def with_work(form: ReviewForm, scan: Scan, work: Work, region: str) -> ReviewForm:
    """Lay what a person did at the desk over the form of a card that was read, or read again.

    Args:
        form: As app.review_form.build_form made it.
        scan: Whose form.
        work: The form as it was left.
        region: Country of telephone numbers that name none.

    Returns:
        The form with their values, each marked as theirs beside what was read now instead.
    """
    values = overlay(form.values, work, region)
    hints = build_hints(scan, values, region, is_confirmed=form.version is not None)
    said = dict(compare(values, read_values_of(scan, region), work.touched))
    for name in work.touched:
        known = hints.get(name, _UNREAD)
        read_now = said.get(name, "")
        hints[name] = replace(known, is_doubtful=False, is_theirs=True, read_now=read_now)
    return replace(form, values=values, hints=hints, touched=tuple(sorted(work.touched)))


_UNREAD = Hint(confidence=1, refs=(), text="", is_doubtful=False)


def overlay(values: ContactValues, work: Work, region: str) -> ContactValues:
    """Lay what is theirs over other values.

    Args:
        values: What was read, or saved before.
        work: What the person typed; only what they touched counts.
        region: Country of telephone numbers that name none.
    """
    typed = clean_values(read_values(work.as_form()), region)
    parts = (*NAME_PARTS, *TEXTS)
    taken: dict[str, Any] = {name: getattr(typed, name) for name in parts if name in work.touched}
    if set(NAME_PARTS) & work.touched:
        taken["full_name"] = typed.full_name
    for kind, part in ROWS.items():
        if is_touched(kind, work.touched):
            taken[part] = getattr(typed, part)
    return clean_values(replace(values, **taken, has_spare_card=typed.has_spare_card), region)


def is_touched(kind: str, touched: Collection[str]) -> bool:
    """Say whether some row of a kind is theirs, or was taken away by them."""
    return any(name == kind or name.startswith(f"{kind}-") for name in touched)


def compare(
    values: ContactValues, read: ContactValues, touched: Collection[str]
) -> Iterator[tuple[str, str]]:
    """Tell what a reading says instead of what is theirs.

    Yields:
        The name of a field, and what was read for it; nothing where both say the same or nothing
        was read.
    """
    for name in (*NAME_PARTS, *TEXTS):
        said = getattr(read, name)
        if name in touched and said and said != getattr(values, name):
            yield name, said
    for kind, part in ROWS.items():
        mine = [_written(one) for one in getattr(values, part)]
        theirs = [_written(one) for one in getattr(read, part)]
        for index, (own, said) in enumerate(zip(mine, theirs, strict=False)):
            if f"{kind}-{index}" in touched and said != own and said not in mine:
                yield f"{kind}-{index}", said


def _written(row: Any) -> str:
    """Give what the form's input of a row shows."""
    if isinstance(row, str):
        return row
    return str(row.street if hasattr(row, "street") else row.value)
