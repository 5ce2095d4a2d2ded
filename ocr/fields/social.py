"""Profiles on social services: pages of theirs, handles with the service's name, bare handles."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from ocr.fields.domains import is_domain_ending, owner_word
from ocr.fields.emails import Span
from ocr.fields.text import tidy


@dataclass(frozen=True, slots=True)
class Profile:
    """A profile on a social service found in a line."""

    service: str
    value: str
    start: int
    end: int
    is_sure: bool = True


SERVICE_OF_HOST: Final = {
    "linkedin": "linkedin", "lnkd": "linkedin", "twitter": "twitter", "facebook": "facebook",
    "fb": "facebook", "instagram": "instagram", "instagr": "instagram", "youtube": "youtube",
    "youtu": "youtube", "tiktok": "tiktok", "github": "github", "gitlab": "gitlab",
    "behance": "behance", "dribbble": "dribbble", "pinterest": "pinterest", "xing": "xing",
    "vimeo": "vimeo", "medium": "medium", "wa": "whatsapp", "t": "telegram", "x": "twitter",
    "snapchat": "snapchat", "threads": "threads", "bsky": "bluesky", "soundcloud": "soundcloud",
    "m": "messenger", "weibo": "weibo", "vk": "vk", "reddit": "reddit", "twitch": "twitch",
}  # fmt: skip
_NAMED: Final = re.compile(
    r"(?<![\w@.])(?P<service>linked ?in|twitter|facebook|instagram|insta|you ?tube|tik ?tok|skype"
    r"|git ?hub|gitlab|telegram|we ?chat|微信|snapchat|snap|pinterest|behance|dribbble|threads"
    r"|bluesky|mastodon|viber|line(?: id|(?=\s*:?\s*@))|signal|weibo|messenger|twitch|xing|qq"
    r"|fb|ig|x(?=\s*:?\s*@))"
    r"(?:\s*[/&+,]\s*(?:linked ?in|twitter|facebook|instagram|insta|tik ?tok|fb|ig|x)\b)*"
    r"(?:\s*(?:id|page|name|account)\b\s*)?"
    r"(?P<joint>\s*[:|=–-]\s*|\s*/\s*|\s+(?=@)|\s+(?=/?in/)"
    r"|(?<=\big)\s+(?=[a-z][\w.]*[._][\w.]+\s*$)"
    r"|(?<=skype)\s+(?=[a-z][\w-]*[._\d][\w.-]*\s*$))"
    r"(?P<handle>@?/?[A-Za-z0-9À-ÿ_][A-Za-zÀ-ÿ0-9_.@/-]{2,60})",
    re.IGNORECASE,
)
_SERVICE_WORD: Final = re.compile(
    r"\b(?:linked ?in|twitter|facebook|instagram|insta|you ?tube|tik ?tok|snapchat|pinterest"
    r"|threads)\b",
    re.IGNORECASE,
)
"""The service of a handle, said behind it: "@northbay (Instagram)"."""
_PAGE_NAME: Final = re.compile(r"(?:\s[A-ZÀ-Ý0-9&][\w&'’.-]*){1,4}(?=\s*(?:$|[|•·,;(]))")
"""Further words of a page's name: "Facebook: Northbay Optics Montréal"."""
_SLUG: Final = re.compile(
    r"(?<![\w/.])(?:in\s)?/?(?P<handle>(?:in|company|pub)/[A-Za-z0-9À-ÿ_%-]{3,60})/?(?![\w@])"
)
_ICON: Final = re.compile(r"^\s*(?P<icon>in|f|X|𝕏)\s*[:/]?\s*[@/]\s?(?P<handle>[\w.-]{3,40})\s*$")
_ICON_NAME: Final = re.compile(r"^\s*in\s+(?P<handle>[a-z]+(?:-[a-z0-9]+){1,4})\s*$")
_OF_ICON: Final = {"in": "linkedin", "f": "facebook", "X": "twitter", "𝕏": "twitter"}
_BARE: Final = re.compile(r"(?<![\w.])@\s?(?P<handle>[A-Za-z0-9_][A-Za-z0-9_.]{2,29})(?![\w@])")
_ALIASES: Final = {
    "insta": "instagram", "ig": "instagram", "fb": "facebook", "line id": "line", "微信": "wechat",
    "snap": "snapchat", "x": "twitter",
}  # fmt: skip
_OTHER_NAMES: Final = frozenset({"whatsapp", "viber", "wechat", "telegram", "line", "signal"})
"""What stands beside a service's name in "WeChat/WhatsApp: 139 ..." and is no handle."""
_NUMBER: Final = re.compile(r"\+?(?:\d{7,}|\d{2,4}(?:[.-]\d{2,4})+)")
_COMMON_ENDINGS: Final = frozenset(
    {"com", "net", "org", "fr", "ca", "de", "uk", "be", "ch", "eu", "io", "co"}
)


