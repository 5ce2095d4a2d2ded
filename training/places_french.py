"""How addresses are written in where French is written, and India."""

from __future__ import annotations

from training.draft import Draft, Writer
from training.stock import Stock


def _french(stock: Stock, draft: Draft) -> list[str]:
    """Return the lines of an address in France, Belgium, Switzerland, the Maghreb and West Africa."""
    rng = stock.rng
    country = draft.country
    n = draft.n
    k = draft.k
    town = draft.town
    family = draft.family
    d5 = draft.d5
    brand = draft.brand
    nation = draft.nation
    way = rng.choice(
        [
            "rue",
            "rue",
            "avenue",
            "boulevard",
            "bd",
            "av.",
            "chemin",
            "place",
            "allée",
            "impasse",
            "quai",
            "route de",
            "Rue",
            "Avenue",
            "cours",
            "Bvd.",
        ]
    )
    name = rng.choice(
        [
            family,
            f"de la {brand}",
            f"du {brand}",
            f"des {brand}s",
            f"{stock.given('FR')} {family}",
            f"de {town}",
            "de la République",
            "de la Gare",
            "Victor Hugo",
            "de la Liberté",
            "Habib Bourguiba",
            "Mohammed V",
        ]
    )
    comma = rng.choice([", ", " ", " bis, ", " "])
    first = f"{n}{comma}{way} {name}"
    top = rng.choice(
        [
            "",
            "",
            "",
            f"Résidence {brand}",
            f"Immeuble {brand}",
            f"Imm. {brand}, {k}ème étage",
            f"ZA de la {brand}",
            f"Zone industrielle {town}",
            f"BP {n}",
            f"Espace {brand}, Bloc {rng.choice('ABC')}",
            f"Bâtiment {rng.choice('ABC')}",
        ]
    )
    if country == "FR":
        last = f"{d5} {town}" + rng.choice(
            ["", "", "", f" Cedex {rng.randint(1, 20):02d}", " CEDEX"]
        )
        end = "France" if nation else ""
    elif country == "BE_FR":
        first = f"{way} {name}, {n}" if rng.random() < 0.6 else f"{way} {name} {n}"
        last, end = (
            f"{rng.choice(['', 'B-', 'BE-'])}{rng.randint(1000, 9999)} {town}",
            "Belgique" if nation else "",
        )
    elif country == "CH_FR":
        first = f"{way} {name} {n}"
        last, end = (
            f"{rng.choice(['', 'CH-', ''])}{rng.randint(1000, 3999)} {town}",
            "Suisse" if nation else "",
        )
    elif country == "TN":
        towns = [
            "Tunis",
            "Sfax",
            "Sousse",
            "Ariana",
            "La Marsa",
            "Monastir",
            "Nabeul",
            "Bizerte",
            "Gabès",
            "Ben Arous",
            "La Soukra",
            "Alger",
            "Oran",
            "Casablanca",
            "Rabat",
            "Tanger",
            "Fès",
            "Marrakech",
            "Constantine",
            "Annaba",
        ]
        town = stock.pick(towns)
        quarter = rng.choice(
            [
                "",
                f"Cité {brand}, ",
                f"Cité du Lac {k % 3 + 1}, ",
                "Centre Urbain Nord, ",
                f"El {brand}, ",
                f"Hay {brand}, ",
            ]
        )
        code = rng.choice([f"{rng.randint(1000, 9180)} ", f"{rng.randint(10000, 90000)} ", "", ""])
        last = f"{quarter}{code}{town}"
        end = (
            rng.choice(["", "Tunisie", " - Tunisie", "Tunisia", "Maroc", "Algérie"])
            if nation
            else ""
        )
        if end and rng.random() < 0.6:
            last, end = (
                f"{last} - {end.strip(' -')}"
                if rng.random() < 0.7
                else f"{last}, {end.strip(' -')}",
                "",
            )
    else:
        town = stock.pick(
            [
                "Dakar",
                "Abidjan",
                "Douala",
                "Yaoundé",
                "Lomé",
                "Cotonou",
                "Bamako",
                "Ouagadougou",
                "Libreville",
                "Lagos",
                "Accra",
                "Nairobi",
                "Kigali",
                "Kinshasa",
            ]
        )
        quarter = rng.choice(
            [f"{brand}, ", "Plateau, ", f"BP {n} ", "", "Cocody, ", "Sacré-Cœur, "]
        )
        last, end = (
            f"{quarter}{town}",
            rng.choice(
                [
                    "Sénégal",
                    "Côte d'Ivoire",
                    "Cameroun",
                    "Togo",
                    "Nigeria",
                    "Ghana",
                    "Kenya",
                    "",
                ]
            ),
        )
    return [top, first, last, end]


