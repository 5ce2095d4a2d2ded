"""The heaps that the threads of a reading process share."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

GROW = """
import ctypes, sys, threading
if sys.argv[1] == "shared":
    from ocr.engines.memory import share_arenas
    assert share_arenas()
libc = ctypes.CDLL(None)
libc.malloc.restype = ctypes.c_void_p
meet = threading.Barrier(8)

def work():
    meet.wait()
    libc.malloc(1000)
    meet.wait()

threads = [threading.Thread(target=work) for _ in range(8)]
for thread in threads: thread.start()
for thread in threads: thread.join()
libc.malloc_stats()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the C library is not glibc")
def test_threads_share_two_heaps_once_asked_to():
    if os.confstr("CS_GNU_LIBC_VERSION") is None:
        pytest.skip("the C library is not glibc")

    assert count_heaps("own") > 2
    assert count_heaps("shared") <= 2


KEEP = """
import gc
from ocr.engines.memory import keep_loaded
loaded = [[] for _ in range(100_000)]
keep_loaded()
print(gc.get_freeze_count(), len(gc.get_objects()))
"""


def test_what_is_loaded_once_is_not_gone_through_again():
    run = subprocess.run([sys.executable, "-c", KEEP], capture_output=True, text=True, check=True)

    kept, collected = map(int, run.stdout.split())

    assert kept > 100_000
    assert collected < 1_000


def count_heaps(way: str) -> int:
    run = subprocess.run(
        [sys.executable, "-c", GROW, way], capture_output=True, text=True, check=True
    )
    return run.stderr.count("Arena ")
