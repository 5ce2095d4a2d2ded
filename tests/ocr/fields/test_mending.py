"""Addresses mended by what the rest of the card says, and left alone where it says nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.fields import guess_contact
from ocr.fields.mending import (
    agreed_hosts,
    differ_by_one,
    find_damaged_email,
    find_damaged_url,
    with_letters_of_name,
    with_plain_host,
    without_glued_label,
)
from ocr.fields.pieces import make_pieces
from ocr.fields.typed import find_typed
from tests.ocr.fields.cards import card


@pytest.mark.parametrize(
    ("line", "hosts", "address"),
    [
        ("adaQnorthbay.com", ["northbay.com"], "ada@northbay.com"),
        ("ada(a)northbay.com", ["northbay.com"], "ada@northbay.com"),
        ("ada@northbaycom", ["northbay.com"], "ada@northbay.com"),
        ("ada@northbay co uk", ["northbay.co.uk"], "ada@northbay.co.uk"),
        ("E-mail: ada.lindqvist northbay.com", ["northbay.com"], "ada.lindqvist@northbay.com"),
        ("ada.lindqvistQgmail.com", [], "ada.lindqvist@gmail.com"),
        ("ada.lindqvist©gmail com", [], "ada.lindqvist@gmail.com"),
        ("www.northbay.com", ["northbay.com"], None),
        ("northbay.com", ["northbay.com"], None),
        ("Head of northbay.com", ["northbay.com"], None),
        ("ada northbay.com", ["northbay.com"], None),
    ],
)
def test_an_e_mail_at_a_known_host_is_found_though_its_sign_was_misread(
    line: str, hosts: list[str], address: str | None
):
    span = find_damaged_email(line, hosts)

    assert (span.value if span else None) == address
    assert span is None or span.is_repaired


@pytest.mark.parametrize(
    ("line", "address"),
    [
        ("wwwnorthbaycom", "www.northbay.com"),
        ("www northbay com", "www.northbay.com"),
        ("www-northbay.com", "www.northbay.com"),
        ("northbay. com", "northbay.com"),
        ("northbay", None),
    ],
)
def test_a_site_at_the_host_of_the_e_mails_is_found_though_its_dots_were_lost(
    line: str, address: str | None
):
    span = find_damaged_url(line, ["northbay.com"])

    assert (span.value if span else None) == address


def test_a_mail_provider_is_nobody_s_site():
    assert find_damaged_url("gmail com", ["gmail.com"]) is None


def test_hosts_that_differ_by_a_misreading_become_one():
    assert agreed_hosts(["n0rthbay.com", "northbay.com"]) == {"n0rthbay.com": "northbay.com"}
    assert agreed_hosts(["northbaycouk", "northbay.co.uk"]) == {"northbaycouk": "northbay.co.uk"}
    assert agreed_hosts(["www.northbay.com", "northbay.com"]) == {}
    assert agreed_hosts(["northbay.com", "southbay.com"]) == {}


def test_the_dot_behind_a_mail_host_is_lost_where_the_card_names_the_site():
    hosts = ["mailnorthbay.com", "northbay.com"]

    assert agreed_hosts(hosts) == {"mailnorthbay.com": "mail.northbay.com"}
    assert agreed_hosts(["mailn0rthbay.com", "n0rthbay.com", "northbay.com"]) == {
        "n0rthbay.com": "northbay.com",
        "mailn0rthbay.com": "mail.northbay.com",
    }
    assert agreed_hosts(["mailnorthbay.com", "southbay.com"]) == {}
    assert agreed_hosts(["greatnorthbay.com", "northbay.com"]) == {}


def test_the_host_whose_name_the_card_prints_is_the_right_one():
    hosts = ["arnberg.com", "amberg.com"]

    assert agreed_hosts(hosts, ["ARNBERG OPTICS"]) == {"amberg.com": "arnberg.com"}
    assert agreed_hosts(hosts, ["Amberg Optics"]) == {"arnberg.com": "amberg.com"}


def test_a_capital_i_in_a_host_is_an_l():
    assert with_plain_host("Ioopwise.com") == "loopwise.com"
    assert with_plain_host("Northbay.com") == "Northbay.com"
    assert with_plain_host("INFO.COM") == "INFO.COM"


@pytest.mark.parametrize(
    ("address", "texts", "mended"),
    [
        ("Eada@northbay.com", ["Ada Lindqvist"], "ada@northbay.com"),
        ("Ealindqvist@northbay.com", ["A. Lindqvist", "T 541-555-0143"], "alindqvist@northbay.com"),
        ("Eric@northbay.com", ["Eric Lindqvist", "T 541-555-0143"], "Eric@northbay.com"),
        ("Emma@northbay.com", ["Emma Lindqvist"], "Emma@northbay.com"),
        ("ada@northbay.com", ["T 541-555-0143"], "ada@northbay.com"),
        ("e.ada@northbay.com", ["Ada Lindqvist"], "ada@northbay.com"),
        (
            "e.lindqvist@northbay.com",
            ["Eva Lindqvist", "t. 541-555-0143"],
            "e.lindqvist@northbay.com",
        ),
        ("e.sidorov@northbay.com", ["Yegor Sidorov"], "e.sidorov@northbay.com"),
        ("e.montanari@northbay.com", ["Emanuele", "Montanari"], "e.montanari@northbay.com"),
        ("e.office@northbay.com", ["t. 541-555-0143"], "office@northbay.com"),
    ],
)
def test_a_label_of_one_letter_comes_off_an_e_mail(address: str, texts: list[str], mended: str):
    assert without_glued_label(address, texts) == mended


@pytest.mark.parametrize(
    ("address", "name", "mended"),
    [
        ("I.falk@northbay.com", "Lara Falk", "l.falk@northbay.com"),
        ("n0ra@northbay.com", "Nora Falk", "nora@northbay.com"),
        ("I.falk@northbay.com", "Ida Falk", "I.falk@northbay.com"),
        ("Info@northbay.com", "Ada Falk", "Info@northbay.com"),
    ],
)
def test_letters_of_an_e_mail_follow_the_name(address: str, name: str, mended: str):
    assert with_letters_of_name(address, [name]) == mended


@pytest.mark.parametrize(
    "lines",
    [
        ("ada.falk@", "northbay.com"),
        ("ada.falk", "@northbay.com"),
        ("ada.falk@northbay", ".com"),
        ("ada.falk@north", "bay.com"),
        ("E-mail: ada.falk@", "northbay.com"),
        ("ada.falk@northbay.", "com"),
    ],
)
def test_an_e_mail_broken_over_two_lines_is_one(lines: tuple[str, str]):
    contact = guess_contact([card("Ada Falk", *lines)])

    assert [e.value for e in contact.emails] == ["ada.falk@northbay.com"]
    assert len(contact.emails[0].lines) == 2


def test_an_ending_under_a_whole_e_mail_belongs_to_it():
    contact = guess_contact([card("Ada Falk", "ada.falk@northbay.com", ".br")])

    assert [e.value for e in contact.emails] == ["ada.falk@northbay.com.br"]


def test_a_site_under_an_e_mail_stays_a_site():
    contact = guess_contact([card("Ada Falk", "ada.falk@northbay.com", "northbay.com")])

    assert [e.value for e in contact.emails] == ["ada.falk@northbay.com"]
    assert [u.value for u in contact.urls] == ["northbay.com"]


def test_a_mended_e_mail_is_doubted_more_than_a_plain_one():
    plain = guess_contact([card("Ada Falk", "ada@northbay.com", "www.northbay.com")])
    mended = guess_contact([card("Ada Falk", "adaQnorthbay.com", "www.northbay.com")])

    assert [e.value for e in mended.emails] == ["ada@northbay.com"]
    assert mended.emails[0].confidence < plain.emails[0].confidence


@pytest.mark.parametrize(
    ("a", "b", "is_one"),
    [
        ("northbay.com", "nothbay.com", True),
        ("northbay.com", "morthbay.com", True),
        ("northbay.com", "northbays.com", True),
        ("northbay.com", "northbay.com", False),
        ("northbay.com", "southbay.com", False),
        ("ab.com", "ac.com", False),
    ],
)
def test_hosts_that_one_letter_tells_apart(a: str, b: str, is_one: bool):  # noqa: FBT001
    assert differ_by_one(a, b) is is_one
    assert differ_by_one(b, a) is is_one


def test_an_e_mail_that_the_site_contradicts_is_doubted():
    contact = guess_contact([card("Ada Falk", "ada.falk@nothbay.com", "www.northbay.com")])

    assert contact.emails[0].confidence < 0.7


def test_a_dot_read_as_a_blank_comes_back_where_the_name_says_so():
    contact = guess_contact([card("Ada Falk", "ada falk@northbay.com")])
    other = guess_contact([card("Ada Falk", "write to falk@northbay.com")])

    assert [e.value for e in contact.emails] == ["ada.falk@northbay.com"]
    assert contact.emails[0].confidence < 0.9
    assert [e.value for e in other.emails] == ["falk@northbay.com"]


@pytest.mark.parametrize("site", ["Onorthbay.com", "w.northbay.com"])
def test_an_icon_read_as_a_letter_comes_off_a_site(site: str):
    contact = guess_contact([card("Ada Falk", "ada@northbay.com", site)])

    assert [u.value for u in contact.urls] == ["northbay.com"]


def test_a_web_label_comes_off_a_site():
    contact = guess_contact([card("Ada Falk", "E ada@northbay.com", "Wnorthbay.com")])

    assert [u.value for u in contact.urls] == ["northbay.com"]


@given(st.text(max_size=60), st.lists(st.sampled_from(["northbay.com", "a.b.co.uk"]), max_size=2))
def test_any_text_is_searched_without_harm(line: str, hosts: list[str]):
    for span in (find_damaged_email(line, hosts), find_damaged_url(line, hosts)):
        assert span is None or 0 <= span.start < span.end <= len(line)


def test_a_site_above_a_handle_with_points_is_no_part_of_an_e_mail():
    side = card("Ada Lindqvist", "adalindqvist.example", "@ada.lindqvist.photo")

    assert find_typed(make_pieces(side)).emails == []


@pytest.mark.parametrize("site", ["northbay.example", "north-bay.example", "www.northbay.example"])
def test_a_site_above_a_handle_of_its_name_is_no_part_of_an_e_mail(site: str):
    address = f"ada@{site.removeprefix('www.')}"
    side = card("Ada Lindqvist", address, site, "@northbay.example")

    found = find_typed(make_pieces(side))

    assert [email.value for email in found.emails] == [address]
    assert site in [url.value for url in found.urls]
