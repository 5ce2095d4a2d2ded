"""What is read right on photographed cards that somebody labelled by eye."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[3]
LEAST_F1 = {
    "email": 0.97,
    "phone": 0.96,
    "url": 0.96,
    "name": 0.90,
    "title": 0.85,
    "organization": 0.75,
    "address": 0.75,
}


def samples_folder() -> Path:
    """Return the folder of labelled samples; VERSO_SAMPLES says where it is."""
    return Path(os.environ.get("VERSO_SAMPLES", ROOT.parent / "shared" / "samples"))


@pytest.fixture(scope="module")
def figures() -> dict[str, Any]:
    folder = samples_folder()
    scorer = folder.parent / "score_cards.py"
    if not (folder / "cards" / "labels.jsonl").is_file() or not scorer.is_file():
        pytest.skip(f"no labelled cards with their scorer at {folder} (see VERSO_SAMPLES)")
    verso = f"{sys.executable} -m app.cli"
    run = subprocess.run(
        [sys.executable, str(scorer), str(folder / "cards"), "--command", verso, "--json"],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    return dict(json.loads(run.stdout))


@pytest.mark.slow
@pytest.mark.parametrize("field", LEAST_F1)
def test_a_field_is_read_right_often_enough(figures: dict[str, Any], field: str):
    assert figures[field]["f1"] >= LEAST_F1[field]


@pytest.mark.slow
def test_cards_without_a_single_error_are_common(figures: dict[str, Any]):
    assert figures["perfect_cards"] >= 0.4


@pytest.mark.slow
def test_what_is_given_with_confidence_is_right(figures: dict[str, Any]):
    assert figures["confident_values"] > 50
    assert figures["confident_errors"] <= 0.05
