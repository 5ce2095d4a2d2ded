"""Fits the models that give lines their roles, and measures them on layouts left out."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.isotonic import IsotonicRegression

from ocr.fields.assign import choose, judge
from ocr.fields.attention import AmongOthers, Attention
from ocr.fields.calibration import Calibration
from ocr.fields.candidates import CANDIDATE_ROLES, make_candidates, rivals
from ocr.fields.context import second_look
from ocr.fields.evidence import Scene, line_evidence, make_scene
from ocr.fields.pieces import make_pieces
from ocr.fields.role_models import RoleModels
from ocr.fields.scorers import Scorer
from ocr.fields.text_model import ROLES, TextModel
from ocr.fields.typed import TypedFields, find_typed
from training.cards import make_card
from training.choices import Group
from training.compare import has_truth, is_right
from training.composed import COMPOSED_FAMILIES, draw_composed_cards
from training.fit_attention import AttentionSize, CardLines, fit_attention
from training.fit_both import Both, fit_choices, fit_classes
from training.layouts import FAMILIES, Drawn, draw
from training.stock import Stock

_PARTS = 2
"""Parts of the cards, each judged by models that learned from the others."""
_SMALLEST_LEAST = 0.1
_LARGEST_LEAST = {"name": 0.2, "title": 0.3, "organization": 0.2, "department": 0.35}
_LARGEST_LEAST_OF_OTHERS = 0.25
"""Values less likely than the first are left out. Surer ones than the others never are: drawn cards
are easier than real ones, which would lose values that are right. Nearly every card has a name and
an organization, so that a doubtful one is more often right than a doubtful title."""


@dataclass(slots=True)
class Example:
    """A drawn card with the evidence of its lines and their true roles."""

    drawn: Drawn
    typed: TypedFields
    text: TextModel
    scene: Scene
    evidence: list[dict[str, float]]
    roles: list[int | None]
    """Index in ROLES of each line; None for a line that holds several."""


def make_examples(count: int, half: int, text: TextModel, seed: int) -> list[Example]:
    """Draw cards from one half of the stock, judged by a text model made of the other half."""
    rng = random.Random(seed)
    stock = Stock(rng, half)
    return [
        make_example(draw(make_card(stock), FAMILIES[index % len(FAMILIES)], rng), text)
        for index in range(count)
    ]


def make_example(drawn: Drawn, text: TextModel) -> Example:
    """Gather the evidence of a card's lines."""
    typed = find_typed([piece for side in drawn.sides for piece in make_pieces(side)])
    scene = make_scene(typed, text)
    roles = [_true_role(drawn, scene, i) for i in range(len(scene.pieces))]
    return Example(drawn, typed, text, scene, line_evidence(scene), roles)


def _true_role(drawn: Drawn, scene: Scene, i: int) -> int | None:
    roles = {role for role, _ in drawn.parts[scene.pieces[i].ref] if role and role != "contact"}
    if roles == {"heading", "address"}:
        return ROLES.index("address")
    if roles == {"name", "degree"}:
        return ROLES.index("name")
    if len(roles) > 1:
        return None
    return ROLES.index(roles.pop()) if roles else ROLES.index("other")


def composed_examples(times: int, half: int, text: TextModel, seed: int) -> list[Example]:
    """Read the composed cards of a half so many times, judged by the other half's text model."""
    rng = random.Random(seed)
    return [make_example(drawn, text) for drawn in draw_composed_cards(half, times, rng)]


@dataclass(frozen=True, slots=True)
class LineModels:
    """What gives lines their probabilities: each alone, then among the others."""

    first: Both
    second: Both
    attention: Attention

    @property
    def among(self) -> AmongOthers:
        """What looks at lines a second time."""
        return AmongOthers(self.second.mean, self.attention)

    def evidence(self, example: Example) -> list[dict[str, float]]:
        """Return the evidence of an example's lines at second look."""
        first = self.first.mean.probabilities(example.evidence)
        return second_look(example.scene, example.evidence, first, example.text)

    def probabilities(self, example: Example) -> NDArray[np.float64]:
        """Return the probability of each of ROLES for each line, shape (lines, 9)."""
        return self.among.probabilities(self.evidence(example), example.scene.pieces)


def fit_lines(examples: Sequence[Example]) -> LineModels:
    """Fit the probability of each role for a line, at first and at second look.

    The second look learns from cards that the first one had not met.
    """
    seen: list[Example] = []
    rows: list[list[dict[str, float]]] = []
    for learned, part in _parts(examples):
        first = _fit_roles(learned, [e.evidence for e in learned]).mean
        for example in part:
            shares = first.probabilities(example.evidence)
            rows.append(second_look(example.scene, example.evidence, shares, example.text))
            seen.append(example)
    cards = [CardLines(r, e.scene.pieces, e.roles) for e, r in zip(seen, rows, strict=True)]
    return LineModels(
        _fit_roles(examples, [e.evidence for e in examples]),
        _fit_roles(seen, rows),
        fit_attention(cards, ROLES, AttentionSize()),
    )


def _parts(examples: Sequence[Example]) -> Iterator[tuple[list[Example], list[Example]]]:
    """Yield all parts of the cards that have lines, each behind the rest.

    Readings of one card stay together, else a model would have met the cards it judges.
    """
    numbers: dict[tuple[object, ...], int] = {}
    parts = []
    for example in examples:
        truth = example.drawn.card.truth
        card = (truth.name, truth.title, truth.organization, *truth.addresses)
        parts.append(numbers.setdefault(card, len(numbers)) % _PARTS)
    for k in range(_PARTS):
        learned = [e for e, part in zip(examples, parts, strict=True) if part != k]
        yield (
            learned,
            [e for e, part in zip(examples, parts, strict=True) if part == k and e.evidence],
        )


