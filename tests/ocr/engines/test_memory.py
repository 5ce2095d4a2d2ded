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


def count_heaps(way: str) -> int:
    run = subprocess.run(
        [sys.executable, "-c", GROW, way], capture_output=True, text=True, check=True
    )
    return run.stderr.count("Arena ")
