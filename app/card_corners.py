"""Where a card lies in its photo, when a person says so: cut out again, or turned.

Corners are pixels of the photo at full size, clockwise from the card's top left.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite

from sqlalchemy.orm import Session

from app.desk_steps import change_and_read
from app.errors import InvalidError, NotFoundError
from app.models import Scan, StepKind
from app.photos import PhotoStore
from app.review_steps import lock_sides
from app.scans import read_again, side_of
from ocr.types import Quad, Side

SMALLEST_CARD_PX2 = 400.0
"""Area of corners that a person can have meant: 20 by 20 pixels."""
LARGEST_PHOTO_PX = 100_000.0


class InvalidCornersError(InvalidError):
    """Four points that are not the corners of a card."""

    code = "invalid_quad"
    hint = "These corners do not go around a card. Put them on its four corners, clockwise."


def read_quad(text: str) -> Quad:
    """Read four corners from eight numbers, separated by commas or spaces.

    Raises:
        InvalidCornersError: If they are not the corners of a card, clockwise.
    """
    try:
        numbers = [float(part) for part in text.replace(",", " ").split()]
    except ValueError as error:
        raise InvalidCornersError from error
    if len(numbers) != 8:
        raise InvalidCornersError
    a, b, c, d = zip(numbers[::2], numbers[1::2], strict=True)
    return check_quad((a, b, c, d))


def check_quad(quad: Quad) -> Quad:
    """Give back corners that a card can have: convex, clockwise, neither tiny nor immense.

    Raises:
        InvalidCornersError: If they are no such corners. Counter-clockwise ones would show the
            card as in a mirror.
    """
    if not all(isfinite(number) and abs(number) <= LARGEST_PHOTO_PX for x in quad for number in x):
        raise InvalidCornersError
    turns = [_turn(quad[at - 2], quad[at - 1], quad[at]) for at in range(4)]
    area = (_turn(quad[0], quad[1], quad[2]) + _turn(quad[2], quad[3], quad[0])) / 2
    if min(turns) <= 0 or area < SMALLEST_CARD_PX2:
        raise InvalidCornersError
    return quad


def _turn(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> float:
    """Twice the area of a triangle; positive when it goes clockwise, y down."""
    return (b[0] - a[0]) * (c[1] - b[1]) - (b[1] - a[1]) * (c[0] - b[0])


def cut(session: Session, scan: Scan, side: Side, quad: Quad, account_id: int | None) -> None:
    """Cut a card out of its photo where a person says it lies.

    Args:
        session: Not committed here.
        scan: The card.
        side: Which of its photos.
        quad: Corners in that photo, the first at the card's top left.
        account_id: Who says so.

    Raises:
        NotFoundError: If the scan has no such side.
        InvalidCornersError: If they are not the corners of a card.
        ConflictError: If the scan was reviewed or discarded.
    """
    corners = check_quad(quad)
    change_and_read(
        session, scan, StepKind.CUT, account_id, lambda: _cut_by_hand(session, scan, side, corners)
    )


def turn(
    session: Session,
    store: PhotoStore,
    scan: Scan,
    side: Side,
    quarters: int,
    account_id: int | None,
) -> None:
    """Turn a card that was read the wrong way up.

    Args:
        session: Not committed here.
        store: Where its photo is.
        scan: The card.
        side: Which side of it.
        quarters: Quarter turns clockwise, 1 to 3.
        account_id: Who says so.

    Raises:
        NotFoundError: If the scan has no such side.
        InvalidError: If it is no such number of turns.
        ConflictError: If the scan was reviewed or discarded.
    """
    if quarters not in (1, 2, 3):
        raise InvalidError
    lock_sides(session, scan)
    corners = _corners_now(store, scan, side)
    # Turned clockwise, what was at the bottom left comes to the top left.
    turned = (*corners[4 - quarters :], *corners[: 4 - quarters])
    a, b, c, d = turned
    change_and_read(
        session,
        scan,
        StepKind.TURN,
        account_id,
        lambda: _cut_by_hand(session, scan, side, (a, b, c, d)),
    )


def _cut_by_hand(session: Session, scan: Scan, side: Side, quad: Quad) -> None:
    row = side_of(scan, side)
    if row is None:
        raise NotFoundError
    row.card_quad = [[round(x, 1), round(y, 1)] for x, y in quad]
    row.is_cut_by_hand = True
    read_again(scan)
    session.flush()


def _corners_now(store: PhotoStore, scan: Scan, side: Side) -> Sequence[tuple[float, float]]:
    """Give the corners of a side as it is shown: as cut by hand, as read, or the whole photo's."""
    row = side_of(scan, side)
    if row is None:
        raise NotFoundError
    quad = row.card_quad if row.is_cut_by_hand else None
    if quad is None:
        read = [one for one in (scan.reading or {}).get("sides", ()) if one["side"] == side]
        quad = read[0]["quad"] if read else row.card_quad
    if quad is None:
        width, height = _size_px(store.get(row.photo.sha256))
        quad = [[0, 0], [width, 0], [width, height], [0, height]]
    return [(float(x), float(y)) for x, y in quad]


def _size_px(photo: bytes) -> tuple[int, int]:
    # Imported here, with OpenCV behind it: few cards need it.
    from ocr.decode import measure_photo

    return measure_photo(photo)
