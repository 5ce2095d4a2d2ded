"""The frozen values that pass between the stages of a reading.

Pictures are RGB arrays of shape (height, width, 3), dtype uint8. Coordinates are pixels with the
origin at the top left, x to the right and y down. Confidences are probabilities in [0, 1].
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]
"""RGB picture, shape (height, width, 3), uint8."""

Point = tuple[float, float]
Quad = tuple[Point, Point, Point, Point]
"""Four corners in pixels, clockwise from the top left."""


class Side(StrEnum):
    """The two sides of a card: recto is the printed front, verso the back."""

    RECTO = "recto"
    VERSO = "verso"


class PhoneLabel(StrEnum):
    """What a telephone number is for, as the reading contract names it."""

    WORK = "work"
    CELL = "cell"
    HOME = "home"
    FAX = "fax"
    OTHER = "other"


class FieldRole(StrEnum):
    """What a line of a card may be, as the field it would go into."""

    NAME = "name"
    ORGANIZATION = "organization"
    DEPARTMENT = "department"
    TITLE = "title"
    ADDRESS = "address"
    EMAIL = "email"
    PHONE = "phone"
    URL = "url"
    SOCIAL = "social"


@dataclass(frozen=True, slots=True)
class RoleGuess:
    """What one line may be: how likely, and what the field would get from it."""

    role: FieldRole
    confidence: float
    value: str
    """What belongs into the field, labels such as "T." and everything else on the line aside."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text on a flattened card."""

    text: str
    quad: Quad
    """Corners on the flattened card, pixels, clockwise from the top left of the text."""
    confidence: float
    """Of the recogniser, [0, 1]."""
    handwritten: bool = False
    struck: tuple[int, int] = (0, 0)
    """The characters that somebody struck out: the first, and the one after the last."""
    pen_odds: float = 0.0
    """Logarithm of the odds that a pen wrote the line, as the recogniser's network sees it; 0 when
    the recogniser does not say."""
    roles: tuple[RoleGuess, ...] = ()
    """What the line may be, the likeliest first; empty until the fields of the card are read. A
    line with two telephones has the role twice."""


@dataclass(frozen=True, slots=True)
class LineRef:
    """Points at one line of a reading: which side, and its index in that side's lines."""

    side: Side
    line: int


@dataclass(frozen=True, slots=True)
class NameGuess:
    """A person's name and its parts; parts that are not there are empty strings."""

    full: str
    given: str
    family: str
    prefix: str
    suffix: str
    confidence: float
    lines: tuple[LineRef, ...]


@dataclass(frozen=True, slots=True)
class TextGuess:
    """A field value that is one text: organization, department, title, e-mail, URL."""

    value: str
    confidence: float
    lines: tuple[LineRef, ...]


@dataclass(frozen=True, slots=True)
class PhoneGuess:
    """A telephone number as printed, and in E.164 when it is valid ("" when it is not)."""

    value: str
    e164: str
    label: PhoneLabel
    extension: str
    confidence: float
    lines: tuple[LineRef, ...]


@dataclass(frozen=True, slots=True)
class SocialGuess:
    """A profile on a social service, such as service "linkedin" and value "in/ada"."""

    service: str
    value: str
    confidence: float
    lines: tuple[LineRef, ...]


@dataclass(frozen=True, slots=True)
class AddressGuess:
    """A postal address: as one text, and in parts ("" for a part that is not there)."""

    formatted: str
    street: str
    postcode: str
    locality: str
    region: str
    country: str
    confidence: float
    lines: tuple[LineRef, ...]


@dataclass(frozen=True, slots=True)
class Candidates:
    """Values that fields might have in the place of the guess, the likeliest first."""

    name: tuple[TextGuess, ...] = ()
    organization: tuple[TextGuess, ...] = ()
    department: tuple[TextGuess, ...] = ()
    title: tuple[TextGuess, ...] = ()


