"""The words of days and times, French and English, as people abbreviate them on a card.

All words are folded: lower case, without accents.
"""

from __future__ import annotations

from typing import Final

WEEKDAYS: Final[dict[str, int]] = {
    **dict.fromkeys(("lundi", "lun", "monday", "mon"), 0),
    **dict.fromkeys(("mardi", "mar", "tuesday", "tues", "tue"), 1),
    **dict.fromkeys(("mercredi", "mercr", "mer", "merc", "wednesday", "weds", "wed"), 2),
    **dict.fromkeys(("jeudi", "jeu", "jeud", "thursday", "thurs", "thur", "thu"), 3),
    **dict.fromkeys(("vendredi", "vend", "ven", "friday", "fri"), 4),
    **dict.fromkeys(("samedi", "sam", "saturday", "sat"), 5),
    **dict.fromkeys(("dimanche", "dim", "sunday", "sun"), 6),
}
"""Monday is 0."""

DOUBTFUL_WEEKDAYS: Final = frozenset(("mon", "mar", "mer", "jeu", "sam", "sat", "sun", "dim"))
"""Also other words: "mon frère", "la mer", Sam. Days only where nothing but a day fits."""

RECURRING_WEEKDAYS: Final[tuple[str, ...]] = (
    *(f"{name}s" for name in WEEKDAYS if name.endswith(("di", "day"))),
    "dimanches",
    "weekends",
)

MONTHS: Final[dict[str, int]] = {
    **dict.fromkeys(("janvier", "janv", "january", "jan"), 1),
    **dict.fromkeys(("fevrier", "fevr", "fev", "february", "feb"), 2),
    **dict.fromkeys(("mars", "march", "mar"), 3),
    **dict.fromkeys(("avril", "avr", "april", "apr"), 4),
    **dict.fromkeys(("mai", "may"), 5),
    **dict.fromkeys(("juin", "june", "jun"), 6),
    **dict.fromkeys(("juillet", "juil", "july", "jul"), 7),
    **dict.fromkeys(("aout", "august", "aug"), 8),
    **dict.fromkeys(("septembre", "september", "sept", "sep"), 9),
    **dict.fromkeys(("octobre", "october", "oct"), 10),
    **dict.fromkeys(("novembre", "november", "nov"), 11),
    **dict.fromkeys(("decembre", "december", "dec"), 12),
}

DOUBTFUL_MONTHS: Final = frozenset(("mar", "may", "march", "sept", "jan", "dec", "avr", "mai"))
"""Too short or also other words ("may call", "sept" for seven): never a month alone."""

NUMBERS: Final[dict[str, int]] = {
    **dict.fromkeys(("un", "une", "a", "an", "one"), 1),
    **dict.fromkeys(("deux", "two", "couple", "couple of", "a couple of"), 2),
    **dict.fromkeys(("trois", "three"), 3),
    **dict.fromkeys(("quatre", "four"), 4),
    **dict.fromkeys(("cinq", "five"), 5),
    "six": 6,
    **dict.fromkeys(("sept", "seven"), 7),
    **dict.fromkeys(("huit", "eight"), 8),
    **dict.fromkeys(("neuf", "nine"), 9),
    **dict.fromkeys(("dix", "ten", "dizaine de", "une dizaine de"), 10),
    **dict.fromkeys(("quinze", "quinzaine de", "une quinzaine de"), 15),
    "vingt": 20,
    "trente": 30,
}

ORDINALS: Final[dict[str, int]] = {
    **dict.fromkeys(("premiere", "1re", "1ere", "1er", "first", "1st"), 1),
    **dict.fromkeys(("deuxieme", "2e", "2eme", "second", "2nd"), 2),
    **dict.fromkeys(("troisieme", "3e", "3eme", "third", "3rd"), 3),
    **dict.fromkeys(("quatrieme", "4e", "4eme", "fourth", "4th"), 4),
    **dict.fromkeys(("derniere", "last"), 5),
}
"""Of a month's weeks; the fifth is the last."""

DAY_UNITS: Final = ("jours", "jour", "jrs", "jr", "j", "days", "day")
WEEK_UNITS: Final = ("semaines", "semaine", "sem", "sems", "weeks", "week", "wks", "wk")
MONTH_UNITS: Final = ("mois", "months", "month", "mos", "mo", "mths", "mth")
YEAR_UNITS: Final = ("ans", "an", "annees", "annee", "years", "year", "yrs", "yr")
HOUR_UNITS: Final = ("heures", "heure", "hours", "hour", "hrs", "h")

