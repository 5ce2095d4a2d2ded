"""Guesses from what was found and chosen; the same value twice becomes one, surer guess."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Final, TypeVar

from ocr.fields.address_parts import parse_address
from ocr.fields.assign import Assignment, Choice
from ocr.fields.domains import owner_word
from ocr.fields.mending import differ_by_one
from ocr.fields.names import agreement_with_email, parse_name
from ocr.fields.text import digits, is_capitals
from ocr.fields.typed import FoundPhone, FoundText, TypedFields
from ocr.fields.words import word_list
from ocr.types import (
    AddressGuess,
    ContactGuess,
    LineRef,
    NameGuess,
    PhoneGuess,
    PhoneLabel,
    SocialGuess,
    TextGuess,
)

LARGEST_CONFIDENCE: Final = 0.995
"""Nothing read from paper is certain."""

Guess = TypeVar("Guess", TextGuess, PhoneGuess, SocialGuess, AddressGuess)

_SMALL_WORDS: Final = frozenset(word_list("small_words"))


def make_contact(assignment: Assignment, typed: TypedFields) -> ContactGuess:
    """Return the guesses of a card's lines, codes aside."""
    return ContactGuess(
        name=make_name(assignment.name, [email.value for email in typed.emails]),
        organization=_text(assignment.organization),
        department=_text(assignment.department),
        title=_title(assignment.title),
        emails=merge_guesses((_email(e, typed) for e in typed.emails), email_key),
        phones=merge_guesses(_with_extensions(typed), phone_key),
        urls=merge_guesses((_url(u, typed) for u in typed.urls), url_key),
        social=merge_guesses(_profiles(typed), social_key),
        addresses=merge_guesses(
            (_address(choice, typed.regions) for choice in assignment.addresses), address_key
        ),
        other_addresses=assignment.other_addresses,
        other_people=assignment.other_people,
        other_alphabets=typed.other_alphabets,
    )


def merge_guesses(guesses: Iterable[Guess], key: Callable[[Guess], str]) -> tuple[Guess, ...]:
    """Make one guess of those with the same key: the first one's value, all lines, more trust."""
    merged: dict[str, Guess] = {}
    for guess in guesses:
        if not guess.confidence:
            continue
        name = key(guess)
        merged[name] = agreed(merged[name], guess) if name in merged else guess
    return tuple(merged.values())


def agreed(first: Guess, second: Guess) -> Guess:
    """Return the first of two equal guesses with the lines and the evidence of both."""
    doubt = (1 - first.confidence) * (1 - second.confidence)
    lines = tuple(dict.fromkeys(first.lines + second.lines))
    confidence = min(LARGEST_CONFIDENCE, max(first.confidence, 1 - doubt))
    return replace(first, confidence=round(confidence, 3), lines=lines)


def email_key(guess: TextGuess) -> str:
    """Return what two equal e-mail addresses share."""
    return guess.value.casefold()


def url_key(guess: TextGuess) -> str:
    """Return what two equal web addresses share: no scheme, no "www", no closing slash."""
    return re.sub(r"^(https?://)?(www\.)?", "", guess.value.strip().casefold()).rstrip("/")


def phone_key(guess: PhoneGuess) -> str:
    """Return what two equal telephone numbers share."""
    return f"{guess.e164 or digits(guess.value)}x{guess.extension}"


def social_key(guess: SocialGuess) -> str:
    """Return what two equal profiles share."""
    return f"{guess.service}/{guess.value.casefold()}"


def address_key(guess: AddressGuess) -> str:
    """Return what two equal addresses share: postcode and number, or else all words.

    The verso often says the same in another language: "1, quai de la Reine", "1 Queen's Wharf".
    """
    number = re.search(r"\d+", guess.street)
    if guess.postcode and number is not None:
        return f"{re.sub(r'[^A-Z0-9]', '', guess.postcode.upper())} {number.group()}"
    return re.sub(r"\W+", " ", guess.formatted.casefold()).strip()


def make_name(choice: Choice | None, emails: Sequence[str]) -> NameGuess | None:
    """Return the guess of a name with its parts, or None where there is no name."""
    if choice is None:
        return None
    local = max(
        (email.split("@")[0] for email in emails),
        key=lambda text: agreement_with_email(choice.text, text),
        default="",
    )
    parts = parse_name(choice.text, local)
    if not parts.full:
        return None
    return NameGuess(
        parts.full,
        parts.given,
        parts.family,
        parts.prefix,
        parts.suffix,
        confidence=choice.confidence,
        lines=choice.lines,
    )


def _text(choice: Choice | None) -> TextGuess | None:
    if choice is None:
        return None
    return TextGuess(choice.text, choice.confidence, choice.lines)


