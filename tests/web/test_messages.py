"""Promises of the catalogues: complete, and set as each language is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message

from app.i18n import LANGUAGES, read_catalogue
from scripts.messages import collect_messages, update_catalogue

NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
NARROW_SPACE = "\N{NARROW NO-BREAK SPACE}"
PLACEHOLDER = re.compile(r"%\((\w+)\)s")


def forms(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def ids(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def messages_of(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


@pytest.fixture(scope="module")
def collected() -> Catalog:
    return collect_messages()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalogue_has_every_message_of_the_screens_and_no_other(
    language: str, collected: Catalog
) -> None:
    known = {message.id for message in messages_of(read_catalogue(language))}
    said = {message.id for message in messages_of(collected)}

    assert known == said, "run: python scripts/messages.py"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_message_is_missing_or_doubtful(language: str) -> None:
    catalogue = read_catalogue(language)

    missing = [message.id for message in messages_of(catalogue) if not all(forms(message))]
    doubtful = [message.id for message in messages_of(catalogue) if message.fuzzy]

    assert missing == []
    assert doubtful == []
    assert all(
        len(forms(message)) == catalogue.num_plurals
        for message in messages_of(catalogue)
        if message.pluralizable
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_fills_in_what_its_message_does(language: str) -> None:
    for message in messages_of(read_catalogue(language)):
        wanted = set(PLACEHOLDER.findall(" ".join(ids(message))))
        for form in forms(message):
            assert set(PLACEHOLDER.findall(form)) <= wanted, message.id
        assert set(PLACEHOLDER.findall(forms(message)[-1])) == wanted, message.id


def test_french_is_set_as_french_is() -> None:
    # Before a colon a full no-break space is right too.
    before_signs = re.compile(
        rf"(?<!{NARROW_SPACE})[;!?»](?=\s|$)|(?<![{NARROW_SPACE}{NO_BREAK_SPACE}]):(?=\s|$)"
    )
    after_quotes = re.compile(rf"«(?!{NARROW_SPACE})")

    wrong = [
        form
        for message in messages_of(read_catalogue("fr"))
        for form in (text.replace("Authorization:", "") for text in forms(message))
        if before_signs.search(form) or after_quotes.search(form) or "'" in form or '"' in form
    ]

    assert wrong == []


def test_updating_keeps_translations_and_drops_what_is_no_longer_said(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("scripts.messages.read_catalogue", lambda _language: known)
    known = Catalog(locale="fr")
    known.add("Scan", "Numériser")
    known.add("No longer said", "Plus dit")
    said = Catalog()
    said.add("Scan")
    said.add("New")

    updated = update_catalogue("fr", said)

    assert {message.id: message.string for message in messages_of(updated)} == {
        "Scan": "Numériser",
        "New": "",
    }
