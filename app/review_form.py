"""The review's form: what was read, as values to correct, each with its place on the card."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

import phonenumbers

from app.contact_values import (
    AddressValue,
    ContactValues,
    LinkValue,
    PhoneValue,
    clean_address,
    clean_email,
    clean_link,
    clean_phone,
    clean_values,
    values_of,
)
from app.doubts import DOUBTFUL_BELOW
from app.drafts import Draft, draft_of
from app.follow_ups import NewFollowUp
from app.i18n import mark
from app.meetings import Meeting, meeting_of
from app.models import Contact, Scan, ScanSide
from app.suggestions import Suggestion, suggest
from ocr.contract import StoredReading, StoredSide, reading_from_json
from ocr.flaws import HINTS
from ocr.types import AddressGuess, ContactGuess, LineRef, PhoneGuess, Quad, Remark, Side

REMARKS = {
    Remark.NO_CARD_FOUND: mark("No card’s edge was found in the photo: it was read as a whole."),
    Remark.NO_TEXT_FOUND: mark("No text was found on this card. Type in what you see."),
    Remark.SIDES_SWAPPED: mark("The two sides came in the wrong order; they were put right."),
    Remark.SEVERAL_ADDRESSES: mark("Several addresses were found: the first is taken as the main."),
    Remark.SEVERAL_PEOPLE: mark("Several people are named: the first is taken as the contact."),
    Remark.OTHER_ALPHABET: mark(
        "A part is in another alphabet: what is in Latin letters was taken."
    ),
}


class Evidence(Protocol):
    """What every guess has."""

    @property
    def confidence(self) -> float:
        """Probability that the guess is right, [0, 1]."""

    @property
    def lines(self) -> tuple[LineRef, ...]:
        """The lines it came from."""


@dataclass(frozen=True, slots=True)
class Hint:
    """Where a value of the form came from, for the eye that checks it."""

    confidence: float
    refs: tuple[str, ...]
    """The card's lines that it was read from: "recto-0", "verso-2"..."""
    text: str
    """What stands on those lines, as read."""
    is_doubtful: bool
    is_theirs: bool = False
    """Whether a person typed or confirmed it: no reading changes it."""
    read_now: str = ""
    """What the latest reading says instead of what is theirs; "" when it says the same."""


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line's place on a card's picture."""

    ref: str
    points: str
    """Corners in the picture's pixels, as SVG writes them: "x,y x,y x,y x,y"."""
    text: str
    is_handwritten: bool


@dataclass(frozen=True, slots=True)
class ShownSide:
    """A side of the card beside the form."""

    side: Side
    picture_id: int
    """The flattened card, or the photo when there is none."""
    photo_id: int
    size_px: tuple[int, int] | None
    """Width and height of the flattened card; None when the photo is shown."""
    lines: tuple[ShownLine, ...]
    quad: tuple[float, ...] = ()
    """Where the card lies in its photo: x and y of its four corners; () when nobody knows."""
    flaw_hints: tuple[str, ...] = ()
    """What to do better in another photo of this side: English message ids."""


@dataclass(frozen=True, slots=True)
class ShownNote:
    """Handwriting beside its picture."""

    index: int
    """Of the note in the reading; -1 for one that was kept before."""
    picture_id: int
    side: Side
    text: str
    hint: Hint | None


@dataclass(frozen=True, slots=True)
class ReviewForm:
    """Everything that the review screen shows of a scan."""

    values: ContactValues
    hints: dict[str, Hint]
    """By field of the form: "given_name", "email-0"... Values that nobody read have none."""
    sides: tuple[ShownSide, ...]
    notes: tuple[ShownNote, ...]
    remarks: tuple[str, ...]
    """English message ids."""
    suggestions: tuple[Suggestion, ...] = ()
    """Of the notes, for a card that was never accepted."""
    tags: tuple[str, ...] = ()
    next_step: NewFollowUp | None = None
    """What its owner said right after the shot, for a card that was never accepted."""
    met: Meeting | None = None
    """Where and when the card was given."""
    version: int | None = None
    """Of the contact that is being corrected; None for a card that was never accepted."""
    touched: tuple[str, ...] = ()
    """The fields of the form that a person typed or confirmed."""


