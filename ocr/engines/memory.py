"""Keeps what a reading process takes of the machine's memory, and of time to tidy it, small."""

from __future__ import annotations

import ctypes
import gc
import sys
from typing import Final

_M_TRIM_THRESHOLD: Final = -1
_M_ARENA_MAX: Final = -8
"""Names of `mallopt` in glibc's malloc.h."""
_ARENAS: Final = 2
_TRIM_THRESHOLD_BYTES: Final = 128 * 1024


def share_arenas() -> bool:
    """Let the threads of this process share two heaps instead of having one each.

    Pictures and activations of all sizes come and go on many threads; heaps of their own keep the
    holes of each. To be called before the engine is built. Of use with glibc (most Linux systems);
    elsewhere nothing happens.

    Returns:
        Whether the C library took it.
    """
    if sys.platform != "linux":
        return False
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is None:
        return False
    mallopt.argtypes = (ctypes.c_int, ctypes.c_int)
    # Both, whatever the first one answers.
    taken = [
        mallopt(_M_ARENA_MAX, _ARENAS),
        mallopt(_M_TRIM_THRESHOLD, _TRIM_THRESHOLD_BYTES),
    ]
    return all(taken)


def keep_loaded() -> None:
    """Leave everything that this process has loaded by now out of all later garbage collections.

    Word lists, telephone plans and weights are 130,000 objects that stay to the end. Going through
    them takes some 100 ms, once in ten to twenty photos. To be called when the engine is warm.
    """
    gc.collect()
    gc.freeze()
