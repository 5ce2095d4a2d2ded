"""The reading contract: a reading as JSON, and back.

The form is public: ``verso read --format json`` prints it, the application stores it. Every value
carries its confidence and the lines that it came from. What stands in it beyond the fields is said
by docs/decisions/0011-a-reading-says-what-else-it-could-be.md; readings that were stored without it
still load.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from ocr.errors import ReadError
from ocr.flaws import HINTS
from ocr.types import (
    AddressGuess,
    Candidates,
    CardSide,
    ContactGuess,
    FieldRole,
    Flaw,
    Handwriting,
    Line,
    LineRef,
    NameGuess,
    PhoneGuess,
    PhoneLabel,
    Proposal,
    ProposalKind,
    Quad,
    Reading,
    Remark,
    RoleGuess,
    Side,
    SideQuality,
    SocialGuess,
    TextGuess,
)

Json = dict[str, Any]

_CANDIDATE_ROLES: Final = ("name", "organization", "department", "title")


@dataclass(frozen=True, slots=True)
class StoredSide:
    """One side of a reading that was stored: everything but the pixels."""

    side: Side
    quad: Quad
    is_found: bool
    size_px: tuple[int, int]
    lines: tuple[Line, ...]
    quality: SideQuality | None = None
    """None in readings that were stored before it was measured."""


@dataclass(frozen=True, slots=True)
class StoredReading:
    """A reading that came back from JSON: everything but the pixels and the codes."""

    contact: ContactGuess
    handwriting: tuple[Handwriting, ...]
    proposals: tuple[Proposal, ...]
    sides: tuple[StoredSide, ...]
    remarks: tuple[Remark, ...]
    timing_ms: dict[str, float]


def reading_to_json(reading: Reading, photo: str, card: int = 0) -> Json:
    """Return the JSON object of one card.

    Args:
        reading: What was read.
        photo: The name under which the photo was given.
        card: Counts the cards of one photo from 0.
    """
    return {
        "photo": photo,
        "card": card,
        "contact": _contact_to_json(reading.contact),
        "handwriting": [_note_to_json(note) for note in reading.handwriting],
        "proposals": [_proposal_to_json(proposal) for proposal in reading.proposals],
        "sides": [_side_to_json(side) for side in reading.sides],
        "remarks": [str(remark) for remark in reading.remarks],
        "timing_ms": {stage: round(ms, 1) for stage, ms in reading.timing_ms.items()},
    }


def error_to_json(error: ReadError, photo: str) -> Json:
    """Return the JSON object of a photo that could not be read."""
    return {"photo": photo, "error": {"code": error.code, "hint": error.hint}}


def reading_from_json(value: Mapping[str, Any]) -> StoredReading:
    """Read back what `reading_to_json` gave.

    Raises:
        KeyError: If a part of the contract is missing.
        ValueError: If a side, label, role, proposal's kind or remark has an unknown name.
    """
    return StoredReading(
        contact=_contact_from_json(value["contact"]),
        handwriting=tuple(_note_from_json(note) for note in value["handwriting"]),
        proposals=tuple(_proposal_from_json(proposal) for proposal in value["proposals"]),
        sides=tuple(_side_from_json(side) for side in value["sides"]),
        remarks=tuple(Remark(remark) for remark in value["remarks"]),
        timing_ms=dict(value["timing_ms"]),
    )


def _contact_to_json(contact: ContactGuess) -> Json:
    name = contact.name
    return {
        "name": name
        and {
            "full": name.full,
            "given": name.given,
            "family": name.family,
            "prefix": name.prefix,
            "suffix": name.suffix,
            **_evidence(name.confidence, name.lines),
        },
        "organization": _text_to_json(contact.organization),
        "department": _text_to_json(contact.department),
        "title": _text_to_json(contact.title),
        "emails": [_text_to_json(email) for email in contact.emails],
        "phones": [
            {
                "value": phone.value,
                "e164": phone.e164,
                "label": str(phone.label),
                "extension": phone.extension,
                **_evidence(phone.confidence, phone.lines),
            }
            for phone in contact.phones
        ],
        "urls": [_text_to_json(url) for url in contact.urls],
        "social": [
            {
                "service": profile.service,
                "value": profile.value,
                **_evidence(profile.confidence, profile.lines),
            }
            for profile in contact.social
        ],
        "addresses": [
            {
                "formatted": address.formatted,
                "street": address.street,
                "postcode": address.postcode,
                "locality": address.locality,
                "region": address.region,
                "country": address.country,
                **_evidence(address.confidence, address.lines),
            }
            for address in contact.addresses
        ],
        "candidates": {
            role: [_text_to_json(guess) for guess in getattr(contact.candidates, role)]
            for role in _CANDIDATE_ROLES
        },
    }


def _contact_from_json(value: Mapping[str, Any]) -> ContactGuess:
    name = value["name"]
    return ContactGuess(
        name=name and NameGuess(**_with_lines(name)),
        organization=_text_from_json(value["organization"]),
        department=_text_from_json(value["department"]),
        title=_text_from_json(value["title"]),
        emails=tuple(TextGuess(**_with_lines(email)) for email in value["emails"]),
        phones=tuple(
            PhoneGuess(**{**_with_lines(phone), "label": PhoneLabel(phone["label"])})
            for phone in value["phones"]
        ),
        urls=tuple(TextGuess(**_with_lines(url)) for url in value["urls"]),
        social=tuple(SocialGuess(**_with_lines(profile)) for profile in value["social"]),
        addresses=tuple(AddressGuess(**_with_lines(address)) for address in value["addresses"]),
        candidates=_candidates_from_json(value.get("candidates", {})),
    )


def _candidates_from_json(value: Mapping[str, Any]) -> Candidates:
    return Candidates(
        **{
            role: tuple(TextGuess(**_with_lines(guess)) for guess in value.get(role, ()))
            for role in _CANDIDATE_ROLES
        }
    )


def _text_to_json(guess: TextGuess | None) -> Json | None:
    if guess is None:
        return None
    return {"value": guess.value, **_evidence(guess.confidence, guess.lines)}


def _text_from_json(value: Mapping[str, Any] | None) -> TextGuess | None:
    return None if value is None else TextGuess(**_with_lines(value))


def _note_to_json(note: Handwriting) -> Json:
    return {
        "text": note.text,
        "side": str(note.side),
        "quad": quad_to_json(note.quad),
        **_evidence(note.confidence, note.lines),
    }


def _note_from_json(value: Mapping[str, Any]) -> Handwriting:
    parts = _with_lines(value)
    return Handwriting(
        **{**parts, "side": Side(parts["side"]), "quad": quad_from_json(parts["quad"])}
    )


def _proposal_to_json(proposal: Proposal) -> Json:
    return {
        "kind": proposal.kind,
        "text": proposal.text,
        "due": proposal.due,
        "time": proposal.time,
        "value": proposal.value,
        "note": proposal.note,
        "span": list(proposal.span),
        **_evidence(proposal.confidence, proposal.lines),
    }


def _proposal_from_json(value: Mapping[str, Any]) -> Proposal:
    start, end = value["span"]
    kind = ProposalKind(value["kind"])
    return Proposal(**{**_with_lines(value), "kind": kind, "span": (start, end)})


def _side_to_json(side: CardSide) -> Json:
    height, width = side.card.shape[:2]
    return {
        "side": str(side.side),
        "quad": quad_to_json(side.quad),
        "is_found": side.is_found,
        "size_px": [width, height],
        "lines": [_line_to_json(line) for line in side.lines],
        "quality": None if side.quality is None else quality_to_json(side.quality),
    }


def _line_to_json(line: Line) -> Json:
    return {
        "text": line.text,
        "quad": quad_to_json(line.quad),
        "confidence": round(line.confidence, 4),
        "handwritten": line.handwritten,
        "struck": list(line.struck),
        "roles": [
            {"role": str(one.role), "confidence": round(one.confidence, 4), "value": one.value}
            for one in line.roles
        ],
    }


def _line_from_json(value: Mapping[str, Any]) -> Line:
    first, last = value.get("struck", (0, 0))
    return Line(
        text=value["text"],
        quad=quad_from_json(value["quad"]),
        confidence=value["confidence"],
        handwritten=value["handwritten"],
        struck=(first, last),
        roles=tuple(
            RoleGuess(FieldRole(one["role"]), one["confidence"], one["value"])
            for one in value.get("roles", ())
        ),
    )


def quality_to_json(quality: SideQuality) -> Json:
    """Write how good a side's photo is; "hints" says what to do about each flaw, in English."""
    return {
        "sharpness": quality.sharpness,
        "glare": quality.glare_ratio,
        "cut_off": quality.is_cut_off,
        "text_height_px": quality.text_height_px,
        "light": quality.light,
        "hints": [{"code": str(flaw), "hint": HINTS[flaw]} for flaw in quality.flaws],
    }


