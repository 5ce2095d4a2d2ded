"""Why a search found somebody whose row does not say so: a name or an organization of before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.folding import split_words
from app.listed_people import ListedPerson
from app.models import Position
from app.search import Former, find_taken_over, has_words, needles_of


def tell_why(session: Session, people: Sequence[ListedPerson], q: str) -> Mapping[int, str]:
    """Say by what former name, address, number or position people were found.

    Args:
        session: Where to look.
        people: Of one page of a list.
        q: What was typed.

    Returns:
        By the contact's id; only of those whose name, organization and title do not say it.
    """
    needles = needles_of(q)
    if not needles or not people:
        return {}
    ids = [one.id for one in people]
    formers = {one: list(known) for one, known in find_taken_over(session, ids).items()}
    positions = select(Position.contact_id, Position.organization, Position.title)
    for contact_id, *texts in session.execute(positions.where(Position.contact_id.in_(ids))):
        known = [Former(text, frozenset(split_words(text))) for text in texts if text]
        formers.setdefault(contact_id, []).extend(known)
    why: dict[int, str] = {}
    for person in people:
        row = " ".join((person.shown_name, person.organization, person.title))
        shown = tuple(split_words(row))
        unsaid = [needle for needle in needles if not has_words(needle, shown)]
        for former in formers.get(person.id, ()):
            if any(has_words(needle, former.words) for needle in unsaid):
                why.setdefault(person.id, former.text)
    return why
