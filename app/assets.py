"""The static files: one version for all of them, long caching, one style sheet.

The version is in the folder part of the address (/static/<version>/js/scan-desk.js), so a module
that imports "./lib/outbox.js" gets the same version without an import map or a bundler.
"""

from __future__ import annotations

import hashlib
import re
from functools import cache, cached_property
from pathlib import Path, PurePosixPath

from starlette.responses import PlainTextResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

STATIC_FOLDER = Path(__file__).resolve().parent.parent / "web" / "static"
STYLE_SHEET = "css/app.css"

_STATIC_IMPORT = re.compile(
    r"""^\s*(?:import|export)\b(?:[^"'();]*?\bfrom)?\s*["'](\.{1,2}/[^"']+\.js)["']""", re.MULTILINE
)
_LATER_IMPORT = re.compile(r"""\b(?:import|new URL)\(\s*["'](\.{1,2}/[^"']+\.js)["']""")
"""A module asked for when it is needed, or a worker: the address is written out in the source."""
_DOCUMENTATION = re.compile(r"/\*\*.*?\*/", re.DOTALL)
"""Names modules as well, for their types."""

_A_YEAR = "public, max-age=31536000, immutable"
_IMPORT = re.compile(r'@import url\("(?P<path>[^"]+)"\) layer\((?P<layer>[\w.-]+)\);')


class Assets(StaticFiles):
    """Serves web/static under /static/<version>/.

    Any version is answered with the current files, since a page may outlive an update; only the
    current one may be kept by the browser.
    """

    def __init__(self, folder: Path = STATIC_FOLDER) -> None:
        super().__init__(directory=folder)
        self.folder = folder

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """Every static file, relative to the folder, sorted."""
        files = (path for path in self.folder.rglob("*") if path.is_file())
        return tuple(sorted(path.relative_to(self.folder).as_posix() for path in files))

    @cached_property
    def version(self) -> str:
        """Twelve hexadecimal digits that change when any static file does."""
        digest = hashlib.sha256()
        for path in self.paths:
            digest.update(path.encode())
            digest.update((self.folder / path).read_bytes())
        return digest.hexdigest()[:12]

    def url(self, path: str) -> str:
        """Give the address of a static file, named as in the folder: css/app.css.

        Raises:
            LookupError: If there is no such file, so that a wrong name fails in the first test.
        """
        if path not in self.paths:
            raise LookupError(f"no static file {path!r}")
        return f"/static/{self.version}/{path}"

    def modules_of(self, *roots: str, is_later_too: bool = False) -> tuple[str, ...]:
        """Give modules and all that they import, as paths like js/scan-desk.js.

        Args:
            roots: Paths of modules.
            is_later_too: Also what is imported while they run, and the workers they start.

        Returns:
            Each path once, a module before those that it imports.

        Raises:
            LookupError: If a module imports one that is not there.
        """
        found: dict[str, None] = {}
        waiting = list(roots)
        while waiting:
            path = waiting.pop(0)
            if path in found:
                continue
            found[path] = None
            at_once, later = self._imports(path)
            waiting += at_once + later if is_later_too else at_once
        return tuple(found)

    @cache  # noqa: B019 -- there is one of these for as long as the process runs
    def _imports(self, path: str) -> tuple[list[str], list[str]]:
        if path not in self.paths:
            raise LookupError(f"no static file {path!r}")
        source = _DOCUMENTATION.sub("", (self.folder / path).read_text(encoding="utf-8"))
        folder = PurePosixPath(path).parent
        at_once = [_join(folder, name) for name in _STATIC_IMPORT.findall(source)]
        later = [_join(folder, name) for name in _LATER_IMPORT.findall(source)]
        return at_once, later

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Answer /<version>/<path>."""
        version, _, name = path.partition("/")
        if name == STYLE_SHEET:
            response: Response = PlainTextResponse(self.style_sheet, media_type="text/css")
        else:
            response = await super().get_response(name, scope)
        is_current = version == self.version
        response.headers["Cache-Control"] = _A_YEAR if is_current else "no-cache"
        return response

    @cached_property
    def style_sheet(self) -> str:
        """css/app.css with its imports written out: one request instead of one per component."""
        source = self.folder / STYLE_SHEET

        def write_out(match: re.Match[str]) -> str:
            imported = (source.parent / match["path"]).read_text(encoding="utf-8")
            return f"@layer {match['layer']} {{\n{imported}}}\n"

        return _IMPORT.sub(write_out, source.read_text(encoding="utf-8"))


def _join(folder: PurePosixPath, name: str) -> str:
    parts = list(folder.parts)
    for part in PurePosixPath(name).parts:
        if part == "..":
            parts.pop()
        else:
            parts.append(part)
    return "/".join(parts)
