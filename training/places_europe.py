"""How addresses are written in Europe."""

from __future__ import annotations

from training.draft import Draft, Writer
from training.stock import Stock


def _germanic(stock: Stock, draft: Draft) -> list[str]:
    """Return the lines of an address in Germany, Austria and Switzerland."""
    rng = stock.rng
    country = draft.country
    n = draft.n
    town = draft.town
    d5 = draft.d5
    brand = draft.brand
    nation = draft.nation
    street = stock.street({"DE": "DE", "AT": "AT", "CH_DE": "CH_DE"}[country])
    code = {
        "DE": f"{rng.choice(['', '', 'D-', 'DE-'])}{d5}",
        "AT": f"{rng.choice(['', 'A-'])}{rng.randint(1010, 9990)}",
        "CH_DE": f"{rng.choice(['', 'CH-'])}{rng.randint(3000, 9990)}",
    }[country]
    end = (
        {"DE": "Deutschland", "AT": "Österreich", "CH_DE": "Schweiz"}[country]
        if nation and rng.random() < 0.5
        else ""
    )
    return [
        rng.choice(["", "", "", f"Postfach {n}", f"Haus {brand}"]),
        f"{street} {n}",
        f"{code} {town}",
        end,
    ]


def _britain(stock: Stock, draft: Draft) -> list[str]:
    """Return the lines of an address in Great Britain."""
    rng = stock.rng
    n = draft.n
    k = draft.k
    town = draft.town
    family = draft.family
    brand = draft.brand
    nation = draft.nation
    faker = stock.locale("GB")
    top = rng.choice(
        [
            "",
            "",
            f"{brand} House",
            f"Unit {k}, {brand} Business Park",
            f"{k}th Floor, {brand} Tower",
            "The Old Mill",
        ]
    )
    street = f"{n} {stock.street('GB')}" if rng.random() < 0.8 else f"{stock.street('GB')} {n}"
    pc = faker.postcode()
    last = rng.choice(
        [
            f"{town} {pc}",
            f"{town}, {pc}",
            f"{pc}, {town}",
            f"London {pc}",
            f"{brand}, London, {pc}",
            f"{town}, {family}shire {pc}",
        ]
    )
    return [
        top,
        street,
        last,
        rng.choice(["UK", "United Kingdom", "England"]) if nation else "",
    ]


def _portugal(stock: Stock, draft: Draft) -> list[str]:
    """Return the lines of an address in Portugal."""
    rng = stock.rng
    n = draft.n
    k = draft.k
    town = draft.town
    family = draft.family
    brand = draft.brand
    nation = draft.nation
    way = rng.choice(["Rua", "Av.", "Praça", "Largo", "Travessa", "Rua do", "Rua da"])
    return [
        f"{way} {rng.choice([family, brand])}, {n}"
        + rng.choice(["", f" - {k}º Dto", f", {k}º Esq."]),
        f"{rng.randint(1000, 9000)}-{rng.randint(1, 999):03d} {town}",
        "Portugal" if nation else "",
    ]


def _italy(stock: Stock, draft: Draft) -> list[str]:
    """Return the lines of an address in Italy."""
    rng = stock.rng
    n = draft.n
    town = draft.town
    family = draft.family
    d5 = draft.d5
    nation = draft.nation
    return [
        f"{rng.choice(['Via', 'Viale', 'Piazza', 'Corso', 'Via'])} {rng.choice([family, f'{stock.given(chr(73) + chr(84))} {family}', 'Roma', 'Garibaldi'])}, {n}",
        f"{rng.choice(['', 'I-'])}{d5} {town} ({rng.choice(['MI', 'TO', 'RM', 'BO', 'NA', 'FI'])})",
        "Italia" if nation else "",
    ]


def _dutch(stock: Stock, draft: Draft) -> list[str]:
    """Return the lines of an address in the Netherlands and Flanders."""
    rng = stock.rng
    country = draft.country
    n = draft.n
    town = draft.town
    culture = "NL" if country == "NL" else "BE_NL"
    code = (
        f"{rng.randint(1000, 9999)} {rng.choice('ABCDEHK')}{rng.choice('ABCDEHK')}"
        if country == "NL"
        else f"{rng.choice(['', 'B-'])}{rng.randint(1000, 9990)}"
    )
    return [
        rng.choice(["", "", f"Postbus {n}"]),
        f"{stock.street(culture)} {n}",
        f"{code} {town}",
        "",
    ]


def _sweden(stock: Stock, draft: Draft) -> list[str]:
    """Return the lines of an address in Sweden."""
    rng = stock.rng
    n = draft.n
    town = draft.town
    nation = draft.nation
    return [
        f"{stock.street('SE')} {n}",
        f"{rng.randint(100, 999)} {rng.randint(10, 99)} {town}",
        "Sweden" if nation else "",
    ]


def _poland(stock: Stock, draft: Draft) -> list[str]:
    """Return the lines of an address in Poland."""
    rng = stock.rng
    n = draft.n
    town = draft.town
    nation = draft.nation
    return [
        f"ul. {stock.street('PL').replace('ul. ', '')} {n}",
        f"{rng.randint(10, 99)}-{rng.randint(100, 999)} {town}",
        "Poland" if nation else "",
    ]


def _turkey(stock: Stock, draft: Draft) -> list[str]:
    """Return the lines of an address in Turkey."""
    rng = stock.rng
    n = draft.n
    family = draft.family
    brand = draft.brand
    nation = draft.nation
    return [
        f"{family} Mah. {brand} Cad. No: {n}",
        f"{rng.randint(10000, 81000)} {rng.choice(['İstanbul', 'Ankara', 'İzmir'])}",
        "Türkiye" if nation else "",
    ]


WRITERS: dict[str, Writer] = {
    "DE": _germanic,
    "AT": _germanic,
    "CH_DE": _germanic,
    "GB": _britain,
    "PT": _portugal,
    "IT": _italy,
    "NL": _dutch,
    "BE_NL": _dutch,
    "SE": _sweden,
    "PL": _poland,
    "TR": _turkey,
}
