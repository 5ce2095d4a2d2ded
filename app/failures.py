"""Why a scan could not be read, in words: its error code turned into a hint for people."""

from __future__ import annotations

from collections.abc import Iterator

from app.i18n import mark
from app.leases import CRASHED
from ocr.errors import ReadError

TIMED_OUT = "timed_out"
OUT_OF_MEMORY = "out_of_memory"
PHOTO_MISSING = "photo_missing"

_OWN_HINTS = {
    CRASHED: mark(
        "Reading this photo failed several times. The photo is kept: read it again, or type the "
        "contact in."
    ),
    TIMED_OUT: mark(
        "Reading this photo took too long. The photo is kept: read it again, or type the contact "
        "in."
    ),
    OUT_OF_MEMORY: mark(
        "Reading this photo took too much memory. The photo is kept: send a smaller one, or type "
        "the contact in."
    ),
    PHOTO_MISSING: mark("The photo is no longer in the photo store."),
}


def failure_hint(code: str | None) -> str:
    """Give the hint of a scan's error code: English, a msgid of the catalogues."""
    hints = _OWN_HINTS | {error.code: error.hint for error in _read_errors(ReadError)}
    return hints.get(code or "", ReadError.hint)


def _read_errors(family: type[ReadError]) -> Iterator[type[ReadError]]:
    yield family
    for kind in family.__subclasses__():
        yield from _read_errors(kind)
