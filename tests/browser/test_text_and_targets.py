"""Every screen on a phone: large enough for a thumb, and whole when its text is twice as large."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.barriers import (
    cut_texts,
    enlarge_text,
    small_targets,
    stuck_out_px,
    unreachable_targets,
)
from tests.browser.conftest import OpenWindow
from tests.browser.desk import Desk
from tests.browser.life import Life, furnish
from tests.browser.screens import INSIDE, OUTSIDE
from tests.browser.windows import PHONE, Window

pytestmark = pytest.mark.browser

NOT_OURS = ("/patterns", "/api/docs")
"""For those who write programs, at a desk."""
UPRIGHT = Window(language="fr")
LYING = Window(844, 390, language="fr")


@pytest.fixture(scope="module")
def life(desk: Desk) -> Life:
    return furnish(desk)


def open_phone(open_window: OpenWindow, window: Window, desk: Desk | None = None) -> Page:
    held = {"is_mobile": True, "has_touch": True, "reduced_motion": "reduce"}
    return open_window(window, desk, **held)


def test_everything_pressed_is_as_large_as_a_thumb_needs(
    desk: Desk, life: Life, open_window: OpenWindow
) -> None:
    found = {}
    for page, paths in (
        (open_phone(open_window, PHONE, desk), INSIDE),
        (open_phone(open_window, PHONE), OUTSIDE),
    ):
        for path in (each.format(life=life) for each in paths if each not in NOT_OURS):
            page.goto(desk.server.address + path)
            found[path] = small_targets(page)

    assert {path: small for path, small in found.items() if small} == {}


@pytest.mark.parametrize("window", [UPRIGHT, LYING], ids=["upright", "lying"])
def test_with_text_twice_as_large_nothing_is_lost_and_nothing_is_covered(
    desk: Desk, life: Life, open_window: OpenWindow, window: Window
) -> None:
    found = {}
    for page, paths in (
        (open_phone(open_window, window, desk), INSIDE),
        (open_phone(open_window, window), OUTSIDE),
    ):
        for path in (each.format(life=life) for each in paths if each not in NOT_OURS):
            page.goto(desk.server.address + path)
            enlarge_text(page)
            found[path] = [
                *([f"{stuck_out_px(page)} px too wide"] if stuck_out_px(page) else []),
                *(f"cut: {text}" for text in cut_texts(page)),
                *(f"pressed: {target}" for target in unreachable_targets(page)),
            ]

    assert {path: wrong for path, wrong in found.items() if wrong} == {}


def test_what_is_too_small_cut_or_covered_would_be_found(
    desk: Desk, open_window: OpenWindow
) -> None:
    page = open_phone(open_window, PHONE, desk)
    page.goto(f"{desk.server.address}/settings")
    page.evaluate(
        """() => {
          const [first, second] = document.querySelectorAll("main .btn")
          Object.assign(first.style, { minBlockSize: "20px", blockSize: "20px", padding: "0" })
          Object.assign(second.style, { inlineSize: "30px", padding: "0", whiteSpace: "nowrap" })
          const lid = document.createElement("div")
          Object.assign(lid.style, { position: "fixed", inset: "0", zIndex: "9" })
          document.body.append(lid)
        }"""
    )

    assert len(small_targets(page)) == 2
    assert cut_texts(page) != []
    assert any("is covered by div" in trouble for trouble in unreachable_targets(page))
