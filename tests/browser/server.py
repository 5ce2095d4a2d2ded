"""The real server in a process of its own, as `verso serve` starts it."""

from __future__ import annotations

import os
import re
import select
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from tests.ports import free_port

ROOT = Path(__file__).resolve().parent.parent.parent
START_LIMIT_S = 60.0
STOP_LIMIT_S = 20.0
_LINK = re.compile(r"http://\S+/first-run\?key=\S+")


@dataclass
class Server:
    """A running server with a data folder of its own."""

    data_folder: Path
    environment: dict[str, str] = field(default_factory=dict)
    address: str = ""
    first_run_link: str = ""
    """The one-time link it printed; "" once there is an account."""
    port: int = 0
    """Where it listens: chosen at the first start, and kept by later ones."""
    root: Path = ROOT
    """Where the program is."""
    _process: subprocess.Popen[str] | None = None

    def start(self) -> Server:
        """Start, and wait until it says where it is."""
        self.port = self.port or free_port()
        self.address = f"http://localhost:{self.port}"
        command = [sys.executable, "-m", "app.cli", "serve", "--port", str(self.port)]
        command += ["--data-folder", str(self.data_folder)]
        environment = os.environ | {"VERSO_HOST": "127.0.0.1"} | self.environment
        self._process = subprocess.Popen(
            command, cwd=self.root, env=environment, stdout=subprocess.PIPE, text=True
        )
        try:
            self._read_announcement()
        except BaseException:
            self.kill()
            raise
        return self

    @property
    def is_running(self) -> bool:
        """Whether it was started, and has not ended."""
        return self._process is not None and self._process.poll() is None

    def _read_announcement(self) -> None:
        assert self._process is not None
        assert self._process.stdout is not None
        deadline_s = time.monotonic() + START_LIMIT_S
        said = ""
        while not _is_listening(self.address):
            if self._process.poll() is not None or time.monotonic() > deadline_s:
                raise AssertionError(f"the server did not start:\n{said}")
            if select.select([self._process.stdout], [], [], 0.1)[0]:
                said += os.read(self._process.stdout.fileno(), 4096).decode()
        while select.select([self._process.stdout], [], [], 0.2)[0]:
            read = os.read(self._process.stdout.fileno(), 4096).decode()
            if not read:
                break
            said += read
        found = _LINK.search(said)
        self.first_run_link = found.group() if found else ""

    def stop(self) -> None:
        """Stop as a service manager does, and insist when it does not."""
        if self._process is None:
            return
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(STOP_LIMIT_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._forget()

    def kill(self) -> None:
        """End it as a power cut does."""
        assert self._process is not None, "it does not run"
        self._process.kill()
        self._process.wait()
        self._forget()

    def _forget(self) -> None:
        assert self._process is not None
        assert self._process.stdout is not None
        self._process.stdout.close()
        self._process = None


def _is_listening(address: str) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.2)
        return probe.connect_ex(("127.0.0.1", int(address.rpartition(":")[2]))) == 0
