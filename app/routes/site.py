"""What belongs to the site as a whole: is it alive, and what its API offers."""

from __future__ import annotations

from fastapi import APIRouter, Request
from sqlalchemy import text
from starlette.responses import FileResponse, JSONResponse, Response

from app.db import DbSession
from app.deps import CurrentSettings
from app.errors import NotFoundError
from app.render import render

router = APIRouter()


@router.get("/healthz")
def show_health(session: DbSession) -> Response:
    """Say that the server answers and reaches its database; nothing about what is in it."""
    session.execute(text("SELECT 1"))
    return JSONResponse({"status": "ok"})


@router.get("/api/docs")
def show_api_docs(request: Request) -> Response:
    """Show the API's documentation, drawn by Swagger UI from this very server."""
    return render(request, "api_docs.html")


@router.get("/certificate")
def download_certificate(settings: CurrentSettings) -> Response:
    """Hand out the certificate authority of `verso serve --lan`, for a phone to trust."""
    path = settings.certificate_folder / "verso-ca.pem"
    if not path.exists():
        raise NotFoundError
    return FileResponse(path, media_type="application/x-x509-ca-cert", filename="verso-ca.crt")
