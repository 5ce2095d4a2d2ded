from hypothesis import given
from hypothesis import strategies as st

from ocr.layout import slant_deg, sort_lines
from ocr.types import Line
from tests.ocr.pictures import line


def texts(lines):
    return [line.text for line in sort_lines(lines)]


def test_one_column_is_read_from_top_to_bottom():
    lines = [line("c", 10, 90), line("a", 10, 10), line("b", 10, 50)]

    assert texts(lines) == ["a", "b", "c"]


def test_two_columns_are_read_one_after_the_other():
    left = [line(f"left {i}", 10, 30 * i) for i in range(4)]
    right = [line(f"right {i}", 400, 30 * i + 8) for i in range(4)]

    assert texts([*right, *left]) == [one.text for one in (*left, *right)]


def test_a_header_across_two_columns_comes_first():
    header = line("header", 10, 0, width=600, height=40)
    left = [line(f"left {i}", 10, 100 + 30 * i) for i in range(3)]
    right = [line(f"right {i}", 400, 100 + 30 * i) for i in range(3)]

    assert texts([*right, header, *left]) == [
        "header", "left 0", "left 1", "left 2", "right 0", "right 1", "right 2"
    ]  # fmt: skip


def test_a_label_stays_beside_its_number():
    rows = [("Tel", "1"), ("Fax", "2"), ("Mail", "3")]
    lines = [line(label, 10, 30 * i, width=40) for i, (label, _) in enumerate(rows)]
    lines += [line(value, 60, 30 * i) for i, (_, value) in enumerate(rows)]

    assert texts(lines) == ["Tel", "1", "Fax", "2", "Mail", "3"]


def test_close_columns_of_several_lines_are_not_read_across():
    left = [line(f"left {i}", 10, 30 * i, width=250) for i in range(4)]
    right = [line(f"right {i}", 290, 30 * i, width=250) for i in range(4)]

    assert texts([*right, *left]) == [one.text for one in (*left, *right)]


def test_a_slanted_card_is_read_as_if_it_were_level():
    def tilt(one: Line) -> Line:
        (a, b, c, d) = ((x + 0.15 * y, y - 0.15 * x) for x, y in one.quad)
        return Line(one.text, (a, b, c, d), one.confidence)

    left = [tilt(line(f"left {i}", 10, 30 * i)) for i in range(4)]
    right = [tilt(line(f"right {i}", 400, 30 * i)) for i in range(4)]

    assert texts([*right, *left]) == [one.text for one in (*left, *right)]
    assert slant_deg(left) < -8


boxes = st.tuples(st.floats(0, 1000), st.floats(0, 600), st.floats(1, 400), st.floats(1, 60))


@given(st.lists(boxes, max_size=25), st.randoms())
def test_every_line_comes_back_once_whatever_the_order(places, rng):
    lines = [line(str(i), *place) for i, place in enumerate(places)]
    mixed = rng.sample(lines, len(lines))

    assert sorted(texts(mixed), key=int) == [one.text for one in lines]
