"""Photos shared from another app, where no service worker took them in."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from app.main import create_app
from app.models import Scan, ScanState
from app.routes.share import MOST_SHARED
from tests.app.conftest import SignedIn, open_browser
from tests.builders import jpeg

FROM_THE_DEVICE = {"Sec-Fetch-Site": "none", "Origin": "null"}


def share(browser: SignedIn, *photos: tuple[str, bytes, str], **headers: str):
    files = [("photos", photo) for photo in photos]
    return browser.client.post("/share", files=files, headers=FROM_THE_DEVICE | headers)


def photo(grey: int) -> tuple[str, bytes, str]:
    return (f"{grey}.jpg", jpeg(grey=grey), "image/jpeg")


def test_every_shared_photo_becomes_a_card(signed_in, session):
    response = share(signed_in, photo(10), photo(20), photo(30))

    scans = session.scalars(select(Scan)).all()
    assert (response.status_code, response.headers["location"]) == (303, "/inbox")
    assert len({scan.client_key for scan in scans}) == 3
    assert {scan.book_id for scan in scans} == {signed_in.book.id}
    assert {scan.state for scan in scans} == {ScanState.WAITING}


def test_what_is_no_photo_is_left_out(signed_in, session):
    response = share(signed_in, ("notes.pdf", b"%PDF-1.7", "application/pdf"), photo(10))

    assert response.status_code == 303
    assert len(session.scalars(select(Scan)).all()) == 1


def test_a_share_without_any_photo_says_so(signed_in, session):
    response = share(signed_in, ("notes.pdf", b"%PDF-1.7", "application/pdf"))

    assert response.status_code == 422
    assert session.scalars(select(Scan)).all() == []


def test_an_empty_share_leads_to_the_camera(signed_in):
    response = signed_in.client.post("/share", data={"text": "hello"})

    assert (response.status_code, response.headers["location"]) == (303, "/scan")


def test_a_whole_gallery_is_cut_off(signed_in, session):
    share(signed_in, *[photo(grey) for grey in range(MOST_SHARED + 3)])

    assert len(session.scalars(select(Scan)).all()) == MOST_SHARED


def test_without_a_sign_in_it_leads_there_and_says_what_became_of_the_photos(client, signed_in):
    stranger = SignedIn(client, signed_in.account, signed_in.book)
    client.cookies.clear()

    response = share(stranger, photo(10))

    assert response.headers["location"] == "/sign-in?next=/scan&unsent=shared"
    assert "nothing was kept" in client.get(response.headers["location"]).text


def test_a_form_on_another_sites_page_is_refused(signed_in, session):
    for headers in (
        {"Sec-Fetch-Site": "cross-site", "Origin": "https://elsewhere.example"},
        {"Sec-Fetch-Site": "same-site", "Origin": "null"},
    ):
        assert share(signed_in, photo(10), **headers).status_code == 403

    assert session.scalars(select(Scan)).all() == []


@pytest.mark.parametrize("limit", ["photo_limit_bytes", "upload_limit_bytes"])
def test_a_share_over_the_limits_is_refused(settings, signed_in, browsers, limit):
    app = create_app(settings.model_copy(update={limit: 100}))
    browsers.callback(app.state.engine.dispose)
    narrow = replace(signed_in, client=open_browser(app, browsers))
    narrow.client.cookies.set("verso", signed_in.client.cookies["verso"])

    assert share(narrow, photo(10)).status_code == 413


def test_a_share_may_be_as_large_as_photos_are(signed_in):
    large = ("large.jpg", jpeg() + b"\0" * 2_000_000, "image/jpeg")

    assert share(signed_in, large).status_code == 303


def test_the_manifest_tells_other_apps_where_to_share_pictures(client, signed_in):
    target = client.get("/manifest.webmanifest").json()["share_target"]

    assert (target["action"], target["method"]) == ("/share", "POST")
    assert target["enctype"] == "multipart/form-data"
    assert target["params"]["files"] == [{"name": "photos", "accept": ["image/*"]}]
