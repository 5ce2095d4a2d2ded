"""What the words of a day mean, counted from the day on which the card was shot."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from ocr.proposals import calendar_words as words
from ocr.proposals.dates import (
    Period,
    day_and_month,
    make_date,
    next_day_of_month,
    next_weekday,
    one_day,
    plus_days,
    plus_months,
    week_of,
)
from ocr.proposals.times import bare_hour


@dataclass(frozen=True, slots=True)
class DaySetting:
    """What the meaning of a day depends on."""

    shot_on: date
    is_month_first: bool
    """Whether 2/3 is 3 February."""
    is_french: bool


@dataclass(frozen=True, slots=True)
class Meaning:
    """What the words of a day mean, before a preposition is taken into account."""

    period: Period | None
    certainty: float = 0.95
    is_past: bool = False
    time: str = ""
    is_only_beside_action: bool = False
    """Whether it is no day unless it stands alone or right after an action: "call 2 weeks"."""


Rule = Callable[[re.Match[str], DaySetting], Meaning | None]
"""Gives the meaning of a match; None when it has none, such as 31 February."""


def _count_of(match: re.Match[str]) -> int:
    text = match["count"]
    return int(text) if text.isdigit() else words.NUMBERS[text]


def mean_in_some_time(match: re.Match[str], setting: DaySetting) -> Meaning | None:
    """Count days, weeks, months or years from the day of the shot."""
    count = _count_of(match)
    shot_on = setting.shot_on
    if match["days"]:
        # "Dans huit jours" is a week in French, "dans quinze jours" two.
        count = {8: 7, 15: 14}.get(count, count) if setting.is_french else count
        return Meaning(one_day(plus_days(shot_on, count)))
    if match["weeks"]:
        return Meaning(one_day(plus_days(shot_on, 7 * count)))
    if match["months"]:
        return Meaning(one_day(plus_months(shot_on, count)))
    if match["years"]:
        return Meaning(one_day(plus_months(shot_on, 12 * count)))
    return mean_in_hours(match, setting)


def mean_in_hours(match: re.Match[str], setting: DaySetting) -> Meaning:
    """Count whole days: 48 hours are two."""
    return Meaning(one_day(plus_days(setting.shot_on, _count_of(match) // 24)))


def mean_bare_count(match: re.Match[str], setting: DaySetting) -> Meaning | None:
    """Read "2 weeks" where it stands alone or after an action; elsewhere it is how long."""
    meaning = mean_in_some_time(match, setting)
    if meaning is None or match["hours"] or match["years"]:
        return None
    return replace(meaning, certainty=0.8, is_only_beside_action=True)


def mean_numeric(match: re.Match[str], setting: DaySetting) -> Meaning | None:
    """Read 12/01: the day first in French, the month first in English."""
    first, second = int(match["first"]), int(match["second"])
    year = int(text) if (text := match.groupdict().get("year")) else None
    if year is not None and year < 100:
        year += 2000
    readings = [(second, first), (first, second)]  # (day, month)
    if not setting.is_month_first:
        readings.reverse()
    days = [
        found
        for day, month in readings
        if 1 <= month <= 12 and (found := day_and_month(setting.shot_on, day, month, year))
    ]
    if not days:
        return None
    is_clear = len(set(days)) == 1
    if days[0] < setting.shot_on:
        return Meaning(None, is_past=True)
    return Meaning(one_day(days[0]), 0.95 if is_clear else 0.75)


def mean_iso(match: re.Match[str], setting: DaySetting) -> Meaning | None:
    """Read 2027-01-12."""
    day = make_date(int(match["year"]), int(match["month"]), _number_of_day(match))
    if day is None:
        return None
    return Meaning(one_day(day), is_past=day < setting.shot_on)


def _number_of_day(match: re.Match[str]) -> int:
    return 1 if match["day"] == "premier" else int(match["day"])


def year_of(match: re.Match[str]) -> int | None:
    """Return the year that a match names, or None."""
    return int(text) if (text := match.groupdict().get("year")) else None


def mean_day_of_month(match: re.Match[str], setting: DaySetting) -> Meaning | None:
    """Read "12 janv.": the next one to come unless a year is given."""
    day = day_and_month(
        setting.shot_on, _number_of_day(match), words.MONTHS[match["month"]], year_of(match)
    )
    if day is None:
        # Nor is "le 31 février" the 31st of this month.
        return Meaning(None, is_past=True)
    return Meaning(one_day(day), is_past=day < setting.shot_on)


def mean_weekday_and_number(match: re.Match[str], setting: DaySetting) -> Meaning | None:
    """Read "mer 3": the next third of a month that is a Wednesday."""
    weekday, number = words.WEEKDAYS[match["weekday"]], _number_of_day(match)
    fitting = next_day_of_month(setting.shot_on, number, weekday)
    if fitting and (fitting - setting.shot_on).days <= 62:
        return Meaning(one_day(fitting))
    # A number that is no such weekday soon is an hour that lost its "h", or was misread.
    time = f"{bare_hour(number):02}:00" if 0 < number < 21 else ""
    return Meaning(one_day(next_weekday(setting.shot_on, weekday)), 0.6, time=time)


def mean_day_alone(match: re.Match[str], setting: DaySetting) -> Meaning | None:
    """Read "le 12": the next one after the day of the shot."""
    day = next_day_of_month(setting.shot_on, _number_of_day(match))
    return Meaning(one_day(day), 0.85) if day else None


def mean_weekday(match: re.Match[str], setting: DaySetting) -> Meaning:
    """Read "mardi": the first one after the day of the shot."""
    return Meaning(one_day(next_weekday(setting.shot_on, words.WEEKDAYS[match["weekday"]])))


def mean_weekday_later(match: re.Match[str], setting: DaySetting) -> Meaning:
    """Read "mardi en huit": a week after the first one."""
    day = next_weekday(setting.shot_on, words.WEEKDAYS[match["weekday"]])
    return Meaning(one_day(plus_days(day, 7)), 0.9)


def mean_next_weekday(match: re.Match[str], setting: DaySetting) -> Meaning:
    """Read "next Friday" as next week's; "vendredi prochain" is the first to come."""
    weekday = words.WEEKDAYS[match["weekday"]]
    coming = next_weekday(setting.shot_on, weekday)
    of_next_week = plus_days(week_of(setting.shot_on, 1).first, weekday)
    day = of_next_week if match.groupdict().get("english") else coming
    return Meaning(one_day(day), 0.95 if coming == of_next_week else 0.6)


def mean_weekday_of_next_week(match: re.Match[str], setting: DaySetting) -> Meaning:
    """Read "lundi de la semaine prochaine"."""
    monday = week_of(setting.shot_on, 1).first
    return Meaning(one_day(plus_days(monday, words.WEEKDAYS[match["weekday"]])))


def mean_in_days(count: int) -> Rule:
    """Return the rule of a day so many days after the shot."""
    return lambda _match, setting: Meaning(one_day(plus_days(setting.shot_on, count)))


def mean_today(_match: re.Match[str], setting: DaySetting) -> Meaning:
    """Return the day of the shot, for "ce soir" and "asap"."""
    return Meaning(one_day(setting.shot_on), 0.9)


def mean_past(_match: re.Match[str], _setting: DaySetting) -> Meaning:
    """Say that the day is over, or comes again and again."""
    return Meaning(None, is_past=True)
