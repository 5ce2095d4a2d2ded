"""Tables of contacts: CSV files of any program, row by row, in the encoding they came in."""

from __future__ import annotations

import csv
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import TextIOWrapper
from typing import BinaryIO

from app.i18n import mark
from app.importing.columns import (
    guess_columns,
    looks_like_headings,
    looks_like_values,
)
from app.importing.encodings import find_encoding
from app.importing.records import Refusal, UnreadableEntryError, beginning_of

_DELIMITERS = ",;\t|"
_HEAD_ROWS = 25
"""The headings stand this far down at the most: LinkedIn writes a note above them."""
_SAMPLE_ROWS = 40
_COLUMNS_LIMIT = 300
_LINES_OF_A_ROW = 100
"""A row that goes on for longer has a quotation mark that nobody closed."""
_LINE_LIMIT = 100_000

_NEVER_CLOSED = mark("A quotation mark is opened here and never closed.")


class NoTableError(UnreadableEntryError):
    """The file has no rows, or its rows have one column without anything known in it."""

    code = "no_table"
    hint = "This file is no table of contacts."


@dataclass(frozen=True, slots=True)
class Table:
    """How a table is written, and what its columns seem to mean."""

    encoding: str
    delimiter: str
    first_row: int
    """How many rows stand above the first contact, its headings and notes included."""
    headings: tuple[str, ...]
    """One for each column; "" for a table without."""
    meanings: tuple[str, ...]
    samples: tuple[tuple[str, ...], ...]
    """The first rows, each as long as the headings."""


def look_at_table(file: BinaryIO) -> Table:
    """Find out how a table is written.

    Raises:
        NoTableError: If it is none.
    """
    encoding = find_encoding(file)
    head = _read_lines(file, encoding, 400)
    if not head or "\x00" in "".join(head):
        raise NoTableError
    try:
        delimiter = _find_delimiter(head)
        rows = list(csv.reader(head, delimiter=delimiter))[: _HEAD_ROWS + _SAMPLE_ROWS]
    except csv.Error as error:  # a quotation mark that swallows more than a cell can hold
        raise NoTableError from error
    widest = max((len(row) for row in rows), default=0)
    if not 1 <= widest <= _COLUMNS_LIMIT:
        raise NoTableError
    at = _find_headings(rows)
    first_row = at + 1 if at is not None else _find_first(rows)
    headings = tuple(cell.strip() for cell in rows[at]) if at is not None else ()
    headings = headings or ("",) * len(rows[first_row])
    samples = tuple(_fit(row, len(headings)) for row in rows[first_row:][:_SAMPLE_ROWS] if any(row))
    meanings = tuple(guess_columns(headings, samples))
    return Table(encoding, delimiter, first_row, headings, meanings, samples)


def _find_delimiter(head: Sequence[str]) -> str:
    def evenness(delimiter: str) -> tuple[int, int]:
        widths = Counter(len(row) for row in csv.reader(head[:60], delimiter=delimiter))
        several = [(count * width, width) for width, count in widths.items() if width > 1]
        return max(several, default=(0, 0))

    return max(_DELIMITERS, key=evenness)


def _find_headings(rows: Sequence[Sequence[str]]) -> int | None:
    best: tuple[int, int] | None = None
    for at, row in enumerate(rows[:_HEAD_ROWS]):
        if looks_like_values(row):
            break
        count = looks_like_headings(row)
        # A sentence may hold one word of a heading; a row of headings has them in its cells.
        if count >= 1 and (count >= 2 or len(row) == 1) and (best is None or count > best[0]):
            best = (count, at)
    return best[1] if best else _find_unknown_headings(rows)


def _find_unknown_headings(rows: Sequence[Sequence[str]]) -> int | None:
    """Find the headings of somebody's own table: the row above the first with a value in it."""
    widest = max(len(row) for row in rows)
    first = next((at for at, row in enumerate(rows) if looks_like_values(row)), None)
    if first is None:
        # No address and no number anywhere: perhaps two columns of names.
        at = next(at for at, row in enumerate(rows) if len(row) == widest)
        return at if widest > 1 and len(rows) > at + 1 else None
    above = rows[first - 1] if first else []
    is_heading = len(above) == len(rows[first]) > 1 and all(cell.strip() for cell in above)
    return first - 1 if is_heading else None


def _find_first(rows: Sequence[Sequence[str]]) -> int:
    first = next((at for at, row in enumerate(rows) if looks_like_values(row)), None)
    if first is None:
        raise NoTableError
    return first


def _fit(row: Sequence[str], width: int) -> tuple[str, ...]:
    cells = [cell[:500] for cell in row[:width]]
    return tuple(cells + [""] * (width - len(cells)))


def _has_open_quote(lines: Sequence[str]) -> bool:
    # Quotation marks come in pairs, also those that are doubled; at the end of the file the reader
    # takes an open one for closed.
    is_odd = len(lines) > 1 and sum(line.count('"') for line in lines) % 2 == 1
    return is_odd or len(lines) > _LINES_OF_A_ROW


def _read_lines(file: BinaryIO, encoding: str, count: int) -> list[str]:
    with _opened(file, encoding) as lines:
        return [line for _, line in zip(range(count), lines, strict=False)]


@contextmanager
def _opened(file: BinaryIO, encoding: str) -> Iterator[Iterator[str]]:
    file.seek(0)
    text = TextIOWrapper(file, encoding, errors="replace", newline="")
    try:
        yield iter(lambda: text.readline(_LINE_LIMIT), "")
    finally:
        text.detach()


class _Lines:
    """Lines that can be given back, so that a quotation mark nobody closed costs one line alone."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._again: deque[str] = deque()
        self.taken: list[str] = []

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._lines)
        self.taken.append(line)
        return line

    def give_back_all_but_first(self) -> None:
        self._again.extendleft(reversed(self.taken[1:]))
        del self.taken[1:]


def read_rows(file: BinaryIO, table: Table) -> Iterator[tuple[int, list[str]] | Refusal]:
    """Read a table's contacts in their order, one at a time.

    Returns:
        The line a row begins on, from 1, and its cells; or why it cannot be taken. Empty rows are
        left out.
    """
    with _opened(file, table.encoding) as opened:
        lines = _Lines(opened)
        reader = csv.reader(lines, delimiter=table.delimiter)
        line, number = 1, 0
        while True:
            lines.taken.clear()
            try:
                row = next(reader)
            except StopIteration:
                return
            except csv.Error:
                row = None
            is_broken = row is None or _has_open_quote(lines.taken)
            begins = beginning_of(lines.taken[0]) if lines.taken else ""
            if is_broken:
                lines.give_back_all_but_first()
                reader = csv.reader(lines, delimiter=table.delimiter)
            if number >= table.first_row:
                if is_broken:
                    yield Refusal(line, _NEVER_CLOSED, begins)
                elif row and any(cell.strip() for cell in row):
                    yield line, row
            number += 1
            line += len(lines.taken)
