"""The windows that screens are looked at in."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import Any

from tests.builders import TIMEZONE


@dataclass(frozen=True, slots=True)
class Window:
    """A size, a theme and a language."""

    width_px: int = 390
    height_px: int = 844
    theme: str = "light"
    language: str = "en"

    @property
    def is_phone(self) -> bool:
        """Whether it is held in a hand."""
        return self.width_px < 600

    @property
    def name(self) -> str:
        """Such as "390-dark-fr": for test names and files."""
        return f"{self.width_px}-{self.theme}-{self.language}"

    def options(self) -> dict[str, Any]:
        """Give the options of a Playwright context."""
        return {
            "viewport": {"width": self.width_px, "height": self.height_px},
            "color_scheme": self.theme,
            "locale": f"{self.language}-CA",
            "timezone_id": TIMEZONE,
            "is_mobile": self.is_phone,
            "has_touch": self.is_phone,
        }


PHONE = Window()
DESK = Window(1440, 900)
PAIRS = (
    replace(PHONE, language="fr"),
    replace(PHONE, theme="dark"),
    DESK,
    replace(DESK, theme="dark", language="fr"),
)
"""Each size, theme and language with each other at least once."""

EACH_SIZE = (replace(PHONE, language="fr"), DESK)
"""Each size and each language once; a test of these looks at both themes itself."""
if os.environ.get("VERSO_EVERY_WINDOW"):
    EACH_SIZE += (PHONE, replace(DESK, language="fr"))
