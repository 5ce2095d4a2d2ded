"""A row of a table, put together to a contact's values by what its columns mean."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.contact_values import AddressValue, ContactValues, LinkValue, PhoneValue, one_line
from app.folding import fold_name
from app.importing.columns import IGNORED, KINDS
from app.importing.records import Record
from ocr.types import PhoneLabel

_SEVERAL = " ::: "
"""How Google writes several values into one cell."""
_LABEL_WORDS = (
    ({"fax", "telecopieur", "telecopie"}, PhoneLabel.FAX),
    ({"mobile", "cell", "cellulaire", "portable", "iphone"}, PhoneLabel.CELL),
    ({"home", "domicile", "maison", "prive", "private"}, PhoneLabel.HOME),
    ({"work", "bureau", "travail", "professionnel", "office", "main"}, PhoneLabel.WORK),
)
_GOOGLES_OWN_TAGS = {"mycontacts", "starred", "my contacts"}


def record_of_row(
    line: int, row: Sequence[str], meanings: Sequence[str], headings: Sequence[str]
) -> Record:
    """Put a row together; not checked yet.

    Args:
        line: Where the row begins in its file.
        row: Its cells; more or fewer than there are columns.
        meanings: Of the columns.
        headings: Of the columns, for those whose name is kept.
    """
    texts: dict[str, list[str]] = {}
    phones: list[PhoneValue] = []
    comments: list[str] = []
    for at, (cell, meaning) in enumerate(zip(row, meanings, strict=False)):
        if meaning == IGNORED or not cell.strip():
            continue
        if meaning.startswith("phone:"):
            phones.extend(_phones(cell, _label(meaning, row)))
        elif meaning == "comment":
            comments.append(cell.strip())
        elif meaning == "named_comment":
            comments.append(f"{headings[at]}: {one_line(cell)}" if headings[at] else cell.strip())
        else:
            texts.setdefault(meaning, []).extend(cell.strip().split(_SEVERAL))
    return Record(
        line=line,
        values=ContactValues(
            full_name=_first(texts, "full_name"),
            given_name=" ".join(
                filter(None, (_first(texts, "given_name"), _first(texts, "middle_name")))
            ),
            family_name=_first(texts, "family_name"),
            prefix=_first(texts, "prefix"),
            suffix=_first(texts, "suffix"),
            organization=_first(texts, "organization"),
            department=_first(texts, "department"),
            title=_first(texts, "title"),
            emails=tuple(_emails(texts.get("email", ()))),
            phones=tuple(phones),
            links=tuple(
                [LinkValue(value) for value in texts.get("url", ())]
                + [LinkValue(value, "linkedin") for value in texts.get("linkedin", ())]
            ),
            addresses=tuple(
                _address(texts, kind) for kind in KINDS if any(k.endswith(kind) for k in texts)
            ),
            comment="\n".join(comments),
        ),
        tags=tuple(_tags(texts.get("tags", ()))),
    )


def _first(texts: dict[str, list[str]], meaning: str) -> str:
    return next((text.strip() for text in texts.get(meaning, ()) if text.strip()), "")


def _emails(cells: Sequence[str]) -> list[str]:
    # Two addresses in one cell are kept apart by what no address holds.
    return [part for cell in cells for part in re.split(r"[;,\s]+(?=\S+@)", cell) if part]


def _phones(cell: str, label: PhoneLabel) -> list[PhoneValue]:
    parts = re.split(r" ::: |[;\n]+", cell)
    return [PhoneValue(part.strip(), label) for part in parts if part.strip()]


def _label(meaning: str, row: Sequence[str]) -> PhoneLabel:
    kind = meaning.partition(":")[2]
    if not kind.startswith("@"):
        return PhoneLabel(kind)
    at = int(kind[1:]) - 1
    words = set(fold_name(row[at]).split()) if at < len(row) else set()
    other = PhoneLabel.OTHER if words else PhoneLabel.WORK
    return next((label for ways, label in _LABEL_WORDS if words & ways), other)


def _address(texts: dict[str, list[str]], kind: str) -> AddressValue:
    def lines(part: str) -> str:
        return "\n".join(text for text in texts.get(f"{part}:{kind}", ()) if text.strip())

    parts = {part: one_line(lines(part)) for part in ("postcode", "locality", "region", "country")}
    street, whole = lines("street"), lines("address")
    if street or any(parts.values()):
        return AddressValue(street=street, formatted=whole, **parts)
    return AddressValue(formatted=whole)


def _tags(cells: Sequence[str]) -> list[str]:
    names = [name.strip().lstrip("* ").strip() for cell in cells for name in cell.split(_SEVERAL)]
    return [name for name in names if name and fold_name(name) not in _GOOGLES_OWN_TAGS]
