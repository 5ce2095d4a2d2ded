"""Towns with the shape of their postcodes, and street names to invent addresses from."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from drawn.truth import AddressTruth
from drawn.words import read_rows


@dataclass(frozen=True, slots=True)
class Town:
    """A town: # in its postcode is a digit, @ a letter."""

    name: str
    postcode: str
    region: str
    areas: tuple[str, ...]
    """How its telephone numbers begin, without the trunk prefix; none when all are alike."""


def _read_towns() -> dict[str, tuple[Town, ...]]:
    towns: dict[str, tuple[Town, ...]] = {}
    for row in read_rows("towns"):
        country, name, postcode, region, areas = (cell.strip() for cell in row.split("|"))
        town = Town(name, postcode, region, tuple(areas.split()))
        towns[country] = (*towns.get(country, ()), town)
    return towns


TOWNS: dict[str, tuple[Town, ...]] = _read_towns()
"""By country; see `drawn.people.COUNTRY_WEIGHTS`."""

STREETS: dict[str, tuple[str, ...]] = {
    language: read_rows(f"streets_{language}") for language in ("fr", "en", "de", "pt", "es", "it")
}
COUNTRY_NAMES: dict[str, dict[str, str]] = {
    "fr": {
        "QC": "Canada", "FR": "France", "BE": "Belgique", "CH": "Suisse", "TN": "Tunisie",
        "MA": "Maroc", "DZ": "Algérie",
    },
    "en": {"CA": "Canada", "US": "USA", "GB": "United Kingdom", "QC": "Canada"},
    "de": {"DE": "Deutschland", "CH": "Schweiz"},
    "pt": {"PT": "Portugal", "BR": "Brasil"},
    "es": {"ES": "España"}, "it": {"IT": "Italia"},
}  # fmt: skip


def draw_address(rng: Random, country: str, language: str, town: Town) -> AddressTruth:
    """Invent an address: a real town, a street and a number that were made up."""
    postcode = "".join(_fill(rng, character) for character in town.postcode)
    street = _draw_street(rng, country, language)
    country_name = COUNTRY_NAMES[language].get(country, "") if rng.random() < 0.25 else ""
    town_line = _town_line(rng, country, town, postcode)
    unit = _draw_unit(rng, country, language)
    lines = [street if not unit else f"{street}, {unit}"]
    if unit and rng.random() < 0.5:
        lines = [street, unit]
    if country_name and rng.random() < 0.5:
        lines += [town_line, country_name]
    else:
        lines += [f"{town_line}, {country_name}" if country_name else town_line]
    return AddressTruth(
        lines=tuple(lines),
        street=f"{street}, {unit}" if unit else street,
        postcode=postcode,
        locality=town.name,
        region=town.region,
        country=country_name,
    )


def _fill(rng: Random, character: str) -> str:
    if character == "#":
        return str(rng.randint(1, 9))
    return rng.choice("ABCEGHJKLMNPRST") if character == "@" else character


def _draw_street(rng: Random, country: str, language: str) -> str:
    name = rng.choice(STREETS[language])
    if country in {"QC", "CA", "US"}:
        number = str(rng.randint(11, 9850))
    else:
        number = str(rng.randint(1, 148)) + rng.choice(
            ["", "", "", "", " bis"] if language == "fr" else [""]
        )
    if language == "fr":
        return f"{number}{rng.choice([', ', ', ', ' '])}{name}"
    if language == "en":
        return f"{number} {name}"
    return f"{name}{', ' if language in {'pt', 'es', 'it'} else ' '}{number}"


def _draw_unit(rng: Random, country: str, language: str) -> str:
    if rng.random() < 0.7:
        return ""
    number = rng.randint(2, 40) * 10 + rng.randint(0, 5)
    if language == "fr":
        return (
            f"bureau {number}"
            if country == "QC"
            else rng.choice(["Bâtiment B", "2e étage", "BP 214"])
        )
    if language == "en":
        return rng.choice(
            [f"Suite {number}", f"Unit {number % 40 + 1}", f"{number % 15 + 4}th Floor"]
        )
    return ""


def _town_line(rng: Random, country: str, town: Town, postcode: str) -> str:
    if country == "QC":
        if rng.random() < 0.7:
            return f"{town.name} ({town.region}) {postcode}"
        return f"{town.name}, QC {postcode}"
    if country in {"CA", "US"}:
        return f"{town.name}, {town.region} {postcode}"
    if country == "GB":
        return f"{town.name} {postcode}"
    if country == "BR":
        return f"{postcode} {town.name} - {town.region}"
    if country == "IT":
        return f"{postcode} {town.name} ({town.region})"
    prefix = {"BE": "B-", "CH": "CH-"}.get(country, "") if rng.random() < 0.4 else ""
    return f"{prefix}{postcode} {town.name}"
