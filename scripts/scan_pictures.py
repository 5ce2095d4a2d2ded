"""Takes pictures of every state of the scan screen, to be looked at after a change of it.

Usage: python -m scripts.scan_pictures FOLDER [--only STATE ...] [--window 390x844 ...]

The pages are the real ones of a real server, and the camera shows a drawn card. What the server
would say of cards that it reads is answered here, so that each state stands still to have its
picture taken.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page, Route, expect, sync_playwright
from sqlalchemy.orm import Session

from app.db import make_engine
from app.upgrade import upgrade_database
from scripts.phone_fonts import use_phone_fonts
from tests.browser.camera import STILL, film_of, still_card
from tests.browser.cards import drawn
from tests.browser.chromium import CHROMIUM_OPTIONS, camera_options, system_chromium
from tests.browser.desk import Desk
from tests.browser.scan_screen import card_file
from tests.browser.server import Server
from tests.browser.windows import Window
from tests.builders import build_account

SIZES = ((360, 740), (390, 844), (430, 932), (844, 390), (768, 1024), (1440, 900))
LOOKS = (("light", "fr"), ("dark", "en"))
EVENT = {
    "id": 1,
    "key": "11111111-1111-4111-8111-111111111111",
    "name": "5 à 7 des gens d’affaires",
    "kind": "a_la_carte",
    "day": "2026-11-22",
    "place": "Café des Essais",
    "goal": 15,
    "card_count": 2,
    "people_count": 2,
}
CLUB = EVENT | {
    "id": 2,
    "key": "22222222-2222-4222-8222-222222222222",
    "name": "Club du jeudi",
    "kind": "club",
    "day": "2026-11-19",
    "place": "",
    "goal": 0,
}
TAGS = ["prospect", "architecture", "imprimerie", "assurances", "à revoir", "club"]
READ = {"state": "ready", "needs_look": False, "flaw_hint": "", "card_count": 1}
STATES = (
    READ | {"name": "Noémie Tessier-Roy", "organization": "Atelier Boréal inc."},
    READ | {"name": "Karim Ould-Brahim", "organization": "Du Fleuve inc.", "needs_look": True},
    READ | {"name": "Priya Raman", "organization": "Northline Print", "state": "reviewed"},
    READ | {"name": "", "state": "reading"},
    READ | {"name": "", "state": "failed", "needs_look": True},
    READ | {"name": "Étienne Gagné-Luong", "organization": "Gagné notaires"},
    READ | {"name": "Zoé Testard", "organization": "Étude Testard inc."},
)
"""What became of cards, the first one taken first."""


class Scene:
    """A scan screen whose server answers as a picture needs it."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.is_cut = False
        self.is_signed_out = False
        self.is_refusing = False
        self.sent = 0
        self.seeds: list[int] = []
        """The drawn cards in the order they are sent, where each is to be read as it is."""
        self.events = [EVENT, CLUB]
        page.route("**/api/desk", self._answer_desk)
        page.route("**/scans", self._answer_scan)
        page.route("**/api/scans/**", self._answer_states)
        page.route("**/api/events/**", lambda route: self._answer(route, EVENT))

    def open(self) -> None:
        """Open the screen and wait for its cards to be drawn."""
        self.page.goto(f"{self.address}/scan")
        self.page.wait_for_selector("scan-desk[data-ready]")
        self.page.wait_for_timeout(700)

    def choose_event(self) -> None:
        """Stamp what is taken next with the event."""
        self.page.locator("[data-events-open]").click()
        self.page.get_by_role("button", name=str(EVENT["name"])).last.click()

    def pick(self, *seeds: int) -> None:
        """Take cards through the gallery."""
        count = self.page.locator(".strip__item").count()
        photos = [card_file(seed) for seed in seeds]
        self.page.locator("[data-files]").set_input_files(photos)
        expect(self.page.locator(".strip__item")).to_have_count(count + len(seeds), timeout=20_000)

    def open_card(self, name: str) -> None:
        """Open a card of the strip."""
        self.page.locator(".strip__card", has_text=name).first.click()
        self.page.wait_for_timeout(500)

    def _answer(self, route: Route, body: object, status: int = 200) -> None:
        if self.is_cut:
            return route.abort("internetdisconnected")
        if self.is_signed_out:
            body, status = {"error": {"code": "not_signed_in", "hint": "Sign in first."}}, 401
        return route.fulfill(status=status, json=body)

    def _answer_desk(self, route: Route) -> None:
        counts = {"to_review": 4, "due": 1}
        who = {"owner": "1-1", "display_name": "Ada", "language": None, "book": {"id": 1}}
        self._answer(route, who | {"events": self.events, "tags": TAGS, "counts": counts})

    def _answer_scan(self, route: Route) -> None:
        if route.request.method != "POST":
            return route.fallback()
        if self.is_refusing:
            hint = "This file is not a picture."
            return self._answer(route, {"error": {"code": "not_a_picture", "hint": hint}}, 422)
        if not (self.is_cut or self.is_signed_out):
            self.sent += 1
        return self._answer(route, {"id": self.sent}, 201)

    def _answer_states(self, route: Route) -> None:
        if "/states" not in route.request.url:
            return self._answer(route, {"id": 1})
        asked = route.request.url.rpartition("ids=")[2].replace("%2C", ",").split(",")
        told = [
            {"id": int(number), "contact_id": 1, "has_verso": False, "thumbnail": ""}
            | {"client_key": ""}
            | STATES[(int(number) - 1) % len(STATES)]
            | self._names(int(number))
            for number in asked
        ]
        return self._answer(route, {"scans": told, "counts": {"to_review": 4, "due": 1}})

    def _names(self, number: int) -> dict[str, str]:
        state = STATES[(number - 1) % len(STATES)]
        if number > len(self.seeds) or not state["name"]:
            return {}
        fields = drawn(self.seeds[number - 1]).fields
        return {
            "name": fields.name.full if fields.name else "",
            "organization": fields.organization,
        }


