"""Places the blocks of invented cards, family by family, and reads them as an engine would."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass

from ocr.types import Line, LineRef, Quad, Side, SideLines
from training.blocks import Cell, Part, Row
from training.noise import misread
from training.truth import Card

WIDTH, HEIGHT = 1000, 580


@dataclass(frozen=True, slots=True)
class Zone:
    """A place for blocks: left edge, top, width, and how text is aligned in it."""

    left: float
    top: float
    width: float
    align: str
    is_bottom: bool = False
    """Whether ``top`` is in fact the bottom edge, blocks standing on it."""


@dataclass(frozen=True, slots=True)
class Family:
    """A family of layouts: which blocks go to which zones, in order."""

    name: str
    zones: tuple[tuple[Zone, tuple[str, ...]], ...]
    tall: bool = False


L, C, R = "left", "centre", "right"
FAMILIES: tuple[Family, ...] = (
    Family("column", ((Zone(60, 50, 860, L), ("logo", "firm", "person", "contact", "address", "tagline", "other")),)),
    Family("centred", ((Zone(40, 40, 920, C), ("logo", "tagline", "person", "firm", "address", "contact", "other")),)),
    Family("right", ((Zone(80, 40, 880, R), ("logo", "firm", "person", "address", "contact", "tagline", "other")),)),
    Family("person_first", ((Zone(60, 40, 880, L), ("person", "firm", "contact", "address", "logo", "tagline", "other")),)),
    Family("logo_left", ((Zone(40, 170, 380, C), ("logo", "tagline")), (Zone(470, 60, 500, L), ("person", "firm", "contact", "address", "other")))),
    Family("logo_right", ((Zone(600, 170, 370, C), ("logo", "tagline")), (Zone(50, 60, 520, L), ("person", "firm", "contact", "address", "other")))),
    Family("bottom_pair", ((Zone(50, 40, 520, L), ("person", "firm")), (Zone(620, 50, 350, R), ("logo", "tagline")), (Zone(50, 550, 470, L, is_bottom=True), ("address",)), (Zone(560, 550, 420, L, is_bottom=True), ("contact", "other")))),
    Family("banner", ((Zone(40, 30, 920, C), ("logo", "tagline")), (Zone(40, 210, 920, C), ("person",)), (Zone(40, 550, 470, L, is_bottom=True), ("firm", "address")), (Zone(540, 550, 420, R, is_bottom=True), ("contact", "other")))),
    Family("corners", ((Zone(480, 50, 490, R), ("logo", "tagline", "firm", "address")), (Zone(40, 550, 420, L, is_bottom=True), ("person",)), (Zone(520, 550, 450, R, is_bottom=True), ("contact", "other")))),
    Family("phones_on_top", ((Zone(40, 30, 520, L), ("person",)), (Zone(600, 30, 370, R), ("contact",)), (Zone(30, 260, 940, C), ("logo", "firm", "tagline")), (Zone(30, 550, 940, C, is_bottom=True), ("address", "other")))),
    Family("contact_left", ((Zone(40, 550, 450, L, is_bottom=True), ("contact", "address")), (Zone(520, 50, 450, R), ("logo", "tagline")), (Zone(520, 550, 450, R, is_bottom=True), ("person", "firm", "other")))),
    Family("tall", ((Zone(30, 60, 520, C), ("logo", "tagline")), (Zone(30, 380, 520, C), ("person", "firm")), (Zone(30, 950, 520, C, is_bottom=True), ("contact", "address", "other"))), tall=True),
    Family("person_middle", ((Zone(40, 30, 450, L), ("logo", "tagline")), (Zone(520, 40, 450, R), ("firm", "address")), (Zone(40, 250, 920, C), ("person",)), (Zone(40, 550, 920, C, is_bottom=True), ("contact", "other")))),
    Family("two_columns", ((Zone(40, 40, 440, L), ("logo", "person", "tagline")), (Zone(520, 40, 440, L), ("firm", "contact", "address", "other")))),
    Family("foot_line", ((Zone(40, 120, 920, C), ("logo", "person")), (Zone(20, 560, 960, C, is_bottom=True), ("firm", "address", "contact", "tagline", "other")))),
    Family("free_columns", (), ),
    Family("free_rows", (), ),
    Family("free_grid", (), ),
    Family("free_mixed", (), ),
    Family("foot", ((Zone(40, 40, 920, L), ("logo", "firm")), (Zone(40, 260, 600, L), ("person", "tagline")), (Zone(40, 550, 920, L, is_bottom=True), ("address", "contact", "other")))),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Drawn:
    """A card as an engine reads it, with what each line truly is."""

    sides: tuple[SideLines, ...]
    parts: dict[LineRef, tuple[Part, ...]]
    card: Card
    family: str


@dataclass(slots=True)
class _Placed:
    text: str
    parts: tuple[Part, ...]
    left: float
    top: float
    width: float
    height: float


def draw(card: Card, family: Family, rng: random.Random) -> Drawn:
    """Place a card's blocks in a family's zones and read them."""
    body = rng.uniform(19, 27)
    placed: list[_Placed] = []
    verso: list[_Placed] = []
    names = set(card.blocks) - {"verso"}
    two_sided = rng.random() < 0.12 and "logo" in names and "verso" not in card.blocks
    zones = family.zones or _free_zones(family.name, rng)
    for zone, blocks in _with_guests(zones, names, rng):
        wanted = [b for b in blocks if b in names]
        if rng.random() < 0.25 and len(wanted) > 1:
            rng.shuffle(wanted)
        here = [b for b in wanted if not (two_sided and b in {"logo", "tagline"})]
        placed += _place(card, zone, here, body, rng)
        if two_sided:
            there = [b for b in wanted if b in {"logo", "tagline"}]
            verso += _place(card, Zone(40, 200, 900, "centre"), there, body * 1.2, rng)
    if "verso" in card.blocks:
        zone = Zone(60, rng.uniform(40, 160), 880, rng.choice([L, L, C, R]))
        verso += _place(card, zone, ["verso"], body, rng)
    recto, back = Side.RECTO, Side.VERSO
    if two_sided and rng.random() < 0.2:  # who photographs the sign first has it as the recto
        recto, back = back, recto
    sides = [_read(recto, _glued(placed, rng), rng, tall=family.tall)]
    if verso:
        if rng.random() < 0.5 and "contact" in card.blocks and two_sided:
            verso += _place(card, Zone(40, 450, 900, "centre"), ["contact"], body, rng)[-1:]
        sides.append(_read(back, verso, rng, tall=family.tall))
    parts = {ref: p for _, refs in sides for ref, p in refs.items()}
    return Drawn(tuple(side for side, _ in sides), parts, card, family.name)


def _with_guests(
    zones: tuple[tuple[Zone, tuple[str, ...]], ...], names: set[str], rng: random.Random
) -> list[tuple[Zone, list[str]]]:
    """Give the blocks that few cards have a place: a second person, a list of services."""
    result = [(zone, list(blocks)) for zone, blocks in zones]
    if "person2" in names:
        k = next(i for i, (_, blocks) in enumerate(result) if "person" in blocks)
        zone, blocks = result[k]
        if zone.width >= 600 and rng.random() < 0.5:
            half = zone.width / 2 - 20
            result[k] = (Zone(zone.left, zone.top, half, L, zone.is_bottom), blocks)
            beside = Zone(zone.left + half + 40, zone.top, half, rng.choice([L, R]), zone.is_bottom)
            result.append((beside, ["person2"]))
        else:
            blocks.insert(blocks.index("person") + 1, "person2")
    if "services" in names:
        if rng.random() < 0.5:
            result.append((Zone(640, rng.uniform(60, 300), 330, rng.choice([L, R])), ["services"]))
        else:
            rng.choice(result)[1].append("services")
    return result


_SHAPES: dict[str, tuple[tuple[tuple[float, float, float, bool], ...], ...]] = {
    # Left edge, top (or bottom), width, and whether blocks stand on a bottom edge.
    "free_columns": (((40, 40, 440, False), (520, 40, 440, False)), ((40, 60, 300, False), (380, 60, 580, False)), ((40, 60, 560, False), (640, 60, 320, False))),
    "free_rows": (((40, 30, 920, False), (40, 230, 920, False), (40, 550, 920, True)), ((40, 40, 920, False), (40, 550, 920, True)), ((40, 100, 920, False),)),
    "free_grid": (((40, 30, 440, False), (520, 30, 440, False), (40, 550, 440, True), (520, 550, 440, True)),),
    "free_mixed": (((40, 30, 920, False), (40, 550, 440, True), (520, 550, 440, True)), ((40, 30, 440, False), (520, 30, 440, False), (40, 550, 920, True)),
                   ((40, 30, 920, False), (40, 200, 440, False), (520, 200, 440, False)), ((40, 300, 300, True), (380, 40, 580, False), (380, 550, 580, True))),
}  # fmt: skip
_BLOCKS = ("logo", "person", "firm", "contact", "address", "tagline", "other")


def _free_zones(name: str, rng: random.Random) -> tuple[tuple[Zone, tuple[str, ...]], ...]:
    """Return zones of one shape with the blocks in whatever order chance gives."""
    shape = rng.choice(_SHAPES[name])
    blocks = list(_BLOCKS)
    rng.shuffle(blocks)
    if rng.random() < 0.6:  # most cards begin with who they are from
        head = rng.choice(["logo", "person"])
        blocks.remove(head)
        blocks.insert(0, head)
    cuts = sorted(rng.sample(range(1, len(blocks)), len(shape) - 1))
    parts = [blocks[a:b] for a, b in zip([0, *cuts], [*cuts, len(blocks)], strict=True)]
    common = rng.choice([L, L, C, R])
    zones = []
    for (left, top, width, is_bottom), part in zip(shape, parts, strict=True):
        align = common if rng.random() < 0.6 else rng.choice([L, C, R])
        zones.append((Zone(left, top, width, align, is_bottom), tuple(part)))
    return tuple(zones)


def _place(
    card: Card, zone: Zone, blocks: list[str], body: float, rng: random.Random
) -> list[_Placed]:
    placed: list[_Placed] = []
    top = 0.0
    pitch = rng.uniform(1.25, 1.7)
    gap = rng.uniform(0.4, 2.2)
    is_tight = rng.random() < 0.6
    for block in blocks:
        rows = card.blocks[block]
        for row, following in zip(rows, [*rows[1:], None], strict=True):
            size = _place_row(row, zone, top, body, rng, placed)
            # Small letters under a large word stand as near to it as to one another.
            near = body * following.size if is_tight and following is not None else size
            top += size + (pitch - 1) * min(size, near)
        top += gap * body
    room = zone.top if zone.is_bottom else HEIGHT * 1.05 - zone.top
    squeeze = min(1.0, room / max(1.0, top))
    for item in placed:
        item.top = (
            (zone.top - (top - item.top) * squeeze)
            if zone.is_bottom
            else zone.top + item.top * squeeze
        )
        item.height *= max(0.55, squeeze)
    return placed


def _place_row(
    row: Row, zone: Zone, top: float, body: float, rng: random.Random, placed: list[_Placed]
) -> float:
    size = body * row.size
    texts = ["".join(text for _, text in cell) for cell in row.cells]
    widths = [_text_width(text, size) for text in texts]
    gap = size * rng.uniform(1.5, 5.0)
    total = sum(widths) + gap * (len(widths) - 1)
    if total > zone.width:
        size *= max(0.6, zone.width / total)
        widths = [w * zone.width / total for w in widths]
        gap *= zone.width / total
        total = sum(widths) + gap * (len(widths) - 1)
    left = {"left": zone.left, "right": zone.left + zone.width - total}.get(
        zone.align, zone.left + (zone.width - total) / 2
    )
    for cell, text, width in zip(row.cells, texts, widths, strict=True):
        placed.append(_Placed(text, cell, left, top, width, size))
        left += width + gap
    return size


def _text_width(text: str, size: float) -> float:
    return sum(0.64 if c.isupper() else 0.3 if c in " .,:;il|'" else 0.52 for c in text) * size + 1


def _glued(placed: list[_Placed], rng: random.Random) -> list[_Placed]:
    """Read two texts that face one another as one line, now and then."""
    ordered = sorted(placed, key=lambda p: (p.top, p.left))
    result: list[_Placed] = []
    for item in ordered:
        other = result[-1] if result else None
        if other is not None:
            is_row = abs(item.top - other.top) < 0.35 * min(item.height, other.height)
            gap = item.left - other.left - other.width
            is_close = 0 < gap < 3 * item.height
            alike = 0.7 < item.height / other.height < 1.4
            if is_row and is_close and alike and rng.random() < 0.3:
                other.text = f"{other.text} {item.text}"
                other.parts = (*other.parts, ("", " "), *item.parts)
                other.width = item.left + item.width - other.left
                continue
        result.append(item)
    return result


def _read(
    side: Side, placed: list[_Placed], rng: random.Random, *, tall: bool
) -> tuple[SideLines, dict[LineRef, tuple[Part, ...]]]:
    size = (580, 1000) if tall else (WIDTH, HEIGHT)
    scale = rng.uniform(0.7, 2.0)
    angle = math.radians(rng.gauss(0, 0.8))
    order = sorted(placed, key=lambda p: (p.top, p.left))
    if rng.random() < 0.5:
        order.reverse()
    amount = rng.choice([0.3, 0.6, 1.0, 1.5])
    lines: list[Line] = []
    parts: dict[LineRef, tuple[Part, ...]] = {}
    for item in order:
        if rng.random() < 0.012:
            continue
        for text, cell, left, width in _broken(item, rng):
            read = misread(text, rng, amount=amount)
            if not read:
                continue
            tall_letters = 1.0 + 0.12 * any(c in "gjpqy(),|/" for c in text)
            height = item.height * tall_letters * rng.gauss(1.12, 0.05)
            quad = _quad(left, item.top, width, height, angle, scale)
            confidence = min(1.0, rng.betavariate(40, 0.8))
            parts[LineRef(side, len(lines))] = cell
            lines.append(Line(read, quad, confidence))
    return SideLines(side, tuple(lines), (int(size[0] * scale), int(size[1] * scale))), parts


def _broken(item: _Placed, rng: random.Random) -> list[tuple[str, Cell, float, float]]:
    """Break a line at a wide gap or a separator, now and then."""
    if len(item.parts) == 1 and item.text.count("  ") and rng.random() < 0.6:
        first, second = item.text.split("  ", 1)
        role = item.parts[0][0]
        cut = len(first) / max(1, len(item.text))
        return [
            (first, ((role, first),), item.left, item.width * cut * 0.95),
            (
                second.strip(),
                ((role, second.strip()),),
                item.left + item.width * (cut + 0.05),
                item.width * (0.95 - cut),
            ),
        ]
    return [(item.text, item.parts, item.left, item.width)]


def _quad(left: float, top: float, width: float, height: float, angle: float, scale: float) -> Quad:
    cosine, sine = math.cos(angle), math.sin(angle)

    def turn(x: float, y: float) -> tuple[float, float]:
        x, y = x * scale, y * scale
        return (x * cosine - y * sine + 40, x * sine + y * cosine + 40)

    right, bottom = left + width, top + height
    return (turn(left, top), turn(right, top), turn(right, bottom), turn(left, bottom))
