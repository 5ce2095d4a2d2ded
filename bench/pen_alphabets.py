"""Draws small cards printed in other alphabets, with notes in Latin letters and without.

Letters that the recognition network does not know look to it like letters that somebody wrote: so
it has to be told that they are print.
"""

from __future__ import annotations

from random import Random
from typing import Final

from bench.pen_cards import PX_PER_MM, PenCard, photograph_pen_card, write_notes
from drawn.alphabets import ALPHABETS, draw_side
from drawn.people import invent_person
from drawn.style import PALETTES
from ocr.types import Side

_NOTES: Final = 0.4
"""Share of the cards that somebody wrote on."""
_DARK: Final = 0.2


def draw_alphabet_card(seed: int, *, is_held_out: bool = False) -> PenCard:
    """Draw and photograph a small card in another alphabet; the same seed gives the same one.

    Args:
        seed: Below 900,000 for learning.
        is_held_out: Use the faces, printed and written, that are kept aside for testing.
    """
    rng = Random(f"alphabet card {seed}")
    person = invent_person(rng)
    palette = rng.choice(PALETTES)
    is_dark = rng.random() < _DARK
    alphabet = rng.choice(sorted(ALPHABETS))
    canvas = draw_side(
        rng, alphabet, person.fields, rng.choice([(85.0, 55.0), (88.9, 50.8)]),
        PX_PER_MM, paper=palette.panel if is_dark else palette.paper, side=Side.RECTO,
        is_held_out=is_held_out,
    )  # fmt: skip
    families = [ALPHABETS[alphabet].families[is_held_out]] * len(canvas.lines)
    if not is_dark and rng.random() < _NOTES:
        write_notes(canvas, person, rng, families, is_held_out=is_held_out)
    return photograph_pen_card(canvas, rng, tuple(families))
