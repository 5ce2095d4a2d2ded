"""Judging a photo over the API, right after the shot."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import func, select

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
