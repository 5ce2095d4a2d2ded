from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocr.engines.hand.beam import BeamOptions, Pin, TextTree, likelihoods, search
from ocr.engines.hand.language import LanguageModel
from ocr.engines.hand.words import Lexicon, Spelling

CHARACTERS = ("", "a", "b", " ")
WORDS = {"a": 3.0, "ab": 2.0, "ba": 1.0}
WIDE = BeamOptions(width=5000, candidates=10, min_probability=0.0, kept=5000, depth=99.0)


def small_model() -> LanguageModel:
    return LanguageModel([(Lexicon(WORDS), Spelling(WORDS))], [1.0])


def collapse(path: tuple[int, ...]) -> tuple[int, ...]:
    """What a CTC path reads: repeats once, blanks not at all."""
    return tuple(c for i, c in enumerate(path) if c != 0 and (i == 0 or path[i - 1] != c))


def every_text(scores: np.ndarray) -> dict[tuple[int, ...], float]:
    """The probability of each text, by walking every path."""
    totals: dict[tuple[int, ...], float] = {}
    for path in product(range(scores.shape[1]), repeat=len(scores)):
        chance = float(np.prod([scores[t, c] for t, c in enumerate(path)]))
        text = collapse(path)
        totals[text] = totals.get(text, 0.0) + chance
    return totals


@st.composite
def line_scores(draw: st.DrawFn) -> np.ndarray:
    steps = draw(st.integers(1, 5))
    cells = draw(st.lists(st.floats(0.02, 1.0), min_size=steps * 4, max_size=steps * 4))
    raw = np.array(cells).reshape(steps, 4)
    return (raw / raw.sum(axis=1, keepdims=True)).astype(np.float32)


@given(line_scores())
@settings(max_examples=60, deadline=None)
def test_a_wide_search_finds_what_trying_every_path_finds(scores):
    options = BeamOptions(
        5000, 10, 0.0, language_weight=0.0, length_bonus=0.0, kept=5000, depth=99.0
    )
    tree = TextTree(CHARACTERS, small_model(), options)
    totals = every_text(scores)

    best = search(scores, tree, options)[0].indices()

    assert totals[best] == pytest.approx(max(totals.values()), rel=1e-4)


@given(line_scores())
@settings(max_examples=60, deadline=None)
def test_with_a_language_the_best_text_is_that_of_brute_force(scores):
    model = small_model()
    tree = TextTree(CHARACTERS, model, WIDE)

    def total(text: tuple[int, ...], chance: float) -> float:
        written = "".join(CHARACTERS[i] for i in text)
        return float(np.log(chance)) + tree.bonus(model.score(written), len(text))

    expected = max(total(text, chance) for text, chance in every_text(scores).items())
    best = search(scores, tree, WIDE)[0].indices()

    assert total(best, every_text(scores)[best]) == pytest.approx(expected, abs=1e-3)


@given(line_scores())
@settings(max_examples=60, deadline=None)
def test_likelihoods_add_up_every_path_of_a_text(scores):
    totals = every_text(scores)
    texts = sorted(totals)

    logs = likelihoods(scores, texts)

    assert np.exp(logs) == pytest.approx([totals[text] for text in texts], rel=1e-3, abs=1e-9)


def test_a_text_longer_than_the_line_has_steps_is_impossible():
    scores = np.full((2, 4), 0.25, dtype=np.float32)

    assert likelihoods(scores, [(1, 2, 1)])[0] < -1e6


def test_a_pin_keeps_what_the_network_reads_whatever_the_language_says():
    # "b" is barely ahead of "a", and no word of one letter "b" is known.
    scores = np.array([[0.1, 0.4, 0.45, 0.05]], dtype=np.float32)
    options = BeamOptions(language_weight=2.0, length_bonus=5.0)

    free = search(scores, TextTree(CHARACTERS, small_model(), options), options)[0]
    pinned = search(scores, TextTree(CHARACTERS, small_model(), options), options, [Pin(0, 1)])[0]

    assert free.indices() == (1,)
    assert pinned.indices() == (2,)


def test_a_narrow_search_still_returns_a_text_for_a_blank_line():
    scores = np.array([[1.0, 0.0, 0.0, 0.0]] * 20, dtype=np.float32)
    options = BeamOptions(width=1)

    assert search(scores, TextTree(CHARACTERS, small_model(), options), options)[0].indices() == ()


def test_steps_with_nothing_but_a_blank_change_no_text():
    model = small_model()
    letters = np.array([[0.1, 0.6, 0.3, 0.0], [0.2, 0.1, 0.6, 0.1]], dtype=np.float32)
    blank = np.array([[1.0, 0.0, 0.0, 0.0]], dtype=np.float32)
    options = BeamOptions(min_probability=0.01)
    spaced = np.concatenate([blank, letters[:1], blank, blank, letters[1:], blank])
    close = np.concatenate([letters[:1], blank, letters[1:]])

    found = [
        search(scores, TextTree(CHARACTERS, model, options), options) for scores in (spaced, close)
    ]

    assert [p.indices() for p in found[0]] == [p.indices() for p in found[1]]
