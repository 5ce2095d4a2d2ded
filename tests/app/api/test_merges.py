"""Merging over the API: matches, pairs, merge, undo, and who is somebody else."""

from __future__ import annotations

import pytest

from app import contacts
from app.contact_values import ContactValues
from app.merging import merge_contacts
from tests.builders import build_account, build_contact

ONE = ContactValues(
    given_name="Geneviève", family_name="Tessier", emails=("g.tessier@nordika.example",)
)


@pytest.fixture
def two(session, signed_in):
    made = [
        contacts.create_contact(session, signed_in.book.id, ONE, account_id=None, region="CA").id
        for _ in range(2)
    ]
    session.commit()
    return made


def test_matches_come_with_their_reasons(signed_in, two):
    (match,) = signed_in.client.get(f"/api/contacts/{two[0]}/matches").json()["matches"]

    assert match["contact_id"] == two[1]
    assert match["probability"] > 0.9
    assert {reason["kind"] for reason in match["reasons"]} == {"name", "email", "organization"}


def test_merge_and_undo(signed_in, two):
    kept, gone = two
    merged = signed_in.client.post(f"/api/contacts/{kept}/merges", json={"gone_id": gone})
    assert merged.status_code == 201

    again = signed_in.client.post(f"/api/contacts/{kept}/merges", json={"gone_id": gone})
    assert again.json() == merged.json()

    parted = signed_in.client.post(f"/api/merges/{merged.json()['id']}/undos")
    assert parted.json() == {"kept_id": kept, "gone_id": gone, "left": []}
    assert signed_in.client.get(f"/api/contacts/{gone}").status_code == 200


def test_a_merged_contact_leads_to_the_one_that_was_kept(signed_in, two, session):
    kept, gone = two
    third = build_contact(session, signed_in.book).id
    session.commit()
    signed_in.client.post(f"/api/contacts/{kept}/merges", json={"gone_id": gone})
    signed_in.client.post(f"/api/contacts/{third}/merges", json={"gone_id": kept})

    for path in ("/api/contacts/{}", "/api/contacts/{}/matches", "/contacts/{}.vcf"):
        answer = signed_in.client.get(path.format(gone))
        assert (answer.status_code, answer.headers["location"]) == (308, path.format(third))
        assert answer.headers["cache-control"] == "no-store"


def test_a_merged_contact_is_neither_changed_nor_deleted_with_the_kept_one(signed_in, two):
    kept, gone = two
    signed_in.client.post(f"/api/contacts/{kept}/merges", json={"gone_id": gone})

    assert signed_in.client.delete(f"/api/contacts/{gone}").status_code == 404
    assert signed_in.client.get(f"/api/contacts/{kept}").status_code == 200


def test_a_contact_merged_in_another_book_is_nowhere(signed_in, session):
    book = build_account(session)[1]
    kept, gone = build_contact(session, book), build_contact(session, book)
    merge_contacts(session, kept, gone, account_id=None, region="CA")
    session.commit()

    assert signed_in.client.get(f"/api/contacts/{gone.id}").status_code == 404


def test_a_contact_cannot_be_merged_with_itself(signed_in, two):
    answer = signed_in.client.post(f"/api/contacts/{two[0]}/merges", json={"gone_id": two[0]})

    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "same_contact")


def test_pairs_of_the_book_until_they_are_told_apart(signed_in, two):
    listed = signed_in.client.get("/api/duplicates").json()
    assert listed["total"] == 1
    assert listed["pairs"][0]["contact_ids"] == two

    told = signed_in.client.post(f"/api/contacts/{two[0]}/distinctions", json={"other_id": two[1]})
    assert told.status_code == 204
    assert signed_in.client.get("/api/duplicates").json()["pairs"] == []


def test_another_books_contacts_cannot_be_merged(session, signed_in, two):
    _, other = build_account(session)
    stranger = build_contact(session, other)
    session.commit()

    answer = signed_in.client.post(f"/api/contacts/{two[0]}/merges", json={"gone_id": stranger.id})
    assert answer.status_code == 404
