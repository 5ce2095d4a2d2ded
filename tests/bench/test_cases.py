"""The cards that are measured are the same every time, and drawn once."""

import json
from collections import Counter

import pytest

from bench import cases
from bench.cases import (
    FIRST_SEED,
    MIXED,
    Recipe,
    composed_recipes,
    drawn_recipes,
    folder_cases,
    hash_of_files,
    recipes_in_two_alphabets,
    take_case,
)
from drawn.alphabets import ALPHABETS


@pytest.fixture
def small(monkeypatch):
    """Photograph small, for speed."""
    from dataclasses import replace

    conditions = {k: replace(v, long_side_px=400) for k, v in cases.CONDITIONS.items()}
    monkeypatch.setattr(cases, "CONDITIONS", conditions)


def test_mixed_conditions_come_in_the_shares_that_the_page_states():
    recipes = drawn_recipes(FIRST_SEED, 200, "mixed")
    counts = Counter(recipe.condition for recipe in recipes)

    assert counts == {"usual": 100, "harsh": 70, "bent": 30}
    assert len(MIXED) == 20


def test_a_seed_keeps_its_condition_however_many_are_measured():
    assert drawn_recipes(FIRST_SEED, 300, "mixed")[:50] == drawn_recipes(FIRST_SEED, 50, "mixed")


def test_composed_cards_are_photographed_in_every_condition():
    recipes = composed_recipes("development", ["usual", "harsh"])

    assert Counter(r.condition for r in recipes)["usual"] == len(recipes) // 2
    assert len({recipe.name for recipe in recipes}) == len(recipes)


def test_one_sided_cards_get_a_side_in_each_alphabet_before_and_behind():
    recipes = recipes_in_two_alphabets("development")
    orders = Counter((r.alphabet, r.is_swapped) for r in recipes)

    assert set(orders) == {(name, order) for name in ALPHABETS for order in (False, True)}
    assert len({r.name for r in recipes}) == len(recipes) == sum(orders.values())


def test_the_side_photographed_first_may_be_that_in_the_other_alphabet(tmp_path, small):
    recipe = next(r for r in recipes_in_two_alphabets("development") if r.is_swapped)
    alone = take_case(Recipe(recipe.source, recipe.key, "usual"), tmp_path)
    case = take_case(recipe, tmp_path)

    assert case.family == recipe.alphabet
    assert case.verso is not None
    assert case.label["fields"] == alone.label["fields"]
    assert alone.verso is None
    assert len(case.verso_label["line_quads"]) == len(alone.label["line_quads"])


def test_a_case_has_both_sides_and_what_is_true_of_them(tmp_path, small):
    recipe = next(r for r in map(with_verso, range(40)) if r is not None)
    case = take_case(recipe, tmp_path)

    assert case.recto.read_bytes()[:2] == b"\xff\xd8"
    assert case.verso.read_bytes()[:2] == b"\xff\xd8"
    assert case.label["side"] == "recto"
    assert case.verso_label["side"] == "verso"
    assert case.family == case.label["layout"]


def with_verso(seed):
    from drawn import draw_card

    return Recipe("drawn", str(seed), "usual") if draw_card(seed).verso is not None else None


def test_photos_are_drawn_once(tmp_path, small, monkeypatch):
    recipe = Recipe("drawn", "5", "usual")
    first = take_case(recipe, tmp_path)
    monkeypatch.setattr(cases, "_draw", None)

    assert take_case(recipe, tmp_path) == first


def test_photos_are_drawn_again_when_drawing_changed(tmp_path, small, monkeypatch):
    recipe = Recipe("drawn", "5", "usual")
    first = take_case(recipe, tmp_path)
    monkeypatch.setattr(cases, "drawing_version", lambda source: "another")

    assert take_case(recipe, tmp_path).recto != first.recto


def test_composing_a_card_leaves_the_photos_of_drawn_ones_as_they_are(monkeypatch, tmp_path):
    monkeypatch.setattr(cases, "ROOT", tmp_path)
    (tmp_path / "drawn" / "composed").mkdir(parents=True)
    (tmp_path / "drawn" / "cards.py").write_text("a = 1\n")

    def versions():
        cases.drawing_version.cache_clear()
        return [cases.drawing_version(source) for source in ("drawn", "development", "test")]

    before = versions()
    (tmp_path / "drawn" / "composed" / "development.toml").write_text("[[card]]\n")
    composed = versions()
    (tmp_path / "drawn" / "cards.py").write_text("a = 2\n")
    redrawn = versions()
    cases.drawing_version.cache_clear()

    assert [a == b for a, b in zip(before, composed, strict=True)] == [True, False, True]
    assert [a == b for a, b in zip(composed, redrawn, strict=True)] == [False, False, False]


def test_the_version_of_a_folder_follows_names_and_contents(monkeypatch, tmp_path):
    monkeypatch.setattr(cases, "ROOT", tmp_path)
    (tmp_path / "a.py").write_text("a = 1\n")
    before = hash_of_files([tmp_path], lambda path: path.suffix == ".py")
    (tmp_path / "note.md").write_text("not code\n")
    same = hash_of_files([tmp_path], lambda path: path.suffix == ".py")
    (tmp_path / "a.py").write_text("a = 2\n")
    after = hash_of_files([tmp_path], lambda path: path.suffix == ".py")

    assert before == same != after


def test_labelled_photos_are_read_from_their_folder(tmp_path):
    label = {"file": "somewhere/card.jpg", "fields": {"name": "Ada Byrne"}}
    (tmp_path / "labels.jsonl").write_text(json.dumps(label) + "\n", encoding="utf-8")

    (case,) = folder_cases(tmp_path)

    assert case.recto == tmp_path / "card.jpg"
    assert case.verso is None
    assert case.family == "photo"
