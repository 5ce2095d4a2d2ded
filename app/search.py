"""Search: every contact's folded words in a table, asked for by their beginnings.

A row of search_words says that a contact of a book has a word. Whatever changes a contact writes
its words in the same transaction. A query's words must each begin one of the contact's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

import phonenumbers
from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    case,
    delete,
    func,
    insert,
    literal,
    or_,
    select,
)
from sqlalchemy.orm import Session, selectinload

from app.folding import WORD_LIMIT, fold, split_words
from app.models import Contact, ContactTag, Scan, SearchWord, Tag

PAGE_SIZE = 50
"""Contacts on one page of the list."""

_LAST_CHARACTER = "\U0010ffff"
_WORDS_IN_A_QUERY = 8
_LAST_DIGITS = (4, 7)
"""People remember the end of a number: its last four digits, or the seven without the area."""

# A number typed with separators: at least seven digits in a row of digits and separators.
_TYPED_NUMBER = re.compile(r"\+?\(?\d(?:[\s().\-/]*\d){6,14}")

Found = TypeVar("Found")

Needle = tuple[tuple[str, ...], ...]
"""What one typed word asks for: one of these ways, each a few beginnings that must all be there."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list of contacts."""

    contacts: tuple[Contact, ...]
    total: int
    """How many contacts the whole list has."""
    number: int
    """Counts from 1."""

    @property
    def has_next(self) -> bool:
        """True when another page follows."""
        return self.number * PAGE_SIZE < self.total


def index_contact(session: Session, contact: Contact) -> None:
    """Write a contact's words; only those that changed are touched.

    The contact must have been flushed. A deleted contact has no words.
    """
    wanted = set() if contact.deleted_at is not None else words_of(contact)
    mine = (SearchWord.book_id == contact.book_id, SearchWord.contact_id == contact.id)
    known = set(session.scalars(select(SearchWord.word).where(*mine)))
    gone = known - wanted
    if gone:
        session.execute(
            delete(SearchWord)
            .where(*mine, SearchWord.word.in_(gone))
            .execution_options(synchronize_session=False)
        )
    rows = [
        {"book_id": contact.book_id, "word": word, "contact_id": contact.id}
        for word in sorted(wanted - known)
    ]
    if rows:
        session.execute(insert(SearchWord), rows)


def words_of(contact: Contact) -> set[str]:
    """Give the folded words that a contact is found by."""
    texts = [
        contact.full_name,
        contact.given_name,
        contact.family_name,
        contact.organization,
        contact.department,
        contact.title,
        contact.comment,
        *(note.text for note in contact.notes),
        *(tag.name for tag in contact.tags),
        *(address.locality for address in contact.addresses),
    ]
    words = {word for text in texts for word in split_words(text)}
    for email in contact.emails:
        words.update(_email_words(email.value))
    for phone in contact.phones:
        words.update(_phone_words(phone.e164, phone.value))
    return words


def _email_words(email: str) -> Iterator[str]:
    folded = fold(email)
    local, _, domain = folded.partition("@")
    yield folded[:WORD_LIMIT]
    yield domain[:WORD_LIMIT]
    yield from split_words(local)
    # Without its ending: "com" would begin a word of nearly everybody.
    yield from split_words(domain.rpartition(".")[0])


def _phone_words(e164: str, printed: str) -> Iterator[str]:
    numbers = {_digits(printed)}
    if e164:
        parsed = phonenumbers.parse(e164)
        national = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)
        significant = phonenumbers.national_significant_number(parsed)
        numbers = {_digits(e164), significant, _digits(national)}
        numbers.update(significant[-count:] for count in _LAST_DIGITS)
    yield from (number[:WORD_LIMIT] for number in numbers if number)


def _digits(text: str) -> str:
    return "".join(character for character in text if character.isdigit())


def needles_of(query: str) -> tuple[Needle, ...]:
    """Turn what somebody typed into what is looked for.

    Args:
        query: Words, in any order; a telephone number with or without separators.

    Returns:
        One needle for each word, at most eight; () for a query without words.
    """
    needles: list[Needle] = []
    numbers = [match.group() for match in _TYPED_NUMBER.finditer(query)]
    for number in numbers:
        query = query.replace(number, " ", 1)
        needles.append(((_digits(number).removeprefix("00")[:WORD_LIMIT],),))
    for token in fold(query).split():
        needle = _needle_of(token.strip('()[]{}<>"«»“”,;:!?'))
        if needle:
            needles.append(needle)
    return tuple(needles[:_WORDS_IN_A_QUERY])


