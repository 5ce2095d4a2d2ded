"""The measures of taking photos on the phone say what they measured."""

from __future__ import annotations

import io

from PIL import Image

from bench import capture_judge, capture_reduction, capture_speed
from bench.capture_judge import Answer, Photo
from bench.capture_reduction import Read
from bench.capture_speed import Speed


def photo(seed: int, *, reader: tuple[str, ...] = (), read: float = 1.0) -> Photo:
    return Photo(seed, "none", (1600, 1200), read, reader, ())


def answer(*flaws: str) -> Answer:
    return Answer(flaws, has_outline=True)


def row_of(table: list[str], name: str) -> list[str]:
    (row,) = [line for line in table if line.startswith(f"| {name} |")]
    return [cell.strip() for cell in row.strip("|").split("|")]


def test_an_alarm_that_the_reader_shares_is_a_hit_and_one_that_it_does_not_is_not() -> None:
    photos = [photo(1, reader=("blurred",)), photo(2), photo(3, reader=("blurred", "glare"))]
    answers = [answer("blurred"), answer("blurred"), answer()]

    table = capture_judge.tables_of(photos, answers)

    assert row_of(table, "blurred")[1:4] == ["2", "1 of 2", "1 of 2"]
    assert row_of(table, "glare")[1:4] == ["1", "0 of 0", "0 of 1"]
    assert row_of(table, "any")[1:4] == ["2", "1 of 2", "1 of 2"]


def test_alarms_are_counted_apart_for_photos_read_wrong_and_whole() -> None:
    photos = [photo(1, read=0.5), photo(2, read=0.5), photo(3), photo(4, read=0.9)]
    answers = [answer("blurred"), answer(), answer("glare"), answer("glare")]

    cells = row_of(capture_judge.tables_of(photos, answers), "none")

    assert cells[1:] == ["4", "2", "1", "0", "1", "1", "0", "4"]


def test_a_photo_is_reduced_upright_and_left_alone_when_nothing_is_wished() -> None:
    stored = Image.new("RGB", (400, 300))
    exif = stored.getexif()
    exif[0x0112] = 6
    made = io.BytesIO()
    stored.save(made, "JPEG", exif=exif)

    reduced = Image.open(io.BytesIO(capture_reduction.reduce_jpeg(made.getvalue(), 200, 80)))

    assert reduced.size == (150, 200)
    assert capture_reduction.reduce_jpeg(made.getvalue(), 0, 0) == made.getvalue()


def test_what_reducing_costs_is_told_for_each_size_the_photo_as_taken_last() -> None:
    def read(kind: str, size: int, quality: int, right: int) -> Read:
        return Read(kind, 1, size, quality, 500_000, 10, right, 0, 20, 20, 1, 1)

    table = capture_reduction.table_of(
        [read("card", 0, 0, 10), read("card", 1600, 80, 9), read("table", 1600, 80, 5)]
    )

    assert [line.split("|")[1].strip() for line in table[2:]] == ["1,600 px", "as taken"]
    assert row_of(table, "1,600 px")[1:5] == ["80", "500", "90.0%", "0"]
    assert row_of(table, "1,600 px")[7] == "50.0%"


def test_times_of_the_worker_are_also_told_as_if_it_were_slowed_down() -> None:
    speed = Speed(
        slow_down=4.0,
        video_px=(1920, 1080),
        ready_ms=(90.0, 110.0),
        hurried_safe_ms=(290.0, 380.0),
        settled_ms=(200.0, 300.0),
        safe_ms=(190.0, 280.0),
        made_ms=(50.0, 100.0),
        judge_ms=(10.0, 20.0),
        judge_slow_ms=(60.0,),
        outlines_s=20.0,
        outline_ms=(15.0,),
        size_bytes=(1, 3),
    )

    table = capture_speed.table_of(speed)

    assert row_of(table, "tap to ready for the next card, in a hurry")[1:] == ["100 ms", "110 ms"]
    assert row_of(table, "one card at a time: tap to safe and drawn")[1:] == ["250 ms", "300 ms"]
    stretched = row_of(table, "tap to safe and drawn, if the worker were slowed down as well")
    assert stretched[1:] == ["475 ms", "600 ms"]
    assert speed.typical_bytes == 2
