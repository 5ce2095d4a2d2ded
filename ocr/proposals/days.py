"""Finds the days that a note names, relative to the day on which the card was shot."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

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
from ocr.proposals.note_text import NoteText, Span, alternatives
from ocr.proposals.times import bare_hour


class Relation(StrEnum):
    """How a step stands to the day that is named."""

    ON = "on"
    BY = "by"
    AFTER = "after"
    UNTIL = "until"
    """Something else lasts until then; a step comes after it."""
    PAST = "past"
    """The day is over, or comes every week: no step is due on it."""


@dataclass(frozen=True, slots=True)
class DayMention:
    """A day named in a note."""

    span: Span
    """With the words that say how it is meant: "avant le 12"."""
    due: date | None
    """None when the day is past or comes again and again."""
    relation: Relation
    certainty: float
    """[0, 1]: how sure it is that this is the day that is meant."""
    time: str = ""
    """HH:MM when the words of the day hold a time too: "Fri 10"."""


@dataclass(frozen=True, slots=True)
class DaySetting:
    """What the meaning of a day depends on."""

    shot_on: date
    is_month_first: bool
    """Whether 2/3 is 3 February."""
    is_french: bool


@dataclass(frozen=True, slots=True)
class _Meaning:
    period: Period | None
    certainty: float = 0.95
    is_past: bool = False
    time: str = ""


_Rule = Callable[[re.Match[str], DaySetting], "_Meaning | None"]

_WEEKDAY: Final = alternatives(words.WEEKDAYS)
_MONTH: Final = alternatives(words.MONTHS)
_COUNT: Final = rf"(?P<count>\d{{1,3}}|{alternatives(words.NUMBERS)})(?: ou \d+| or \d+| a \d+)?"
_UNITS: Final = (
    ("days", alternatives(words.DAY_UNITS)),
    ("weeks", alternatives(words.WEEK_UNITS)),
    ("months", alternatives(words.MONTH_UNITS)),
    ("years", alternatives(words.YEAR_UNITS)),
    ("hours", alternatives(words.HOUR_UNITS)),
)
_UNIT: Final = "(?:" + "|".join(f"(?P<{name}>{unit})" for name, unit in _UNITS) + ")"
_DAY: Final = r"(?P<day>\d{1,2})(?:er|e|eme|st|nd|rd|th)?"
_DAY_RANGE: Final = rf"{_DAY}(?:-\d{{1,2}}| - \d{{1,2}}| ou \d{{1,2}}| or \d{{1,2}})?"
_YEAR: Final = r"(?P<year>20\d\d)"
_PART: Final = (
    rf"(?:(?P<start>{alternatives(words.START_OF)})|(?P<middle>{alternatives(words.MIDDLE_OF)})"
    rf"|(?P<finish>{alternatives(words.END_OF)}))"
)
_WEEK: Final = alternatives(words.WEEK_UNITS)
_NEXT_AFTER: Final = alternatives(words.NEXT_AFTER)
_NEXT_BEFORE: Final = alternatives(words.NEXT_BEFORE)
_THIS: Final = alternatives(words.THIS)
_ARTICLE: Final = "(?:la |le |les |the |l' |du |de |de la |d' |of |of the )?"
_DOUBTFUL: Final = 0.7


def find_days(note: NoteText, setting: DaySetting) -> tuple[DayMention, ...]:
    """Return the days that a note names, in order; they do not overlap."""
    found = [
        (span, meaning)
        for source, rule in _RULES
        for match, span in note.find(source)
        if (meaning := rule(match, setting)) and _is_believable(note, match, span)
    ]
    found.sort(key=lambda pair: (pair[0].first - pair[0].end, pair[0].first))
    chosen: list[tuple[Span, _Meaning]] = []
    for span, meaning in found:
        if not any(span.overlaps(other) for other, _ in chosen):
            chosen.append((span, meaning))
    chosen.sort(key=lambda pair: pair[0].first)
    return tuple(_relate(note, span, meaning, setting) for span, meaning in chosen)


def _is_believable(note: NoteText, match: re.Match[str], span: Span) -> bool:
    """Refuse short words that are only days where nothing but a day fits."""
    if span.end - span.first > 1 or match.group() not in words.DOUBTFUL_WEEKDAYS:
        return True
    token = note.tokens[span.first]
    follower = note.written[token.end : token.end + 1]
    if follower == ".":
        return True
    after = note.after(span.end).split()
    is_day_after = (
        not after
        or after[0] in words.DAYISH_WORDS
        or after[0][0].isdigit()
        or after[0] in words.WEEKDAYS
        or not after[0].isalnum()
    )
    is_name = match.group() == "sam" and bool(
        re.search(r"(?:pour|for|to|a|with|avec|w|et|and|introduce|par|by)$", note.before(span.first))
    )
    return is_day_after and not is_name


def _relate(note: NoteText, span: Span, meaning: _Meaning, setting: DaySetting) -> DayMention:
    """Take in the preposition before a day, and say when a step is due."""
    before = note.words(Span(max(0, span.first - 6), span.first))
    relation, length = _relation_before(before)
    whole = Span(span.first - length, span.end)
    if meaning.is_past or meaning.period is None:
        return DayMention(whole, None, Relation.PAST, meaning.certainty)
    period = meaning.period
    if relation in (Relation.AFTER, Relation.UNTIL):
        period = one_day(plus_days(period.last, 1))
    due = period.due(setting.shot_on)
    return DayMention(
        whole, due, relation if due else Relation.PAST, meaning.certainty, meaning.time
    )


def _compile_relation(source: tuple[str, ...]) -> re.Pattern[str]:
    article = r"(?: (?:la|le|les|the|l'|du|au|de|d'))?"
    return re.compile(rf"(?:^|(?<= ))(?:{alternatives(source)}){article}$")


_BEFORE: Final = _compile_relation(words.BEFORE)
_AFTER: Final = _compile_relation(words.AFTER)
_UNTIL: Final = _compile_relation(words.UNTIL)
_ON: Final = _compile_relation(("le", "la", "les", "the", "l'", *words.ON, *words.FROM))


def _relation_before(before: str) -> tuple[Relation, int]:
    """Read the preposition at the end of some words: what it says, and its number of words."""
    for relation, source in (
        (Relation.UNTIL, _UNTIL),
        (Relation.BY, _BEFORE),
        (Relation.AFTER, _AFTER),
        (Relation.ON, _ON),
    ):
        match = source.search(before)
        if match:
            return relation, len(match.group().split())
    return Relation.ON, 0


# -- the rules: a pattern and what it means ---------------------------------------------------


def _count_of(match: re.Match[str]) -> int:
    text = match["count"]
    return int(text) if text.isdigit() else words.NUMBERS[text]


def _in_some_time(match: re.Match[str], setting: DaySetting) -> _Meaning | None:
    count = _count_of(match)
    shot_on = setting.shot_on
    if match["days"]:
        # "Dans huit jours" is a week in French, "dans quinze jours" two.
        count = {8: 7, 15: 14}.get(count, count) if setting.is_french else count
        return _Meaning(one_day(plus_days(shot_on, count)))
    if match["weeks"]:
        return _Meaning(one_day(plus_days(shot_on, 7 * count)))
    if match["months"]:
        return _Meaning(one_day(plus_months(shot_on, count)))
    if match["years"]:
        return _Meaning(one_day(plus_months(shot_on, 12 * count)))
    return _Meaning(one_day(plus_days(shot_on, count // 24)))


def _fortnight(_match: re.Match[str], setting: DaySetting) -> _Meaning:
    return _Meaning(one_day(plus_days(setting.shot_on, 14)))


def _numeric(match: re.Match[str], setting: DaySetting) -> _Meaning | None:
    first, second = int(match["first"]), int(match["second"])
    year = int(match["year"]) if match["year"] else None
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
        return _Meaning(None, is_past=True)
    return _Meaning(one_day(days[0]), 0.95 if is_clear else 0.75)


def _iso(match: re.Match[str], setting: DaySetting) -> _Meaning | None:
    day = make_date(int(match["year"]), int(match["month"]), int(match["day"]))
    if day is None:
        return None
    return _Meaning(one_day(day), is_past=day < setting.shot_on)


def _year_of(match: re.Match[str]) -> int | None:
    return int(match["year"]) if match["year"] else None


def _day_of_month(match: re.Match[str], setting: DaySetting) -> _Meaning | None:
    day = day_and_month(
        setting.shot_on, int(match["day"]), words.MONTHS[match["month"]], _year_of(match)
    )
    if day is None:
        return None
    return _Meaning(one_day(day), is_past=day < setting.shot_on)


def _weekday_and_number(match: re.Match[str], setting: DaySetting) -> _Meaning | None:
    weekday, number = words.WEEKDAYS[match["weekday"]], int(match["day"])
    fitting = next_day_of_month(setting.shot_on, number, weekday)
    if fitting and (fitting - setting.shot_on).days <= 62:
        return _Meaning(one_day(fitting))
    # A number that is no such weekday soon is an hour that lost its "h", or was misread.
    time = f"{bare_hour(number):02}:00" if 0 < number < 21 else ""
    return _Meaning(one_day(next_weekday(setting.shot_on, weekday)), 0.6, time=time)


def _day_alone(match: re.Match[str], setting: DaySetting) -> _Meaning | None:
    day = next_day_of_month(setting.shot_on, int(match["day"]))
    return _Meaning(one_day(day), 0.85) if day else None


def _weekday(match: re.Match[str], setting: DaySetting) -> _Meaning:
    return _Meaning(one_day(next_weekday(setting.shot_on, words.WEEKDAYS[match["weekday"]])))


def _weekday_later(match: re.Match[str], setting: DaySetting) -> _Meaning:
    day = next_weekday(setting.shot_on, words.WEEKDAYS[match["weekday"]])
    return _Meaning(one_day(plus_days(day, 7)), 0.9)


def _next_weekday(match: re.Match[str], setting: DaySetting) -> _Meaning:
    """Read "next Friday" as next week's; "vendredi prochain" is the first to come."""
    weekday = words.WEEKDAYS[match["weekday"]]
    coming = next_weekday(setting.shot_on, weekday)
    of_next_week = plus_days(week_of(setting.shot_on, 1).first, weekday)
    day = of_next_week if match.groupdict().get("english") else coming
    return _Meaning(one_day(day), 0.95 if coming == of_next_week else 0.6)