def _india(stock: Stock, draft: Draft) -> list[str]:
    """Return the lines of an address in India."""
    rng = stock.rng
    n = draft.n
    k = draft.k
    town = draft.town
    family = draft.family
    brand = draft.brand
    towns = [
        "Hyderabad",
        "Mumbai",
        "New Delhi",
        "Bangalore",
        "Bengaluru",
        "Chennai",
        "Kolkata",
        "Pune",
        "Ahmedabad",
        "Visakhapatnam",
        "Vijayawada",
        "Kochi",
        "Jaipur",
        "Lucknow",
        "Nagpur",
        "Indore",
        "Coimbatore",
        "Noida",
        "Gurgaon",
        "Secunderabad",
        "Colombo",
        "Dhaka",
    ]
    states = [
        "Telangana",
        "Andhra Pradesh",
        "A.P.",
        "Maharashtra",
        "Karnataka",
        "Tamil Nadu",
        "Kerala",
        "Gujarat",
        "India",
        "INDIA",
        "T.S.",
        "U.P.",
    ]
    town = stock.pick(towns)
    no = rng.choice(
        [
            f"# {k}-{rng.randint(1, 20)}-{n}",
            f"H.No. {k}-{rng.randint(1, 9)}-{n}/{rng.randint(1, 30)}",
            f"#{k}-{rng.randint(1, 9)}-{n}/{rng.randint(1, 9)}/{rng.choice('AB1')}",
            f"Plot No. {n}",
            f"Flat No. {k}0{rng.randint(1, 9)}",
            f"D.No. {k}-{n}",
            f"No. {n}",
            f"{n}/{rng.choice('ABCD')}",
            f"Shop No. {k}",
            f"{k}th Floor",
            f"Plot No {n} & {n + 1}",
            f"S.No. {n}",
            f"{rng.choice('ABC')}-{n}",
        ]
    )
    place = rng.choice(
        [
            f"{brand} Towers",
            f"{brand} Complex",
            f"'{brand} Nivas'",
            f"{brand} Residency",
            f'"{brand.upper()} HOUSE"',
            f"{family} Building",
            f"{brand} Apartments",
            f"{brand} Plaza",
            "",
        ]
    )
    quarter = rng.choice(
        [
            f"{brand} Nagar",
            f"{family} Colony",
            f"{brand} Hills",
            f"{family} Road",
            f"{brand} Layout",
            "M.G. Road",
            f"Road No. {k}",
            f"{brand} Industrial Estate",
            f"Phase - {rng.choice(['I', 'II', 'III', '2'])}",
            f"{family}guda",
            f"{brand.lower().capitalize()}pur",
            f"Sector {k}",
            f"{k}th Cross, {k}th Main",
            f"{brand} Enclave",
            f"IDA {family}pally",
            f"{brand} Township",
        ]
    )
    near = rng.choice(
        [
            "",
            "",
            "",
            f"Near {brand} Hospital",
            f"Opp. {brand} Theatre",
            f"Behind {brand} Restaurant",
            f"Beside {brand} Bank",
            f"Adj. to {family} School",
            "Opp: Bus Stand",
        ]
    )
    pin = f"{rng.randint(11, 85)}0{rng.randint(0, 99):02d}{rng.randint(0, 9)}"
    pin = rng.choice([pin, f"{pin[:3]} {pin[3:]}", pin, pin[-2:], ""])
    dash = rng.choice([" - ", "-", " – ", " "])
    last = f"{town}{dash}{pin}" if pin else town
    tail = rng.choice(
        [
            "",
            "",
            f", {rng.choice(states)}",
            f", {rng.choice(states)}.",
            f" ({rng.choice(states)})",
            ".",
        ]
    )
    if rng.random() < 0.35:
        return [f"{no}, {place}" if place else no, near, f"{quarter}, {last}{tail}"]
    return [", ".join(p for p in (no, place) if p), near, quarter, last + tail]


WRITERS: dict[str, Writer] = {
    "FR": _french,
    "BE_FR": _french,
    "CH_FR": _french,
    "TN": _french,
    "SN": _french,
    "IN": _india,
    "LK": _india,
}
