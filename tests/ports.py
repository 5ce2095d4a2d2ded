"""Ports for the servers that tests start."""

from __future__ import annotations

import random
import socket

PORTS = range(20_000, 32_000)
"""Below those that a system gives to outgoing connections: what was free when it was chosen is free
when a server starts, or starts again, there."""


def free_port() -> int:
    """Give a port of this machine that nobody listens on."""
    while True:
        port = random.choice(PORTS)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        return port
