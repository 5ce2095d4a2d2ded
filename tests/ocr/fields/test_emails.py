"""E-mail addresses as printed and as the reading spoils them. All hosts are reserved ones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.fields.emails import find_emails


@pytest.mark.parametrize(
    ("line", "address"),
    [
        ("ada.lindqvist@northbay.example", "ada.lindqvist@northbay.example"),
        ("E-mail: ada@northbay.example", "ada@northbay.example"),
        ("Courriel : ada@northbay.example", "ada@northbay.example"),
        ("E-mailada@northbay.example", "ada@northbay.example"),
        ("melanie@northbay.example", "melanie@northbay.example"),
        ("T+15145550143ada@northbay.example", "ada@northbay.example"),
        ("(514) 555-0143ada@northbay.example", "ada@northbay.example"),
        ("20231234ada@northbay.example", "20231234ada@northbay.example"),
        ("ada@northbay.example-www.northbay.example", "ada@northbay.example"),
        ("ada.lindqvist @ northbay.example", "ada.lindqvist@northbay.example"),
        ("ada.lindqvist@northbay,com", "ada.lindqvist@northbay.com"),
        ("ada.lindqvist@northbay. com", "ada.lindqvist@northbay.com"),
        ("ada©northbay.example", "ada@northbay.example"),
        ("ada(at)northbay.example", "ada@northbay.example"),
        ("ada@northbay.c0m", "ada@northbay.com"),
        ("ada@northbaycom", "ada@northbay.com"),
        ("ADA@NORTHBAY.EXAMPLE", "ada@northbay.example"),
        ("ada@northbay.comwww.northbay.com", "ada@northbay.com"),
        ("ada@northbay.test.www.northbay.test", "ada@northbay.test"),
        ("ada@northbay.comTel", "ada@northbay.com"),
        ("ada@northbay.comhttps://northbay.com", "ada@northbay.com"),
        ("ada@northbay.examplehttp://northbay.example", "ada@northbay.example"),
        ("邮箱：ada@northbay.example", "ada@northbay.example"),
        ("电邮ada@northbay.example电话", "ada@northbay.example"),
        ("البريد ada@northbay.example", "ada@northbay.example"),
        ("Write to ada@northbay.example today", "ada@northbay.example"),
        ("a-lindqvist@mail.northbay.test", "a-lindqvist@mail.northbay.test"),
    ],
)
def test_an_address_is_found_and_mended(line: str, address: str):
    assert [span.value for span in find_emails(line)] == [address]


def test_a_letter_and_a_dot_before_an_address_are_its_label():
    (email,) = find_emails("e. ada@northbay.com")

    assert (email.value, email.start) == ("ada@northbay.com", 0)


@pytest.mark.parametrize("line", ["", "@", "@northbay", "Open at noon", "5 @ 10", "ada@", "a@b"])
def test_what_is_no_address_is_left_alone(line: str):
    assert find_emails(line) == []


def test_two_addresses_in_a_line_are_two():
    found = find_emails("ada@northbay.example / sales@northbay.example")

    assert [span.value for span in found] == ["ada@northbay.example", "sales@northbay.example"]


@pytest.mark.parametrize(
    ("line", "addresses"),
    [
        (
            "ada@northbay.example, bo.li@mail.example",
            ["ada@northbay.example", "bo.li@mail.example"],
        ),
        ("ada@northbay.example, www.northbay.example", ["ada@northbay.example"]),
        ("ada@northbay.example . www.northbay.example", ["ada@northbay.example"]),
        ("ada@northbay.co,uk", ["ada@northbay.co.uk"]),
    ],
)
def test_a_comma_parts_an_address_from_what_follows(line: str, addresses: list[str]):
    assert [span.value for span in find_emails(line)] == addresses


def test_a_mended_address_says_so():
    assert find_emails("ada@northbay,com")[0].is_repaired
    assert not find_emails("ada@northbay.com")[0].is_repaired


def test_the_span_covers_the_label():
    line = "Tel 555 E-mail: ada@northbay.example"
    span = find_emails(line)[0]

    assert line[: span.start].strip() == "Tel 555"
    assert span.end == len(line)


@given(st.text(max_size=80))
def test_any_text_is_searched_without_harm(line: str):
    for span in find_emails(line):
        assert 0 <= span.start < span.end <= len(line)
        assert "@" in span.value
