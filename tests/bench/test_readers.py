"""Readings are kept, and read again only when something changed."""

import json
from pathlib import Path

import pytest

from bench import readers
from bench.cases import Case
from bench.readers import build_reader, read_case


class CountingReader:
    name = "counting"

    def __init__(self):
        self.read_count = 0

    def read(self, recto, verso):
        self.read_count += 1
        return {"contact": {"name": None}, "sides": [], "bytes": [len(recto), verso is not None]}


@pytest.fixture
def reader(monkeypatch):
    counting = CountingReader()
    monkeypatch.setattr(readers, "build_reader", lambda kind: counting)
    return counting


@pytest.fixture
def case(tmp_path):
    photo = tmp_path / "a.jpg"
    photo.write_bytes(b"12345")
    return Case("a", photo, None, {"fields": {}}, None, "usual")


def test_a_reading_is_taken_from_the_folder_the_second_time(reader, case, tmp_path):
    first = read_case("verso", case, "photos-1", tmp_path)
    second = read_case("verso", case, "photos-1", tmp_path)

    assert first == second
    assert first["bytes"] == [5, False]
    assert first["seconds"] >= 0
    assert reader.read_count == 1


def test_other_photos_or_another_reader_are_read_again(reader, case, tmp_path):
    read_case("verso", case, "photos-1", tmp_path)
    read_case("verso", case, "photos-2", tmp_path)
    read_case("rapidocr", case, "photos-2", tmp_path)

    assert reader.read_count == 3


def test_changed_code_reads_again(reader, case, tmp_path, monkeypatch):
    read_case("verso", case, "photos-1", tmp_path)
    monkeypatch.setattr(readers, "reader_version", lambda kind: "changed")
    read_case("verso", case, "photos-1", tmp_path)

    assert reader.read_count == 2


def test_readings_of_other_peoples_cards_are_kept_nowhere(reader, case, tmp_path):
    before = set(tmp_path.rglob("*"))
    read_case("verso", case, "", None)

    assert set(tmp_path.rglob("*")) == before


def test_what_is_kept_is_whole_json(reader, case, tmp_path):
    read_case("verso", case, "photos-1", tmp_path / "kept")

    (path,) = [p for p in Path(tmp_path / "kept").rglob("*") if p.is_file()]
    assert json.loads(path.read_text("utf-8"))["contact"] == {"name": None}


def test_an_unknown_reader_is_refused():
    with pytest.raises(ValueError, match="no baseline is called crystal-ball"):
        build_reader("crystal-ball")


@pytest.mark.slow
def test_a_file_that_is_no_photo_reads_as_nothing():
    reading = build_reader("verso").read(b"no picture", None)

    assert reading == {"contact": {}, "sides": []}
