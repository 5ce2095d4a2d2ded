"""Installs what Verso needs on this machine, says what it does, and does nothing twice.

Usage: python3 scripts/setup.py run|demo|test

Runs on the system's Python with its standard library alone. "run" is enough to serve, "demo" adds
the fonts that drawn cards need, "test" adds the tools of the tests and a Chromium.
"""

from __future__ import annotations

import ctypes.util
import hashlib
import os
import platform
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / "bin"
STAMPS = VENV / ".setup"
LEVELS = ("run", "demo", "test")
OLDEST_PYTHON = (3, 11)
OLDEST_NODE = 18


class SetupError(Exception):
    """Something is missing that this script cannot install; the text says what to do."""


def say(text: str) -> None:
    """Tell the person at the terminal what happens."""
    print(f"\N{BULLET} {text}", flush=True)


def run(*command: str | Path, **options: object) -> None:
    """Run a command; a failure ends the set-up with the command's own message."""
    subprocess.run([str(part) for part in command], check=True, cwd=ROOT, **options)  # type: ignore[call-overload]


def is_done(step: str, *sources: Path) -> bool:
    """Whether a step was done for exactly these files."""
    stamp = STAMPS / step
    return stamp.is_file() and stamp.read_text() == _digest(*sources)


def mark_done(step: str, *sources: Path) -> None:
    """Remember that a step was done for these files."""
    STAMPS.mkdir(parents=True, exist_ok=True)
    (STAMPS / step).write_text(_digest(*sources))


def _digest(*sources: Path) -> str:
    digest = hashlib.sha256(sys.version.encode())
    for source in sources:
        digest.update(source.read_bytes())
    return digest.hexdigest()


# --- the system's packages ------------------------------------------------------------------------


