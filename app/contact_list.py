"""The list of contacts: one page of what a query asks for, in its order, and how many there are.

A list is made in one of two ways, and how common its rarest filter is decides which. Few contacts
are gathered, from the indexes of that filter and of those about as rare, and put in order. Many are
met soon enough when the contacts are walked through in the list's order, each asked whether it
belongs there, until the page is full; how many there are in all is then said only where the indexes
tell it, and up to COUNTED otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    SelectBase,
    SQLColumnExpression,
    Subquery,
    UnaryExpression,
    case,
    except_,
    func,
    intersect,
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
"""Where no index tells how many a list has, it is counted up to here: "more than 1,000"."""
_GATHERED = 6000
"""Most rows of a filter that are gathered. Each costs about 1 µs, and the order as much again."""
_AT_ONCE = 1500
"""Of more than these a page is found by walking, where the indexes alone tell who belongs there."""
_TOLD = 12_000
"""Most rows of a filter that are counted to tell how many are in a list: 0.3 µs each."""
_SIZED = 12_000
"""A filter with more rows than this is as common as any other: they are not counted further."""
_AS_RARE = 4
"""Two filters are taken together when the commoner has at most so many times the rows of the
rarer: beyond that it is less work to ask each of the rarer ones, which takes four times as long."""
_SAMPLE = 3000
_ALL = 10_000_000
_PROBED_FAR = 1000
"""Beyond this place of a list, whole filters are compared with it instead of single contacts."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list of contacts."""

    people: tuple[ListedPerson, ...]
    total: int
    """How many contacts the whole list has, or COUNTED when nobody knows."""
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


@dataclass(frozen=True, slots=True)
class _Start:
    """The contacts that a list is looked for among."""

    ids: SelectBase
    """One column, "id"; some may come twice, and some may be out of sight."""
    size: int
    """How many, up to _SIZED; _ALL for more."""
    rest: tuple[ColumnElement[bool], ...]
    """What is to be asked of each."""


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
    start = _begin(session, book_id, query, filters) if filters else None
    gathered, known = None, None
    if start and not _is_plain(query, start):
        gathered = _gather(session, book_id, query, start, len(filters))
    if gathered is not None:
        ids, known = gathered[first : first + PAGE_SIZE], len(gathered)
        has_next = len(gathered) > first + PAGE_SIZE
    else:
        if start and _is_told(query, start):
            # Asked for together once: each contact that is met is then only looked for there.
            filters = [Filter((Contact.id + 0).in_(start.ids), None, is_column=True)]
        walked = _walk(session, book_id, query, filters, first, PAGE_SIZE + 1)
        ids, has_next = walked[:PAGE_SIZE], len(walked) > PAGE_SIZE
        is_end = not has_next and (ids or not first)
        known = first + len(ids) if is_end else _tell_count(session, book_id, query, start)
    people = load_people(session, ids)
    total = COUNTED if known is None else known
    return Page(people, total, known is not None, query.page, has_next)


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


def count_contacts(session: Session, book_id: int, query: ContactQuery, *, today: date) -> int:
    """Count all contacts that find_contacts pages through: it may take longer than a page of them.

    Args:
        session: Where to look.
        book_id: Whose contacts.
        query: Which of them; neither its order nor its page counts.
        today: The day it is for whoever asks.
    """
    conditions = (
        *in_sight(book_id, archived=query.archived),
        *_compared(filters_of(book_id, query, today)),
    )
    return session.scalar(select(func.count()).select_from(Contact).where(*conditions)) or 0


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


