"""What is said of a drawn card is what stands on it."""

import re
import unicodedata
from itertools import combinations

import numpy as np
import pytest

from drawn import draw_card
from drawn.blocks import Block
from drawn.canvas import Canvas, Type
from drawn.cards import ANNOTATION_WEIGHTS, VERSO_WEIGHTS
from drawn.fonts import Face
from drawn.layouts import LAYOUTS
from drawn.people import LANGUAGES
from drawn.truth import DrawnCard, DrawnLine, LineRole
from drawn.versos import VERSOS
from ocr.types import Side

INK = Type(Face("inter"), 10, (0, 0, 0))


@pytest.fixture(scope="module")
def cards() -> list[DrawnCard]:
    return [draw_card(seed) for seed in range(60)]


@pytest.fixture(scope="module")
def one_of_each() -> list[DrawnCard]:
    """Three cards of every layout: crowded and empty ones, long and short names."""
    return [draw_card(1000 + seed, layout=name) for name in LAYOUTS for seed in range(3)]


def squeezed(text: str) -> str:
    """Fold what printing may change: case, spaces, line breaks."""
    return re.sub(r"[\s,]+", "", unicodedata.normalize("NFC", text)).casefold()


def box_of(line: DrawnLine) -> tuple[float, float, float, float]:
    xs, ys = [x for x, _ in line.quad], [y for _, y in line.quad]
    return min(xs), min(ys), max(xs), max(ys)


def overlap_part(a: DrawnLine, b: DrawnLine) -> float:
    """Give the overlap of two lines as a part of the smaller one."""
    ax0, ay0, ax1, ay1 = box_of(a)
    bx0, by0, bx1, by1 = box_of(b)
    wide, high = min(ax1, bx1) - max(ax0, bx0), min(ay1, by1) - max(ay0, by0)
    if wide <= 0 or high <= 0:
        return 0.0
    return wide * high / min((ax1 - ax0) * (ay1 - ay0), (bx1 - bx0) * (by1 - by0))


def test_a_crowded_recto_leaves_room_for_the_person():
    card = draw_card(601053, layout="centred", verso="blank")

    assert card.fields.name
    assert all(overlap_part(a, b) < 0.05 for a, b in combinations(card.lines_of(Side.RECTO), 2))


def test_the_same_seed_draws_the_same_card():
    first, second = draw_card(11), draw_card(11)

    assert first.fields == second.fields
    assert first.lines == second.lines
    assert np.array_equal(first.recto, second.recto)


@pytest.mark.parametrize("seed", [118, 262, 518])
def test_a_department_never_stands_where_a_title_would(seed):
    # These three people work in a department, and their cards print no title.
    fields = draw_card(seed).fields

    assert (fields.title, fields.department) == ("", "")


def test_other_seeds_draw_other_cards(cards):
    names = {card.fields.name for card in cards}

    assert len(names) > 0.95 * len(cards)
    assert len({card.layout for card in cards}) >= 12


def test_asking_for_a_layout_does_not_change_the_person():
    names = {draw_card(5, layout=layout).fields.name for layout in LAYOUTS}

    assert len(names) == 1


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_line_lies_on_its_side_of_the_card(layout, one_of_each):
    for card in (c for c in one_of_each if c.layout == layout):
        for line in card.lines:
            height, width = card.picture_of(line.side).shape[:2]
            left, top, right, bottom = box_of(line)
            assert left >= 0, line
            assert top >= 0, line
            assert right <= width, line
            assert bottom <= height, line


@pytest.mark.parametrize("layout", LAYOUTS)
def test_printed_lines_do_not_run_into_each_other(layout, one_of_each):
    for card in (c for c in one_of_each if c.layout == layout):
        for side in Side:
            printed = [line for line in card.lines_of(side) if not line.is_handwritten]
            for a, b in combinations(printed, 2):
                assert overlap_part(a, b) < 0.12, (card.seed, a.text, b.text)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_field_is_printed_where_its_role_says(layout, one_of_each):
    for card in (c for c in one_of_each if c.layout == layout):
        fields = card.fields
        expected = [
            (LineRole.ORGANIZATION, fields.organization),
            (LineRole.TITLE, fields.title),
            (LineRole.DEPARTMENT, fields.department),
            (LineRole.NAME, fields.name.full if fields.name else ""),
            *((LineRole.EMAIL, email) for email in fields.emails),
            *((LineRole.URL, url) for url in fields.urls),
            *((LineRole.PHONE, phone.value) for phone in fields.phones),
            *((LineRole.SOCIAL, social.value) for social in fields.social),
            *((LineRole.ADDRESS, address.formatted) for address in fields.addresses),
        ]
        for role, value in expected:
            lines = [line for line in card.lines_of(Side.RECTO) if role in line.roles]
            said = squeezed("".join(line.text for line in lines))
            assert squeezed(value) in said, (card.seed, role, value, said)


