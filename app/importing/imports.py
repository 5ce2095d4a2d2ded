"""The questions and changes about imports, as the screens and the API ask for them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from app.client_keys import check_client_key
from app.contact_values import one_line
from app.db import insert_unless_there
from app.errors import BodyTooLargeError, ConflictError, InvalidError, NotFoundError
from app.history import PARTS
from app.importing.columns import is_meaning
from app.importing.files import lock_file
from app.importing.sent_files import OneFile, SentFile, size_of
from app.importing.tables import Table, look_at_table
from app.models import LARGEST_ID, Import, ImportKind, ImportRow, ImportState, RowOutcome
from app.photos import PhotoStore
from app.tags import split_tags

ROWS_ON_A_PAGE = 50

OPEN = (ImportState.UPLOADED, ImportState.MAPPING, ImportState.READY, ImportState.FAILED)
"""States in which nothing was written yet (or, failed, nothing that is not told)."""


class ImportStateError(ConflictError):
    """The import is not, or no longer, where this can be done."""

    code = "import_state"
    hint = "This import has gone on in the meantime. Look at where it is."


def create_import(
    session: Session,
    store: PhotoStore,
    book_id: int,
    *,
    account_id: int | None,
    client_key: str,
    files: Sequence[SentFile],
    limit_bytes: int,
) -> tuple[Import, bool]:
    """Take a file in; nothing but the import itself is written. The same key twice is one import.

    Args:
        session: Not committed here.
        store: Where the file goes, until the import is over.
        book_id: Whose import it is.
        account_id: Who brings it.
        client_key: Chosen by the sender.
        files: One file, or several vCard files, or several photos (which become one archive).
        limit_bytes: Most bytes of all of them.

    Returns:
        The import, and whether it is new.

    Raises:
        InvalidError: If the key cannot be one, or nothing was sent.
        UnknownFileError: If the file is of no known kind.
        NoTableError: If a table has nothing that is known.
        BodyTooLargeError: If the files are over the limit.
        StorageFullError: If the disk is full.
    """
    check_client_key(client_key)
    known = session.scalar(
        select(Import).where(Import.book_id == book_id, Import.client_key == client_key)
    )
    if known is not None:
        return known, False
    if not files:
        raise InvalidError("Choose a file first.", code="no_file")
    if sum(size_of(one.file) for one in files) > limit_bytes:
        raise BodyTooLargeError
    with OneFile(files) as (kind, file):
        state = ImportState.UPLOADED
        if kind is ImportKind.CSV:
            look_at_table(file)
            state = ImportState.MAPPING
        file_key = store.put_file(file)
        name = one_line(files[0].name)[:200]
        values = {
            "book_id": book_id,
            "account_id": account_id,
            "client_key": client_key,
            "kind": kind,
            "state": state,
            "file_name": name if len(files) == 1 else f"{name} + {len(files) - 1}",
            "file_key": file_key,
        }
        lock_file(session, file_key)
        is_new = insert_unless_there(session, Import, values)
        if not store.exists(file_key):
            # An earlier import of the same file was over just before, and took it along.
            store.put_file(file)
    query = select(Import).where(Import.book_id == book_id, Import.client_key == client_key)
    return session.scalars(query).one(), is_new


def get_import(session: Session, book_id: int, import_id: int) -> Import:
    """Give an import of a book.

    Raises:
        NotFoundError: If the book has no such import.
    """
    if import_id > LARGEST_ID:
        raise NotFoundError
    query = select(Import).where(Import.id == import_id, Import.book_id == book_id)
    found = session.scalar(query)
    if found is None:
        raise NotFoundError
    return found


def list_imports(session: Session, book_id: int, limit: int = 100) -> list[Import]:
    """Give a book's imports, the latest first."""
    query = select(Import).where(Import.book_id == book_id).order_by(Import.id.desc())
    return list(session.scalars(query.limit(limit)))


def read_table(store: PhotoStore, one: Import) -> Table:
    """Look at the table of an import."""
    with store.open(one.file_key) as file:
        return look_at_table(file)


def choose_columns(session: Session, one: Import, meanings: Sequence[str]) -> None:
    """Say what the columns of a table mean; its rows are compared with the book then.

    Raises:
        InvalidError: If a meaning is none, or no column says who somebody is.
        ImportStateError: If the import was confirmed already.
    """
    _lock(session, one)
    if one.state not in (ImportState.MAPPING, ImportState.READY, ImportState.FAILED):
        raise ImportStateError
    if one.kind is not ImportKind.CSV or _was_written(one):
        raise ImportStateError
    if not all(is_meaning(meaning, len(meanings)) for meaning in meanings):
        raise InvalidError
    if not any(_says_who(meaning) for meaning in meanings):
        raise InvalidError(
            "Choose a column with a name, an organization, an e-mail address or a phone number.",
            code="nobody_in_columns",
        )
    one.choices = dict(one.choices or {}) | {"columns": list(meanings)}
    one.state, one.error_code, one.attempts = ImportState.UPLOADED, None, 0
    session.flush()


_WHO = {"full_name", "given_name", "family_name", "organization", "email"}


def _says_who(meaning: str) -> bool:
    return meaning in _WHO or meaning.startswith("phone:")


def reopen_columns(session: Session, one: Import) -> None:
    """Go back from the preview of a table to its columns."""
    _lock(session, one)
    if one.kind is not ImportKind.CSV or one.state is not ImportState.READY:
        raise ImportStateError
    one.state = ImportState.MAPPING
    session.flush()


