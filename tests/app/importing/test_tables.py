"""Tables that are written in every way, and some that are none."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.importing.columns import MEANINGS, guess_columns, is_meaning
from app.importing.headings import HEADINGS
from app.importing.preparing import read_entries
from app.importing.records import Record, Refusal
from app.importing.tables import NoTableError, look_at_table, read_rows
from app.models import ImportKind


def read(text: str | bytes, **choices: object) -> list[Record | Refusal]:
    data = text if isinstance(text, bytes) else text.encode()
    return list(read_entries(ImportKind.CSV, io.BytesIO(data), "CA", "en", choices))


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_a_table_is_read_whatever_its_delimiter_and_encoding(delimiter, encoding):
    rows = [["Prénom", "Nom", "Courriel"], ["Zoé", "Lefèvre", "zoe@atelier.example"]]
    text = "\r\n".join(delimiter.join(row) for row in rows) + "\r\n"

    (record,) = read(text.encode(encoding))

    assert record.values.full_name == "Zoé Lefèvre"
    assert record.values.emails == ("zoe@atelier.example",)


def test_every_heading_that_is_listed_has_a_meaning_that_can_be_chosen():
    assert set(HEADINGS.values()) <= set(MEANINGS)


def test_title_is_a_civility_or_a_job_by_what_stands_below():
    headings = ["Titre", "Prénom", "Nom", "Titre"]
    samples = [["Mme", "Zoé", "Testard", "Directrice"], ["M.", "Luc", "Essai", "Maçon"]]

    assert guess_columns(headings, samples) == ["prefix", "given_name", "family_name", "title"]


def test_a_heading_nobody_knows_is_guessed_by_what_stands_below():
    headings = ["Foo", "Bar", "Baz", "Qux"]
    samples = [["zoe@a.example", "514 555-0100", "https://a.example", "42"]] * 3

    assert guess_columns(headings, samples) == ["email", "phone:work", "url", "ignore"]


def test_what_its_owner_says_of_the_columns_is_done():
    (record,) = read("Foo,Bar\nTestard,Zoé\n", columns=["family_name", "given_name"])

    assert (record.values.given_name, record.values.family_name) == ("Zoé", "Testard")


def test_a_column_can_be_kept_in_the_note_with_its_name():
    (record,) = read("Name,Shoe size\nZoé,39\n", columns=["full_name", "named_comment"])

    assert record.values.comment == "Shoe size: 39"


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("email", True), ("phone:@2", True), ("phone:@3", False), ("phone:@x", False), ("", False),
     ("email:@1", False), ("phone:@²", False)],
)  # fmt: skip
def test_a_meaning_is_one_of_those_that_there_are(text, is_one):
    assert is_meaning(text, 2) is is_one


def test_lines_are_counted_as_an_editor_counts_them():
    text = 'Name,Email,Notes\nZoé,z@a.example,"une\ndeux"\n\nLuc,l@a.example,\n'

    assert [record.line for record in read(text)] == [2, 5]


def test_a_quotation_mark_that_nobody_closed_costs_one_line_alone():
    text = 'Name,Email\n"Zoé,z@a.example\nLuc,l@a.example\nMia,m@a.example\n'

    found = read(text)

    assert (found[0].line, found[0].reason) == (
        2,
        "A quotation mark is opened here and never closed.",
    )
    assert [one.values.full_name for one in found[1:]] == ["Luc", "Mia"]


def test_a_quotation_mark_open_over_a_thousand_lines_costs_one_line_alone():
    rows = "".join(f"P{n} Essai,p{n}@a.example\n" for n in range(1000))

    found = read(f'Name,Email\n"Zoé,z@a.example\n{rows}')

    assert sum(isinstance(one, Refusal) for one in found) == 1
    assert sum(isinstance(one, Record) for one in found) == 1000


def test_rows_may_have_more_or_fewer_cells_than_there_are_columns():
    found = read("Name,Email\nZoé\nLuc,l@a.example,more,and more\n")

    assert [one.values.full_name for one in found] == ["Zoé", "Luc"]


def test_a_row_without_anybody_is_refused_with_how_it_begins():
    (found,) = read("Name,Email,Notes\n,,rien ici\n")

    assert (found.line, found.text) == (2, "rien ici")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n\n",
        b"just some words\nand some more\n",
        b"\x00\x01\x02" * 50,
        b'Name,Email\n"' + (b"a" * 90_000 + b"\n") * 4,
    ],
)
def test_what_is_no_table_of_contacts_is_said_to_be_none(data):
    with pytest.raises(NoTableError):
        look_at_table(io.BytesIO(data))


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_at_all_break_the_reader(noise):
    file = io.BytesIO(b"Name,Email\nZo,z@a.example\n" + noise)
    try:
        table = look_at_table(file)
    except NoTableError:
        return

    assert sum(1 for _ in read_rows(file, table)) <= 310
