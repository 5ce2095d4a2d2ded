"""Draws moving scenes of cards: `python -m drawn.moving OUT.mjpeg --scene wood --seed 1`.

OUT.mjpeg holds JPEGs one after the other, which is what Chromium takes for a camera with
``--use-file-for-fake-video-capture``. OUT.json says of each frame where the card is, whether it is
wholly seen, still and sharp. The same scene, seed and options always give the same film.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np

from drawn.cards import draw_card
from drawn.filming import FOCAL_LENGTH, Frame, Light, build_set, film
from drawn.fonts import FontMissingError
from drawn.hands import draw_hand
from drawn.stories import Pose, tell
from drawn.surfaces import Chance
from drawn.truth import DrawnCard
from ocr.encode import encode_jpeg
from ocr.types import Image


@dataclass(frozen=True, slots=True)
class Scene:
    """What is filmed."""

    surface: str
    story: str = "lies"
    is_held: bool = False
    clutter: int = 0
    light: Light = field(default_factory=Light)


SCENES: dict[str, Scene] = {
    "wood": Scene("wood"),
    "white": Scene("white_table"),
    "dark": Scene("dark_table"),
    "fabric": Scene("fabric"),
    "marble": Scene("marble"),
    "busy": Scene("desk", clutter=2),
    "hand": Scene("room", "is_held", is_held=True),
    "hand-desk": Scene("desk", "is_held", is_held=True),
    "dim": Scene("wood", light=Light(0.42, 0.35, 0, 7.0, 1 / 24)),
    "glare": Scene("dark_table", light=Light(1.0, 0.3, 120.0)),
    "swap": Scene("wood", "swaps"),
    "turn": Scene("dark_table", "turns"),
    "return": Scene("wood", "returns"),
    "cut-off": Scene("dark_table", "is_cut_off"),
    "blurred": Scene("dark_table", "is_out_of_focus"),
    "passing": Scene("dark_table", "passes"),
    "empty-wood": Scene("wood", "is_searched"),
    "empty-white": Scene("white_table", "is_searched"),
    "empty-marble": Scene("marble", "is_searched"),
    "empty-desk": Scene("desk", "is_searched"),
    "empty-clutter": Scene("wood", "is_searched", clutter=3),
    "empty-hand": Scene("room", "is_searched", is_held=True),
}
"""Those that begin with "empty" show no card."""


def draw_scene(
    name: str,
    seed: int,
    *,
    seconds: float = 4.0,
    fps: float = 30.0,
    long_side_px: int = 1280,
    is_portrait: bool | None = None,
) -> tuple[tuple[int, int], Iterator[Frame]]:
    """Draw a moving scene.

    Args:
        name: A key of `SCENES`.
        seed: The same seed and options always give the same frames.
        seconds: How long it is.
        fps: Frames a second.
        long_side_px: Of the frames, which are 16 to 9.
        is_portrait: Whether they are higher than wide; every other seed's are when None.

    Returns:
        Width and height of the frames, and the frames.

    Raises:
        KeyError: If there is no such scene.
        FontMissingError: If the project's fonts are not installed.
    """
    scene = SCENES[name]
    chance = np.random.default_rng([seed, list(SCENES).index(name), 0xF11])
    is_portrait = seed % 2 == 0 if is_portrait is None else is_portrait
    short_side_px = round(long_side_px * 9 / 16 / 2) * 2
    size = (short_side_px, long_side_px) if is_portrait else (long_side_px, short_side_px)
    cards = tuple(draw_card(seed + offset) for offset in (0, 500_000))
    near = _aim(chance, cards[0], size)
    story = tell(chance, scene.story, near)
    card_mm = (
        cards[0].recto.shape[1] / cards[0].px_per_mm,
        cards[0].recto.shape[0] / cards[0].px_per_mm,
    )
    hand = draw_hand(chance, card_mm) if scene.is_held else None
    stage = build_set(
        chance, scene.surface, cards, scene.light,
        hand=hand, is_held=scene.is_held, clutter=scene.clutter,
    )  # fmt: skip
    return size, film(chance, stage, story, size, fps, seconds)


def _aim(chance: Chance, card: DrawnCard, size: tuple[int, int]) -> Pose:
    """Choose a pose from which the card fills much of the frame."""
    angle = float(chance.uniform(-12, 12)) + 90 * float(chance.choice([0, 0, 1, -1]))
    height, width = (side / card.px_per_mm for side in card.recto.shape[:2])
    turn = np.abs([np.cos(np.radians(angle)), np.sin(np.radians(angle))])
    across, down = width * turn[0] + height * turn[1], width * turn[1] + height * turn[0]
    fill = float(chance.uniform(0.68, 0.9))
    px_per_mm = fill * min(size[0] / across, size[1] / down)
    return Pose(
        distance=FOCAL_LENGTH * max(size) / px_per_mm,
        tilt=float(chance.uniform(0, 12)),
        tilt_towards=float(chance.uniform(0, 360)),
        card_x=float(chance.uniform(-3, 3)),
        card_y=float(chance.uniform(-3, 3)),
        card_angle=angle,
    )


def truth_of(frame: Frame) -> dict[str, object]:
    """Return what is known of a frame, as it stands in the JSON beside a film."""
    return {
        "quad": None if frame.quad is None else np.round(frame.quad, 2).tolist(),
        "card": frame.card,
        "is_whole": frame.is_whole,
        "is_still": frame.is_still,
        "is_sharp": frame.is_sharp,
    }


def reduced(frame: Frame, long_side_px: int) -> Image:
    """Return a frame at the size at which outlines are looked for, RGB, shape (h, w, 3)."""
    height, width = frame.picture.shape[:2]
    ratio = long_side_px / max(height, width)
    size = (round(width * ratio), round(height * ratio))
    small = cv2.resize(frame.picture, size, interpolation=cv2.INTER_AREA)
    return np.asarray(small, dtype=np.uint8)


def main(arguments: list[str] | None = None) -> int:
    """Draw what the command line asks for; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m drawn.moving", description=__doc__)
    parser.add_argument("file", type=Path, metavar="OUT.mjpeg")
    parser.add_argument("--scene", choices=SCENES, default="wood")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--seconds", type=float, default=4.0)
    parser.add_argument("--fps", type=float, default=30.0)
    parser.add_argument("--size", type=int, default=1280, help="long side in px")
    parser.add_argument("--shape", choices=["portrait", "landscape"])
    options = parser.parse_args(arguments)
    truths = []
    try:
        size, frames = draw_scene(
            options.scene,
            options.seed,
            seconds=options.seconds,
            fps=options.fps,
            long_side_px=options.size,
            is_portrait=None if options.shape is None else options.shape == "portrait",
        )
    except FontMissingError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    with options.file.open("wb") as film_file:
        for frame in frames:
            film_file.write(encode_jpeg(frame.picture, 88))
            truths.append(truth_of(frame))
    known = {
        "scene": options.scene,
        "seed": options.seed,
        "width": size[0],
        "height": size[1],
        "fps": options.fps,
        "frames": truths,
    }
    options.file.with_suffix(".json").write_text(json.dumps(known), encoding="utf-8")
    sys.stdout.write(f"{len(truths)} frames in {options.file}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
