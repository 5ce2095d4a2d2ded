"""How long an import takes and how much memory, and that a second one changes nothing.

Usage: python -m bench.importing [--contacts 10000] [--output FILE]
                                 [--databases sqlite postgresql portraits]

A drawn book is written as one vCard file of three versions, and brought in by the process that does
it in earnest: looking through the file, confirming, writing, a second import of the same file, and
taking the first one back. "portraits" does it on SQLite with a picture of each person.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from app.db import make_engine
from app.importing.imports import SentFile, confirm_import, create_import, undo_import
from app.models import Account, Book, Change, Contact, Import, SearchWord
from app.photos import FolderStore
from app.settings import Settings
from app.upgrade import upgrade_database
from app.vcard import write_vcard
from app.vcard_contact import VcardAddress, VcardContact, VcardLink, VcardPhone
from bench.book import postgresql
from drawn.book import draw_book
from drawn.truth import CardFields

_CHILD = """
import sys, time
from pathlib import Path
from app.importing.worker import run_imports
from app.settings import Settings
started = time.monotonic()
status = run_imports(Settings())
# Not ru_maxrss, which begins with what the process had that started this one.
words = Path("/proc/self/status").read_text().split()
print(time.monotonic() - started, words[words.index("VmHWM:") + 1])
sys.exit(status)
"""


_WHAT_IS_READ = """## What is read
* **vCard 2.1, 3.0 and 4.0**, also many in one file or in a zip, as phones, Google, Apple, Outlook
  and Verso export them. What has no field (nickname, birthday, role), a line that is no property
  and a value that cannot stand in its field go into the comment. A person's picture (PHOTO: JPEG of
  up to 12 megapixels, PNG, WebP or HEIC of up to 4, 3 MB at most, within the file) is kept as a
  JPEG of at most 640 pixels, shown where there is no card, and written into vCards again; whoever
  has a card keeps its picture. What cannot be taken is counted. An address of a picture is never
  asked, a logo is none.
* **CSV** of Google Contacts (before and since 2024), Outlook in English and French, LinkedIn
  connections with the note above their headings, card scanners, and any other table once its
  columns are said; comma, semicolon, tab or bar; UTF-8, UTF-16 and Windows-1252.
* **A zip of card photos**, or several photos, or a folder: recto and verso are told by their names.
  The preview shows small pictures, made by the process that looks through the file.

A contact is the same for certain when it says all that the entry says under the same name, when the
file has its uid, or when both share a name and an e-mail address, or a name and a number. Whoever
is only likely the same comes in as somebody new, and is shown among the duplicates. Nothing that
stands is replaced unless its owner ticks it. An entry that cannot be read is refused by itself,
with its line.

