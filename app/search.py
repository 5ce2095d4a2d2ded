"""Search: every contact's folded words in a table, asked for by their beginnings.

A row of search_words says that a contact of a book has a word. Whatever changes a contact writes
its words in the same transaction. Those who became a part of somebody are found as that one. A
query's words must each begin one of the contact's: what is asked of the table is in
app.contact_conditions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import phonenumbers
from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session, selectinload

from app.contact_values import one_line
from app.folding import WORD_LIMIT, fold, split_words
from app.matching import index_matches
from app.models import Contact, SearchWord

_WORDS_IN_A_QUERY = 8
_LAST_DIGITS = (4, 7)
"""People remember the end of a number: its last four digits, or the seven without the area."""

# A number typed with separators: at least seven digits in a row of digits and separators.
_TYPED_NUMBER = re.compile(r"\+?\(?\d(?:[\s().\-/]*\d){6,14}")

Needle = tuple[tuple[str, ...], ...]
"""What one typed word asks for: one of these ways, each a few beginnings that must all be there."""


@dataclass(frozen=True, slots=True)
class Former:
    """What somebody was known by: a name, an organization, an address or a number."""

    text: str
    words: frozenset[str]


def index_contact(session: Session, contact: Contact) -> None:
    """Write a contact's words, and what it is matched by; only what changed is touched.

    The contact must have been flushed. A deleted contact has no words.
    """
    index_matches(session, contact)
    wanted: set[str] = set()
    if contact.deleted_at is None:
        wanted = words_of(contact) | words_taken_over(session, [contact.id]).get(contact.id, set())
    # With the 0, or SQLite reads the words of the whole book, by the index that begins with it.
    mine = (SearchWord.book_id + 0 == contact.book_id, SearchWord.contact_id == contact.id)
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
        *(text for one in contact.positions for text in (one.organization, one.title)),
    ]
    words = {word for text in texts for word in split_words(text)}
    for email in contact.emails:
        words.update(_email_words(email.value))
    for phone in contact.phones:
        words.update(_phone_words(phone.e164, phone.value))
    return words


def find_taken_over(session: Session, contact_ids: Iterable[int]) -> Mapping[int, list[Former]]:
    """Give what those were known by who became a part of some contacts, or of a part of theirs."""
    owners = {one: one for one in contact_ids}
    found: dict[int, list[Former]] = {}
    newest = list(owners)
    while newest:
        parts = (
            select(Contact)
            .where(Contact.merged_into_id.in_(newest))
            .options(selectinload(Contact.emails), selectinload(Contact.phones))
            .order_by(Contact.id)
        )
        newest = []
        for part in session.scalars(parts):
            if part.id in owners or part.merged_into_id is None:
                continue
            owners[part.id] = owners[part.merged_into_id]
            newest.append(part.id)
            found.setdefault(owners[part.id], []).extend(_formers_of(part))
    return found


def _formers_of(contact: Contact) -> Iterator[Former]:
    for text in (contact.full_name, contact.organization):
        if text:
            yield Former(text, frozenset(split_words(text)))
    for email in contact.emails:
        yield Former(email.value, frozenset(_email_words(email.value)))
    for phone in contact.phones:
        yield Former(phone.value, frozenset(_phone_words(phone.e164, phone.value)))


def words_taken_over(session: Session, contact_ids: Iterable[int]) -> dict[int, set[str]]:
    """Give the words that contacts are found by for those who became a part of them."""
    return {
        contact_id: {word for former in formers for word in former.words}
        for contact_id, formers in find_taken_over(session, contact_ids).items()
    }


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
    query = one_line(query)  # no database has a word with what controls a line in it
    numbers = [match.group() for match in _TYPED_NUMBER.finditer(query)]
    for number in numbers:
        query = query.replace(number, " ", 1)
        needles.append(((_digits(number).removeprefix("00")[:WORD_LIMIT],),))
    for token in fold(query).split():
        needle = _needle_of(token.strip('()[]{}<>"«»“”,;:!?'))
        if needle:
            needles.append(needle)
    return tuple(needles[:_WORDS_IN_A_QUERY])


def has_words(needle: Needle, words: Iterable[str]) -> bool:
    """Say whether what somebody typed begins some of these folded words."""
    known = tuple(words)
    return any(
        all(any(word.startswith(beginning) for word in known) for beginning in way)
        for way in needle
    )


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


def fold_tag(name: str) -> str:
    """Fold a tag's name: what makes two tags the same."""
    return " ".join(fold(name).split())[:WORD_LIMIT]
