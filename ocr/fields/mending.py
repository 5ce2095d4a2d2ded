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

from ocr.fields.domains import is_domain_ending, is_mail_provider, owner_word
from ocr.fields.emails import Span, find_emails
from ocr.fields.names import agreement_with_email
from ocr.fields.pieces import Piece, is_same_column
from ocr.fields.text import fold, words

_EMAIL_LABEL: Final = re.compile(
    r"^\s*(?:e[-‐–]?\s?mails?|mail|courriel|m[ée]l|correo)\s*[:.;-]*\s*", re.IGNORECASE
)
_HEAD: Final = re.compile(r"(?:(?<=\s)|(?<=:)|^)[\w.%+'-]+(?:@[\w.-]*)?$")
_TAIL: Final = re.compile(r"^@?\.?[\w-]+(?:\.[\w-]+)*$")
_ENDING: Final = re.compile(r"\.(?:[a-z]{2,3})")
"""What may follow an address that seems whole: "ada@northbay.com" above ".br"."""
_AT: Final = r"(?:@|©|®|Q|q|&|€|¢|◎|\(?[ae@]\)|\([ae@]?|\s?@\s?)"
_COMMON_HOSTS: Final = (
    "gmail.com", "hotmail.com", "yahoo.com", "outlook.com", "icloud.com", "live.com", "hotmail.fr",
    "yahoo.fr", "orange.fr", "wanadoo.fr", "free.fr", "laposte.net", "videotron.ca", "gmx.de",
    "web.de", "yahoo.co.in", "rediffmail.com", "yahoo.com.br", "uol.com.br",
)  # fmt: skip
_LETTER_BEFORE: Final = re.compile(r"[EM](?=[a-zI].)|[Ee]\.(?=[A-Za-z]{2})")
_LETTERED: Final = re.compile(
    r"^\s*[TMFPCDOW]\s?[.:]?\s?(?:[+(]?\d|www\.|https?:)|^\s*[EW]\s*[:.]?\s\S+[@.]"
    r"|^\s*[tmfpcdow][.:]\s?(?:[+(]?\d|www\.|https?:)"
)
_LOCAL_MISREADINGS: Final = (
    (re.compile(r"I"), "l"), (re.compile(r"(?<![0-9])0(?![0-9])"), "o"), (re.compile(r"rn"), "m"),
    (re.compile(r"(?<![0-9])1(?![0-9])"), "l"), (re.compile(r"vv"), "w"), (re.compile(r"l"), "i"),
)  # fmt: skip
_LEAST_LENGTH: Final = 9
"""Letters of hosts that are compared letter by letter; shorter ones are alike by chance."""
_SHAPES: Final = (("rn", "m"), ("vv", "w"), ("cl", "d"))
_SKELETON: Final = str.maketrans("01i58qcf", "ollsbget", ".-")
_MAIL_HOSTS: Final = frozenset({"mail", "email", "webmail", "corp"})
"""What stands before the domain of a firm in its e-mail addresses."""


def find_damaged_email(text: str, hosts: Collection[str]) -> Span | None:
    """Return an e-mail whose sign or dots were misread, at a host that the card names.

    Args:
        text: A line in which no e-mail was found.
        hosts: Hosts of the card's other addresses, small letters.
    """
    label = _EMAIL_LABEL.match(text)
    start = label.end() if label else 0
    plain = text.casefold()
    for host in (*hosts, *_COMMON_HOSTS):
        if host.split(".", 1)[0] not in plain:
            continue
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


