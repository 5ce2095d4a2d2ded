"""The time zones a person can choose from, by continent, under the names of their language."""

from __future__ import annotations

from functools import cache
from zoneinfo import available_timezones

from babel import Locale
from babel.dates import get_timezone_location

from app.i18n import mark, translate

CONTINENTS = {
    "Africa": mark("Africa"),
    "America": mark("America"),
    "Antarctica": mark("Antarctica"),
    "Asia": mark("Asia"),
    "Atlantic": mark("Atlantic"),
    "Australia": mark("Australia"),
    "Europe": mark("Europe"),
    "Indian": mark("Indian Ocean"),
    "Pacific": mark("Pacific"),
}

Choices = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
"""Groups of a choice: each its label, and its (value, label) pairs."""


@cache
def list_time_zones(language: str) -> Choices:
    """List the zones in groups, by continent and city; UTC stands first, alone.

    Args:
        language: One of the languages of app.i18n.

    Returns:
        Groups of (IANA name, city), each group in the order of its cities.
    """
    locale = Locale(language)
    cities: dict[str, list[tuple[str, str]]] = {continent: [] for continent in CONTINENTS}
    for zone in available_timezones():
        continent, _, place = zone.partition("/")
        if place and continent in cities:
            city = get_timezone_location(zone, locale=locale, return_city=True)
            cities[continent].append((zone, _name(city, place)))
    groups = [
        (translate(language, label), tuple(sorted(cities[continent], key=lambda pair: pair[1])))
        for continent, label in CONTINENTS.items()
    ]
    return (("", (("UTC", "UTC"),)), *groups)


def _name(city: str, place: str) -> str:
    """Name a city; older names of a zone say themselves, not the city that replaced them."""
    own = place.replace("_", " ").replace("/", ", ")
    is_same = city.casefold().replace("-", " ")[:3] == own.split(", ")[-1].casefold()[:3]
    return city if is_same else own
