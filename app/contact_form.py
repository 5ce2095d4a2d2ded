"""The forms about contacts, read: repeated fields of a page become values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import zip_longest
from typing import Annotated

from fastapi import Depends, Request
from starlette.datastructures import FormData

from app.contact_values import (
    AddressValue,
    ContactValues,
    LinkValue,
    PhoneValue,
    compose_name,
    keep_order,
    one_line,
)
from app.errors import InvalidError
from app.follow_ups import NewFollowUp, choose_day, read_day
from app.merged_values import CHOSEN_PARTS, Choice
from app.models import FollowUpKind
from app.review import Review
from app.same_person import SameHow, SamePerson
from app.tags import split_tags
from ocr.types import PhoneLabel

_ADDRESS_FIELDS = ("formatted", "street", "postcode", "locality", "region", "country")


async def _read_form(request: Request) -> FormData:
    return await request.form()


PostedForm = Annotated[FormData, Depends(_read_form)]
"""The fields of a form, repeated ones included, for a route that is not async itself."""


def read_values(form: FormData) -> ContactValues:
    """Read the fields of a contact, as templates/contacts/_fields.html names them.

    Returns:
        The values as typed, empty rows included: checking them is app.contact_values' work.
    """
    parts = {
        name: one_line(text_of(form, name))
        for name in ("given_name", "family_name", "prefix", "suffix")
    }
    return ContactValues(
        given_name=parts["given_name"],
        family_name=parts["family_name"],
        prefix=parts["prefix"],
        suffix=parts["suffix"],
        # Sent along unseen, for the order it is printed in: it never brings a cleared name back.
        full_name=keep_order(text_of(form, "full_name"), compose_name(parts)),
        organization=text_of(form, "organization"),
        department=text_of(form, "department"),
        title=text_of(form, "title"),
        comment=text_of(form, "comment"),
        emails=tuple(texts_of(form, "email")),
        phones=tuple(_phones(form)),
        links=tuple(
            LinkValue(value, service)
            for value, service in _rows(form, "link_value", "link_service")
        ),
        addresses=tuple(
            AddressValue(**dict(zip(_ADDRESS_FIELDS, row, strict=True)))
            for row in _rows(form, *(f"address_{name}" for name in _ADDRESS_FIELDS))
        ),
        has_spare_card=bool(text_of(form, "has_spare_card")),
    )


def _phones(form: FormData) -> Iterator[PhoneValue]:
    for value, label, extension in _rows(form, "phone_value", "phone_label", "phone_extension"):
        known = label in PhoneLabel.__members__.values()
        yield PhoneValue(value, PhoneLabel(label) if known else PhoneLabel.WORK, extension)


def _rows(form: FormData, *names: str) -> Iterator[tuple[str, ...]]:
    return zip_longest(*(texts_of(form, name) for name in names), fillvalue="")


def text_of(form: FormData, name: str) -> str:
    """Give a field's text; "" when it is missing or a file."""
    value = form.get(name, "")
    return value if isinstance(value, str) else ""


def texts_of(form: FormData, name: str) -> list[str]:
    """Give the texts of a repeated field, in the page's order."""
    return [value for value in form.getlist(name) if isinstance(value, str)]


def number_of(form: FormData, name: str) -> int | None:
    """Give a field's whole number; None when it is missing.

    Raises:
        InvalidError: If it is no number.
    """
    text = text_of(form, name).strip()
    if not text:
        return None
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise InvalidError
    return int(text)


def read_tags(form: FormData) -> tuple[str, ...]:
    """Read the tags: those ticked and those typed."""
    return tuple(split_tags([*texts_of(form, "tag"), text_of(form, "new_tags")]))


NO_STEP = "none"
"""What a form says for next_step when there is explicitly none."""


def has_next_step(form: FormData) -> bool:
    """Say whether a next step was chosen: a day, one that a note proposes, or explicitly none."""
    return any(text_of(form, name) for name in ("next_step", "due_on", "step_taken"))


def read_follow_up(form: FormData, today: date) -> NewFollowUp | None:
    """Read the next step; None when none was chosen.

    Raises:
        InvalidDayError: If its day cannot be used.
    """
    choice = text_of(form, "next_step")
    day = None if choice == NO_STEP else choose_day(choice, text_of(form, "due_on"), today)
    if day is None:
        return None
    kind = text_of(form, "kind")
    known = kind in FollowUpKind.__members__.values()
    return NewFollowUp(
        due_on=day,
        kind=FollowUpKind(kind) if known else FollowUpKind.CALL,
        text=text_of(form, "follow_up_text"),
    )


def read_suggested_steps(form: FormData, today: date) -> Iterator[NewFollowUp]:
    """Read the next steps that notes propose and that were ticked.

    Raises:
        InvalidDayError: If the day of one cannot be used.
    """
    taken = set(texts_of(form, "step_taken"))
    rows = _rows(form, "step", "step_kind", "step_day", "step_words")
    for index, kind, day, words in rows:
        if index in taken and kind in FollowUpKind.__members__.values():
            yield NewFollowUp(read_day(day, today), FollowUpKind(kind), words)


def _follow_ups(form: FormData, today: date) -> Iterator[NewFollowUp]:
    chosen = read_follow_up(form, today)
    if chosen is not None:
        yield chosen
    yield from read_suggested_steps(form, today)


def read_review(form: FormData, today: date) -> Review:
    """Read everything that a person accepts on the review screen.

    Raises:
        InvalidError: If the day of the next step, or a number of the form, cannot be used.
    """
    kept = set(texts_of(form, "note_kept"))
    rows = _rows(form, "note_picture", "note_text")
    return Review(
        values=read_values(form),
        tags=read_tags(form),
        notes=tuple(
            (int(picture), text)
            for picture, text in rows
            if picture in kept and picture.isascii() and picture.isdigit()
        ),
        follow_ups=tuple(_follow_ups(form, today)),
        version=number_of(form, "version"),
        same=_read_same_person(form),
        distinct=_read_distinct(form),
    )


def _read_same_person(form: FormData) -> SamePerson | None:
    """Read who the card is said to be of; None for somebody new.

    The page sends "same", of a contact's id and how ("12:merge"); programs "same_as", "same_how".
    """
    match = re.fullmatch(r"([0-9]{1,9}):(\w+)", text_of(form, "same"))
    contact_id = int(match[1]) if match else number_of(form, "same_as")
    if contact_id is None:
        return None
    how = match[2] if match else text_of(form, "same_how")
    return SamePerson(
        contact_id,
        how=SameHow(how) if how in SameHow.__members__.values() else SameHow.MERGE,
        choices=read_choices(form),
    )


def _read_distinct(form: FormData) -> tuple[int, ...]:
    """Read whom the card is not of, for all that they are alike."""
    shown = texts_of(form, "same_seen") if text_of(form, "same") == "apart" else []
    said = [*texts_of(form, "distinct"), *shown]
    return tuple(int(one) for one in said if re.fullmatch(r"[0-9]{1,9}", one))


def read_choices(form: FormData) -> dict[str, Choice]:
    """Read whose value of each part the merged contact gets, of those that were chosen."""
    choices: dict[str, Choice] = {}
    for part in CHOSEN_PARTS:
        match text_of(form, f"choice_{part}"):
            case "kept":
                choices[part] = "kept"
            case "gone":
                choices[part] = "gone"
    return choices
