"""Charts: bars of the right length, told in words, and nothing of a name taken for markup."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from app.charts import Bar, Chart, draw_bars, draw_shares, legend_mark, shares_of

CARDS = Chart("cards", "Cards by event", (Bar("Salon", 8, "8"), Bar("Club", 2, "2")))


def parse(picture: str) -> ElementTree.Element:
    return ElementTree.fromstring(picture)


def widths(picture: str, name: str) -> list[str]:
    return [
        each.get("width", "")
        for each in parse(picture).iter("rect")
        if name in each.get("class", "")
    ]


def test_a_chart_is_one_picture_with_its_title_and_its_figures_in_words():
    drawn = parse(draw_bars(CARDS))

    assert drawn.get("role") == "img"
    assert drawn.get("aria-labelledby") == "cards-title cards-figures"
    assert drawn.findtext("title") == "Cards by event"
    assert drawn.findtext("desc") == "Salon: 8; Club: 2"
    assert {each.text for each in drawn.iter("text")} == {"Salon", "8", "Club", "2"}


def test_the_largest_bar_is_as_wide_as_the_chart():
    assert widths(draw_bars(CARDS), "chart__bar") == ["100%", "25%"]


def test_a_share_of_one_is_as_wide_as_the_chart():
    chart = Chart("accuracy", "Right", (Bar("Name", 0.5, "50%"), Bar("E-mail", 0, "0%")), full=1)

    assert widths(draw_bars(chart), "chart__bar") == ["50%", "0%"]


def test_bars_of_nothing_are_empty():
    chart = Chart("cards", "Cards", (Bar("Salon", 0, "0"),))

    assert widths(draw_bars(chart), "chart__bar") == ["0%"]
    assert widths(draw_shares(chart), "chart__share") == []


def test_shares_stand_side_by_side_and_differ_by_more_than_their_colour():
    chart = Chart("timing", "Soon", tuple(Bar(name, 1, "25%") for name in "abcd"))

    drawn = parse(draw_shares(chart))
    shares = [each for each in drawn.iter("rect") if "chart__share" in each.get("class", "")]

    assert [each.get("x") for each in shares] == ["0%", "25%", "50%", "75%"]
    assert len({each.get("class") for each in shares}) == 4
    patterns = {each.get("id") for each in drawn.iter("pattern")}
    used = {each.get("fill") for each in drawn.iter("rect")} - {None}
    assert used == {f"url(#{name})" for name in patterns}


def test_a_legend_shows_the_same_patterns():
    for index in range(4):
        mark = parse(legend_mark("timing", index))
        assert mark.get("aria-hidden") == "true"


@pytest.mark.parametrize("name", ["<script>", 'a"b', "Forge & Fils"])
def test_a_name_is_text(name):
    chart = Chart("cards", name, (Bar(name, 1, "1"),))

    for picture in (draw_bars(chart), draw_shares(chart)):
        assert "<script>" not in picture
        assert parse(picture).findtext("title") == name


def test_a_long_name_is_shortened_on_the_picture_alone():
    name = "Congrès annuel de la rénovation durable et du patrimoine"

    drawn = parse(draw_bars(Chart("cards", "Cards", (Bar(name, 1, "1"),))))

    shown = next(each.text for each in drawn.iter("text"))
    assert len(shown) <= 40
    assert shown.endswith("…")
    assert name in drawn.findtext("desc")


def test_shares_are_of_their_sum():
    assert shares_of([1, 3]) == [0.25, 0.75]
    assert shares_of([0, 0]) == [0, 0]
