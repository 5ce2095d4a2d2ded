"""Draws business cards of invented people and photographs them, with known truth.

    card = draw_card(seed=7)                      # recto, verso, every field, every line
    photo = photograph_card(card, seed=7)         # JPEG bytes, the card's corners in the photo

The same seed always gives the same card and the same photo. Nobody on these cards exists: see
`drawn.phones` for the telephone numbers and `drawn.people` for the names and domains.
"""

from drawn.cards import draw_card
from drawn.photo_options import PhotoOptions
from drawn.photograph import photograph, photograph_card
from drawn.truth import DrawnCard, DrawnLine, DrawnPhoto, LineRole

__all__ = [
    "DrawnCard",
    "DrawnLine",
    "DrawnPhoto",
    "LineRole",
    "PhotoOptions",
    "draw_card",
    "photograph",
    "photograph_card",
]
