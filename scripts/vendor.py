"""Copies other people's browser scripts from node_modules into web/static/vendor.

Usage: python scripts/vendor.py

They are installed by npm with a lock file and are not part of the repository; the copy is what
the server serves and what the wheel and the image carry, so that running Verso needs no Node.
"""

from __future__ import annotations

import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "web" / "static" / "vendor"
FILES = {"htmx.org/dist/htmx.min.js": "htmx.min.js"}


def copy_vendor_files(node_modules: Path, target: Path) -> list[Path]:
    """Copy every vendored file and say where each went; one that is missing raises."""
    target.mkdir(parents=True, exist_ok=True)
    return [
        Path(shutil.copyfile(node_modules / source, target / name))
        for source, name in FILES.items()
    ]


if __name__ == "__main__":
    copy_vendor_files(ROOT / "node_modules", TARGET)
