"""The reading that a worker does for nobody, so that nobody waits for it later."""

from __future__ import annotations

import logging

import pytest

from app.reading import read_options
from app.warm_up import warm_up
from app.worker import build_from_settings
from ocr.engines import build_recogniser
from ocr.errors import EngineFailedError
from ocr.pipeline import read_card
from tests.builders import jpeg
from tests.ocr.pictures import SpokenRecogniser


class BrokenRecogniser(SpokenRecogniser):
    """An engine that stops whenever it is asked."""

    def find(self, photo):
        raise EngineFailedError("out of order")


def test_an_engine_is_warm_before_the_worker_has_it(settings, monkeypatch):
    engine = SpokenRecogniser(())
    monkeypatch.setattr("ocr.engines.build_recogniser", lambda _name: engine)

    built = build_from_settings(settings)

    assert built is engine
    assert len(engine.shown) > 0


def test_an_engine_that_fails_is_told_and_kept_for_the_cards(settings, caplog):
    with caplog.at_level(logging.WARNING, logger="verso.worker"):
        warm_up(BrokenRecogniser(()), read_options(settings))

    assert "out of order" in caplog.text


@pytest.mark.slow
def test_after_the_warm_up_the_first_card_takes_no_longer_than_the_next(settings):
    engine = build_recogniser("auto")
    options = read_options(settings)
    warm_up(engine, options)

    first, second = (read_card(jpeg(), None, engine, options).timing_ms["total"] for _ in range(2))

    assert first < 5 * second + 500
