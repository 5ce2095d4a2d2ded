"""Draws small cards that hold print of every kind and notes of every kind, to learn from.

Whole drawn cards (`drawn.draw_card`) are tidy: sober faces in print, prose in ink. Here logos are
set in script faces, and ink says what it says on real fronts: a number, a name in capitals, a lone
letter, slanted, boxed, underlined or written over print.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image as Pictures

from drawn.canvas import Box, Canvas, Color, Type
from drawn.fonts import Face
from drawn.handwriting import (
    CAPITAL_HANDS,
    HANDS,
    Hand,
    draw_hand,
    draw_stroke,
    measure_line,
    write_line,
)
from drawn.notes import draw_note
from drawn.people import Person, invent_person
from drawn.phones import PhoneHabit, draw_phone
from drawn.style import PALETTES, TYPE_SETS
from drawn.truth import DrawnLine, LineRole
from ocr.geometry import map_points, mapping_onto, to_quad
from ocr.types import Image, PhoneLabel, Side

SCRIPTS: Final = tuple(
    Face(family)
    for family in (
        "alex-brush", "allura", "cookie", "courgette", "dancing-script", "great-vibes",
        "kaushan-script", "lobster", "pacifico", "parisienne", "sacramento", "satisfy",
        "yellowtail",
    )
)  # fmt: skip
"""Faces that imitate a pen and are print all the same: logos and names are set in them."""
HELD_OUT_HANDS: Final = frozenset({"homemade-apple", "kalam", "beth-ellen", "bad-script"})
HELD_OUT_PRINT: Final = frozenset({"allura", "pacifico", "josefin-sans", "playfair-display"})
"""Faces of the cards that are tested on: no other small card shows them."""
_SOBER: Final = tuple(sorted(
    {face for types in TYPE_SETS["any"] for face in (types.display, types.body, types.strong)},
    key=lambda face: (face.family, face.weight),
))  # fmt: skip
PX_PER_MM: Final = 400 / 25.4
_SHORT: Final = (
    "OK", "VIP", "urgent", "cell", "bureau", "office", "new!", "A+", "RDV", "oui", "no", "merci",
    "devis", "quote", "2e", "x 2", "B", "7", "N.B.", "à voir", "call!", "prio 1", "fin juin",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PenCard:
    """A flattened card as a stage sees it, and what is on it."""

    picture: Image
    lines: tuple[DrawnLine, ...]
    families: tuple[str, ...]
    """The font of each line."""


def draw_pen_card(seed: int, *, is_held_out: bool = False) -> PenCard:
    """Draw, write on and photograph a small card; the same seed always gives the same one.

    Args:
        seed: Below 900,000 for learning.
        is_held_out: Use the faces kept aside for testing, and only those where there is a choice.
    """
    rng = Random(f"pen card {seed}")
    person = invent_person(rng)
    palette = rng.choice(PALETTES)
    is_dark = rng.random() < 0.12
    size = rng.choice([(85.0, 55.0), (88.9, 50.8), (55.0, 85.0)])
    canvas = Canvas(*size, PX_PER_MM, palette.panel if is_dark else palette.paper, Side.RECTO)
    families: list[str] = []
    colours = (
        (palette.on_panel, palette.on_panel_accent) if is_dark else (palette.ink, palette.accent)
    )
    if rng.random() < 0.85:
        _print_block(canvas, person, colours, rng, families, is_held_out=is_held_out)
        if rng.random() < 0.4:
            _print_logo(canvas, person, colours, rng, families, is_held_out=is_held_out)
        if not is_dark and rng.random() < 0.15:
            _strike(canvas, rng)
    if not is_dark and rng.random() < 0.75:
        write_notes(canvas, person, rng, families, is_held_out=is_held_out)
    return photograph_pen_card(canvas, rng, tuple(families))


def _print_block(
    canvas: Canvas, person: Person, colours: tuple[Color, Color], rng: Random,
    families: list[str], *, is_held_out: bool,
) -> None:  # fmt: skip
    display, body = (
        print_face(rng, 0.4, is_held_out=is_held_out),
        print_face(rng, 0.04, is_held_out=is_held_out),
    )
    fields = person.fields
    name = fields.name.full if fields.name else person.brand
    urls = [f"{rng.choice(['', 'http://', 'https://', 'www.'])}{u}" for u in fields.urls]
    details = [fields.title, *(p.value for p in fields.phones), *fields.emails, *urls]
    details += [line for address in fields.addresses for line in address.lines]
    rng.shuffle(details)
    texts = [(rng.choice([person.brand, name, fields.organization]), display, rng.uniform(10, 24))]
    texts += [(name, rng.choice([display, body]), rng.uniform(8, 14))]
    texts += [(text, body, rng.uniform(6, 8.5)) for text in details[: rng.randint(1, 6)]]
    align = rng.choice(["left", "left", "center", "right"])
    edge = rng.uniform(4, 9)
    x = {"left": edge, "center": canvas.width_mm / 2, "right": canvas.width_mm - edge}[align]
    y = rng.uniform(9, 16)
    gap = rng.uniform(1.15, 1.7)
    for text, face, size_pt in texts:
        height = size_pt * 25.4 / 72
        if y + height > canvas.height_mm - 3 or not text.strip():
            continue
        style = Type(
            face, size_pt, rng.choice([colours[0], colours[0], colours[1]]),
            rng.choice([0.0, 0.0, 0.0, 0.04, 0.12]), rng.random() < 0.2,
        )  # fmt: skip
        canvas.text(
            x, y, text, style, LineRole.OTHER, align=align, max_width_mm=canvas.width_mm - 2 * edge
        )
        families.append(face.family)
        y += height * gap
        if rng.random() < 0.08:
            canvas.rule(
                edge, y - height * 0.9, canvas.width_mm - edge, y - height * 0.9, style.color, 0.6
            )


def _print_logo(
    canvas: Canvas, person: Person, colours: tuple[Color, Color], rng: Random,
    families: list[str], *, is_held_out: bool,
) -> None:  # fmt: skip
    """Print a firm's letters large, pushed aslant or set in a badge, beside a mark or without."""
    texts = [person.initials, person.brand, person.brand.upper(), person.brand.split()[0].lower()]
    text = rng.choice([one for one in texts if one] or ["A"])
    face = print_face(rng, 0.25, is_held_out=is_held_out)
    style = Type(face, rng.uniform(14, 34), colours[1], rng.choice([0.0, 0.0, -0.05, 0.15]))
    width, height = canvas.measure(text, style) + 2, style.size_pt * 25.4 / 72 * 1.3
    for _ in range(40):
        left = rng.uniform(1.5, max(2.0, canvas.width_mm - width - 2))
        top = rng.uniform(1.5, max(2.0, canvas.height_mm - height - 2))
        area = Box(left, top, left + width, top + height)
        if left + width > canvas.width_mm - 1 or _is_taken(canvas, area, 0.0):
            continue
        if rng.random() < 0.3:
            canvas.fill(area.inset(-0.8), style.color)
            style = style.tinted(canvas.paper)
        canvas.text(left + 1, top + height * 0.75, text, style, LineRole.OTHER)
        families.append(face.family)
        if rng.random() < 0.4:
            _shear(canvas, area, rng.uniform(0.15, 0.45))
        return


