"""Telephone numbers in a line of text: where they are, what they are for, their E.164 form."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

import phonenumbers
from phonenumbers import PhoneNumberType

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


# Labels in English, French, German, Portuguese, Spanish and what Asian cards print in Latin
# letters. The first expression that matches the words before a number decides, fax first:
# "Tel/Fax" is told apart before.
_BOTH: Final = re.compile(r"\b(?:t[eé]l?\w{0,6}|ph(?:one)?)\s*\.?\s*[/&+-]\s*(?:tele)?fax", re.I)
_LABELS: Final[tuple[tuple[PhoneLabel, re.Pattern[str]], ...]] = (
    (
        PhoneLabel.FAX,
        re.compile(r"\b(?:tele)?fax|\bfx\b|\bt[ée]l[ée]c(?:opieur|opie)?\b|^f$|[(\[]f[)\]]", re.I),
    ),
    (
        PhoneLabel.CELL,
        re.compile(
            r"\bmob(?:ile|il|iel|.?phone)?s?\b|\bmobil\w*|\bcell?(?:ul\w*|ulaire|phone)?\b|\bportable\b"
            r"|\bport\b|\bgsm\b|\bhandy\b|\bnatel\b|\bm[óo]vil\b|\btelem[óo]vel\b|\btlm\b|\bh/?p\b"
            r"|\bwhats ?app\b|\bwa\b|^m$|^c$|[(\[][mc][)\]]|\bhand ?phone\b|\bcelular\b",
            re.I,
        ),
    ),
    (
        PhoneLabel.HOME,
        re.compile(
            r"\bhome\b|\bres(?:i(?:dence|\.)?)?\b|\br[ée]s(?:idence)?\b|\bdomicile\b|\bpriv[ée]e?\b"
            r"|\bprivat\b|\bcasa\b|^r$|^h$|[(\[][rh][)\]]",
            re.I,
        ),
    ),
    (
        PhoneLabel.WORK,
        re.compile(
            r"\bt[eé]l(?:[eé](?:ph?one?|f[oó]no?|fon)?)?s?\b|\bt\b|\bph(?:one)?s?\b|\bfon\b"
            r"|\bbureaux?\b|\boff(?:ice)?\b|\bbus(?:iness)?\b|\bwork\b|\bdirecte?\b|\bdirekt\b"
            r"|\bddi?\b|\bmain\b|\bstandard\b|\bcentral\b|\bswitchboard\b|\bligne\b|\bdurchwahl\b"
            r"|\boficina\b|\bescrit[óo]rio\b|\bcall\b|\bappel\w*\b|\bo\b|\bd\b|\bp\b|\bfone\b"
            r"|\bvoice\b|\bcontact\b|\btoll.?free\b|\bsans.?frais\b|\bhotline\b|\b24/7\b",
            re.I,
        ),
    ),
)
_PAGER: Final = re.compile(r"\b(?:pager|t[ée]l[ée]avertisseur|paget|telex)\b", re.I)
_NOT_PHONE: Final = re.compile(
    r"\b(?:rcs|siren|siret|tva|vat|iva|mwst|ust|uid|iso|neq|rbq|lic(?:en[cs]e|\.)?|reg(?:istration|n)?"
    r"|uen|cnpj|cpf|crm|crea|oab|creci|gstin?|iban|swift|bic|pin|cep|cin|abn|acn|nif|cif|ice|ein"
    r"|duns|npi|dre|nmls|cmlq|permit|bn|hrb|hra|kvk|btw|rut|cuit|nit|is|no|nr|n°|num[ée]ro|id"
    r"|b\.?p|p\.?o\.? ?box|cs|plot|room|suite|since|depuis|est|zip|company no|co\. ?reg)"
    r"\s*[.:#°]*\s*$",
    re.I,
)
_NUMBER: Final = re.compile(
    r"(?<![\w@#.])(?<!\d[-/])"
    r"(?P<number>(?:\((?=[^)]*[0-9])\s?\+?\s?[0-9OoIl ]{1,5}\)|\+\s?\(?[0-9]|\(?[0-9])"
    r"(?:[\s.\-–‑·/]{0,3}\(?[0-9OIl]+\)?){2,12})"
)
_EXTENSION: Final = re.compile(
    r"^[\s,;.:(-]*(?:ext(?:ension|n)?|x|poste|interne|int|ramal|anexo|dw|durchwahl|extn|#)"
    r"\s*[.:#°-]*\s*(?P<digits>\d{1,6})\)?",
    re.I,
)
_LONE_EXTENSION: Final = re.compile(
    r"^(?:ext(?:ension|n)?|poste|ramal|anexo|extn)\s*[.:#°-]*\s*(?P<digits>\d{1,6})$", re.I
)
_SUFFIX_LABEL: Final = re.compile(
    r"^\s*[(\[]?\s*(?P<label>[A-Za-zéÉ]{1,12})\.?\s*[)\]]?(?=\s*(?:$|[|/,;•·+(\d]))"
)
_MISREAD_DIGITS: Final = str.maketrans({"O": "0", "o": "0", "I": "1", "l": "1"})
_MOBILE_TYPES: Final = {PhoneNumberType.MOBILE}
SMALLEST_DIGITS: Final = 6
_LARGEST_DIGITS: Final = 15


def find_phones(text: str, regions: Sequence[str], label_before: str = "") -> list[PhoneSpan]:
    """Return the telephone numbers in a line.

    Args:
        text: One line, e-mails and web addresses blanked out.
        regions: ISO codes of the countries that the card may be from, the likeliest first.
        label_before: What stands to the left of the line, such as "FAX" printed as a column.
    """
    found: list[PhoneSpan] = []
    last_end = 0
    inherited: PhoneLabel | None = None
    for start, end in _candidates(text):
        if start < last_end:
            continue
        before = text[last_end:start]
        context = before if found or before.strip(" :.-(") else f"{label_before} {before}"
        if _NOT_PHONE.search(context) or _is_bracketed(text, start, end):
            continue
        label = label_of(context)
        if not _is_separated_list(before):
            inherited = None
        number = _read_number(text[start:end], regions, is_labelled=bool(label or inherited))
        is_labelled = bool(label or inherited)
        if number is None or (not is_labelled and _is_doubtful(number, text, regions)):
            continue
        after = _EXTENSION.match(text[end:])
        extension = after.group("digits") if after else ""
        value_end = end + (after.end() if after else 0)
        value_end_label = value_end
        if label is None:
            label, value_end_label = _label_after(text, value_end)
        label = label or inherited
        inherited = label
        label_start = _label_start(text, last_end, start)
        value = re.sub(r"\s+", " ", text[start:value_end]).strip()
        found.append(
            replace(
                number,
                value=_balanced(value),
                label=label,
                extension=extension,
                start=label_start,
                end=value_end_label,
            )
        )
        last_end = value_end_label
    return found


def label_of(words_before: str) -> PhoneLabel | None:
    """Return what the words before a number say it is for, or None."""
    near = fold(words_before)[-40:].strip(" :.-–=>")
    if not near:
        return None
    if _BOTH.search(near):
        return PhoneLabel.WORK
    if _PAGER.search(near):
        return PhoneLabel.OTHER
    best: tuple[int, PhoneLabel] | None = None
    for label, expression in _LABELS:
        for match in expression.finditer(near):
            # "Direct fax": the kind said last is the one meant, except after "mobile phone".
            position = match.end()
            if (
                best is None
                or (position > best[0] + 8)
                or (label is not PhoneLabel.WORK and position > best[0])
            ):
                best = (position, label)
    return best[1] if best else None


def lone_extension(text: str) -> str:
    """Return the digits of a line that is nothing but an extension, else ""."""
    match = _LONE_EXTENSION.match(text.strip(" ()"))
    return match.group("digits") if match else ""


def country_of(e164: str) -> str:
    """Return the ISO code of the country of an E.164 number, or ""."""
    try:
        region = phonenumbers.region_code_for_number(phonenumbers.parse(e164, None))
    except phonenumbers.NumberParseException:
        return ""
    return region or ""


def _candidates(text: str) -> list[tuple[int, int]]:
    """Return where numbers may stand; runs of two numbers are cut apart."""
    found = []
    for match in _NUMBER.finditer(text):
        start, end = match.span("number")
        while end > start and text[end - 1] in " .-–‑·/(":
            end -= 1
        pieces = [(start, end)]
        count = len(digits(text[start:end].translate(_MISREAD_DIGITS)))
        if count > 11 or ("/" in text[start:end] and count > 9):
            pieces = _cut(text, start, end)
        found += [
            (a, b)
            for a, b in pieces
            if SMALLEST_DIGITS <= len(digits(text[a:b])) <= _LARGEST_DIGITS
        ]
    return found


def _cut(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut a long run at a slash or wide gap when both sides are long enough to be numbers."""
    for match in re.finditer(r"\s*/\s*|\s*·\s*|\s{2,}|\s(?=\+)|\s[-–]\s|\s(?=\()", text[start:end]):
        left, right = start + match.start(), start + match.end()
        if len(digits(text[start:left])) >= 7:
            if len(digits(text[right:end])) >= 6:
                return [(start, left), *_cut(text, right, end)]
            if "/" in match.group():
                return [(start, left)]
    return [(start, end)]


