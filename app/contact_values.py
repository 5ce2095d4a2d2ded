"""What a person can say about a contact: the values, checked and cleaned, in and out of the rows.

The same values come from a form, from the API, from a reading and from the history.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import phonenumbers

from app.errors import InvalidError
from app.folding import fold_name, same_words
from app.i18n import mark
from app.links import service_of
from app.models import Contact, ContactAddress, ContactEmail, ContactLink, ContactPhone
from ocr.types import PhoneLabel


@dataclass(frozen=True, slots=True)
class PhoneValue:
    """A telephone number as printed or typed; E.164 is "" until checked, or when not valid."""

    value: str
    label: PhoneLabel = PhoneLabel.WORK
    extension: str = ""
    e164: str = ""


@dataclass(frozen=True, slots=True)
class LinkValue:
    """A web page (service "") or a profile on a social service."""

    value: str
    service: str = ""


@dataclass(frozen=True, slots=True)
class AddressValue:
    """A postal address: as one text, and in parts."""

    formatted: str = ""
    street: str = ""
    postcode: str = ""
    locality: str = ""
    region: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class ContactValues:
    """Everything about a contact that a form can change."""

    given_name: str = ""
    family_name: str = ""
    prefix: str = ""
    suffix: str = ""
    full_name: str = ""
    """In the order it is printed in; composed of the parts when it has other words than they."""
    organization: str = ""
    department: str = ""
    title: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[PhoneValue, ...] = ()
    links: tuple[LinkValue, ...] = ()
    addresses: tuple[AddressValue, ...] = ()
    comment: str = ""
    has_spare_card: bool = False
    """Whether there is a second card of the person, to give away."""


NAME_FIELDS = ("given_name", "family_name", "prefix", "suffix", "full_name")
TEXT_FIELDS = (*NAME_FIELDS, "organization", "department", "title", "comment")

_LIMITS = {
    **{name: Contact.__table__.c[name].type.length for name in TEXT_FIELDS if name != "comment"},  # type: ignore[attr-defined]
    "comment": 20_000,
}
_ROWS_LIMIT = 30
"""Most e-mails, phones, links or addresses of one contact."""


class InvalidContactError(InvalidError):
    """Some values of a contact cannot be used; which and why is in `errors`."""

    code = "invalid_contact"

    def __init__(self, errors: Mapping[str, str], values: ContactValues) -> None:
        """Raise.

        Args:
            errors: English message id by field: "given_name", "email-0", "phone-1"...
            values: What was sent, cleaned, for the form to be shown again.
        """
        super().__init__(next(iter(errors.values())))
        self.errors = dict(errors)
        self.values = values


def check_values(values: ContactValues, region: str) -> ContactValues:
    """Clean what was typed, and turn telephone numbers into E.164.

    Args:
        values: As they came. Rows without a value are dropped.
        region: Country of telephone numbers that name none, ISO 3166 two letters.

    Returns:
        The values to keep. What only looks odd is kept as typed: a person is right.

    Raises:
        InvalidContactError: If something cannot be kept.
    """
    cleaned = clean_values(values, region)
    errors = dict(_errors(cleaned))
    if errors:
        raise InvalidContactError(errors, cleaned)
    return cleaned


def clean_values(values: ContactValues, region: str) -> ContactValues:
    """Clean what was typed, without judging it; see check_values."""
    texts = {name: one_line(getattr(values, name)) for name in TEXT_FIELDS}
    texts["comment"] = several_lines(values.comment)
    if not (texts["given_name"] or texts["family_name"]):
        texts["given_name"] = texts["full_name"]
    texts["full_name"] = keep_order(texts["full_name"], compose_name(texts))
    emails = (clean_email(email) for email in values.emails)
    links = (clean_link(link) for link in values.links)
    addresses = (clean_address(address) for address in values.addresses)
    return ContactValues(
        **texts,
        emails=tuple(dict.fromkeys(email for email in emails if email)),
        phones=tuple(
            clean_phone(phone, region) for phone in values.phones if one_line(phone.value)
        ),
        links=tuple(link for link in links if link.value),
        addresses=tuple(address for address in addresses if address.formatted),
        has_spare_card=values.has_spare_card,
    )


def one_line(text: str) -> str:
    """Clean a text of one line: white space becomes one space, control characters go."""
    without = _CONTROLS.sub("", " ".join(text.split()))
    return " ".join(without.split())  # one that goes may have had a space on either side


def several_lines(text: str) -> str:
    """Clean a text of several lines."""
    return "\n".join(_CONTROLS.sub("", line).rstrip() for line in text.splitlines()).strip()


_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\ufeff\ud800-\udfff]")


def compose_name(parts: Mapping[str, str]) -> str:
    """Write a name in its usual order: prefix, given, family, then the suffix after a comma."""
    name = " ".join(filter(None, (parts["prefix"], parts["given_name"], parts["family_name"])))
    return ", ".join(filter(None, (name, parts["suffix"])))


def keep_order(printed: str, composed: str) -> str:
    """Choose how to write what has parts: as printed, as long as that has the parts' words."""
    return printed if composed and same_words(printed, composed) else composed


