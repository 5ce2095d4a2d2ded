"""A book with life in it: every state of a card, and a person with everything."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from app.contact_days import refresh_days
from app.contacts import change_stage, tag_contact
from app.models import (
    Contact,
    ContactAddress,
    ContactEmail,
    ContactLink,
    ContactPhone,
    ContactTag,
    FieldOutcome,
    FollowUpKind,
    Note,
    Outcome,
    Position,
    Scan,
    ScanState,
    Stage,
    now,
)
from drawn import DrawnCard
from ocr.contract import reading_to_json
from ocr.types import (
    CardSide,
    ContactGuess,
    Flaw,
    Handwriting,
    Line,
    LineRef,
    NameGuess,
    PhoneGuess,
    PhoneLabel,
    Proposal,
    ProposalKind,
    Reading,
    Remark,
    Side,
    SideQuality,
    TextGuess,
)
from tests.browser.cards import drawn, flat_jpeg
from tests.browser.desk import Desk
from tests.browser.imported import add_imports
from tests.builders import (
    build_contact,
    build_encounter,
    build_event,
    build_follow_up,
    build_photo,
    build_scan,
    build_tag,
    today,
)

SURE, DOUBTFUL = 0.97, 0.62


@dataclass(frozen=True, slots=True)
class Life:
    """Where to find what was put in the book."""

    ready_scan_id: int
    failed_scan_id: int
    waiting_scan_id: int
    discarded_scan_id: int
    contact_id: int
    bare_contact_id: int
    event_id: int
    mapping_import_id: int
    ready_import_id: int
    done_import_id: int


def reading_of(card: DrawnCard) -> Reading:
    """Give what a perfect reader would read on a drawn card, some of it doubtful."""
    sides = tuple(_side(card, side) for side in (Side.RECTO, Side.VERSO) if card.lines_of(side))
    first = (LineRef(Side.RECTO, 0),)
    name, fields = card.fields.name, card.fields
    contact = ContactGuess(
        name=NameGuess(name.full, name.given, name.family, "", "", SURE, first) if name else None,
        organization=TextGuess(fields.organization, SURE, first),
        title=TextGuess(fields.title or "Notaire", DOUBTFUL, first),
        emails=tuple(TextGuess(email, SURE, first) for email in fields.emails),
        phones=tuple(
            PhoneGuess(phone.value, phone.e164, phone.label, phone.extension, SURE, first)
            for phone in fields.phones
        ),
    )
    quad = ((10.0, 10.0), (200.0, 10.0), (200.0, 60.0), (10.0, 60.0))
    note = Handwriting("rappeler mardi", Side.VERSO, DOUBTFUL, quad, first)
    return Reading(contact, (note,), _proposals(), sides, remarks=(Remark.SIDES_SWAPPED,))


def _proposals() -> tuple[Proposal, ...]:
    """Give one of each form: a day known and not, somebody to meet, a mark, a doubtful tag."""
    return (
        Proposal(ProposalKind.CALL, "rappeler mardi", "2026-11-24", "", SURE, ()),
        Proposal(ProposalKind.REFERRAL, "connaît le directeur de la caisse", "", "", SURE, ()),
        Proposal(ProposalKind.SPARE_CARD, "2e carte pour l’imprimeur", "", "", SURE, ()),
        Proposal(ProposalKind.TAG, "prospect chaud", "", "prospect chaud", DOUBTFUL, ()),
    )


def _side(card: DrawnCard, side: Side) -> CardSide:
    picture = card.picture_of(side)
    height, width = picture.shape[:2]
    quad = ((0.0, 0.0), (float(width), 0.0), (float(width), float(height)), (0.0, float(height)))
    lines = tuple(
        Line(line.text, line.quad, SURE, handwritten=line.is_handwritten)
        for line in card.lines_of(side)
    )
    flaws = (Flaw.GLARE, Flaw.BLURRED) if side is Side.VERSO else ()
    quality = SideQuality(
        sharpness=3.1, glare_ratio=0.2, is_cut_off=False, text_height_px=21, light=0.6, flaws=flaws
    )
    return CardSide(side, np.asarray(picture), quad, is_found=True, lines=lines, quality=quality)


def furnish(desk: Desk) -> Life:
    """Put one of everything into the desk's book."""
    scans = {state: _add_scan(desk, number, state) for number, state in enumerate(ScanState)}
    contact_id = _add_person(desk, scans[ScanState.REVIEWED])
    event = build_event(desk.session, desk.book, goal=10, place="Hôtel des Essais")
    for scan in (scans[ScanState.READY], scans[ScanState.REVIEWED]):
        scan.event_id = event.id
    _add_outcomes(desk, scans[ScanState.REVIEWED])
    build_event(desk.session, desk.book, name="Club du jeudi")
    bare = build_contact(desk.session, desk.book, given_name="Ada", family_name="Sanslien")
    desk.session.commit()
    mapping, ready, done = add_imports(desk)
    return Life(
        ready_scan_id=scans[ScanState.READY].id,
        failed_scan_id=scans[ScanState.FAILED].id,
        waiting_scan_id=scans[ScanState.WAITING].id,
        discarded_scan_id=scans[ScanState.DISCARDED].id,
        contact_id=contact_id,
        bare_contact_id=bare.id,
        event_id=event.id,
        mapping_import_id=mapping.id,
        ready_import_id=ready.id,
        done_import_id=done.id,
    )


