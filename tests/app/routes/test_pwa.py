"""The manifest, the service worker and the pages around them."""

from __future__ import annotations

import json
import re

import pytest
from PIL import Image

from app.assets import STATIC_FOLDER
from app.routes.pwa import SHELL


def test_the_manifest_names_icons_that_are_there_in_their_sizes(signed_in):
    manifest = signed_in.client.get("/manifest.webmanifest").json()

    assert {icon["purpose"] for icon in manifest["icons"]} == {"any", "maskable"}
    for icon in manifest["icons"]:
        answer = signed_in.client.get(icon["src"])
        assert answer.headers["content-type"] == "image/png"
        path = STATIC_FOLDER / icon["src"].split("/", 3)[3]
        with Image.open(path) as picture:
            assert icon["sizes"] == "{}x{}".format(*picture.size)


def test_the_manifest_speaks_the_persons_language(client, signed_in):
    french = client.get("/manifest.webmanifest", headers={"Accept-Language": "fr"}).json()

    assert french["lang"] == "fr"
    assert [shortcut["name"] for shortcut in french["shortcuts"]] == ["Numériser", "Suivis"]


def test_shortcuts_lead_to_pages_that_are_there(signed_in):
    manifest = signed_in.client.get("/manifest.webmanifest").json()

    for shortcut in manifest["shortcuts"]:
        assert signed_in.client.get(shortcut["url"]).status_code == 200


def test_the_service_worker_keeps_a_shell_that_is_there(signed_in):
    answer = signed_in.client.get("/sw.js")
    told = re.match(r"const SHELL = (\{.*\})\n", answer.text)

    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["cache-control"] == "no-cache"
    assert told is not None
    shell = json.loads(told[1])
    assert len(shell["addresses"]) == len(SHELL) + 1
    for address in shell["addresses"]:
        assert signed_in.client.get(address).status_code == 200


def test_the_offline_page_is_nobodys(signed_in):
    page = signed_in.client.get("/offline").text

    assert signed_in.account.display_name not in page
    assert "No connection" in page


@pytest.mark.parametrize("path", ["/", "/scan?from=home"])
def test_the_start_page_leads_to_the_camera(signed_in, path):
    if path == "/":
        assert signed_in.client.get(path).headers["location"] == "/scan"
    assert signed_in.client.get("/scan").status_code == 200


def test_every_component_is_shown(signed_in):
    page = signed_in.client.get("/patterns").text

    for component in ("btn--primary", "field--error", "field--doubt", "chip-choice", "badge--busy"):
        assert component in page
