"""The service worker's script, and the pages it keeps on a device."""

from __future__ import annotations

import json
import re

import pytest

from app.shell import PAGES, WORKER_MODULES, list_files, shell_version
from tests.builders import build_contact, build_scan


def told_shell(script: str) -> dict:
    found = re.search(r"^const SHELL = (\{.*\})$", script, re.MULTILINE)
    assert found is not None
    return json.loads(found[1])


def test_the_service_worker_keeps_a_shell_that_is_there(signed_in):
    answer = signed_in.client.get("/sw.js")

    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["cache-control"] == "no-cache"
    shell = told_shell(answer.text)
    assert len(shell["files"]) > 10
    for address in [*shell["pages"].values(), *shell["files"]]:
        assert signed_in.client.get(address).status_code == 200


def test_it_keeps_all_that_its_pages_ask_for(signed_in):
    shell = told_shell(signed_in.client.get("/sw.js").text)

    for address in shell["pages"].values():
        page = signed_in.client.get(address).text
        named = re.findall(r'(?:src|href)="(/static/[^"]+\.(?:js|css))"', page)
        assert named
        assert set(named) <= set(shell["files"])


def test_as_a_module_it_listens_for_syncs_and_shares(signed_in):
    script = signed_in.client.get("/sw.js").text

    for path, name in WORKER_MODULES.items():
        address = signed_in.client.app.state.assets.url(path)
        assert f'import {{ {name} }} from "{address}"' in script
        assert f"{name}(self)" in script


def test_where_modules_are_refused_it_is_the_shell_alone(signed_in):
    script = signed_in.client.get("/sw.js?classic").text

    assert re.search(r"^(import|export)\b", script, re.MULTILINE) is None
    assert told_shell(script) == told_shell(signed_in.client.get("/sw.js").text)


def test_a_page_names_the_shell_it_belongs_to(client, signed_in):
    version = told_shell(client.get("/sw.js").text)["version"]

    assert version == shell_version(client.app.state.assets)
    assert {client.get(page).headers["verso-shell"] for page in PAGES} == {version}


@pytest.mark.parametrize("page", PAGES)
def test_the_pages_are_nobodys_whoever_asks(signed_in, session, page):
    build_scan(session, signed_in.book, signed_in.client.app.state.photo_store)
    build_contact(session, signed_in.book, full_name="Élodie Tremblay")
    session.commit()

    shown = signed_in.client.get(page).text

    for private in (signed_in.account.display_name, signed_in.account.email, "Tremblay"):
        assert private not in shown
    assert "place__count" not in re.sub(r'<span class="[^"]*"[^>]*hidden', "", shown)
    assert re.search(r'data-owner="[^"]', shown) is None


@pytest.mark.parametrize("page", PAGES)
def test_the_pages_are_in_the_members_language(signed_in, session, page):
    signed_in.account.language = "fr"
    session.add(signed_in.account)
    session.commit()

    answer = signed_in.client.get(page, headers={"Accept-Language": "en"})

    assert answer.headers["content-language"] == "fr"
    assert '<html lang="fr">' in answer.text


@pytest.mark.parametrize("page", PAGES)
def test_the_pages_are_there_before_anybody_signs_in(client, signed_in, page):
    assert client.get(page).status_code == 200


def test_files_are_listed_once_with_what_they_ask_for_later(app):
    page = '<script type="module" src="/static/0a1b/js/offline-people.js"></script>' * 2

    files = list_files(app.state.assets, [page])

    assert files == sorted(set(files))
    assert {"js/offline-people.js", "js/lib/prefs.js", "js/lib/people-copy.js"} <= set(files)
