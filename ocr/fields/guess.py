"""From lines and codes to guesses: both sides of a card are one reading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from ocr.fields.assign import Assignment, Choice, assign
from ocr.fields.codes import read_code
from ocr.fields.merge_codes import with_code
from ocr.fields.pieces import make_pieces
from ocr.fields.replaced import settle_replaced
from ocr.fields.typed import TypedFields, find_typed
from ocr.fields.values import make_contact
from ocr.types import CodeText, ContactGuess, SideLines

_PLAIN_HAND: Final = 0.4
"""What is written by hand is a field only when print would have been this sure."""
_HAND_TRUST: Final = 0.8
"""... and is then believed by so much of that: hands are read with more errors than print."""


def guess_contact(sides: Sequence[SideLines], codes: Sequence[CodeText] = ()) -> ContactGuess:
    """Guess whose card this is from its lines and codes.

    Lines written by hand are notes; only a telephone or an e-mail in them is a field, and a name
    or a title where the print has none.

    Args:
        sides: The lines of recto and verso, in any order; one side is enough.
        codes: What the QR codes on the card say.

    Returns:
        Guesses with the lines each came from. A value printed on both sides is one guess, with
        more confidence. Confidences are probabilities.
    """
    typed = find_typed([piece for side in sides for piece in make_pieces(side)])
    settle_replaced(typed)
    contact = make_contact(_assign(typed), typed)
    for code in codes:
        said = read_code(code, typed.regions)
        if said is not None:
            contact = with_code(contact, said)
    return contact


def _assign(typed: TypedFields) -> Assignment:
    """Assign the printed lines, and written ones to the name and title that print lacks."""
    written = {p.ref for p in typed.pieces if p.handwritten}
    printed = assign(replace(typed, pieces=[p for p in typed.pieces if not p.handwritten]))
    sides = {p.ref.side for p in typed.pieces if not p.handwritten}
    if not written or not sides or (printed.name and printed.title):
        return printed
    every = assign(replace(typed, pieces=[p for p in typed.pieces if p.ref.side in sides]))

    def from_hand(choice: Choice | None) -> Choice | None:
        if (
            choice is None
            or choice.confidence < _PLAIN_HAND
            or not written.issuperset(choice.lines)
        ):
            return None
        return replace(choice, confidence=round(choice.confidence * _HAND_TRUST, 3))

    return replace(
        printed,
        name=printed.name or from_hand(every.name),
        title=printed.title or from_hand(every.title),
    )