def show_empty(scene: Scene) -> None:
    """Nothing was taken yet."""
    scene.events = []
    scene.open()


def show_strip(scene: Scene) -> None:
    """Ten cards in all states."""
    scene.open()
    scene.choose_event()
    scene.pick(401, 402, 403, 404, 405, 406, 407)
    scene.page.wait_for_timeout(3200)
    scene.is_refusing = True
    scene.pick(408)
    scene.page.wait_for_timeout(600)
    scene.is_refusing = False
    scene.is_cut = True
    scene.pick(409, 410)
    scene.page.wait_for_timeout(500)
    scene.page.locator("desk-note [data-dismiss]").click()


def show_offline(scene: Scene) -> None:
    """Cards wait for the network."""
    scene.is_cut = True
    scene.open()
    scene.pick(401, 402, 403)
    scene.page.wait_for_timeout(700)


def show_refused(scene: Scene) -> None:
    """A photo was refused."""
    scene.is_refusing = True
    scene.open()
    scene.pick(408)
    scene.page.wait_for_timeout(700)


def show_refused_sheet(scene: Scene) -> None:
    """The card of a refused photo."""
    show_refused(scene)
    scene.page.locator(".strip__card").first.click()
    scene.page.wait_for_timeout(500)


def show_sheet(scene: Scene) -> None:
    """A card that was read: two taps and "call, in three days" is noted."""
    scene.open()
    scene.pick(401)
    scene.page.wait_for_timeout(2600)
    scene.open_card("")
    scene.page.locator("[data-kind=call]").click()
    scene.page.locator("[data-tag]").first.click()
    scene.page.wait_for_timeout(300)


def show_events(scene: Scene) -> None:
    """The events to choose from."""
    scene.open()
    scene.choose_event()
    scene.page.locator("[data-events-open]").click()
    scene.page.wait_for_timeout(400)


def show_new_event(scene: Scene) -> None:
    """A new event."""
    scene.events = []
    scene.open()
    scene.page.locator("[data-events-open]").click()
    scene.page.locator("[data-events-form] [name=name]").fill("Salon de l’imprimerie")
    scene.page.wait_for_timeout(400)


def show_device(scene: Scene) -> None:
    """What belongs to this device."""
    scene.open()
    scene.page.locator("[data-device]").click()
    scene.page.wait_for_timeout(400)


def show_signed_out(scene: Scene) -> None:
    """The sign-in ended, and cards wait for it."""
    scene.open()
    scene.is_signed_out = True
    scene.pick(401, 402)
    scene.page.wait_for_timeout(900)


def show_live(scene: Scene) -> None:
    """The camera, with the card's outline."""
    scene.open()
    wait_for_camera(scene)


def show_live_verso(scene: Scene) -> None:
    """The next photo is the back of the last card."""
    show_live(scene)
    expect(scene.page.locator(".strip__item").first).to_be_visible(timeout=20_000)
    scene.page.locator("[data-verso]").click()
    scene.page.wait_for_timeout(500)


def show_live_advice(scene: Scene) -> None:
    """What is said of a photo that could be better."""
    show_live(scene)
    expect(scene.page.locator(".strip__item").first).to_be_visible(timeout=20_000)
    scene.page.evaluate(
        """() => document.querySelector("desk-note").tell({
          key: "advice", text: document.querySelector("scan-desk").dataset.textFlawGlare,
          picture: document.querySelector(".strip__item img").src,
          actions: [{ label: document.querySelector("scan-desk").dataset.textAgain, run() {} }],
        })"""
    )
    scene.page.wait_for_timeout(400)


