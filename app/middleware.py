"""What every request passes on its way in and out, outermost first.

SecurityHeaders, then CatchErrors, then BodyLimit, then CrossOriginGuard, then SetUpGate, then
HeadAsGet, then the routes. All are plain ASGI: nothing is buffered, and nothing is read that is
going to be refused.
"""

from __future__ import annotations

import logging
from urllib.parse import urlsplit

from anyio import move_on_after, to_thread
from sqlalchemy.orm import Session
from starlette.applications import Starlette
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.accounts import has_accounts
from app.errors import (
    BodyTooLargeError,
    ForbiddenError,
    NotSetUpError,
    answer_error,
)

logger = logging.getLogger("verso")

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' blob: data:",  # blob: a photo just taken; data: marks drawn by the styles
        "media-src 'self' blob:",
        "connect-src 'self'",
        "worker-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
SECURITY_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Permissions-Policy": "camera=(self), microphone=(), geolocation=(), payment=(), usb=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-cache",  # unless the response says better
}
STRICT_TRANSPORT = "max-age=31536000"
FORM_LIMIT_BYTES = 1024 * 1024
"""A contact with every field full is a tenth of it."""
LINGER_S = 2.0
"""How long the rest of a refused upload is dropped before the connection is closed."""


class SecurityHeaders:
    """Puts the security headers on every response, errors included."""

    def __init__(self, app: ASGIApp, *, is_behind_https: bool) -> None:
        self.app = app
        self.is_behind_https = is_behind_https

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and add to its response's headers."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        host = _host_name(scope)
        app = self.app if host is not None else _NOT_UNDERSTOOD

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in SECURITY_HEADERS.items():
                    headers.setdefault(name, value)
                if self.is_behind_https or _has_public_name(scope, host or ""):
                    headers.setdefault("Strict-Transport-Security", STRICT_TRANSPORT)
            await send(message)

        await app(scope, receive, send_with_headers)


_NOT_UNDERSTOOD = PlainTextResponse("The request could not be understood.", status_code=400)


def _host_name(scope: Scope) -> str | None:
    # None when it is none. Every address is put together with it, also that of the page which
    # would tell the error.
    try:
        return (urlsplit(f"//{Headers(scope=scope).get('host', '')}").hostname or "").lower()
    except ValueError:
        return None


def _has_public_name(scope: Scope, host: str) -> bool:
    # Under localhost or an address of the local network, HTTPS comes and goes with --lan; a
    # browser told to insist would refuse the plain server on the next day.
    is_local = host == "localhost" or host.endswith(".local") or "." not in host or ":" in host
    is_address = host.replace(".", "").isdigit()
    return bool(scope["scheme"] == "https" and not is_local and not is_address)


