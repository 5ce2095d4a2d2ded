"""What holds for all tests: the order they are run in, and how examples are made up."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

# Every run makes up the same examples, and none is too slow: a machine may be busy.
settings.register_profile(
    "verso",
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("verso")

LONGEST_FIRST = (
    "browser/test_accessibility.py",
    "browser/test_journey.py",
    "browser/test_outbox_storms.py",
    "app/test_crashes.py",
    "ocr/test_real_engine.py",
    "bench/test_reading_report.py",
    "browser/test_updates.py",
    "browser/test_scan_accessibility.py",
    "app/importing/test_kill.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest: short tests are what workers share out well at the end."""
    items.sort(key=_turn)


def _turn(item: pytest.Item) -> int:
    for turn, name in enumerate(LONGEST_FIRST):
        if item.path.as_posix().endswith(f"tests/{name}"):
            return turn
    is_long = any(item.get_closest_marker(name) for name in ("browser", "slow"))
    return len(LONGEST_FIRST) + (0 if is_long else 1)
