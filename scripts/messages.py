"""Collects the messages of the screens and brings the catalogues up to date.

Usage: python scripts/messages.py

Messages come from the templates (_, ngettext, trans), from the sources (translate, mark) and from
the hints of every error. New ones are added untranslated, with no guessing; ones that are gone are
dropped. English says its message ids. A test fails while a French one is missing.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from babel.messages.catalog import Catalog  # noqa: E402
from babel.messages.extract import extract  # noqa: E402
from babel.messages.pofile import write_po  # noqa: E402

import app  # noqa: E402
from app.errors import AppError  # noqa: E402
from app.i18n import LANGUAGES, LOCALE_FOLDER, read_catalogue  # noqa: E402
from ocr.errors import ReadError  # noqa: E402
from ocr.flaws import HINTS  # noqa: E402

TEMPLATE_OPTIONS = {"newstyle_gettext": "true", "trimmed": "true", "extensions": "jinja2.ext.do"}
TEMPLATE_KEYWORDS: dict[str, Any] = {"_": None, "gettext": None, "ngettext": (1, 2)}
SOURCE_KEYWORDS: dict[str, Any] = {"translate": (2,), "mark": None}

# A date that never changes: a catalogue differs from the last one only where its messages do.
CREATED = datetime(2026, 11, 22, tzinfo=UTC)

Message = tuple[str, str | tuple[str, ...]]
"""Where it is said, and the message id or the pair of singular and plural."""


HEADER = """# Verso's messages. English is the language of the message ids.
# Brought up to date by scripts/messages.py; edit the translations here, by hand."""


def collect_messages() -> Catalog:
    """Collect every message that a person can be shown, with the files it is said in."""
    catalogue = _new_catalogue()
    found = [*_template_messages(), *_source_messages(), *_error_hints(), *_flaw_hints()]
    for path, message in found:
        catalogue.add(message, locations=[(path, 0)])
    return catalogue


def _new_catalogue(language: str | None = None) -> Catalog:
    return Catalog(
        locale=language,
        project="Verso",
        version="1",
        header_comment=HEADER,
        creation_date=CREATED,
        revision_date=CREATED,
        last_translator="the Verso project",
        language_team="the Verso project",
        msgid_bugs_address="the Verso project",
        fuzzy=False,
    )


def _template_messages() -> Iterator[Message]:
    for path in sorted((ROOT / "web" / "templates").rglob("*.html")):
        yield from _extract("jinja2.ext:babel_extract", path, TEMPLATE_KEYWORDS, TEMPLATE_OPTIONS)


def _source_messages() -> Iterator[Message]:
    # An AppError may be raised with closer words than its class has; what the reading library's
    # errors are raised with is for the log.
    errors = {error.__name__: None for error in _error_classes() if issubclass(error, AppError)}
    keywords = SOURCE_KEYWORDS | errors
    for path in sorted((ROOT / "app").rglob("*.py")):
        yield from _extract("python", path, keywords, {})


def _extract(
    method: str, path: Path, keywords: dict[str, Any], options: dict[str, str]
) -> Iterator[Message]:
    with path.open("rb") as file:
        for _line, message, _comments, _context in extract(
            method, file, keywords=keywords, options=options
        ):
            if message:
                yield path.relative_to(ROOT).as_posix(), message


def _error_hints() -> Iterator[Message]:
    for error in _error_classes():
        module = (error.__module__ or "").replace(".", "/")
        yield f"{module}.py", error.hint


def _flaw_hints() -> Iterator[Message]:
    for hint in HINTS.values():
        yield "ocr/flaws.py", hint


def _error_classes() -> list[type[AppError] | type[ReadError]]:
    for module in pkgutil.walk_packages(app.__path__, "app."):
        if module.name not in ("app.__main__",):
            importlib.import_module(module.name)
    classes: list[Any] = [AppError, ReadError]
    for known in classes:  # grows while it is walked, until the last leaf of the trees
        classes.extend(found for found in known.__subclasses__() if found not in classes)
    return classes


def update_catalogue(language: str, messages: Catalog) -> Catalog:
    """Give a language's catalogue with exactly these messages, keeping what is translated."""
    path = catalogue_path(language)
    known = read_catalogue(language) if path.is_file() else Catalog(locale=language)
    updated = _new_catalogue(language)
    for message in sorted((one for one in messages if one.id), key=_sort_key):
        translated = known.get(message.id)
        updated.add(
            message.id,
            translated.string if translated else _say(language, message.id),
            locations=sorted(set(message.locations)),
        )
    return updated


def _sort_key(message: Any) -> str:
    return message.id if isinstance(message.id, str) else str(message.id[0])


def _say(language: str, message: Any) -> Any:
    if language == "en":
        return message
    return "" if isinstance(message, str) else tuple("" for _form in message)


def catalogue_path(language: str) -> Path:
    """Say where a language's catalogue is."""
    return LOCALE_FOLDER / language / "LC_MESSAGES" / "verso.po"


def write_catalogues(languages: Iterable[str] = LANGUAGES) -> None:
    """Bring the catalogues up to date and say what still lacks its translation."""
    messages = collect_messages()
    for language in languages:
        updated = update_catalogue(language, messages)
        with catalogue_path(language).open("wb") as file:
            write_po(file, updated, width=100, include_lineno=False)
        missing = [one.id for one in updated if one.id and not all(_forms(one))]
        sys.stdout.write(f"{language}: {len(updated)} messages, {len(missing)} missing\n")
        for message in missing:
            sys.stdout.write(f"  {message!r}\n")


def _forms(message: Any) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


if __name__ == "__main__":
    write_catalogues()
