"""Recto and verso that came in the wrong order."""

from __future__ import annotations

from dataclasses import replace

from ocr.types import CardSide, ContactGuess, LineRef, Side


def is_swapped(sides: tuple[CardSide, ...], contact: ContactGuess) -> bool:
    """Tell whether the way to reach the person stands on the verso alone.

    A verso may repeat an address or a site, and many do; a recto without any of e-mail, telephone
    and name beside a verso that has two of them is the back of the card.
    """
    if len(sides) != 2:
        return False
    found: dict[Side, set[str]] = {Side.RECTO: set(), Side.VERSO: set()}

    def note(kind: str, lines: tuple[LineRef, ...]) -> None:
        for ref in lines:
            found[ref.side].add(kind)

    for email in contact.emails:
        note("email", email.lines)
    for phone in contact.phones:
        note("phone", phone.lines)
    if contact.name is not None:
        note("name", contact.name.lines)
    return not found[Side.RECTO] and len(found[Side.VERSO]) >= 2


def flip(side: CardSide) -> CardSide:
    """Return a side as the other one of its card."""
    other = Side.VERSO if side.side is Side.RECTO else Side.RECTO
    codes = tuple(replace(code, side=other) for code in side.codes)
    return replace(side, side=other, codes=codes)
