"""Invented people: names as printed, degrees, titles, departments."""

from __future__ import annotations

from dataclasses import dataclass

from training.stock import Stock, entries

_PREFIXES = (
    "Dr.", "Dr.", "Dr", "Prof.", "Prof. Dr.", "Mr.", "Mrs.", "Ms.", "Me", "Maître", "M.", "Mme", "Ing.", "Ir.", "ir.", "Er.", "Eng.",
    "Dr. med.", "Dr. med. dent.", "Dipl.-Ing.", "Dipl.-Ing. (FH)", "Mag.", "Rev.", "Fr.", "Pastor", "Arq.", "Lic.", "Dra.", "Avv.", "Dott.",
    "Dott.ssa", "Arch.", "Rag.", "Geom.", "Engº", "Adv.", "Ar.", "CA", "Smt.", "Shri", "Hjh.", "Hj.", "Encik", "Puan", "Datuk", "Capt.", "Hon.",
)  # fmt: skip
_LATE = ("Jr.", "Jr", "Sr.", "III", "II", "IV")
_KEY_SOURCES = (("level", "levels"), ("head", "heads"), ("field2", "fields"), ("field", "fields"))


@dataclass(frozen=True, slots=True)
class Person:
    """A person as a card prints them."""

    given: str
    family: str
    name: str
    """As printed, without degrees."""
    degrees: str


def make_person(stock: Stock, culture: str) -> Person:
    """Return a person of a culture; now and then a couple, or an artist of one word."""
    rng = stock.rng
    given, family = stock.given(culture), stock.family(culture)
    shown = _shown_given(stock, culture, given)
    if rng.random() < (0.3 if culture in {"ES", "MX", "PT", "BR"} else 0.05):
        joint = " " if culture in {"ES", "MX", "PT", "BR"} or rng.random() < 0.3 else "-"
        family = f"{family}{joint}{stock.family(culture)}"
    if rng.random() < 0.04:
        family = _long_family(stock, culture, family)
    name = _ordered(stock, culture, shown, family)
    kind = rng.random()
    if kind < 0.012:
        name = given
    elif kind < 0.03:
        name = f"{given} {rng.choice(['&', 'et', 'and'])} {stock.given(culture)} {family}"
    elif kind < 0.038:
        name = f"{name} {rng.choice(_LATE)}"
    elif kind < 0.108:
        name = f"{rng.choice(_PREFIXES)} {name}"
    degrees = ""
    if rng.random() < 0.18:
        count = rng.choice([1, 1, 1, 2, 2, 3])
        degrees = rng.choice([", ", ", ", " "]).join(
            stock.pick(entries("lines", "degrees", "all")) for _ in range(count)
        )
    return Person(given, family, " ".join(name.split()), degrees)


def _long_family(stock: Stock, culture: str, family: str) -> str:
    """Return a family name of several words, as marriage, origin or custom make them."""
    other = stock.family(culture)
    custom = {
        "MY": f"{family} binti Abd. {other}", "TN": f"{family} née {other}", "FR": f"{family} née {other}", "ES": f"{family} de {other}", "MX": f"Vda. de {other}",
        "BR": f"{family} dos Santos {other}", "PT": f"{family} da Costa {other}", "AE": f"bin {other} {family}", "NL": f"van der {family}",
        "DE": f"von und zu {family}", "LK": f"Venkata {family} {other}", "IN": f"{family} {other}",
    }  # fmt: skip
    return custom.get(culture, f"{family} de la {other}")


def _shown_given(stock: Stock, culture: str, given: str) -> str:
    """Return a given name with an initial, a second name or a nickname, now and then."""
    rng = stock.rng
    kind = rng.random()
    if kind < 0.1 and culture in {"US", "CA_EN", "GB", "IN", "PH"}:
        return f"{given} {rng.choice('ABCDEFGHJKLMPRSTW')}."
    if kind < 0.18:
        return f"{given}{rng.choice([' ', ' ', '-'])}{stock.given(culture)}"
    if kind < 0.22:
        return f"{given[0]}."
    if kind < 0.25:
        return f"{given[0]}.{rng.choice('ABCDEFGHJKLMPRSTW')}."
    if kind < 0.27:
        return f"{rng.choice('ABCDEFGHJKLMPRSTW')}. {given}"
    if kind < 0.3:
        nick = rng.choice([given[:3].capitalize(), stock.given("US"), given[:2].capitalize()])
        marks = rng.choice([('"', '"'), ("“", "”"), ("« ", " »"), ("(", ")"), ("'", "'")])
        return f"{given} {marks[0]}{nick}{marks[1]}"
    return given


