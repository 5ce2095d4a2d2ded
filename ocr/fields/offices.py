"""Which of a card's addresses are the contact's: its office, its box at the post.

Of several offices the one printed first is given, and a home where no office is; the others stay
lines, and the card is said to have them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cmp_to_key
from typing import Any, Final

from ocr.fields.addresses import is_box, is_street
from ocr.fields.candidates import Candidate
from ocr.fields.pieces import Piece, is_same_row
from ocr.fields.text import digits

Chance = tuple[float, Candidate]
"""A candidate behind its probability."""

_LEAST_SECOND: Final = 0.6
"""Probability that a further address needs."""
_LEAST_BOX: Final = 0.4
"""The same of a box at the post with its own postcode."""
_LEAST_OFFICE: Final = 0.3
"""Probability from which an address counts as that of another office."""
_LEAST_LISTED: Final = 0.05
"""The same of a street with its telephone on a line, where another such line is an address."""
_SURE: Final = 0.6
"""Probability from which one line with a postcode is an office's whole address."""
_LEAST_WORK: Final = 0.15
"""Probability that an address needs to stand before one that is said to be a home."""
_LEAST_WHOLE_WORK: Final = 0.05
"""The same of one with its street or postcode: a sure home lowers what is printed beside it."""


@dataclass(frozen=True, slots=True)
class Offices:
    """The addresses of a card."""

    given: tuple[Chance, ...] = ()
    """Those of the contact: as they are printed, boxes at the post after offices."""
    other_pieces: tuple[int, ...] = ()
    """The pieces of offices and homes that are not given."""


def find_offices(
    addresses: Sequence[Chance], chosen: Mapping[str, Chance], pieces: Sequence[Piece]
) -> Offices:
    """Return the addresses of the contact, and what else is an address.

    A box at the post and the same address in another language are further addresses of the
    contact. A second address must be surer than the first: what looks like one is often a part
    of it.

    Args:
        addresses: All candidates, the likeliest first.
        chosen: What was chosen for each role; nothing is found when there is no address in it.
        pieces: The card's lines, which candidates name by their place in this sequence.
    """
    if "address" not in chosen:
        return Offices()
    used = 0
    for role, (_, candidate) in chosen.items():
        used |= candidate.mask if role != "address" else 0
    offices = _offices(addresses, used)
    if _is_listed(chosen["address"][1], pieces):
        listed = [(p, c) for p, c in addresses if p >= _LEAST_LISTED and _is_listed(c, pieces)]
        offices += [(p, c) for p, c in listed if not any(c is d for _, d in offices)]
    picked = [_first(offices, chosen["address"], pieces)]
    mask = used | picked[0][1].mask
    if _is_home(picked[0][1]):
        for p, candidate in addresses:
            least = _LEAST_WHOLE_WORK if _is_whole(p, candidate) else _LEAST_WORK
            if p >= least and not _is_home(candidate) and candidate.mask & mask == 0:
                offices.append(picked[0])
                picked = [(p, candidate)]
                mask |= candidate.mask
                break
    main = picked[0][1]
    numbers = digits(main.text)
    for p, candidate in addresses:
        # The same numbers are the same address, in another language for instance.
        is_again = bool(numbers) and digits(candidate.text) == numbers
        is_another = not _is_home(candidate) and is_box(candidate.text) != is_box(main.text)
        least = _LEAST_BOX if is_box(candidate.text) and _has_code(candidate) else _LEAST_SECOND
        is_given = p >= _LEAST_OFFICE if is_again else p >= least and is_another
        if is_given and candidate.mask & mask == 0:
            picked.append((p, candidate))
            mask |= candidate.mask
    picked.sort(key=_order(pieces))
    return Offices(tuple(picked), _others(offices, [candidate for _, candidate in picked]))


def _offices(addresses: Sequence[Chance], used: int) -> list[Chance]:
    """Return whole addresses apart from one another and from the other roles, the likeliest first.

    Offices lower each other's probability, since most cards have one address.
    """
    found: list[Chance] = []
    for p, candidate in addresses:
        if p >= _LEAST_OFFICE and _is_whole(p, candidate) and candidate.mask & used == 0:
            found.append((p, candidate))
            used |= candidate.mask
    return found


def _is_whole(p: float, candidate: Candidate) -> bool:
    """Say whether an address can stand alone: it names its street or, surely, a town."""
    is_long = len(candidate.pieces) > 1 or p >= _SURE
    return is_street(candidate.text) or (_has_code(candidate) and is_long)


def _has_code(candidate: Candidate) -> bool:
    return candidate.evidence.get("postcode", 0) > 0


def _is_listed(candidate: Candidate, pieces: Sequence[Piece]) -> bool:
    """Say whether an address is a street with its telephone, both on one line."""
    is_alone = len(candidate.pieces) == 1 and "phone" in pieces[candidate.pieces[0]].taken
    return is_alone and is_street(candidate.text)


def _first(offices: Sequence[Chance], best: Chance, pieces: Sequence[Piece]) -> Chance:
    """Return the office printed first, when the best address is one of several or a box."""
    if _is_home(best[1]):
        return best
    rivals = [(p, c) for p, c in offices if not _is_home(c)]
    if not is_box(best[1].text) and not any(c is best[1] for _, c in rivals):
        rivals.append(best)
    return min(rivals, key=_order(pieces), default=best)


def _order(pieces: Sequence[Piece]) -> Callable[[Chance], Any]:
    """Return a key for addresses as they are printed, boxes behind offices."""

    def compare(a: Chance, b: Chance) -> int:
        ranks = [is_box(c.text) for _, c in (a, b)]
        if ranks[0] != ranks[1]:
            return -1 if ranks[0] < ranks[1] else 1
        starts = [min(c.pieces) for _, c in (a, b)]
        first, second = (_whole_piece([pieces[i] for i in c.pieces]) for _, c in (a, b))
        if is_same_row(first, second):
            return -1 if first.left < second.left else int(first.left > second.left)
        return starts[0] - starts[1]

    return cmp_to_key(compare)


def _whole_piece(parts: Sequence[Piece]) -> Piece:
    """Return the box of an address's lines: of two columns, one may begin with its town."""
    return replace(
        parts[0],
        left=min(p.left for p in parts),
        top=min(p.top for p in parts),
        right=max(p.right for p in parts),
        bottom=max(p.bottom for p in parts),
        on_end=False,
    )


def _others(offices: Sequence[Chance], given: Sequence[Candidate]) -> tuple[int, ...]:
    # The verso often prints the same address in another language: its numbers are the same.
    numbers = [digits(candidate.text) for candidate in given]
    taken = {i for candidate in given for i in candidate.pieces}
    found = (
        i
        for _, candidate in offices
        if not any(digits(candidate.text).startswith(n) for n in numbers)
        for i in candidate.pieces
    )
    return tuple(dict.fromkeys(i for i in found if i not in taken))


def _is_home(candidate: Candidate) -> bool:
    return candidate.evidence.get("home", 0.0) > 0
