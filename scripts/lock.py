"""Writes requirements/*.txt: pinned, hashed, for every platform, naming no registry.

Usage: make lock
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OPTIONS = (
    *("--universal", "--python-version", "3.11", "--generate-hashes", "-q"),
    *("--no-emit-index-url", "--no-annotate", "--no-header"),
    *("--overrides", "requirements/overrides.txt"),
)


def lock(name: str, *sources: str) -> None:
    """Compile one lock file from sources as `uv pip compile` takes them."""
    uv = Path(sys.executable).with_name("uv")
    output = ("-o", f"requirements/{name}.txt")
    subprocess.run([uv, "pip", "compile", *sources, *OPTIONS, *output], check=True, cwd=ROOT)


def main() -> None:
    """Write every lock file; what runs stays the same in what tests."""
    lock("runtime", "pyproject.toml")
    lock("dev", "pyproject.toml", "--group", "dev", "-c", "requirements/runtime.txt")
    lock("build", "requirements/build.in", "-c", "requirements/dev.txt")
    lock("node", "requirements/node.in")


if __name__ == "__main__":
    main()
