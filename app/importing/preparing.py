"""A file looked at: its entries become rows, each compared with the book. Nothing else is written.

It can be done again from the beginning at any time: what was found before is thrown away.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any, BinaryIO

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from app.errors import AppError
from app.importing.comparing import changes_by_itself, compare, difference_to_json
from app.importing.known import Known, certain_keys, find_known
from app.importing.portraits import Portrait
from app.importing.queue import ImportClaim, ImportQueue
from app.importing.records import (
    Record,
    Refusal,
    UnreadableEntryError,
    beginning_of,
    check_record,
    fingerprint,
    record_from_json,
    record_to_json,
)
from app.importing.table_values import record_of_row
from app.importing.tables import Table, look_at_table, read_rows
from app.importing.vcards import read_vcards
from app.matching import find_many_matches
from app.models import Contact, Import, ImportKind, ImportRow, ImportState, RowOutcome
from app.photos import PhotoStore
from app.scan_queue import StoredPicture, save_photo
from app.settings import Settings

BATCH = 400
"""Entries that are compared and written in one transaction."""
_WRITERS = 8


class TooManyEntriesError(AppError):
    """The file holds more entries than one import takes."""

    code = "too_many_entries"
    hint = "The file holds more contacts than one import takes. Split it."
    status = 422


class NoEntriesError(AppError):
    """The file holds no entry at all."""

    code = "no_entries"
    hint = "There is no contact in this file."
    status = 422


@dataclass
class _Seen:
    """What the entries before said, so that a file's own doubles are found."""

    prints: dict[bytes, int] = field(default_factory=dict)
    """Row by what it says in full."""
    keys: dict[str, int] = field(default_factory=dict)
    """Row by a name together with a way to reach."""


def prepare_contacts(
    queue: ImportQueue, claim: ImportClaim, file: BinaryIO, store: PhotoStore, settings: Settings
) -> None:
    """Look through a file of contacts, and leave its rows for its owner to see.

    Args:
        queue: Gave the work, and takes the report.
        claim: An import that was UPLOADED.
        file: At its beginning.
        store: Where the portraits go.
        settings: The region of telephone numbers and the limit of entries.

    Raises:
        AppError: If there is nothing in the file that could be imported.
        LeaseLostError: If somebody else has the import now.
    """
    with Session(queue.engine) as session, session.begin():
        queue.keep(session, claim, rows_total=0, rows_done=0)
        session.execute(delete(ImportRow).where(ImportRow.import_id == claim.import_id))
        choices = (
            session.scalars(select(Import.choices).where(Import.id == claim.import_id)).one() or {}
        )
    entries = read_entries(claim.kind, file, settings.default_region, claim.language, choices)
    seen = _Seen()
    counts: Counter[str] = Counter()
    portraits = Counter(taken=0, left=0)
    number = 0
    while batch := list(islice(entries, BATCH)):
        if number + len(batch) > settings.import_rows_limit:
            raise TooManyEntriesError
        # Before the transaction: while one is open nobody else can write on SQLite.
        batch = _keep_portraits(batch, store)
        with Session(queue.engine) as session, session.begin():
            queue.keep(session, claim, rows_done=number + len(batch))
            rows = _compare_batch(session, claim, batch, number, seen)
            session.execute(insert(ImportRow), rows)
        records = [entry for entry in batch if isinstance(entry, Record)]
        portraits["taken"] += sum(one.portrait is not None for one in records)
        portraits["left"] += sum(one.has_unfit_portrait for one in records)
        counts.update(str(row["outcome"]) for row in rows)
        number += len(batch)
    if not number:
        raise NoEntriesError
    with Session(queue.engine) as session, session.begin():
        report = {"found": dict(counts)}
        if any(portraits.values()):
            report["portraits"] = dict(portraits)
        queue.finish(
            session, claim, ImportState.READY, rows_total=number, rows_done=0, report=report
        )


def _keep_portraits(batch: Sequence[Record | Refusal], store: PhotoStore) -> list[Record | Refusal]:
    """Put the portraits of some entries into the store, and let go of their bytes."""
    found = [one.portrait.jpeg for one in batch if isinstance(one, Record) and one.portrait]
    if not found:
        return list(batch)
    # Each waits for the disk: several that wait together take hardly longer than one.
    with ThreadPoolExecutor(_WRITERS) as pool:
        list(pool.map(store.put, found))
    return [
        replace(one, portrait=replace(one.portrait, jpeg=b""))
        if isinstance(one, Record) and one.portrait
        else one
        for one in batch
    ]


def read_entries(
    kind: ImportKind, file: BinaryIO, region: str, language: str, choices: dict[str, Any]
) -> Iterator[Record | Refusal]:
    """Read a file's contacts one by one, whatever its format.

    Args:
        kind: vCards, or a table whose meanings stand in the choices.
        file: At its beginning.
        region: Country of telephone numbers that name none.
        language: Of words that are added to comments.
        choices: Of the import.
    """
    if kind is ImportKind.VCARD:
        yield from read_vcards(file, region, language)
        return
    table = look_at_table(file)
    meanings = choices.get("columns") or table.meanings
    yield from _read_table(file, table, meanings, region)


