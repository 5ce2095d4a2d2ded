"""Bringing a file in with a mouse and a keyboard, with the page following along."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenWindow
from tests.browser.desk import Desk
from tests.browser.imported import CARDS, STRANGER, work_on_imports
from tests.browser.windows import DESK

pytestmark = pytest.mark.browser


def test_a_file_is_chosen_looked_at_confirmed_and_taken_back(
    desk: Desk, open_window: OpenWindow, tmp_path: Path
) -> None:
    file = tmp_path / "carnet.vcf"
    file.write_bytes(CARDS + STRANGER)
    page = open_window(DESK, desk)
    page.goto(desk.server.address + "/imports")
    page.set_input_files("#files", file)
    expect(page.locator("[data-names]")).to_have_text("carnet.vcf")
    page.get_by_role("button", name="Look into it").click()
    work_on_imports(desk)

    # The page of the progress turns into the preview by itself.
    expect(page.get_by_text("2 entries will be brought in.")).to_be_visible()
    page.get_by_role("checkbox", name="Bring in Luc Essai").uncheck()
    expect(page.get_by_text("1 entry will be brought in.")).to_be_visible()
    page.get_by_role("button", name="Bring in", exact=True).click()
    work_on_imports(desk)
    expect(page.get_by_role("link", name="Show these people")).to_be_visible()
    page.get_by_role("button", name="Take the whole import back").click()
    work_on_imports(desk)

    expect(page.get_by_text("Taken back: 1 entry.")).to_be_visible()
