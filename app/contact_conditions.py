"""What a list of contacts is asked for, as questions to the database.

Every filter is there twice: as something that is true of a contact, and as the ids of the
contacts of which it is true. app.contact_list walks through the contacts and asks the first, or
takes the second, whichever is less work.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    SelectBase,
    SQLColumnExpression,
    and_,
    exists,
    literal,
    literal_column,
    or_,
    select,
    union_all,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from app.contact_filters import ContactQuery, NextStep, day_of
from app.folding import WORD_LIMIT, fold_name
from app.models import (
    Contact,
    ContactAddress,
    ContactTag,
    Encounter,
    Import,
    SearchWord,
    Stage,
    Tag,
)
from app.search import Needle, fold_tag, needles_of

_LAST_CHARACTER = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Filter:
    """One thing that narrows a list."""

    condition: ColumnElement[bool]
    """True of a contact, asked for one contact at a time."""
    ids: SelectBase | None
    """The contacts that it is true of, at least: some may come twice, and some may be out of
    sight. One column, "id". None when no index has them together."""
    is_exact: bool = True
    """True when it is true of all of `ids`."""
    is_word: bool = False
    """True for a typed word, which a contact has whose name matches what was typed."""
    is_column: bool = False
    """True when the contact's own row tells."""


def in_sight(
    book_id: int, *, archived: bool = False, walked: bool = True
) -> tuple[ColumnElement[bool], ...]:
    """Say which contacts of a book a list shows.

    Args:
        book_id: Whose contacts.
        archived: True for what is archived, instead of what is not.
        walked: True in the words of the list's indexes; False when some ids are to be looked at,
            in words that no index has. SQLite, which knows nothing of how common things are, would
            walk through the whole book otherwise, to have it in order.
    """
    shown = Contact.archived_at.is_not(None) if archived else Contact.archived_at.is_(None)
    book = Contact.book_id if walked else Contact.book_id + 0
    return (book == book_id, Contact.deleted_at.is_(None), shown)


def filters_of(book_id: int, query: ContactQuery, today: date) -> list[Filter]:
    """Put everything that narrows a list into questions; see in_sight for the rest."""
    found = [_word_filter(book_id, needle) for needle in needles_of(query.q)]
    found += [_tag_filter(book_id, tag) for tag in query.tags]
    found += _organization_filters(book_id, query.organization)
    if fold_name(query.place):
        found.append(_place_filter(book_id, fold_name(query.place)))
    if query.event is not None:
        found.append(_event_filter(book_id, query.event))
    found += _day_filters(book_id, query, today)
    found += _state_filters(book_id, query)
    return found


def name_condition(needles: Iterable[Needle]) -> ColumnElement[bool]:
    """Say that every typed word begins a word of the contact's name."""
    return and_(*(in_name(needle) for needle in needles))


def in_name(needle: Needle) -> ColumnElement[bool]:
    """Say that a typed word begins a word of the contact's name."""
    ways = (and_(*(_begins_word_of(Contact.sort_name, word) for word in way)) for way in needle)
    return or_(*ways)


class _Place(FunctionElement[int]):
    """Where a text stands in another one; 0 where it does not. LIKE takes three times as long."""

    inherit_cache = True


@compiles(_Place)
def _compile_place(element: _Place, compiler: SQLCompiler, **how: Any) -> str:
    name = "instr" if compiler.dialect.name == "sqlite" else "strpos"
    return f"{name}({compiler.process(element.clauses, **how)})"


def _begins_word_of(column: SQLColumnExpression[str], word: str) -> ColumnElement[bool]:
    return _Place(literal(" ").concat(column), f" {word}") > 0


def _word_filter(book_id: int, needle: Needle) -> Filter:
    condition = or_(*(and_(*(_has_word(word) for word in way)) for way in needle))
    # The longest word of each way is the rarest, most often.
    ways = [_having(book_id, max(way, key=len)) for way in needle]
    # One after the other: asked for either of two ranges, SQLite reads all words of the book.
    ids: SelectBase = ways[0] if len(ways) == 1 else union_all(*ways)
    is_exact = all(len(way) == 1 for way in needle)
    return Filter(condition, ids, is_exact=is_exact, is_word=True)


