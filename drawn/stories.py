"""What happens in a moving scene: where camera and card are at each moment.

Lengths are millimetres, angles degrees, times seconds. The card's plane, or the table, is z = 0.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace

import numpy as np

from drawn.surfaces import Chance


@dataclass(frozen=True, slots=True)
class Pose:
    """Where camera and card are."""

    look_x: float = 0.0
    look_y: float = 0.0
    """The point of the table that the camera is aimed at."""
    distance: float = 150.0
    tilt: float = 0.0
    tilt_towards: float = 0.0
    """How far the camera leans, and to which side."""
    roll: float = 0.0
    card_x: float = 0.0
    card_y: float = 0.0
    card_angle: float = 0.0
    card_lean: float = 0.0
    """How far the card leans out of its plane about its long axis; 180 shows its verso."""
    defocus: float = 0.0
    """Pixels of a frame whose long side has 1280."""

    def between(self, other: Pose, share: float) -> Pose:
        """Return the pose on the way to another; 0 is this one, 1 the other."""
        return Pose(
            *(
                getattr(self, f.name) * (1 - share) + getattr(other, f.name) * share
                for f in fields(self)
            )
        )


@dataclass(frozen=True, slots=True)
class Beat:
    """A moment of a story; between two the pose goes over smoothly."""

    at: float
    """Share of the whole time, [0, 1]."""
    pose: Pose
    card: int | None = 0
    """Which card there is from here on, if any."""


@dataclass(frozen=True, slots=True)
class Story:
    """Beats in order, with the trembling of a hand."""

    beats: tuple[Beat, ...]
    tremor_mm: float
    tremor_phases: tuple[float, ...]

    def at(self, time_s: float, seconds: float) -> tuple[Pose, int | None]:
        """Return the pose at a time of a film that long, and which card is there."""
        share = min(1.0, time_s / seconds)
        after = next((i for i, b in enumerate(self.beats) if b.at > share), len(self.beats))
        last = self.beats[max(0, after - 1)]
        if after == len(self.beats):
            pose = last.pose
        else:
            following = self.beats[after]
            part = (share - last.at) / max(1e-6, following.at - last.at)
            pose = last.pose.between(following.pose, (1 - math.cos(math.pi * part)) / 2)
        return self._trembling(pose, time_s), last.card

    def _trembling(self, pose: Pose, time_s: float) -> Pose:
        # A hand trembles by slow sway and by a physiological tremor of about eight a second.
        def wave(first: int) -> float:
            slow, slower, fast = self.tremor_phases[first : first + 3]
            return (
                math.sin(2 * math.pi * 0.9 * time_s + slow)
                + 0.8 * math.sin(2 * math.pi * 0.43 * time_s + slower)
                + 0.12 * math.sin(2 * math.pi * 8.3 * time_s + fast)
            ) * self.tremor_mm

        return replace(
            pose,
            look_x=pose.look_x + wave(0),
            look_y=pose.look_y + wave(3),
            distance=pose.distance * (1 + 0.004 * wave(6)),
            roll=pose.roll + 0.25 * wave(9),
        )


Teller = Callable[[Chance, Pose], Sequence[Beat]]


def tell(chance: Chance, name: str, near: Pose) -> Story:
    """Tell a story.

    Args:
        chance: Source of chance.
        name: A key of `STORIES`.
        near: The pose from which the card fills the frame as a photo should.
    """
    beats = tuple(STORIES[name](chance, near))
    phases = tuple(float(v) for v in chance.uniform(0, 2 * math.pi, 12))
    return Story(beats, float(chance.uniform(0.3, 0.9)), phases)


def _varied(chance: Chance, near: Pose) -> Pose:
    """Another pose from which the card is still wholly seen."""
    return replace(
        near,
        look_x=near.look_x + float(chance.uniform(-4, 4)),
        look_y=near.look_y + float(chance.uniform(-4, 4)),
        distance=near.distance * float(chance.uniform(1.0, 1.2)),
        tilt=float(chance.uniform(0, 22)),
        tilt_towards=float(chance.uniform(0, 360)),
        roll=near.roll + float(chance.uniform(-14, 14)),
    )


def _far(chance: Chance, near: Pose) -> Pose:
    return replace(
        near,
        look_x=near.look_x + float(chance.uniform(-40, 40)),
        look_y=near.look_y + float(chance.uniform(-40, 40)),
        distance=near.distance * float(chance.uniform(1.7, 2.4)),
        tilt=float(chance.uniform(15, 35)),
        defocus=float(chance.uniform(0, 4)),
    )


def _away(chance: Chance, near: Pose) -> Pose:
    """Look at the table beside the card."""
    angle = float(chance.uniform(0, 2 * math.pi))
    return replace(
        near, look_x=near.look_x + 260 * math.cos(angle), look_y=near.look_y + 260 * math.sin(angle)
    )


def _lies(chance: Chance, near: Pose) -> list[Beat]:
    """Come near, hold still, turn to look from elsewhere, hold still again."""
    then = _varied(chance, near)
    return [
        Beat(0, _far(chance, near)),
        Beat(0.22, near),
        Beat(0.58, near),
        Beat(0.74, then),
        Beat(1, then),
    ]


def _off(chance: Chance, near: Pose) -> Pose:
    """Have the card moved out of the frame."""
    angle = float(chance.uniform(0.2, math.pi - 0.2))
    return replace(
        near,
        card_x=near.card_x + 190 * math.cos(angle),
        card_y=near.card_y + 190 * math.sin(angle),
        card_angle=near.card_angle + float(chance.uniform(-40, 40)),
    )


def _is_held(chance: Chance, near: Pose) -> list[Beat]:
    """Bring a card in, hold it still, tilt it, hold it still again."""
    then = replace(_varied(chance, near), card_lean=float(chance.uniform(-16, 16)), tilt=near.tilt)
    return [
        Beat(0, _off(chance, near)),
        Beat(0.2, near),
        Beat(0.58, near),
        Beat(0.74, then),
        Beat(1, then),
    ]


def _swaps(chance: Chance, near: Pose) -> list[Beat]:
    """Replace one card by another."""
    other = replace(
        near,
        card_x=float(chance.uniform(-4, 4)),
        card_y=float(chance.uniform(-4, 4)),
        card_angle=near.card_angle + float(chance.uniform(-5, 5)),
    )
    return [
        Beat(0, near),
        Beat(0.4, near),
        Beat(0.47, _off(chance, near), None),
        Beat(0.51, _off(chance, other), 1),
        Beat(0.6, other, 1),
        Beat(1, other, 1),
    ]


def _turns(chance: Chance, near: Pose) -> list[Beat]:
    """Turn the card over where it lies."""
    over = replace(near, card_lean=180.0)
    return [Beat(0, near), Beat(0.42, near), Beat(0.58, over), Beat(1, over)]


def _returns(chance: Chance, near: Pose) -> list[Beat]:
    """Look away, and back at the same card from elsewhere."""
    then = _varied(chance, near)
    return [
        Beat(0, near),
        Beat(0.36, near),
        Beat(0.5, _away(chance, near)),
        Beat(0.64, then),
        Beat(1, then),
    ]


def _is_searched(chance: Chance, near: Pose) -> list[Beat]:
    """Look for a card where there is none."""
    then, last = _varied(chance, near), _away(chance, near)
    return [
        Beat(0, _far(chance, near), None),
        Beat(0.2, near, None),
        Beat(0.45, near, None),
        Beat(0.6, then, None),
        Beat(0.8, then, None),
        Beat(1, last, None),
    ]


def _is_cut_off(chance: Chance, near: Pose) -> list[Beat]:
    """Hold still with a part of the card beyond the frame."""
    side = int(chance.integers(4)) * math.pi / 2 - math.radians(near.roll)
    beyond = near.distance * 0.62
    aside = replace(near, look_x=beyond * math.cos(side) * 0.7, look_y=beyond * math.sin(side))
    return [Beat(0, aside), Beat(1, aside)]


def _is_out_of_focus(chance: Chance, near: Pose) -> list[Beat]:
    """Hold still while the camera never finds its focus."""
    blurred = replace(near, defocus=float(chance.uniform(6, 11)))
    return [Beat(0, blurred), Beat(1, blurred)]


def _passes(chance: Chance, near: Pose) -> list[Beat]:
    """Pan over the card, to and fro, without a rest."""
    angle = float(chance.uniform(0, 2 * math.pi))
    step = np.array([math.cos(angle), math.sin(angle)]) * 16
    poses = [
        replace(near, distance=near.distance * 1.25, look_x=sign * step[0], look_y=sign * step[1])
        for sign in (-1, 1)
    ]
    return [Beat(i / 8, poses[i % 2]) for i in range(9)]


STORIES: dict[str, Teller] = {
    "lies": _lies,
    "is_held": _is_held,
    "swaps": _swaps,
    "turns": _turns,
    "returns": _returns,
    "is_searched": _is_searched,
    "is_cut_off": _is_cut_off,
    "is_out_of_focus": _is_out_of_focus,
    "passes": _passes,
}
