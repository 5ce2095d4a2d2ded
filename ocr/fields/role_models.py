"""The models that give lines their roles and choose values, as training wrote them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from ocr.fields.calibration import Calibration
from ocr.fields.text_model import TextModel, load_text_model
from ocr.fields.trees import BoostedTrees, parse_trees


@dataclass(frozen=True, slots=True)
class RoleModels:
    """The models behind an assignment."""

    text: TextModel
    lines: BoostedTrees
    """Of each line alone, at first look."""
    context: BoostedTrees
    """Of each line among the others, at second look."""
    values: dict[str, BoostedTrees]
    """One model a role: is this candidate exactly the value?"""
    least: dict[str, float]
    """The probability below which giving nothing is better."""
    calibrations: dict[str, Calibration]


@lru_cache(maxsize=1)
def load_models() -> RoleModels:
    """Return the models that ship with this package, read once."""
    path = resources.files("ocr.fields").joinpath("data/roles.json")
    return models_from_json(load_text_model(), json.loads(path.read_text(encoding="utf-8")))


def models_from_json(text: TextModel, values: dict[str, Any]) -> RoleModels:
    """Return the models that training wrote, with a text model."""
    return RoleModels(
        text=text,
        lines=parse_trees(values["lines"]),
        context=parse_trees(values["context"]),
        values={role: parse_trees(v) for role, v in values["values"].items()},
        least=dict(values["least"]),
        calibrations={
            role: Calibration(tuple(v["given"]), tuple(v["right"]))
            for role, v in values["calibrations"].items()
        },
    )