def _quality_from_json(value: Mapping[str, Any] | None) -> SideQuality | None:
    if value is None:
        return None
    return SideQuality(
        sharpness=value["sharpness"],
        glare_ratio=value["glare"],
        is_cut_off=value["cut_off"],
        text_height_px=value["text_height_px"],
        light=value["light"],
        flaws=tuple(Flaw(hint["code"]) for hint in value["hints"]),
    )


def _side_from_json(value: Mapping[str, Any]) -> StoredSide:
    width, height = value["size_px"]
    return StoredSide(
        side=Side(value["side"]),
        quad=quad_from_json(value["quad"]),
        is_found=value["is_found"],
        size_px=(width, height),
        lines=tuple(_line_from_json(line) for line in value["lines"]),
        quality=_quality_from_json(value.get("quality")),
    )


def _evidence(confidence: float, lines: Iterable[LineRef]) -> Json:
    return {
        "confidence": round(confidence, 4),
        "lines": [{"side": str(ref.side), "line": ref.line} for ref in lines],
    }


def _with_lines(value: Mapping[str, Any]) -> dict[str, Any]:
    refs = tuple(LineRef(side=Side(ref["side"]), line=ref["line"]) for ref in value["lines"])
    return {**value, "lines": refs}


def quad_to_json(quad: Quad) -> list[list[float]]:
    """Write four corners as the contract does: [[x, y], ...], clockwise from the top left."""
    return [[x, y] for x, y in quad]


def quad_from_json(value: Sequence[Sequence[float]]) -> Quad:
    """Read back what `quad_to_json` gave.

    Raises:
        ValueError: If these are not four points.
    """
    a, b, c, d = ((x, y) for x, y in value)
    return (a, b, c, d)
