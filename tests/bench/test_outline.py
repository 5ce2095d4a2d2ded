"""Drawn films are followed, and cards shot by themselves, at least as well as promised."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bench.outline import page_of
from bench.outline_films import Film, draw_film, follow, judge_shots, overlap

FPS = 10.0


@pytest.fixture(scope="module")
def films(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Film]:
    folder = tmp_path_factory.mktemp("films")
    scenes = ["wood", "white", "hand", "swap", "return", "cut-off", "blurred", "passing"]
    empty = ["empty-wood", "empty-white", "empty-marble", "empty-desk", "empty-hand"]
    paths = [draw_film(folder, name, 41, fps=FPS, size_px=640) for name in scenes + empty]
    return {film.scene: film for film in follow(paths)}


@pytest.mark.parametrize("scene", ["wood", "white", "hand"])
def test_the_outline_of_a_card_at_rest_is_found_and_right(
    scene: str, films: dict[str, Film]
) -> None:
    film = films[scene]
    at_rest = [
        iou
        for iou, truth in zip(film.overlaps[2:], film.truths[2:], strict=True)
        if truth["is_whole"] and truth["is_still"]
    ]

    assert len(at_rest) > 10
    assert np.mean([iou is not None for iou in at_rest]) >= 0.95
    assert np.mean([iou for iou in at_rest if iou is not None]) >= 0.9


@pytest.mark.parametrize(("scene", "seed"), [("wood", 4093), ("dim", 4025)])
def test_a_card_as_dark_as_its_table_is_found_by_its_tint(
    scene: str, seed: int, tmp_path: Path
) -> None:
    (film,) = follow([draw_film(tmp_path, scene, seed, fps=FPS, seconds=3, size_px=640)])
    at_rest = [
        iou
        for iou, truth in zip(film.overlaps, film.truths, strict=True)
        if truth["is_whole"] and truth["is_still"]
    ]

    assert len(at_rest) >= 8
    assert np.mean([iou is not None and iou >= 0.9 for iou in at_rest]) >= 0.85


@pytest.mark.parametrize(
    "scene", ["empty-wood", "empty-white", "empty-marble", "empty-desk", "empty-hand"]
)
def test_no_outline_and_no_shot_where_there_is_no_card(scene: str, films: dict[str, Film]) -> None:
    film = films[scene]

    assert np.mean([answer["quad"] is not None for answer in film.answers]) < 0.05
    assert judge_shots(film).wrong == ()


@pytest.mark.parametrize(
    ("scene", "cards"),
    [("wood", 1), ("white", 1), ("hand", 1), ("swap", 2), ("return", 1)],
)
def test_each_card_is_shot_once_by_itself(scene: str, cards: int, films: dict[str, Film]) -> None:
    shots = judge_shots(films[scene])

    assert (shots.right, shots.missed, shots.wrong) == (cards, 0, ())
    assert np.mean(shots.waits_s) <= 0.8


@pytest.mark.parametrize("scene", ["cut-off", "blurred", "passing"])
def test_a_card_that_is_cut_off_blurred_or_moving_is_not_shot(
    scene: str, films: dict[str, Film]
) -> None:
    assert [a["action"] for a in films[scene].answers].count("shoot") == 0


def test_overlap_is_that_of_the_two_outlines() -> None:
    size = (200, 100)
    card = [[50, 25], [150, 25], [150, 75], [50, 75]]

    assert overlap([[0.25, 0.25], [0.75, 0.25], [0.75, 0.75], [0.25, 0.75]], card, size) == 1
    assert overlap([[0.5, 0.25], [1, 0.25], [1, 0.75], [0.5, 0.75]], card, size) == pytest.approx(
        1 / 3
    )
    assert overlap([[0, 0], [0.1, 0], [0.1, 0.1], [0, 0.1]], None, size) == 0


def _film(*frames: tuple[str | None, str, str]) -> Film:
    """Make a film of frames: the card, what it is ("wsf": whole, still, sharp), the action."""
    quad = [[20, 20], [80, 20], [80, 60], [20, 60]]
    shares = [[0.2, 0.2], [0.8, 0.2], [0.8, 0.6], [0.2, 0.6]]
    return Film(
        "wood",
        1,
        10.0,
        (100, 100),
        tuple(
            {
                "card": card,
                "quad": quad if card else None,
                "is_whole": "w" in how,
                "is_still": "s" in how,
                "is_sharp": "f" in how,
            }
            for card, how, _ in frames
        ),
        tuple({"quad": shares, "action": action, "took_ms": 1.0} for _, _, action in frames),
    )


@pytest.mark.parametrize(("how", "fault"), [("sf", "cut off"), ("w", "moving"), ("ws", "blurred")])
def test_a_shot_of_a_card_not_fit_for_it_is_wrong(how: str, fault: str) -> None:
    assert judge_shots(_film(("0 recto", how, "shoot"))).wrong == (fault,)


def test_a_shot_from_a_trembling_hand_is_right_if_it_is_sharp() -> None:
    shots = judge_shots(_film(("0 recto", "wf", "shoot")))

    assert (shots.right, shots.trembling, shots.wrong) == (1, 1, ())


def test_a_shot_of_nothing_and_a_second_of_the_same_card_are_wrong() -> None:
    card = ("0 recto", "wsf", "shoot")

    assert judge_shots(_film((None, "", "shoot"))).wrong == ("no card",)
    assert judge_shots(_film(card, card)).wrong == ("twice",)
    assert judge_shots(_film(card, ("0 verso", "wsf", "shoot"))).right == 2


def test_a_card_at_rest_for_a_second_and_never_shot_is_missed() -> None:
    waiting = ("0 recto", "wsf", "none")

    assert judge_shots(_film(*[waiting] * 10)).missed == 0
    assert judge_shots(_film(*[waiting] * 11)).missed == 1
    assert judge_shots(_film(*[waiting] * 11, ("0 recto", "wsf", "shoot"))).missed == 0


def test_the_page_has_a_row_of_each_scene_and_names_wrong_shots(films: dict[str, Film]) -> None:
    page = "\n".join(page_of([films["wood"], films["empty-desk"]], 1, []))

    assert "| wood | 40 | " in page
    assert "| empty-desk | 40 |" in page
    assert "Shots that were wrong: none." in page


def test_films_are_followed_in_the_order_they_are_given(tmp_path: Path) -> None:
    paths = [
        draw_film(tmp_path, name, 3, fps=2, seconds=1, size_px=320) for name in ("wood", "dark")
    ]

    assert [film.scene for film in follow(paths)] == ["wood", "dark"]
