"""Arithmetic of days: everything a note may mean by "mardi", "mi-janvier" or "in 2 weeks"."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

_MONDAY = 0
_FRIDAY = 4
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Period:
    """The days that a note names: one day, a week, a month."""

    first: date
    last: date

    def due(self, shot_on: date) -> date | None:
        """Return the day on which a step in this period is due; None when it is over.

        A period to come is due on its first day, one under way on its last: of a week that is
        Friday while Friday is ahead.
        """
        is_one_day = self.first == self.last
        if self.first > shot_on or (is_one_day and self.first == shot_on):
            return self.first
        if self.last < shot_on:
            return None
        friday = self.last - timedelta(days=2)
        is_week = (self.last - self.first).days == 6
        return friday if is_week and friday >= shot_on else self.last


def one_day(day: date) -> Period:
    """Return the period of a single day."""
    return Period(day, day)


def plus_days(day: date, count: int) -> date:
    """Return the day so many days later; the calendar's last day when it would pass its end."""
    try:
        return day + timedelta(days=count)
    except OverflowError:
        return date.max


def plus_months(day: date, count: int) -> date:
    """Return the same day so many months later, or that month's last day when it has none."""
    months = day.month - 1 + count
    year, month = day.year + months // 12, months % 12 + 1
    if year > date.max.year:
        return date.max
    return day.replace(year=year, month=month, day=min(day.day, month_length(year, month)))


def month_length(year: int, month: int) -> int:
    """Count the days of a month."""
    return calendar.monthrange(year, month)[1]


def week_of(day: date, weeks_later: int = 0) -> Period:
    """Return the week, Monday to Sunday, so many weeks after the day's own."""
    monday = plus_days(day, 7 * weeks_later - day.weekday())
    return Period(monday, plus_days(monday, 6))


def month_of(day: date, months_later: int = 0) -> Period:
    """Return the calendar month so many months after the day's own."""
    first = plus_months(day.replace(day=1), months_later)
    return Period(first, first.replace(day=month_length(first.year, first.month)))


def next_weekday(shot_on: date, weekday: int) -> date:
    """Return the first such weekday after the day, Monday is 0."""
    return plus_days(shot_on, (weekday - shot_on.weekday() - 1) % 7 + 1)


def day_and_month(shot_on: date, day: int, month: int, year: int | None) -> date | None:
    """Return that day of that month: of the year, or the next one to come when none is given.

    Returns:
        None when there is no such day.
    """
    years = [year] if year is not None else range(shot_on.year, shot_on.year + 9)
    for candidate in years:
        found = make_date(candidate, month, day)
        if found and (year is not None or found >= shot_on):
            return found
    return None


def next_day_of_month(shot_on: date, day: int, weekday: int | None = None) -> date | None:
    """Return the next such day of a month after the day.

    Args:
        shot_on: The day from which to look on; not itself an answer.
        day: The day of the month, 1 to 31.
        weekday: When given, months are passed over for a year until the weekday fits.
    """
    for months_later in range(13):
        first = plus_months(shot_on.replace(day=1), months_later)
        found = make_date(first.year, first.month, day)
        if found and found > shot_on and weekday in (None, found.weekday()):
            return found
    return None


def make_date(year: int, month: int, day: int) -> date | None:
    """Return the day, or None when the calendar has none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_named(shot_on: date, month: int, year: int | None) -> Period:
    """Return that month: of the year, or the one under way or to come next."""
    if year is None:
        year = shot_on.year + (month < shot_on.month)
    return month_of(date(min(year, date.max.year), month, 1))


def quarter_named(shot_on: date, quarter: int, year: int | None) -> Period:
    """Return that quarter: of the year, or the one under way or to come next."""
    if year is None:
        year = shot_on.year + (quarter * 3 < shot_on.month)
    first = date(min(year, date.max.year), quarter * 3 - 2, 1)
    return Period(first, month_of(first, 2).last)


def working_day(day: date) -> date:
    """Return the day itself, or the Monday after a weekend."""
    return plus_days(day, (7 - day.weekday()) if day.weekday() >= _SATURDAY else 0)


def easter(year: int) -> date:
    """Return Easter Sunday of the Gregorian calendar (the anonymous Gregorian algorithm)."""
    golden = year % 19
    century, rest = divmod(year, 100)
    leap, short = divmod(century, 4)
    shift = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - leap - shift + 15) % 30
    leap_rest, rest = divmod(rest, 4)
    weekday = (32 + 2 * short + 2 * leap_rest - moon - rest) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def friday_of(period: Period) -> date:
    """Return the Friday of a week."""
    return plus_days(period.first, _FRIDAY - _MONDAY)
