"""People's names: their parts, their degrees, and how they are written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from ocr.fields.degrees import split_degrees
from ocr.fields.text import fold, is_capitals, similarity, words
from ocr.fields.words import word_list


@dataclass(frozen=True, slots=True)
class NameParts:
    """A name taken apart; "" for a part that is not there."""

    full: str
    given: str
    family: str
    prefix: str
    suffix: str


_PREFIXES: Final = frozenset(word_list("name_prefixes"))
_PARTICLES: Final = frozenset(word_list("name_particles"))
_AFTER_DOCTOR: Final = frozenset(word_list("after_doctor"))
"""What doctors of German universities print after "Dr."."""
_SLASHED_RANK: Final = re.compile(r"[a-z]/[a-z]{2,}")
"""A rank that is cut short with a slash: "S/Sgt.", "D/Cst."."""
_EXCELLENCY: Final = re.compile(
    r"^(?:H\.\s?E\.|S\.\s?E\.(?:\s?M\.)?|S\.\s?Exc\.|(?:Excm|Exm|Ilm|Iltm)[oa]\.)\s*"
    r"(?:(?:Mr|Sr|Sra|D|Dña|Dr|Dra)\.\s*)*(?=\S+ \S)",
    re.IGNORECASE,
)
"""How ministers and judges are written to: "H.E. Ada Byron", "Ilmo. Sr. D. Otto Byron"."""
_OF_RANK: Final = re.compile(
    r"(?<=[a-zé.] )(?:de (?:fr[ée]gate|vaisseau|corvette|r[ée]serve) |i\. ?R\. |a\. ?D\. |h\. ?c\. "
    r"|et (?=(?:Mgr|Ing|Bc|Dr)\.))",
    re.IGNORECASE,
)
"""What belongs to the rank before it: "Capitaine de frégate", "Pfr. i. R.", "Mgr. et Mgr."."""
_DIPLOMAS: Final = frozenset({"dipl", "dip", "mag"})
_DIPLOMA_OF: Final = frozenset(word_list("diploma_subjects"))
"""What stands after "Dipl.-" before a name."""
_DOUBTFUL: Final = frozenset(word_list("doubtful_prefixes"))
"""Prefixes that may be a name or initials as well: they need a name of two words after them."""
_SAID: Final = frozenset(word_list("said_prefixes"))
"""Prefixes with which people are spoken to: the others are their trade or rank."""
_COURTESY: Final = frozenset(
    {"bapak", "bpk", "frau", "herr", "madam", "shri", "smt", "sr", "sra", "srta"}
)
"""What nobody writes before a name in an address book."""
_ACRONYMS: Final = frozenset({"CA", "CPA", "CS", "DI", "LTC", "SFC", "SGM", "SSG"})
_ASIDE: Final = re.compile(r"(?<!\S)(?:\"[^\"]*\"|“[^”]*”|«[^»]*»|\([^)]*\)|'[^' ]+')(?!\S)")
"""A nickname in quotes or brackets."""
_SAID_ASIDE: Final = re.compile(
    r"\s*\((?:Mrs?|Ms|Miss|Mme|Mlle|Dr|he|she|they|il|elle|iel|him|her|them|/|\.|\s)+\)", re.I
)
"""A form of address, or pronouns, in brackets."""
_NUMBERED: Final = re.compile(
    r"^(?:(?:W?PC|PS|DC|DS|DI|PCSO|[CS]gt|Cst|Agent)\.?) \d{2,6} (?=\S+ \S)"
    r"|^[A-Z]{2,5}\d (?=\S+ \S)"
)
"""A rank with the number of its holder, before a name."""
_RANK_ASIDE: Final = re.compile(r"^((?:[A-Z][a-z]{1,11}\.? ){1,2})\([^)]*\) (?=\S+ \S)")
"""What stands in brackets between a rank and a name: "Col. (Ret.) Ada Byron"."""
_SIGNING: Final = re.compile(r"^(?:i\.\s?[AV]\.|ppa\.?|gez\.)\s+(?=\S+ \S)")
"""For whom the person signs, in German: "i. A. Ada Byron"."""
_LETTERS_BEFORE: Final = re.compile(
    r"^(?:(?:[A-Z]{1,2}\.){4,}|(?:M|D|Dr|Dra|Mtr[oa])\. en [A-Z][a-z]{0,4}\.)\s+(?=\S+ \S)"
)
"""The letters of a profession, as in Spanish: "C.D.E.O. Ada Byron", "M. en C. Ada Byron"."""
_INTRODUCTION: Final = re.compile(
    r"^(?:(?:hi|hello|hey|bonjour|salut|hola|hallo|ciao|ol[áa])\b[\s,!.–-]*)?(?:i['’]?\s?m|i am"
    r"|my name is|je suis|je m['’]appelle|moi,? c['’]est|(?:yo )?soy|me llamo|ich bin|mein name ist"
    r"|sono|mi chiamo|(?:eu )?sou|me chamo|ik ben)\s+(?=[A-ZÀ-Þ])",
    re.IGNORECASE,
)
"""How people introduce themselves: "Hi, I'm Ada Byron."."""
_WHOM_TO_CALL: Final = re.compile(
    r"^(?:(?:contact(?: person| us)?|personne[- ]contact|hub(?:ungi)?|attn|att|c/o|call)"
    r"\s?\.?\s*:\s*"
    r"|(?:ask for|your hosts?:|with)\s+"
    r"|(?:call|contact|appelez)\s+(?=(?:madam|mrs?|ms|miss|mme|dr|m)\b))(?=\D*$)",
    re.IGNORECASE,
)
"""What says whom to call: "Contact person: Ada", "Call Madam Ada"."""
_BADGE: Final = re.compile(r"\s+#\s?\d{1,6}$")
"""The number of an officer's badge, behind a name."""
_STUCK_PREFIX: Final = re.compile(
    r"[A-Za-z]{2,5}\.(?=[A-Za-z]{3,}(?:\s|$))|[A-Z][A-Za-z]{1,4}(?=[A-ZÀ-Þ][a-zß-ÿ]{2,}\s)"
)
"""A form of address that reading stuck to the name: "Hjh.Ada", "KommRAda"."""
_ALIKE: Final = 0.8
"""A name and a part of an e-mail address that are less alike have nothing in common."""
_SPELLED_OUT: Final = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "æ": "ae",
     "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "Ø": "Oe", "Å": "Aa", "Æ": "Ae"}
)  # fmt: skip
"""How letters are spelled where there is none of them."""
_SHORTEST_NAME: Final = 3
"""Letters that a part of a glued name has at least."""
_GENERATIONS: Final = frozenset({"jr", "sr", "ii", "iii", "iv"})
"""Suffixes that belong to the name as people say it, as degrees do not."""


