"""Judging a photo right after the shot: nothing is read, and nothing is kept."""

from __future__ import annotations

import threading
from typing import Annotated, Final

from fastapi import APIRouter, File, Form, Request, UploadFile
from pydantic import BaseModel, Field

from app.api.scans import ErrorOut, read_upload
from app.deps import CurrentMember, CurrentSettings
from app.i18n import translate
from app.render import language_of
from ocr.flaws import HINTS

router = APIRouter(tags=["scans"])

_DECODING: Final = threading.BoundedSemaphore(2)
"""A photo of 80 megapixels takes 240 MB while it is decoded."""


class QualityOut(BaseModel):
    """How good a photo of one side of a card is."""

    sharpness: float = Field(
        description="How often an edge goes into the height of the letters: 4.6 to 6 in usual "
        "photos; 0 when no text was made out."
    )
    glare: float = Field(description="Share of the card on which light shines back, 0 to 1.")
    cut_off: bool
    text_height_px: float = Field(description="Of the smaller lines; 0 when none was made out.")
    light: float = Field(description="Brightness of what is light where the text is, 0 to 1.")
    hints: list[ErrorOut] = Field(
        description="What is wrong with the photo and what to do about it; empty when nothing is "
        "clearly wrong. Codes: too_dark, cut_off, glare, too_small, blurred."
    )


@router.post("/quality")
def judge_photo(
    request: Request,
    settings: CurrentSettings,
    _member: CurrentMember,
    photo: Annotated[UploadFile, File(description="Photo of one side of a card.")],
    taken_long_side_px: Annotated[
        int,
        Form(
            ge=0,
            le=100_000,
            description="Long side of the photo as it was taken, when a reduced copy of it is "
            "sent: whether a card is too small is told by the photo that will be read.",
        ),
    ] = 0,
) -> QualityOut:
    """Judge a photo before the card goes away. Nothing is read, and nothing is kept."""
    # Imported here, with OpenCV behind it: the first page does not wait for that.
    from ocr.decode import DecodeLimits
    from ocr.first_look import judge_photo as judge

    limits = DecodeLimits(
        max_bytes=settings.photo_limit_bytes, max_pixels=settings.photo_limit_pixels
    )
    data = read_upload(photo, settings.photo_limit_bytes)
    with _DECODING:
        quality = judge(data, limits, taken_long_side_px=taken_long_side_px)
    language = language_of(request)
    return QualityOut(
        sharpness=quality.sharpness,
        glare=quality.glare_ratio,
        cut_off=quality.is_cut_off,
        text_height_px=quality.text_height_px,
        light=quality.light,
        hints=[
            ErrorOut(code=flaw, hint=translate(language, HINTS[flaw])) for flaw in quality.flaws
        ],
    )
