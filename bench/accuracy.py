"""Measures what is read right, on drawn, composed and photographed cards, and writes the tables.

    python -m bench.accuracy [--cards 300] [--folder PHOTOS] [--output docs/accuracy.md]

Every card goes through the whole pipeline with the real engine, recto and verso. RapidOCR and
Tesseract, each followed by the usual heuristics, read a part of the same photos. Photos and
readings are kept in a folder, so that a run that was cut short goes on where it stopped, and only
what changed (the drawing, the reader) is done again.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from bench.accuracy_report import Measured, write_report
from bench.cases import (
    CONDITIONS,
    FIRST_SEED,
    MIXED,
    Recipe,
    composed_recipes,
    drawn_recipes,
    folder_cases,
    recipes_in_two_alphabets,
)
from bench.measuring import CardResult, measure, measure_photos
from bench.readers import VERSO, name_reader
from drawn.composed import ComposedError, load_cards

BASELINES = ("rapidocr", "tesseract")
COMPOSED = ("development", "test", "drawer")
UNSEEN = ("test", "drawer")
"""Whose errors are never shown: who reads them would make rules for them."""
WITH_ALPHABETS = ("development", "test")
"""Whose one-sided cards are also measured with a second side in another alphabet."""
_COMPOSED_NOTES = {
    "development": "Written one by one by hand to be unlike one another, and looked at while the "
    "reader was made.",
    "test": "Written one by one by hand to be unlike one another, and never looked at: no rule was "
    "made with their errors.",
    "drawer": "Written one by one by hand to be what people keep in a drawer, of trades and "
    "countries as one meets them, neither hard nor easy; never looked at.",
}


@dataclass(frozen=True, slots=True)
class Plan:
    """How a run is done."""

    jobs: int
    engine: str
    folder: Path
    baselines: dict[str, str]
    """Names of the other readers, by their kinds."""
    baseline_cards: int


def main(arguments: list[str] | None = None) -> int:
    """Measure, write the page, print where it is; return the exit status."""
    options = _parser().parse_args(arguments)
    started_s = time.perf_counter()
    if options.fresh:
        shutil.rmtree(options.cache, ignore_errors=True)
    wanted = () if options.no_baselines else BASELINES
    names = name_readers((_reader_kind(options.engine), *wanted))
    baselines = {kind: names[kind] for kind in wanted if kind in names}
    plan = Plan(options.jobs, options.engine, options.cache, baselines, options.baseline_cards)
    recipes = drawn_recipes(options.seed, options.cards, options.condition)
    drawn = _measure(plan, "Drawn cards", recipes) if recipes else None
    composed = [
        _measure(
            plan,
            f"Composed cards, {name}",
            composed_recipes(name, ["usual"])[: options.composed_cards],
            _COMPOSED_NOTES.get(name, ""),
        )
        for name in options.composed
    ]
    two_sided = [name for name in options.composed if name in WITH_ALPHABETS]
    twofold = [r for name in two_sided for r in recipes_in_two_alphabets(name)]
    twofold = twofold[: options.composed_cards]
    alphabets = measure(VERSO, twofold, plan.jobs, plan.folder, engine=plan.engine)
    photos = _measure_folder(plan, options.folder) if options.folder else None
    how = _how(options, names[_reader_kind(options.engine)], time.perf_counter() - started_s)
    left_out = read_left_out(options.left_out) if options.left_out else []
    page = write_report(how, drawn, composed, photos, left_out, alphabets)
    options.output.parent.mkdir(parents=True, exist_ok=True)
    options.output.write_text(page, encoding="utf-8")
    if options.errors:
        seen = [p for p, name in zip(composed, options.composed, strict=True) if name not in UNSEEN]
        shown = [r for part in (drawn, *seen, photos) if part for r in part.results]
        unseen = tuple(f"{name}-" for name in UNSEEN)
        shown += [r for r in alphabets if not r.score.file.startswith(unseen)]
        sys.stdout.writelines(_errors(shown))
    sys.stdout.write(f"{options.output} is written\n")
    return 0


def _measure(plan: Plan, title: str, recipes: Sequence[Recipe], note: str = "") -> Measured:
    results = measure(VERSO, recipes, plan.jobs, plan.folder, engine=plan.engine)
    part = recipes[: plan.baseline_cards]
    others = {
        column_of(name): measure(kind, part, plan.jobs, plan.folder)
        for kind, name in plan.baselines.items()
    }
    return Measured(title, results, others if part else {}, note)


def _measure_folder(plan: Plan, folder: Path) -> Measured:
    cases = list(folder_cases(folder))
    results = measure_photos(VERSO, cases, engine=plan.engine)
    part = cases[: plan.baseline_cards]
    others = {column_of(name): measure_photos(kind, part) for kind, name in plan.baselines.items()}
    return Measured("Labelled photos", results, others if part else {})


def read_left_out(path: Path) -> list[list[str]]:
    """Take the table of left-out layouts from what `python -m training` printed.

    Returns:
        Rows of role, F1, values given, values there, and how many of those given at 0.9 or more
        are right; none when nothing of the kind was printed.
    """
    rows: list[list[str]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        role, *cells = line.split()[:4] or [""]
        if role == "role" and cells[:1] == ["F1"]:
            rows = []
        elif len(cells) == 3 and all(cell.replace(".", "", 1).isdigit() for cell in cells):
            rows.append([role, *cells, " ".join(line.split()[4:])])
    return rows


def column_of(name: str) -> str:
    """Shorten a baseline's name for the head of a column."""
    return name.replace(" with the usual heuristics", " + heuristics")


