"""Stock engines see what a person who installs them would show them: the photo, upright."""

import io

import pytest
from PIL import Image

from bench.baselines import build_baseline
from bench.baselines.engines import LONG_SIDE_PX, open_photo


def jpeg(size, orientation=1):
    picture, out, exif = Image.new("RGB", size, "white"), io.BytesIO(), Image.Exif()
    exif[0x0112] = orientation
    picture.save(out, "JPEG", exif=exif)
    return out.getvalue()


def test_photos_are_turned_upright_and_reduced():
    assert open_photo(jpeg((3000, 1500), orientation=6)).size == (1000, LONG_SIDE_PX)


def test_small_photos_are_not_enlarged():
    assert open_photo(jpeg((300, 200))).size == (300, 200)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["rapidocr", "tesseract"])
def test_a_stock_engine_reads_a_plain_card(name):
    import shutil

    if name == "tesseract" and shutil.which("tesseract") is None:
        pytest.skip("the tesseract program is not installed")
    from drawn import draw_card, photograph_card
    from drawn.photo_options import STRAIGHT

    card = draw_card(31)
    reader = build_baseline(name)
    reading = reader.read(photograph_card(card, 31, STRAIGHT).jpeg, None)

    assert name in reader.name.lower()
    assert reading["contact"]["emails"][0]["value"] == card.fields.emails[0]
    assert [side["side"] for side in reading["sides"]] == ["recto"]
    assert card.fields.emails[0] in " ".join(line["text"] for line in reading["sides"][0]["lines"])
