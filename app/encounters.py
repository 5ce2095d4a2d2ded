"""Encounters: the meetings with a person, at an event or not, and what cards say about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.contact_days import find_zone, refresh_days
from app.contact_values import one_line
from app.contacts import changing
from app.errors import InvalidError, NotFoundError
from app.models import LARGEST_ID, Contact, Encounter, Event, Scan, ScanState

PLACE_LIMIT = 200
TEXT_LIMIT = 500


@dataclass(frozen=True, slots=True)
class EncounterValues:
    """What a person says about an encounter."""

    met_on: date
    event_id: int | None = None
    """An event of the same book; the day is its day then, whatever is said."""
    place: str = ""
    text: str = ""


class InvalidEncounterError(InvalidError):
    """A value of an encounter cannot be kept."""

    def __init__(self, hint: str, field: str) -> None:
        """Raise.

        Args:
            hint: English msgid.
            field: Which value: met_on, place or text.
        """
        super().__init__(hint, code=f"invalid_{field}")
        self.field = field


def check_encounter(values: EncounterValues, today: date) -> EncounterValues:
    """Give back what is kept of an encounter.

    Raises:
        InvalidEncounterError: If a value cannot be kept.
    """
    place, text = one_line(values.place), one_line(values.text)
    if values.met_on.year < 1900:
        raise InvalidEncounterError("This is not a day one can have met on.", "met_on")
    if values.met_on > today:
        raise InvalidEncounterError(
            "This day is still to come. Plan a next step instead.", "met_on"
        )
    if len(place) > PLACE_LIMIT:
        raise InvalidEncounterError("The place is too long: at most 200 characters.", "place")
    if len(text) > TEXT_LIMIT:
        raise InvalidEncounterError("This is too long: at most 500 characters.", "text")
    return EncounterValues(values.met_on, values.event_id, place, text)


def read_met_on(text: str) -> date:
    """Read an ISO date as the day of an encounter.

    Raises:
        InvalidEncounterError: If it is no day.
    """
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise InvalidEncounterError("This is not a day one can have met on.", "met_on") from error


def add_encounter(
    session: Session,
    contact: Contact,
    *,
    met_on: date,
    event: Event | None = None,
    scan: Scan | None = None,
    place: str = "",
    text: str = "",
) -> Encounter:
    """Add a meeting with a contact, unless it is there: an event is one, and a card is one.

    Nothing is written into the history: see meet().

    Args:
        session: Not committed here.
        contact: Whom; flushed.
        met_on: The day.
        event: Where; of the same book.
        scan: The card that was given then.
        place: Where, in words.
        text: What is said about it.

    Returns:
        The encounter, or the one that was there, with what is said about it added.
    """
    known = _find_known(contact.encounters, event, scan)
    if known is not None:
        tell_more(known, scan.id if scan else None, place, text)
        return known
    encounter = Encounter(
        book_id=contact.book_id,
        contact_id=contact.id,
        met_on=met_on,
        event_id=event.id if event else None,
        scan_id=scan.id if scan else None,
        place=one_line(place)[:PLACE_LIMIT],
        text=one_line(text)[:TEXT_LIMIT],
    )
    session.add(encounter)
    _refresh(session, contact)
    return encounter


def tell_more(known: Encounter, scan_id: int | None, place: str, text: str) -> None:
    """Add to an encounter what is said of it once more: nothing that stands there goes."""
    known.scan_id = known.scan_id or scan_id
    known.place = known.place or one_line(place)[:PLACE_LIMIT]
    said = one_line(text)
    if said and said not in known.text:
        known.text = f"{known.text} · {said}".removeprefix(" · ")[:TEXT_LIMIT]


def _find_known(
    encounters: Sequence[Encounter], event: Event | None, scan: Scan | None
) -> Encounter | None:
    for one in encounters:
        if scan is not None and one.scan_id == scan.id:
            return one
        if event is not None and one.event_id == event.id:
            return one
    return None


def _refresh(session: Session, contact: Contact) -> None:
    session.flush()
    session.expire(contact, ["encounters"])
    refresh_days(session, [contact.id])


def day_of_scan(scan: Scan, zone: ZoneInfo) -> date:
    """Say on which day a card was given: that of its event, else that of the shot.

    Args:
        scan: With its event.
        zone: Where its owner lives: a card of the evening is not one of the day after in UTC.
    """
    return scan.event.held_on if scan.event else scan.taken_at.astimezone(zone).date()


def encounter_of(scan: Scan, zone: ZoneInfo) -> Encounter:
    """Make the encounter that a card stands for, without a contact yet."""
    return Encounter(
        book_id=scan.book_id,
        met_on=day_of_scan(scan, zone),
        event_id=scan.event_id,
        scan_id=scan.id,
        place="",
        text="",
    )


def find_given(encounters: Sequence[Encounter], scan: Scan) -> Encounter | None:
    """Find the encounter at which a card was given; several cards of one event share theirs."""
    return _find_known(encounters, scan.event, scan)


def meet_by_card(session: Session, contact: Contact, scan: Scan, *, account_id: int | None) -> None:
    """Write down that a contact gave a card; once for a card, and once for an event."""
    if find_given(contact.encounters, scan) is not None:
        return
    day = day_of_scan(scan, find_zone(session, scan.book_id, account_id))
    with changing(session, contact, account_id):
        add_encounter(session, contact, met_on=day, event=scan.event, scan=scan)


def meet(
    session: Session, contact: Contact, values: EncounterValues, *, account_id: int | None
) -> Encounter:
    """Add a meeting that a person tells of; the history says who.

    Args:
        session: Not committed here.
        contact: Whom.
        values: Checked.
        account_id: Who tells.

    Raises:
        NotFoundError: If the book has no such event.
    """
    event = _event_of(session, contact, values)
    with changing(session, contact, account_id):
        return add_encounter(
            session,
            contact,
            met_on=event.held_on if event else values.met_on,
            event=event,
            place=values.place,
            text=values.text,
        )


def _event_of(session: Session, contact: Contact, values: EncounterValues) -> Event | None:
    if values.event_id is None:
        return None
    event = session.get(Event, values.event_id) if values.event_id <= LARGEST_ID else None
    if event is None or event.book_id != contact.book_id:
        raise NotFoundError
    return event


def get_encounter(contact: Contact, encounter_id: int) -> Encounter:
    """Give an encounter of a contact.

    Raises:
        NotFoundError: If the contact has none such.
    """
    found = next((one for one in contact.encounters if one.id == encounter_id), None)
    if found is None:
        raise NotFoundError
    return found


def edit_encounter(
    session: Session,
    contact: Contact,
    encounter_id: int,
    values: EncounterValues,
    *,
    account_id: int | None,
) -> None:
    """Correct an encounter. One that is moved to an event that is there already becomes that one.

    Raises:
        NotFoundError: If the contact has no such encounter, or the book no such event.
    """
    event = _event_of(session, contact, values)
    with changing(session, contact, account_id):
        encounter = get_encounter(contact, encounter_id)
        others = [one for one in contact.encounters if one is not encounter]
        same = _find_known(others, event, None)
        encounter.event = event
        encounter.met_on = event.held_on if event else values.met_on
        encounter.place, encounter.text = values.place, values.text
        if same is not None:
            tell_more(encounter, same.scan_id, same.place, same.text)
            session.delete(same)
        _refresh(session, contact)


def delete_encounter(
    session: Session, contact: Contact, encounter_id: int, *, account_id: int | None
) -> None:
    """Remove an encounter that never was; undo brings it back.

    Raises:
        NotFoundError: If the contact has no such encounter.
    """
    with changing(session, contact, account_id):
        session.delete(get_encounter(contact, encounter_id))
        _refresh(session, contact)


def follow_scan(session: Session, scan: Scan, *, account_id: int | None) -> None:
    """Let the encounter of an accepted card follow the event that the card is said to be of now."""
    contact = scan.contact
    if contact is None or scan.state is not ScanState.REVIEWED:
        return
    own = next((one for one in contact.encounters if one.scan_id == scan.id), None)
    stays = _other_card(contact, scan, own)
    if own is None or stays is not None:
        with changing(session, contact, account_id):
            if own is not None and stays is not None:
                own.scan_id = stays.id
                session.flush()
            meet_by_card(session, contact, scan, account_id=account_id)
        return
    zone = find_zone(session, scan.book_id, account_id)
    values = EncounterValues(day_of_scan(scan, zone), scan.event_id, own.place, own.text)
    edit_encounter(session, contact, own.id, values, account_id=account_id)


def _other_card(contact: Contact, scan: Scan, encounter: Encounter | None) -> Scan | None:
    """Give another card of the contact that was given at the same event."""
    if encounter is None or encounter.event_id is None:
        return None
    others = (one for one in contact.scans if one.id != scan.id and one.event_id is not None)
    return next((one for one in others if one.event_id == encounter.event_id), None)


def follow_event(session: Session, event: Event, known_day: date) -> None:
    """Move the encounters of an event whose day was corrected along with it."""
    if event.held_on == known_day:
        return
    of_it = (Encounter.book_id == event.book_id, Encounter.event_id == event.id)
    contact_ids = session.scalars(select(Encounter.contact_id).where(*of_it)).all()
    session.execute(
        update(Encounter)
        .where(*of_it)
        .values(met_on=event.held_on)
        .execution_options(synchronize_session="fetch")
    )
    refresh_days(session, contact_ids)


def in_order(encounters: Sequence[Encounter]) -> list[Encounter]:
    """Give the meetings of a contact, the latest first."""
    return sorted(encounters, key=lambda one: (one.met_on, one.id or 0), reverse=True)


def last_encounter(contact: Contact) -> Encounter | None:
    """Give the latest meeting with a contact; None for one who was never met."""
    return next(iter(in_order(contact.encounters)), None)