def _weekday_of_next_week(match: re.Match[str], setting: DaySetting) -> _Meaning:
    monday = week_of(setting.shot_on, 1).first
    return _Meaning(one_day(plus_days(monday, words.WEEKDAYS[match["weekday"]])))


def _in_days(count: int) -> _Rule:
    return lambda _match, setting: _Meaning(one_day(plus_days(setting.shot_on, count)))


def _at_once(_match: re.Match[str], setting: DaySetting) -> _Meaning:
    return _Meaning(one_day(setting.shot_on), 0.9)


def _past(_match: re.Match[str], _setting: DaySetting) -> _Meaning:
    return _Meaning(None, is_past=True)


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


def _week(match: re.Match[str], setting: DaySetting) -> _Meaning:
    later = 1 if match.groupdict().get("next") else 0
    period = week_of(setting.shot_on, later)
    if match["finish"] and not later and friday_of(period) < setting.shot_on:
        period = week_of(setting.shot_on, 1)
    return _Meaning(_part_of(match, period), 0.9)


def _week_holding(match: re.Match[str], setting: DaySetting) -> _Meaning | None:
    if match["month"]:
        return _day_of_month(match, setting)
    return _day_alone(match, setting)


def _weekend(match: re.Match[str], setting: DaySetting) -> _Meaning:
    week = week_of(setting.shot_on, 1 if match["next"] else 0)
    saturday = plus_days(week.first, 5)
    if saturday <= setting.shot_on and not match["next"]:
        saturday = plus_days(saturday, 7)
    return _Meaning(one_day(saturday), 0.85)


