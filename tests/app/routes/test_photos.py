"""Pictures are private, and never fetched twice."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from xml.etree.ElementTree import fromstring

import pytest

import ocr.decode
from ocr.decode import decode_photo
from tests.builders import build_photo, jpeg


@pytest.fixture
def photo(signed_in, app, session):
    made = build_photo(session, signed_in.book, app.state.photo_store, jpeg(800, 500))
    session.commit()
    return made


@pytest.fixture(params=["", "/thumbnail?w=160"])
def address(photo, request):
    return f"/photos/{photo.id}{request.param}"


def test_a_photo_is_shown_as_it_was_taken(signed_in, photo):
    response = signed_in.client.get(f"/photos/{photo.id}")

    assert response.content == jpeg(800, 500)
    assert response.headers["content-type"] == "image/jpeg"


def test_a_picture_stays_with_the_browser_and_nobody_between(signed_in, address):
    headers = signed_in.client.get(address).headers

    assert headers["cache-control"] == "private, max-age=31536000, immutable"
    assert headers["x-content-type-options"] == "nosniff"


def test_a_picture_the_browser_has_is_not_sent_again(signed_in, address):
    tag = signed_in.client.get(address).headers["etag"]

    response = signed_in.client.get(address, headers={"If-None-Match": tag})

    assert (response.status_code, response.content) == (304, b"")


def test_a_picture_of_another_book_is_not_there_even_with_its_tag(
    signed_in, other_signed_in, address
):
    tag = signed_in.client.get(address).headers["etag"]

    response = other_signed_in.client.get(address, headers={"If-None-Match": tag})

    assert response.status_code == 404


def test_nobody_sees_a_picture_without_signing_in(client, signed_in, address):
    assert client.get(address).status_code == 303


def test_a_width_that_is_not_offered_is_refused(signed_in, photo):
    assert signed_in.client.get(f"/photos/{photo.id}/thumbnail?w=9999").status_code == 422


def test_each_width_has_a_tag_of_its_own(signed_in, photo):
    tags = {
        signed_in.client.get(f"/photos/{photo.id}/thumbnail?w={width}").headers["etag"]
        for width in (160, 320, 640)
    }

    assert len(tags) == 3


def test_a_photo_too_damaged_to_be_shown_has_a_calm_picture_in_its_place(
    app, session, signed_in, photo
):
    damaged = build_photo(session, signed_in.book, app.state.photo_store, jpeg()[:40])
    session.commit()
    address = f"/photos/{damaged.id}/thumbnail?w=640"

    seen = signed_in.client.get(address, headers={"Accept": "image/avif,image/webp,*/*"})
    told = signed_in.client.get(address, headers={"Accept": "application/json"})

    assert (seen.status_code, seen.headers["content-type"]) == (404, "image/svg+xml")
    assert seen.headers["cache-control"] == "no-store"
    assert fromstring(seen.content).tag.endswith("svg")
    assert told.json()["error"]["code"] == "not_found"


def test_a_photo_is_decoded_once_whatever_widths_are_asked_for_and_however_many_ask(
    signed_in, photo, monkeypatch
):
    decoded = []

    def note_and_decode(photo: bytes, **how):
        decoded.append(photo)
        return decode_photo(photo, **how)

    monkeypatch.setattr(ocr.decode, "decode_photo", note_and_decode)
    addresses = [f"/photos/{photo.id}/thumbnail?w={width}" for width in (160, 320, 640, 1280)]

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(signed_in.client.get, 3 * addresses))

    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.content for answer in answers}) == len(addresses)
    assert decoded == [jpeg(800, 500)]
