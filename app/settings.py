"""Every setting of Verso, in one place. Each is read from the environment as VERSO_<NAME>."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Literal

from platformdirs import user_data_path
from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class CannotStartError(Exception):
    """Something on this machine is in the way; the text says what, and what to do."""


class Settings(BaseSettings):
    """What an owner can set. Nothing here needs setting to start.

    Values come from the environment (VERSO_DATA_FOLDER, VERSO_PORT, ...), or from a .env file in
    the folder that Verso is started in.
    """

    model_config = SettingsConfigDict(
        env_prefix="VERSO_", env_file=".env", extra="ignore", frozen=True
    )

    data_folder: Path = Field(
        default_factory=lambda: user_data_path("verso"),
        description="Where the database, the photos and the certificates are kept.",
    )
    database_url: SecretStr | None = Field(
        default=None,
        description="SQLAlchemy URL of the database. Default: SQLite in the data folder.",
    )
    host: str = Field(default="127.0.0.1", description="Address to listen on.")
    port: int = Field(default=8000, ge=1, le=65535, description="Port to listen on.")
    public_url: str | None = Field(
        default=None,
        description="Address people open, such as https://verso.example.com, when Verso stands "
        "behind a proxy. Cookies are then marked secure if it begins with https.",
    )
    allowed_hosts: str = Field(
        default="*",
        description="Host names that requests may be addressed to, comma-separated; * for any.",
    )
    trusted_proxies: str = Field(
        default="127.0.0.1",
        description="Proxies whose X-Forwarded-* headers are believed, comma-separated.",
    )
    engine: Literal["auto", "openvino", "onnxruntime", "tesseract"] = Field(
        default="auto", description="Which recogniser reads the cards."
    )
    workers: int = Field(
        default=1, ge=0, le=16, description="Reading processes that the server starts; 0: none."
    )
    reading_lease_s: float = Field(
        default=20.0, gt=0, description="Seconds until a reading that nobody renews is given back."
    )
    reading_attempts: int = Field(
        default=3, ge=1, description="Readings that may crash before a scan is marked failed."
    )
    reading_limit_s: float = Field(
        default=120.0, gt=0, description="Seconds after which one reading is stopped."
    )
    worker_memory_limit_bytes: int = Field(
        default=3 * 1024**3,
        ge=512 * 1024**2,
        description="Memory that one reading process may take, bytes (Linux only).",
    )
    photo_limit_bytes: int = Field(
        default=40 * 1024 * 1024, ge=1, description="Largest photo that is taken in, bytes."
    )
    upload_limit_bytes: int = Field(
        default=100 * 1024 * 1024, ge=1, description="Largest request body, bytes: 413 above it."
    )
    photo_limit_pixels: int = Field(
        default=80_000_000, ge=1, description="Largest photo that is decoded, pixels."
    )
    import_limit_bytes: int = Field(
        default=500 * 1024 * 1024,
        ge=1,
        description="Largest file, or set of photos, that is brought in at once, bytes.",
    )
    import_rows_limit: int = Field(
        default=50_000, ge=1, description="Most contacts that one import takes."
    )
    import_photos_limit: int = Field(
        default=2_000, ge=1, description="Most photos that one import takes."
    )
    session_days: int = Field(default=60, ge=1, description="Days until an unused sign-in ends.")
    sign_in_limit: str = Field(
        default="10/5minutes",
        pattern=r"^[1-9]\d*/([1-9]\d*)?(second|minute|hour|day)s?$",
        description="Failed sign-ins allowed per address and per account, as COUNT/PERIOD.",
    )
    default_region: str = Field(
        default="CA",
        pattern="^[A-Z]{2}$",
        description="Country of telephone numbers that say none, ISO 3166 two letters.",
    )

    @property
    def database(self) -> str:
        """The SQLAlchemy URL in force."""
        if self.database_url is not None:
            return self.database_url.get_secret_value()
        return f"sqlite:///{self.data_folder / 'verso.sqlite3'}"

    @property
    def photo_folder(self) -> Path:
        """Where the embedded photo store keeps its files."""
        return self.data_folder / "photos"

    @property
    def thumbnail_folder(self) -> Path:
        """Where small versions of photos are kept; they can be deleted at any time."""
        return self.data_folder / "thumbnails"

    @property
    def certificate_folder(self) -> Path:
        """Where the certificates of `verso serve --lan` are kept."""
        return self.data_folder / "certificates"

    @property
    def session_lifetime(self) -> timedelta:
        """How long a sign-in that is not used stays good."""
        return timedelta(days=self.session_days)

    def as_environment(self) -> dict[str, str]:
        """Write the settings as environment variables, so that a child process has the same."""
        values = {name: getattr(self, name) for name in type(self).model_fields}
        if self.database_url is not None:
            values["database_url"] = self.database_url.get_secret_value()
        return {
            f"VERSO_{name.upper()}": str(value)
            for name, value in values.items()
            if value is not None
        }
