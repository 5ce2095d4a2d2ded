"""The scan screen: no dialog, nothing lost, and every card's state in sight."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from app.models import Event, Scan, ScanState
from app.scans import side_of
from ocr.types import Side
from tests.browser.cards import write_text_file
from tests.browser.conftest import OpenWindow
from tests.browser.desk import Desk
from tests.browser.device import get_pref, kept_rows, wait_until
from tests.browser.scan_screen import ScanScreen, card_file, clear_scans, scans_of, wait_for_scans
from tests.browser.windows import DESK, PHONE, Window
from tests.builders import build_account, sign_in
from tests.readings import evidence, make_reading

pytestmark = pytest.mark.browser

PIXELS_OF_PICTURE = """async picture => {
  await picture.decode()
  const pen = new OffscreenCanvas(16, 16).getContext("2d")
  pen.drawImage(picture, 0, 0, 16, 16)
  return [...pen.getImageData(0, 0, 16, 16).data]
}"""


@pytest.fixture(autouse=True)
def no_scans(desk: Desk) -> None:
    clear_scans(desk)


@pytest.fixture
def open_screen(desk: Desk, open_window: OpenWindow):
    def open_one(window: Window = PHONE, **options: object) -> ScanScreen:
        page = open_window(window, desk, reduced_motion="reduce", **options)
        return ScanScreen(page, desk).open()

    return open_one


def sure_reading() -> dict[str, object]:
    """A reading without a doubt."""
    organization = {"value": "Atelier Boréal inc.", **evidence(0.96, 2)}
    return make_reading(organization=organization)


def finish_reading(desk: Desk, **changes: object) -> None:
    """Let the reading of the only card end."""
    (scan,) = scans_of(desk)
    scan.reading = sure_reading()
    scan.state = ScanState.READY
    for name, value in changes.items():
        setattr(scan, name, value)
    desk.session.commit()


# Taking cards


def test_a_shot_is_sent_at_once_and_its_state_followed(desk, open_screen) -> None:
    screen = open_screen()

    screen.shoot()
    expect(screen.cards).to_have_count(1)
    screen.wait_for_state("sent")
    expect(screen.said).to_have_text("Card 1 taken.")
    assert len(scans_of(desk)) == 1

    finish_reading(desk)
    screen.wait_for_state("read")
    expect(screen.cards).to_contain_text("Noémie Tessier-Roy")
    expect(screen.unsent).to_be_hidden()


def test_the_back_joins_the_card_taken_last(desk, open_screen) -> None:
    screen = open_screen()
    expect(screen.page.locator("[data-verso]")).to_be_disabled()
    screen.shoot(card_file(1), count=1)
    screen.shoot(card_file(2), count=2)
    screen.wait_for_state("sent")

    screen.add_verso()

    expect(screen.said).to_have_text("Verso added.")
    expect(screen.page.locator("[data-verso]")).to_be_disabled()
    first, second = wait_for_scans(screen, lambda scans: len(scans[-1].sides) == 2)
    assert side_of(first, Side.VERSO) is None
    assert side_of(second, Side.VERSO) is not None
    expect(screen.cards).to_have_count(2)


def test_a_back_joins_the_newest_card_when_the_screen_was_opened_anew(desk, open_screen) -> None:
    screen = open_screen()
    screen.shoot(card_file(1), count=1)
    screen.wait_for_state("sent")
    screen.open()
    expect(screen.cards).to_have_count(1)

    screen.add_verso()

    expect(screen.said).to_have_text("Verso added.")
    wait_for_scans(screen, lambda scans: [len(scan.sides) for scan in scans] == [2])


def test_the_sheet_shows_the_picture_of_its_own_card_each_time(open_screen) -> None:
    screen = open_screen()
    screen.shoot(card_file(1), count=1)
    screen.shoot(card_file(2), count=2)
    picture = screen.sheet.locator("[data-picture]")
    seen = []
    for number in (0, 1, 0):
        screen.open_card(number)
        expect(picture).to_be_visible()
        seen.append(picture.evaluate(PIXELS_OF_PICTURE))
        screen.page.keyboard.press("Escape")
        expect(screen.sheet).to_be_hidden()

    first, other, again = seen
    assert first == again
    assert first != other


def test_a_back_that_was_not_taken_after_all_leaves_the_next_photo_a_card(
    desk, open_screen
) -> None:
    screen = open_screen()
    screen.shoot(card_file(1), count=1)

    screen.page.locator("[data-shutter]").evaluate(
        "input => input.addEventListener('click', e => e.preventDefault())"
    )
    screen.page.locator("[data-verso]").click()
    expect(screen.armed).to_be_visible()
    screen.page.get_by_role("button", name="A new card instead").click()
    expect(screen.armed).to_be_hidden()
    screen.shoot(card_file(2), count=2)

    screen.wait_for_state("sent")
    assert [len(scan.sides) for scan in scans_of(desk)] == [1, 1]


def test_many_photos_of_the_gallery_become_as_many_cards_in_their_order(desk, open_screen) -> None:
    screen = open_screen()

    screen.pick([card_file(seed) for seed in (1, 2, 3)])

    expect(screen.cards).to_have_count(3)
    wait_for_scans(screen, lambda scans: len(scans) == 3)


def test_photos_are_dropped_and_pasted_on_a_desk(desk, open_screen) -> None:
    screen = open_screen(DESK)
    give = """([kind, bytes]) => {
      const given = new DataTransfer()
      given.items.add(new File([new Uint8Array(bytes)], "card.jpg", { type: "image/jpeg" }))
      const desk = document.querySelector("scan-desk")
      const how = { bubbles: true, cancelable: true }
      const drop = new DragEvent("drop", { dataTransfer: given, ...how })
      if (kind === "drop") desk.dispatchEvent(drop)
      else document.dispatchEvent(new ClipboardEvent("paste", { clipboardData: given, ...how }))
    }"""

    for number, (kind, seed) in enumerate([("drop", 1), ("paste", 2)], start=1):
        screen.page.evaluate(give, [kind, list(card_file(seed)["buffer"])])
        expect(screen.cards).to_have_count(number)

    wait_for_scans(screen, lambda scans: len(scans) == 2)


# Nothing is lost


def test_cards_taken_without_a_connection_are_kept_and_sent_later(desk, open_screen) -> None:
    screen = open_screen()
    screen.lose_network()

    screen.shoot(card_file(1), count=1)
    screen.shoot(card_file(2), count=2)

    screen.wait_for_state("here")
    expect(screen.unsent).to_have_text("2 to send")
    expect(screen.note).to_be_hidden()
    sheet = screen.open_card()
    expect(sheet).to_contain_text("Safe on this phone.")
    screen.page.keyboard.press("Escape")
    assert scans_of(desk) == []

    screen.find_network()
    wait_for_scans(screen, lambda scans: len(scans) == 2)


def test_a_closed_tab_loses_no_card(desk, open_screen) -> None:
    screen = open_screen()
    screen.lose_network()
    screen.shoot(count=1)
    context = screen.page.context
    screen.page.close(run_before_unload=False)
    context.set_offline(False)

    again = ScanScreen(context.new_page(), desk).open()

    again.wait_for_state("sent")
    assert len(scans_of(desk)) == 1


def test_a_card_is_not_sent_into_another_members_book(desk, open_screen) -> None:
    screen = open_screen()
    screen.lose_network()
    screen.shoot(count=1)
    account, _book = build_account(desk.session, language=None)
    token = sign_in(desk.session, account)
    desk.session.commit()
    screen.page.context.add_cookies([{"name": "verso", "value": token, "url": desk.server.address}])
    screen.find_network()

    screen.open()
    screen.page.wait_for_load_state("networkidle")
    expect(screen.cards).to_have_count(0)
    assert scans_of(desk) == []

    desk.enter(screen.page.context)
    screen.open()
    screen.wait_for_state("sent")
    assert [scan.book_id for scan in scans_of(desk)] == [desk.book.id]


def test_what_is_no_picture_is_refused_in_words_and_can_be_removed(
    desk, open_screen, tmp_path: Path
) -> None:
    screen = open_screen(Window(language="fr"))

    screen.page.locator("[data-files]").set_input_files(write_text_file(tmp_path))
    expect(screen.note).to_contain_text("Ce fichier n’est pas une image.")
    expect(screen.page.locator("[data-alert]")).to_contain_text("n’est pas une image")
    screen.wait_for_state("refused")
    screen.note.get_by_role("button", name="Voir").click()
    expect(screen.sheet).to_contain_text("Ce fichier n’est pas une image.")
    screen.sheet.get_by_role("button", name="Retirer cette carte").click()

    expect(screen.cards).to_have_count(0)
    expect(screen.unsent).to_be_hidden()
    screen.note.get_by_role("button", name="Annuler").click()
    screen.wait_for_state("refused")
    assert scans_of(desk) == []


def test_a_refused_photo_can_be_tried_again_or_saved(desk, open_screen) -> None:
    screen = open_screen()
    refusal = {"error": {"code": "photo_unreadable", "hint": "Not today."}}
    screen.page.context.route("**/scans", lambda route: route.fulfill(status=422, json=refusal))
    screen.shoot(count=1)
    screen.wait_for_state("refused")
    sheet = screen.open_card()

    with screen.page.expect_download() as saved:
        sheet.get_by_role("button", name="Save the photo").click()
    assert saved.value.suggested_filename == "recto.jpg"
    screen.page.context.unroute("**/scans")
    sheet.get_by_role("button", name="Send now").click()

    screen.wait_for_state("sent")
    assert len(scans_of(desk)) == 1


def test_when_the_phone_is_full_the_card_goes_from_memory_and_that_is_said(
    desk, open_screen
) -> None:
    screen = open_screen()
    screen.page.evaluate(
        """() => { IDBObjectStore.prototype.put = function () {
          throw new DOMException("full", "QuotaExceededError")
        } }"""
    )

    screen.shoot()

    expect(screen.note).to_contain_text("No room left on this phone.")
    expect(screen.page.locator("[data-alert]")).to_contain_text("keep this page open")
    expect(screen.cards).to_have_count(1)
    screen.wait_for_state("sent")
    assert len(scans_of(desk)) == 1


def test_a_phone_too_full_to_know_who_works_on_it_sends_the_card_all_the_same(
    desk, open_window
) -> None:
    page = open_window(PHONE, desk, reduced_motion="reduce")
    page.add_init_script(
        """IDBObjectStore.prototype.put = function () {
          throw new DOMException("full", "QuotaExceededError")
        }"""
    )
    screen = ScanScreen(page, desk).open()

    screen.shoot(count=1)

    screen.wait_for_state("sent")
    assert len(scans_of(desk)) == 1


def test_a_sign_in_that_ended_is_said_with_the_way_back(desk, open_screen) -> None:
    screen = open_screen()
    screen.page.context.clear_cookies()

    screen.shoot(count=1)

    expect(screen.note).to_contain_text("Sign in to send your cards.")
    expect(screen.note.get_by_role("link", name="Sign in")).to_have_attribute(
        "href", "/sign-in?next=/scan"
    )
    screen.wait_for_state("here")
    desk.enter(screen.page.context)
    screen.open()
    screen.wait_for_state("sent")
    expect(screen.note).to_be_hidden()
    assert len(scans_of(desk)) == 1


# The card's sheet


def test_two_taps_from_the_strip_note_a_call_in_three_days(desk, open_screen) -> None:
    screen = open_screen()
    screen.shoot(count=1)
    screen.wait_for_state("sent")

    screen.cards.first.get_by_role("button").click()
    screen.sheet.get_by_role("button", name="Call").click()

    in_three_days = date.fromisoformat(
        screen.page.evaluate("new Date().toLocaleDateString('sv')")
    ) + timedelta(3)
    expect(screen.sheet.get_by_role("button", name="In 3 days")).to_have_attribute(
        "aria-pressed", "true"
    )
    wait_for_draft(
        screen, follow_up={"kind": "call", "due_on": in_three_days.isoformat(), "text": ""}
    )


def wait_for_draft(screen: ScanScreen, **expected: object) -> None:
    """Wait until the server has a draft."""

    def is_so(scans: list[Scan]) -> bool:
        draft = (scans[0].draft if scans else None) or {}
        return {name: draft.get(name) for name in expected} == expected

    wait_for_scans(screen, is_so)


def test_everything_tapped_in_the_sheet_is_kept_as_it_is_tapped(desk, open_screen) -> None:
    screen = open_screen()
    screen.lose_network()
    screen.shoot(count=1)
    sheet = screen.open_card()

    sheet.get_by_role("button", name="Write").click()
    sheet.get_by_role("button", name="Tomorrow").click()
    sheet.get_by_placeholder("What about?").fill("The quote")
    sheet.get_by_placeholder("New tag").fill("roofers")
    sheet.get_by_placeholder("New tag").press("Enter")
    sheet.get_by_role("switch", name="A spare card").click()
    sheet.get_by_role("button", name="Close").click()
    wait_until(
        screen.page,
        lambda: any(card["draft"]["hasSpareCard"] for card in kept_rows(screen.page, "cards")),
    )
    screen.find_network()
    screen.open()

    screen.wait_for_state("sent")
    wait_for_draft(screen, tags=["roofers"], has_spare_card=True)
    wait_for_scans(screen, lambda scans: (scans[0].draft or {})["follow_up"]["text"] == "The quote")
    sheet = screen.open_card()
    expect(sheet.get_by_role("button", name="Write")).to_have_attribute("aria-pressed", "true")
    expect(sheet.get_by_role("button", name="roofers")).to_have_attribute("aria-pressed", "true")
    expect(sheet.get_by_role("switch", name="A spare card")).to_be_checked()


def test_a_kind_tapped_again_means_no_next_step(desk, open_screen) -> None:
    screen = open_screen()
    screen.shoot(count=1)
    sheet = screen.open_card()

    sheet.get_by_role("button", name="Call").click()
    expect(sheet.get_by_role("button", name="Tomorrow")).to_be_visible()
    sheet.get_by_role("button", name="Call").click()

    expect(sheet.get_by_role("button", name="Tomorrow")).to_be_hidden()
    wait_for_draft(screen, follow_up=None)


def test_a_sent_card_that_was_removed_comes_back_with_its_scan(desk, open_screen) -> None:
    screen = open_screen()
    screen.shoot(count=1)
    screen.wait_for_state("sent")

    screen.open_card().get_by_role("button", name="Remove this card").click()
    expect(screen.cards).to_have_count(0)
    assert [scan.state for scan in scans_of(desk)] == [ScanState.DISCARDED]

    screen.note.get_by_role("button", name="Undo").click()
    expect(screen.cards).to_have_count(1)
    assert [scan.state for scan in scans_of(desk)] == [ScanState.WAITING]


def test_a_card_that_needs_a_look_says_why_and_leads_to_its_review(desk, open_screen) -> None:
    screen = open_screen()
    screen.shoot(count=1)
    screen.wait_for_state("sent")
    finish_reading(desk, state=ScanState.FAILED, error_code="truncated_image")

    screen.wait_for_state("look")
    sheet = screen.open_card()
    expect(sheet).to_contain_text("The picture is incomplete.")
    (scan,) = scans_of(desk)
    expect(sheet.get_by_role("link", name="Check the card")).to_have_attribute(
        "href", f"/scans/{scan.id}"
    )
    expect(sheet.get_by_role("button", name="Take again")).to_be_visible()


# The event


def test_an_event_made_offline_stamps_every_card_and_counts_towards_its_goal(
    desk, open_screen
) -> None:
    screen = open_screen()
    screen.lose_network()
    chip = screen.page.locator("[data-events-open]")

    chip.click()
    screen.page.keyboard.type("Salon des essais")
    screen.page.get_by_label("Goal: people to meet").fill("5")
    screen.page.get_by_role("button", name="Start").click()
    expect(chip).to_contain_text("Salon des essais")
    screen.shoot(card_file(1), count=1)
    screen.shoot(card_file(2), count=2)
    expect(chip).to_contain_text("2 / 5")

    screen.find_network()
    expect(screen.unsent).to_be_hidden()
    desk.session.rollback()
    event = desk.session.scalars(select(Event).where(Event.name == "Salon des essais")).one()
    assert event.goal == 5
    assert [scan.event_id for scan in scans_of(desk)] == [event.id, event.id]
    expect(chip).to_contain_text("2 / 5")
    screen.open()
    expect(chip).to_contain_text("2 / 5")


def test_the_event_can_be_left(desk, open_screen) -> None:
    screen = open_screen()
    chip = screen.page.locator("[data-events-open]")
    chip.click()
    if screen.page.get_by_role("button", name="New event").is_visible():
        screen.page.get_by_role("button", name="New event").click()
    screen.page.get_by_label("Name of the event").fill("Club des essais")
    screen.page.get_by_label("Name of the event").press("Enter")
    expect(chip).to_contain_text("Club des essais")

    chip.click()
    screen.page.get_by_role("button", name="No event").click()
    screen.shoot(count=1)
    screen.wait_for_state("sent")

    assert scans_of(desk)[0].event_id is None


# The keyboard, and what goes without


def test_the_keyboard_is_enough(desk, open_screen) -> None:
    screen = open_screen(DESK)
    screen.pick([card_file(1), card_file(2)])
    expect(screen.cards).to_have_count(2)
    page = screen.page

    with page.expect_file_chooser() as chosen:
        page.keyboard.press("Space")
    chosen.value.set_files(card_file(3))
    expect(screen.cards).to_have_count(3)
    with page.expect_file_chooser() as chosen:
        page.keyboard.press("v")
    chosen.value.set_files(card_file(4))
    expect(screen.said).to_have_text("Verso added.")

    page.keyboard.press("ArrowRight")
    expect(screen.cards.nth(0).get_by_role("button")).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(screen.sheet).to_be_visible()
    page.keyboard.press("Escape")
    expect(screen.sheet).to_be_hidden()
    expect(screen.cards.nth(1).get_by_role("button")).to_be_focused()


def test_no_shortcut_acts_while_something_is_typed(desk, open_screen) -> None:
    screen = open_screen(DESK)
    screen.pick([card_file(1)])
    expect(screen.cards).to_have_count(1)
    screen.open_card()

    screen.sheet.get_by_placeholder("New tag").press_sequentially("vive la carte")

    expect(screen.sheet.get_by_placeholder("New tag")).to_have_value("vive la carte")
    expect(screen.page.locator("scan-desk")).to_have_attribute("data-aim", "recto")
    expect(screen.cards).to_have_count(1)


def test_letters_can_be_switched_off(desk, open_screen) -> None:
    screen = open_screen(DESK)
    screen.pick([card_file(1)])
    expect(screen.cards).to_have_count(1)
    screen.page.get_by_role("button", name="This device").click()
    screen.page.get_by_role("switch", name="Keyboard shortcuts").click()
    wait_until(screen.page, lambda: get_pref(screen.page, "shortcuts") is False)
    screen.open()

    screen.page.keyboard.press("e")

    expect(screen.page.locator("[data-events-sheet]")).to_be_hidden()
    screen.page.goto(f"{desk.server.address}/settings")
    expect(screen.page.get_by_role("switch", name="Keyboard shortcuts")).not_to_be_checked()


def test_without_scripts_a_form_sends_both_sides(desk: Desk, open_window: OpenWindow) -> None:
    page = open_window(PHONE, desk, java_script_enabled=False)
    page.goto(f"{desk.server.address}/scan")

    page.get_by_label("Recto").set_input_files(card_file(1))
    page.get_by_label("Verso: the back").set_input_files(card_file(2))
    page.get_by_role("button", name="Send", exact=True).click()

    expect(page).to_have_url(f"{desk.server.address}/inbox")
    (scan,) = scans_of(desk)
    assert {side.side for side in scan.sides} == {Side.RECTO, Side.VERSO}
