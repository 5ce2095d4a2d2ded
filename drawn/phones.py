"""Telephone numbers that ring nowhere.

Where a regulator publishes numbers for films and examples, those are used:

* North America: 555-0100 to 555-0199 in every area code (NANPA, ATIS-0300115).
* France: 01 99 00, 02 61 91, 03 53 01, 04 65 71, 05 36 49 and 06 39 98, ten thousand each (Arcep,
  national numbering plan, decision 2018-0881, numbers for audiovisual works).
* United Kingdom: Ofcom's "Telephone numbers for use in TV and radio drama programmes".
* Germany: five blocks of a thousand and mobile 0171 39200xx (Bundesnetzagentur, "Drama Numbers",
  Mitteilung 148/2021).

The other countries publish none that we know of. Their numbers here have the country's shape, but
a prefix that its numbering plan does not contain, so `phonenumbers` calls them possible and not
valid, and nobody can be assigned one. The tests hold both promises.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from drawn.truth import PhoneTruth
from ocr.types import PhoneLabel


@dataclass(frozen=True, slots=True)
class PhoneRange:
    """Numbers of one shape; each x in a pattern is a digit drawn at random."""

    digits: str
    """National significant number, x for any digit."""
    patterns: tuple[str, ...]
    """Ways to print it, each # being the next digit of the national significant number."""


FR_PATTERNS = ("0# ## ## ## ##", "0#.##.##.##.##", "+33 # ## ## ## ##", "+33 (0)# ## ## ## ##")
NANP_PATTERNS = (
    "### ###-####",
    "(###) ###-####",
    "###-###-####",
    "###.###.####",
    "+1 ### ###-####",
    "+1 ### ### ####",
    "1 ###-###-####",
)
UK_LONDON = ("0## #### ####", "+44 ## #### ####", "+44 (0)## #### ####")
UK_CITY = ("0### ### ####", "+44 ### ### ####", "+44 (0)### ### ####")
UK_TOWN = ("0#### ######", "+44 #### ######", "+44 (0)#### ######")
UK_MOBILE = ("0#### ######", "+44 #### ######", "+44 (0)#### ######", "0#### ### ###")
DE_CITY = ("0## #####-###", "+49 ## #####-###", "+49 (0)## #####-###")

_NANP = (PhoneRange("xxx55501xx", NANP_PATTERNS),)
"""The area code is the town's."""

LANDLINES: dict[str, tuple[PhoneRange, ...]] = {
    "QC": _NANP,
    "CA": _NANP,
    "US": _NANP,
    "FR": tuple(
        PhoneRange(f"{block}xxxx", FR_PATTERNS)
        for block in ("19900", "26191", "35301", "46571", "53649")
    ),
    "GB": (
        PhoneRange("2079460xxx", UK_LONDON),
        *(PhoneRange(f"1{city}4960xxx", UK_CITY) for city in (13, 14, 15, 16, 17, 18, 21, 31)),
        *(PhoneRange(f"1{city}4960xxx", UK_CITY) for city in (41, 51, 61)),
        PhoneRange("1632960xxx", UK_TOWN),
    ),
    "DE": (
        *(PhoneRange(f"{b}xxx", DE_CITY) for b in ["3023125", "6990009", "4066969", "8999998"]),
        PhoneRange("2214710xxx", ("0### ####-###", "+49 ### #### ###", "+49 (0)### ####-###")),
    ),
    "BE": (PhoneRange("2000xxxx", ("0# ### ## ##", "+32 # ### ## ##", "+32 (0)# ### ## ##")),),
    "CH": (PhoneRange("20000xxxx", ("0## ### ## ##", "+41 ## ### ## ##", "+41 (0)## ### ## ##")),),
    "TN": (PhoneRange("10000xxx", ("## ### ###", "+216 ## ### ###", "(+216) ## ### ###")),),
    "MA": (PhoneRange("50000xxxx", ("0# ## ## ## ##", "+212 # ## ## ## ##")),),
    "DZ": (PhoneRange("50000xxxx", ("0### ## ## ##", "+213 ### ## ## ##")),),
    "PT": (PhoneRange("2000xxxxx", ("### ### ###", "+351 ### ### ###", "(+351) ### ### ###")),),
    "ES": (PhoneRange("50000xxxx", ("### ## ## ##", "+34 ### ## ## ##", "### ### ###")),),
    "IT": (PhoneRange("300000xxxx", ("### ### ####", "+39 ### ### ####")),),
    "BR": (PhoneRange("102000xxxx", ("(##) ####-####", "+55 ## ####-####")),),
}
MOBILES: dict[str, tuple[PhoneRange, ...]] = {
    "FR": (PhoneRange("63998xxxx", FR_PATTERNS),),
    "GB": (PhoneRange("7700900xxx", UK_MOBILE),),
    "DE": (PhoneRange("17139200xx", ("0### #######", "+49 ### #######", "0### / ### ## ##")),),
    "BE": (PhoneRange("40000xxxx", ("0### ## ## ##", "+32 ### ## ## ##")),),
    "CH": (PhoneRange("70000xxxx", ("0## ### ## ##", "+41 ## ### ## ##")),),
    "TN": (PhoneRange("60000xxx", ("## ### ###", "+216 ## ### ###", "(+216) ## ### ###")),),
    "PT": (PhoneRange("9000xxxxx", ("### ### ###", "+351 ### ### ###")),),
    "BR": (PhoneRange("10900000xxx", ("(##) #####-####", "+55 ## #####-####")),),
}
"""Countries that are absent have mobile numbers like their landlines."""

