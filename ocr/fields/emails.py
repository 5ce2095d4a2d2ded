"""E-mail addresses, also where the reading spoiled them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ocr.fields.domains import is_domain_ending, repair_ending
from ocr.fields.text import fold


@dataclass(frozen=True, slots=True)
class Span:
    """A value found in a line of text, and the characters that it covers."""

    value: str
    start: int
    end: int
    is_repaired: bool = False


_PLAIN: Final = re.compile(
    r"[A-Za-z0-9][A-Za-z0-9._%+'-]*@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
    r"(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*\.[A-Za-z]{2,}"
)
# Blanks around the signs, commas for dots, and the shapes that "@" is mistaken for.
_LOOSE: Final = re.compile(
    r"(?P<local>[A-Za-z0-9][\w%+'-]*(?:\s?[.,]\s?[\w%+'-]+)*)"
    r"\s?(?P<at>@{1,2}|＠|©|®|◎|\(@\)?|\(at\)|\[at\]|\(a\)|\s+at\s+(?=\S+\.(?:com|org|net|fr|ca)\b))\s?"
    r"(?P<host>[A-Za-z0-9-]+(?:\s?[.,]\s?[A-Za-z0-9-]+)*)"
)
_GLUED_LABEL: Final = re.compile(
    r"^(?:(?:e[-‐–]?mail|courriel|mailto|correo|mél)(?=[A-Za-z0-9]{2,}[\w.%+-]*@))",
    re.IGNORECASE,
)
_GLUED_TAIL: Final = re.compile(
    r"\.(?:com|net|org|[a-z]{2})(?=(?:www\.|https?:|Tel|T[ée]l|Fax|Web|Mob|Cell|Site|Skype))"
    r"|\.(?:com|net|org)(?=[A-Z])|\.[a-z]{2,10}(?=[.–-]www\.)|\.[a-z]{2,10}?(?=https?$)"
)
"""Where an address ends that reading glued to what follows: "ada@northbay.comwww.northbay.com"."""
_GLUED_NUMBER: Final = re.compile(
    r"\+\d{6,}|^\d{3}[.-]\d{4}(?=[a-z]{2})|^\d{2}(?:[.-]\d{2,4}){3,}(?=[a-z]{2})"
)
"""A telephone that reading glued to the front: "555-0142ada@northbay.com"."""
_SITE_AS_LOCAL: Final = re.compile(r"www\.", re.IGNORECASE)
_SERVICES: Final = frozenset(
    {"ig", "insta", "instagram", "fb", "facebook", "twitter", "x", "tiktok", "youtube", "linkedin"}
    | {"telegram", "snapchat", "threads", "wechat", "line", "skype", "github"}
)
_LABEL_BEFORE: Final = re.compile(
    r"(?:\b(?:e[-‐–]?\s?mails?|mail|courriel|courrier [ée]lectronique|m[ée]l"
    r"|correo(?: electr[óo]nico)?|adresse [ée]lectronique|e|m|@)\s*[:.;\-]*\s*)$",
    re.IGNORECASE,
)


def find_emails(text: str) -> list[Span]:
    """Return the e-mail addresses in a line, repaired where that is safe.

    The repairing expression is tried first and the plain one where it finds nothing, since the
    first misses some addresses that the second reads without help.
    """
    if (
        not any(sign in text for sign in "@©®＠◎")
        and "at" not in text.casefold()
        and "(a)" not in text
    ):
        return []
    return _find_loose(text) or _find_plain(text)


def _find_plain(text: str) -> list[Span]:
    found = []
    for match in _PLAIN.finditer(text):
        local = match.group().partition("@")[0]
        if _SITE_AS_LOCAL.match(local) or fold(local) in _SERVICES:
            continue
        start = match.start() + _glued_length(match.group())
        found.append(_with_label(text, text[start : match.end()], start, match.end()))
    return found


def _find_loose(text: str) -> list[Span]:
    found = []
    for match, host in _loose_matches(text):
        local, at = match.group("local", "at")
        if fold(local) in _SERVICES or _SITE_AS_LOCAL.match(local):
            continue  # "IG @northbay.optics", "www.northbay.com @northbay"
        end = match.start("host") + len(host)
        glued_tail = _GLUED_TAIL.search(host)
        if glued_tail is not None:
            host = host[: glued_tail.end()]
            end = match.start("host") + len(host)
        # A blank inside the local part is only mended beside a dot, so the words before the
        # address ("Write to a.b@c.com") stay out; the expression above guarantees that.
        plain_local = re.sub(r"\s?[.,]\s?", ".", local)
        if "," in local or ". " in local:
            plain_local, cut = _last_words(local)
        else:
            cut = 0
        numbers = list(_GLUED_NUMBER.finditer(plain_local))
        if numbers:
            cut += numbers[-1].end()
            plain_local = plain_local[numbers[-1].end() :]
        repaired = repair_ending(re.sub(r"\s?[.,]\s?", ".", host).strip(".-"))
        if not is_domain_ending(repaired):
            continue
        start = match.start("local") + cut
        glued = _glued_length(f"{plain_local}@{host}")
        value = f"{plain_local[glued:]}@{repaired}".replace("..", ".")
        value = value.lower() if value.isupper() else value
        if _PLAIN.fullmatch(value) is None:
            continue
        changed = at not in ("@", "＠") or value.casefold() != text[start + glued : end].casefold()
        found.append(_with_label(text, value, start + glued, end, is_repaired=changed))
    return found


def _loose_matches(text: str) -> Iterator[tuple[re.Match[str], str]]:
    """Yield what looks like an address, each with its host alone."""
    match = _LOOSE.search(text)
    while match is not None:
        host = _without_next(match.group("host"))
        yield match, host
        match = _LOOSE.search(text, match.start("host") + len(host))


def _without_next(host: str) -> str:
    """Cut off what a comma parts from a whole host: "northbay.example, www.northbay.example".

    So does a point before "www".
    """
    for comma in re.finditer(r"\s?,\s?|\s?\.\s?(?=www\s?\.)", host):
        before, after = host[: comma.start()], host[comma.end() :]
        # "northbay.co,uk" is one host whose dot was misread.
        if is_domain_ending(before) and not re.fullmatch(r"[a-z]{2,3}", after):
            return before
    return host


def _last_words(local: str) -> tuple[str, int]:
    """Mend the local part from its last blank that no small letter and dot explain."""
    cut = max(local.rfind(", "), local.rfind(". "))
    tail = local[cut + 2 :]
    head = local[:cut]
    # "j. dupont@" is one address read with a blank; "Paris, contact@" is not, nor "e. dupont@".
    is_initial = head[:1].islower() and " " not in head and head != "e"
    if cut >= 0 and local[cut] == "." and is_initial:
        return re.sub(r"\s?[.,]\s?", ".", local), 0
    if cut >= 0:
        return re.sub(r"\s?[.,]\s?", ".", tail), cut + 2
    return re.sub(r"\s?[.,]\s?", ".", local), 0


def _glued_length(address: str) -> int:
    match = _GLUED_LABEL.match(address)
    return match.end() if match else 0


def _with_label(text: str, value: str, start: int, end: int, *, is_repaired: bool = False) -> Span:
    before = _LABEL_BEFORE.search(text[:start])
    return Span(value, before.start() if before else start, end, is_repaired)
