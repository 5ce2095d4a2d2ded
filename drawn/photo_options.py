"""How a card is photographed: every knob, its unit and its usual range."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

Range = tuple[float, float]
"""Lowest and highest value; one is drawn between them."""


def draw_between(chance: np.random.Generator, limits: Range) -> float:
    """Draw a value; no chance is spent where there is only one."""
    return float(chance.uniform(*limits)) if limits[0] < limits[1] else float(limits[0])


@dataclass(frozen=True, slots=True)
class PhotoOptions:
    """What the photographer, the room and the telephone do.

    Blur is given in pixels of a photo whose long side has 1600, and grows with the photo.
    """

    long_side_px: int = 1600
    aspect_ratio: float = 4 / 3
    background: str | None = None
    """A key of `drawn.surfaces.SURFACES`; any when None."""
    is_portrait: bool | None = None
    """Whether the photo is higher than wide; mostly as the card is when None."""
    fill_ratio: Range = (0.58, 0.92)
    """The card's share of the photo's width or height, whichever is tighter; 1 touches the edge."""
    tilt_deg: Range = (0.0, 16.0)
    """How far the camera leans from looking straight down."""
    roll_deg: Range = (-7.0, 7.0)
    """How far the card lies turned in the photo."""
    shadow_strength: Range = (0.15, 0.5)
    uneven_light: Range = (0.05, 0.35)
    """How much darker the darkest corner is than the brightest."""
    cast_shadow_chance: float = 0.2
    """How often the photographer's own soft shadow falls over the card."""
    glare_chance: float = 0.12
    brightness: Range = (0.82, 1.05)
    warmth: Range = (-0.06, 0.09)
    """Colour of the light, from bluish to yellowish."""
    defocus_px: Range = (0.0, 0.9)
    motion_px: Range = (0.0, 1.6)
    noise_levels: Range = (0.8, 4.0)
    """Standard deviation of the sensor's noise, of 255 levels."""
    jpeg_quality: Range = (76, 93)
    bend_deg: Range = (0.0, 0.0)
    """How much of a circle a bent card follows; none is bent when both are 0."""
    cut_off_ratio: Range = (0.0, 0.0)
    """How much of the cards' width or height lies beyond one side of the photo."""
    is_held: bool = False
    """Whether a hand holds the card before a blurred ground, its thumb on the card."""
    orientation: int | None = None
    """EXIF orientation, 1 to 8; mostly 1, else 3, 6 or 8 when None."""


GENTLE = PhotoOptions(
    tilt_deg=(0.0, 9.0),
    roll_deg=(-4.0, 4.0),
    fill_ratio=(0.66, 0.86),
    cast_shadow_chance=0.05,
    glare_chance=0.0,
    brightness=(0.95, 1.04),
    uneven_light=(0.05, 0.2),
    warmth=(-0.02, 0.05),
    defocus_px=(0.0, 0.3),
    motion_px=(0.0, 0.0),
    noise_levels=(0.6, 1.8),
    jpeg_quality=(88, 94),
)
"""A careful photo in good light: for demonstrations."""

HARSH = PhotoOptions(
    tilt_deg=(10.0, 30.0),
    roll_deg=(-20.0, 20.0),
    fill_ratio=(0.4, 0.8),
    cast_shadow_chance=0.5,
    glare_chance=0.4,
    brightness=(0.6, 0.95),
    uneven_light=(0.25, 0.6),
    warmth=(-0.1, 0.2),
    defocus_px=(0.6, 1.8),
    motion_px=(0.0, 4.0),
    noise_levels=(4.0, 10.0),
    jpeg_quality=(45, 70),
)
"""A hurried photo in a dim room."""

STRAIGHT = PhotoOptions(
    background="dark_table",
    tilt_deg=(0.0, 0.0),
    roll_deg=(0.0, 0.0),
    fill_ratio=(0.9, 0.9),
    shadow_strength=(0.3, 0.3),
    uneven_light=(0.0, 0.0),
    cast_shadow_chance=0.0,
    glare_chance=0.0,
    brightness=(1.0, 1.0),
    warmth=(0.0, 0.0),
    defocus_px=(0.0, 0.0),
    motion_px=(0.0, 0.0),
    noise_levels=(0.0, 0.0),
    jpeg_quality=(95, 95),
    orientation=1,
)
"""No distortion at all: what a copy stand would give."""
