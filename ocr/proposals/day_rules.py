"""The patterns of days, each with its meaning."""

from __future__ import annotations

from typing import Final

from ocr.proposals import calendar_words as words
from ocr.proposals import day_meanings as mean
from ocr.proposals import period_meanings as period
from ocr.proposals.note_text import alternatives

_WEEKDAY: Final = f"(?:{alternatives(words.WEEKDAYS)})"
_THE_WEEKDAY: Final = f"(?P<weekday>{alternatives(words.WEEKDAYS)})"
_OR_WEEKDAY: Final = rf"(?: (?:ou|or|et|and|/|-) {_WEEKDAY})?"
_WEEKDAYS: Final = f"(?:{alternatives(words.RECURRING_WEEKDAYS)})"
_MONTH: Final = f"(?P<month>{alternatives(words.MONTHS)})"
_CLEAR_MONTH: Final = f"(?P<month>{alternatives(set(words.MONTHS) - {'mar'})})"
_COUNT: Final = (
    rf"(?P<count>\d{{1,3}}|{alternatives(words.NUMBERS)})"
    r"(?:-\d+| (?:-|ou|or|a|to) (?:\d+|deux|two))?"
)
_UNIT: Final = (
    f"(?:(?P<days>{alternatives(words.DAY_UNITS)})|(?P<weeks>{alternatives(words.WEEK_UNITS)})"
    f"|(?P<months>{alternatives(words.MONTH_UNITS)})|(?P<years>{alternatives(words.YEAR_UNITS)})"
    f"|(?P<hours>{alternatives(words.HOUR_UNITS)}))"
)
_OR_TWO: Final = "(?: (?:ou|or) (?:deux|two))?"
_DAY: Final = r"(?P<day>\d{1,2}|premier)(?:er|e|eme|st|nd|rd|th)?"
_DAYS: Final = rf"{_DAY}(?:-\d{{1,2}}| (?:-|ou|or|au|to) \d{{1,2}}(?:st|nd|rd|th)?)?"
_YEAR: Final = r"(?P<year>20\d\d)"
_ANY_YEAR: Final = rf"(?: {_YEAR})?"
_PART: Final = (
    rf"(?:(?P<start>{alternatives(words.START_OF)})|(?P<middle>{alternatives(words.MIDDLE_OF)})"
    rf"|(?P<finish>{alternatives(words.END_OF)}))"
)
_WEEK: Final = f"(?:{alternatives(words.WEEK_UNITS)})"
_NEXT: Final = f"(?:{alternatives(words.NEXT_BEFORE)})"
_PROCHAIN: Final = f"(?:{alternatives(words.NEXT_AFTER)})"
_NEXT_WEEK: Final = f"(?P<next>{_WEEK} {_PROCHAIN}|{_NEXT} {_WEEK})"
_THIS: Final = f"(?:{alternatives(words.THIS)})"
_LAST: Final = f"(?:{alternatives(words.LAST)})"
_ARTICLE: Final = "(?:la |le |les |the |l' |du |de |de la |d' |of |of the )?"
_IN: Final = "(?:dans|ds|d' ici|d ici|sous|in|within|w/in|avant|au bout de|d'ici a)"
_ABOUT: Final = "(?:un delai de |about |the next |les |environ |env )?"
_MONTHLY: Final = (
    "(?:en|in|courant|au mois de|d' ici|by|pour|for|avant|before|av|apres|after|d' ici a|des"
    "|mois de|come)"
)

