"""One photo of several cards: a scan of each, put back as one, and taken apart again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import numpy as np
import pytest
from sqlalchemy import select

import app.scan_queue
from app import intake, photo_cards, review, review_queue, scans
from app.contact_values import ContactValues
from app.errors import ConflictError, InvalidError
from app.models import Scan, ScanState
from app.reading import read_claim
from app.scan_queue import Outcome, StoredPicture
from drawn import PhotoOptions, draw_card, photograph
from ocr.contract import reading_from_json
from ocr.pipeline import ReadOptions
from ocr.types import Image, Line, Quad, Side
from tests.builders import build_contact, build_photo, build_scan, jpeg
from tests.ocr.pictures import SpokenRecogniser, line
from tests.readings import evidence, make_reading

pytestmark = pytest.mark.both_databases

LEASE = timedelta(seconds=30)


def quad_at(left: float) -> Quad:
    return ((left, 10.0), (left + 90, 10.0), (left + 90, 60.0), (left, 60.0))


def reading_of(name: str) -> dict[str, Any]:
    parts = {"given": name, "family": "", "prefix": "", "suffix": ""}
    return make_reading(name={"full": name, **parts, **evidence(0.98, 0)})


def outcome_of(cards: int) -> Outcome:
    """What the reading of a photo of some cards gives, one beside the other."""
    each = [
        Outcome(
            reading={**reading_of(f"Person {number}"), "card": number - 1},
            cards={Side.RECTO: StoredPicture(f"{number:064d}", "image/jpeg", 10)},
            quad=quad_at(100.0 * number),
        )
        for number in range(1, cards + 1)
    ]
    first, *others = each
    return Outcome(first.reading, first.cards, quad=first.quad, others=tuple(others))


@pytest.fixture
def split(session, book, store, queue):
    """Send a photo of some cards, read it, and give its scans in order."""

    def send_and_read(cards: int = 3, key: str = "k") -> list[Scan]:
        scan = build_scan(session, book, store, client_key=key, recto=jpeg(grey=10))
        session.commit()
        queue.finish(queue.claim(LEASE), outcome_of(cards))
        session.expire_all()
        return photo_cards.cards_of_photo(session, scan)

    return send_and_read


def names(found: list[Scan]) -> list[str]:
    return [scan.reading["contact"]["name"]["full"] for scan in found]


def test_every_card_becomes_a_scan_with_its_own_picture_and_the_shared_photo(split):
    found = split(3)

    assert names(found) == ["Person 1", "Person 2", "Person 3"]
    assert [(scan.card_number, scan.card_count) for scan in found] == [(1, 3), (2, 3), (3, 3)]
    assert {scan.state for scan in found} == {ScanState.READY}
    assert len({scan.taken_at for scan in found}) == 1
    assert len({scan.sides[0].photo_id for scan in found}) == 1
    assert len({scan.sides[0].card_id for scan in found}) == 3
    assert [scan.sides[0].card_quad[0][0] for scan in found] == [100.0, 200.0, 300.0]


def test_a_crash_in_the_middle_of_splitting_leaves_nothing_and_the_next_try_gives_each_once(
    session, book, store, queue, monkeypatch
):
    scan = build_scan(session, book, store)
    session.commit()
    claim = queue.claim(LEASE)
    save = app.scan_queue._save
    saved: list[int] = []

    def crash_at_the_third(*given: object) -> None:
        saved.append(1)
        if len(saved) == 3:
            raise MemoryError
        save(*given)

    monkeypatch.setattr(app.scan_queue, "_save", crash_at_the_third)
    with pytest.raises(MemoryError):
        queue.finish(claim, outcome_of(3))
    monkeypatch.undo()

    session.expire_all()
    assert [one.state for one in session.scalars(select(Scan))] == [ScanState.READING]

    queue.finish(claim, outcome_of(3))
    session.expire_all()
    assert names(photo_cards.cards_of_photo(session, scan)) == ["Person 1", "Person 2", "Person 3"]


def test_the_same_photo_sent_again_under_its_key_adds_no_card(session, book, store, split):
    found = split(2)

    scan, is_new = intake.create_scan(
        session, store, book.id, client_key="k", recto=jpeg(grey=10), photo_limit_bytes=10**6
    )

    assert not is_new
    assert scan.id == found[0].id
    assert len(session.scalars(select(Scan)).all()) == 2


def test_the_inbox_shows_the_newest_photo_first_and_its_cards_in_order(session, book, store, split):
    build_scan(session, book, store, client_key="older", state=ScanState.FAILED)
    split(3)
    newer = build_scan(session, book, store, client_key="newer")

    listed = scans.list_scans(session, book.id)
    pages = []
    last = None
    while page := scans.list_scans(session, book.id, limit=2, before_id=last):
        pages.append(page)
        last = page[-1].id

    assert [scan.client_key for scan in listed[:1] + listed[-1:]] == ["newer", "older"]
    assert names(listed[1:4]) == ["Person 1", "Person 2", "Person 3"]
    assert [one for page in pages for one in page] == listed
    assert newer.card_count == 1


def test_the_review_goes_from_card_to_card_as_they_lie_in_the_photo(session, book, split):
    first, second, third = split(3)

    assert review_queue.next_to_review(session, book.id, first.id) == second.id
    assert review_queue.next_to_review(session, book.id, second.id) == third.id
    assert review_queue.next_to_review(session, book.id, third.id) == first.id


def test_a_card_read_again_is_looked_for_where_it_lies(session, split, queue):
    _, second, _ = split(3)
    scans.retry_scan(session, second)
    session.commit()

    claim = queue.claim(LEASE)

    assert claim.scan_id == second.id
    assert claim.quads == {Side.RECTO: quad_at(200.0)}


def test_cards_put_back_as_one_are_read_as_one_around_all_of_them(session, split, queue):
    first, second, _ = split(3)

    joined = photo_cards.join_cards(session, second)
    session.commit()

    assert joined.id == first.id
    assert [one.id for one in session.scalars(select(Scan))] == [first.id]
    claim = queue.claim(LEASE)
    corners = np.array(claim.quads[Side.RECTO])
    assert corners.min(axis=0).tolist() == pytest.approx([100, 10], abs=0.2)
    assert corners.max(axis=0).tolist() == pytest.approx([390, 60], abs=0.2)
    assert photo_cards.is_joined(joined)
    assert not photo_cards.is_split(joined)


def test_putting_cards_back_as_one_can_be_taken_back(session, split, queue):
    first, *_ = split(3)
    photo_cards.join_cards(session, first)

    photo_cards.find_cards_again(session, first)
    session.commit()
    claim = queue.claim(LEASE)
    assert claim.quads == {}
    queue.finish(claim, outcome_of(3))

    session.expire_all()
    assert names(photo_cards.cards_of_photo(session, first)) == ["Person 1", "Person 2", "Person 3"]


def test_a_card_that_is_a_contact_is_never_put_back(session, book, split):
    first, second = split(2)
    review.accept_review(
        session,
        second,
        review.Review(ContactValues(given_name="Zoé", full_name="Zoé")),
        account_id=None,
        region="CA",
    )

    with pytest.raises(photo_cards.AcceptedCardError):
        photo_cards.join_cards(session, first)

    assert len(session.scalars(select(Scan)).all()) == 2


def test_a_card_under_review_again_keeps_its_contact(session, book, split):
    first, second = split(2)
    second.contact_id = build_contact(session, book).id
    session.flush()
    session.expire(second)

    with pytest.raises(photo_cards.AcceptedCardError):
        photo_cards.join_cards(session, first)


def test_a_verso_that_was_added_to_one_of_the_cards_stays_with_the_joined_one(
    session, book, store, split
):
    first, second = split(2)
    back = jpeg(grey=77)
    intake.add_verso(session, store, second, back, photo_limit_bytes=10**6)

    joined = photo_cards.join_cards(session, first)

    verso = scans.side_of(joined, Side.VERSO)
    assert verso is not None
    assert verso.photo_id == build_photo(session, book, store, back).id
    with pytest.raises(InvalidError):
        photo_cards.find_cards_again(session, joined)


def test_two_versos_are_a_conflict_and_nothing_is_lost(session, book, store, split):
    first, second = split(2)
    intake.add_verso(session, store, first, jpeg(grey=78), photo_limit_bytes=10**6)
    intake.add_verso(session, store, second, jpeg(grey=79), photo_limit_bytes=10**6)

    with pytest.raises(ConflictError):
        photo_cards.join_cards(session, first)

    assert len(session.scalars(select(Scan)).all()) == 2


def test_one_card_cannot_be_put_back(session, book, store):
    with pytest.raises(InvalidError):
        photo_cards.join_cards(session, build_scan(session, book, store))


def test_swapped_sides_take_the_place_in_the_photo_along(session, store, split):
    first, _ = split(2)
    intake.add_verso(session, store, first, jpeg(grey=80), photo_limit_bytes=10**6)
    first.state = ScanState.READY

    scans.swap_sides(session, first)

    quads = {side.side: side.card_quad for side in first.sides}
    assert quads[Side.RECTO] is None
    assert quads[Side.VERSO][0] == [100.0, 10.0]


class SpokenOnce(SpokenRecogniser):
    """Sees text in the whole photo alone: a closer look, at parts of it, finds none."""

    def find(self, photo: Image) -> tuple[Quad, ...]:
        found = super().find(photo)
        self._found = ()
        return found


def photo_of_two(*answers: tuple[Line, ...]) -> tuple[bytes, SpokenRecogniser]:
    """A photo of two cards, and an engine that says these answers of them."""
    cards = [draw_card(seed=seed, layout="classic", annotation="none") for seed in (60, 61)]
    options = PhotoOptions(long_side_px=2000, background="dark_table", tilt_deg=(0, 6))
    taken = photograph([card.recto for card in cards], 7, options)
    found = tuple(
        placed.quad_in_photo(one.quad)
        for placed, card in zip(taken.cards, cards, strict=True)
        for one in card.lines_of(Side.RECTO)
    )
    return taken.jpeg, SpokenOnce(*answers, found=found)


def test_the_reading_of_a_photo_of_two_cards_becomes_two_scans(session, book, store, queue):
    said = (line("Zoé Testard", 60, 60),), (line("Ada Exemple", 60, 60),)
    photo, recogniser = photo_of_two(*said)
    scan = build_scan(session, book, store, recto=photo)
    session.commit()
    claim = queue.claim(LEASE)

    queue.finish(claim, read_claim(claim, store, recogniser, ReadOptions()))

    session.expire_all()
    found = photo_cards.cards_of_photo(session, scan)
    texts = [reading_from_json(one.reading).sides[0].lines[0].text for one in found]
    assert texts == ["Zoé Testard", "Ada Exemple"]
    assert [one.reading["card"] for one in found] == [0, 1]
    for one in found:
        assert store.get(one.sides[0].card.sha256)


def test_what_says_nothing_beside_a_card_is_no_card(session, book, store, queue):
    photo, recogniser = photo_of_two((line("Zoé Testard", 60, 60),), ())
    scan = build_scan(session, book, store, recto=photo)
    session.commit()
    claim = queue.claim(LEASE)

    queue.finish(claim, read_claim(claim, store, recogniser, ReadOptions()))

    session.expire_all()
    (only,) = photo_cards.cards_of_photo(session, scan)
    assert only.card_count == 1
    assert only.sides[0].card_quad is None


def test_a_card_that_a_person_cut_out_is_not_several_that_were_joined(session, book, store):
    scan = build_scan(session, book, store)
    scan.sides[0].card_quad = [[0, 0], [9, 0], [9, 5], [0, 5]]
    assert photo_cards.is_joined(scan)

    scan.sides[0].is_cut_by_hand = True

    assert not photo_cards.is_joined(scan)