@lru_cache(maxsize=4096)
def count_names(text: str) -> int:
    """Return how many names a person's name is made of; prefixes and nicknames are none."""
    plain = _ASIDE.sub(" ", _SAID_ASIDE.sub("", split_degrees(text)[0]))
    tokens = [t for t in plain.split() if _has_letter(t)]
    while len(tokens) > 1 and _is_known_prefix(tokens[0]):
        del tokens[0]
    return len(tokens)


@lru_cache(maxsize=4096)
def has_names(text: str) -> bool:
    """Say whether a text is more than forms of address and ranks: "Dr.-Ing. habil." is not."""
    tokens = [token for token in text.split() if _has_letter(token)]
    return not tokens or not all(_is_known_prefix(token) for token in tokens)


def _is_known_prefix(token: str) -> bool:
    """Say whether a word is a form of address, a rank or a trade: "Dr.", "Dr.-Ing."."""
    plain = fold(token).replace(".", "")
    first, *others = plain.split("-")
    is_diploma = bool(others) and first in _DIPLOMAS and all(p in _DIPLOMA_OF for p in others)
    is_joined = bool(others) and all(p in _PREFIXES for p in (first, *others))
    stuck = _dotted(token)
    is_stuck = len(stuck) > 1 and stuck[0] in _PREFIXES and set(stuck) <= _PREFIXES | _AFTER_DOCTOR
    is_rank = _SLASHED_RANK.fullmatch(plain) is not None and plain.split("/")[1] in _PREFIXES
    return plain in _PREFIXES or is_joined or is_diploma or is_stuck or is_rank


def _has_letter(token: str) -> bool:
    return any(c.isalpha() for c in token)


