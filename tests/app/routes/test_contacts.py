"""The pages about people, as a browser without scripts uses them."""

from __future__ import annotations

import html
import re
import zipfile
from dataclasses import replace
from io import BytesIO

import pytest
import vobject
from sqlalchemy.orm.attributes import flag_modified

from app import contacts
from app.contact_values import ContactValues, PhoneValue
from app.encounters import meet_by_card
from app.models import Change, Contact, ScanState
from tests.builders import build_event, build_photo, build_scan

ADA = ContactValues(
    given_name="Ada",
    family_name="Abel-Zoé",
    organization="Ébène inc.",
    emails=("ada@example.com",),
    phones=(PhoneValue("514 555-0147"),),
)


@pytest.fixture
def add_contact(signed_in, session):
    def add(values=ADA, **more):
        contact = contacts.create_contact(
            session,
            signed_in.book.id,
            values,
            account_id=signed_in.account.id,
            region="CA",
            **more,
        )
        session.commit()
        return contact

    return add


def fields_of(page: str, action: str) -> dict[str, list[str]]:
    """What a browser would send of the form with this action, as it stands on the page."""
    form = page[page.index(f'action="{action}"') :]
    form = form[: form.index("</form>")]
    fields: dict[str, list[str]] = {}
    for tag in re.findall(r"<input[^>]*>|<textarea.*?</textarea>|<select.*?</select>", form, re.S):
        name = re.search(r'\sname="([^"]*)"', tag)
        if name is None or (re.search(r'type="(radio|checkbox)"', tag) and " checked" not in tag):
            continue
        if tag.startswith("<textarea"):
            value = re.search(r">(.*?)</textarea>", tag, re.S)
        elif tag.startswith("<select"):
            value = re.search(r'value="([^"]*)" selected', tag) or re.search(
                r'value="([^"]*)"', tag
            )
        else:
            value = re.search(r'\svalue="([^"]*)"', tag)
        fields.setdefault(name[1], []).append(html.unescape(value[1]) if value else "")
    return fields


def reload(session, contact) -> Contact:
    session.expire_all()
    return session.get(Contact, contact.id)


def test_an_empty_list_says_how_people_get_there(signed_in):
    page = signed_in.client.get("/contacts").text

    assert "Nobody here yet." in page
    assert 'href="/scan"' in page


def test_a_person_is_found_without_accents_or_capitals(signed_in, add_contact):
    add_contact()

    page = signed_in.client.get("/contacts", params={"q": "zoe ebene"}).text

    assert "Ada Abel-Zoé" in page
    assert 'value="zoe ebene"' in page


def test_a_search_that_finds_nobody_says_what_to_try(signed_in, add_contact):
    add_contact()

    assert "Nobody found." in signed_in.client.get("/contacts", params={"q": "xyz"}).text


def test_what_is_searched_is_shown_and_never_run(signed_in):
    page = signed_in.client.get("/contacts", params={"q": '"><script>x'}).text

    assert "<script>x" not in page


def test_while_somebody_types_the_list_alone_is_sent(signed_in, add_contact):
    add_contact()
    headers = {"HX-Request": "true"}

    fragment = signed_in.client.get("/contacts?q=ada", headers=headers)
    history = signed_in.client.get(
        "/contacts?q=ada", headers=headers | {"HX-History-Restore-Request": "true"}
    )

    assert fragment.text.lstrip().startswith('<div id="results"')
    assert "HX-Request" in fragment.headers["vary"]
    assert "<!doctype html>" in history.text


def test_a_tag_narrows_the_list(signed_in, add_contact):
    add_contact(tags=["Été"])
    add_contact(ContactValues(given_name="Bob"))

    page = signed_in.client.get("/contacts", params={"tag": "ete"}).text

    assert "Ada Abel-Zoé" in page
    assert ">Bob<" not in page


def test_a_person_can_be_typed_in(signed_in, session):
    fields = {"given_name": "Ada", "email": ["ada@example.com", ""], "phone_value": "514 555-0147"}
    response = signed_in.client.post("/contacts", data=fields)

    assert response.status_code == 303
    contact = session.query(Contact).one()
    assert response.headers["location"] == f"/contacts/{contact.id}"
    assert contact.phones[0].e164 == "+15145550147"


def test_what_cannot_be_kept_is_told_beside_its_field_and_nothing_typed_is_lost(signed_in, session):
    fields = {"given_name": "Ada", "email": ["ok@example.com", "nonsense"], "title": "Notaire"}
    response = signed_in.client.post("/contacts", data=fields)

    assert response.status_code == 422
    assert 'id="email-1-error"' in response.text
    assert 'value="nonsense"' in response.text
    assert 'value="Notaire"' in response.text
    assert session.query(Contact).count() == 0


