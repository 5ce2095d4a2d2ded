"""The order of the stages: bytes, photo, flat cards, lines, guesses."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Final, Literal

from ocr.codes import read_codes
from ocr.decode import DecodeLimits, Photo, decode_photo
from ocr.engine import ReadsHandwriting, Recogniser
from ocr.finding import FindOptions, FoundCards, find_in_photo, has_contact
from ocr.geometry import Corners, quad_size, to_corners, to_quad
from ocr.handwriting import gather_notes, mark_handwriting
from ocr.layout import sort_lines
from ocr.quality import judge_side
from ocr.rectify import FlatCard, RectifyOptions, flatten_card, whole_photo
from ocr.stopwatch import Stopwatch
from ocr.strikes import mark_struck
from ocr.swapped import flip, is_swapped
from ocr.types import (
    CardSide,
    CodeText,
    ContactGuess,
    Handwriting,
    Line,
    LineRef,
    Proposal,
    Quad,
    Reading,
    Remark,
    Side,
    SideLines,
)
from ocr.upright import UprightCard, read_better, read_upright


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How photos are read."""

    limits: DecodeLimits = field(default_factory=DecodeLimits)
    rectify: RectifyOptions = field(default_factory=RectifyOptions)
    find: FindOptions = field(default_factory=FindOptions)
    photo_long_side_px: int = 1500
    """Photos are worked on at this size or somewhat above. A JPEG is decoded at a half or a quarter
    of its size at no cost, and for phones' photos of 9 megapixels and more that is enough: it takes
    30 ms in the place of 90. Where cards fill less of the photo it is decoded again."""
    shot_on: date | None = None
    """The day of the shot where it was taken; notes speak of days from there. Without it, notes
    propose nothing."""
    note_language: Literal["fr", "en"] = "fr"
    """Language of notes whose words do not show it."""


DEFAULT_OPTIONS: Final = ReadOptions()

_ENOUGH_OF_WANTED: Final = 0.9
"""Of the pixels that a card is flattened to: for fewer missing ones, decoding a photo of 12
megapixels at its full size, which takes as long as half of the reading, is not worth it."""


def read_photo(
    photo: bytes,
    recogniser: Recogniser,
    options: ReadOptions = DEFAULT_OPTIONS,
    *,
    side: Side = Side.RECTO,
    watch: Stopwatch | None = None,
    known_quad: Quad | None = None,
    is_cut_by_hand: bool = False,
) -> tuple[CardSide, ...]:
    """Read every card that a photo shows, one side each.

    Args:
        photo: The whole file.
        recogniser: The engine.
        options: How photos are read.
        side: Which side the photo shows.
        watch: Counts the stages' time.
        known_quad: The corners of the one card that is meant, pixels of the upright photo at full
            size, when they are known: no other card is looked for.
        is_cut_by_hand: Whether a person chose these corners: the card is cut just there, and stays
            the way up that they say, the first being its top left.

    Returns:
        At least one side: where no card is found, the whole photo is read as one. Several cards
        are in rows, each from left to right.

    Raises:
        PhotoError: If the bytes are no picture that can be read.
        EngineError: If the engine stopped.
    """
    watch = watch or Stopwatch()
    with watch.stage("decode"):
        picture = decode_photo(photo, options.limits, long_side_px=options.photo_long_side_px)
    with watch.stage("find_text"):
        text = recogniser.find(picture.image)
    with watch.stage("rectify"):
        if known_quad is None:
            cards = find_in_photo(picture, text, recogniser, options.rectify, options.find)
        else:
            cards = FoundCards((to_corners(known_quad),), text)
        found, text = cards.corners, cards.text
    with watch.stage("decode"):
        sharp = _sharper(photo, picture, found, options)
    with watch.stage("rectify"):
        flat = _flatten(
            sharp, found, _at_full_size(text, picture), options, is_exact=is_cut_by_hand
        )
    with watch.stage("recognise"):
        is_alone, may_turn = len(flat) == 1, not is_cut_by_hand
        upright = [
            read_upright(card, recogniser, may_turn=may_turn, is_alone=is_alone) for card in flat
        ]
        if len(upright) > 1:
            upright = _real_cards(upright, cards.scores, options.find) or upright[:1]
        elif found and known_quad is None and not upright[0].is_sure:
            # What was taken for a card reads badly: it may be a part of one.
            upright = [read_better(upright, whole_photo(picture, text), recogniser)]
    return tuple(_finish_side(card, side, picture.size_px, recogniser, watch) for card in upright)


