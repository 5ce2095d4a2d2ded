"""Repairs of e-mail and web addresses that the rest of the card speaks for.

Nothing is mended on its looks alone: another address of the card, a provider's name, a label or
the person's name must say what was meant.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from typing import Final

from ocr.fields.domains import is_domain_ending, is_mail_provider
from ocr.fields.emails import Span
from ocr.fields.names import agreement_with_email

_EMAIL_LABEL: Final = re.compile(
    r"^\s*(?:e[-‐–]?\s?mails?|mail|courriel|m[ée]l|correo)\s*[:.;-]*\s*", re.IGNORECASE
)
_AT: Final = r"(?:@|©|®|Q|q|&|€|¢|◎|\(?[ae@]\)|\([ae@]?|\s?@\s?)"
_COMMON_HOSTS: Final = (
    "gmail.com", "hotmail.com", "yahoo.com", "outlook.com", "icloud.com", "live.com", "hotmail.fr",
    "yahoo.fr", "orange.fr", "wanadoo.fr", "free.fr", "laposte.net", "videotron.ca", "gmx.de",
    "web.de", "yahoo.co.in", "rediffmail.com", "yahoo.com.br", "uol.com.br",
)  # fmt: skip
_LETTERED: Final = re.compile(
    r"^\s*[TMFPCDOW]\s?[.:]?\s?(?:[+(]?\d|www\.|https?:)|^\s*[EW]\s*[:.]?\s\S+[@.]"
)
_SHAPES: Final = (("rn", "m"), ("vv", "w"), ("cl", "d"))
_SKELETON: Final = str.maketrans(
    {"0": "o", "1": "l", "i": "l", "5": "s", "8": "b", ".": None, "-": None}
)


def find_damaged_email(text: str, hosts: Collection[str]) -> Span | None:
    """Return an e-mail whose sign or dots were misread, at a host that the card names.

    Args:
        text: A line in which no e-mail was found.
        hosts: Hosts of the card's other addresses, small letters.
    """
    label = _EMAIL_LABEL.match(text)
    start = label.end() if label else 0
    for host in (*hosts, *_COMMON_HOSTS):
        at = _AT if host in _COMMON_HOSTS or label is None else rf"{_AT}?"
        pattern = _damaged(rf"(?P<local>[A-Za-z0-9][\w.+'-]*?)\s?{at}\s?", host)
        match = pattern.search(text, start)
        if match is None or match.group("local").casefold() in {"www", "http", "https", "web"}:
            continue
        local = match.group("local").strip(".-'")
        if len(local) >= 2 or "." in match.group("local"):
            begin = 0 if label and not text[label.end() : match.start()].strip() else match.start()
            return Span(f"{local}@{host}", begin, match.end(), is_repaired=True)
    return None


def find_damaged_url(text: str, hosts: Collection[str]) -> Span | None:
    """Return the web address at a host of the card's e-mails whose dots were misread, or None."""
    for host in hosts:
        if is_mail_provider(host):
            continue
        match = _damaged(r"(?:(?P<www>w{2,4}|vvww?|wvvw)\s?[.,·:-]?\s?)?", host).search(text)
        if match is not None:
            www = "www." if match.group("www") else ""
            value = f"{www}{host}"
            return Span(value, match.start(), match.end(), value != match.group().casefold())
    return None


def agreed_hosts(hosts: Iterable[str]) -> dict[str, str]:
    """Return what hosts that differ by a misreading only become: misread host -> right host.

    "n0rthbay.com" beside "northbay.com", "northbaycouk" beside "northbay.co.uk": the one that is
    said more often is right, then the one with fewer digits and more dots.
    """
    counts = Counter(host.casefold().removeprefix("www.") for host in hosts)
    groups: dict[str, list[str]] = {}
    for host in counts:
        groups.setdefault(_skeleton(host), []).append(host)
    wrong: dict[str, str] = {}
    for alike in groups.values():
        if len(alike) > 1:
            best = max(
                alike,
                key=lambda h: (
                    is_domain_ending(h), counts[h], -sum(c.isdigit() for c in h), h.count(".")
                ),
            )  # fmt: skip
            wrong |= {host: best for host in alike if host != best}
    return wrong


def without_glued_label(address: str, texts: Sequence[str]) -> str:
    """Return an e-mail without the letter E or M that was its label: "Eada@northbay.example".

    Args:
        address: The e-mail as found, at the start of its line.
        texts: All lines of the card.
    """
    local, _, host = address.partition("@")
    rest = local[1:]
    if local[:1] not in {"E", "M"} or len(rest) < 2 or not rest[0].islower():
        return address
    others = [t for t in texts if address not in t]
    before = max((agreement_with_email(t, local.casefold()) for t in others), default=0.0)
    after = max((agreement_with_email(t, rest) for t in others), default=0.0)
    is_lettered = any(_LETTERED.match(t) for t in others)
    if after > before or (is_lettered and after >= before):
        return f"{rest}@{host}"
    return address


def _skeleton(host: str) -> str:
    plain = host.casefold()
    for shape, letter in _SHAPES:
        plain = plain.replace(shape, letter)
    return plain.translate(_SKELETON)


@lru_cache(maxsize=512)
def _damaged(lead: str, host: str) -> re.Pattern[str]:
    body = r"\s?[.,·]?\s?".join(re.escape(label) for label in host.split("."))
    return re.compile(rf"(?<![\w@.-]){lead}{body}(?![\w@-])", re.IGNORECASE)
