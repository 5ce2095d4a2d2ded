"""The word lists of this package, read once from data/words.toml."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources


def word_list(name: str) -> tuple[str, ...]:
    """Return the entries of a list in data/words.toml, in the order of the file.

    Raises:
        KeyError: If the file has no such list.
    """
    return tuple(entry.replace("_", " ") for entry in _lists()[name].split())


@cache
def _lists() -> dict[str, str]:
    text = resources.files("ocr.fields").joinpath("data/words.toml").read_text(encoding="utf-8")
    return dict(tomllib.loads(text))
