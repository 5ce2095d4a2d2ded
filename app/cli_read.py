"""``verso read``: photos in, readings out. No server, no database."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TextIO

from ocr.contract import error_to_json, reading_to_json
from ocr.errors import NotAnImageError, ReadError
from ocr.flaws import HINTS
from ocr.types import PhoneLabel

if TYPE_CHECKING:
    from ocr.engine import Recogniser
    from ocr.types import Reading

Result = tuple[str, int, "Reading | ReadError"]
"""Name of the photo, number of the card in it, and what came of it."""

_FORMATS: Final = ("text", "json", "vcard")


class PhotoMissingError(NotAnImageError):
    """The file is not there, or may not be read."""

    code = "photo_missing"
    hint = "There is no such file, or it may not be read."


def add_parser(subparsers: Any) -> None:
    """Add the ``read`` command to an argparse set of subparsers.

    The parser's default ``run`` is a function from the parsed arguments to the exit status.
    """
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "read",
        help="read business cards from photos",
        description="Read business cards from photos, on this machine, without any server.",
    )
    parser.add_argument("photos", nargs="+", type=Path, metavar="PHOTO", help="photo of the recto")
    parser.add_argument(
        "--back", type=Path, metavar="PHOTO", help="photo of the verso, for a single PHOTO"
    )
    parser.add_argument("--format", choices=_FORMATS, default="text", help="default: text")
    parser.add_argument(
        "--output", type=Path, metavar="FILE", help="write there instead of to the terminal"
    )
    parser.add_argument(
        "--engine",
        # Spelled out, and held equal to the engines' own list by a test: the command line
        # answers without loading any of them.
        choices=("auto", "openvino", "onnxruntime", "tesseract"),
        default="auto",
        help="default: the best one installed",
    )
    parser.add_argument(
        "--shot-on",
        type=date.fromisoformat,
        metavar="YYYY-MM-DD",
        help="day that notes such as 'call on Tuesday' count from; "
        "default: the photo's own, or today",
    )
    parser.set_defaults(run=run_read, parser=parser)


def run_read(arguments: argparse.Namespace) -> int:
    """Read the photos and print what was found.

    Returns:
        0 when every photo was read, 1 when one was not.
    """
    if arguments.back is not None and len(arguments.photos) > 1:
        arguments.parser.error("--back gives the verso of a single PHOTO")
    if arguments.output is None:
        return _run(arguments, sys.stdout)
    try:
        output = arguments.output.open("w", encoding="utf-8", newline="")
    except OSError as error:
        arguments.parser.error(f"cannot write {arguments.output}: {error.strerror}")
    with output:
        return _run(arguments, output)


def _run(arguments: argparse.Namespace, output: TextIO) -> int:
    status = 0
    write = {"text": _write_text, "json": _write_json, "vcard": _write_vcard}[arguments.format]
    options = _Options(arguments.back, arguments.engine, arguments.shot_on)
    for result in _read_all(arguments.photos, options):
        photo, _, outcome = result
        if isinstance(outcome, ReadError):
            status = 1
            # On the terminal in any format: the object in the JSON is for programs.
            # Which of two photos is the problem, an error does not know.
            names = photo if options.back is None else f"{photo}, {options.back}"
            print(f"{names}: {_hint(outcome)}", file=sys.stderr)  # noqa: T201
        write(result, output)
        output.flush()
    return status


@dataclass(frozen=True, slots=True)
class _Options:
    back: Path | None
    engine: str
    shot_on: date | None
    """None takes each photo's own day."""


def _read_all(photos: Sequence[Path], options: _Options) -> Iterator[Result]:
    recogniser: Recogniser | None = None
    for photo in photos:
        try:
            recto = _bytes_of(photo)
            verso = None if options.back is None else _bytes_of(options.back)
            if recogniser is None:
                from ocr.engines import build_recogniser
                from ocr.engines.memory import share_arenas

                share_arenas()
                recogniser = build_recogniser(options.engine)
            readings = _readings(recto, verso, recogniser, options.shot_on)
        except ReadError as error:
            yield str(photo), 0, error
            continue
        for card, reading in enumerate(readings):
            yield str(photo), card, reading


def _readings(
    recto: bytes, verso: bytes | None, recogniser: Recogniser, shot_on: date | None
) -> tuple[Reading, ...]:
    # Imported here, so that --help and a wrong command line answer at once.
    from ocr.decode import day_of_shot
    from ocr.pipeline import ReadOptions, read_card, read_cards

    options = ReadOptions(shot_on=shot_on or day_of_shot(recto) or _today())
    if verso is None:
        return read_cards(recto, recogniser, options)
    return (read_card(recto, verso, recogniser, options),)


def _today() -> date:
    return datetime.now().astimezone().date()


