"""Small versions of photos: made once, then kept on the disk.

The reading process makes those of the cards it cuts out (make_ahead), so that a list of new cards
decodes nothing in the web process. What was not made ahead is made when it is first asked for: in
every width at once, so that no photo is decoded a second time, whatever is asked for later.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from enum import IntEnum
from io import BytesIO
from pathlib import Path

from app.errors import NotFoundError
from app.photos import PhotoStore, write_durably
from ocr.errors import PhotoError, TruncatedImageError
from ocr.types import Image as Pixels


class Width(IntEnum):
    """The widths that thumbnails come in, pixels."""

    SMALL = 160
    MEDIUM = 320
    LARGE = 640
    WIDEST = 1280


AHEAD = (Width.LARGE, Width.MEDIUM, Width.SMALL)
"""What lists and pages show of a card."""


class Thumbnails:
    """Makes thumbnails, those of a photo at once, and of two photos at a time at most.

    Safe from several threads: who asks for a photo that is being decoded waits for that.
    """

    def __init__(self, folder: Path, store: PhotoStore) -> None:
        self.folder = folder
        self.store = store
        # A 12-megapixel photo takes up to 40 MB while it is decoded.
        self._decoding = threading.BoundedSemaphore(2)
        self._guard = threading.Lock()
        self._making: dict[str, tuple[threading.Lock, int]] = {}
        self._damaged: set[str] = set()

    def get(self, sha256: str, width: Width) -> bytes:
        """Give a photo's thumbnail.

        Args:
            sha256: The photo's key in the store.
            width: Of the thumbnail; narrower photos are not enlarged.

        Returns:
            A JPEG, upright.

        Raises:
            NotFoundError: If there is no such photo, or it is too damaged to be shown.
        """
        return self._kept(sha256, width) or self._make_missing(sha256, Width)[width]

    def make_ahead(self, keys: Iterable[str]) -> None:
        """Make what lists show of some photos, each from one decoding; none of it is vital.

        Args:
            keys: Of the photos in the store. What cannot be shown, or kept, is left out.
        """
        for key in keys:
            with suppress(NotFoundError, OSError):
                self._make_missing(key, AHEAD)

    def _path(self, sha256: str, width: Width) -> Path:
        return self.folder / sha256[:2] / f"{sha256}-{width}.jpg"

    def _kept(self, sha256: str, width: Width) -> bytes | None:
        # Without a lock: a file under its name is whole.
        try:
            return self._path(sha256, width).read_bytes()
        except OSError:
            return None

    def _make_missing(self, sha256: str, widths: Iterable[Width]) -> dict[Width, bytes]:
        """Give a photo's thumbnails of these widths, after making those that are not there."""
        with self._one_at_a_time(sha256):
            kept = {width: self._kept(sha256, width) for width in widths}
            missing = [width for width, found in kept.items() if found is None]
            made = self._make(sha256, missing) if missing else {}
        return {width: found or made[width] for width, found in kept.items()}

    def _make(self, sha256: str, widths: Collection[Width]) -> dict[Width, bytes]:
        if sha256 in self._damaged:
            raise NotFoundError(_DAMAGED)
        photo = self._wider(sha256, max(widths)) or self.store.get(sha256)
        try:
            with self._decoding:
                made = _reduce(photo, widths)
        except PhotoError as error:
            # Kept in mind, and not on the disk: a later version may be able to show it.
            self._damaged.add(sha256)
            raise NotFoundError(_DAMAGED) from error
        for width, thumbnail in made.items():
            # On a full disk it is made again when it is asked for again.
            with suppress(OSError):
                write_durably(self._path(sha256, width), thumbnail)
        return made

    def _wider(self, sha256: str, width: Width) -> bytes | None:
        """Give a thumbnail that this one can be made from, the smallest that is fine enough."""
        finer = (self._kept(sha256, other) for other in sorted(Width) if other >= 2 * width)
        return next(filter(None, finer), None)

    @contextmanager
    def _one_at_a_time(self, sha256: str) -> Iterator[None]:
        with self._guard:
            lock, users = self._making.get(sha256, (threading.Lock(), 0))
            self._making[sha256] = (lock, users + 1)
        try:
            with lock:
                yield
        finally:
            with self._guard:
                lock, users = self._making[sha256]
                if users == 1:
                    del self._making[sha256]
                else:
                    self._making[sha256] = (lock, users - 1)


_DAMAGED = "This photo is damaged and cannot be shown."


def _reduce(photo: bytes, widths: Iterable[Width]) -> dict[Width, bytes]:
    """Make thumbnails of several widths from one decoding of a photo.

    Raises:
        PhotoError: If the photo cannot be decoded.
    """
    from PIL import Image

    from ocr.decode import measure_photo

    made: dict[Width, bytes] = {}
    image: Image.Image | None = None
    for width in sorted(widths, reverse=True):
        if image is None:
            width_px, height_px = measure_photo(photo)
            long_side_px = math.ceil(width * max(1.0, height_px / width_px))
            image = Image.fromarray(_decode(photo, long_side_px))
        if image.width > width:
            height = max(1, round(image.height * width / image.width))
            image = image.resize((int(width), height), Image.Resampling.LANCZOS)
        file = BytesIO()
        image.save(file, "JPEG", quality=82, optimize=True)
        made[width] = file.getvalue()
    return made


def _decode(photo: bytes, long_side_px: int) -> Pixels:
    from ocr.decode import decode_photo, sniff_kind

    try:
        return decode_photo(photo, long_side_px=long_side_px).image
    except TruncatedImageError:
        if sniff_kind(photo) != "jpeg":
            raise
    # A second end marker lets what there is of a cut-off JPEG be seen: the rest comes out grey.
    return decode_photo(photo + b"\xff\xd9", long_side_px=long_side_px).image
