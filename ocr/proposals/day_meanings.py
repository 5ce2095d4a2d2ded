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
    easter,
    friday_of,
    make_date,
    month_length,
    month_named,
    month_of,
    next_day_of_month,
    next_weekday,
    one_day,
    plus_days,
    plus_months,
    quarter_named,
    week_of,
    working_day,
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
    day = make_date(int(match["year"]), int(match["month"]), _number_of_day(match))
    if day is None:
        return None
    return Meaning(one_day(day), is_past=day < setting.shot_on)


def _number_of_day(match: re.Match[str]) -> int:
    return 1 if match["day"] == "premier" else int(match["day"])


def _year_of(match: re.Match[str]) -> int | None:
    return int(text) if (text := match.groupdict().get("year")) else None


def mean_day_of_month(match: re.Match[str], setting: DaySetting) -> Meaning | None:
    day = day_and_month(
        setting.shot_on, _number_of_day(match), words.MONTHS[match["month"]], _year_of(match)
    )
    if day is None:
        return None
    return Meaning(one_day(day), is_past=day < setting.shot_on)


def mean_weekday_and_number(match: re.Match[str], setting: DaySetting) -> Meaning | None:
    weekday, number = words.WEEKDAYS[match["weekday"]], _number_of_day(match)
    fitting = next_day_of_month(setting.shot_on, number, weekday)
    if fitting and (fitting - setting.shot_on).days <= 62:
        return Meaning(one_day(fitting))
    # A number that is no such weekday soon is an hour that lost its "h", or was misread.
    time = f"{bare_hour(number):02}:00" if 0 < number < 21 else ""
    return Meaning(one_day(next_weekday(setting.shot_on, weekday)), 0.6, time=time)


def mean_day_alone(match: re.Match[str], setting: DaySetting) -> Meaning | None:
    day = next_day_of_month(setting.shot_on, _number_of_day(match))
    return Meaning(one_day(day), 0.85) if day else None


def mean_weekday(match: re.Match[str], setting: DaySetting) -> Meaning:
    return Meaning(one_day(next_weekday(setting.shot_on, words.WEEKDAYS[match["weekday"]])))


def mean_weekday_later(match: re.Match[str], setting: DaySetting) -> Meaning:
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
    monday = week_of(setting.shot_on, 1).first
    return Meaning(one_day(plus_days(monday, words.WEEKDAYS[match["weekday"]])))


def mean_in_days(count: int) -> Rule:
    return lambda _match, setting: Meaning(one_day(plus_days(setting.shot_on, count)))


def mean_today(_match: re.Match[str], setting: DaySetting) -> Meaning:
    return Meaning(one_day(setting.shot_on), 0.9)


def mean_past(_match: re.Match[str], _setting: DaySetting) -> Meaning:
    return Meaning(None, is_past=True)


