"""The networks on OpenVINO, beside other reading processes."""

import os
import threading

import numpy as np
import pytest

from ocr.engines.runtimes import RECOGNITION_MODEL, load_openvino

pytestmark = pytest.mark.slow


@pytest.mark.skipif(
    not hasattr(os, "sched_getaffinity") or len(os.sched_getaffinity(0)) < 2,
    reason="cores cannot be told apart here",
)
def test_a_process_with_one_thread_may_use_whichever_core_is_free(monkeypatch):
    pytest.importorskip("openvino")
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    network = load_openvino(RECOGNITION_MODEL)
    batch = np.zeros((1, 3, 48, 640), dtype=np.float32)
    thread = threading.Thread(target=lambda: [network.run_steps(batch) for _ in range(20)])
    seen = set()

    thread.start()
    while thread.is_alive():
        try:
            seen.add(frozenset(os.sched_getaffinity(thread.native_id)))
        except ProcessLookupError:
            break
    thread.join()

    assert seen == {frozenset(os.sched_getaffinity(0))}