TODAY: Final = ("aujourd'hui", "auj", "today", "ce soir", "tonight", "cet apres midi", "ce midi")
TOMORROW: Final = ("demain", "dem", "tomorrow", "tmrw", "tmr", "tmw", "tomo", "2moro", "2morrow")
AFTER_TOMORROW: Final = (
    "apres demain", "day after tomorrow", "the day after tomorrow", "surlendemain",
)  # fmt: skip
YESTERDAY: Final = ("hier", "yesterday", "avant hier", "last night", "hier soir")
AT_ONCE: Final = (
    "asap", "au plus vite", "au plus tot", "des que possible", "le plus tot possible", "dqp",
    "urgent", "urgence", "en urgence", "right away", "tout de suite", "sans tarder", "immediately",
    "immediatement", "au plus sacrant", "eod", "end of day", "fin de journee", "end of the day",
)  # fmt: skip

THIS: Final = ("ce", "cet", "cette", "this")
NEXT_AFTER: Final = ("prochain", "prochaine", "proch", "suivant", "suivante", "next")
NEXT_BEFORE: Final = ("next", "nxt", "prochain", "prochaine")
LAST: Final = ("dernier", "derniere", "passe", "passee", "last", "past", "previous")
START_OF: Final = (
    "debut", "au debut", "debut de", "debut du", "debut d'", "early", "beginning of", "start of",
    "beginning", "debut de la", "beginning of the", "start of the",
)  # fmt: skip
MIDDLE_OF: Final = (
    "mi", "a la mi", "mid", "milieu", "milieu de", "milieu du", "middle of", "milieu de la",
    "middle of the",
)  # fmt: skip
END_OF: Final = (
    "fin", "la fin", "fin de", "fin du", "fin d'", "fin de la", "la fin de la", "la fin du",
    "a la fin du", "a la fin de la", "en fin de", "la fin de", "late", "end of", "end of the",
    "the end of the", "the end of", "end", "month end", "fin de l'", "la fin de l'",
)  # fmt: skip

DAY_PARTS: Final = (
    "matin", "am", "pm", "apres midi", "ap midi", "aprem", "soir", "soiree", "avant midi",
    "morning", "afternoon", "evening", "night", "matinee", "dans l' apres midi", "en matinee",
    "en apres midi", "in the morning", "in the afternoon", "midi", "noon", "lunch",
)  # fmt: skip

DAYISH_WORDS: Final = frozenset(
    (
        "ou", "or", "et", "and", "le", "the", "au", "a", "at", "vers", "prochain", "prochaine",
        "proch", "next", "this", "en", "de", "matin", "am", "pm", "soir", "apres", "ap", "aprem",
        "avant", "morning", "afternoon", "evening", "midi", "noon", "dans", "before", "after",
        "around", "entre", "between", "re", "des", "i", "night",
    )
)  # fmt: skip
"""What may follow a weekday; anything else after "mon" or "sam" says that it is none."""

BEFORE: Final = (
    "avant", "av", "avt", "d' ici", "d ici", "ici", "au plus tard", "before", "by", "b4", "bef",
    "no later than", "pas plus tard que", "deadline", "echeance", "du pour", "due", "date limite",
    "limite",
)  # fmt: skip
AFTER: Final = ("apres", "after", "passe", "past", "apr")
UNTIL: Final = ("jusqu' au", "jusqu' a", "jusque", "jusqu'", "jusqu' en", "until", "till", "til")
FROM: Final = (
    "a partir de", "a partir du", "a compter du", "a compter de", "des", "from", "starting",
    "as of",
)  # fmt: skip
ON: Final = (
    "pour", "on", "for", "en", "in", "au", "du", "a", "courant", "durant", "during", "pdt",
    "pendant", "dans", "vers", "around", "des", "at", "cet", "ce", "cette", "this", "au mois de",
    "autour du", "come",
)  # fmt: skip

SEASONS: Final[dict[str, tuple[int, int]]] = {
    **dict.fromkeys(("printemps", "spring"), (3, 20)),
    **dict.fromkeys(("ete", "summer"), (6, 21)),
    **dict.fromkeys(("automne", "autumn", "fall"), (9, 22)),
    **dict.fromkeys(("hiver", "winter"), (12, 21)),
}
"""Month and day on which a season begins."""

FEASTS: Final[dict[str, tuple[int, int]]] = {
    **dict.fromkeys(("noel", "xmas", "christmas"), (12, 25)),
    **dict.fromkeys(("saint jean", "st jean"), (6, 24)),
    "halloween": (10, 31),
    **dict.fromkeys(
        ("saint valentin", "st valentin", "valentine's day", "valentines day"), (2, 14)
    ),
    **dict.fromkeys(("la rentree", "rentree", "labour day", "labor day"), (9, 1)),
}

NEW_YEAR: Final = (
    "les fetes", "fetes", "the holidays", "holidays", "jour de l' an", "le jour de l' an",
    "nouvel an", "le nouvel an", "new year", "new years", "the new year", "new year's",
    "noel", "xmas", "christmas",
)  # fmt: skip
"""After these, work begins again on the first working day from 2 January."""
