"""What a person does on the scan screen, and what the server has of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from playwright.sync_api import FileChooser, FilePayload, Locator, Page, expect
from sqlalchemy import select

from app.models import Scan, ScanState
from tests.browser.cards import drawn, flat_jpeg
from tests.browser.desk import Desk


def card_file(seed: int = 1) -> FilePayload:
    """A card as a small picture, which is made ready quickly."""
    return {"name": f"{seed}.jpg", "mimeType": "image/jpeg", "buffer": flat_jpeg(drawn(seed))}


CAMERA_IS_SETTLED = """() => {
  const isHeld = matchMedia("(hover: none) and (pointer: coarse)").matches
  const { camera, signedOut } = document.querySelector("scan-desk").dataset
  return !isHeld || signedOut !== undefined || ["live", "unavailable"].includes(camera)
}"""
"""On what is held in a hand the live camera is tried once the page is idle."""


class ScanScreen:
    """A page that shows the scan screen."""

    def __init__(self, page: Page, desk: Desk) -> None:
        self.page = page
        self.desk = desk
        page.on("filechooser", self._keep_choosers)

    @staticmethod
    def _keep_choosers(_chooser: FileChooser) -> None:
        """Somebody listens all the time.

        Without, Chromium is told to open its own dialog again between two expectations, and a
        chooser that is asked for while that is settled is never told of.
        """

    def open(self) -> ScanScreen:
        """Go there, and wait until it knows that there is no live camera, or that there is one."""
        self.page.goto(f"{self.desk.server.address}/scan")
        self.wait_until_ready()
        return self

    def lose_network(self) -> None:
        """Take the network away, once everything that comes after the page has come."""
        self.page.wait_for_load_state("networkidle")
        self.page.context.set_offline(True)

    def find_network(self) -> None:
        """Give the network back."""
        self.page.context.set_offline(False)

    def wait_until_ready(self) -> None:
        """Wait until it draws its cards, and knows what its shutter opens."""
        ready = self.page.locator("scan-desk[data-ready][data-aim]")
        expect(ready).to_be_visible(timeout=15_000)
        self.page.wait_for_function(CAMERA_IS_SETTLED)

    def shoot(self, photo: FilePayload | None = None, count: int | None = None) -> None:
        """Take a photo with the system's camera, as the shutter opens it where there is no other.

        Args:
            photo: What the camera gives.
            count: Wait until the strip shows so many cards.
        """
        self.page.locator("[data-shutter]").set_input_files(photo or card_file())
        if count is not None:
            expect(self.cards).to_have_count(count, timeout=15_000)

    def pick(self, photos: Sequence[FilePayload]) -> None:
        """Choose photos in the gallery."""
        self.page.locator("[data-files]").set_input_files(list(photos))

    def add_verso(self, photo: FilePayload | None = None) -> None:
        """Add the back of the last card: "+ verso" opens the system's camera."""
        with self.page.expect_file_chooser() as chosen:
            self.page.locator("[data-verso]").click()
        chosen.value.set_files(photo or card_file(3))

    @property
    def cards(self) -> Locator:
        """The cards of the strip, the newest first."""
        return self.page.locator(".strip__item")

    @property
    def unsent(self) -> Locator:
        """How many cards are not sent."""
        return self.page.locator("[data-unsent]")

    @property
    def said(self) -> Locator:
        """What those who hear the page were told last."""
        return self.page.locator("scan-desk [data-status]")

    @property
    def note(self) -> Locator:
        """The line over the viewfinder's edge."""
        return self.page.locator("desk-note")

    @property
    def armed(self) -> Locator:
        """Says that the next photo is not a new card."""
        return self.page.locator("[data-armed]")

    @property
    def sheet(self) -> Locator:
        """The sheet of a card."""
        return self.page.locator("desk-sheet dialog")

    def open_card(self, number: int = 0) -> Locator:
        """Tap a card of the strip."""
        self.cards.nth(number).get_by_role("button").click()
        expect(self.sheet).to_be_visible()
        return self.sheet

    def wait_for_state(self, state: str, number: int = 0) -> None:
        """Wait until a card of the strip is in a state."""
        expect(self.cards.nth(number)).to_have_attribute("data-state", state, timeout=15_000)


def scans_of(desk: Desk, *states: ScanState) -> list[Scan]:
    """Give what the server has, the oldest first."""
    desk.session.rollback()
    desk.session.expire_all()
    found = desk.session.scalars(select(Scan).order_by(Scan.id))
    return [scan for scan in found if not states or scan.state in states]


def wait_for_scans(
    screen: ScanScreen, is_so: Callable[[list[Scan]], bool], *states: ScanState
) -> list[Scan]:
    """Wait until what the server has is as wanted, and give it."""
    for _attempt in range(150):
        found = scans_of(screen.desk, *states)
        if is_so(found):
            return found
        screen.page.wait_for_timeout(100)
    raise AssertionError("the server never had what was taken")


def clear_scans(desk: Desk) -> None:
    """Take every scan out of the desk's book."""
    desk.session.rollback()
    for scan in desk.session.scalars(select(Scan)):
        desk.session.delete(scan)
    desk.session.commit()
