"""Towns with the shape of their postcodes, and street names to invent addresses from."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from drawn.truth import AddressTruth


@dataclass(frozen=True, slots=True)
class Town:
    """A town: # in its postcode is a digit, @ a letter."""

    name: str
    postcode: str
    region: str = ""


def _towns(table: str) -> tuple[Town, ...]:
    rows = (row.split("|") for row in table.split(";"))
    return tuple(Town(*(cell.strip() for cell in row)) for row in rows)


TOWNS: dict[str, tuple[Town, ...]] = {
    "QC": _towns(
        "Montréal|H2@ #@#|Québec;Québec|G1@ #@#|Québec;Laval|H7@ #@#|Québec;Gatineau|J8@ #@#|Québec;"
        "Longueuil|J4@ #@#|Québec;Sherbrooke|J1@ #@#|Québec;Trois-Rivières|G8@ #@#|Québec;"
        "Lévis|G6@ #@#|Québec;Saguenay|G7@ #@#|Québec;Saint-Jérôme|J7@ #@#|Québec;"
        "Rimouski|G5@ #@#|Québec;Drummondville|J2@ #@#|Québec"
    ),
    "FR": _towns(
        "Paris|750##;Lyon|6900#;Marseille|1300#;Toulouse|31000;Nantes|44000;Bordeaux|33000;"
        "Lille|59000;Rennes|35000;Strasbourg|67000;Grenoble|38000;Montpellier|34000;Dijon|21000;"
        "Clermont-Ferrand|63000;Saint-Étienne|42000;Aix-en-Provence|13100;Annecy|74000"
    ),
    "BE": _towns(
        "Bruxelles|1000;Liège|4000;Namur|5000;Gent|9000;Charleroi|6000;Ixelles|1050;Mons|7000"
    ),
    "CH": _towns(
        "Genève|1204;Lausanne|1005;Fribourg|1700;Neuchâtel|2000;Sion|1950;Bern|3011;Vevey|1800"
    ),
    "TN": _towns("Tunis|1002;Sfax|3000;Sousse|4000;La Marsa|2070;Bizerte|7000"),
    "MA": _towns("Casablanca|20250;Rabat|10000;Marrakech|40000;Tanger|90000;Fès|30000"),
    "DZ": _towns("Alger|16000;Oran|31000;Constantine|25000;Annaba|23000"),
    "US": _towns(
        "Boston|021##|MA;Chicago|606##|IL;Portland|972##|OR;Austin|787##|TX;Denver|802##|CO;"
        "Seattle|981##|WA;Atlanta|303##|GA;Minneapolis|554##|MN;Raleigh|276##|NC;"
        "San Diego|921##|CA;Burlington|054##|VT;Philadelphia|191##|PA;Brooklyn|112##|NY"
    ),
    "GB": _towns(
        "London|EC1V #@@;London|SE1 #@@;Manchester|M4 #@@;Bristol|BS1 #@@;Leeds|LS1 #@@;"
        "Edinburgh|EH3 #@@;Cardiff|CF10 #@@;Brighton|BN1 #@@;Oxford|OX2 #@@;Glasgow|G2 #@@"
    ),
    "CA": _towns(
        "Toronto|M5@ #@#|ON;Ottawa|K1@ #@#|ON;Vancouver|V6@ #@#|BC;Calgary|T2@ #@#|AB;"
        "Halifax|B3@ #@#|NS;Winnipeg|R3@ #@#|MB;Moncton|E1@ #@#|NB;Guelph|N1@ #@#|ON"
    ),
    "DE": _towns("Berlin|101##;Hamburg|203##;München|803##;Köln|506##;Leipzig|041##;Bremen|281##"),
    "PT": _towns("Lisboa|1200-###;Porto|4050-###;Coimbra|3000-###;Braga|4700-###"),
    "BR": _towns("São Paulo|01310-###|SP;Curitiba|80010-###|PR;Belo Horizonte|30130-###|MG"),
    "ES": _towns("Madrid|280##;Barcelona|080##;Valencia|460##;Bilbao|480##;Sevilla|410##"),
    "IT": _towns("Milano|201##|MI;Torino|101##|TO;Bologna|401##|BO;Firenze|501##|FI;Roma|001##|RM"),
}

STREETS: dict[str, tuple[str, ...]] = {
    "fr": tuple(
        ["rue des Érables", "boulevard des Moulins", "avenue du Lac-Clair", "rue de la Fabrique", "chemin des Cèdres", "place du Vieux-Puits", "rue Sainte-Colombe", "avenue des Trois-Ormes", "rue du Four-à-Chaux", "quai des Mariniers", "rue Aubépine", "boulevard Belle-Rive", "impasse des Tanneurs", "rue de l'Horloge", "chemin du Grand-Pré", "allée des Tilleuls", "rue Notre-Dame Ouest", "rue Saint-Éloi", "avenue des Forges", "rue de la Sablière"]
    ),
    "en": tuple(
        ["Maple Hollow Road", "Quarry Street", "Old Mill Lane", "Harbour View", "Kestrel Avenue", "Foundry Street", "Linden Drive", "Beacon Hill Road", "Orchard Row", "Cooper's Wharf", "West 9th Street", "Juniper Way", "Copperfield Place", "Station Road", "North Elm Street", "Lighthouse Parkway", "Tannery Lane", "Bluebird Crescent", "King's Mews", "Granite Avenue"]
    ),
    "de": ("Lindenstraße", "Am Mühlbach", "Gartenweg", "Kastanienallee", "Alte Gerberei"),
    "pt": ("Rua das Oliveiras", "Avenida do Moinho", "Rua da Fonte Nova", "Travessa do Cais"),
    "es": ("Calle de los Olmos", "Avenida del Molino", "Paseo de la Ribera", "Calle Fuente Clara"),
    "it": ("Via dei Mulini", "Corso delle Vigne", "Via della Fonte", "Piazza dei Tigli"),
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


def draw_address(rng: Random, country: str, language: str) -> AddressTruth:
    """Invent an address: a real town, a street and a number that were made up."""
    town = rng.choice(TOWNS[country])
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
            [f"Suite {number}", f"Unit {number % 40 + 1}", f"{number % 12 + 2}th Floor"]
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
