"""From a claimed scan to its outcome: photos out of the store, a reading, pictures into it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from app.photos import PhotoStore
from app.scan_queue import Claim, Outcome, StoredPicture
from app.settings import Settings
from ocr.contract import reading_to_json
from ocr.decode import DecodeLimits
from ocr.encode import encode_jpeg
from ocr.engine import Recogniser
from ocr.pipeline import ReadOptions, read_card, read_cards
from ocr.types import Handwriting, Image, Reading, Remark, Side

_NOTE_MARGIN_RATIO = 0.25
"""Space left around a note's picture, as a share of its shorter side: strokes leave their quad."""


def read_options(settings: Settings) -> ReadOptions:
    """Give the reading library the limits that the owner set."""
    limits = DecodeLimits(
        max_bytes=settings.photo_limit_bytes, max_pixels=settings.photo_limit_pixels
    )
    return ReadOptions(limits=limits)


def read_claim(
    claim: Claim, store: PhotoStore, recogniser: Recogniser, options: ReadOptions
) -> Outcome:
    """Read a scan, and put its flattened cards and its notes' pictures into the store.

    A photo that was sent alone may show several cards: each is an outcome of its own.

    Raises:
        NotFoundError: If a photo is no longer in the store.
        PhotoError: If a photo cannot be read.
        EngineError: If the engine stopped.
        StorageFullError: If the disk is full.
    """
    recto = store.get(claim.photos[Side.RECTO])
    verso_key = claim.photos.get(Side.VERSO)
    of_this_scan = replace(
        options,
        shot_on=claim.shot_on,
        note_language="en" if claim.language == "en" else "fr",
    )
    name = claim.photos[Side.RECTO]
    if verso_key is None and not claim.quads:
        return _outcome_of_many(read_cards(recto, recogniser, of_this_scan), store, name)
    verso = store.get(verso_key) if verso_key is not None else None
    reading = read_card(
        *(recto, verso, recogniser, of_this_scan, claim.quads, claim.cut_by_hand),
        may_swap=not claim.is_order_by_hand,
    )
    return _outcome(reading, store, name)


def _outcome_of_many(readings: Sequence[Reading], store: PhotoStore, name: str) -> Outcome:
    """Make one outcome of all the cards of a photo; what says nothing was no card."""
    telling = [reading for reading in readings if Remark.NO_TEXT_FOUND not in reading.remarks]
    if len(telling) < 2:
        return _outcome((telling or readings)[0], store, name)
    outcomes = [
        replace(_outcome(reading, store, name, number), quad=reading.sides[0].quad)
        for number, reading in enumerate(telling)
    ]
    return replace(outcomes[0], others=tuple(outcomes[1:]))


def _outcome(reading: Reading, store: PhotoStore, name: str, number: int = 0) -> Outcome:
    return Outcome(
        reading=reading_to_json(reading, photo=name, card=number),
        cards={side.side: _store(store, side.card) for side in reading.sides},
        notes=tuple(_store(store, crop_note(reading, note)) for note in reading.handwriting),
        is_swapped=Remark.SIDES_SWAPPED in reading.remarks,
    )


def crop_note(reading: Reading, note: Handwriting) -> Image:
    """Cut a note's picture out of its card, upright as the card is, with some space around."""
    card = next(side.card for side in reading.sides if side.side is note.side)
    height_px, width_px = card.shape[:2]
    corners = np.asarray(note.quad)
    left, top = corners.min(axis=0)
    right, bottom = corners.max(axis=0)
    margin_px = _NOTE_MARGIN_RATIO * min(right - left, bottom - top)
    rows = _span(top - margin_px, bottom + margin_px, height_px)
    columns = _span(left - margin_px, right + margin_px, width_px)
    return np.ascontiguousarray(card[rows, columns])


def _span(start: float, end: float, limit_px: int) -> slice:
    """Whole pixels inside the card, at least one."""
    first = min(max(0, int(start)), limit_px - 1)
    return slice(first, max(first + 1, min(limit_px, int(np.ceil(end)))))


def _store(store: PhotoStore, image: Image) -> StoredPicture:
    data = encode_jpeg(image)
    return StoredPicture(store.put(data), "image/jpeg", len(data))
