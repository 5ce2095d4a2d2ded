"""What people write on the cards they are handed, in French and in English."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from drawn.names import CULTURES
from drawn.words import read_rows

_DAYS = {
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi"),
    "en": ("Mon", "Tuesday", "Wed", "Thursday", "Friday"),
}
_MONTHS = {
    "fr": (
        "janvier", "février", "mars", "avril", "mai", "juin", "août", "septembre", "octobre",
        "novembre", "décembre",
    ),
    "en": ("January", "Feb", "March", "April", "May", "June", "Sept", "October", "November"),
}  # fmt: skip
_HOURS = {
    "fr": ("9h", "10h30", "11h", "14h", "15h30", "16h", "17h"),
    "en": ("9am", "10:30", "11am", "2pm", "3:30", "4pm", "5pm"),
}
_TOWNS = {
    "fr": ("Laval", "Lévis", "Namur", "Rennes", "Vevey", "Annecy", "Gatineau"),
    "en": ("Leeds", "Austin", "Halifax", "Bristol", "Denver", "Guelph"),
}


@dataclass(frozen=True, slots=True)
class NoteText:
    """A note: why it was written, and its lines."""

    intent: str
    """call, send, meet, write, thank, congratulate, introduce, referral, spare_card, tag or
    remember."""
    lines: tuple[str, ...]


def draw_note(rng: Random, language: str) -> NoteText:
    """Draw a note in French or, for every other language, in English."""
    language = language if language == "fr" else "en"
    intent, _, text = rng.choice(NOTES[language]).partition("|")
    people = CULTURES["quebec" if language == "fr" else "english"]
    is_woman = rng.random() < 0.5
    first = rng.choice(people.female if is_woman else people.male)
    polite = ("Mme" if is_woman else "M.") if language == "fr" else ("Ms" if is_woman else "Mr")
    filled = text.format(
        day=rng.choice(_DAYS[language]),
        month=rng.choice(_MONTHS[language]),
        hour=rng.choice(_HOURS[language]),
        number=rng.randint(2, 28),
        town=rng.choice(_TOWNS[language]),
        first=first,
        person=rng.choice([f"{polite} {rng.choice(people.family)}", first]),
    )
    return NoteText(intent.strip(), tuple(line.strip() for line in filled.split(" / ")))


NOTES: dict[str, tuple[str, ...]] = {
    "fr": read_rows("notes_fr"),
    "en": read_rows("notes_en"),
}
