"""Promises about language: whose it is, and how days are said in it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from app.i18n import (
    choose_language,
    format_date,
    format_day,
    format_moment,
    format_short,
    translate,
)

TODAY = date(2026, 11, 22)  # a Sunday


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("fr-CA,fr;q=0.9,en;q=0.8", "fr"),
        ("en-CA", "en"),
        ("de, fr;q=0.4, en;q=0.7", "en"),
        ("de-AT", "en"),
        ("fr;q=0, en", "en"),
        ("fr;q=often, en;q=0.1", "en"),
        ("", "en"),
        (None, "en"),
        ("x" * 5000, "en"),
    ],
)
def test_the_browser_decides_until_the_account_does(header: str | None, language: str) -> None:
    assert choose_language(None, header) == language
    assert choose_language("fr", header) == "fr"


def test_a_language_that_verso_does_not_speak_is_not_chosen() -> None:
    assert choose_language("tlh", "fr") == "fr"


@pytest.mark.parametrize(
    ("days", "french", "english"),
    [
        (0, "aujourd’hui", "today"),
        (1, "demain", "tomorrow"),
        (-1, "hier", "yesterday"),
        (4, "jeudi", "Thursday"),
        (6, "samedi", "Saturday"),
        (7, "dim. 29 nov.", "Sun, Nov 29"),
        (-3, "jeu. 19 nov.", "Thu, Nov 19"),
        (60, "21 janv. 2027", "Jan 21, 2027"),
    ],
)
def test_a_day_is_said_the_way_people_say_it(days: int, french: str, english: str) -> None:
    day = TODAY + timedelta(days=days)

    assert format_day(day, "fr", TODAY) == french
    assert format_day(day, "en", TODAY) == english


def test_a_date_is_written_in_full() -> None:
    assert format_date(TODAY, "fr") == "22 novembre 2026"
    assert format_date(TODAY, "en") == "November 22, 2026"


def test_the_first_of_a_month_is_an_ordinal_in_french() -> None:
    first, eleventh = date(2026, 12, 1), date(2026, 12, 11)
    moment = datetime(2026, 12, 1, 18, 30, tzinfo=UTC)

    assert format_date(first, "fr") == "1er décembre 2026"
    assert format_day(first, "fr", TODAY) == "mar. 1er déc."
    assert format_short(first, "fr") == "1er déc. 2026"
    assert format_moment(moment, "fr", "America/Toronto").startswith("1er déc. 2026, ")
    assert format_date(eleventh, "fr") == "11 décembre 2026"
    assert format_date(first, "en") == "December 1, 2026"


def test_a_moment_is_told_in_the_persons_own_time() -> None:
    moment = datetime(2026, 11, 23, 2, 30, tzinfo=UTC)

    assert "22 nov. 2026" in format_moment(moment, "fr", "America/Toronto")
    assert "21" in format_moment(moment, "fr", "America/Toronto")


def test_a_message_without_translation_is_said_in_english() -> None:
    assert translate("fr", "Nobody translated this.") == "Nobody translated this."
    assert translate("fr", "") == ""
