"""Reads handwritten lines and pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from ocr.engines.detection import DetectionOptions, detect_boxes
from ocr.engines.runtimes import DETECTION_MODEL, Network, Tensor
from ocr.geometry import Corners, quad_size
from ocr.hand.crops import VIEWS, View, cut_view, stack_lines
from ocr.hand.decode import DecodeOptions, HandText, decode_line
from ocr.hand.guards import read_plain
from ocr.hand.language import page_model, tell_language
from ocr.hand.network import HandNetwork
from ocr.types import Image


@dataclass(frozen=True, slots=True)
class HandOptions:
    """How handwriting is read."""

    detection: DetectionOptions = field(
        default_factory=lambda: DetectionOptions(long_side_px=960, pad_ratio=0.2)
    )
    """At 960 pixels a handwritten line comes back whole; larger, its words are cut apart."""
    views: tuple[View, ...] = VIEWS
    decode: DecodeOptions = field(default_factory=DecodeOptions)


def view_line(
    card: Image, corners: Corners, network: HandNetwork, views: Sequence[View]
) -> list[Tensor]:
    crops = [cut_view(card, corners, view) for view in views]
    found = []
    for crop in crops:
        emissions = network.run(stack_lines([crop]))
        steps = -(-crop.shape[1] // 8)
        found.append(emissions.scores[0])
    return found
