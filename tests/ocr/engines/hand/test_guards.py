import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocr.engines.hand.alphabet import Alphabet, latin_alphabet
from ocr.engines.hand.beam import BeamOptions
from ocr.engines.hand.decode import DecodeOptions, decode_line
from ocr.engines.hand.guards import find_pins, is_protected, read_plain
from ocr.engines.hand.language import LanguageModel
from ocr.engines.hand.words import Lexicon, Spelling

ALPHABET: Alphabet = latin_alphabet(
    ("", *"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789éèêàç.,-'@/+()", " ")
)
WORDS = {"rappeler": 5.0, "mardi": 4.0, "call": 3.0, "extension": 1.0, "poste": 1.0}


def shown(text: str, doubt: float = 0.0) -> np.ndarray:
    """What the network would say of a clearly written text, a blank after each character."""
    index = {character: i for i, character in enumerate(ALPHABET.characters)}
    scores = np.full((2 * len(text) + 1, len(index)), doubt / len(index), dtype=np.float32)
    scores[0::2, 0] += 1 - doubt
    for i, character in enumerate(text):
        scores[2 * i + 1, index[character]] += 1 - doubt
    return scores / scores.sum(axis=1, keepdims=True)


def model() -> LanguageModel:
    return LanguageModel([(Lexicon(WORDS), Spelling(WORDS))], [1.0])


@pytest.mark.parametrize(
    "token",
    [
        "514-555-0142", "14h30", "H3B1A1", "ada@exemple.test", "www.exemple", "atelier.example",
        "verso.example/fr", "SNCF", "27/11", "#402", "https://a",
    ],
)  # fmt: skip
def test_numbers_addresses_and_acronyms_are_protected(token):
    assert is_protected(token)


@pytest.mark.parametrize("token", ["rappeler", "Mardi", "l'été", "O'Neil", "5", "d'ici.", "McKay"])
def test_words_and_names_are_not(token):
    assert not is_protected(token)


@settings(deadline=None, max_examples=40)
@given(st.text("0123456789", min_size=2, max_size=10))
def test_a_number_comes_through_unchanged(number):
    options = DecodeOptions(beam=BeamOptions(language_weight=2.0))

    read = decode_line([shown(f"call {number}", 0.1)], ALPHABET, model(), options)

    assert read.text == f"call {number}"


@settings(deadline=None, max_examples=40)
@given(st.text("ABCDEFGHKLMNPRSTUVXYZ", min_size=3, max_size=7))
def test_an_acronym_comes_through_unchanged(acronym):
    options = DecodeOptions(beam=BeamOptions(language_weight=2.0))

    read = decode_line([shown(acronym, 0.1)], ALPHABET, model(), options)

    assert read.text == acronym


@settings(deadline=None, max_examples=40)
@given(st.from_regex(r"[a-z]{1,6}(\.[a-z]{1,5})?@[a-z]{2,8}\.(test|example|fr)", fullmatch=True))
def test_an_e_mail_address_comes_through_unchanged(address):
    read = decode_line([shown(address, 0.1)], ALPHABET, model(), DecodeOptions())

    assert read.text == address


def test_only_the_protected_part_of_a_line_is_pinned():
    plain = read_plain(shown("poste 4021"), ALPHABET.characters)

    (pin,) = find_pins(plain)

    assert plain.text == "poste 4021"
    assert (pin.start, pin.stop) == (13, 20)


def test_a_word_misread_by_one_letter_is_put_right_beside_a_number():
    index = {character: i for i, character in enumerate(ALPHABET.characters)}
    scores = shown("nappeler 14h30")
    scores[1, index["n"]], scores[1, index["r"]] = 0.6, 0.4

    assert decode_line([scores], ALPHABET, model(), DecodeOptions()).text == "rappeler 14h30"
