"""A file of composed cards is read whole, or refused with the place of what is wrong."""

from pathlib import Path

import pytest

from drawn.composed import ComposedError, load_cards
from drawn.composed.form import PlacedText, Shape
from ocr.types import PhoneLabel, Side

CARD = """
[[card]]
id = "bakery"
language = "fr"
country = "FR"
size_mm = [85, 55]
paper = "#fffdf8"
recto = [
  "6 14 left 13 sans-bold #1a1a1a | Boulangerie Aubriot",
  "80 30 centre@90 8 serif #fff | 1|2",
]
verso = ["42 30 centre 10 script #aa0000 | Au bon pain"]
shapes = ["rect 0 0 30 55 #1d3557", "verso circle 15 15 8 #cc0000"]
[card.truth]
name = "Odile Aubriot"
organization = "Boulangerie Aubriot"
emails = ["odile@aubriot.example"]
phones = [{value = "01 99 00 12 34", label = "fax"}, {value = "06 39 98 00 11"}]
social = [{service = "instagram", value = "@aubriot"}]
addresses = [{formatted = "3, rue du Four, 69001 Lyon", postcode = "69001", locality = "Lyon"}]
"""


def load(folder: Path, text: str = CARD):
    path = folder / "cards.toml"
    path.write_text(text, encoding="utf-8")
    return load_cards(path)


def test_a_card_is_read_with_its_texts_and_shapes(tmp_path):
    (card,) = load(tmp_path)

    assert card.size_mm == (85, 55)
    assert card.paper == (255, 253, 248)
    assert card.texts[Side.RECTO] == (
        PlacedText(6, 14, "left", 0, 13, "sans-bold", (26, 26, 26), "Boulangerie Aubriot"),
        PlacedText(80, 30, "center", 90, 8, "serif", (255, 255, 255), "1|2"),
    )
    assert [text.text for text in card.texts[Side.VERSO]] == ["Au bon pain"]
    assert card.shapes == (
        Shape("rect", (0, 0, 30, 55), (29, 53, 87), Side.RECTO),
        Shape("circle", (15, 15, 8), (204, 0, 0), Side.VERSO),
    )


def test_the_truth_is_that_of_a_drawn_card(tmp_path):
    (card,) = load(tmp_path)

    fields = card.fields
    assert fields.name.without_degrees == "Odile Aubriot"
    assert [(p.value, p.label, p.e164) for p in fields.phones] == [
        ("01 99 00 12 34", PhoneLabel.FAX, "+33199001234"),
        ("06 39 98 00 11", PhoneLabel.WORK, "+33639980011"),
    ]
    assert fields.addresses[0].formatted == "3, rue du Four, 69001 Lyon"
    assert fields.title == ""


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('country = "FR"', "", "country is missing"),
        ('paper = "#fffdf8"', 'paper = "creamy"', "'creamy' is not a colour"),
        ("6 14 left 13 sans-bold #1a1a1a |", "6 14 left 13 sans-bold |", "'x y align size style"),
        ("#1a1a1a |", "#1a1a1a slogan |", "'slogan' is none of"),
        ("sans-bold", "sans-fat", "no style 'sans-fat'"),
        ("6 14 left", "6 14 justified", "'justified' is none of left"),
        ("centre@90", "centre@45", "'centre@45' is none of"),
        ("6 14 left", "6 14mm left", "'14mm' is not a number"),
        ("left 13 sans", "left 130 sans", "130 points"),
        ("rect 0 0 30 55", "rect 0 0 30", "no rect, line or circle"),
        ("[85, 55]", "[85, 550]", "no card is 85 x 550 mm"),
        ("[85, 55]", "85", "size_mm is not"),
        ('label = "fax"', 'label = "telefax"', "'telefax' is no label"),
        ('formatted = "3', 'street = "3', "formatted is missing"),
        ('name = "Odile', 'nmae = "Odile', "there is no nmae"),
        ('paper = "', 'papper = "', "there is no papper"),
    ],
)
def test_what_breaks_the_form_is_named_with_its_card(tmp_path, old, new, message):
    assert old in CARD

    with pytest.raises(ComposedError, match=message) as refused:
        load(tmp_path, CARD.replace(old, new))

    assert "cards.toml, card 1 (bakery)" in str(refused.value)


def test_a_line_says_what_it_is_where_the_truth_does_not(tmp_path):
    marked = CARD.replace("#1a1a1a | Boul", "#1a1a1a heading+address | Boul")

    (card,) = load(tmp_path, marked)

    assert [text.kinds for text in card.texts[Side.RECTO]] == [("heading", "address"), ()]


def test_two_cards_cannot_have_one_id(tmp_path):
    with pytest.raises(ComposedError, match="more than one card has the id bakery"):
        load(tmp_path, CARD + CARD)


def test_a_card_with_nothing_on_it_is_refused(tmp_path):
    bare = CARD.split("recto = ")[0] + "recto = []\n[card.truth]\n"

    with pytest.raises(ComposedError, match="nothing is printed"):
        load(tmp_path, bare)


def test_broken_toml_names_the_file_and_line(tmp_path):
    with pytest.raises(ComposedError, match=r"cards\.toml.*line 4"):
        load(tmp_path, CARD.replace('"fr"', "fr", 1))


def test_a_file_that_is_not_there_is_named():
    with pytest.raises(ComposedError, match=r"nothing-like-it\.toml"):
        load_cards("nothing-like-it")
