"""Takes the pictures of docs/screenshots, and those that a browser shows when it installs Verso.

Usage: python -m scripts.screenshots [--only NAME ...] [--all FOLDER]

All are of the demo, whose cards are drawn, and the camera shows a drawn card. Without --all, the
few that are committed. With it, every screen in both sizes, themes and languages into a folder, to
be looked at after a change of the styles; `scripts.scan_pictures` does that for the scan screen.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Browser, BrowserType, Page, expect, sync_playwright

from scripts.demo_server import Demo, serve_demo
from scripts.phone_fonts import use_phone_fonts
from scripts.scan_pictures import Scene, show_new_event, wait_for_camera
from tests.browser.camera import STILL, film_of, still_card
from tests.browser.chromium import CHROMIUM_OPTIONS, camera_options, system_chromium
from tests.browser.device import keep_people, set_pref, wait_for_worker
from tests.browser.windows import DESK, PAIRS, PHONE, Window

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "screenshots"
INSTALL_FOLDER = ROOT / "web" / "static" / "screenshots"
QUALITY = 80
SCALE = 2
CAMERA_SEED = 31
"""The card that lies before the camera."""
FRENCH_PHONE = replace(PHONE, language="fr")
DARK_PHONE = replace(PHONE, theme="dark")
DARK_LYING_PHONE = Window(844, 390, theme="dark")
Show = Callable[[Page, Demo], None]


@dataclass(frozen=True, slots=True)
class Picture:
    """One screen in one window."""

    name: str
    show: Show
    window: Window
    has_camera: bool = False
    """Whether the browser that shows it sees a drawn card."""
    has_worker: bool = False
    """Whether a service worker is at work: it sends cards past the answers that a scene gives."""


def at(path: str) -> Show:
    """Show the screen at an address; "{contact}" and "{scan}" stand for those of the demo."""

    def show(page: Page, demo: Demo) -> None:
        address = demo.address + path.format(scan=demo.scan_id, contact=demo.contact_id)
        page.goto(address, wait_until="networkidle")

    return show


def scene(*steps: Callable[[Scene], None]) -> Show:
    """Show a state of the scan screen, whose server says what a picture needs."""

    def show(page: Page, demo: Demo) -> None:
        staged = Scene(page, demo.address)
        for step in steps:
            step(staged)

    return show


def take_cards(scene: Scene, *seeds: int) -> None:
    """Take cards one after the other, each read as it is."""
    for seed in seeds:
        scene.seeds.append(seed)
        scene.pick(seed)
        expect(scene.page.locator("[data-unsent]")).to_be_hidden(timeout=40_000)


def follow_card(scene: Scene) -> None:
    """Some cards were taken at an event, and the camera sees the next, and takes it by itself."""
    scene.open()
    set_pref(scene.page, "autoShoot", False)  # noqa: FBT003
    scene.choose_event()
    take_cards(scene, 401, 402, 403, 407)
    scene.seeds.append(CAMERA_SEED)
    set_pref(scene.page, "autoShoot", True)  # noqa: FBT003
    wait_for_camera(scene)
    expect(scene.page.locator(".strip__item")).to_have_count(5, timeout=40_000)
    expect(scene.page.locator("[data-unsent]")).to_be_hidden(timeout=40_000)
    scene.page.wait_for_timeout(3000)


def show_states(scene: Scene) -> None:
    """Eight cards in all states."""
    scene.open()
    scene.choose_event()
    take_cards(scene, 401, 402, 403, 404, 405)
    for state in ("read", "look", "done"):
        wait_for_state(scene, state)
    scene.is_refusing = True
    scene.pick(408)
    wait_for_state(scene, "refused")
    scene.is_refusing = False
    scene.is_cut = True
    scene.pick(409, 410)
    wait_for_state(scene, "here")
    scene.page.locator("desk-note [data-dismiss]").click()


def show_sheet(scene: Scene) -> None:
    """The sheet of a card that was read, after three taps: call, in three days, and a tag."""
    scene.open()
    scene.choose_event()
    take_cards(scene, 401)
    wait_for_state(scene, "read")
    scene.page.locator(".strip__card").first.click()
    scene.page.locator("[data-kind=call]").click()
    scene.page.locator("[data-tag]").first.click()


def wait_for_state(scene: Scene, state: str) -> None:
    """Wait until a card is in a state."""
    card = scene.page.locator(f".strip__item[data-state={state}]").first
    expect(card).to_be_visible(timeout=60_000)


def show_people_offline(page: Page, demo: Demo) -> None:
    """The people that the device keeps, without a network."""
    at("/settings")(page, demo)
    wait_for_worker(page)
    owner = page.locator("outbox-agent").get_attribute("data-owner")
    keep_people(page, owner or "")
    page.context.set_offline(True)
    page.goto(f"{demo.address}/contacts")
    page.wait_for_selector("[data-list] .row")


COMMITTED = (
    Picture("scan", scene(follow_card), FRENCH_PHONE, has_camera=True),
    Picture("scan-landscape-dark", scene(follow_card), DARK_LYING_PHONE, has_camera=True),
    Picture("strip-dark", scene(show_states), DARK_PHONE),
    Picture("card-sheet", scene(show_sheet), FRENCH_PHONE),
    Picture("event-sheet", scene(show_new_event), FRENCH_PHONE),
    Picture("offline-people", show_people_offline, PHONE, has_worker=True),
    Picture("inbox-dark", at("/inbox"), replace(FRENCH_PHONE, theme="dark")),
    Picture("review-phone", at("/scans/{scan}"), FRENCH_PHONE),
    Picture("contact-dark", at("/contacts/{contact}"), replace(FRENCH_PHONE, theme="dark")),
    Picture("follow-ups", at("/follow-ups"), PHONE),
    Picture("review", at("/scans/{scan}"), DESK),
    Picture("contacts", at("/contacts"), replace(DESK, language="fr")),
    Picture("contact", at("/contacts/{contact}"), DESK),
    Picture("insights-dark", at("/insights"), replace(DESK, theme="dark")),
)
INSTALL = (
    Picture("contacts-narrow", at("/contacts"), PHONE),
    Picture("contact-narrow", at("/contacts/{contact}"), PHONE),
    Picture("review-wide", at("/scans/{scan}"), DESK),
)
"""What app.routes.pwa names in the manifest."""
SCREENS = {
    "inbox": "/inbox",
    "review": "/scans/{scan}",
    "contacts": "/contacts",
    "contact": "/contacts/{contact}",
    "edit": "/contacts/{contact}/edit",
    "follow-ups": "/follow-ups",
    "events": "/events",
    "settings": "/settings",
    "not-found": "/nothing",
}


def every_picture() -> tuple[Picture, ...]:
    """Name every screen in windows that pair each size, theme and language."""
    return tuple(
        Picture(f"{name}-{window.name}", at(path), window)
        for name, path in SCREENS.items()
        for window in PAIRS
    )


def take_picture(demo: Demo, browser: Browser, picture: Picture, folder: Path) -> None:
    """Write a picture as a WebP file."""
    window = picture.window
    is_held = window.width_px < DESK.width_px
    held = {"is_mobile": is_held, "has_touch": is_held, "device_scale_factor": SCALE}
    options = window.options() | held
    workers = "allow" if picture.has_worker else "block"
    options |= {"reduced_motion": "reduce", "bypass_csp": True, "service_workers": workers}
    context = browser.new_context(**options)
    context.add_cookies([{"name": "verso", "value": demo.sign_in, "url": demo.address}])
    page = context.new_page()
    use_phone_fonts(page)
    picture.show(page, demo)
    page.evaluate("document.fonts.ready")
    with Image.open(BytesIO(page.screenshot())) as shot:
        if not is_held:
            shot.thumbnail((window.width_px, window.height_px))
        shot.save(folder / f"{picture.name}.webp", quality=QUALITY, method=6)
    context.close()
    sys.stdout.write(f"{folder / picture.name}.webp\n")


@contextmanager
def open_browser(chromium: BrowserType, picture: Picture) -> Iterator[Browser]:
    """Start a browser: without a camera, or with one that is held as the picture's phone is."""
    flags = CHROMIUM_OPTIONS
    with TemporaryDirectory(prefix="verso-film-") as name:
        if picture.has_camera:
            is_upright = picture.window.height_px > picture.window.width_px
            fill = 0.84 if is_upright else 0.7
            table = replace(
                STILL, background="wood", is_portrait=is_upright, fill_ratio=(fill, fill)
            )
            film = film_of(Path(name) / "card.mjpeg", still_card(CAMERA_SEED, table)[0])
            flags = camera_options(film)
        browser = chromium.launch(executable_path=system_chromium(), args=flags)
        yield browser
        browser.close()


