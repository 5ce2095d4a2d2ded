"""What can go wrong in a reading.

    ReadError                  the base: a code for programs, a hint for people
    ├── PhotoError             the photo is the problem
    │   ├── NotAnImageError
    │   ├── TruncatedImageError
    │   ├── ImageTooLargeError     bytes or pixels over the limit, refused at the header
    │   └── UnsupportedImageError  an image, but of a kind that is not read
    └── EngineError            the recogniser is the problem
        ├── EngineMissingError
        └── EngineFailedError

A photo without a card and a card without text are results, not errors.
"""

from __future__ import annotations


class ReadError(Exception):
    """The base of everything this library raises on purpose."""

    code = "read_error"
    hint = "The photo could not be read."


class PhotoError(ReadError):
    """The photo is the problem: another one may work."""

    code = "photo_error"


class NotAnImageError(PhotoError):
    """The bytes are not those of a picture."""

    code = "not_an_image"
    hint = "This file is not a picture. Send a JPEG, PNG, WebP or HEIC photo."


class TruncatedImageError(PhotoError):
    """The picture ends before its data does."""

    code = "truncated_image"
    hint = "The picture is incomplete. Send it again, or take it again."


class ImageTooLargeError(PhotoError):
    """The picture has more bytes or pixels than the limits allow."""

    code = "image_too_large"
    hint = "The picture is too large. Send one below 80 megapixels and 40 MB."


class UnsupportedImageError(PhotoError):
    """A picture, but of a kind that is not read."""

    code = "unsupported_image"
    hint = "This kind of picture is not read. Send a JPEG, PNG, WebP or HEIC photo."


class EngineError(ReadError):
    """The recogniser is the problem: the same photo may work later."""

    code = "engine_error"
    hint = "The reading engine failed. The photo is kept and can be read again."


class EngineMissingError(EngineError):
    """The engine that was asked for is not installed."""

    code = "engine_missing"
    hint = "The reading engine is not installed on this machine."


class EngineFailedError(EngineError):
    """The engine stopped on this photo."""

    code = "engine_failed"
