"""Measures the live outline and the shots taken by themselves, and writes docs/capture-outline.md.

    python -m bench.outline [--films 3] [--folder KEPT_FILMS] [--no-browser]

Films are drawn with seeds from 900000 on, which nothing was tuned on, and followed by the scan
screen's own modules in node; then the worker is measured in Chromium with a film as its camera.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bench.cases import FIRST_SEED
from bench.outline_browser import Row, measure_in_chromium
from bench.outline_films import Film, draw_once, follow, judge_shots
from drawn.moving import SCENES

PAGE = Path("docs/capture-outline.md")
_WEAK = [
    "What is weak, here and by design: lightness is looked at and, where that shows no card, how "
    "red or blue things are, so a card that differs from its table in neither may be lost (black "
    "on black, brown on brown in the dark); sheets, books and screens beside and under a card have "
    "edges of their own, and a rectangle that is shaped like a card is outlined; bent cards and "
    "those seen from far aside are not outlined; two cards of one design that differ in little "
    "more than a name may be taken for the same, and then want a tap.",
]
_FPS = 15.0
_SIZE_PX = 960


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw, follow, write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--films", type=int, default=3, help="of each scene")
    parser.add_argument("--folder", type=Path, help="where films are kept for the next time")
    parser.add_argument("--no-browser", action="store_true")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        films = follow(draw_all(folder, options.films))
    in_browser = [] if options.no_browser else measure_in_chromium(FIRST_SEED)
    PAGE.write_text("\n".join(page_of(films, options.films, in_browser)) + "\n", encoding="utf-8")
    print("\n".join(table_of(films)))
    return 0


def draw_all(folder: Path, films: int) -> list[Path]:
    """Draw what has not been drawn before; return the films' paths."""
    return [
        draw_once(folder, scene, seed, fps=_FPS, size_px=_SIZE_PX)
        for scene in SCENES
        for seed in range(FIRST_SEED, FIRST_SEED + films)
    ]


def page_of(films: Sequence[Film], per_scene: int, in_browser: Sequence[Row]) -> list[str]:
    """Write the page."""
    lines = [
        "# How well the card's outline is followed, and when a card is shot by itself",
        "",
        f"Written by `python -m bench.outline --films {per_scene}`: films of {_FPS:.0f} frames a "
        f"second and {_SIZE_PX} x {_SIZE_PX * 9 // 16} pixels, four seconds long, half of them "
        "upright, drawn with seeds that nothing was tuned on. Drawn films are tidier than real "
        "ones, though noise of colour is added, and no telephone took part: read the figures for "
        "what is weak.",
        "",
        "*Found* is the share of frames with an outline, of those in which the card is wholly in "
        "sight and still; *overlap* its mean intersection over union with the card; *wrong* the "
        "share of outlines that overlap less than 0.8. *False* is the share of frames without a "
        "card in which an outline is shown. A shot is *right* when it falls on a card that is "
        "whole and sharp, for the first time; a card is *missed* when it was that, and still, for "
        "a second and never shot; *wait* is how long it had been. Times are the processor's, "
        "in node on the machine that wrote this page, a frame, from grey to answer, not slowed "
        "down; the middle one, and the one that 5 % exceed.",
        "",
        *table_of(films),
        "",
        *_faults(films),
        "",
        *_WEAK,
    ]
    return [*lines, "", *browser_lines(in_browser)] if in_browser else lines


def table_of(films: Sequence[Film]) -> list[str]:
    """Write one row a scene, one of all that show a card at rest, and one of all that show none."""
    rows = [
        "| scene | frames | found | overlap | wrong | false | shots right | missed | wrong "
        "| wait s | ms (p95) |",
        "|---|---|---|---|---|---|---|---|---|---|---|",
    ]
    groups = {scene: [film for film in films if film.scene == scene] for scene in SCENES}
    empty = [film for film in films if film.scene.startswith("empty")]
    groups["**all with a card**"] = [film for film in films if film not in empty]
    groups["**all without**"] = empty
    return rows + [_row(name, group) for name, group in groups.items() if group]


def _row(name: str, films: Sequence[Film]) -> str:
    at_rest, overlaps, is_false, took = [], [], [], []
    for film in films:
        for truth, answer, iou in zip(film.truths, film.answers, film.overlaps, strict=True):
            took.append(answer["took_ms"])
            if truth["card"] is None:
                is_false.append(iou is not None)
            elif truth["is_whole"] and truth["is_still"]:
                at_rest.append(iou is not None)
                overlaps += [] if iou is None else [iou]
    shots = [judge_shots(film) for film in films]
    waits = [wait for each in shots for wait in each.waits_s]
    cells = [
        name,
        str(len(took)),
        f"{np.mean(at_rest):.1%}" if at_rest else "",
        f"{np.mean(overlaps):.3f}" if overlaps else "",
        f"{np.mean(np.array(overlaps) < 0.8):.1%}" if overlaps else "",
        f"{np.mean(is_false):.1%}" if is_false else "",
        str(sum(each.right for each in shots)),
        str(sum(each.missed for each in shots)),
        str(sum(len(each.wrong) for each in shots)),
        f"{np.mean(waits):.2f}" if waits else "",
        f"{np.median(took):.1f} ({np.percentile(took, 95):.1f})",
    ]
    return f"| {' | '.join(cells)} |"


def _faults(films: Sequence[Film]) -> list[str]:
    """List every shot that was wrong."""
    faults = [
        f"{film.scene} {film.seed}: {fault}" for film in films for fault in judge_shots(film).wrong
    ]
    trembling = sum(judge_shots(film).trembling for film in films)
    return [
        f"Shots that were wrong: {'; '.join(faults) or 'none'}. Right ones taken while the hand "
        f"trembled more than counts as still, and sharp all the same: {trembling}."
    ]


def browser_lines(rows: Sequence[Row]) -> list[str]:
    """Say what was measured in Chromium, and what was slowed down."""
    return [
        "## In Chromium",
        "",
        "A film is the camera; frames are taken as the scan screen takes them and sent to its "
        "worker, the next when the answer is there. Chromium's slow-down reaches the page's thread "
        "only, not the worker: the last column counts the worker's own time, which includes "
        "reducing the frame, four times instead, and the rest as measured.",
        "",
        "| slow-down of the page | frames answered a second | camera's frames a second "
        "| worker ms a frame (p95) | a second, were the worker four times slower |",
        "|---|---|---|---|---|",
        *(
            f"| {row.slow_down}x | {row.answers_per_s:.1f} | {row.camera_per_s:.1f} "
            f"| {row.worker_ms:.1f} ({row.worker_p95_ms:.1f}) | {row.slowed_per_s:.1f} |"
            for row in rows
        ),
    ]


if __name__ == "__main__":
    sys.exit(main())
