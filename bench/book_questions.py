"""What bench.book asks: what somebody types, lists, filters, opens and does to many."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote_plus

TYPED = (
    "marie notaire",
    "tessier-roy",
    "conseil mark",
    "jean tremb",
    "architecte lyon",
    "rimouski",
    "418 555-0147",
    "0147",
    "marie.t@",
    "societe12.example",
    "saint",
    "xyzzy",
    "m c",
    "a",
    "é",
    "4",
)


@dataclass(frozen=True, slots=True)
class Ask:
    """One request."""

    address: str
    form: Mapping[str, str | Sequence[str]] | None = None
    """What is posted; None to look at the page."""
    is_fragment: bool = False
    """True when only the list is sent, as while somebody types."""


def _typing() -> Iterator[Ask]:
    for typed in TYPED:
        for length in range(1, len(typed) + 1):
            yield Ask(f"/contacts?q={quote_plus(typed[:length])}", is_fragment=True)


def _lists(*queries: str) -> tuple[Ask, ...]:
    return tuple(Ask(f"/contacts?{query}") for query in queries)


def _exports(*endings: str) -> tuple[Ask, ...]:
    return tuple(Ask(f"/contacts.{ending}?query=event%3D150") for ending in endings)


SORTS = ("name", "organization", "met", "last_contact", "next_step", "added")

_FIFTY = [str(number) for number in range(1001, 1051)]

GROUPS: Mapping[str, Sequence[Ask]] = {
    "search as you type, every beginning": tuple(_typing()),
    "a search's later pages": _lists("q=m&page=4", "q=notaire&page=15", "q=marie&page=3"),
    "the list and its pages": _lists("", "page=2", "page=10", "page=100", "page=500", "page=900"),
    "each order, first and far pages": _lists(
        *(f"sort={sort}&page={page}" for sort in SORTS for page in (1, 20, 400))
    ),
    "each filter": _lists(
        "tag=client", "tag=rare", "tag=club", "tag=client&tag=presse", "event=1", "event=150",
        "stage=connection", "stage=contact", "organization=tremblay", "organization=zzz",
        "place=lyon", "place=montr", "met_from=2026-11-01", "met_to=2021-01-01",
        "met_from=2024-01-01&met_to=2024-01-31", "last_before=365d", "last_before=30d",
        "next_step=due", "next_step=planned", "next_step=none", "unreviewed=1", "archived=1",
        "import=1",
    ),
    "filters with words, an order or a far page": _lists(
        "tag=client&q=m", "tag=rare&q=m", "q=notaire&stage=connection", "q=a&place=lyon",
        "tag=client&sort=met", "unreviewed=1&sort=organization", "next_step=due&sort=next_step",
        "q=notaire&sort=met", "archived=1&q=marie", "event=1&next_step=none&tag=client",
        "tag=client&page=100", "next_step=none&page=300", "last_before=365d&sort=last_contact",
    ),
    "a contact's page": tuple(
        Ask(f"/contacts/{number}") for number in range(17, 50_000, 1_789)
    ),
    "the list over the API": tuple(
        Ask(f"/api/contacts?{query}") for query in ("", "q=marie", "q=m", "tag=client", "page=900")
    ),
}  # fmt: skip

ACTS: Mapping[str, Sequence[Ask]] = {
    "fifty people tagged, or their tags taken off": tuple(
        Ask("/contacts/batches", {"action": action, "new_tags": "Bench", "id": _FIFTY})
        for action in ("tag", "untag")
    ),
    "all of a town archived, or brought back": tuple(
        Ask("/contacts/batches", {"action": action, "all": "1", "query": query})
        for action, query in (("archive", "place=matane"), ("unarchive", "archived=1&place=matane"))
    ),
    "all of an event as a table, or as vCards": _exports("csv", "vcf"),
}
"""What nobody waits for while typing: it has no figure to reach."""
