"""Degrees, orders and licences: letters behind a name, or on a line of their own."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from ocr.fields.text import fold, is_capitals
from ocr.fields.words import word_list

_SURE_SUFFIXES: Final = frozenset(word_list("name_suffixes"))
_OF_DEGREE: Final = re.compile(
    r"(\b(?:B|M|LL|D)[A-Za-z.]{1,7}) ?"
    r"\((?:Oxon|Cantab|Hons?|Distinction|[A-Z]{2,4}|[A-Z][a-z]+)\.?\)"
)
"""What stands in brackets behind a degree: where it was taken, or how well."""


_DOTTED: Final = re.compile(
    r"(?:[A-Z][a-z]{0,4}\.){2,}[A-Z]?[a-z]*\.?|[BM]\.[A-Z][a-z]{2,4}|Dip\.[A-Z][A-Za-z]{0,3}"
)
"""Degrees cut short: "B.Sc.", "M.Arch"."""
_INNER_CAPITALS: Final = re.compile(
    r"(?:Dip|Cert|Grad|Adv|Assoc|Hon|Reg|Ch|Aff|Tech|Prof)[A-Z]{2,}[a-z]{0,2}"
    r"|(?=.{3,9}$)(?=.*[a-z])(?:[A-Z][a-z]{0,2})?[A-Z]{2,}[a-z]{1,5}[A-Z]{0,4}"
)
"""Small letters among capitals, at least two of which stand together: "MStructE", "DipABC"."""
_ENDS_IN_ORDER: Final = re.compile(r"[a-z] [A-Z]{3,6}$")
"""A profession and its order: "Architect ABCD"."""
_NO_DEGREE: Final = re.compile(r"(?:Mc|Mac|De|Di|Du|La|Le|St|Van|Von|Fitz|O|D|IJ)[A-Z]")
"""Family names have capitals inside as well."""
_ENDS_IN_INITIAL: Final = re.compile(r"\w\.?[ ][^\W\d_]\.$")
_HAS_GIVEN: Final = re.compile(r"\S [A-Z]\. ?\S|\S (?:JR|SR|II|III|IV)\.?$")
"""What family names before a comma do not have: initials inside, a number behind."""


_PARTICLES: Final = frozenset(word_list("name_particles"))
_ENDS_ASIDE: Final = re.compile(r"\s+(?:['’‘]\d\d|e\.\s?[KV]\.?)$", re.IGNORECASE)
"""What alumni and merchants print behind their names: "Ada Byron '98", "Ada Byron e.K."."""
_DASHED: Final = re.compile(r"(?<=[a-zà-ÿ])\s+[-–—]\s+(?=[A-Z][A-Z.,&()® -]*$)")
"""A dash before letters: "Ada Byron – PE, PMP"."""


@lru_cache(maxsize=4096)
def split_degrees(text: str) -> tuple[str, str]:
    """Cut degrees and orders off the end of a name: "Ada Byron, Ph.D., ing." -> two texts."""
    text = re.sub(r"\bPr\.? (?=(?:Eng|Tech|Sci|Arch)\b)", "Pr", text.strip())
    text = _OF_DEGREE.sub(
        lambda m: m.group(1) if _is_degree(m.group(1), strict=True) else m.group(), text
    )
    text = _DASHED.sub(", ", _ENDS_ASIDE.sub("", text))
    parts = [part for part in re.split(r"\s*[,;|]\s*", text) if part]
    kept = parts[:1]
    suffixes: list[str] = []
    for index, part in enumerate(parts[1:], start=1):
        # "ADA BYRON, XYZ, PE": what stands between a name and its degrees is one as well.
        goes_on = " " in kept[0] and any(_is_degrees(later) for later in parts[index + 1 :])
        is_family = is_capitals(kept[0]) and not _HAS_GIVEN.search(kept[0])
        is_order = (goes_on or not is_family) and _looks_like_order(part)
        is_order = is_order or (goes_on and bool(_ENDS_IN_ORDER.search(part)))
        is_short = " " in kept[0] and (_looks_abbreviated(part) or _has_no_vowel(part))
        if suffixes or is_order or is_short or _is_whole_name(kept[0], part) or _is_degrees(part):
            suffixes.append(part)
        else:
            kept.append(part)
    name = ", ".join(kept)
    tokens = name.split(" ")
    tail: list[str] = []
    is_small = name.islower()  # and so are the degrees
    while len(tokens) > 2 and (
        _is_degree(tokens[-1].upper() if is_small else tokens[-1], strict=True)
        or (_has_no_vowel(tokens[-1]) and not is_capitals(" ".join(tokens[:-1])))
        or (tail and fold(tokens[-1]) == "cert")
    ):
        tail.insert(0, tokens.pop())
    suffixes = ([" ".join(tail)] if tail else []) + suffixes
    bracket = re.search(r"\s*\(([^)]*)\)\s*$", " ".join(tokens))
    if bracket and _is_degrees(bracket.group(1)):
        suffixes.insert(0, bracket.group(1))
        tokens = " ".join(tokens)[: bracket.start()].split(" ")
    return _without_edges(" ".join(tokens)), ", ".join(suffixes)


def _without_edges(name: str) -> str:
    """Strip signs off a name, but for the point of an initial: "Ada L."."""
    bare = name.strip(" ,.-")
    return f"{bare}." if _ENDS_IN_INITIAL.search(name.rstrip(" ,-")) else bare


def _is_whole_name(text: str, behind: str) -> bool:
    """Say whether words before a comma are given and family name, in print that tells.

    What follows is letters or a title then: two family names before a comma are rare on cards.
    Behind three names it may be one more: "TAN Mei Ling, Ada". In capitals nothing tells.
    """
    tokens = [t for t in text.split() if fold(t) not in _PARTICLES]
    may_be_given = len(tokens) > 2 and behind.isalpha() and behind.istitle()
    return len(tokens) > 1 and not is_capitals(text) and not may_be_given


def _looks_like_order(text: str) -> bool:
    """Say whether a text after a name is short capitals, as orders and degrees are."""
    return bool(re.fullmatch(r"[A-Z][A-Z.]{1,6}(?:[ ,]+[A-Z][A-Z.]{0,6})*", text))


def _has_no_vowel(text: str) -> bool:
    """Say whether a text is capitals that nobody can say: "PLS", which is no given name."""
    return bool(re.fullmatch(r"[B-DF-HJ-NP-TV-XZ]{3,5}", text))


def _looks_abbreviated(text: str) -> bool:
    """Say whether every word is cut short and they are no initials: "inf.", "Pl. fin."."""
    tokens = text.split()
    is_short = all(t.endswith(".") and len(t) <= 6 for t in tokens)
    return is_short and len(tokens) <= 3 and any(c.islower() for c in text)


@lru_cache(maxsize=4096)
def is_degree_line(text: str) -> bool:
    """Say whether a whole line is nothing but degrees: "M.Tech., MBA, FIE"."""
    return _is_degrees(text)


def _is_degrees(text: str) -> bool:
    text = re.sub(r"\b(Ph|LL|Psy|Pl|Ad|[A-Z])\.\s(?=[A-Z][A-Za-z]{0,4}\b)", r"\1.", text)
    tokens = [t for t in re.split(r"[\s,;/&]+", text) if t.strip(".()")]
    return bool(tokens) and all(_is_degree(token, strict=False) for token in tokens)


def _is_degree(token: str, *, strict: bool) -> bool:
    plain = re.sub(r"\([^)]*\)?", "", token).strip(".,() ")
    folded = fold(plain).replace(".", "")
    if not folded:
        return not strict
    is_known = folded in _SURE_SUFFIXES or bool(_DOTTED.fullmatch(token))
    if not is_known and not (_INNER_CAPITALS.fullmatch(plain) and not _NO_DEGREE.match(plain)):
        return False
    if not strict:
        return True
    # "Jo Ba" and "Li Ma" are names; "MA" and "M.A." after them are degrees.
    has_shape = "." in token or plain.isupper() or any(c.isupper() for c in plain[1:])
    return has_shape or folded in {
        "ing",
        "jr",
        "sr",
        "phd",
        "eng",
        "esq",
        "avocat",
        "avocate",
        "notaire",
    }
