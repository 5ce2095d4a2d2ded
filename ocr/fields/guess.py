"""From lines and codes to guesses: both sides of a card are one reading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from ocr.fields.alphabets import settle_alphabets
from ocr.fields.alternatives import find_candidates, find_roles
from ocr.fields.assign import Assignment, Choice, Judged, assign, judge
from ocr.fields.codes import read_code
from ocr.fields.merge_codes import with_code
from ocr.fields.pieces import make_pieces
from ocr.fields.replaced import settle_replaced
from ocr.fields.signs import settle_signs
from ocr.fields.typed import TypedFields, find_typed
from ocr.fields.values import make_contact
from ocr.types import CodeText, ContactGuess, LineRef, RoleGuess, SideLines

_PLAIN_HAND: Final = 0.4
"""What is written by hand is a field only when print would have been this sure."""
_HAND_TRUST: Final = 0.8
"""... and is then believed by so much of that: hands are read with more errors than print."""
_PRINTED: Final = 0.4
"""Print that is less sure than this gives way to what is written."""


@dataclass(frozen=True, slots=True)
class FieldsReading:
    """What the lines of a card say: the contact, and what else each line might be."""

    contact: ContactGuess
    roles: Mapping[LineRef, tuple[RoleGuess, ...]]
    """Of the lines that may be something, the likeliest first."""
    signs: frozenset[LineRef] = frozenset()
    """Lines that look written but are print; see `ocr.fields.signs`."""


def guess_contact(sides: Sequence[SideLines], codes: Sequence[CodeText] = ()) -> ContactGuess:
    """Guess whose card this is from its lines and codes; see `read_fields`."""
    return read_fields(sides, codes).contact


def read_fields(sides: Sequence[SideLines], codes: Sequence[CodeText] = ()) -> FieldsReading:
    """Guess whose card this is from its lines and codes, and what each line may be.

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
    signs = settle_signs(typed)
    settle_alphabets(typed)
    printed = judge(replace(typed, pieces=[p for p in typed.pieces if not p.handwritten]))
    assignment, seen = _with_hand(assign(printed), printed, typed)
    contact = make_contact(assignment, typed)
    for code in codes:
        said = read_code(code, typed.regions)
        if said is not None:
            contact = with_code(contact, said)
    contact = replace(contact, candidates=find_candidates(printed, contact))
    return FieldsReading(contact, find_roles(seen, contact), signs)


def _with_hand(
    assignment: Assignment, printed: Judged, typed: TypedFields
) -> tuple[Assignment, Judged]:
    """Give the name and the title that print lacks, or hardly has, from written lines.

    Returns:
        The assignment, and the card as it was judged with what is written when that was asked.
    """
    written = {p.ref for p in typed.pieces if p.handwritten}
    sides = {p.ref.side for p in typed.pieces if not p.handwritten}
    is_enough = not any(_gives_way(choice) for choice in (assignment.name, assignment.title))
    if not written or not sides or is_enough:
        return assignment, printed
    judged = judge(replace(typed, pieces=[p for p in typed.pieces if p.ref.side in sides]))
    every = assign(judged)

    def better(in_print: Choice | None, choice: Choice | None) -> Choice | None:
        if choice is None or not _gives_way(in_print):
            return in_print
        if choice.confidence < _PLAIN_HAND or not written.issuperset(choice.lines):
            return in_print
        return replace(choice, confidence=round(choice.confidence * _HAND_TRUST, 3))

    found = replace(
        assignment,
        name=better(assignment.name, every.name),
        title=better(assignment.title, every.title),
    )
    return found, judged


def _gives_way(in_print: Choice | None) -> bool:
    """Say whether print leaves room for what is written: it says nothing, or hardly anything."""
    return in_print is None or in_print.confidence < _PRINTED
