"""Undoing a merge: two contacts that were made one are two again, each with what was its own.

What was changed since the merge stays where it is: undoing names the parts that it could not part.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.contact_rows import (
    encounters_to_json,
    follow_ups_to_json,
    leave_out,
    positions_to_json,
)
from app.contact_values import values_from_json, write_values
from app.contacts import lock_contact
from app.errors import ConflictError, NotFoundError
from app.history import take_snapshot
from app.merged_values import part_again
from app.merging import MOVED, hand_over, save_with_merge
from app.models import Contact, ContactTag, DistinctPair, Merge, Position, Stage, now

_TOLD: Final[Mapping[str, Callable[[Iterable[Any]], list[dict[str, Any]]]]] = {
    "follow_ups": follow_ups_to_json,
    "positions": positions_to_json,
    "encounters": encounters_to_json,
}
"""How the history tells of rows that it brings back."""


class MergedSinceError(ConflictError):
    """The merge to undo is not the last thing that became of the two contacts."""

    code = "merged_since"
    hint = "One of these contacts was merged again or deleted since. Undo that first."


@dataclass(frozen=True, slots=True)
class Parted:
    """What undoing a merge gave."""

    kept: Contact
    gone: Contact
    left: tuple[str, ...]
    """The parts (app.history.PARTS) of the kept contact that were changed since the merge and stay
    as they are now."""


def undo_merge(session: Session, merge: Merge, *, account_id: int | None) -> Parted:
    """Make two contacts of one again, each with what was its own. Twice is once.

    Args:
        session: Not committed here.
        merge: Not deleted: it stays in the history.
        account_id: Who undoes it.

    Raises:
        MergedSinceError: If the kept contact was deleted, or merged into another one, since.
        NotFoundError: If one of the two is gone.
    """
    kept, gone = session.get(Contact, merge.kept_id), session.get(Contact, merge.gone_id)
    if kept is None or gone is None:
        raise NotFoundError
    for contact in sorted((kept, gone), key=lambda one: one.id):
        lock_contact(session, contact)
    session.refresh(merge)
    if merge.undone_at is not None:
        return Parted(kept, gone, ())
    if kept.deleted_at is not None or gone.merged_into_id != kept.id:
        raise MergedSinceError
    stored = merge.before
    now_kept, now_gone = take_snapshot(kept), take_snapshot(gone)
    restored, left = part_again(stored["kept"], stored["after"], now_kept)
    for name, table in MOVED.items():
        own = select(table.id).where(table.contact_id == kept.id)
        ids = list(session.scalars(own.where(table.id.in_(stored["moved"][name]))))
        hand_over(session, table, ids, gone.id)
        if name in _TOLD and len(ids) < len(stored["moved"][name]):
            lost = len(stored["moved"][name]) - len(ids)
            session.expire(kept, [name])
            session.expire(gone, [name])
            hand_over(session, table, _brought_back(name, stored, kept, gone)[:lost], gone.id)
    left += list(_empty_encounters(kept, stored["met_together"]))
    _take_back_tags(session, kept, stored["tags"])
    for position_id in stored["position_ids"]:
        _take_back_position(session, position_id)
    _forget_apart(session, kept, stored["apart"])
    write_values(kept, values_from_json({**now_kept, **restored}))
    _restore_state(kept, stored)
    gone.deleted_at, gone.merged_into_id = None, None
    merge.undone_at = now()
    for contact, known in ((kept, now_kept), (gone, now_gone)):
        save_with_merge(session, contact, merge, known, account_id)
    return Parted(kept, gone, tuple(dict.fromkeys(left)))


def _brought_back(name: str, stored: Mapping[str, Any], kept: Contact, gone: Contact) -> list[int]:
    """Give the ids of rows that moved, were deleted, and were brought back by undo as other rows.

    Args:
        name: A key of _TOLD.
        stored: What the merge keeps.
        kept: Who has them.
        gone: Who has the rows again that are still those that moved.
    """
    tell = _TOLD[name]
    own = list(stored["kept"].get(name) or ())
    missing = leave_out(stored["gone"].get(name) or (), tell(getattr(gone, name)))
    found: list[int] = []
    for row in sorted(getattr(kept, name), key=lambda one: one.id):
        told = tell([row])[0]
        if told in own:
            own.remove(told)
        elif told in missing:
            missing.remove(told)
            found.append(row.id)
    return found


def _restore_state(kept: Contact, stored: Mapping[str, Any]) -> None:
    before, after = stored["kept"], stored["after"]
    if before["stage"] != after["stage"] == kept.stage.value:
        kept.stage = Stage(before["stage"])
    portraits = [one.get("portrait") for one in (before, after)]
    if portraits[0] != portraits[1] == kept.portrait_id:
        kept.portrait_id = portraits[0]
    if before["archived"] and not after["archived"] and kept.archived_at is None:
        kept.archived_at = now()
    reviewed, merged = (one and datetime.fromisoformat(one) for one in stored["reviewed"])
    if kept.reviewed_at == merged:
        kept.reviewed_at = reviewed


def _empty_encounters(kept: Contact, changed: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    known = {one.id: one for one in kept.encounters}
    for row in changed:
        encounter = known.get(row["id"])
        if encounter is None:
            continue
        for name, value in row["before"].items():
            if getattr(encounter, name) == row["after"][name]:
                setattr(encounter, name, value)
            elif value != row["after"][name]:
                yield "encounters"


def _take_back_tags(session: Session, kept: Contact, tag_ids: Sequence[int]) -> None:
    for tag_id in tag_ids:
        row = session.get(ContactTag, (kept.id, tag_id))
        if row is not None:
            session.delete(row)
    session.flush()


def _take_back_position(session: Session, position_id: int) -> None:
    row = session.get(Position, position_id)
    if row is not None:
        session.delete(row)
        session.flush()


def _forget_apart(session: Session, kept: Contact, other_ids: Sequence[int]) -> None:
    for other_id in other_ids:
        row = session.get(DistinctPair, tuple(sorted((kept.id, other_id))))
        if row is not None:
            session.delete(row)
    session.flush()
