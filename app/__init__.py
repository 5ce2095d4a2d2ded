"""The FastAPI application: people, storage and HTTP around the reading library."""
