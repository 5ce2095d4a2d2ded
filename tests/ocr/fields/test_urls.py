"""Web addresses and social profiles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.fields.social import find_profiles, profile_of_url
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


def test_a_page_on_a_social_service_is_a_profile():
    profile = profile_of_url(find_urls("linkedin.com/in/ada-lindqvist")[0])

    assert profile is not None
    assert (profile.service, profile.value) == ("linkedin", "in/ada-lindqvist")


def test_an_ordinary_page_is_no_profile():
    assert profile_of_url(find_urls("www.northbay.example/about")[0]) is None


@pytest.mark.parametrize(
    ("line", "service", "handle"),
    [
        ("Instagram: @northbay.optics", "instagram", "northbay.optics"),
        ("Twitter @northbay", "twitter", "northbay"),
        ("@northbay", "other", "northbay"),
    ],
)
def test_a_handle_is_a_profile(line: str, service: str, handle: str):
    assert [(p.service, p.value) for p in find_profiles(line)] == [(service, handle)]


@given(st.text(max_size=80))
def test_any_text_is_searched_without_harm(line: str):
    for span in [*find_urls(line), *find_profiles(line)]:
        assert 0 <= span.start < span.end <= len(line)
        assert span.value
