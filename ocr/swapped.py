"""Recto and verso that came in the wrong order."""

from __future__ import annotations

from dataclasses import replace

from ocr.types import CardSide, ContactGuess, LineRef, Side


def is_swapped(sides: tuple[CardSide, ...], contact: ContactGuess) -> bool:
    """Tell whether the way to reach the person stands on the verso alone.

    A verso may repeat an address or a site, and many do; a recto without any of e-mail, telephone
    and name beside a verso that has two of them is the back of the card. So is a recto in another
    alphabet, when all that is said in Latin letters stands on the verso.
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
    if not found[Side.RECTO]:
        return len(found[Side.VERSO]) >= 2
    others = {ref.side for ref in contact.other_alphabets}
    said = (contact.name, contact.organization, contact.title, *contact.addresses)
    in_latin = {ref.side for guess in said if guess is not None for ref in guess.lines}
    return others == {Side.RECTO} and in_latin == {Side.VERSO}


def flip(side: CardSide) -> CardSide:
    """Return a side as the other one of its card."""
    other = Side.VERSO if side.side is Side.RECTO else Side.RECTO
    codes = tuple(replace(code, side=other) for code in side.codes)
    return replace(side, side=other, codes=codes)
