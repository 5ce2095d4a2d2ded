"""What the words of a week, a month, a season or a feast mean."""

from __future__ import annotations

import re
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
    one_day,
    plus_days,
    plus_months,
    quarter_named,
    week_of,
    working_day,
)
from ocr.proposals.day_meanings import (
    DaySetting,
    Meaning,
    mean_day_alone,
    mean_day_of_month,
    year_of,
)


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
    """Read "la semaine du 3": that day itself."""
    if match.groupdict().get("month"):
        return mean_day_of_month(match, setting)
    return mean_day_alone(match, setting)


def mean_weekend(match: re.Match[str], setting: DaySetting) -> Meaning:
    """Return the Saturday of the weekend to come, or of next week."""
    week = week_of(setting.shot_on, 1 if match.groupdict().get("next") else 0)
    saturday = plus_days(week.first, 5)
    if saturday <= setting.shot_on and not match.groupdict().get("next"):
        saturday = plus_days(saturday, 7)
    return Meaning(one_day(saturday), 0.85)


def mean_end_of_week(match: re.Match[str], setting: DaySetting) -> Meaning:
    """Return the Friday that ends this week, or a part of the week."""
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


def mean_month_from_now(match: re.Match[str], setting: DaySetting) -> Meaning:
    """Read "mois prochain", or its start, middle or end."""
    period = month_of(setting.shot_on, 1 if match.groupdict().get("next") else 0)
    return Meaning(_middle_of_month(match, period), 0.9)


def _middle_of_month(match: re.Match[str], period: Period) -> Period:
    if match.groupdict().get("middle"):
        return one_day(plus_days(period.first, 14))
    return _part_of(match, period)


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


def mean_month(match: re.Match[str], setting: DaySetting) -> Meaning | None:
    """Read "mi-janvier": the part of a month that is not over."""
    period = month_named(setting.shot_on, words.MONTHS[match["month"]], year_of(match))
    part = _middle_of_month(match, period)
    if part.last < setting.shot_on and not year_of(match):
        part = _middle_of_month(match, month_of(period.first, 12))
    return Meaning(part, 0.9, is_past=part.last < setting.shot_on)


def mean_bare_month(match: re.Match[str], setting: DaySetting) -> Meaning | None:
    """Read a month that stands alone, unless its name is also another word."""
    if match["month"] in words.DOUBTFUL_MONTHS and match["month"] not in ("mai", "jan", "sept"):
        return None
    period = month_named(setting.shot_on, words.MONTHS[match["month"]], year_of(match))
    return Meaning(period, 0.8, is_past=period.last < setting.shot_on)


def mean_month_in(match: re.Match[str], setting: DaySetting) -> Meaning | None:
    """Read "en janvier"."""
    period = month_named(setting.shot_on, words.MONTHS[match["month"]], year_of(match))
    return Meaning(period, 0.9, is_past=period.last < setting.shot_on)


def mean_next_year(_match: re.Match[str], setting: DaySetting) -> Meaning | None:
    """Return the year after that of the shot."""
    first = make_date(setting.shot_on.year + 1, 1, 1)
    last = make_date(setting.shot_on.year + 1, 12, 31)
    return Meaning(Period(first, last), 0.9) if first and last else None


def mean_quarter(match: re.Match[str], setting: DaySetting) -> Meaning:
    """Read "Q1": the quarter under way or to come next, or part of it."""
    period = quarter_named(setting.shot_on, int(match["quarter"]), year_of(match))
    return Meaning(_part_of(match, period), 0.85, is_past=period.last < setting.shot_on)


def mean_next_quarter(_match: re.Match[str], setting: DaySetting) -> Meaning:
    """Return the quarter after that of the shot."""
    first = month_of(setting.shot_on, 3 - (setting.shot_on.month - 1) % 3).first
    return Meaning(Period(first, month_of(first, 2).last), 0.85)


def mean_season(match: re.Match[str], setting: DaySetting) -> Meaning | None:
    """Return the season under way, or the first day of the one to come."""
    month, day = words.SEASONS[match["season"]]
    first = day_and_month(setting.shot_on, day, month, None)
    if first is None:
        return None
    last_year = make_date(first.year - 1, month, day)
    if last_year and plus_months(last_year, 3) > setting.shot_on:
        return Meaning(Period(last_year, plus_days(plus_months(last_year, 3), -1)), 0.6)
    return Meaning(one_day(first), 0.7)


def mean_feast(match: re.Match[str], setting: DaySetting) -> Meaning | None:
    """Return the day of a feast of fixed date."""
    month, day = words.FEASTS[match["feast"]]
    found = day_and_month(setting.shot_on, day, month, None)
    return Meaning(one_day(found), 0.85) if found else None


def mean_before_christmas(_match: re.Match[str], setting: DaySetting) -> Meaning | None:
    """Return Christmas Eve."""
    found = day_and_month(setting.shot_on, 24, 12, None)
    return Meaning(one_day(found), 0.8) if found else None


def mean_after_new_year(_match: re.Match[str], setting: DaySetting) -> Meaning | None:
    """Return the first working day from 2 January."""
    found = day_and_month(setting.shot_on, 2, 1, None)
    return Meaning(one_day(working_day(found)), 0.75) if found else None


def mean_easter(_match: re.Match[str], setting: DaySetting) -> Meaning | None:
    """Return the next Easter Sunday."""
    for year in range(setting.shot_on.year, min(setting.shot_on.year + 2, date.max.year)):
        if easter(year) >= setting.shot_on:
            return Meaning(one_day(easter(year)), 0.85)
    return None


def mean_end_of_month(match: re.Match[str], setting: DaySetting) -> Meaning:
    """Return the last day of this month, or another part that is not over."""
    period = month_of(setting.shot_on)
    if match["eom"]:
        return Meaning(one_day(period.last), 0.95)
    part = _middle_of_month(match, period)
    if part.last < setting.shot_on:
        part = _middle_of_month(match, month_of(setting.shot_on, 1))
    return Meaning(part, 0.95)


def mean_this_month(_match: re.Match[str], setting: DaySetting) -> Meaning:
    """Return the last day of this month."""
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