def without_introduction(text: str) -> str:
    """Return a line without the words that lead up to a name: "Hi, I'm Ada", "Contact: Ada"."""
    for leading in (_INTRODUCTION, _WHOM_TO_CALL):
        bare = leading.sub("", text.strip(), count=1)
        # "I am a printer" says no name: what people are is written small.
        text = bare if bare[:1].isupper() else text
    return text


@lru_cache(maxsize=4096)
def parse_name(text: str, email_local: str = "") -> NameParts:
    """Take a name apart.

    Args:
        text: As printed, degrees included.
        email_local: What stands before the "@" of the person's address, which tells where a lost
            blank was: "ADALINDQVIST" beside "ada.lindqvist"; "" when there is none.
    """
    text = re.sub(r"\s+", " ", text).strip(" ,;:|•·*-–—")
    aside = _RANK_ASIDE.match(text)
    if aside and all(fold(t).replace(".", "") in _PREFIXES for t in aside.group(1).split()):
        text = text.replace(aside.group(), aside.group(1), 1)
    text = _EXCELLENCY.sub("", text)
    rank = _OF_RANK.search(text)
    if rank and all(map(_is_known_prefix, text[: rank.start()].split())):
        text = text[: rank.start()] + text[rank.end() :]
    text = _LETTERS_BEFORE.sub("", _SIGNING.sub("", _NUMBERED.sub("", text)))
    text = _BADGE.sub("", text)
    name, suffix = split_degrees(text)
    name = _SAID_ASIDE.sub("", name)
    name = re.sub(r"(?<=[a-z]\.) ?\((?:FH|TH|Univ\.?|ETH|TU|BA)\)", "", name)  # "Dipl.-Ing. (FH)"
    tokens = [mend_word(token, i) for i, token in enumerate(_spread_initials(name).split(" "))]
    is_alone = len(tokens) == 1
    tokens = [
        part for token in tokens for part in _part_by_email(token, email_local, is_alone=is_alone)
    ]
    prefix_tokens: list[str] = []
    while len(tokens) > 1 and _is_known_prefix(tokens[0]) and _is_prefix(tokens):
        if prefix_tokens and fold(tokens[0]).strip(".") == "m":
            break  # "Haji M. Khan": another form of address stands before the initial
        prefix_tokens.append(tokens.pop(0))
        while len(tokens) > 2 and fold(tokens[0]).strip(".") in _AFTER_DOCTOR:
            prefix_tokens.append(tokens.pop(0))
    if len(tokens) == 1:
        tokens = _unglued(tokens[0]).split(" ")
    family_first = _family_first(tokens)
    if family_first is not None:
        given, family = family_first
    else:
        given, family = _split_family([t.strip(",") for t in tokens if t.strip(",")])
    written_given, written_family = _written(given), _written(family)
    prefix = " ".join(
        p.capitalize() if is_capitals(p) and p not in _ACRONYMS else p for p in prefix_tokens
    )
    generation = [s.strip() for s in suffix.split(",") if fold(s).strip(" .") in _GENERATIONS]
    said = _said(prefix)
    full = " ".join(part for part in (said, written_given, written_family, *generation) if part)
    return NameParts(full, written_given, written_family, prefix, suffix)


def _said(prefix: str) -> str:
    """Return the forms of address with which a person is spoken to, of all that are printed."""
    tokens = prefix.split()
    while tokens and fold(tokens[0]).strip(".") in _COURTESY:
        del tokens[0]
    first = next((t for t in tokens if fold(t) != "the"), "")
    if fold(first).strip(".") not in _SAID:
        return ""
    unsaid = {"hab", "inz", "ir"}
    return " ".join(t for t in tokens if fold(t).strip(".") not in unsaid)


