"""The other commands."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app import __version__, accounts, cli
from app.settings import Settings
from tests.builders import build_account

ROOT = Path(__file__).resolve().parent.parent.parent


def set_password(monkeypatch, settings: Settings, email: str, password: str) -> int:
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{password}\n"))
    folder = str(settings.data_folder)
    return cli.main(["account", "password", email, "--data-folder", folder])


def test_a_forgotten_password_is_set_from_the_terminal(monkeypatch, settings, session, capsys):
    account, _ = build_account(session, email="ada@example.com")
    session.commit()

    status = set_password(monkeypatch, settings, "Ada@example.com", "another good one")

    session.refresh(account)
    assert status == 0
    assert accounts.check_password(session, "ada@example.com", "another good one") is not None
    assert "another good one" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("email", "password", "hint"),
    [("eve@example.com", "another good one", "No account"), ("ada@example.com", "short", "least")],
)
def test_what_cannot_be_set_is_said_so(
    monkeypatch, settings, session, capsys, email, password, hint
):
    build_account(session, email="ada@example.com")
    session.commit()

    assert set_password(monkeypatch, settings, email, password) == 1
    assert hint in capsys.readouterr().err


def test_every_setting_is_shown_with_its_meaning(capsys, tmp_path):
    assert cli.main(["settings", "--data-folder", str(tmp_path)]) == 0

    shown = capsys.readouterr().out
    assert f"VERSO_DATA_FOLDER={tmp_path}" in shown
    for name, field in Settings.model_fields.items():
        assert f"VERSO_{name.upper()}=" in shown
        assert f"# {field.description}" in shown


def test_a_password_in_the_databases_address_is_not_shown(capsys, monkeypatch):
    monkeypatch.setenv("VERSO_DATABASE_URL", "postgresql+psycopg://verso:secret@db/verso")

    cli.main(["settings"])

    assert "secret" not in capsys.readouterr().out


def test_the_version_is_the_packages(capsys):
    with pytest.raises(SystemExit) as stop:
        cli.main(["--version"])

    assert stop.value.code == 0
    assert __version__ in capsys.readouterr().out
    assert f'version = "{__version__}"' in (ROOT / "pyproject.toml").read_text()


def test_help_and_read_do_not_load_the_web_server():
    script = "import sys, app.cli; app.cli.build_parser(); print('fastapi' in sys.modules)"

    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT
    )

    assert done.stdout.strip() == "False"


def test_settings_come_back_from_their_environment(tmp_path, monkeypatch):
    settings = Settings(
        _env_file=None,
        data_folder=tmp_path,
        database_url="postgresql+psycopg://verso:secret@db/verso",
        reading_lease_s=1.5,
        workers=3,
    )
    for name in list(os.environ):
        if name.startswith("VERSO_"):
            monkeypatch.delenv(name)
    for name, value in settings.as_environment().items():
        monkeypatch.setenv(name, value)

    assert Settings(_env_file=None) == settings


def test_a_dot_env_file_is_read_and_the_environment_wins(tmp_path, monkeypatch):
    (tmp_path / ".env").write_text("VERSO_PORT=9001\nVERSO_WORKERS=4\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VERSO_WORKERS", "2")
    monkeypatch.delenv("VERSO_PORT", raising=False)

    settings = Settings()

    assert (settings.port, settings.workers) == (9001, 2)
