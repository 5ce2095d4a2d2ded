"""A Chromium of its own, with a folder that outlives it: it can be killed as a phone's can."""

from __future__ import annotations

import subprocess
import time
from contextlib import suppress
from pathlib import Path

from playwright.sync_api import BrowserContext, BrowserType, Error, Page

from tests.browser.chromium import CHROMIUM_OPTIONS, system_chromium

START_LIMIT_S = 60.0
OPTIONS = ("--headless=new", *CHROMIUM_OPTIONS, "--remote-debugging-port=0")


class Phone:
    """A browser on one profile; what it keeps is on the disk of this machine."""

    def __init__(self, browser_type: BrowserType, folder: Path) -> None:
        self._type = browser_type
        self.folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        self.context: BrowserContext

    def start(self) -> Phone:
        """Open the browser, with what it kept from the last time."""
        path = system_chromium()
        assert path is not None, "there is no Chromium here (make setup installs one)"
        port_file = self.folder / "DevToolsActivePort"
        port_file.unlink(missing_ok=True)
        self._process = subprocess.Popen(
            [path, *OPTIONS, f"--user-data-dir={self.folder}", "about:blank"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            port = self._wait_for_port(port_file)
            self._browser = self._type.connect_over_cdp(f"http://127.0.0.1:{port}")
        except BaseException:
            self.kill()
            raise
        self.context = self._browser.contexts[0]
        return self

    def _wait_for_port(self, port_file: Path) -> str:
        assert self._process is not None
        deadline_s = time.monotonic() + START_LIMIT_S
        while not (port_file.exists() and "\n" in port_file.read_text()):
            assert self._process.poll() is None, "the browser ended at once"
            assert time.monotonic() < deadline_s, "the browser does not say where it listens"
            time.sleep(0.05)
        return port_file.read_text().partition("\n")[0]

    def open_tab(self) -> Page:
        """Open one more tab."""
        page = self.context.new_page()
        page.set_default_timeout(30_000)
        return page

    def crash_tab(self, page: Page) -> None:
        """Let a tab's process die, as when a phone is short of memory."""
        # No answer comes from what is dead.
        with page.expect_event("crash"), suppress(Error):
            page.goto("chrome://crash", timeout=2_000)
        page.close()

    def kill(self) -> None:
        """End the browser as an empty battery does."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()
        self._process = None
        # Its helpers notice that it is gone, and let go of the folder.
        lock = self.folder / "SingletonLock"
        lock.unlink(missing_ok=True)

    def close(self) -> None:
        """End the browser as its owner does: it writes down what it has to."""
        assert self._process is not None
        self._browser.new_browser_cdp_session().send("Browser.close")
        self._process.wait(START_LIMIT_S)
        self._process = None

    def stop(self) -> None:
        """End it for good, if it runs."""
        if self._process is not None:
            self.kill()
