"""Makes quads of the outlines of regions that stand out from the rest of a picture."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.edges import Floats
from ocr.geometry import Corners


def outline_quads(lab: NDArray[np.uint8]) -> Floats:
    """Make quads of the outlines of regions that differ from the photo's border in colour."""
    height, width = lab.shape[:2]
    strips = (lab[:4], lab[-4:], lab[:, :4], lab[:, -4:])
    rim = np.concatenate([strip.reshape(-1, 3) for strip in strips])
    difference = lab.astype(np.float32) - np.median(rim, axis=0).astype(np.float32)
    away = cv2.sqrt(cv2.transform(difference * difference, np.ones((1, 3), dtype=np.float32)))
    quads = []
    for values in (away, lab[:, :, 0], 255 - lab[:, :, 0]):
        grey = cv2.normalize(values, np.empty(0), 0, 255, cv2.NORM_MINMAX).astype(np.uint8)
        _, mask = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
        mask = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((7, 7), np.uint8))
        mask = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((7, 7), np.uint8))
        contours, _ = cv2.findContours(mask, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
        for contour in contours:
            if cv2.contourArea(contour) > 0.02 * height * width:
                quad = _four_sides(np.asarray(cv2.convexHull(contour)[:, 0], dtype=np.int32))
                if quad is not None:
                    quads.append(quad)
    return np.array(quads, dtype=np.float32).reshape(-1, 4, 2)


def _four_sides(hull: NDArray[np.int32]) -> Corners | None:
    """Reduce a convex outline to the quad around it by dropping its shortest sides.

    A dropped side's neighbours are extended until they meet, so rounded corners become the
    corners that they round.
    """
    outline = cv2.approxPolyDP(hull.reshape(-1, 1, 2), 2.0, closed=True)[:, 0]
    points = [np.array(p, dtype=np.float64) for p in outline]
    while len(points) > 4:
        count = len(points)
        sides = [float(np.linalg.norm(points[(i + 1) % count] - points[i])) for i in range(count)]
        for i in np.argsort(sides):
            before, after = points[i - 1], points[(i + 2) % count]
            corner = _crossing(before, points[i], points[(i + 1) % count], after)
            if corner is not None:
                points[i] = corner
                del points[(i + 1) % count]
                break
        else:
            return None
    return np.array(points, dtype=np.float32) if len(points) == 4 else None


def _crossing(
    a: NDArray[np.float64], b: NDArray[np.float64], c: NDArray[np.float64], d: NDArray[np.float64]
) -> NDArray[np.float64] | None:
    """Return where a-b, prolonged beyond b, meets d-c, prolonged beyond c; None if it does not."""
    u, v = b - a, c - d
    det = u[0] * v[1] - u[1] * v[0]
    if abs(det) < 1e-6:
        return None
    w = d - a
    t = (w[0] * v[1] - w[1] * v[0]) / det
    s = (w[0] * u[1] - w[1] * u[0]) / det
    point: NDArray[np.float64] = a + t * u
    return point if t >= 1 and s >= 1 else None
