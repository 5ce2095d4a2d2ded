"""The day that words mean, from the day on which the card was shot."""

from datetime import date

import pytest

from ocr.proposals.day_meanings import DaySetting
from ocr.proposals.days import Relation, find_days
from ocr.proposals.note_text import read_note

TUESDAY = date(2026, 11, 24)


def day_of(text: str, shot_on: date = TUESDAY) -> str:
    note = read_note(text, "fr")
    is_french = note.language == "fr"
    days = find_days(note, DaySetting(shot_on, not is_french, is_french))
    assert len(days) == 1, days
    return days[0].due.isoformat() if days[0].due else ""


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("mardi", "2026-12-01"),  # on a Tuesday: the next one
        ("mer", "2026-11-25"),
        ("ven.", "2026-11-27"),
        ("mardi en huit", "2026-12-08"),
        ("next Friday", "2026-12-04"),
        ("vendredi prochain", "2026-11-27"),
        ("lundi de la semaine prochaine", "2026-11-30"),
        ("dem.", "2026-11-25"),
        ("après-demain", "2026-11-26"),
        ("day after tomorrow", "2026-11-26"),
        ("dans 2 sem", "2026-12-08"),
        ("dans 10-15 jours", "2026-12-04"),
        ("d'ici quinze jours", "2026-12-08"),
        ("sous 48h", "2026-11-26"),
        ("in 3 months", "2027-02-24"),
        ("in a fortnight", "2026-12-08"),
        ("cette semaine", "2026-11-27"),
        ("next week", "2026-11-30"),
        ("fin de semaine prochaine", "2026-12-04"),
        ("EOW", "2026-11-27"),
        ("la semaine du 3", "2026-12-03"),
        ("week of Jan 11", "2027-01-11"),
        ("this weekend", "2026-11-28"),
        ("le 12", "2026-12-12"),
        ("avant le 12", "2026-12-12"),
        ("after the 15th", "2026-12-16"),
        ("mer 2", "2026-12-02"),
        ("lundi 30", "2026-11-30"),
        ("12 janv.", "2027-01-12"),
        ("Jan 12th", "2027-01-12"),
        ("le 1er février", "2027-02-01"),
        ("2027-01-12", "2027-01-12"),
        ("le 12/01", "2027-01-12"),
        ("on 12/01", "2026-12-01"),
        ("on 25/12", "2026-12-25"),
        ("d'ici le 4-5 déc", "2026-12-04"),
        ("mid-January", "2027-01-15"),
        ("mi-décembre", "2026-12-15"),
        ("fin du mois", "2026-11-30"),
        ("end of January", "2027-01-31"),
        ("début mars", "2027-03-01"),
        ("en novembre", "2026-11-30"),  # under way: due on its last day
        ("le mois prochain", "2026-12-01"),
        ("l'an prochain", "2027-01-01"),
        ("Q1", "2027-01-01"),
        ("T4", "2026-12-31"),
        ("1re semaine de mars", "2027-03-01"),
        ("après les fêtes", "2027-01-04"),
        ("before Christmas", "2026-12-24"),
        ("avant Pâques", "2027-03-28"),
        ("au printemps", "2027-03-20"),
        ("asap", "2026-11-24"),
        ("ce soir", "2026-11-24"),
    ],
)
def test_a_day_is_counted_from_the_shot(text, day):
    assert day_of(text) == day


@pytest.mark.parametrize(
    "text", ["le 31 février", "hier", "last Tuesday", "mardi dernier", "tous les mardis"]
)
def test_days_that_are_over_or_come_again_or_are_not_are_due_never(text):
    assert day_of(text) == ""


@pytest.mark.parametrize(
    ("shot_on", "text", "day"),
    [
        (date(2027, 1, 31), "dans un mois", "2027-02-28"),
        (date(2028, 1, 31), "dans un mois", "2028-02-29"),
        (date(2026, 12, 31), "demain", "2027-01-01"),
        (date(2026, 12, 31), "le 31", "2027-01-31"),
        (date(2027, 1, 30), "le 30", "2027-03-30"),  # February has none
        (date(2027, 1, 31), "fin du mois", "2027-01-31"),
        (date(2026, 11, 29), "cette semaine", "2026-11-29"),  # a Sunday: its Friday is over
        (date(2026, 11, 28), "eow", "2026-12-04"),
    ],
)
def test_months_and_years_end_where_the_calendar_says(shot_on, text, day):
    assert day_of(text, shot_on) == day


@pytest.mark.parametrize("text", ["mon frère", "Sam Roy", "24/7", "12 employés"])
def test_what_is_no_day_names_none(text):
    note = read_note(text, "fr")
    assert find_days(note, DaySetting(TUESDAY, is_month_first=False, is_french=True)) == ()


def test_the_preposition_is_part_of_what_is_cited():
    note = read_note("envoyer avant le 12", "fr")
    (day,) = find_days(note, DaySetting(TUESDAY, is_month_first=False, is_french=True))

    assert note.quote(day.span) == "avant le 12"
    assert day.relation is Relation.BY
