"""Reads the files of composed cards.

A file is TOML with many cards:

    [[card]]
    id = "bakery-lyon"                      # unique in the file
    language = "fr"
    country = "FR"                          # ISO 3166, for telephone numbers
    size_mm = [85, 55]                      # width, height
    paper = "#fffdf8"
    recto = ["6 14 left 13 sans-bold #1a1a1a | Boulangerie Martin"]
    verso = []                              # optional
    shapes = ["rect 0 0 30 55 #1d3557"]     # optional, drawn before the texts
    [card.truth]
    name = "..."                            # name, title, department, organization: optional
    emails = ["..."]
    phones = [{value = "...", label = "work", extension = ""}]
    urls = ["..."]
    social = [{service = "linkedin", value = "..."}]
    addresses = [{formatted = "..."}]       # and street, postcode, locality, region, country

A text is `x y align size style colour | text`: millimetres to its anchor on the baseline, left,
centre or right (with @90 it reads upwards from there, with @-90 downwards), points, a style of
`drawn.composed.faces`. A seventh word before the bar says what the line is where the truth does
not: tagline, heading, degree, other, or several of the fields' names joined by "+".

A shape is `rect x y width height colour`, `line x y x y colour` or
`circle x y radius colour`, in millimetres; before it, `verso` puts it on the back.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import phonenumbers

from drawn.canvas import Color
from drawn.composed.faces import STYLE_NAMES, check_style
from drawn.style import rgb
from drawn.truth import AddressTruth, CardFields, NameTruth, PhoneTruth, SocialTruth
from ocr.types import PhoneLabel, Side

ALIGNMENTS = {"left": "left", "centre": "center", "center": "center", "right": "right"}
TURNS_DEG = {"90": 90, "-90": -90, "270": -90, "180": 180}
LINE_KINDS = frozenset(
    {"name", "title", "department", "organization", "address", "contact"}
    | {"tagline", "heading", "degree", "other"}
)
SHAPE_NUMBERS = {"rect": 4, "line": 4, "circle": 3}

_CARD_KEYS = {
    "id", "language", "country", "size_mm", "paper", "recto", "verso", "shapes", "truth", "notes"
}  # fmt: skip
_TRUTH_KEYS = {
    "name", "title", "department", "organization", "emails", "phones", "urls", "social", "addresses"
}  # fmt: skip
_ADDRESS_KEYS = {"formatted", "street", "postcode", "locality", "region", "country"}


class ComposedError(ValueError):
    """A file of composed cards breaks its form; the message names the file, card and value."""


@dataclass(frozen=True, slots=True)
class PlacedText:
    """One line of text and where it stands, millimetres and points."""

    x_mm: float
    baseline_mm: float
    align: str
    """"left", "center" or "right", along the text's own direction."""
    turn_deg: int
    """0, 90 (reads upwards), -90 (downwards) or 180."""
    size_pt: float
    style: str
    color: Color
    text: str
    kinds: tuple[str, ...] = ()
    """What the line is, of LINE_KINDS; empty where the card's truth says it."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A rectangle (x, y, width, height), line (x, y, x, y) or disc (x, y, radius), millimetres."""

    kind: str
    numbers_mm: tuple[float, ...]
    color: Color
    side: Side


@dataclass(frozen=True, slots=True)
class ComposedCard:
    """One card as it was written down."""

    id: str
    language: str
    country: str
    size_mm: tuple[float, float]
    paper: Color
    texts: Mapping[Side, tuple[PlacedText, ...]]
    shapes: tuple[Shape, ...]
    fields: CardFields


def load_cards(name: str | Path) -> tuple[ComposedCard, ...]:
    """Read a file of composed cards.

    Args:
        name: "development" or another file of this package without its suffix, or a path.

    Raises:
        ComposedError: If there is no such file, or it breaks the form.
    """
    path = Path(name)
    if path.suffix != ".toml":
        path = Path(__file__).with_name(f"{name}.toml")
    if not path.is_file():
        raise ComposedError(f"there is no file of composed cards {path}")
    try:
        rows = tomllib.loads(path.read_text(encoding="utf-8")).get("card", [])
    except tomllib.TOMLDecodeError as error:
        raise ComposedError(f"{path.name}: {error}") from error
    cards = tuple(_read_card(row, f"{path.name}, card {n}") for n, row in enumerate(rows, 1))
    ids = [card.id for card in cards]
    twice = sorted({i for i in ids if ids.count(i) > 1})
    if twice:
        raise ComposedError(f"{path.name}: more than one card has the id {', '.join(twice)}")
    return cards


def _read_card(row: Mapping[str, Any], where: str) -> ComposedCard:
    where = f"{where} ({row.get('id', 'without id')})"
    _refuse_unknown(row, _CARD_KEYS, where)
    for key in ("id", "language", "country", "size_mm", "recto", "truth"):
        if key not in row:
            raise ComposedError(f"{where}: {key} is missing")
    try:
        width, height = (float(value) for value in row["size_mm"])
    except (TypeError, ValueError):
        raise ComposedError(f"{where}: size_mm is not [width, height]") from None
    if not (30 <= width <= 130 and 30 <= height <= 130):
        raise ComposedError(f"{where}: no card is {width:g} x {height:g} mm")
    shapes = tuple(_read_shape(text, where) for text in row.get("shapes", []))
    texts = {
        side: tuple(_read_text(text, f"{where}, {side}") for text in row.get(str(side), []))
        for side in Side
    }
    if not texts[Side.RECTO] and not texts[Side.VERSO]:
        raise ComposedError(f"{where}: nothing is printed on it")
    return ComposedCard(
        id=str(row["id"]),
        language=str(row["language"]),
        country=str(row["country"]).upper(),
        size_mm=(width, height),
        paper=_read_color(row.get("paper", "#ffffff"), where),
        texts=texts,
        shapes=shapes,
        fields=_read_truth(row["truth"], str(row["country"]).upper(), f"{where}, truth"),
    )


