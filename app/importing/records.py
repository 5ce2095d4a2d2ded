"""What a file says of one contact, whatever its format, checked so that it can be kept.

A value that cannot stand in its field (an e-mail address that is none, a number of two digits) is
kept in the comment: one odd value is no reason to lose a person.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from app.contact_values import (
    AddressValue,
    ContactValues,
    InvalidContactError,
    check_values,
    values_from_json,
    values_to_json,
)
from app.errors import AppError
from app.folding import fold_name
from app.i18n import mark
from app.importing.portraits import Portrait
from app.tags import split_tags
from ocr.fields.names import parse_name

COMMENT_LIMIT = 20_000
"""Longest comment, characters; what is longer is cut there."""


class UnreadableEntryError(AppError):
    """One entry of a file cannot be taken; the others can."""

    code = "unreadable_entry"
    hint = "This entry cannot be read."
    status = 422


NOBODY = mark("This entry has no name, organization, e-mail address or phone number.")


@dataclass(frozen=True, slots=True)
class Record:
    """One contact of a file."""

    line: int
    """Where it begins in the file, from 1."""
    values: ContactValues
    tags: tuple[str, ...] = ()
    uid: str = ""
    """What the file calls it; "" for nothing. Verso's own exports say the contact's uid."""
    portrait: Portrait | None = None
    has_unfit_portrait: bool = False
    """Whether the file has a picture of the person that is not taken."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """One entry of a file that cannot be taken."""

    line: int
    reason: str
    """An English msgid."""
    text: str = ""
    """How the entry begins, for its owner to find it; at most 80 characters."""


def check_record(record: Record, region: str) -> Record:
    """Clean a record, so that its values can be kept as they are.

    Args:
        record: As the file says it.
        region: Country of telephone numbers that name none, ISO 3166 two letters.

    Raises:
        UnreadableEntryError: If there is nobody in it, or something is far too long.
    """
    values = _with_name_parts(record.values)
    try:
        checked = check_values(values, region)
    except InvalidContactError as error:
        checked = _without_the_odd(error, region)
    return replace(record, values=checked, tags=tuple(split_tags(record.tags)))


def _with_name_parts(values: ContactValues) -> ContactValues:
    comment = values.comment[:COMMENT_LIMIT]
    if values.full_name and not (values.given_name or values.family_name):
        name = parse_name(" ".join(values.full_name.split()))
        return replace(
            values,
            given_name=name.given,
            family_name=name.family,
            prefix=values.prefix or name.prefix,
            suffix=values.suffix or name.suffix,
            comment=comment,
        )
    return values if comment == values.comment else replace(values, comment=comment)


def _without_the_odd(error: InvalidContactError, region: str) -> ContactValues:
    values = error.values
    rows: dict[str, list[Any]] = {
        "email": list(values.emails),
        "phone": list(values.phones),
        "link": list(values.links),
        "address": list(values.addresses),
    }
    odd: list[str] = []
    for field in error.errors:
        kind, _, index = field.partition("-")
        if kind not in rows or not index:
            continue
        # A last index that says "too many" takes all that follow with it.
        last = len(rows[kind]) if int(index) >= 30 else int(index) + 1
        for at in range(int(index), min(last, len(rows[kind]))):
            odd.append(_as_text(rows[kind][at]))
            rows[kind][at] = None
    kept = replace(
        values,
        emails=tuple(one for one in rows["email"] if one is not None),
        phones=tuple(one for one in rows["phone"] if one is not None),
        links=tuple(one for one in rows["link"] if one is not None),
        addresses=tuple(one for one in rows["address"] if one is not None),
        comment="\n".join(filter(None, [values.comment, *odd]))[:COMMENT_LIMIT],
    )
    if not (kept.full_name or kept.organization or kept.emails or kept.phones):
        raise UnreadableEntryError(NOBODY, code="nobody")
    try:
        return check_values(kept, region)
    except InvalidContactError as again:
        raise UnreadableEntryError(again.hint, code="invalid_contact") from again


def _as_text(value: Any) -> str:
    if isinstance(value, AddressValue):
        return value.formatted
    return str(getattr(value, "value", value))


def record_to_json(record: Record) -> dict[str, Any]:
    """Put a record into the form that a row keeps; what is empty is left out."""
    values = {key: value for key, value in values_to_json(record.values).items() if value}
    stored: dict[str, Any] = {"line": record.line, "values": values}
    if record.tags:
        stored["tags"] = list(record.tags)
    if record.uid:
        stored["uid"] = record.uid
    if record.portrait:
        stored["portrait"] = record.portrait.sha256
    return stored


def record_from_json(stored: Mapping[str, Any]) -> Record:
    """Read back what record_to_json gave."""
    return Record(
        line=int(stored["line"]),
        values=values_from_json(stored["values"]),
        tags=tuple(stored.get("tags", ())),
        uid=str(stored.get("uid", "")),
        portrait=Portrait(stored["portrait"]) if "portrait" in stored else None,
    )


def fingerprint(record: Record) -> bytes:
    """Give what two records share that say the same, wherever they stand. 16 bytes."""
    said = record_to_json(replace(record, line=0, uid=""))
    return hashlib.blake2b(json.dumps(said, sort_keys=True).encode(), digest_size=16).digest()


def shown_name(values: ContactValues) -> str:
    """Give what a contact of these values is called on screens."""
    ways = (values.full_name, values.organization, *values.emails)
    return next((way for way in ways if way), values.phones[0].value if values.phones else "")


def name_key(values: ContactValues) -> str:
    """Give a name's folded words in order, the same however they were arranged.

    Of somebody without a name, the organization's; "" without either.
    """
    parts = f"{values.given_name} {values.family_name}"
    name = " ".join(sorted(fold_name(parts if parts.strip() else values.full_name).split()))
    return name or fold_name(values.organization)


def beginning_of(text: str) -> str:
    """Give how an entry begins, on one line, for its owner to recognise."""
    return re.sub(r"[\x00-\x1f\x7f-\x9f]+", " ", text).strip()[:80]
