"""What to do about each flaw of a photo: words for people, apart from the measuring."""

from __future__ import annotations

from typing import Final

from ocr.types import Flaw

HINTS: Final[dict[Flaw, str]] = {
    Flaw.TOO_DARK: "The photo is dark: turn on a light, or go to a window.",
    Flaw.CUT_OFF: "A part of the card is cut off: show it whole, with some table around it.",
    Flaw.GLARE: "Light shines back from the card: tilt it away from the light.",
    Flaw.TOO_SMALL: "The card is small in the photo: go nearer.",
    Flaw.BLURRED: "The photo is blurred: hold still, and let the camera focus on the card.",
}
"""English message ids, in the order of telling: what comes first explains what follows."""
