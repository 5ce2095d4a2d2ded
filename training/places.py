"""Invented postal addresses, as the lines in which each country writes them."""

from __future__ import annotations

import random

from training.stock import Stock

# Country -> (culture of its streets, languages of its cards, endings of its hosts).
COUNTRIES: dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    "US": ("US", ("en",), ("com", "com", "com", "org", "net", "us", "edu")),
    "CA_EN": ("CA_EN", ("en",), ("ca", "com", "ca")),
    "CA_FR": ("CA_FR", ("fr", "fr", "en"), ("ca", "com", "qc.ca", "quebec")),
    "FR": ("FR", ("fr",), ("fr", "fr", "com")),
    "BE_FR": ("FR", ("fr",), ("be", "be", "com")),
    "BE_NL": ("BE_NL", ("nl", "en"), ("be", "be", "eu")),
    "CH_FR": ("CH_FR", ("fr",), ("ch", "ch", "com")),
    "CH_DE": ("CH_DE", ("de",), ("ch", "ch", "com")),
    "GB": ("GB", ("en",), ("co.uk", "co.uk", "com", "org.uk", "ac.uk")),
    "DE": ("DE", ("de", "de", "en"), ("de", "de", "com")),
    "AT": ("AT", ("de",), ("at", "com")),
    "IN": ("IN", ("en",), ("com", "in", "co.in", "org")),
    "LK": ("IN", ("en",), ("com", "in", "co.in", "ac.in")),
    "BR": ("BR", ("pt",), ("com.br", "com.br", "com")),
    "PT": ("PT", ("pt",), ("pt", "com")),
    "ES": ("ES", ("es",), ("es", "com")),
    "MX": ("MX", ("es",), ("com.mx", "mx", "com")),
    "IT": ("IT", ("it", "it", "en"), ("it", "it", "com")),
    "NL": ("NL", ("nl", "en"), ("nl", "nl", "com")),
    "JP": ("JP", ("en",), ("co.jp", "jp", "ac.jp", "ne.jp")),
    "KR": ("KR", ("en",), ("co.kr", "ac.kr", "com")),
    "CN": ("CN", ("en",), ("com.cn", "cn", "com")),
    "HK": ("HK", ("en",), ("com.hk", "hk", "com")),
    "VN": ("VN", ("en",), ("vn", "com.vn", "com")),
    "MY": ("MY", ("en",), ("com.my", "my", "com")),
    "AE": ("AE", ("en",), ("ae", "com")),
    "TN": ("TN", ("fr", "fr", "en"), ("tn", "com", "com.tn", "ma", "dz")),
    "SN": ("SN", ("fr", "en"), ("sn", "com", "ci", "com.ng", "co.ke")),
    "AU": ("AU", ("en",), ("com.au", "com")),
    "SE": ("SE", ("en",), ("se", "com")),
    "PL": ("PL", ("en",), ("pl", "com")),
    "TR": ("TR", ("en",), ("com.tr", "com")),
}  # fmt: skip
_WEIGHTS = {
    "US": 5,
    "CA_FR": 4,
    "CA_EN": 3,
    "FR": 4,
    "GB": 3,
    "IN": 3,
    "LK": 3,
    "TN": 2,
    "BR": 3,
    "DE": 2,
    "JP": 2,
}


def pick_country(rng: random.Random) -> str:
    """Return a key of COUNTRIES, the countries people scan most cards of more often."""
    names = list(COUNTRIES)
    return rng.choices(names, [_WEIGHTS.get(name, 1) for name in names])[0]


def make_address(stock: Stock, country: str) -> list[str]:
    """Return the lines of an address, one to five."""
    rng = stock.rng
    n, k = rng.randint(1, 9999 if country in {"US", "CA_EN", "CA_FR"} else 250), rng.randint(1, 40)
    culture = COUNTRIES[country][0]
    town = stock.town(culture)
    family = stock.family(culture)
    lines = _lines(stock, country, n, k, town, family)
    lines = [line for line in lines if line]
    if rng.random() < 0.12:
        lines = lines[: max(1, len(lines) - 1)]
    joined = rng.random()
    if joined < 0.2 and len(lines) > 1:
        glue = rng.choice([", ", ", ", " - ", " · ", " | ", " • "])
        lines = [glue.join(lines)] if joined < 0.12 else [glue.join(lines[:-1]), lines[-1]]
    elif joined < 0.45:
        lines = [line + "," for line in lines[:-1]] + [lines[-1] + rng.choice(["", "", "."])]
    return lines