def read_card(
    recto: bytes,
    verso: bytes | None,
    recogniser: Recogniser,
    options: ReadOptions = DEFAULT_OPTIONS,
    known_quads: Mapping[Side, Quad] = MappingProxyType({}),
    cut_by_hand: Collection[Side] = (),
    *,
    may_swap: bool = True,
) -> Reading:
    """Read one card from the photo of its recto, and of its verso when there is one.

    A photo that shows several cards gives the one with the most text, or the one at the corners
    that are known. Sides that came in the wrong order are put right.

    Args:
        recto: The whole file.
        verso: The whole file, or None.
        recogniser: The engine.
        options: How photos are read.
        known_quads: Corners of the card in a side's photo, see `read_photo`; may name no side.
        cut_by_hand: Sides whose corners a person chose.
        may_swap: False when a person said which side is the recto.

    Raises:
        PhotoError: If a photo is no picture that can be read.
        EngineError: If the engine stopped.
    """
    watch = Stopwatch()
    photos = {Side.RECTO: recto} if verso is None else {Side.RECTO: recto, Side.VERSO: verso}
    sides = [
        _main_side(
            read_photo(
                photo,
                recogniser,
                options,
                side=side,
                watch=watch,
                known_quad=known_quads.get(side),
                is_cut_by_hand=side in cut_by_hand and side in known_quads,
            )
        )
        for side, photo in photos.items()
    ]
    return _assemble(tuple(sides), options, watch, may_swap=may_swap)


def read_cards(
    photo: bytes,
    recogniser: Recogniser,
    options: ReadOptions = DEFAULT_OPTIONS,
    *,
    watch: Stopwatch | None = None,
) -> tuple[Reading, ...]:
    """Read every card that a photo shows; each is a recto, and a reading of its own.

    Args:
        photo: The whole file.
        recogniser: The engine.
        options: How photos are read.
        watch: Counts the stages' time.

    Raises:
        PhotoError: If the bytes are no picture that can be read.
        EngineError: If the engine stopped.
    """
    watch = watch or Stopwatch()
    sides = read_photo(photo, recogniser, options, watch=watch)
    return tuple(_assemble((side,), options, watch) for side in sides)


def _sharper(
    photo: bytes, picture: Photo, found: tuple[Corners, ...], options: ReadOptions
) -> Photo:
    """Decode a photo again with more pixels when the cards found in it are small."""
    if not found:
        return picture
    smallest_px = min(max(quad_size(corners)) for corners in found)
    wanted_px = options.rectify.min_long_side_px
    enough_px = _ENOUGH_OF_WANTED * wanted_px
    if picture.reduction < 1.2 or smallest_px / picture.reduction >= enough_px:
        return picture
    long_side_px = round(max(picture.size_px) * wanted_px / smallest_px)
    return decode_photo(photo, options.limits, long_side_px=long_side_px)


def _at_full_size(text: tuple[Quad, ...], picture: Photo) -> list[Quad]:
    return [to_quad(to_corners(quad) * picture.reduction) for quad in text]


def _flatten(
    photo: Photo,
    found: tuple[Corners, ...],
    text: list[Quad],
    options: ReadOptions,
    *,
    is_exact: bool,
) -> list[FlatCard]:
    if not found:
        return [whole_photo(photo, text)]
    return [
        flatten_card(photo, corners, text, options.rectify, is_exact=is_exact) for corners in found
    ]


