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
    is_before_street,
    is_before_town,
    is_behind_state,
    is_certificate,
    is_door,
    is_other_line,
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
from ocr.fields.phone_numbers import LARGEST_DIGITS, SMALLEST_DIGITS
from ocr.fields.phone_runs import Number, find_numbers, mend_digits, to_ascii
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


_EXTENSION: Final = re.compile(
    r"^[\s,;.:(/-]*(?<![A-Za-z])(?:ext(?:ension|n)?|xtn|x|p(?:oste|te)|p(?=\.?\s?\d{2,5}\b(?![\s.-]?\d))|loc(?:al)?|interne|interno|int|ramal"
    r"|r(?=\.\s?\d{2,4}\b)|anexo|dw|durchwahl|toestel|tst|wew|内線|内线|분機|내선|#)"
    r"\s*[.:#°-]*\s*(?P<digits>\d{1,6}|(?<=[a-z] |[a-z]\.|[a-z]:|: |\. )\d{7})\b\)?",
    re.I,
)
_SLASHED: Final = re.compile(r"^\s?/\s?(?P<digits>\d{3,5})(?!\s?[\d/.-]*\d)")
"""An extension behind a number in pairs: "0232 555 04 40 / 118"."""
_LONE_EXTENSION: Final = re.compile(
    r"^(?:ext(?:ension|n)?|xtn|x|poste|int(?:erno)?|ramal|anexo|durchwahl|dw|toestel|内線|내선)"
    r"\s*[.:#°-]*\s*(?P<digits>\d{1,7})$",
    re.I,
)
_CELL_PHONE: Final = re.compile(r"\bC\.\s?P\.?\s*[:.]?\s*$")
"""What stands before a cell phone in Korea."""
_DOOR: Final = re.compile(r"(?<![^\W\d_])[A-Z]-$")
"""What stands before the number of a door: "B-2041/42"."""
_DOTS: Final = ("·", "•", "|")
_LONG: Final = 8
"""Digits of a number that no postcode has."""
_EXTENSION_WORDS: Final = frozenset({"ext", "extn", "extension", "poste", "x", "ramal", "int"})


def find_phones(text: str, regions: Sequence[str], label_beside: str = "") -> list[PhoneSpan]:
    """Return the telephone numbers in a line.

    Args:
        text: One line, e-mails and web addresses blanked out.
        regions: ISO codes of the countries that the card may be from, the likeliest first.
        label_beside: What stands beside or above the line, such as "FAX" printed as a column.
    """
    if sum(c.isdigit() for c in text) < 3 or lone_extension(text):
        return []
    countries = tuple(regions)
    printed = to_ascii(text)
    plain = mend_digits(printed)
    numbers = find_numbers(printed, plain, countries)
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


