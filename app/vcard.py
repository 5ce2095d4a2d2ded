"""vCard 3.0, in the form that address books on phones and desks really read.

Knows neither the database nor the server: `verso read --format vcard` writes its cards with the
same code. Where importers disagree with the standard, the comment says which one and why.
"""

from __future__ import annotations

import base64
import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import UTC

from app.i18n import format_date, mark, translate
from app.links import link_address, service_name
from app.vcard_contact import (
    VcardAddress,
    VcardContact,
    VcardLink,
    VcardMeeting,
    VcardNote,
    VcardPhone,
)
from ocr.types import PhoneLabel

_FOLD_AT_BYTES = 75
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\ufeff\ud800-\udfff]")
# Upper case and unquoted: "HOME,VOICE" in quotes shows as "HOME on iOS. A fax alone would become a
# fax at home on Android.
_PHONE_TYPES = {
    PhoneLabel.WORK: "WORK,VOICE",
    PhoneLabel.CELL: "CELL",
    PhoneLabel.HOME: "HOME,VOICE",
    PhoneLabel.FAX: "WORK,FAX",
    PhoneLabel.OTHER: "VOICE",
}


def write_vcard(contact: VcardContact, language: str = "en") -> str:
    """Write one card.

    Args:
        contact: What goes into it.
        language: Of the labels in the NOTE, one of app.i18n.LANGUAGES.

    Returns:
        A whole vCard 3.0 with CRLF at the end of each line; encode it as UTF-8 without a BOM.
    """
    lines = ["BEGIN:VCARD", "VERSION:3.0", *_name_lines(contact)]
    if contact.title:
        lines.append(f"TITLE:{_text(contact.title)}")
    lines.extend(_phone_line(phone) for phone in contact.phones)
    lines.extend(f"EMAIL;TYPE=INTERNET,WORK:{_text(email)}" for email in contact.emails)
    lines.extend(_address_line(address) for address in contact.addresses)
    lines.extend(_link_lines(contact.links))
    if contact.tags:
        # One line only: Nextcloud loses a second one. The comma between tags stays bare.
        lines.append("CATEGORIES:" + ",".join(_text(tag) for tag in contact.tags))
    note = write_note(contact, language)
    if note:
        lines.extend(_fold(f"NOTE:{_escape(_clean_lines(note))}"))
    if contact.photo:
        picture = base64.b64encode(contact.photo).decode("ascii")
        lines.extend(_fold(f"PHOTO;ENCODING=b;TYPE=JPEG:{picture}"))
    if contact.uid:
        lines.append(f"UID:{_text(contact.uid)}")
    if contact.revised_at:
        lines.append(f"REV:{contact.revised_at.astimezone(UTC):%Y%m%dT%H%M%SZ}")
    return "".join(f"{line}\r\n" for line in [*lines, "END:VCARD"])


def _name_lines(contact: VcardContact) -> Iterator[str]:
    # FN and N must agree: Android's import shows FN, phones over CardDAV only ever look at N.
    ways = [contact.full_name, _joined_name(contact), contact.organization, *contact.emails]
    ways.extend(phone.e164 or phone.value for phone in contact.phones)
    shown = next((way for way in map(_clean, ways) if way), "")
    parts = [contact.family_name, contact.given_name, "", contact.prefix, contact.suffix]
    is_person = bool(contact.full_name or _joined_name(contact))
    if not (contact.family_name or contact.given_name):
        is_company = bool(contact.organization) and not is_person
        parts[1] = "" if is_company else shown
    yield "N:" + ";".join(_text(part) for part in parts)
    yield f"FN:{_text(shown)}"
    organization = [contact.organization, contact.department]
    if any(organization):
        yield "ORG:" + ";".join(_text(part) for part in organization).rstrip(";")
    if contact.organization and not is_person:
        yield "X-ABShowAs:COMPANY"


def _joined_name(contact: VcardContact) -> str:
    return _clean(f"{contact.given_name} {contact.family_name}")


def _phone_line(phone: VcardPhone) -> str:
    return f"TEL;TYPE={_PHONE_TYPES[phone.label]}:{_text(phone.e164 or phone.value)}"


def _address_line(address: VcardAddress) -> str:
    parts = [
        _escape(_clean_lines(address.street)),
        *map(_text, (address.locality, address.region, address.postcode, address.country)),
    ]
    return "ADR;TYPE=WORK:;;" + ";".join(parts)


