"""What of a reading a person should look at before trusting it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

DOUBTFUL_BELOW = 0.9
"""A guess less sure than this is marked to be checked: at 0.9, nine of ten are right."""

_PARTS = (
    "name",
    "organization",
    "department",
    "title",
    "emails",
    "phones",
    "urls",
    "social",
    "addresses",
)


def count_doubts(reading: Mapping[str, Any]) -> int:
    """Count what needs a look in a reading, in the form of the reading contract.

    Returns:
        The values less sure than DOUBTFUL_BELOW; one more for each side whose photo has flaws, and
        one more when nothing says whom the card is of. 0: it can be accepted as it is.
    """
    contact: Mapping[str, Any] = reading.get("contact") or {}
    doubts = [one for one in _values(contact) if one.get("confidence", 1.0) < DOUBTFUL_BELOW]
    flawed = sum(bool(_hints(side)) for side in reading.get("sides") or ())
    name, organization = contact.get("name") or {}, contact.get("organization") or {}
    is_nobodys = not name.get("full") and not organization.get("value")
    return len(doubts) + flawed + is_nobodys


def _values(contact: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    # By name, so that what later readings say beside the values counts for nothing.
    for part in _PARTS:
        value = contact.get(part)
        yield from (one for one in (value if isinstance(value, list) else [value]) if one)


def _hints(side: Mapping[str, Any]) -> list[Any]:
    return list((side.get("quality") or {}).get("hints") or ())