def _part_of(match: re.Match[str], period: Period) -> Period:
    """Narrow a period to its start, its middle or its end, if the match says so."""
    length = (period.last - period.first).days + 1
    is_week = length == 7
    groups = match.groupdict()
    if groups.get("start"):
        return one_day(period.first)
    if groups.get("middle"):
        return one_day(plus_days(period.first, 2 if is_week else length // 2 - (length > 27)))
    if groups.get("finish"):
        return one_day(friday_of(period) if is_week else period.last)
    return period


def mean_week(match: re.Match[str], setting: DaySetting) -> Meaning:
    """Return this week or the next one, or its start, middle or end."""
    later = 1 if match.groupdict().get("next") else 0
    return Meaning(_part_of(match, week_of(setting.shot_on, later)), 0.9)


def mean_week_of_month(match: re.Match[str], setting: DaySetting) -> Meaning:
    """Return the first day of a month's first, second, ... or last week."""
    month = month_named(setting.shot_on, words.MONTHS[match["month"]], None)
    week = words.ORDINALS[match["ordinal"]]
    last_monday = plus_days(month.last, -month.last.weekday())
    first = last_monday if week > 4 else plus_days(month.first, 7 * (week - 1))
    if first < setting.shot_on:
        return Meaning(None, is_past=True)
    return Meaning(one_day(first), 0.8)


def mean_week_holding(match: re.Match[str], setting: DaySetting) -> Meaning | None:
    if match.groupdict().get("month"):
        return mean_day_of_month(match, setting)
    return mean_day_alone(match, setting)


def mean_weekend(match: re.Match[str], setting: DaySetting) -> Meaning:
    week = week_of(setting.shot_on, 1 if match.groupdict().get("next") else 0)
    saturday = plus_days(week.first, 5)
    if saturday <= setting.shot_on and not match.groupdict().get("next"):
        saturday = plus_days(saturday, 7)
    return Meaning(one_day(saturday), 0.85)


def mean_month_from_now(match: re.Match[str], setting: DaySetting) -> Meaning:
    period = month_of(setting.shot_on, 1 if match.groupdict().get("next") else 0)
    return Meaning(_middle_of_month(match, period), 0.9)


def _middle_of_month(match: re.Match[str], period: Period) -> Period:
    if match.groupdict().get("middle"):
        return one_day(plus_days(period.first, 14))
    return _part_of(match, period)


def mean_month(match: re.Match[str], setting: DaySetting) -> Meaning | None:
    period = month_named(setting.shot_on, words.MONTHS[match["month"]], _year_of(match))
    part = _middle_of_month(match, period)
    if part.last < setting.shot_on and not _year_of(match):
        part = _middle_of_month(match, month_of(period.first, 12))
    return Meaning(part, 0.9, is_past=part.last < setting.shot_on)


def mean_bare_month(match: re.Match[str], setting: DaySetting) -> Meaning | None:
    if match["month"] in words.DOUBTFUL_MONTHS and match["month"] not in ("mai", "jan", "sept"):
        return None
    period = month_named(setting.shot_on, words.MONTHS[match["month"]], _year_of(match))
    return Meaning(period, 0.8, is_past=period.last < setting.shot_on)


def mean_month_in(match: re.Match[str], setting: DaySetting) -> Meaning | None:
    period = month_named(setting.shot_on, words.MONTHS[match["month"]], _year_of(match))
    return Meaning(period, 0.9, is_past=period.last < setting.shot_on)


def mean_next_year(_match: re.Match[str], setting: DaySetting) -> Meaning | None:
    """Return the year after that of the shot."""
    first = make_date(setting.shot_on.year + 1, 1, 1)
    last = make_date(setting.shot_on.year + 1, 12, 31)
    return Meaning(Period(first, last), 0.9) if first and last else None


def mean_quarter(match: re.Match[str], setting: DaySetting) -> Meaning:
    period = quarter_named(setting.shot_on, int(match["quarter"]), _year_of(match))
    return Meaning(_part_of(match, period), 0.85, is_past=period.last < setting.shot_on)


def mean_next_quarter(_match: re.Match[str], setting: DaySetting) -> Meaning:
    first = month_of(setting.shot_on, 3 - (setting.shot_on.month - 1) % 3).first
    return Meaning(Period(first, month_of(first, 2).last), 0.85)


def mean_season(match: re.Match[str], setting: DaySetting) -> Meaning | None:
    month, day = words.SEASONS[match["season"]]
    first = day_and_month(setting.shot_on, day, month, None)
    if first is None:
        return None
    last_year = make_date(first.year - 1, month, day)
    if last_year and plus_months(last_year, 3) > setting.shot_on:
        return Meaning(Period(last_year, plus_days(plus_months(last_year, 3), -1)), 0.6)
    return Meaning(one_day(first), 0.7)


def mean_feast(match: re.Match[str], setting: DaySetting) -> Meaning | None:
    month, day = words.FEASTS[match["feast"]]
    found = day_and_month(setting.shot_on, day, month, None)
    return Meaning(one_day(found), 0.85) if found else None


def mean_before_christmas(_match: re.Match[str], setting: DaySetting) -> Meaning | None:
    found = day_and_month(setting.shot_on, 24, 12, None)
    return Meaning(one_day(found), 0.8) if found else None


def mean_after_new_year(_match: re.Match[str], setting: DaySetting) -> Meaning | None:
    found = day_and_month(setting.shot_on, 2, 1, None)
    return Meaning(one_day(working_day(found)), 0.75) if found else None


def mean_easter(_match: re.Match[str], setting: DaySetting) -> Meaning | None:
    for year in range(setting.shot_on.year, min(setting.shot_on.year + 2, date.max.year)):
        if easter(year) >= setting.shot_on:
            return Meaning(one_day(easter(year)), 0.85)
    return None


def mean_end_of_week(match: re.Match[str], setting: DaySetting) -> Meaning:
    period = week_of(setting.shot_on)
    friday = friday_of(period)
    if match.group() == "eow" or match["finish"]:
        if friday < setting.shot_on:
            friday = plus_days(friday, 7)
        return Meaning(one_day(friday), 0.85)
    part = _part_of(match, period)
    if part.last < setting.shot_on:
        part = _part_of(match, week_of(setting.shot_on, 1))
    return Meaning(part, 0.75)


def mean_end_of_month(match: re.Match[str], setting: DaySetting) -> Meaning:
    period = month_of(setting.shot_on)
    if match["eom"]:
        return Meaning(one_day(period.last), 0.95)
    part = _middle_of_month(match, period)
    if part.last < setting.shot_on:
        part = _middle_of_month(match, month_of(setting.shot_on, 1))
    return Meaning(part, 0.95)


def mean_this_month(_match: re.Match[str], setting: DaySetting) -> Meaning:
    shot_on = setting.shot_on
    last = shot_on.replace(day=month_length(shot_on.year, shot_on.month))
    return Meaning(one_day(last), 0.85)


def mean_end_of_year(_match: re.Match[str], setting: DaySetting) -> Meaning | None:
    """Return the last day of the year of the shot."""
    last = make_date(setting.shot_on.year, 12, 31)
    return Meaning(one_day(last), 0.9) if last else None


def mean_first_of_month(_match: re.Match[str], setting: DaySetting) -> Meaning:
    """Return the first day of the next month."""
    return Meaning(one_day(month_of(setting.shot_on, 1).first), 0.9)