def mend_word(token: str, index: int) -> str:
    """Mend what reading does to a word of a name: "lan" for "Ian", "J0hn" for "John"."""
    if index == 0 and re.fullmatch(r"l[a-zà-ÿ]{2,}", token) and fold(token) not in _PARTICLES:
        return "I" + token[1:]
    letters = sum(c.isalpha() for c in token)
    if letters >= 3 and "l" in token and token.replace("l", "").isupper():
        return token.replace("l", "I")
    if re.fullmatch(r"[A-ZÀ-Þ]I[a-zà-ÿ]+", token):
        return token.replace("I", "l")  # "OIga"
    if re.fullmatch(r"[A-ZÀ-Þ]?[a-zà-ÿ]{2,}I", token):
        return f"{token[:-1]}l"  # "PauI"
    if re.fullmatch(r"8[a-zà-ÿ]{2,}", token):
        return "B" + token[1:]
    if letters >= 2 and any(c in "01" for c in token):
        return token.replace("0", "O" if token.isupper() else "o").replace("1", "l")
    return token


@lru_cache(maxsize=4096)
def agreement_with_email(name: str, local: str) -> float:
    """Return how well a name explains the local part of an e-mail address, [0, 1].

    1 when given and family name, or an initial and a name, are all of it; about a half when one
    name of the person is in it; 0 when nothing is.
    """
    spelled = name.translate(_SPELLED_OUT)
    if spelled != name:  # "Müller" is "mueller" in an address
        return max(_agreement(name, local), _agreement(spelled, local))
    return _agreement(name, local)


def _agreement(name: str, local: str) -> float:
    parts = [w for w in words(split_degrees(name)[0]) if w not in _PREFIXES]
    tokens = [t for t in re.split(r"[^a-z]+", fold(local)) if t]
    plain = "".join(tokens)
    if not parts or not plain:
        return 0.0
    initials = "".join(p[0] for p in parts)
    explained = set()
    for a in parts:
        for b in parts:
            if a != b:
                explained |= {a + b, a[0] + b, a + b[0], b + a[0], a[:2] + b, a[:3] + b[:3]}
    if len(parts) > 2:  # "jproy" is Jean-Paul Roy
        explained |= {initials[:-1] + parts[-1], parts[-1] + initials[:-1]}
    if plain in explained or (len(parts) > 2 and plain == "".join(parts)):
        return 1.0
    if len(initials) >= 2 and plain == initials:
        return 0.8
    long_parts = [p for p in parts if len(p) >= 3]
    covered = sum(len(p) for p in long_parts if p in plain)
    if covered:
        return min(0.95, 0.35 + 0.6 * covered / len(plain))
    return 0.5 * max(
        (similarity(p, t, _ALIKE) for p in long_parts for t in tokens if len(t) >= 4), default=0.0
    )


def _is_prefix(tokens: list[str]) -> bool:
    first = tokens[0]
    # "M. Okafor" is an initial on most cards; "Me", "Ing" and the like must keep a name after.
    if fold(first).strip(".") in _DOUBTFUL:
        word = first.strip(".")
        if fold(word) == "di":  # the diploma, and no name: "Di Anna", "DI MARIA"
            return len(tokens) > 2 and word == "DI" and not is_capitals("".join(tokens[1:]))
        is_short = first.endswith(".") and len(word) > 2
        is_written_so = word.istitle() or word in _ACRONYMS | {"ME", "PD"}
        return len(tokens) > 2 and (is_short or is_written_so)
    return True


def _spread_initials(name: str) -> str:
    """Part what reading glued together: "J.LINDQVIST", "Dr.Ada", "AdaLindqvist"."""
    name = re.sub(r"(?<=\b[A-Z]\.)(?=[A-Z][A-Za-zà-ÿ]{2,})", " ", name)
    name = re.sub(r"^((?:Dr|Prof|Mrs?|Ms|Mme|Ing|Er|Ir|Eng)\.)(?=[A-Z])", r"\1 ", name)
    stuck = None if _is_known_prefix(name.split(" ")[0]) else _STUCK_PREFIX.match(name)
    if stuck and fold(stuck.group()).strip(".") in _PREFIXES - _DOUBTFUL:
        name = f"{stuck.group()} {name[stuck.end() :]}"
    glued = re.match(r"((?:[A-Za-z]{2,4}\.){2,})(?=[A-ZÀ-Þ][a-zà-ÿ])", name)
    if glued and all(part in _PREFIXES | _AFTER_DOCTOR for part in _dotted(glued.group())):
        # "Dr.med.Ada": every part is a form of address.
        name = name.replace(glued.group(), glued.group().replace(".", ". "), 1)
    return name if " " in name else _unglued(name)


