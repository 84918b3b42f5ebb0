"""Two servers side by side on the loopback: the product and the lean site, asked in turn by one client."""

from __future__ import annotations

import http.client
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[1]


@dataclass
class Site:
    """A running server with a signed-in client."""

    port: int
    process: subprocess.Popen[bytes]
    seconds_to_first_answer: float
    cookie: str = ""

    def get(self, path: str) -> tuple[int, bytes]:
        """One request on a connection of its own, as a browser's first one is."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request("GET", path, headers={"Cookie": self.cookie, "Host": "localhost"})
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer.status, body

    def milliseconds(self, path: str) -> float:
        """How long one request took."""
        started = time.perf_counter()
        status, _ = self.get(path)
        if status != http.HTTPStatus.OK:
            raise RuntimeError(f"{path} answered {status}")
        return (time.perf_counter() - started) * 1000

    def milliseconds_to_send(self, path: str, form: Mapping[str, object], cookie: str = "") -> float:
        """How long one form took, up to the answer that leads on; a form that comes back was refused."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {
            "Cookie": cookie or self.cookie,
            "Host": "localhost",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        started = time.perf_counter()
        connection.request("POST", path, urlencode(form, doseq=True), headers)
        answer = connection.getresponse()
        answer.read()
        taken = (time.perf_counter() - started) * 1000
        connection.close()
        if answer.status != http.HTTPStatus.FOUND:
            raise RuntimeError(f"{path} answered {answer.status}")
        return taken

    def memory_mib(self) -> float:
        """The proportional memory of the worker processes, in MiB."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        sizes = [_pss(int(child)) for child in children]
        return max(sizes) / 1024


def in_turn(first: tuple[Site, str], second: tuple[Site, str], rounds: int = 60) -> tuple[float, float]:
    """The medians of two pages asked in turn."""
    for _ in range(5):
        first[0].get(first[1]), second[0].get(second[1])
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        times[0].append(first[0].milliseconds(first[1]))
        times[1].append(second[0].milliseconds(second[1]))
    return statistics.median(times[0]), statistics.median(times[1])


@contextmanager
def serving(wsgi: str, settings: str, database_url: str, cookie: str = "") -> Iterator[Site]:
    """Start one gunicorn worker and end it again; the same server settings for both sites."""
    port = _free_port()
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": settings, "DATABASE_URL": database_url}
    command = [sys.executable, "-m", "gunicorn", "--workers=1", f"--bind=127.0.0.1:{port}", "--log-level=error", wsgi]
    started = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        yield Site(port, process, _wait_for(port, started), cookie)
    finally:
        process.terminate()
        process.wait(10)


def _wait_for(port: int, started: float) -> float:
    """Seconds until the server gives its first answer of any kind."""
    while time.perf_counter() - started < 60:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            connection.request("GET", "/healthz", headers={"Host": "localhost"})
            connection.getresponse().read()
            return time.perf_counter() - started
        except OSError:
            time.sleep(0.01)
    raise RuntimeError("the server did not start")


def _free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


def _pss(pid: int) -> int:
    """Proportional set size in KiB."""
    text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return next(int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:"))
