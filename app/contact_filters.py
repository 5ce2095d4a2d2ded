"""What a list of contacts is asked for: words, filters, an order and a page, as an address has it.

The same form is in the address of the list, in saved views, in exports and in the API.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Self, TypeVar
from urllib.parse import urlencode

from app.contact_values import one_line
from app.models import LARGEST_ID, Stage

LARGEST_PAGE = 100_000
MOST_TAGS = 20
"""Tags that a list can ask for at once."""
TEXT_LIMIT = 200
"""Longest text of a search or of a filter, characters; the rest is not looked at."""


class Sort(StrEnum):
    """What a list is ordered by; an address turns it round by a "-" before it: "-met"."""

    NAME = "name"
    ORGANIZATION = "organization"
    """Those without one last."""
    MET = "met"
    """Who was met last first; those of whom no day is known last."""
    LAST_CONTACT = "last_contact"
    """Who was not heard of for longest first; those of whom no day is known last."""
    NEXT_STEP = "next_step"
    """Whose next step is due first; those without one last."""
    ADDED = "added"
    """Who was added last first."""


class NextStep(StrEnum):
    """What a list asks of the next step."""

    DUE = "due"
    """Today or before."""
    PLANNED = "planned"
    """On any day."""
    NONE = "none"


Kind = TypeVar("Kind", bound=StrEnum)

_ADDRESS_NAMES = {"tags": "tag", "import_id": "import"}
_PARAMETERS: Mapping[type[StrEnum], str] = {Stage: "stage", NextStep: "next_step", Sort: "sort"}
_DAYS_AGO = re.compile(r"\d{1,4}d")


@dataclass(frozen=True, slots=True)
class ContactQuery:
    """A list of contacts that somebody wants to see. Every filter narrows it."""

    q: str = ""
    """Each of its words must begin a word of the contact."""
    tags: tuple[str, ...] = ()
    """The contact has all of these, however they are typed."""
    event: int | None = None
    """The contact was met there: an event's id."""
    stage: Stage | None = None
    organization: str = ""
    """Each of its words must begin a word of the organization."""
    place: str = ""
    """How the town of one of the addresses begins."""
    met_from: str = ""
    """The first meeting was on this day or later: an ISO day, or "30d" for thirty days ago."""
    met_to: str = ""
    """The first meeting was on this day or before."""
    last_before: str = ""
    """Nothing was heard of the contact since this day: the last contact was before it, or never."""
    next_step: NextStep | None = None
    unreviewed: bool = False
    """Only what no person has confirmed yet, as after an import."""
    archived: bool = False
    """What is archived, instead of what is not."""
    import_id: int | None = None
    """What an import made."""
    sort: Sort = Sort.NAME
    is_reversed: bool = False
    """The order the other way round; those who are last for want of a value stay last."""
    page: int = 1
    """Counts from 1."""

    @classmethod
    def from_params(cls, params: Iterable[tuple[str, str]]) -> Self:
        """Read the parameters of an address; what cannot be understood narrows nothing.

        Args:
            params: Names and values, repeated ones included.
        """
        found: dict[str, list[str]] = {}
        for name, value in params:
            found.setdefault(name, []).append(one_line(value)[:TEXT_LIMIT])
        one = {name: values[-1] for name, values in found.items()}
        order = one.pop("sort", "")
        sort = _member_of(Sort, {"sort": order.removeprefix("-")})
        return cls(
            q=one.get("q", ""),
            tags=tuple(dict.fromkeys(filter(None, found.get("tag", ()))))[:MOST_TAGS],
            event=_read_id(one.get("event", "")),
            stage=_member_of(Stage, one),
            organization=one.get("organization", ""),
            place=one.get("place", ""),
            met_from=_read_day(one.get("met_from", "")),
            met_to=_read_day(one.get("met_to", "")),
            last_before=_read_day(one.get("last_before", "")),
            next_step=_member_of(NextStep, one),
            unreviewed=one.get("unreviewed") == "1",
            archived=one.get("archived") == "1",
            import_id=_read_id(one.get("import", "")),
            sort=sort or Sort.NAME,
            is_reversed=sort is not None and order.startswith("-"),
            page=min(max(_read_id(one.get("page", "")) or 1, 1), LARGEST_PAGE),
        )

    def to_params(self) -> list[tuple[str, str]]:
        """Write the parameters of an address: only what is not as it would be without."""
        params: list[tuple[str, str]] = []
        for field in fields(self):
            value = self.order if field.name == "sort" else getattr(self, field.name)
            if value == field.default or field.name == "is_reversed":
                continue
            values = (
                value if isinstance(value, tuple) else (int(value) if value is True else value,)
            )
            name = _ADDRESS_NAMES.get(field.name, field.name)
            params.extend((name, str(each)) for each in values)
        return params

    def to_query(self, **changes: Any) -> str:
        """Write what follows the "?" of an address.

        Args:
            **changes: Fields to write otherwise than they are, and "order" for how it is sorted;
                other filters start at page 1.
        """
        if "order" in changes:
            order: str = changes.pop("order")
            changes |= {"sort": Sort(order.removeprefix("-")), "is_reversed": order[:1] == "-"}
        if changes and "page" not in changes:
            changes["page"] = 1
        return urlencode(replace(self, **changes).to_params())

    def address(self, **changes: Any) -> str:
        """Write the address of the list; see to_query."""
        query = self.to_query(**changes)
        return f"/contacts?{query}" if query else "/contacts"

    def address_without(self, tag: str) -> str:
        """Write the address of the list without one of its tags."""
        return self.address(tags=tuple(one for one in self.tags if one != tag))

    @property
    def order(self) -> str:
        """How it is sorted, as an address has it: "name", "-met"."""
        return f"-{self.sort.value}" if self.is_reversed else self.sort.value

    @property
    def is_descending(self) -> bool:
        """Whether what is ordered by goes from the last to the first."""
        return self.is_reversed != (self.sort in (Sort.MET, Sort.ADDED))

    @property
    def filters(self) -> Mapping[str, Any]:
        """The filters that narrow the list, by name: neither the words nor the order."""
        return {
            field.name: getattr(self, field.name)
            for field in fields(self)
            if field.name not in ("q", "sort", "is_reversed", "page")
            and getattr(self, field.name) != field.default
        }

    @property
    def is_everybody(self) -> bool:
        """True when nothing narrows the list."""
        return not self.q and not self.filters


def day_of(text: str, today: date) -> date | None:
    """Give the day that a filter names: an ISO day, or "30d" for thirty days before today."""
    if _DAYS_AGO.fullmatch(text):
        return today - timedelta(days=int(text[:-1]))
    return date.fromisoformat(text) if text else None


def _read_day(text: str) -> str:
    if _DAYS_AGO.fullmatch(text):
        return text
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return ""


def _read_id(text: str) -> int | None:
    is_number = text.isascii() and text.isdigit() and len(text) <= 10
    return int(text) if is_number and int(text) <= LARGEST_ID else None


def _member_of(kind: type[Kind], params: Mapping[str, str]) -> Kind | None:
    value = params.get(_PARAMETERS[kind], "")
    return kind(value) if value in kind.__members__.values() else None
