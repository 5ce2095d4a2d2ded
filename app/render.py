"""One way from a template to a response, in the language of the person who reads it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from app.assets import TEMPLATE_FOLDER, Assets
from app.i18n import (
    choose_language,
    format_ago,
    format_date,
    format_day,
    format_moment,
    translations,
)
from app.places import PlaceCounts, count_places

if TYPE_CHECKING:
    from app.deps import Member


@cache
def environment(language: str) -> Environment:
    """Build the template environment of a language, once."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATE_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
    )
    made.policies["ext.i18n.trimmed"] = True
    catalogue = translations(language)
    made.install_gettext_callables(  # type: ignore[attr-defined]
        catalogue.ugettext, catalogue.ungettext, newstyle=True
    )
    return made


def member_of(request: Request) -> Member | None:
    """Say who is signed in, as far as this request has found out; None for nobody."""
    member: Member | None = getattr(request.state, "member", None)
    return member


def language_of(request: Request) -> str:
    """Say which language this request is answered in: the account's, else the browser's."""
    member = member_of(request)
    account_language = member.account.language if member else None
    return choose_language(account_language, request.headers.get("accept-language"))


def today_of(request: Request) -> date:
    """Say what day it is for the person asking; in UTC for somebody who is not signed in."""
    member = member_of(request)
    return member.today() if member else datetime.now(UTC).date()


def render(
    request: Request,
    template: str,
    context: Mapping[str, Any] | None = None,
    status_code: int = 200,
) -> Response:
    """Answer with a template of web/templates.

    Args:
        request: What is being answered; decides language, member and "today".
        template: Path below web/templates, such as "inbox/index.html".
        context: The template's own values. A name it uses and does not get raises.
        status_code: HTTP status of the answer.

    Returns:
        The page, or the fragment when the template does not extend base.html.
    """
    language = language_of(request)
    page = (
        environment(language)
        .get_template(template)
        .render(_shared_values(request, language) | dict(context or {}))
    )
    headers = {"Content-Language": language, "Vary": "Accept-Language, Cookie"}
    return HTMLResponse(page, status_code=status_code, headers=headers)


def _count_places(request: Request) -> Callable[[], PlaceCounts]:
    """Give a function that counts what waits, when a page's navigation asks for it.

    It reads in a session of its own: render() is called where a route's has ended, too.
    """

    @cache
    def count() -> PlaceCounts:
        member = member_of(request)
        if member is None:
            return PlaceCounts()
        with Session(request.app.state.engine) as session:
            return count_places(session, member.book_id, member.today())

    return count


def _shared_values(request: Request, language: str) -> dict[str, Any]:
    """Give what every template may use."""
    member = member_of(request)
    timezone = member.account.timezone if member else "UTC"
    assets: Assets = request.app.state.assets
    return {
        "member": member,
        "language": language,
        "current_path": request.url.path,
        "place_counts": _count_places(request),
        "static_url": assets.url,
        "preload_modules": partial(_preload_modules, assets),
        "format_date": partial(format_date, language=language),
        "format_day": partial(format_day, language=language, today=today_of(request)),
        "format_ago": partial(format_ago, language=language, today=today_of(request)),
        "format_moment": partial(format_moment, language=language, timezone=timezone),
    }


def _preload_modules(assets: Assets, *paths: str) -> Markup:
    """Write the links that let a browser fetch a module and its imports all at once."""
    link = Markup('<link rel="modulepreload" href="{}">')
    return Markup("\n").join(link.format(assets.url(path)) for path in assets.scripts_of(*paths))
