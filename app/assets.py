"""The static files: one version for all of them, long caching, one style sheet, few scripts.

The version is in the folder part of the address (/static/<version>/js/scan-desk.js), so a module
that imports "./lib/outbox.js" gets the same version without an import map or a bundler. Modules
that are always wanted together are sent as one file: see app.linking.
"""

from __future__ import annotations

import hashlib
import re
from functools import cache, cached_property
from pathlib import Path

from starlette.responses import PlainTextResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from app.linking import Linking, Module, read_module

STATIC_FOLDER = Path(__file__).resolve().parent.parent / "web" / "static"
TEMPLATE_FOLDER = STATIC_FOLDER.parent / "templates"
STYLE_SHEET = "css/app.css"

_NAMED_IN_PAGE = re.compile(r"""["'](js/[\w/-]+\.js)["']""")
_A_YEAR = "public, max-age=31536000, immutable"
_IMPORT = re.compile(r'@import url\("(?P<path>[^"]+)"\) layer\((?P<layer>[\w.-]+)\);')


class Assets(StaticFiles):
    """Serves web/static under /static/<version>/.

    Any version is answered with the current files, since a page may outlive an update; only the
    current one may be kept by the browser.
    """

    def __init__(
        self, folder: Path = STATIC_FOLDER, template_folder: Path = TEMPLATE_FOLDER
    ) -> None:
        """Serve a folder.

        Args:
            folder: The static files.
            template_folder: The pages: a script that one of them names is a file's beginning.
        """
        super().__init__(directory=folder)
        self.folder = folder
        self.template_folder = template_folder

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
            module = self._read_module(path)
            waiting += [imported for _, imported in module.imports]
            waiting += module.later if is_later_too else ()
        return tuple(found)

    def scripts_of(self, *roots: str, is_later_too: bool = False) -> tuple[str, ...]:
        """Give the files in which modules travel with all that they import: see modules_of."""
        modules = self.modules_of(*roots, is_later_too=is_later_too)
        return tuple(dict.fromkeys(self.linking.file_of[path] for path in modules))

    @cached_property
    def linking(self) -> Linking:
        """Which module travels in which file.

        Raises:
            LookupError: If a module imports one that is not there.
            NotLinkableError: If a module cannot be put into a file with others.
        """
        paths = [path for path in self.paths if path.startswith("js/") and path.endswith(".js")]
        pages = [path.read_text(encoding="utf-8") for path in self.template_folder.rglob("*.html")]
        named = {path for page in pages for path in _NAMED_IN_PAGE.findall(page)}
        modules = {path: self._read_module(path) for path in paths}
        return Linking(modules, named & set(paths))

    @cache  # noqa: B019 -- there is one of these for as long as the process runs
    def _read_module(self, path: str) -> Module:
        if path not in self.paths:
            raise LookupError(f"no static file {path!r}")
        return read_module(self.folder, path)

    @cache  # noqa: B019 -- as above
    def _write_script(self, name: str) -> str:
        # A module asked for by its own name is the one in its file, and not a second one.
        is_file = name in self.linking.files
        return self.linking.write(name) if is_file else self.linking.write_alias(name)

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Answer /<version>/<path>."""
        version, _, name = path.partition("/")
        if name == STYLE_SHEET:
            response: Response = PlainTextResponse(self.style_sheet, media_type="text/css")
        elif name in self.linking.file_of:
            response = PlainTextResponse(self._write_script(name), media_type="text/javascript")
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
