"""The values of two contacts made one, and parted again: plain values in, plain values out."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Literal, TypeVar

from app.contact_values import NAME_FIELDS, ContactValues, PhoneValue
from app.folding import fold, fold_name
from app.history import PARTS, VALUE_PARTS, Snapshot, is_same

Choice = Literal["kept", "gone"]
"""Whose value of a part the merged contact has."""
Choices = Mapping[str, Choice]
"""By part, of CHOSEN_PARTS; a part that is left out is the kept one's, or the only one's."""
Value = TypeVar("Value")

ChosenPart = Literal["name", "organization", "department", "title"]
CHOSEN_PARTS: Final = ("name", "organization", "department", "title")
"""The parts of which a contact has one: where two differ, somebody chooses."""
POSITION_PARTS: Final = ("organization", "department", "title")
_FIELDS: Final = {"name": NAME_FIELDS, **{part: (part,) for part in POSITION_PARTS}}


@dataclass(frozen=True, slots=True)
class Conflict:
    """A part in which both contacts say something, and not the same."""

    part: str
    kept: str
    gone: str
    suggested: Choice


def find_conflicts(
    kept: ContactValues, gone: ContactValues, *, is_gone_newer: bool
) -> tuple[Conflict, ...]:
    """Give the parts that somebody has to choose.

    Args:
        kept: The contact that stays.
        gone: The one that becomes a part of it.
        is_gone_newer: Whether the latter was confirmed last: its work is likelier of today then.
    """
    return tuple(
        Conflict(part, said, other, _suggest(part, said, other, is_gone_newer=is_gone_newer))
        for part in CHOSEN_PARTS
        for said, other in [(_text(kept, part), _text(gone, part))]
        if said and other and fold_name(said) != fold_name(other)
    )


def _suggest(part: str, kept: str, gone: str, *, is_gone_newer: bool) -> Choice:
    if part == "name":
        # The fuller name: Geneviève Tessier, not G. Tessier.
        return "gone" if len(fold_name(gone)) > len(fold_name(kept)) else "kept"
    return "gone" if is_gone_newer else "kept"


def _text(values: ContactValues, part: str) -> str:
    return str(getattr(values, _FIELDS[part][-1]))


def merge_two(kept: ContactValues, gone: ContactValues, choices: Choices) -> ContactValues:
    """Make the values of one contact of those of two: every way to reach either stays.

    Args:
        kept: Of the contact that stays; its rows come first.
        gone: Of the other one.
        choices: Whose value, by part. "gone" takes it even where it is empty.
    """
    texts = {
        field: getattr(gone if _takes_gone(kept, gone, part, choices) else kept, field)
        for part in CHOSEN_PARTS
        for field in _FIELDS[part]
    }
    return replace(
        kept,
        **texts,
        emails=_union(kept.emails, gone.emails, fold),
        phones=_union(kept.phones, gone.phones, _number),
        links=_union(kept.links, gone.links, lambda link: fold(link.value).rstrip("/")),
        addresses=_union(
            kept.addresses, gone.addresses, lambda address: fold_name(address.formatted)
        ),
        comment=_join(kept.comment, gone.comment),
        has_spare_card=kept.has_spare_card or gone.has_spare_card,
    )


def _takes_gone(kept: ContactValues, gone: ContactValues, part: str, choices: Choices) -> bool:
    if part in choices:
        return choices[part] == "gone"
    return not _text(kept, part)


def lost_positions(
    kept: ContactValues, gone: ContactValues, merged: ContactValues
) -> list[tuple[str, str, str]]:
    """Give what the merged contact no longer has: organizations with their department and title.

    They become what the person did before: nothing is lost by choosing. Both are lost when the
    organization is of the one and the title of the other.
    """
    now = _position(merged)
    lost: list[tuple[str, str, str]] = []
    for values in (kept, gone):
        position = _position(values)
        stays = all(
            not said or fold_name(said) == fold_name(said_now)
            for said, said_now in zip(position, now, strict=True)
        )
        if not stays and any(position) and position not in lost:
            lost.append(position)
    return lost


def _position(values: ContactValues) -> tuple[str, str, str]:
    return (values.organization, values.department, values.title)


def _number(phone: PhoneValue) -> tuple[str, str]:
    digits = "".join(character for character in phone.value if character.isdigit())
    return (phone.e164 or digits, phone.extension)


def _union(
    kept: Sequence[Value], gone: Sequence[Value], key: Callable[[Value], Hashable]
) -> tuple[Value, ...]:
    known = {key(value) for value in kept}
    more: dict[Hashable, Value] = {}
    for value in gone:
        if key(value) not in known:
            more.setdefault(key(value), value)
    return (*kept, *more.values())


def _join(kept: str, gone: str) -> str:
    if not gone or gone in kept:
        return kept
    return f"{kept}\n\n{gone}" if kept else gone


def part_again(
    before: Snapshot, after: Snapshot, current: Snapshot
) -> tuple[dict[str, Any], list[str]]:
    """Take the other one's values out of a merged contact, keeping what was changed since.

    Args:
        before: The contact before the merge.
        after: Right after it.
        current: Now.

    Returns:
        The snapshot's keys that change, and the parts that stay as they are because somebody
        changed since what the merge had brought.
    """
    restored: dict[str, Any] = {}
    left: list[str] = []
    for part in VALUE_PARTS:
        if is_same(part, before, after):
            continue
        if is_same(part, after, current):
            restored.update({key: before.get(key) for key in PARTS[part]})
            continue
        (key,) = PARTS[part][-1:]
        if not isinstance(current.get(key), list):
            left.append(part)
            continue
        brought = _without(after[key], before[key])
        restored[key] = _without(current[key], brought)
        if any(value not in current[key] for value in brought):
            left.append(part)
    return restored, left


def _without(values: Iterable[Any], others: Sequence[Any]) -> list[Any]:
    return [value for value in values if value not in others]
