"""Fits the confidence of handwritten lines to how often they are read without any error."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bench.hand_pages import HandPage
from ocr.engines.hand.reader import build_hand_reader
from ocr.engines.paddle import PaddleRecogniser
from ocr.layout import sort_lines


def fit_confidence(pages: Sequence[HandPage], engine: PaddleRecogniser) -> tuple[float, ...]:
    """Read pages and fit a logistic regression.

    Returns:
        The bias and the weights of `ocr.engines.hand.decode.confidence_terms`.
    """
    from sklearn.linear_model import LogisticRegression

    reader = build_hand_reader("openvino")
    terms, right = [], []
    for page in pages:
        lines = [replace(line, handwritten=True) for line in sort_lines(engine.read(page.picture))]
        true = {" ".join(line.split()) for line in page.lines}
        for text in reader.read_texts(page.picture, lines):
            if text.text:
                terms.append(text.terms)
                right.append(" ".join(text.text.split()) in true)
    model = LogisticRegression(C=1.0).fit(terms, right)
    weights = (float(model.intercept_[0]), *map(float, model.coef_[0]))
    return tuple(round(weight, 3) for weight in weights)
