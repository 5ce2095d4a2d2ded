"""The photo store keeps what it is given, whole or not at all."""

from __future__ import annotations

import errno
import hashlib
import io
import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app.errors import NotFoundError, StorageFullError
from app.photos import FolderStore


@pytest.fixture
def store(tmp_path: Path) -> FolderStore:
    return FolderStore(tmp_path / "photos")


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_what_is_put_comes_back_under_its_sha256(store):
    key = store.put(b"card")

    assert key == hashlib.sha256(b"card").hexdigest()
    assert store.get(key) == b"card"
    assert store.exists(key)


def test_the_same_bytes_are_kept_once(store):
    assert store.put(b"card") == store.put(b"card")
    assert len(files_in(store.folder)) == 1


def test_what_was_never_put_is_not_found(store):
    with pytest.raises(NotFoundError):
        store.get("0" * 64)
    assert not store.exists("0" * 64)


@pytest.mark.parametrize("key", ["", "../../etc/passwd", "A" * 64, "0" * 63, "/" * 64])
def test_a_key_that_is_none_reaches_no_file(store, key):
    with pytest.raises(NotFoundError):
        store.get(key)


@pytest.mark.parametrize("step", ["fsync", "replace"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_is_said_so_and_leaves_nothing_behind(store, monkeypatch, step, number):
    def fail(*_arguments: object) -> None:
        raise OSError(number, "no room")

    monkeypatch.setattr(*{"fsync": (os, "fsync"), "replace": (Path, "replace")}[step], fail)

    with pytest.raises(StorageFullError):
        store.put(b"card")
    assert files_in(store.folder) == []


def test_the_bytes_are_synced_before_they_get_their_name(store, monkeypatch):
    steps = []
    fsync, replace = os.fsync, Path.replace

    def note_sync(handle: int) -> None:
        steps.append("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file")
        fsync(handle)

    def note_replace(self: Path, target: Path) -> Path:
        steps.append("name")
        return replace(self, target)

    monkeypatch.setattr(os, "fsync", note_sync)
    monkeypatch.setattr(Path, "replace", note_replace)

    store.put(b"card")

    assert steps[:3] == ["file", "name", "folder"]


def test_photos_are_readable_by_their_owner_alone(store):
    store.put(b"card")

    (file,) = files_in(store.folder)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_the_same_photo_put_at_once_by_many_is_whole(store):
    data = os.urandom(200_000)

    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: store.put(data), range(16)))

    (key,) = keys
    assert store.get(key) == data
    assert len(files_in(store.folder)) == 1


def test_what_a_killed_writer_left_unfinished_is_swept_and_nothing_else(store):
    key = store.put(b"card")
    left = store.folder / key[:2] / ".new-left"
    left.write_bytes(b"ca")

    assert store.sweep() == 0  # somebody may still be writing it
    assert store.sweep(older_than_s=0) == 1
    assert not left.exists()
    assert store.get(key) == b"card"


def test_a_file_is_kept_in_pieces_and_read_back(store):
    data = bytes(range(256)) * 10_000  # more than one piece

    key = store.put_file(io.BytesIO(data))

    assert key == store.put(data)
    with store.open(key) as file:
        assert file.read() == data


def test_a_full_disk_keeps_nothing_of_a_file(store, monkeypatch):
    def fail(_handle):
        raise OSError(errno.ENOSPC, "no room")

    monkeypatch.setattr("app.photos.os.fsync", fail)

    with pytest.raises(StorageFullError):
        store.put_file(io.BytesIO(b"photo"))
    assert files_in(store.folder) == []


def test_what_was_let_go_of_is_gone_and_letting_go_twice_is_nothing(store):
    key = store.put(b"file")

    store.remove(key)
    store.remove(key)

    assert not store.exists(key)
    with pytest.raises(NotFoundError):
        store.open(key)
