"""What the lines of a card say for one another."""

from __future__ import annotations

import pytest

from ocr.fields.evidence import make_scene
from ocr.fields.pieces import make_pieces
from ocr.fields.text_model import load_text_model
from ocr.fields.typed import find_typed
from tests.ocr.fields.cards import card


@pytest.mark.parametrize(
    ("lines", "owners"),
    [
        (("www.northbay.com",), ("northbay",)),
        (("ada@northbay.com", "northbay.com/ada"), ("northbay",)),
        (("linktr.ee/northbay",), ("northbay",)),
        (("https://www.etsy.com/shop/Northbay",), ("northbay",)),
        (("calendly.com",), ()),
        (("ada.lindqvist@globetrotter.net",), ()),
        (("northbayoptics@globetrotter.net",), ("northbayoptics",)),
        (("Northbay",), ()),
    ],
)
def test_whose_card_it_is_say_its_addresses_but_no_host_of_everybody(
    lines: tuple[str, ...], owners: tuple[str, ...]
):
    typed = find_typed(make_pieces(card(*lines)))

    assert make_scene(typed, load_text_model()).owners == owners
