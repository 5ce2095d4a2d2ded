import io

import cv2
import numpy as np
import pytest
import segno
from PIL import Image as PillowImage

from ocr.codes import read_codes
from ocr.geometry import to_corners
from ocr.types import Side

VCARD = "BEGIN:VCARD\nVERSION:3.0\nFN:Zoé Testard\nTEL:+15145550142\nEND:VCARD"


def with_code(text, scale=4, place=(700, 300), size=(1600, 1000)):
    file = io.BytesIO()
    segno.make(text, micro=False).save(file, kind="png", scale=scale, border=4)
    code = np.asarray(PillowImage.open(file).convert("RGB"))
    card = np.full((size[1], size[0], 3), 235, dtype=np.uint8)
    card[place[1] : place[1] + code.shape[0], place[0] : place[0] + code.shape[1]] = code
    return card, code.shape[0]


@pytest.mark.parametrize("text", [VCARD, "MECARD:N:Testard,Zoé;;", "https://example.com/zoé"])
def test_a_code_is_read_with_its_accents(text):
    card, _ = with_code(text)

    (code,) = read_codes(card, Side.VERSO)

    assert code.text == text
    assert code.side is Side.VERSO


def test_a_code_says_where_it_stands_on_the_full_card():
    card, side_px = with_code(VCARD, scale=5)

    (code,) = read_codes(card, Side.RECTO)

    border = 4 * 5
    expected = np.array([[0, 0], [1, 0], [1, 1], [0, 1]]) * (side_px - 2 * border)
    expected = expected + np.array([700 + border, 300 + border])
    assert to_corners(code.quad) == pytest.approx(expected, abs=6)


def test_a_small_code_is_read_at_full_size():
    card, _ = with_code("https://example.com/a", scale=2, size=(2400, 1500))

    assert [code.text for code in read_codes(card, Side.RECTO)] == ["https://example.com/a"]


def test_a_turned_code_is_read():
    card, _ = with_code(VCARD, scale=6)
    turned = cv2.warpAffine(
        card, cv2.getRotationMatrix2D((800, 500), 33, 1), (1600, 1000), borderValue=(235, 235, 235)
    )

    assert [code.text for code in read_codes(np.asarray(turned), Side.RECTO)] == [VCARD]


@pytest.mark.parametrize("shape", [(600, 1000, 3), (30, 40, 3), (3, 3, 3), (1, 1, 3)])
def test_a_card_without_a_code_gives_none(shape):
    assert read_codes(np.full(shape, 200, dtype=np.uint8), Side.RECTO) == ()