def _having(book_id: int, beginning: str) -> Select[int]:
    return select(SearchWord.contact_id.label("id")).where(
        SearchWord.book_id == book_id, _begins(SearchWord.word, beginning)
    )


def _has_word(beginning: str) -> ColumnElement[bool]:
    return exists().where(SearchWord.contact_id == Contact.id, _begins(SearchWord.word, beginning))


def _begins(column: SQLColumnExpression[str], beginning: str) -> ColumnElement[bool]:
    # A range of an index, which SQLite and PostgreSQL both walk without reading the table.
    return and_(column >= beginning, column < beginning + _LAST_CHARACTER)


def _tag_filter(book_id: int, name: str) -> Filter:
    tag_id = (
        select(Tag.id).where(Tag.book_id == book_id, Tag.folded == fold_tag(name)).scalar_subquery()
    )
    condition = exists().where(ContactTag.contact_id == Contact.id, ContactTag.tag_id == tag_id)
    return Filter(
        condition, select(ContactTag.contact_id.label("id")).where(ContactTag.tag_id == tag_id)
    )


def _organization_filters(book_id: int, text: str) -> Iterator[Filter]:
    for word in fold_name(text).split():
        # The words of an organization are searched with all others: those find who has it.
        having = _having(book_id, word[:WORD_LIMIT])
        condition = _begins_word_of(Contact.sort_organization, word)
        yield Filter(condition, having, is_exact=False, is_column=True)


def _place_filter(book_id: int, beginning: str) -> Filter:
    there = _begins(ContactAddress.folded_locality, beginning)
    condition = exists().where(ContactAddress.contact_id == Contact.id, there)
    ids = select(ContactAddress.contact_id.label("id")).where(
        ContactAddress.book_id == book_id, there
    )
    return Filter(condition, ids)


def _event_filter(book_id: int, event_id: int) -> Filter:
    met = (Encounter.book_id == book_id, Encounter.event_id == event_id)
    condition = exists().where(Encounter.contact_id == Contact.id, *met)
    return Filter(condition, select(Encounter.contact_id.label("id")).where(*met))


def _day_filters(book_id: int, query: ContactQuery, today: date) -> Iterator[Filter]:
    sight = in_sight(book_id, archived=query.archived)

    def ask(*ways: ColumnElement[bool]) -> Filter:
        # Each way is a range of the index of its day.
        ids = [select(Contact.id).where(*sight, way) for way in ways]
        return Filter(or_(*ways), union_all(*ids) if len(ids) > 1 else ids[0], is_column=True)

    met_from, met_to = day_of(query.met_from, today), day_of(query.met_to, today)
    last_before = day_of(query.last_before, today)
    if met_from or met_to:
        yield ask(Contact.met_on.between(met_from or date.min, met_to or date.max))
    if last_before:
        yield ask(Contact.last_contact_on < last_before, Contact.last_contact_on.is_(None))
    match query.next_step:
        case NextStep.DUE:
            yield ask(Contact.next_step_on <= today)
        case NextStep.PLANNED:
            yield ask(Contact.next_step_on >= date.min)
        case NextStep.NONE:
            yield ask(Contact.next_step_on.is_(None))


def _state_filters(book_id: int, query: ContactQuery) -> Iterator[Filter]:
    def ask(condition: ColumnElement[bool]) -> Filter:
        # Not only what is in sight: the index of these has all of them.
        ids = select(Contact.id).where(Contact.book_id == book_id, condition)
        return Filter(condition, ids, is_column=True)

    # Written out: with a parameter in its place, no database knows that an index has those rows.
    connection: ColumnElement[Stage] = literal_column(f"'{Stage.CONNECTION.value}'")
    if query.stage is Stage.CONNECTION:
        yield ask(Contact.stage == connection)
    elif query.stage is not None:
        yield Filter(Contact.stage != connection, None, is_column=True)
    if query.unreviewed:
        yield ask(Contact.reviewed_at.is_(None))
    if query.import_id is not None:
        own = select(Import.id).where(Import.id == query.import_id, Import.book_id == book_id)
        condition = Contact.import_id == own.scalar_subquery()
        yield Filter(condition, select(Contact.id).where(condition), is_column=True)