def _lines(stock: Stock, country: str, n: int, k: int, town: str, family: str) -> list[str]:
    rng = stock.rng
    d5 = f"{rng.randint(1000, 98999):05d}"
    brand = stock.brand()
    nation = rng.random() < 0.3
    if country == "US":
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
    if country in {"CA_EN", "CA_FR"}:
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
    if country in {"FR", "BE_FR", "CH_FR", "TN", "SN"}:
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
            code = rng.choice(
                [f"{rng.randint(1000, 9180)} ", f"{rng.randint(10000, 90000)} ", "", ""]
            )
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
    if country in {"DE", "AT", "CH_DE"}:
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
    if country == "GB":
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
    if country in {"IN", "LK"}:
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
    if country == "BR":
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
    if country == "PT":
        way = rng.choice(["Rua", "Av.", "Praça", "Largo", "Travessa", "Rua do", "Rua da"])
        return [
            f"{way} {rng.choice([family, brand])}, {n}"
            + rng.choice(["", f" - {k}º Dto", f", {k}º Esq."]),
            f"{rng.randint(1000, 9000)}-{rng.randint(1, 999):03d} {town}",
            "Portugal" if nation else "",
        ]
    if country in {"ES", "MX"}:
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
    if country == "IT":
        return [
            f"{rng.choice(['Via', 'Viale', 'Piazza', 'Corso', 'Via'])} {rng.choice([family, f'{stock.given(chr(73) + chr(84))} {family}', 'Roma', 'Garibaldi'])}, {n}",
            f"{rng.choice(['', 'I-'])}{d5} {town} ({rng.choice(['MI', 'TO', 'RM', 'BO', 'NA', 'FI'])})",
            "Italia" if nation else "",
        ]
    if country in {"NL", "BE_NL"}:
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
    if country == "JP":
        ward = stock.family("JP")
        city = stock.pick(
            [
                "Tokyo",
                "Osaka",
                "Kyoto",
                "Yokohama",
                "Nagoya",
                "Sapporo",
                "Kobe",
                "Fukuoka",
                "Sendai",
                "Hiroshima",
            ]
        )
        no = f"{rng.randint(1, 9)}-{rng.randint(1, 40)}-{rng.randint(1, 30)}"
        pc = f"{rng.randint(100, 999)}-{rng.randint(0, 9999):04d}"
        top = rng.choice(
            ["", f"{brand} Bldg. {k}F", f"{ward} {brand} Building", f"{brand} Tower {k}F"]
        )
        area = rng.choice([f"{no} {ward}", f"{no}, {ward}-cho", f"{k}-chome, {ward}"])
        last = rng.choice(
            [
                f"{stock.family('JP')}-ku, {city} {pc}, Japan",
                f"{city} {pc} JAPAN",
                f"{city}, {pc}, JAPAN",
                f"{ward} City, {city} {pc} Japan",
            ]
        )
        return [top, area + rng.choice(["", f", {stock.family('JP')}-shi"]), last]
    if country == "KR":
        return [
            rng.choice(["", f"{k}F, {brand} Tower"]),
            f"{n} {stock.family('KR')}{stock.given('KR').lower()}-{rng.choice(['ro', 'gil', 'daero'])}",
            f"{rng.choice(['Gangnam', 'Mapo', 'Jongno', 'Seocho', 'Yuseong'])}-gu, {rng.choice(['Seoul', 'Busan', 'Daejeon', 'Incheon'])} {d5}"
            + rng.choice(["", ", Korea", ", Republic of Korea"]),
        ]
    if country in {"CN", "HK"}:
        if country == "HK":
            return [
                f"Room {k}0{rng.randint(1, 9)}, {k}/F, {brand} Centre",
                f"{n} {stock.family('HK')} Road, {rng.choice(['Kowloon', 'Central', 'Wanchai', 'Tsim Sha Tsui'])}",
                "Hong Kong",
            ]
        return [
            f"Room {k}0{rng.randint(1, 9)}, Building {k}, {brand} Plaza",
            f"No. {n} {stock.family('CN')}{stock.given('CN').lower()} Road, {stock.given('CN')} District",
            f"{rng.choice(['Beijing', 'Shanghai', 'Shenzhen', 'Guangzhou', 'Hangzhou'])} {rng.randint(100000, 699999)}, {rng.choice(['China', 'P.R. China'])}",
        ]
    if country == "VN":
        return [
            f"{n} {stock.family('VN')} {stock.given('VN')} Street, Ward {k}",
            f"District {rng.randint(1, 12)}, {rng.choice(['Ho Chi Minh City', 'Hanoi', 'Da Nang'])}, Vietnam",
        ]
    if country == "MY":
        return [
            rng.choice(
                [
                    "",
                    f"Level {k}, Menara {brand}",
                    f"Suite {k}-{rng.randint(1, 9)}, Wisma {brand}",
                    f"Level {k} {brand} Tower, {n},",
                ]
            ),
            f"{rng.choice(['No. ', ''])}{n}, Jalan {rng.choice([brand, family])}"
            + rng.choice(["", f" {k}/{rng.randint(1, 9)}"]),
            f"{d5} {rng.choice(['Kuala Lumpur', 'Petaling Jaya', 'Selangor', 'Johor Bahru', 'Shah Alam', 'Singapore'])}"
            + rng.choice(["", ", Malaysia"]),
        ]
    if country == "AE":
        return [
            rng.choice([f"Office {k}0{rng.randint(1, 9)}, {brand} Tower", f"P.O. Box {n}"]),
            rng.choice(["Sheikh Zayed Road", f"{brand} Street", "Business Bay"]),
            rng.choice(
                [
                    "Dubai, UAE",
                    "Dubai, U.A.E.",
                    "Abu Dhabi, United Arab Emirates",
                    "Doha, Qatar",
                    "Beirut, Lebanon",
                    "Riyadh, Saudi Arabia",
                ]
            ),
        ]
    if country == "AU":
        return [
            f"{rng.choice(['', f'Level {k}, ', f'{k}/'])}{n} {stock.street('AU')}",
            f"{town} {rng.choice(['NSW', 'VIC', 'QLD', 'WA'])} {rng.randint(2000, 6999)}",
            "Australia" if nation else "",
        ]
    if country == "SE":
        return [
            f"{stock.street('SE')} {n}",
            f"{rng.randint(100, 999)} {rng.randint(10, 99)} {town}",
            "Sweden" if nation else "",
        ]
    if country == "PL":
        return [
            f"ul. {stock.street('PL').replace('ul. ', '')} {n}",
            f"{rng.randint(10, 99)}-{rng.randint(100, 999)} {town}",
            "Poland" if nation else "",
        ]
    return [
        f"{family} Mah. {brand} Cad. No: {n}",
        f"{rng.randint(10000, 81000)} {rng.choice(['İstanbul', 'Ankara', 'İzmir'])}",
        "Türkiye" if nation else "",
    ]
