"""Single lines of every role, for the model of what lines say."""

from __future__ import annotations

from training.blocks import Style
from training.extras import fill, make_hours, make_tagline
from training.firms import make_firm
from training.people import make_department, make_letters, make_person, make_title
from training.places import COUNTRIES, make_address, pick_country
from training.stock import Stock, entries
from training.truth import wrapped

_WIDTHS = (18, 26, 40, 60)


def sample_line(stock: Stock, role: str) -> str:
    """Return one text of a role, as it may stand on a card, for training what words say."""
    rng = stock.rng
    country = pick_country(rng)
    culture = "LK" if country == "LK" else COUNTRIES[country][0]
    language = rng.choice(COUNTRIES[country][1])
    style = Style(rng)
    if role == "name":
        text = _name(stock, culture)
    elif role == "title":
        text = rng.choice(wrapped(rng, make_title(stock, language), rng.choice(_WIDTHS)))
    elif role == "department":
        text = rng.choice(wrapped(rng, make_department(stock, language), 34))
    elif role == "organization":
        firm = make_firm(stock, country, language, stock.family(culture), stock.given(culture))
        text = firm.full if rng.random() < 0.6 else rng.choice(firm.logo)
        text = rng.choice(wrapped(rng, text, rng.choice([24, 40, 60])))
    elif role == "address":
        text = rng.choice(make_address(stock, country))
    elif role == "tagline":
        text = rng.choice(wrapped(rng, make_tagline(stock, language), rng.choice([24, 40, 60])))
    elif role == "degree":
        joint = rng.choice([", ", " ", "; "])
        count = rng.choice([1, 1, 2, 3])
        text = make_letters(stock, count, joint)
    elif role == "heading":
        text = fill(stock, stock.entry("lines", "others", "headings"))
    else:
        text = fill(stock, stock.entry("lines", "others", "all"))
        if rng.random() < 0.08:
            text = make_hours(stock, language)
    return style.write("logo" if role == "organization" and rng.random() < 0.4 else role, text)


def _name(stock: Stock, culture: str) -> str:
    rng = stock.rng
    person = make_person(stock, culture)
    text = person.name if rng.random() > 0.12 else rng.choice([person.given, person.family])
    if rng.random() < 0.08:
        text += rng.choice([", ", " "]) + stock.pick(entries("lines", "degrees", "all"))
    return text