def _dotted(text: str) -> list[str]:
    """Return the parts of "Dr.med.", folded."""
    return [part for part in fold(text).split(".") if part]


def _unglued(word: str) -> str:
    """Part "AdaLindqvist" and "AdaLINDQVIST": a card's capitals tell where the blank was."""
    glued = re.fullmatch(
        r"([A-ZÀ-Þ][a-zß-ÿ]{2,}(?:-[A-ZÀ-Þ][a-zß-ÿ]+)?)"
        r"([A-ZÀ-Þ]['’]?[A-ZÀ-Þa-zß-ÿ][a-zß-ÿ]+|[A-ZÀ-Þ][A-ZÀ-Þ'’-]{2,})",
        word,
    )
    if glued and fold(glued.group(1)) not in _PARTICLES | {"mac", "fitz"}:
        return f"{glued.group(1)} {glued.group(2)}"
    return word


def _family_first(tokens: list[str]) -> tuple[list[str], list[str]] | None:
    """Return given and family for "BYRON Ada" and "Byron, Ada", else None."""
    for i, token in enumerate(tokens[:-1]):
        if token.endswith(","):
            return tokens[i + 1 :], [t.strip(",") for t in tokens[: i + 1]]
    big = [is_capitals(t) and not _is_initials(t) for t in tokens]
    if any(big) and not all(b or len(t.strip(".")) <= 2 for b, t in zip(big, tokens, strict=True)):
        if big[0] and not any(big[big.index(False) :]):
            cut = big.index(False)
            return tokens[cut:], tokens[:cut]
        if big[-1]:
            cut = len(big) - 1
            while cut > 1 and (big[cut - 1] or fold(tokens[cut - 1]) in _PARTICLES):
                cut -= 1
            return tokens[:cut], tokens[cut:]
    return None


def _part_by_email(token: str, local: str, *, is_alone: bool) -> list[str]:
    """Part a word as the person's address does: at its point, or after the given name."""
    parts = [part for part in re.split(r"[._-]", fold(local)) if part]
    plain = fold(token)
    if len(plain) != len(token) or not parts:
        return [token]
    if len(parts) > 1:
        cut = len(parts[0]) if plain == "".join(parts) else 0
    else:
        cut = _cut_by_name(plain, parts[0]) if is_alone else 0
    return [token[:cut], token[cut:]] if cut else [token]


def _cut_by_name(plain: str, local: str) -> int:
    """Return where a word is parted whose first letter and end are in an address; 0 if nowhere.

    "adalindqvist" beside "alindqvist". A name in an address is not enough: "chris" is Christopher.
    """
    is_said = local[:1] == plain[:1] and plain.endswith(local[1:]) and len(local) > _SHORTEST_NAME
    cut = len(plain) - len(local) + 1 if is_said else 0
    return cut if _SHORTEST_NAME <= cut <= len(plain) - _SHORTEST_NAME else 0


def _is_initials(token: str) -> bool:
    """Say whether a word is one or two letters, or letters with points: "A.B."."""
    return "." in token or len(token) <= 2


def _split_family(tokens: list[str]) -> tuple[list[str], list[str]]:
    if len(tokens) < 2:
        return tokens, []
    for i in range(1, len(tokens) - 1):
        if fold(tokens[i]) in _PARTICLES and fold(tokens[i]) not in {"e", "y", "o"}:
            return tokens[:i], tokens[i:]
    return tokens[:-1], tokens[-1:]


def _written(tokens: list[str]) -> str:
    """Write a name as people write it, when the card prints it in capitals."""
    return " ".join(_written_word(token) for token in tokens)


def _written_word(word: str) -> str:
    if len(re.sub(r"\W", "", word)) <= 1 or re.fullmatch(r"(?:[A-Z]\.)+[A-Z]?", word):
        return word
    if not is_capitals(word) and (not word.islower() or fold(word) in _PARTICLES):
        return word
    if len(word) <= 2 and fold(word) not in _PARTICLES and not word.islower():
        return word
    pieces = re.split(r"([-'’\"“])", word.lower())
    text = "".join(p[:1].upper() + p[1:] for p in pieces)
    return re.sub(r"^Mc([a-z])", lambda m: "Mc" + m.group(1).upper(), text)
