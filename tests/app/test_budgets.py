"""What a first visit and the service worker may cost, in bytes. What is kept small stays fast."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

import pytest
from starlette.testclient import TestClient

FIRST_LOAD_LIMIT_BYTES = 150_000
"""Compressed, as they travel, before the camera's code: /scan and /inbox on a phone."""
PRECACHE_LIMIT_BYTES = 600_000
"""As they are stored: nothing is compressed in a cache."""

COMPRESSED = {"Accept-Encoding": "gzip"}


def travelling_bytes(client: TestClient, addresses: Iterable[str]) -> dict[str, int]:
    """Measure the bodies of answers as they travel."""
    sizes = {}
    for address in addresses:
        with client.stream("GET", address, headers=COMPRESSED) as answer:
            assert answer.status_code == 200
            sizes[address] = sum(len(part) for part in answer.iter_raw())
    return sizes


def largest(sizes: dict[str, int]) -> list[tuple[int, str]]:
    """Name what weighs most, to whoever broke a budget."""
    return sorted(((size, address) for address, size in sizes.items()), reverse=True)[:10]


def files_of(client: TestClient, page: str) -> set[str]:
    """Name the static files that a browser fetches for a page at once, imports included."""
    assets = client.app.state.assets
    named = re.findall(r'<(?:script|link)\b[^>]*\b(?:src|href)="/static/[^/]+/([^"]+)"', page)
    modules = assets.scripts_of(*(path for path in named if path.startswith("js/")))
    return {assets.url(path) for path in {*named, *modules}}


@pytest.mark.parametrize("path", ["/scan", "/inbox", "/contacts", "/scan/shell"])
def test_a_first_visit_stays_within_its_budget(signed_in, path):
    client = signed_in.client
    page = client.get(path).text

    sizes = travelling_bytes(client, [path, "/manifest.webmanifest", *files_of(client, page)])

    assert len(sizes) > 5
    assert sum(sizes.values()) < FIRST_LOAD_LIMIT_BYTES, sorted(
        sizes.items(), key=lambda it: -it[1]
    )


@pytest.mark.parametrize("path", ["/scan", "/inbox"])
def test_the_camera_is_no_part_of_the_first_load(signed_in, path):
    files = files_of(signed_in.client, signed_in.client.get(path).text)

    assert [file for file in files if re.search(r"card-camera|/workers/|outline", file)] == []


def test_the_service_worker_keeps_less_than_its_budget(signed_in):
    script = signed_in.client.get("/sw.js").text
    shell = json.loads(re.search(r"^const SHELL = (.*)$", script, re.MULTILINE)[1])
    addresses = [*shell["files"], *shell["pages"].values()]

    stored = {address: len(signed_in.client.get(address).content) for address in addresses}

    assert sum(stored.values()) < PRECACHE_LIMIT_BYTES, sorted(
        stored.items(), key=lambda it: -it[1]
    )


def test_every_preloaded_module_is_used_and_every_import_of_the_scan_page_preloaded(signed_in):
    client = signed_in.client
    page = client.get("/scan").text
    preloaded = re.findall(r'<link rel="modulepreload" href="([^"]+)"', page)

    assert len(preloaded) == len(set(preloaded))
    assert set(preloaded) <= files_of(client, re.sub(r"<link rel=.modulepreload[^>]*>", "", page))
