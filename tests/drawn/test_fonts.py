"""Cards are drawn with the fonts that were asked for, or not at all."""

import pytest

from drawn import fonts
from drawn.fonts import Face, FontMissingError, find_face, find_font_packages, load_font
from drawn.handwriting import HANDS
from drawn.style import TYPE_SETS

PRINT = sorted(
    {f for s in TYPE_SETS["any"] for f in (s.display, s.body, s.strong)},
    key=lambda f: (f.family, f.weight),
)
LETTERS = "éèêëàâçîïôùûüœæÉÈÀÇÔŒñßöäãõáíóúÍÑ@’«»–·•+()&"


@pytest.mark.parametrize("face", [*PRINT, *HANDS], ids=lambda f: f"{f.family}-{f.weight}")
def test_every_font_has_the_letters_of_our_languages(face):
    font = load_font(face, 40)
    missing = bytes(font.getmask("\U0001f0f5"))

    assert [c for c in LETTERS if bytes(font.getmask(c)) == missing] == []


def test_a_missing_weight_names_the_file_and_the_command_that_installs_it():
    with pytest.raises(FontMissingError, match=r"inter-latin-450-normal\.woff2.*make setup"):
        find_face(Face("inter", 450))


def test_a_missing_package_is_never_replaced_in_silence():
    with pytest.raises(FontMissingError, match="no-such-family"):
        load_font(Face("no-such-family"), 12)


def test_missing_fonts_say_which_command_installs_them(monkeypatch, tmp_path):
    monkeypatch.setattr(fonts, "__file__", str(tmp_path / "drawn" / "fonts.py"))
    find_font_packages.cache_clear()
    try:
        with pytest.raises(FontMissingError, match="make setup"):
            find_font_packages()
    finally:
        find_font_packages.cache_clear()
