"""Composed cards are drawn as they were written down, and legibly."""

import json
import re
from pathlib import Path

import numpy as np
import pytest

import drawn.composed
from drawn.__main__ import main
from drawn.canvas import Canvas
from drawn.cards import PX_PER_MM
from drawn.composed import ComposedError, draw_composed, load_cards
from drawn.composed.faces import FAMILIES, type_of
from drawn.composed.fitting import MARGIN_MM, find_collisions, fit_texts
from drawn.composed.form import ComposedCard, PlacedText, Shape
from drawn.truth import CardFields, LineRole, NameTruth, PhoneTruth
from ocr.types import PhoneLabel, Side

INK = (20, 20, 20)
PAPER = (255, 255, 255)
FILES = sorted(path.stem for path in Path(drawn.composed.__file__).parent.glob("*.toml"))

TWO_CARDS = "".join(
    f"""[[card]]
id = "{name}"
language = "en"
country = "GB"
size_mm = [85, 55]
recto = ["10 20 left 12 sans #000000 | {name} & Co"]
[card.truth]
organization = "{name} & Co"
"""
    for name in ("hill", "dale")
)


def text(x, y, said, *, align="left", turn=0, size=9.0, style="sans"):
    return PlacedText(x, y, align, turn, size, style, INK, said)


def card(*texts, verso=(), shapes=(), fields=None, card_id="a"):
    return ComposedCard(
        id=card_id,
        language="en",
        country="GB",
        size_mm=(85.0, 55.0),
        paper=PAPER,
        texts={Side.RECTO: texts, Side.VERSO: tuple(verso)},
        shapes=tuple(shapes),
        fields=fields or CardFields(name=None),
    )


def ink_box_mm(picture):
    """Left, top, right and bottom of everything that is not paper."""
    rows, columns = np.nonzero((picture < 128).any(axis=2))
    return [float(v) / PX_PER_MM for v in (columns.min(), rows.min(), columns.max(), rows.max())]


def test_letters_stand_on_their_baseline_at_their_anchor():
    left, _, _, bottom = ink_box_mm(draw_composed(card(text(20, 30, "HILL"))).card.recto)

    assert left == pytest.approx(20, abs=0.6)
    assert bottom == pytest.approx(30, abs=0.15)


def test_a_text_may_end_at_its_anchor_or_be_centred_on_it():
    _, _, right, _ = ink_box_mm(draw_composed(card(text(60, 30, "HILL", align="right"))).card.recto)
    middle = ink_box_mm(draw_composed(card(text(40, 30, "HILL", align="center"))).card.recto)

    assert right == pytest.approx(60, abs=0.6)
    assert (middle[0] + middle[2]) / 2 == pytest.approx(40, abs=0.3)


@pytest.mark.parametrize(("turn", "edge", "start"), [(90, 2, 3), (-90, 0, 1)])
def test_a_turned_text_stands_on_its_anchor_and_reads_away_from_it(turn, edge, start):
    drawn_card = draw_composed(card(text(40, 28, "HILLS AND", turn=turn))).card
    box = ink_box_mm(drawn_card.recto)

    # Upwards, the baseline is the right edge and the text begins at the bottom.
    assert box[edge] == pytest.approx(40, abs=0.25)
    assert box[start] == pytest.approx(28, abs=0.6)
    assert box[3] - box[1] > 2 * (box[2] - box[0])


@pytest.mark.parametrize("turn", [90, -90, 180])
@pytest.mark.parametrize("align", ["left", "center", "right"])
def test_a_turned_line_is_remembered_where_its_ink_is(turn, align):
    drawn_card = draw_composed(card(text(40, 28, "Hills & Dale", turn=turn, align=align))).card
    (line,) = drawn_card.lines
    xs, ys = ([v / PX_PER_MM for v in axis] for axis in zip(*line.quad, strict=True))

    assert [min(xs), min(ys), max(xs), max(ys)] == pytest.approx(
        ink_box_mm(drawn_card.recto), abs=0.5
    )
    (x0, y0), (x1, y1) = line.quad[0], line.quad[1]
    way = {90: y1 < y0, -90: y1 > y0, 180: x1 < x0}
    assert way[turn]


def test_shapes_lie_under_the_texts_on_their_own_side():
    shapes = [
        Shape("rect", (0, 40, 85, 20), (200, 0, 0), Side.RECTO),
        Shape("circle", (42, 27, 10), (0, 0, 200), Side.VERSO),
        Shape("line", (5, 5, 80, 5), (0, 200, 0), Side.RECTO),
    ]
    drawn_card = draw_composed(card(text(5, 20, "HILL"), shapes=shapes)).card

    def at(picture, x, y):
        return tuple(int(v) for v in picture[round(y * PX_PER_MM), round(x * PX_PER_MM)])

    assert at(drawn_card.recto, 42, 50) == (200, 0, 0)
    assert at(drawn_card.recto, 42, 39) == PAPER
    assert at(drawn_card.recto, 42, 5) == (0, 200, 0)
    assert at(drawn_card.verso, 42, 27) == (0, 0, 200)
    assert at(drawn_card.verso, 42, 39) == PAPER


def test_a_card_without_a_back_has_no_verso():
    assert draw_composed(card(text(5, 20, "HILL"))).card.verso is None
    assert draw_composed(card(text(5, 20, "HILL"), verso=[text(5, 9, "X")])).card.verso is not None


