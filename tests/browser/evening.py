"""An evening's cards: what a member takes on a phone, step by step, and what has to arrive."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from io import BytesIO
from random import Random
from typing import Any

from PIL import Image

BEGIN = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)
CARDS_AN_EVENT = 5


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that the member does, by its name: event-1, card-003/recto, card-003/draft."""

    name: str
    what: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Evening:
    """Cards of a few events; every other one with a verso, every third with a draft."""

    card_count: int

    @property
    def keys(self) -> list[str]:
        """The cards' client keys."""
        return [f"card-{number:03}" for number in range(self.card_count)]

    @property
    def event_keys(self) -> list[str]:
        """The events' keys."""
        return sorted({self.event_of(number) for number in range(self.card_count)})

    def event_of(self, number: int) -> str:
        """Say where a card was taken."""
        return f"event-{number // CARDS_AN_EVENT:02}"

    def has_verso(self, number: int) -> bool:
        """Say whether a card's back was taken."""
        return number % 2 == 1

    def has_draft(self, number: int) -> bool:
        """Say whether anything was said about a card."""
        return number % 3 == 0

    def steps(self) -> list[Step]:
        """Give all that is done, in its order."""
        done: list[Step] = []
        for number, key in enumerate(self.keys):
            if number % CARDS_AN_EVENT == 0:
                event = self.event_of(number)
                done.append(Step(event, {"do": "event", "key": event}))
            done.append(self._shot(number, key, "recto"))
            if self.has_verso(number):
                done.append(self._shot(number, key, "verso"))
            if self.has_draft(number):
                done.append(Step(f"{key}/draft", {"do": "draft", "key": key, "tag": f"tag {key}"}))
        return done

    def _shot(self, number: int, key: str, side: str) -> Step:
        taken_at = (BEGIN + timedelta(minutes=number)).isoformat().replace("+00:00", "Z")
        what = {
            "do": "shot",
            "key": key,
            "side": side,
            "takenAt": taken_at,
            "eventKey": self.event_of(number),
            "photo": base64.b64encode(photo(key, side)).decode(),
        }
        return Step(f"{key}/{side}", what)


@cache
def photo(key: str, side: str) -> bytes:
    """Give a photo of about 40 kB that no other side has."""
    noise = Random(f"{key}/{side}").randbytes(240 * 160 * 3)
    made = BytesIO()
    Image.frombytes("RGB", (240, 160), noise).save(made, "JPEG", quality=80)
    return made.getvalue()


def photo_hash(key: str, side: str) -> str:
    """Give the name under which the store keeps a photo."""
    return hashlib.sha256(photo(key, side)).hexdigest()
