"""Adds what a code says to what the lines say."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from ocr.fields.codes import CodeContact
from ocr.fields.text import digits, similarity, words
from ocr.fields.values import (
    LARGEST_CONFIDENCE,
    address_key,
    email_key,
    merge_guesses,
    phone_key,
    url_key,
)
from ocr.types import AddressGuess, ContactGuess, NameGuess, PhoneGuess, TextGuess

_OF_CODE: Final = 0.97
"""A code is read without error or not at all; only its maker may have been wrong."""


def with_code(contact: ContactGuess, said: CodeContact) -> ContactGuess:
    """Return a contact with what a code says.

    A value that lines and code share is one guess, surer than either, with its lines. Where they
    differ on a field that has one value only, the code is believed: it cannot be misread.
    """
    emails = [TextGuess(value, _OF_CODE, ()) for value in said.emails]
    phones = [PhoneGuess(p.value, p.e164, p.label, p.extension, _OF_CODE, ()) for p in said.phones]
    urls = [TextGuess(value, _OF_CODE, ()) for value in said.urls]
    addresses = [
        AddressGuess(
            a.formatted, a.street, a.postcode, a.locality, a.region, a.country, _OF_CODE, ()
        )
        for a in said.addresses
    ]
    return replace(
        contact,
        name=_name(contact.name, said),
        organization=_one(contact.organization, said.organization),
        department=_one(contact.department, said.department),
        title=_one(contact.title, said.title),
        emails=merge_guesses((*contact.emails, *emails), email_key),
        phones=merge_guesses((*_with_prefixes(contact.phones, phones), *phones), phone_key),
        urls=merge_guesses((*contact.urls, *urls), url_key),
        addresses=_addresses(contact.addresses, addresses),
    )


def _with_prefixes(
    printed: tuple[PhoneGuess, ...], coded: list[PhoneGuess]
) -> tuple[PhoneGuess, ...]:
    """Give printed numbers without E.164 form that of the code's number with the same digits."""
    kept = list(printed)
    for k, phone in enumerate(kept):
        national = digits(phone.value.replace("(0)", "")).lstrip("0")
        for other in coded:
            is_same = len(national) >= 7 and digits(other.e164 or other.value).endswith(national)
            if not phone.e164 and not phone.extension and is_same:
                kept[k] = replace(phone, e164=other.e164)
                coded[coded.index(other)] = replace(other, value=phone.value, extension="")
                break
    return tuple(kept)


def _name(guess: NameGuess | None, said: CodeContact) -> NameGuess | None:
    parts = said.name
    if parts is None:
        return guess
    is_same = guess is not None and sorted(words(f"{guess.given} {guess.family}")) == sorted(
        words(f"{parts.given} {parts.family}")
    )
    lines = guess.lines if guess is not None and is_same else ()
    confidence = LARGEST_CONFIDENCE if is_same else _OF_CODE
    return NameGuess(
        parts.full, parts.given, parts.family, parts.prefix, parts.suffix, confidence, lines
    )


def _one(guess: TextGuess | None, value: str) -> TextGuess | None:
    if not value:
        return guess
    if (
        guess is not None
        and similarity(" ".join(words(guess.value)), " ".join(words(value)), 0.85) > 0
    ):
        return TextGuess(value, LARGEST_CONFIDENCE, guess.lines)
    return TextGuess(value, _OF_CODE, ())


def _addresses(
    printed: tuple[AddressGuess, ...], coded: list[AddressGuess]
) -> tuple[AddressGuess, ...]:
    """Take the code's parts for an address that both have: they need no guessing."""
    kept = list(printed)
    for address in coded:
        for i, other in enumerate(kept):
            shared = set(words(address.formatted)) & set(words(other.formatted))
            if len(shared) >= 0.6 * max(1, len(set(words(address.formatted)))):
                kept[i] = replace(address, confidence=LARGEST_CONFIDENCE, lines=other.lines)
                break
        else:
            kept.append(address)
    return merge_guesses(kept, address_key)
