"""What a list of contacts is asked for, as questions to the database.

Every filter is there twice: as something that is true of a contact, and as the ids of the
contacts of which it is true. app.contact_list walks through the contacts and asks the first, or
takes the second, whichever is less work.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import (
    ColumnElement,
    Select,
    SQLColumnExpression,
    and_,
    exists,
    literal,
    literal_column,
    or_,
    select,
)

from app.contact_filters import ContactQuery, NextStep, day_of
from app.folding import WORD_LIMIT, fold_name
from app.models import (
    Contact,
    ContactAddress,
    ContactTag,
    Encounter,
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
    ids: Select[int]
    """The contacts that it is true of, at least: some may come twice, and some may be out of
    sight. A column "id"."""


def in_sight(book_id: int, *, archived: bool = False) -> tuple[ColumnElement[bool], ...]:
    """Say which contacts of a book a list shows, in the words of its indexes."""
    shown = Contact.archived_at.is_not(None) if archived else Contact.archived_at.is_(None)
    return (Contact.book_id == book_id, Contact.deleted_at.is_(None), shown)


def filters_of(book_id: int, query: ContactQuery, today: date) -> list[Filter]:
    """Put everything that narrows a list into questions; see in_sight for the rest."""
    found = [_word_filter(book_id, needle) for needle in needles_of(query.q)]
    found += [_tag_filter(book_id, tag) for tag in query.tags]
    found += _organization_filters(book_id, query.organization)
    if fold_name(query.place):
        found.append(_place_filter(book_id, fold_name(query.place)))
    if query.event is not None:
        found.append(_event_filter(book_id, query.event))
    columns = _column_conditions(query, today)
    sight = in_sight(book_id, archived=query.archived)
    found += [Filter(each, select(Contact.id).where(*sight, each)) for each in columns]
    return found


def name_condition(needles: Iterable[Needle]) -> ColumnElement[bool]:
    """Say that every typed word begins a word of the contact's name."""
    return and_(*(in_name(needle) for needle in needles))


def in_name(needle: Needle) -> ColumnElement[bool]:
    """Say that a typed word begins a word of the contact's name."""
    name = literal(" ").concat(Contact.sort_name)
    return or_(
        *(and_(*(name.contains(f" {word}", autoescape=True) for word in way)) for way in needle)
    )


def _word_filter(book_id: int, needle: Needle) -> Filter:
    condition = or_(*(and_(*(_has_word(word) for word in way)) for way in needle))
    # The longest word of each way is the rarest, most often.
    ranges = [_begins(SearchWord.word, max(way, key=len)) for way in needle]
    ids = select(SearchWord.contact_id.label("id")).where(
        SearchWord.book_id == book_id, or_(*ranges)
    )
    return Filter(condition, ids)


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
    name = literal(" ").concat(Contact.sort_organization)
    for word in fold_name(text).split():
        # The words of an organization are searched with all others: those find who has it.
        having = _word_filter(book_id, ((word[:WORD_LIMIT],),))
        yield Filter(name.contains(f" {word}", autoescape=True), having.ids)


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


def _column_conditions(query: ContactQuery, today: date) -> Iterator[ColumnElement[bool]]:
    met_from, met_to = day_of(query.met_from, today), day_of(query.met_to, today)
    last_before = day_of(query.last_before, today)
    if met_from or met_to:
        bounds = (
            Contact.met_on >= met_from if met_from else None,
            Contact.met_on <= met_to if met_to else None,
        )
        yield and_(*(bound for bound in bounds if bound is not None))
    if last_before:
        yield or_(Contact.last_contact_on < last_before, Contact.last_contact_on.is_(None))
    match query.next_step:
        case NextStep.DUE:
            yield Contact.next_step_on <= today
        case NextStep.PLANNED:
            yield Contact.next_step_on.is_not(None)
        case NextStep.NONE:
            yield Contact.next_step_on.is_(None)
    if query.stage is not None:
        yield _stage_condition(query.stage)
    if query.unreviewed:
        yield Contact.reviewed_at.is_(None)
    if query.import_id is not None:
        yield Contact.import_id == query.import_id


def _stage_condition(stage: Stage) -> ColumnElement[bool]:
    # Written out: with a parameter in its place, no database knows that its index has those rows.
    connection: ColumnElement[Stage] = literal_column(f"'{Stage.CONNECTION.value}'")
    is_connection = Contact.stage == connection
    return is_connection if stage is Stage.CONNECTION else Contact.stage != connection
