"""The fields that rules find: e-mails, telephones, web addresses, profiles.

What they take is blanked out of the lines, so that the rest can be a name, a title, an
organization or an address.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from ocr.fields.addresses import is_street, street_words
from ocr.fields.domains import country_of_host
from ocr.fields.emails import Span, find_emails
from ocr.fields.label_places import continued_from, label_beside, stands_under_home
from ocr.fields.mending import (
    agreed_hosts,
    find_broken_emails,
    find_damaged_email,
    find_damaged_url,
    with_letters_of_name,
    with_lost_dot,
    with_plain_host,
    without_glued_label,
)
from ocr.fields.names import without_introduction
from ocr.fields.phone_labels import says_only_call, whole_label
from ocr.fields.phone_numbers import SMALLEST_DIGITS, country_of
from ocr.fields.phones import PhoneSpan, find_phones, lone_extension
from ocr.fields.pieces import Piece
from ocr.fields.regions import country_in, likely_regions
from ocr.fields.social import Profile, find_profiles, host_in_handle, profile_of_url
from ocr.fields.subdivisions import find_region
from ocr.fields.text import tidy
from ocr.fields.urls import find_urls
from ocr.types import LineRef, PhoneLabel


@dataclass(frozen=True, slots=True)
class FoundText:
    """An e-mail or web address with the lines it stands in."""

    value: str
    lines: tuple[LineRef, ...]
    confidence: float
    is_repaired: bool
    handwritten: bool = False


@dataclass(frozen=True, slots=True)
class FoundPhone:
    """A telephone number with the lines it stands in."""

    span: PhoneSpan
    lines: tuple[LineRef, ...]
    confidence: float
    handwritten: bool = False
    is_overwritten: bool = False
    """Whether another number was written by hand right beside this printed one."""
    is_struck: bool = False
    """Whether a pen went through it."""


@dataclass(frozen=True, slots=True)
class FoundProfile:
    """A social profile with the line it stands in."""

    profile: Profile
    lines: tuple[LineRef, ...]
    confidence: float


@dataclass(slots=True)
class TypedFields:
    """Everything that rules found on a card, and the pieces with what is left of them."""

    emails: list[FoundText] = field(default_factory=list)
    phones: list[FoundPhone] = field(default_factory=list)
    urls: list[FoundText] = field(default_factory=list)
    social: list[FoundProfile] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    regions: tuple[str, ...] = ()
    other_alphabets: tuple[LineRef, ...] = ()
    """Lines whose pieces have nothing left, since the card says it in Latin letters too; see
    `ocr.fields.alphabets`."""


_CONTACT_LABEL: Final = re.compile(
    r"^(?:e[-‐–]?\s?mails?|mail|courriel|m[ée]l|correo|adresse [ée]lectronique|web ?site|web"
    r"|site(?: web| internet)?|internet|url|www|t[ée]l[ée]?(?:phone)?s?|telefone?|phone|ph|fax"
    r"|t[ée]l[ée]c(?:opieur|opie)?|mobile?|mob|cell?|cellulaire|portable|gsm|handy|celular|direct"
    r"|m[óo]vil|telem[óo]vel|office|bureau|bur|home|res|fon|linkedin|facebook|instagram|twitter"
    r"|whatsapp|we ?chat|zalo|viber|telegram|kakao(?:talk)?|messenger|skype|follow us|suivez-nous"
    r"|contact|[tfmwecpdorh])$",
    re.IGNORECASE,
)
_CALLING_CODE: Final = re.compile(r"(?<!\d)00[1-9]\d")
_REGISTRATION: Final = re.compile(r"\((?=[^)]*\d{5})[\dA-Z ./-]{6,24}\)")
"""The number of a company in a register, printed after its name."""


def find_typed(pieces: Sequence[Piece]) -> TypedFields:
    """Find every typed field of a card.

    Args:
        pieces: The lines of all sides, each side from top to bottom.
    """
    found = TypedFields()
    blanked: list[str] = []
    taken: list[set[str]] = []
    broken = find_broken_emails(pieces)
    for i, piece in enumerate(pieces):
        text, kinds = piece.text, set[str]()
        if i in broken:
            value, other = broken[i]
            lines = (piece.ref, pieces[other].ref)
            found.emails.append(FoundText(value, lines, piece.confidence, is_repaired=True))
            text, kinds = "", {"email"}
        elif any(i == other for _, other in broken.values()):
            text, kinds = "", {"email"}
        else:
            text = _take_addresses(piece, found, kinds)
        blanked.append(text)
        taken.append(kinds)
    _mend(found, pieces, blanked, taken)
    found.regions = _regions(found, [p.text for p in pieces], blanked)
    rests = [
        _take_phones(piece, blanked[i], pieces, found, taken[i]) for i, piece in enumerate(pieces)
    ]
    found.pieces = [
        piece.with_rest(_clean_rest(rest, is_touched=bool(kinds)), frozenset(kinds))
        for piece, rest, kinds in zip(pieces, rests, taken, strict=True)
    ]
    _attach_extensions(found)
    _continue_labels(found)
    _say_homes(found)
    return found


def _take_addresses(piece: Piece, found: TypedFields, kinds: set[str]) -> str:
    """Take e-mails, web addresses and profiles out of a line; return what is left, as long."""
    text, ref = piece.text, (piece.ref,)
    emails = find_emails(text)
    for span in emails:
        found.emails.append(
            FoundText(span.value, ref, piece.confidence, span.is_repaired, piece.handwritten)
        )
        kinds.add("email")
    text = _blank(text, emails)
    urls = find_urls(text)
    for span in urls:
        profile = profile_of_url(span)
        if profile is not None:
            found.social.append(FoundProfile(profile, ref, piece.confidence))
            kinds.add("social")
        else:
            found.urls.append(FoundText(span.value, ref, piece.confidence, span.is_repaired))
            kinds.add("url")
    text = _blank(text, urls)
    profiles = find_profiles(text)
    for profile in profiles:
        host = host_in_handle(profile)
        if host:
            found.urls.append(FoundText(host, ref, piece.confidence, is_repaired=True))
            kinds.add("url")
        else:
            found.social.append(FoundProfile(profile, ref, piece.confidence))
            kinds.add("social")
    return _blank(text, profiles)


def _take_phones(
    piece: Piece, text: str, pieces: Sequence[Piece], found: TypedFields, kinds: set[str]
) -> str:
    if sum(c.isdigit() for c in text) < SMALLEST_DIGITS - 2:  # reading may have spoiled two
        return text
    spans = find_phones(text, found.regions, label_beside(piece, pieces))
    for span in spans:
        found.phones.append(
            FoundPhone(
                span,
                (piece.ref,),
                piece.confidence,
                piece.handwritten,
                is_struck=_is_struck(span, piece),
            )
        )
        kinds.add("phone")
    return _blank(text, spans)


def _is_struck(span: PhoneSpan, piece: Piece) -> bool:
    """Tell whether a pen went through half of a number at least."""
    first, last = max(span.start, piece.struck[0]), min(span.end, piece.struck[1])
    return 2 * (last - first) >= span.end - span.start


def _blank(text: str, spans: Sequence[Span | Profile | PhoneSpan]) -> str:
    for span in spans:
        text = text[: span.start] + " " * (span.end - span.start) + text[span.end :]
    return text


def _clean_rest(rest: str, *, is_touched: bool) -> str:
    """Return what is left of a line, or "" when that is only labels and separators."""
    rest = without_introduction(_REGISTRATION.sub(" ", rest))
    if not is_touched:
        plain = tidy(rest)
        is_label = _CONTACT_LABEL.match(plain.strip(".() ")) or (
            len(plain) > 1 and whole_label(plain) is not None and not plain.isalpha()
        )
        return "" if is_label else plain
    parts = [tidy(part) for part in re.split(r"\s{2,}", rest)]
    parts = [p for p in parts if p and not _CONTACT_LABEL.match(p.strip(".():; "))]
    parts = [p for p in parts if any(c.isalnum() for c in p) and len(p) > 1]
    if len(parts) > 1 and is_street(parts[0]) and not any(map(_may_be_place, parts[1:])):
        # "12 Elm Street - Tel. 555-0100 - by appointment": what follows is no part of the address.
        parts = parts[:1]
    return " ".join(parts)


def _may_be_place(text: str) -> bool:
    """Say whether a text may go on with an address: it has figures, or names a state or country."""
    is_known = country_in(text) or find_region(text, "")[0]
    return bool(is_known) or street_words(text) > 0 or any(c.isdigit() for c in text)


def _mend(
    found: TypedFields, pieces: Sequence[Piece], blanked: list[str], taken: list[set[str]]
) -> None:
    """Mend addresses by what the others on the card say, and find those that were too damaged."""
    texts = [p.text for p in pieces]
    by_ref = {piece.ref: piece for piece in pieces}
    for k, email in enumerate(found.emails):
        local, _, host = email.value.partition("@")
        value = without_glued_label(f"{local}@{with_plain_host(host)}", texts)
        line = by_ref[email.lines[0]].text
        value = with_lost_dot(value, line, texts)
        mended = with_letters_of_name(value, texts)
        if mended != email.value:
            is_whole = value.partition("@")[0] in ("", local, local[1:])
            is_repaired = email.is_repaired or mended != value or "I" in host or not is_whole
            found.emails[k] = replace(email, value=mended, is_repaired=is_repaired)
    own = {_host_of_email(e).casefold() for e in found.emails}
    for k, url in enumerate(found.urls):
        plain = with_plain_host(url.value)
        if plain != url.value:
            url = found.urls[k] = replace(url, value=plain, is_repaired=True)
        # A label or an icon that was read as a letter: "Wnorthbay.com", "w.northbay.com".
        for glued in (1, 2):
            bare = url.value[glued:]
            if bare.casefold() in own and url.value[:glued].casefold() != "m.":
                found.urls[k] = replace(url, value=bare)
    _find_emails_among_urls(found)
    wrong = agreed_hosts(
        [*map(_host_of_email, found.emails), *map(_host_of_url, found.urls)], texts
    )
    for k, email in enumerate(found.emails):
        local, _, host = email.value.partition("@")
        if host.casefold() in wrong:
            value = f"{local}@{wrong[host.casefold()]}"
            found.emails[k] = replace(email, value=value, is_repaired=True)
    for k, url in enumerate(found.urls):
        host = _host_of_url(url)
        if host in wrong:
            value = re.sub(re.escape(host), wrong[host], url.value, count=1, flags=re.IGNORECASE)
            found.urls[k] = replace(url, value=value, is_repaired=True)
    hosts = dict.fromkeys(
        [*map(_host_of_url, found.urls), *(_host_of_email(e).casefold() for e in found.emails)]
    )
    for i, piece in enumerate(pieces):
        if taken[i] & {"email", "url"} or len(piece.text) < 6:
            continue
        ref, trust = (piece.ref,), piece.confidence
        span = find_damaged_email(blanked[i], hosts)
        if span is not None:
            found.emails.append(FoundText(span.value, ref, trust, is_repaired=True))
            taken[i].add("email")
        elif not found.urls:
            span = find_damaged_url(blanked[i], hosts)
            if span is not None:
                found.urls.append(FoundText(span.value, ref, trust, span.is_repaired))
                taken[i].add("url")
        if span is not None:
            blanked[i] = _blank(blanked[i], [span])


def _find_emails_among_urls(found: TypedFields) -> None:
    """Take for an e-mail what reads as a site but is one at the card's host: "adaQnorthbay.com"."""
    for url in list(found.urls):
        others = {_host_of_url(u) for u in found.urls if u is not url}
        others |= {_host_of_email(e).casefold() for e in found.emails}
        span = find_damaged_email(url.value, others)
        if span is not None and (span.start, span.end) == (0, len(url.value)):
            found.urls.remove(url)
            found.emails.append(replace(url, value=span.value, is_repaired=True))


