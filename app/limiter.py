"""Counts failed sign-ins, per address and per account."""

from __future__ import annotations

import time

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from app.errors import TooManySignInsError


class SignInLimiter:
    """Remembers failures for a while, in this process. Safe from several threads."""

    def __init__(self, limit: str) -> None:
        """Set the limit.

        Args:
            limit: Failures allowed, as COUNT/PERIOD, such as "10/5minutes".
        """
        self._limit: RateLimitItem = parse(limit)
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def check(self, address: str, account: str) -> None:
        """Let a sign-in be tried.

        Raises:
            TooManySignInsError: If the address or the account has failed too often.
        """
        for who in _keys(address, account):
            if not self._limiter.test(self._limit, *who):
                reset_at, _ = self._limiter.get_window_stats(self._limit, *who)
                raise TooManySignInsError(max(1, int(reset_at - time.time()) + 1))

    def count_failure(self, address: str, account: str) -> None:
        """Note that a sign-in failed."""
        for who in _keys(address, account):
            self._limiter.hit(self._limit, *who)


def _keys(address: str, account: str) -> tuple[tuple[str, str], tuple[str, str]]:
    return (("address", address), ("account", account))
