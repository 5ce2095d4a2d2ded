"""What the columns of a table mean: known headings, and guesses from what stands below them.

A meaning is a word of MEANINGS; those of numbers and addresses say of which kind after a colon
("phone:cell", "street:home"). "phone:@3" is a number whose kind stands in the row itself, under the
third column of the file: Google writes "Phone 1 - Label" beside "Phone 1 - Value".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.folding import fold_name
from app.i18n import mark
from app.importing.headings import HEADINGS

IGNORED = "ignore"
KINDS = ("work", "home", "other")

MEANINGS: dict[str, str] = {
    IGNORED: mark("Leave out"),
    "full_name": mark("Whole name"),
    "given_name": mark("Given name"),
    "middle_name": mark("Middle name"),
    "family_name": mark("Family name"),
    "prefix": mark("Title before the name"),
    "suffix": mark("Letters after the name"),
    "organization": mark("Organization"),
    "department": mark("Department"),
    "title": mark("Job title"),
    "email": mark("E-mail address"),
    "phone:work": mark("Phone, work"),
    "phone:cell": mark("Phone, mobile"),
    "phone:home": mark("Phone, home"),
    "phone:fax": mark("Fax"),
    "phone:other": mark("Phone, other"),
    "url": mark("Web page"),
    "linkedin": mark("LinkedIn profile"),
    "address:work": mark("Whole address, work"),
    "street:work": mark("Street, work"),
    "postcode:work": mark("Postal code, work"),
    "locality:work": mark("Town, work"),
    "region:work": mark("Province or region, work"),
    "country:work": mark("Country, work"),
    "address:home": mark("Whole address, home"),
    "street:home": mark("Street, home"),
    "postcode:home": mark("Postal code, home"),
    "locality:home": mark("Town, home"),
    "region:home": mark("Province or region, home"),
    "country:home": mark("Country, home"),
    "address:other": mark("Whole address, other"),
    "street:other": mark("Street, other"),
    "postcode:other": mark("Postal code, other"),
    "locality:other": mark("Town, other"),
    "region:other": mark("Province or region, other"),
    "country:other": mark("Country, other"),
    "tags": mark("Tags"),
    "comment": mark("Note"),
    "named_comment": mark("Note, with the column’s name"),
}
"""Each meaning that a person can choose, with how it is called."""

_ADDRESS_PARTS = ("address", "street", "postcode", "locality", "region", "country")

_NUMBERED = re.compile(
    r"(?P<what>e mail|email|phone|website|address|organization) (?P<number>\d+) (?P<part>.+)"
)
_GOOGLE_ADDRESS = {
    "formatted": "address", "street": "street", "po box": "street", "extended address": "street",
    "city": "locality", "region": "region", "postal code": "postcode", "country": "country",
}  # fmt: skip
_GOOGLE_ORGANIZATION = {"name": "organization", "title": "title", "department": "department"}

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_PHONE = re.compile(r"\+?\(?\d[\d\s().\-/]{5,20}(?:\s*(?:x|ext\.?|poste|#)\s*\d+)?", re.IGNORECASE)
_URL = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d_][\w.'’-]*(?: [\w.'’-]+){1,4}")
_CIVILITY = re.compile(
    r"(?:m|mm|mr|mme|mlle|mrs|ms|miss|dr|dre|pr|prof|me|ing|sir|lady|docteur|monsieur|madame)\.?",
    re.IGNORECASE,
)
# Words of headings that nobody listed, the longest way to say a thing first.
_WORDS = (
    (("linkedin",), "linkedin"),
    (("mail", "courriel"), "email"),
    (("fax", "telecopie", "telecopieur"), "phone:fax"),
    (("mobile", "cell", "cellulaire", "portable", "gsm"), "phone:cell"),
    (("telephone", "phone", "tel", "numero"), "phone:work"),
    (("prenom", "firstname", "given"), "given_name"),
    (("lastname", "surname", "famille", "family"), "family_name"),
    (("societe", "entreprise", "company", "organization", "organisation", "employeur", "employer"),
     "organization"),
    (("service", "department", "departement"), "department"),
    (("fonction", "poste", "position", "job", "role", "titre", "title"), "title"),
    (("rue", "street"), "street:work"),
    (("postal", "zip", "postcode"), "postcode:work"),
    (("ville", "city", "town", "localite"), "locality:work"),
    (("province", "region", "state"), "region:work"),
    (("pays", "country"), "country:work"),
    (("adresse", "address"), "address:work"),
    (("site", "web", "website", "url", "www"), "url"),
    (("tag", "tags", "etiquette", "etiquettes", "categorie", "categories", "category", "group",
      "groupe", "groups", "groupes", "labels", "libelles"), "tags"),
    (("note", "notes", "comment", "comments", "commentaire", "commentaires", "remarque",
      "remarques"), "comment"),
    (("nom", "name"), "full_name"),
)  # fmt: skip


def known_meaning(heading: str) -> str | None:
    """Give the meaning of a heading that a known program writes; None for another."""
    folded = fold_name(heading)
    numbered = _NUMBERED.fullmatch(folded)
    if numbered is not None:
        return _numbered_meaning(numbered["what"], numbered["number"], numbered["part"])
    # Exports number what they repeat: "Mobile 2", "Phone1".
    return HEADINGS.get(folded) or HEADINGS.get(re.sub(r"\s*\d+$", "", folded))


def _numbered_meaning(what: str, number: str, part: str) -> str | None:
    match what:
        case "e mail" | "email" if part in ("value", "address"):
            return "email"
        case "phone" if part == "value":
            return f"phone:#{number}"  # its label is looked for once all headings are known
        case "website" if part == "value":
            return "url"
        case "organization":
            return _GOOGLE_ORGANIZATION.get(part, IGNORED)
        case "address" if part in _GOOGLE_ADDRESS:
            kind = KINDS[min(int(number[:3]), 3) - 1 if int(number[:3]) else 0]
            return f"{_GOOGLE_ADDRESS[part]}:{kind}"
    return IGNORED


def guess_columns(headings: Sequence[str], samples: Sequence[Sequence[str]]) -> list[str]:
    """Guess what each column means.

    Args:
        headings: One for each column; "" where there is none.
        samples: Some rows, as long as the headings.

    Returns:
        One meaning for each column.
    """
    folded = [fold_name(heading) for heading in headings]
    meanings = []
    for at, heading in enumerate(headings):
        below = [row[at].strip() for row in samples if at < len(row) and row[at].strip()]
        meaning = known_meaning(heading)
        if meaning is None or meaning == IGNORED:
            meaning = meaning or _guess(heading, below)
        elif meaning.startswith("phone:#"):
            number = meaning.removeprefix("phone:#")
            label = next((f"phone {number} {way}" for way in ("label", "type")
                          if f"phone {number} {way}" in folded), "")  # fmt: skip
            meaning = f"phone:@{folded.index(label) + 1}" if label else "phone:work"
        if meaning in ("title", "prefix"):
            meaning = _title_or_prefix(heading, meaning, below)
        meanings.append(meaning)
    return _without_repeats(meanings)


def _title_or_prefix(heading: str, meaning: str, below: Sequence[str]) -> str:
    # "Titre" and "Title" head two columns in Outlook: M. and Mme, and what somebody does.
    if fold_name(heading) not in ("title", "titre"):
        return meaning
    if not below:
        return meaning
    civil = sum(1 for value in below if _CIVILITY.fullmatch(value))
    return "prefix" if civil * 2 > len(below) else "title"


def _guess(heading: str, below: Sequence[str]) -> str:
    if not below:
        return IGNORED
    by_content = _guess_from_content(heading, below)
    words = set(fold_name(heading).split())
    for ways, meaning in _WORDS:
        if words & set(ways):
            is_odd = (meaning == "email") != (by_content == "email")
            return by_content if is_odd and by_content else meaning
    return by_content or IGNORED


def _guess_from_content(heading: str, below: Sequence[str]) -> str:
    def most(pattern: re.Pattern[str]) -> bool:
        return sum(1 for value in below if pattern.fullmatch(value)) >= 0.7 * len(below)

    if most(_EMAIL):
        return "email"
    if most(_PHONE):
        return "phone:work"
    if most(_URL):
        is_profile = sum("linkedin." in value.lower() for value in below) * 2 > len(below)
        return "linkedin" if is_profile else "url"
    return "full_name" if not heading and most(_NAME) else ""


_ONCE = {"full_name", "given_name", "middle_name", "family_name", "prefix", "suffix"}


def _without_repeats(meanings: Sequence[str]) -> list[str]:
    # Two whole names would be mixed up; a second e-mail address or number is one more.
    seen: set[str] = set()
    kept = []
    for meaning in meanings:
        kept.append(IGNORED if meaning in _ONCE and meaning in seen else meaning)
        seen.add(meaning)
    if "family_name" in seen and not seen & {"given_name", "full_name"}:
        # "Nom" alone heads whole names.
        kept = ["full_name" if meaning == "family_name" else meaning for meaning in kept]
    return kept


def is_meaning(text: str, columns: int) -> bool:
    """Say whether a text is a meaning, in a table of so many columns."""
    if text in MEANINGS:
        return True
    kind, _, at = text.partition(":@")
    is_place = at.isascii() and at.isdecimal() and len(at) < 5
    return kind == "phone" and is_place and 1 <= int(at) <= columns


def looks_like_headings(row: Sequence[str]) -> int:
    """Count the cells of a row that are headings of a known program, or like them."""
    return sum(
        1
        for cell in row
        if known_meaning(cell)
        or any(set(fold_name(cell).split()) & set(ways) for ways, _ in _WORDS)
    )


def looks_like_values(row: Sequence[str]) -> bool:
    """Say whether a row has an e-mail address, a number or a page: what no heading is."""
    cells = [cell.strip() for cell in row]
    return any(_EMAIL.fullmatch(one) or _PHONE.fullmatch(one) or _URL.match(one) for one in cells)
