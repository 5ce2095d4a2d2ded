"""Social profiles: pages, named handles, bare handles, misread icons."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.fields import guess_contact
from ocr.fields.social import find_profiles, host_in_handle, profile_of_url
from ocr.fields.urls import find_urls
from tests.ocr.fields.cards import card


@pytest.mark.parametrize(
    ("page", "service", "value"),
    [
        ("linkedin.com/in/ada-lindqvist", "linkedin", "in/ada-lindqvist"),
        ("https://www.linkedin.com/company/northbay/", "linkedin", "company/northbay"),
        ("facebook.com/northbay.optics", "facebook", "northbay.optics"),
        ("www.instagram.com/northbay?igsh=1", "instagram", "northbay"),
        ("x.com/northbay", "twitter", "northbay"),
        ("github.com/northbay", "github", "northbay"),
        ("youtube.com/@northbay", "youtube", "@northbay"),
        ("wa.me/15415550143", "whatsapp", "15415550143"),
        ("t.me/northbay", "telegram", "northbay"),
    ],
)
def test_a_page_on_a_social_service_is_a_profile(page: str, service: str, value: str):
    profile = profile_of_url(find_urls(page)[0])

    assert profile is not None
    assert (profile.service, profile.value) == (service, value)


@pytest.mark.parametrize("page", ["www.northbay.example/about", "facebook.com", "www.x.com"])
def test_an_ordinary_page_is_none(page: str):
    assert profile_of_url(find_urls(page)[0]) is None


@pytest.mark.parametrize(
    ("line", "service", "handle"),
    [
        ("Instagram: @northbay.optics", "instagram", "northbay.optics"),
        ("IG @northbay", "instagram", "northbay"),
        ("insta : @northbay.fait.des.trucs", "instagram", "northbay.fait.des.trucs"),
        ("Twitter @northbay", "twitter", "northbay"),
        ("X: @northbay", "twitter", "northbay"),
        ("Skype : ada.lindqvist", "skype", "ada.lindqvist"),
        ("Skype ID: ada.lindqvist", "skype", "ada.lindqvist"),
        ("WeChat: ada_lindqvist", "wechat", "ada_lindqvist"),
        ("Facebook : NorthbayOptics", "facebook", "NorthbayOptics"),
        ("Facebook: Northbay Optics Montréal", "facebook", "Northbay Optics Montréal"),
        ("LinkedIn: in/ada-lindqvist", "linkedin", "in/ada-lindqvist"),
        ("in/ada-lindqvist", "linkedin", "in/ada-lindqvist"),
        ("/in/ada-lindqvist", "linkedin", "in/ada-lindqvist"),
        ("in ada-lindqvist", "linkedin", "in/ada-lindqvist"),
        ("f /northbayoptics", "facebook", "northbayoptics"),
        ("X @northbay", "twitter", "northbay"),
        ("TikTok @northbay", "tiktok", "northbay"),
        ("@northbay (Instagram)", "instagram", "northbay"),
        ("@northbay sur Facebook et TikTok", "facebook", "northbay"),
        ("GitHub: northbay", "github", "northbay"),
        ("IG/FB/TikTok: @northbay_ng", "instagram", "northbay_ng"),
        ("LINE @northbay", "line", "northbay"),
        ("IG northbay.cm", "instagram", "northbay.cm"),
        ("QQ: 55500143", "qq", "55500143"),
        ("Skype ada.lindqvist", "skype", "ada.lindqvist"),
        ("@northbay", "other", "northbay"),
    ],
)
def test_a_handle_is_a_profile(line: str, service: str, handle: str):
    assert [(p.service, p.value) for p in find_profiles(line)] == [(service, handle)]


@pytest.mark.parametrize(
    "line",
    [
        "WeChat/WhatsApp: 139 5550 1430",
        "WeChat: 13955501430",
        "Mob/WeChat: 0086-139 5550 1430",
        "Follow us on Instagram",
        "Facebook Instagram",
        "Made in Canada",
        "in Springfield",
        "5 @ 10",
    ],
)
def test_words_alone_are_no_profile(line: str):
    assert find_profiles(line) == []


def test_a_host_behind_a_misread_sign_is_a_site():
    contact = guess_contact([card("Ada Lindqvist", "@northbay.com")])

    assert host_in_handle(find_profiles("@northbay.com")[0]) == "northbay.com"
    assert contact.social == ()
    assert [u.value for u in contact.urls] == ["northbay.com"]


def test_a_bare_host_is_a_site():
    contact = guess_contact([card("Ada Lindqvist", "northbaypress.example")])

    assert contact.social == ()
    assert [u.value for u in contact.urls] == ["northbaypress.example"]


def test_a_handle_named_by_no_service_is_doubted():
    contact = guess_contact([card("Ada Lindqvist", "@northbay")])

    assert contact.social[0].confidence < 0.6


@given(st.text(max_size=80))
def test_any_text_is_searched_without_harm(line: str):
    for profile in find_profiles(line):
        assert 0 <= profile.start < profile.end <= len(line)
        assert profile.value
