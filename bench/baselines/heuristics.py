"""The usual heuristics: what most card scanners built on a text engine do with its lines.

Regular expressions take e-mails, telephones and sites; word lists take titles and organizations;
the name is the largest line that looks like one; lines with a postcode or a street are the address.
They know no confidence of their own, so the engine's, of the line, is passed on.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from bench.baselines import words

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class StockLine:
    """A line as an engine read it, with its upright box in pixels."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    confidence: float

    @classmethod
    def of_quad(cls, text: str, quad: Any, confidence: float) -> StockLine:
        """Make a line of a quad, shape (4, 2)."""
        points = np.asarray(quad, dtype=np.float64)
        (left, top), (right, bottom) = points.min(axis=0), points.max(axis=0)
        return cls(text, float(left), float(top), float(right), float(bottom), confidence)

    @property
    def height(self) -> float:
        """Height in pixels."""
        return self.bottom - self.top

    @property
    def plain(self) -> str:
        """The text in lower case without accents."""
        decomposed = unicodedata.normalize("NFKD", self.text)
        return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()


def guess_contact(sides: Sequence[Sequence[StockLine]]) -> Json:
    """Guess the contact of the reading contract from the lines of the recto and the verso."""
    lines = [line for side in sides for line in sorted(side, key=lambda x: (x.top, x.left))]
    emails, left = _take_emails(lines)
    social, left = _take_social(left)
    urls, left = _take_urls(left, emails)
    phones, left = _take_phones(left)
    address, left = _take_address(left)
    left = [line for line in left if sum(c.isalpha() for c in line.text) >= 2]
    title, left = _take_titles(left)
    organization, rest = _take_organization(left)
    name = _pick_name(rest) or _pick_name(left)
    if organization is None:
        organization = _largest([line for line in rest if line is not name])
    return {
        "name": name and {"full": name.text.strip(), "confidence": name.confidence},
        "organization": organization and _value(organization.text, organization),
        "department": None,
        "title": title,
        "emails": emails,
        "phones": phones,
        "urls": urls,
        "social": social,
        "addresses": [address] if address else [],
    }


def _value(text: str, line: StockLine) -> Json:
    return {"value": text.strip(), "confidence": line.confidence}


def _take_emails(lines: Sequence[StockLine]) -> tuple[list[Json], list[StockLine]]:
    emails: dict[str, Json] = {}
    left = []
    for line in lines:
        text = re.sub(r"\s*@\s*", "@", line.text)
        found = words.EMAIL.findall(text)
        for email in found:
            emails.setdefault(email.casefold(), _value(email, line))
        left.append(_without(line, words.EMAIL.sub(" ", text)) if found else line)
    return list(emails.values()), left


def _take_social(lines: Sequence[StockLine]) -> tuple[list[Json], list[StockLine]]:
    social, left = [], []
    for line in lines:
        found = words.SOCIAL.search(line.text)
        if found:
            value = {"service": found[1].lower(), **_value(found[0], line)}
            social.append(value)
            line = _without(line, line.text.replace(found[0], " "))
        left.append(line)
    return social, left


def _take_urls(
    lines: Sequence[StockLine], emails: Sequence[Json]
) -> tuple[list[Json], list[StockLine]]:
    urls: dict[str, Json] = {}
    left = []
    for line in lines:
        found = [url for url in words.URL.findall(line.text) if "@" not in line.text]
        for url in found:
            key = re.sub(r"^(https?://)?(www\.)?", "", url.casefold()).rstrip("/.")
            urls.setdefault(key, _value(url.rstrip("."), line))
        left.append(_without(line, words.URL.sub(" ", line.text)) if found else line)
    return list(urls.values()), left


def _take_phones(lines: Sequence[StockLine]) -> tuple[list[Json], list[StockLine]]:
    phones: dict[str, Json] = {}
    left = []
    for line in lines:
        found = [m for m in words.PHONE.finditer(line.text) if _looks_like_phone(line, m)]
        start = 0
        for match in found:
            number = re.sub(r"\D", "", match[0])
            before = line.text[start : match.start()]
            extension = words.EXTENSION.search(line.text, match.end())
            phones.setdefault(
                number,
                {
                    **_value(match[0], line),
                    "label": _label_of(before, line.text[match.end() :]),
                    "extension": extension[1] if extension else "",
                    "e164": "",
                },
            )
            start = match.end()
        rest = line.text[: found[0].start()] if found else line.text
        # What stands before a number may be an address; a label or a remainder after it is none.
        left.append(_without(line, rest if len(rest) > 12 else "") if found else line)
    return list(phones.values()), left