Each batch is one transaction that also says how far the import is: a process that is killed goes on
from there (`tests/app/importing/test_kill.py`). What happens at once is held by
`tests/app/importing/test_races.py`, on both databases. Portraits and small pictures that nothing
shows any more go with the daily housekeeping after 30 days.
"""


@dataclass
class Run:
    """What was measured on one database."""

    name: str
    contacts: int
    seconds: dict[str, float] = field(default_factory=dict)
    peak_mb: dict[str, float] = field(default_factory=dict)
    reports: dict[str, Any] = field(default_factory=dict)
    is_unchanged: bool = False
    is_empty_again: bool = False


def write_file(
    path: Path, count: int, seed: int = 20261122, *, has_portraits: bool = False
) -> None:
    """Write a book as one file: every second card in 3.0, the others in 2.1 and 4.0."""
    with path.open("w", encoding="utf-8", newline="") as file:
        for number, entry in enumerate(draw_book(count, seed)):
            card = _card_of(entry.fields)
            if has_portraits:
                card = replace(card, photo=_picture(number))
            text = write_vcard(card)
            if number % 4 == 1:
                text = text.replace("VERSION:3.0", "VERSION:4.0").replace("TYPE=CELL", "TYPE=cell")
            elif number % 4 == 3:
                text = _as_2_1(text)
            file.write(text)


def _picture(number: int) -> bytes:
    """Draw a picture of 256 x 256 pixels, about 10 KB, that no other card has."""
    coarse = np.random.default_rng(number).integers(0, 256, (24, 24, 3), dtype=np.uint8)
    made = BytesIO()
    Image.fromarray(coarse).resize((256, 256), Image.Resampling.BICUBIC).save(made, "JPEG")
    return made.getvalue()


def _card_of(fields: CardFields) -> VcardContact:
    name = fields.name
    return VcardContact(
        full_name=name.full if name else "",
        given_name=name.given if name else "",
        family_name=name.family if name else "",
        prefix=name.prefix if name else "",
        suffix=name.suffix if name else "",
        organization=fields.organization,
        department=fields.department,
        title=fields.title,
        emails=fields.emails,
        phones=tuple(
            VcardPhone(one.value, one.e164, one.label, one.extension) for one in fields.phones
        ),
        links=tuple(VcardLink(url) for url in fields.urls)
        + tuple(VcardLink(one.value, one.service) for one in fields.social),
        addresses=tuple(
            VcardAddress(one.street, one.locality, one.region, one.postcode, one.country)
            for one in fields.addresses
        ),
    )


def _as_2_1(text: str) -> str:
    lines = []
    for line in text.replace("VERSION:3.0", "VERSION:2.1").split("\r\n"):
        head, colon, value = line.partition(":")
        if colon and not value.isascii() and head in ("N", "FN", "ORG", "TITLE"):
            quoted = "".join(
                chr(byte) if 32 < byte < 127 and byte != 61 else f"={byte:02X}"
                for byte in value.encode("utf-8")
            )
            line = f"{head};CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:{quoted}"
        lines.append(line.replace("TYPE=WORK,VOICE", "WORK;VOICE").replace("TYPE=CELL", "CELL"))
    return "\r\n".join(lines)


def measure(name: str, url: str | None, folder: Path, file: Path, contacts: int) -> Run:
    """Bring a file in twice, and take it back."""
    folder.mkdir(exist_ok=True)
    settings = Settings(_env_file=None, data_folder=folder, database_url=url, workers=0)
    engine = make_engine(settings.database)
    upgrade_database(engine)
    run = Run(name, contacts)
    with Session(engine) as session, session.begin():
        account = Account(email=f"{name}@example.com".lower(), display_name="A", password_hash="")
        book = Book(name="A")
        session.add_all([account, book])
        session.flush()
        book_id, account_id = book.id, account.id
    first = _bring_in(engine, settings, book_id, account_id, file, "first", run)
    before = _state_of(engine, book_id)
    second = _bring_in(engine, settings, book_id, account_id, file, "second", run)
    run.is_unchanged = _state_of(engine, book_id) == before
    for import_id in (second, first):
        with Session(engine) as session, session.begin():
            undo_import(session, session.get_one(Import, import_id))
        _work(settings, run, f"undo {'second' if import_id == second else 'first'}")
        _keep_report(engine, import_id, run, f"undo {import_id}")
    with Session(engine) as session:
        left = select(func.count()).select_from(Contact).where(Contact.deleted_at.is_(None))
        run.is_empty_again = session.scalar(left) == 0
    engine.dispose()
    return run


def _bring_in(
    engine: Engine, settings: Settings, book_id: int, account_id: int, file: Path, name: str,
    run: Run,
) -> int:  # fmt: skip
    store = FolderStore(settings.photo_folder)
    with Session(engine) as session, session.begin(), file.open("rb") as opened:
        one, _ = create_import(
            session,
            store,
            book_id,
            account_id=account_id,
            client_key=name,
            files=[SentFile(file.name, opened)],
            limit_bytes=settings.import_limit_bytes,
        )
        import_id = one.id
    _work(settings, run, f"{name}: look through")
    with Session(engine) as session, session.begin():
        confirm_import(session, session.get_one(Import, import_id), "import")
    _work(settings, run, f"{name}: write")
    _keep_report(engine, import_id, run, name)
    return import_id


def _work(settings: Settings, run: Run, step: str) -> None:
    environment = os.environ | settings.as_environment()
    began = time.monotonic()
    said = subprocess.run(
        [sys.executable, "-c", _CHILD],
        env=environment,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    _, peak_kib = said.stdout.split()
    run.seconds[step] = time.monotonic() - began
    run.peak_mb[step] = float(peak_kib) * 1024 / 1e6


def _keep_report(engine: Engine, import_id: int, run: Run, name: str) -> None:
    with Session(engine) as session:
        one = session.get_one(Import, import_id)
        report = {**(one.report or {}), "state": one.state.value}
        undone = dict(report.get("undone", {}))
        if undone:
            report["undone"] = {"done": undone["done"], "kept": len(undone["kept"])}
        run.reports[name] = report


def _state_of(engine: Engine, book_id: int) -> tuple[Any, ...]:
    """Everything that an import could change, as numbers."""
    with Session(engine) as session:
        return tuple(
            session.execute(query).one()
            for query in (
                select(func.count(), func.sum(Contact.version), func.max(Contact.id)).where(
                    Contact.book_id == book_id
                ),
                select(func.count(), func.max(Change.id)).where(Change.book_id == book_id),
                select(func.count()).select_from(SearchWord).where(SearchWord.book_id == book_id),
            )
        )


def write_report(path: Path, runs: list[Run], file_mb: float) -> None:
    """Write the page."""
    path.write_text(_page(runs, file_mb), encoding="utf-8")


def _page(runs: list[Run], file_mb: float) -> str:
    today = datetime.now(UTC).date().isoformat()
    count = runs[0].contacts
    lines = [
        "# Importing",
        "",
        "Written by `python -m bench.importing`; run it again rather than edit this. Last run "
        f"{today} on {os.cpu_count()} cores, Python {platform.python_version()}.",
        "",
        f"One file of {count:,} drawn vCards ({file_mb:.1f} MB; half of them 3.0, the others 2.1 "
        "with quoted-printable and 4.0; 12 % are a second or third entry of somebody) is brought "
        "into an empty book by the process that does it in earnest: looked through, confirmed and "
        "written; then the same file a second time; then both are taken back. Times are those of "
        "the whole process, its start included; memory is its peak.",
        "",
        "| database | look through | write | together | at most | peak memory | at most |",
        "|---|---|---|---|---|---|---|",
    ]
    for run in runs:
        look, write = run.seconds["first: look through"], run.seconds["first: write"]
        peak = max(run.peak_mb.values())
        lines.append(
            f"| {run.name} | {look:.1f} s | {write:.1f} s | **{look + write:.1f} s** | 60 s "
            f"| **{peak:.0f} MB** | 300 MB |"
        )
    lines += [
        "",
        "| database | second time | does it change anything? | taking back | is the book empty? |",
        "|---|---|---|---|---|",
    ]
    for run in runs:
        again = sum(each for step, each in run.seconds.items() if step.startswith("second"))
        undo = run.seconds["undo first"]
        lines.append(
            f"| {run.name} | {again:.1f} s | {'no' if run.is_unchanged else '**yes**'} "
            f"| {undo:.1f} s | {'yes' if run.is_empty_again else '**no**'} |"
        )
    lines += ["", "What the imports said of themselves:", "", "```"]
    lines += [f"{run.name} {name}: {json.dumps(said)}" for run in runs
              for name, said in run.reports.items()]  # fmt: skip
    return "\n".join([*lines, "```", "", _WHAT_IS_READ])


@contextmanager
def _database(name: str, folder: Path) -> Iterator[str | None]:
    if name != "postgresql":
        yield None
        return
    with postgresql(folder / "postgresql") as url:
        yield url


def main() -> None:
    """Measure and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--contacts", type=int, default=10_000)
    parser.add_argument("--databases", nargs="+", default=["sqlite", "postgresql", "portraits"])
    parser.add_argument("--output", type=Path, default=Path("docs/importing.md"))
    arguments = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    names = {
        "sqlite": "SQLite",
        "postgresql": "PostgreSQL",
        "portraits": "SQLite, each with a portrait",
    }
    with tempfile.TemporaryDirectory(prefix="verso-import-") as temporary:
        folder = Path(temporary)
        folder.chmod(0o755)
        file = folder / "book.vcf"
        write_file(file, arguments.contacts)
        runs = []
        for name in arguments.databases:
            with _database(name, folder) as url:
                sent = file
                if name == "portraits":
                    sent = folder / "portraits.vcf"
                    write_file(sent, arguments.contacts, has_portraits=True)
                runs.append(measure(names[name], url, folder / name, sent, arguments.contacts))
                print(runs[-1])
        write_report(arguments.output, runs, file.stat().st_size / 1e6)


if __name__ == "__main__":
    main()
