"""The blocks of a card that say which organization: logos, full names, parents and slogans."""

from __future__ import annotations

import random

from training.blocks import Row, Style, one
from training.extras import make_tagline
from training.firms import Firm
from training.stock import Stock
from training.truth import Truth, wrapped


def firm_blocks(
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
        rows = _logo_rows(rng, logo if firm.logo_is_full else _cut_full(rng, full), size)
        truth.organization = truth.organization or " ".join(_texts(rows))
    elif kind < 0.56:  # a logo, and the full name in a line of its own
        rows = _logo_rows(rng, logo, size)
        full_rows = _full_rows(rng, full, style, (30, 44, 60))
        if rng.random() < 0.4:  # in small letters right under the logo
            small = rng.uniform(0.5, 1.0)
            rows += [Row(row.cells, small) for row in full_rows]
        else:
            blocks["firm"] = full_rows
        truth.organization = full
    elif kind < 0.8:  # the full name alone, the logo being a drawing
        blocks["firm"] = _full_rows(rng, full, style, (14, 24, 40, 60))
        truth.organization = full
    elif kind < 0.85:  # a part of a group, whose name or sign stands there too
        rows = _parent_rows(stock, style, firm.full.split()[0])
        blocks["firm"] = _full_rows(rng, full, style, (24, 40, 60))
        truth.organization = full
    elif kind < 0.91:  # only a short logo
        rows = _logo_rows(rng, logo, size)
        truth.organization = truth.organization or " ".join(_texts(rows))
    if truth.organization and rows and rng.random() < 0.06:
        rows.append(one("other", stock.brand(), style.sizes["tagline"]))
    if firm.is_institution and rng.random() < 0.08:
        rows = _state_rows(stock, style) + rows
    _print_taglines(stock, language, style, rows, blocks)
    if rows:
        blocks["logo"] = rows
    if "firm" in blocks and rng.random() < 0.08 and "person" in blocks:
        blocks["person"] += blocks.pop("firm")


def _full_rows(rng: random.Random, full: str, style: Style, widths: tuple[int, ...]) -> list[Row]:
    size = style.sizes["organization"] * rng.choice([1, 1, 1.3])
    if rng.random() < 0.12:
        size = style.sizes["other"]  # in the small print
    return [one("organization", part, size) for part in wrapped(rng, full, rng.choice(widths))]


def _cut_full(rng: random.Random, full: str) -> list[str]:
    return wrapped(rng, full, rng.choice([12, 20, 30, 60]))


def _parent_rows(stock: Stock, style: Style, own: str) -> list[Row]:
    rng = stock.rng
    brand = style.write("logo", own if own and rng.random() < 0.5 else stock.brand())
    text = rng.choice(
        [brand, brand, f"{brand} Group", f"Groupe {brand}", f"{brand} Holdings", stock.acronym()]
    )
    size = style.sizes["logo"] if rng.random() < 0.4 else style.sizes["tagline"]
    return [one("other", text, size)]


def _state_rows(stock: Stock, style: Style) -> list[Row]:
    """Return the name of a state and its motto, over a ministry's."""
    rng = stock.rng
    land = rng.choice(
        [stock.town("FR"), "Tunisie", "Côte d'Ivoire", "Canada", "India", "Kenya", "Québec"]
    )
    rows = [
        one(
            "other",
            rng.choice(
                [
                    "République de {}",
                    "REPUBLIC OF {}",
                    "Royaume de {}",
                    "Gouvernement du {}",
                    "Government of {}",
                ]
            ).format(land),
            style.sizes["other"],
        )
    ]
    if rng.random() < 0.5:
        words = rng.sample(
            [
                "Unité",
                "Travail",
                "Paix",
                "Justice",
                "Progrès",
                "Discipline",
                "Union",
                "Liberté",
                "Peace",
                "Unity",
            ],
            3,
        )
        rows.append(
            one(
                "tagline",
                rng.choice([" - ", " – ", " · ", ", "]).join(words),
                style.sizes["tagline"] * 0.8,
            )
        )
    return rows


def _print_taglines(
    stock: Stock, language: str, style: Style, rows: list[Row], blocks: dict[str, list[Row]]
) -> None:
    rng = stock.rng
    if rng.random() >= 0.4:
        return
    lines = [style.write("tagline", make_tagline(stock, language))]
    while rng.random() < 0.3:
        lines.append(style.write("tagline", make_tagline(stock, language)))
    taglines = [
        one("tagline", part, style.sizes["tagline"])
        for line in lines
        for part in wrapped(rng, line, rng.choice([24, 40, 60]))
    ]
    if rows and rng.random() < 0.75:
        rows += taglines
    else:
        blocks["tagline"] = taglines


def _logo_rows(rng: random.Random, lines: list[str], size: float) -> list[Row]:
    rows = []
    is_even = rng.random() < 0.45
    small = rng.choice([1.0, 0.8, 0.6, 0.45, 0.35, 0.28])
    for i, line in enumerate(lines):
        shrink = 1.0 if i == 0 or is_even else small
        if i == 0 and len(lines) > 1 and not is_even and rng.random() < 0.2:
            shrink = 0.6
        least = 0.6 if i == 0 else 0.5
        rows.append(
            one("organization", line, max(least, size * shrink * (1 if len(line) < 22 else 0.7)))
        )
    return rows


def _texts(rows: list[Row]) -> list[str]:
    return [part[1] for row in rows for cell in row.cells for part in cell]