def clean_email(email: str) -> str:
    """Take the spaces out of an e-mail address."""
    return re.sub(r"\s", "", one_line(email)).removeprefix("mailto:")


def clean_phone(phone: PhoneValue, region: str) -> PhoneValue:
    """Take an extension out of a number, and give its E.164 when it is a valid number."""
    value, extension = one_line(phone.value), one_line(phone.extension)
    match = _EXTENSION.search(value)
    if match and extension in ("", match.group("digits")):
        value, extension = value[: match.start()].rstrip(" ,;-"), match.group("digits")
    e164 = ""
    try:
        parsed = phonenumbers.parse(value, region)
    except phonenumbers.NumberParseException:
        pass
    else:
        if phonenumbers.is_valid_number(parsed):
            e164 = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
    return PhoneValue(value, phone.label, extension, e164)


_EXTENSION = re.compile(
    r"[\s,;.-]*(?<![A-Za-z])(?:poste|extension|extn|ext|int(?:erno)?|ramal|anexo|durchwahl|dw|toestel"
    r"|内線|내선|x|p|#)\s*[.:]?\s*(?P<digits>\d{1,8})\s*$",
    re.IGNORECASE,
)


def clean_link(link: LinkValue) -> LinkValue:
    """Take the spaces out of an address, and see which service it is on."""
    value = re.sub(r"\s", "", one_line(link.value))
    return LinkValue(value, one_line(link.service).lower() or service_of(value))


def clean_address(address: AddressValue) -> AddressValue:
    """Clean an address; the whole follows its parts, in the printed order while it has them."""
    parts = {name: one_line(getattr(address, name)) for name in _ADDRESS_PARTS}
    parts["street"] = several_lines(address.street)
    if not any(parts.values()):
        parts["street"] = several_lines(address.formatted)
    return AddressValue(
        **parts, formatted=keep_order(several_lines(address.formatted), compose_address(parts))
    )


_ADDRESS_PARTS = ("street", "postcode", "locality", "region", "country")


def compose_address(parts: Mapping[str, str]) -> str:
    """Write an address in lines: street, town with region and postcode, country."""
    # A postcode with letters stands after its town (Canada, Britain), one of digits before it.
    town = [parts["locality"], parts["region"]]
    is_behind = not parts["postcode"].isdigit() or bool(parts["region"])
    town.insert(len(town) if is_behind else 0, parts["postcode"])
    lines = [parts["street"], " ".join(filter(None, town)), parts["country"]]
    return "\n".join(filter(None, lines))


def _errors(values: ContactValues) -> Iterator[tuple[str, str]]:
    ways = (values.full_name, values.organization, values.emails, values.phones)
    if not any(ways):
        yield "given_name", _NOBODY
    for name, limit in _LIMITS.items():
        if len(getattr(values, name)) > limit:
            yield ("given_name" if name == "full_name" else name), _TOO_LONG
    for index, email in enumerate(values.emails):
        if len(email) > 254 or not _EMAIL.fullmatch(email):
            yield f"email-{index}", _NO_EMAIL
    for index, phone in enumerate(values.phones):
        if len(re.sub(r"\D", "", phone.value)) < 3:
            yield f"phone-{index}", _NO_PHONE
        elif len(phone.value) > 60 or len(phone.extension) > 20:
            yield f"phone-{index}", _TOO_LONG
    for index, link in enumerate(values.links):
        if len(link.value) > 500 or len(link.service) > 40:
            yield f"link-{index}", _TOO_LONG
    for index, address in enumerate(values.addresses):
        if any(len(getattr(address, name)) > limit for name, limit in _ADDRESS_LIMITS.items()):
            yield f"address-{index}", _TOO_LONG
    for name, rows in (("email", values.emails), ("phone", values.phones), ("link", values.links)):
        if len(rows) > _ROWS_LIMIT:
            yield f"{name}-{_ROWS_LIMIT}", _TOO_MANY
    if len(values.addresses) > _ROWS_LIMIT:
        yield f"address-{_ROWS_LIMIT}", _TOO_MANY


