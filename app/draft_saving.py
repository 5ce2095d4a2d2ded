"""Saving what the owner of a card says about it, whenever it comes.

A phone without a network sends it late: the card may be several by then, or a contact. Then what
was said goes there: it is added, and nothing that a person took away in the review comes back.
"""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.orm import Session

from app.accept_steps import keep_up
from app.contact_values import values_of
from app.contacts import lock_contact, tag_contact, update_contact
from app.drafts import Draft, clean_draft, draft_beside, draft_of, draft_to_json, missing_tags
from app.encounters import follow_scan
from app.follow_ups import NewFollowUp, add_follow_up, move_follow_up
from app.models import Contact, FollowUp, Scan
from app.photo_cards import cards_of_photo, is_split
from app.review_form import contact_of
from app.scans import lock_scan


def save_draft(
    session: Session, scan: Scan, draft: Draft, *, account_id: int | None, region: str
) -> None:
    """Keep what its owner says about a card, in place of what was said before.

    The tags are also those of the cards that were found beside it in its photo. The same draft sent
    again changes nothing.

    Args:
        session: Not committed here.
        scan: In any state. Of one that is a contact, what is new in the draft is added to that.
        draft: All that is said about the card.
        account_id: Who says it.
        region: Country of telephone numbers that name none.
    """
    lock_scan(session, scan)
    known, wanted = draft_of(scan.draft), clean_draft(draft)
    _keep(session, scan, wanted, account_id=account_id, region=region)
    for other in _found_beside(session, scan):
        lock_scan(session, other)
        tags = draft_beside(_changed_alike(draft_of(other.draft), known, wanted)).tags
        changed = replace(draft_of(other.draft), tags=tags)
        _keep(session, other, changed, account_id=account_id, region=region)
    session.flush()


def add_what_came(
    session: Session, scan: Scan, seen: Draft, *, account_id: int | None, region: str
) -> None:
    """Give a contact what its owner said of the card while the card was under review.

    Args:
        session: Not committed here.
        scan: Accepted.
        seen: The draft that the review started from.
        account_id: Who says it.
        region: Country of telephone numbers that name none.
    """
    _add_news(session, scan, seen, draft_of(scan.draft), account_id=account_id, region=region)
    keep_up(session, scan)
    session.flush()


def stamp_scan(
    session: Session, scan: Scan, event_id: int | None, *, account_id: int | None
) -> None:
    """Say at which event a card was given, and those beside it in its photo; None for none.

    The encounters of those that are contacts follow.
    """
    lock_scan(session, scan)
    known, scan.event_id = scan.event_id, event_id
    stamped = [scan]
    for other in _found_beside(session, scan):
        lock_scan(session, other)
        if other.event_id == known:  # else somebody knew better
            other.event_id = event_id
            stamped.append(other)
    session.flush()
    for one in stamped:
        session.expire(one, ["event", "contact"])
        follow_scan(session, one, account_id=account_id)


def _found_beside(session: Session, scan: Scan) -> list[Scan]:
    """Give the cards that inherit from a scan: none unless it is the one that was sent."""
    if not is_split(scan) or scan.split_from_id is not None:
        return []
    return [card for card in cards_of_photo(session, scan) if card.id != scan.id]


def _changed_alike(draft: Draft, known: Draft, wanted: Draft) -> Draft:
    """Do to one draft's tags what was done to another's."""
    gone = missing_tags(known.tags, wanted.tags)
    new = missing_tags(wanted.tags, known.tags)
    return clean_draft(Draft(tags=(*missing_tags(draft.tags, gone), *new)))


def _keep(
    session: Session, scan: Scan, wanted: Draft, *, account_id: int | None, region: str
) -> None:
    known = draft_of(scan.draft)
    scan.draft = draft_to_json(wanted)
    _add_news(session, scan, known, wanted, account_id=account_id, region=region)


def _add_news(
    session: Session,
    scan: Scan,
    known: Draft,
    wanted: Draft,
    *,
    account_id: int | None,
    region: str,
) -> None:
    """Give the contact of a card, if it has become one, what is wanted and was not known."""
    session.expire(scan, ["contact"])
    contact = contact_of(scan)
    if contact is None or wanted == known:
        return
    lock_contact(session, contact)
    tags = [tag.name for tag in contact.tags]
    new_tags = missing_tags(missing_tags(wanted.tags, known.tags), tags)
    if new_tags:
        tag_contact(session, contact, [*tags, *new_tags], account_id=account_id)
    if wanted.has_spare_card and not known.has_spare_card:
        values = replace(values_of(contact), has_spare_card=True)
        version = contact.version
        update_contact(
            session, contact, values, version=version, account_id=account_id, region=region
        )
    if wanted.follow_up is not None and wanted.follow_up != known.follow_up:
        _add_step(session, contact, wanted.follow_up, known.follow_up, account_id)


def _add_step(
    session: Session,
    contact: Contact,
    wanted: NewFollowUp,
    known: NewFollowUp | None,
    account_id: int | None,
) -> None:
    there = {_as_new(one): one for one in contact.follow_ups}
    if wanted in there:
        return
    earlier = there.get(known) if known is not None else None
    if earlier is not None and earlier.done_at is None:
        # The same step, on another day.
        move_follow_up(session, earlier, wanted, account_id=account_id)
    else:
        add_follow_up(session, contact, wanted, account_id=account_id)


def _as_new(follow_up: FollowUp) -> NewFollowUp:
    return NewFollowUp(follow_up.due_on, follow_up.kind, follow_up.text)
