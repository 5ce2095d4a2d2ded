"""The shell: what a device keeps of Verso so that it opens without a network. Nothing private.

Three pages without anybody's data, and every static file that they load, at once or later. The list
is read off the pages themselves and off the imports of their modules: nobody keeps it by hand.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from functools import cache

from app.assets import TEMPLATE_FOLDER, Assets
from app.i18n import LOCALE_FOLDER

OFFLINE_PAGE = "/offline"
SCAN_PAGE = "/scan/shell"
PEOPLE_PAGE = "/shell/people"
PAGES = (OFFLINE_PAGE, SCAN_PAGE, PEOPLE_PAGE)

WORKER_SOURCES = ("js/shell-cache.js", "js/shell-worker.js")
WORKER_MODULES = {
    "js/worker-outbox.js": "listenForSync",
    "js/worker-share.js": "listenForShares",
}
"""Modules of the service worker, and the function of each that makes it listen."""

_STATIC_ADDRESS = re.compile(r'(?:src|href)="/static/[0-9a-f]+/(?P<path>[^"]+\.(?:js|css|svg))"')


@cache
def words_version() -> str:
    """Give eight hexadecimal digits that change with any template and any translation."""
    digest = hashlib.sha256()
    for folder, pattern in ((TEMPLATE_FOLDER, "**/*.html"), (LOCALE_FOLDER, "**/*.po")):
        for path in sorted(folder.glob(pattern)):
            digest.update(str(path.relative_to(folder)).encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:8]


def shell_version(assets: Assets) -> str:
    """Name the shell: it begins with the version of the static files."""
    return f"{assets.version}-{words_version()}"


def list_files(assets: Assets, pages: Iterable[str]) -> list[str]:
    """List the static files that pages load, as paths below the static folder, sorted.

    Args:
        assets: The static files.
        pages: The pages as they are sent, HTML.

    Returns:
        Scripts with all that they import and ask for later, styles and drawings.
    """
    named = {match["path"] for page in pages for match in _STATIC_ADDRESS.finditer(page)}
    scripts = {path for path in named if path.startswith("js/")}
    return sorted(named | set(assets.scripts_of(*sorted(scripts), is_later_too=True)))


def write_worker(assets: Assets, files: Iterable[str], *, is_module: bool) -> str:
    """Write the script of the service worker.

    Args:
        assets: The static files.
        files: What it keeps, as list_files gives it.
        is_module: Whether the browser runs service workers as modules. Where it does not, it knows
            neither Background Sync nor shares, and the shell alone is written.

    Returns:
        JavaScript. What it keeps is part of its bytes, so that any change makes a new worker.
    """
    shell = {
        "version": shell_version(assets),
        "pages": {"offline": OFFLINE_PAGE, "scan": SCAN_PAGE, "people": PEOPLE_PAGE},
        "files": [assets.url(path) for path in files],
    }
    modules = WORKER_MODULES if is_module else {}
    imports = [
        f"import {{ {name} }} from {json.dumps(assets.url(path))}" for path, name in modules.items()
    ]
    sources = [(assets.folder / path).read_text(encoding="utf-8") for path in WORKER_SOURCES]
    calls = [f"{name}(self)" for name in modules.values()]
    return "\n".join([*imports, f"const SHELL = {json.dumps(shell)}\n", *sources, *calls, ""])