def test_the_edit_form_sends_back_exactly_what_the_contact_has(signed_in, session, add_contact):
    values = ContactValues(
        given_name="Ada",
        family_name="Abel",
        suffix="ing.",
        phones=(PhoneValue("514 555-0147", extension="12"), PhoneValue("555-0148")),
        links=(),
        comment="ligne 1\nligne 2",
    )
    contact = add_contact(values)
    page = signed_in.client.get(f"/contacts/{contact.id}/edit").text

    fields = fields_of(page, f"/contacts/{contact.id}")
    response = signed_in.client.post(f"/contacts/{contact.id}", data=fields)

    assert response.status_code == 303
    assert reload(session, contact).version == contact.version
    assert contact.phones[0].extension == "12"


def test_a_second_tab_gets_both_versions_and_overwrites_nothing(signed_in, session, add_contact):
    contact = add_contact()
    address = f"/contacts/{contact.id}"
    mine = fields_of(signed_in.client.get(f"{address}/edit").text, address)
    theirs = dict(mine) | {"title": ["Notaire"], "email": ["ada@ebene.example"]}
    assert signed_in.client.post(address, data=theirs).status_code == 303

    conflict = signed_in.client.post(address, data=mine | {"title": ["Avocate"]})

    assert conflict.status_code == 409
    assert "Notaire" in conflict.text
    assert "Avocate" in conflict.text
    assert reload(session, contact).title == "Notaire"
    choices = fields_of(conflict.text, address)
    assert choices["choice_title"] == ["mine"]
    assert choices["choice_emails"] == ["theirs"]


def test_both_versions_can_be_mixed_and_saved(signed_in, session, add_contact):
    contact = add_contact()
    address = f"/contacts/{contact.id}"
    mine = fields_of(signed_in.client.get(f"{address}/edit").text, address)
    signed_in.client.post(address, data=mine | {"title": ["Notaire"], "email": ["b@example.com"]})
    conflict = signed_in.client.post(address, data=mine | {"title": ["Avocate"]})

    response = signed_in.client.post(address, data=fields_of(conflict.text, address))

    assert response.status_code == 303
    saved = reload(session, contact)
    assert saved.title == "Avocate"
    assert [email.value for email in saved.emails] == ["b@example.com"]


def test_a_deletion_is_undone_from_the_list(signed_in, session, add_contact):
    contact = add_contact()

    response = signed_in.client.post(f"/contacts/{contact.id}/deletions")
    page = signed_in.client.get(response.headers["location"]).text
    assert f'action="/contacts/{contact.id}/undos"' in page
    assert "Ada Abel-Zoé" not in page

    signed_in.client.post(f"/contacts/{contact.id}/undos")
    assert "Ada Abel-Zoé" in signed_in.client.get("/contacts").text


def test_the_page_of_a_deleted_contact_offers_to_bring_it_back(signed_in, session, add_contact):
    contact = add_contact()
    signed_in.client.post(f"/contacts/{contact.id}/deletions")

    page = signed_in.client.get(f"/contacts/{contact.id}")

    assert page.status_code == 200
    assert "This contact is in the bin." in page.text
    assert signed_in.client.get(f"/contacts/{contact.id}/edit").status_code == 404


def test_the_history_names_who_and_undoes_one_change(signed_in, session, add_contact):
    contact = add_contact()
    address = f"/contacts/{contact.id}"
    fields = fields_of(signed_in.client.get(f"{address}/edit").text, address)
    signed_in.client.post(address, data=fields | {"title": ["Notaire"]})
    page = signed_in.client.get(address).text
    assert "Ada Member" in page
    change_id = fields_of(page, f"{address}/undos")["change_id"]

    response = signed_in.client.post(f"{address}/undos", data={"change_id": change_id})

    assert response.status_code == 303
    assert reload(session, contact).title == ""


def test_what_can_no_longer_be_undone_is_a_409(signed_in, add_contact):
    contact = add_contact()

    response = signed_in.client.post(f"/contacts/{contact.id}/undos")

    assert response.status_code == 409


def test_tags_are_ticked_and_typed(signed_in, session, add_contact):
    contact = add_contact(tags=["client"])

    signed_in.client.post(
        f"/contacts/{contact.id}/tags", data={"tag": ["client"], "new_tags": "Été, toiture"}
    )

    assert [tag.name for tag in reload(session, contact).tags] == ["client", "Été", "toiture"]


def test_a_vcard_is_served_so_that_a_phone_opens_it(app, signed_in, session, add_contact):
    contact = add_contact()
    store = app.state.photo_store
    scan = build_scan(
        session, signed_in.book, store, state=ScanState.REVIEWED, contact_id=contact.id
    )
    scan.sides[0].card_id = build_photo(session, signed_in.book, store).id
    session.commit()

    response = signed_in.client.get(f"/contacts/{contact.id}.vcf")

    assert response.headers["content-type"] == "text/vcard; charset=utf-8"
    assert response.headers["content-disposition"] == (
        "inline; filename=\"Ada-Abel-Zoe.vcf\"; filename*=UTF-8''Ada%20Abel-Zo%C3%A9.vcf"
    )
    card = vobject.readOne(response.content.decode("utf-8"))
    assert card.fn.value == "Ada Abel-Zoé"
    assert card.photo.value.startswith(b"\xff\xd8")


