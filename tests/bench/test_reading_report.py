"""The page on performance says what was measured, and whether it is enough."""

import io

import pytest
from PIL import Image

from bench.reading_report import Report, Stage, Timed, write_report
from bench.reading_worker import Memory, Throughput, make_varied_photos, measure_memory
from tests.ocr.pictures import encode, stripes

MEMORY = Memory(812.0, ((50, 700.0), (100, 780.0)))
THROUGHPUT = (Throughput(1, 2, 4.0), Throughput(2, 1, 6.0))


def timed(verso_ms=100.0, stock_ms=250.0, tesseract_ms=1000.0) -> Timed:
    stages = {
        "decode": Stage(verso_ms * 0.2, verso_ms * 0.2),
        "recognise": Stage(verso_ms * 0.8, verso_ms * 1.2),
        "total": Stage(verso_ms, verso_ms * 1.4),
    }
    return Timed("a photo", stages, stock_ms, tesseract_ms)


def report(rows=(), memory=MEMORY) -> Report:
    return Report({"Photos": rows or [timed()]}, THROUGHPUT, memory)


def test_the_page_sets_each_photo_beside_the_stock_engines():
    page = write_report(report([timed(), timed(200, 400, 2000)]))

    assert "| 1 | 100 | 250 | 1000 | 0.40 | 0.10 |" in page
    assert "| 2 | 200 | 400 | 2000 | 0.50 | 0.10 |" in page
    assert "| Photos | **150 ms** | **0.45** | **0.10** |" in page


def test_the_page_says_where_the_time_goes():
    page = write_report(report())

    assert "| decode the photo | 20 | 20 | 20% |" in page
    assert "| all | 100 | 140 | 100% |" in page
    assert "1.4 cores busy" in page


def test_the_page_says_what_one_and_two_processes_read():
    page = write_report(report())

    assert "| 1 | 2 | 4.00 | 1.00 |" in page
    assert "| 2 | 1 | 6.00 | 1.50 |" in page


def test_the_page_does_without_tesseract():
    page = write_report(report([timed(tesseract_ms=None)]))

    assert "| 1 | 100 | 250 |  | 0.40 |  |" in page


@pytest.mark.parametrize(
    ("rows", "memory"),
    [
        ([timed(stock_ms=190.0)], MEMORY),
        ([timed(tesseract_ms=600.0)], MEMORY),
        ([timed(tesseract_ms=None)], MEMORY),
        ([timed()], Memory(1001.0, ((50, 1000.0),))),
    ],
    ids=["not twice as fast", "too near to Tesseract", "no Tesseract", "too much memory"],
)
def test_a_figure_that_is_missed_or_was_not_measured_is_said(rows, memory):
    assert report().is_reached
    assert not report(rows, memory).is_reached


def test_varied_photos_differ_in_size_and_shape(tmp_path):
    make_varied_photos([encode(stripes(600, 400))], tmp_path, 6)

    sizes = {Image.open(io.BytesIO(path.read_bytes())).size for path in tmp_path.iterdir()}
    assert len(sizes) == 6
    assert all(600 < max(size) <= 4000 for size in sizes)


@pytest.mark.slow
def test_the_memory_of_a_process_of_its_own_is_measured(tmp_path):
    make_varied_photos([encode(stripes(600, 400))], tmp_path, 4)

    memory = measure_memory(tmp_path)

    assert [count for count, _ in memory.after] == [1, 2, 3, 4]
    assert 100 < memory.after[-1][1] <= memory.peak_mb