def _shear(canvas: Canvas, area: Box, slant: float) -> None:
    """Push what is printed in a box aslant, as italic logos are."""
    k = canvas.px_per_mm
    left, top = round(area.left * k), round(area.top * k)
    right, bottom = round(area.right * k), round(area.bottom * k)
    patch = np.asarray(canvas.picture.crop((left, top, right, bottom)))
    matrix = np.array([[1, -slant, slant * patch.shape[0] / 2], [0, 1, 0]], dtype=np.float32)
    size = (patch.shape[1], patch.shape[0])
    pushed = cv2.warpAffine(patch, matrix, size, borderMode=cv2.BORDER_REPLICATE)
    canvas.picture.paste(Pictures.fromarray(pushed), (left, top))


def _strike(canvas: Canvas, rng: Random) -> None:
    """Strike a printed line out: it stays print."""
    line = rng.choice(canvas.lines)
    k = canvas.px_per_mm
    xs, ys = [x / k for x, _ in line.quad], [y / k for _, y in line.quad]
    y = min(ys) + (max(ys) - min(ys)) * rng.uniform(0.35, 0.65)
    draw_stroke(
        canvas, [(min(xs) - 0.6, y), (max(xs) + 0.6, y + rng.gauss(0, 0.4))], draw_hand(rng), rng
    )