def _fit_roles(examples: Sequence[Example], evidence: Sequence[list[dict[str, float]]]) -> Both:
    rows, roles = [], []
    for example, several in zip(examples, evidence, strict=True):
        for row, role in zip(several, example.roles, strict=True):
            if role is not None:
                rows.append(row)
                roles.append(role)
    return fit_classes(rows, np.array(roles), ROLES)


def fit_values(examples: Sequence[Example]) -> dict[str, Both]:
    """Fit, per role, which of a card's candidates is exactly the value, if any is.

    They learn from cards that the models of lines had not met, as they will have to judge.
    """
    groups: dict[str, list[Group]] = {role: [] for role in CANDIDATE_ROLES}
    for learned, part in _parts(examples):
        lines = fit_lines(learned)
        for example in part:
            truth = example.drawn.card.truth
            shares = lines.probabilities(example)
            for role, found in make_candidates(example.scene, shares, example.text).items():
                for group in rivals(role, found):
                    right = np.array([is_right(role, found[i].text, truth) for i in group])
                    groups[role].append(([found[i].evidence for i in group], right))
    return {role: fit_choices(own, role) for role, own in groups.items()}


@dataclass(slots=True)
class Outcome:
    """What was chosen on left-out cards: (probability, right) of each value, and what there was."""

    given: dict[str, list[tuple[float, bool]]]
    there: dict[str, int]


def leave_cards_out(examples: Sequence[Example], fold: int, folds: int = 2) -> Outcome:
    """Fit without a part of the cards and choose on those.

    What is left out are families of layouts, and a half of the composed cards; only these, which
    are as hard as real ones, say how sure a choice is.

    Args:
        examples: All of them.
        fold: Which part is left out, from 0.
        folds: How many parts there are.
    """
    outcome = Outcome({r: [] for r in CANDIDATE_ROLES}, dict.fromkeys(CANDIDATE_ROLES, 0))
    names = [family.name for family in FAMILIES]
    out = {*names[fold::folds], *COMPOSED_FAMILIES[fold::folds]}
    kept = [e for e in examples if e.drawn.family not in out]
    tried = [e for e in examples if e.drawn.family in out.intersection(COMPOSED_FAMILIES)]
    lines = fit_lines(kept)
    values = fit_values(kept)
    collect(tried, lines, values, dict.fromkeys(CANDIDATE_ROLES, _SMALLEST_LEAST), outcome)
    return outcome


def join_outcomes(outcomes: Sequence[Outcome]) -> Outcome:
    """Return what was chosen on all parts of the cards."""
    return Outcome(
        {r: [pair for one in outcomes for pair in one.given[r]] for r in CANDIDATE_ROLES},
        {r: sum(one.there[r] for one in outcomes) for r in CANDIDATE_ROLES},
    )


def collect(
    examples: Sequence[Example],
    lines: LineModels,
    values: dict[str, Both],
    least: dict[str, float],
    outcome: Outcome,
) -> None:
    """Add what models choose on cards to an outcome."""
    means: dict[str, Scorer] = {role: value.mean for role, value in values.items()}
    for example in examples:
        truth = example.drawn.card.truth
        plain = {role: Calibration((), ()) for role in CANDIDATE_ROLES}
        models = RoleModels(example.text, lines.first.mean, lines.among, means, least, plain)
        chosen = choose(judge(example.typed, models), least)
        for role in CANDIDATE_ROLES:
            outcome.there[role] += has_truth(role, truth)
            if role in chosen:
                p, candidate = chosen[role]
                outcome.given[role].append((p, is_right(role, candidate.text, truth)))


def calibrate(pairs: Sequence[tuple[float, bool]], humility: float) -> Calibration:
    """Fit what share of values was right at each probability, smoothed and never falling.

    Args:
        pairs: Probability and whether the value was right, of left-out cards.
        humility: What the odds of every value are divided by: real cards differ more from drawn
            ones than drawn ones do among themselves.
    """
    given = np.array([p for p, _ in pairs])
    right = np.array([float(r) for _, r in pairs])
    model = IsotonicRegression(out_of_bounds="clip", y_min=0.0, y_max=1.0).fit(given, right)
    grid = np.array([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.86, 0.9, 0.94, 0.97, 0.99, 0.998])
    # Means over a neighbourhood: the steps of isotonic regression are the noise of few cards.
    smooth = [
        float(model.predict(np.clip(np.linspace(g - 0.04, g + 0.04, 9), 0, 1)).mean()) for g in grid
    ]
    rising = np.clip(np.maximum.accumulate(smooth), 0.01, 0.993)
    odds = rising / (1 - rising) / humility
    humble = odds / (1 + odds)
    return Calibration(tuple(grid.tolist()), tuple(round(float(h), 4) for h in humble))


def best_least(pairs: Sequence[tuple[float, bool]], there: int, role: str = "") -> float:
    """Return the probability below which giving no value of a role makes the best F1."""
    largest = _LARGEST_LEAST.get(role, _LARGEST_LEAST_OF_OTHERS)
    best = (0.0, _SMALLEST_LEAST)
    for least in np.arange(_SMALLEST_LEAST, largest + 0.01, 0.05):
        kept = [right for p, right in pairs if p > least]
        f1 = 2 * sum(kept) / max(1, len(kept) + there)
        best = max(best, (f1, float(least)))
    return round(best[1], 2)