def _host_of_email(email: FoundText) -> str:
    return email.value.rsplit("@", 1)[-1]


def _host_of_url(url: FoundText) -> str:
    bare = re.sub(r"^(?:https?://)?(?:www\.)?", "", url.value.casefold())
    return bare.split("/")[0]


def _regions(found: TypedFields, texts: Sequence[str], blanked: Sequence[str]) -> tuple[str, ...]:
    hosts = [country_of_host(_host_of_email(email)) for email in found.emails]
    hosts += [country_of_host(_host_of_url(url)) for url in found.urls]
    prefixes = [
        country
        for text in blanked
        if "+" in text or _CALLING_CODE.search(text)
        for span in find_phones(text, ())
        if span.e164 and (country := country_of(span.e164))
    ]
    return likely_regions(texts, prefixes, hosts)


def _continue_labels(found: TypedFields) -> None:
    """Give numbers that stand under a labelled number, right of its label, the same label."""
    by_ref = {piece.ref: piece for piece in found.pieces}
    starts_px: dict[LineRef, float] = {}
    labels: dict[LineRef, PhoneLabel] = {}
    for k, phone in enumerate(found.phones):
        ref = phone.lines[0]
        piece = by_ref[ref]
        if phone.span.label is None and ref not in starts_px and phone.span.start == 0:
            above = continued_from(piece, found.pieces, starts_px)
            if above is not None:
                label = labels[above.ref]
                found.phones[k] = replace(phone, span=replace(phone.span, label=label))
                starts_px[ref], labels[ref] = piece.left + 1.0, label
        elif phone.span.label is not None and ref not in starts_px:
            printed = piece.text.find(phone.span.value[:4])
            if printed > phone.span.start:
                share = printed / max(1, len(piece.text))
                starts_px[ref] = piece.left + share * piece.width
                labels[ref] = phone.span.label


