"""Contacts as a table of text for spreadsheets (CSV), with headings that Google Contacts knows."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Iterator, Sequence
from typing import IO

from sqlalchemy.orm import Session

from app.contacts import load_contacts
from app.models import Contact

HEADINGS = (
    "Name Prefix", "First Name", "Last Name", "Name Suffix", "Organization Name",
    "Organization Department", "Organization Title", "E-mail 1 - Value", "E-mail 2 - Value",
    "Phone 1 - Label", "Phone 1 - Value", "Phone 2 - Label", "Phone 2 - Value",
    "Address 1 - Street", "Address 1 - City", "Address 1 - Region", "Address 1 - Postal Code",
    "Address 1 - Country", "Website 1 - Value", "Labels", "Notes", "Met", "Last contact",
    "Next step",
)  # fmt: skip
_BATCH = 200
_MEMORY_BYTES = 8 * 1024 * 1024


def write_table(session: Session, book_id: int, contact_ids: Sequence[int]) -> IO[bytes]:
    """Write contacts into a table, one a line under HEADINGS.

    Returns:
        The file in UTF-8 with a mark that it is, at its beginning; whoever reads it closes it.
    """
    file = tempfile.SpooledTemporaryFile(max_size=_MEMORY_BYTES)  # noqa: SIM115
    file.write("\ufeff".encode())  # without it, Excel takes the accents for something else
    for lines in _lines(session, book_id, contact_ids):
        file.write(lines.encode("utf-8"))
    file.seek(0)
    return file


def _lines(session: Session, book_id: int, contact_ids: Sequence[int]) -> Iterator[str]:
    yield _write([HEADINGS])
    for start in range(0, len(contact_ids), _BATCH):
        contacts = load_contacts(session, book_id, contact_ids[start : start + _BATCH])
        yield _write([_row(contact) for contact in contacts])
        for contact in contacts:
            session.expunge(contact)


def _write(rows: Sequence[Sequence[str]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows([[_harmless(cell) for cell in row] for row in rows])
    return text.getvalue()


def _harmless(cell: str) -> str:
    # A spreadsheet would work out what begins like a formula; numbers with a plus stay.
    is_number = cell[1:].replace(" ", "").replace("-", "").isdigit()
    return f"'{cell}" if cell[:1] in "=+-@\t\r" and cell and not is_number else cell


def _row(contact: Contact) -> tuple[str, ...]:
    emails = [email.value for email in contact.emails[:2]]
    phones = [text for phone in contact.phones[:2] for text in (phone.label.value, phone.value)]
    address = contact.addresses[0] if contact.addresses else None
    where = ("street", "locality", "region", "postcode", "country")
    days = (contact.met_on, contact.last_contact_on, contact.next_step_on)
    return (
        contact.prefix, contact.given_name, contact.family_name, contact.suffix,
        contact.organization, contact.department, contact.title,
        *(*emails, "", "")[:2],
        *(*phones, "", "", "", "")[:4],
        *(getattr(address, name) if address else "" for name in where),
        contact.links[0].value if contact.links else "",
        " ::: ".join(tag.name for tag in contact.tags),
        "\n".join(filter(None, (contact.comment, *(note.text for note in contact.notes)))),
        *(day.isoformat() if day else "" for day in days),
    )  # fmt: skip
