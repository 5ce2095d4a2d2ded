"""Bytes that somebody sent become a picture, or a clear error.

Every limit is checked on the header, before any pixel is decoded: a picture of 900 megapixels can
be a file of one megabyte. Only the four kinds that phones make are opened; Pillow's other parsers
are never reached.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Final

import cv2
import numpy as np
from PIL import Image as PillowImage
from PIL import UnidentifiedImageError

from ocr.errors import (
    ImageTooLargeError,
    NotAnImageError,
    PhotoError,
    TruncatedImageError,
    UnsupportedImageError,
)
from ocr.types import Image

_EXIF_ORIENTATION: Final = 0x0112
_EXIF_IFD: Final = 0x8769
_EXIF_TAKEN_AT: Final = 0x9003
_WAYS_TO_TURN: Final = {
    3: cv2.ROTATE_180,
    4: cv2.ROTATE_180,
    5: cv2.ROTATE_90_COUNTERCLOCKWISE,
    6: cv2.ROTATE_90_CLOCKWISE,
    7: cv2.ROTATE_90_CLOCKWISE,
    8: cv2.ROTATE_90_COUNTERCLOCKWISE,
}
"""By EXIF orientation, after the mirror."""

# First bytes of pictures that we know and do not read: the answer is "another kind", not "no
# picture". SVG and PDF count as pictures here because people send them as such.
_OTHER_KINDS: Final = (
    b"GIF8",
    b"BM",
    b"II*\x00",
    b"MM\x00*",
    b"%PDF",
    b"<svg",
    b"\x00\x00\x01\x00",
    b"8BPS",
    b"\xff\x0a",
    b"\x00\x00\x00\x0cJXL ",
)
_HEIF_BRANDS: Final = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")

# What Pillow and its plugins raise on data that ends early or is damaged.
_DAMAGED: Final = (
    OSError,
    SyntaxError,
    EOFError,
    ValueError,
    RuntimeError,
    struct.error,
    zlib.error,
)


@dataclass(frozen=True, slots=True)
class DecodeLimits:
    """How large a picture may be."""

    max_bytes: int = 40 * 1024 * 1024
    max_pixels: int = 80_000_000
    """Below Pillow's own limit of 89 megapixels, so that ours is the one people meet."""


@dataclass(frozen=True, slots=True)
class Photo:
    """A decoded photo, upright as its EXIF data says, maybe at reduced size."""

    image: Image
    size_px: tuple[int, int]
    """Width and height of the photo at full size; ``image`` may be smaller."""

    @property
    def reduction(self) -> float:
        """Pixels of the full photo per pixel of ``image``, at least 1."""
        return float(self.size_px[0] / self.image.shape[1])


DEFAULT_LIMITS: Final = DecodeLimits()
_MAX_EXCESS: Final = 1.6
"""Up to so many times the size asked for, pictures come back as they were decoded."""


def decode_photo(
    photo: bytes,
    limits: DecodeLimits = DEFAULT_LIMITS,
    *,
    long_side_px: int | None = None,
) -> Photo:
    """Decode a JPEG, PNG, WebP or HEIC picture to RGB, upright.

    Args:
        photo: The whole file.
        limits: Checked before anything is decoded.
        long_side_px: When given, the picture comes back reduced so that its long side has about
            this many pixels, up to 1.6 times as many, and never fewer unless the photo has fewer.
            A JPEG is then decoded at a fraction of its size, which takes a third of the time.

    Raises:
        NotAnImageError: If the bytes are empty or no picture.
        UnsupportedImageError: If they are a picture of another kind.
        ImageTooLargeError: If a limit is passed.
        TruncatedImageError: If the data ends early or is damaged.
    """
    if len(photo) > limits.max_bytes:
        raise ImageTooLargeError(f"{len(photo)} bytes, {limits.max_bytes} allowed")
    picture = _open(photo)
    width, height = picture.size
    if width * height > limits.max_pixels:
        raise ImageTooLargeError(f"{width} x {height} pixels, {limits.max_pixels} allowed")
    try:
        orientation = _orientation_of(picture)
        if long_side_px is not None:
            picture.draft(None, _at_least((width, height), long_side_px))
        image = _to_rgb(picture, long_side_px)
    except _DAMAGED as error:
        raise TruncatedImageError(str(error)) from error
    image = _reduce(_turn(image, orientation), long_side_px)
    upright = (height, width) if orientation >= 5 else (width, height)
    return Photo(image=image, size_px=upright)


def sniff_kind(photo: bytes) -> str | None:
    """Tell by its first bytes which of the four kinds a file claims to be.

    Returns:
        "jpeg", "png", "webp" or "heif"; None for anything else.
    """
    if photo.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if photo.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if photo.startswith(b"RIFF") and photo[8:12] == b"WEBP":
        return "webp"
    if photo[4:8] == b"ftyp" and photo[8:12] in _HEIF_BRANDS:
        return "heif"
    return None


