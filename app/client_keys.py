"""Keys that a sender chooses, so that what is sent twice is there once."""

from __future__ import annotations

import re

from app.errors import InvalidError

_CLIENT_KEY = re.compile(r"[A-Za-z0-9._:-]{1,64}")


def check_client_key(key: str) -> None:
    """Refuse a key that cannot be one: up to 64 letters, digits and ._:- are taken.

    Raises:
        InvalidError: If it cannot.
    """
    if not _CLIENT_KEY.fullmatch(key):
        raise InvalidError("The client key cannot be used.", code="invalid_client_key")
