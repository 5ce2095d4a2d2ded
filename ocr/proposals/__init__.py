"""Proposals from notes: follow-ups with their day, tags, referrals and spare cards.

Pure functions of the notes and the day of the shot; nothing here asks a clock or the machine.
"""

from ocr.proposals.propose import DEFAULT_OPTIONS, ProposalOptions, propose

__all__ = ["DEFAULT_OPTIONS", "ProposalOptions", "propose"]
