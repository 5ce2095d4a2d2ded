"""Invented postal addresses, as the lines in which each country writes them."""

from __future__ import annotations

import random

from training import places_americas, places_asia, places_europe, places_french, places_more
from training.draft import Draft, Writer
from training.places_more import named_house
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
    "MY": ("MY", ("en", "en", "id"), ("com.my", "my", "com")),
    "AE": ("AE", ("en",), ("ae", "com")),
    "TN": ("TN", ("fr", "fr", "en"), ("tn", "com", "com.tn", "ma", "dz")),
    "SN": ("SN", ("fr", "en"), ("sn", "com", "ci", "com.ng", "co.ke")),
    "AU": ("AU", ("en",), ("com.au", "com")),
    "SE": ("SE", ("sv", "en"), ("se", "com")),
    "PL": ("PL", ("pl", "en"), ("pl", "com")),
    "TR": ("TR", ("tr", "en"), ("com.tr", "com")),
    "NO": ("NO", ("no", "en"), ("no", "com")),
    "DK": ("DK", ("da", "en"), ("dk", "com")),
    "FI": ("FI", ("fi", "en"), ("fi", "com")),
    "CZ": ("CZ", ("cs", "en"), ("cz", "com")),
    "HU": ("HU", ("hu", "en"), ("hu", "com")),
    "RO": ("RO", ("ro", "en"), ("ro", "com")),
    "HR": ("HR", ("en",), ("hr", "com")),
    "ID": ("ID", ("id", "en"), ("co.id", "com", "ac.id")),
    "IE": ("GB", ("en",), ("ie", "com")),
    "NZ": ("AU", ("en",), ("co.nz", "nz", "com")),
    "ZA": ("GB", ("en",), ("co.za", "com", "org.za")),
    "SG": ("HK", ("en",), ("com.sg", "sg", "com")),
    "PH": ("PH", ("en",), ("com.ph", "ph", "com", "edu.ph")),
    "NG": ("SN", ("en",), ("com.ng", "ng", "com", "org")),
    "AR": ("ES", ("es",), ("com.ar", "com")),
    "CO": ("MX", ("es",), ("com.co", "co", "com")),
    "CL": ("ES", ("es",), ("cl", "com")),
    "FR_VILLAGE": ("FR", ("fr",), ("fr", "com")),
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
    return rng.choices(names, [_WEIGHTS.get(name, 0.8) for name in names])[0]


def make_address(stock: Stock, country: str, town: str = "") -> list[str]:
    """Return the lines of an address, one to five; in a town when one is given."""
    rng = stock.rng
    n, k = rng.randint(1, 9999 if country in {"US", "CA_EN", "CA_FR"} else 250), rng.randint(1, 40)
    culture = COUNTRIES[country][0]
    town = town or stock.town(culture)
    family = stock.family(culture)
    d5 = f"{rng.randint(1000, 98999):05d}"
    draft = Draft(country, n, k, town, family, d5, stock.brand(), rng.random() < 0.3)
    lines = _WRITERS[country](stock, draft)
    lines = [line for line in lines if line]
    if rng.random() < 0.05:
        house = named_house(stock, COUNTRIES[country][1][0], draft)
        lines = [house, *(lines if rng.random() < 0.5 else lines[1:])]
    if rng.random() < 0.12:
        lines = lines[: max(1, len(lines) - 1)]
    joined = rng.random()
    if joined < 0.2 and len(lines) > 1:
        glue = rng.choice([", ", ", ", " - ", " · ", " | ", " • "])
        lines = [glue.join(lines)] if joined < 0.12 else [glue.join(lines[:-1]), lines[-1]]
    elif joined < 0.45:
        lines = [line + "," for line in lines[:-1]] + [lines[-1] + rng.choice(["", "", "."])]
    return lines


_WRITERS: dict[str, Writer] = {
    **places_americas.WRITERS,
    **places_asia.WRITERS,
    **places_europe.WRITERS,
    **places_french.WRITERS,
    **places_more.WRITERS,
}
