"""Digits that are no telephone: registrations, taxes, postcodes, dates, hours, box numbers."""

from __future__ import annotations

import re
from typing import Final

from ocr.fields.phone_labels import kind_of_word
from ocr.fields.text import fold

# Said anywhere before a number in the same part of the line: "RCS Paris B 555 010 143".
_REGISTERS: Final = re.compile(
    r"\b(?:rcs|t\.?i\.?n|r\.?c\.?s|siren|siret|tva|vat|iva|mwst|ust|uid|che|iso|neq|rbq|r\.b\.q|licen[cs]es?"
    r"|licen[cs]a|licencia|lic|reg(?:d|istration|istro|istered|istre|n)?|uen|cnpj|cpf|crm|crea|oab"
    r"|creci|cau|gst(?:in)?|pst|qst|tps|tvq|iban|swift|bic|pan|cin|abn|acn|nif|nipc|nipt|cif|ice"
    r"|ein|duns|npi|dre|cal ?dre|nmls|cmlq|cmmtq|permis|permit|bce|kbo|hr[ab]|kvk|btw|rut|cuit|nit"
    r"|rfc|orias|habilitation|agrement|capital|patente|cnss|steuer\w*|ust-?id\w*|ma?trikel\w*"
    r"|matricule|adeli|rpps|finess|naf|ape|fssai|msme|udyam|trn|cr no|co no|company no|reference"
    r"|ntn|strn|npwp|nip|regon|krs|oib|edrpou|cvr|org\.? ?nr|orgnr|y-tunnus|mersis|vkn|eik|ssm|ic"
    r"|adoszam|cegjegyzek\w*|frn|enrol(?:l?ment)?"
    r"|rc|r\.c|i\.f|c\.n\.s\.s|n\.i\.f|n\.i\.s|i\.c\.e|mst|cslb|nir|m\.f|transit|folio|us dot"
    r"|agb|fcra|psira|rsac|dic|ico|qq|ced|cedula|ifu|rccm|ninea|rne|mf"
    r"|c\.r|t\.c|i\.e|r\.i\.b|inami|riziv|(?:rib|usd|cdf|eur|xof|xaf)(?= ?:)"
    r"|contribuinte|alvara|insc|autori[sz]ation"
    r"|ref|bar no|member(?:ship)? no|serial|invoice|compte|account no|konto|blz|firmenbuch\w*|fn)\b"
)
# Said right before it.
_RIGHT_BEFORE: Final = re.compile(
    r"(?:\b(?:b\.? ?p|p\.c|p\.? ?o\.? ?box|po box|postfach|case postale|c\.p|cp(?! ?#)|cs|cedex"
    r"|plot|room|suite|since|depuis|seit|est|estd|zip|pin(?: ?code)?|cep|cap|plz|postcode"
    r"|code postal|apt|flat|door|h\.? ?no|house no|d\.? ?no|villa|lot|box|apartado|caixa postal"
    r"|boite postale|bte|is|no|nr|n°|num(?:ero)?|id|room no|unit|bldg|casa|apdo|s/n|gate no"
    r"|survey no|sy\.? ?no|km|tsa|if(?= ?:))"
    r"|(?<!\bcp)(?<!\bcp )(?<!\brp[mce])(?<!\brp[mce] )[#№])\s*[.:#°º-]*\s*$"
)
_DOOR_LABEL: Final = re.compile(
    r"(?:\b[hdq]\.? ?no|\b(?:shop|office|flat|plot|door|room|unit|gala|ward|house|block|gate|cabin"
    r"|stall|desk|godown|municipal|survey)s?\.? ?(?:nos?|number|#))\s*[.:#°º-]*\s*$"
)
"""What stands before the number of a house or a room, folded, though it holds a label: "H. No."."""
_STATE_ASIDE: Final = re.compile(r"\((?:[A-Z]\. ?){2,3}\)[\s.,–-]*$")
"""A state cut short before its postcode: "Raipur (C.G.) - 493 221"."""
_STATE_BEHIND: Final = re.compile(r"[\s.,–-]*\((?:[A-Z]\. ?){2,3}\)")
"""The same behind it: "Ujjain 456 099 (M.P.)"."""
_STREET_BEHIND: Final = re.compile(
    r"\s+(?:[^\W\d_][\w'.’-]*\s+){1,3}?(?:street|st|avenue|ave|road|rd|boulevard|blvd|drive|dr|lane|ln"
    r"|way|place|crescent|court|highway|hwy|parkway|trail)\b"
)
_GLUED: Final = re.compile(r"(?<![^\W\d_])[A-Za-z]$")
"""A letter right before digits."""
_BELGIAN_FIRM: Final = re.compile(r"[01]\d{3}[ .]\d{3}[ .]\d{3}")
_MOST_OF_A_DOOR: Final = 6
"""Digits that a door or a postcode has at most."""
_SHAPES: Final = re.compile(
    r"\d{2}\.?\d{3}\.?\d{3}/\d{4}-?\d{2}"  # CNPJ
    r"|\d{3}\.\d{3}\.\d{3}-\d{2}"  # CPF
    r"|(?:19|20)\d\d\s?[-–/]\s?(?:19|20)\d\d"  # years
    r"|\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d|(?:19|20)\d\d[./-]\d{1,2}[./-]\d{1,2}"  # dates
    r"|(?:[01]?\d|2[0-4])[.h][0-5]\d\s?[-–]\s?(?:[01]?\d|2[0-4])[.h][0-5]\d"  # hours
    r"|\d{1,2}\.\d{1,2} [-–] \d{4,5}"  # an office and a postcode: "Bureau B 2.4 - 1002 Tunis"
    r"|\d{4}-\d{4}-\d{2}"  # RBQ
    r"|\d{3} ?\d{3} ?\d{3} ?\d{5}"  # SIRET
    r"|\d(?: \d){4,}(?: \d\d)*"  # a card to be stamped: "1 2 3 4 5 6 7 8"
)
_POSTCODE_SHAPES: Final = {
    "JP": re.compile(r"\d{3}-\d{4}"), "BR": re.compile(r"\d{2}\.?\d{3}-\d{3}"),
    "US": re.compile(r"\d{5}-\d{4}"), "IN": re.compile(r"\d{3} ?\d{3}"),
    "PT": re.compile(r"\d{4}-\d{3}"),
}  # fmt: skip


