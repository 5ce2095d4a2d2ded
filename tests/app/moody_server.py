"""`verso serve` with the moody worker; settings come from the environment."""

from __future__ import annotations

import sys

from app.serve import serve
from app.settings import Settings
from app.worker import set_up_logging

if __name__ == "__main__":
    set_up_logging()
    serve(Settings(), worker_command=(sys.executable, "-m", "tests.app.moody_worker"))