def _month_from_now(match: re.Match[str], setting: DaySetting) -> _Meaning:
    period = month_of(setting.shot_on, 1 if match.groupdict().get("next") else 0)
    return _Meaning(_middle_of_month(match, period), 0.9)


def _middle_of_month(match: re.Match[str], period: Period) -> Period:
    if match.groupdict().get("middle"):
        return one_day(plus_days(period.first, 14))
    return _part_of(match, period)


def _month(match: re.Match[str], setting: DaySetting) -> _Meaning | None:
    period = month_named(setting.shot_on, words.MONTHS[match["month"]], _year_of(match))
    part = _middle_of_month(match, period)
    if part.last < setting.shot_on and not match["year"]:
        part = _middle_of_month(match, month_of(period.first, 12))
    return _Meaning(part, 0.9, is_past=part.last < setting.shot_on)


def _bare_month(match: re.Match[str], setting: DaySetting) -> _Meaning | None:
    if match["month"] in words.DOUBTFUL_MONTHS and match["month"] not in ("mai", "jan", "sept"):
        return None
    period = month_named(setting.shot_on, words.MONTHS[match["month"]], _year_of(match))
    return _Meaning(period, 0.8, is_past=period.last < setting.shot_on)


def _month_in(match: re.Match[str], setting: DaySetting) -> _Meaning | None:
    period = month_named(setting.shot_on, words.MONTHS[match["month"]], _year_of(match))
    return _Meaning(period, 0.9, is_past=period.last < setting.shot_on)


