"""Where pictures are kept: by content, never changed, each written once."""

from __future__ import annotations

import errno
import hashlib
import os
import tempfile
import time
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO, Protocol

from app.errors import NotFoundError, StorageFullError

_PIECE_BYTES = 1024 * 1024

_ASIDE = ".new-"
"""How the names of files begin that are still being written."""


class PhotoStore(Protocol):
    """Keeps bytes under the SHA-256 of what they are. Safe from several threads and processes."""

    def put(self, data: bytes) -> str:
        """Keep bytes; when this returns they survive a power cut.

        Returns:
            Their SHA-256, 64 hexadecimal digits: the key that get takes.

        Raises:
            StorageFullError: If there is no room. Nothing is kept then.
        """

    def get(self, key: str) -> bytes:
        """Give back what was put.

        Raises:
            NotFoundError: If nothing was put under this key.
        """

    def exists(self, key: str) -> bool:
        """Say whether something was put under this key."""

    def put_file(self, source: BinaryIO) -> str:
        """Keep what can be read from a file, however large; see put()."""

    def open(self, key: str) -> BinaryIO:
        """Open what was put, to be read in pieces; whoever opens it closes it.

        Raises:
            NotFoundError: If nothing was put under this key.
        """

    def remove(self, key: str) -> None:
        """Let go of what was put, if it is there. Only of what no row speaks of."""

    def remove_unused(self, key: str, older_than: timedelta) -> bool:
        """Let go of what was put, unless it was put again within this time.

        Whoever puts the same bytes again at this very moment finds them kept.

        Returns:
            Whether it is gone.
        """


class FolderStore:
    """A PhotoStore in a folder: ab/abcdef..., written aside, synced, then renamed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, data: bytes) -> str:
        """Keep bytes; see PhotoStore."""
        key = hashlib.sha256(data).hexdigest()
        target = self._path(key)
        # A file under its final name is whole: it was synced before it was renamed.
        if _is_kept_on(target):
            return key
        try:
            write_durably(target, data)
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT):
                raise StorageFullError from error
            raise
        return key

    def get(self, key: str) -> bytes:
        """Give back what was put; see PhotoStore."""
        try:
            return self._path(key).read_bytes()
        except FileNotFoundError as error:
            raise NotFoundError from error

    def exists(self, key: str) -> bool:
        """Say whether something was put under this key."""
        return self._path(key).exists()

    def put_file(self, source: BinaryIO) -> str:
        """Keep what can be read from a file; see PhotoStore."""
        digest = hashlib.sha256()
        source.seek(0)
        while piece := source.read(_PIECE_BYTES):
            digest.update(piece)
        key = digest.hexdigest()
        target = self._path(key)
        if _is_kept_on(target):
            return key
        source.seek(0)
        try:
            write_durably(target, iter(lambda: source.read(_PIECE_BYTES), b""))
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT):
                raise StorageFullError from error
            raise
        return key

    def open(self, key: str) -> BinaryIO:
        """Open what was put; see PhotoStore."""
        try:
            return self._path(key).open("rb")
        except FileNotFoundError as error:
            raise NotFoundError from error

    def remove(self, key: str) -> None:
        """Let go of what was put; see PhotoStore."""
        self._path(key).unlink(missing_ok=True)

    def remove_unused(self, key: str, older_than: timedelta) -> bool:
        """Let go of what was put, unless it was put again meanwhile; see PhotoStore."""
        target = self._path(key)
        aside = target.with_name(f"{_ASIDE}{key}-unused")
        try:
            if _age_s(target) < older_than.total_seconds():
                return False
            target.rename(aside)  # from here on it is written anew
        except FileNotFoundError:
            return False
        if _age_s(aside) < older_than.total_seconds():  # somebody kept it just before
            aside.replace(target)
            return False
        aside.unlink()
        return True

    def sweep(self, older_than_s: float = 24 * 3600) -> int:
        """Remove what writers that were killed left unfinished; gives how many files."""
        swept = 0
        for path in self.folder.glob(f"*/{_ASIDE}*"):
            if time.time() - path.stat().st_mtime >= older_than_s:
                path.unlink(missing_ok=True)
                swept += 1
        return swept

    def _path(self, key: str) -> Path:
        if len(key) != 64 or not set(key) <= set("0123456789abcdef"):
            raise NotFoundError
        return self.folder / key[:2] / key


def _is_kept_on(target: Path) -> bool:
    """Say whether a file is there, and mark it as put now: remove_unused() leaves it alone then."""
    try:
        os.utime(target)
    except FileNotFoundError:
        return False
    return True


def _age_s(path: Path) -> float:
    return time.time() - path.stat().st_mtime


def write_durably(target: Path, data: bytes | Iterable[bytes]) -> None:
    """Write a file so that it is either whole under its name, or not there.

    Args:
        target: Its folder is made if it is missing.
        data: What the file holds, whole or in pieces.

    Raises:
        OSError: If it cannot be written. Nothing is left behind.
    """
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(prefix=_ASIDE, dir=target.parent)
    aside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines((data,) if isinstance(data, bytes) else data)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(target)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
    _sync_folder(target.parent)
    _sync_folder(target.parent.parent)


def _sync_folder(folder: Path) -> None:
    # The rename itself, and the making of the folder, must reach the disk as well.
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
