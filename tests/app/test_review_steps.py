"""The steps of a review can be taken back, in any order of tabs, workers and accounts."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app import card_corners, card_sides, desk_steps, intake, scans
from app.card_corners import InvalidCornersError
from app.errors import ConflictError, InvalidError, NotFoundError
from app.leases import LeaseLostError
from app.models import Scan, ScanState, StepKind, now
from app.review_steps import NothingToUndoError, StepOvertakenError, last_step, undo_last
from app.review_work import Work, save_work, work_of
from app.scan_queue import Outcome
from ocr.types import Side
from tests.builders import build_account, build_event, build_photo, build_scan, jpeg
from tests.readings import make_reading

pytestmark = pytest.mark.both_databases

LEASE = timedelta(seconds=30)
CORNERS = ((10.0, 10.0), (300.0, 12.0), (301.0, 180.0), (9.0, 181.0))
COLUMNS = [column.key for column in Scan.__table__.c]


@pytest.fixture
def account(session, book):
    from sqlalchemy import select

    from app.models import Account, Membership

    query = select(Account).join(Membership).where(Membership.book_id == book.id)
    return session.scalars(query).one()


@pytest.fixture
def add_card(session, book, store):
    def make(**values):
        given = {"state": ScanState.READY, "reading": make_reading(), "doubt_count": 1}
        scan = build_scan(session, book, store, **(given | values))
        for side in scan.sides:
            side.card_id = build_photo(session, book, store).id
        session.commit()
        return scan

    return make


@pytest.fixture
def two_sided(add_card):
    return add_card(recto=jpeg(grey=10), verso=jpeg(grey=20))


def state_of(scan: Scan) -> dict:
    """Everything about a scan that a step may change."""
    columns = {name: getattr(scan, name) for name in COLUMNS if name != "attempts"}
    sides = sorted(
        (each.side, each.photo_id, each.card_id, str(each.card_quad)) for each in scan.sides
    )
    return columns | {"sides": sides}


STEPS = {
    StepKind.SET_ASIDE: lambda session, store, scan, who: desk_steps.set_aside(session, scan, who),
    StepKind.DISCARD: lambda session, store, scan, who: desk_steps.discard(session, scan, who),
    StepKind.SWAP: lambda session, store, scan, who: desk_steps.swap(session, scan, who),
    StepKind.READ_AGAIN: lambda session, store, scan, who: desk_steps.read_card_again(
        session, scan, who
    ),
    StepKind.CUT: lambda session, store, scan, who: card_corners.cut(
        session, scan, Side.RECTO, CORNERS, who
    ),
    StepKind.TURN: lambda session, store, scan, who: card_corners.turn(
        session, store, scan, Side.RECTO, 1, who
    ),
    StepKind.SEPARATE: lambda session, store, scan, who: card_sides.separate(session, scan, who),
}


@pytest.mark.parametrize("kind", STEPS)
def test_a_step_that_is_undone_leaves_the_card_as_it_was(session, store, two_sided, account, kind):
    before = state_of(two_sided)

    STEPS[kind](session, store, two_sided, account.id)
    session.commit()
    assert state_of(two_sided) != before
    assert last_step(session, two_sided.book_id, account.id).kind is kind
    shown = undo_last(session, two_sided.book_id, account.id)
    session.commit()

    assert shown is two_sided
    assert state_of(two_sided) == before


@pytest.mark.parametrize("kind", STEPS)
def test_a_step_can_be_taken_undone_and_taken_again(session, store, two_sided, account, kind):
    for _ in range(3):
        STEPS[kind](session, store, two_sided, account.id)
        session.commit()
        changed = state_of(two_sided)
        undo_last(session, two_sided.book_id, account.id)
        session.commit()

    assert state_of(two_sided) != changed
    with pytest.raises(NothingToUndoError):
        undo_last(session, two_sided.book_id, account.id)


def test_undo_goes_back_step_by_step_also_after_the_next_card(session, book, add_card, account):
    first, second = add_card(), add_card()
    desk_steps.set_aside(session, first, account.id)
    desk_steps.discard(session, second, account.id)
    desk_steps.take_up(session, first, account.id)

    shown = [undo_last(session, book.id, account.id) for _ in range(3)]

    assert shown == [first, second, first]
    assert (first.set_aside_at, second.state) == (None, ScanState.READY)


def test_two_tabs_that_undo_the_same_step_undo_one(session, book, add_card, account):
    first, second = add_card(), add_card()
    desk_steps.set_aside(session, first, account.id)
    desk_steps.set_aside(session, second, account.id)
    step_id = last_step(session, book.id, account.id).id

    shown = [undo_last(session, book.id, account.id, step_id) for _ in range(2)]

    assert shown == [second, second]
    assert first.set_aside_at is not None


def test_nothing_can_be_undone_before_anything_was_done(session, book, account):
    with pytest.raises(NothingToUndoError):
        undo_last(session, book.id, account.id)


def test_what_was_done_a_month_ago_is_not_undone_by_a_slip(session, book, add_card, account):
    desk_steps.set_aside(session, add_card(), account.id)
    last_step(session, book.id, account.id).made_at = now() - timedelta(days=31)
    session.flush()

    with pytest.raises(NothingToUndoError):
        undo_last(session, book.id, account.id)


def test_an_account_undoes_its_own_steps_alone(session, book, add_card, account):
    other, _ = build_account(session)
    scan = add_card()
    desk_steps.set_aside(session, scan, account.id)
    step_id = last_step(session, book.id, account.id).id

    with pytest.raises(NothingToUndoError):
        undo_last(session, book.id, other.id)
    with pytest.raises(NotFoundError):
        undo_last(session, book.id, other.id, step_id)
    with pytest.raises(NotFoundError):
        undo_last(session, book.id, account.id, 2**40)


def test_a_card_that_somebody_else_changed_since_stays_as_they_left_it(
    session, book, add_card, account
):
    other, _ = build_account(session)
    scan = add_card(verso=jpeg(grey=30))
    desk_steps.set_aside(session, scan, account.id)
    desk_steps.swap(session, scan, other.id)
    before = state_of(scan)

    with pytest.raises(StepOvertakenError):
        undo_last(session, book.id, account.id)

    assert state_of(scan) == before


def test_a_photo_that_came_since_is_not_thrown_away(session, store, book, add_card, account):
    scan = add_card()
    card_corners.cut(session, scan, Side.RECTO, CORNERS, account.id)
    intake.add_verso(session, store, scan, jpeg(grey=77), photo_limit_bytes=10**6)

    with pytest.raises(StepOvertakenError):
        undo_last(session, book.id, account.id)

    assert len(scan.sides) == 2


def test_a_worker_that_reads_the_card_meanwhile_does_not_save_over_the_undo(
    session, book, two_sided, account, queue
):
    desk_steps.swap(session, two_sided, account.id)
    session.commit()
    claim = queue.claim(LEASE)
    undo_last(session, book.id, account.id)
    session.commit()

    with pytest.raises(LeaseLostError):
        queue.finish(claim, Outcome({}, {}))
    session.refresh(two_sided)
    assert two_sided.state is ScanState.READY
    assert two_sided.reading == make_reading()


def test_a_reading_goes_on_while_its_card_is_set_aside_and_taken_up_again(
    session, book, two_sided, account, queue
):
    two_sided.state = ScanState.WAITING
    session.commit()
    claim = queue.claim(LEASE)
    desk_steps.set_aside(session, two_sided, account.id)
    undo_last(session, book.id, account.id)
    session.commit()

    queue.finish(claim, Outcome({"contact": {}, "sides": []}, {}))

    session.refresh(two_sided)
    assert (two_sided.state, two_sided.set_aside_at) == (ScanState.READY, None)


def test_a_reading_that_was_finished_since_is_taken_back_too(
    session, book, two_sided, account, queue
):
    desk_steps.swap(session, two_sided, account.id)
    session.commit()
    queue.finish(queue.claim(LEASE), Outcome({"contact": {}, "sides": []}, {}))
    undo_last(session, book.id, account.id)

    assert two_sided.reading == make_reading()


def test_a_card_that_was_being_read_is_read_when_its_discarding_is_undone(
    session, book, add_card, account, queue
):
    scan = add_card(state=ScanState.WAITING, reading=None)
    queue.claim(LEASE)
    session.expire_all()
    desk_steps.discard(session, scan, account.id)
    undo_last(session, book.id, account.id)

    assert scan.state is ScanState.WAITING


def test_a_card_brought_back_from_the_inbox_leaves_nothing_to_undo(
    session, book, add_card, account
):
    scan = add_card()
    desk_steps.discard(session, scan, account.id)
    scans.restore_scan(session, scan)

    with pytest.raises(NothingToUndoError):
        undo_last(session, book.id, account.id)


def test_a_card_cut_by_hand_is_read_where_a_person_says(session, add_card, account, queue):
    scan = add_card()
    card_corners.cut(session, scan, Side.RECTO, CORNERS, account.id)
    session.commit()

    claim = queue.claim(LEASE)

    assert claim.quads == {Side.RECTO: CORNERS}
    assert claim.cut_by_hand == {Side.RECTO}


def test_no_reading_puts_sides_back_that_a_person_swapped(session, book, two_sided, account, queue):
    desk_steps.swap(session, two_sided, account.id)
    session.commit()
    assert queue.claim(LEASE).is_order_by_hand

    undo_last(session, book.id, account.id)
    session.commit()
    desk_steps.read_card_again(session, two_sided, account.id)
    session.commit()
    assert not queue.claim(LEASE).is_order_by_hand


@pytest.mark.parametrize(("quarters", "first"), [(1, [0, 570]), (2, [1000, 570]), (3, [1000, 0])])
def test_turning_begins_at_another_corner(session, store, add_card, account, quarters, first):
    scan = add_card()

    card_corners.turn(session, store, scan, Side.RECTO, quarters, account.id)

    side = scan.sides[0]
    assert side.card_quad[0] == first
    assert side.is_cut_by_hand
    assert scan.state is ScanState.WAITING


def test_turning_twice_turns_on(session, store, add_card, account):
    scan = add_card()
    for _ in range(4):
        card_corners.turn(session, store, scan, Side.RECTO, 1, account.id)

    assert scan.sides[0].card_quad == [[0, 0], [1000, 0], [1000, 570], [0, 570]]


def test_a_card_that_could_not_be_read_is_turned_with_its_whole_photo(
    session, store, add_card, account
):
    scan = add_card(state=ScanState.FAILED, reading=None, recto=jpeg(320, 200))

    card_corners.turn(session, store, scan, Side.RECTO, 1, account.id)

    assert scan.sides[0].card_quad == [[0, 200], [0, 0], [320, 0], [320, 200]]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1 2 3",
        "0 0 10 0 10 10 0 x",
        "0 0 100 0 100 nan 0 100",
        "0 0 0 100 100 100 100 0",  # counter-clockwise: as in a mirror
        "0 0 100 100 100 0 0 100",  # crossed
        "0 0 100 0 50 5 0 100",  # not convex
        "0 0 5 0 5 5 0 5",
        "0 0 9e9 0 9e9 9e9 0 9e9",
    ],
)
def test_what_are_no_corners_of_a_card_is_refused(text):
    with pytest.raises(InvalidCornersError):
        card_corners.read_quad(text)


def test_corners_may_be_separated_by_commas():
    assert card_corners.read_quad("10,10 300,12,301 180 9,181") == CORNERS


def test_a_verso_becomes_a_card_of_its_own_right_after_its_recto(session, book, add_card, account):
    event = build_event(session, book)
    older, newer = add_card(), add_card(verso=jpeg(grey=91), event_id=event.id)
    verso_id = scans.side_of(newer, Side.VERSO).photo_id

    made = card_sides.separate(session, newer, account.id)

    assert [one.id for one in scans.list_scans(session, book.id)] == [newer.id, made.id, older.id]
    assert [(side.side, side.photo_id) for side in made.sides] == [(Side.RECTO, verso_id)]
    assert [side.side for side in newer.sides] == [Side.RECTO]
    assert (made.state, newer.state) == (ScanState.WAITING, ScanState.WAITING)
    assert made.event_id == event.id


def test_a_verso_that_was_separated_is_not_added_when_the_phone_sends_it_again(
    session, store, add_card, account
):
    scan = add_card(verso=jpeg(grey=91))
    card_sides.separate(session, scan, account.id)

    intake.add_verso(session, store, scan, jpeg(grey=91), photo_limit_bytes=10**6)

    assert len(scan.sides) == 1


def test_separating_is_not_undone_when_the_new_card_is_a_contact(session, book, add_card, account):
    scan = add_card(verso=jpeg(grey=91))
    made = card_sides.separate(session, scan, account.id)
    made.state = ScanState.REVIEWED
    session.flush()

    with pytest.raises(StepOvertakenError):
        undo_last(session, book.id, account.id)


def test_separating_is_not_undone_when_somebody_typed_for_the_new_card(
    session, book, add_card, account
):
    scan = add_card(verso=jpeg(grey=91))
    made = card_sides.separate(session, scan, account.id)
    save_work(session, made, Work({"given_name": ("Zoé",)}, frozenset({"given_name"})))

    with pytest.raises(StepOvertakenError):
        undo_last(session, book.id, account.id)

    assert work_of(made) is not None


def test_what_was_typed_for_either_of_two_cards_that_become_one_stays(
    session, book, add_card, account
):
    verso, recto = add_card(recto=jpeg(grey=40)), add_card(recto=jpeg(grey=50))
    work = Work({"given_name": ("Zoé",)}, frozenset({"given_name"}))
    save_work(session, verso, work)

    card_sides.join_with(session, recto, verso.id, account.id)
    assert work_of(recto) == work
    assert recto.is_order_by_hand
    undo_last(session, book.id, account.id)

    assert (work_of(recto), work_of(verso)) == (None, work)
    assert not recto.is_order_by_hand


def test_what_was_said_of_two_cards_since_they_were_joined_stays(session, book, add_card, account):
    verso, recto = add_card(recto=jpeg(grey=40)), add_card(recto=jpeg(grey=50))
    card_sides.join_with(session, recto, verso.id, account.id)
    recto.event_id = build_event(session, book).id
    session.flush()
    event_id = recto.event_id

    undo_last(session, book.id, account.id)

    assert recto.event_id == event_id
    assert [side.side for side in recto.sides] == [Side.RECTO]


def test_two_cards_that_belong_together_become_one(session, book, add_card, account):
    verso, recto = add_card(recto=jpeg(grey=40)), add_card(recto=jpeg(grey=50))
    before = (state_of(verso), state_of(recto))

    card_sides.join_with(session, recto, verso.id, account.id)
    session.commit()

    assert [side.photo_id for side in recto.sides] == [
        before[1]["sides"][0][1],
        before[0]["sides"][0][1],
    ]
    assert recto.state is ScanState.WAITING
    assert [one.id for one in scans.list_scans(session, book.id)] == [recto.id]
    with pytest.raises(ConflictError):
        scans.restore_scan(session, verso)

    undo_last(session, book.id, account.id)
    session.commit()
    assert (state_of(verso), state_of(recto)) == before


def test_a_card_joined_to_another_is_still_the_same_scan_when_it_is_sent_again(
    session, book, store, add_card, account
):
    verso, recto = add_card(recto=jpeg(grey=40)), add_card(recto=jpeg(grey=50))
    card_sides.join_with(session, recto, verso.id, account.id)

    again, is_new = intake.create_scan(
        session,
        store,
        book.id,
        client_key=verso.client_key,
        recto=jpeg(grey=40),
        photo_limit_bytes=10**6,
    )

    assert (again.id, is_new) == (verso.id, False)
    assert again.state is ScanState.DISCARDED


def test_cards_that_cannot_be_one_are_not_joined(session, add_card, account, two_sided):
    one, other = add_card(), add_card()

    with pytest.raises(InvalidError):
        card_sides.join_with(session, one, one.id, account.id)
    with pytest.raises(InvalidError):
        card_sides.join_with(session, one, two_sided.id, account.id)
    with pytest.raises(ConflictError):
        card_sides.join_with(session, two_sided, one.id, account.id)
    with pytest.raises(NotFoundError):
        card_sides.join_with(session, one, 999_999, account.id)
    other.state = ScanState.REVIEWED
    session.flush()
    with pytest.raises(ConflictError):
        card_sides.join_with(session, one, other.id, account.id)


def test_what_was_typed_outlives_another_reading_and_its_undoing(session, book, two_sided, account):
    work = Work({"given_name": ("Zoé",), "email": ("zoe@example.com", "")}, frozenset({"email-0"}))
    save_work(session, two_sided, work)

    desk_steps.swap(session, two_sided, account.id)
    assert work_of(two_sided) == work
    undo_last(session, book.id, account.id)
    session.expire_all()

    assert work_of(two_sided) == work
    assert work_of(two_sided).as_form().getlist("email") == ["zoe@example.com", ""]


def test_an_empty_form_forgets_what_was_typed(session, add_card):
    scan = add_card()
    save_work(session, scan, Work({"given_name": ("Zoé",)}))
    save_work(session, scan, Work({}))

    assert work_of(scan) is None


@pytest.mark.parametrize(
    "work",
    [
        Work({"comment": ("x" * 100_001,)}),
        Work({f"field-{number}": ("",) for number in range(501)}),
        Work({"a": ("",) * 500}, frozenset({"a"})),
    ],
)
def test_more_than_a_form_can_hold_is_refused(session, add_card, work):
    with pytest.raises(InvalidError):
        save_work(session, add_card(), work)


@pytest.mark.parametrize("state", [ScanState.REVIEWED, ScanState.DISCARDED])
def test_work_that_comes_too_late_is_refused(session, add_card, state):
    scan = add_card(state=state)

    with pytest.raises(ConflictError):
        save_work(session, scan, Work({"given_name": ("Zoé",)}))