def test_a_card_picture_that_is_damaged_does_not_stop_the_vcard(
    app, signed_in, session, add_contact
):
    contact = add_contact()
    store = app.state.photo_store
    build_scan(session, signed_in.book, store, recto=b"broken", contact_id=contact.id)
    session.commit()

    response = signed_in.client.get(f"/contacts/{contact.id}.vcf")

    assert response.status_code == 200
    assert "PHOTO" not in response.text


def test_several_people_are_one_file_of_those_chosen(signed_in, add_contact):
    chosen = [add_contact(ContactValues(given_name=name)).id for name in ("Ada", "Bob", "Cléo")]

    response = signed_in.client.get("/contacts.vcf", params={"id": chosen[:2]})

    names = [card.fn.value for card in vobject.readComponents(response.text)]
    assert names == ["Ada", "Bob"]


def test_with_nobody_chosen_the_file_is_of_the_whole_search(signed_in, add_contact):
    for name in ("Ada", "Bob"):
        add_contact(ContactValues(given_name=name))

    response = signed_in.client.get("/contacts.vcf", params={"q": "bo"})

    assert [card.fn.value for card in vobject.readComponents(response.text)] == ["Bob"]


def test_several_people_are_a_zip_of_single_files_for_an_iphone(signed_in, add_contact):
    first, second = (add_contact(ContactValues(given_name="Zoé")) for _ in range(2))

    response = signed_in.client.get("/contacts.zip", params={"id": [first.id, second.id]})

    with zipfile.ZipFile(BytesIO(response.content)) as archive:
        assert archive.namelist() == ["Zoe.vcf", f"Zoe-{second.id}.vcf"]
        card = vobject.readOne(archive.read("Zoe.vcf").decode("utf-8"))
    assert card.fn.value == "Zoé"


def test_somebody_elses_people_are_in_no_file(signed_in, other_signed_in, add_contact):
    contact = add_contact()

    card = other_signed_in.client.get("/contacts.vcf", params={"id": contact.id})
    archive = other_signed_in.client.get("/contacts.zip", params={"id": contact.id})

    assert (card.status_code, archive.status_code) == (404, 404)
    assert "Abel" not in card.text


def test_choosing_people_says_what_an_iphone_does_with_many(signed_in, add_contact):
    contact = add_contact()

    page = signed_in.client.get("/contacts?select=1").text

    assert f'name="id" value="{contact.id}"' in page
    assert "An iPhone adds only the first person" in page


def test_a_person_says_where_they_were_met_and_that_there_is_a_spare_card(
    app, signed_in, session, add_contact
):
    contact = add_contact(replace(ADA, has_spare_card=True))
    fair = build_event(session, signed_in.book, name="Salon du bois", place="Halle 3")
    for _ in range(2):
        scan = build_scan(
            session,
            signed_in.book,
            app.state.photo_store,
            event_id=fair.id,
            state=ScanState.REVIEWED,
        )
        meet_by_card(session, contact, scan, account_id=signed_in.account.id)
        scan.contact_id = contact.id
    session.commit()

    page = signed_in.client.get(f"/contacts/{contact.id}").text

    assert page.count("First time you met") == 1
    assert page.count("Salon du bois</a> · Halle 3") == 1
    assert "Spare card" in page
    note = vobject.readOne(signed_in.client.get(f"/contacts/{contact.id}.vcf").text).note.value
    assert note.count("Met: Salon du bois, Halle 3 (") == 1
    assert "There is a spare card." in note


def test_the_mark_of_a_spare_card_is_set_on_the_form_and_undone(signed_in, session, add_contact):
    contact = add_contact()
    action = f"/contacts/{contact.id}"

    def fields():
        return fields_of(signed_in.client.get(f"{action}/edit").text, action)

    signed_in.client.post(action, data=fields() | {"has_spare_card": "1"})
    assert reload(session, contact).has_spare_card
    assert fields()["has_spare_card"] == ["1"]
    assert "<ins>✓</ins>" in signed_in.client.get(action).text

    signed_in.client.post(f"{action}/undos")
    assert not reload(session, contact).has_spare_card
    assert "has_spare_card" not in fields()


def test_a_change_of_before_there_were_spare_cards_can_still_be_undone(
    signed_in, session, add_contact
):
    contact = add_contact()
    contacts.update_contact(
        session,
        contact,
        replace(ADA, title="Cheffe"),
        version=contact.version,
        account_id=None,
        region="CA",
    )
    for change in session.query(Change):
        for snapshot in (change.before, change.after):
            (snapshot or {}).pop("has_spare_card", None)
        flag_modified(change, "before")
        flag_modified(change, "after")
    session.commit()

    signed_in.client.post(f"/contacts/{contact.id}/undos")

    assert reload(session, contact).title == ""
    assert not contact.has_spare_card
