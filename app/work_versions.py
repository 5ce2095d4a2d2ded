"""Two windows on one card: what each typed, side by side, and a mix of both as somebody chooses."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping

from sqlalchemy.orm import Session

from app.conflict import Difference
from app.contact_form import (
    NO_STEP,
    read_follow_up,
    read_suggested_steps,
    read_tags,
    read_values,
    text_of,
    texts_of,
)
from app.contact_values import clean_values, values_to_json
from app.contacts import load_contacts
from app.deps import Member
from app.follow_ups import KIND_NAMES, InvalidDayError
from app.history import VALUE_PARTS, describe, is_same
from app.i18n import format_short, mark, translate
from app.review_work import Work
from app.same_person import SameHow

_VALUES = {
    "name": ("given_name", "family_name", "prefix", "suffix", "full_name"),
    "emails": ("email",),
    "phones": ("phone_value", "phone_label", "phone_extension"),
    "links": ("link_value", "link_service"),
    "addresses": tuple(
        f"address_{name}"
        for name in ("formatted", "street", "postcode", "locality", "region", "country")
    ),
    "spare_card": ("has_spare_card",),
}
FIELDS: Mapping[str, tuple[str, ...]] = {
    **{part: _VALUES.get(part, (part,)) for part in VALUE_PARTS},
    "tags": ("tag", "new_tags"),
    "notes": ("note_picture", "note_text", "note_kept"),
    "follow_ups": (
        "next_step", "due_on", "kind", "follow_up_text",
        "step", "step_kind", "step_words", "step_day", "step_taken",
    ),
    "same": ("same", "same_seen"),
}  # fmt: skip
"""What is chosen as one, with the fields of the review's form that belong to it."""
_ROWS = {"emails": "email", "phones": "phone", "links": "link", "addresses": "address"}
"""How the values that somebody touched are named, of parts with rows."""
_SAME = {
    SameHow.MERGE: mark("Same person: merge"),
    SameHow.NEW_CARD: mark("Same person, new position"),
}


def compare_work(
    session: Session, member: Member, theirs: Work, mine: Work, *, region: str, language: str
) -> list[Difference]:
    """List what two windows say differently of one card.

    Args:
        session: Where the people are whom the card may be of.
        member: For whom; their day decides which next steps can be.
        theirs: What was kept meanwhile.
        mine: What could not be kept.
        region: Country of telephone numbers that name none.
        language: Of the texts.

    Returns:
        Each difference. Theirs is preferred where they did something and this window nothing.
    """
    readers: dict[str, Callable[[Work], str]] = {
        "tags": lambda work: ", ".join(read_tags(work.as_form())),
        "notes": _notes,
        "follow_ups": lambda work: _steps(work, member, language),
        "same": lambda work: _same(session, member, work, language),
    }
    return [*_of_values(theirs, mine, region), *_of_texts(theirs, mine, readers)]


def _of_values(theirs: Work, mine: Work, region: str) -> Iterator[Difference]:
    one, other = (
        values_to_json(clean_values(read_values(work.as_form()), region)) for work in (theirs, mine)
    )
    for part in VALUE_PARTS:
        if not is_same(part, one, other):
            prefers_theirs = _is_touched(part, theirs) and not _is_touched(part, mine)
            yield Difference(part, describe(part, one), describe(part, other), prefers_theirs)


def _of_texts(
    theirs: Work, mine: Work, readers: Mapping[str, Callable[[Work], str]]
) -> Iterator[Difference]:
    for part, read in readers.items():
        one, other = read(theirs), read(mine)
        if one != other:
            yield Difference(part, one, other, prefers_theirs=not other)


def _is_touched(part: str, work: Work) -> bool:
    return any(_is_of(part, name) for name in work.touched)


def _is_of(part: str, touched: str) -> bool:
    return touched.partition("-")[0] == _ROWS[part] if part in _ROWS else touched in FIELDS[part]


def _notes(work: Work) -> str:
    form = work.as_form()
    kept = set(texts_of(form, "note_kept"))
    rows = zip(texts_of(form, "note_picture"), texts_of(form, "note_text"), strict=False)
    return "\n".join(text for picture, text in rows if picture in kept)


def _steps(work: Work, member: Member, language: str) -> str:
    form, today = work.as_form(), member.today()
    if text_of(form, "next_step") == NO_STEP:
        return translate(language, "No next step")
    try:
        chosen = read_follow_up(form, today)
        steps = [*([chosen] if chosen else []), *read_suggested_steps(form, today)]
    except InvalidDayError:
        return " · ".join(filter(None, (text_of(form, "due_on"), text_of(form, "follow_up_text"))))
    said = (
        (translate(language, KIND_NAMES[one.kind]), format_short(one.due_on, language), one.text)
        for one in steps
    )
    return "\n".join(" · ".join(filter(None, words)) for words in said)


def _same(session: Session, member: Member, work: Work, language: str) -> str:
    said = text_of(work.as_form(), "same")
    if said == "apart":
        return translate(language, mark("Somebody else: keep both"))
    contact_id, _colon, how = said.partition(":")
    if not contact_id.isdecimal() or len(contact_id) > 9 or how not in tuple(SameHow):
        return ""
    found = load_contacts(session, member.book_id, [int(contact_id)])
    name = found[0].shown_name if found else ""
    return " · ".join(filter(None, (translate(language, _SAME[SameHow(how)]), name)))


def mix_work(theirs: Work, mine: Work, keep: Collection[str]) -> Work:
    """Mix what two windows typed.

    Args:
        theirs: What was kept meanwhile.
        mine: What could not be kept.
        keep: Keys of FIELDS to take from `theirs`; the rest is from `mine`.
    """
    fields = {
        name: texts
        for name, texts in mine.fields.items()
        if not any(name in FIELDS[part] for part in keep)
    }
    touched = {name for name in mine.touched if not any(_is_of(part, name) for part in keep)}
    for part in keep:
        fields.update({name: theirs.fields[name] for name in FIELDS[part] if name in theirs.fields})
        touched.update(name for name in theirs.touched if _is_of(part, name))
    return Work(fields, frozenset(touched))
