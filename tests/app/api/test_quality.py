"""Judging a photo over the API, right after the shot."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import func, select

from app.middleware import FORM_LIMIT_BYTES
from app.models import Photo, Scan
from drawn import draw_card, photograph_card
from drawn.photo_options import GENTLE
from tests.builders import jpeg


def photo(**options: object) -> bytes:
    card = draw_card(seed=60, layout="classic", annotation="none")
    return photograph_card(card, 7, replace(GENTLE, background="dark_table", **options)).jpeg


def ask(browser, data: bytes, **headers: str):
    files = {"photo": ("a.jpg", data, "image/jpeg")}
    return browser.client.post("/api/quality", files=files, headers=headers)


def test_a_good_photo_has_nothing_to_say(signed_in):
    answer = ask(signed_in, photo())

    assert answer.status_code == 200
    assert answer.json()["hints"] == []
    assert answer.json()["sharpness"] > 4


def test_a_blurred_photo_is_told_in_the_members_language(signed_in, session):
    signed_in.account.language = "fr"
    session.commit()

    (hint,) = ask(signed_in, photo(defocus_px=(5.0, 5.0))).json()["hints"]

    assert hint["code"] == "blurred"
    assert hint["hint"].startswith("La photo est floue")


def test_a_reduced_copy_is_judged_by_the_photo_that_will_be_read(signed_in):
    copy = photo(long_side_px=1600, fill_ratio=(0.22, 0.22))
    files = {"photo": ("a.jpg", copy, "image/jpeg")}
    taken = {"taken_long_side_px": "4000"}

    alone = signed_in.client.post("/api/quality", files=files).json()
    as_taken = signed_in.client.post("/api/quality", files=files, data=taken).json()

    assert [hint["code"] for hint in alone["hints"]] == ["too_small"]
    assert as_taken["hints"] == []


def test_a_size_that_no_photo_has_is_refused(signed_in):
    files = {"photo": ("a.jpg", photo(), "image/jpeg")}

    for size in ("-1", "1000000", "large"):
        answer = signed_in.client.post(
            "/api/quality", files=files, data={"taken_long_side_px": size}
        )
        assert answer.status_code == 422


def test_a_photo_as_large_as_phones_make_is_judged(signed_in):
    # Bytes after the end of a picture are nobody's; forms other than photos end at a megabyte.
    padded = photo() + bytes(FORM_LIMIT_BYTES)

    assert ask(signed_in, padded).status_code == 200


def test_nothing_is_kept(signed_in, app, session):
    ask(signed_in, photo())

    for table in (Photo, Scan):
        assert session.scalar(select(func.count()).select_from(table)) == 0
    assert not [file for file in app.state.photo_store.folder.rglob("*") if file.is_file()]


def test_what_cannot_be_judged_says_why(signed_in, settings):
    told = [
        ask(signed_in, b""),
        ask(signed_in, b"not a picture"),
        ask(signed_in, jpeg()[:200]),
        ask(signed_in, b"\xff\xd8\xff" + bytes(settings.photo_limit_bytes)),
    ]

    assert [answer.status_code for answer in told] == [422, 422, 422, 413]
    assert told[1].json()["error"]["code"] == "not_an_image"
    assert all(answer.json()["error"]["hint"] for answer in told)


def test_only_members_have_photos_judged(signed_in):
    signed_in.client.cookies.clear()

    assert ask(signed_in, photo()).status_code == 401
