"""What reading does to printed text, and what a recogniser does to lines."""

from __future__ import annotations

import random
import re

from ocr.fields.text import fold

_CONFUSIONS = {
    "I": "l", "l": "I", "O": "0", "0": "O", "1": "l", "5": "S", "B": "8", "rn": "m", "m": "rn",
    "é": "e", "è": "e", "à": "a", "ç": "c", "ã": "a", "ô": "o", "ü": "u", "ö": "o", "E": "=", "vv": "w",
    "’": "'", "–": "-", "·": ".", "•": "·", "|": "I", "&": "8", "g": "q", "c": "e", "t": "f",
}  # fmt: skip


def misread(text: str, rng: random.Random, *, amount: float = 1.0) -> str:
    """Return a text as a good engine reads it: mostly right, blanks lost first of all."""
    if rng.random() < 0.18 * amount:
        text = re.sub(
            r"([,:;.&|]) ", lambda m: m.group(1) if rng.random() < 0.7 else m.group(), text
        )
    if rng.random() < 0.06 * amount:
        text = re.sub(r" ([-–&|])", r"\1", text)
    if rng.random() < 0.07 * amount and text.count(" ") > 0:
        gaps = [m.start() for m in re.finditer(" ", text)]
        cut = rng.choice(gaps)
        text = text[:cut] + text[cut + 1 :]
    if rng.random() < 0.02 * amount:
        text = text.replace(" ", "")
    if rng.random() < 0.35 * amount and any(ord(c) > 127 for c in text):
        text = "".join(
            c if rng.random() < 0.6 else (fold(c).upper() if c.isupper() else fold(c)) for c in text
        )
    if rng.random() < 0.03 * amount:
        options = [k for k in _CONFUSIONS if k in text]
        if options:
            key = rng.choice(options)
            text = text.replace(key, _CONFUSIONS[key], 1)
    if rng.random() < 0.008 * amount and len(text) > 5:
        cut = rng.randrange(len(text))
        text = text[:cut] + text[cut + 1 :]
    if rng.random() < 0.02 * amount:
        text = rng.choice(["•", "·", "-", "|", "i ", "o ", "®", "C ", "."]) + text
    return text.strip() or text