def _say_homes(found: TypedFields) -> None:
    """Give telephones in the block under "Res :" its label, where their own says only "Ph"."""
    by_ref = {piece.ref: piece for piece in found.pieces}
    for k, phone in enumerate(found.phones):
        piece, span = by_ref[phone.lines[0]], phone.span
        if span.label not in (None, PhoneLabel.WORK) or span.is_mobile:
            continue
        before = piece.text[: max(0, piece.text.find(span.value))]
        if says_only_call(before) and stands_under_home(piece, found.pieces):
            found.phones[k] = replace(phone, span=replace(span, label=PhoneLabel.HOME))


def _attach_extensions(found: TypedFields) -> None:
    """Give an extension printed on a line of its own to the number above it or to its left."""
    by_ref = {piece.ref: piece for piece in found.pieces}
    for index, piece in enumerate(found.pieces):
        number = lone_extension(piece.text)
        if not number:
            continue
        best: tuple[float, int] | None = None
        for k, phone in enumerate(found.phones):
            home = by_ref[phone.lines[0]]
            drop = piece.middle_y - home.middle_y
            if home.ref.side != piece.ref.side or phone.span.extension:
                continue
            if -0.6 * piece.height <= drop <= 3 * piece.height and (best is None or drop < best[0]):
                best = (drop, k)
        if best is None:
            continue
        phone = found.phones[best[1]]
        span = replace(phone.span, extension=number, value=f"{phone.span.value} {piece.text}")
        found.phones[best[1]] = replace(phone, span=span, lines=(*phone.lines, piece.ref))
        found.pieces[index] = piece.with_rest("", frozenset({"phone"}))
