"""How addresses are written in the Americas."""

from __future__ import annotations

from training.draft import Draft, Writer
from training.stock import Stock


def _us(stock: Stock, draft: Draft) -> list[str]:
    """Return the lines of an address in the United States."""
    rng = stock.rng
    n = draft.n
    k = draft.k
    town = draft.town
    family = draft.family
    d5 = draft.d5
    brand = draft.brand
    nation = draft.nation
    faker = stock.locale("US")
    unit = rng.choice(
        [
            "",
            "",
            f", Suite {k}0{rng.randint(0, 9)}",
            f", Room {k}",
            f" #{k}",
            f", Floor {k}",
            f", Ste. {k}",
        ]
    )
    street = stock.street("US")
    if rng.random() < 0.3:
        street = f"{family} {rng.choice(['St.', 'Ave.', 'Blvd.', 'Rd.', 'Ln.', 'Dr.', 'Mall', 'Way', 'Place'])}"
    state = faker.state() if rng.random() < 0.25 else faker.state_abbr()
    zip_code = d5 if rng.random() < 0.8 else f"{d5}-{rng.randint(1000, 9999)}"
    last = f"{town}, {state} {zip_code}"
    last = f"{town}, {state}" if rng.random() < 0.06 else last
    top = rng.choice(
        ["", "", "", f"{brand} Building", f"{brand} Center", f"P.O. Box {n}", f"{family} Hall"]
    )
    return [top, f"{n} {street}{unit}", last, "USA" if nation and rng.random() < 0.5 else ""]


def _canada(stock: Stock, draft: Draft) -> list[str]:
    """Return the lines of an address in Canada."""
    rng = stock.rng
    country = draft.country
    n = draft.n
    k = draft.k
    town = draft.town
    family = draft.family
    brand = draft.brand
    nation = draft.nation
    pc = f"{rng.choice('GHJKLMNRTV')}{rng.randint(1, 9)}{rng.choice('ABCEGHJKLMNPRSTVWXYZ')} {rng.randint(1, 9)}{rng.choice('ABCEGHJKLMNPRSTVWXYZ')}{rng.randint(1, 9)}"
    if country == "CA_FR":
        way = rng.choice(
            [
                "rue",
                "rue",
                "avenue",
                "boul.",
                "boulevard",
                "chemin",
                "rang",
                "route",
                "montée",
                "place",
                "av.",
            ]
        )
        unit = rng.choice(
            [
                "",
                "",
                f", bureau {k}0",
                f", suite {k}",
                f", local {k}",
                f", app. {k}",
                f", {k}e étage",
            ]
        )
        name = rng.choice(
            [
                family,
                f"Saint-{stock.given('CA_FR')}",
                f"Sainte-{stock.given('CA_FR')}",
                f"de la {brand}",
                f"des {brand}s",
                f"du {brand}",
                f"{family} Est",
                f"{family} Ouest",
            ]
        )
        comma = rng.choice([", ", ", ", " "])
        province = rng.choice(
            [
                f"{town} (Québec) {pc}",
                f"{town} QC {pc}",
                f"{town} (QC) {pc}",
                f"{town}, Québec, {pc}",
                f"{town} (Qc)  {pc}",
                f"{town}, QC  {pc}",
            ]
        )
        return [
            f"{n}{comma}{way} {name}{unit}",
            province,
            "Canada" if nation and rng.random() < 0.5 else "",
        ]
    unit = rng.choice(["", "", f", Suite {k}0", f", Unit {k}", f", {k}th Floor"])
    prov = rng.choice(["ON", "BC", "AB", "MB", "Ontario", "NS", "British Columbia", "QC"])
    return [
        f"{n} {stock.street('CA_EN')}{unit}",
        f"{town}, {prov} {pc}",
        "Canada" if nation else "",
    ]


def _brazil(stock: Stock, draft: Draft) -> list[str]:
    """Return the lines of an address in Brazil."""
    rng = stock.rng
    n = draft.n
    k = draft.k
    town = draft.town
    family = draft.family
    brand = draft.brand
    faker = stock.locale("BR")
    way = rng.choice(["Rua", "Av.", "Av.", "R.", "Avenida", "Travessa", "Rod.", "Al."])
    hood = rng.choice(
        [f"Jd. {brand}", f"Vila {family}", "Centro", f"Bairro {brand}", faker.bairro(), ""]
    )
    uf = rng.choice(["SP", "RJ", "MG", "PR", "RS", "BA", "SC", "PE", "GO"])
    cep = f"{rng.randint(10000, 99999)}-{rng.randint(0, 999):03d}"
    dash = rng.choice([" - ", " – ", ", "])
    first = (
        f"{way} {rng.choice([family, f'{stock.given(chr(66) + chr(82))} {family}', f'das {brand}s', f'do {brand}'])}, {n}"
        + rng.choice(["", "", f" - sala {k}", f", {k}º andar", f" - cj. {k}"])
    )
    kind = rng.random()
    if kind < 0.35:
        return [f"{first}{dash}{hood}{dash}{uf}" if hood else f"{first}{dash}{town}/{uf}"]
    return [
        first + (f"{dash}{hood}" if hood else ""),
        rng.choice(
            [
                f"{town} - {uf}",
                f"{town}/{uf} - CEP {cep}",
                f"CEP {cep} - {town} - {uf}",
                f"{cep} {town} {uf}",
                f"{town} - {uf} - Brasil",
            ]
        ),
    ]


def _spanish(stock: Stock, draft: Draft) -> list[str]:
    """Return the lines of an address in Spain and Mexico."""
    rng = stock.rng
    country = draft.country
    n = draft.n
    k = draft.k
    town = draft.town
    family = draft.family
    d5 = draft.d5
    brand = draft.brand
    nation = draft.nation
    way = rng.choice(["Calle", "C/", "Av.", "Avenida", "Paseo de", "Plaza", "Carretera"])
    name = rng.choice([family, f"{stock.given('ES')} {family}", f"de la {brand}"])
    extra = rng.choice(
        ["", "", f", {k}º {rng.choice('ABC')}", f", Local {k}", f", Piso {k}", f" Int. {k}"]
    )
    if country == "ES":
        return [
            f"{way} {name}, {n}{extra}",
            f"{d5} {town}",
            rng.choice(["", "España", f"({town})"]) if nation else "",
        ]
    return [
        f"{way} {name} No. {n}{extra}",
        f"Col. {brand}",
        f"C.P. {d5} {town}, {rng.choice(['México', 'Jal.', 'N.L.', 'CDMX'])}",
    ]


WRITERS: dict[str, Writer] = {
    "US": _us,
    "CA_EN": _canada,
    "CA_FR": _canada,
    "BR": _brazil,
    "ES": _spanish,
    "MX": _spanish,
}
