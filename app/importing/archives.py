"""Archives of card photos: what is in them, one card at a time, whatever their maker put in.

Nothing is ever written under a name from an archive, and nothing is unpacked beyond its limit: an
entry is read in memory, up to the size that a photo may have.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import BinaryIO

from app.contact_values import one_line
from app.folding import fold
from app.i18n import mark
from app.importing.records import UnreadableEntryError

NO_PHOTO = mark("This is no photo.")
_TOO_LARGE = mark("This photo is too large.")
_LOCKED = mark("This file is locked by a password.")
_DAMAGED = mark("This file is damaged.")
_NESTED = mark("An archive inside an archive is not opened.")
_TABLE = mark("Import this file by itself: it holds contacts, not photos.")

_ENTRIES_LIMIT = 20_000
"""Files of an archive that are looked at; the rest would be no collection of cards."""
_NAME_LIMIT = 120
_LEFT_OUT = {"thumbs.db", "desktop.ini", ".ds_store"}
_ARCHIVES = (".zip", ".7z", ".rar", ".tar", ".gz", ".tgz")
_TABLES = (".csv", ".vcf", ".vcard", ".tsv")

_SIDE = r"(?P<side>recto|verso|front|back|avant|arriere|dos|face|[ab12])"
_SIDED = re.compile(rf"(?P<card>.*?)[\s_.\-(]+{_SIDE}\)?", re.IGNORECASE)
_BACKS = {"verso", "back", "arriere", "dos", "b", "2"}
_FRONT_OF = {"verso": ("recto",), "back": ("front",), "arriere": ("avant",), "b": ("a",),
             "2": ("1",), "dos": ("face",)}  # fmt: skip


class BrokenArchiveError(UnreadableEntryError):
    """The archive cannot be opened at all."""

    code = "broken_archive"
    hint = "This archive cannot be opened: it is damaged, or no zip file."


@dataclass(frozen=True, slots=True)
class PhotoEntry:
    """A file of an archive."""

    name: str
    """As it is shown: without folders, on one line."""
    index: int
    """Its place in the archive's own list."""
    size_bytes: int
    """As the archive says; not to be believed."""
    changed_at: datetime | None


@dataclass(frozen=True, slots=True)
class CardEntry:
    """One card of an archive: the photo of its front, and that of its back if there is one."""

    recto: PhotoEntry
    verso: PhotoEntry | None = None


@dataclass(frozen=True, slots=True)
class RefusedEntry:
    """A file of an archive that is not taken."""

    name: str
    reason: str
    """An English msgid."""


def list_cards(file: BinaryIO, photo_limit_bytes: int) -> Iterator[CardEntry | RefusedEntry]:
    """List an archive's cards, by name, without reading any photo.

    What systems leave behind (folders, __MACOSX, Thumbs.db) is passed over. Files named alike but
    for "recto" and "verso" (or front and back, a and b, 1 and 2) in one folder are one card.

    Raises:
        BrokenArchiveError: If it cannot be opened.
    """
    kept: dict[str, PhotoEntry] = {}
    for info, index in _entries(file):
        path = PurePosixPath(info.filename.replace("\\", "/"))
        if info.is_dir() or _is_left_out(path):
            continue
        name = one_line(path.name)[:_NAME_LIMIT] or f"{index + 1}"
        reason = _refusal(info, path.suffix.lower(), photo_limit_bytes)
        if reason:
            yield RefusedEntry(name, reason)
        else:
            stem = fold(str(path.with_suffix("")))
            # Two of one name in an archive are both there: by their places.
            kept[stem if stem not in kept else f"{stem}\0{index}"] = PhotoEntry(
                name, index, info.file_size, _moment(info)
            )
    yield from _pair(kept)


def _entries(file: BinaryIO) -> Iterator[tuple[zipfile.ZipInfo, int]]:
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            infos = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise BrokenArchiveError from error
    yield from ((info, index) for index, info in enumerate(infos[:_ENTRIES_LIMIT]))


def _is_left_out(path: PurePosixPath) -> bool:
    return (
        "__MACOSX" in path.parts
        or path.name.startswith(".")
        or path.name.lower() in _LEFT_OUT
        or any(part.startswith("@eaDir") for part in path.parts)
    )


def _refusal(info: zipfile.ZipInfo, suffix: str, photo_limit_bytes: int) -> str:
    if info.flag_bits & 0x1:
        return _LOCKED
    if suffix in _ARCHIVES:
        return _NESTED
    if suffix in _TABLES:
        return _TABLE
    if info.file_size > photo_limit_bytes:
        return _TOO_LARGE
    return "" if info.file_size else NO_PHOTO


def _moment(info: zipfile.ZipInfo) -> datetime | None:
    try:
        moment = datetime(*info.date_time, tzinfo=UTC)
    except ValueError:
        return None
    return moment if moment.year > 1990 else None  # 1980 is what a zip says that knows no time


def _pair(kept: dict[str, PhotoEntry]) -> Iterator[CardEntry]:
    backs: dict[str, str] = {}
    for stem in kept:
        front = _front_of(stem, kept)
        if front is not None and front not in backs:
            backs[front] = stem
    taken = set(backs.values())
    for stem, entry in sorted(kept.items()):
        if stem not in taken:
            back = backs.get(stem)
            yield CardEntry(entry, kept[back] if back is not None else None)


def _front_of(stem: str, kept: Sequence[str] | dict[str, PhotoEntry]) -> str | None:
    found = _SIDED.fullmatch(stem)
    if found is None or found["side"] not in _BACKS:
        return None
    start, end = found.span("side")
    for word in _FRONT_OF[found["side"]]:
        front = stem[:start] + word + stem[end:]
        if front in kept:
            return front
    bare = found["card"]  # "card.jpg" beside "card_verso.jpg"
    return bare if found["side"] in ("verso", "back", "arriere", "dos") and bare in kept else None


def read_photo(file: BinaryIO, entry: PhotoEntry, photo_limit_bytes: int) -> bytes:
    """Unpack one photo, at most as large as a photo may be.

    Raises:
        UnreadableEntryError: If it is larger than it says, damaged, or packed in an unknown way.
        BrokenArchiveError: If the archive cannot be opened.
    """
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            info = archive.infolist()[entry.index]
            with archive.open(info) as unpacked:
                data = unpacked.read(photo_limit_bytes + 1)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError) as error:
        raise UnreadableEntryError(_DAMAGED, code="damaged") from error
    except (NotImplementedError, ValueError, IndexError) as error:
        raise UnreadableEntryError(_DAMAGED, code="damaged") from error
    if len(data) > photo_limit_bytes:
        raise UnreadableEntryError(_TOO_LARGE, code="too_large")
    return data