class CatchErrors:
    """Answers what no handler took: a bug, logged, told without detail.

    Starlette's own place for this is outside of all middleware, where the security headers would
    be missing from the answer.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; answer instead of the application when it raises."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        has_begun = False

        async def send_and_note(message: Message) -> None:
            nonlocal has_begun
            has_begun = has_begun or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, receive, send_and_note)
        except Exception as error:
            if has_begun:
                raise
            response = await to_thread.run_sync(_answer_in_any_case, Request(scope), error)
            await response(scope, receive, send)


def _answer_in_any_case(request: Request, error: Exception) -> Response:
    try:
        return answer_error(request, error)
    except Exception:
        # The page that tells about errors is broken itself.
        logger.exception("%s %s failed, and the error page too", request.method, request.url.path)
        return PlainTextResponse("Something went wrong here. Nothing was saved.", status_code=500)


class BodyLimit:
    """Refuses a request body over the limit: at once when it says so, else when it gets there.

    Photos may be large. Everything else is a form, and is held in memory while it is parsed.
    """

    UPLOAD_PATHS = ("/scans", "/api/scans", "/api/quality", "/share")
    IMPORT_PATHS = ("/imports", "/api/imports")

    def __init__(self, app: ASGIApp, *, limit_bytes: int, import_limit_bytes: int) -> None:
        self.app = app
        self.import_limit_bytes = import_limit_bytes
        self.upload_limit_bytes = limit_bytes
        self.form_limit_bytes = min(limit_bytes, FORM_LIMIT_BYTES)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on while its body stays below the limit."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        limit_bytes = self._limit_for(scope)
        announced = Headers(scope=scope).get("content-length", "")
        if announced.isdecimal() and int(announced) > limit_bytes:
            await _refuse(scope, receive, send)
            return
        received_bytes = 0
        is_over = False

        async def receive_up_to_limit() -> Message:
            nonlocal received_bytes, is_over
            if is_over:
                return {"type": "http.disconnect"}
            message = await receive()
            received_bytes += len(message.get("body", b""))
            if received_bytes > limit_bytes:
                is_over = True
                await _refuse(scope, receive, send)
                return {"type": "http.disconnect"}
            return message

        async def send_unless_refused(message: Message) -> None:
            # The form parser turns the disconnection into its own 400: 413 has been sent already.
            if not is_over:
                await send(message)

        try:
            await self.app(scope, receive_up_to_limit, send_unless_refused)
        except ClientDisconnect:
            if not is_over:
                raise

    def _limit_for(self, scope: Scope) -> int:
        kind = Headers(scope=scope).get("content-type", "")
        if scope["path"] in self.IMPORT_PATHS and kind.startswith("multipart/"):
            return self.import_limit_bytes
        is_upload = scope["path"].startswith(self.UPLOAD_PATHS) and kind.startswith("multipart/")
        return self.upload_limit_bytes if is_upload else self.form_limit_bytes


async def _refuse(scope: Scope, receive: Receive, send: Send) -> None:
    response = await to_thread.run_sync(answer_error, Request(scope), BodyTooLargeError())
    # The connection cannot be used again, because the rest of the body is still under way.
    response.headers["Connection"] = "close"
    start = {
        "type": "http.response.start",
        "status": response.status_code,
        "headers": response.raw_headers,
    }
    await send(start)
    await send({"type": "http.response.body", "body": response.body, "more_body": True})
    # Closing on a sender resets its connection, and the answer may be lost with it. So what
    # comes is dropped for a moment, in which most senders stop and read.
    with move_on_after(LINGER_S):
        while (await receive()).get("more_body"):
            pass
    await send({"type": "http.response.body", "body": b""})


class CrossOriginGuard:
    """Refuses requests that change something and come from another site's page.

    A browser says where a request comes from in Sec-Fetch-Site, older ones in Origin. A request
    with neither comes from no browser, and so carries no cookie that it was tricked into sending.
    "none" is what the device itself begins: an address typed, a bookmark, a share from another app
    (POST /share), which a page cannot pass itself off as.
    """

    def __init__(self, app: ASGIApp, *, public_url: str | None) -> None:
        self.app = app
        self.public_host = urlsplit(public_url).netloc if public_url else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, unless a page of another origin sent it."""
        if scope["type"] == "http" and not self._is_allowed(scope):
            error = ForbiddenError("This request came from another site.", code="cross_origin")
            response = await to_thread.run_sync(answer_error, Request(scope), error)
            await response(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def _is_allowed(self, scope: Scope) -> bool:
        if scope["method"] in ("GET", "HEAD", "OPTIONS"):
            return True
        headers = Headers(scope=scope)
        site = headers.get("sec-fetch-site")
        if site is not None:
            return site in ("same-origin", "none")
        origin = headers.get("origin")
        if origin is None:
            return True
        # Not taken apart by urlsplit, which raises on what no browser sends.
        return origin.partition("://")[2] in (headers.get("host"), self.public_host)


class HeadAsGet:
    """Answers HEAD with the headers of GET, for monitors and link checkers."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a HEAD request on as GET and leave out what the body would be."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self.app(scope, receive, send)
            return

        async def send_no_body(message: Message) -> None:
            if message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        await self.app({**scope, "method": "GET"}, receive, send_no_body)


class SetUpGate:
    """Before the first account, shows nothing but the way to make it."""

    OPEN_PATHS = (
        "/first-run",
        "/static/",
        "/healthz",
        "/certificate",
        "/trust",
        # What the first-run page itself asks for; there is nothing in it but the shell.
        "/manifest.webmanifest",
        "/sw.js",
        "/offline",
        "/scan/shell",
        "/shell/people",
    )

    def __init__(self, app: ASGIApp, *, owner: Starlette) -> None:
        self.app = app
        self.owner = owner
        self.is_set_up = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on once there is an account."""
        is_open = scope["type"] != "http" or scope["path"].startswith(self.OPEN_PATHS)
        if not is_open and not self.is_set_up:
            self.is_set_up = await to_thread.run_sync(self._has_accounts)
            if not self.is_set_up:
                response = await to_thread.run_sync(answer_error, Request(scope), NotSetUpError())
                await response(scope, receive, send)
                return
        await self.app(scope, receive, send)

    def _has_accounts(self) -> bool:
        with Session(self.owner.state.engine) as session:
            return has_accounts(session)
