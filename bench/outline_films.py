"""Draws films for the live outline, has them followed, and compares with what is known of them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from drawn.moving import SCENES, draw_scene, reduced, truth_of
from ocr.types import Image

SMALL_LONG_SIDE_PX = 320
"""At which the scan screen's worker looks at frames."""
RIGHT_IOU = 0.8
"""An outline that overlaps less with the card is of something else."""
_RUNNER = Path(__file__).with_name("outline_runner.js")
_LONG_ENOUGH_S = 1.0
"""A card that is still and sharp for so long should have been shot."""


@dataclass(frozen=True, slots=True)
class Film:
    """What is known of the frames of a film, and what was answered."""

    scene: str
    seed: int
    fps: float
    size: tuple[int, int]
    truths: tuple[dict[str, Any], ...]
    """One a frame; see `drawn.moving.truth_of`."""
    answers: tuple[dict[str, Any], ...] = ()

    @property
    def overlaps(self) -> tuple[float | None, ...]:
        """Intersection over union with the card, frame by frame; None without an outline."""
        return tuple(
            None if answer["quad"] is None else overlap(answer["quad"], truth["quad"], self.size)
            for answer, truth in zip(self.answers, self.truths, strict=True)
        )


@dataclass(frozen=True, slots=True)
class Shots:
    """What was shot by itself in a film."""

    right: int
    missed: int
    wrong: tuple[str, ...]
    """Why each wrong shot was wrong."""
    trembling: int
    """How many of the right ones fell while the hand trembled more than counts as still."""
    waits_s: tuple[float, ...]
    """How long a card had been still and sharp when it was shot."""


def overlap(
    shares: Sequence[Sequence[float]], quad: Sequence[Sequence[float]] | None, size: tuple[int, int]
) -> float:
    """Return intersection over union of an outline, in [0, 1] of the frame, and a card, pixels."""
    if quad is None:
        return 0.0
    one = cv2.convexHull((np.array(shares) * size).astype(np.float32))
    two = cv2.convexHull(np.array(quad, dtype=np.float32))
    if min(cv2.contourArea(one), cv2.contourArea(two)) < 1:
        return 0.0
    shared, _ = cv2.intersectConvexConvex(one, two)
    return float(shared / (cv2.contourArea(one) + cv2.contourArea(two) - shared))


def draw_film(
    folder: Path, scene: str, seed: int, *, fps: float = 15.0, seconds: float = 4.0, size_px: int
) -> Path:
    """Draw a film as the worker sees it; return its path without endings."""
    size, frames = draw_scene(scene, seed, seconds=seconds, fps=fps, long_side_px=size_px)
    chance = np.random.default_rng([seed, 0xC0])
    noise = SCENES[scene].light.noise * SMALL_LONG_SIDE_PX / size_px
    smalls, truths = [], []
    for frame in frames:
        smalls.append(_with_colour_noise(reduced(frame, SMALL_LONG_SIDE_PX), chance, noise))
        truths.append(truth_of(frame))
    path = folder / f"{scene}-{seed}"
    np.stack(smalls).tofile(path.with_suffix(".rgb"))
    height, width = smalls[0].shape[:2]
    known = {
        "scene": scene,
        "seed": seed,
        "fps": fps,
        "width": width,
        "height": height,
        "size": size,
        "frames": truths,
    }
    path.with_suffix(".json").write_text(json.dumps(known), encoding="utf-8")
    return path


def draw_once(folder: Path, scene: str, seed: int, *, fps: float, size_px: int) -> Path:
    """Draw a film unless the folder has it from an earlier run; return its path as `draw_film`."""
    path = folder / f"{scene}-{seed}"
    if path.with_suffix(".json").exists():
        return path
    return draw_film(folder, scene, seed, fps=fps, size_px=size_px)


def _with_colour_noise(picture: Image, chance: np.random.Generator, levels: float) -> Image:
    """Let red and blue tremble against each other: the noise of drawn frames is grey.

    Lightness stays as it is. The two differ by as much as if each channel had noise of its own.
    """
    noise = chance.standard_normal(picture.shape[:2], dtype=np.float32) * (levels * np.sqrt(2))
    shares = np.array([0.276, 0.0, -0.724], dtype=np.float32)
    noisy = np.rint(picture + noise[..., None] * shares)
    return np.asarray(np.clip(noisy, 0, 255), dtype=np.uint8)


def run(what: str, paths: Sequence[Path]) -> list[Any]:
    """Have films looked at by the scan screen's own modules; see outline_runner.js."""
    command = [sys.executable, "-m", "scripts.node", str(_RUNNER), what, *map(str, paths)]
    root = _RUNNER.parent.parent
    answer = subprocess.run(command, check=True, capture_output=True, cwd=root)
    answers: list[Any] = json.loads(answer.stdout)
    return answers


def follow(paths: Sequence[Path]) -> list[Film]:
    """Have films followed."""
    films = []
    for path, answers in zip(paths, run("follow", paths), strict=True):
        known = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        width, height = known["size"]
        films.append(
            Film(
                known["scene"],
                known["seed"],
                known["fps"],
                (width, height),
                tuple(known["frames"]),
                tuple(answers),
            )
        )
    return films


def judge_shots(film: Film) -> Shots:
    """Say which shots of a film were right, and which cards should have been shot."""
    shot: set[str] = set()
    right, trembling = 0, 0
    wrong, waits = [], []
    missed: set[str] = set()
    since: tuple[int, str] | None = None
    overlaps = film.overlaps
    for index, (truth, answer) in enumerate(zip(film.truths, film.answers, strict=True)):
        is_good = truth["is_whole"] and truth["is_still"] and truth["is_sharp"]
        if not is_good:
            since = None
        elif since is None or since[1] != truth["card"]:
            since = (index, truth["card"])
        if answer["action"] == "shoot":
            fault = _fault(truth, overlaps[index], shot)
            if fault:
                wrong.append(fault)
            else:
                right += 1
                trembling += not truth["is_still"]
                waits += [(index - since[0]) / film.fps] if since else []
            if truth["card"]:
                shot.add(truth["card"])
                missed.discard(truth["card"])
        elif since is not None and (index - since[0]) / film.fps >= _LONG_ENOUGH_S:
            missed |= {truth["card"]} - shot
    return Shots(right, len(missed), tuple(wrong), trembling, tuple(waits))


def _fault(truth: dict[str, Any], iou: float | None, shot: set[str]) -> str:
    if truth["card"] is None:
        return "no card"
    if truth["card"] in shot:
        return "twice"
    if not truth["is_whole"]:
        return "cut off"
    if not truth["is_sharp"]:
        # What trembles and is sharp all the same can be read.
        return "blurred" if truth["is_still"] else "moving"
    return "" if iou is not None and iou >= RIGHT_IOU else "outline wrong"
