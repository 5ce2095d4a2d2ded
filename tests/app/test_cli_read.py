"""`verso read`: the reading contract on the command line."""

import json

import numpy as np
import pytest
import vobject

from app import cli_read
from app.cli import build_parser
from ocr.engines import ENGINE_NAMES
from ocr.errors import EngineMissingError
from tests.ocr.pictures import SpokenRecogniser, encode, line

FRONT = (
    line("Zoé Testard", 60, 60),
    line("514 555-0142", 60, 300),
    line("zoe@toits.example", 60, 340),
)
BACK = (line("Toits Exemple", 300, 300, 400, 60),)


@pytest.fixture
def photo(tmp_path):
    path = tmp_path / "front.jpg"
    path.write_bytes(encode(np.full((600, 1000, 3), 240, dtype=np.uint8)))
    return path


@pytest.fixture
def engine(monkeypatch):
    """The engine that the command builds; it says the front, then the back."""
    speaker = SpokenRecogniser(FRONT, BACK, found=())
    monkeypatch.setattr("ocr.engines.build_recogniser", lambda name: speaker)
    return speaker


def run(*arguments):
    parsed = build_parser().parse_args(["read", *map(str, arguments)])
    return parsed.run(parsed)


def printed_objects(capsys):
    return [json.loads(row) for row in capsys.readouterr().out.splitlines()]


def test_json_is_one_object_per_card_and_line(photo, engine, capsys):
    status = run(photo, photo, "--format", "json")

    assert status == 0
    first, second = printed_objects(capsys)
    assert first["photo"] == second["photo"] == str(photo)
    assert first["card"] == 0
    assert first["contact"]["emails"][0]["value"] == "zoe@toits.example"
    assert [one["text"] for one in first["sides"][0]["lines"]] == [one.text for one in FRONT]


def test_the_back_is_read_with_its_front(photo, engine, capsys):
    assert run(photo, "--back", photo, "--format", "json") == 0

    (reading,) = printed_objects(capsys)
    assert [side["side"] for side in reading["sides"]] == ["recto", "verso"]


def test_a_photo_that_cannot_be_read_gives_an_error_and_the_others_are_still_read(
    photo, engine, capsys, tmp_path
):
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(photo.read_bytes()[:300])
    text = tmp_path / "letter.txt"
    text.write_text("Dear Sir")

    status = run(broken, photo, text, tmp_path / "missing.jpg", "--format", "json")

    assert status == 1
    output = capsys.readouterr()
    values = [json.loads(row) for row in output.out.splitlines()]
    assert [value["photo"].rpartition("/")[2] for value in values] == [
        "broken.jpg", "front.jpg", "letter.txt", "missing.jpg"
    ]  # fmt: skip
    assert values[0]["error"]["code"] == "truncated_image"
    assert "contact" in values[1]
    assert values[2]["error"]["code"] == "not_an_image"
    assert values[3]["error"]["code"] == "photo_missing"
    assert set(values[0]) == {"photo", "error"}
    assert set(values[0]["error"]) == {"code", "hint"}
    assert "broken.jpg" in output.err


def test_a_missing_engine_is_an_error_of_the_photo(photo, monkeypatch, capsys):
    def build(name):
        raise EngineMissingError("gone")

    monkeypatch.setattr("ocr.engines.build_recogniser", build)

    assert run(photo, "--format", "json") == 1
    (value,) = printed_objects(capsys)
    assert value["error"]["code"] == "engine_missing"


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["a.jpg", "b.jpg", "--back", "c.jpg"],
        ["a.jpg", "--format", "xml"],
        ["a.jpg", "--engine", "abbyy"],
        ["a.jpg", "--output", "/nowhere/at/all.json"],
    ],
)
def test_a_wrong_command_line_exits_with_2(arguments, capsys):
    with pytest.raises(SystemExit) as stopped:
        run(*arguments)

    assert stopped.value.code == 2
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("language", "name", "phone", "kind"),
    [("fr_CA.UTF-8", "Nom", "Téléphone", "travail"), ("C", "Name", "Phone", "work")],
)
def test_text_is_written_for_people_in_the_terminals_language(
    photo, engine, capsys, monkeypatch, language, name, phone, kind
):
    monkeypatch.setenv("LC_ALL", language)

    assert run(photo) == 0

    rows = capsys.readouterr().out.splitlines()
    assert rows[0] == str(photo)
    assert any(row.split()[0] == name and "Zoé Testard" in row for row in rows[1:] if row.strip())
    assert any(phone in row and f"514 555-0142 ({kind})" in row for row in rows)


def test_text_says_what_was_wrong_with_a_photo(tmp_path, engine, capsys, monkeypatch):
    monkeypatch.setenv("LC_ALL", "C")
    broken = tmp_path / "a.jpg"
    broken.write_bytes(b"nothing")

    assert run(broken) == 1
    assert "not a picture" in capsys.readouterr().out


def test_vcard_output_is_read_by_another_parser(photo, engine, capsys):
    assert run(photo, photo, "--format", "vcard") == 0

    cards = list(vobject.readComponents(capsys.readouterr().out))
    assert len(cards) == 2
    assert cards[0].fn.value == "Zoé Testard"
    assert cards[0].email.value == "zoe@toits.example"


def test_output_goes_to_a_file_and_the_terminal_stays_silent(photo, engine, capsys, tmp_path):
    target = tmp_path / "out.json"

    assert run(photo, "--format", "json", "--output", target) == 0

    assert capsys.readouterr().out == ""
    assert json.loads(target.read_text(encoding="utf-8"))["photo"] == str(photo)


def test_the_command_line_offers_every_engine_there_is():
    parser = build_parser()
    parsed = [parser.parse_args(["read", "a.jpg", "--engine", name]) for name in ENGINE_NAMES]

    assert [one.engine for one in parsed] == list(ENGINE_NAMES)
    assert parsed[0].run is cli_read.run_read


def test_in_french_the_reason_is_french_too(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("LC_ALL", "fr_CA.UTF-8")
    status = run(tmp_path / "absente.jpg")

    said = capsys.readouterr()
    assert status == 1
    assert "Non lue" in said.out
    assert "no such file" not in said.out + said.err


def test_a_back_that_cannot_be_read_is_named(photo, tmp_path, capsys):
    assert run(photo, "--back", tmp_path / "absent.jpg") == 1

    assert "absent.jpg" in capsys.readouterr().err


def test_text_says_how_to_take_a_better_photo(tmp_path, monkeypatch, capsys):
    dark = tmp_path / "dark.jpg"
    dark.write_bytes(encode(np.full((600, 1000, 3), 12, dtype=np.uint8)))
    speaker = SpokenRecogniser(FRONT, found=())
    monkeypatch.setattr("ocr.engines.build_recogniser", lambda name: speaker)
    monkeypatch.setenv("LC_ALL", "fr_CA.UTF-8")

    assert run(dark) == 0

    assert "(La photo est sombre" in capsys.readouterr().out
