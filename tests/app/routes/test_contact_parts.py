"""A part of a person is changed in its place; only a change of the same part is a conflict."""

from __future__ import annotations

import html
import re
from dataclasses import replace

import pytest

from app import contacts
from app.contact_values import ContactValues, PhoneValue, values_of
from app.models import Contact, FollowUpKind, Note, Scan, ScanState
from tests.builders import build_follow_up, build_photo, build_scan

ADA = ContactValues(
    given_name="Ada",
    family_name="Abel",
    organization="Ébène inc.",
    emails=("ada@example.com",),
    phones=(PhoneValue("514 555-0147"),),
)


@pytest.fixture
def contact(signed_in, session) -> Contact:
    made = contacts.create_contact(
        session, signed_in.book.id, ADA, account_id=signed_in.account.id, region="CA"
    )
    session.commit()
    return made


@pytest.fixture
def change(signed_in, session, contact):
    """Change the contact as another tab does."""

    def change_values(**values):
        session.expire_all()
        contacts.update_contact(
            session,
            contact,
            replace(values_of(contact), **values),
            version=contact.version,
            account_id=signed_in.account.id,
            region="CA",
        )
        session.commit()

    return change_values


@pytest.fixture
def stamp(signed_in, contact):
    def read(place="emails"):
        page = signed_in.client.get(f"/contacts/{contact.id}/parts/{place}").text
        return stamp_on(page)

    return read


def stamp_on(page: str) -> str:
    found = re.search(r'name="stamp" value="(\w+)"', page)
    assert found is not None
    return found[1]


@pytest.fixture
def save(signed_in, contact):
    def send(place, **fields):
        return signed_in.client.post(
            f"/contacts/{contact.id}/parts/{place}", data=fields, follow_redirects=False
        )

    return send


def reload(session, contact) -> Contact:
    session.expire_all()
    found = session.get(Contact, contact.id)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("place", "fields", "changed"),
    [
        ("name", {"given_name": "Adèle", "family_name": "Abel"}, {"given_name": "Adèle"}),
        ("work", {"title": "Ébéniste", "organization": "Noyer"}, {"title": "Ébéniste"}),
        ("emails", {"email": ["a@example.com", "b@example.com", ""]}, {}),
        ("phones", {"phone_value": "418 555-0101", "phone_label": "cell"}, {}),
        ("links", {"link_value": "ebene.example", "link_service": ""}, {}),
        ("addresses", {"address_street": "1, rue X", "address_locality": "Lévis"}, {}),
        ("comment", {"comment": "Aime le noyer"}, {"comment": "Aime le noyer"}),
        ("spare_card", {"has_spare_card": "1"}, {"has_spare_card": True}),
    ],
)
def test_each_part_is_saved_alone_and_the_others_stay(
    contact, session, save, stamp, place, fields, changed
):
    before = values_of(contact)

    answer = save(place, stamp=stamp(place), **fields)

    assert answer.status_code == 303
    assert answer.headers["location"] == f"/contacts/{contact.id}#part-{place}"
    after = values_of(reload(session, contact))
    assert after != before
    for name, value in changed.items():
        assert getattr(after, name) == value
    kept = "organization" if place not in ("work",) else "emails"
    assert getattr(after, kept) == getattr(before, kept)


def test_what_cannot_be_kept_is_told_beside_its_field(contact, session, save, stamp):
    answer = save("emails", stamp=stamp(), email=["ada-example.com"])

    assert answer.status_code == 422
    assert 'id="email-0-error"' in answer.text
    assert 'value="ada-example.com"' in answer.text
    assert reload(session, contact).emails[0].value == "ada@example.com"


def test_a_change_of_another_part_meanwhile_is_no_conflict(contact, session, save, stamp, change):
    seen = stamp("emails")
    change(organization="Noyer")

    assert save("emails", stamp=seen, email=["ada@noyer.example"]).status_code == 303

    after = reload(session, contact)
    assert (after.organization, after.emails[0].value) == ("Noyer", "ada@noyer.example")