def choose_rows(
    session: Session,
    one: Import,
    shown: Collection[int],
    wanted: Collection[int],
    taken: Mapping[int, Collection[str]],
) -> None:
    """Keep what was chosen about the rows of a page.

    Args:
        session: Not committed here.
        one: A prepared import.
        shown: Numbers of the rows that the page had.
        wanted: Those of them that are to be imported.
        taken: Parts, by row, that are to be as the file says.

    Raises:
        ImportStateError: If the import is not, or no longer, waiting to be confirmed.
    """
    _lock(session, one)
    if one.state is not ImportState.READY:
        raise ImportStateError
    query = select(ImportRow).where(
        ImportRow.import_id == one.id, ImportRow.number.in_(sorted(shown))
    )
    for row in session.scalars(query):
        row.is_wanted = row.number in wanted
        take = [part for part in taken.get(row.number, ()) if part in PARTS]
        if take != row.content.get("take", []):
            row.content = {key: value for key, value in row.content.items() if key != "take"} | (
                {"take": take} if take else {}
            )
    session.flush()


def choose_all(session: Session, one: Import, outcome: RowOutcome, *, is_wanted: bool) -> None:
    """Take, or leave out, all rows of an outcome."""
    _lock(session, one)
    if one.state is not ImportState.READY:
        raise ImportStateError
    session.execute(
        update(ImportRow)
        .where(ImportRow.import_id == one.id, ImportRow.outcome == outcome)
        .values(is_wanted=is_wanted)
        .execution_options(synchronize_session=False)
    )


def confirm_import(session: Session, one: Import, tags: str) -> None:
    """Have an import written. Confirming it twice changes nothing.

    Raises:
        ImportStateError: If its rows were not compared yet, or it was taken back.
    """
    _lock(session, one)
    if one.state in (ImportState.RUNNING, ImportState.DONE):
        return
    if one.state is not ImportState.READY:
        raise ImportStateError
    one.choices = dict(one.choices or {}) | {"tags": split_tags([tags])}
    one.state, one.rows_done, one.attempts, one.error_code = ImportState.RUNNING, 0, 0, None
    session.flush()


def undo_import(session: Session, one: Import) -> None:
    """Have an import taken back, also in the middle of it. Twice changes nothing.

    Raises:
        ImportStateError: If nothing of it was written.
    """
    _lock(session, one)
    if one.state in (ImportState.UNDOING, ImportState.UNDONE):
        return
    if one.state is ImportState.FAILED and not _was_written(one):
        raise ImportStateError
    if one.state not in (ImportState.RUNNING, ImportState.DONE, ImportState.FAILED):
        raise ImportStateError
    if one.state is ImportState.DONE:
        one.rows_done = one.rows_total
    one.state, one.attempts, one.error_code = ImportState.UNDOING, 0, None
    # Whoever writes it now loses it with this, and stops before its next batch.
    one.lease_token = one.lease_until = None
    session.flush()


def resume_import(session: Session, one: Import) -> None:
    """Let a failed import go on where it stopped.

    Raises:
        ImportStateError: If it did not fail.
    """
    _lock(session, one)
    if one.state is not ImportState.FAILED:
        raise ImportStateError
    if "undone" in (one.report or {}):
        one.state = ImportState.UNDOING
    else:
        one.state = ImportState.RUNNING if _was_written(one) else ImportState.UPLOADED
    one.attempts, one.error_code = 0, None
    session.flush()


def drop_import(session: Session, one: Import) -> str:
    """Forget an import of which nothing was written.

    Returns:
        The key of its file, for app.importing.files.remove_if_free() once this is committed.

    Raises:
        ImportStateError: If something was written.
    """
    _lock(session, one)
    if one.state not in OPEN or _was_written(one):
        raise ImportStateError
    key = one.file_key
    session.execute(delete(ImportRow).where(ImportRow.import_id == one.id))
    session.execute(delete(Import).where(Import.id == one.id))
    session.expunge(one)
    return key


def _was_written(one: Import) -> bool:
    return "written" in (one.report or {})


def _lock(session: Session, one: Import) -> None:
    """Look at an import as it is now, and let nobody change it until the transaction ends."""
    session.execute(
        update(Import)
        .where(Import.id == one.id)
        .values(attempts=Import.attempts)
        .execution_options(synchronize_session=False)
    )
    session.refresh(one)


def count_rows(session: Session, one: Import) -> dict[str, int]:
    """Count the rows of each outcome, and "wanted": those new or changed to be imported."""
    query = select(ImportRow.outcome, ImportRow.is_wanted, func.count()).where(
        ImportRow.import_id == one.id
    )
    counts = {outcome.value: 0 for outcome in RowOutcome} | {"wanted": 0}
    for outcome, is_wanted, number in session.execute(
        query.group_by(ImportRow.outcome, ImportRow.is_wanted)
    ):
        counts[outcome.value] += number
        if is_wanted and outcome in (RowOutcome.NEW, RowOutcome.CHANGED):
            counts["wanted"] += number
    return counts


def list_rows(
    session: Session, one: Import, outcome: RowOutcome, *, after: int = 0
) -> list[ImportRow]:
    """Give a page of rows of an outcome, in the order of the file, after a number."""
    query = (
        select(ImportRow)
        .where(
            ImportRow.import_id == one.id,
            ImportRow.outcome == outcome,
            ImportRow.number > min(after, LARGEST_ID),
        )
        .order_by(ImportRow.number)
        .limit(ROWS_ON_A_PAGE)
    )
    return list(session.scalars(query))


def report_of(one: Import) -> dict[str, Any]:
    """Give what came of an import: "found", "written", "undone" and "portraits", or {} for none."""
    report = dict(one.report or {})
    return {
        "found": dict(report.get("found", {})),
        "written": dict(report.get("written", {})),
        "undone": dict(report.get("undone", {})),
        "portraits": {"taken": 0, "left": 0} | dict(report.get("portraits", {})),
    }
