"""The order of the stages, with an engine that says what it is told."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from drawn import PhotoOptions, draw_card, photograph, photograph_card
from ocr.decode import DecodeLimits, decode_photo
from ocr.errors import EngineFailedError, ImageTooLargeError, TruncatedImageError
from ocr.pipeline import DEFAULT_OPTIONS, ReadOptions, read_card, read_cards, read_photo
from ocr.types import FieldRole, Line, Remark, Side
from tests.ocr.pictures import SpokenRecogniser, box, encode, line, stripes

FRONT = (
    line("Zoé Testard", 60, 60),
    line("Couvreuse", 60, 100),
    line("514 555-0142", 60, 300),
    line("zoe@toits.example", 60, 340),
)
BACK = (line("Toits Exemple", 300, 300, 400, 60),)
BLANK = encode(np.full((600, 1000, 3), 240, dtype=np.uint8))


def engine(*answers, found=()):
    return SpokenRecogniser(*answers, found=found)


def test_a_photo_without_a_card_is_read_as_a_whole_and_says_so():
    reading = read_card(BLANK, None, engine(FRONT))

    assert reading.remarks == (Remark.NO_CARD_FOUND,)
    (side,) = reading.sides
    assert not side.is_found
    assert side.quad == box(0, 0, 1000, 600)
    assert [one.text for one in side.lines] == [one.text for one in FRONT]


def test_a_photo_without_text_is_a_result_and_says_so():
    reading = read_card(BLANK, None, engine(()))

    assert Remark.NO_TEXT_FOUND in reading.remarks
    assert reading.sides[0].lines == ()
    assert reading.contact.name is None


def test_recto_and_verso_become_one_reading():
    reading = read_card(BLANK, BLANK, engine(FRONT, BACK))

    assert [side.side for side in reading.sides] == [Side.RECTO, Side.VERSO]
    assert Remark.SIDES_SWAPPED not in reading.remarks
    assert reading.contact.emails[0].value == "zoe@toits.example"
    assert {ref.side for ref in reading.contact.emails[0].lines} == {Side.RECTO}


def test_two_sides_in_the_wrong_order_are_swapped_and_it_is_said():
    reading = read_card(BLANK, BLANK, engine(BACK, FRONT))

    assert Remark.SIDES_SWAPPED in reading.remarks
    assert [side.side for side in reading.sides] == [Side.RECTO, Side.VERSO]
    assert reading.sides[0].lines[0].text == "Zoé Testard"
    assert {ref.side for ref in reading.contact.emails[0].lines} == {Side.RECTO}


def test_sides_whose_order_a_person_chose_stay_as_they_are():
    reading = read_card(BLANK, BLANK, engine(BACK, FRONT), may_swap=False)

    assert Remark.SIDES_SWAPPED not in reading.remarks
    assert {ref.side for ref in reading.contact.emails[0].lines} == {Side.VERSO}


def test_a_verso_that_repeats_the_front_in_another_language_is_not_swapped():
    reading = read_card(BLANK, BLANK, engine(FRONT, FRONT))

    assert Remark.SIDES_SWAPPED not in reading.remarks


JAPANESE = (
    line("株式会社みなと設計", 60, 60),
    line("山田 太郎", 60, 100),
    line("東京都渋谷区神宮前1-2-3", 60, 140),
    line("TEL 514 555-0142", 60, 300),
    line("zoe@toits.example", 60, 340),
)


def test_the_side_in_latin_letters_comes_first():
    reading = read_card(BLANK, BLANK, engine(JAPANESE, (*FRONT, *BACK)))

    assert Remark.SIDES_SWAPPED in reading.remarks
    assert Remark.OTHER_ALPHABET in reading.remarks
    assert reading.sides[0].lines[0].text == "Zoé Testard"
    assert reading.contact.name is not None
    assert {ref.side for ref in reading.contact.name.lines} == {Side.RECTO}
    assert reading.sides[1].lines[0].text == "株式会社みなと設計"


def test_a_verso_in_another_alphabet_stays_behind_and_is_said():
    reading = read_card(BLANK, BLANK, engine((*FRONT, *BACK), JAPANESE))

    assert reading.remarks.count(Remark.OTHER_ALPHABET) == 1
    assert Remark.SIDES_SWAPPED not in reading.remarks


def test_every_stage_is_timed():
    reading = read_card(BLANK, None, engine(FRONT))

    stages = {"decode", "find_text", "rectify", "recognise", "layout", "handwriting", "codes"}
    assert set(reading.timing_ms) == {"total", "fields", "proposals", "quality"} | stages
    assert reading.timing_ms["total"] >= sum(
        ms for stage, ms in reading.timing_ms.items() if stage != "total"
    )


def test_a_card_is_flattened_and_its_place_in_the_full_photo_is_given():
    card = draw_card(seed=41)
    taken = photograph_card(card, 41, replace(PhotoOptions(), long_side_px=3000))
    placed = taken.cards[0]
    # The engine is shown the photo at reduced size, and says where text is on that.
    reduction = decode_photo(taken.jpeg, long_side_px=DEFAULT_OPTIONS.photo_long_side_px).reduction
    found = tuple(
        tuple((x / reduction, y / reduction) for x, y in placed.quad_in_photo(one.quad))
        for one in card.lines_of(Side.RECTO)
    )

    (side,) = read_photo(taken.jpeg, engine(FRONT, found=found))

    assert side.is_found
    assert np.abs(np.array(side.quad) - np.array(placed.quad)).max() < 60
    assert 1000 <= max(side.card.shape) <= 1700


def test_a_card_that_reads_badly_is_read_again_as_a_whole_photo():
    card = draw_card(seed=41)
    taken = photograph_card(card, 41, PhotoOptions())
    found = tuple(taken.cards[0].quad_in_photo(one.quad) for one in card.lines_of(Side.RECTO))
    bad = (Line("%&", box(5, 5, 40, 10), 0.65),)
    speaker = engine(bad, bad, FRONT, found=found[:5])

    (side,) = read_photo(taken.jpeg, speaker)

    assert not side.is_found
    assert len(speaker.shown) == 3
    assert side.lines[0].text == "Zoé Testard"


class NearSighted(SpokenRecogniser):
    """Knows where text is on the whole photo, and sees none on a part of it."""

    def find(self, photo):
        return super().find(photo) if max(photo.shape) == 2000 else ()


class Counting(SpokenRecogniser):
    """Counts how often it is asked where text is."""

    looks = 0

    def find(self, photo):
        self.looks += 1
        return super().find(photo)


def test_small_print_on_one_clear_card_takes_no_closer_look():
    taken = photograph_card(draw_card(seed=41), 41, PhotoOptions(long_side_px=2000))
    card = taken.cards[0]
    # Half as high as the print on the card is, as on a table of many.
    found = tuple(card.quad_in_photo(box(60, top, 300, 14)) for top in (80, 160, 240))
    speaker = Counting(FRONT, found=found)

    (side,) = read_photo(taken.jpeg, speaker)

    assert side.is_found
    assert speaker.looks == 1


def test_several_cards_of_one_photo_are_several_readings():
    cards = [draw_card(seed=seed, layout="classic", annotation="none") for seed in (60, 61)]
    options = PhotoOptions(long_side_px=2000, background="dark_table", tilt_deg=(0, 6))
    taken = photograph([card.recto for card in cards], 7, options)
    found = tuple(
        placed.quad_in_photo(one.quad)
        for placed, card in zip(taken.cards, cards, strict=True)
        for one in card.lines_of(Side.RECTO)
    )

    readings = read_cards(taken.jpeg, NearSighted(FRONT, BACK, found=found))

    assert len(readings) == 2
    assert all(reading.sides[0].is_found for reading in readings)
    assert all(reading.sides[0].side is Side.RECTO for reading in readings)


def test_the_card_at_known_corners_is_read_alone():
    cards = [draw_card(seed=seed, layout="classic", annotation="none") for seed in (60, 61)]
    options = PhotoOptions(long_side_px=2000, background="dark_table", tilt_deg=(0, 6))
    taken = photograph([card.recto for card in cards], 7, options)
    meant = taken.cards[1].quad
    speaker = engine(FRONT)

    reading = read_card(taken.jpeg, None, speaker, known_quads={Side.RECTO: meant})

    (side,) = reading.sides
    assert side.is_found
    # The margin kept around a card is all that is added.
    assert np.abs(np.array(side.quad) - np.array(meant)).max() < 40
    assert len(speaker.shown) == 1


@pytest.fixture(scope="module")
def striped() -> bytes:
    """A photo of a card whose quarters have colours, its top left red, at 100, 100."""
    photo = np.full((800, 1000, 3), 128, dtype=np.uint8)
    photo[100:600, 100:900] = stripes(800, 500)
    return encode(photo, quality=95)


UPRIGHT = box(100, 100, 800, 500)
ON_ITS_HEAD = (UPRIGHT[2], UPRIGHT[3], UPRIGHT[0], UPRIGHT[1])
ON_ITS_SIDE = (UPRIGHT[3], UPRIGHT[0], UPRIGHT[1], UPRIGHT[2])


@pytest.mark.parametrize(
    ("quad", "first_colour"),
    [(UPRIGHT, (220, 30, 30)), (ON_ITS_HEAD, (255, 255, 255)), (ON_ITS_SIDE, (30, 30, 220))],
)
def test_a_side_cut_by_hand_is_cut_just_there_and_never_turned(striped, quad, first_colour):
    # Lines that read as badly as text on its head would have it turned.
    bad = tuple(replace(one, confidence=0.5) for one in FRONT)
    speaker = engine(bad, FRONT, FRONT, found=(box(200, 200, 20, 300),))

    (side,) = read_photo(striped, speaker, known_quad=quad, is_cut_by_hand=True)

    assert side.is_found
    assert len(speaker.shown) == 1
    assert np.allclose(side.quad, quad, atol=0.5)
    assert np.allclose(side.card[30, 30], first_colour, atol=12)
    is_upright = quad is not ON_ITS_SIDE
    assert (side.card.shape[1] > side.card.shape[0]) is is_upright


def test_one_side_is_cut_by_hand_while_the_other_is_looked_for(striped):
    quads = {Side.VERSO: ON_ITS_HEAD}

    reading = read_card(
        striped, striped, engine(FRONT), known_quads=quads, cut_by_hand={Side.VERSO}
    )

    recto, verso = reading.sides
    assert np.allclose(verso.quad, ON_ITS_HEAD, atol=0.5)
    assert not np.allclose(recto.quad, ON_ITS_HEAD, atol=20)


def test_lines_say_what_they_may_be_on_the_side_that_they_stand_on():
    reading = read_card(BLANK, BLANK, engine(BACK, FRONT))

    front = {one.text: one.roles for one in reading.sides[0].lines}
    assert front["zoe@toits.example"][0].role is FieldRole.EMAIL
    assert front["514 555-0142"][0].value == "514 555-0142"


@pytest.mark.parametrize(("long_side_px", "decodings"), [(1900, 1), (1500, 2)])
def test_a_photo_is_decoded_again_only_where_many_pixels_would_be_missed(
    monkeypatch, long_side_px, decodings
):
    photo = encode(np.full((2400, 4000, 3), 240, dtype=np.uint8))
    sizes = []
    monkeypatch.setattr(
        "ocr.pipeline.decode_photo",
        lambda data, limits, *, long_side_px: (
            sizes.append(long_side_px) or decode_photo(data, limits, long_side_px=long_side_px)
        ),
    )
    quad = box(100, 100, long_side_px, long_side_px * 0.6)

    read_photo(photo, engine(FRONT), known_quad=quad)

    assert len(sizes) == decodings


def test_the_limits_of_the_options_are_kept():
    options = ReadOptions(limits=DecodeLimits(max_pixels=1000))

    with pytest.raises(ImageTooLargeError):
        read_card(BLANK, None, engine(FRONT), options)


def test_a_broken_verso_is_an_error_and_not_a_reading_of_the_recto():
    with pytest.raises(TruncatedImageError):
        read_card(BLANK, BLANK[:200], engine(FRONT))


def test_an_engine_that_stops_is_an_error_and_not_an_empty_reading():
    class Broken:
        name = "broken"

        def find(self, photo):
            raise EngineFailedError("boom")

        def read(self, card):
            raise EngineFailedError("boom")

    with pytest.raises(EngineFailedError):
        read_card(BLANK, None, Broken(), DEFAULT_OPTIONS)


def read_hand_written_verso(options):
    """Read a drawn verso that says "call back next week", with an engine that makes no mistake."""
    card = draw_card(11, verso="notes")
    written = [one for one in card.lines_of(Side.VERSO) if one.text == "call back next week"]
    lines = tuple(Line(one.text, one.quad, 0.95) for one in written)
    return read_card(encode(card.verso), None, engine(lines), options)


def test_a_note_proposes_a_day_counted_from_the_day_of_the_shot():
    friday = ReadOptions(shot_on=date(2026, 11, 20))

    (proposal,) = read_hand_written_verso(friday).proposals

    assert (proposal.kind, proposal.text) == ("call", "call back next week")
    assert proposal.due == "2026-11-23"


def test_without_the_day_of_the_shot_notes_propose_nothing():
    reading = read_hand_written_verso(DEFAULT_OPTIONS)

    assert reading.handwriting
    assert reading.proposals == ()
