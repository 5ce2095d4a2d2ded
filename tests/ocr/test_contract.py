import json
from dataclasses import replace

import numpy as np
import pytest

from ocr.contract import error_to_json, reading_from_json, reading_to_json
from ocr.errors import NotAnImageError
from ocr.flaws import HINTS
from ocr.types import (
    AddressGuess,
    Candidates,
    CardSide,
    ContactGuess,
    FieldRole,
    Flaw,
    Handwriting,
    LineRef,
    NameGuess,
    PhoneGuess,
    PhoneLabel,
    Proposal,
    ProposalKind,
    Reading,
    Remark,
    RoleGuess,
    Side,
    SideQuality,
    SocialGuess,
    TextGuess,
)
from tests.ocr.pictures import box, line

HERE = (LineRef(Side.RECTO, 0), LineRef(Side.VERSO, 3))


def build_reading(**changes):
    contact = ContactGuess(
        name=NameGuess("Mme Zoé Testard", "Zoé", "Testard", "Mme", "", 0.91, HERE),
        organization=TextGuess("Exemple SARL", 0.8, HERE),
        title=TextGuess("Couvreuse", 0.7, ()),
        emails=(TextGuess("zoe@example.com", 0.99, HERE),),
        phones=(PhoneGuess("514 555-0142", "+15145550142", PhoneLabel.CELL, "12", 0.9, HERE),),
        urls=(TextGuess("www.example.com", 0.9, HERE),),
        social=(SocialGuess("linkedin", "in/zoe-exemple", 0.9, HERE),),
        addresses=(
            AddressGuess("1 rue X\nQuébec", "1 rue X", "", "Québec", "QC", "CA", 0.5, HERE),
        ),
        candidates=Candidates(
            organization=(TextGuess("Exemple", 0.12, HERE), TextGuess("Groupe Exemple", 0.04, ())),
        ),
    )
    side = CardSide(
        side=Side.RECTO,
        card=np.zeros((60, 100, 3), dtype=np.uint8),
        quad=box(10, 20, 300, 180),
        is_found=True,
        lines=(
            replace(
                line("Zoé Testard", 5, 5, 60, 9),
                roles=(
                    RoleGuess(FieldRole.NAME, 0.94, "Zoé Testard"),
                    RoleGuess(FieldRole.ORGANIZATION, 0.05, "Zoé Testard"),
                ),
            ),
            replace(line("à rappeler", 5, 20), handwritten=True, struck=(2, 9)),
        ),
        quality=SideQuality(
            3.2,
            0.1,
            is_cut_off=True,
            text_height_px=14.5,
            light=0.7,
            flaws=(Flaw.CUT_OFF, Flaw.BLURRED),
        ),
    )
    reading = Reading(
        contact=contact,
        handwriting=(Handwriting("à rappeler", Side.RECTO, 0.8, box(5, 20, 60, 9), HERE),),
        proposals=(
            Proposal(
                ProposalKind.CALL,
                text="rappeler",
                due="2026-12-01",
                value="",
                confidence=0.6,
                lines=HERE,
                time="14:00",
                note=0,
                span=(2, 10),
            ),
        ),
        sides=(side,),
        remarks=(Remark.SIDES_SWAPPED,),
        timing_ms={"total": 12.345, "decode": 1.0},
    )
    return replace(reading, **changes)


def through_text(value):
    return json.loads(json.dumps(value))


def test_the_object_has_exactly_the_parts_of_the_contract():
    value = reading_to_json(build_reading(), "a.jpg", 2)

    assert list(value) == [
        "photo", "card", "contact", "handwriting", "proposals", "sides", "remarks", "timing_ms"
    ]  # fmt: skip
    assert (value["photo"], value["card"]) == ("a.jpg", 2)
    assert list(value["contact"]) == [
        "name", "organization", "department", "title", "emails", "phones", "urls", "social",
        "addresses", "candidates",
    ]  # fmt: skip
    assert value["remarks"] == ["sides_swapped"]
    assert value["timing_ms"] == {"total": 12.3, "decode": 1.0}


def test_every_value_names_the_lines_it_came_from_and_its_side():
    contact = reading_to_json(build_reading(), "a.jpg")["contact"]
    evidence = [{"side": "recto", "line": 0}, {"side": "verso", "line": 3}]

    values = [contact["name"], contact["organization"]]
    for several in ("emails", "phones", "urls", "social", "addresses"):
        values += contact[several]
    assert [value["lines"] for value in values] == [evidence] * 7
    assert all(0 <= value["confidence"] <= 1 for value in values)


def test_a_phone_carries_its_parts():
    (phone,) = reading_to_json(build_reading(), "a.jpg")["contact"]["phones"]

    assert phone["value"] == "514 555-0142"
    assert phone["e164"] == "+15145550142"
    assert phone["label"] == "cell"
    assert phone["extension"] == "12"


