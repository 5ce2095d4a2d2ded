"""Colours and type that go together."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from drawn.canvas import Color, Type
from drawn.fonts import Face


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of a card."""

    name: str
    paper: Color
    ink: Color
    muted: Color
    accent: Color
    panel: Color
    """Ground of blocks, bands and dark cards."""
    on_panel: Color
    on_panel_muted: Color
    on_panel_accent: Color

    @property
    def deep(self) -> Color:
        """A dark colour of the palette: its panel, or a darker accent when the panel is pale."""
        is_dark = brightness(self.panel) < 110
        return self.panel if is_dark else mix(self.accent, self.ink, 0.45)


@dataclass(frozen=True, slots=True)
class TypeSet:
    """The faces of a card, and how much larger they must be set to look alike in size."""

    display: Face
    body: Face
    strong: Face
    display_scale: float = 1.0
    body_scale: float = 1.0
    tracking: float = 0.0
    """Of the display face."""


@dataclass(frozen=True, slots=True)
class Style:
    """How one card is set."""

    palette: Palette
    types: TypeSet
    label_style: str
    """How telephone numbers and addresses are announced: one of LABEL_STYLES."""
    is_name_upper: bool = False
    is_family_upper: bool = False

    def display(
        self,
        size_pt: float,
        color: Color,
        tracking: float | None = None,
        *,
        is_upper: bool | None = None,
    ) -> Type:
        """Set something large."""
        tracking = self.types.tracking if tracking is None else tracking
        upper = bool(is_upper)
        return Type(self.types.display, size_pt * self.types.display_scale, color, tracking, upper)

    def body(
        self, size_pt: float, color: Color, tracking: float = 0.0, *, is_upper: bool = False
    ) -> Type:
        """Set running details."""
        return Type(self.types.body, size_pt * self.types.body_scale, color, tracking, is_upper)

    def strong(
        self, size_pt: float, color: Color, tracking: float = 0.0, *, is_upper: bool = False
    ) -> Type:
        """Set details with weight."""
        return Type(self.types.strong, size_pt * self.types.body_scale, color, tracking, is_upper)


LABEL_STYLES = ("none", "letter", "word", "colon", "icon")


def rgb(code: str) -> Color:
    """Read a colour such as "1b2a41"."""
    return (int(code[0:2], 16), int(code[2:4], 16), int(code[4:6], 16))


def brightness(color: Color) -> float:
    """Give how bright a colour looks, 0 to 255 (Rec. 601)."""
    return 0.299 * color[0] + 0.587 * color[1] + 0.114 * color[2]


def mix(first: Color, second: Color, part: float) -> Color:
    """Blend two colours; part 0 gives the first, 1 the second."""
    r, g, b = (round(a + (c - a) * part) for a, c in zip(first, second, strict=True))
    return (r, g, b)


def _palette(row: str) -> Palette:
    name, *codes = row.split()
    return Palette(name, *(rgb(code) for code in codes))


# name paper ink muted accent panel on_panel on_panel_muted on_panel_accent
PALETTES = tuple(
    _palette(row)
    for row in """
    ink       fdfcf9 1c2430 606b7a 1f4e8c 17304f ffffff b9c7da 8fb8f0
    terracotta fbf7f1 2b2320 7b6a61 b5532d 9c4526 fff7ef f0d3c2 ffd2b0
    sage      fafaf5 232b26 66736a 4f7a5b 35543f f6faf4 c4d6c8 b9dfb6
    plum      fcfafb 2a1f2b 74657a 7a3b69 4a2545 fdf6fb d6bfd3 f0b6dd
    graphite  ffffff 222222 707070 c0392b 262626 ffffff b5b5b5 ff8a70
    ocean     fcfdfe 12303a 5b7480 0f7c8c 0d4a5a f4fdff add2d9 7fe3e0
    mustard   fffdf6 2d2a24 766f60 c18a12 2d2a24 fff9e8 cbbf9f f0bf45
    forest    faf8f2 1e2a22 626e63 2e6b46 1f3d2b f8f6ea c0cdb9 d8b86a
    rose      fffafa 33262a 85707a c2566d f3d9dc 4a2530 8a5b68 b23a55
    sky       ffffff 1d2b3a 66788a 2d7dd2 2d7dd2 ffffff d6e8fb fff1b8
    burgundy  fbf8f4 2a1c1e 75656a 7b1e32 5f1626 fff6f2 dfc0c3 e5b87f
    olive     f9f8f1 2b2c20 71725f 7d7f2e 4b4c24 fbfbee d0d1ad e6e58a
    teal      ffffff 20302f 637775 13877b 0f6b62 ffffff b8dcd8 ffd98a
    sand      f4eee3 3a3128 85786a a4713c d9c5a6 3a3128 6f6150 7a4a1c
    midnight  f7f7f9 14151f 666a80 4b4ede 14172b f4f4ff a7abc9 9fb0ff
    coral     fffdfb 2f2a2a 7c7272 e4572e e4572e fffaf5 ffdccf fff0a8
    violet    fdfdff 241f35 6d6882 6a4fc8 3a2a78 f8f6ff c3bbe6 ffc9f0
    black     ffffff 111111 6a6a6a 111111 141414 f5f2ea a8a39a d4b06a
    copper    fbfaf8 27241f 746d63 a8622f 23201c f3ede3 ada396 d98e54
    mint      fbfefc 17302a 5c766e 1f9e76 dff3ea 143a2e 4d776a 0f7f5c
    """.strip().splitlines()
)

