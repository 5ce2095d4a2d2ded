"""The manifest, the start page and the page of every component."""

from __future__ import annotations

import pytest
from PIL import Image

from app.assets import STATIC_FOLDER


def test_the_manifest_names_icons_that_are_there_in_their_sizes(signed_in):
    manifest = signed_in.client.get("/manifest.webmanifest").json()

    shortcuts = [icon for shortcut in manifest["shortcuts"] for icon in shortcut["icons"]]
    assert {icon["purpose"] for icon in manifest["icons"]} == {"any", "maskable"}
    assert len(shortcuts) == 2
    for icon in [*manifest["icons"], *shortcuts]:
        answer = signed_in.client.get(icon["src"])
        assert answer.headers["content-type"] == "image/png"
        path = STATIC_FOLDER / icon["src"].split("/", 3)[3]
        with Image.open(path) as picture:
            assert icon["sizes"] == "{}x{}".format(*picture.size)


def test_the_manifest_shows_what_is_installed(signed_in):
    manifest = signed_in.client.get("/manifest.webmanifest").json()

    shown = manifest["screenshots"]
    assert {picture["form_factor"] for picture in shown} == {"narrow", "wide"}
    for picture in shown:
        path = STATIC_FOLDER / picture["src"].split("/", 3)[3]
        with Image.open(path) as opened:
            assert opened.format == "WEBP"
            assert picture["sizes"] == "{}x{}".format(*opened.size)


def test_the_manifest_speaks_the_persons_language(client, signed_in):
    french = client.get("/manifest.webmanifest", headers={"Accept-Language": "fr"}).json()

    assert french["lang"] == "fr"
    assert [shortcut["name"] for shortcut in french["shortcuts"]] == ["Numériser", "Suivis"]


def test_shortcuts_lead_to_pages_that_are_there(signed_in):
    manifest = signed_in.client.get("/manifest.webmanifest").json()

    for shortcut in manifest["shortcuts"]:
        assert signed_in.client.get(shortcut["url"]).status_code == 200


@pytest.mark.parametrize("path", ["/", "/scan?from=home"])
def test_the_start_page_leads_to_the_camera(signed_in, path):
    if path == "/":
        assert signed_in.client.get(path).headers["location"] == "/scan"
    assert signed_in.client.get("/scan").status_code == 200


def test_every_component_is_shown(signed_in):
    page = signed_in.client.get("/patterns").text

    for component in ("btn--primary", "field--error", "field--doubt", "chip-choice", "badge--busy"):
        assert component in page
