"""The application, put together: what it is made of, and in which order a request passes it."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache

from fastapi import APIRouter, FastAPI
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

from app import __version__
from app.api import account as account_api
from app.api import bin as bin_api
from app.api import contacts as contacts_api
from app.api import desk as desk_api
from app.api import desk_steps as desk_steps_api
from app.api import encounters as encounters_api
from app.api import events as events_api
from app.api import follow_ups as follow_ups_api
from app.api import imports as imports_api
from app.api import merges as merges_api
from app.api import people as people_api
from app.api import quality as quality_api
from app.api import reviews as reviews_api
from app.api import scan_states as scan_states_api
from app.api import scans as scans_api
from app.api import views as views_api
from app.assets import Assets
from app.db import make_engine
from app.errors import install_error_handlers
from app.limiter import SignInLimiter
from app.middleware import (
    BodyLimit,
    CatchErrors,
    CrossOriginGuard,
    HeadAsGet,
    SecurityHeaders,
    SetUpGate,
)
from app.photos import FolderStore
from app.routes import (
    accounts,
    batches,
    contact_parts,
    contacts,
    desk_steps,
    duplicates,
    encounters,
    events,
    follow_ups,
    imports,
    inbox,
    insights,
    pages,
    people,
    photos,
    pwa,
    review,
    scan,
    scans,
    share,
    shell,
    site,
    tags,
    views,
    work_versions,
)
from app.routes import settings as settings_pages
from app.settings import Settings
from app.thumbnails import Thumbnails

PAGE_ROUTERS: tuple[APIRouter, ...] = (
    accounts.router,
    batches.router,
    contacts.router,
    contact_parts.router,
    encounters.router,
    desk_steps.router,
    duplicates.router,
    events.router,
    follow_ups.router,
    imports.router,
    inbox.router,
    insights.router,
    pages.router,
    people.router,
    photos.router,
    pwa.router,
    review.router,
    scan.router,
    scans.router,
    settings_pages.router,
    share.router,
    shell.router,
    site.router,
    tags.router,
    views.router,
    work_versions.router,
)
API_ROUTERS: tuple[APIRouter, ...] = (
    account_api.router,
    bin_api.router,
    contacts_api.router,
    desk_api.router,
    desk_steps_api.router,
    encounters_api.router,
    events_api.router,
    follow_ups_api.router,
    imports_api.router,
    merges_api.router,
    people_api.router,
    quality_api.router,
    reviews_api.router,
    scan_states_api.router,  # before the scans: its address would name one of them
    scans_api.router,
    views_api.router,
)


def create_app(settings: Settings | None = None) -> FastAPI:
    """Put the application together. The database's tables must be there (app.upgrade).

    Args:
        settings: Default: from the environment.

    Returns:
        The application, with engine, settings, photo_store, assets and first_run_key on its state.
    """
    settings = settings or Settings()
    app = FastAPI(
        title="Verso",
        version=__version__,
        docs_url=None,  # FastAPI's own pages load their scripts from another machine
        redoc_url=None,
        openapi_url="/api/openapi.json",
        telemetry={"tracing": False, "metrics": False, "logs": False, "auto_configure": False},
        lifespan=_close_engine,
    )
    app.state.settings = settings
    app.state.engine = make_engine(settings.database)
    app.state.photo_store = FolderStore(settings.photo_folder)
    app.state.sign_in_limiter = SignInLimiter(settings.sign_in_limit)
    app.state.first_run_key = secrets.token_urlsafe(24)
    app.state.thumbnails = Thumbnails(settings.thumbnail_folder, app.state.photo_store)
    app.state.assets = _assets()
    app.router.routes.extend(_router().routes)
    install_error_handlers(app)
    _add_middleware(app, settings)
    return app


@cache
def _assets() -> Assets:
    return Assets()


@cache
def _router() -> APIRouter:
    # Once per process: what an address needs is worked out when it is first asked for, which takes
    # longer than to answer, and is the same in every application.
    router = APIRouter()
    router.mount("/static", _assets(), name="static")
    for each in PAGE_ROUTERS:
        router.include_router(each, include_in_schema=False)
    for each in API_ROUTERS:
        router.include_router(each, prefix="/api")
    return router


def _add_middleware(app: FastAPI, settings: Settings) -> None:
    # The last one added is the first one a request meets.
    # Pages hold no secret of Verso's own that a guesser could make them repeat, so compressing
    # them gives nothing away; pictures are left as they are.
    app.add_middleware(GZipMiddleware, minimum_size=600, compresslevel=6)
    app.add_middleware(HeadAsGet)
    app.add_middleware(SetUpGate, owner=app)
    app.add_middleware(CrossOriginGuard, public_url=settings.public_url)
    app.add_middleware(
        BodyLimit,
        limit_bytes=settings.upload_limit_bytes,
        import_limit_bytes=settings.import_limit_bytes,
    )
    if settings.allowed_hosts != "*":
        hosts = [host.strip() for host in settings.allowed_hosts.split(",")]
        app.add_middleware(TrustedHostMiddleware, allowed_hosts=hosts, www_redirect=False)
    app.add_middleware(CatchErrors)
    is_behind_https = (settings.public_url or "").startswith("https://")
    app.add_middleware(SecurityHeaders, is_behind_https=is_behind_https)


@asynccontextmanager
async def _close_engine(app: FastAPI) -> AsyncIterator[None]:
    yield
    app.state.engine.dispose()
