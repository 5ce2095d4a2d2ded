"""Reads what was written by hand: crops made for it, and a language model in French and English."""
