"""Rules that every template and every style sheet keeps."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.assets import STATIC_FOLDER, TEMPLATE_FOLDER, Assets
from app.i18n import LANGUAGES
from app.render import environment

TEMPLATES = sorted(TEMPLATE_FOLDER.rglob("*.html"))
STYLES = sorted((STATIC_FOLDER / "css").rglob("*.css"))
MODULES = sorted((STATIC_FOLDER / "js").rglob("*.js"))


def name_of(path: Path) -> str:
    return path.relative_to(TEMPLATE_FOLDER.parent).as_posix()


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_a_template_has_no_style_and_no_script_of_its_own(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|javascript:", text)
    # Data may stand in a script element: what is no JavaScript is not run.
    assert not re.search(r"""<script(?![^>]*\ssrc=)(?! type="application/json")""", text)
    assert "hx-on" not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_template_compiles(language: str) -> None:
    for path in TEMPLATES:
        environment(language).get_template(path.relative_to(TEMPLATE_FOLDER).as_posix())


@pytest.mark.parametrize("path", STYLES, ids=name_of)
def test_a_style_sheet_is_small_and_needs_no_force(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert len(text.splitlines()) <= 250
    assert "!important" not in text
    assert not re.search(r"^\s*#[\w-]+[^{;]*\{", text, re.MULTILINE), "no ids in styles"


def test_styles_are_written_for_both_directions_of_writing() -> None:
    physical = re.compile(
        r"(?<![-\w])(?:margin|padding|border|inset)?-?(?:left|right)\s*:"
        r"|(?<![-\w])(?:(?:min|max)-)?(?:width|height)\s*:"
    )
    media = re.compile(r"\((?:min|max)-width[^)]*\)")

    found = {
        name_of(path): physical.findall(media.sub("", path.read_text(encoding="utf-8")))
        for path in STYLES
    }

    assert {name: hits for name, hits in found.items() if hits} == {}


def test_the_style_sheet_has_every_component() -> None:
    sheet = Assets().style_sheet

    assert "@import" not in sheet
    for path in STYLES:
        if path.name != "app.css":
            assert path.read_text(encoding="utf-8") in sheet, f"app.css does not import {path.name}"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_script_is_small(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 150
