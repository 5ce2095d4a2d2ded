"""The error page: what happened, in the person's words, and a way on."""

from __future__ import annotations

import pytest

FRENCH = {"Accept-Language": "fr-CA"}


@pytest.fixture
def french_client(signed_in, session):
    signed_in.account.language = None
    session.merge(signed_in.account)
    session.commit()
    signed_in.client.headers.update(FRENCH)
    return signed_in.client


def assert_says(answer, status, *words):
    assert answer.status_code == status
    assert '<html lang="fr">' in answer.text
    assert 'href="/"' in answer.text
    for word in words:
        assert word in answer.text


def test_what_is_not_there(french_client):
    assert_says(french_client.get("/contacts/999999"), 404, "Rien ici", "ce n’est pas à vous")


def test_what_is_too_large(french_client, settings):
    headers = {"Content-Length": str(settings.upload_limit_bytes + 1)}

    answer = french_client.post("/scans", headers=headers, content=b"")

    assert_says(answer, 413, "Trop lourd")


def test_too_many_failed_sign_ins(client, signed_in):
    data = {"email": signed_in.account.email, "password": "a wrong password"}
    for _attempt in range(11):
        answer = client.post("/sign-ins", data=data, headers=FRENCH)

    assert_says(answer, 429, "Un peu de patience", "Vous pourrez réessayer dans")
    assert int(answer.headers["retry-after"]) > 0


def test_a_program_on_the_page_is_told_in_the_persons_language_too(french_client):
    answer = french_client.post(
        "/scans",
        headers={"Accept": "application/json"},
        files={"recto": ("card.jpg", b"not a picture", "image/jpeg")},
    )

    assert answer.status_code == 422
    assert answer.json()["error"]["code"] == "not_an_image"
    assert answer.json()["error"]["hint"].startswith("Ce fichier n’est pas une image")
