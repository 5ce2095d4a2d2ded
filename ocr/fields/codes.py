"""What QR codes say about a person: vCard through `vobject`, MECARD and links by rules."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import phonenumbers
import vobject

from ocr.fields.names import NameParts, parse_name
from ocr.fields.urls import find_urls
from ocr.types import CodeText, PhoneLabel


@dataclass(frozen=True, slots=True)
class CodePhone:
    """A telephone number from a code."""

    value: str
    e164: str
    label: PhoneLabel
    extension: str = ""


@dataclass(frozen=True, slots=True)
class CodeAddress:
    """A postal address from a code, already in parts."""

    street: str
    postcode: str
    locality: str
    region: str
    country: str

    @property
    def formatted(self) -> str:
        """The parts joined by ", "."""
        town = " ".join(part for part in (self.postcode, self.locality) if part)
        return ", ".join(p for p in (self.street, town, self.region, self.country) if p)


@dataclass(frozen=True, slots=True)
class CodeContact:
    """All that one code says."""

    name: NameParts | None = None
    organization: str = ""
    department: str = ""
    title: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[CodePhone, ...] = ()
    urls: tuple[str, ...] = ()
    addresses: tuple[CodeAddress, ...] = ()


_TYPES: Final = (
    ("FAX", PhoneLabel.FAX), ("CELL", PhoneLabel.CELL), ("MOBILE", PhoneLabel.CELL),
    ("HOME", PhoneLabel.HOME), ("PAGER", PhoneLabel.OTHER),
)  # fmt: skip


def read_code(code: CodeText, regions: Sequence[str] = ()) -> CodeContact | None:
    """Return what a code says about a person, or None when it is no contact and no link.

    Args:
        code: The text of the code.
        regions: Countries assumed for numbers without a prefix, the likeliest first.
    """
    text = code.text.strip()
    if text[:11].upper() == "BEGIN:VCARD":
        return _read_vcard(text, regions)
    if text[:7].upper() == "MECARD:":
        return _read_mecard(text, regions)
    if text[:7].lower() == "mailto:":
        return CodeContact(emails=(text[7:].split("?")[0],))
    if text[:4].lower() == "tel:":
        return CodeContact(phones=(_phone(text[4:], "", regions),))
    if re.match(r"https?://\S+$|www\.\S+$", text, re.IGNORECASE) and find_urls(text):
        return CodeContact(urls=(text,))
    return None


def _read_vcard(text: str, regions: Sequence[str]) -> CodeContact | None:
    # Many generators leave the end out, which is all that keeps the parser from reading it.
    if "END:VCARD" not in text.upper():
        text += "\nEND:VCARD"
    try:
        card = vobject.readOne(text, ignoreUnreadable=True)
    except Exception:  # noqa: BLE001 - a foreign text may break a foreign parser anywhere
        return None
    if card is None:
        return None
    organization = _values(card, "org")
    units = organization[0] if organization and isinstance(organization[0], list) else organization
    units = [str(unit).strip() for unit in units]
    return CodeContact(
        name=_vcard_name(card),
        organization=units[0] if units else "",
        department=", ".join(unit for unit in units[1:] if unit),
        title=next((str(v).strip() for v in _values(card, "title")), ""),
        emails=tuple(str(v).strip() for v in _values(card, "email") if "@" in str(v)),
        phones=tuple(
            _phone(str(entry.value), " ".join(_types(entry)), regions)
            for entry in getattr(card, "tel_list", [])
            if any(c.isdigit() for c in str(entry.value))
        ),
        urls=tuple(str(v).strip() for v in _values(card, "url") if str(v).strip()),
        addresses=tuple(
            address for v in _values(card, "adr") if (address := _vcard_address(v)) is not None
        ),
    )


def _vcard_name(card: Any) -> NameParts | None:
    full = next((str(v).strip() for v in _values(card, "fn")), "")
    structured = next(iter(_values(card, "n")), None)
    if structured is not None and not isinstance(structured, str):
        given = _joined(getattr(structured, "given", ""), getattr(structured, "additional", ""))
        family = _joined(getattr(structured, "family", ""))
        if given or family:
            full = full or _joined(given, family)
            prefix = _joined(getattr(structured, "prefix", ""))
            suffix = _joined(getattr(structured, "suffix", ""))
            return NameParts(full, given, family, prefix, suffix)
    return parse_name(full) if full else None


def _vcard_address(value: Any) -> CodeAddress | None:
    if isinstance(value, str):
        return CodeAddress(value.strip(), "", "", "", "") if value.strip() else None
    street = ", ".join(
        part
        for name in ("box", "extended", "street")
        if (part := _joined(getattr(value, name, "")))
    )
    parts = [_joined(getattr(value, n, "")) for n in ("code", "city", "region", "country")]
    if not street and not any(parts):
        return None
    return CodeAddress(street, *parts)


def _read_mecard(text: str, regions: Sequence[str]) -> CodeContact:
    fields: dict[str, list[str]] = {}
    for part in re.split(r"(?<!\\);", text[7:]):
        key, colon, value = part.partition(":")
        if colon and value.strip():
            plain = re.sub(r"\\([\\;:,\"])", r"\1", value).strip()
            fields.setdefault(key.strip().upper(), []).append(plain)
    name = None
    if fields.get("N"):
        # "Family,Given" by the format's own rule; a text without comma is written as spoken.
        name = parse_name(fields["N"][0].replace(",", ", ", 1))
    addresses = [
        CodeAddress(", ".join(p for p in value.split(",") if p), "", "", "", "")
        for value in fields.get("ADR", [])
    ]
    return CodeContact(
        name=name,
        organization=next(iter(fields.get("ORG", [])), ""),
        title=next(iter(fields.get("TITLE", [])), ""),
        emails=tuple(fields.get("EMAIL", [])),
        phones=tuple(
            _phone(v, "", regions) for v in fields.get("TEL", []) if any(c.isdigit() for c in v)
        ),
        urls=tuple(fields.get("URL", [])),
        addresses=tuple(addresses),
    )


def _phone(value: str, types: str, regions: Sequence[str]) -> CodePhone:
    value = value.strip().removeprefix("tel:")
    label = next((label for name, label in _TYPES if name in types.upper()), None)
    for region in (None, *regions):
        try:
            parsed = phonenumbers.parse(value, region)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(parsed):
            e164 = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
            is_mobile = phonenumbers.number_type(parsed) == phonenumbers.PhoneNumberType.MOBILE
            implied = PhoneLabel.CELL if is_mobile else PhoneLabel.WORK
            return CodePhone(value, e164, label or implied, parsed.extension or "")
    return CodePhone(value, "", label or PhoneLabel.WORK)


def _values(card: Any, name: str) -> list[Any]:
    return [entry.value for entry in getattr(card, f"{name}_list", []) if entry.value]


def _types(entry: Any) -> list[str]:
    kinds = [str(v) for values in entry.params.values() for v in values]
    return kinds + [str(v) for v in getattr(entry, "singletonparams", [])]


def _joined(*parts: Any) -> str:
    texts = [
        " ".join(str(p) for p in part) if isinstance(part, list | tuple) else str(part)
        for part in parts
    ]
    return " ".join(text.strip() for text in texts if text.strip())
