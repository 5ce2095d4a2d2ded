"""What can go wrong, and the one table that turns it into HTTP.

    AppError                     code for programs, hint for people (an English msgid), status
    ├── NotSignedInError         303 to the sign-in page for people, 401 for programs
    ├── NotSetUpError            no account exists yet
    ├── ForbiddenError
    ├── NotFoundError            is not there, or belongs to another book
    │   └── MovedError           is a part of something else now: 308 to that
    ├── ConflictError
    ├── PhotoTooLargeError, BodyTooLargeError
    ├── InvalidError             what was sent cannot be used
    ├── TooManySignInsError
    ├── StorageFullError
    └── BusyError                the database is locked: the same request works later

The reading library's own family (ocr.errors.ReadError) is mapped here too, because it knows nothing
of HTTP. Whatever is not listed is a bug: logged with its traceback, 500, no detail.
"""

from __future__ import annotations

import errno
import logging
import re
from dataclasses import dataclass
from urllib.parse import quote

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import OperationalError, TimeoutError
from sqlalchemy.orm.exc import StaleDataError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from app.i18n import mark, translate
from ocr.errors import EngineError, ImageTooLargeError, PhotoError

logger = logging.getLogger("verso")


class AppError(Exception):
    """The base of everything the application raises on purpose."""

    code = "error"
    hint = "Something went wrong."
    status = 500
    retry_after_s: int | None = None

    def __init__(self, hint: str | None = None, *, code: str | None = None) -> None:
        """Raise with the class's own words, or with closer ones.

        Args:
            hint: English sentence for people, a msgid of the catalogues.
            code: For programs, snake_case.
        """
        super().__init__(hint or self.hint)
        self.hint = hint or self.hint
        self.code = code or self.code


class NotSignedInError(AppError):
    """Nobody is known behind this request."""

    code = "not_signed_in"
    hint = "Sign in first."
    status = 401


class NotSetUpError(AppError):
    """There is no account yet."""

    code = "not_set_up"
    hint = "Verso is not set up yet. Open the link shown in the terminal that started it."
    status = 503


class ForbiddenError(AppError):
    """Known, and still not allowed."""

    code = "forbidden"
    hint = "This is not allowed."
    status = 403


class NotFoundError(AppError):
    """Is not there, or belongs to another book: the answer is the same."""

    code = "not_found"
    hint = "There is nothing here, or it is not yours."
    status = 404


class MovedError(NotFoundError):
    """What was asked for is a part of something else now."""

    def __init__(self, location: str) -> None:
        """Raise with the address that answers the same question now."""
        super().__init__()
        self.location = location


class ConflictError(AppError):
    """Somebody else, or another tab, was faster."""

    code = "conflict"
    hint = "This was changed in the meantime. Look at both versions."
    status = 409


class PhotoTooLargeError(AppError):
    """One photo is over the limit."""

    code = "photo_too_large"
    hint = "The photo is too large. Send a smaller one."
    status = 413


class BodyTooLargeError(AppError):
    """A whole request is over the limit."""

    code = "request_too_large"
    hint = "What was sent is too large."
    status = 413


class InvalidError(AppError):
    """What was sent cannot be used."""

    code = "invalid"
    hint = "Some values cannot be used. Check them and send them again."
    status = 422


class TooManySignInsError(AppError):
    """Too many failed sign-ins from an address or on an account."""

    code = "too_many_sign_ins"
    hint = "Too many failed sign-ins. Wait a few minutes."
    status = 429

    def __init__(self, retry_after_s: int) -> None:
        super().__init__()
        self.retry_after_s = retry_after_s


class StorageFullError(AppError):
    """The disk is full; nothing of the request was kept."""

    code = "storage_full"
    hint = "The disk is full: nothing was saved. Make room and send it again."
    status = 507


class BusyError(AppError):
    """The database is locked by somebody else for too long."""

    code = "busy"
    hint = "The database is busy: nothing was saved. Try again in a moment."
    status = 503
    retry_after_s = 5


@dataclass(frozen=True, slots=True)
class Problem:
    """An error as it is told: to programs in JSON, to people on a page."""

    status: int
    code: str
    hint: str
    retry_after_s: int | None = None


_HTTP_PROBLEMS = {
    400: ("bad_request", mark("The request could not be understood.")),
    404: (NotFoundError.code, NotFoundError.hint),
    405: ("method_not_allowed", mark("This address does not take that kind of request.")),
    413: (BodyTooLargeError.code, BodyTooLargeError.hint),
}
_UNKNOWN = Problem(500, "internal_error", mark("Something went wrong here. Nothing was saved."))


