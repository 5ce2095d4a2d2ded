"""Many people over the API: the list, searched and filtered."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from app.api.contact_shapes import ContactPage, ContactSummary
from app.contact_filters import LARGEST_PAGE, TEXT_LIMIT, ContactQuery, NextStep, Sort
from app.contact_list import Page, find_contacts
from app.db import DbSession
from app.deps import CurrentMember
from app.models import LARGEST_ID, Stage

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
    sort: Sort = Sort.NAME
    page: int = Field(1, ge=1, le=LARGEST_PAGE)

    def query(self) -> ContactQuery:
        """Give what the list is asked for."""
        texts = self.model_dump(by_alias=True, exclude_defaults=True, mode="json")
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
    today = member.today()
    return _tell_page(find_contacts(session, member.book_id, parameters.query(), today=today))


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
        page=page.number,
        has_next=page.has_next,
    )
