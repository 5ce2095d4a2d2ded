"""Runs of digits in a line, and the numbers that they are cut into."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from ocr.fields.phone_labels import kind_of_word, label_before
from ocr.fields.phone_numbers import (
    LARGEST_DIGITS,
    SMALLEST_DIGITS,
    find_vanity,
    is_probably_mobile,
    parse_number,
)
from ocr.fields.text import digits, fold


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a run, without its label."""

    start: int
    end: int
    text: str
    e164: str
    is_mobile: bool
    is_plausible: bool
    is_fixed: bool = False
    short_of: str = ""
    """The number whose last digits this one replaces."""


_TO_ASCII: Final = str.maketrans(
    "０１２３４５６７８９（）＋－／：．　｜＃＊，",
    "0123456789()+-/:. |#*,",
)
_RUN: Final = re.compile(
    r"(?:\(\s?\+?\s?\d+(?:[ -]\d+)*\s?\)|(?:\(?\+[\s(]{0,2}|\()?\d+\s?\)?)"
    r"(?:[\s.\-‐‑‒–—−·•/~]{0,3}(?:\(\s?\d+\s?\)|\+?\s?\d+))*"
)
_GROUP: Final = re.compile(r"\(\s?\+?\s?\d+(?:[ -]\d+)*\s?\)|(?:\(?\+[\s(]{0,2}|\()?\d+(?:\s?\))?")
_AREA_SLASH: Final = re.compile(r"^\(?0\d{1,4}\)?\s?/\s?(?=[^/]*$)")
"""An area code and its slash: "04/555.01.43"."""
_EDGES: Final = " .-–‑·•/~"
_STRONG: Final = re.compile(r"/|·|•|\s{2,}|\s[-–—~]\s|\s(?=\(?\+)")
_MISREAD: Final = str.maketrans("OoQDIl|", "0000111")
_MISREAD_WITH_LABEL: Final = _MISREAD | str.maketrans("SsBZ", "5582")
_TOKEN: Final = re.compile(r"[0-9A-Za-zÀ-ɏ|]+")
_RANGE: Final = re.compile(
    r"\d\d(?P<first>\d\d)\s?[-–]\s?(?P<last>\d\d)$|\d{3}(?P<only>\d)\s?~\s?\d{1,4}$"
)
"""The last figures of a number and those of the last in its range: "6780-82", "5151~3"."""
_OF_NETWORK: Final = re.compile(r"\brp[mce]\s?[.:]?\s?#$", re.IGNORECASE)
"""What stands before the short number of a network in Peru: "RPM #955 500 143"."""
_AROUND_THE_CLOCK: Final = re.compile(
    r"(?<!\d)(?:24\s?h\s?/\s?24|7\s?j\s?/\s?7|24\s?/\s?24|24\s?/\s?7|7\s?/\s?7)(?=\s+[(+\d])"
)
"""When one may call, before a number: "24h/24 06 39 98 12 34"."""
_HOTLINE: Final = re.compile(
    r"\b(?:hot ?line|call cent(?:er|re)|help ?line|info ?line|num[ée]ro court)\b\s*[:.=-]?\s*"
    r"(\d{4,5})(?![\d.,/-]*\d)",
    re.IGNORECASE,
)
"""A number too short for any plan, and what says that it is dialled."""
_LONGEST_RANGE: Final = 20
"""Lines of a switchboard at most."""
_HOURS: Final = re.compile(r"\s+24$")
_HOUR_SIGN: Final = re.compile(r"[ -]?h(?:rs?|ours?)?\b", re.IGNORECASE)
"""What stands behind 24 in "03 5550 0143  24h: 0491 570 156"."""
_CANADIAN_CODE: Final = re.compile(r"(?<!\w)[A-Z]\d[A-Z]\s?-?\d[A-Z]$", re.IGNORECASE)
_LAST_FIGURE: Final = re.compile(r"\d(?!\d)[\s.\-–—·•/~]*")
_LONE_OS: Final = re.compile(r"[oO]{2,4}")


