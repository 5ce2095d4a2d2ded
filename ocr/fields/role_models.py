"""The models that give lines their roles and choose values, as training wrote them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from ocr.fields.attention import AmongOthers, parse_attention
from ocr.fields.calibration import Calibration
from ocr.fields.network import parse_network
from ocr.fields.scorers import Scorer, mean_of
from ocr.fields.text_model import TextModel, load_text_model
from ocr.fields.trees import parse_trees


@dataclass(frozen=True, slots=True)
class RoleModels:
    """The models behind an assignment."""

    text: TextModel
    lines: Scorer
    """Of each line alone, at first look."""
    context: AmongOthers
    """Of each line among the others, at second look."""
    values: dict[str, Scorer]
    """One a role: is this candidate exactly the value?"""
    least: dict[str, float]
    """The probability below which giving nothing is better."""
    calibrations: dict[str, Calibration]


@lru_cache(maxsize=1)
def load_models() -> RoleModels:
    """Return the models that ship with this package, read once."""
    roles, choices = _table("roles.json"), _table("choices.json")
    return RoleModels(
        text=load_text_model(),
        lines=_mean(roles["lines"]),
        context=AmongOthers(_mean(roles["context"]), parse_attention(_table("attention.json"))),
        values={role: _mean(table) for role, table in choices["values"].items()},
        least=choices["least"],
        calibrations={
            role: Calibration(tuple(v["given"]), tuple(v["right"]))
            for role, v in choices["calibrations"].items()
        },
    )


def _mean(table: Mapping[str, Any]) -> Scorer:
    # What trees say in steps a network says smoothly: together they are right more often.
    return mean_of(parse_trees(table["trees"]), parse_network(table["network"]))


def _table(name: str) -> dict[str, Any]:
    path = resources.files("ocr.fields").joinpath("data", name)
    return dict(json.loads(path.read_text(encoding="utf-8")))