def _is_doubtful(number: PhoneSpan, text: str, regions: Sequence[str]) -> bool:
    """Say whether a number without any label may be something else."""
    if "JP" in regions and re.fullmatch(r"\d{3}-\d{4}", number.value.strip()):
        return True  # the shape of a Japanese postcode
    is_among_words = sum(c.isalpha() for c in text) > 2
    if is_among_words and re.fullmatch(r"\d{5}-\d{4}", number.value.strip()):
        return True  # the shape of a postcode of the United States
    return is_among_words and not number.e164


def _is_bracketed(text: str, start: int, end: int) -> bool:
    """Say whether brackets hold the whole number: a registration, as in "Acme (200301035992)"."""
    inside = text[start:end]
    if inside.startswith("(") and inside.endswith(")") and inside.count("(") == 1:
        return True
    before, after = text[:start].rstrip(), text[end:].lstrip()
    return before.endswith("(") and after.startswith(")") and len(before) > 1


def _is_separated_list(before: str) -> bool:
    return bool(re.fullmatch(r"\s*[,/;&|]\s*|\s*(?:and|et|und|e|y)\s*|\s+", before, re.I))


def _label_after(text: str, end: int) -> tuple[PhoneLabel | None, int]:
    match = _SUFFIX_LABEL.match(text[end:])
    if match is None:
        return None, end
    bracketed = text[end : end + match.end()].strip()
    label = label_of(bracketed if bracketed.startswith("(") else match.group("label"))
    rest = text[end + match.end() :]
    # A word between two numbers is the label of the second one, unless it stands in brackets.
    if label is None or (not bracketed.startswith("(") and re.match(r"\s*[:.]?\s*[+(\d]", rest)):
        return None, end
    return label, end + match.end()


