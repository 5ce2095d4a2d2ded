"""Two versions of Verso on one data folder: what an update of the server is to its browsers."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.browser.server import ROOT, Server

COPIED = ("app", "web")
"""What knows where its files are by where it lies itself."""
LENT = ("ocr", "drawn", "migrations", "pyproject.toml")


def copy_program(folder: Path) -> Path:
    """Copy the program, so that its files can be changed.

    Returns:
        The folder to start it in.
    """
    for name in COPIED:
        leave = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, folder / name, ignore=leave)
    for name in LENT:
        (folder / name).symlink_to(ROOT / name)
    return folder


def update(server: Server, changed: dict[str, str]) -> None:
    """Stop the server, add text to some of its files, and start it at the same address.

    Args:
        server: Started in a folder of copy_program.
        changed: What is written at the end of a file, by its path.
    """
    server.stop()
    for name, text in changed.items():
        path = server.root / name
        path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")
    server.start()
