"""Draws the side of a card that says in another alphabet what the first side says in Latin letters.

Many cards of Athens, Casablanca, Delhi or Tokyo are printed twice. The words here come from a list
(``drawn/words/alphabets.txt``), and are not what the first side says: only the first telephone and
e-mail are the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from random import Random
from typing import Final

import numpy as np

from drawn.canvas import MM_PER_POINT, Canvas, Color, Span, Type
from drawn.fonts import Face
from drawn.truth import CardFields, DrawnCard, LineRole
from drawn.words import read_rows
from ocr.types import Image, Side

_DARK: Final = (28, 28, 34)
_LIGHT: Final = (244, 244, 240)
_MIDDLE: Final = 128
_LATIN: Final = Face("open-sans")
_LAST_LATIN: Final = 0x24F
_RUN: Final = re.compile(r"[\u0020-\u002F\u003A-\u0040«»]|[0-9]+|[^\u0020-\u0040«»]+")
"""Signs one by one, so that they stand on the right side of words that read from right to left."""


@dataclass(frozen=True, slots=True)
class Alphabet:
    """How an alphabet is set."""

    subset: str
    """Name of its letters in the files of fonts."""
    families: tuple[str, str]
    """A family to learn from, and one to measure with."""
    weights: tuple[int, int] = (400, 700)
    """Of texts and of what stands out."""
    is_leftward: bool = False
    """Whether it is read from right to left."""

    def face(self, weight: int, *, is_held_out: bool) -> Face:
        """Give the face to measure with, or the one to learn from."""
        return Face(self.families[is_held_out], weight, subset=self.subset)


ALPHABETS: Final = {
    "arabic": Alphabet("arabic", ("tajawal", "cairo"), is_leftward=True),
    "hebrew": Alphabet("hebrew", ("noto-sans-hebrew", "open-sans"), is_leftward=True),
    "devanagari": Alphabet("devanagari", ("noto-sans-devanagari", "hind")),
    "thai": Alphabet("thai", ("sarabun", "noto-sans-thai")),
    "greek": Alphabet("greek", ("inter", "roboto")),
    "cyrillic": Alphabet("cyrillic", ("inter", "roboto")),
    "japanese": Alphabet("japanese", ("sawarabi-gothic", "sawarabi-gothic"), (400, 400)),
}
"""By their names in the list of words."""


def with_other_alphabet(card: DrawnCard, alphabet: str, *, is_first: bool) -> DrawnCard:
    """Give a one-sided card a second side, in another alphabet.

    Args:
        card: Its verso is left out of account.
        alphabet: One of `ALPHABETS`.
        is_first: Whether the new side is the recto, as when the wrong side is photographed first.
    """
    height, width = card.recto.shape[:2]
    size_mm = (width / card.px_per_mm, height / card.px_per_mm)
    new, old = (Side.RECTO, Side.VERSO) if is_first else (Side.VERSO, Side.RECTO)
    canvas = draw_side(
        Random(f"{alphabet} {card.seed}"), alphabet, card.fields, size_mm, card.px_per_mm,
        paper=_paper_of(card.recto), side=new, is_held_out=True,
    )  # fmt: skip
    drawn = canvas.to_array()
    printed = [replace(line, side=old) for line in card.lines_of(Side.RECTO)]
    return replace(
        card,
        recto=drawn if is_first else card.recto,
        verso=card.recto if is_first else drawn,
        verso_kind="other alphabet",
        lines=tuple(canvas.lines + printed if is_first else printed + canvas.lines),
    )


def draw_side(
    rng: Random, alphabet: str, fields: CardFields, size_mm: tuple[float, float], px_per_mm: float,
    *, paper: Color, side: Side, is_held_out: bool,
) -> Canvas:  # fmt: skip
    """Draw a side in another alphabet: a firm, a person, what they do, where, and how to call.

    Args:
        rng: Chooses words, sizes and places.
        alphabet: One of `ALPHABETS`.
        fields: Give the telephone and the e-mail.
        size_mm: Width and height.
        px_per_mm: Resolution.
        paper: Its colour.
        side: Written on every line.
        is_held_out: Whether to use the faces that nothing was learned from.
    """
    how = ALPHABETS[alphabet]
    canvas = Canvas(*size_mm, px_per_mm, paper, side)
    ink = _DARK if sum(paper) / 3 > _MIDDLE else _LIGHT
    light, bold = (how.face(weight, is_held_out=is_held_out) for weight in how.weights)
    say = _words(alphabet)
    large, middle, small = rng.uniform(11, 16), rng.uniform(9, 12), rng.uniform(6.5, 8.5)
    plain = Type(light, small, ink)
    kinds = [("organization", Type(bold, large, ink)), ("name", Type(bold, middle, ink))]
    kinds += [(kind, plain) for kind in rng.sample(["title", "department"], rng.choice([1, 1, 2]))]
    said = [(rng.choice(say[kind]), style) for kind, style in (*kinds, ("address", plain))]
    rows = [_runs(text, style, is_leftward=how.is_leftward) for text, style in said]
    latin = plain.faced(_LATIN)
    for phone in fields.phones[:1]:
        row = [*_runs(rng.choice(say["phone"]), plain), ("  ", latin), (phone.value, latin)]
        rows += [row[::-1] if how.is_leftward else row]
    rows += [[(email, latin)] for email in fields.emails[:1]]
    align = rng.choice(["center", "right" if how.is_leftward else "left"])
    _set_rows(canvas, rows, align, rng)
    return canvas


def _runs(text: str, style: Type, *, is_leftward: bool = False) -> list[Span]:
    """Split a text where its digits and signs come from a font of Latin letters, in print order."""
    runs = [
        (run, style.faced(_LATIN) if run[0].isdigit() or ord(run[0]) <= _LAST_LATIN else style)
        for run in _RUN.findall(text)
    ]
    return runs[::-1] if is_leftward else runs


def _set_rows(canvas: Canvas, rows: list[list[Span]], align: str, rng: Random) -> None:
    edge = rng.uniform(4, 7)
    x = {"left": edge, "center": canvas.width_mm / 2, "right": canvas.width_mm - edge}[align]
    heights = [max(style.size_pt for _, style in row) * MM_PER_POINT for row in rows]
    leading = min(2.2, (canvas.height_mm - 2 * edge) / sum(heights))
    y = edge
    for row, height in zip(rows, heights, strict=True):
        canvas.spans(
            x, y + height * (leading + 1) / 2, row, LineRole.OTHER,
            align=align, max_width_mm=canvas.width_mm - 2 * edge,
        )  # fmt: skip
        y += height * leading


def _paper_of(picture: Image) -> Color:
    red, green, blue = (int(v) for v in np.median(picture.reshape(-1, 3), axis=0))
    return (red, green, blue)


@cache
def _words(alphabet: str) -> dict[str, tuple[str, ...]]:
    rows = [[cell.strip() for cell in row.split("|")] for row in read_rows("alphabets")]
    own = [(kind, text) for name, kind, text in rows if name == alphabet]
    return {
        kind: tuple(t for k, t in own if k == kind) for kind in dict.fromkeys(k for k, _ in own)
    }
