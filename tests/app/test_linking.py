"""Modules that travel together are the same program as modules that travel alone."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from app.assets import Assets
from app.linking import NotLinkableError

NODE = Path(sys.executable).with_name("node")
PROGRAM = {
    "desk.js": """
        import "./side.js"
        import { first, second as two, Kept } from "./lib/names.js"
        import * as all from "./lib/names.js"
        import { log } from "./lib/log.js"
        /** @param {import("./lib/log.js").Log} of  @returns {string} */
        export function speak(of) { return `${of} ${first} ${two()}` }
        export const later = () => import("./camera.js")
        const named = Object.keys(all).sort().join()
        log.push(speak("desk"), named, new Kept() instanceof all.Kept)
        """,
    "side.js": """
        import { log } from "./lib/log.js"
        const first = "its own first"
        log.push(first)
        """,
    "camera.js": """
        import { log } from "./lib/log.js"
        import { speak } from "./lib/talk.js"
        export { log }
        export class Camera { say() { return speak() } }
        """,
    "lib/talk.js": """
        export function speak() { return "camera" }
        export const worker = () => new URL("../workers/look.js", import.meta.url)
        """,
    "workers/look.js": 'import { speak } from "../lib/talk.js"\nspeak()\n',
    "lib/log.js": "export const log = []\n",
    "lib/names.js": """
        import { inner } from "./inner.js"
        export const first = "first"
        export async function third() { await null }
        export function second() { return inner }
        class Hidden {}
        export { Hidden as Kept }
        """,
    "lib/inner.js": 'export const inner = "inner"\n',
}


def write(folder: Path, program: dict[str, str]) -> Assets:
    for name, source in program.items():
        path = folder / "js" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = [line.removeprefix("        ") for line in source.strip("\n").splitlines()]
        path.write_text("\n".join(lines).rstrip() + "\n")
    (folder / "pages").mkdir(exist_ok=True)
    return Assets(folder, folder / "pages")


def run(folder: Path, expression: str) -> object:
    """Run an expression with the modules in node, and give what it comes to."""
    (folder / "package.json").write_text('{"type": "module"}')
    script = f"console.log(JSON.stringify(await (async () => {{ {expression} }})()))"
    command = [str(NODE) if NODE.exists() else "node", "--input-type=module", "--eval", script]
    done = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
    return json.loads(done.stdout)


@pytest.fixture
def assets(tmp_path: Path) -> Assets:
    return write(tmp_path / "sources", PROGRAM)


@pytest.fixture
def linked(assets: Assets, tmp_path: Path) -> Path:
    """A folder with nothing but the files that modules travel in."""
    folder = tmp_path / "linked"
    for name in assets.linking.files:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(assets.linking.write(name))
    return folder


def test_modules_that_the_same_entries_reach_travel_together(assets: Assets) -> None:
    assert {name: set(members) for name, members in assets.linking.files.items()} == {
        "js/desk.js": {"js/desk.js", "js/side.js", "js/lib/names.js", "js/lib/inner.js"},
        "js/camera.js": {"js/camera.js"},
        "js/workers/look.js": {"js/workers/look.js"},
        "js/lib/talk.js": {"js/lib/talk.js"},
        "js/lib/log.js": {"js/lib/log.js"},
    }


def test_no_module_is_in_two_files() -> None:
    linking = Assets().linking
    members = [path for name in linking.files for path in linking.files[name]]

    assert sorted(members) == sorted(linking.modules)


@pytest.mark.parametrize(
    "expression",
    [
        'await import("./js/desk.js"); return (await import("./js/camera.js")).log',
        'return (await import("./js/desk.js")).speak("again")',
        """
        const { later } = await import("./js/desk.js")
        const { Camera, log } = await later()
        return [log, new Camera().say()]
        """,
        'return (await import("./js/camera.js")).log === (await import("./js/lib/log.js")).log',
    ],
)
def test_the_files_do_what_the_modules_do(assets: Assets, linked: Path, expression: str) -> None:
    assert run(linked, expression) == run(assets.folder, expression)


def test_a_worker_is_found_from_the_file_that_starts_it(assets: Assets) -> None:
    text = assets.linking.write("js/lib/talk.js")

    assert 'new URL("../workers/look.js", import.meta.url)' in text


def test_what_a_module_asks_for_is_found_from_the_folder_of_its_file(tmp_path: Path) -> None:
    program = {
        "page.js": 'import { later } from "./lib/later.js"\nexport const all = later()\n',
        "lib/later.js": 'export const later = () => import("./far.js")\n',
        "lib/far.js": "export const far = 1\n",
    }

    assert 'import("./lib/far.js")' in write(tmp_path, program).linking.write("js/page.js")


def test_a_script_that_a_page_names_begins_a_file(tmp_path: Path) -> None:
    program = {"desk.js": 'import "./part.js"\n', "part.js": "export const part = 1\n"}
    assets = write(tmp_path, program)
    assert set(assets.linking.files) == {"js/desk.js"}

    (tmp_path / "pages" / "settings.html").write_text("""{{ static_url("js/part.js") }}""")

    assert set(write(tmp_path, program).linking.files) == {"js/desk.js", "js/part.js"}


def test_every_script_that_a_page_names_is_a_file_with_that_name() -> None:
    assets = Assets()
    pages = [path.read_text() for path in assets.template_folder.rglob("*.html")]
    named = {path for page in pages for path in re.findall(r'static_url\("(js/[^"]+)"', page)}

    assert "js/scan-desk.js" in named
    assert named <= set(assets.linking.files)


def test_every_file_is_sent_under_its_name_as_a_module(assets: Assets) -> None:
    answer = TestClient(assets).get(f"/{assets.version}/js/desk.js")

    assert answer.text == assets.linking.write("js/desk.js")
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"


def test_documentation_does_not_travel(assets: Assets) -> None:
    assert "@param" not in assets.linking.write("js/desk.js")


def test_an_import_of_a_module_that_is_not_there_is_found_out(tmp_path: Path) -> None:
    with pytest.raises(LookupError, match=r"gone\.js"):
        _ = write(tmp_path, {"desk.js": 'import "./gone.js"\n'}).linking.files


@pytest.mark.parametrize(
    "source",
    [
        "export let count = 0\n",
        "export default class {}\n",
        'export * from "./other.js"\n',
        "export const { a, b } = both\n",
        'import other from "./other.js"\n',
        "await null\n",
    ],
)
def test_a_form_that_cannot_be_put_into_a_file_with_others_is_refused(
    tmp_path: Path, source: str
) -> None:
    with pytest.raises(NotLinkableError, match=r"js/desk\.js"):
        _ = write(tmp_path, {"desk.js": source, "other.js": "1\n"}).linking


def test_a_circle_of_imports_is_refused(tmp_path: Path) -> None:
    program = {
        "desk.js": 'import "./a.js"\n',
        "a.js": 'import "./b.js"\n',
        "b.js": 'import "./a.js"\n',
    }

    with pytest.raises(NotLinkableError, match=r"a\.js js/b\.js js/a\.js"):
        _ = write(tmp_path, program).linking.files
