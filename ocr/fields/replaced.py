"""Numbers that somebody put right by hand: what is written takes the place of what is printed."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from ocr.fields.pieces import Piece
from ocr.fields.typed import FoundPhone, TypedFields
from ocr.types import LineRef

_BESIDE: Final = 2.0
"""Line heights between a printed number and one written for it, when nothing is struck out."""

_Places = dict[LineRef, Piece]


def settle_replaced(found: TypedFields) -> None:
    """Put written numbers in the place of struck ones, and doubt printed ones written beside.

    The written number takes over what the printed one was for. A struck one that has a successor
    is no number of this person's any more; one without is kept, and marked.
    """
    places = {piece.ref: piece for piece in found.pieces}
    written = [phone for phone in found.phones if phone.handwritten and not phone.is_struck]
    for phone in written:
        old = _struck_for(phone, found.phones, places)
        if old is not None:
            found.phones.remove(old)
            _put(found, phone, _successor(phone, old))
            continue
        beside = _printed_beside(phone, found.phones, places)
        if beside is not None:
            _put(found, beside, replace(beside, is_overwritten=True))
            label = phone.span.label or beside.span.label
            _put(found, phone, replace(phone, span=replace(phone.span, label=label)))


def _successor(written: FoundPhone, struck: FoundPhone) -> FoundPhone:
    """Return a written number with the label of the struck one, citing both lines."""
    label = written.span.label or struck.span.label
    lines = tuple(dict.fromkeys((*written.lines, *struck.lines)))
    return replace(written, span=replace(written.span, label=label), lines=lines)


def _struck_for(
    written: FoundPhone, phones: list[FoundPhone], places: _Places
) -> FoundPhone | None:
    """Return the struck number of the same side that is nearest to a written one."""
    place = places[written.lines[0]]
    struck = [p for p in phones if p.is_struck and p.lines[0].side == place.ref.side]

    def distance(phone: FoundPhone) -> float:
        home = places[phone.lines[0]]
        across = max(0.0, place.left - home.right, home.left - place.right)
        return across + abs(home.middle_y - place.middle_y)

    return min(struck, key=distance, default=None)


def _printed_beside(
    written: FoundPhone, phones: list[FoundPhone], places: _Places
) -> FoundPhone | None:
    """Return the printed number right above, below or beside a written one."""
    place = places[written.lines[0]]
    near: list[tuple[float, int]] = []
    for index, printed in enumerate(phones):
        home = places[printed.lines[0]]
        distance = abs(home.middle_y - place.middle_y) / max(home.height, place.height)
        overlap = min(home.right, place.right) - max(home.left, place.left)
        is_beside = home.ref.side == place.ref.side and overlap > 0 and distance < _BESIDE
        if not printed.handwritten and is_beside:
            near.append((distance, index))
    return phones[min(near)[1]] if near else None


def _put(found: TypedFields, old: FoundPhone, new: FoundPhone) -> None:
    found.phones[found.phones.index(old)] = new
