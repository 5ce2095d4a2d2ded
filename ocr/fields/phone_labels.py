"""What the words beside a telephone number say it is for, in the languages that cards come in.

Labels are read word by word, away from the number, for as long as the words are known: in "Suite 3
Mobile phone" the label is "Mobile phone". Several kinds together mean the most special one ("Direct
fax" is a fax), but for "Tel/Fax", which is a telephone first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from ocr.fields.text import fold
from ocr.types import PhoneLabel

# Folded words. Engines read "l" as "1", "i" or "|" and "o" as "0".
_KINDS: Final[tuple[tuple[PhoneLabel, re.Pattern[str]], ...]] = (
    (
        PhoneLabel.FAX,
        re.compile(
            r"f|fx|(?:tele|e)?fa[xk]s?|telefax\w*|fax(?:es|nr|no)|t[e3]l[e3]c(?:op(?:ieur|ie|y)?)?"
            r"|facs(?:imile)?|fac"
        ),
    ),
    (
        PhoneLabel.CELL,
        re.compile(
            r"m|c|mo|m[o0]bs?|m[o0]b[il1|]{1,2}[el]*s?|mobiel|mob[il]{1,2}(?:telefon|funk|nummer|nr)"
            r"|mbl|ce[l1i|]{1,2}s?|c[ée]ll?ulai?re?s?|cellulari|cellphone|portables?|port|gsm|handy"
            r"|natel|movil|mov|telemovel|tlm|hp|handphone|whatsapp|whats|wa|wtsp|zap|viber|kom"
            r"|komorka|komorkowy|texto?|txt|sms|wechat|weixin|zalo|kakao(?:talk)?|telegram"
            # Operators of mobile networks, as printed where one has a number of each.
            r"|vivo|tim|claro|oi|nextel|entel|movistar|telcel|rp[mce]|bitel|tigo|jio|airtel|mtn|moov"
        ),
    ),
    (
        PhoneLabel.HOME,
        re.compile(
            r"h|r|home|resi?|resid|residence|residencial|residential|domicile|dom|privee?|privat"
            r"|casa|abitazione"
        ),
    ),
    (
        PhoneLabel.OTHER,
        re.compile(
            r"pager|telex|tele?avertisseur|paget|beeper|urg|urgen(?:ces?|cias?|t)|emerg|emergenc(?:y|ies)|notruf|notfall"
        ),
    ),
    (
        PhoneLabel.WORK,
        re.compile(
            r"t|p|o|d|b|w|v|te[l1i|!]s?|t[e3][l1]ef?ph?one?s?|tele?f[o0]no?s?|telefon[eia]?|telefoon|telf"
            r"|tele|tlf|tfn|puh|ph|phn?|phones?|fon|fone|telephon|voice|call|appel|appelez|bureaux?|bur"
            r"|buro|offices?|off|ofc|oficina|escritorio|ufficio|kantoor|business|bus|work|wk"
            r"|trabajo|direct[eoa]?|direkt|dir|ddi|did|dd|dl|ld|ligne|lineas?|linhas?|rotativas?|main|standard|std"
            r"|central[e]?|zentrale|switchboard|accueil|reception|secretariat|durchwahl|dw|hotline"
            r"|tollfree|freephone|fixe?|fijo|fixo|festnetz|landline|rufnummer"
            r"|tf|tfno?s?|telp|tel?fno|frais|free|toll|contact|standort|conmutador|pbx|epabx|vaxel"
            r"|direkttelefon|simi|kontor|centralino|sekr|secretary|reservas|reservations?|fonos?"
        ),
    ),
)
_FILLERS: Final = frozenset(
    {"no", "nr", "nos", "n", "num", "number", "numero", "numbers", "nummer", "line", "phone", "and"}
    | {"et", "und", "or", "ou", "e", "y", "sans", "vert", "numeros", "us", "at"}
)
_GENERIC_CALL: Final = re.compile(
    r"t|tel\w*|te[l1i|!]s?|t[e3][l1]e?ph?one?s?|tele\w*|telf|ph|phones?|fon\w?|phn|voice"
)
_AMBIGUOUS: Final = frozenset({"p", "w"})
"""Letters that stand for one thing in one language and another in the next."""
_MAY_BE_PROSE: Final = frozenset({"contact", "call", "main", "central", "office", "offices", "us"})
_WORD: Final = re.compile(
    r"\b[Hh]\s?/\s?[Pp]\b|[^\W\d_]+(?:['’][^\W\d_]+)?|24/7|[|!•·;,/&+~–—-]|[()\[\]]"
)
_BEHIND: Final = re.compile(
    r"[\s.,:;–-]*(?:[(\[]\s*(?P<in>[^()\[\]\d]{1,20})[)\]]|(?P<word>[^\W\d_]+\b\.?))"
)
_CODE: Final = re.compile(r"[^\W\d_]\d[^\W\d_]")
_LETTER_AND_COMMA: Final = re.compile(r"[ ./]*(?:[^\W\d_][ .]*)?,")
"""What stands behind a letter that is no label: "31 r/c, 1200-101"."""
_HOURS: Final = re.compile(r"\d\s?h$", re.IGNORECASE)
"""The h of "24 h" is no home."""
_OTHER_SCRIPTS: Final = (
    (PhoneLabel.FAX, re.compile(r"传真|傳真|팩스|ファッ?クス|فاكس|פקס|факс", re.I)),
    (
        PhoneLabel.CELL,
        re.compile(r"手机|手機|移动|行動|携帯|휴대|핸드폰|جوال|محمول|نقال|موبايل|נייד|моб", re.I),
    ),
    (PhoneLabel.WORK, re.compile(r"电话|電話|전화|직통|直通|直线|代表|热线|هاتف|תל|טל|тел", re.I)),
)
_ICONS: Final = str.maketrans(
    {"☎": " tel ", "✆": " tel ", "☏": " tel ", "📞": " tel ", "🕿": " tel ", "📱": " mob ",
     "📲": " mob ", "📠": " fax ", "🖷": " fax ", "🖨": " fax "}
)  # fmt: skip
_ORDINALS: Final = frozenset("ºª")
"""What stands behind "n." in "n.º" and behind a floor."""
_STOPS: Final = frozenset("|!•·;")
_JOINTS: Final = frozenset("/&+,-–—")


@dataclass(frozen=True, slots=True)
class SaidLabel:
    """A label beside a number: what it means, and where it begins or ends."""

    label: PhoneLabel
    edge: int
    """Where the label begins (before a number), or one past its end (behind it)."""
    is_both: bool = False
    """Whether it says telephone and fax."""
    is_vague: bool = False
    """Whether it is a letter that may also mean a mobile: P, W."""
    is_bracketed: bool = False


def label_before(text: str) -> SaidLabel | None:
    """Return the label at the end of a text, or None when its last words are none."""
    foreign = _other_script(text[-14:])
    if foreign is not None:
        return SaidLabel(foreign, _edge_of_foreign(text))
    words: list[tuple[str, int, int]] = []
    for match in reversed(list(_WORD.finditer(text))):
        word = _plain(match.group())
        if len(word) == 1 and _HOURS.search(text[: match.end()]):
            break
        if word in _STOPS and (words or word != "!"):
            break
        if words and re.search(r"\d{2}", text[match.end() : words[-1][1]]):
            break  # "Av. Central, 440 - Tel": the street is no switchboard
        if word in _JOINTS or word in "()[]":
            words.append((word, match.start(), match.end()))
            continue
        if kind_of_word(word) is None and word not in _FILLERS:
            # "TEL (VN mobile)": a word in brackets among labels says nothing against them.
            if len(word) <= 2 and words and words[-1][0] not in _JOINTS and "(" in text:
                words.append(("(", match.start(), match.end()))
                continue
            break
        if sum(w not in _JOINTS and w not in "()[]" for w, _, _ in words) >= 4:
            break
        words.append((word, match.start(), match.end()))
    words.reverse()
    while words and (kind_of_word(words[0][0]) is None or _is_inside_code(text, words[0])):
        words.pop(0)
    return _said(words, words[0][1]) if words else None


def _is_inside_code(text: str, word: tuple[str, int, int]) -> bool:
    """Say whether a letter belongs to a code, not to a number: H, T and L of "H0T 2L0"."""
    is_behind = re.search(r"\d[-/]?$", text[: word[1]]) is not None
    is_parted = _LETTER_AND_COMMA.match(text, word[2]) is not None  # "Loja C, 8200-002 Albufeira"
    return len(word[0]) == 1 and (is_behind or is_parted or bool(_CODE.match(text, word[1])))


def says_only_call(text: str) -> bool:
    """Say whether the label at the end of a text is none or says no more than "telephone"."""
    said = label_before(text)
    if said is None:
        return not text.strip(" :.-–(")
    kinds = [w for m in _WORD.finditer(text[said.edge :]) if kind_of_word(w := _plain(m.group()))]
    return all(map(_GENERIC_CALL.fullmatch, kinds))


def label_behind(text: str) -> SaidLabel | None:
    """Return the label at the start of a text, such as "(fax)" or "cell", or None."""
    match = _BEHIND.match(text)
    if match is None:
        return None
    inside = match.group("in") or match.group("word")
    is_letter = match.group("in") is None and len(inside.strip(".")) == 1
    if is_letter and text[match.end() :].strip(" .,;|"):
        return None  # "Ningbo 315000, P.R. China"
    said = whole_label(inside)
    if said is None:
        return None
    return replace(said, edge=match.end(), is_bracketed=match.group("in") is not None)


def whole_label(text: str) -> SaidLabel | None:
    """Return what a text means that is a label and nothing else, or None."""
    if len(text) > 30 or any(c.isdigit() for c in text.replace("24/7", "")):
        return None
    plain = text.translate(_ICONS)
    foreign = _other_script(plain)
    if foreign is not None and len(plain.strip(" :.()")) <= 8:
        return SaidLabel(foreign, 0)
    words = [(_plain(m.group()), m.start(), m.end()) for m in _WORD.finditer(plain)]
    words = [w for w in words if w[0] not in _STOPS]
    letters = [w for w, _, _ in words if w not in _JOINTS and w not in "()[]"]
    if not 0 < len(letters) <= 4:
        return None
    if any(kind_of_word(w) is None and w not in _FILLERS for w in letters):
        return None
    kinds = [w for w in letters if kind_of_word(w) is not None]
    if not kinds or (len(letters) == 1 and letters[0] in _MAY_BE_PROSE - {"office", "main"}):
        return None
    return _said(words, 0)


@lru_cache(maxsize=2048)
def kind_of_word(word: str) -> PhoneLabel | None:
    """Return what one folded word says that a number is for, or None."""
    for label, expression in _KINDS:
        if expression.fullmatch(word):
            return label
    return None


def _plain(word: str) -> str:
    if word in _ORDINALS:
        return "no"
    folded = fold(word)
    return "hp" if folded[0] == "h" and folded[-1] == "p" and "/" in folded else folded


def _said(words: Iterable[tuple[str, int, int]], edge: int) -> SaidLabel | None:
    listed = [w for w, _, _ in words]
    kinds = {label for w in listed if (label := kind_of_word(w)) is not None}
    if not kinds:
        return None
    spoken = [w for w in listed if w not in _JOINTS and w not in "()[]"]
    if PhoneLabel.FAX in kinds and any(
        _GENERIC_CALL.fullmatch(w) and kind_of_word(w) is PhoneLabel.WORK for w in spoken
    ):
        joined = any(w in _JOINTS or w in {"et", "and", "und", "e", "y"} for w in listed)
        if joined:
            return SaidLabel(PhoneLabel.WORK, edge, is_both=True)
    if kinds == {PhoneLabel.HOME, PhoneLabel.WORK} and any(
        kind_of_word(w) is PhoneLabel.WORK and not _GENERIC_CALL.fullmatch(w) for w in spoken
    ):
        return SaidLabel(PhoneLabel.WORK, edge, is_vague=True)  # "(privat/Büro)"
    for label, _ in _KINDS:
        if label in kinds:
            return SaidLabel(label, edge, is_vague=bool(spoken) and spoken[-1] in _AMBIGUOUS)
    return None


def _other_script(text: str) -> PhoneLabel | None:
    if text.isascii():
        return None
    for label, expression in _OTHER_SCRIPTS:
        if expression.search(text):
            return label
    return None


def _edge_of_foreign(text: str) -> int:
    tail = re.search(r"[^\s\d|•·,;]*[\s:：.)）]*$", text)
    return tail.start() if tail else len(text)
