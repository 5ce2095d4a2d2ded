"""vCard files of any version, read card by card: 2.1, 3.0 and 4.0, from phones, desks and servers.

The library vobject takes lines apart (folding, quoted-printable, groups, parameters); finding where
a card begins and ends is ours, so that a broken card costs itself alone, a file of any size takes
the memory of one card, and pictures go past the library: portraits to app.importing.portraits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from io import StringIO
from typing import BinaryIO

from vobject.base import ContentLine, getLogicalLines, textLineToContentLine

from app.i18n import mark
from app.importing.card_values import CardValues
from app.importing.encodings import codec_of, utf8_lines
from app.importing.portraits import (
    ENCODED_LIMIT_BYTES,
    UnfitPortraitError,
    take_portrait,
)
from app.importing.records import (
    Record,
    Refusal,
    UnreadableEntryError,
    beginning_of,
    check_record,
)

CARD_LIMIT_BYTES = 512 * 1024
"""Largest card, its pictures not counted: a note of 20,000 characters fits many times."""

_NEVER_CLOSED = mark("This card has no end.")
_NEVER_OPENED = mark("This card has no beginning.")
_TOO_LARGE = mark("This card is far too large.")

_BEGIN = re.compile(rb"^\s*BEGIN\s*:\s*VCARD\s*$", re.IGNORECASE)
_END = re.compile(rb"^\s*END\s*:\s*VCARD\s*$", re.IGNORECASE)
# Up to megabytes in base64; only the PHOTO is of use here.
_BULKY = re.compile(rb"^(?:[\w-]+\.)?(PHOTO|LOGO|SOUND|KEY|AGENT)[;:]", re.IGNORECASE)
_PROPERTY = re.compile(rb"^(?:[\w-]+\.)?[A-Za-z][\w-]*[;:]")
_QUOTED_PRINTABLE = re.compile(r"(?i)(?:encoding=)?quoted-printable")


@dataclass
class _Card:
    """A card as it is put together, line by line."""

    line: int
    lines: list[bytes] = field(default_factory=list)
    size_bytes: int = 0
    portrait: list[bytes] = field(default_factory=list)
    """The lines of its first PHOTO."""
    portrait_bytes: int = 0
    is_in_picture: bool = False
    """Whether the next line may be more of a picture."""
    is_in_portrait: bool = False
    is_after_agent: bool = False
    """Whether a card may begin here that belongs to this one: somebody's assistant, in 2.1."""
    is_in_agent: bool = False

    @property
    def is_too_large(self) -> bool:
        """Whether some of its lines were let go."""
        return self.size_bytes > CARD_LIMIT_BYTES

    @property
    def is_portrait_too_large(self) -> bool:
        """Whether some of its picture was let go."""
        return self.portrait_bytes > ENCODED_LIMIT_BYTES

    def take(self, line: bytes) -> None:
        """Keep a line, unless it belongs to a picture that is no portrait."""
        is_property = _PROPERTY.match(line) is not None
        if self.is_in_agent:
            return
        if self.is_in_picture and not is_property:
            self._take_picture(line)
            return
        bulky = _BULKY.match(line)
        self.is_in_picture = bulky is not None
        self.is_after_agent = line[:6].upper() == b"AGENT:"
        if bulky is not None:
            self.is_in_portrait = bulky[1].upper() == b"PHOTO" and not self.portrait_bytes
            self._take_picture(line)
            return
        self.size_bytes += len(line)
        if not self.is_too_large:
            self.lines.append(line)

    def _take_picture(self, line: bytes) -> None:
        if not self.is_in_portrait:
            return
        self.portrait_bytes += len(line)
        if self.is_portrait_too_large:
            self.portrait.clear()
        else:
            self.portrait.append(line)


def read_vcards(file: BinaryIO, region: str, language: str) -> Iterator[Record | Refusal]:
    """Read a file's cards in their order, one at a time.

    Args:
        file: At its beginning; read as a stream.
        region: Country of telephone numbers that name none.
        language: Of the words that say in a comment what has no field of its own.
    """
    for found in _split(file):
        if isinstance(found, Refusal):
            yield found
            continue
        try:
            yield _read_card(found, region, language)
        except UnreadableEntryError as error:
            yield Refusal(found.line, error.hint, _name_of(found))


def _split(file: BinaryIO) -> Iterator[_Card | Refusal]:
    card: _Card | None = None
    for number, line in enumerate(utf8_lines(file), start=1):
        if _BEGIN.match(line):
            if card is not None and card.is_after_agent:
                card.is_in_agent, card.is_after_agent = True, False
                continue
            if card is not None:
                yield Refusal(card.line, _NEVER_CLOSED, _name_of(card))
            card = _Card(number)
        elif not _END.match(line):
            if card is not None:
                card.take(line)
        elif card is None:
            yield Refusal(number, _NEVER_OPENED)
        elif card.is_in_agent:
            card.is_in_agent = False
        else:
            yield Refusal(card.line, _TOO_LARGE, _name_of(card)) if card.is_too_large else card
            card = None
    if card is not None:
        yield Refusal(card.line, _NEVER_CLOSED, _name_of(card))


def _read_card(card: _Card, region: str, language: str) -> Record:
    values = CardValues(language)
    for line, _ in getLogicalLines(StringIO(_decode(card.lines)), allowQP=True):
        parsed = _parse(line)
        if parsed is None:
            values.keep_unread(line)
        else:
            values.take(parsed)
    return _with_portrait(card, check_record(values.to_record(card.line), region))


def _with_portrait(card: _Card, record: Record) -> Record:
    if card.is_portrait_too_large:
        return replace(record, has_unfit_portrait=True)
    if not card.portrait:
        return record
    try:
        return replace(record, portrait=take_portrait(card.portrait))
    except UnfitPortraitError:
        return replace(record, has_unfit_portrait=True)


def _decode(lines: list[bytes]) -> str:
    data = b"\n".join(lines) + b"\n"
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        # 2.1 names its charset in each property; old Outlook does not, and means Windows' own.
        named = re.search(rb"(?i)CHARSET=\"?([\w.:-]+)", data)
        charset = codec_of(named.group(1).decode("ascii")) if named else None
        if charset in (None, "utf-8"):
            charset = "cp1252"
        return data.decode(charset, errors="replace")


def _parse(line: str) -> ContentLine | None:
    head, colon, rest = line.partition(":")
    if not colon:
        return None
    if _QUOTED_PRINTABLE.search(head):
        # vobject knows the word in capitals, and the bytes by a charset that Python knows.
        head = _QUOTED_PRINTABLE.sub("ENCODING=QUOTED-PRINTABLE", head)
        named = re.search(r"(?i)charset=\"?([\w.:-]+)\"?", head)
        charset = (codec_of(named.group(1)) if named else None) or "utf-8"
        head = re.sub(r"(?i);charset=\"?[\w.:-]+\"?", "", head) + f";CHARSET={charset}"
        line = f"{head}:{rest}"
    try:
        return textLineToContentLine(line)
    except Exception:  # noqa: BLE001 - a foreign line may break a foreign parser anywhere
        return None


def _name_of(card: _Card) -> str:
    for line in card.lines:
        if line[:3].upper() in (b"FN:", b"FN;"):
            return beginning_of(line.partition(b":")[2].decode("utf-8", errors="replace"))
    return ""
