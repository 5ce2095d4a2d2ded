"""The properties of a vCard, put together to a contact's values."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from vobject.base import ContentLine

from app.contact_values import AddressValue, ContactValues, LinkValue, PhoneValue
from app.i18n import mark, translate
from app.importing.records import Record
from ocr.types import PhoneLabel

# The first that fits says what a number is for. "VOICE" and "PREF" alone say nothing.
_LABELS = (
    ({"FAX", "FACSIMILE"}, PhoneLabel.FAX),
    ({"CELL", "MOBILE", "IPHONE"}, PhoneLabel.CELL),
    ({"HOME"}, PhoneLabel.HOME),
    ({"WORK"}, PhoneLabel.WORK),
    ({"OTHER", "PAGER", "CAR", "MSG", "VOICE", "MAIN"}, PhoneLabel.OTHER),
)
_OWN_LABELS = (
    (re.compile(r"(?i)fax|télécop|telecop"), PhoneLabel.FAX),
    (re.compile(r"(?i)mobile|cell|portable|iphone"), PhoneLabel.CELL),
    (re.compile(r"(?i)home|maison|domicile|priv"), PhoneLabel.HOME),
    (re.compile(r"(?i)work|travail|bureau|office|pro"), PhoneLabel.WORK),
)
Value = TypeVar("Value")

_ESCAPED = re.compile(r"\\([\\,;:nN])")
_MESSENGERS = {
    "X-SKYPE": "skype", "X-SKYPE-USERNAME": "skype", "X-JABBER": "jabber", "X-MSN": "msn",
    "X-YAHOO": "yahoo", "X-AIM": "aim", "X-ICQ": "icq", "X-QQ": "qq", "X-TWITTER": "twitter",
    "X-GOOGLE-TALK": "google",
}  # fmt: skip
_SAID_IN_THE_COMMENT = {
    "NICKNAME": mark("Nickname: %(value)s"),
    "BDAY": mark("Birthday: %(value)s"),
    "ANNIVERSARY": mark("Anniversary: %(value)s"),
    "X-ANNIVERSARY": mark("Anniversary: %(value)s"),
    "ROLE": mark("Role: %(value)s"),
    "X-SPOUSE": mark("Spouse: %(value)s"),
    "X-ASSISTANT": mark("Assistant: %(value)s"),
    "X-MANAGER": mark("Manager: %(value)s"),
}


def unescape(text: str) -> str:
    r"""Take the escapes out of a text: \n \, \; \\ and, by older writers, \: ."""
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], text)


def split_escaped(text: str, separator: str = ";") -> list[str]:
    """Split at a separator that is not escaped, and take the escapes out of the parts."""
    parts = re.split(rf"(?<!\\)((?:\\\\)*){separator}", text)
    # The group holds pairs of backslashes before a separator: they belong to the part before it.
    joined = [
        parts[at] + (parts[at + 1] if at + 1 < len(parts) else "") for at in range(0, len(parts), 2)
    ]
    return [unescape(part).strip() for part in joined]


@dataclass
class CardValues:
    """A card's values as its lines are taken one by one."""

    language: str
    parts: list[str] = field(default_factory=list)
    full_name: str = ""
    organization: list[str] = field(default_factory=list)
    title: str = ""
    emails: list[tuple[int, str]] = field(default_factory=list)
    phones: list[tuple[int, str, PhoneValue]] = field(default_factory=list)
    links: list[tuple[str, str, str]] = field(default_factory=list)
    addresses: list[tuple[int, AddressValue]] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    labels: dict[str, str] = field(default_factory=dict)
    uid: str = ""
    is_company: bool = False

    def keep_unread(self, line: str) -> None:
        """Keep a line that is no property: usually the rest of a note that was badly folded."""
        if line.strip():
            self.comments.append(unescape(line.strip()))

    def take(self, line: ContentLine) -> None:
        """Take one property."""
        value = str(line.value)
        if not value.strip():
            return
        name, group = line.name, (line.group or "").lower()
        match name:
            case "N":
                self.parts = self.parts or split_escaped(value)
            case "FN":
                self.full_name = self.full_name or unescape(value)
            case "ORG":
                self.organization = self.organization or split_escaped(value)
            case "TITLE":
                self.title = self.title or unescape(value)
            case "EMAIL":
                self.emails.append((_rank(line), unescape(value)))
            case "TEL":
                self.phones.append((_rank(line), group, _phone(line, value)))
            case "URL":
                self.links.append((group, "", unescape(value)))
            case "IMPP" | "X-SOCIALPROFILE":
                self._take_profile(line, unescape(value))
            case "ADR":
                address = _address(split_escaped(value))
                self.addresses.append((_rank(line), address))
            case "CATEGORIES":
                self.tags.extend(tag for tag in split_escaped(value, ",") if tag)
            case "NOTE":
                self.comments.insert(0, unescape(value).strip())
            case "UID":
                self.uid = value.strip().removeprefix("urn:uuid:")[:100]
            case "X-ABLABEL":
                self.labels[group] = unescape(value)
            case "X-ABSHOWAS" if "COMPANY" in value.upper():
                self.is_company = True
            case "KIND" if value.strip().lower() in ("org", "organization"):
                self.is_company = True
            case _ if name in _MESSENGERS:
                self.links.append(("", _MESSENGERS[name], unescape(value)))
            case _ if name in _SAID_IN_THE_COMMENT:
                said = {"value": unescape(value).strip()}
                self.comments.append(translate(self.language, _SAID_IN_THE_COMMENT[name]) % said)

    def _take_profile(self, line: ContentLine, value: str) -> None:
        types = {one.lower() for one in _types(line)}
        service = next((one for one in types if one not in _NO_SERVICE), "")
        scheme, _, rest = value.partition(":")
        if scheme.lower() in ("xmpp", "skype", "aim", "msnim", "ymsgr", "sip", "telegram"):
            service, value = service or scheme.lower(), rest
        elif scheme.lower() == "x-apple":
            value = rest
        self.links.append(("", service, value))

    def to_record(self, line: int) -> Record:
        """Give what was taken; not checked yet."""
        family, given, additional, prefix, suffix = (*self.parts, "", "", "", "", "")[:5]
        organization, *units = self.organization or [""]
        full_name = self.full_name
        is_person = bool(family or given or additional)
        if not is_person and (self.is_company or full_name.strip() == organization):
            organization, full_name = organization or full_name, ""
        elif not is_person and (full_name.count("@") == 1 or not re.search(r"[^\W\d]", full_name)):
            full_name = ""  # an e-mail address or a number, for want of a name
        return Record(
            line=line,
            values=ContactValues(
                given_name=" ".join(filter(None, (_joined(given), _joined(additional)))),
                family_name=_joined(family),
                prefix=_joined(prefix),
                suffix=_joined(suffix),
                full_name=full_name,
                organization=organization,
                department=", ".join(filter(None, units)),
                title=self.title,
                emails=tuple(email for _, email in _ranked(self.emails)),
                phones=tuple(self._phones()),
                links=tuple(self._links()),
                addresses=tuple(address for _, address in _ranked(self.addresses)),
                comment="\n".join(dict.fromkeys(filter(None, self.comments))),
            ),
            tags=tuple(tag for tag in self.tags if tag.lower() != "mycontacts"),
            uid=self.uid,
        )

    def _phones(self) -> Iterable[PhoneValue]:
        seen: set[str] = set()
        for _, group, phone in sorted(self.phones, key=lambda one: one[0]):
            digits = re.sub(r"\D", "", phone.value)
            if digits in seen:
                continue
            seen.add(digits)
            own = self.labels.get(group, "") if group else ""
            label = next((label for way, label in _OWN_LABELS if way.search(own)), phone.label)
            yield PhoneValue(phone.value, label, phone.extension)

    def _links(self) -> Iterable[LinkValue]:
        seen: set[str] = set()
        for _, service, value in self.links:
            if value.lower() not in seen:
                seen.add(value.lower())
                yield LinkValue(value, service)


