"""Verso's reading library: photos of a business card become a reading.

Knows pictures and text; nothing of people's accounts, storage or HTTP, and never imports them.
"""
