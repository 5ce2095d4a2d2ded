"""The real engines on drawn photos, and on the development samples where they are."""

import difflib
import json
import os
import re
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from drawn import PhotoOptions, draw_card, photograph, photograph_card
from drawn.photo_options import GENTLE
from drawn.tables import TableOptions
from ocr.engines import build_recogniser
from ocr.errors import EngineMissingError
from ocr.pipeline import read_card, read_cards, read_photo
from ocr.types import Side
from tests.ocr.pictures import encode, line

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
SAMPLES = Path(os.environ.get("VERSO_SAMPLES", ROOT / "../shared/samples")) / "cards"
SEEDS = range(700, 708)


@pytest.fixture(scope="module")
def engine():
    return build_recogniser("auto")


def plain(text):
    folded = unicodedata.normalize("NFKD", text).casefold()
    return re.sub(r"[^a-z0-9@]", "", folded)


def share_found(expected, lines):
    """The share of the expected lines that was read, alone or as a part of a longer line."""
    read = [plain(line.text) for line in lines]
    everything = "".join(read)

    def is_found(text):
        wanted = plain(text)
        return wanted in everything or any(
            difflib.SequenceMatcher(None, wanted, one, autojunk=False).ratio() >= 0.9
            for one in read
        )

    return sum(is_found(text) for text in expected) / max(1, len(expected))


def printed_on(card):
    return [line.text for line in card.lines_of(Side.RECTO)]


def take(seed, **options):
    card = draw_card(seed=seed, annotation="none", verso="none")
    return card, photograph_card(card, seed, PhotoOptions(**options)).jpeg


def test_what_is_printed_on_drawn_cards_is_read(engine):
    shares = []
    for seed in SEEDS:
        card, photo = take(seed)
        (side,) = read_photo(photo, engine)
        shares.append(share_found(printed_on(card), side.lines))

    assert sum(shares) / len(shares) >= 0.93


@pytest.mark.parametrize("quarter_turns", [1, 2, 3])
def test_a_card_is_read_whichever_way_it_lies(engine, quarter_turns):
    card = draw_card(seed=703, annotation="none", verso="none")
    turned = np.ascontiguousarray(np.rot90(card.recto, quarter_turns))
    photo = photograph([turned], 703, PhotoOptions(background="dark_table")).jpeg

    (side,) = read_photo(photo, engine)

    assert share_found(printed_on(card), side.lines) >= 0.9
    assert (side.card.shape[1] > side.card.shape[0]) == (card.recto.shape[1] > card.recto.shape[0])


def test_a_card_is_read_at_every_angle(engine):
    """In between too: at 24 angles, none loses more than one of its nine lines."""
    shares = {}
    for angle_deg in range(0, 360, 15):
        card, photo = take(703, background="wood", roll_deg=(angle_deg, angle_deg))
        (side,) = read_photo(photo, engine)
        shares[angle_deg] = share_found(printed_on(card), side.lines)

    assert min(shares.values()) >= 0.85, shares


def test_a_table_of_twelve_cards_is_read_card_by_card(engine):
    cards = [draw_card(seed=seed, annotation="none", verso="none") for seed in range(720, 732)]
    options = replace(GENTLE, long_side_px=4000, background="dark_table", fill_ratio=(0.9, 0.95))
    taken = photograph([card.recto for card in cards], 72, options, table=TableOptions())

    readings = read_cards(taken.jpeg, engine)

    assert len(readings) == 12
    places = [np.array(card.quad).mean(axis=0) for card in taken.cards]
    shares = []
    for reading in readings:
        (side,) = reading.sides
        middle = np.mean(side.quad, axis=0)
        nearest = int(np.argmin([np.linalg.norm(place - middle) for place in places]))
        shares.append(share_found(printed_on(cards[nearest]), side.lines))
    assert np.mean(shares) >= 0.9


@pytest.mark.parametrize("colour", [0, 128, 255])
def test_a_photo_of_nothing_has_no_text(engine, colour):
    reading = read_card(encode(np.full((900, 1200, 3), colour, np.uint8)), None, engine)

    assert reading.sides[0].lines == ()


@pytest.mark.parametrize("shape", [(1, 1), (5, 400), (400, 5), (30, 30)])
def test_pictures_of_odd_shapes_are_read_without_an_error(engine, shape):
    picture = np.full((*shape, 3), 200, dtype=np.uint8)

    assert engine.read(picture) == ()
    assert engine.find(picture) == ()


def test_one_engine_reads_the_same_in_several_threads_at_once(engine):
    _, photo = take(701)

    def texts(_):
        return [line.text for line in read_photo(photo, engine)[0].lines]

    alone = texts(0)
    with ThreadPoolExecutor(3) as threads:
        together = list(threads.map(texts, range(6)))

    assert together == [alone] * 6


def test_onnx_runtime_reads_what_openvino_reads(engine):
    card, photo = take(705)
    other = build_recogniser("onnxruntime")

    (side,) = read_photo(photo, other)

    assert other.name != engine.name
    assert share_found(printed_on(card), side.lines) >= 0.9


def test_tesseract_is_the_second_engine():
    try:
        engine = build_recogniser("tesseract")
    except EngineMissingError as error:
        pytest.skip(f"{error}: install tesseract-ocr with fra and eng")
    card, photo = take(704, background="dark_table", tilt_deg=(0, 4), defocus_px=(0, 0.2))

    (side,) = read_photo(photo, engine)

    assert engine.name.startswith("tesseract-")
    assert share_found(printed_on(card), side.lines) >= 0.5


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the development samples are not here")
def test_flattening_loses_none_of_the_samples_text(engine):
    """No card may be read worse for being looked for: all but one line in a hundred is found."""
    labels = [json.loads(row) for row in (SAMPLES / "labels.jsonl").read_text().splitlines()]
    lost = total = 0
    for label in labels:
        sides = read_photo((SAMPLES / Path(label["file"]).name).read_bytes(), engine)
        lines = [line for side in sides for line in side.lines]
        lost += round(len(label["lines"]) * (1 - share_found(label["lines"], lines)))
        total += len(label["lines"])

    assert lost <= 0.015 * total


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the development samples are not here")
def test_handwriting_is_found_on_the_samples_and_print_is_left_alone(engine):
    labels = [json.loads(row) for row in (SAMPLES / "labels.jsonl").read_text().splitlines()]
    flagged = printed = found = written = 0
    for label in labels:
        (side, *_) = read_photo((SAMPLES / Path(label["file"]).name).read_bytes(), engine)
        by_hand = [line.text for line in side.lines if line.handwritten]
        flagged += sum(share_found([text], _as_lines(label["lines"])) for text in by_hand)
        printed += len(label["lines"])
        found += bool(by_hand) and bool(label["handwriting"])
        written += bool(label["handwriting"])

    assert found == written
    assert flagged <= 0.02 * printed


def _as_lines(texts):
    return [line(text, 0, 0) for text in texts]
