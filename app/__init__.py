"""The FastAPI application: people, storage and HTTP around the reading library."""

__version__ = "0.1.0"