def _add_outcomes(desk: Desk, scan: Scan) -> None:
    """Say what its owner made of what was read of a card."""
    scan.reviewed_at = now()
    became = {"name": Outcome.RIGHT, "title": Outcome.CORRECTED, "addresses": Outcome.ADDED}
    desk.session.add_all(
        FieldOutcome(scan_id=scan.id, book_id=scan.book_id, field=part, outcome=outcome)
        for part, outcome in became.items()
    )


def _add_scan(desk: Desk, number: int, state: ScanState) -> Scan:
    is_read = state in (ScanState.READY, ScanState.REVIEWED)
    card = drawn(401 + number, verso="notes")
    scan = build_scan(
        desk.session,
        desk.book,
        desk.store,
        # A photo too damaged to be shown has a picture in its place.
        recto=flat_jpeg(card) if state is not ScanState.FAILED else flat_jpeg(card)[:40],
        verso=flat_jpeg(card, Side.VERSO),
        state=state,
        error_code="truncated_image" if state is ScanState.FAILED else None,
    )
    if is_read:
        note = build_photo(desk.session, desk.book, desk.store, flat_jpeg(card, Side.VERSO))
        scan.reading = reading_to_json(reading_of(card), "recto.jpg") | {"note_pictures": [note.id]}
        scan.card_number, scan.card_count = 1, 12
        for side in scan.sides:
            side.card_id = side.photo_id
    return scan


def _add_person(desk: Desk, scan: Scan) -> int:
    session, book = desk.session, desk.book
    contact = build_contact(session, book, title="Notaire", organization="Étude Testard inc.")
    own = {"book_id": book.id}
    contact.phones = [
        ContactPhone(value="514 555-0147", e164="", label=PhoneLabel.WORK, extension="12", **own)
    ]
    contact.emails = [ContactEmail(value="zoe@testard.example", **own)]
    contact.links = [ContactLink(service="", value="testard.example", **own)]
    contact.addresses = [ContactAddress(formatted="1, rue des Essais\nMontréal", **own)]
    picture = scan.sides[-1].photo_id
    contact.notes = [Note(text="rappeler mardi", side=Side.VERSO, picture_id=picture, **own)]
    tag = build_tag(session, book, "client")
    session.add(ContactTag(contact_id=contact.id, tag_id=tag.id, book_id=book.id))
    day = today()
    for days, kind in ((-3, FollowUpKind.CALL), (0, FollowUpKind.WRITE), (9, FollowUpKind.MEET)):
        build_follow_up(session, contact, due_on=day + timedelta(days=days), kind=kind)
    build_follow_up(session, contact, due_on=day, done_at=now(), kind=FollowUpKind.THANK)
    scan.contact_id = contact.id
    scan.reviewed_at = now()
    _add_past(desk, contact, scan)
    session.flush()
    return contact.id


def _add_past(desk: Desk, contact: Contact, scan: Scan) -> None:
    """Let them have met three times, have done something else before, and have been corrected."""
    club = build_event(desk.session, desk.book, name="Soirée des métiers", place="Rimouski")
    day = today()
    build_encounter(desk.session, contact, met_on=day, scan_id=scan.id)
    build_encounter(desk.session, contact, met_on=day - timedelta(days=40), event_id=club.id)
    build_encounter(
        desk.session,
        contact,
        met_on=day - timedelta(days=400),
        place="Café du coin",
        text="Parlé de son atelier",
    )
    desk.session.add(
        Position(
            book_id=desk.book.id,
            contact_id=contact.id,
            organization="Ébénisterie Exemple",
            title="Clerc",
            left_on=day - timedelta(days=200),
        )
    )
    refresh_days(desk.session, [contact.id])
    for names in (["client"], ["client", "voisin"], ["client"]):
        tag_contact(desk.session, contact, names, account_id=desk.account.id)
    change_stage(desk.session, contact, Stage.CONNECTION, account_id=desk.account.id)