def to_ascii(text: str) -> str:
    """Return a line of the same length whose wide digits and signs are ASCII."""
    return text.translate(_TO_ASCII)


def find_numbers(printed: str, plain: str, regions: tuple[str, ...]) -> list[Number]:
    """Return what may be telephone numbers in a line, from left to right.

    Args:
        printed: The line, in ASCII digits.
        plain: The same with misread digits mended.
        regions: ISO codes of the countries that the card may be from, the likeliest first.
    """
    numbers = [n for run in _runs(plain) for n in _numbers_in(plain, run, regions)]
    return _with_vanity(printed, [*numbers, *_hotlines(plain)])


def mend_digits(text: str) -> str:
    """Return a text of the same length whose letters among digits are digits."""
    tokens = list(_TOKEN.finditer(text))
    first = next((t.start() for t in tokens if any(c.isdigit() for c in t.group())), 0)
    has_label = label_before(text[:first]) is not None
    table = _MISREAD_WITH_LABEL if has_label else _MISREAD
    parts, last = [], 0
    for k, token in enumerate(tokens):
        word = token.group()
        mended = word
        if any(c.isdigit() for c in word):
            candidate = word.translate(table)
            if candidate.isdigit() and 2 * sum(c.isdigit() for c in word) >= len(word):
                mended = candidate
            elif candidate.isdigit() and len(word) <= 4:
                mended = word.translate(_MISREAD) if word.translate(_MISREAD).isdigit() else word
        elif _LONE_OS.fullmatch(word):
            beside = [tokens[j].group() for j in (k - 1, k + 1) if 0 <= j < len(tokens)]
            if any(sum(c.isdigit() for c in b) >= 1 and _is_digits(b) for b in beside):
                mended = "0" * len(word)
        parts += [text[last : token.start()], mended]
        last = token.end()
    return "".join([*parts, text[last:]])


def _is_digits(word: str) -> bool:
    return word.translate(_MISREAD).isdigit()


def _runs(text: str) -> Iterator[tuple[int, int]]:
    """Yield where digits with separators stand that no word or sign before makes something else."""
    text = _AROUND_THE_CLOCK.sub(lambda match: "h" * len(match.group()), text)
    for match in _RUN.finditer(text):
        start, end = match.span()
        start += _behind_postcode(text, start, end)
        if len(digits(text[start:end])) < SMALLEST_DIGITS or not _may_begin(text, start):
            continue
        glued = re.match(r"[^\W\d_]{3,}", text[end:])
        if glued is not None and kind_of_word(fold(glued.group())) is None:
            continue
        if text[end : end + 1] == "@":
            continue
        hours = _HOURS.search(text[start:end]) if _HOUR_SIGN.match(text[end:]) else None
        end = start + hours.start() if hours is not None else end
        yield start, end


def _behind_postcode(text: str, start: int, end: int) -> int:
    """Return how far into a run a number can begin: behind the last figure of "M5H 1J9"."""
    code = _CANADIAN_CODE.search(text[max(0, start - 6) : start])
    figure = _LAST_FIGURE.match(text[start:end])
    return figure.end() if code is not None and figure is not None else 0


def _may_begin(text: str, start: int) -> bool:
    """Say whether a number may begin here: not inside a word, but right behind a label."""
    before = text[:start]
    if not before or before[-1] in " \t:;,|/-–—·•=>(\t)]~_'\"*!°" or text[start] == "+":
        return not before.endswith("@")
    if before[-1] in "@#":
        return _OF_NETWORK.search(before) is not None
    glued = re.search(r"(?<![\w'])([^\W\d_]{1,12})\.?$", before)
    if glued is not None and glued.group(1) < "\u0370":  # Greek and all that follows
        return kind_of_word(fold(glued.group(1))) is not None
    return (before[-1] == "." and not before[-2:-1].isalnum()) or not before[-1].isascii()


