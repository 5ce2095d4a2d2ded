"""Several cards in one photo: putting them back as one, and looking for them again.

The reading finds the cards and makes a scan of each (app.scan_queue). Where it took the parts of
one card for several, a person says so here, and can take that back.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.drafts import draft_of, draft_to_json, join_drafts
from app.errors import ConflictError, InvalidError
from app.models import Scan, ScanSide, ScanState
from app.review_form import contact_of
from app.scans import lock_scan, read_again, require_open
from ocr.contract import quad_from_json, quad_to_json
from ocr.types import Side


class AcceptedCardError(ConflictError):
    """A card of the photo is a contact already."""

    code = "card_accepted"
    hint = "A card of this photo was accepted already. Discard the others instead."


def cards_of_photo(session: Session, scan: Scan) -> list[Scan]:
    """Give every scan that was made of the photo of one of them, as they lie in it."""
    first_id = scan.split_from_id or scan.id
    query = (
        select(Scan)
        .where(Scan.book_id == scan.book_id)
        .where(or_(Scan.id == first_id, Scan.split_from_id == first_id))
        .order_by(Scan.card_number)
    )
    return list(session.scalars(query))


def is_split(scan: Scan) -> bool:
    """Say whether a scan is one of several cards that were found in its photo."""
    return scan.card_count > 1


def is_joined(scan: Scan) -> bool:
    """Say whether a person put the cards of this scan's photo back as one."""
    return scan.card_count == 1 and any(
        side.card_quad and not side.is_cut_by_hand for side in scan.sides
    )


def join_cards(session: Session, scan: Scan) -> Scan:
    """Read what was taken for several cards of a photo as one card.

    Args:
        session: Not committed here.
        scan: Any of the cards.

    Returns:
        The scan that was sent, waiting to be read again; the others are gone.

    Raises:
        InvalidError: If only one card was found in the photo.
        AcceptedCardError: If one of them is a contact already.
        ConflictError: If two of them were given a verso.
    """
    if not is_split(scan):
        raise InvalidError("Only one card was found in this photo.", code="one_card_only")
    cards = cards_of_photo(session, scan)
    for card in cards:
        lock_scan(session, card)
        if card.state is ScanState.REVIEWED or contact_of(card) is not None:
            raise AcceptedCardError
    shared_id = next(side.photo_id for side in cards[0].sides if side.card_quad)
    versos = [side.photo_id for card in cards for side in card.sides if side.photo_id != shared_id]
    if len(versos) > 1:
        raise ConflictError("Two of these cards have a verso of their own.", code="verso_exists")
    quads = [side.card_quad for card in cards for side in card.sides if side.card_quad]
    first, *others = cards
    first.draft = draft_to_json(join_drafts(draft_of(card.draft) for card in cards))
    first.event_id = next((card.event_id for card in cards if card.event_id), None)
    for other in others:
        session.delete(other)
    first.sides.clear()
    session.flush()
    first.card_count = 1
    first.sides.append(
        ScanSide(
            book_id=first.book_id,
            side=Side.RECTO,
            photo_id=shared_id,
            card_quad=_corners_around(quads),
        )
    )
    if versos:
        first.sides.append(ScanSide(book_id=first.book_id, side=Side.VERSO, photo_id=versos[0]))
    read_again(first)
    session.flush()
    return first


def find_cards_again(session: Session, scan: Scan) -> None:
    """Look for several cards in a photo again, after they were put back as one.

    Raises:
        InvalidError: If nobody had put them back as one, or the card has a verso since.
        ConflictError: If the scan was reviewed or discarded.
    """
    lock_scan(session, scan)
    require_open(scan)
    if not is_joined(scan) or len(scan.sides) > 1:
        raise InvalidError("This card cannot be taken apart.", code="one_card_only")
    for side in scan.sides:
        side.card_quad = None
    read_again(scan)
    session.flush()


def _corners_around(quads: Sequence[list[list[float]]]) -> list[list[float]]:
    # Imported here, with OpenCV behind it: the first page does not wait for that.
    from ocr.geometry import enclosing_quad

    return quad_to_json(enclosing_quad([quad_from_json(quad) for quad in quads]))
