"""The models that give lines their roles: tables that can be read, sums that can be explained."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.fields.assign import load_models
from ocr.fields.calibration import Calibration
from ocr.fields.candidates import CANDIDATE_ROLES, value_of
from ocr.fields.cuts import find_cuts
from ocr.fields.evidence import is_short_for
from ocr.fields.linear import LinearModel, from_json
from ocr.fields.text_model import ROLES, dump_text_model, features_of, parse_text_model


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


def test_a_linear_model_survives_its_table():
    model = LinearModel(
        ("tall", "short"), ("a", "b"), np.array([[1.0, -1.0], [0.5, 2.0]]), np.array([0.1, 0.2])
    )

    again = from_json(model.to_json())

    rows = [{"tall": 1.0}, {"short": 2.0, "unknown": 9.0}, {}]
    assert np.allclose(again.probabilities(rows), model.probabilities(rows))
    assert np.allclose(model.probabilities(rows).sum(axis=1), 1)


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


def test_the_reasons_of_a_linear_model_add_up_to_its_score():
    model = LinearModel(("tall", "short"), ("a",), np.array([[1.5, -0.5]]), np.array([0.2]))
    row = {"tall": 2.0, "short": 1.0}

    reasons = dict(model.reasons(row, "a"))

    assert reasons == {"tall": 3.0, "short": -0.5}
    assert math.isclose(sum(reasons.values()) + 0.2, model.scores([row])[0, 0])


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
    assert models.lines.classes == models.context.classes == ROLES