def _begin(
    session: Session, book_id: int, query: ContactQuery, filters: Sequence[Filter]
) -> _Start:
    """Find out where a list begins: with its rarest filter, and those about as rare."""
    sources = [(each, each.ids) for each in filters if each.ids is not None]
    if not sources:
        everybody = _everybody(book_id, archived=query.archived)
        return _Start(everybody, _ALL, tuple(each.condition for each in filters))
    sizes = _sizes(session, [ids for _each, ids in sources])
    # Of two that are as common, first one that has nobody twice.
    ranked = sorted(
        zip(sizes, sources, strict=True), key=lambda ranked: (ranked[0], ranked[1][0].is_word)
    )
    size = ranked[0][0]
    most = min(_AS_RARE * size, _SIZED)
    together = [ranked[0][1], *(source for count, source in ranked[1:] if count <= most)]
    known = [each for each, _ids in together if each.is_exact]
    rest = [each.condition for each in filters if not any(each is one for one in known)]
    found = [select(ids.subquery().c.id) for _each, ids in together]
    ids = intersect(*found) if len(found) > 1 else found[0]
    return _Start(ids, size if size <= _SIZED else _ALL, tuple(rest))


def _is_told(query: ContactQuery, start: _Start) -> bool:
    """Say whether the indexes tell who is in a list, and quickly."""
    return not start.rest and start.size <= _TOLD and not query.archived


def _is_plain(query: ContactQuery, start: _Start) -> bool:
    """Say whether a list is met as it is walked through, and counted, sooner than gathered."""
    # Those whose names match come first: all that match by something else are walked past before.
    has_ranks = query.sort is Sort.NAME and bool(needles_of(query.q))
    return _is_told(query, start) and start.size > _AT_ONCE and not has_ranks


def _gather(
    session: Session, book_id: int, query: ContactQuery, start: _Start, filters: int
) -> list[int] | None:
    """Give the ids of the whole list in order, or None when they are too many for that.

    Args:
        session: Where to look.
        book_id: Whose contacts.
        query: The list.
        start: Among whom.
        filters: How many filters the list has.
    """
    conditions = [*in_sight(book_id, archived=query.archived, walked=False), *start.rest]
    if start.size <= _GATHERED:
        # The limit is never reached: it tells the database to begin there.
        few = select(_some(start.ids, _ALL).c.id)
        return _ids_in_order(session, (Contact.id.in_(few), *conditions), query)
    if filters == 1 and not start.rest:
        return None
    # Each filter is common. What all of them find may be rare nevertheless.
    for limit in (_SAMPLE, _ALL):
        rows = _some(start.ids, limit, each_once=True)
        asked = select(Contact.id).join(rows, rows.c.id == Contact.id).where(*conditions)
        people = session.scalars(asked.limit(COUNTED + 1)).all()
        if len(people) > COUNTED:
            return None
    return _ids_in_order(session, (Contact.id.in_(people),), query)


def _tell_count(
    session: Session, book_id: int, query: ContactQuery, start: _Start | None
) -> int | None:
    """Say how many contacts a list has that was not gathered, or None when that is much work."""
    if start is None:
        seen = in_sight(book_id, archived=query.archived)
        return session.scalar(select(func.count()).select_from(Contact).where(*seen))
    if not _is_told(query, start):
        return None
    mine = select(Contact.id).where(Contact.book_id == book_id)
    shown = except_(
        select(start.ids.subquery().c.id),
        mine.where(Contact.archived_at.is_not(None)),
        mine.where(Contact.deleted_at.is_not(None)),
    )
    return session.scalar(select(func.count()).select_from(shown.subquery()))


def _some(ids: SelectBase, limit: int, *, each_once: bool = False) -> Subquery:
    """Give the first contacts that a filter finds, as a table that the database begins with."""
    found = select(ids.subquery().c.id).limit(limit)
    return (found.distinct() if each_once else found).subquery()


def _sizes(session: Session, sources: Sequence[SelectBase]) -> Sequence[int]:
    """Count what each filter finds, up to _SIZED + 1."""
    capped = [_some(each, _SIZED + 1) for each in sources]
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
        by_name = _stretches(query)[0].order
        return ids.order_by(matching.desc(), *by_name)
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
    found = _stretches_of(query)
    if not query.is_reversed:
        return found
    return tuple(replace(one, order=tuple(map(_turned, one.order))) for one in found)


def _turned(column: SQLColumnExpression[Any]) -> SQLColumnExpression[Any]:
    """Order by a column the other way round: an index is walked backwards as quickly."""
    return column.element if isinstance(column, UnaryExpression) else column.desc()


def _stretches_of(query: ContactQuery) -> tuple[_Stretch, ...]:
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