def require_kind(photo: bytes) -> str:
    """Tell by its first bytes which kind a picture is; what follows may still be damaged.

    Returns:
        "jpeg", "png", "webp" or "heif".

    Raises:
        NotAnImageError: If the bytes are empty or no picture.
        UnsupportedImageError: If they are a picture of another kind.
    """
    kind = sniff_kind(photo)
    if kind is not None:
        return kind
    start = photo[:64].lstrip().lower()
    if any(photo.startswith(m) or start.startswith(m.lower()) for m in _OTHER_KINDS) or (
        photo[4:8] == b"ftyp"
    ):
        raise UnsupportedImageError("a picture of a kind that is not read")
    raise NotAnImageError("no picture")


def measure_photo(photo: bytes) -> tuple[int, int]:
    """Tell how large a photo is, upright, by its header alone; no pixel is decoded.

    Args:
        photo: The whole file.

    Returns:
        Width and height, pixels. As stored for a PNG that says only behind its pixels how it is
        to be turned: Pillow would decode all of them to look there.

    Raises:
        PhotoError: If the header cannot be read; see decode_photo.
    """
    with _open(photo) as picture:
        width, height = picture.size
        is_told = picture.format != "PNG" or "exif" in picture.info
        try:
            orientation = _orientation_of(picture) if is_told else 1
        except _DAMAGED as error:
            raise TruncatedImageError(str(error)) from error
    return (height, width) if orientation >= 5 else (width, height)


def day_of_shot(photo: bytes) -> date | None:
    """Say on which day a photo was taken, as its camera wrote it.

    Args:
        photo: The whole file.

    Returns:
        The day where the camera was, or None when the file does not say it or cannot be read.
    """
    try:
        with _open(photo) as picture:
            told = picture.getexif().get_ifd(_EXIF_IFD).get(_EXIF_TAKEN_AT, "")
        return date.fromisoformat(str(told)[:10].replace(":", "-"))
    except (PhotoError, OSError, ValueError, SyntaxError):
        return None


def _open(photo: bytes) -> PillowImage.Image:
    kind = require_kind(photo)
    if kind == "heif":
        _register_heif()
    try:
        return PillowImage.open(BytesIO(photo), formats=[kind])
    except (PillowImage.DecompressionBombError, PillowImage.DecompressionBombWarning) as error:
        raise ImageTooLargeError(str(error)) from error
    except (UnidentifiedImageError, *_DAMAGED) as error:
        # The first bytes promised a picture, so it is its rest that is missing or damaged.
        raise TruncatedImageError(str(error)) from error


def _register_heif() -> None:
    # Imported when the first HEIC comes: 26 MB that most readings never need.
    from pillow_heif import register_heif_opener

    register_heif_opener()


def _orientation_of(picture: PillowImage.Image) -> int:
    value = picture.getexif().get(_EXIF_ORIENTATION, 1)
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def _at_least(size_px: tuple[int, int], long_side_px: int) -> tuple[int, int]:
    ratio = min(1.0, long_side_px / max(size_px))
    return (max(1, int(size_px[0] * ratio)), max(1, int(size_px[1] * ratio)))


def _to_rgb(picture: PillowImage.Image, long_side_px: int | None) -> Image:
    picture.load()
    if picture.mode.startswith("I") or picture.mode == "F":
        # 16-bit greys: Pillow's convert would clip them to white.
        grey = np.asarray(picture, dtype=np.float64)
        grey = grey / 257.0 if grey.max(initial=0) > 255 else grey
        return cv2.cvtColor(grey.clip(0, 255).astype(np.uint8), cv2.COLOR_GRAY2RGB)  # type: ignore[return-value]
    if picture.has_transparency_data:
        # Transparent pixels are paper: cards exported as PNG have black text on nothing.
        layered = picture.convert("RGBA")
        paper = PillowImage.new("RGBA", layered.size, "white")
        picture = PillowImage.alpha_composite(paper, layered)
    if picture.mode != "RGB":
        picture = picture.convert("RGB")
    factor = 1 if long_side_px is None else max(picture.size) // long_side_px
    if factor > 1:
        # Here rather than as an array: 80 megapixels are 240 MB, and would be there twice.
        picture = picture.reduce(factor)
    return np.asarray(picture)


def _turn(image: Image, orientation: int) -> Image:
    # The eight EXIF orientations as one optional mirror and a rotation.
    if orientation in (2, 4, 5, 7):
        image = np.ascontiguousarray(image[:, ::-1])
    way = _WAYS_TO_TURN.get(orientation)
    # Not numpy's rot90: copying what that gives takes four times as long.
    return image if way is None else np.asarray(cv2.rotate(image, way), dtype=np.uint8)


def _reduce(image: Image, long_side_px: int | None) -> Image:
    height, width = image.shape[:2]
    # Some pixels more than asked for are not worth a resampling.
    if long_side_px is None or max(height, width) <= _MAX_EXCESS * long_side_px:
        return image
    size = _at_least((width, height), long_side_px)
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
