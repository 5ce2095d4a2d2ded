"""Many people over the API: the list, searched and filtered, and what is done to many at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Annotated
from urllib.parse import parse_qsl

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from app.api.contact_shapes import ContactPage, ContactSummary
from app.batches import (
    MOST_CONTACTS,
    Act,
    Action,
    count_changed,
    get_batch,
    run_batch,
    undo_batch,
)
from app.contact_filters import LARGEST_PAGE, TEXT_LIMIT, ContactQuery, NextStep, Sort
from app.contact_list import Page, count_contacts, find_contact_ids, find_contacts
from app.db import DbSession
from app.deps import CurrentMember
from app.follow_ups import NewFollowUp, check_day
from app.models import LARGEST_ID, Batch, FollowUpKind, Stage
from app.tags import split_tags

router = APIRouter(tags=["contacts"])

_DAY = r"^(\d{4}-\d{2}-\d{2}|\d{1,4}d)?$"


class ListParameters(BaseModel):
    """The filters of a list; each narrows it."""

    model_config = ConfigDict(extra="ignore")

    q: str = Field("", max_length=TEXT_LIMIT, description="Each word must begin a word of it.")
    tag: list[str] = Field([], description="The contact has all of these.")
    event: int | None = Field(None, ge=1, le=LARGEST_ID, description="Met at this event.")
    stage: Stage | None = None
    organization: str = Field("", max_length=TEXT_LIMIT)
    place: str = Field("", max_length=TEXT_LIMIT, description="How an address's town begins.")
    met_from: str = Field("", pattern=_DAY, description='First met on this day or later; or "30d".')
    met_to: str = Field("", pattern=_DAY)
    last_before: str = Field(
        "", pattern=_DAY, description='Not heard of since this day; "90d" is ninety days ago.'
    )
    next_step: NextStep | None = None
    unreviewed: bool = False
    archived: bool = Field(default=False, description="Those that are archived, instead.")
    import_: int | None = Field(None, ge=1, le=LARGEST_ID, alias="import")
    sort: str = Field(
        Sort.NAME,
        pattern=f"^-?({'|'.join(Sort)})$",
        description='What it is ordered by; a "-" before it turns the order round.',
    )
    page: int = Field(1, ge=1, le=LARGEST_PAGE)
    exact: bool = Field(
        default=False, description="Count all that are found, however many: it may take longer."
    )

    def query(self) -> ContactQuery:
        """Give what the list is asked for."""
        texts = self.model_dump(
            by_alias=True, exclude_defaults=True, exclude={"exact"}, mode="json"
        )
        params: list[tuple[str, str]] = []
        for name, value in texts.items():
            values = value if isinstance(value, list) else [int(value) if value is True else value]
            params += [(name, str(each)) for each in values]
        return ContactQuery.from_params(params)


@router.get("/contacts")
def list_contacts(
    session: DbSession, member: CurrentMember, parameters: Annotated[ListParameters, Query()]
) -> ContactPage:
    """List or search contacts, fifty at a time."""
    today, query = member.today(), parameters.query()
    page = find_contacts(session, member.book_id, query, today=today)
    if parameters.exact and not page.is_counted:
        total = count_contacts(session, member.book_id, query, today=today)
        page = replace(page, total=total, is_counted=True)
    return _tell_page(page)


class BatchIn(BaseModel):
    """One thing to do to many contacts."""

    action: Action
    contacts: list[int] = Field([], max_length=MOST_CONTACTS, description="Whom: ids.")
    query: str | None = Field(
        None,
        max_length=2000,
        description='Or all that a list finds: what stands behind the "?" of its address.',
    )
    tags: list[str] = Field([], description="For tag and untag.")
    stage: Stage = Field(Stage.CONTACT, description="For stage.")
    due_on: date | None = Field(None, description="For follow-up.")
    kind: FollowUpKind = FollowUpKind.CALL
    text: str = Field("", max_length=TEXT_LIMIT)

    def act(self, today: date) -> Act:
        """Give what is to be done.

        Raises:
            InvalidDayError: If the day cannot be one of a follow-up.
        """
        step = None
        if self.due_on is not None:
            step = NewFollowUp(check_day(self.due_on, today), self.kind, self.text)
        return Act(self.action, tuple(split_tags(self.tags)), step, self.stage)


class BatchOut(BaseModel):
    """What was done to many contacts."""

    id: int
    action: Action
    contacts: int = Field(description="How many were changed: not those that were so already.")
    undone: bool


@router.post("/contacts/batches", status_code=201)
def start_batch(session: DbSession, member: CurrentMember, wanted: BatchIn) -> BatchOut:
    """Do one thing to many contacts, at most 5,000."""
    today, ids = member.today(), wanted.contacts
    if wanted.query is not None:
        query = ContactQuery.from_params(parse_qsl(wanted.query))
        ids = find_contact_ids(session, member.book_id, query, today=today, limit=MOST_CONTACTS + 1)
    batch = run_batch(session, member.book_id, ids, wanted.act(today), account_id=member.account.id)
    return _tell_batch(batch)


@router.post("/batches/{batch_id}/undos")
def take_back(session: DbSession, member: CurrentMember, batch_id: int) -> BatchOut:
    """Take a batch back; what was changed again since stays."""
    batch = get_batch(session, member.book_id, batch_id)
    undo_batch(session, batch, account_id=member.account.id)
    return _tell_batch(batch)


def _tell_batch(batch: Batch) -> BatchOut:
    return BatchOut(
        id=batch.id,
        action=Action(batch.action),
        contacts=count_changed(batch),
        undone=batch.undone_at is not None,
    )


def _tell_page(page: Page) -> ContactPage:
    return ContactPage(
        contacts=[
            ContactSummary(
                id=one.id,
                name=one.shown_name,
                title=one.title,
                organization=one.organization,
                version=one.version,
            )
            for one in page.people
        ],
        total=page.total,
        total_is_exact=page.is_counted,
        page=page.number,
        has_next=page.has_next,
    )
