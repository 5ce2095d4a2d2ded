"""The steps of a review over the API: what is done to a card of the inbox, and undoing it."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, Field

from app import card_corners, card_sides, desk_steps, review_steps
from app.api.scans import ScanInPath, ScanOut, tell_scan
from app.db import DbSession
from app.deps import CurrentMember, CurrentPhotoStore
from app.errors import answer_error
from app.review_work import WINDOW_LIMIT, Work, save_work
from ocr.types import Side

router = APIRouter(tags=["scans"])


class CutIn(BaseModel):
    """Where a card lies in the photo of one of its sides."""

    side: Side
    quad: list[list[float]] = Field(
        description="Four [x, y] in the photo's pixels, clockwise from the card's top left.",
        min_length=4,
        max_length=4,
    )


class TurnIn(BaseModel):
    """How to turn one side of a card."""

    side: Side
    quarters: int = Field(default=1, description="Quarter turns clockwise.", ge=1, le=3)


class JoinIn(BaseModel):
    """Which card is the other side of a card."""

    other_id: int


class UndoIn(BaseModel):
    """Which step to take back."""

    step_id: int | None = Field(default=None, description="Default: the last one.")


class WorkIn(BaseModel):
    """A review's form as a person left it."""

    fields: dict[str, list[str]] = Field(
        default={}, description="The texts of each field of the page's form, by its name."
    )
    touched: list[str] = Field(
        default=[], description="The values that a person typed or confirmed."
    )
    window: str = Field(
        default="", max_length=WINDOW_LIMIT, description="What the window calls itself."
    )
    seen: str | None = Field(
        default=None,
        max_length=WINDOW_LIMIT,
        description="The page's stamp of what was kept when it opened. With it, 409 says that "
        "another window kept something else since.",
    )

    def as_work(self) -> Work:
        """Give it in the form that is kept with the scan."""
        fields = {name: tuple(texts) for name, texts in self.fields.items()}
        return Work(fields, frozenset(self.touched), self.window)


@router.post("/scans/{scan_id}/set-asides")
def set_aside(session: DbSession, member: CurrentMember, scan: ScanInPath) -> ScanOut:
    """Show a card after all the others."""
    desk_steps.set_aside(session, scan, member.account.id)
    return tell_scan(scan)


@router.post("/scans/{scan_id}/take-ups")
def take_up(session: DbSession, member: CurrentMember, scan: ScanInPath) -> ScanOut:
    """Put a card that was set aside back in its place."""
    desk_steps.take_up(session, scan, member.account.id)
    return tell_scan(scan)


@router.post("/scans/{scan_id}/discards")
def discard_scan(session: DbSession, member: CurrentMember, scan: ScanInPath) -> ScanOut:
    """Take a scan out of the inbox."""
    desk_steps.discard(session, scan, member.account.id)
    return tell_scan(scan)


@router.post("/scans/{scan_id}/swaps")
def swap_sides(session: DbSession, member: CurrentMember, scan: ScanInPath) -> ScanOut:
    """Make the recto the verso and the other way round; the card is read again."""
    desk_steps.swap(session, scan, member.account.id)
    return tell_scan(scan)


@router.post("/scans/{scan_id}/retries")
def retry_scan(session: DbSession, member: CurrentMember, scan: ScanInPath) -> ScanOut:
    """Read a card once more."""
    desk_steps.read_card_again(session, scan, member.account.id)
    return tell_scan(scan)


@router.post("/scans/{scan_id}/cuts")
def cut_card(session: DbSession, member: CurrentMember, scan: ScanInPath, where: CutIn) -> ScanOut:
    """Cut a side out of its photo where a person says it lies; the card is read again."""
    corners = card_corners.read_quad(" ".join(str(number) for x in where.quad for number in x))
    card_corners.cut(session, scan, where.side, corners, member.account.id)
    return tell_scan(scan)


@router.post("/scans/{scan_id}/turns")
def turn_card(
    session: DbSession,
    member: CurrentMember,
    store: CurrentPhotoStore,
    scan: ScanInPath,
    how: TurnIn,
) -> ScanOut:
    """Turn a side of a card; the card is read again."""
    card_corners.turn(session, store, scan, how.side, how.quarters, member.account.id)
    return tell_scan(scan)


@router.post("/scans/{scan_id}/separations", status_code=201)
def separate_sides(session: DbSession, member: CurrentMember, scan: ScanInPath) -> ScanOut:
    """Make the verso a card of its own, which is given back; both are read again."""
    return tell_scan(card_sides.separate(session, scan, member.account.id))


@router.post("/scans/{scan_id}/joins-with")
def join_with(
    session: DbSession, member: CurrentMember, scan: ScanInPath, joined: JoinIn
) -> ScanOut:
    """Make another card of the inbox the verso of this one, which is read again.

    Two cards that are joined already stay so.
    """
    card_sides.join_with(session, scan, joined.other_id, member.account.id)
    return tell_scan(scan)


@router.delete("/scans/{scan_id}/joins-with/{other_id}")
def take_join_back(
    session: DbSession, member: CurrentMember, scan: ScanInPath, other_id: int
) -> ScanOut:
    """Make the verso the card of its own that it was before it was joined.

    Where nothing is joined, nothing changes. 409 says that the card was changed since.
    """
    card_sides.take_join_back(session, scan, other_id, member.account.id)
    return tell_scan(scan)


@router.put("/scans/{scan_id}/work", status_code=204)
def keep_work(session: DbSession, scan: ScanInPath, work: WorkIn) -> Response:
    """Keep what a person typed for a card and has not accepted yet."""
    save_work(session, scan, work.as_work(), seen=work.seen)
    return Response(status_code=204)


@router.post("/steps/undo", response_model=ScanOut)
def undo_step(
    request: Request, session: DbSession, member: CurrentMember, which: UndoIn | None = None
) -> ScanOut | Response:
    """Take back the last step of a review; the scan as it was before is given back.

    409 says that what the step did was changed since; the next call goes on to the step before it.
    """
    step_id = which.step_id if which else None
    try:
        scan = review_steps.undo_last(session, member.book_id, member.account.id, step_id)
    except review_steps.StepOvertakenError as error:
        review_steps.give_up_step(session, error.step_id)
        return answer_error(request, error)
    return tell_scan(scan)