def take_pictures(
    demo: Demo, chromium: BrowserType, pictures: tuple[Picture, ...], folder: Path
) -> None:
    """Take pictures: those without a camera in one browser, each of the others in its own."""
    folder.mkdir(parents=True, exist_ok=True)
    plain = tuple(picture for picture in pictures if not picture.has_camera)
    groups = [(picture,) for picture in pictures if picture.has_camera] + ([plain] if plain else [])
    for group in groups:
        with open_browser(chromium, group[0]) as browser:
            for picture in group:
                take_picture(demo, browser, picture, folder)


def main() -> None:
    """Take the pictures."""
    parser = argparse.ArgumentParser(description="Take pictures of the screens.")
    parser.add_argument("--all", type=Path, metavar="FOLDER", help="every screen, into this folder")
    parser.add_argument("--only", nargs="*", metavar="NAME", help="only these of the committed")
    arguments = parser.parse_args()

    def chosen(pictures: tuple[Picture, ...]) -> tuple[Picture, ...]:
        return tuple(one for one in pictures if not arguments.only or one.name in arguments.only)

    with serve_demo() as demo, sync_playwright() as playwright:
        if arguments.all:
            take_pictures(demo, playwright.chromium, every_picture(), arguments.all)
            return
        take_pictures(demo, playwright.chromium, chosen(COMMITTED), FOLDER)
        take_pictures(demo, playwright.chromium, chosen(INSTALL), INSTALL_FOLDER)


if __name__ == "__main__":
    main()
