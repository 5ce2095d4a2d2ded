"""Writes docs/settings.md from the settings themselves.

Usage: python -m scripts.settings_page
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic_core import PydanticUndefined

from app.settings import Settings

PAGE = Path(__file__).resolve().parent.parent / "docs" / "settings.md"
HEAD = """# Settings

Nothing needs setting to start. Each setting is an environment variable, or a line of a `.env` file
in the folder that Verso is started in; `verso settings` shows the values in force. This page is
written by `python -m scripts.settings_page`.

| variable | default | what it does |
|---|---|---|
"""


def settings_page() -> str:
    """Return the page's Markdown, one row per setting, in the order of the class."""
    rows = [
        f"| `VERSO_{name.upper()}` | {_default_of(name, field)} | {field.description} |\n"
        for name, field in Settings.model_fields.items()
    ]
    return HEAD + "".join(rows)


def _default_of(name: str, field: Any) -> str:
    if name == "data_folder":
        return "the user's data folder; `data` with `make run`"
    if field.default in (None, PydanticUndefined, ""):
        return ""
    return f"`{field.default}`"


if __name__ == "__main__":
    PAGE.write_text(settings_page(), encoding="utf-8")
