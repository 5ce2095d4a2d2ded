"""`python -m drawn FOLDER` leaves photos with labels that the measures read."""

import argparse
import json

import pytest
from PIL import Image

from drawn.__main__ import main, parse_size

LABEL_KEYS = {"file", "kind", "lang", "fields", "lines", "handwriting", "notes"}
FIELD_KEYS = {"name", "company", "title", "emails", "phones", "urls", "address", "social"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("drawn")
    assert main([str(folder), "--cards", "8", "--seed", "40", "--size", "500", "--versos"]) == 0
    return folder


@pytest.fixture(scope="module")
def labels(folder):
    return [json.loads(row) for row in (folder / "labels.jsonl").read_text("utf-8").splitlines()]


def test_every_label_has_its_photo(folder, labels):
    assert len(labels) == 8
    for label in labels:
        with Image.open(folder / label["file"]) as photo:
            assert max(photo.size) == 500


def test_labels_have_the_fields_that_the_measures_read(labels):
    for label in labels:
        assert set(label) >= LABEL_KEYS
        assert set(label["fields"]) >= FIELD_KEYS
        for phone in label["fields"]["phones"]:
            assert phone["type"] in {"work", "cell", "home", "fax", "other"}
            assert phone["number"]


def test_drawn_labels_know_where_the_card_and_its_lines_are(labels):
    for label in labels:
        width, height = label["size_px"]
        assert len(label["quad"]) == 4
        for line in label["line_quads"]:
            for x, y in line["quad"]:
                assert 0 <= x <= width
                assert 0 <= y <= height


def test_versos_have_labels_of_their_own(folder, labels):
    rows = (folder / "labels_verso.jsonl").read_text("utf-8").splitlines()
    versos = [json.loads(row) for row in rows]

    assert {label["side"] for label in labels} == {"recto"}
    assert {label["side"] for label in versos} == {"verso"}
    assert all((folder / label["file"]).exists() for label in versos)


def test_the_same_command_draws_the_same_files(folder, tmp_path):
    main([str(tmp_path), "--cards", "2", "--seed", "40", "--size", "500"])

    for path in tmp_path.glob("*.jpg"):
        assert path.read_bytes() == (folder / path.name).read_bytes()


@pytest.mark.parametrize(("text", "long_side"), [("12MP", 4000), ("1600", 1600), ("3mp", 2000)])
def test_a_size_is_megapixels_or_a_long_side(text, long_side):
    assert parse_size(text) == long_side


@pytest.mark.parametrize("text", ["large", "10", "900MP", ""])
def test_a_size_that_is_none_is_refused(text):
    with pytest.raises(argparse.ArgumentTypeError):
        parse_size(text)


def test_several_cards_are_laid_on_one_table(tmp_path):
    assert main([str(tmp_path), "--cards", "7", "--table", "4", "--size", "700"]) == 0

    rows = (tmp_path / "labels.jsonl").read_text("utf-8").splitlines()
    labels = [json.loads(row) for row in rows]
    assert [label["file"] for label in labels] == (
        ["table_drawn00000.jpg"] * 4 + ["table_drawn00004.jpg"] * 3
    )
    assert sorted(path.name for path in tmp_path.glob("*.jpg")) == sorted(
        {label["file"] for label in labels}
    )
    assert len({str(label["quad"]) for label in labels}) == 7
