"""What is known of a drawn card and of its photo: the frozen values the generator gives.

Coordinates are pixels, origin top left. A card's lines lie on its flat picture; a photo's corners
lie in the upright photo, which is what is seen once the EXIF orientation has been applied.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from drawn.bend import Bend
from ocr.types import Image, PhoneLabel, Quad, Side

Homography = tuple[
    tuple[float, float, float], tuple[float, float, float], tuple[float, float, float]
]
"""Takes a point of the flat card to the upright photo, row by row."""


class LineRole(StrEnum):
    """What a printed or written line is."""

    NAME = "name"
    DEGREE = "degree"
    TITLE = "title"
    DEPARTMENT = "department"
    ORGANIZATION = "organization"
    TAGLINE = "tagline"
    PHONE = "phone"
    EMAIL = "email"
    URL = "url"
    SOCIAL = "social"
    ADDRESS = "address"
    OTHER = "other"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class NameTruth:
    """A person's name as printed, and its parts; absent parts are empty."""

    full: str
    given: str
    family: str
    prefix: str = ""
    suffix: str = ""

    @property
    def without_degrees(self) -> str:
        """The name as people say it, with its form of address."""
        return self.full.removesuffix(f", {self.suffix}")


@dataclass(frozen=True, slots=True)
class PhoneTruth:
    """A telephone number as it stands on the card, without its label."""

    value: str
    e164: str
    label: PhoneLabel
    extension: str = ""


@dataclass(frozen=True, slots=True)
class SocialTruth:
    """A profile on a social service."""

    service: str
    value: str


@dataclass(frozen=True, slots=True)
class AddressTruth:
    """A postal address: its printed lines, and its parts; absent parts are empty."""

    lines: tuple[str, ...]
    street: str
    postcode: str
    locality: str
    region: str = ""
    country: str = ""

    @property
    def formatted(self) -> str:
        """The address as one text."""
        return ", ".join(line.rstrip(",") for line in self.lines)


@dataclass(frozen=True, slots=True)
class CardFields:
    """Everything a reader should find on a card, corrections by hand applied."""

    name: NameTruth | None
    organization: str = ""
    department: str = ""
    title: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[PhoneTruth, ...] = ()
    urls: tuple[str, ...] = ()
    social: tuple[SocialTruth, ...] = ()
    addresses: tuple[AddressTruth, ...] = ()


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """One line of text on the flat card, its quad tight around the ink."""

    text: str
    quad: Quad
    roles: tuple[LineRole, ...]
    """What the line says, most important first; more than one when it says several things."""
    side: Side = Side.RECTO
    is_handwritten: bool = False
    is_struck_out: bool = False

    @property
    def role(self) -> LineRole:
        """The first thing that the line says."""
        return self.roles[0]


@dataclass(frozen=True, slots=True)
class NoteTruth:
    """A note written on the card, and why; see `drawn.notes`."""

    text: str
    side: Side
    intent: str


@dataclass(frozen=True, slots=True, eq=False)
class DrawnCard:
    """A card with its two pictures and all that is true of it."""

    seed: int
    layout: str
    verso_kind: str
    language: str
    country: str
    fields: CardFields
    recto: Image
    verso: Image | None
    lines: tuple[DrawnLine, ...]
    px_per_mm: float
    corner_radius_px: float
    notes: tuple[NoteTruth, ...] = ()
    annotation: str = "none"
    """What was written on the recto: "none", "note" or "struck"."""
    code_text: str = ""
    """What the QR code says, "" when there is none."""

    def lines_of(self, side: Side) -> tuple[DrawnLine, ...]:
        """Give the lines of one side, in the order they were drawn."""
        return tuple(line for line in self.lines if line.side is side)

    def picture_of(self, side: Side) -> Image:
        """Give the flat picture of one side.

        Raises:
            ValueError: If the card has no such side.
        """
        picture = self.recto if side is Side.RECTO else self.verso
        if picture is None:
            raise ValueError(f"card {self.seed} has no {side}")
        return picture


@dataclass(frozen=True, slots=True)
class PlacedCard:
    """Where one card lies in a photo."""

    index: int
    """Which of the photographed pictures it is."""
    quad: Quad
    """The card's corners in the upright photo, clockwise from the card's own top left."""
    to_photo: Homography
    """From the card's plane; a bent card's points are bent first."""
    bend: Bend | None = None

    def quad_in_photo(self, quad: Quad) -> Quad:
        """Take a quad of the flat card to the upright photo."""
        flat = np.array(quad, dtype=np.float64)
        seen = flat if self.bend is None else self.bend.place(flat)
        points = np.column_stack([seen, np.ones(4)])
        moved = points @ np.array(self.to_photo, dtype=np.float64).T
        moved = moved[:, :2] / moved[:, 2:]
        return as_quad(moved)


@dataclass(frozen=True, slots=True)
class DrawnPhoto:
    """A photo of cards as JPEG bytes, and where each card is."""

    jpeg: bytes
    size_px: tuple[int, int]
    """Width and height of the upright photo."""
    orientation: int
    """EXIF orientation written in the file, 1 to 8."""
    background: str
    """What the cards lie on, a key of `drawn.surfaces.SURFACES`."""
    cards: tuple[PlacedCard, ...]


def as_quad(points: NDArray[np.float64]) -> Quad:
    """Turn four points, shape (4, 2), into a quad of plain floats."""
    a, b, c, d = ((float(x), float(y)) for x, y in points)
    return (a, b, c, d)
