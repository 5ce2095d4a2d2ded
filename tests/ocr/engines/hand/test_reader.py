from dataclasses import replace

import numpy as np
import pytest

from bench.hand_pages import draw_page
from bench.handwriting import edit_distance, measure
from ocr.engine import ReadsHandwriting
from ocr.engines.hand.alphabet import latin_alphabet
from ocr.engines.hand.crops import stack_lines
from ocr.engines.hand.network import build_hand_network
from ocr.engines.hand.reader import HandReader
from ocr.engines.paddle import build_paddle
from ocr.types import Line

CARD = np.full((300, 500, 3), 255, dtype=np.uint8)
QUAD = ((20.0, 20.0), (320.0, 20.0), (320.0, 60.0), (20.0, 60.0))


class OneTextNetwork:
    """Reads the same text on every picture, as clearly as told."""

    def __init__(self, text: str, sure: float) -> None:
        self.alphabet = latin_alphabet(("", *"abcdefghijklmnopqrstuvwxyz0123456789éè'", " "))
        self._text = text
        self._sure = sure
        self.runs = 0

    def run(self, batch):
        self.runs += 1
        characters = self.alphabet.characters
        steps = 2 * len(self._text) + 1
        scores = np.full((1, steps, len(characters)), (1 - self._sure) / len(characters))
        scores[0, 0::2, 0] += self._sure
        for i, character in enumerate(self._text):
            scores[0, 2 * i + 1, characters.index(character)] += self._sure
        return scores.astype(np.float32)


def line(text: str, *, handwritten: bool) -> Line:
    return Line(text, QUAD, 0.5, handwritten)


def test_only_handwritten_lines_are_read_again():
    reader = HandReader(OneTextNetwork("rappeler mardi", 0.95))
    lines = [line("Directrice", handwritten=False), line("nappder mardi", handwritten=True)]

    printed, note = reader.read(CARD, lines)

    assert printed == lines[0]
    assert note.text == "rappeler mardi"
    assert note.confidence > 0.5
    assert (note.quad, note.handwritten) == (QUAD, True)


def test_a_card_without_handwriting_costs_nothing():
    network = OneTextNetwork("rappeler", 0.95)
    lines = (line("Directrice", handwritten=False),)

    assert HandReader(network).read(CARD, lines) == lines
    assert network.runs == 0


def test_what_cannot_be_read_keeps_its_first_reading():
    reader = HandReader(OneTextNetwork("rappeler", 0.05))

    (note,) = reader.read(CARD, [line("rap", handwritten=True)])

    assert note.text == "rap"


@pytest.fixture(scope="module")
def engine():
    return build_paddle("openvino")


@pytest.mark.slow
def test_the_default_engine_reads_handwriting(engine):
    assert isinstance(engine, ReadsHandwriting)
    assert engine.name.startswith("rapidocr")


@pytest.mark.slow
def test_drawn_hands_are_read_with_a_third_of_the_errors(engine):
    figures = measure([draw_page(seed) for seed in range(900, 916)], engine).tallies["all"]

    assert figures.hand_edits / figures.characters < 0.03
    assert figures.hand_edits < figures.plain_edits / 2


@pytest.mark.slow
def test_numbers_in_drawn_notes_are_what_the_engine_read(engine):
    page = draw_page(8)
    lines = [replace(found, handwritten=True) for found in engine.read(page.picture)]

    texts = [found.text for found in engine.read_hand(page.picture, lines)]

    assert len(texts) == len(lines)
    assert edit_distance(" ".join(texts), page.text) <= 0.1 * len(page.text)


@pytest.mark.slow
def test_both_runtimes_say_the_same_of_a_line():
    crop = draw_page(9).picture[:48, :640]
    batch = stack_lines([crop])

    cut = build_hand_network("openvino").run(batch)
    whole = build_hand_network("onnxruntime").run(batch)

    assert cut.shape == whole.shape
    assert np.abs(cut - whole).mean() < 0.01
