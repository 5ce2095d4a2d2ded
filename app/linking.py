"""Writes modules that are always wanted together as one file: fewer requests, the same program.

The sources stay what they are, native modules of one behaviour each; nothing is built. Every module
belongs to one file, so that nothing is evaluated twice: two modules share a file when the same
entries reach them. A file is named after the entry in it (js/scan-desk.js), or after one of its
modules.

In a file each module is a function of its own, called in the order of the imports, whose result is
what the module exports:

    const $lib_words = (() => {
    function wordOf() { … }
    return { wordOf };
    })();

That is right as long as exports never change and modules do not import each other in a circle.
Source in which this, or the form of an import or export, is otherwise is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from posixpath import relpath

_NAMES = r"\{[^{}]*\}"
_STATIC_IMPORT = re.compile(
    rf"""^import\s+(?:(?P<what>{_NAMES}|\*\s+as\s+\w+)\s+from\s+)?"""
    r"""["'](?P<path>\.{1,2}/[^"']+\.js)["'][ \t]*;?[ \t]*\n""",
    re.MULTILINE,
)
_EXPORT = re.compile(
    r"^export\s+(?=(?:(?:async\s+)?function\b\s*\*?|class|const)\s+(?P<name>[\w$]+))", re.MULTILINE
)
_EXPORT_LIST = re.compile(rf"^export\s+(?P<names>{_NAMES})[ \t]*;?[ \t]*\n", re.MULTILINE)
_LATER_IMPORT = re.compile(
    r"""(?P<call>\b(?:import|new URL)\(\s*)(?P<quote>["'])(?P<path>\.{1,2}/[^"']+\.js)(?P=quote)"""
)
"""A module asked for when it is needed, or a worker: the address is written out in the source."""
_DOCUMENTATION = re.compile(r"^[ \t]*/\*\*.*?\*/[ \t]*\n?", re.DOTALL | re.MULTILINE)
"""For whoever reads the source: it does not travel. Names modules as well, for their types."""
_NOT_UNDERSTOOD = re.compile(r"^(?:(?:import|export)\b(?!\s*[.(])|await\b).*", re.MULTILINE)


class NotLinkableError(ValueError):
    """A module is written in a way that cannot be put into a file with others."""


@dataclass(frozen=True, slots=True)
class Module:
    """A module as its source has it, documentation taken out."""

    path: str
    """Relative to the static folder: js/lib/words.js."""
    body: str
    """The source without its imports and the word "export"."""
    imports: tuple[tuple[str, str], ...]
    """What the source says it imports ("", "{ a, b as c }", "* as all") and the path of where."""
    exports: tuple[str, ...]
    """Entries of an object that holds all it exports: "a", or "b: a"."""
    later: tuple[str, ...]
    """Paths of modules it asks for as it runs, and of workers."""

    @property
    def variable(self) -> str:
        """What it is called in a file."""
        return "$" + re.sub(r"\W", "_", self.path.removeprefix("js/").removesuffix(".js"))


def read_module(folder: Path, path: str) -> Module:
    """Read a module below a folder.

    Raises:
        NotLinkableError: If it has an import, an export or an await of a form that is not known.
    """
    source = _DOCUMENTATION.sub("", (folder / path).read_text(encoding="utf-8")) + "\n"
    here = PurePosixPath(path).parent
    found = _STATIC_IMPORT.finditer(source)
    imports = tuple((match["what"] or "", join(here, match["path"])) for match in found)
    listed = [name for match in _EXPORT_LIST.finditer(source) for name in _read_names(match[1])]
    named = [match["name"] for match in _EXPORT.finditer(source)]
    body = _EXPORT.sub("", _EXPORT_LIST.sub("", _STATIC_IMPORT.sub("", source)))
    if odd := _NOT_UNDERSTOOD.search(body):
        raise NotLinkableError(f"{path}: {odd[0]}")
    later = tuple(join(here, match["path"]) for match in _LATER_IMPORT.finditer(source))
    exports = (*named, *(_as_entry(outside, inside) for inside, outside in listed))
    return Module(path, body, imports, exports, later)


def join(folder: PurePosixPath, name: str) -> str:
    """Give the path of what a module in a folder calls "../words.js"."""
    parts = list(folder.parts)
    for part in PurePosixPath(name).parts:
        if part == "..":
            parts.pop()
        else:
            parts.append(part)
    return "/".join(parts)


def _read_names(braces: str) -> list[tuple[str, str]]:
    """Read { a, b as c } as pairs: a and a, b and c."""
    pairs = (re.split(r"\s+as\s+", name.strip()) for name in braces.strip("{}").split(","))
    return [(pair[0], pair[-1]) for pair in pairs if pair[0]]


def _as_entry(name: str, value: str) -> str:
    """Write an entry of an object, or of the pattern that takes one apart: a, or b: a."""
    return name if name == value else f"{name}: {value}"


class Linking:
    """Which file a module is in, and what the files say."""

    def __init__(self, modules: Mapping[str, Module], entries: Iterable[str]) -> None:
        """Take all modules, and those of them that a page names.

        Modules that nobody imports, and those asked for later, are entries as well.
        """
        self.modules = modules
        imported = {path for module in modules.values() for _, path in module.imports}
        later = {path for module in modules.values() for path in module.later}
        self.entries = tuple(sorted({*entries, *later, *(set(modules) - imported)}))

    @cached_property
    def file_of(self) -> dict[str, str]:
        """Tell the file that each module is in."""
        return {path: name for name, members in self.files.items() for path in members}

    @cached_property
    def files(self) -> dict[str, tuple[str, ...]]:
        """Tell the modules in each file, one before those that import it."""
        reached_from: dict[str, set[str]] = {}
        for entry in self.entries:
            for path in self._in_order(entry):
                reached_from.setdefault(path, set()).add(entry)
        together: dict[frozenset[str], list[str]] = {}
        for path, reaching in reached_from.items():  # in the order of the imports
            together.setdefault(frozenset(reaching), []).append(path)
        return {self._name(members): tuple(members) for members in together.values()}

    def _name(self, members: list[str]) -> str:
        return next((path for path in members if path in self.entries), members[-1])

    def _in_order(self, entry: str) -> list[str]:
        """List a module and all it imports, each before those that import it."""
        done: dict[str, None] = {}
        open_paths: list[str] = []

        def visit(path: str) -> None:
            if path in done:
                return
            if path in open_paths:
                raise NotLinkableError(f"a circle of imports: {' '.join([*open_paths, path])}")
            open_paths.append(path)
            for _, imported in self.modules[path].imports:
                visit(imported)
            open_paths.pop()
            done[path] = None

        visit(entry)
        return list(done)

    def write(self, name: str) -> str:
        """Write the file of a name, as files has it: JavaScript, a module."""
        members = self.files[name]
        others: dict[str, dict[str, None]] = {}
        for path in members:
            for _, imported in self.modules[path].imports:
                if imported not in members:
                    wanted = others.setdefault(self.file_of[imported], {})
                    wanted[self.modules[imported].variable] = None
        lines = [
            f'import {{ {", ".join(wanted)} }} from "{_address(name, other)}";'
            for other, wanted in others.items()
        ]
        lines += [self._write_module(self.modules[path], name) for path in members]
        lines.append(f"export {{ {', '.join(self.modules[path].variable for path in members)} }};")
        lines += self._write_exports(self.modules[name])
        return "\n".join([*lines, ""])

    def write_alias(self, path: str) -> str:
        """Write what stands at the address of a module that is in another's file: its exports."""
        module = self.modules[path]
        address = _address(path, self.file_of[path])
        start = f'import {{ {module.variable} }} from "{address}";'
        return "\n".join([start, *self._write_exports(module), ""])

    def _write_module(self, module: Module, file_name: str) -> str:
        lines = [f"const {module.variable} = (() => {{"]
        for what, path in module.imports:
            if what.startswith("{"):
                names = ", ".join(_as_entry(*pair) for pair in _read_names(what))
                lines.append(f"const {{ {names} }} = {self.modules[path].variable};")
            elif what:
                lines.append(f"const {what.split()[-1]} = {self.modules[path].variable};")
        here = PurePosixPath(module.path).parent

        def move(match: re.Match[str]) -> str:
            address = _address(file_name, join(here, match["path"]))
            return f"{match['call']}{match['quote']}{address}{match['quote']}"

        body = _LATER_IMPORT.sub(move, module.body).strip("\n")
        return "\n".join([*lines, body, f"return {{ {', '.join(module.exports)} }};", "})();"])

    def _write_exports(self, module: Module) -> list[str]:
        """Export what the module that names the file does, for whoever imports it by its address.

        Under names of their own, which cannot be taken by a module of the file.
        """
        lines = []
        for entry in module.exports:
            name = entry.split(":")[0]
            lines.append(f"const $own_{name} = {module.variable}.{name};")
            lines.append(f"export {{ $own_{name} as {name} }};")
        return lines


def _address(of_file: str, path: str) -> str:
    """Say where a path is, as a module in a file writes it: "./lib/words.js"."""
    address = relpath(path, PurePosixPath(of_file).parent)
    return address if address.startswith(".") else f"./{address}"
