"""How a file of text is written: its encoding and its ends of lines, found from its bytes."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from io import TextIOWrapper
from typing import BinaryIO

_CHUNK_BYTES = 256 * 1024
_LINE_LIMIT_BYTES = 64 * 1024
_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def find_encoding(file: BinaryIO) -> str:
    """Say how a file is encoded: "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be" or "cp1252".

    The file is read to its end, if need be, and left at its beginning. Without a mark, what is not
    UTF-8 is taken for what Windows writes in western Europe and America.
    """
    file.seek(0)
    head = file.read(_CHUNK_BYTES)
    file.seek(0)
    if head[:2] in _UTF16_MARKS:
        return "utf-16"
    if len(head) >= 4 and b"\x00" in head[:200]:
        return "utf-16-le" if head[1:200:2].count(0) > head[0:200:2].count(0) else "utf-16-be"
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while chunk := file.read(_CHUNK_BYTES):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    finally:
        file.seek(0)
    return "utf-8-sig"


def codec_of(name: str) -> str | None:
    """Give Python's name of a charset; None for one that it does not know."""
    try:
        found = codecs.lookup(name.strip().strip('"'))
    except LookupError:
        return None
    return found.name if found._is_text_encoding else None


def utf8_lines(file: BinaryIO) -> Iterator[bytes]:
    """Give a file's lines without their ends, as they are, or as UTF-8 when it is UTF-16.

    Lines longer than 64 KiB come in pieces: nothing that is read as text is so long.
    """
    file.seek(0)
    head = file.read(_CHUNK_BYTES)
    file.seek(0)
    is_wide = head[:2] in _UTF16_MARKS or (len(head) >= 4 and b"\x00" in head[:200])
    is_old_mac = b"\r" in head and b"\n" not in head
    if is_wide or is_old_mac:
        encoding = find_encoding(file) if is_wide else "latin-1"
        wrapped = TextIOWrapper(file, encoding, errors="replace", newline=None)
        try:
            for text in iter(lambda: wrapped.readline(_LINE_LIMIT_BYTES), ""):
                stripped = text.rstrip("\n").lstrip("\ufeff")
                yield stripped.encode("latin-1" if is_old_mac else "utf-8")
        finally:
            wrapped.detach()
        return
    if head.startswith(codecs.BOM_UTF8):
        file.read(len(codecs.BOM_UTF8))
    for line in iter(lambda: file.readline(_LINE_LIMIT_BYTES), b""):
        yield line.rstrip(b"\r\n")