def _needle_of(token: str) -> Needle:
    parts = tuple(part[:WORD_LIMIT] for part in re.split(r"[\W_]+", token) if part)
    ways: list[tuple[str, ...]] = []
    if parts and ("@" in token or "." in token):
        ways.append((token.lstrip("@")[:WORD_LIMIT],))
    if len(parts) > 1:
        ways.append(("".join(parts)[:WORD_LIMIT],))
    if parts:
        ways.append(parts)
    return tuple(ways)


def find_contacts(
    session: Session, book_id: int, query: str = "", *, tag: str = "", page: int = 1
) -> Page:
    """Give one page of a book's contacts.

    Args:
        session: Where to look.
        book_id: Whose contacts.
        query: Every word of it must begin a word of the contact; "" for all.
        tag: Only contacts with this tag, folded or not; "" for all.
        page: Counts from 1; one past the end is empty.

    Returns:
        Those that match by their names first, then by name.
    """
    needles = needles_of(query)
    conditions = _conditions(book_id, needles, tag)
    total = session.scalar(select(func.count()).select_from(Contact).where(*conditions)) or 0
    # With the cards' sides, whose pictures the list shows, but without what was read of them.
    scans = selectinload(Contact.scans)
    ordered = _ordered(select(Contact).where(*conditions), needles).options(
        scans.selectinload(Scan.sides), scans.defer(Scan.reading)
    )
    found = session.scalars(ordered.limit(PAGE_SIZE).offset((max(page, 1) - 1) * PAGE_SIZE))
    return Page(contacts=tuple(found), total=total, number=max(page, 1))


def find_contact_ids(
    session: Session, book_id: int, query: str = "", *, tag: str = ""
) -> list[int]:
    """Give the ids of all contacts that find_contacts pages through, in its order."""
    needles = needles_of(query)
    ordered = _ordered(select(Contact.id).where(*_conditions(book_id, needles, tag)), needles)
    return list(session.scalars(ordered))


def _conditions(book_id: int, needles: Iterable[Needle], tag: str) -> list[ColumnElement[bool]]:
    conditions = [Contact.book_id == book_id, Contact.deleted_at.is_(None)]
    conditions.extend(_has(book_id, needle) for needle in needles)
    if tag:
        tagged = (
            select(ContactTag.contact_id)
            .join(Tag, Tag.id == ContactTag.tag_id)
            .where(Tag.book_id == book_id, Tag.folded == fold_tag(tag))
        )
        conditions.append(Contact.id.in_(tagged))
    return conditions


def fold_tag(name: str) -> str:
    """Fold a tag's name: what makes two tags the same."""
    return " ".join(fold(name).split())[:WORD_LIMIT]


def _has(book_id: int, needle: Needle) -> ColumnElement[bool]:
    return or_(*(and_(*(_has_word(book_id, word) for word in way)) for way in needle))


def _has_word(book_id: int, beginning: str) -> ColumnElement[bool]:
    # A range of the primary key, which SQLite and PostgreSQL both walk without reading the table.
    having = select(SearchWord.contact_id).where(
        SearchWord.book_id == book_id,
        SearchWord.word >= beginning,
        SearchWord.word < beginning + _LAST_CHARACTER,
    )
    return Contact.id.in_(having)


def _ordered(query: Select[Found], needles: Sequence[Needle]) -> Select[Found]:
    if not needles:
        return query.order_by(Contact.sort_name, Contact.id)  # as the index has them
    name = literal(" ").concat(Contact.sort_name)
    in_name: ColumnElement[int] = literal(0)
    for needle in needles:
        ways = (
            and_(*(name.contains(f" {word}", autoescape=True) for word in way)) for way in needle
        )
        in_name = in_name + case((or_(*ways), 1), else_=0)
    return query.order_by(in_name.desc(), Contact.sort_name, Contact.id)