_SANS = (
    TypeSet(Face("inter", 600), Face("inter", 400), Face("inter", 600), tracking=-0.01),
    TypeSet(Face("poppins", 600), Face("poppins", 400), Face("poppins", 500), 0.95, 0.93),
    TypeSet(Face("montserrat", 600), Face("montserrat", 400), Face("montserrat", 600), 0.93, 0.91),
    TypeSet(Face("work-sans", 600), Face("work-sans", 400), Face("work-sans", 600)),
    TypeSet(Face("ibm-plex-sans", 600), Face("ibm-plex-sans", 400), Face("ibm-plex-sans", 500)),
    TypeSet(
        Face("josefin-sans", 600), Face("josefin-sans", 400), Face("josefin-sans", 600), 1.1, 1.12
    ),
    TypeSet(Face("raleway", 600), Face("lato", 400), Face("lato", 700)),
    TypeSet(Face("lato", 700), Face("lato", 400), Face("lato", 700), 1.02, 1.0),
    TypeSet(Face("roboto", 500), Face("roboto", 400), Face("roboto", 500)),
    TypeSet(Face("open-sans", 600), Face("open-sans", 400), Face("open-sans", 600), 0.97, 0.96),
    TypeSet(Face("poppins", 300), Face("poppins", 300), Face("poppins", 500), 0.97, 0.93),
    TypeSet(Face("raleway", 300), Face("open-sans", 400), Face("open-sans", 600), 1.05, 0.95),
)
_CONDENSED = (
    TypeSet(Face("oswald", 500), Face("open-sans", 400), Face("open-sans", 600), 0.98, 0.94, 0.02),
    TypeSet(Face("bebas-neue", 400), Face("roboto", 400), Face("roboto", 500), 1.25, 0.97, 0.03),
    TypeSet(
        Face("barlow-condensed", 600),
        Face("barlow-condensed", 400),
        Face("barlow-condensed", 600),
        1.2,
        1.2,
        0.01,
    ),
)
_SERIF = (
    TypeSet(Face("playfair-display", 600), Face("lato", 400), Face("lato", 700), 1.02, 0.97),
    TypeSet(
        Face("cormorant-garamond", 600),
        Face("cormorant-garamond", 500),
        Face("cormorant-garamond", 700),
        1.25,
        1.2,
    ),
    TypeSet(
        Face("eb-garamond", 500), Face("eb-garamond", 400), Face("eb-garamond", 600), 1.15, 1.12
    ),
    TypeSet(
        Face("libre-baskerville", 400),
        Face("source-serif-4", 400),
        Face("source-serif-4", 600),
        0.92,
        1.0,
    ),
    TypeSet(Face("merriweather", 700), Face("open-sans", 400), Face("open-sans", 600), 0.94, 0.93),
    TypeSet(
        Face("crimson-text", 600), Face("crimson-text", 400), Face("crimson-text", 600), 1.16, 1.12
    ),
    TypeSet(
        Face("source-serif-4", 600),
        Face("source-serif-4", 400),
        Face("source-serif-4", 600),
        1.02,
        1.0,
    ),
    TypeSet(
        Face("playfair-display", 400), Face("work-sans", 400), Face("work-sans", 600), 1.05, 0.97
    ),
    TypeSet(
        Face("cormorant-garamond", 500), Face("montserrat", 400), Face("montserrat", 500), 1.3, 0.87
    ),
)
TYPE_SETS: dict[str, tuple[TypeSet, ...]] = {
    "sans": _SANS,
    "serif": _SERIF,
    "condensed": _CONDENSED,
    "any": _SANS + _SERIF + _CONDENSED,
}


def draw_style(rng: Random, kinds: tuple[str, ...], label_styles: tuple[str, ...]) -> Style:
    """Draw colours, type and habits for a card.

    Args:
        rng: Source of chance.
        kinds: Keys of `TYPE_SETS` that suit the layout.
        label_styles: Which of `LABEL_STYLES` suit it.
    """
    habit = rng.random()
    return Style(
        palette=rng.choice(PALETTES),
        types=rng.choice([t for kind in kinds for t in TYPE_SETS[kind]]),
        label_style=rng.choice(label_styles),
        is_name_upper=habit < 0.14,
        is_family_upper=0.14 <= habit < 0.24,
    )