def _label_all(
    printed: str,
    plain: str,
    numbers: Sequence[Number],
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
        extension = _extension(number, printed[number.end :])
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
            said = None if number.is_mobile else replace(said, label=PhoneLabel.FAX, is_both=False)
        start = last_end + own.edge if own else number.start
        label = _meant(said, number)
        yield _span(number, printed, plain, label, extension, start, value_end, end)
        inherited = said
        last_end = end


def _extension(number: Number, behind: str) -> re.Match[str] | None:
    """Return the extension behind a number.

    More figures behind a slash than the number's last group has replace nothing in it: those of
    "0232 555 04 40 / 118" are an extension.
    """
    is_in_pairs = re.search(r"\D\d\d$", number.text) is not None and not number.short_of
    return _EXTENSION.match(behind) or (_SLASHED.match(behind) if is_in_pairs else None)


def _span(
    number: Number,
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


def _meant(said: SaidLabel | None, number: Number) -> PhoneLabel | None:
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


def _may_inherit(inherited: SaidLabel | None, number: Number, between: str) -> bool:
    """Say whether a number in a list may be what the one before it is."""
    if inherited is None or inherited.label is not PhoneLabel.CELL:
        return True
    return number.is_mobile or (not number.is_fixed and bool(between.strip()))


def _labels_stand_behind(text: str, numbers: Sequence[Number]) -> bool:
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
    number: Number, text: str, context: str, regions: tuple[str, ...], *, is_labelled: bool
) -> bool:
    own = label_before(context) if is_labelled else None
    if is_other_line(context) or _is_place(number, text, context):
        return False
    # "RCS Paris B 555 010 143": a letter alone speaks less than the name of a register.
    has_word = own is not None and re.search(r"[^\W\d_]{2}", context[own.edge :]) is not None
    # "C.P. 82-10-...": a cell phone in Korea, where it is a postcode elsewhere.
    is_cell = number.is_mobile and bool(number.e164) and _CELL_PHONE.search(context) is not None
    has_word = has_word or is_cell
    before = context[: own.edge] if own is not None and not has_word else context
    is_other = is_said_otherwise(context) or is_said_otherwise(before)
    # "US No.: +1 ...": whatever is said, no register has the code of a country.
    is_dialled = bool(number.e164) and number.text.lstrip("( ").startswith("+")
    if (not has_word and not is_dialled and is_other) or _is_bracketed(number, text):
        return False
    if number.short_of or any(c.isalpha() for c in number.text):
        return True
    said = number.text
    if has_other_shape(said) or is_behind_state(said, context):
        return False
    count = len(digits(said))
    if count <= SMALLEST_DIGITS and _DOOR.search(context):
        return False
    if is_labelled:
        return count <= LARGEST_DIGITS and (bool(number.e164) or count <= 13)
    has_plus = said.lstrip("( ").startswith("+")
    is_among_words = _count_other_letters(text) > 2
    is_alone = not is_among_words or _stands_alone(number, text)
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
        return count < SMALLEST_DIGITS  # a hotline
    if count >= 8 and re.search(r"[^\W\d_]{2,}\.?\s*:\s*$", context):
        return True  # "Praxis: 040 ..."
    has_trunk = said.lstrip("(").startswith("0")
    begins = not context.strip(" |•·,;-–") and has_trunk and count >= 9
    # No operator has it, but it is written as mobiles of the country are: "Ada 06 39 98 12 34".
    is_mobile = number.is_mobile and has_trunk
    return number.is_plausible and (begins or is_mobile or is_alone)


def _is_place(number: Number, text: str, context: str) -> bool:
    """Say whether a number is a house, a room, a postcode or a certificate.

    What the plan of a country has is none, but for a house and its postcode.
    """
    behind, said = text[number.end :], number.text
    if is_before_town(said, behind):
        return True
    return not number.e164 and (
        is_door(said, context, behind)
        or (label_before(context) is None and is_before_street(said, behind))
        or is_certificate(said, context)
    )


def _stands_alone(number: Number, text: str) -> bool:
    """Say whether a long number is all that stands between dots: "24003 Sund · 987 555 023"."""
    before, after = text[: number.start].rstrip(), text[number.end :].lstrip()
    is_parted = before.endswith(_DOTS) and (not after or after.startswith(_DOTS))
    return is_parted and len(digits(number.text)) >= _LONG


def _count_other_letters(text: str) -> int:
    """Count the letters of a line that belong to no label and no extension."""
    words = [fold(w) for w in re.findall(r"[^\W\d_]+", text)]
    return sum(len(w) for w in words if kind_of_word(w) is None and w not in _EXTENSION_WORDS)


def _is_bracketed(number: Number, text: str) -> bool:
    """Say whether brackets hold the whole number: a registration, as in "Acme (200301035992)"."""
    inside = number.text
    if inside.startswith("(") and inside.endswith(")") and inside.count("(") == 1:
        return True
    before, after = text[: number.start].rstrip(), text[number.end :].lstrip()
    is_open = before.endswith("(") and after.startswith(")") and len(before) > 1
    return is_open and label_before(before) is None


def _balanced(value: str) -> str:
    if value.count("(") > value.count(")"):
        return value.replace("(", "", 1).strip() if value.startswith("(") else value.rstrip("( ")
    if value.count(")") > value.count("(") and not value.startswith("("):
        return "(" + value if re.match(r"\+?\d{1,4}\)", value) else value.rstrip(") ")
    return value