def _year(match: re.Match[str], setting: DaySetting) -> _Meaning | None:
    year = setting.shot_on.year + (1 if match["next"] else 0)
    first, last = make_date(year, 1, 1), make_date(year, 12, 31)
    if first is None or last is None:
        return None
    return _Meaning(_part_of(match, Period(first, last)), 0.9)


def _quarter(match: re.Match[str], setting: DaySetting) -> _Meaning:
    period = quarter_named(setting.shot_on, int(match["quarter"]), _year_of(match))
    return _Meaning(
        _part_of(match, period), 0.85, is_past=period.last < setting.shot_on
    )


def _next_quarter(_match: re.Match[str], setting: DaySetting) -> _Meaning:
    first = month_of(setting.shot_on, 3 - (setting.shot_on.month - 1) % 3).first
    return _Meaning(Period(first, month_of(first, 2).last), 0.85)


def _season(match: re.Match[str], setting: DaySetting) -> _Meaning | None:
    month, day = words.SEASONS[match["season"]]
    first = day_and_month(setting.shot_on, day, month, None)
    if first is None:
        return None
    last_year = make_date(first.year - 1, month, day)
    if last_year and plus_months(last_year, 3) > setting.shot_on:
        return _Meaning(Period(last_year, plus_days(plus_months(last_year, 3), -1)), 0.6)
    return _Meaning(one_day(first), 0.7)


def _feast(match: re.Match[str], setting: DaySetting) -> _Meaning | None:
    month, day = words.FEASTS[match["feast"]]
    found = day_and_month(setting.shot_on, day, month, None)
    return _Meaning(one_day(found), 0.85) if found else None


def _before_feast(match: re.Match[str], setting: DaySetting) -> _Meaning | None:
    found = day_and_month(setting.shot_on, 24, 12, None)
    return _Meaning(one_day(found), 0.8) if found and match else None


def _after_new_year(_match: re.Match[str], setting: DaySetting) -> _Meaning | None:
    found = day_and_month(setting.shot_on, 2, 1, None)
    return _Meaning(one_day(working_day(found)), 0.75) if found else None


def _easter(_match: re.Match[str], setting: DaySetting) -> _Meaning | None:
    for year in range(setting.shot_on.year, min(setting.shot_on.year + 2, date.max.year)):
        if easter(year) >= setting.shot_on:
            return _Meaning(one_day(easter(year)), 0.85)
    return None


