"""Tells the sign of a firm, set in a face like a hand, from what somebody wrote."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from ocr.fields.domains import is_mail_provider, owner_word
from ocr.fields.evidence import owner_match
from ocr.fields.typed import TypedFields
from ocr.types import LineRef

_SAME: Final = 0.8
"""How well a line must say whose the card's e-mail or site is. Of 846 lines that somebody wrote on
1,000 drawn cards none did; of 28 printed ones that were taken for them nine."""


def settle_signs(found: TypedFields) -> frozenset[LineRef]:
    """Take lines for print that look written, but are the sign that the card would lack.

    Returns:
        Those lines: they are no notes.
    """
    hosts = [email.value.rpartition("@")[2] for email in found.emails]
    hosts = [host for host in hosts if not is_mail_provider(host)]
    hosts += [re.sub(r"^https?://|/.*$", "", url.value) for url in found.urls]
    owners = tuple(dict.fromkeys(word for word in map(owner_word, hosts) if word))
    same = [p for p in found.pieces if p.rest and owner_match(p.rest, owners) >= _SAME]
    if not all(piece.handwritten for piece in same):
        return frozenset()
    signs = frozenset(piece.ref for piece in same)
    found.pieces = [
        replace(p, handwritten=p.handwritten and p.ref not in signs) for p in found.pieces
    ]
    return signs