_NO_SERVICE = {"home", "work", "pref", "other", "internet", "x-user", ""}


def _types(line: ContentLine) -> list[str]:
    # 2.1 writes them bare, 3.0 one by one, 4.0 as one quoted list.
    given = list(line.singletonparams)
    for name in ("TYPE", "X-SERVICE-TYPE", "SERVICE-TYPE"):
        given.extend(line.params.get(name, ()))
    return [one.strip().strip('"') for text in given for one in str(text).split(",")]


def _rank(line: ContentLine) -> int:
    is_first = "PREF" in {one.upper() for one in _types(line)}
    said = str(next(iter(line.params.get("PREF", ())), ""))
    return int(said) if said.isdecimal() and len(said) < 4 else (0 if is_first else 101)


def _ranked(rows: list[tuple[int, Value]]) -> list[tuple[int, Value]]:
    return sorted(rows, key=lambda one: one[0])  # stable: those of one rank stay in order


def _phone(line: ContentLine, value: str) -> PhoneValue:
    types = {one.upper() for one in _types(line)}
    said = next((label for words, label in _LABELS if words & types), PhoneLabel.WORK)
    number, _, rest = unescape(value).removeprefix("tel:").partition(";ext=")
    return PhoneValue(number.strip(), said, rest.strip())


def _address(parts: list[str]) -> AddressValue:
    box, extended, street, locality, region, postcode, country = (*parts, *[""] * 7)[:7]
    lines = (_joined(box), _joined(extended), _joined(street, "\n"))
    return AddressValue(
        street="\n".join(filter(None, lines)),
        locality=_joined(locality),
        region=_joined(region),
        postcode=_joined(postcode),
        country=_joined(country),
    )


def _joined(text: str, separator: str = " ") -> str:
    return separator.join(filter(None, (part.strip() for part in text.splitlines())))
