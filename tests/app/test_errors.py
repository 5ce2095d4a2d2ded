"""The one table that turns errors into HTTP."""

from __future__ import annotations

import errno

import pytest
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm.exc import StaleDataError
from starlette.exceptions import HTTPException
from starlette.requests import Request

from app import errors
from app.errors import problem_of, wants_json
from ocr.errors import (
    EngineFailedError,
    EngineMissingError,
    ImageTooLargeError,
    NotAnImageError,
    TruncatedImageError,
)


def database_error(reason: str) -> OperationalError:
    return OperationalError("SELECT", {}, Exception(reason))


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (errors.NotSignedInError(), 401),
        (errors.ForbiddenError(), 403),
        (errors.NotFoundError(), 404),
        (errors.ConflictError(), 409),
        (errors.PhotoTooLargeError(), 413),
        (errors.InvalidError(), 422),
        (errors.TooManySignInsError(60), 429),
        (errors.StorageFullError(), 507),
        (NotAnImageError(), 422),
        (TruncatedImageError(), 422),
        (ImageTooLargeError(), 413),
        (EngineMissingError(), 503),
        (EngineFailedError(), 503),
        (StaleDataError("UPDATE"), 409),
        (RequestValidationError([]), 422),
        (HTTPException(404), 404),
        (HTTPException(405), 405),
        (database_error("database is locked"), 503),
        (database_error("database or disk is full"), 507),
        (OSError(errno.ENOSPC, "no room"), 507),
        (OSError(errno.EACCES, "not allowed"), 500),
        (database_error("no such table: scans"), 500),
        # Never taken for the asker's fault: these are bugs of ours.
        (ValueError("x"), 500),
        (AssertionError("x"), 500),
        (KeyError("x"), 500),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else str(value),
)
def test_an_error_has_its_status(error, status):
    assert problem_of(error).status == status


def test_an_unforeseen_error_says_nothing_about_itself():
    problem = problem_of(RuntimeError("the password is hunter2"))

    assert "hunter2" not in problem.hint + problem.code


def test_closer_words_replace_the_classs_own():
    problem = problem_of(errors.ConflictError("Closer words.", code="closer"))

    assert (problem.code, problem.hint) == ("closer", "Closer words.")


@pytest.mark.parametrize(
    ("path", "headers", "is_program"),
    [
        ("/api/scans", {}, True),
        ("/api", {}, True),
        ("/apiary", {}, False),
        ("/scans/1", {}, False),
        ("/scans/1", {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}, False),
        ("/scans/1", {"accept": "application/json"}, True),
        ("/scans/1", {"accept": "text/html, application/json"}, False),
        ("/scans/1", {"user-agent": "curl/8"}, False),
        ("/photos/1", {"authorization": "Bearer x"}, True),
    ],
)
def test_programs_are_told_by_what_they_ask_for(path, headers, is_program):
    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "method": "GET", "path": path, "headers": raw, "query_string": b""}

    assert wants_json(Request(scope)) is is_program
