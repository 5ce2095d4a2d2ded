"""`verso serve` as it is really started: what it prints, what it refuses, how it answers."""

from __future__ import annotations

import os
import re
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2 as httpx
import pytest

from app.assets import Assets
from app.lan import NoNetworkError, find_lan_address
from app.serve import require_vendor_files
from app.settings import CannotStartError
from tests.ports import free_port

ROOT = Path(__file__).resolve().parent.parent.parent


def environment(**values: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("VERSO_")}
    return {**kept, "VERSO_WORKERS": "0", "PYTHONIOENCODING": "utf-8", **values}


@contextmanager
def verso(*arguments: str) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "app.cli", *arguments],
        cwd=ROOT,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.communicate(timeout=60)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            raise


def read_until(process: subprocess.Popen[str], pattern: str) -> str:
    assert process.stdout is not None
    text = ""
    for line in process.stdout:
        text += line
        if re.search(pattern, text):
            return text
    raise AssertionError(f"{pattern!r} never came:\n{text}")


def wait_for(address: str, **options: object) -> httpx.Response:
    deadline_s = time.monotonic() + 90
    while True:
        try:
            return httpx.get(address, **options)
        except httpx.TransportError:
            assert time.monotonic() < deadline_s, "no answer"
            time.sleep(0.05)


def run_verso(*arguments: str, **values: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "app.cli", *arguments],
        cwd=ROOT,
        env=environment(**values),
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def test_the_link_on_the_terminal_creates_the_first_account(tmp_path):
    port = free_port()
    with verso("serve", "--data-folder", str(tmp_path / "data"), "--port", str(port)) as process:
        text = read_until(process, r"first-run\?key=\S+")
        (link,) = re.findall(r"http\S+first-run\S+", text)

        assert f"Verso is at http://localhost:{port}" in text
        assert "<form" in wait_for(link).text
        assert httpx.get(f"http://localhost:{port}/").status_code == 503


def test_a_server_that_is_set_up_prints_no_link(settings, signed_in):
    port = str(free_port())
    with verso("serve", "--data-folder", str(settings.data_folder), "--port", port) as process:
        text = read_until(process, "Verso is at")
        wait_for(f"http://localhost:{port}/healthz")
        process.terminate()
        rest, _ = process.communicate(timeout=60)

    assert "first-run" not in text + rest


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_server_ends_quietly_when_it_is_told_to(tmp_path, number):
    port = str(free_port())
    with verso("serve", "--data-folder", str(tmp_path / "data"), "--port", port) as process:
        wait_for(f"http://localhost:{port}/healthz")
        process.send_signal(number)
        text, _ = process.communicate(timeout=60)

        assert process.returncode == 0
        assert "Traceback" not in text


def test_a_port_that_is_taken_is_said_so(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = run_verso("serve", "--data-folder", str(tmp_path), "--port", port)

    assert done.returncode == 1
    assert f"Port {port}" in done.stderr
    assert "--port" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_data_folder_that_cannot_be_made_is_said_so(tmp_path):
    (tmp_path / "file").touch()
    done = run_verso("serve", "--data-folder", str(tmp_path / "file" / "data"))

    assert done.returncode == 1
    assert "--data-folder" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="rights are other things there")
def test_in_a_folder_open_to_others_the_database_is_its_owners_alone(tmp_path):
    tmp_path.chmod(0o755)
    port = str(free_port())
    with verso("serve", "--data-folder", str(tmp_path), "--port", port) as process:
        read_until(process, "Verso is at")

    modes = {path.stat().st_mode & 0o077 for path in tmp_path.glob("verso.sqlite3*")}

    assert modes == {0}


@pytest.mark.parametrize("pause_s", [0.0, 0.1, 0.4])
def test_told_to_stop_while_it_starts_it_stops(tmp_path, pause_s):
    with verso("serve", "--data-folder", str(tmp_path), "--port", str(free_port())) as process:
        read_until(process, "one-time link")
        time.sleep(pause_s)

    assert process.returncode in (0, -signal.SIGTERM)


def test_a_database_that_is_none_is_said_so(tmp_path):
    (tmp_path / "verso.sqlite3").write_bytes(b"not a database" * 100)
    done = run_verso("serve", "--data-folder", str(tmp_path), "--port", str(free_port()))

    assert done.returncode == 1
    assert "database" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_checkout_that_was_not_set_up_is_said_so(app, tmp_path):
    app.state.assets = Assets(tmp_path)

    with pytest.raises(CannotStartError, match="make setup"):
        require_vendor_files(app)


@pytest.mark.parametrize(
    ("name", "value"), [("VERSO_PORT", "99999999"), ("VERSO_SIGN_IN_LIMIT", "often")]
)
def test_a_setting_that_cannot_be_is_named(tmp_path, name, value):
    done = run_verso("serve", "--data-folder", str(tmp_path), **{name: value})

    assert done.returncode == 1
    assert name in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("arguments", [(), ("nonsense",), ("serve", "--nonsense")])
def test_a_wrong_command_line_is_exit_status_2(arguments):
    assert run_verso(*arguments).returncode == 2


def test_on_the_local_network_it_speaks_tls_under_its_own_authority(tmp_path):
    try:
        address = find_lan_address()
    except NoNetworkError:
        pytest.skip("this machine has no network")
    port = free_port()
    folder = tmp_path / "data"
    with verso("serve", "--lan", "--data-folder", str(folder), "--port", str(port)) as process:
        text = read_until(process, "(?s)/trust.*[▀▄█]")
        base = f"https://{address}:{port}"
        assert f"{base}/first-run?key=" in text
        trusting = ssl.create_default_context(cafile=folder / "certificates" / "verso-ca.pem")

        served = wait_for(f"{base}/certificate", verify=trusting)
        health = httpx.get(f"https://localhost:{port}/healthz", verify=trusting)
        help_page = httpx.get(f"{base}/trust", verify=trusting)

        assert served.headers["content-type"] == "application/x-x509-ca-cert"
        assert served.content == (folder / "certificates" / "verso-ca.pem").read_bytes()
        assert b"PRIVATE KEY" not in served.content
        assert health.status_code == 200
        assert 'href="/certificate"' in help_page.text
        with pytest.raises(httpx.ConnectError):
            httpx.get(base)  # a stranger's authority is not trusted without being told