def test_a_text_too_long_for_the_card_is_set_smaller_and_remarked_on():
    said = "The Honourable Company of Makers of Very Long Names and of Other Things"
    drawn_card = draw_composed(card(text(10, 20, said)))

    assert ink_box_mm(drawn_card.card.recto)[2] <= 85 - MARGIN_MM
    assert re.fullmatch(rf"set at \d\d% of its size: {said}", drawn_card.remarks[0])


def test_a_text_without_any_room_is_refused():
    with pytest.raises(ComposedError, match="no room for 'Hill and Dale'"):
        draw_composed(card(text(83, 20, "Hill and Dale")))


def test_two_texts_on_one_row_are_set_apart():
    canvas = Canvas(85, 55, PX_PER_MM, PAPER, Side.RECTO)
    texts = [
        text(5, 30, "12 Upper Meadow Terrace, Bedford"),
        text(80, 30, "orchard@hill-dale.example", align="right"),
    ]
    fitted = fit_texts(canvas, "a", texts)

    assert list(find_collisions(canvas, fitted)) == []
    assert all(0.68 <= one.factor < 1 for one in fitted)


def test_texts_that_cannot_be_set_apart_are_remarked_on():
    remarks = draw_composed(card(text(5, 30, "Hill and Dale"), text(6, 30, "Orchards"))).remarks

    assert "touch: Hill and Dale / Orchards" in remarks


def test_lines_of_a_block_are_left_as_they_were_composed():
    rows = [text(5, 30 + 3.4 * row, "Ågot Çelik, Jägerstraße", size=8) for row in range(4)]

    assert draw_composed(card(*rows)).remarks == ()


def test_polish_and_turkish_letters_come_from_the_same_family():
    drawn_card = draw_composed(card(text(5, 20, "Łucja Ağaoğlu")))

    assert [line.text for line in drawn_card.card.lines] == ["Łucja Ağaoğlu"]


def test_a_telephone_sign_is_printed_beside_its_number():
    drawn_card = draw_composed(card(text(5, 20, "☎ 020 7946 0123")))

    assert [line.text for line in drawn_card.card.lines] == ["☎ 020 7946 0123"]


def test_a_letter_that_no_font_has_is_refused():
    with pytest.raises(ComposedError, match=r"has no letter '東' \(U\+6771\)"):
        draw_composed(card(text(5, 20, "東 Ltd")))


def test_every_family_of_every_style_is_installed():
    for kind, families in FAMILIES.items():
        chosen = {type_of(kind, f"card {n}", 9, INK).face.family for n in range(60)}
        assert chosen == set(families)


def test_modifiers_change_weight_slope_and_tracking():
    plain, styled = (type_of(s, "a", 9, INK) for s in ("sans", "sans-bold-italic-wide"))

    assert styled.face.weight > plain.face.weight
    assert styled.face.is_italic
    assert styled.tracking > plain.tracking


def test_lines_know_what_they_say():
    fields = CardFields(
        name=NameTruth("Odile Aubriot", "", ""),
        title="Head Baker of the House",
        phones=(PhoneTruth("020 7946 0123", "+442079460123", PhoneLabel.WORK),),
    )
    lines = draw_composed(
        card(
            text(5, 10, "Odile AUBRIOT"),
            text(5, 20, "Head Baker"),
            text(5, 24, "of the House"),
            text(5, 40, "T 020 7946 0123"),
            text(5, 50, "Open on Sundays"),
            fields=fields,
        )
    ).card.lines

    assert [line.role for line in lines] == [
        LineRole.NAME, LineRole.TITLE, LineRole.TITLE, LineRole.PHONE, LineRole.OTHER
    ]  # fmt: skip


def test_a_true_value_that_is_printed_nowhere_is_remarked_on():
    fields = CardFields(name=NameTruth("Odile Aubriot", "", ""), emails=("o@aubriot.example",))
    remarks = draw_composed(card(text(5, 10, "Odile"), fields=fields)).remarks

    assert remarks == (
        "printed nowhere: name 'Odile Aubriot' (aubriot)",
        "printed nowhere: email 'o@aubriot.example' (aubriot, example)",
    )


@pytest.mark.parametrize("name", FILES)
def test_every_composed_card_of_the_project_can_be_drawn_and_says_what_is_true(name):
    for composed in load_cards(name):
        remarks = draw_composed(composed).remarks
        assert [r for r in remarks if not r.startswith("set at")] == [], composed.id


def test_the_command_photographs_composed_cards_with_their_labels(tmp_path):
    (tmp_path / "two.toml").write_text(TWO_CARDS, encoding="utf-8")
    command = [str(tmp_path / "photos"), "--composed", str(tmp_path / "two.toml"), "--size", "500"]

    assert main(command) == 0

    photos = {path.name for path in (tmp_path / "photos").glob("*.jpg")}
    rows = (tmp_path / "photos" / "labels.jsonl").read_text("utf-8").splitlines()
    assert photos == {"hill.jpg", "dale.jpg"} == {json.loads(row)["file"] for row in rows}


def test_the_command_says_which_card_is_wrong(tmp_path, capsys):
    (tmp_path / "bad.toml").write_text('[[card]]\nid = "x"\n', encoding="utf-8")

    assert main([str(tmp_path), "--composed", str(tmp_path / "bad.toml")]) == 1
    assert "card 1 (x): language is missing" in capsys.readouterr().err