def _bytes_of(photo: Path) -> bytes:
    try:
        return photo.read_bytes()
    except OSError as error:
        raise PhotoMissingError(str(error)) from error


def _write_json(result: Result, output: TextIO) -> None:
    photo, card, outcome = result
    if isinstance(outcome, ReadError):
        value = error_to_json(outcome, photo)
    else:
        value = reading_to_json(outcome, photo, card)
    output.write(json.dumps(value, ensure_ascii=False) + "\n")


def _write_vcard(result: Result, output: TextIO) -> None:
    outcome = result[2]
    if isinstance(outcome, ReadError):
        return
    from app.cli_vcard import vcard_of

    output.write(vcard_of(outcome, _language()))


_KINDS: Final = {
    PhoneLabel.WORK: "work",
    PhoneLabel.CELL: "mobile",
    PhoneLabel.HOME: "home",
    PhoneLabel.FAX: "fax",
    PhoneLabel.OTHER: "other",
}
_LABELS: Final = {
    "en": {
        "name": "Name",
        "title": "Title",
        "organization": "Organization",
        "department": "Department",
        "email": "E-mail",
        "phone": "Phone",
        "url": "Site",
        "social": "Profile",
        "address": "Address",
        "note": "By hand",
        "error": "Not read",
        "no_card_found": "No card's edge was found: the whole photo was read.",
        "no_text_found": "There is no text in this photo.",
        "sides_swapped": "The two sides came in the wrong order and were swapped.",
        "several_addresses": "Several addresses were found: the first is taken as the main.",
        "several_people": "Several people are named: the first is taken as the contact.",
        "other_alphabet": "A part is in another alphabet: what is in Latin letters was taken.",
    },
    "fr": {
        "name": "Nom",
        "title": "Fonction",
        "organization": "Organisation",
        "department": "Service",
        "email": "Courriel",
        "phone": "Téléphone",
        "url": "Site",
        "social": "Profil",
        "address": "Adresse",
        "note": "À la main",
        "error": "Non lue",
        "no_card_found": "Aucun bord de carte trouvé : toute la photo a été lue.",
        "no_text_found": "Il n’y a pas de texte sur cette photo.",
        "sides_swapped": "Les deux faces étaient inversées et ont été remises en ordre.",
        "several_addresses": "Plusieurs adresses ont été trouvées : la première est la principale.",
        "several_people": "Plusieurs personnes sont nommées : la première est prise pour contact.",
        "other_alphabet": "Une partie est dans un autre alphabet : les lettres latines font foi.",
    },
}


def _write_text(result: Result, output: TextIO) -> None:
    photo, card, outcome = result
    labels = _LABELS[_language()]
    output.write(f"{photo}\n" if card == 0 else f"{photo} ({card + 1})\n")
    if isinstance(outcome, ReadError):
        rows = [("error", _hint(outcome))]
    else:
        rows = list(_text_rows(outcome))
    width = max((len(labels[key]) for key, _ in rows), default=0)
    for key, value in rows:
        output.write(f"  {labels[key]:{width}}  {value}\n")
    if not isinstance(outcome, ReadError):
        for remark in outcome.remarks:
            output.write(f"  ({labels[str(remark)]})\n")
        for hint in _quality_hints(outcome):
            output.write(f"  ({hint})\n")
    output.write("\n")


def _language() -> str:
    """Return "fr" when the terminal is in French, else "en"."""
    settings = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return "fr" if next(filter(None, settings), "").startswith("fr") else "en"


def _hint(error: ReadError) -> str:
    from app.i18n import translate

    return translate(_language(), error.hint)


def _quality_hints(reading: Reading) -> Iterator[str]:
    from app.i18n import translate

    language = _language()
    for side in reading.sides:
        name = str(side.side) if len(reading.sides) > 1 else ""
        for flaw in side.quality.flaws if side.quality else ():
            told = translate(language, HINTS[flaw])
            yield f"{name}: {told}" if name else told


def _text_rows(reading: Reading) -> Iterator[tuple[str, str]]:
    from app.i18n import translate

    contact = reading.contact
    if contact.name is not None:
        yield "name", contact.name.full
    for key, guess in (
        ("title", contact.title),
        ("department", contact.department),
        ("organization", contact.organization),
    ):
        if guess is not None:
            yield key, guess.value
    for email in contact.emails:
        yield "email", email.value
    for phone in contact.phones:
        kind = translate(_language(), _KINDS[phone.label])
        yield "phone", f"{phone.value} ({kind})"  # the value has its extension
    for url in contact.urls:
        yield "url", url.value
    for profile in contact.social:
        yield "social", f"{profile.service} {profile.value}"
    for address in contact.addresses:
        yield "address", ", ".join(address.formatted.splitlines())
    for written in reading.handwriting:
        yield "note", " ".join(written.text.split())
