"""Addresses of web pages, also where the reading spoiled them."""

from __future__ import annotations

import re
from typing import Final

from ocr.fields.domains import GENERIC_ENDINGS, is_domain_ending, owner_word, repair_ending
from ocr.fields.emails import Span
from ocr.fields.social import SERVICE_OF_HOST

# Engines read "www" as "wwvv", "wvw", "wiww"...: strokes alone, and then the dot must be there.
_WITH_PREFIX: Final = re.compile(
    r"(?P<scheme>h[t1l]{1,3}ps?\s?[:;.]{0,2}\s?[/1lI]{0,2}\s?)?"
    r"(?P<www>(?:(?:wwww(?=\s?[.,·])|www)\s?[.,·:-]?|[wv][wvi]{1,4}[wv]\s?[.,·])\s?)"
    r"(?P<host>[A-Za-z0-9À-ÿ-]+(?:\s?[.,]\s?[A-Za-z0-9-]+)*)(?P<path>/[^\s,;|)]*)?",
    re.IGNORECASE,
)
_WITH_SCHEME: Final = re.compile(
    r"h[t1l]{1,3}ps?\s?(?:[:;.]\s?/{0,2}|//)\s?"
    r"(?P<host>[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)(?P<path>/[^\s,;|)]*)?",
    re.IGNORECASE,
)
_BARE: Final = re.compile(
    r"(?<![\w.@-])(?P<host>[A-Za-z0-9][A-Za-z0-9-]*(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,})"
    r"(?P<path>/[^\s,;|)]*)?(?![\w@]|\.[A-Za-z])"
)
_LABEL_BEFORE: Final = re.compile(
    r"(?:\b(?:url|web ?site|site(?: ?web| internet)?|internet|website|web|p[áa]gina web|webseite"
    r"|homepage|home ?page|w|visit(?: us(?: at)?)?)\s*[:.;\-]*\s*)$",
    re.IGNORECASE,
)


def find_urls(text: str) -> list[Span]:
    """Return the web addresses in a line from which the e-mails have been taken out."""
    found: list[Span] = []
    for expression in (_WITH_PREFIX, _WITH_SCHEME, _BARE):
        for match in expression.finditer(text):
            start, end = match.span()
            if (
                expression is _BARE
                and text[end : end + 1] == "."
                and text[end + 1 : end + 2].isalpha()
            ):
                continue
            if any(start < other.end and other.start < end for other in found):
                continue
            is_alone = text.strip() == match.group()
            value = _url_value(match, is_bare=expression is _BARE, is_alone=is_alone)
            if value:
                before = _LABEL_BEFORE.search(text[:start])
                is_repaired = value.casefold() != match.group().casefold().rstrip(".,")
                found.append(Span(value, before.start() if before else start, end, is_repaired))
    return sorted(found, key=lambda span: span.start)


def _url_value(match: re.Match[str], *, is_bare: bool, is_alone: bool) -> str:
    host = re.sub(r"\s?[.,]\s?", ".", match.group("host")).strip(".-")
    host = host.lower() if host.isupper() else host
    path = (match.group("path") or "").rstrip(".,;")
    if is_bare:
        is_host = _is_bare_host(host, has_path=bool(path), is_alone=is_alone)
        return f"{host}{path}" if is_host else ""
    host = repair_ending(host)
    if not is_domain_ending(host):
        return ""
    groups = match.groupdict()
    scheme = ""
    if groups.get("scheme") or "www" not in groups:
        scheme = "https://" if match.group().casefold().startswith("https") else "http://"
    www = "www." if groups.get("www") else ""
    return f"{scheme}{www}{host}{path}"


def _is_bare_host(host: str, *, has_path: bool, is_alone: bool) -> bool:
    """Say whether a host without "www" is one: abbreviations ("M.Sc", "Co.Ltd") look alike."""
    labels = host.split(".")
    if not is_domain_ending(host):
        return False
    if has_path and owner_word(host) in SERVICE_OF_HOST:
        return True
    if len(labels[-2]) < 2:
        return False
    if not any(c.isalpha() for c in labels[-2]):
        return False
    ending = labels[-1].casefold()
    is_one_case = host.islower() or host.isupper() or labels[-1].islower()
    if ending in GENERIC_ENDINGS and ending not in {"inc", "ltd", "co", "me", "pro", "int"}:
        return is_one_case and len(labels[-2]) >= (2 if ending in {"com", "net", "org"} else 3)
    if is_alone and labels[-1].islower() and len(owner_word(host)) >= 5:
        return True
    return host.islower() and len(owner_word(host)) >= 3
