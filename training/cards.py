"""Invented cards: which texts stand on them, in which blocks, and what is true of each."""

from __future__ import annotations

import random

from training.blocks import Cell, Row, Style, one
from training.contacts import contact_block, make_phone
from training.extras import fill, hours_block, make_tagline, other_block, services_block
from training.firms import make_firm, make_own_site
from training.organizations import firm_blocks
from training.people import make_person
from training.persons import person_block, second_person, translated_person
from training.places import COUNTRIES, make_address, pick_country
from training.stock import Stock
from training.truth import Card, Truth

__all__ = ["Card", "Truth", "make_card"]

_GUESTS = (
    "US",
    "FR",
    "LK",
    "CN",
    "TN",
    "KR",
    "JP",
    "ES",
    "DE",
    "SN",
    "AE",
    "VN",
    "IN",
    "RO",
    "PL",
    "TR",
)


def make_card(stock: Stock) -> Card:
    """Return an invented card."""
    rng = stock.rng
    country = pick_country(rng)
    culture = _culture(rng, country)
    language = rng.choice(COUNTRIES[country][1])
    person = make_person(stock, culture)
    firm = make_firm(stock, country, language, person.family, person.given)
    truth = Truth()
    blocks: dict[str, list[Row]] = {}
    has_person = rng.random() < 0.94
    if has_person and rng.random() < 0.06:
        firm = make_own_site(stock, country, person.family, person.given)
    style = Style(rng)
    if has_person:
        blocks["person"] = person_block(stock, person, firm, language, truth, style)
        if rng.random() < 0.06:
            blocks["person2"] = second_person(stock, language, culture, style)
    if firm.full:
        firm_blocks(stock, firm, language, truth, style, blocks, has_person=has_person)
        if rng.random() < 0.2:
            _move_department(blocks)
    elif rng.random() < 0.5:
        blocks["tagline"] = [one("tagline", style.write("tagline", make_tagline(stock, language)))]
    if rng.random() < 0.8:
        town = firm.town if rng.random() < 0.7 else ""
        blocks["address"] = _address_block(stock, country, truth, style, blocks, town)
    blocks["contact"] = contact_block(
        stock, country, language, person if has_person else None, firm, style
    )
    if rng.random() < 0.4:
        blocks["other"] = other_block(stock, language, style)
    if rng.random() < 0.06:
        blocks["other"] = blocks.get("other", []) + hours_block(stock, language, style)
    if rng.random() < 0.1:
        blocks["services"] = services_block(stock, language, style)
    if has_person and rng.random() < 0.07:
        blocks["verso"] = _verso_block(stock, country, language, truth, style, blocks)
    return Card(truth, {k: v for k, v in blocks.items() if v}, country, language)


def _culture(rng: random.Random, country: str) -> str:
    if country == "LK" and rng.random() < 0.9:
        return "LK"
    return COUNTRIES[country][0] if rng.random() < 0.8 else rng.choice(_GUESTS)


def _move_department(blocks: dict[str, list[Row]]) -> None:
    """Print the department under the line of its organization instead of under the title.

    Not under a logo: what stands there is what the firm does.
    """
    person = blocks.get("person", [])
    moved = [row for row in person if _roles(row) == {"department"}]
    if moved and "firm" in blocks:
        blocks["person"] = [row for row in person if row not in moved]
        blocks["firm"] += moved


def _roles(row: Row) -> set[str]:
    return {part[0] for cell in row.cells for part in cell}


def _verso_block(
    stock: Stock, country: str, language: str, truth: Truth, style: Style,
    blocks: dict[str, list[Row]],
) -> list[Row]:  # fmt: skip
    """Return the other side of a card that says all once more, in another language."""
    rng = stock.rng
    other = rng.choice([lang for lang in ("en", "fr", "es", "de") if lang != language])
    rows = translated_person(stock, truth, other, style)
    if truth.organization and rng.random() < 0.6:
        text = truth.organization
        rows = rng.choice(
            [[one("organization", text, 1.3), *rows], [*rows, one("organization", text)]]
        )
    if truth.addresses and rng.random() < 0.6:
        rows += [Row(row.cells, row.size) for row in blocks.get("address", [])]
    if rng.random() < 0.7:
        rows += [Row(row.cells, row.size) for row in blocks.get("contact", [])[:3]]
    return rows


def _address_block(
    stock: Stock, country: str, truth: Truth, style: Style, blocks: dict[str, list[Row]], town: str
) -> list[Row]:
    rng = stock.rng
    size = style.sizes["address"]
    rows: list[Row] = []
    if "firm" in blocks and rng.random() < 0.35:
        rows += [Row(row.cells, size * rng.choice([1, 1, 1.2])) for row in blocks.pop("firm")]
    count = rng.choice([1] * 9 + [2, 2, 3])
    for index in range(count):
        written = make_address(stock, country, town if index == 0 else "")
        lines = [style.write("address", line) for line in written]
        truth.addresses.append(", ".join(line.strip(" ,.") for line in lines))
        if index == 0 and truth.organization and rng.random() < 0.08:
            rows.append(_with_firm(rng, truth.organization, lines[0], size))
            lines = lines[1:]
        if lines and rng.random() < (0.75 if count > 1 else 0.1):
            heading = fill(stock, stock.entry("lines", "others", "headings"))
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


def _with_firm(rng: random.Random, organization: str, line: str, size: float) -> Row:
    """Return the first line of an address with the organization before it."""
    joint = rng.choice([", ", ", ", ", ", " – ", " | ", " · ", " - ", " • "])
    return Row([(("organization", organization), ("", joint), ("address", line))], size)