@dataclass(frozen=True, slots=True)
class ContactGuess:
    """Every guess about the person on a card; nothing in it has been confirmed by anyone."""

    name: NameGuess | None = None
    organization: TextGuess | None = None
    department: TextGuess | None = None
    title: TextGuess | None = None
    emails: tuple[TextGuess, ...] = ()
    phones: tuple[PhoneGuess, ...] = ()
    urls: tuple[TextGuess, ...] = ()
    social: tuple[SocialGuess, ...] = ()
    addresses: tuple[AddressGuess, ...] = ()
    candidates: Candidates = field(default_factory=Candidates)
    other_addresses: tuple[LineRef, ...] = ()
    """Lines of further offices' addresses, which are no guesses but said by a remark."""
    other_people: tuple[LineRef, ...] = ()
    """Lines that name further people: a contact is one person, the others are said by a remark."""
    other_alphabets: tuple[LineRef, ...] = ()
    """Lines that say in another alphabet what the card says in Latin letters, too; likewise."""


@dataclass(frozen=True, slots=True)
class SideLines:
    """The lines of one flattened side, in reading order, and the size of its picture.

    This is all that the assignment of fields sees: no pixels.
    """

    side: Side
    lines: tuple[Line, ...]
    size_px: tuple[int, int]
    """Width and height of the flattened card, pixels."""


@dataclass(frozen=True, slots=True)
class CodeText:
    """What a QR code on the card says, with where it was found."""

    side: Side
    text: str
    quad: Quad


class Flaw(StrEnum):
    """What makes a photo of a card worth taking again."""

    TOO_DARK = "too_dark"
    CUT_OFF = "cut_off"
    GLARE = "glare"
    TOO_SMALL = "too_small"
    BLURRED = "blurred"


@dataclass(frozen=True, slots=True)
class SideQuality:
    """How good the photo of one side is; measured by `ocr.quality`."""

    sharpness: float
    """How often the width of an edge goes into the height of the letters; 0 without text."""
    glare_ratio: float
    """Share of the card on which light shines back, [0, 1]."""
    is_cut_off: bool
    text_height_px: float
    """Of the smaller lines, in pixels of the photo as it was taken; 0 without text."""
    light: float
    """Brightness of what is light where the text is, [0, 1]."""
    flaws: tuple[Flaw, ...] = ()


@dataclass(frozen=True, slots=True)
class CardSide:
    """One flattened side of a card with what was read on it."""

    side: Side
    card: Image
    quad: Quad
    """Corners of the card in the upright photo, pixels."""
    is_found: bool
    """False when no card's edge was found and the whole photo was read instead."""
    lines: tuple[Line, ...]
    codes: tuple[CodeText, ...] = ()
    quality: SideQuality | None = None
    """None when nobody measured it."""


@dataclass(frozen=True, slots=True)
class Handwriting:
    """A note somebody wrote by hand, with the place of its picture on the flattened card."""

    text: str
    side: Side
    confidence: float
    quad: Quad
    lines: tuple[LineRef, ...]


class ProposalKind(StrEnum):
    """What a note asks for. The first seven are follow-ups."""

    CALL = "call"
    WRITE = "write"
    MEET = "meet"
    THANK = "thank"
    CONGRATULATE = "congratulate"
    INTRODUCE = "introduce"
    SEND = "send"
    TAG = "tag"
    REFERRAL = "referral"
    SPARE_CARD = "spare_card"


@dataclass(frozen=True, slots=True)
class Proposal:
    """An action suggested by a note. Never applied by itself."""

    kind: ProposalKind
    text: str
    """The words of the note that ask for it, as they were read."""
    due: str
    """ISO date, or "" when the note names no day."""
    value: str
    """What or whom it is about: a tag, a person, a thing to send; "" when the note does not say."""
    confidence: float
    lines: tuple[LineRef, ...]
    time: str = ""
    """HH:MM of the account's time zone, or "" when the note names no time of day."""
    note: int = 0
    """Index in the reading's handwriting of the note that `text` was taken from."""
    span: tuple[int, int] = (0, 0)
    """Where `text` stands in that note: first character, and one past the last."""


class Remark(StrEnum):
    """What a person should be told about a reading that worked."""

    NO_CARD_FOUND = "no_card_found"
    NO_TEXT_FOUND = "no_text_found"
    SIDES_SWAPPED = "sides_swapped"
    SEVERAL_ADDRESSES = "several_addresses"
    SEVERAL_PEOPLE = "several_people"
    OTHER_ALPHABET = "other_alphabet"


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read of one card, both sides."""

    contact: ContactGuess
    handwriting: tuple[Handwriting, ...]
    proposals: tuple[Proposal, ...]
    sides: tuple[CardSide, ...]
    remarks: tuple[Remark, ...] = ()
    timing_ms: dict[str, float] = field(default_factory=dict)
