"""Imports point one way: pictures know nothing of people, and a stage nothing of later ones."""

import ast
from pathlib import Path

import pytest

from bench.accuracy import COMPOSED
from drawn.composed import load_cards

ROOT = Path(__file__).parent.parent

SERVER = {"web", "fastapi", "starlette", "sqlalchemy", "jinja2", "alembic"}
FORBIDDEN = {
    "ocr": {"app", "drawn", "training", *SERVER},
    "drawn": {"app", "training", *SERVER},
    # What the models are measured on must not be what they learned from.
    "training": {"app", "drawn", *SERVER},
    "app": {"drawn", "training", "tests", "bench"},
}
# A demo book is filled with drawn cards; nothing else in the program may know the generator.
# The cards of `training/` that were composed by hand are printed by the printer of composed cards.
ALLOWED = {("app/demo.py", "drawn"), ("app/cli.py", "drawn"), ("training/composed.py", "drawn")}

STAGES = [
    "types",
    "errors",
    "flaws",
    "stopwatch",
    "engine",
    "geometry",
    "quads",
    "quality",
    "decode",
    "encode",
    "edges",
    "outlines",
    "corners",
    "blank",
    "card_quads",
    "first_look",
    "several",
    "rectify",
    "finding",
    "upright",
    "layout",
    "swapped",
    "codes",
    "strokes",
    "handwriting",
    "strikes",
    "fields",
    "proposals",
    "contract",
    "engines",
    "pipeline",
]


def modules_of(package: str) -> list[Path]:
    return sorted((ROOT / package).rglob("*.py"))


def imports_of(path: Path) -> set[str]:
    """Every module a file imports, wherever in the file, by its dotted name."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide the direction"
            module = node.module or ""
            names.add(module)
            names.update(f"{module}.{alias.name}" for alias in node.names)
    return names


def stage_of(path: Path) -> str:
    return path.relative_to(ROOT / "ocr").parts[0].removesuffix(".py")


@pytest.mark.parametrize("package", sorted(FORBIDDEN))
def test_a_package_imports_nothing_that_comes_after_it(package):
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in modules_of(package)
        for name in sorted(imports_of(path))
        if name.split(".")[0] in FORBIDDEN[package]
        and (path.relative_to(ROOT).as_posix(), name.split(".")[0]) not in ALLOWED
    ]

    assert wrong == []


def test_every_module_of_the_reading_library_has_its_place_in_the_order():
    found = {
        path.relative_to(ROOT / "ocr").parts[0].removesuffix(".py") for path in modules_of("ocr")
    }

    assert found - {"__init__"} == set(STAGES)


def test_a_stage_imports_only_earlier_ones():
    wrong = []
    for path in modules_of("ocr"):
        stage = stage_of(path)
        if stage == "__init__":
            continue
        later = set(STAGES[STAGES.index(stage) + 1 :])
        wrong += [
            f"{path.relative_to(ROOT)} imports {name}"
            for name in sorted(imports_of(path))
            if name.startswith("ocr.") and name.split(".")[1] in later
        ]

    assert wrong == []


def test_the_reading_library_is_imported_without_its_engines():
    # A server imports ocr in every process; only the one that reads may pay for the runtimes.
    heavy = {"openvino", "onnxruntime", "rapidocr", "pytesseract"}
    imported = set().union(*(top_level_imports_of(path) for path in modules_of("ocr")))

    assert {name.split(".")[0] for name in imported} & heavy == set()


def top_level_imports_of(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names: set[str] = set()
    for node in tree.body:
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    return names


def test_training_knows_the_form_of_composed_cards_and_nothing_else_of_what_it_is_measured_on():
    imported = imports_of(ROOT / "training" / "composed.py")

    of_drawn = {name for name in imported if name.split(".")[0] == "drawn"}
    assert of_drawn
    assert all(name.startswith("drawn.composed") for name in of_drawn)


def test_nobody_who_is_measured_on_is_learned_from():
    def people_of(cards):
        return {
            (card.fields.name.full if card.fields.name else "", card.fields.organization)
            for card in cards
        } - {("", "")}

    folder = ROOT / "training" / "composed_cards"
    learned = people_of(card for path in folder.rglob("*.toml") for card in load_cards(path))
    measured = people_of(card for name in COMPOSED for card in load_cards(name))

    assert learned
    assert not measured & learned