def _numbers_in(text: str, run: tuple[int, int], regions: tuple[str, ...]) -> Iterator[Number]:
    """Yield the numbers of a run, each with its place."""
    start, end = run
    groups = [(start + m.start(), start + m.end()) for m in _GROUP.finditer(text[start:end])]
    whole = _judge(text, start, end, regions)
    if whole is None or not whole.e164 or "~" in whole.text:
        cut = _first_of_range(text[start:end], regions)
        if cut:
            groups = [group for group in groups if group[1] <= start + cut]
            first = _judge(text, start, start + cut, regions)
            whole = replace(first, end=end) if first is not None else None
    if whole is not None and whole.e164 and not _holds_two(whole, text, regions):
        yield whole
        return
    best = _best_cut(text, groups, regions)
    is_cut = _STRONG.search(_AREA_SLASH.sub("", text[start:end].strip())) is not None
    if whole is not None and not is_cut and len(best) < 2:
        # A part of "+225 27 20 00 55 50" may be a number elsewhere, by chance.
        has_code = whole.text.startswith(("+", "("))
        if has_code or whole.is_plausible or not any(n.e164 for n in best):
            best = [whole]
    elif whole is not None and not best:
        best = [whole]
    for k, number in enumerate(best):
        yield number
        later = best[k + 1].start if k + 1 < len(best) else end
        yield from _short_forms(text, number, later, regions)


def _first_of_range(text: str, regions: tuple[str, ...]) -> int:
    """Return where the first number of a range ends: "22 2345 6780-82" is three; 0 if it is none.

    In German plans "5550-52" is a number with its extension.
    """
    found = _RANGE.search(text)
    if found is None or _starts_german(text, regions):
        return 0
    if found.group("only"):
        return found.end("only")
    first, last = (int(found.group(key)) for key in ("first", "last"))
    return found.end("first") if 0 < last - first < _LONGEST_RANGE else 0


def _starts_german(text: str, regions: tuple[str, ...]) -> bool:
    plain = text.lstrip("(+ 0")
    is_foreign = text.lstrip("( ").startswith(("+", "00"))
    return plain.startswith(("49", "43")) if is_foreign else set(regions[:1]) <= {"DE", "AT"}


def _holds_two(whole: Number, text: str, regions: tuple[str, ...]) -> bool:
    """Say whether a valid number is rather two: both halves of a slash are valid themselves."""
    inside = text[whole.start : whole.end]
    if "/" not in inside or len(digits(inside)) < 12:
        return False
    parts = [p for p in inside.split("/") if p.strip()]
    return len(parts) == 2 and all(parse_number(p.strip(), regions) for p in parts)


def _judge(text: str, start: int, end: int, regions: tuple[str, ...]) -> Number | None:
    """Return what stands between two places as one number, or None."""
    said = text[start:end].strip(_EDGES)
    start += len(text[start:end]) - len(text[start:end].lstrip(_EDGES))
    count = len(digits(said))
    if not SMALLEST_DIGITS <= count <= LARGEST_DIGITS + 1:
        return None
    parsed = parse_number(said, regions)
    end = start + len(said)
    if parsed is not None:
        return Number(
            start,
            end,
            said,
            parsed.e164,
            parsed.is_mobile,
            is_plausible=True,
            is_fixed=parsed.is_fixed,
        )
    if count > LARGEST_DIGITS:
        return None
    return Number(
        start, end, said, "", is_probably_mobile(said, regions), is_plausible=_has_usual_shape(said)
    )