def print_face(rng: Random, script_share: float, *, is_held_out: bool) -> Face:
    """Draw a face of print, one that imitates a pen this often."""
    faces = [
        face
        for face in (SCRIPTS if rng.random() < script_share else _SOBER)
        if (face.family in HELD_OUT_PRINT) == is_held_out
    ]
    return rng.choice(faces)


def write_notes(
    canvas: Canvas, person: Person, rng: Random, families: list[str], *, is_held_out: bool
) -> None:
    """Write one note or several, in one hand, where there is room or over print."""
    hands = [face for face in HANDS if (face.family in HELD_OUT_HANDS) == is_held_out]
    hand = replace(draw_hand(rng), face=rng.choice(hands))
    hand = replace(hand, x_height_mm=rng.uniform(1.2, 3.2))
    for _ in range(rng.choice([1, 1, 2, 2, 3])):
        text, hand = _say(person, hand, rng)
        if rng.random() < 0.1 and not is_held_out:
            hand, text = replace(hand, face=rng.choice(CAPITAL_HANDS)), text.upper()
        if _write_one(canvas, hand, text, rng):
            families.append(hand.face.family)


def _say(person: Person, hand: Hand, rng: Random) -> tuple[str, Hand]:
    phone = invent_phone(person, rng)
    name = person.fields.name
    family, given = (name.family, name.given) if name else ("Roy", "Anne")
    says: list[tuple[float, Callable[[], str]]] = [
        (4, lambda: rng.choice(draw_note(rng, person.language).lines)),
        (2, lambda: phone),
        (1, lambda: "".join(c for c in phone if c.isdigit())[-rng.randint(2, 8) :]),
        (1.5, lambda: f"{given} {family}".upper() if rng.random() < 0.5 else f"{given} {family}"),
        (0.7, lambda: "-".join(rng.choice([family, given, "Manager", "RH", "Québec"]).split())),
        (0.7, lambda: f"{given.lower()}@{rng.choice(['exemple', 'courriel'])}.example"),
        (2.5, lambda: rng.choice(_SHORT)),
        (1, lambda: f"{rng.randint(1, 28)}/{rng.randint(1, 12)}"),
        (0.7, lambda: f"{rng.randint(1, 90) * 50} {rng.choice(['$', '€', 'CHF'])}"),
        (1, lambda: rng.choice([family, given, family.upper()])),
    ]  # fmt: skip
    text = rng.choices([say for _, say in says], [weight for weight, _ in says])[0]()
    return text, hand


def invent_phone(person: Person, rng: Random) -> str:
    """Draw a number as it is written in a person's country."""
    habit = PhoneHabit(is_international=False, choice=rng.random())
    return draw_phone(rng, person.country, PhoneLabel.CELL, "", habit).value


def _write_one(canvas: Canvas, hand: Hand, text: str, rng: Random) -> bool:
    """Write one note where there is room, or over print; tell whether it was written."""
    angle = rng.choice([0.0, 0.0, 0.0, rng.uniform(-40, 40), rng.choice([-90.0, 90.0])])
    angle += rng.gauss(0, 3)
    turn = np.radians(angle)
    scale = rng.uniform(0.8, 1.3)
    for attempt in range(60):
        scale *= 0.985
        box = measure_line(canvas, hand, text, scale)
        corners = np.array(
            [
                [box.left, box.top],
                [box.right, box.top],
                [box.right, box.bottom],
                [box.left, box.bottom],
            ]
        )
        placed = corners @ np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
        low, high = placed.min(axis=0), placed.max(axis=0)
        room = np.array([canvas.width_mm, canvas.height_mm]) - (high - low) - 3
        if room.min() <= 0:
            continue
        left, top = 1.5 + rng.random() * room[0], 1.5 + rng.random() * room[1]
        area = Box(left, top, left + high[0] - low[0], top + high[1] - low[1])
        allowed = 0.25 if attempt > 40 and rng.random() < 0.3 else 0.0
        if _is_taken(canvas, area, allowed):
            continue
        x, y = left - low[0], top - low[1]
        write_line(canvas, hand, text, x, y, rng, angle_deg=angle, scale=scale)
        if abs(angle) < 10 and rng.random() < 0.12:
            ends = [(area.left, area.bottom - 0.2), (area.right, area.bottom - 0.4)]
            draw_stroke(canvas, ends, hand, rng)
        elif abs(angle) < 10 and rng.random() < 0.08:
            b = area
            around = [
                (b.left, b.top),
                (b.right, b.top),
                (b.right, b.bottom),
                (b.left, b.bottom),
                (b.left, b.top),
            ]
            draw_stroke(canvas, around, hand, rng)
        return True
    return False