_NOBODY = mark("Give a name, an organization, an e-mail address or a phone number.")
_NO_EMAIL = mark("This is not an e-mail address.")
_NO_PHONE = mark("This is not a phone number.")
_TOO_LONG = mark("This is too long.")
_TOO_MANY = mark("These are too many.")
# Light on purpose: what stands on a card is right even where the standard says otherwise.
_EMAIL = re.compile(r"[^@\s,;<>()]+@[^@\s,;<>()]+\.[^@\s.,;<>()]{2,}")
_ADDRESS_LIMITS = {
    "formatted": 500, "street": 300, "postcode": 30,
    "locality": 150, "region": 150, "country": 100,
}  # fmt: skip


def values_of(contact: Contact) -> ContactValues:
    """Give the values that a contact has now."""
    return ContactValues(
        **{name: getattr(contact, name) for name in TEXT_FIELDS},
        emails=tuple(email.value for email in contact.emails),
        phones=tuple(
            PhoneValue(phone.value, phone.label, phone.extension, phone.e164)
            for phone in contact.phones
        ),
        links=tuple(LinkValue(link.value, link.service) for link in contact.links),
        addresses=tuple(
            AddressValue(**{name: getattr(row, name) for name in ("formatted", *_ADDRESS_PARTS)})
            for row in contact.addresses
        ),
        has_spare_card=contact.has_spare_card,
    )


def write_values(contact: Contact, values: ContactValues) -> None:
    """Write checked values into a contact's rows; lists that stay the same keep theirs."""
    known = values_of(contact)
    book_id = contact.book_id
    for name in TEXT_FIELDS:
        setattr(contact, name, getattr(values, name))
    contact.sort_name = sort_name_of(values)
    contact.sort_organization = fold_name(values.organization)[:300]
    contact.has_spare_card = values.has_spare_card
    if values.emails != known.emails:
        contact.emails = [
            ContactEmail(book_id=book_id, position=at, value=email)
            for at, email in enumerate(values.emails)
        ]
    if values.phones != known.phones:
        contact.phones = [
            ContactPhone(book_id=book_id, position=at, **asdict(phone))
            for at, phone in enumerate(values.phones)
        ]
    if values.links != known.links:
        contact.links = [
            ContactLink(book_id=book_id, position=at, **asdict(link))
            for at, link in enumerate(values.links)
        ]
    if values.addresses != known.addresses:
        contact.addresses = [
            ContactAddress(book_id=book_id, position=at, **asdict(address))
            for at, address in enumerate(values.addresses)
        ]


def sort_name_of(values: ContactValues) -> str:
    """Give what the list is ordered by: the family and given name, else the organization."""
    ways: Sequence[str] = (
        f"{values.family_name} {values.given_name}",
        values.full_name,
        values.organization,
        *values.emails,
        *(phone.value for phone in values.phones),
    )
    return next((folded for folded in map(fold_name, ways) if folded), "")[:300]


def values_to_json(values: ContactValues) -> dict[str, Any]:
    """Put values into a form that JSON keeps, for the history."""
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in asdict(values).items()
    }


def values_from_json(stored: Mapping[str, Any]) -> ContactValues:
    """Read back what values_to_json gave; parts that did not exist then are empty."""
    texts: dict[str, Any] = {name: str(stored.get(name, "")) for name in TEXT_FIELDS}
    return ContactValues(
        **texts,
        emails=tuple(stored.get("emails", ())),
        phones=tuple(
            PhoneValue(**{**phone, "label": PhoneLabel(phone["label"])})
            for phone in stored.get("phones", ())
        ),
        links=tuple(LinkValue(**link) for link in stored.get("links", ())),
        addresses=tuple(AddressValue(**address) for address in stored.get("addresses", ())),
        has_spare_card=bool(stored.get("has_spare_card")),
    )