def find_broken_emails(pieces: Sequence[Piece]) -> dict[int, tuple[str, int]]:
    """Return e-mails broken over two lines: index of the first line -> (address, second line).

    They break behind or before the sign, at a dot, or at a hyphen. The second line is right under
    the first and holds nothing else.
    """
    broken: dict[int, tuple[str, int]] = {}
    for i, piece in enumerate(pieces):
        head = _HEAD.search(piece.text)
        if head is None:
            continue
        whole = find_emails(piece.text)
        for j, other in enumerate(pieces):
            is_under = 0 < other.middle_y - piece.middle_y < 2 * max(piece.height, other.height)
            if not is_under or not is_same_column(piece, other) or not _TAIL.match(other.text):
                continue
            if whole and not _ENDING.fullmatch(other.text):
                continue
            if not whole and "@" not in head.group():
                alone = _EMAIL_LABEL.sub("", piece.text) == head.group()
                if not (other.text.startswith("@") and alone and head.group().islower()):
                    continue
            if _is_site_of(head.group(), other.text):
                continue
            spans = find_emails(head.group() + other.text)
            if len(spans) == 1 and spans[0].end == len(head.group() + other.text):
                broken[i] = (spans[0].value, j)
                break
    return broken


def _is_site_of(first: str, second: str) -> bool:
    """Say whether a line is a site whose name the handle under it has: no part of an e-mail."""
    owner = owner_word(first)
    plain = "".join(filter(str.isalnum, owner))
    handle = "".join(filter(str.isalnum, fold(second)))
    return is_domain_ending(first) and bool(plain) and plain in handle


def find_damaged_url(text: str, hosts: Collection[str]) -> Span | None:
    """Return the web address at a host of the card's e-mails whose dots were misread, or None."""
    for host in hosts:
        if is_mail_provider(host) or host.split(".", 1)[0] not in text.casefold():
            continue
        match = _damaged(r"(?:(?P<www>w{2,4}|vvww?|wvvw)\s?[.,·:-]?\s?)?", host).search(text)
        if match is not None:
            www = "www." if match.group("www") else ""
            value = f"{www}{host}"
            return Span(value, match.start(), match.end(), value != match.group().casefold())
    return None


def agreed_hosts(hosts: Iterable[str], texts: Sequence[str] = ()) -> dict[str, str]:
    """Return what hosts that differ by a misreading only become: misread host -> right host.

    "n0rthbay.com" beside "northbay.com", "northbaycouk" beside "northbay.co.uk". The one whose
    name the card prints is right, then the one that is said more often, then the one with fewer
    digits (and q's without u) and more dots. Beside "northbay.com" again, "mailnorthbay.com" has
    lost the dot of a part of it.

    Args:
        hosts: Hosts of all addresses of the card.
        texts: All lines of the card.
    """
    counts = Counter(host.casefold().removeprefix("www.") for host in hosts)
    groups: dict[str, list[str]] = {}
    for host in counts:
        groups.setdefault(_skeleton(host), []).append(host)
    wrong: dict[str, str] = {}
    for alike in groups.values():
        if len(alike) > 1:
            printed = "".join("".join(words(t)) for t in texts if not any(h in t for h in alike))

            def worth(host: str, printed: str = printed) -> tuple[bool, bool, int, int, int]:
                name = "".join(words(owner_word(host)))
                figures = len(re.findall(r"\d|q(?!u)", host))
                is_named = len(name) > 3 and name in printed
                return is_domain_ending(host), is_named, counts[host], -figures, host.count(".")

            best = max(alike, key=worth)
            wrong |= {host: best for host in alike if host != best}
    for host in counts:
        for site in counts:
            lead = host.removesuffix(site)
            if lead in _MAIL_HOSTS:
                wrong[host] = f"{lead}.{wrong.get(site, site)}"
    return wrong


def differ_by_one(a: str, b: str) -> bool:
    """Say whether one letter more, less or else tells two hosts apart."""
    if a == b or abs(len(a) - len(b)) > 1 or min(len(a), len(b)) < _LEAST_LENGTH:
        return False
    start = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), len(a))
    if len(a) == len(b):
        return a[start + 1 :] == b[start + 1 :]
    longer, shorter = (a, b) if len(a) > len(b) else (b, a)
    return longer[start + 1 :] == shorter[start:]