def _looks_like_phone(line: StockLine, match: re.Match[str]) -> bool:
    """Tell a telephone number from a postcode, a house number or a registration."""
    digits = sum(c.isdigit() for c in match[0])
    before = StockLine(line.text[: match.start()], 0, 0, 0, 0, 0).plain[-14:]
    if words.PHONE_LABEL.search(before) or match[0].lstrip("(").startswith("+"):
        return 6 <= digits <= 15
    if match[0].count("/") > 1 or words.POSTCODES.search(line.text) or "#" in before:
        return False
    return 8 <= digits <= 13 or (digits == 7 and "-" in match[0])


def _label_of(before: str, after: str) -> str:
    for text in (before, after):
        plain = StockLine(text, 0, 0, 0, 0, 0).plain
        for label, pattern in (("fax", words.FAX), ("cell", words.CELL), ("home", words.HOME)):
            if pattern.search(plain):
                return label
    return "work"


def _take_address(lines: Sequence[StockLine]) -> tuple[Json | None, list[StockLine]]:
    """Join the lines with a postcode or a numbered street, and those set right under them."""
    chosen: list[StockLine] = []
    for line in sorted(lines, key=lambda x: x.top):
        if line.text.strip() and (_is_address(line) or _goes_on(chosen, line)):
            chosen.append(line)
    if not chosen:
        return None, list(lines)
    text = ", ".join(words.ADDRESS_LABEL.sub("", line.text).strip(" ,") for line in chosen)
    confidence = min(line.confidence for line in chosen)
    left = [line for line in lines if line not in chosen]
    return {"formatted": text, "confidence": confidence}, left


def _goes_on(chosen: Sequence[StockLine], line: StockLine) -> bool:
    """Say whether a line stands right under the address so far, set alike and flush with it."""
    return not words.TITLES.search(line.plain) and any(
        0 < line.top - above.top < 1.9 * above.height
        and abs(line.left - above.left) < above.height
        and 0.75 < line.height / above.height < 1.33
        for above in chosen
    )


def _is_address(line: StockLine) -> bool:
    if words.POSTCODES.search(line.text):
        return True
    has_street = words.STREETS.search(line.plain) or words.STREET_ENDINGS.search(line.plain)
    return bool(has_street and re.search(r"\d", line.text))


def _take_titles(lines: Sequence[StockLine]) -> tuple[Json | None, list[StockLine]]:
    found = [line for line in lines if words.TITLES.search(line.plain)]
    if not found:
        return None, list(lines)
    # The first, and the line under it when that is a title too and set alike.
    chosen = [found[0]]
    for line in found[1:]:
        if 0 < line.top - chosen[-1].top < 2.2 * line.height:
            chosen.append(line)
    text = " ".join(line.text.strip() for line in chosen)
    confidence = min(line.confidence for line in chosen)
    return {"value": text, "confidence": confidence}, [x for x in lines if x not in chosen]


def _take_organization(
    lines: Sequence[StockLine],
) -> tuple[StockLine | None, list[StockLine]]:
    found = [line for line in lines if words.ORGANIZATIONS.search(line.plain)]
    chosen = _largest(found)
    return chosen, [line for line in lines if line is not chosen]


def _pick_name(lines: Sequence[StockLine]) -> StockLine | None:
    """Pick the largest line of two to four capitalised words."""
    return _largest([line for line in lines if _looks_like_name(line.text)])


def _looks_like_name(text: str) -> bool:
    parts = [part for part in re.split(r"[\s.]+", text.strip(" ,")) if part]
    if not 2 <= len(parts) <= 5 or any(c.isdigit() for c in text):
        return False
    return len([part for part in parts if part[0].isupper()]) >= 2


def _largest(lines: Sequence[StockLine]) -> StockLine | None:
    return max(lines, key=lambda line: line.height, default=None)


def _without(line: StockLine, text: str) -> StockLine:
    return StockLine(text, line.left, line.top, line.right, line.bottom, line.confidence)
