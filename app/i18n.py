"""The languages of the screens: catalogues, the choice of one, and dates as people say them.

Message ids are English. The catalogues are web/locales/<language>/LC_MESSAGES/verso.po; they are
compiled in memory when first used, so that there is no build step to forget.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

from babel import Locale, dates, negotiate_locale, numbers
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

LANGUAGES = ("en", "fr")
DEFAULT_LANGUAGE = "en"
LOCALE_FOLDER = Path(__file__).resolve().parent.parent / "web" / "locales"

# The territory decides the order of dates and the clock: Verso's first region is Canada.
_LOCALES = {"en": Locale("en", "CA"), "fr": Locale("fr", "CA")}
_DAYS_NAMED_BY_WEEKDAY = 6
_KEPT = 4096
"""Days and numbers that are kept as they were written. To write one takes Babel 20 to 40 µs, and a
page of a list has three hundred of them."""


def read_catalogue(language: str) -> Catalog:
    """Read the catalogue of a language as it is written, with its comments and flags."""
    path = LOCALE_FOLDER / language / "LC_MESSAGES" / "verso.po"
    with path.open("rb") as file:
        return read_po(file, locale=language)


@cache
def translations(language: str) -> Translations:
    """Give the compiled catalogue of one of LANGUAGES; message ids it lacks come back as such."""
    compiled = BytesIO()
    write_mo(compiled, read_catalogue(language))
    compiled.seek(0)
    return Translations(compiled)


def translate(language: str, message: str) -> str:
    """Say one message id in a language; an empty one stays empty."""
    return translations(language).ugettext(message) if message else ""


def mark(message: str) -> str:
    """Mark a message that is translated later than it is written, so that it is collected."""
    return message


def choose_language(account_language: str | None, accept_language: str | None) -> str:
    """Choose the language of a page.

    Args:
        account_language: What the person chose in the settings, or None to follow the browser.
        accept_language: The Accept-Language header, or None.

    Returns:
        One of LANGUAGES.
    """
    if account_language in LANGUAGES:
        return account_language
    wanted = _by_preference(accept_language or "")
    return negotiate_locale(wanted, LANGUAGES, sep="-") or DEFAULT_LANGUAGE


def _by_preference(accept_language: str) -> list[str]:
    """List the language tags of an Accept-Language header, the most wanted first."""
    ranked: list[tuple[float, str]] = []
    for part in accept_language.split(","):
        tag, _, parameters = part.strip().partition(";")
        try:
            weight = float(parameters.strip().removeprefix("q=") or 1)
        except ValueError:
            weight = 0.0
        if tag and weight > 0:
            ranked.append((weight, tag))
    return [tag for _weight, tag in sorted(ranked, key=lambda item: -item[0])]


@lru_cache(maxsize=_KEPT)
def format_date(day: date, language: str) -> str:
    """Write a day in full: "November 24, 2026", "24 novembre 2026"."""
    return _ordinal(dates.format_date(day, format="long", locale=_LOCALES[language]), language)


def format_month(day: date, language: str) -> str:
    """Write the month of a day, short: "Nov 2026", "nov. 2026"."""
    return dates.format_skeleton("yMMM", _noon(day), locale=_LOCALES[language])


@lru_cache(maxsize=_KEPT)
def format_short(day: date, language: str) -> str:
    """Write a day in little room: "Nov 24, 2026", "24 nov. 2026"."""
    return _ordinal(dates.format_date(day, format="medium", locale=_LOCALES[language]), language)


@lru_cache(maxsize=_KEPT)
def format_number(number: int, language: str) -> str:
    """Write a number with its thousands apart: "1,000", "1 000"."""
    return numbers.format_decimal(number, locale=_LOCALES[language])


def format_moment(moment: datetime, language: str, timezone: str) -> str:
    """Write a moment as the people of a time zone read it: "Nov 24, 2026, 9:41 a.m."."""
    local = moment.astimezone(ZoneInfo(timezone))
    locale = _LOCALES[language]
    day = _ordinal(dates.format_date(local, format="medium", locale=locale), language)
    # The medium form of a time would say its seconds.
    return f"{day}, {dates.format_time(local, format='short', locale=locale)}"


@lru_cache(maxsize=_KEPT)
def format_day(day: date, language: str, today: date) -> str:
    """Write a day the way people say it, seen from today.

    Args:
        day: The day to write.
        language: One of LANGUAGES.
        today: What the person calls today.

    Returns:
        "today", "tomorrow", "yesterday", the weekday within the next six days ("Thursday"), and
        the day and month otherwise, with the year when it is not this one.
    """
    locale = _LOCALES[language]
    distance = (day - today).days
    if abs(distance) <= 1:
        return translate(language, _NAMED_DAYS[distance])
    if 0 < distance <= _DAYS_NAMED_BY_WEEKDAY:
        return dates.format_date(day, format="EEEE", locale=locale)
    pattern = "MMMEd" if day.year == today.year else "yMMMd"
    return _ordinal(dates.format_skeleton(pattern, _noon(day), locale=locale), language)


_NAMED_DAYS = {-1: mark("yesterday"), 0: mark("today"), 1: mark("tomorrow")}


@lru_cache(maxsize=_KEPT)
def format_ago(day: date, language: str, today: date) -> str:
    """Write how long ago a day was: "today", "yesterday", "12 days ago", "3 months ago"."""
    passed = today - day
    if passed.days <= 1:
        return format_day(day, language, today)
    return dates.format_timedelta(
        -passed, granularity="day", threshold=1.5, add_direction=True, locale=_LOCALES[language]
    )


def _ordinal(said: str, language: str) -> str:
    # French counts the first of a month and no other day: "1er mars", which the locale leaves out.
    return re.sub(r"\b1(?= [^\W\d])", "1er", said) if language == "fr" else said


def _noon(day: date) -> datetime:
    # format_skeleton takes moments alone; noon stays the same day whatever zone it is shown in.
    return datetime.combine(day, datetime.min.time()) + timedelta(hours=12)
