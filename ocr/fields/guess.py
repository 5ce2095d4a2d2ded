"""From lines and codes to guesses: both sides of a card are one reading."""

from __future__ import annotations

from collections.abc import Sequence

from ocr.fields.assign import assign
from ocr.fields.codes import read_code
from ocr.fields.merge_codes import with_code
from ocr.fields.pieces import make_pieces
from ocr.fields.typed import find_typed
from ocr.fields.values import make_contact
from ocr.types import CodeText, ContactGuess, SideLines


def guess_contact(sides: Sequence[SideLines], codes: Sequence[CodeText] = ()) -> ContactGuess:
    """Guess whose card this is from its lines and codes.

    Args:
        sides: The lines of recto and verso, in any order; one side is enough.
        codes: What the QR codes on the card say.

    Returns:
        Guesses with the lines each came from. A value printed on both sides is one guess, with
        more confidence. Confidences are probabilities.
    """
    typed = find_typed([piece for side in sides for piece in make_pieces(side)])
    contact = make_contact(assign(typed), typed)
    for code in codes:
        said = read_code(code, typed.regions)
        if said is not None:
            contact = with_code(contact, said)
    return contact
