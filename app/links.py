"""Web pages and social profiles: what a service is called, and where a profile is opened."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

SERVICE_NAMES = {
    "linkedin": "LinkedIn",
    "facebook": "Facebook",
    "instagram": "Instagram",
    "twitter": "X (Twitter)",
    "bluesky": "Bluesky",
    "threads": "Threads",
    "youtube": "YouTube",
    "tiktok": "TikTok",
    "github": "GitHub",
    "gitlab": "GitLab",
    "behance": "Behance",
    "dribbble": "Dribbble",
    "pinterest": "Pinterest",
    "vimeo": "Vimeo",
    "medium": "Medium",
    "soundcloud": "SoundCloud",
    "xing": "XING",
    "whatsapp": "WhatsApp",
    "telegram": "Telegram",
    "skype": "Skype",
    "snapchat": "Snapchat",
    "wechat": "WeChat",
    "viber": "Viber",
    "line": "LINE",
}

_PROFILE_PAGES = {
    "linkedin": "https://www.linkedin.com/{}",
    "facebook": "https://www.facebook.com/{}",
    "instagram": "https://www.instagram.com/{}",
    "twitter": "https://x.com/{}",
    "bluesky": "https://bsky.app/profile/{}",
    "threads": "https://www.threads.net/{}",
    "youtube": "https://www.youtube.com/{}",
    "tiktok": "https://www.tiktok.com/{}",
    "github": "https://github.com/{}",
    "gitlab": "https://gitlab.com/{}",
    "behance": "https://www.behance.net/{}",
    "dribbble": "https://dribbble.com/{}",
    "pinterest": "https://www.pinterest.com/{}",
    "vimeo": "https://vimeo.com/{}",
    "medium": "https://medium.com/{}",
    "soundcloud": "https://soundcloud.com/{}",
    "xing": "https://www.xing.com/{}",
    "whatsapp": "https://wa.me/{}",
    "telegram": "https://t.me/{}",
}
_NEEDS_AT = {"threads", "tiktok", "medium"}
_SERVICE_OF_HOST = {
    **{urlsplit(page).netloc.removeprefix("www."): name for name, page in _PROFILE_PAGES.items()},
    "twitter.com": "twitter",
}
_WITH_HOST = re.compile(r"(?:https?://)?(?:[\w-]+\.)+[a-z]{2,}(?:[:/?#]\S*)?", re.IGNORECASE)


def service_name(service: str) -> str:
    """Give the name that a service goes by; one nobody knows is named as it is stored."""
    return SERVICE_NAMES.get(service, service.capitalize())


def service_of(address: str) -> str:
    """Say which social service an address belongs to; "" for an ordinary page."""
    try:
        parts = urlsplit(address if "://" in address else f"https://{address}")
    except ValueError:
        return ""  # a bracket where there is none in any address
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    if not parts.path.strip("/"):
        return ""  # the service's own page is nobody's profile
    return _SERVICE_OF_HOST.get(host, "")


def link_address(service: str, value: str) -> str:
    """Give the address that opens a page or a profile.

    Args:
        service: One of SERVICE_NAMES, or "" for a page.
        value: As printed: an address with or without its scheme, or a name on the service.

    Returns:
        An https or http address; "" when there is none to open.
    """
    value = value.strip()
    if value.lower().startswith(("http://", "https://")):
        return value
    is_address = _WITH_HOST.fullmatch(value) is not None
    if not service:
        return f"https://{value}" if is_address else ""
    if is_address and service_of(value) == service:
        return f"https://{value}"
    page = _PROFILE_PAGES.get(service)
    if page is None:
        return ""
    return page.format(quote(_profile_path(service, value), safe="/@-._~"))


def _profile_path(service: str, value: str) -> str:
    path = value.strip("/ ").removeprefix("@")
    if service == "whatsapp":
        return re.sub(r"\D", "", path)
    if service == "linkedin" and "/" not in path:
        return f"in/{path}"
    return f"@{path}" if service in _NEEDS_AT and "/" not in path else path