def _label_start(text: str, last_end: int, start: int) -> int:
    """Return where the label before a number begins, so that it is taken out with the number."""
    before = text[last_end:start]
    match = re.search(
        r"(?:(?:[(\[]\s*[A-Za-z]{1,2}\s*[)\]]|[^\W\d][\w.'’/&-]*(?:\s?\([^)\d]{1,14}\))?)\s*){1,3}"
        r"\s*[.:;=>-]*\s*$",
        before,
    )
    if match is None or label_of(match.group()) is None:
        return last_end + len(before.rstrip(" :.-+"))
    # Give back leading words that are no part of the label.
    parts = re.split(r"(?<=\s)", match.group())
    skipped = 0
    while (
        len(parts) > 1 and label_of("".join(parts[1:])) is not None and label_of(parts[0]) is None
    ):
        skipped += len(parts.pop(0))
    return last_end + match.start() + skipped


def _balanced(value: str) -> str:
    if value.count("(") > value.count(")"):
        return value.replace("(", "", 1).strip() if value.startswith("(") else value.rstrip("( ")
    return value


def _read_number(text: str, regions: Sequence[str], *, is_labelled: bool) -> PhoneSpan | None:
    """Return a number without its place, or None when it is none."""
    plain = text.translate(_MISREAD_DIGITS)
    count = len(digits(plain))
    if not SMALLEST_DIGITS <= count <= _LARGEST_DIGITS:
        return None
    parsed = _parse(re.sub(r"[·–‑]", "-", plain), tuple(regions))
    if parsed is not None:
        e164, is_mobile = parsed
        if (
            not plain.strip().startswith(("+", "(+", "00"))
            and not is_labelled
            and _is_bare_run(plain)
        ):
            return None
        return PhoneSpan(plain, e164, None, "", is_mobile=is_mobile, start=0, end=0)
    has_plus = plain.lstrip(" (").startswith("+")
    if is_labelled or (has_plus and count >= 8) or _looks_like_phone(plain):
        return PhoneSpan(plain, "", None, "", is_mobile=False, start=0, end=0)
    return None


def _is_bare_run(text: str) -> bool:
    """Say whether a number without any label is too plain to trust: "200301035992", "1984-2004"."""
    stripped = text.strip()
    if re.fullmatch(r"(?:19|20)\d\d\s?[-–/]\s?(?:19|20)\d\d", stripped):
        return True
    return stripped.isdigit() and len(stripped) not in (8, 9, 10, 11)


def _looks_like_phone(text: str) -> bool:
    """Say whether grouping alone makes it a telephone, as for numbers without an area code."""
    if re.fullmatch(r"(?:19|20)\d\d\s?[-–/]\s?(?:19|20)\d\d", text.strip()):
        return False
    return bool(
        re.fullmatch(
            r"\(?\d{2,5}\)?[\s.-]\d{3,5}[\s.-]?\d{3,5}|\d{3,5}[.-]\d{4}|\d{8,11}"
            r"|0\d{1,3}(?:[\s./-]\d{2,4}){2,4}",
            text.strip(),
        )
    )


@lru_cache(maxsize=4096)
def _parse(text: str, regions: tuple[str, ...]) -> tuple[str, bool] | None:
    """Return the E.164 form and whether it is a mobile's, for the first country that allows it."""
    cleaned = re.sub(r"\(0\)", "", text)
    attempts: list[tuple[str, str | None]] = []
    if cleaned.lstrip(" (").startswith("+"):
        attempts.append((cleaned.replace("(+", "+").replace(" ", ""), None))
    elif cleaned.lstrip().startswith("00"):
        attempts.append(("+" + cleaned.lstrip()[2:], None))
    attempts += [(cleaned, region) for region in regions]
    for number, region in attempts:
        try:
            parsed = phonenumbers.parse(number, region)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(parsed):
            kind = phonenumbers.number_type(parsed)
            e164 = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
            return e164, kind in _MOBILE_TYPES
    return None
