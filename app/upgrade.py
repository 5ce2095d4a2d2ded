"""Brings a database to the newest tables, from a checkout and from an installed wheel alike."""

from __future__ import annotations

from importlib.resources import files

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine


def alembic_config(engine: Engine) -> Config:
    """Point Alembic at the migrations that ship with Verso, and at one database."""
    config = Config()
    config.set_main_option("script_location", str(files("migrations")).replace("%", "%%"))
    config.attributes["engine"] = engine
    return config


def upgrade_database(engine: Engine) -> None:
    """Create the tables, or bring them up to date; safe when two processes do it at once."""
    command.upgrade(alembic_config(engine), "head")