CALLING_CODES = {
    "QC": "1", "CA": "1", "US": "1", "FR": "33", "GB": "44", "DE": "49", "BE": "32", "CH": "41",
    "TN": "216", "MA": "212", "DZ": "213", "PT": "351", "ES": "34", "IT": "39", "BR": "55",
}  # fmt: skip


def can_tell_mobiles(country: str) -> bool:
    """Say whether a mobile number of this country looks different from a landline."""
    return country in MOBILES


@dataclass(frozen=True, slots=True)
class PhoneHabit:
    """How a card prints its numbers, so that all of them look alike."""

    is_international: bool
    choice: float
    """Which of the fitting patterns, as a part of how many there are, [0, 1)."""


def draw_phone(
    rng: Random, country: str, label: PhoneLabel, area: str, habit: PhoneHabit
) -> PhoneTruth:
    """Draw a number that rings nowhere.

    Args:
        rng: Source of chance.
        country: Key of `LANDLINES`.
        label: What the number is for; CELL takes a mobile range where there is one.
        area: How landlines of the town begin, without the trunk prefix; "" for any.
        habit: How the card prints its numbers.

    Raises:
        ValueError: If the country has no such area.
    """
    ranges = LANDLINES[country]
    if label is PhoneLabel.CELL and country in MOBILES:
        ranges = MOBILES[country]
        area = ""
    fitting = [r for r in ranges if _begins_with(r.digits, area)]
    if not fitting:
        raise ValueError(f"no number of {country} that rings nowhere begins with {area!r}")
    chosen = rng.choice(fitting)
    digits = area + chosen.digits[len(area) :]
    national = "".join(rng.choice("0123456789") if c == "x" else c for c in digits)
    patterns = [p for p in chosen.patterns if ("+" in p) is habit.is_international]
    printed = print_digits(patterns[int(habit.choice * len(patterns))], national)
    return PhoneTruth(printed, f"+{CALLING_CODES[country]}{national}", label)


def _begins_with(digits: str, area: str) -> bool:
    return all(have in ("x", want) for have, want in zip(digits, area, strict=False))


def print_digits(pattern: str, digits: str) -> str:
    """Put digits in the slots (#) of a pattern.

    Raises:
        ValueError: If there are not as many slots as digits.
    """
    if pattern.count("#") != len(digits):
        raise ValueError(f"{pattern!r} has no room for {digits!r}")
    remaining = iter(digits)
    return "".join(next(remaining) if c == "#" else c for c in pattern)