def build_form(scan: Scan, region: str, today: date) -> ReviewForm:
    """Turn a scan into the form that is shown beside its card.

    Args:
        scan: Ready or failed, with its sides; its contact when it was accepted before.
        region: Country of telephone numbers that name none.
        today: The day it is for this person.

    Returns:
        The guesses as values with what its owner said about the card right after the shot, or
        what a person accepted of this card before.
    """
    reading = reading_from_json(scan.reading) if scan.reading else None
    contact = contact_of(scan)
    draft = draft_of(scan.draft) if contact is None else Draft()
    if contact is not None:
        values = values_of(contact)
    else:
        values = _guessed_values(reading.contact, region) if reading else ContactValues()
        values = replace(values, has_spare_card=draft.has_spare_card)
    return ReviewForm(
        values=values,
        hints=build_hints(scan, values, region, is_confirmed=contact is not None),
        sides=tuple(_shown_sides(scan, reading)),
        notes=tuple(_shown_notes(scan, reading, contact)),
        remarks=tuple(REMARKS[remark] for remark in reading.remarks) if reading else (),
        suggestions=suggest(reading.proposals, today) if reading and not contact else (),
        tags=tuple(tag.name for tag in contact.tags) if contact else draft.tags,
        next_step=draft.follow_up,
        met=meeting_of(scan),
        version=contact.version if contact else None,
    )


def contact_of(scan: Scan) -> Contact | None:
    """Give the contact that a scan was accepted as, unless it was deleted."""
    contact = scan.contact
    return contact if contact is not None and contact.deleted_at is None else None


def read_values_of(scan: Scan, region: str) -> ContactValues:
    """Give what was read of a scan as the values of a contact; empty ones when nothing was."""
    if not scan.reading:
        return ContactValues()
    return _guessed_values(reading_from_json(scan.reading).contact, region)


def _guessed_values(guess: ContactGuess, region: str) -> ContactValues:
    name = guess.name
    links = [LinkValue(url.value) for url in guess.urls]
    links += [LinkValue(profile.value, profile.service) for profile in guess.social]
    values = ContactValues(
        given_name=name.given if name else "",
        family_name=name.family if name else "",
        prefix=name.prefix if name else "",
        suffix=name.suffix if name else "",
        full_name=name.full if name else "",
        organization=guess.organization.value if guess.organization else "",
        department=guess.department.value if guess.department else "",
        title=guess.title.value if guess.title else "",
        emails=tuple(email.value for email in guess.emails),
        phones=tuple(_guessed_phone(phone, region) for phone in guess.phones),
        links=tuple(links),
        addresses=tuple(_guessed_address(address) for address in guess.addresses),
    )
    return clean_values(values, region)


def _guessed_phone(phone: PhoneGuess, region: str) -> PhoneValue:
    shown = PhoneValue(phone.value, phone.label, phone.extension)
    if phone.e164 and clean_phone(shown, region).e164 != phone.e164:
        # The card's own country says more than the book's: write the number so that it is kept.
        parsed = phonenumbers.parse(phone.e164)
        style = phonenumbers.PhoneNumberFormat.INTERNATIONAL
        return replace(shown, value=phonenumbers.format_number(parsed, style))
    return shown


def _guessed_address(address: AddressGuess) -> AddressValue:
    return AddressValue(
        formatted=address.formatted,
        street=address.street,
        postcode=address.postcode,
        locality=address.locality,
        region=address.region,
        country=address.country,
    )


def build_hints(
    scan: Scan, values: ContactValues, region: str, *, is_confirmed: bool = False
) -> dict[str, Hint]:
    """Say of each value of a form where on the card it was read; typed values get no hint.

    Args:
        scan: With its reading, if it has one.
        values: Of the form, which may have been corrected.
        region: Country of telephone numbers that name none.
        is_confirmed: True when a person has accepted these values: none is doubtful then.
    """
    if not scan.reading:
        return {}
    reading = reading_from_json(scan.reading)
    found = {
        **_text_evidence(reading.contact, values, region),
        **_row_evidence(reading.contact, values, region),
    }
    return {
        name: _hint(reading, evidence, is_confirmed=is_confirmed)
        for name, evidence in found.items()
    }