def _ordered(stock: Stock, culture: str, shown: str, family: str) -> str:
    """Return given and family name in the order and case of a culture."""
    order = stock.rng.random()
    if culture in {"FR", "TN", "SN", "CH_FR", "JP", "CN", "HK", "VN", "TR", "IN"} and order < 0.2:
        return f"{shown} {family.upper()}"
    if culture in {"KR", "CN", "HK", "HU", "VN"} and order < 0.4:
        return f"{family} {shown}" if order < 0.3 else f"{family.upper()} {shown}"
    if culture in {"FR", "TN", "SN"} and order < 0.28:
        return f"{family.upper()} {shown}"
    if culture in {"HK", "CN", "KR"} and order < 0.5:
        return f"{family.upper()} {shown}, {stock.given('US')}"
    return f"{shown} {family}"


def make_title(stock: Stock, language: str) -> str:
    """Return a title in a language; English where the language has no list."""
    rng = stock.rng
    section = language if entries("titles", language, "whole") else "en"
    kind = rng.random()
    if section in {"en", "fr"} and kind < 0.42:
        title = stock.entry("titles", section, "patterns")
        for key, source in _KEY_SOURCES:
            while f"{{{key}}}" in title:
                title = title.replace(f"{{{key}}}", stock.entry("titles", section, source), 1)
    elif kind > 0.94:
        title = stock.job(section)
    else:
        title = stock.entry("titles", section, "whole")
    if rng.random() < 0.1:
        joint = rng.choice(
            [
                " & ",
                ", ",
                " / ",
                " - ",
                " • ",
                " · ",
                " | ",
                " – ",
                {"en": " and ", "fr": " et "}.get(section, " & "),
            ]
        )
        title = title + joint + stock.entry("titles", section, "whole")
        if joint.strip() in {"•", "·", "|", ","} and rng.random() < 0.3:
            title = title + joint + stock.entry("titles", section, "whole")
    return title  # fmt: skip


def make_letters(stock: Stock, count: int, joint: str) -> str:
    """Return degrees and designations, as they stand apart from a name: letters, no professions."""
    letters = [text for text in entries("lines", "degrees", "all") if not text.islower()]
    return joint.join(stock.pick(letters) for _ in range(count))


def make_scope(stock: Stock, language: str) -> str:
    """Return what people add to a title that is no department: what for, for whom, where."""
    rng = stock.rng
    section = language if language in {"en", "fr"} else "en"
    field, other = (stock.entry("titles", section, "fields") for _ in range(2))
    service = stock.entry("firms", section, "nouns")
    town = stock.town("FR" if section == "fr" else "US")
    shapes = {
        "en": ("{f}", "{f} & {o}", "{s}", "{s} and {f}", "{t}", "{t} Region", "{f} for {t}", "all {s}", "{f} (Europe)", "North & South America", "{t} & {f}", "{a}"),
        "fr": ("{f}", "{f} et {o}", "{s}", "{s} et {f}", "{t}", "région de {t}", "volet {f}", "chargé de {f}", "spécialité {f}", "un peu de {f}", "{f} (Europe)", "secteur {t}", "{a}"),
    }  # fmt: skip
    shape = rng.choice(shapes[section])
    text = shape.format(f=field, o=other, s=service, t=town, a=stock.acronym())
    return text if shape == "{a}" or rng.random() < 0.6 else text.lower()


def make_department(stock: Stock, language: str) -> str:
    """Return a department in a language; English where the language has no list."""
    rng = stock.rng
    section = language if entries("lines", "departments", language) else "en"
    text = stock.entry("lines", "departments", section)
    for key in ("field2", "field"):
        text = text.replace(f"{{{key}}}", stock.entry("lines", "fields", section))
    if rng.random() < 0.06:
        text += rng.choice(
            [f" ({stock.acronym()})", f" – {stock.town('US')}", f" / {stock.acronym()}", " II"]
        )
    return text[:1].upper() + text[1:]


def initials_of(text: str) -> str:
    """Return the first letters of a text's words."""
    return "".join(word[0] for word in text.split() if word[:1].isalpha())