def _finish_side(
    upright: UprightCard,
    side: Side,
    photo_size_px: tuple[int, int],
    recogniser: Recogniser,
    watch: Stopwatch,
) -> CardSide:
    with ThreadPoolExecutor(1) as beside:
        # It takes as long as the rest of this, and lets go of the interpreter.
        searching = beside.submit(read_codes, upright.card.image, side)
        with watch.stage("layout"):
            lines = sort_lines(upright.lines)
        with watch.stage("handwriting"):
            lines = mark_handwriting(upright.card.image, lines)
            lines = mark_struck(upright.card.image, lines)
            if isinstance(recogniser, ReadsHandwriting):
                lines = recogniser.read_hand(upright.card.image, lines)
        with watch.stage("quality"):
            # A pen's strokes are as wide as they are: print tells whether the camera was sharp.
            printed = [line.quad for line in lines if not line.handwritten]
            quads = printed or [line.quad for line in lines]
            quality = judge_side(upright.card.image, quads, upright.card.quad, photo_size_px)
        with watch.stage("codes"):
            codes = searching.result()
    return CardSide(
        side=side,
        card=upright.card.image,
        quad=upright.card.quad,
        is_found=upright.card.is_found,
        lines=lines,
        codes=codes,
        quality=quality,
    )


def _real_cards(
    upright: list[UprightCard], scores: tuple[float, ...], options: FindOptions
) -> list[UprightCard]:
    """Drop what lies on a table beside the cards: sheets, books, screens."""
    least = options.min_score_without_contact
    # What holds no text is the gap between cards.
    return [
        card
        for card, score in zip(upright, scores, strict=True)
        if card.lines and (score >= least or has_contact(card.lines))
    ]


def _main_side(sides: tuple[CardSide, ...]) -> CardSide:
    return max(sides, key=lambda side: sum(len(line.text) for line in side.lines))


def _assemble(
    sides: tuple[CardSide, ...], options: ReadOptions, watch: Stopwatch, *, may_swap: bool = True
) -> Reading:
    """Make one reading of the sides of a card."""
    remarks = []
    with watch.stage("fields"):
        sides, contact = _guess(sides)
        if may_swap and is_swapped(sides, contact):
            sides, contact = _guess(tuple(flip(side) for side in reversed(sides)))
            remarks.append(Remark.SIDES_SWAPPED)
    if not all(side.is_found for side in sides):
        remarks.append(Remark.NO_CARD_FOUND)
    if not any(side.lines or side.codes for side in sides):
        remarks.append(Remark.NO_TEXT_FOUND)
    if len(contact.addresses) > 1 or contact.other_addresses:
        remarks.append(Remark.SEVERAL_ADDRESSES)
    if contact.other_people:
        remarks.append(Remark.SEVERAL_PEOPLE)
    if contact.other_alphabets:
        remarks.append(Remark.OTHER_ALPHABET)
    notes = _notes(sides)
    with watch.stage("proposals"):
        proposals = _propose(notes, options)
    return Reading(
        contact=contact,
        handwriting=notes,
        proposals=proposals,
        sides=sides,
        remarks=tuple(remarks),
        timing_ms=watch.timing_ms(),
    )


def _guess(sides: tuple[CardSide, ...]) -> tuple[tuple[CardSide, ...], ContactGuess]:
    """Return the guesses of a card, and its sides with what each line may be."""
    # Imported here: telephone metadata is loaded while the networks already run.
    from ocr.fields import read_fields

    lines = [
        SideLines(side.side, side.lines, (side.card.shape[1], side.card.shape[0])) for side in sides
    ]
    fields = read_fields(lines, _codes(sides))

    def told(line: Line, ref: LineRef) -> Line:
        by_hand = line.handwritten and ref not in fields.signs
        return replace(line, roles=fields.roles.get(ref, ()), handwritten=by_hand)

    return tuple(
        replace(
            side,
            lines=tuple(told(line, LineRef(side.side, i)) for i, line in enumerate(side.lines)),
        )
        for side in sides
    ), fields.contact


def _codes(sides: tuple[CardSide, ...]) -> tuple[CodeText, ...]:
    return tuple(code for side in sides for code in side.codes)


def _notes(sides: tuple[CardSide, ...]) -> tuple[Handwriting, ...]:
    return tuple(note for side in sides for note in gather_notes(side.lines, side.side))


def _propose(notes: tuple[Handwriting, ...], options: ReadOptions) -> tuple[Proposal, ...]:
    if options.shot_on is None or not notes:
        return ()
    # Imported here: most cards carry no note, and the words take a while to load.
    from ocr.proposals import ProposalOptions, propose

    return propose(notes, options.shot_on, ProposalOptions(language=options.note_language))
