"""Files as they are sent: told by what is in them, and several of them put into one."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO, BinaryIO

from app.errors import InvalidError
from app.importing.encodings import utf8_lines
from app.models import ImportKind

_MEMORY_BYTES = 4 * 1024 * 1024
"""What is put together is on the disk from this size on."""
_NO_TEXT = (b"%PDF", b"\xd0\xcf\x11\xe0", b"GIF8", b"Rar!", b"7z", b"\x1f\x8b")


class UnknownFileError(InvalidError):
    """The file is of no kind that can be brought in."""

    code = "unknown_file"
    hint = "This file holds neither contacts nor photos: a vCard, a CSV table or a zip of photos."


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file as it was sent."""

    name: str
    file: BinaryIO


def size_of(file: BinaryIO) -> int:
    """Say how many bytes a file has, and go to its beginning."""
    file.seek(0, 2)
    size = file.tell()
    file.seek(0)
    return size


class OneFile:
    """Several files as one: photos as an archive, vCards one after the other."""

    def __init__(self, files: Sequence[SentFile]) -> None:
        self._files = files
        self._made: IO[bytes] | None = None

    def __enter__(self) -> tuple[ImportKind, BinaryIO]:
        kinds = {_kind_of(one.file) for one in self._files}
        if len(self._files) == 1:
            (kind,) = kinds
            file = self._files[0].file
            if kind is not ImportKind.PHOTOS or _is_zip(file):
                inner = self._unpack_cards(file) if kind is ImportKind.PHOTOS else None
                return (ImportKind.VCARD, inner) if inner is not None else (kind, file)
        elif ImportKind.CSV in kinds and kinds != {ImportKind.CSV}:
            kinds.discard(ImportKind.CSV)  # text files in a folder of photos are told as refused
        if kinds == {ImportKind.VCARD}:
            return ImportKind.VCARD, self._join()
        if ImportKind.PHOTOS not in kinds:
            raise InvalidError("Choose one table at a time.", code="several_tables")
        return ImportKind.PHOTOS, self._pack()

    def __exit__(self, *_: object) -> None:
        if self._made is not None:
            self._made.close()

    def _make(self) -> IO[bytes]:
        self._made = tempfile.SpooledTemporaryFile(max_size=_MEMORY_BYTES)  # noqa: SIM115
        return self._made

    def _join(self) -> BinaryIO:
        made = self._make()
        for one in self._files:
            for line in utf8_lines(one.file):
                made.write(line + b"\n")
        made.seek(0)
        return made  # type: ignore[return-value]

    def _pack(self) -> BinaryIO:
        made = self._make()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
            for number, one in enumerate(self._files):
                # A folder each, so that two of one name are both there; sides are told by names.
                folder, _, name = one.name.replace("\\", "/").rpartition("/")
                info = zipfile.ZipInfo(f"{folder or '.'}/{name or number}")
                one.file.seek(0)
                with archive.open(info, "w", force_zip64=True) as entry:
                    while piece := one.file.read(1024 * 1024):
                        entry.write(piece)
        made.seek(0)
        return made  # type: ignore[return-value]

    def _unpack_cards(self, file: BinaryIO) -> BinaryIO | None:
        """Give the cards of an archive of vCards, as Verso's own exports are; None for another."""
        try:
            with zipfile.ZipFile(file) as archive:
                infos = [one for one in archive.infolist() if not one.is_dir()]
                names = [one.filename.lower() for one in infos]
                if not names or not all(name.endswith((".vcf", ".vcard")) for name in names):
                    return None
                if sum(one.file_size for one in infos) > 20 * size_of(file) + _MEMORY_BYTES:
                    return None
                made = self._make()
                for info in infos:
                    with archive.open(info) as card:
                        left = info.file_size
                        while left > 0 and (piece := card.read(min(left, 1024 * 1024))):
                            left -= len(piece)
                            made.write(piece)
                    made.write(b"\r\n")
        except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError):
            return None
        made.seek(0)
        return made  # type: ignore[return-value]


def _is_zip(file: BinaryIO) -> bool:
    file.seek(0)
    head = file.read(4)
    file.seek(0)
    return head in (b"PK\x03\x04", b"PK\x05\x06")


def _kind_of(file: BinaryIO) -> ImportKind:
    """Tell by its first bytes what a file holds; never by its name.

    Raises:
        UnknownFileError: If it is empty, or nothing that could be text.
    """
    from ocr.decode import sniff_kind

    file.seek(0)
    head = file.read(4096)
    file.seek(0)
    if not head.strip():
        raise UnknownFileError
    if _is_zip(file) or sniff_kind(head) is not None:
        return ImportKind.PHOTOS
    plain = head.replace(b"\x00", b"").lstrip(b"\xff\xfe\xef\xbb\xbf \t\r\n").upper()
    if b"BEGIN:VCARD" in plain[:2000]:
        return ImportKind.VCARD
    if sum(1 for byte in head if byte < 9 and byte) > 0 or head[:4] in (
        b"%PDF",
        b"\xd0\xcf\x11\xe0",
    ):
        raise UnknownFileError
    return ImportKind.CSV
