"""Web addresses as printed and as the reading spoils them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.fields.urls import find_urls


@pytest.mark.parametrize(
    ("line", "address"),
    [
        ("www.northbay.example", "www.northbay.example"),
        ("WWW.NORTHBAY.EXAMPLE", "www.northbay.example"),
        ("https://northbay.example/team", "https://northbay.example/team"),
        ("URLhttp://www.northbay.test/", "http://www.northbay.test/"),
        ("Web:www.northbay.example", "www.northbay.example"),
        ("www. northbay.example", "www.northbay.example"),
        ("http://wiww.northbay.example", "http://www.northbay.example"),
        ("wwvv.northbay.example", "www.northbay.example"),
        ("wwwnorthbay.com", "www.northbay.com"),
        ("www,northbay,com", "www.northbay.com"),
        ("northbay-optics.com", "northbay-optics.com"),
        ("northbay.co.uk", "northbay.co.uk"),
        ("Wwww.northbay.example", "www.northbay.example"),
        ("http:/www.northbay.com", "http://www.northbay.com"),
        ("http//northbay.com/en", "http://northbay.com/en"),
        ("htp://www.northbay.com", "http://www.northbay.com"),
        ("www·northbay.com", "www.northbay.com"),
        ("www.northbay. co. uk", "www.northbay.co.uk"),
        ("Northbay.ca", "Northbay.ca"),
        ("NORTHBAY.CA", "northbay.ca"),
        ("Visit us at northbay.com/team", "northbay.com/team"),
    ],
)
def test_an_address_is_found_and_mended(line: str, address: str):
    assert [span.value for span in find_urls(line)] == [address]


@pytest.mark.parametrize(
    "line",
    [
        "M.Sc.",
        "Northbay Co.Ltd",
        "B.Eng., P.Eng.",
        "No.12",
        "ada@northbay.example",
        "St.John",
        "www",
    ],
)
def test_abbreviations_and_e_mails_are_no_web_addresses(line: str):
    assert find_urls(line) == []


@given(st.text(max_size=80))
def test_any_text_is_searched_without_harm(line: str):
    for span in find_urls(line):
        assert 0 <= span.start < span.end <= len(line)
        assert span.value
