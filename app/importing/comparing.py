"""What a record of a file says that a contact does not: what is empty, more, or different.

What is empty is filled and what is more is added; what is different is only ever offered, because
somebody may have confirmed what stands there.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from app.contact_values import (
    NAME_FIELDS,
    AddressValue,
    ContactValues,
    LinkValue,
    PhoneValue,
    values_to_json,
)
from app.folding import fold_name
from app.history import describe
from app.importing.records import COMMENT_LIMIT, Record
from app.search import fold_tag


class How(StrEnum):
    """In which way a record says something else."""

    FILL = "fill"
    """The contact has nothing there."""
    ADD = "add"
    """The contact has others; this one more can stand beside them."""
    DIFFER = "differ"
    """The contact has another value, and only one can stand there."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One part of a contact in which a record says something else."""

    part: str
    """One of app.history.PARTS."""
    how: How
    old: str
    """What the contact has, as text; "" for nothing."""
    new: str
    """What the record says, of a list only what is more."""


_SINGLE = ("organization", "department", "title")
_ROWS_LIMIT = 30


def compare(
    values: ContactValues, tags: Iterable[str], record: Record, *, has_picture: bool = True
) -> list[Difference]:
    """Tell what a record says that a contact does not.

    Args:
        values: The contact's.
        tags: Names of the contact's.
        record: Checked.
        has_picture: Whether the contact has one, of a card or of itself: no other is taken then.

    Returns:
        At most one difference for each part; [] when the contact has it all.
    """
    theirs = record.values
    found = [*_name(values, theirs)]
    for part in _SINGLE:
        found += _single(part, getattr(values, part), getattr(theirs, part))
    more = _more(values, theirs)
    for part in ("emails", "phones", "links", "addresses"):
        rows = getattr(more, part)
        if rows:
            old = describe(part, values_to_json(values))
            how = How.ADD if old else How.FILL
            found.append(Difference(part, how, old, describe(part, values_to_json(more))))
    found += _comment(values.comment, theirs.comment)
    known = {fold_tag(tag) for tag in tags}
    new_tags = [tag for tag in record.tags if fold_tag(tag) not in known]
    if new_tags:
        how = How.ADD if known else How.FILL
        found.append(Difference("tags", how, ", ".join(tags), ", ".join(new_tags)))
    if record.portrait and not has_picture:
        found.append(Difference("portrait", How.FILL, "", ""))
    return found


def _name(mine: ContactValues, theirs: ContactValues) -> Iterable[Difference]:
    if not theirs.full_name:
        return
    if not mine.full_name:
        yield Difference("name", How.FILL, "", theirs.full_name)
    elif not set(fold_name(theirs.full_name).split()) <= set(fold_name(mine.full_name).split()):
        yield Difference("name", How.DIFFER, mine.full_name, theirs.full_name)


def _single(part: str, mine: str, theirs: str) -> Iterable[Difference]:
    if theirs and not mine:
        yield Difference(part, How.FILL, "", theirs)
    elif theirs and fold_name(mine) != fold_name(theirs):
        yield Difference(part, How.DIFFER, mine, theirs)


def _comment(mine: str, theirs: str) -> Iterable[Difference]:
    if not theirs:
        return
    if not mine:
        yield Difference("comment", How.FILL, "", theirs)
        return
    known = {fold_name(line) for line in mine.splitlines()}
    if any(fold_name(line) not in known for line in theirs.splitlines() if line.strip()):
        yield Difference("comment", How.DIFFER, mine, theirs)


def _more(mine: ContactValues, theirs: ContactValues) -> ContactValues:
    """Give the rows of a record that a contact lacks."""
    emails = {email.lower() for email in mine.emails}
    phones = {key for phone in mine.phones for key in _phone_keys(phone)}
    links = {_link_key(link) for link in mine.links}
    addresses = [_address_words(address) for address in mine.addresses]
    return ContactValues(
        emails=tuple(one for one in theirs.emails if one.lower() not in emails),
        phones=tuple(one for one in theirs.phones if not _phone_keys(one) & phones),
        links=tuple(one for one in theirs.links if _link_key(one) not in links),
        addresses=tuple(
            one
            for one in theirs.addresses
            if not any(_address_words(one) <= words for words in addresses)
        ),
    )


def _phone_keys(phone: PhoneValue) -> set[str]:
    return {re.sub(r"\D", "", phone.value), phone.e164} - {""}


def _link_key(link: LinkValue) -> str:
    address = re.sub(r"^(?:https?://)?(?:www\.)?", "", link.value.lower()).rstrip("/")
    return address.removeprefix("@")


def _address_words(address: AddressValue) -> set[str]:
    return set(fold_name(address.formatted).split())


def merge_record(
    mine: ContactValues, record: Record, differences: Sequence[Difference], take: Collection[str]
) -> ContactValues:
    """Give a contact's values with what a record adds to them.

    Args:
        mine: The contact's now.
        record: Checked.
        differences: What compare() said of the two.
        take: Parts that differ and are to be as the record says. A comment is added to the old one.
    """
    theirs, more = record.values, _more(mine, record.values)
    changed: dict[str, Any] = {}
    for one in differences:
        if one.how is How.DIFFER and one.part not in take:
            continue
        match one.part:
            case "name":
                changed |= {name: getattr(theirs, name) for name in NAME_FIELDS}
            case "comment":
                joined = "\n".join(filter(None, (mine.comment, _new_lines(mine, theirs))))
                changed["comment"] = joined[:COMMENT_LIMIT]
            case "tags" | "portrait":
                pass
            case "emails" | "phones" | "links" | "addresses":
                rows = (*getattr(mine, one.part), *getattr(more, one.part))
                changed[one.part] = rows[:_ROWS_LIMIT]
            case _:
                changed[one.part] = getattr(theirs, one.part)
    return replace(mine, **changed)


def _new_lines(mine: ContactValues, theirs: ContactValues) -> str:
    known = {fold_name(line) for line in mine.comment.splitlines()}
    lines = theirs.comment.splitlines()
    return "\n".join(line for line in lines if fold_name(line) not in known).strip()


def changes_by_itself(differences: Iterable[Difference]) -> bool:
    """Say whether a record changes a contact without anybody choosing anything."""
    return any(one.how is not How.DIFFER for one in differences)


def difference_to_json(one: Difference) -> dict[str, Any]:
    """Put a difference into the form that a row keeps."""
    return {"part": one.part, "how": one.how.value, "old": one.old, "new": one.new}
