"""Measures how often a note gives the right proposals, and writes the table.

    python -m bench.proposals [--output docs/accuracy-proposals.md] [--errors tuning]

The notes are ours, invented, and lie in tests/ocr/proposals; each says what it should give. A note
counts as right when it gives exactly the expected kinds, each with exactly the expected day.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from bench.proposals_report import Measure, Score, write_page
from ocr.proposals import ProposalOptions, propose
from ocr.types import Handwriting, LineRef, Proposal, Side

NOTES: Final = Path(__file__).parent.parent / "tests" / "ocr" / "proposals"
SETS: Final = {
    "tuning": ("notes_tuning",),
    "held out": ("notes_held_out",),
    "written later": ("notes_later",),
    "tuning, more": ("notes_tuning_more",),
}
_SEEDS: Final = range(5)
_LOOKALIKES: Final = {
    "l": "1i", "i": "l1", "o": "0a", "a": "oe", "e": "c", "n": "u", "u": "n", "r": "v", "s": "5",
    "m": "n", "t": "f", "v": "r", "h": "n", "c": "e", "d": "a", "p": "q", "y": "v",
}  # fmt: skip
"""Letters that the recogniser takes for each other in handwriting."""


@dataclass(frozen=True, slots=True)
class WrittenNote:
    """A note of the set with what it should give."""

    text: str
    language: str
    shot_on: date
    expected: tuple[dict[str, str], ...]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, write the page, print where it is; return the exit status."""
    options = _parser().parse_args(arguments)
    if options.errors:
        for note in load_notes(*SETS[options.errors]):
            got = proposals_of(note, note.text)
            if not _is_right(note, got):
                print(f"{note.text!r}\n  expected {_expected(note)}\n  got      {_keys(got)}")
        return 0
    page = write_page(measure_all())
    options.output.write_text(page, encoding="utf-8")
    print(options.output)
    return 0


def load_notes(*names: str) -> tuple[WrittenNote, ...]:
    """Read sets of notes."""
    rows: list[dict[str, Any]] = []
    for name in names:
        lines = (NOTES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        rows += [json.loads(line) for line in lines]
    return tuple(
        WrittenNote(
            row["text"], row["language"], date.fromisoformat(row["shot_on"]), tuple(row["expected"])
        )
        for row in rows
    )


def proposals_of(note: WrittenNote, text: str) -> tuple[Proposal, ...]:
    """Return what a text gives, shot on the note's day by somebody of the note's language."""
    lines = tuple(LineRef(Side.VERSO, line) for line in range(text.count("\n") + 1))
    quad = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))
    handwriting = Handwriting(text, Side.VERSO, 1.0, quad, lines)
    options = ProposalOptions(language="en" if note.language == "en" else "fr")
    return propose([handwriting], note.shot_on, options)


def measure_all() -> Measure:
    """Measure every set as written, the held-out one misread, and the confidences."""
    sets = {title: load_notes(*names) for title, names in SETS.items()}
    asked = load_notes("notes_tuning", "notes_held_out")
    started_s = time.perf_counter()
    everything = {title: _score(notes, _as_written) for title, notes in sets.items()}
    spent_s = time.perf_counter() - started_s
    languages = {
        language: _score([note for note in asked if note.language == language], _as_written)
        for language in ("fr", "en", "fr-en")
    }
    misread = {
        "as written": _score(asked, _as_written),
        "all accents lost": _score(asked, _without_accents),
        **{
            f"{rate:.0%} of the letters misread": _score(asked, _misreader(rate), _SEEDS)
            for rate in (0.03, 0.06, 0.1)
        },
    }
    unseen = [*sets["held out"], *sets["written later"]]
    return Measure(
        sets=everything,
        languages=languages,
        misread=misread,
        confidences=_confidences(unseen),
        ms_per_note=spent_s * 1000 / sum(len(notes) for notes in sets.values()),
    )


def measure_notes(notes: Sequence[WrittenNote]) -> Score:
    """Count what is right in notes as they are written."""
    return _score(notes, _as_written)


def _score(
    notes: Sequence[WrittenNote],
    read: Callable[[str, random.Random], str],
    seeds: Sequence[int] = (0,),
) -> Score:
    score = Score()
    for seed in seeds:
        for index, note in enumerate(notes):
            got = proposals_of(note, read(note.text, random.Random(f"{seed} {index}")))
            _count(score, note, got)
    return score


def _count(score: Score, note: WrittenNote, got: Sequence[Proposal]) -> None:
    expected, keys = _expected(note), _keys(got)
    score.notes += 1
    score.right += expected == keys
    score.kinds_right += [kind for kind, _ in expected] == [kind for kind, _ in keys]
    score.silent += not expected
    score.silent_right += not expected and not keys
    score.expected += len(expected)
    score.given += len(keys)
    rest = list(expected)
    for key in keys:
        if key in rest:
            rest.remove(key)
            score.found += 1
    if expected == keys:
        score.times += len(expected)
        score.times_right += sum(
            wanted["time"] == proposal.time
            for wanted, proposal in zip(
                sorted(note.expected, key=lambda each: (each["kind"], each["due"])),
                sorted(got, key=lambda each: (each.kind, each.due)),
                strict=True,
            )
        )


def _expected(note: WrittenNote) -> list[tuple[str, str]]:
    return sorted((wanted["kind"], wanted["due"]) for wanted in note.expected)


def _keys(got: Sequence[Proposal]) -> list[tuple[str, str]]:
    return sorted((str(proposal.kind), proposal.due) for proposal in got)


def _is_right(note: WrittenNote, got: Sequence[Proposal]) -> bool:
    return _expected(note) == _keys(got)


def _confidences(notes: Sequence[WrittenNote]) -> list[tuple[float, bool]]:
    """Return the confidence of every proposal, and whether it was expected."""
    return [
        (proposal.confidence, (str(proposal.kind), proposal.due) in _expected(note))
        for note in notes
        for proposal in proposals_of(note, note.text)
    ]


def _as_written(text: str, _chance: random.Random) -> str:
    return text


def _without_accents(text: str, _chance: random.Random) -> str:
    parts = unicodedata.normalize("NFD", text)
    return "".join(part for part in parts if not unicodedata.combining(part))


def _misreader(rate: float) -> Callable[[str, random.Random], str]:
    """Return a reader that gets so many of the characters wrong, as the recogniser does.

    Of its errors, six in ten take a letter for one that looks like it, two lose an accent or a
    letter, one joins two words and one cuts one apart. Digits are left alone: a day whose number
    was misread cannot be right.
    """

    def read(text: str, chance: random.Random) -> str:
        return "".join(_misread(character, chance, rate) for character in text)

    return read


def _misread(character: str, chance: random.Random, rate: float) -> str:
    if character.isdigit() or character == "\n" or chance.random() >= rate:
        return character
    if character == " ":
        return ""
    kind = chance.random()
    if kind < 0.7 and character.lower() in _LOOKALIKES:
        return chance.choice(_LOOKALIKES[character.lower()])
    if kind < 0.9:
        plain = unicodedata.normalize("NFD", character)[0]
        return plain if plain != character else ""
    return character + " "


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--output", type=Path, default=Path("docs/accuracy-proposals.md"))
    parser.add_argument("--errors", choices=sorted(SETS), help="print a set's wrong notes instead")
    return parser


if __name__ == "__main__":
    sys.exit(main())
