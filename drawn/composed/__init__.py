"""Draws cards that were composed one by one, by hand: what our generator never imagined.

    cards = load_cards("development")       # drawn/composed/development.toml, or a path
    drawn = draw_composed(cards[0])         # a DrawnCard, photographed like any other
    drawn.card, drawn.remarks               # what had to be changed to draw it, if anything

The form of the files is described in `drawn.composed.form`.
"""

from drawn.composed.form import ComposedCard, ComposedError, load_cards
from drawn.composed.render import Drawn, draw_composed

__all__ = ["ComposedCard", "ComposedError", "Drawn", "draw_composed", "load_cards"]
