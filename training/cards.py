"""Invented cards: which texts stand on them, in which blocks, and what is true of each."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field

from training.blocks import Cell, Row, Style, one
from training.contacts import contact_block, make_phone
from training.firms import Firm, make_firm
from training.people import Person, make_department, make_person, make_title
from training.places import COUNTRIES, make_address, pick_country
from training.stock import Stock, entries


@dataclass(slots=True)
class Truth:
    """What is true of a card."""

    name: str = ""
    title: str = ""
    department: str = ""
    organization: str = ""
    addresses: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Card:
    """The blocks of a card and its truth, before anything is placed."""

    truth: Truth
    blocks: dict[str, list[Row]]
    country: str
    language: str


def make_card(stock: Stock) -> Card:
    """Return an invented card."""
    rng = stock.rng
    country = pick_country(rng)
    home = COUNTRIES[country][0]
    culture = (
        home
        if rng.random() < 0.85
        else rng.choice(["US", "FR", "LK", "CN", "TN", "KR", "JP", "ES", "DE", "SN", "AE"])
    )
    culture = "LK" if country == "LK" and rng.random() < 0.9 else culture
    language = rng.choice(COUNTRIES[country][1])
    person = make_person(stock, culture)
    firm = make_firm(stock, country, language, person.family, person.given)
    truth = Truth()
    blocks: dict[str, list[Row]] = {}
    has_person = rng.random() < 0.93
    style = Style(rng)
    if has_person:
        blocks["person"] = _person_block(stock, person, firm, language, truth, style)
    _firm_blocks(stock, firm, language, truth, style, blocks, has_person=has_person)
    if rng.random() < 0.8:
        blocks["address"] = _address_block(stock, country, truth, style, blocks)
    blocks["contact"] = contact_block(
        stock, country, language, person if has_person else None, firm, style
    )
    if rng.random() < 0.4:
        blocks["other"] = _other_block(stock, language, style)
    return Card(truth, {k: v for k, v in blocks.items() if v}, country, language)


def _person_block(
    stock: Stock, person: Person, firm: Firm, language: str, truth: Truth, style: Style
) -> list[Row]:
    rng = stock.rng
    name = style.write("name", person.name)
    if name == person.name and rng.random() < 0.015:
        name = name.lower()
    truth.name = name
    rows: list[Row] = []
    size = style.sizes["name"]
    title_language = language if rng.random() < 0.85 else "en"
    title = make_title(stock, title_language) if rng.random() < 0.86 else ""
    title = style.write("title", title)
    extra_title = (
        style.write("title", make_title(stock, title_language))
        if title and rng.random() < 0.08
        else ""
    )
    truth.title = ", ".join(t for t in (title, extra_title) if t)
    name_words = name.split()
    kind = rng.random()
    if title and kind < 0.1:
        joint = rng.choice([", ", " - ", " | ", " ", " – ", "  ", " / "])
        rows.append(Row([(("name", name), ("", joint), ("title", title))], size))
    elif len(name_words) > 1 and kind < 0.18:
        cut = rng.randint(1, len(name_words) - 1)
        rows.append(one("name", " ".join(name_words[:cut]), size))
        rows.append(one("name", " ".join(name_words[cut:]), size * rng.choice([1, 1, 1.2])))
    elif person.degrees and rng.random() < 0.7:
        joint = rng.choice([", ", ", ", " ", " - "])
        rows.append(Row([(("name", name), ("", joint), ("degree", person.degrees))], size))
    else:
        rows.append(one("name", name, size))
        if person.degrees:
            rows.append(one("degree", person.degrees, style.sizes["degree"]))
    if title and kind >= 0.1:
        rows += _title_rows(stock, title, truth, firm, style)
    if extra_title:
        rows.append(one("title", extra_title, style.sizes["title"]))
    if rng.random() < 0.18:
        department = style.write("department", make_department(stock, language))
        truth.department = department
        rows += [
            one("department", part, style.sizes["department"])
            for part in _wrapped(rng, department, 34)
        ]
        if rng.random() < 0.25:
            second = style.write("department", make_department(stock, language))
            truth.department += ", " + second
            rows.append(one("department", second, style.sizes["department"]))
    if rng.random() < 0.06 and len(rows) > 1:
        rows = [*rows[1:], rows[0]]
    return rows


def _title_rows(stock: Stock, title: str, truth: Truth, firm: Firm, style: Style) -> list[Row]:
    rng = stock.rng
    size = style.sizes["title"]
    if rng.random() < 0.07 and not truth.organization:
        organization = style.write("organization", firm.full)
        truth.organization = organization
        joint = rng.choice([", ", ", ", " - ", " | ", " @ ", " at "])
        return [Row([(("title", title), ("", joint), ("organization", organization))], size)]
    if rng.random() < 0.05:
        department = make_department(stock, "en")
        # On one line with the title, a department is read as part of it.
        truth.title = truth.title.replace(title, f"{title}, {style.write('title', department)}", 1)
        title = f"{title}, {style.write('title', department)}"
        if rng.random() < 0.6:
            return [one("title", title, size)]
    return [one("title", part, size) for part in _wrapped(rng, title, rng.choice([18, 26, 40, 60]))]


def _firm_blocks(
    stock: Stock,
    firm: Firm,
    language: str,
    truth: Truth,
    style: Style,
    blocks: dict[str, list[Row]],
    *,
    has_person: bool,
) -> None:
    """Print the organization: in a logo, as a line, in both, in the address, or nowhere."""
    rng = stock.rng
    kind = rng.random()
    if truth.organization:
        kind = 0.99 if rng.random() < 0.5 else 0.3
    full = style.write("organization", firm.full)
    logo_case = "logo" if rng.random() < 0.8 else "organization"
    logo = [style.write(logo_case, line) for line in firm.logo]
    size = style.sizes["logo"]
    rows: list[Row] = []
    if kind < 0.33 or (not has_person and kind > 0.87):  # a logo that says it all
        rows = _logo_rows(rng, logo if firm.logo_is_full else [full], size)
        truth.organization = truth.organization or " ".join(_texts(rows))
    elif kind < 0.6:  # a logo, and the full name in a line of its own
        rows = _logo_rows(rng, logo, size)
        blocks["firm"] = [
            one("organization", part, style.sizes["organization"])
            for part in _wrapped(rng, full, rng.choice([30, 44, 60]))
        ]
        truth.organization = full
    elif kind < 0.84:  # the full name alone, the logo being a drawing
        blocks["firm"] = [
            one("organization", part, style.sizes["organization"] * rng.choice([1, 1.3]))
            for part in _wrapped(rng, full, rng.choice([24, 40, 60]))
        ]
        truth.organization = full
    elif kind < 0.91:  # only a short logo
        rows = _logo_rows(rng, logo, size)
        truth.organization = truth.organization or " ".join(_texts(rows))
    if truth.organization and rows and rng.random() < 0.06:
        rows.append(one("other", stock.brand(), style.sizes["tagline"]))
    if rng.random() < 0.38:
        lines = [style.write("tagline", make_tagline(stock, language))]
        while rng.random() < 0.3:
            lines.append(style.write("tagline", make_tagline(stock, language)))
        taglines = [
            one("tagline", part, style.sizes["tagline"])
            for line in lines
            for part in _wrapped(rng, line, rng.choice([24, 40, 60]))
        ]
        if rows and rng.random() < 0.75:
            rows += taglines
        else:
            blocks["tagline"] = taglines
    if rows:
        blocks["logo"] = rows


def _logo_rows(rng: random.Random, lines: list[str], size: float) -> list[Row]:
    rows = []
    for i, line in enumerate(lines):
        shrink = 1.0 if i == 0 else rng.choice([1.0, 0.8, 0.6, 0.45])
        if i == 0 and len(lines) > 1 and rng.random() < 0.15:
            shrink = 0.6
        rows.append(
            one("organization", line, max(0.6, size * shrink * (1 if len(line) < 22 else 0.7)))
        )
    return rows


def _texts(rows: list[Row]) -> list[str]:
    return [part[1] for row in rows for cell in row.cells for part in cell]


def _wrapped(rng: random.Random, text: str, width: int) -> list[str]:
    """Cut a text into rows of at most about so many characters, at blanks."""
    if len(text) <= width or " " not in text:
        return [text]
    rows, row = [], ""
    for word in text.split():
        if row and len(row) + 1 + len(word) > width:
            rows.append(row)
            row = word
        else:
            row = f"{row} {word}".strip()
    return [*rows, row] if row else rows


def _address_block(
    stock: Stock, country: str, truth: Truth, style: Style, blocks: dict[str, list[Row]]
) -> list[Row]:
    rng = stock.rng
    size = style.sizes["address"]
    rows: list[Row] = []
    if "firm" in blocks and rng.random() < 0.4:
        rows += [Row(row.cells, size * rng.choice([1, 1, 1.2])) for row in blocks.pop("firm")]
    count = rng.choice([1] * 9 + [2, 2, 3])
    for index in range(count):
        lines = [style.write("address", line) for line in make_address(stock, country)]
        truth.addresses.append(", ".join(line.strip(" ,.") for line in lines))
        if rng.random() < (0.75 if count > 1 else 0.1):
            heading = _fill(stock, stock.entry("lines", "others", "headings"))
            if rng.random() < 0.5 and len(heading) < 18:
                lines_parts: Cell = (
                    ("heading", heading),
                    ("", " " if heading.endswith(":") else " : "),
                    ("address", lines[0]),
                )
                rows.append(Row([lines_parts], size))
                lines = lines[1:]
            elif rng.random() < 0.3:
                rows.append(Row([(("heading", heading),), (("address", lines[0]),)], size))
                lines = lines[1:]
            else:
                rows.append(one("heading", heading, size * rng.choice([1, 1.15])))
        rows += [one("address", line, size) for line in lines]
        if index < count - 1 and rng.random() < 0.3:
            rows.append(one("contact", f"Tel: {make_phone(rng, country)}", size))
    return rows


def make_tagline(stock: Stock, language: str) -> str:
    """Return a slogan, or a list of what a firm does or sells."""
    rng = stock.rng
    section = language if entries("lines", "taglines", language) else "en"
    kind = rng.random()
    if kind < 0.5:
        return stock.entry("lines", "taglines", section)
    nouns = "fr" if section == "fr" else "en"
    if kind < 0.85:
        count = rng.choice([2, 2, 3, 3, 4])
        words = [
            stock.entry("firms", nouns, "nouns")
            if rng.random() < 0.7
            else stock.entry("titles", nouns, "fields")
            for _ in range(count)
        ]
        last = rng.choice([" & ", " and " if nouns == "en" else " et ", ", ", " · "])
        glue = rng.choice([", ", ", ", " · ", " - ", " | ", " / ", " • ", " "])
        text = glue.join(words[:-1]) + (last if glue == ", " else glue) + words[-1]
        return text if rng.random() < 0.6 else text.capitalize()
    culture = {"fr": "FR", "pt": "BR"}.get(section, "US")
    faker = stock.locale(culture)
    return (
        faker.catch_phrase()
        if rng.random() < 0.6 or not hasattr(faker, "bs")
        else faker.bs().capitalize()
    )


def _fill(stock: Stock, text: str) -> str:
    """Fill the gaps of a line with words of the stock."""
    for key, make in (
        ("{brand2}", stock.brand), ("{brand3}", stock.brand), ("{brand}", stock.brand),
        ("{town2}", lambda: stock.town("US")), ("{town3}", lambda: stock.town("FR")), ("{town}", lambda: stock.town("GB")),
        ("{country}", lambda: stock.rng.choice(["Japan", "Canada", "France", "India", "UK", "Vietnam"])),
        ("{acro}", stock.acronym), ("{A}", lambda: stock.rng.choice("ABCDEFKMTUW")),
    ):  # fmt: skip
        while key in text:
            text = text.replace(key, make(), 1)
    return re.sub(r"\{d\}", lambda _: str(stock.rng.randint(0, 9)), text)


def _other_block(stock: Stock, language: str, style: Style) -> list[Row]:
    rng = stock.rng
    rows = []
    for _ in range(rng.choice([1, 1, 1, 2, 2, 3])):
        text = _fill(stock, stock.entry("lines", "others", "all"))
        rows += [
            one("other", part, style.sizes["other"])
            for part in _wrapped(rng, style.write("other", text), 70)
        ]
    if rng.random() < 0.2:
        rows.append(one("tagline", make_tagline(stock, language), style.sizes["other"]))
    return rows


def sample_line(stock: Stock, role: str) -> str:
    """Return one text of a role, as it may stand on a card, for training what words say."""
    rng = stock.rng
    country = pick_country(rng)
    culture = "LK" if country == "LK" else COUNTRIES[country][0]
    language = rng.choice(COUNTRIES[country][1])
    style = Style(rng)
    if role == "name":
        person = make_person(stock, culture)
        text = person.name if rng.random() > 0.12 else rng.choice([person.given, person.family])
        if rng.random() < 0.08:
            text += rng.choice([", ", " "]) + stock.pick(entries("lines", "degrees", "all"))
    elif role == "title":
        text = rng.choice(_wrapped(rng, make_title(stock, language), rng.choice([18, 26, 40, 60])))
    elif role == "department":
        text = rng.choice(_wrapped(rng, make_department(stock, language), 34))
    elif role == "organization":
        firm = make_firm(stock, country, language, stock.family(culture), stock.given(culture))
        text = firm.full if rng.random() < 0.6 else rng.choice(firm.logo)
        text = rng.choice(_wrapped(rng, text, rng.choice([24, 40, 60])))
    elif role == "address":
        text = rng.choice(make_address(stock, country))
    elif role == "tagline":
        text = make_tagline(stock, language)
        text = rng.choice(_wrapped(rng, text, rng.choice([24, 40, 60])))
    elif role == "degree":
        count = rng.choice([1, 1, 2, 3])
        text = rng.choice([", ", " ", "; "]).join(
            stock.pick(entries("lines", "degrees", "all")) for _ in range(count)
        )
    elif role == "heading":
        text = _fill(stock, stock.entry("lines", "others", "headings"))
    else:
        text = _fill(stock, stock.entry("lines", "others", "all"))
    return style.write("logo" if role == "organization" and rng.random() < 0.4 else role, text)
