"""Promises of the static files: kept as long as they are what they were."""

from __future__ import annotations

import re
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


@pytest.fixture
def modules(folder: Path) -> Assets:
    (folder / "js" / "lib").mkdir(parents=True)
    (folder / "js" / "desk.js").write_text(
        'import { a, b } from "./lib/a.js"\nimport "./side.js"\nimport { c } from "./lib/c.js"\n'
        'const later = () => import("./camera.js")\n'
        '// import "./not-this.js" is only spoken of\n'
        '/** @param {import("./nor-this.js").Type} type */\n'
    )
    (folder / "js" / "side.js").write_text("const module = 1\n")
    (folder / "js" / "camera.js").write_text(
        'import {\n  a,\n} from "./lib/a.js"\n'
        'new Worker(new URL("./lib/worker.js", import.meta.url))\n'
    )
    (folder / "js" / "lib" / "a.js").write_text('import { c } from "./c.js"\n')
    (folder / "js" / "lib" / "c.js").write_text('import { a } from "./a.js"\n')
    (folder / "js" / "lib" / "worker.js").write_text('import { side } from "../side.js"\n')
    return Assets(folder)


def test_a_module_is_named_with_all_that_it_imports(modules: Assets) -> None:
    assert modules.modules_of("js/desk.js") == (
        "js/desk.js",
        "js/lib/a.js",
        "js/side.js",
        "js/lib/c.js",
    )


def test_what_a_module_asks_for_later_is_named_on_request(modules: Assets) -> None:
    later = set(modules.modules_of("js/desk.js", is_later_too=True))

    assert later - set(modules.modules_of("js/desk.js")) == {"js/camera.js", "js/lib/worker.js"}


def test_an_import_of_a_module_that_is_not_there_is_found_out(modules: Assets) -> None:
    (modules.folder / "js" / "side.js").write_text('import "./gone.js"\n')

    with pytest.raises(LookupError):
        Assets(modules.folder).modules_of("js/desk.js")


def test_every_script_imports_what_is_there() -> None:
    assets = Assets()
    scripts = [path for path in assets.paths if re.fullmatch(r"js/.*\.js", path)]

    assert set(scripts) <= set(assets.modules_of(*scripts, is_later_too=True))


def test_a_wrong_name_is_found_out_where_it_is_written(folder: Path) -> None:
    with pytest.raises(LookupError):
        Assets(folder).url("css/missing.css")


@pytest.mark.parametrize("name", ["..%2F__init__.py", "../__init__.py", "%2Fetc%2Fpasswd", ""])
def test_nothing_outside_the_folder_is_served(client: TestClient, name: str) -> None:
    assert client.get(f"/static/any/{name}").status_code == 404


def test_text_travels_compressed(client: TestClient) -> None:
    answer = client.get(Assets().url("css/app.css"), headers={"Accept-Encoding": "gzip"})

    assert answer.headers["content-encoding"] == "gzip"