def name_readers(kinds: Sequence[str]) -> dict[str, str]:
    """Name the readers that this machine has; those that it has not are left out, and said so."""
    names = {}
    for kind in kinds:
        # A process each, which ends: engines would stay in this one's memory all the while.
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
            try:
                names[kind] = pool.submit(name_reader, kind).result()
            except (ImportError, OSError) as error:
                if kind not in BASELINES:
                    raise
                sys.stderr.write(f"{kind} is left out: {error}\n")
    return names


def _errors(results: Sequence[CardResult]) -> Iterator[str]:
    for result in results:
        score = result.score
        for judgement in score.judgements:
            if not judgement.is_right:
                said = f"{judgement.field}: gave {judgement.text!r} at {judgement.confidence:.2f}"
                yield f"{score.file} {result.family} {said}\n"
        for field, text in score.missed:
            yield f"{score.file} {result.family} {field}: missed {text!r}\n"


def _how(options: argparse.Namespace, name: str, seconds: float) -> list[str]:
    conditions = f"photographed in {options.condition} conditions"
    if options.condition == "mixed":
        shares = [f"{MIXED.count(c) / len(MIXED):.0%} {c}" for c in dict.fromkeys(MIXED)]
        conditions = f"photographed in mixed conditions: {', '.join(shares)}"
    return [
        f"Written by `make accuracy`: {options.cards} drawn cards (seeds from {options.seed}, "
        f"{conditions}), recto and verso, read by {name}, in {options.jobs} processes. The other "
        f"readers read the first {options.baseline_cards} cards of each set. The run took "
        f"{seconds / 60:.0f} minutes; photos and readings kept from an earlier run are not done "
        "again.",
        "",
        "*Usual* is a telephone held over a card in a room: up to 16 degrees of tilt, shadows, "
        "uneven light, some blur and noise. *Harsh* is a hurried photo in a dim room: 10 to 30 "
        "degrees of tilt, the card turned up to 20, blur, motion, coarse noise, glare on two "
        "photos in five, though never so blurred that a person could not make out the smallest "
        "print. *Bent* cards follow 10 to 35 degrees of a circle. All photos have "
        "1,600 pixels.",
        "",
        "Drawn cards are many and their truth is exact, but they are tidier than real ones: read "
        "these tables for what is weak and for what changed, not as a promise about the cards in "
        "your pocket. A value is right when nobody would have to correct it; case, accents and "
        "punctuation are forgiven, and an extension may stand in its number or apart. A card is "
        "perfect when name, organization, title, e-mails, "
        "telephones, sites and address are all right and nothing was made up; of several offices, "
        "the address printed first is asked for. What a label does not speak of is not judged, as "
        "departments of the photos. Where every word of these was read, what is still "
        "wrong is the choice of fields; elsewhere, it takes mending as well.",
    ]


def _reader_kind(engine: str) -> str:
    return f"{VERSO}:{engine}" if engine else VERSO


def _composed_file(name: str) -> str:
    """Return ``name`` if its cards can be read: better said at once than after the drawn ones."""
    try:
        load_cards(name)
    except ComposedError as error:
        raise argparse.ArgumentTypeError(str(error)) from error
    return name


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.accuracy", description=__doc__)
    parser.add_argument("--cards", type=int, default=300, metavar="N", help="drawn cards")
    parser.add_argument("--seed", type=int, default=FIRST_SEED)
    parser.add_argument("--condition", choices=["mixed", *sorted(CONDITIONS)], default="mixed")
    parser.add_argument(
        "--composed", nargs="*", default=list(COMPOSED), type=_composed_file, metavar="FILE"
    )
    parser.add_argument("--composed-cards", type=int, metavar="N", help="of each file; all of them")
    parser.add_argument("--engine", default="", help="that Verso reads with; its own choice")
    parser.add_argument("--jobs", type=int, default=2, help="processes that read")
    parser.add_argument("--baseline-cards", type=int, default=150, metavar="N")
    parser.add_argument("--no-baselines", action="store_true", help="measure Verso alone")
    parser.add_argument("--folder", type=Path, help="labelled photos to measure as well")
    parser.add_argument("--left-out", type=Path, help="what `python -m training` printed, to show")
    parser.add_argument("--output", type=Path, default=Path("docs/accuracy.md"))
    cache = Path(tempfile.gettempdir()) / "verso-accuracy"
    parser.add_argument("--cache", type=Path, default=cache, help="photos and readings kept")
    parser.add_argument("--fresh", action="store_true", help="keep nothing of earlier runs")
    parser.add_argument("--errors", action="store_true", help="print every value that is wrong")
    return parser


if __name__ == "__main__":
    sys.exit(main())
