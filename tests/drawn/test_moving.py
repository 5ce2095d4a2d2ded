"""Moving scenes: films with known truth."""

from __future__ import annotations

import io
import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image as Pictures

from drawn.filming import Frame
from drawn.moving import SCENES, draw_scene, main, reduced


def frames_of(name: str, seed: int = 5, **options: float) -> list[Frame]:
    return list(draw_scene(name, seed, fps=options.get("fps", 5), long_side_px=320)[1])


@pytest.mark.parametrize("name", SCENES)
def test_a_scene_without_a_card_is_named_so(name: str) -> None:
    shows_a_card = any(frame.card for frame in frames_of(name, fps=2))

    assert shows_a_card is not name.startswith("empty")


def test_the_same_seed_gives_the_same_film_and_another_another() -> None:
    one, again, other = (frames_of("wood", seed)[3].picture for seed in (5, 5, 6))

    assert np.array_equal(one, again)
    assert one.shape != other.shape or not np.array_equal(one, other)


def test_every_other_seed_is_upright() -> None:
    assert draw_scene("wood", 2, long_side_px=320)[0] == (180, 320)
    assert draw_scene("wood", 3, long_side_px=320)[0] == (320, 180)
    assert draw_scene("wood", 3, long_side_px=320, is_portrait=True)[0] == (180, 320)


def test_the_card_is_where_the_truth_says() -> None:
    """On a dark table a white card's inside is brighter than what is round it."""
    frame = next(f for f in frames_of("dark", 1) if f.is_whole and f.is_still and f.is_sharp)
    assert frame.quad is not None
    grey = reduced(frame, 320).mean(axis=2)
    middle = frame.quad.mean(axis=0)

    def level(share: float) -> float:
        spots = middle + (frame.quad - middle) * share
        return float(np.median([grey[int(y), int(x)] for x, y in spots]))

    assert abs(level(0.95) - level(1.08)) > 8


def test_a_card_is_first_on_the_move_and_then_at_rest() -> None:
    frames = frames_of("wood", fps=10)

    assert not frames[5].is_still
    assert all(frame.is_still and frame.is_whole for frame in frames[12:20])


@pytest.mark.parametrize(
    ("name", "cards"),
    [
        ("swap", ["0 recto", None, "1 recto"]),
        ("turn", ["0 recto", "0 verso"]),
        ("return", ["0 recto"]),
        ("empty-hand", [None]),
    ],
)
def test_which_card_is_seen_is_known(name: str, cards: list[str | None]) -> None:
    seen = [frame.card for frame in frames_of(name, fps=10)]

    assert list(dict.fromkeys(seen)) == cards


@pytest.mark.parametrize(
    ("name", "promise"), [("cut-off", "is_whole"), ("blurred", "is_sharp"), ("passing", "is_still")]
)
def test_what_must_not_be_shot_never_is_fit_for_it(name: str, promise: str) -> None:
    frames = frames_of(name, fps=10)

    assert not any(frame.is_whole and frame.is_still and frame.is_sharp for frame in frames)
    assert sum(getattr(frame, promise) for frame in frames) < len(frames) / 2


def test_a_film_is_jpegs_in_a_row_with_its_truth_beside_it(tmp_path: Path) -> None:
    film = tmp_path / "film.mjpeg"
    main([str(film), "--scene", "white", "--seed", "3", "--seconds", "1", "--fps", "4",
          "--size", "320", "--shape", "portrait"])  # fmt: skip
    known = json.loads(film.with_suffix(".json").read_text())
    pictures = [b"\xff\xd8" + part for part in film.read_bytes().split(b"\xff\xd8")[1:]]

    assert (known["width"], known["height"], known["scene"]) == (180, 320, "white")
    assert len(known["frames"]) == len(pictures) == 4
    assert all(Pictures.open(io.BytesIO(one)).size == (180, 320) for one in pictures)
    assert set(known["frames"][0]) == {"quad", "card", "is_whole", "is_still", "is_sharp"}
