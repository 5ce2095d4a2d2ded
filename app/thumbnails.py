"""Small versions of photos: made once, then kept on the disk.

The reading process makes those of the cards it cuts out (make_ahead), so that a list of new cards
decodes nothing in the web process. What was not made ahead is made when it is first asked for, from
a wider thumbnail where there is one.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
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
"""What lists and pages show of a card, the widest first."""


class Thumbnails:
    """Makes thumbnails, each once, and at most two at a time. Safe from several threads."""

    def __init__(self, folder: Path, store: PhotoStore) -> None:
        self.folder = folder
        self.store = store
        # A 12-megapixel photo takes up to 40 MB while it is decoded.
        self._decoding = threading.BoundedSemaphore(2)
        self._guard = threading.Lock()
        self._making: dict[Path, tuple[threading.Lock, int]] = {}

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
        path = self._path(sha256, width)
        with self._one_at_a_time(path):
            if path.exists():
                return path.read_bytes()
            source = self._wider(sha256, width) or self.store.get(sha256)
            with self._decoding:
                made = _reduce(source, width)
            # On a full disk it is made again when it is asked for again.
            with suppress(OSError):
                write_durably(path, made)
            return made

    def make_ahead(self, keys: Iterable[str]) -> None:
        """Make what lists show of some photos, each from one decoding; none of it is vital.

        Args:
            keys: Of the photos in the store. What cannot be shown, or kept, is left out.
        """
        for key in keys:
            for width in AHEAD:  # the widest first: the others are made from it
                with suppress(NotFoundError, OSError):
                    self.get(key, width)

    def _path(self, sha256: str, width: Width) -> Path:
        return self.folder / sha256[:2] / f"{sha256}-{width}.jpg"

    def _wider(self, sha256: str, width: Width) -> bytes | None:
        """Give a thumbnail that this one can be made from, the smallest that is fine enough."""
        for other in sorted(Width):
            if other >= 2 * width:
                with suppress(OSError):
                    return self._path(sha256, other).read_bytes()
        return None

    @contextmanager
    def _one_at_a_time(self, path: Path) -> Iterator[None]:
        with self._guard:
            lock, users = self._making.get(path, (threading.Lock(), 0))
            self._making[path] = (lock, users + 1)
        try:
            with lock:
                yield
        finally:
            with self._guard:
                lock, users = self._making[path]
                if users == 1:
                    del self._making[path]
                else:
                    self._making[path] = (lock, users - 1)


def _reduce(photo: bytes, width: Width) -> bytes:
    from PIL import Image

    image = Image.fromarray(_decode(photo, 2 * width))
    if image.width > width:
        height = max(1, round(image.height * width / image.width))
        image = image.resize((int(width), height), Image.Resampling.LANCZOS)
    made = BytesIO()
    image.save(made, "JPEG", quality=82, optimize=True)
    return made.getvalue()


def _decode(photo: bytes, long_side_px: int) -> Pixels:
    from ocr.decode import decode_photo

    # A second end marker lets what there is of a cut-off JPEG be seen: the rest comes out grey.
    for attempt in (photo, photo + b"\xff\xd9"):
        try:
            return decode_photo(attempt, long_side_px=long_side_px).image
        except TruncatedImageError:
            continue
        except PhotoError as error:
            raise NotFoundError("This photo is damaged and cannot be shown.") from error
    raise NotFoundError("This photo is damaged and cannot be shown.")
