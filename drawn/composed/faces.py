"""Turns the styles that composed cards name into faces that are installed.

A style is a kind, then any of -bold, -light, -italic and -wide: "serif-bold-italic". Which family
of a kind a card gets follows from the card's id, one for the whole card, so that a file of cards
shows them all.
"""

from __future__ import annotations

from functools import cache
from itertools import groupby
from random import Random

from drawn.canvas import Color, Span, Type
from drawn.fonts import Face, FontMissingError, find_face, load_font

FAMILIES: dict[str, tuple[str, ...]] = {
    "sans": (
        "inter", "work-sans", "open-sans", "lato", "roboto", "ibm-plex-sans", "montserrat",
        "poppins", "raleway", "josefin-sans",
    ),
    "serif": (
        "eb-garamond", "source-serif-4", "crimson-text", "libre-baskerville",
        "cormorant-garamond", "merriweather",
    ),
    "mono": ("ibm-plex-mono",),
    "display": (
        "playfair-display", "bebas-neue", "josefin-sans", "montserrat", "raleway", "lobster",
    ),
    "script": (
        "allura", "courgette", "dancing-script", "great-vibes", "kaushan-script", "pacifico",
        "parisienne", "satisfy", "yellowtail",
    ),
    "condensed": ("barlow-condensed", "oswald"),
    "slab": ("roboto-slab", "zilla-slab"),
}  # fmt: skip
MODIFIERS = ("bold", "light", "italic", "wide")
STYLE_NAMES = f"{', '.join(FAMILIES)}, each with or without {', '.join(f'-{m}' for m in MODIFIERS)}"

# How much larger these are set to look as large as the others of the same size.
_SCALE = {
    "eb-garamond": 1.1, "crimson-text": 1.1, "cormorant-garamond": 1.18, "josefin-sans": 1.08,
    "barlow-condensed": 1.12, "bebas-neue": 1.15, "libre-baskerville": 0.93,
    "montserrat": 0.94, "poppins": 0.95, "ibm-plex-mono": 0.92, "allura": 1.2, "great-vibes": 1.2,
    "parisienne": 1.1, "zilla-slab": 1.05,
}  # fmt: skip
_WIDE_TRACKING = 0.15
_WEIGHTS = {"light": 300, "": 400, "bold": 700}
_SUBSETS = ("latin", "latin-ext", "vietnamese")
_SYMBOLS = Face("noto-sans-symbols-2", 400, subset="symbols")
_PROBE_PX = 40.0
_MISSING = "\U0010fffd"


class GlyphMissingError(ValueError):
    """A letter is in none of the installed files of a family."""


def check_style(style: str) -> bool:
    """Say whether there is such a style."""
    kind, *modifiers = style.split("-")
    return kind in FAMILIES and set(modifiers) <= set(MODIFIERS)


def type_of(style: str, card_id: str, size_pt: float, color: Color, text: str = "") -> Type:
    """Choose how a text of a card is set: in the card's family of that kind, if it has the letters.

    A family that lacks one of them is passed over for the next, as a printer would.
    """
    kind, *modifiers = style.split("-")
    families = list(FAMILIES[kind])
    Random(f"{kind} of {card_id}").shuffle(families)
    family = next((f for f in families if _has_letters(f, text)), families[0])
    weight = _WEIGHTS[next((m for m in ("bold", "light") if m in modifiers), "")]
    tracking = _WIDE_TRACKING if "wide" in modifiers else 0.0
    face = _nearest_face(family, weight, is_italic="italic" in modifiers)
    return Type(face, size_pt * _SCALE.get(family, 1.0), color, tracking)


def spans_of(text: str, style: Type) -> list[Span]:
    """Split a text where its letters come from another file of the same family.

    Raises:
        GlyphMissingError: If a letter is in none of them.
    """
    chosen = [(letter, _face_with(letter, style.face)) for letter in text]
    return [
        (
            "".join(letter for letter, _ in group),
            Type(face, style.size_pt, style.color, style.tracking),
        )
        for face, group in groupby(chosen, key=lambda pair: pair[1])
    ]


def _has_letters(family: str, text: str) -> bool:
    face = _nearest_face(family, _WEIGHTS[""], is_italic=False)
    try:
        return all(_face_with(letter, face) for letter in text)
    except GlyphMissingError:
        return False


def _face_with(letter: str, face: Face) -> Face:
    candidates = [Face(face.family, face.weight, face.is_italic, subset) for subset in _SUBSETS]
    for candidate in (*candidates, _SYMBOLS):
        if letter.isspace() or (_is_installed(candidate) and _has_glyph(candidate, letter)):
            return candidate
    raise GlyphMissingError(f"{face.family} has no letter {letter!r} (U+{ord(letter):04X})")


@cache
def _has_glyph(face: Face, letter: str) -> bool:
    font = load_font(face, _PROBE_PX)
    return bytes(font.getmask(letter)) != bytes(font.getmask(_MISSING))


@cache
def _nearest_face(family: str, weight: int, *, is_italic: bool) -> Face:
    """Find the installed face nearest to what was asked for, upright where there is no italic."""
    for italic in dict.fromkeys((is_italic, False)):
        weights = sorted(range(100, 1000, 100), key=lambda w: (abs(w - weight), -w))
        for candidate in (Face(family, w, italic) for w in weights):
            if _is_installed(candidate):
                return candidate
    # None: let the search say which file is missing and what installs it.
    find_face(Face(family, weight))
    raise AssertionError("unreachable")


@cache
def _is_installed(face: Face) -> bool:
    try:
        return find_face(face).is_file()
    except FontMissingError:
        return False