def profile_of_url(span: Span) -> Profile | None:
    """Return the profile that a web address stands for, or None when it is an ordinary page."""
    bare = re.sub(r"^(https?://)?(www\.)?", "", span.value, flags=re.IGNORECASE)
    host, _, path = bare.partition("/")
    service = SERVICE_OF_HOST.get(owner_word(host))
    path = re.sub(r"[?#].*$", "", path).strip("/")
    if service is None or not path:
        return None
    return Profile(service, path, span.start, span.end)


def find_profiles(text: str) -> list[Profile]:
    """Return the profiles that a line names by service and handle, or by handle alone.

    A handle whose service nothing names is of service "other".
    """
    found = [*_named(text), *_slugs(text)]
    if found:
        return [profile for profile in found if profile.value]
    icon = _ICON.match(text)
    if icon is not None:
        service = _OF_ICON[icon.group("icon")]
        return [Profile(service, icon.group("handle"), icon.start(), icon.end())]
    name = _ICON_NAME.match(text)
    if name is not None:
        value = f"in/{name.group('handle')}"
        return [Profile("linkedin", value, name.start(), name.end(), is_sure=False)]
    beside = _SERVICE_WORD.search(text)
    said = beside.group().casefold().replace(" ", "") if beside is not None else ""
    return [
        Profile(
            _ALIASES.get(said, said) or "other",
            match.group("handle").rstrip("."),
            *match.span(),
            is_sure=bool(said),
        )
        for match in _BARE.finditer(text)
    ]


def host_in_handle(profile: Profile) -> str:
    """Return the host that a doubtful handle rather is, such as "@northbay.com", or ""."""
    value = profile.value
    if profile.is_sure or not is_domain_ending(value) or "_" in value:
        return ""
    return value if value.rsplit(".", 1)[-1].casefold() in _COMMON_ENDINGS else ""


def _named(text: str) -> list[Profile]:
    found = []
    for match in _NAMED.finditer(text):
        name = match.group("service").casefold()
        service = _ALIASES.get(name, name.replace(" ", ""))
        handle, end = match.group("handle"), match.end()
        if service in {"facebook", "youtube", "linkedin"} and not handle.startswith(("@", "/")):
            more = _PAGE_NAME.match(text[end:])
            if more is not None:
                handle, end = handle + more.group(), end + more.end()
        handle = tidy(handle).strip("./@ ")
        is_host = is_domain_ending(handle) and "/" in match.group("joint")
        if is_host or handle.casefold() in _OTHER_NAMES:
            continue
        if service != "qq" and _NUMBER.fullmatch(handle):
            continue  # a telephone number, or its beginning: "WeChat: 0086-138 ..."
        found.append(Profile(service, handle, match.start(), end))
    return found


def _slugs(text: str) -> list[Profile]:
    named = [p.start for p in _named(text)]
    if named:
        return []
    return [
        Profile("linkedin", match.group("handle"), match.start(), match.end())
        for match in _SLUG.finditer(text)
    ]