def _is_taken(canvas: Canvas, area: Box, allowed: float) -> bool:
    k = canvas.px_per_mm
    for line in canvas.lines:
        xs, ys = [x / k for x, _ in line.quad], [y / k for _, y in line.quad]
        wide = min(area.right, max(xs)) - max(area.left, min(xs))
        high = min(area.bottom, max(ys)) - max(area.top, min(ys))
        covered = (max(xs) - min(xs)) * (max(ys) - min(ys))
        if wide > 0 and high > 0 and wide * high > allowed * min(covered, area.width * area.height):
            return True
    return False


def photograph_pen_card(canvas: Canvas, rng: Random, families: tuple[str, ...]) -> PenCard:
    """Bring a card to the size it is read at, a little askew, in some light, through some lens."""
    flat = canvas.to_array()
    height, width = flat.shape[:2]
    scale = rng.choice([700, 900, 1000, 1000, 1100, 1400]) / max(width, height)
    size = (round(width * scale), round(height * scale))
    frame = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    target = frame * np.float32(scale)
    slack = 0.012 * max(size)
    jitter = [[rng.gauss(0, slack), rng.gauss(0, slack)] for _ in range(4)]
    mapping = mapping_onto(frame, (target + np.array(jitter, dtype=np.float32)).astype(np.float32))
    soft = cv2.GaussianBlur(flat, (0, 0), max(0.3, 0.45 / scale))
    seen = cv2.warpPerspective(
        soft, mapping, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    picture = _lit(np.asarray(seen, dtype=np.float32), rng)
    lines = tuple(
        replace(line, quad=to_quad(map_points(np.array(line.quad), mapping)))
        for line in canvas.lines
    )
    return PenCard(picture, lines, families)


def _lit(picture: NDArray[np.float32], rng: Random) -> Image:
    """Add a room's light, a lens, a sensor and a file; one in five is sharpened as scans are."""
    chance = np.random.default_rng(rng.getrandbits(32))
    height, width = picture.shape[:2]
    light = cv2.resize(
        chance.uniform(0.75, 1.05, (3, 3)).astype(np.float32), (width, height),
        interpolation=cv2.INTER_CUBIC,
    )  # fmt: skip
    warmth = np.array([1 + rng.uniform(-0.03, 0.05), 1.0, 1 - rng.uniform(-0.03, 0.08)])
    picture = picture * light[..., None] * warmth.astype(np.float32)
    blur = rng.choice([0.0, 0.4, 0.7, 1.1])
    if blur:
        picture = np.asarray(cv2.GaussianBlur(picture, (0, 0), blur), dtype=np.float32)
    if rng.random() < 0.2:
        ground = cv2.GaussianBlur(picture, (0, 0), width / 12)
        picture = 250 + (picture - ground) * np.float32(rng.uniform(1.1, 1.6))
    noise = rng.uniform(0.5, 7.0)
    picture = picture + noise * chance.standard_normal(picture.shape, dtype=np.float32)
    bgr = picture.clip(0, 255).astype(np.uint8)[:, :, ::-1]
    _, file = cv2.imencode(".jpg", bgr, [cv2.IMWRITE_JPEG_QUALITY, rng.randint(55, 95)])
    decoded = cv2.cvtColor(np.asarray(cv2.imdecode(file, cv2.IMREAD_COLOR)), cv2.COLOR_BGR2RGB)
    return np.asarray(decoded, dtype=np.uint8)
