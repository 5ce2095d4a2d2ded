"""What else stands on invented cards: slogans, services, hours, registers, memberships."""

from __future__ import annotations

import re

from training.blocks import Row, Style, one
from training.stock import Stock, entries
from training.truth import wrapped

_JOINTS = (", ", ", ", " · ", " - ", " | ", " / ", " • ", " – ", " ")


def make_tagline(stock: Stock, language: str) -> str:
    """Return a slogan, or a list of what a firm does or sells."""
    rng = stock.rng
    section = language if entries("lines", "taglines", language) else "en"
    kind = rng.random()
    if kind < 0.66:
        return stock.entry("lines", "taglines", section)
    if kind < 0.9:
        words = [_service(stock, section) for _ in range(rng.choice([2, 2, 3, 3, 4]))]
        last = rng.choice([" & ", " et " if section == "fr" else " and ", ", ", " · "])
        glue = rng.choice(_JOINTS)
        text = glue.join(words[:-1]) + (last if glue == ", " else glue) + words[-1]
        return text if rng.random() < 0.6 else text.capitalize()
    culture = {"fr": "FR", "pt": "BR"}.get(section, "US")
    faker = stock.locale(culture)
    return (
        faker.catch_phrase()
        if rng.random() < 0.6 or not hasattr(faker, "bs")
        else faker.bs().capitalize()
    )


def _service(stock: Stock, section: str) -> str:
    nouns = "fr" if section == "fr" else "en"
    if stock.rng.random() < 0.5:
        return stock.entry("firms", nouns, "nouns")
    return stock.entry("titles", nouns, "fields")


def fill(stock: Stock, text: str) -> str:
    """Fill the gaps of a line with words of the stock."""
    rng = stock.rng
    for key, make in (
        ("{brand2}", stock.brand), ("{brand3}", stock.brand), ("{brand}", stock.brand),
        ("{town2}", lambda: stock.town("US")), ("{town3}", lambda: stock.town("FR")), ("{town}", lambda: stock.town("GB")),
        ("{country}", lambda: rng.choice(["Japan", "Canada", "France", "India", "UK", "Vietnam"])),
        ("{acro}", stock.acronym), ("{noun}", lambda: stock.entry("firms", "en", "nouns")), ("{A}", lambda: rng.choice("ABCDEFKMTUW")),
    ):  # fmt: skip
        while key in text:
            text = text.replace(key, make(), 1)
    return re.sub(r"\{d\}", lambda _: str(rng.randint(0, 9)), text)


_DAYS = {
    "en": ("Mon Tue Wed Thu Fri Sat Sun", "Monday Tuesday Wednesday Thursday Friday Saturday Sunday", "Opening hours", "Closed"),
    "fr": ("Lun. Mar. Mer. Jeu. Ven. Sam. Dim.", "Lundi Mardi Mercredi Jeudi Vendredi Samedi Dimanche", "Horaires", "Fermé"),
    "de": ("Mo Di Mi Do Fr Sa So", "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag", "Sprechzeiten", "geschlossen"),
    "es": ("Lu Ma Mi Ju Vi Sa Do", "Lunes Martes Miércoles Jueves Viernes Sábado Domingo", "Horario", "Cerrado"),
    "pt": ("Seg Ter Qua Qui Sex Sáb Dom", "Segunda Terça Quarta Quinta Sexta Sábado Domingo", "Horário", "Fechado"),
    "it": ("Lun Mar Mer Gio Ven Sab Dom", "Lunedì Martedì Mercoledì Giovedì Venerdì Sabato Domenica", "Orari", "Chiuso"),
}  # fmt: skip


def make_hours(stock: Stock, language: str) -> str:
    """Return one line of opening hours."""
    rng = stock.rng
    short, long, _, closed = _DAYS.get(language, _DAYS["en"])
    days = (short if rng.random() < 0.7 else long).split()
    first, last = sorted(rng.sample(range(7), 2))
    joint = rng.choice([" - ", "-", " – ", " à " if language == "fr" else " to "])
    span = rng.choice(
        [
            f"{days[first]}{joint}{days[last]}",
            days[first],
            f"{days[first]}, {days[last]}",
            f"{days[first]} & {days[last]}",
        ]
    )
    if rng.random() < 0.12:
        return f"{span}: {closed}"
    shape = rng.choice(
        [
            "{}h - {}h",
            "{} h à {} h",
            "{}:00 - {}:00",
            "{}.00 - {}.00 Uhr",
            "{}-{}",
            "{}am - {}pm",
            "{} – {} Uhr",
            "{}h00-{}h00",
        ]
    )
    hours = shape.format(rng.randint(7, 11), rng.randint(12, 20))
    if rng.random() < 0.25:
        hours += rng.choice([" / ", " et ", ", ", " und "]) + shape.format(13, rng.randint(17, 20))
    return f"{span}{rng.choice([' ', ': ', ' : ', ', ', '  '])}{hours}"


def hours_block(stock: Stock, language: str, style: Style) -> list[Row]:
    """Return the lines of opening hours, with or without a heading."""
    rng = stock.rng
    rows = []
    if rng.random() < 0.5:
        heading = _DAYS.get(language, _DAYS["en"])[2]
        rows.append(one("heading", heading + rng.choice(["", ":", " :"]), style.sizes["other"]))
    for _ in range(rng.choice([1, 2, 2, 3])):
        text = style.write("other", make_hours(stock, language))
        rows.append(one("other", text, style.sizes["other"]))
    return rows


def other_block(stock: Stock, language: str, style: Style) -> list[Row]:
    """Return one to three lines that are none of the fields."""
    rng = stock.rng
    rows = []
    for _ in range(rng.choice([1, 1, 1, 2, 2, 3])):
        text = fill(stock, stock.entry("lines", "others", "all"))
        rows += [
            one("other", part, style.sizes["other"])
            for part in wrapped(rng, style.write("other", text), 70)
        ]
    if rng.random() < 0.2:
        rows.append(one("tagline", make_tagline(stock, language), style.sizes["other"]))
    return rows


def services_block(stock: Stock, language: str, style: Style) -> list[Row]:
    """Return a list of services, one a line, with or without a heading and bullets."""
    rng = stock.rng
    bullet = rng.choice(["", "", "• ", "- ", "· ", "> ", "✓ ", "* "])
    rows = []
    if rng.random() < 0.2:
        heading = rng.choice(["Services", "Nos services", "Services:", "What we do", "Spécialités"])
        rows.append(one("heading", heading, style.sizes["other"]))
    for _ in range(rng.choice([3, 3, 4, 4, 5, 6])):
        text = _service(stock, language)
        if rng.random() < 0.4:
            text = f"{text} {rng.choice(['&', 'et' if language == 'fr' else 'and'])} {_service(stock, language).lower()}"
        if rng.random() < 0.2:
            text = fill(stock, stock.entry("lines", "taglines", language) or text)
        rows.append(one("tagline", bullet + style.write("tagline", text), style.sizes["other"]))
    return rows
