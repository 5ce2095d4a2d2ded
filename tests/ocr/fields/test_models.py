"""The models that give lines their roles: tables that can be read, sums that can be explained."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.fields.assign import judge
from ocr.fields.calibration import Calibration
from ocr.fields.candidates import CANDIDATE_ROLES, Candidate, rivals, value_of
from ocr.fields.cuts import find_cuts
from ocr.fields.evidence import is_short_for
from ocr.fields.pieces import make_pieces
from ocr.fields.role_models import load_models
from ocr.fields.text_model import ROLES, dump_text_model, features_of, parse_text_model
from ocr.fields.typed import find_typed
from tests.ocr.fields.cards import card


def test_a_calibration_joins_its_points_with_lines():
    calibration = Calibration((0.2, 0.6, 1.0), (0.1, 0.5, 0.9))

    assert calibration(0.0) == 0.1
    assert math.isclose(calibration(0.4), 0.3)
    assert math.isclose(calibration(0.8), 0.7)
    assert calibration(1.0) == 0.9


@given(st.floats(0, 1))
def test_a_calibration_without_points_changes_nothing(p: float):
    assert Calibration((), ())(p) == p


@given(st.floats(0, 1), st.floats(0, 1))
def test_the_calibrations_that_ship_keep_the_order_of_values(a: float, b: float):
    low, high = sorted((a, b))

    for calibration in load_models().calibrations.values():
        assert 0 <= calibration(low) <= calibration(high) <= 1


@pytest.mark.parametrize(
    ("short", "full", "is_short"),
    [
        ("hmi", "harbour mutual insurance", True),
        ("nmi", "harbour mutual insurance", False),
        ("sonobro", "societe northbay de broderie", True),
        ("harbour", "harbour mutual insurance", False),
        ("sonar", "society of harbour masters", False),
    ],
)
def test_a_word_is_short_for_others_by_initials_or_beginnings(
    short: str, full: str, *, is_short: bool
):
    assert is_short_for(short, full.split()) is is_short


def test_brackets_under_a_title_are_joined_to_it_by_a_blank():
    joined = value_of("title", ["Head of Legacies", "(North & South)"])

    assert joined == "Head of Legacies (North & South)"


def test_a_text_model_survives_its_table():
    pieces = ["=director", "^dir"]
    weights = np.arange(2 * len(ROLES), dtype=np.float64).reshape(2, len(ROLES)) / 10

    model = parse_text_model(dump_text_model(pieces, weights, np.zeros(len(ROLES))))

    shares = model.probabilities("Director")
    assert math.isclose(float(shares.sum()), 1)
    assert ROLES[int(shares.argmax())] == ROLES[-1]
    assert {piece for piece, _ in model.reasons("Director", "title")} == set(pieces)


@given(st.text(max_size=200))
def test_any_text_has_pieces_and_probabilities(text: str):
    assert all(piece for piece in features_of(text))
    assert math.isclose(float(load_models().text.probabilities(text).sum()), 1)


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Marketing Director", "title"),
        ("Directrice des ventes", "title"),
        ("Diretor Comercial", "title"),
        ("Geschäftsführer", "title"),
        ("Jonathan Whitfield", "name"),
        ("Northbay Optics Inc.", "organization"),
        ("Université de Valmont", "organization"),
        ("Springfield, OR 97477", "address"),
        ("12, rue des Ormes", "address"),
        ("Department of Chemistry", "department"),
        ("M.Tech., MBA", "degree"),
        ("Head Office", "heading"),
    ],
)
def test_what_a_line_says_suggests_its_role(text: str, role: str):
    shares = load_models().text.probabilities(text)

    assert ROLES[int(shares.argmax())] == role


def test_a_line_of_two_fields_is_cut_where_both_look_best():
    cut = find_cuts("Ada Lindqvist, Sales Manager", load_models().text)[0]

    assert (cut.first, cut.second) == ("Ada Lindqvist", "Sales Manager")
    assert cut.roles == ("name", "title")
    assert cut.is_separated
    assert cut.lead > 0


def test_there_is_a_model_and_a_calibration_for_every_role():
    models = load_models()

    assert set(models.values) == set(models.calibrations) == set(models.least)
    assert set(models.values) == set(CANDIDATE_ROLES)
    assert models.lines.classes == models.context.alone.classes == ROLES
    assert models.context.attention.classes == ROLES


def candidate_evidence(role: str, text: str, *lines: str) -> dict[str, float]:
    """Return the evidence of the candidate of a role that says a text, on a card of lines."""
    judged = judge(find_typed(make_pieces(card(*lines))), load_models())
    return next(c.evidence for _, c in judged.candidates[role] if c.text == text)


def test_a_name_is_judged_by_the_title_below_it():
    lines = ("NORTHBAY OPTICS", "", "Ada Lindqvist", "Sales Manager", "Tel. 514 555-0123")

    assert candidate_evidence("name", "Ada Lindqvist", *lines)["title after"] > 0.3


def test_letters_behind_a_title_are_noticed():
    lines = ("Ada Lindqvist", "Agent, CFP, CLU", "Tel. 514 555-0123")

    assert candidate_evidence("title", "Agent, CFP, CLU", *lines)["ends in letters"] == 1.0


def test_what_stands_under_a_sign_is_judged_by_what_it_says():
    lines = ("NORTHBAY", "Insurance and Financial Services", "Ada Lindqvist", "Tel. 514 555-0123")
    whole = "NORTHBAY Insurance and Financial Services"

    found = candidate_evidence("organization", whole, *lines)
    assert found["later is a list"] == 0.0
    assert found["later trade words"] == 1.0
    assert 0 <= found["later says tagline"] <= 1


def test_a_title_in_two_languages_is_told_from_one_on_two_lines():
    lines = ("Ada Lindqvist", "Directrice des ventes", "Director of Sales", "Tel. 514 555-0123")
    both = candidate_evidence("title", "Directrice des ventes, Director of Sales", *lines)
    whole = ("Ada Lindqvist", "Director of Marketing", "and Communications", "Tel. 514 555-0123")
    one = candidate_evidence("title", "Director of Marketing and Communications", *whole)

    assert (both["two tongues"], one["two tongues"]) == (1.0, 0.0)


def test_only_addresses_of_the_same_lines_exclude_one_another():
    def made(mask: int) -> Candidate:
        return Candidate("address", "", (), mask, {})

    two_offices = [made(0b0011), made(0b1100), made(0b1111_0000), made(0b1111)]

    assert rivals("address", two_offices) == [[2], [0, 1, 3]]
    assert rivals("name", two_offices) == [[0, 1, 2, 3]]
    assert rivals("name", []) == rivals("address", []) == []
