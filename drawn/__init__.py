"""Draws business cards of invented people and photographs them, with known truth."""