def _rules() -> Iterator[tuple[str, _Rule]]:
    """Yield every pattern with its meaning."""
    year = rf"(?: {_YEAR})?"
    month = rf"(?P<month>{_MONTH})"
    weekday = rf"(?P<weekday>{_WEEKDAY})"
    again = rf"(?: {alternatives(words.DAY_PARTS)})?"
    yield rf"{_YEAR}-(?P<month>\d\d)-{_DAY}", _iso
    yield (
        r"(?P<first>\d{1,2})(?P<mark>[/.])(?P<second>\d{1,2})(?:(?P=mark)(?P<year>20\d\d|\d\d))?"
        r"(?<!24/7)(?<!\d\.\d)",
        _numeric,
    )
    yield r"(?P<first>\d{1,2})-(?P<second>0\d|1[0-2])(?:-(?P<year>20\d\d))?", _numeric
    yield rf"(?:(?:{_WEEKDAY}) )?(?:le |the )?{_DAY_RANGE} (?:of |de )?{month}{year}", _day_of_month
    yield rf"(?:(?:{_WEEKDAY}) )?{month} (?:the )?{_DAY_RANGE}{year}", _day_of_month
    yield rf"{weekday} (?:le |the )?{_DAY}(?! (?:h|am|pm|heures|hrs))", _weekday_and_number
    yield rf"(?:le|the|du|au|pour le) {_DAY}", _day_alone
    yield r"(?:on |by |before |after |until |till |av |avant |apres )?(?P<day>\d{1,2})(?:st|nd|rd|th|er)", _day_alone
    yield rf"{weekday}(?: (?:ou|or|et|and|/|-) (?:{_WEEKDAY}))?", _weekday
    yield rf"(?:{_THIS}|coming) {weekday}", _weekday
    yield rf"{weekday} (?:{_NEXT_AFTER})", _next_weekday
    yield rf"(?P<english>next|nxt) {weekday}", _next_weekday
    yield rf"{weekday} (?:en huit|en 8|week)|a week (?:on|from) (?P<other>{_WEEKDAY})", _weekday_later
    yield (
        rf"{weekday} (?:de |of |in )?(?:la |the )?(?:(?:{_WEEK}) (?:{_NEXT_AFTER})|next (?:{_WEEK}))",
        _weekday_of_next_week,
    )
    yield rf"(?:{_WEEKDAY}) (?:{alternatives(words.LAST)})|(?:last|past) (?:{_WEEKDAY})", _past
    yield rf"(?:tous les|toutes les|chaque|every|each) (?:{_WEEKDAY}|{alternatives(words.RECURRING_WEEKDAYS)}|{_WEEK}|mois|month|an|year|annee)", _past
    yield rf"(?:les |on )?(?:{alternatives(words.RECURRING_WEEKDAYS)})", _past
    yield rf"(?:{alternatives(words.YESTERDAY)})", _past
    yield r"il y a \w+ \w+|\w+ (?:days?|weeks?|months?|years?|yrs) ago|(?:semaine|mois|an|annee) (?:dernier|derniere|passee?)|last (?:week|month|year|night)", _past
    yield alternatives(words.TODAY), _at_once
    yield alternatives(words.AT_ONCE), _at_once
    yield alternatives(words.TOMORROW), _in_days(1)
    yield alternatives(words.AFTER_TOMORROW), _in_days(2)
    yield rf"(?:dans|ds|d' ici|d ici|sous|in|within|avant|d'ici|au bout de|w/in) (?:un delai de |about |the next |les )?{_COUNT} {_UNIT}{again}", _in_some_time
    yield rf"(?:dans|ds|d' ici|sous|in|within) {_COUNT}(?P<hours>h)(?P<days>)(?P<weeks>)(?P<months>)(?P<years>)", _in_some_time
    yield r"(?:dans|ds|d' ici|sous|in|within) (?P<count>\d{2})h(?P<days>)(?P<weeks>)(?P<months>)(?P<years>)", _in_some_time
    yield rf"{_COUNT} {_UNIT} (?:from now|from today|plus tard|later)", _in_some_time
    yield r"(?:in|within) a fortnight|(?:dans|sous|d' ici) (?:une )?quinzaine|d' aujourd'hui en quinze|fortnight", _fortnight
    yield r"d' aujourd'hui en huit|a week (?:from )?today", _in_days(7)
    yield rf"(?:{_PART} )?{_ARTICLE}(?P<next>(?:{_WEEK}) (?:{_NEXT_AFTER})|(?:{_NEXT_BEFORE}) (?:{_WEEK}))", _week
    yield rf"(?:(?P<start>\0)|(?P<middle>\0)|(?P<finish>\0))?(?:{_THIS}|dans la|durant la|pdt la) (?:{_WEEK})", _week
    yield rf"(?:{_PART} ){_ARTICLE}(?:{_THIS} )?(?:{_WEEK})|(?P<eow>eow)", _end_of_week
    yield rf"(?:sem|semaine|wk|week) (?:du|of|of the|le|of the) {_DAY_RANGE}(?: {month})?{year}", _week_holding
    yield rf"(?:week|wk) of {month} {_DAY_RANGE}{year}", _week_holding
    yield r"(?:(?P<next>prochain |prochaine |next )|this |ce |cette )?(?:weekend|week end|we|wknd|w e)(?<!\bwe)(?P<after> prochain)?", _weekend
    yield rf"(?:{_PART} )?{_ARTICLE}(?P<next>mois (?:{_NEXT_AFTER})|(?:{_NEXT_BEFORE}) (?:month|mth|mo))", _month_from_now
    yield rf"{_PART} {_ARTICLE}(?:{_THIS} )?(?:mois|month)|(?P<eom>eom)", _end_of_month
    yield r"(?:ce mois|ce mois ci|this month|dans le mois)", _this_month
    yield rf"{_PART} {_ARTICLE}{month}{year}", _month
    yield rf"(?:en|in|courant|au mois de|d' ici|by|pour|for|avant|before|av|apres|after|d' ici a|des|mois de|come) (?P<month>{alternatives(set(words.MONTHS) - {'mar'})}){year}", _month_in
    yield rf"{month}{year}", _bare_month
    yield rf"{_ARTICLE}(?P<next>(?:an|annee) (?:{_NEXT_AFTER})|(?:{_NEXT_BEFORE}) (?:year|yr))(?P<start>)(?P<middle>)(?P<finish>)", _year
    yield rf"{_PART} {_ARTICLE}(?P<next>\0)?(?:{_THIS} )?(?:annee|year|yr)|(?P<eoy>eoy)", _end_of_year
    yield rf"(?:{_PART} )?(?P<half>\0)?{_ARTICLE}[qt](?P<quarter>[1-4]){year}", _quarter
    yield r"prochain trimestre|trimestre prochain|next quarter", _next_quarter
    yield rf"(?:au|en|a l'|cet|cette|this|in|in the|next|l') (?P<season>{alternatives(words.SEASONS)})", _season
    yield rf"(?P<feast>{alternatives(words.FEASTS)})", _feast
    yield r"(?:avant|av|before|d' ici|by) (?:les fetes|fetes|noel|the holidays|xmas|christmas)", _before_feast
    yield rf"(?:apres|after|passe|in|over|au|dans) (?:{alternatives(words.NEW_YEAR)})", _after_new_year
    yield r"in the new year|nouvelle annee|new year", _after_new_year
    yield r"paques|easter", _easter


