"""The word lists that people, firms, addresses and notes are put together from."""

from __future__ import annotations

from pathlib import Path


def read_rows(name: str) -> tuple[str, ...]:
    """Read a list of this folder: one entry a line, lines with # in front left out."""
    path = Path(__file__).with_name(f"{name}.txt")
    rows = (row.strip() for row in path.read_text(encoding="utf-8").splitlines())
    return tuple(row for row in rows if row and not row.startswith("#"))