def test_every_printed_line_stands_out_from_its_ground(cards):
    for card in cards[:25]:
        for line in card.lines_of(Side.RECTO):
            if line.is_handwritten:
                continue
            left, top, right, bottom = (round(v) for v in box_of(line))
            patch = card.recto[max(0, top) : bottom, max(0, left) : right].astype(int)
            brightness = patch @ np.array([0.299, 0.587, 0.114])
            assert np.ptp(brightness) > 90, (card.seed, line.text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_layout_can_be_drawn_in_every_language(language):
    for seed, layout in enumerate(LAYOUTS):
        card = draw_card(seed, layout=layout, language=language)

        assert card.language == language
        assert card.lines


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_can_be_drawn_again_in_english_on_the_verso(layout):
    for seed in range(100011, 100015):
        assert draw_card(seed, layout=layout, verso="bilingual").verso is not None


@pytest.mark.parametrize("verso", sorted(VERSOS))
def test_a_verso_can_be_asked_for(verso):
    for seed in range(6):
        card = draw_card(seed, verso=verso)
        written = [line for line in card.lines_of(Side.VERSO) if line.is_handwritten]

        assert card.verso is not None
        assert card.verso.shape == card.recto.shape
        assert card.verso_kind == verso or (verso, card.verso_kind) == ("bilingual", "logo")
        assert bool(written) is (verso in {"notes", "appointment"})


def test_a_card_without_verso_has_no_picture_of_it():
    card = draw_card(3, verso="none")

    assert card.verso is None
    with pytest.raises(ValueError, match="no verso"):
        card.picture_of(Side.VERSO)


def test_notes_say_what_their_lines_say():
    for seed in range(15):
        card = draw_card(seed, verso="notes", annotation="none")
        lines = [line.text for line in card.lines_of(Side.VERSO) if line.is_handwritten]

        assert " ".join(note.text for note in card.notes) == " ".join(lines)
        assert all(note.side is Side.VERSO and note.intent for note in card.notes)


def test_handwriting_stays_on_the_card_and_off_its_neighbours():
    for seed in range(40):
        card = draw_card(seed, verso="notes")
        height, width = card.recto.shape[:2]
        written = [line for line in card.lines_of(Side.VERSO) if line.is_handwritten]
        for line in written:
            left, top, right, bottom = box_of(line)
            assert left > -2, (seed, line)
            assert top > -2, (seed, line)
            assert right < width + 2, (seed, line)
            assert bottom < height + 2, (seed, line)
        for a, b in combinations(written, 2):
            assert overlap_part(a, b) < 0.5, (seed, a.text, b.text)


def test_a_struck_out_number_is_replaced_in_the_fields():
    struck = [draw_card(seed, annotation="struck") for seed in range(24)]
    struck = [card for card in struck if card.annotation == "struck"]

    assert len(struck) > 12
    for card in struck:
        (old,) = (line for line in card.lines if line.is_struck_out)
        (new,) = (line for line in card.lines_of(Side.RECTO) if line.is_handwritten)
        values = [phone.value for phone in card.fields.phones]
        assert old.role is new.role is LineRole.PHONE
        assert new.text in values
        assert not any(value in old.text for value in values)


def test_a_note_on_the_front_stands_on_free_paper_most_of_the_time():
    cards = [draw_card(seed, annotation="note") for seed in range(30)]
    notes = [
        (card, line) for card in cards for line in card.lines_of(Side.RECTO) if line.is_handwritten
    ]
    touching = [
        line
        for card, line in notes
        if any(
            overlap_part(line, other) > 0.03
            for other in card.lines_of(Side.RECTO)
            if not other.is_handwritten
        )
    ]

    assert len(notes) > 18
    assert len(touching) < 0.3 * len(notes)


def test_a_code_says_who_the_card_is_of():
    card = draw_card(8, layout="coded")

    assert card.fields.name is not None
    assert card.fields.name.family in card.code_text
    assert card.code_text.startswith("BEGIN:VCARD")
    assert draw_card(8, layout="swiss").code_text == ""


def test_a_code_can_be_read_on_the_flat_card():
    import zxingcpp

    card = draw_card(8, layout="coded")
    found = zxingcpp.read_barcodes(card.recto, formats=zxingcpp.BarcodeFormat.QRCode)

    assert [code.text for code in found] == [card.code_text]


@pytest.mark.parametrize("argument", ["language", "layout", "verso", "annotation"])
def test_what_does_not_exist_is_refused_by_name(argument):
    with pytest.raises(ValueError, match="'nonsense'"):
        draw_card(1, **{argument: "nonsense"})


def test_every_kind_of_verso_and_annotation_has_a_weight():
    assert set(VERSO_WEIGHTS) == {*VERSOS, "none"}
    assert set(ANNOTATION_WEIGHTS) == {"none", "note", "struck"}


def test_a_line_that_is_too_wide_is_set_smaller():
    canvas = Canvas(85, 55, 10, (255, 255, 255), Side.RECTO)

    box = canvas.text(
        5, 20, "Une ligne bien trop longue " * 3, INK, LineRole.OTHER, max_width_mm=60
    )

    assert box.width <= 60


def test_wrapping_keeps_every_word_and_balances_the_lines():
    canvas = Canvas(85, 55, 10, (255, 255, 255), Side.RECTO)
    text = "Vice-présidente principale, développement des affaires et partenariats"

    lines = canvas.wrap(text, INK, 70)

    assert " ".join(lines) == text
    widths = [canvas.measure(line, INK) for line in lines]
    assert max(widths) <= 70
    assert min(widths) > 0.5 * max(widths)


def test_a_block_shrinks_all_lines_of_one_size_together():
    canvas = Canvas(85, 55, 10, (255, 255, 255), Side.RECTO)
    block = Block()
    block.add("court", INK, LineRole.OTHER)
    block.add("une ligne qui ne tient pas du tout dans la largeur", INK, LineRole.OTHER)

    block.draw(canvas, 5, 10, width_mm=40)

    sizes = {style.size_pt for row in block.rows for _, style in row.spans}
    assert len(sizes) == 1
    assert sizes.pop() < INK.size_pt
