"""Cards that were composed by hand, as an engine reads them: what our generator never imagined.

`training/composed_cards` holds them, the hard ones in a folder of their own, in the form of
`drawn.composed.form`. Each is read several times, never quite alike: letters are misread, a line
is missed, the card lies a little askew.
"""

from __future__ import annotations

import math
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby
from pathlib import Path

from drawn.composed import ComposedCard, draw_composed, load_cards
from drawn.composed.form import PlacedText
from ocr.fields.addresses import strip_label
from ocr.fields.phone_labels import whole_label
from ocr.fields.text import fold, words
from ocr.fields.text_model import ROLES
from ocr.types import Line, LineRef, Quad, Side, SideLines
from training.blocks import Part
from training.layouts import Drawn
from training.noise import misread
from training.printed import KnownLine
from training.reprint import reprint
from training.truth import Card, Truth

FOLDER = Path(__file__).with_name("composed_cards")
HARD = "hard"
"""The folder of cards that were composed for what used to be read wrongly: hard cards are more
frequent there than in a drawer."""
COMPOSED_FAMILIES = ("composed, first half", "composed, second half")
_SHORTEST = 4
"""Letters and digits from which a line can be told to be a part of a true value."""
_SHORTEST_PLACE = 6
"""The same of a place beside a telephone."""
_TYPED = re.compile(r"[\d@/:]|\w\.\w")
"""What every telephone, e-mail, site and profile has, and few signs."""


@dataclass(frozen=True, slots=True)
class ComposedSides:
    """A composed card as it is printed."""

    card: ComposedCard
    lines: dict[Side, tuple[KnownLine, ...]]
    sizes: dict[Side, tuple[int, int]]
    """Width and height in pixels."""
    truth: Truth
    is_hard: bool = False


@cache
def composed_sides(folder: Path = FOLDER) -> tuple[ComposedSides, ...]:
    """Return every composed card of a folder as it is printed, in the order of the files."""
    return tuple(
        replace(print_card(card), is_hard=path.parent.name == HARD)
        for path in sorted(folder.rglob("*.toml"))
        for card in load_cards(path)
    )


def half_of(index: int) -> int:
    """Say to which half of the stock the composed card of an index belongs: 0 or 1."""
    return index % 2


