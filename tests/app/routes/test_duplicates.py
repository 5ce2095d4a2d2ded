"""The pages of duplicates: pairs side by side, merge, keep both, and undo of each."""

from __future__ import annotations

import re

import pytest

from app import contacts
from app.contact_values import ContactValues, PhoneValue
from app.models import Contact, ScanState
from ocr.types import PhoneLabel
from tests.builders import build_account, build_contact, build_scan

ONE = ContactValues(
    given_name="Geneviève",
    family_name="Tessier",
    organization="Atelier Boréal",
    title="Stagiaire",
    phones=(PhoneValue("514 555-0152", PhoneLabel.CELL),),
)
OTHER = ContactValues(
    given_name="Gen",
    family_name="Tessier",
    organization="Nordika",
    title="Architecte",
    emails=("g.tessier@nordika.example",),
    phones=(PhoneValue("514 555-0152", PhoneLabel.CELL),),
)


@pytest.fixture
def two(session, signed_in):
    made = [
        contacts.create_contact(session, signed_in.book.id, values, account_id=None, region="CA")
        for values in (ONE, OTHER)
    ]
    session.commit()
    return made[0].id, made[1].id


def post(signed_in, path, **data):
    return signed_in.client.post(path, data=data, follow_redirects=True)


def text_of(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.text))


def test_a_pair_is_shown_side_by_side_with_its_reasons(signed_in, two):
    page = signed_in.client.get("/duplicates")

    shown = text_of(page)
    assert "one pair that may be the same person" in shown
    assert "Same mobile number" in shown
    assert "Shortened given name" in shown
    assert "Stagiaire" in shown
    assert "Architecte" in shown


def test_merging_goes_on_with_the_next_pair_and_can_be_undone(signed_in, two):
    kept, gone = two
    page = post(
        signed_in,
        f"/contacts/{kept}/merges",
        other_id=gone,
        next="duplicates",
        choice_title="gone",
    )

    assert "Merged: everything of both is kept." in page.text
    assert "No duplicates" in page.text
    assert "Architecte" in signed_in.client.get(f"/contacts/{kept}").text

    undo = re.search(r'action="(/merges/\d+/undos)"', page.text)[1]
    page = post(signed_in, undo, next="duplicates")
    assert "one pair that may be the same person" in text_of(page)


def test_the_address_of_a_merged_contact_leads_to_the_kept_one(signed_in, two):
    kept, gone = two
    post(signed_in, f"/contacts/{kept}/merges", other_id=gone)

    page = signed_in.client.get(f"/contacts/{gone}", follow_redirects=True)

    assert page.url.path == f"/contacts/{kept}"
    assert "Merged contacts" in page.text


def test_keeping_both_is_not_asked_again_and_can_be_undone(signed_in, two):
    kept, gone = two
    page = post(signed_in, f"/contacts/{kept}/distinctions", other_id=gone)
    assert "Both are kept, and not proposed again." in page.text
    assert "No duplicates" in page.text

    page = post(signed_in, f"/contacts/{kept}/distinctions/undos", other_id=gone)
    assert "one pair that may be the same person" in text_of(page)


def test_somebody_is_offered_to_merge_with_and_can_be_searched_for(session, signed_in, two):
    kept, gone = two
    stranger = build_contact(session, signed_in.book, given_name="Luc", family_name="Plourde")
    contacts.tag_contact(session, stranger, ["client"], account_id=None)
    session.commit()

    offered = signed_in.client.get(f"/contacts/{kept}/merge").text
    assert f"/contacts/{kept}/merge?with={gone}" in offered
    assert f"with={stranger.id}" not in offered
    found = signed_in.client.get(f"/contacts/{kept}/merge", params={"q": "plourde"}).text
    assert f"/contacts/{kept}/merge?with={stranger.id}" in found
    assert signed_in.client.get(f"/contacts/{kept}/merge?with={stranger.id}").status_code == 200


def test_undo_says_what_was_changed_since_and_stays(session, signed_in, two):
    kept, gone = two
    page = post(signed_in, f"/contacts/{kept}/merges", other_id=gone)
    undo = re.search(r'action="(/merges/\d+/undos)"', page.text)[1]
    contact = session.get(Contact, kept)
    session.refresh(contact)
    changed = ContactValues(given_name="Geneviève", family_name="Roy", title="Associée")
    contacts.update_contact(
        session, contact, changed, version=contact.version, account_id=None, region="CA"
    )
    session.commit()

    page = post(signed_in, undo)

    assert "These are two contacts again." in page.text
    assert "Changed since the merge, and left as it is:" in page.text


def test_a_contact_of_another_book_is_not_there(session, signed_in, two):
    kept, _ = two
    _, other = build_account(session)
    stranger = build_contact(session, other)
    session.commit()

    for path, data in (
        (f"/contacts/{kept}/merges", {"other_id": stranger.id}),
        (f"/contacts/{stranger.id}/merges", {"other_id": kept}),
        (f"/contacts/{kept}/distinctions", {"other_id": stranger.id}),
    ):
        assert signed_in.client.post(path, data=data).status_code == 404
    assert signed_in.client.get(f"/contacts/{kept}/merge?with={stranger.id}").status_code == 404


def test_the_review_shows_whom_a_card_may_be_of(session, signed_in, two, store):
    scan = build_scan(session, signed_in.book, store, state=ScanState.READY, reading={})
    session.commit()
    asked = {
        "given_name": "Geneviève",
        "family_name": "Tessier",
        "organization": "Nordika",
        "email": "g.tessier@nordika.example",
    }

    shown = signed_in.client.get(f"/scans/{scan.id}/same-person", params=asked).text

    assert "Do you know this person already?" in shown
    assert f'value="{two[1]}:merge"' in shown
    assert f'name="same_seen" value="{two[1]}"' in shown
    nobody = signed_in.client.get(f"/scans/{scan.id}/same-person", params={"given_name": "Wei"})
    assert nobody.text.strip() == ""


def test_what_was_chosen_of_a_known_person_is_still_so_when_the_card_is_opened_again(
    session, signed_in, two, store
):
    scan = build_scan(session, signed_in.book, store, state=ScanState.READY, reading={})
    session.commit()
    taken = f"same-{two[0]}"
    work = {"fields": {"same": [f"{two[0]}:new_card"], "step": [taken], "step_taken": [taken]}}
    signed_in.client.put(f"/scans/{scan.id}/work", json=work)
    asked = {
        "given_name": "Geneviève",
        "family_name": "Tessier",
        "organization": "Altiva",
        "phone_value": "514 555-0152",
        "phone_label": "cell",
    }

    shown = signed_in.client.get(f"/scans/{scan.id}/same-person", params=asked).text

    assert f'name="step_taken" value="{taken}" checked' in shown
    assert re.search(rf'value="{two[0]}:new_card"[^>]* checked', shown)


def test_the_review_takes_the_card_of_a_new_position(session, signed_in, two, store):
    scan = build_scan(session, signed_in.book, store, state=ScanState.READY, reading={})
    session.commit()

    signed_in.client.post(
        f"/scans/{scan.id}/reviews",
        data={
            "given_name": "Geneviève",
            "family_name": "Tessier",
            "organization": "Altiva",
            "next_step": "none",
            "same": f"{two[0]}:new_card",
        },
    )

    session.expire_all()
    contact = session.get(Contact, two[0])
    assert contact.organization == "Altiva"
    assert [one.organization for one in contact.positions] == ["Atelier Boréal"]
    assert session.query(Contact).filter_by(deleted_at=None).count() == 2