def install_system_packages(wanted: dict[str, bool]) -> None:
    """Install Debian packages that are not there yet.

    Args:
        wanted: Package name to whether it is already there.
    """
    missing = [name for name, is_there in wanted.items() if not is_there]
    if not missing:
        return
    if shutil.which("apt-get") is None:
        _install_with_brew(missing)
        return
    prefix = [] if os.geteuid() == 0 else ["sudo"]
    if prefix and shutil.which("sudo") is None:
        raise SetupError(f"Install these packages as root, then run again: {' '.join(missing)}")
    say(f"Installing with apt: {' '.join(missing)}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    quiet = {"env": environment, "stdout": subprocess.DEVNULL}
    run(*prefix, "apt-get", "update", "-q", **quiet)
    run(*prefix, "apt-get", "install", "-y", "-q", "--no-install-recommends", *missing, **quiet)


def _install_with_brew(missing: list[str]) -> None:
    formulas = {"tesseract-ocr": "tesseract", "tesseract-ocr-fra": "tesseract-lang"}
    wanted = sorted({formulas[name] for name in missing if name in formulas})
    if not wanted:
        return
    if shutil.which("brew") is None:
        say(f"Not installed (no apt, no brew): {' '.join(wanted)}. Verso reads without it.")
        return
    say(f"Installing with brew: {' '.join(wanted)}")
    run("brew", "install", *wanted)


def has_tesseract_language(code: str) -> bool:
    """Whether Tesseract is installed with a language."""
    if shutil.which("tesseract") is None:
        return False
    listed = subprocess.run(
        ["tesseract", "--list-langs"], capture_output=True, text=True, check=False
    )
    return code in listed.stdout.split()


def has_venv_module() -> bool:
    """Whether this Python can make a virtual environment (Debian packs that apart)."""
    probe = [sys.executable, "-c", "import ensurepip, venv"]
    return subprocess.run(probe, capture_output=True, check=False).returncode == 0


# --- Python ---------------------------------------------------------------------------------------


def install_python_packages(lock: str) -> None:
    """Make the virtual environment and bring it to a lock file.

    Args:
        lock: "runtime" or "dev": the file in requirements/.
    """
    if not (BIN / "python").exists():
        say("Making the virtual environment .venv")
        run(sys.executable, "-m", "venv", VENV)
    requirements = ROOT / "requirements" / f"{lock}.txt"
    build = ROOT / "requirements" / "build.txt"
    project = ROOT / "pyproject.toml"
    if lock == "runtime" and is_done("python-dev", _lock("dev"), build, project):
        return  # the larger set is there already
    if is_done(f"python-{lock}", requirements, build, project):
        return
    say(f"Installing locked Python packages ({lock}); the first time takes a minute or two")
    pip = (BIN / "python", "-m", "pip", "install", "-q", "--disable-pip-version-check")
    for file in (requirements, build):
        run(*pip, "--no-deps", "--require-hashes", "-r", file)
    run(*pip, "--no-deps", "--no-build-isolation", "-e", ROOT)
    mark_done(f"python-{lock}", requirements, build, project)


def _lock(name: str) -> Path:
    return ROOT / "requirements" / f"{name}.txt"


# --- the front end --------------------------------------------------------------------------------


def node_environment() -> dict[str, str]:
    """The environment in which node and npm are found, installing Node from PyPI if need be."""
    if not _has_node():
        node = _lock("node")
        if not is_done("node", node):
            say("No Node.js found: installing the one that PyPI carries")
            pip = (BIN / "python", "-m", "pip", "install", "-q", "--disable-pip-version-check")
            run(*pip, "--no-deps", "--require-hashes", "-r", node)
            mark_done("node", node)
        return {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
    return dict(os.environ)


def _has_node() -> bool:
    if shutil.which("node") is None or shutil.which("npm") is None:
        return False
    shown = subprocess.run(["node", "--version"], capture_output=True, text=True, check=False)
    major = shown.stdout.strip().lstrip("v").split(".")[0]
    return major.isdigit() and int(major) >= OLDEST_NODE


def install_front_end(*, with_fonts: bool) -> None:
    """Install the front end's modules from npm and copy what the browser gets.

    Args:
        with_fonts: Also the fonts of drawn cards and the tools of the browser tests.
    """
    sources = [ROOT / "package.json", ROOT / "package-lock.json", ROOT / "scripts" / "vendor.py"]
    step = "npm-all" if with_fonts else "npm-run"
    is_vendored = (ROOT / "web" / "static" / "vendor").is_dir()
    is_there = is_vendored and (ROOT / "node_modules").is_dir()
    if is_there and (is_done("npm-all", *sources) or is_done(step, *sources)):
        return
    say("Installing the front end's modules from npm")
    only = () if with_fonts else ("--omit=dev",)
    environment = node_environment()
    npm = shutil.which("npm", path=environment["PATH"])
    if npm is None:
        raise SetupError("npm is missing although Node.js is there. Install npm, then run again.")
    run(npm, "ci", "--ignore-scripts", "--loglevel=error", *only, env=environment)
    run(BIN / "python", ROOT / "scripts" / "vendor.py")
    mark_done(step, *sources)


# --- a browser for the tests ----------------------------------------------------------------------


def install_chromium() -> None:
    """Find or install a Chromium: Debian's package, elsewhere Playwright's own build."""
    if shutil.which("chromium") is not None or is_done("chromium"):
        return
    if "debian" in _distribution() and platform.system() == "Linux":
        install_system_packages({"chromium": False})
        return
    say("Installing Playwright's Chromium")
    with_system = ("--with-deps",) if platform.system() == "Linux" else ()
    run(BIN / "playwright", "install", *with_system, "chromium")
    mark_done("chromium")


def _distribution() -> str:
    # Ubuntu's "chromium" package only points at a snap, which no container can run: by ID alone.
    try:
        return platform.freedesktop_os_release().get("ID", "")
    except OSError:
        return ""


def set_up(level: str) -> None:
    """Bring this checkout to a level."""
    if sys.version_info < OLDEST_PYTHON:
        found = platform.python_version()
        raise SetupError(f"Verso needs Python 3.11 or later; {sys.executable} is {found}.")
    started = time.monotonic()
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    wanted = {f"python{version}-venv": has_venv_module() or (BIN / "python").exists()}
    if level == "test" or shutil.which("apt-get") is not None:
        wanted |= {
            "tesseract-ocr": shutil.which("tesseract") is not None,
            "tesseract-ocr-fra": has_tesseract_language("fra"),
            "tesseract-ocr-eng": has_tesseract_language("eng"),
        }
    if level == "test" and platform.system() == "Linux":
        # The Node.js inside Playwright asks for it, and a minimal Debian lacks it.
        wanted["libatomic1"] = ctypes.util.find_library("atomic") is not None
    install_system_packages(wanted)
    install_python_packages("dev" if level == "test" else "runtime")
    install_front_end(with_fonts=level != "run")
    if level == "test":
        install_chromium()
    if time.monotonic() - started > 5:
        say(f"Everything is in place ({time.monotonic() - started:.0f} s).")


def main() -> int:
    """Run from the command line; 1 when something could not be installed, 2 for a wrong word."""
    if len(sys.argv) != 2 or sys.argv[1] not in LEVELS:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        set_up(sys.argv[1])
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1
    except subprocess.CalledProcessError as error:
        print(f"This command failed: {' '.join(map(str, error.cmd))}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
