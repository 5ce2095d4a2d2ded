"""How addresses are written in Asia, the Gulf and Australia."""

from __future__ import annotations

from training.draft import Draft, Writer
from training.stock import Stock


def _japan(stock: Stock, draft: Draft) -> list[str]:
    """Return the lines of an address in Japan."""
    rng = stock.rng
    k = draft.k
    brand = draft.brand
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
    top = rng.choice(["", f"{brand} Bldg. {k}F", f"{ward} {brand} Building", f"{brand} Tower {k}F"])
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


def _korea(stock: Stock, draft: Draft) -> list[str]:
    """Return the lines of an address in Korea."""
    rng = stock.rng
    n = draft.n
    k = draft.k
    d5 = draft.d5
    brand = draft.brand
    return [
        rng.choice(["", f"{k}F, {brand} Tower"]),
        f"{n} {stock.family('KR')}{stock.given('KR').lower()}-{rng.choice(['ro', 'gil', 'daero'])}",
        f"{rng.choice(['Gangnam', 'Mapo', 'Jongno', 'Seocho', 'Yuseong'])}-gu, {rng.choice(['Seoul', 'Busan', 'Daejeon', 'Incheon'])} {d5}"
        + rng.choice(["", ", Korea", ", Republic of Korea"]),
    ]


def _china(stock: Stock, draft: Draft) -> list[str]:
    """Return the lines of an address in China and Hong Kong."""
    rng = stock.rng
    country = draft.country
    n = draft.n
    k = draft.k
    brand = draft.brand
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


def _vietnam(stock: Stock, draft: Draft) -> list[str]:
    """Return the lines of an address in Vietnam."""
    rng = stock.rng
    n = draft.n
    k = draft.k
    return [
        f"{n} {stock.family('VN')} {stock.given('VN')} Street, Ward {k}",
        f"District {rng.randint(1, 12)}, {rng.choice(['Ho Chi Minh City', 'Hanoi', 'Da Nang'])}, Vietnam",
    ]


def _malaysia(stock: Stock, draft: Draft) -> list[str]:
    """Return the lines of an address in Malaysia."""
    rng = stock.rng
    n = draft.n
    k = draft.k
    family = draft.family
    d5 = draft.d5
    brand = draft.brand
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


def _gulf(stock: Stock, draft: Draft) -> list[str]:
    """Return the lines of an address in the Gulf and the Levant."""
    rng = stock.rng
    n = draft.n
    k = draft.k
    brand = draft.brand
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


def _australia(stock: Stock, draft: Draft) -> list[str]:
    """Return the lines of an address in Australia."""
    rng = stock.rng
    n = draft.n
    k = draft.k
    town = draft.town
    nation = draft.nation
    return [
        f"{rng.choice(['', f'Level {k}, ', f'{k}/'])}{n} {stock.street('AU')}",
        f"{town} {rng.choice(['NSW', 'VIC', 'QLD', 'WA'])} {rng.randint(2000, 6999)}",
        "Australia" if nation else "",
    ]


WRITERS: dict[str, Writer] = {
    "JP": _japan,
    "KR": _korea,
    "CN": _china,
    "HK": _china,
    "VN": _vietnam,
    "MY": _malaysia,
    "AE": _gulf,
    "AU": _australia,
}