def _link_lines(links: Iterable[VcardLink]) -> Iterator[str]:
    group = 0
    for link in links:
        address = link_address(link.service, link.value)
        if not address:
            continue  # a bare name on a service without pages: it is in the NOTE
        value = re.sub(r"\s", "", _clean(address))
        if link.service:
            group += 1
            yield f"item{group}.URL:{value}"
            yield f"item{group}.X-ABLabel:{_text(service_name(link.service))}"
        else:
            yield f"URL;TYPE=WORK:{value}"


def write_note(contact: VcardContact, language: str) -> str:
    """Write the NOTE: the comment, what importers drop elsewhere, and the handwriting."""
    paragraphs = [contact.comment.strip(), "\n".join(_dropped_elsewhere(contact, language))]
    for note in contact.notes:
        if not note.text.strip():
            continue
        paragraphs.append(f"{_heading(note, language)}\n{note.text.strip()}")
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def _heading(note: VcardNote, language: str) -> str:
    if note.written_on is None:
        return translate(language, _HANDWRITTEN)
    day = format_date(note.written_on, language)
    when = f"{day}, {note.event}" if note.event else day
    return translate(language, _HANDWRITTEN_ON) % {"day": when}


_MET = mark("Met: %(where)s (%(day)s)")
_SPARE_CARD = mark("There is a spare card.")
_TAGS = mark("Tags: %(tags)s")
_EXTENSION = mark("%(phone)s: extension %(extension)s")
_HANDWRITTEN = mark("Handwritten note:")
_HANDWRITTEN_ON = mark("Handwritten note (%(day)s):")


def _dropped_elsewhere(contact: VcardContact, language: str) -> Iterator[str]:
    # Android's import drops CATEGORIES and X-ABLabel; no field holds an extension, or a meeting.
    for meeting in contact.met:
        yield _met(meeting, language)
    if contact.has_spare_card:
        yield translate(language, _SPARE_CARD)
    if contact.tags:
        yield translate(language, _TAGS) % {"tags": ", ".join(contact.tags)}
    for phone in contact.phones:
        if phone.extension:
            yield translate(language, _EXTENSION) % {
                "phone": phone.e164 or phone.value,
                "extension": phone.extension,
            }
    for link in contact.links:
        if link.service:
            address = link_address(link.service, link.value) or link.value
            yield f"{service_name(link.service)}: {address}"


def _met(meeting: VcardMeeting, language: str) -> str:
    where = ", ".join(part for part in (meeting.event, meeting.place) if part)
    day = format_date(meeting.day, language)
    return translate(language, _MET) % {"where": where, "day": day}


def _text(value: str) -> str:
    return _escape(_clean(value))


def _escape(value: str) -> str:
    for plain, escaped in (("\\", "\\\\"), (",", "\\,"), (";", "\\;"), ("\n", "\\n")):
        value = value.replace(plain, escaped)
    return value


def _clean(value: str) -> str:
    """One line of text: any white space becomes one space, control characters go."""
    return _CONTROLS.sub("", " ".join(value.split()))


def _clean_lines(value: str) -> str:
    return "\n".join(_CONTROLS.sub("", line).rstrip() for line in value.splitlines()).strip()


def _fold(line: str) -> Iterator[str]:
    """Fold a line at 75 bytes, the space that begins a continuation included.

    Only for NOTE and PHOTO: some importers cut any other line off where it is folded.
    """
    data = line.encode("utf-8")
    start, room = 0, _FOLD_AT_BYTES
    while start < len(data):
        end = min(start + room, len(data))
        while end < len(data) and data[end] & 0xC0 == 0x80:
            end -= 1  # inside a character
        if end < len(data) and _ends_in_escape(data[start:end]):
            end -= 1  # allowed, but a parser that unescapes before it unfolds would stumble
        yield (" " if start else "") + data[start:end].decode("utf-8")
        start, room = end, _FOLD_AT_BYTES - 1


def _ends_in_escape(piece: bytes) -> bool:
    return (len(piece) - len(piece.rstrip(b"\\"))) % 2 == 1


def vcard_file_name(name: str, fallback: str = "contact") -> str:
    """Give an ASCII file name without its ending: letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", name.translate(_LIGATURES)).encode("ascii", "ignore")
    words = re.findall(r"[A-Za-z0-9]+", plain.decode("ascii"))
    return "-".join(words)[:80].strip("-") or fallback


_LIGATURES = str.maketrans({"œ": "oe", "Œ": "Oe", "æ": "ae", "Æ": "Ae", "ß": "ss", "ø": "o"})