def problem_of(error: BaseException) -> Problem:
    """Find an error's place in the table.

    Args:
        error: Anything that was raised while a request was answered.

    Returns:
        How it is told. An error nobody foresaw is 500 without detail.
    """
    match error:
        case AppError():
            return Problem(error.status, error.code, error.hint, error.retry_after_s)
        case ImageTooLargeError():
            return Problem(413, error.code, error.hint)
        case PhotoError():
            return Problem(422, error.code, error.hint)
        case EngineError():
            return Problem(503, error.code, error.hint)
        case RequestValidationError():
            return Problem(422, InvalidError.code, InvalidError.hint)
        case StaleDataError():
            return problem_of(ConflictError())
        case HTTPException() if _is_disk_full(error.__cause__):
            # The form parser writes large uploads to a temporary file and calls any failure 400.
            return problem_of(StorageFullError())
        case HTTPException():
            code, hint = _HTTP_PROBLEMS.get(error.status_code, ("http_error", _UNKNOWN.hint))
            return Problem(error.status_code, code, hint)
        case _ if _is_disk_full(error):
            return problem_of(StorageFullError())
        case _ if _is_busy(error):
            return problem_of(BusyError())
        case _:
            return _UNKNOWN


def _is_disk_full(error: BaseException | None) -> bool:
    if isinstance(error, OperationalError):
        return "disk is full" in str(error.orig)
    return isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)


def _is_busy(error: BaseException) -> bool:
    if isinstance(error, TimeoutError):  # no connection of the pool became free
        return True
    reason = str(error.orig) if isinstance(error, OperationalError) else ""
    return "database is locked" in reason or "could not obtain lock" in reason


def wants_json(request: Request) -> bool:
    """Say whether a program is asking: by address, token and Accept, never by User-Agent."""
    path = request.url.path
    if path == "/api" or path.startswith("/api/") or "authorization" in request.headers:
        return True
    accept = request.headers.get("accept", "")
    return "application/json" in accept and "text/html" not in accept


def answer_problem(request: Request, problem: Problem) -> Response:
    """Tell a problem: one JSON shape for programs, one page for people."""
    headers = {"Cache-Control": "no-store"}
    if problem.retry_after_s is not None:
        headers["Retry-After"] = str(problem.retry_after_s)
    from app.deps import reload_member
    from app.render import language_of, render

    reload_member(request)
    if wants_json(request):
        if problem.status == 401:
            headers["WWW-Authenticate"] = "Bearer"
        hint = translate(language_of(request), problem.hint)  # our own pages show it to people
        content = {"error": {"code": problem.code, "hint": hint}}
        return JSONResponse(content, status_code=problem.status, headers=headers)
    response = render(request, "error.html", {"problem": problem}, status_code=problem.status)
    response.headers.update(headers)
    return response


def answer_error(request: Request, error: Exception) -> Response:
    """Answer a request that raised."""
    if isinstance(error, NotSignedInError) and not wants_json(request):
        return _lead_to_sign_in(request)
    if isinstance(error, MovedError):
        # Not for good: a merge can be undone.
        headers = {"Cache-Control": "no-store"}
        return RedirectResponse(error.location, status_code=308, headers=headers)
    problem = problem_of(error)
    if problem is _UNKNOWN:
        logger.error("%s %s failed", request.method, request.url.path, exc_info=error)
    elif problem.status >= 500 and not isinstance(error, AppError):
        logger.warning("%s %s: %s", request.method, request.url.path, problem.code)
    response = answer_problem(request, problem)
    if isinstance(error, HTTPException) and error.headers:
        response.headers.update(error.headers)  # Allow, for a 405
    return response


def _lead_to_sign_in(request: Request) -> Response:
    if request.method == "GET":
        target = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        address = f"/sign-in?next={quote(target)}"
    else:
        page, was_typed = _page_of(request.url.path)
        # Where something was typed, the page offers to send it: web/static/js/unsent-form.js.
        target, unsent = (f"{page}#kept", "typed") if was_typed else (page, "asked")
        address = f"/sign-in?next={quote(target)}&unsent={unsent}"
    if "hx-request" in request.headers:
        # A redirect would put the sign-in page inside a fragment of this one.
        return Response(status_code=401, headers={"HX-Redirect": "/sign-in"})
    return RedirectResponse(address, status_code=303)


def _page_of(path: str) -> tuple[str, bool]:
    """Name the page that sends to a path, and say whether it sends a form of `data-keep`."""
    if path == "/contacts":
        return "/contacts/new", True
    found = re.fullmatch(r"(/(?:scans|contacts)/[0-9]+)(/.*)?", path)
    if found is None:
        return "/", False
    page, rest = found.groups()
    return page, rest == ("/reviews" if page.startswith("/scans") else None)


def install_error_handlers(app: FastAPI) -> None:
    """Send every family through the table; what no handler takes is caught by the middleware."""
    families = (
        AppError,
        PhotoError,
        EngineError,
        HTTPException,
        RequestValidationError,
        StaleDataError,
        OperationalError,
        TimeoutError,
        OSError,
    )
    for family in families:
        app.add_exception_handler(family, _handle)


def _handle(request: Request, error: Exception) -> Response:
    return answer_error(request, error)
