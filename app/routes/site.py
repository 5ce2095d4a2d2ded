"""What belongs to the site as a whole: is it alive, and what its API offers."""

from __future__ import annotations

from fastapi import APIRouter, Request
from sqlalchemy import text
from starlette.responses import FileResponse, JSONResponse, Response

from app.api_docs import arrange_operations
from app.db import DbSession
from app.deps import CurrentSettings, Visitor
from app.errors import NotFoundError
from app.lan import CA_NAME
from app.render import render

router = APIRouter()


@router.get("/healthz")
def show_health(session: DbSession) -> Response:
    """Say that the server answers and reaches its database; nothing about what is in it."""
    session.execute(text("SELECT 1"))
    return JSONResponse({"status": "ok"})


@router.get("/api/docs")
def show_api_docs(request: Request, visitor: Visitor) -> Response:
    """Show the API's documentation."""
    groups = arrange_operations(request.app.openapi())
    return render(request, "api_docs.html", {"groups": groups})


@router.get("/trust")
def show_trust(request: Request, visitor: Visitor, settings: CurrentSettings) -> Response:
    """Say how a phone comes to trust the certificate of `verso serve --lan`."""
    has_authority = (settings.certificate_folder / CA_NAME).exists()
    return render(request, "trust.html", {"has_authority": has_authority})


@router.get("/certificate")
def download_certificate(settings: CurrentSettings) -> Response:
    """Hand out the certificate authority of `verso serve --lan`, for a phone to trust."""
    path = settings.certificate_folder / CA_NAME
    if not path.exists():
        raise NotFoundError
    return FileResponse(path, media_type="application/x-x509-ca-cert", filename="verso-ca.crt")