_DATES: Final[tuple[tuple[str, mean.Rule], ...]] = (
    (rf"{_YEAR}-(?P<month>\d\d)-{_DAY}", mean.mean_iso),
    (
        r"(?!24/7)(?P<first>\d{1,2})/(?P<second>\d{1,2})(?:/(?P<year>20\d\d|\d\d))?",
        mean.mean_numeric,
    ),
    (r"(?P<first>\d\d)\.(?P<second>0\d|1[0-2])(?:\.(?P<year>20\d\d|\d\d))?", mean.mean_numeric),
    (r"(?P<first>\d{1,2})\.(?P<second>\d{1,2})\.(?P<year>20\d\d)", mean.mean_numeric),
    (r"(?P<first>\d{1,2})-(?P<second>0\d|1[0-2])(?:-(?P<year>20\d\d))?", mean.mean_numeric),
    (
        rf"(?:{_WEEKDAY} )?(?:le |the )?{_DAYS} (?:of |de )?{_MONTH}{_ANY_YEAR}",
        mean.mean_day_of_month,
    ),
    (rf"(?:{_WEEKDAY} )?{_MONTH} (?:the )?{_DAYS}{_ANY_YEAR}", mean.mean_day_of_month),
    (
        rf"{_THE_WEEKDAY} (?:le |the )?{_DAY}(?! (?:h|am|pm|heures|hrs))(?! ?[ap]m)",
        mean.mean_weekday_and_number,
    ),
    (
        rf"{_WEEKDAY} (?P<first>\d{{1,2}})/(?P<second>\d{{1,2}})",
        mean.mean_numeric,
    ),
    (rf"(?:le|the|du|au|pour le|entre le) {_DAYS}(?! (?:a|to) \d)", mean.mean_day_alone),
    (
        r"(?:on|by|before|after|until|till|av|avant|apres) (?P<day>\d{1,2})(?:st|nd|rd|th|er)",
        mean.mean_day_alone,
    ),
    (r"(?P<day>\d{1,2})(?:st|nd|rd|th|er)", mean.mean_day_alone),
    (
        r"(?:first|1st) of (?:the |next )?(?:month|mth)|le premier du mois",
        period.mean_first_of_month,
    ),
)
_OF_THE_WEEK: Final[tuple[tuple[str, mean.Rule], ...]] = (
    (rf"{_THE_WEEKDAY}{_OR_WEEKDAY}", mean.mean_weekday),
    (rf"(?:{_THIS}|coming) {_THE_WEEKDAY}{_OR_WEEKDAY}", mean.mean_weekday),
    (rf"{_THE_WEEKDAY} {_PROCHAIN}", mean.mean_next_weekday),
    (rf"(?P<english>next|nxt) {_THE_WEEKDAY}{_OR_WEEKDAY}", mean.mean_next_weekday),
    (rf"{_THE_WEEKDAY} (?:en huit|en 8|week)", mean.mean_weekday_later),
    (rf"a week (?:on|from) {_THE_WEEKDAY}", mean.mean_weekday_later),
    (
        rf"{_THE_WEEKDAY} (?:de |of |in )?(?:la |the )?(?:{_WEEK} {_PROCHAIN}|{_NEXT} {_WEEK})",
        mean.mean_weekday_of_next_week,
    ),
    (rf"(?:{_PART} )?{_ARTICLE}{_NEXT_WEEK}", period.mean_week),
    (rf"(?:{_THIS}|dans la|durant la|pdt la|courant) {_WEEK}", period.mean_week),
    (rf"{_PART} {_ARTICLE}(?:{_THIS} )?{_WEEK}|eow", period.mean_end_of_week),
    (
        rf"{_WEEK} (?:du|of|of the|le) {_DAYS}(?: {_MONTH})?{_ANY_YEAR}",
        period.mean_week_holding,
    ),
    (rf"{_WEEK} of {_MONTH} {_DAYS}{_ANY_YEAR}", period.mean_week_holding),
    (
        rf"(?P<ordinal>{alternatives(words.ORDINALS)}) {_WEEK} (?:de |d' |of |in )?{_MONTH}",
        period.mean_week_of_month,
    ),
    (
        r"(?:this |ce |cette |cet )?(?:weekend|week end|wknd|w e)(?P<next> prochain)?",
        period.mean_weekend,
    ),
    (r"(?P<next>next|prochain) (?:weekend|week end|wknd|w e)", period.mean_weekend),
)
_OF_THE_YEAR: Final[tuple[tuple[str, mean.Rule], ...]] = (
    (
        rf"(?:{_PART} )?{_ARTICLE}(?P<next>mois {_PROCHAIN}|{_NEXT} (?:month|mth|mo))",
        period.mean_month_from_now,
    ),
    (rf"{_PART} {_ARTICLE}(?:{_THIS} )?(?:mois|month)|(?P<eom>eom)", period.mean_end_of_month),
    (r"ce mois|ce mois ci|this month|dans le mois", period.mean_this_month),
    (rf"{_PART} {_ARTICLE}{_MONTH}{_ANY_YEAR}", period.mean_month),
    (
        rf"{_MONTHLY} {_CLEAR_MONTH}{_ANY_YEAR}(?! \d{{1,2}}(?:st|nd|rd|th)?(?!\S))",
        period.mean_month_in,
    ),
    (rf"{_MONTH}{_ANY_YEAR}", period.mean_bare_month),
    (
        rf"{_ARTICLE}(?P<next>(?:an|annee) {_PROCHAIN}|{_NEXT} (?:year|yr))",
        period.mean_next_year,
    ),
    (
        rf"(?P<finish>{alternatives(words.END_OF)}) {_ARTICLE}(?:{_THIS} )?(?:annee|year|yr)|eoy",
        period.mean_end_of_year,
    ),
    (rf"(?:{_PART} )?{_ARTICLE}[qt](?P<quarter>[1-4]){_ANY_YEAR}", period.mean_quarter),
    (r"prochain trimestre|trimestre prochain|next quarter", period.mean_next_quarter),
    (
        rf"(?:au|en|a l'|cet|cette|this|in|in the|next|l'|this coming) "
        rf"(?P<season>{alternatives(words.SEASONS)})",
        period.mean_season,
    ),
    (f"(?P<feast>{alternatives(words.FEASTS)})", period.mean_feast),
    (
        "(?:avant|av|before|d' ici|by) (?:les fetes|fetes|noel|the holidays|xmas|christmas)",
        period.mean_before_christmas,
    ),
    (
        f"(?:apres|after|passe|in|over|au) (?:{alternatives(words.NEW_YEAR)})",
        period.mean_after_new_year,
    ),
    ("in the new year|nouvelle annee|new year", period.mean_after_new_year),
    ("paques|easter", period.mean_easter),
)
_FROM_TODAY: Final[tuple[tuple[str, mean.Rule], ...]] = (
    (alternatives(words.TODAY, words.AT_ONCE), mean.mean_today),
    (alternatives(words.TOMORROW), mean.mean_in_days(1)),
    (alternatives(words.AFTER_TOMORROW), mean.mean_in_days(2)),
    (rf"{_IN} {_ABOUT}{_COUNT} {_UNIT}{_OR_TWO}", mean.mean_in_some_time),
    (rf"{_IN} (?P<count>\d{{2}})h", mean.mean_in_hours),
    (rf"{_COUNT} {_UNIT} (?:from now|from today|plus tard|later)", mean.mean_in_some_time),
    (rf"{_COUNT} {_UNIT}", mean.mean_bare_count),
    (
        "(?:in|within) a fortnight|(?:dans|sous|d' ici) (?:une )?quinzaine|fortnight"
        "|d' aujourd'hui en quinze",
        mean.mean_in_days(14),
    ),
    ("d' aujourd'hui en huit|a week (?:from )?today", mean.mean_in_days(7)),
)
_OVER: Final[tuple[tuple[str, mean.Rule], ...]] = (
    (rf"{_WEEKDAY} {_LAST}|(?:last|past) {_WEEKDAY}", mean.mean_past),
    (
        rf"(?:tous les|toutes les|chaque|every|each) "
        rf"(?:{_WEEKDAY}|{_WEEKDAYS}|{_WEEK}|mois|month|an|year|annee)",
        mean.mean_past,
    ),
    (rf"(?:les |on )?{_WEEKDAYS}", mean.mean_past),
    (alternatives(words.YESTERDAY), mean.mean_past),
    (
        r"il y a \w+ \w+|\w+ (?:days?|weeks?|months?|years?|yrs) ago"
        r"|(?:semaine|mois|an|annee) (?:dernier|derniere|passee?)|last (?:week|month|year|night)",
        mean.mean_past,
    ),
)

RULES: Final = (*_DATES, *_OF_THE_WEEK, *_OF_THE_YEAR, *_FROM_TODAY, *_OVER)
"""All are tried everywhere; of those that overlap, the one with the most words counts."""
