"""Addresses of web pages and profiles on social services."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from ocr.fields.domains import GENERIC_ENDINGS, is_domain_ending, owner_word, repair_ending
from ocr.fields.emails import Span

# Engines read "www" as "wwvv", "wvw", "wiww"...: strokes alone, and then the dot must be there.
_WITH_PREFIX: Final = re.compile(
    r"(?P<scheme>https?\s?[:;.]?\s?/{1,2}\s?)?(?P<www>(?:www\s?[.,·]?|[wv][wvi]{1,4}[wv]\s?[.,·])\s?)"
    r"(?P<host>[A-Za-z0-9À-ÿ-]+(?:\s?[.,]\s?[A-Za-z0-9-]+)*)(?P<path>/[^\s,;|)]*)?",
    re.IGNORECASE,
)
_WITH_SCHEME: Final = re.compile(
    r"https?\s?[:;]\s?/{1,2}\s?(?P<host>[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)(?P<path>/[^\s,;|)]*)?",
    re.IGNORECASE,
)
_BARE: Final = re.compile(
    r"(?<![\w.@-])(?P<host>[A-Za-z0-9][A-Za-z0-9-]*(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,})"
    r"(?P<path>/[^\s,;|)]*)?(?![\w@])"
)
_LABEL_BEFORE: Final = re.compile(
    r"(?:\b(?:url|web ?site|site(?: ?web| internet)?|internet|website|web|p[áa]gina web|webseite"
    r"|homepage|home ?page|w|visit(?: us(?: at)?)?)\s*[:.;\-]*\s*)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Profile:
    """A profile on a social service found in a line."""

    service: str
    value: str
    start: int
    end: int
    is_sure: bool = True


_SERVICE_OF_HOST: Final = {
    "linkedin": "linkedin", "lnkd": "linkedin", "twitter": "twitter", "facebook": "facebook",
    "fb": "facebook", "instagram": "instagram", "instagr": "instagram", "youtube": "youtube",
    "youtu": "youtube", "tiktok": "tiktok", "github": "github", "gitlab": "gitlab",
    "behance": "behance", "dribbble": "dribbble", "pinterest": "pinterest", "xing": "xing",
    "vimeo": "vimeo", "medium": "medium", "wa": "whatsapp", "t": "telegram", "x": "twitter",
    "snapchat": "snapchat", "threads": "threads", "bsky": "bluesky", "soundcloud": "soundcloud",
}  # fmt: skip
_HANDLE_LABEL: Final = re.compile(
    r"\b(?P<service>linked ?in|twitter|facebook|instagram|insta|youtube|tik ?tok|skype|github"
    r"|telegram|wechat|snapchat|pinterest|behance|threads|bluesky|viber|line id|fb|ig)"
    r"(?:\s*(?:[:/|-]|id\s*:)\s*|\s+(?=@))@?(?P<handle>[A-Za-z0-9_.@/-]{3,40})",
    re.IGNORECASE,
)
_LONE_HANDLE: Final = re.compile(r"(?<![\w.])@(?P<handle>[A-Za-z0-9_][A-Za-z0-9_.]{2,29})(?![\w@])")
_ALIASES: Final = {"insta": "instagram", "ig": "instagram", "fb": "facebook", "line id": "line"}


def find_urls(text: str) -> list[Span]:
    """Return the web addresses in a line from which the e-mails have been taken out."""
    found: list[Span] = []
    for expression in (_WITH_PREFIX, _WITH_SCHEME, _BARE):
        for match in expression.finditer(text):
            start, end = match.span()
            if any(start < other.end and other.start < end for other in found):
                continue
            value = _url_value(match, is_bare=expression is _BARE)
            if value:
                before = _LABEL_BEFORE.search(text[:start])
                is_repaired = value.casefold() != match.group().casefold().rstrip(".,")
                found.append(Span(value, before.start() if before else start, end, is_repaired))
    return sorted(found, key=lambda span: span.start)


def _url_value(match: re.Match[str], *, is_bare: bool) -> str:
    host = re.sub(r"\s?[.,]\s?", ".", match.group("host")).strip(".-")
    host = host.lower() if host.isupper() else host
    path = (match.group("path") or "").rstrip(".,;")
    if is_bare:
        return f"{host}{path}" if _is_bare_host(host, has_path=bool(path)) else ""
    host = repair_ending(host)
    if not is_domain_ending(host):
        return ""
    groups = match.groupdict()
    scheme = ""
    if groups.get("scheme") or "www" not in groups:
        scheme = "https://" if match.group().casefold().startswith("https") else "http://"
    www = "www." if groups.get("www") else ""
    return f"{scheme}{www}{host}{path}"


def _is_bare_host(host: str, *, has_path: bool) -> bool:
    """Say whether a host without "www" is one: abbreviations ("M.Sc", "Co.Ltd") look alike."""
    labels = host.split(".")
    if not is_domain_ending(host) or len(labels[-2]) < 2:
        return False
    if has_path and owner_word(host) in _SERVICE_OF_HOST:
        return True
    if not any(c.isalpha() for c in labels[-2]):
        return False
    ending = labels[-1].casefold()
    is_one_case = host.islower() or host.isupper() or labels[-1].islower()
    if ending in GENERIC_ENDINGS and ending not in {"inc", "ltd", "co", "me", "pro", "int"}:
        return is_one_case and len(labels[-2]) >= (2 if ending in {"com", "net", "org"} else 3)
    return host.islower() and len(owner_word(host)) >= 3


def profile_of_url(span: Span) -> Profile | None:
    """Return the profile that a web address stands for, or None when it is an ordinary page."""
    bare = re.sub(r"^(https?://)?(www\.)?", "", span.value, flags=re.IGNORECASE)
    host, _, path = bare.partition("/")
    service = _SERVICE_OF_HOST.get(owner_word(host))
    if service is None or not path.strip("/"):
        return None
    return Profile(service, path.strip("/"), span.start, span.end)


def find_profiles(text: str) -> list[Profile]:
    """Return the profiles that a line names by service and handle, or by handle alone."""
    found = []
    for match in _HANDLE_LABEL.finditer(text):
        name = match.group("service").casefold()
        service = _ALIASES.get(name, name.replace(" ", ""))
        found.append(
            Profile(service, match.group("handle").strip("./@"), match.start(), match.end())
        )
    if not found:
        for match in _LONE_HANDLE.finditer(text):
            handle = match.group("handle").rstrip(".")
            found.append(Profile("other", handle, match.start(), match.end(), is_sure=False))
    return [profile for profile in found if profile.value]
