"""The plans by which a database answers the questions of a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event

from bench.book_browser import Browser
from bench.book_questions import Ask

SHOWN = {
    "everybody, page 1": "/contacts",
    "everybody, page 900": "/contacts?page=900",
    "by organization, page 400": "/contacts?sort=organization&page=400",
    "by the next step": "/contacts?sort=next_step",
    "one letter": "/contacts?q=m",
    "a rare name": "/contacts?q=tessier-roy",
    "two words": "/contacts?q=marie+notaire",
    "a common tag": "/contacts?tag=client",
    "a rare tag and a letter": "/contacts?tag=rare&q=m",
    "met at an event": "/contacts?event=150",
    "a town": "/contacts?place=lyon",
    "not heard of for a year": "/contacts?last_before=365d",
    "archived": "/contacts?archived=1",
}
"""The pages whose plans are kept, by what they ask."""
_OF_THE_LIST = ("contacts", "search_words", "contact_tags", "encounters", "contact_addresses")


def plans_of(engine: Engine, client: Browser) -> Mapping[str, Sequence[str]]:
    """Give the plans of the questions that find out who is on a page, a line each step."""
    return {name: _plans(engine, client, address) for name, address in SHOWN.items()}


def _plans(engine: Engine, client: Browser, address: str) -> list[str]:
    with _listen(engine) as asked:
        client.ask(Ask(address, is_fragment=True))
    lines: list[str] = []
    for statement, parameters in asked:
        if "FROM contacts" in statement or "FROM search_words" in statement:
            if "IN (" in statement and "contacts.version" in statement:
                continue  # the people of the page themselves, by their ids
            lines += [*_plan(engine, statement, parameters), ""]
    return lines[:-1]


def _plan(engine: Engine, statement: str, parameters: Any) -> Iterator[str]:
    explain = "EXPLAIN QUERY PLAN " if engine.dialect.name == "sqlite" else "EXPLAIN (COSTS OFF) "
    with engine.connect() as connection:
        rows = connection.exec_driver_sql(explain + statement, parameters).all()
    depth: dict[int, int] = {0: 0}
    for row in rows:
        if engine.dialect.name == "sqlite":
            depth[row[0]] = depth.get(row[1], 0) + 1
            yield "  " * (depth[row[0]] - 1) + str(row[3])
        else:
            yield str(row[0])


@contextmanager
def _listen(engine: Engine) -> Iterator[list[tuple[str, Any]]]:
    asked: list[tuple[str, Any]] = []

    def keep(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
        asked.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", keep)
    try:
        yield asked
    finally:
        event.remove(engine, "before_cursor_execute", keep)
