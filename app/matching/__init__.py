"""Who may be the same person as whom: keys they share, what they have in common, how likely."""

from __future__ import annotations

from app.matching.finding import find_many_matches, find_matches
from app.matching.indexing import index_matches
from app.matching.model import LIKELY, Match, Reason, ReasonKind

__all__ = [
    "LIKELY",
    "Match",
    "Reason",
    "ReasonKind",
    "find_many_matches",
    "find_matches",
    "index_matches",
]