def wait_for_camera(scene: Scene) -> None:
    """Let the camera find the card; on a desk it is asked for first."""
    if scene.page.locator("[data-open-camera]").first.is_visible():
        scene.page.locator("[data-open-camera]").first.click()
    expect(scene.page.locator("scan-desk")).to_have_attribute("data-camera", "live", timeout=20_000)
    scene.page.wait_for_timeout(2500)


States = dict[str, Callable[[Scene], None]]
PLAIN: States = {
    "empty": show_empty,
    "strip": show_strip,
    "offline": show_offline,
    "refused": show_refused,
    "refused-sheet": show_refused_sheet,
    "sheet": show_sheet,
    "events": show_events,
    "event-new": show_new_event,
    "device": show_device,
    "signed-out": show_signed_out,
}
"""Without a camera: the screen as it falls back."""
LIVE: States = {
    "live": show_live,
    "live-verso": show_live_verso,
    "live-advice": show_live_advice,
}


@contextmanager
def serve_desk() -> Iterator[Desk]:
    """Serve an empty book with somebody signed in."""
    with TemporaryDirectory(prefix="verso-scan-") as name, ExitStack() as stack:
        folder = Path(name)
        engine = make_engine(f"sqlite:///{folder / 'verso.sqlite3'}")
        stack.callback(engine.dispose)
        upgrade_database(engine)
        session = stack.enter_context(Session(engine, expire_on_commit=False))
        account, book = build_account(session, language=None)
        session.commit()
        server = Server(folder, {"VERSO_WORKERS": "0"}).start()
        stack.callback(server.stop)
        yield Desk(server, session, account, book)


def windows(sizes: list[str]) -> Iterator[Window]:
    """Give every size in both looks; a narrow one in each of four."""
    wanted = [tuple(map(int, size.split("x"))) for size in sizes] or list(SIZES)
    for width_px, height_px in wanted:
        for theme, language in LOOKS:
            yield Window(width_px, height_px, theme, language)


def open_page(browser: Browser, desk: Desk, window: Window) -> Page:
    """Open a window: held in a hand unless it is as wide as a desk."""
    is_held = window.width_px < 1200
    options = window.options() | {"is_mobile": is_held, "has_touch": is_held}
    context = browser.new_context(
        **options, device_scale_factor=2 if is_held else 1, bypass_csp=True, service_workers="block"
    )
    desk.enter(context)
    context.grant_permissions(["camera"], origin=desk.server.address)
    page = context.new_page()
    use_phone_fonts(page)
    return page


def camera_flags(folder: Path, *, is_upright: bool) -> list[str]:
    """Film a card that lies still, as the camera of a phone held either way sees it."""
    options = replace(STILL, is_portrait=True, fill_ratio=(0.86, 0.86)) if is_upright else STILL
    name = "upright" if is_upright else "lying"
    film = film_of(folder / f"{name}.mjpeg", still_card(31, options)[0])
    return camera_options(film)


def take(browser: Browser, desk: Desk, states: States, folder: Path, shown: list[Window]) -> None:
    """Take the pictures of some states in some windows."""
    for window in shown:
        for name, show in states.items():
            page = open_page(browser, desk, window)
            size = f"{window.width_px}x{window.height_px}"
            file = folder / f"{name}-{size}-{window.theme}-{window.language}.png"
            try:
                show(Scene(page, desk.server.address))
                page.screenshot(path=file)
            finally:
                page.context.close()
            sys.stdout.write(f"{file}\n")


def main() -> None:
    """Take the pictures."""
    parser = argparse.ArgumentParser(description="Take pictures of the scan screen's states.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", nargs="*", default=[], choices=[*PLAIN, *LIVE])
    parser.add_argument("--window", nargs="*", default=[], metavar="WxH")
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)

    def chosen(states: States) -> States:
        return {name: show for name, show in states.items() if name in (arguments.only or states)}

    shown = list(windows(arguments.window))
    upright = [window for window in shown if window.height_px > window.width_px]
    lying = [window for window in shown if window not in upright]
    with serve_desk() as desk, sync_playwright() as playwright, TemporaryDirectory() as name:
        for states, some in ((PLAIN, shown), (LIVE, upright), (LIVE, lying)):
            if not (chosen(states) and some):
                continue
            flags = CHROMIUM_OPTIONS
            if states is LIVE:
                flags = camera_flags(Path(name), is_upright=some is upright)
            browser = playwright.chromium.launch(executable_path=system_chromium(), args=flags)
            take(browser, desk, chosen(states), arguments.folder, some)
            browser.close()


if __name__ == "__main__":
    main()
