"""The review: a person accepts what was read, corrected, and it becomes a contact.

Nothing that was read is a contact before a person accepts it, and what a person accepted is never
changed by reading the card again.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.accept_steps import look_before, record_accept
from app.contact_days import find_zone
from app.contact_values import ContactValues, check_values, several_lines, values_of
from app.contacts import (
    NOTE_LIMIT,
    ContactChangedError,
    create_contact,
    edit_note,
    tag_contact,
    update_contact,
)
from app.encounters import encounter_of, meet_by_card
from app.errors import ConflictError
from app.follow_ups import NewFollowUp, add_follow_up
from app.history import take_snapshot
from app.models import Contact, Note, Scan, ScanState, now
from app.review_form import contact_of
from app.same_person import SamePerson, join, keep_distinct
from app.scans import lock_scan
from ocr.types import Side


@dataclass(frozen=True, slots=True)
class Review:
    """What a person accepts."""

    values: ContactValues
    tags: tuple[str, ...] = ()
    notes: tuple[tuple[int, str], ...] = ()
    """The note pictures to keep, each with its text."""
    follow_ups: tuple[NewFollowUp, ...] = ()
    version: int | None = None
    """Of the contact, when the card was accepted before and is being corrected."""
    same: SamePerson | None = None
    """The known person that this card is of; None for somebody new."""
    distinct: tuple[int, ...] = ()
    """Contacts that look like the person and are somebody else."""


class NotReadyError(ConflictError):
    """The scan is waiting, being read, or discarded: there is nothing to accept."""

    code = "scan_not_ready"
    hint = "This card is being read again, or was discarded. Nothing was saved."


def accept_review(
    session: Session, scan: Scan, review: Review, *, account_id: int | None, region: str
) -> Contact:
    """Make a scan a contact, or correct the contact that it was accepted as before.

    Accepting the same again gives the same contact; nothing is added twice.

    Args:
        session: Not committed here.
        scan: Ready or failed.
        review: What the person accepts.
        account_id: Who accepts.
        region: Country of telephone numbers that name none.

    Raises:
        InvalidContactError: If some values cannot be kept.
        ContactChangedError: If another tab accepted other values first, or changed the contact.
        NotReadyError: If the scan is waiting, being read or discarded.
    """
    checked = check_values(review.values, region)
    lock_scan(session, scan)
    session.expire(scan, ["contact"])
    contact = contact_of(scan)
    if scan.state is ScanState.REVIEWED:
        return _accepted_before(contact, checked, review)
    if scan.state not in (ScanState.READY, ScanState.FAILED):
        raise NotReadyError
    before = look_before(session, scan)
    is_new = contact is None
    if contact is None:
        contact = create_contact(
            session,
            scan.book_id,
            checked,
            account_id=account_id,
            region=region,
            tags=review.tags,
            notes=_new_notes(scan, review),
            encounters=[encounter_of(scan, find_zone(session, scan.book_id, account_id))],
        )
    else:
        _correct(session, scan, contact, review, account_id=account_id, region=region)
        meet_by_card(session, contact, scan, account_id=account_id)
    for follow_up in review.follow_ups:
        add_follow_up(session, contact, follow_up, account_id=account_id)
    scan.contact_id = contact.id
    scan.state = ScanState.REVIEWED
    scan.reviewed_at = now()
    session.flush()
    keep_distinct(session, contact, review.distinct, account_id=account_id)
    made, merge = take_snapshot(contact) if is_new else None, None
    if is_new and review.same is not None:
        merge = join(session, scan, contact, review.same, account_id=account_id, region=region)
    record_accept(
        session,
        scan,
        contact,
        before,
        account_id=account_id,
        region=region,
        made=made,
        merge=merge,
    )
    if merge is not None:
        contact = session.get_one(Contact, merge.kept_id)
    session.expire(scan, ["contact"])
    session.expire(contact, ["scans"])
    return contact


def _accepted_before(contact: Contact | None, checked: ContactValues, review: Review) -> Contact:
    if contact is None:
        raise NotReadyError  # it was accepted, and its contact deleted since
    if review.same is not None and review.same.contact_id == contact.id:
        return contact
    if values_of(contact) != checked:
        raise ContactChangedError(contact, checked)
    return contact


def _new_notes(scan: Scan, review: Review) -> list[Note]:
    sides = _note_sides(scan)
    return [
        Note(
            book_id=scan.book_id,
            scan_id=scan.id,
            side=sides[picture_id],
            text=several_lines(text)[:NOTE_LIMIT],
            picture_id=picture_id,
        )
        for picture_id, text in review.notes
        if picture_id in sides
    ]


def _note_sides(scan: Scan) -> dict[int, Side]:
    reading = scan.reading or {}
    pairs = zip(reading.get("note_pictures", ()), reading.get("handwriting", ()), strict=False)
    return {picture_id: Side(note["side"]) for picture_id, note in pairs}


def _correct(
    session: Session,
    scan: Scan,
    contact: Contact,
    review: Review,
    *,
    account_id: int | None,
    region: str,
) -> None:
    # A form that was opened before the card was first accepted knows no version: it is stale.
    version = 0 if review.version is None else review.version
    update_contact(
        session, contact, review.values, version=version, account_id=account_id, region=region
    )
    tag_contact(session, contact, review.tags, account_id=account_id)
    texts = dict(review.notes)
    for note in list(contact.notes):
        if note.scan_id == scan.id and note.picture_id in texts:
            edit_note(session, contact, note, texts[note.picture_id], account_id=account_id)


def reopen_review(session: Session, scan: Scan) -> None:
    """Bring an accepted card back to the review. Its contact stays as it is until accepted again.

    Raises:
        NotReadyError: If the card was not accepted.
    """
    lock_scan(session, scan)
    if scan.state in (ScanState.READY, ScanState.FAILED):
        return
    if scan.state is not ScanState.REVIEWED:
        raise NotReadyError
    scan.state = ScanState.READY if scan.reading is not None else ScanState.FAILED
    scan.reviewed_at = None
    session.flush()
