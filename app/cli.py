"""The command line: `verso serve`, `worker`, `read`, `demo`, `account`, `settings`."""

from __future__ import annotations

import argparse
import errno
import getpass
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from app import __version__, cli_read
from app.settings import CannotStartError, Settings

# What each command needs is imported when it runs: `verso --help` and `verso read` answer without
# loading the web server.


def build_parser() -> argparse.ArgumentParser:
    """Describe the commands."""
    parser = argparse.ArgumentParser(
        prog="verso", description="Scan business cards, on your own machine."
    )
    parser.add_argument("--version", action="version", version=f"Verso {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_serve(commands)
    cli_read.add_parser(commands)
    _add_simple(commands, "worker", "read waiting scans, without a web server", _run_worker)
    _add_simple(commands, "demo", "fill a demo book with drawn cards of invented people", _run_demo)
    _add_account(commands)
    _add_simple(commands, "settings", "show every setting and its value", _run_settings)
    return parser


def _add_serve(commands: Any) -> None:
    serve = _add_simple(commands, "serve", "start the server and its reading processes", _run_serve)
    serve.add_argument("--host", help="address to listen on")
    serve.add_argument("--port", type=int, help="port to listen on")
    serve.add_argument(
        "--lan",
        action="store_true",
        help="serve phones of the local network, over HTTPS with a certificate made here",
    )


def _add_account(commands: Any) -> None:
    account = commands.add_parser("account", help="look after accounts")
    actions = account.add_subparsers(dest="action", required=True, metavar="ACTION")
    password = _add_simple(actions, "password", "set an account's password", _run_password)
    password.add_argument("email", help="the account's e-mail address")


def _add_simple(commands: Any, name: str, text: str, run: Any) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(name, help=text, description=text)
    command.add_argument("--data-folder", type=Path, help="where database and photos are kept")
    command.set_defaults(run=run)
    return command


def read_settings(arguments: argparse.Namespace) -> Settings:
    """Give the settings, with what the command line says over the environment."""
    names = ("data_folder", "host", "port")
    given = {name: getattr(arguments, name, None) for name in names}
    return Settings(**{name: value for name, value in given.items() if value is not None})


def _run_serve(arguments: argparse.Namespace) -> int:
    from app.serve import serve
    from app.worker import set_up_logging

    set_up_logging()
    serve(read_settings(arguments), is_on_lan=arguments.lan)
    return 0


def _run_worker(arguments: argparse.Namespace) -> int:
    from app.db import make_engine
    from app.serve import prepare_data_folder, prepare_database
    from app.worker import run_worker, set_up_logging

    set_up_logging()
    settings = read_settings(arguments)
    prepare_data_folder(settings)
    engine = make_engine(settings.database)
    prepare_database(engine)
    engine.dispose()
    return run_worker(settings)


def _run_demo(arguments: argparse.Namespace) -> int:
    from app.demo import fill_demo
    from app.serve import prepare_data_folder
    from app.worker import set_up_logging

    set_up_logging()
    settings = read_settings(arguments)
    prepare_data_folder(settings)
    fill_demo(settings)
    return 0


def _run_password(arguments: argparse.Namespace) -> int:
    from sqlalchemy.orm import Session

    from app.accounts import change_password, find_account
    from app.db import make_engine
    from app.errors import AppError
    from app.serve import prepare_database

    engine = make_engine(read_settings(arguments).database)
    prepare_database(engine)
    try:
        with Session(engine) as session, session.begin():
            account = find_account(session, arguments.email)
            change_password(session, account, _ask_password())
    except AppError as error:
        print(error.hint, file=sys.stderr)  # noqa: T201
        return 1
    finally:
        engine.dispose()
    print("The password is changed. Every sign-in of this account has ended.")  # noqa: T201
    return 0


def _ask_password() -> str:
    # From a pipe it is one line, so that a script can set it without showing it to `ps`.
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    return getpass.getpass("New password: ")


def _run_settings(arguments: argparse.Namespace) -> int:
    settings = read_settings(arguments)
    for name, field in Settings.model_fields.items():
        value = getattr(settings, name)
        print(f"# {field.description}")  # noqa: T201
        print(f"VERSO_{name.upper()}={'' if value is None else value}\n")  # noqa: T201
    return 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and give its exit status: 0 done, 1 not done, 2 a wrong command line."""
    given = build_parser().parse_args(arguments)
    try:
        status: int = given.run(given)
    except ValidationError as error:
        for problem in error.errors():
            name = "_".join(str(part) for part in problem["loc"]).upper()
            print(f"VERSO_{name}: {problem['msg']}", file=sys.stderr)  # noqa: T201
        return 1
    except CannotStartError as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 1
    except BrokenPipeError:
        # Whoever read what was printed has had enough, as `head` does. Python would complain
        # once more when it empties its buffer at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        print("The disk is full: not everything was written.", file=sys.stderr)  # noqa: T201
        return 1
    return status


if __name__ == "__main__":
    sys.exit(main())