def with_lost_dot(address: str, line: str, texts: Sequence[str]) -> str:
    """Return an e-mail with the word before it that reading parted from it.

    "ada falk@northbay.com" of Ada Falk is "ada.falk@northbay.com": a dot or a low line is lost.

    Args:
        address: The e-mail as found.
        line: The line it stands in.
        texts: All lines of the card.
    """
    local = address.partition("@")[0]
    match = re.search(rf"(?:^|[\s:])([a-z]{{2,}})\s{re.escape(local)}\s?@", line)
    if match is None:
        return address
    others = [t for t in texts if t != line]
    whole = f"{match.group(1)}.{local}"
    is_better = _agreement(others, whole) > _agreement(others, local)
    is_name = any(match.group(1) in words(t) for t in others)
    return f"{match.group(1)}.{address}" if is_name and is_better else address


def with_plain_host(host: str) -> str:
    """Return a host in small letters whose capital I is an l: "Ioopwise.com" is "loopwise.com"."""
    small = host.replace("I", "l")
    return small if "I" in host and small.islower() else host


def without_glued_label(address: str, texts: Sequence[str]) -> str:
    """Return an e-mail without the letter E or M that was its label: "Eada@northbay.example".

    Args:
        address: The e-mail as found, at the start of its line.
        texts: All lines of the card.
    """
    local, _, host = address.partition("@")
    glued = _LETTER_BEFORE.match(local)
    if glued is None:
        return address
    rest = local[glued.end() :]
    others = [t for t in texts if address not in t]
    before, after = _agreement(others, local), _agreement(others, rest)
    is_lettered = any(_LETTERED.match(t) for t in others)
    # "e.sidorov@" beside Yegor Sidorov is spelled so: an initial stands before a family name.
    is_initial = glued.group().endswith(".") and (
        not any(_begins_alike(t, rest) for t in others)
        or any(_may_be_given(t, local[0]) for t in others)
    )
    is_label = is_lettered or not is_initial
    if is_label and (after > before or (is_lettered and after >= before)):
        return f"{rest}@{host}"
    return address


def _begins_alike(text: str, local: str) -> bool:
    """Say whether a part of an address begins with the first word of a text: a given name."""
    first = words(text)[:1]
    return bool(first) and len(first[0]) > 1 and fold(local).startswith(first[0])


def _may_be_given(text: str, initial: str) -> bool:
    """Say whether a line may be a given name that begins with a letter, the family's apart."""
    return text.isalpha() and fold(text).startswith(fold(initial))


def with_letters_of_name(address: str, texts: Sequence[str]) -> str:
    """Return an e-mail whose local part was mended towards the person's name.

    "I.falcao" beside "Lara Falcão" is "l.falcao"; "n0ra" beside "Nora" is "nora".

    Args:
        address: The e-mail as found.
        texts: All lines of the card.
    """
    local, _, host = address.partition("@")
    others = [t for t in texts if address not in t]
    best, chosen = _agreement(others, local), local
    for wrong, right in _LOCAL_MISREADINGS:
        mended = wrong.sub(right, local)
        agreement = _agreement(others, mended) if mended != local else 0.0
        # A capital I among small letters is an l, unless the name says otherwise.
        is_stroke = right == "l" and wrong.pattern == "I" and agreement > 0
        if agreement > best + 0.1 or (is_stroke and agreement >= best):
            best, chosen = agreement, mended
    return f"{chosen}@{host}"


def _agreement(texts: Sequence[str], local: str) -> float:
    return max((agreement_with_email(t, local.casefold()) for t in texts), default=0.0)


def _skeleton(host: str) -> str:
    plain = host.casefold()
    for shape, letter in _SHAPES:
        plain = plain.replace(shape, letter)
    return plain.translate(_SKELETON)


@lru_cache(maxsize=512)
def _damaged(lead: str, host: str) -> re.Pattern[str]:
    body = r"\s?[.,·]?\s?".join(re.escape(label) for label in host.split("."))
    return re.compile(rf"(?<![\w@.-]){lead}{body}(?![\w@-])", re.IGNORECASE)
