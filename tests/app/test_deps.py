"""Whose request it is."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.models import Scan
from tests.builders import jpeg


@pytest.fixture
def send(signed_in):
    def send_recto(owner: str):
        return signed_in.client.post(
            "/scans",
            files={"recto": ("recto.jpg", jpeg(), "image/jpeg")},
            headers={"Accept": "application/json", "Verso-Owner": owner},
        )

    return send_recto


def test_a_card_of_the_one_who_is_signed_in_is_taken(send, signed_in):
    assert send(f"{signed_in.account.id}-{signed_in.book.id}").status_code == 201


def test_a_device_that_sends_the_cards_of_another_is_told_that_they_are_not_signed_in(
    send, signed_in, session
):
    answer = send(f"{signed_in.account.id + 1}-{signed_in.book.id}")

    assert answer.status_code == 401
    assert session.scalars(select(Scan)).all() == []