def test_a_side_gives_its_place_in_the_photo_its_size_and_its_lines():
    (side,) = reading_to_json(build_reading(), "a.jpg")["sides"]

    assert side["side"] == "recto"
    assert side["quad"] == [[10, 20], [310, 20], [310, 200], [10, 200]]
    assert side["size_px"] == [100, 60]
    assert side["lines"][1]["handwritten"] is True
    assert side["lines"][0]["quad"] == [[5, 5], [65, 5], [65, 14], [5, 14]]


def test_a_line_says_what_it_may_be_and_what_was_struck_out_of_it():
    (side,) = reading_to_json(build_reading(), "a.jpg")["sides"]

    assert side["lines"][0]["roles"] == [
        {"role": "name", "confidence": 0.94, "value": "Zoé Testard"},
        {"role": "organization", "confidence": 0.05, "value": "Zoé Testard"},
    ]
    assert side["lines"][0]["struck"] == [0, 0]
    assert side["lines"][1]["roles"] == []
    assert side["lines"][1]["struck"] == [2, 9]


def test_candidates_are_given_for_the_fields_that_have_one_value():
    candidates = reading_to_json(build_reading(), "a.jpg")["contact"]["candidates"]

    assert list(candidates) == ["name", "organization", "department", "title"]
    assert candidates["name"] == []
    assert [(one["value"], one["confidence"]) for one in candidates["organization"]] == [
        ("Exemple", 0.12),
        ("Groupe Exemple", 0.04),
    ]
    assert candidates["organization"][0]["lines"][1] == {"side": "verso", "line": 3}


def test_readings_stored_before_there_were_candidates_and_roles_still_load():
    value = through_text(reading_to_json(build_reading(), "a.jpg"))
    del value["contact"]["candidates"]
    for one in value["sides"][0]["lines"]:
        del one["roles"], one["struck"]

    stored = reading_from_json(value)

    assert stored.contact == replace(build_reading().contact, candidates=Candidates())
    assert [one.roles for one in stored.sides[0].lines] == [(), ()]
    assert [one.struck for one in stored.sides[0].lines] == [(0, 0), (0, 0)]


def test_a_stored_reading_with_an_unknown_role_is_refused():
    value = through_text(reading_to_json(build_reading(), "a.jpg"))
    value["sides"][0]["lines"][0]["roles"][0]["role"] = "shoe size"

    with pytest.raises(ValueError, match="shoe size"):
        reading_from_json(value)


def test_what_is_not_on_the_card_is_null_or_empty():
    contact = reading_to_json(build_reading(contact=ContactGuess()), "a.jpg")["contact"]

    assert contact["name"] is None
    assert contact["organization"] is None
    assert contact["emails"] == contact["addresses"] == []


@pytest.mark.parametrize("changes", [{}, {"contact": ContactGuess()}, {"remarks": ()}])
def test_a_stored_reading_comes_back_the_same(changes):
    reading = build_reading(**changes)

    stored = reading_from_json(through_text(reading_to_json(reading, "a.jpg")))

    assert stored.contact == reading.contact
    assert stored.handwriting == reading.handwriting
    assert stored.proposals == reading.proposals
    assert stored.remarks == reading.remarks
    assert stored.sides[0].lines == reading.sides[0].lines
    assert stored.sides[0].quad == reading.sides[0].quad
    assert stored.sides[0].size_px == (100, 60)


def test_a_stored_reading_with_an_unknown_side_is_refused():
    value = reading_to_json(build_reading(), "a.jpg")
    value["sides"][0]["side"] = "edge"

    with pytest.raises(ValueError, match="edge"):
        reading_from_json(value)


def test_an_error_gives_its_code_and_its_hint():
    value = error_to_json(NotAnImageError("secret detail"), "a.txt")

    assert value == {
        "photo": "a.txt",
        "error": {"code": "not_an_image", "hint": NotAnImageError.hint},
    }


def test_a_sides_quality_says_what_to_do_about_each_flaw_and_comes_back():
    value = through_text(reading_to_json(build_reading(), "a.jpg"))

    quality = value["sides"][0]["quality"]
    assert quality == {
        "sharpness": 3.2,
        "glare": 0.1,
        "cut_off": True,
        "text_height_px": 14.5,
        "light": 0.7,
        "hints": [
            {"code": "cut_off", "hint": HINTS[Flaw.CUT_OFF]},
            {"code": "blurred", "hint": HINTS[Flaw.BLURRED]},
        ],
    }
    assert reading_from_json(value).sides[0].quality == build_reading().sides[0].quality


def test_readings_stored_before_quality_was_measured_still_load():
    value = through_text(reading_to_json(build_reading(), "a.jpg"))
    del value["sides"][0]["quality"]

    assert reading_from_json(value).sides[0].quality is None
