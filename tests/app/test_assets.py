"""Promises of the static files: kept as long as they are what they were."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from app.assets import Assets


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "css").mkdir()
    (tmp_path / "css" / "app.css").write_text('@layer a;\n@import url("part.css") layer(a);\n')
    (tmp_path / "css" / "part.css").write_text("p { color: red; }\n")
    return tmp_path


def test_the_version_changes_with_any_file(folder: Path) -> None:
    before = Assets(folder).version

    (folder / "css" / "part.css").write_text("p { color: blue; }\n")

    assert Assets(folder).version != before
    assert Assets(folder).version == Assets(folder).version


def test_a_file_of_the_present_version_may_be_kept_for_good(folder: Path) -> None:
    assets = Assets(folder)
    client = TestClient(assets)

    current = client.get(f"/{assets.version}/css/part.css")
    old = client.get("/0123456789ab/css/part.css")

    assert current.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert old.headers["cache-control"] == "no-cache"
    assert current.text == old.text


def test_the_style_sheet_is_one_file(folder: Path) -> None:
    assets = Assets(folder)

    answer = TestClient(assets).get(f"/{assets.version}/css/app.css")

    assert answer.headers["content-type"].startswith("text/css")
    assert answer.text == "@layer a;\n@layer a {\np { color: red; }\n}\n\n"


def test_a_wrong_name_is_found_out_where_it_is_written(folder: Path) -> None:
    with pytest.raises(LookupError):
        Assets(folder).url("css/missing.css")


@pytest.mark.parametrize("name", ["..%2F__init__.py", "../__init__.py", "%2Fetc%2Fpasswd", ""])
def test_nothing_outside_the_folder_is_served(client: TestClient, name: str) -> None:
    assert client.get(f"/static/any/{name}").status_code == 404


def test_text_travels_compressed(client: TestClient) -> None:
    answer = client.get(Assets().url("css/app.css"), headers={"Accept-Encoding": "gzip"})

    assert answer.headers["content-encoding"] == "gzip"
