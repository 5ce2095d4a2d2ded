"""How addresses are written in further countries, each by its usual order of parts."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from training.draft import Draft, Writer
from training.stock import Stock


def _number_after(stock: Stock, draft: Draft) -> list[str]:
    """Return street and number, then code and town: most of Europe."""
    rng = stock.rng
    code, nation = _CODES[draft.country]
    street = stock.street(_CULTURE[draft.country])
    floor = rng.choice(["", "", "", f", {draft.k}. etg.", f"/{draft.k}", f" A {draft.k}"])
    return [
        rng.choice(["", "", "", f"{draft.brand} Center", f"{draft.brand} {rng.choice('ABC')}"]),
        f"{street} {draft.n}{floor}",
        f"{code(rng)} {draft.town}",
        nation if draft.nation else "",
    ]


def _british_like(stock: Stock, draft: Draft) -> list[str]:
    """Return an address as English-speaking countries outside of North America write it."""
    rng = stock.rng
    code, nation = _CODES[draft.country]
    way = rng.choice(
        ["Street", "Road", "Lane", "Avenue", "Drive", "Close", "Crescent", "Quay", "Way"]
    )
    top = rng.choice(
        ["", "", f"Unit {draft.k}", f"Level {draft.k}", f"{draft.brand} House", f"{draft.k}/F {draft.brand} Tower",
         f"The {draft.brand} Building", f"P.O. Box {draft.n}", f"#{draft.k:02d}-{draft.n % 90 + 10}", f"Plot {draft.n}"]
    )  # fmt: skip
    street = f"{draft.n} {rng.choice([draft.family, draft.brand])} {way}"
    quarter = rng.choice(
        ["", "", f"{draft.brand} Estate", f"{draft.family}town", f"Brgy. {draft.family}"]
    )
    last = f"{draft.town} {code(rng)}".strip()
    end = nation if draft.nation or rng.random() < 0.2 else ""
    if rng.random() < 0.3:
        return [
            ", ".join(p for p in (top, street) if p),
            ", ".join(p for p in (quarter, last, end) if p),
        ]
    return [top, street, quarter, last, end]


def _spanish_america(stock: Stock, draft: Draft) -> list[str]:
    """Return an address in South America."""
    rng = stock.rng
    code, nation = _CODES[draft.country]
    way = rng.choice(["Av.", "Calle", "Cra.", "Carrera", "Jr.", "Pasaje", "Avenida", "Ruta"])
    number = rng.choice(
        [
            f"{draft.n}",
            f"Nº {draft.n}",
            f"No. {draft.k}-{draft.n % 90 + 10}",
            f"# {draft.k}-{draft.n % 90 + 10}",
        ]
    )
    extra = rng.choice(
        [
            "",
            "",
            f", Of. {draft.k}",
            f", Piso {draft.k}",
            f" Dpto. {draft.k}",
            f", Oficina {draft.n}",
        ]
    )
    return [
        f"{way} {draft.family} {number}{extra}",
        rng.choice(["", f"Barrio {draft.brand}", f"Col. {draft.brand}", f"Edificio {draft.brand}"]),
        rng.choice([f"{draft.town}, {nation}", f"{code(rng)} {draft.town}", f"{draft.town} - {nation}"]),
    ]  # fmt: skip


def _indonesia(stock: Stock, draft: Draft) -> list[str]:
    """Return an address in Indonesia."""
    rng = stock.rng
    return [
        f"Jl. {draft.brand} No. {draft.n}",
        rng.choice(["", f"Gedung {draft.brand} Lt. {draft.k}", f"Kel. {draft.brand}"]),
        f"{rng.choice(['Jakarta Selatan', 'Bandung', 'Surabaya', 'Yogyakarta'])} {draft.d5}",
        "Indonesia" if draft.nation else "",
    ]


def _country_side(stock: Stock, draft: Draft) -> list[str]:
    """Return an address without a street, as French villages and farms have it."""
    rng = stock.rng
    place = rng.choice(
        [f"Hameau de {draft.brand}", f"Lieu-dit {draft.brand}", f"Lieu-dit « Le {draft.brand} »", "Le Bourg", f"La {draft.brand}",
         f"Ferme de {draft.brand}", f"Domaine de {draft.brand}", f"Route de {draft.town}", f"Route du {draft.brand}", f"Chemin des {draft.brand}s",
         f"Stade {stock.given('FR')}-{draft.family}", f"Pavillon {draft.family}, bureau {draft.n}", f"Z.A. {draft.brand}",
         f"Parc d'activités {draft.brand}", f"Place du {draft.brand}", f"Quartier {draft.brand}", f"Villa {draft.brand}, {draft.brand} {draft.k}"]
    )  # fmt: skip
    town = stock.town("FR")
    last = rng.choice(
        [f"{draft.d5} {town}", f"{draft.d5} {town.upper()}", f"{draft.d5} {town} Cedex"]
    )
    return [place, rng.choice(["", "", f"BP {draft.n}", f"B.P. {draft.n % 99}"]), last]


_HOUSES = {
    "en": ("The Old {h}", "{b} House", "{b} Farm", "{f} Manor", "The {h}", "{b} Hall", "{f} Building", "{b} Campus", "{b} Lodge", "County Road {k}", "Hwy {n} at {f} Rd", "RR {k}, Box {n}", "{b} Stadium", "{f} Hospital", "{b} Mill, {f} Yard"),
    "fr": ("Hameau de {b}", "Mas {f}", "Moulin de {b}", "Château {f}", "Ancienne {h}", "Les Granges de {b}", "Le Haut {b}", "Stade {f}", "Salle {f}", "Gymnase {g} {f}", "Pavillon {f}, local {n}", "Hôpital {f}", "Campus {b}", "Tour {b}, étage {k}", "Maison {f}", "Rang {k}"),
    "de": ("Hof {b}", "Gut {f}", "Haus {b}", "Alte {h}", "Schloss {f}", "Gebäude {k}", "Campus {b}", "Im {b}"),
    "es": ("Finca {b}", "Masía {f}", "Partida {b}", "Hacienda {f}", "Polígono {b}", "Paraje {b}, s/n", "Edificio {f}"),
    "pt": ("Quinta da {b}", "Lugar de {b}", "Fazenda {b}", "Sítio {f}", "Herdade de {b}", "Solar {f}"),
    "it": ("Località {b}", "Podere {b}", "Cascina {f}", "Frazione {b}", "Villa {f}", "Palazzo {f}"),
    "nl": ("Huize {b}", "Hoeve {f}", "Gebouw {b}", "Landgoed {f}"),
}  # fmt: skip
_KINDS = {
    "en": ("Rectory", "Mill", "School House", "Forge", "Bakery", "Vicarage", "Parsonage", "Courthouse", "Station"),
    "fr": ("gare", "école", "forge", "laiterie", "mairie", "cure", "usine"),
    "de": ("Mühle", "Schule", "Schmiede", "Molkerei", "Post", "Brennerei"),
}  # fmt: skip


def named_house(stock: Stock, language: str, draft: Draft) -> str:
    """Return a house, a farm or a hamlet that is known by its name."""
    rng = stock.rng
    shape = rng.choice(_HOUSES.get(language, _HOUSES["en"]))
    return shape.format(
        b=draft.brand,
        f=draft.family,
        g=stock.given("FR"),
        h=rng.choice(_KINDS.get(language, _KINDS["en"])),
        k=draft.k,
        n=draft.n,
    )


def _digits(count: int) -> Callable[[Random], str]:
    return lambda rng: "".join(str(rng.randint(1 if i == 0 else 0, 9)) for i in range(count))


def _parts(*counts: int) -> Callable[[Random], str]:
    return lambda rng: " ".join(_digits(count)(rng) for count in counts)


def _none(_rng: Random) -> str:
    return ""


def _eircode(rng: Random) -> str:
    letters = "ABCDEFHKPRTVWXY"
    return f"{rng.choice(letters)}{rng.randint(10, 99)} {rng.choice(letters)}{rng.randint(1, 9)}{rng.choice(letters)}{rng.randint(1, 9)}"


_CODES: dict[str, tuple[Callable[[Random], str], str]] = {
    "NO": (_digits(4), "Norway"), "DK": (_digits(4), "Denmark"), "FI": (_digits(5), "Finland"), "CZ": (_parts(3, 2), "Czech Republic"),
    "HU": (_digits(4), "Hungary"), "RO": (_digits(6), "Romania"), "HR": (_digits(5), "Croatia"), "IE": (_eircode, "Ireland"),
    "NZ": (_digits(4), "New Zealand"), "ZA": (_digits(4), "South Africa"), "SG": (_digits(6), "Singapore"), "PH": (_digits(4), "Philippines"),
    "NG": (_none, "Nigeria"), "AR": (_digits(4), "Argentina"), "CO": (_none, "Colombia"), "CL": (_digits(7), "Chile"),
}  # fmt: skip
_CULTURE = {"NO": "NO", "DK": "DK", "FI": "FI", "CZ": "CZ", "HU": "HU", "RO": "RO", "HR": "HR"}

WRITERS: dict[str, Writer] = {
    **dict.fromkeys(_CULTURE, _number_after),
    **dict.fromkeys(("IE", "NZ", "ZA", "SG", "PH", "NG"), _british_like),
    **dict.fromkeys(("AR", "CO", "CL"), _spanish_america),
    "ID": _indonesia,
    "FR_VILLAGE": _country_side,
}