def _end_of_week(match: re.Match[str], setting: DaySetting) -> _Meaning:
    period = week_of(setting.shot_on)
    friday = friday_of(period)
    if match["eow"] or match["finish"]:
        if friday < setting.shot_on:
            friday = plus_days(friday, 7)
        return _Meaning(one_day(friday), 0.85)
    part = _part_of(match, period)
    if part.last < setting.shot_on:
        part = _part_of(match, week_of(setting.shot_on, 1))
    return _Meaning(part, 0.75)


def _end_of_month(match: re.Match[str], setting: DaySetting) -> _Meaning:
    period = month_of(setting.shot_on)
    if match["eom"]:
        return _Meaning(one_day(period.last), 0.95)
    part = _middle_of_month(match, period)
    if part.last < setting.shot_on:
        part = _middle_of_month(match, month_of(setting.shot_on, 1))
    return _Meaning(part, 0.95)


def _this_month(_match: re.Match[str], setting: DaySetting) -> _Meaning:
    shot_on = setting.shot_on
    last = shot_on.replace(day=month_length(shot_on.year, shot_on.month))
    return _Meaning(one_day(last), 0.85)


def _end_of_year(match: re.Match[str], setting: DaySetting) -> _Meaning | None:
    last = make_date(setting.shot_on.year, 12, 31)
    if match["start"] or match["middle"] or last is None:
        return None
    return _Meaning(one_day(last), 0.9)


_RULES: Final = tuple(_rules())
