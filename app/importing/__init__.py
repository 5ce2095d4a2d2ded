"""Bringing contacts and card photos in from elsewhere.

file -> records (vcards, tables, archives) -> rows compared with the book (preparing) -> a person
confirms -> written in batches (writing, photo_writing) -> a report, and back again (undoing). What
takes time is done by a process of its own (worker), which claims imports by lease (queue).
"""
