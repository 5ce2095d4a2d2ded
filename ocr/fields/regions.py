"""Which country a card is from, judged by all that is printed on it."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib import resources
from typing import Final

from ocr.fields.text import fold
from ocr.fields.words import word_list

COUNTRIES: Final[dict[str, tuple[str, ...]]] = {
    "CA": ("canada", "quebec", "québec", "ontario", "british columbia", "alberta", "manitoba",
           "nova scotia", "new brunswick", "saskatchewan"),
    "FR": ("france", "cedex"),
    "BE": ("belgique", "belgium", "belgie", "belgië"),
    "CH": ("suisse", "switzerland", "schweiz", "svizzera"),
    "LU": ("luxembourg",),
    "US": ("usa", "u.s.a", "united states", "etats-unis"),
    "GB": ("united kingdom", "england", "scotland", "wales", "great britain", "royaume-uni", "uk",
           "u.k", "northern ireland"),
    "IE": ("ireland", "irlande", "eire"),
    "DE": ("germany", "deutschland", "allemagne"),
    "AT": ("austria", "österreich", "autriche"),
    "NL": ("netherlands", "nederland", "pays-bas", "the netherlands", "holland"),
    "IT": ("italy", "italia", "italie"),
    "ES": ("spain", "españa", "espagne"),
    "PT": ("portugal",),
    "BR": ("brasil", "brazil", "bresil"),
    "MX": ("mexico", "méxico", "mexique"),
    "AR": ("argentina",),
    "CL": ("chile",),
    "CO": ("colombia",),
    "PE": ("peru", "perú"),
    "IN": ("india", "inde", "telangana", "maharashtra", "karnataka", "tamil nadu", "gujarat",
           "kerala", "andhra pradesh", "hyderabad", "mumbai", "bangalore", "bengaluru", "chennai",
           "new delhi", "kolkata", "pune", "haryana", "uttar pradesh", "rajasthan"),
    "JP": ("japan", "japon", "tokyo", "osaka"),
    "KR": ("korea", "south korea", "republic of korea", "seoul", "coree"),
    "CN": ("china", "p.r. china", "prc", "chine", "beijing", "shanghai", "shenzhen"),
    "TW": ("taiwan", "r.o.c"),
    "HK": ("hong kong",),
    "SG": ("singapore", "singapour"),
    "MY": ("malaysia", "kuala lumpur", "selangor", "malaisie"),
    "ID": ("indonesia", "jakarta"),
    "TH": ("thailand", "bangkok"),
    "VN": ("vietnam", "viet nam", "hanoi", "ho chi minh"),
    "PH": ("philippines", "manila"),
    "PK": ("pakistan", "karachi", "lahore"),
    "BD": ("bangladesh", "dhaka"),
    "LK": ("sri lanka", "colombo"),
    "AE": ("uae", "u.a.e", "united arab emirates", "dubai", "abu dhabi", "emirats arabes unis"),
    "SA": ("saudi arabia", "ksa", "riyadh", "jeddah"),
    "QA": ("qatar", "doha"),
    "KW": ("kuwait",),
    "LB": ("lebanon", "liban", "beirut", "beyrouth"),
    "IL": ("israel", "tel aviv"),
    "TR": ("turkey", "türkiye", "turquie", "istanbul", "ankara"),
    "TN": ("tunisie", "tunisia", "tunis", "sfax", "sousse", "ariana"),
    "DZ": ("algerie", "algérie", "algeria", "alger", "oran"),
    "MA": ("maroc", "morocco", "casablanca", "rabat", "marrakech"),
    "EG": ("egypt", "egypte", "cairo"),
    "SN": ("senegal", "sénégal", "dakar"),
    "CI": ("cote d'ivoire", "côte d'ivoire", "abidjan"),
    "CM": ("cameroun", "cameroon", "douala", "yaounde"),
    "NG": ("nigeria", "lagos", "abuja"),
    "KE": ("kenya", "nairobi"),
    "GH": ("ghana", "accra"),
    "ZA": ("south africa", "johannesburg", "cape town"),
    "AU": ("australia", "nsw", "queensland", "sydney", "melbourne"),
    "NZ": ("new zealand", "auckland", "wellington"),
    "PL": ("poland", "polska", "pologne"),
    "CZ": ("czech republic", "czechia"),
    "RO": ("romania", "roumanie"),
    "HU": ("hungary", "hongrie"),
    "GR": ("greece", "grece"),
    "SE": ("sweden", "sverige", "suede"),
    "NO": ("norway", "norge", "norvege"),
    "DK": ("denmark", "danmark", "danemark"),
    "FI": ("finland", "suomi", "finlande"),
    "RU": ("russia", "russie", "moscow"),
    "UA": ("ukraine", "kyiv"),
    "AZ": ("azerbaijan", "baku"),
    "HT": ("haiti", "haïti", "port-au-prince"),
}  # fmt: skip
_COUNTRY_WORD: Final = {fold(name): code for code, names in COUNTRIES.items() for name in names}
_ANY_COUNTRY: Final = re.compile(
    r"(?<![a-z])(?:"
    + "|".join(sorted(map(re.escape, _COUNTRY_WORD), key=len, reverse=True))
    + r")(?![a-z])"
)
POSTCODES: Final[tuple[tuple[str, re.Pattern[str]], ...]] = (
    ("CA", re.compile(r"\b[ABCEGHJ-NPRSTVXY][0-9OIl][A-Z]\s?-?[0-9OIl][A-Z][0-9OIl]\b")),
    ("GB", re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s+\d[A-Z]{2}\b")),
    ("US", re.compile(
        r"\b(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI"
        r"|S[CD]|T[NX]|UT|V[AT]|W[AIVY])\.?,?\s*\d{5}(?:-\d{4})?\b")),
    ("BR", re.compile(r"(?<!\d )\b\d{2}\.?\d{3}-\d{3}\b")),
    ("JP", re.compile(r"〒\s?\d{3}-?\d{4}\b")),
    ("NL", re.compile(r"\b[1-9]\d{3}\s?[A-Z]{2}\b")),
    ("PT", re.compile(r"(?<![\d)] )\b\d{4}-\d{3}\b(?!-\d)")),
    ("IN", re.compile(r"\b[1-9]\d{2} \d{3}\b(?=\s*(?:[.,)]|$|[A-Z(]))")),
    ("CH", re.compile(r"\bCH-\d{4}\b")),
    ("BE", re.compile(r"\bB(?:E)?-\d{4}\b")),
    ("FR", re.compile(r"\bF-\d{5}\b")),
    ("DE", re.compile(r"\bDE?-\d{5}\b")),
    ("TN", re.compile(r"\bTN-\d{4}\b")),
    ("AU", re.compile(r"\b(?:NSW|VIC|QLD|TAS|ACT|WA|SA|NT),?\s+\d{4}\b")),
    ("SE", re.compile(r"\b(?:S|SE)-\d{3} ?\d{2}\b")),
    ("IT", re.compile(r"\b(?:I-)?\d{5}\s+[A-Z][\w' -]{1,30}\s\((?:[A-Z]{2})\)|\bI-\d{5}\b")),
    ("PL", re.compile(r"\b\d{2}-\d{3}\s+[A-ZĄĆĘŁŃÓŚŹŻ][a-ząćęłńóśźż]")),
    ("IE", re.compile(r"\b[ACDEFHKNPRTVWXY]\d[\dW]\s[AC-FHKNPRTV-Y\d]{4}\b")),
    ("SG", re.compile(r"(?i:\bsingapore)\s*\(?\d{6}\b")),
    ("MX", re.compile(r"\bC\.?P\.?\s?\d{5}\b.*\b(?:M[ée]xico|CDMX|Col\.)")),
)  # fmt: skip


_COUNTRY_NAMES: Final = frozenset(word_list("country_names")) | {
    "united states", "united states of america", "etats-unis", "united kingdom", "great britain",
    "royaume-uni", "northern ireland", "the netherlands", "south korea", "republic of korea",
    "p.r. china", "p.r.china", "pr china", "hong kong", "viet nam", "sri lanka",
    "united arab emirates", "emirats arabes unis", "saudi arabia", "cote d'ivoire", "côte d'ivoire",
    "ivory coast", "south africa", "new zealand", "czech republic", "burkina faso", "mali", "benin",
    "bénin", "togo", "gabon", "ghana", "niger", "guinee", "guinée", "madagascar", "mauritania",
    "mauritanie", "libya", "libye", "jordan", "jordanie", "oman", "bahrain", "iran", "iraq",
    "nepal", "monaco", "malta", "cyprus", "bulgaria", "serbia", "croatia", "slovenia", "slovakia",
    "estonia", "latvia", "lithuania", "iceland", "ecuador", "venezuela", "uruguay", "bolivia",
    "paraguay", "panama", "costa rica", "guatemala", "cuba", "rwanda", "uganda", "tanzania",
    "ethiopia", "zambia", "zimbabwe", "namibia", "mauritius", "reunion", "la reunion", "england",
    "uk", "u.k", "usa", "u.s.a", "maroc", "kingdom of morocco", "royaume du maroc",
}  # fmt: skip


def is_country_name(name: str) -> bool:
    """Say whether a text, in small letters, is the name of a country; towns do not count."""
    return name in _COUNTRY_NAMES


@lru_cache(maxsize=4096)
def country_in(text: str) -> str:
    """Return the ISO code of the last country, or town that speaks for one, in a text, or ""."""
    found = _ANY_COUNTRY.findall(fold(text))
    return _COUNTRY_WORD[found[-1]] if found else ""


def postcode_country(text: str) -> str:
    """Return the ISO code that the shape of a postcode in a text speaks for, or ""."""
    for code, expression in POSTCODES:
        if expression.search(text):
            return code
    return ""


def likely_regions(
    texts: Sequence[str], prefixes: Sequence[str], host_countries: Sequence[str]
) -> tuple[str, ...]:
    """Return the countries a card may be from, the likeliest first; never empty.

    Args:
        texts: What the lines say.
        prefixes: Countries of the numbers printed in international form.
        host_countries: Countries that the endings of e-mails and web addresses speak for.
    """
    votes: Counter[str] = Counter()
    for code in prefixes:
        votes[code] += 3
    for code in host_countries:
        if code:
            votes[code] += 2
    hinted: Counter[str] = Counter()
    for text in texts:
        if code := country_in(text):
            votes[code] += 2
        if code := postcode_country(text):
            votes[code] += 3
    joined = "\n".join(texts)
    for code, weight, expression in _hints():
        if hinted[code] < weight and expression.search(joined):
            hinted[code] = weight
    votes.update(hinted)
    ordered = [code for code, _ in votes.most_common()]
    if ordered and votes[ordered[0]] >= 2:
        # North America shares one numbering plan and the most common way to write a number.
        return tuple(dict.fromkeys([*ordered, "US"]))
    return tuple(dict.fromkeys([*ordered, *_fallbacks(texts)]))


@cache
def _hints() -> tuple[tuple[str, int, re.Pattern[str]], ...]:
    """Return what else speaks for a country: its code, how much, and the expression."""
    path = resources.files("ocr.fields").joinpath("data/country_hints.toml")
    text = path.read_text(encoding="utf-8")
    rows = tomllib.loads(text)["hint"]
    return tuple(
        (r["country"], r["weight"], re.compile(r["expression"], re.MULTILINE)) for r in rows
    )


def _fallbacks(texts: Sequence[str]) -> tuple[str, ...]:
    joined = fold(" ".join(texts))
    if re.search(r"\b(?:rue|avenue|courriel|telecopieur|cellulaire)\b", joined):
        return ("CA", "FR", "US")
    if re.search(r"\b(?:rua|cep|celular)\b", joined):
        return ("BR", "PT", "US")
    if re.search(r"\b(?:strasse|gmbh|telefon)\b", joined):
        return ("DE", "US")
    return ("US", "FR", "GB")
