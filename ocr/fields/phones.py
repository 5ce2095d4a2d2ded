"""Telephone numbers in a line of text: where they are, what they are for, their E.164 form.

A line is searched for runs of digits; a run is cut into numbers where the plans of the countries
in question, or a slash, say so. Words beside a number tell what it is for, or that it is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from ocr.fields.not_phones import (
    has_other_shape,
    is_said_otherwise,
    looks_like_house_number,
    looks_like_postcode,
)
from ocr.fields.phone_labels import (
    SaidLabel,
    kind_of_word,
    label_before,
    label_behind,
    whole_label,
)
from ocr.fields.phone_numbers import (
    LARGEST_DIGITS,
    SMALLEST_DIGITS,
    find_vanity,
    is_probably_mobile,
    parse_number,
)
from ocr.fields.text import digits, fold
from ocr.types import PhoneLabel


@dataclass(frozen=True, slots=True)
class PhoneSpan:
    """A telephone number found in a line, and the characters that it and its label cover."""

    value: str
    """As printed, extension included."""
    e164: str
    label: PhoneLabel | None
    """None when nothing printed says what the number is for."""
    extension: str
    is_mobile: bool
    start: int
    end: int
    is_repaired: bool = False
    """Whether letters were read as digits."""
    is_short: bool = False
    """Whether only its last digits are printed: the second of "555-0143/44"."""


@dataclass(frozen=True, slots=True)
class _Number:
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
_EXTENSION: Final = re.compile(
    r"^[\s,;.:(/-]*(?<![A-Za-z])(?:ext(?:ension|n)?|xtn|x|p(?:oste|te)|interne|interno|int|ramal"
    r"|r(?=\.\s?\d{2,4}\b)|anexo|dw|durchwahl|toestel|tst|wew|内線|内线|분機|내선|#)"
    r"\s*[.:#°-]*\s*(?P<digits>\d{1,6})\b\)?",
    re.I,
)
_LONE_EXTENSION: Final = re.compile(
    r"^(?:ext(?:ension|n)?|xtn|x|poste|int(?:erno)?|ramal|anexo|durchwahl|dw|toestel|内線|내선)"
    r"\s*[.:#°-]*\s*(?P<digits>\d{1,6})$",
    re.I,
)
_EXTENSION_WORDS: Final = frozenset({"ext", "extn", "extension", "poste", "x", "ramal", "int"})
_MISREAD: Final = str.maketrans("OoQDIl|", "0000111")
_MISREAD_WITH_LABEL: Final = _MISREAD | str.maketrans("SsBZ", "5582")
_TOKEN: Final = re.compile(r"[0-9A-Za-z|]+")
_LONE_OS: Final = re.compile(r"[oO]{2,4}")


def find_phones(text: str, regions: Sequence[str], label_beside: str = "") -> list[PhoneSpan]:
    """Return the telephone numbers in a line.

    Args:
        text: One line, e-mails and web addresses blanked out.
        regions: ISO codes of the countries that the card may be from, the likeliest first.
        label_beside: What stands beside or above the line, such as "FAX" printed as a column.
    """
    if sum(c.isdigit() for c in text) < 3:
        return []
    countries = tuple(regions)
    printed = text.translate(_TO_ASCII)
    plain = _mend_digits(printed)
    numbers = [n for run in _runs(plain) for n in _numbers_in(plain, run, countries)]
    numbers = _with_vanity(printed, numbers)
    beside = whole_label(label_beside) if label_beside else None
    return list(_label_all(printed, plain, numbers, countries, beside))


def lone_extension(text: str) -> str:
    """Return the digits of a line that is nothing but an extension, else ""."""
    match = _LONE_EXTENSION.match(text.strip(" ()"))
    return match.group("digits") if match else ""


def label_of(text: str) -> PhoneLabel | None:
    """Return what a text that is nothing but a label says a number is for, or None."""
    said = whole_label(text)
    return said.label if said else None


def _mend_digits(text: str) -> str:
    """Return a text of the same length whose letters among digits are digits."""
    has_label = label_before(re.split(r"\d", text, maxsplit=1)[0]) is not None
    table = _MISREAD_WITH_LABEL if has_label else _MISREAD
    tokens = list(_TOKEN.finditer(text))
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
    for match in _RUN.finditer(text):
        start, end = match.span()
        if len(digits(match.group())) < SMALLEST_DIGITS or not _may_begin(text, start):
            continue
        if text[end : end + 1] == "@" or re.match(r"[A-Za-z]{3,}", text[end:]):
            continue
        yield start, end


def _may_begin(text: str, start: int) -> bool:
    """Say whether a number may begin here: not inside a word, but right behind a label."""
    before = text[:start]
    if not before or before[-1] in " \t:;,|/-–—·•=>(\t)]~_'\"*!°" or text[start] == "+":
        return not before.endswith("@")
    if before[-1] in "@#":
        return False
    glued = re.search(r"(?<![\w'])([^\W\d_]{1,12})\.?$", before)
    if glued is not None:
        return kind_of_word(fold(glued.group(1))) is not None
    return (before[-1] == "." and not before[-2:-1].isalnum()) or not before[-1].isascii()


def _numbers_in(text: str, run: tuple[int, int], regions: tuple[str, ...]) -> Iterator[_Number]:
    """Yield the numbers of a run, each with its place."""
    start, end = run
    groups = [(start + m.start(), start + m.end()) for m in _GROUP.finditer(text[start:end])]
    whole = _judge(text, start, end, regions)
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


def _holds_two(whole: _Number, text: str, regions: tuple[str, ...]) -> bool:
    """Say whether a valid number is rather two: both halves of a slash are valid themselves."""
    inside = text[whole.start : whole.end]
    if "/" not in inside or len(digits(inside)) < 12:
        return False
    parts = [p for p in inside.split("/") if p.strip()]
    return len(parts) == 2 and all(parse_number(p.strip(), regions) for p in parts)


def _judge(text: str, start: int, end: int, regions: tuple[str, ...]) -> _Number | None:
    """Return what stands between two places as one number, or None."""
    said = text[start:end].strip(_EDGES)
    start += len(text[start:end]) - len(text[start:end].lstrip(_EDGES))
    count = len(digits(said))
    if not SMALLEST_DIGITS <= count <= LARGEST_DIGITS + 1:
        return None
    parsed = parse_number(said, regions)
    end = start + len(said)
    if parsed is not None:
        return _Number(
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
    return _Number(
        start, end, said, "", is_probably_mobile(said, regions), is_plausible=_has_usual_shape(said)
    )


def _best_cut(text: str, groups: list[tuple[int, int]], regions: tuple[str, ...]) -> list[_Number]:
    """Return the numbers that explain most digits of a run, valid ones before plausible ones."""
    groups = groups[:16]
    best: list[tuple[float, list[_Number]]] = [(0.0, [])]
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


def _short_forms(
    text: str, number: _Number, end: int, regions: tuple[str, ...]
) -> Iterator[_Number]:
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
        yield _Number(
            start,
            position,
            spelled,
            parsed.e164 if parsed else "",
            number.is_mobile,
            is_plausible=True,
            short_of=number.text,
        )


def _with_vanity(text: str, numbers: list[_Number]) -> list[_Number]:
    """Add the toll-free numbers that are spelled with letters, in place of what crosses them."""
    for start, end, dialled in find_vanity(text):
        numbers = [n for n in numbers if n.end <= start or end <= n.start]
        parsed = parse_number("+" + dialled, ())
        e164 = parsed.e164 if parsed else ""
        numbers.append(
            _Number(start, end, text[start:end], e164, is_mobile=False, is_plausible=True)
        )
    return sorted(numbers, key=lambda n: n.start)


def _label_all(
    printed: str,
    plain: str,
    numbers: Sequence[_Number],
    regions: tuple[str, ...],
    beside: SaidLabel | None,
) -> Iterator[PhoneSpan]:
    """Yield the numbers that are telephones, with labels and extensions."""
    last_end = 0
    inherited: SaidLabel | None = None
    is_behind = _labels_stand_behind(printed, numbers)
    for k, number in enumerate(numbers):
        if number.start < last_end:
            continue
        context = printed[last_end : number.start]
        own = None if is_behind else label_before(context)
        said = own
        if own is None and k == 0 and not context.strip(" :.-–(=>"):
            said = beside
        elif own is None and k > 0 and _is_list(context):
            said = inherited if _may_inherit(inherited, number, context) else None
        extension = _EXTENSION.match(printed[number.end :])
        value_end = number.end + (extension.end() if extension else 0)
        limit = numbers[k + 1].start if k + 1 < len(numbers) else len(printed)
        behind = label_behind(printed[value_end:limit])
        is_boxed = own is not None and context.rstrip(" :").endswith((")", "]"))
        end = value_end
        if (
            behind is not None
            and not is_boxed
            and _counts(behind, said, own, is_behind=is_behind)
            and (is_behind or _is_really_behind(printed, value_end + behind.edge, limit))
        ):
            said, end = behind, value_end + behind.edge
        if not _is_phone(number, printed, context, regions, is_labelled=said is not None):
            inherited = None
            continue
        if said is not None and said is inherited and said.is_both:
            said = replace(said, label=PhoneLabel.FAX, is_both=False)
        start = last_end + own.edge if own else number.start
        label = _meant(said, number)
        yield _span(number, printed, plain, label, extension, start, value_end, end)
        inherited = said
        last_end = end


def _span(
    number: _Number,
    printed: str,
    plain: str,
    label: PhoneLabel | None,
    extension: re.Match[str] | None,
    start: int,
    value_end: int,
    end: int,
) -> PhoneSpan:
    value = number.text
    if extension:
        value += plain[number.end : value_end]
    elif not number.short_of and any(c.isalpha() for c in number.text):
        value = printed[number.start : number.end]
    return PhoneSpan(
        value=_balanced(re.sub(r"\s+", " ", value).strip()),
        e164=number.e164,
        label=label,
        extension=extension.group("digits") if extension else "",
        is_mobile=number.is_mobile,
        start=min(start, number.start),
        end=end,
        is_repaired=printed[number.start : number.end] != plain[number.start : number.end]
        and not any(c.isalpha() for c in number.text),
        is_short=bool(number.short_of),
    )


def _meant(said: SaidLabel | None, number: _Number) -> PhoneLabel | None:
    if said is None:
        return None
    may_be_mobile = said.is_vague or said.label is PhoneLabel.OTHER
    return PhoneLabel.CELL if may_be_mobile and number.is_mobile else said.label


def _counts(
    behind: SaidLabel, said: SaidLabel | None, own: SaidLabel | None, *, is_behind: bool
) -> bool:
    """Say whether a label behind a number counts more than what was said before it."""
    if said is None or (is_behind and own is None):
        return True
    return behind.is_bracketed and said.label is PhoneLabel.WORK


def _may_inherit(inherited: SaidLabel | None, number: _Number, between: str) -> bool:
    """Say whether a number in a list may be what the one before it is."""
    if inherited is None or inherited.label is not PhoneLabel.CELL:
        return True
    return number.is_mobile or (not number.is_fixed and bool(between.strip()))


def _labels_stand_behind(text: str, numbers: Sequence[_Number]) -> bool:
    """Say whether the labels of a line follow its numbers: "555-0143 tel, 555-0144 fax"."""
    if len(numbers) < 2:
        return False
    ends = [*(n.start for n in numbers[1:]), len(text)]
    behind = [label_behind(text[n.end : end]) for n, end in zip(numbers, ends, strict=True)]
    if all(b is not None and b.is_bracketed for b in behind):
        return True
    return behind[-1] is not None and label_before(text[: numbers[0].start]) is None


def _is_really_behind(text: str, edge: int, limit: int) -> bool:
    """Say whether a label belongs to the number before it: no number follows it at once."""
    between = text[edge:limit]
    is_closed = re.match(r"\s*[,;|/•·]|\s{3,}\S", between) is not None
    return limit == len(text) or is_closed or text[edge - 1] in ")]"


def _is_list(between: str) -> bool:
    """Say whether nothing but a comma or "and" stands between two numbers."""
    return bool(re.fullmatch(r"\s*[,/;&|~·•-]?\s*|\s*(?:and|et|und|e|y|or|ou)\s*", between, re.I))


def _is_phone(
    number: _Number, text: str, context: str, regions: tuple[str, ...], *, is_labelled: bool
) -> bool:
    own = label_before(context) if is_labelled else None
    # "RCS Paris B 555 010 143": a letter alone speaks less than the name of a register.
    has_word = own is not None and re.search(r"[^\W\d_]{2}", context[own.edge :]) is not None
    if (not has_word and is_said_otherwise(context)) or _is_bracketed(number, text):
        return False
    if number.short_of or any(c.isalpha() for c in number.text):
        return True
    said = number.text
    if has_other_shape(said):
        return False
    count = len(digits(said))
    if is_labelled:
        return count <= LARGEST_DIGITS and (bool(number.e164) or count <= 13)
    has_plus = said.lstrip("( ").startswith("+")
    is_among_words = _count_other_letters(text) > 2
    if looks_like_postcode(said, regions, is_among_words=is_among_words):
        return False
    if looks_like_house_number(said):
        return False
    if number.e164:
        is_bare = said.isdigit() and not 8 <= count <= 11
        return has_plus or said.startswith("00") or not is_bare
    if has_plus and count >= 8:
        return True
    if count < 7:
        return False
    if count >= 8 and re.search(r"[^\W\d_]{2,}\.?\s*:\s*$", context):
        return True  # "Praxis: 040 ..."
    begins = not context.strip(" |•·,;-–") and said.lstrip("(").startswith("0") and count >= 9
    return number.is_plausible and (begins or not is_among_words)


def _count_other_letters(text: str) -> int:
    """Count the letters of a line that belong to no label and no extension."""
    words = [fold(w) for w in re.findall(r"[^\W\d_]+", text)]
    return sum(len(w) for w in words if kind_of_word(w) is None and w not in _EXTENSION_WORDS)


def _is_bracketed(number: _Number, text: str) -> bool:
    """Say whether brackets hold the whole number: a registration, as in "Acme (200301035992)"."""
    inside = number.text
    if inside.startswith("(") and inside.endswith(")") and inside.count("(") == 1:
        return True
    before, after = text[: number.start].rstrip(), text[number.end :].lstrip()
    is_open = before.endswith("(") and after.startswith(")") and len(before) > 1
    return is_open and label_before(before) is None


def _has_usual_shape(text: str) -> bool:
    """Say whether grouping alone makes it a telephone, as for numbers without an area code."""
    return bool(
        re.fullmatch(
            r"\(?\d{2,5}\)?[\s.-]?\d{3,5}[\s.-]\d{3,5}|\d{2} 9 ?\d{4}-\d{4}|\d{3} \d{3} \d\d \d\d"
            r"|\d{3,5}[.-]\d{4}|\d{7,11}|\d{2} \d{3} \d{3}"
            r"|\(?0\d{1,4}\)?(?:[\s./-]{0,3}\d{2,5}){1,4}|\d{3}[ .-]\d{2}[ .-]\d{2}(?:[ .-]\d{2})?"
            r"|\d{2,3}(?:[ .-]\d{2}){3,4}|\d{3}[ .-]\d{3,4}|\d{4} \d{4}"
            r"|\(?\+[\d().\s-]{8,20}",
            text.strip(),
        )
    )


def _balanced(value: str) -> str:
    if value.count("(") > value.count(")"):
        return value.replace("(", "", 1).strip() if value.startswith("(") else value.rstrip("( ")
    if value.count(")") > value.count("(") and not value.startswith("("):
        return "(" + value if re.match(r"\+?\d{1,4}\)", value) else value.rstrip(") ")
    return value
