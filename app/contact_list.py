"""The list of contacts: one page of what a query asks for, in its order, and how many there are.

A list is made in one of two ways, and how common its rarest filter is decides which. Few contacts
are gathered by that filter and put in order. Many are met soon enough when the contacts are walked
through in the list's order, each asked whether it belongs there, until the page is full; how many
there are in all is then only said up to COUNTED.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    SelectBase,
    SQLColumnExpression,
    Subquery,
    case,
    func,
    literal,
    select,
)
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.contact_conditions import Filter, filters_of, in_name, in_sight, name_condition
from app.contact_filters import ContactQuery, Sort
from app.listed_people import ListedPerson, load_people
from app.models import Contact
from app.search import needles_of

PAGE_SIZE = 50
"""Contacts on one page of the list."""
COUNTED = 1000
"""A list that is walked through is counted up to here: "more than 1,000"."""
_GATHERED = 3000
"""Most rows of a filter that are gathered. Each costs about 2 µs, and the order as much again."""
_ALL = 10_000_000
_PROBED_FAR = 1000
"""Beyond this place of a list, whole filters are compared with it instead of single contacts."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list of contacts."""

    people: tuple[ListedPerson, ...]
    total: int
    """How many contacts the whole list has, or COUNTED."""
    is_counted: bool
    """False when there are more than `total`."""
    number: int
    """Counts from 1."""
    has_next: bool
    """True when another page follows."""


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A part of a list that one index has in order."""

    order: tuple[SQLColumnExpression[Any], ...]
    where: ColumnElement[bool] | None = None
    has_words: bool = False
    """True where every contact has all the words that were typed."""


def find_contacts(session: Session, book_id: int, query: ContactQuery, *, today: date) -> Page:
    """Give one page of a book's contacts.

    Args:
        session: Where to look.
        book_id: Whose contacts.
        query: Which of them, in which order, and which page; one past the end is empty.
        today: The day it is for whoever asks.

    Returns:
        In the order asked for. By name, those that match by their names come first.
    """
    first = (query.page - 1) * PAGE_SIZE
    filters = filters_of(book_id, query, today)
    gathered = _gather(session, book_id, query, filters) if filters else None
    everybody = _everybody(book_id, archived=query.archived)
    if gathered is not None:
        ids, total, is_counted = gathered[first : first + PAGE_SIZE], len(gathered), True
        has_next = total > first + PAGE_SIZE
    else:
        walked = _walk(session, book_id, query, filters, first, PAGE_SIZE + 1)
        ids, has_next = walked[:PAGE_SIZE], len(walked) > PAGE_SIZE
        total = COUNTED if filters else _count(session, everybody)
        is_counted = not filters
    people = load_people(session, ids)
    return Page(people, total, is_counted, query.page, has_next)


def find_contact_ids(
    session: Session, book_id: int, query: ContactQuery, *, today: date, limit: int | None = None
) -> list[int]:
    """Give the ids of all contacts that find_contacts pages through, in its order.

    Args:
        session: Where to look.
        book_id: Whose contacts.
        query: Which of them; its page does not count.
        today: The day it is for whoever asks.
        limit: At most so many; None for all.
    """
    filters = filters_of(book_id, query, today)
    conditions = (*in_sight(book_id, archived=query.archived), *_compared(filters))
    ordered = _in_order(select(Contact.id).where(*conditions), query)
    return list(session.scalars(ordered.limit(limit)))


def _everybody(book_id: int, *, archived: bool = False) -> Select[int]:
    sight = in_sight(book_id, archived=archived)
    return select(Contact.id).where(*sight).order_by(Contact.sort_name, Contact.id)


def _count(session: Session, ordered: Select[int]) -> int:
    # With an order and a limit it is asked of the index that has them, which SQLite does not know
    # to be the shortest way.
    return session.scalar(select(func.count()).select_from(ordered.limit(_ALL).subquery())) or 0


def _compared(filters: Sequence[Filter]) -> list[ColumnElement[bool]]:
    """Ask for all contacts of a filter once, for lists that are walked through for long."""
    # With the 0, or SQLite looks each of them up instead, and puts them in order itself.
    asked = [
        (Contact.id + 0).in_(each.ids)
        for each in filters
        if each.ids is not None and not each.is_column
    ]
    return [*asked, *(each.condition for each in filters if each.is_column or not each.is_exact)]


def _gather(
    session: Session, book_id: int, query: ContactQuery, filters: Sequence[Filter]
) -> list[int] | None:
    """Give the ids of the whole list in order, or None when even its rarest filter is common."""
    sources = [(each, each.ids) for each in filters if each.ids is not None]
    sizes = _sizes(session, [ids for _each, ids in sources])
    # Of two that are common, one that has nobody twice.
    size, _twice, at = min(
        ((size, sources[at][0].is_word, at) for at, size in enumerate(sizes)),
        default=(_ALL, False, -1),
    )
    rarest, ids = sources[at] if sources else (None, _everybody(book_id, archived=query.archived))
    conditions = [*in_sight(book_id, archived=query.archived, walked=False)]
    conditions += [each.condition for each in filters if not (each is rarest and each.is_exact)]
    if size <= _GATHERED:
        # The limit is never reached: it tells the database to begin there.
        few = select(_some(ids, _GATHERED + 1).c.id)
        return _ids_in_order(session, (Contact.id.in_(few), *conditions), query)
    for limit in (_GATHERED, _ALL):
        rows = _some(ids, limit, each_once=True)
        asked = select(Contact.id).join(rows, rows.c.id == Contact.id).where(*conditions)
        people = session.scalars(asked.limit(COUNTED + 1)).all()
        if len(people) > COUNTED:
            return None
    return _ids_in_order(session, (Contact.id.in_(people),), query)


def _some(ids: SelectBase, limit: int, *, each_once: bool = False) -> Subquery:
    """Give the first contacts that a filter finds, as a table that the database begins with."""
    found = select(ids.subquery().c.id).limit(limit)
    return (found.distinct() if each_once else found).subquery()


def _sizes(session: Session, sources: Sequence[SelectBase]) -> Sequence[int]:
    """Count what each filter finds, up to a little more than what is gathered."""
    if not sources:
        return ()
    capped = [_some(each, _GATHERED + 1) for each in sources]
    counts = [select(func.count()).select_from(each).scalar_subquery() for each in capped]
    return tuple(session.execute(select(*counts)).one())


def _ids_in_order(
    session: Session, conditions: Sequence[ColumnElement[bool]], query: ContactQuery
) -> list[int]:
    return list(session.scalars(_in_order(select(Contact.id).where(*conditions), query)))


def _in_order(ids: Select[int], query: ContactQuery) -> Select[int]:
    """Put a whole list in order, in one question."""
    needles = needles_of(query.q) if query.sort is Sort.NAME else ()
    if needles:
        matching: ColumnElement[int] = literal(0)
        for needle in needles:
            matching = matching + case((in_name(needle), 1), else_=0)
        return ids.order_by(matching.desc(), Contact.sort_name, Contact.id)
    first = _stretches(query)[0]
    rank = [case((first.where, 0), else_=1)] if first.where is not None else []
    return ids.order_by(*rank, *first.order)


def _walk(
    session: Session,
    book_id: int,
    query: ContactQuery,
    filters: Sequence[Filter],
    first: int,
    count: int,
) -> list[int]:
    """Give the ids of a part of a list: `count` from the place `first` on, which counts from 0."""
    far = first > _PROBED_FAR
    found: list[int] = []
    for stretch in _stretches(query):
        asked = [each for each in filters if not (stretch.has_words and each.is_word)]
        here = [*in_sight(book_id, archived=query.archived)]
        here += [stretch.where] if stretch.where is not None else []
        here += _compared(asked) if far else [each.condition for each in asked]
        ids = select(Contact.id).where(*here).order_by(*stretch.order)
        wanted = count - len(found)
        if far:
            page = session.scalars(ids.offset(first).limit(wanted)).all()
            first = 0 if page or not first else first - _count(session, ids)
        else:
            # From the beginning: how many there are is then known when there are too few.
            met = session.scalars(ids.limit(first + wanted)).all()
            page, first = met[first:], max(first - len(met), 0)
        found += page
        if len(found) == count:
            break
    return found


def _stretches(query: ContactQuery) -> tuple[_Stretch, ...]:
    match query.sort:
        case Sort.ORGANIZATION:
            by_organization = (Contact.sort_organization, Contact.sort_name, Contact.id)
            return (
                _Stretch(by_organization, Contact.sort_organization > ""),
                _Stretch(by_organization, Contact.sort_organization == ""),
            )
        case Sort.MET:
            return _by_day(Contact.met_on, latest_first=True)
        case Sort.LAST_CONTACT:
            return _by_day(Contact.last_contact_on)
        case Sort.NEXT_STEP:
            return _by_day(Contact.next_step_on)
        case Sort.ADDED:
            return (_Stretch((Contact.created_at.desc(), Contact.id.desc())),)
    by_name = (Contact.sort_name, Contact.id)
    needles = needles_of(query.q)
    if not needles:
        return (_Stretch(by_name),)
    matches = name_condition(needles)
    return (_Stretch(by_name, matches, has_words=True), _Stretch(by_name, ~matches))


def _by_day(
    day: InstrumentedAttribute[date | None], *, latest_first: bool = False
) -> tuple[_Stretch, ...]:
    """Order by a day, and put those without one behind."""
    last = Contact.id.desc() if latest_first else Contact.id
    known = _Stretch((day.desc() if latest_first else day, last), day.is_not(None))
    return (known, _Stretch((last,), day.is_(None)))
