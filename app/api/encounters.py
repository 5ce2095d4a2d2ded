"""Meetings with people over the API, and how deep a tie is."""

from __future__ import annotations

from datetime import date

from fastapi import APIRouter
from pydantic import BaseModel, Field

from app import encounters
from app.api.contact_shapes import ContactOut, EncounterOut, tell_contact, tell_encounter
from app.api.contacts import ContactInPath
from app.contacts import change_stage
from app.db import DbSession
from app.deps import CurrentMember, Member
from app.encounters import EncounterValues
from app.models import Stage

router = APIRouter(tags=["encounters"])


class EncounterIn(BaseModel):
    """A meeting with a person."""

    met_on: date = Field(description="Not a day to come; at an event, the event's own is taken.")
    event_id: int | None = Field(default=None, description="An event of the book.")
    place: str = Field(default="", max_length=encounters.PLACE_LIMIT)
    text: str = Field(default="", max_length=encounters.TEXT_LIMIT)

    def values(self, member: Member) -> EncounterValues:
        """Give what is kept of it.

        Raises:
            InvalidEncounterError: If the day cannot be one of a meeting.
        """
        values = EncounterValues(self.met_on, self.event_id, self.place, self.text)
        return encounters.check_encounter(values, member.today())


class EncounterList(BaseModel):
    """The meetings with a person, the latest first."""

    encounters: list[EncounterOut]


class StageIn(BaseModel):
    """How deep a tie is to be."""

    stage: Stage


@router.get("/contacts/{contact_id}/encounters")
def list_encounters(contact: ContactInPath) -> EncounterList:
    """List the meetings with a contact."""
    found = encounters.in_order(contact.encounters)
    return EncounterList(encounters=[tell_encounter(one) for one in found])


@router.post("/contacts/{contact_id}/encounters", status_code=201)
def add_encounter(
    session: DbSession, member: CurrentMember, contact: ContactInPath, new: EncounterIn
) -> EncounterOut:
    """Add a meeting with a contact; one at the same event is the one that is there."""
    added = encounters.meet(session, contact, new.values(member), account_id=member.account.id)
    return tell_encounter(added)


@router.put("/contacts/{contact_id}/encounters/{encounter_id}")
def save_encounter(
    session: DbSession,
    member: CurrentMember,
    contact: ContactInPath,
    encounter_id: int,
    wanted: EncounterIn,
) -> EncounterOut:
    """Correct a meeting; moved to an event that they met at already, it becomes that one."""
    encounters.get_encounter(contact, encounter_id)
    values = wanted.values(member)
    encounters.edit_encounter(session, contact, encounter_id, values, account_id=member.account.id)
    return tell_encounter(encounters.get_encounter(contact, encounter_id))


@router.delete("/contacts/{contact_id}/encounters/{encounter_id}", status_code=204)
def delete_encounter(
    session: DbSession, member: CurrentMember, contact: ContactInPath, encounter_id: int
) -> None:
    """Remove a meeting that never was."""
    encounters.delete_encounter(session, contact, encounter_id, account_id=member.account.id)


@router.put("/contacts/{contact_id}/stage")
def save_stage(
    session: DbSession, member: CurrentMember, contact: ContactInPath, wanted: StageIn
) -> ContactOut:
    """Say how deep the tie with a contact is."""
    change_stage(session, contact, wanted.stage, account_id=member.account.id)
    return tell_contact(contact)
