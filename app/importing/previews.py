"""What the screens and the API show of an import: its rows, its columns, why it failed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.contact_values import values_from_json
from app.i18n import format_month, mark, translate
from app.importing.archives import BrokenArchiveError
from app.importing.columns import MEANINGS
from app.importing.photo_work import TooManyPhotosError
from app.importing.preparing import NoEntriesError, TooManyEntriesError
from app.importing.records import shown_name
from app.importing.tables import NoTableError, Table
from app.leases import CRASHED
from app.models import Contact, Import, ImportKind, ImportRow, RowOutcome, now

KIND_NAMES = {
    ImportKind.VCARD: mark("vCard"),
    ImportKind.CSV: mark("Table"),
    ImportKind.PHOTOS: mark("Card photos"),
}
_FAILURES = {
    CRASHED: mark("Something went wrong here, several times. What was written is told below."),
    "file_missing": mark("The file is no longer there. Send it again."),
    "no_photos": mark("There is no photo in this file."),
    **{
        error.code: error.hint
        for error in (
            BrokenArchiveError,
            NoEntriesError,
            NoTableError,
            TooManyEntriesError,
            TooManyPhotosError,
        )
    },
}
_PHONE_WITH_LABEL = mark("Phone, as “%(column)s” says")
_TAG = mark("import %(month)s")
_TAG_LINKEDIN = mark("import LinkedIn %(month)s")
_SAMPLES = 3


@dataclass(frozen=True, slots=True)
class DifferenceView:
    """A part in which a row says something else than the contact."""

    part: str
    how: str
    """"fill", "add" or "differ"."""
    old: str
    new: str
    is_taken: bool
    """True when the row's value is to stand; of what differs only if its owner says so."""


@dataclass(frozen=True, slots=True)
class RowView:
    """A row of an import as it is shown."""

    number: int
    line: int
    """Where it stands in the file; 0 for a photo."""
    name: str
    text: str
    """What else tells who it is, on one line."""
    outcome: str
    is_wanted: bool
    contact_id: int | None
    scan_id: int | None
    reason: str
    """Why it was refused: an English msgid; "" for no reason."""
    twin: int
    """The row before that is the same person; 0 for none."""
    likely: tuple[tuple[int, str], ...]
    """Contacts that may be the same person."""
    differences: tuple[DifferenceView, ...]
    picture_id: int | None
    """The photo that shows it: a person's portrait, or a card; None for none."""


@dataclass(frozen=True, slots=True)
class ColumnView:
    """A column of a table, with what it seems to mean."""

    index: int
    heading: str
    samples: tuple[str, ...]
    meaning: str
    options: tuple[tuple[str, str], ...]
    """Meanings with their names, translated."""


def view_row(row: ImportRow) -> RowView:
    """Prepare a row for being shown."""
    content = row.content
    take = set(content.get("take", ()))
    values = values_from_json(content["values"]) if "values" in content else None
    texts: Sequence[str] = ()
    if values is not None:
        ways = [*values.emails[:1], *(phone.value for phone in values.phones[:1])]
        firm = values.organization if shown_name(values) != values.organization else ""
        texts = (values.title, firm, *ways)
    elif "verso_name" in content:
        texts = (content["verso_name"],)
    return RowView(
        number=row.number,
        line=int(content.get("line", 0)),
        name=shown_name(values) if values else str(content.get("name") or content.get("text", "")),
        text=" · ".join(text for text in texts if text),
        outcome=row.outcome.value,
        is_wanted=row.is_wanted,
        contact_id=row.contact_id,
        scan_id=row.scan_id,
        reason=row.error,
        twin=int(content.get("twin", 0)),
        likely=tuple((one["id"], one["name"]) for one in content.get("likely", ())),
        differences=tuple(
            DifferenceView(
                one["part"],
                one["how"],
                one["old"],
                one["new"],
                one["how"] != "differ" or one["part"] in take,
            )
            for one in content.get("differences", ())
        ),
        picture_id=row.picture_id,
    )


def view_columns(table: Table, chosen: Sequence[str] | None, language: str) -> list[ColumnView]:
    """Prepare a table's columns for being shown.

    Args:
        table: How the file is written.
        chosen: What its owner said they mean; None for not yet.
        language: Of the meanings' names.
    """
    meanings = list(chosen) if chosen and len(chosen) == len(table.headings) else table.meanings
    options = tuple((key, translate(language, name)) for key, name in MEANINGS.items())
    views = []
    for index, heading in enumerate(table.headings):
        samples = dict.fromkeys(row[index].strip() for row in table.samples if row[index].strip())
        own = tuple(
            (
                meaning,
                translate(language, _PHONE_WITH_LABEL) % {"column": _label_of(table, meaning)},
            )
            for meaning in dict.fromkeys((table.meanings[index], meanings[index]))
            if meaning.startswith("phone:@")
        )
        views.append(
            ColumnView(index, heading, tuple(samples)[:_SAMPLES], meanings[index], (*own, *options))
        )
    return views


def _label_of(table: Table, meaning: str) -> str:
    at = int(meaning.partition("@")[2]) - 1
    return table.headings[at] if at < len(table.headings) else ""


def failure_hint(code: str | None) -> str:
    """Give the hint of an import's error code: English, a msgid of the catalogues."""
    return _FAILURES.get(code or "", _FAILURES[CRASHED])


def suggest_tag(one: Import, language: str) -> str:
    """Suggest a tag by which those of an import are found later, such as "import nov. 2026"."""
    columns = set((one.choices or {}).get("columns", ()))
    is_linkedin = "connections" in one.file_name.lower() or "linkedin" in columns
    way = _TAG_LINKEDIN if is_linkedin and one.kind is ImportKind.CSV else _TAG
    return translate(language, way) % {"month": format_month(now().date(), language)}


def tell_kept(session: Session, one: Import) -> list[dict[str, Any]]:
    """Tell one by one what taking an import back left in place, with names, at most 500."""
    kept = list(dict((one.report or {}).get("undone", {})).get("kept", ()))
    ids = [each["contact"] for each in kept if each.get("contact")]
    query = select(Contact).where(Contact.book_id == one.book_id, Contact.id.in_(ids))
    names = {contact.id: contact.shown_name for contact in session.scalars(query)}
    return [each | {"name": names.get(each.get("contact") or 0, "")} for each in kept]


def list_refused(session: Session, one: Import, limit: int = 200) -> list[RowView]:
    """Give the rows that were refused, in the order of the file."""
    query = (
        select(ImportRow)
        .where(ImportRow.import_id == one.id, ImportRow.outcome == RowOutcome.REFUSED)
        .order_by(ImportRow.number)
        .limit(limit)
    )
    return [view_row(row) for row in session.scalars(query)]