def _best_cut(text: str, groups: list[tuple[int, int]], regions: tuple[str, ...]) -> list[Number]:
    """Return the numbers that explain most digits of a run, valid ones before plausible ones."""
    groups = groups[:16]
    best: list[tuple[float, list[Number]]] = [(0.0, [])]
    for j in range(1, len(groups) + 1):
        choices = [(best[j - 1][0] - 0.5, best[j - 1][1])]  # this group belongs to no number
        for i in range(max(0, j - 7), j):
            start, end = groups[i][0], groups[j - 1][1]
            if not SMALLEST_DIGITS <= len(digits(text[start:end])) <= LARGEST_DIGITS:
                continue
            number = _judge(text, start, end, regions)
            if number is None or not (number.e164 or number.is_plausible):
                continue
            worth = len(digits(number.text)) * (1.0 if number.e164 else 0.6) - 1
            worth -= 4.0 * len(_STRONG.findall(number.text))
            choices.append((best[i][0] + worth, [*best[i][1], number]))
        best.append(max(choices, key=lambda choice: choice[0]))
    return best[-1][1]


def _short_forms(text: str, number: Number, end: int, regions: tuple[str, ...]) -> Iterator[Number]:
    """Yield the numbers of which only the last digits are printed: "03 5550 0143/44/45"."""
    if len(re.findall(r"\s?[/~]\s?\d{1,4}(?!\d)", text[number.end : end])) != 1:
        return  # a switchboard with many lines: its first number stands for all
    position = number.end
    last = digits(number.text)[-4:]
    while match := re.match(r"\s?[/~]\s?(\d{1,4})(?![\d])", text[position:end]):
        tail = match.group(1)
        body = number.text
        digits_left = len(tail)
        places = [i for i, c in enumerate(body) if c.isdigit()][-digits_left:]
        if len(tail) > len(last) or len(places) < digits_left:
            return
        letters = list(body)
        for place, digit in zip(places, tail, strict=True):
            letters[place] = digit
        spelled = "".join(letters)
        start = position + match.start(1)
        position += match.end()
        parsed = parse_number(spelled, regions)
        yield Number(
            start,
            position,
            spelled,
            parsed.e164 if parsed else "",
            number.is_mobile,
            is_plausible=True,
            short_of=number.text,
        )


def _with_vanity(text: str, numbers: list[Number]) -> list[Number]:
    """Add the toll-free numbers that are spelled with letters, in place of what crosses them."""
    for start, end, dialled in find_vanity(text):
        numbers = [n for n in numbers if n.end <= start or end <= n.start]
        parsed = parse_number("+" + dialled, ())
        e164 = parsed.e164 if parsed else ""
        numbers.append(
            Number(start, end, text[start:end], e164, is_mobile=False, is_plausible=True)
        )
    return sorted(numbers, key=lambda n: n.start)


def _hotlines(text: str) -> Iterator[Number]:
    """Yield numbers too short for any plan that are said to be dialled: "Hotline: 19000"."""
    for match in _HOTLINE.finditer(text):
        yield Number(*match.span(1), match.group(1), "", is_mobile=False, is_plausible=True)


def _has_usual_shape(text: str) -> bool:
    """Say whether grouping alone makes it a telephone, as for numbers without an area code."""
    return bool(
        re.fullmatch(
            r"\(?\d{2,5}\)?[\s.-]?\d{3,5}[\s.-]\d{3,5}|(?:\d{2} )?9 ?\d{4}-\d{4}"
            r"|\d{3} \d{3} \d\d \d\d|\d{3,5}[.-]\d{4}|\d{7,11}|\d{2} \d{3} \d{3}"
            r"|\(?0\d{1,4}\)?(?:[\s./-]{0,3}\d{2,5}){1,4}|\d{3}[ .-]\d{2}[ .-]\d{2}(?:[ .-]\d{2})?"
            r"|\d{2,3}(?:[ .-]\d{2}){3,4}|\d{3}[ .-]\d{3,4}|\d{4} \d{4}"
            r"|\(?\+[\d().\s-]{8,20}|\(\d{3}\)(?: \d\d){4,5}",
            text.strip(),
        )
    )
