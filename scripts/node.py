"""Runs node: the system's, or the one that the set-up installed in the virtual environment."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path


def main() -> None:
    """Become node with the arguments given; 127 when there is none."""
    here = Path(sys.executable).parent
    node = shutil.which("node") or shutil.which("node", path=str(here))
    if node is None:
        sys.exit("Node.js is missing: run make setup.")
    os.execv(node, [node, *sys.argv[1:]])


if __name__ == "__main__":
    main()
