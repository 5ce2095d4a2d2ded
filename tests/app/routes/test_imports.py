"""The pages about imports, from the choice of a file to the report."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from PIL import Image

from app.importing.queue import ImportQueue
from app.importing.worker import ImportWorker
from app.models import Contact, Import, ImportState
from tests.builders import jpeg

CSV = "Prénom,Nom,Courriel,Truc\nZoé,Testard,zoe@atelier.example,x\nLuc,,luc@a.example,\n,,,y\n"
CARD = "BEGIN:VCARD\nVERSION:3.0\nFN:Zoé Testard\nORG:Atelier\nEMAIL:z@a.example\nEND:VCARD\n"


@pytest.fixture
def work(app, settings, store) -> Callable[[], None]:
    queue = ImportQueue(app.state.engine, 3, timedelta(seconds=60))
    return ImportWorker(queue, store, settings).run


def send(browser, *files: tuple[str, str | bytes], key: str = "", **headers: str):
    sent = [
        ("files", (name, io.BytesIO(data if isinstance(data, bytes) else data.encode())))
        for name, data in files
    ]
    return browser.client.post("/imports", data={"client_key": key}, files=sent, headers=headers)


def visible(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_the_way_of_a_table_from_the_file_to_the_report(signed_in, session, work):
    client = signed_in.client
    place = send(signed_in, ("contacts.csv", CSV)).headers["location"]
    columns = client.get(place).text
    assert "What the columns are" in columns
    assert '<option value="given_name" selected>' in columns

    form = {"meaning": ["given_name", "family_name", "email", "ignore"]}
    assert client.post(f"{place}/columns", data=form).headers["location"] == place
    assert "Looking through the file" in client.get(place).text
    work()
    preview = visible(client.get(place).text)
    assert "2 entries will be brought in" in preview
    assert "Zoé Testard" in preview
    refused = visible(client.get(f"{place}?show=refused").text)
    assert "This entry has no name" in refused
    assert "line 4" in refused

    choice = {"row": ["1", "2"], "wanted": ["1"], "show": "new"}
    counted = client.post(f"{place}/choices", data=choice, headers={"HX-Request": "true"}).text
    assert "1 entry will be brought in" in counted
    client.post(f"{place}/confirmations", data={"tags": "salon"})
    assert "Bringing in" in client.get(place).text
    work()
    report = client.get(place).text

    assert "/contacts?import=" in report
    assert [one.full_name for one in session.query(Contact)] == ["Zoé Testard"]
    client.post(f"{place}/undos")
    work()
    assert "Taken back: 1 entry." in visible(client.get(place).text)


def test_a_changed_contact_shows_the_old_and_the_new_value(signed_in, session, work):
    client = signed_in.client
    first = send(signed_in, ("a.vcf", CARD)).headers["location"]
    work()
    client.post(f"{first}/confirmations", data={"tags": ""})
    work()
    second = send(signed_in, ("a.vcf", CARD.replace("Atelier", "Maison"))).headers["location"]
    work()

    page = client.get(f"{second}?show=changed").text

    assert "<del>Atelier</del> <ins>Maison</ins>" in page
    client.post(f"{second}/choices", data={"row": "1", "wanted": "1", "take": "1:organization"})
    assert 'value="1:organization" checked' in client.get(f"{second}?show=changed").text


def test_photos_lead_to_the_inbox(signed_in, work):
    place = send(signed_in, ("a.jpg", jpeg(grey=1)), ("b.jpg", jpeg(grey=2))).headers["location"]
    work()
    assert "2 entries will be brought in" in visible(signed_in.client.get(place).text)
    signed_in.client.post(f"{place}/confirmations")
    work()

    assert 'href="/inbox"' in signed_in.client.get(place).text


def test_the_preview_of_photos_shows_them_small_and_late(signed_in, work):
    place = send(signed_in, ("a.jpg", jpeg(grey=1)), ("b.jpg", jpeg(grey=2))).headers["location"]
    work()

    pictures = re.findall(
        r'<img src="(/photos/\d+/thumbnail\?w=160)"[^>]*loading="lazy"',
        signed_in.client.get(place).text,
    )

    assert len(set(pictures)) == 2
    answers = [signed_in.client.get(address) for address in pictures]
    assert [one.headers["content-type"] for one in answers] == ["image/jpeg"] * 2


def test_portraits_are_told_before_and_after(signed_in, session, work):
    made = io.BytesIO()
    Image.new("RGB", (90, 90)).save(made, "PNG")
    photo = base64.b64encode(made.getvalue()).decode()
    with_one = CARD.replace("END", f"PHOTO;ENCODING=b:{photo}\nEND")
    without = "BEGIN:VCARD\nVERSION:3.0\nFN:Luc\nPHOTO;VALUE=uri:https://a.example/l\nEND:VCARD\n"
    place = send(signed_in, ("a.vcf", with_one + without)).headers["location"]
    work()
    preview = signed_in.client.get(place).text
    signed_in.client.post(f"{place}/confirmations")
    work()

    for page in (preview, signed_in.client.get(place).text):
        assert "With one picture of a person." in visible(page)
        assert "One picture of a person cannot be taken" in visible(page)
    assert preview.count("/thumbnail?w=160") == 1
    contact = session.query(Contact).filter(Contact.portrait_id.is_not(None)).one()
    shown = f"/photos/{contact.portrait_id}/thumbnail"
    assert shown in signed_in.client.get(f"/contacts/{contact.id}").text
    assert shown in signed_in.client.get("/contacts").text

    api = signed_in.client.get(f"/api/contacts/{contact.id}").json()
    assert api["portrait"] == f"/photos/{contact.portrait_id}"
    signed_in.client.post(f"/contacts/{contact.id}/portrait-removals")
    without = signed_in.client.get(f"/contacts/{contact.id}").text
    assert shown not in without
    signed_in.client.post(f"/contacts/{contact.id}/undos", data={"change_id": ""})
    assert shown in signed_in.client.get(f"/contacts/{contact.id}").text


def test_a_file_of_no_kind_is_refused_on_the_page_itself(signed_in, session):
    answer = send(signed_in, ("a.pdf", b"%PDF-1.7"))

    assert answer.status_code == 422
    assert "neither contacts nor photos" in answer.text
    assert session.query(Import).count() == 0


def test_no_file_at_all_is_told(signed_in):
    answer = signed_in.client.post("/imports", data={"client_key": "a"})

    assert answer.status_code == 422
    assert "Choose a file first" in answer.text


def test_the_same_form_sent_twice_is_one_import(signed_in, session):
    places = {send(signed_in, ("a.vcf", CARD), key="once").headers["location"] for _ in range(2)}

    assert len(places) == 1
    assert session.query(Import).count() == 1


def test_columns_that_say_of_nobody_are_refused_with_what_was_chosen(signed_in):
    place = send(signed_in, ("a.csv", CSV)).headers["location"]

    answer = signed_in.client.post(f"{place}/columns", data={"meaning": ["ignore"] * 4})

    assert answer.status_code == 422
    assert "Choose a column with a name" in answer.text


def test_a_preview_can_go_back_to_its_columns_and_be_forgotten(signed_in, session, work):
    client = signed_in.client
    place = send(signed_in, ("a.csv", CSV)).headers["location"]
    client.post(
        f"{place}/columns", data={"meaning": ["given_name", "family_name", "email", "ignore"]}
    )
    work()
    client.post(f"{place}/reopenings")
    assert "What the columns are" in client.get(place).text

    assert client.post(f"{place}/discards").headers["location"] == "/imports?dropped=1"

    assert client.get(place).status_code == 404
    assert session.query(Import).count() == 0


def test_an_import_under_way_reloads_its_page_when_it_is_over(signed_in, work):
    place = send(signed_in, ("a.vcf", CARD)).headers["location"]
    asking = {"HX-Request": "true", "HX-Target": "import-progress"}
    under_way = signed_in.client.get(place, headers=asking)
    work()
    over = signed_in.client.get(place, headers=asking)

    assert "hx-trigger" in under_way.text
    assert "<html" not in under_way.text
    assert over.headers["hx-refresh"] == "true"


def test_a_server_without_workers_says_so(signed_in):
    place = send(signed_in, ("a.vcf", CARD)).headers["location"]

    for path in ("/imports", place):
        assert "verso worker" in signed_in.client.get(path).text


def test_all_can_be_left_out_at_once(signed_in, work):
    place = send(signed_in, ("a.vcf", CARD)).headers["location"]
    work()

    signed_in.client.post(f"{place}/selections", data={"show": "new", "wanted": "0"})

    assert "Nothing will be brought in." in signed_in.client.get(place).text


def test_a_failed_import_says_why_and_can_go_on(signed_in, session, store, work):
    place = send(signed_in, ("a.vcf", CARD)).headers["location"]
    one = session.query(Import).one()
    store.remove(one.file_key)
    work()
    failed = signed_in.client.get(place).text
    assert "The file is no longer there" in failed

    signed_in.client.post(f"{place}/resumptions")

    session.refresh(one)
    assert one.state is ImportState.UPLOADED


def test_a_file_over_the_limit_is_refused_before_it_is_read(signed_in, app):
    huge = {"Content-Length": str(app.state.settings.import_limit_bytes + 1)}
    body = {"Content-Type": "multipart/form-data; boundary=x"}

    assert signed_in.client.post("/imports", content=b"", headers=huge | body).status_code == 413