def test_a_change_of_the_same_part_shows_both_versions_in_its_place(
    contact, session, save, stamp, change
):
    seen = stamp("emails")
    change(emails=("theirs@example.com",))

    answer = save("emails", stamp=seen, email=["mine@example.com"])

    assert answer.status_code == 409
    assert "theirs@example.com" in answer.text
    assert 'value="mine@example.com"' in answer.text
    assert "Ada Member" in answer.text
    assert reload(session, contact).emails[0].value == "theirs@example.com"

    again = save("emails", stamp=stamp_on(answer.text), email=["mine@example.com"])

    assert again.status_code == 303
    assert reload(session, contact).emails[0].value == "mine@example.com"


def test_saving_what_somebody_else_saved_already_is_no_conflict(save, stamp, change):
    seen = stamp("emails")
    change(emails=("new@example.com",))

    assert save("emails", stamp=seen, email=["new@example.com"]).status_code == 303


def test_the_text_of_a_note_is_corrected_beside_its_picture(signed_in, contact, session, app):
    picture = build_photo(session, signed_in.book, app.state.photo_store)
    note = Note(
        book_id=signed_in.book.id, contact_id=contact.id, text="rappelr", picture_id=picture.id
    )
    session.add(note)
    session.commit()
    address = f"/contacts/{contact.id}/notes/{note.id}"
    page = signed_in.client.get(address).text
    assert f"/photos/{picture.id}/thumbnail" in page

    sent = {"stamp": stamp_on(page), "note_text": "rappeler"}
    assert signed_in.client.post(address, data=sent, follow_redirects=False).status_code == 303
    late = {"stamp": stamp_on(page), "note_text": "rapporter"}
    conflict = signed_in.client.post(address, data=late)

    assert conflict.status_code == 409
    assert ">rapporter</textarea>" in html.unescape(conflict.text)
    session.refresh(note)
    assert note.text == "rappeler"


def test_what_is_no_part_of_a_person_is_not_there(signed_in, contact):
    address = f"/contacts/{contact.id}/parts/shoe_size"

    assert signed_in.client.get(address).status_code == 404
    assert signed_in.client.post(address).status_code == 404


def test_a_person_who_became_a_part_of_another_one_is_shown_there(signed_in, contact, session):
    kept = contacts.create_contact(
        session, signed_in.book.id, ADA, account_id=signed_in.account.id, region="CA"
    )
    contacts.delete_contact(session, contact, account_id=None)
    contact.merged_into_id = kept.id
    session.commit()

    answer = signed_in.client.get(f"/contacts/{contact.id}", follow_redirects=False)

    assert (answer.status_code, answer.headers["location"]) == (303, f"/contacts/{kept.id}")


def test_reading_a_card_again_leads_to_its_review_and_changes_nothing_yet(
    signed_in, contact, app, session
):
    scan = build_scan(
        session,
        signed_in.book,
        app.state.photo_store,
        state=ScanState.REVIEWED,
        contact_id=contact.id,
        reading={"contact": {}},
    )
    session.commit()

    answer = signed_in.client.post(
        f"/contacts/{contact.id}/rereadings", data={"scan_id": scan.id}, follow_redirects=False
    )

    assert (answer.status_code, answer.headers["location"]) == (303, f"/scans/{scan.id}")
    session.expire_all()
    again = session.get_one(Scan, scan.id)
    assert (again.state, again.contact_id) == (ScanState.WAITING, contact.id)
    assert values_of(reload(session, contact)).emails == ("ada@example.com",)
    nobodys = signed_in.client.post(f"/contacts/{contact.id}/rereadings", data={"scan_id": 4711})
    assert nobodys.status_code == 404


def test_a_next_step_that_was_removed_comes_back(signed_in, contact, session):
    text = 'Devis "noyer" & chêne'
    step = build_follow_up(session, contact, kind=FollowUpKind.SEND, text=text)
    day = step.due_on
    session.commit()

    page = signed_in.client.post(
        f"/follow-ups/{step.id}/deletions",
        data={"next": f"/contacts/{contact.id}"},
        follow_redirects=True,
    ).text

    assert reload(session, contact).follow_ups == []
    change_id = re.findall(r'name="change_id" value="(\d+)"', page)[0]
    signed_in.client.post(f"/contacts/{contact.id}/undos", data={"change_id": change_id})
    (again,) = reload(session, contact).follow_ups
    assert (again.kind, again.due_on, again.text) == (FollowUpKind.SEND, day, text)
