"""Pictures become files again."""

from __future__ import annotations

from io import BytesIO

from PIL import Image as PillowImage

from ocr.types import Image


def encode_jpeg(image: Image, quality: int = 85) -> bytes:
    """Encode a picture as a JPEG file without any metadata.

    Args:
        image: RGB, shape (h, w, 3).
        quality: 1 to 95.
    """
    file = BytesIO()
    PillowImage.fromarray(image).save(file, format="JPEG", quality=quality)
    return file.getvalue()