def _title(choice: Choice | None) -> TextGuess | None:
    if choice is None:
        return None
    return TextGuess(written_title(choice.text), choice.confidence, choice.lines)


def written_title(text: str) -> str:
    """Write a title as people write it when the card prints it in capitals."""
    if not is_capitals(text) or len(text) <= 4:
        return text
    return re.sub(r"[^\W\d_]+", lambda m: _title_word(m.group(), is_first=m.start() == 0), text)


def _title_word(word: str, *, is_first: bool) -> str:
    if word.casefold() in _SMALL_WORDS and not is_first:
        return word.lower()
    # CEO, VP, HR, R and D stay.
    if len(word) <= 3 and not any(c in "AEIOUYÉ" for c in word[1:-1]):
        return word
    return word if word in {"CEO", "CTO", "CFO", "COO", "CMO", "CIO", "RSE"} else word.capitalize()


def _email(found: FoundText, typed: TypedFields) -> TextGuess:
    """Return an e-mail; what else the card says confirms it or speaks against it."""
    hosts = {url_key(TextGuess(u.value, 1.0, ())).split("/")[0] for u in typed.urls}
    local, _, host = found.value.casefold().rpartition("@")
    is_confirmed = host in hosts or any(
        agreement_with_email(piece.rest, local) >= 0.8 for piece in typed.pieces if piece.rest
    )
    is_contradicted = host not in hosts and any(differ_by_one(h, host) for h in hosts)
    base = 0.98 if is_confirmed else 0.94
    if found.is_repaired:
        base -= 0.12
    if is_contradicted:
        base -= 0.35
    return TextGuess(found.value, _trust(base, found), found.lines)


def _url(found: FoundText, typed: TypedFields) -> TextGuess:
    owner = owner_word(url_key(TextGuess(found.value, 1.0, ())).split("/")[0])
    owners = {owner_word(e.value.rsplit("@", 1)[-1]) for e in typed.emails}
    base = 0.97 if owner in owners else 0.94
    if found.is_repaired:
        base -= 0.03
    return TextGuess(found.value, _trust(base, found), found.lines)


def _phone(found: FoundPhone) -> PhoneGuess:
    span = found.span
    implied = PhoneLabel.CELL if span.is_mobile else PhoneLabel.WORK
    base = 0.96 if span.e164 else 0.87
    if span.label is None:
        base -= 0.03 if span.e164 else 0.16
    if span.is_repaired:
        base -= 0.06
    if span.is_short:
        base -= 0.12
    if found.is_overwritten:
        base *= 0.55
    if found.is_struck:
        base *= 0.3
    return PhoneGuess(
        span.value,
        span.e164,
        span.label or implied,
        span.extension,
        _trust(base, found),
        found.lines,
    )


def _with_extensions(typed: TypedFields) -> Iterable[PhoneGuess]:
    """Give a number the extension that it has where the card says the same again.

    That is on its other side, or in its other alphabet.
    """
    phones = [_phone(found) for found in typed.phones]
    full = {phone.e164: phone for phone in phones if phone.e164 and phone.extension}
    for phone in phones:
        twin = full.get(phone.e164)
        if twin is None or phone.extension:
            yield phone
        elif typed.other_alphabets or phone.lines[0].side is not twin.lines[0].side:
            yield replace(phone, value=twin.value, extension=twin.extension, label=twin.label)
        else:
            yield phone


def _profiles(typed: TypedFields) -> Iterable[SocialGuess]:
    for found in typed.social:
        base = 0.93 if found.profile.is_sure else 0.5
        confidence = _printed(base, found.confidence, is_handwritten=False)
        yield SocialGuess(found.profile.service, found.profile.value, confidence, found.lines)


def _address(choice: Choice, regions: Sequence[str]) -> AddressGuess:
    parts = parse_address(choice.text, regions[0] if regions else "")
    return AddressGuess(
        choice.text,
        parts.street,
        parts.postcode,
        parts.locality,
        parts.region,
        parts.country,
        choice.confidence,
        choice.lines,
    )


def _trust(base: float, found: FoundText | FoundPhone) -> float:
    return _printed(base, found.confidence, is_handwritten=found.handwritten)


def _printed(base: float, reading: float, *, is_handwritten: bool) -> float:
    """Return a confidence lowered by that of the reading, which is near 1 when nothing is wrong."""
    confidence = base * min(1.0, 0.35 + 0.67 * reading) * (0.75 if is_handwritten else 1.0)
    return round(max(0.0, min(LARGEST_CONFIDENCE, confidence)), 3)


def lines_of(*guesses: TextGuess | NameGuess | None) -> tuple[LineRef, ...]:
    """Return the lines of several guesses, each once."""
    return tuple(dict.fromkeys(ref for g in guesses if g is not None for ref in g.lines))