_OTHER_LINES: Final = re.compile(r"\b(?:telex|m\. ?no)\b[ .:]*$")
"""A telex, and the membership of an accountant in India, that look like labels of telephones."""


def is_other_line(context: str) -> bool:
    """Say whether a label before a number is one of something that is dialled nowhere."""
    return _OTHER_LINES.search(fold(context)) is not None


def is_door(number: str, context: str, behind: str = "") -> bool:
    """Say whether digits are those of a house or a room: "H.No. 2-7-588/1", "Office No. 501-504".

    Args:
        number: The digits and what stands between them, in the plan of no country.
        context: What stands before the number.
        behind: What stands behind it.
    """
    is_short = len(re.sub(r"\D", "", number)) <= _MOST_OF_A_DOOR
    is_house = looks_like_house_number(number)
    if not (is_short or is_house) or "+" in number:
        return False
    if is_house and re.match(r"\d\D", number):
        return True  # "Res: 5-87-19/3"
    is_beside_state = _STATE_ASIDE.search(context) or _STATE_BEHIND.match(behind)
    near = fold(context)[-40:]
    return bool(_DOOR_LABEL.search(near) or (is_short and is_beside_state))


def is_before_street(number: str, behind: str) -> bool:
    """Say whether digits are a room and a house before their street: "1404-303 Main Street"."""
    return re.fullmatch(r"\d{1,4}-\d{1,5}", number) is not None and bool(
        _STREET_BEHIND.match(fold(behind))
    )


def is_before_town(number: str, behind: str) -> bool:
    """Say whether digits are a house and a postcode before its town: "31 · 03206 Elche"."""
    is_both = re.fullmatch(r"\d{1,4}(?:/\d{1,3} ?[·•–-]| ?[·•]) ?\d{4,5}", number) is not None
    town = re.match(r"\s+([A-ZÀ-Ý][\w'’-]{2,})", behind)
    return is_both and town is not None and kind_of_word(fold(town.group(1))) is None


def is_certificate(number: str, context: str) -> bool:
    """Say whether digits are those of a certificate or a firm: "FSC C000142", "BE 0000.555.012"."""
    is_short = len(number) <= _MOST_OF_A_DOOR and number.isdigit()
    is_firm = _BELGIAN_FIRM.fullmatch(number) is not None and context.rstrip().endswith("BE")
    return is_firm or (is_short and bool(_GLUED.search(context)))


def is_said_otherwise(context: str) -> bool:
    """Say whether the words before a number make it something else.

    Args:
        context: What stands before the number, since the number before it.
    """
    near = fold(context)[-60:]
    segment = re.split(r"[|•·;]|\s[–-]\s", near)[-1]
    return bool(_RIGHT_BEFORE.search(near) or _REGISTERS.search(segment))


def has_other_shape(number: str) -> bool:
    """Say whether digits are grouped as a date, hours, years or a registration."""
    return _SHAPES.fullmatch(number.strip(" ()")) is not None


def looks_like_postcode(number: str, regions: tuple[str, ...], *, is_among_words: bool) -> bool:
    """Say whether a number without label may be the postcode of a country the card may be from."""
    plain = number.strip()
    for code, shape in _POSTCODE_SHAPES.items():
        if shape.fullmatch(plain) and (is_among_words or (code != "US" and code in regions[:3])):
            return True
    return False


def is_behind_state(number: str, context: str) -> bool:
    """Say whether a number is a postcode behind its state: "Northbay, MO 64106-2641"."""
    is_code = _POSTCODE_SHAPES["US"].fullmatch(number.strip()) is not None
    return is_code and re.search(r"[a-z.,] ?[A-Z]{2}\.?\s*$", context) is not None


def looks_like_house_number(number: str) -> bool:
    """Say whether a number is a chain of short parts, as of houses: "6-3-200/5", "2-10-14"."""
    groups = re.findall(r"\d+", number)
    if "+" in number or number.lstrip("( ").startswith("0") or len(groups) < 3:
        return False
    return "/" in number and sum(len(g) <= 2 for g in groups) > len(groups) / 2
