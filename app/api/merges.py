"""The same person over the API: who may be whom, merging, and parting again."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, Field

from app import merging, parting
from app.api.contacts import ContactInPath
from app.contact_values import values_of
from app.contacts import get_contact
from app.db import DbSession
from app.deps import CurrentMember, CurrentSettings
from app.duplicates import load_pairs
from app.matching import Match, ReasonKind, find_matches
from app.matching.pairs import keep_apart
from app.merged_values import Choice, ChosenPart
from app.models import LARGEST_ID, Merge

router = APIRouter(tags=["contacts"])


class ReasonOut(BaseModel):
    """Why two contacts may be one person."""

    kind: ReasonKind
    text: str = Field(description="In English.")


class MatchOut(BaseModel):
    """A contact that may be the same person."""

    contact_id: int
    probability: float = Field(description="That it is, from 0 to 1.")
    reasons: list[ReasonOut]


class MatchList(BaseModel):
    """The likeliest first."""

    matches: list[MatchOut]


class PairOut(BaseModel):
    """Two contacts that may be one person; the first is the one to keep."""

    contact_ids: tuple[int, int]
    probability: float
    reasons: list[ReasonOut]


class PairList(BaseModel):
    """One page of the pairs of the book."""

    pairs: list[PairOut]
    total: int
    page: int
    waiting: int = Field(description="Contacts that are not compared yet: ask again for more.")


class MergeIn(BaseModel):
    """Which contact becomes a part of the one in the path."""

    gone_id: int = Field(ge=1, le=LARGEST_ID)
    choices: dict[ChosenPart, Choice] = Field(
        default={}, description='Whose value of a part: "kept" or "gone".'
    )


class MergeOut(BaseModel):
    """Two contacts that are one."""

    id: int
    kept_id: int
    gone_id: int
    made_at: datetime


class PartedOut(BaseModel):
    """Two contacts that are two again."""

    kept_id: int
    gone_id: int
    left: list[str] = Field(
        description="Parts of the kept one that were changed since, and stay as they are."
    )


class DistinctionIn(BaseModel):
    """Who is somebody else than the contact in the path."""

    other_id: int = Field(ge=1, le=LARGEST_ID)


def find_merge(merge_id: int, session: DbSession, member: CurrentMember) -> Merge:
    """Give the merge in the path, if it is of the member's book."""
    return merging.get_merge(session, member.book_id, merge_id)


MergeInPath = Annotated[Merge, Depends(find_merge, scope="function")]


def _reasons(match: Match) -> list[ReasonOut]:
    return [ReasonOut(kind=one.kind, text=one.text) for one in match.reasons]


@router.get("/contacts/{contact_id}/matches")
def list_matches(session: DbSession, member: CurrentMember, contact: ContactInPath) -> MatchList:
    """List the contacts that may be the same person."""
    found = find_matches(session, member.book_id, values_of(contact), exclude=[contact.id])
    return MatchList(
        matches=[
            MatchOut(contact_id=one.contact_id, probability=one.probability, reasons=_reasons(one))
            for one in found
        ]
    )


@router.get("/duplicates")
def list_duplicates(
    session: DbSession, member: CurrentMember, page: Annotated[int, Query(ge=1, le=100_000)] = 1
) -> PairList:
    """List the pairs of the book that may be one person, the likeliest first."""
    found = load_pairs(session, member.book_id, page)
    return PairList(
        pairs=[
            PairOut(
                contact_ids=(pair.kept.id, pair.gone.id),
                probability=pair.match.probability,
                reasons=_reasons(pair.match),
            )
            for pair in found.pairs
        ],
        total=found.total,
        page=found.number,
        waiting=found.waiting,
    )


@router.post("/contacts/{contact_id}/merges", status_code=201)
def merge_contacts(
    session: DbSession,
    member: CurrentMember,
    settings: CurrentSettings,
    contact: ContactInPath,
    wanted: MergeIn,
) -> MergeOut:
    """Make another contact a part of this one; the same again gives the same merge."""
    gone = get_contact(session, member.book_id, wanted.gone_id, even_deleted=True)
    merge = merging.merge_contacts(
        session,
        contact,
        gone,
        account_id=member.account.id,
        region=settings.default_region,
        choices={str(part): who for part, who in wanted.choices.items()},
    )
    return MergeOut(
        id=merge.id, kept_id=merge.kept_id, gone_id=merge.gone_id, made_at=merge.made_at
    )


@router.post("/merges/{merge_id}/undos")
def undo_merge(session: DbSession, member: CurrentMember, merge: MergeInPath) -> PartedOut:
    """Part two merged contacts again, for good; twice is once."""
    parted = parting.undo_merge(session, merge, account_id=member.account.id)
    return PartedOut(kept_id=parted.kept.id, gone_id=parted.gone.id, left=list(parted.left))


@router.post("/contacts/{contact_id}/distinctions", status_code=204)
def tell_apart(
    session: DbSession, member: CurrentMember, contact: ContactInPath, wanted: DistinctionIn
) -> None:
    """Keep in mind that two contacts are two people; they are not proposed again."""
    other = get_contact(session, member.book_id, wanted.other_id)
    keep_apart(session, contact, other, account_id=member.account.id)