def _text_evidence(guess: ContactGuess, values: ContactValues, region: str) -> dict[str, Evidence]:
    guessed = _guessed_values(guess, region)
    sources: dict[str, Evidence | None] = {
        "given_name": guess.name,
        "family_name": guess.name,
        "prefix": guess.name,
        "suffix": guess.name,
        "organization": guess.organization,
        "department": guess.department,
        "title": guess.title,
    }
    return {
        name: evidence
        for name, evidence in sources.items()
        if evidence is not None
        and getattr(values, name)
        and getattr(values, name) == getattr(guessed, name)
    }


def _row_evidence(guess: ContactGuess, values: ContactValues, region: str) -> dict[str, Evidence]:
    emails = {clean_email(email.value): email for email in guess.emails}
    phones = {
        clean_phone(_guessed_phone(phone, region), region).value: phone for phone in guess.phones
    }
    links: dict[str, Evidence] = {clean_link(LinkValue(url.value)).value: url for url in guess.urls}
    links |= {clean_link(LinkValue(one.value)).value: one for one in guess.social}
    addresses = {
        clean_address(_guessed_address(address)).formatted: address for address in guess.addresses
    }
    # By what is written alone: a number keeps its place when only its label was corrected.
    rows: tuple[tuple[str, Sequence[str], Mapping[str, Evidence]], ...] = (
        ("email", values.emails, emails),
        ("phone", [phone.value for phone in values.phones], phones),
        ("link", [link.value for link in values.links], links),
        ("address", [address.formatted for address in values.addresses], addresses),
    )
    return {
        f"{name}-{index}": known[written]
        for name, current, known in rows
        for index, written in enumerate(current)
        if written in known
    }


def _hint(reading: StoredReading, evidence: Evidence, *, is_confirmed: bool = False) -> Hint:
    texts = {
        f"{side.side}-{index}": line.text
        for side in reading.sides
        for index, line in enumerate(side.lines)
    }
    refs = [f"{ref.side}-{ref.line}" for ref in evidence.lines]
    known = tuple(ref for ref in refs if ref in texts)
    return Hint(
        confidence=evidence.confidence,
        refs=known,
        text=" ".join(texts[ref] for ref in known),
        is_doubtful=not is_confirmed and evidence.confidence < DOUBTFUL_BELOW,
    )


def _shown_sides(scan: Scan, reading: StoredReading | None) -> Iterator[ShownSide]:
    read = {side.side: side for side in reading.sides} if reading else {}
    for side in scan.sides:
        was_read = read.get(side.side) if side.card_id is not None else None
        lines = was_read.lines if was_read else ()
        yield ShownSide(
            side=side.side,
            picture_id=side.card_id or side.photo_id,
            photo_id=side.photo_id,
            size_px=was_read.size_px if was_read else None,
            lines=tuple(
                ShownLine(f"{side.side}-{index}", _points(line.quad), line.text, line.handwritten)
                for index, line in enumerate(lines)
            ),
            quad=_corners(side, was_read),
            flaw_hints=_flaw_hints(was_read),
        )


def _corners(side: ScanSide, was_read: StoredSide | None) -> tuple[float, ...]:
    if side.card_quad is not None:
        return tuple(round(number, 1) for corner in side.card_quad for number in corner)
    if was_read is None or not was_read.is_found:
        return ()
    return tuple(round(number, 1) for corner in was_read.quad for number in corner)


def _flaw_hints(side: StoredSide | None) -> tuple[str, ...]:
    if side is None or side.quality is None:
        return ()
    return tuple(HINTS[flaw] for flaw in side.quality.flaws)


def _points(quad: Quad) -> str:
    return " ".join(f"{x:.0f},{y:.0f}" for x, y in quad)


def _shown_notes(
    scan: Scan, reading: StoredReading | None, contact: Contact | None
) -> Iterator[ShownNote]:
    pictures = (scan.reading or {}).get("note_pictures", ())
    read = dict(zip(pictures, reading.handwriting if reading else (), strict=False))
    if contact is not None:
        # Accepted before: the notes that were kept, as they were corrected.
        for kept in contact.notes:
            if kept.scan_id == scan.id and kept.picture_id is not None:
                known = read.get(kept.picture_id)
                hint = _hint(reading, known, is_confirmed=True) if reading and known else None
                yield ShownNote(-1, kept.picture_id, kept.side, kept.text, hint)
        return
    for index, (picture_id, note) in enumerate(read.items()):
        assert reading is not None
        yield ShownNote(index, picture_id, note.side, note.text, _hint(reading, note))