def _read_table(
    file: BinaryIO, table: Table, meanings: Sequence[str], region: str
) -> Iterator[Record | Refusal]:
    for row in read_rows(file, table):
        if isinstance(row, Refusal):
            yield row
            continue
        line, cells = row
        try:
            yield check_record(record_of_row(line, cells, meanings, table.headings), region)
        except UnreadableEntryError as error:
            text = beginning_of(" ".join(cell for cell in cells if cell))
            yield Refusal(line, error.hint, text)


def _compare_batch(
    session: Session, claim: ImportClaim, batch: Sequence[Record | Refusal], start: int, seen: _Seen
) -> list[dict[str, Any]]:
    records = [one for one in batch if isinstance(one, Record)]
    known = dict(zip(map(id, records), find_known(session, claim.book_id, records), strict=True))
    strangers = [one for one in records if known[id(one)] is None]
    likely = _find_likely(session, claim.book_id, strangers)
    rows: list[dict[str, Any]] = []
    for number, entry in enumerate(batch, start=start + 1):
        row: dict[str, Any] = {
            "import_id": claim.import_id,
            "number": number,
            "book_id": claim.book_id,
            "is_wanted": True,
            "error": "",
            "contact_id": None,
            "picture_id": None,
        }
        if isinstance(entry, Refusal):
            told = {"line": entry.line, "text": entry.text}
            row |= {"outcome": RowOutcome.REFUSED, "error": entry.reason, "content": told}
        else:
            outcome, contact_id, content = _judge(
                number, entry, known[id(entry)], likely.get(id(entry), []), seen
            )
            if entry.portrait is not None:
                row["picture_id"] = _save_portrait(session, claim.book_id, entry.portrait)
            if outcome is RowOutcome.CHANGED and "twin" in content:
                first = _record_of(session, claim, rows, content["twin"])
                has_picture = first.portrait is not None
                found = compare(first.values, first.tags, entry, has_picture=has_picture)
                content["differences"] = [difference_to_json(one) for one in found]
                outcome = RowOutcome.CHANGED if found else RowOutcome.SAME
            row |= {"outcome": outcome, "contact_id": contact_id, "content": content}
        rows.append(row)
    return rows


def _save_portrait(session: Session, book_id: int, portrait: Portrait) -> int:
    picture = StoredPicture(portrait.sha256, "image/jpeg", portrait.size_bytes)
    return save_photo(session, book_id, picture)


def _record_of(
    session: Session, claim: ImportClaim, rows: Sequence[dict[str, Any]], number: int
) -> Record:
    """Give a record before the present one: of this batch, or of one that is written."""
    content = next((row["content"] for row in rows if row["number"] == number), None)
    if content is None:
        content = session.get_one(ImportRow, (claim.import_id, number)).content
    return record_from_json(content)


def _judge(
    number: int,
    record: Record,
    known: Known | None,
    likely: list[dict[str, Any]],
    seen: _Seen,
) -> tuple[RowOutcome, int | None, dict[str, Any]]:
    content = record_to_json(record)
    said = fingerprint(record)
    twin = seen.prints.get(said)
    if twin is not None:
        return RowOutcome.SAME, None, content | {"twin": twin}
    keys = certain_keys(record.values)
    first = next((seen.keys[key] for key in sorted(keys) if key in seen.keys), None)
    seen.prints[said] = number
    for key in keys:
        seen.keys.setdefault(key, number)
    if known is not None:
        differences = [difference_to_json(one) for one in known.differences]
        outcome = RowOutcome.CHANGED if differences else RowOutcome.SAME
        more: dict[str, Any] = {"differences": differences, "known": known.name}
        if differences and not changes_by_itself(known.differences):
            more["asks"] = True
        return outcome, known.contact_id, content | more
    if first is not None:
        # One more entry of a person whom the file names before: it adds to that one.
        return RowOutcome.CHANGED, None, content | {"twin": first, "differences": []}
    if likely:
        content |= {"likely": likely}
    return RowOutcome.NEW, None, content


def _find_likely(
    session: Session, book_id: int, records: Sequence[Record]
) -> dict[int, list[dict[str, Any]]]:
    matches = find_many_matches(session, book_id, [one.values for one in records])
    wanted = {found[0].contact_id for found in matches if found}
    names: dict[int, str] = {}
    if wanted:
        query = select(Contact).where(Contact.book_id == book_id, Contact.id.in_(sorted(wanted)))
        names = {contact.id: contact.shown_name for contact in session.scalars(query)}
    return {
        id(record): [{"id": one.contact_id, "name": names.get(one.contact_id, "")}]
        for record, found in zip(records, matches, strict=True)
        for one in found[:1]
    }