def draw_composed_cards(half: int, times: int, rng: random.Random) -> Iterator[Drawn]:
    """Read the composed cards of a half so many times each, the hard ones half as often."""
    for index, sides in enumerate(composed_sides()):
        if half_of(index) == half:
            for _ in range(times // 2 if sides.is_hard else times):
                yield read_sides(sides, rng, COMPOSED_FAMILIES[half])


def composed_lines(half: int | None) -> list[tuple[str, str]]:
    """Return texts and roles of the lines of composed cards that are one thing only."""
    return [
        (line.text, line.roles[0])
        for index, sides in enumerate(composed_sides())
        if half is None or half_of(index) == half
        for lines in sides.lines.values()
        for line in lines
        if len(line.roles) == 1 and line.roles[0] in ROLES
    ]


def print_card(card: ComposedCard) -> ComposedSides:
    """Draw a composed card and say what each of its lines is."""
    drawn = draw_composed(card).card
    pictures = {Side.RECTO: drawn.recto, Side.VERSO: drawn.verso}
    lines = {
        side: tuple(
            KnownLine(line.text, line.quad, roles_of(text, card))
            for line, text in zip(
                (line for line in drawn.lines if line.side is side), card.texts[side], strict=True
            )
        )
        for side, picture in pictures.items()
        if picture is not None
    }
    sizes = {side: (p.shape[1], p.shape[0]) for side, p in pictures.items() if p is not None}
    fields = card.fields
    truth = Truth(
        name=fields.name.full if fields.name else "",
        title=fields.title,
        department=fields.department,
        organization=fields.organization,
        addresses=[
            *(", ".join(address.lines) for address in fields.addresses),
            *(office for side in card.texts for office in _other_offices(card, side)),
        ],
    )
    return ComposedSides(card, lines, sizes, truth)


def _other_offices(card: ComposedCard, side: Side) -> Iterator[str]:
    """Yield the addresses that are marked as such because the truth has another one."""
    known = [set(words(", ".join(address.lines))) for address in card.fields.addresses]
    for is_address, run in groupby(card.texts[side], key=lambda text: "address" in text.kinds):
        lines = [strip_label(text.text)[0] for text in run if text.kinds == ("address",)]
        own = set(words(" ".join(lines)))
        is_new = any(c.isdigit() for c in "".join(lines)) and not any(own <= k for k in known)
        if is_address and is_new:
            yield ", ".join(line.strip(" ,") for line in lines)


def roles_of(text: PlacedText, card: ComposedCard) -> tuple[str, ...]:
    """Say what a line is: as it is marked, else what the truth says of it."""
    if text.kinds:
        return text.kinds
    said = _bare(text.text)
    fields = card.fields
    contacts = [*fields.emails, *fields.urls, *(p.value for p in fields.phones)]
    contacts += [profile.value for profile in fields.social]
    values = {
        "name": [fields.name.full] if fields.name else [],
        "title": [fields.title],
        "department": [fields.department],
        "organization": [fields.organization],
        "address": [", ".join(address.lines) for address in fields.addresses],
    }
    bare = {role: [b for value in found if (b := _bare(value))] for role, found in values.items()}
    part = [role for role, found in bare.items() if any(said in value for value in found)]
    whole = [role for role in part if said in bare[role]]
    is_part = bool(part) and len(said) >= _SHORTEST
    # A sign is often spelled like the firm's profile.
    if whole or (is_part and not _TYPED.search(text.text)):
        return ((whole or part)[0],)
    if any(_bare(value) in said for value in contacts if _bare(value)):
        return (*_roles_beside(text.text, bare), "contact")
    if is_part:
        return (part[0],)
    inside = [role for role, found in bare.items() if any(value in said for value in found)]
    return tuple(inside) or ("other",)


def _roles_beside(text: str, bare: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Return what stands beside a telephone or an e-mail: "4600 Sund - Tel. 555-0100".

    A part of an address is one; of anything else only the whole counts, for words beside a number
    often are its label.
    """
    return tuple(dict.fromkeys(_roles_in(text.split(), bare)))


def _roles_in(tokens: Sequence[str], bare: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Yield what the longest run of words is that is known, and what stands on both sides of it."""
    best = ("", 0, 0, 0)
    for first in range(len(tokens)):
        for last in range(first + 1, len(tokens) + 1):
            run = _bare(" ".join(tokens[first:last]))
            is_place = sum(map(str.isalpha, run)) >= _SHORTEST and len(run) >= _SHORTEST_PLACE
            is_typed = any("@" in token or token.count(".") > 1 for token in tokens[first:last])
            if len(run) <= best[1] or is_typed or whole_label(" ".join(tokens[first:last])):
                continue
            for role, values in bare.items():
                is_part = role == "address" and is_place and any(run in v for v in values)
                if is_part or (len(run) >= _SHORTEST and run in values):
                    best = (role, len(run), first, last)
                    break
    role, _, first, last = best
    if role:
        yield from _roles_in(tokens[:first], bare)
        yield role
        yield from _roles_in(tokens[last:], bare)


def _bare(text: str) -> str:
    return "".join(c for c in fold(text) if c.isalnum())


def read_sides(sides: ComposedSides, rng: random.Random, family: str) -> Drawn:
    """Read a composed card as an engine would."""
    amount = rng.choice([0.3, 0.6, 1.0, 1.5])
    angle = math.radians(rng.gauss(0, 0.8))
    scale = rng.uniform(0.7, 1.6)
    read: list[SideLines] = []
    parts: dict[LineRef, tuple[Part, ...]] = {}
    for side, known in sides.lines.items():
        lines: list[Line] = []
        order = reprint(known, rng)
        if rng.random() < 0.5:
            order.reverse()
        for line in order:
            if rng.random() < 0.01:
                continue
            text = misread(line.text, rng, amount=amount)
            parts[LineRef(side, len(lines))] = tuple((role, line.text) for role in line.roles)
            quad = _moved(line.quad, rng, angle, scale)
            lines.append(Line(text, quad, min(1.0, rng.betavariate(40, 0.8))))
        width, height = sides.sizes[side]
        read.append(SideLines(side, tuple(lines), (int(width * scale), int(height * scale))))
    card = Card(sides.truth, {}, sides.card.country, sides.card.language)
    return Drawn(tuple(read), parts, card, family)


def _moved(quad: Quad, rng: random.Random, angle: float, scale: float) -> Quad:
    """Return where a line is found on a card that lies a little askew, a little taller or lower."""
    a, b, c, d = quad
    grown = rng.gauss(1.0, 0.05) - 1
    down = ((d[0] - a[0]) * grown / 2, (d[1] - a[1]) * grown / 2)
    points = (
        (a[0] - down[0], a[1] - down[1]),
        (b[0] - down[0], b[1] - down[1]),
        (c[0] + down[0], c[1] + down[1]),
        (d[0] + down[0], d[1] + down[1]),
    )
    cosine, sine = math.cos(angle) * scale, math.sin(angle) * scale
    p, q, r, s = ((x * cosine - y * sine + 40, x * sine + y * cosine + 40) for x, y in points)
    return (p, q, r, s)