def _read_text(row: str, where: str) -> PlacedText:
    head, bar, text = row.partition("|")
    parts = head.split()
    if not bar or len(parts) not in (6, 7) or not text.strip():
        raise ComposedError(f"{where}: {row!r} is not 'x y align size style colour | text'")
    x, y, align, size, style, color = parts[:6]
    kinds = tuple(parts[6].split("+")) if len(parts) > 6 else ()
    if not LINE_KINDS.issuperset(kinds):
        raise ComposedError(f"{where}: {parts[6]!r} is none of {', '.join(sorted(LINE_KINDS))}")
    align, _, turn = align.partition("@")
    if align not in ALIGNMENTS or (turn and turn not in TURNS_DEG):
        raise ComposedError(
            f"{where}: {parts[2]!r} is none of {', '.join(ALIGNMENTS)}, with or without @90"
        )
    if not check_style(style):
        raise ComposedError(f"{where}: there is no style {style!r}; there is {STYLE_NAMES}")
    size_pt = _read_number(size, where)
    if not 3 <= size_pt <= 90:
        raise ComposedError(f"{where}: type of {size_pt:g} points is not printed on cards")
    return PlacedText(
        x_mm=_read_number(x, where),
        baseline_mm=_read_number(y, where),
        align=ALIGNMENTS[align],
        turn_deg=TURNS_DEG[turn] if turn else 0,
        size_pt=size_pt,
        style=style,
        color=_read_color(color, where),
        text=text.strip(),
        kinds=kinds,
    )


def _read_shape(row: str, where: str) -> Shape:
    parts = row.split()
    side = Side.RECTO
    if parts and parts[0] in ("recto", "verso"):
        side = Side(parts.pop(0))
    if not parts or len(parts) != SHAPE_NUMBERS.get(parts[0], 0) + 2:
        raise ComposedError(f"{where}: {row!r} is no rect, line or circle with its numbers")
    kind, *numbers, color = parts
    values = tuple(_read_number(number, where) for number in numbers)
    return Shape(kind, values, _read_color(color, where), side)


def _read_number(text: str, where: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise ComposedError(f"{where}: {text!r} is not a number") from None


def _read_color(text: object, where: str) -> Color:
    code = str(text).removeprefix("#")
    if len(code) == 3:
        code = "".join(letter * 2 for letter in code)
    if not re.fullmatch(r"[0-9a-fA-F]{6}", code):
        raise ComposedError(f"{where}: {text!r} is not a colour such as #1a2b3c")
    return rgb(code)


def _read_truth(row: Mapping[str, Any], country: str, where: str) -> CardFields:
    _refuse_unknown(row, _TRUTH_KEYS, where)
    addresses = row.get("addresses", [])
    for address in addresses:
        _refuse_unknown(address, _ADDRESS_KEYS, where)
    name = row.get("name", "")
    return CardFields(
        name=NameTruth(name, "", "") if name else None,
        organization=row.get("organization", ""),
        department=row.get("department", ""),
        title=row.get("title", ""),
        emails=tuple(row.get("emails", [])),
        phones=tuple(_read_phone(phone, country, where) for phone in row.get("phones", [])),
        urls=tuple(row.get("urls", [])),
        social=tuple(
            SocialTruth(_need(s, "service", where), _need(s, "value", where))
            for s in row.get("social", [])
        ),
        addresses=tuple(
            AddressTruth(
                lines=(_need(address, "formatted", where),),
                street=address.get("street", ""),
                postcode=address.get("postcode", ""),
                locality=address.get("locality", ""),
                region=address.get("region", ""),
                country=address.get("country", ""),
            )
            for address in addresses
        ),
    )


def _read_phone(row: Mapping[str, Any], country: str, where: str) -> PhoneTruth:
    _refuse_unknown(row, {"value", "label", "extension"}, where)
    value = _need(row, "value", where)
    label = row.get("label", "work")
    if label not in set(PhoneLabel):
        raise ComposedError(f"{where}: {label!r} is no label; there is {', '.join(PhoneLabel)}")
    return PhoneTruth(value, _e164_of(value, country), PhoneLabel(label), row.get("extension", ""))


def _e164_of(value: str, country: str) -> str:
    """Give a number as E.164, "" when the country's numbering plan has no such form."""
    try:
        number = phonenumbers.parse(value, country)
    except phonenumbers.NumberParseException:
        return ""
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def _need(row: Mapping[str, Any], key: str, where: str) -> str:
    if not row.get(key):
        raise ComposedError(f"{where}: {key} is missing in {dict(row)}")
    return str(row[key])


def _refuse_unknown(row: Mapping[str, Any], known: Sequence[str] | set[str], where: str) -> None:
    unknown = sorted(set(row) - set(known))
    if unknown:
        raise ComposedError(f"{where}: there is no {', '.join(unknown)} in this form")
