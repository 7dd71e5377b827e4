"""Our functions behind functions-framework and gunicorn, with workers and threads, as the platform runs them."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from cli.suite import processes
from cli.suite.ports import HOST, is_free

ROOT = Path(__file__).parents[2]
_READY_SECONDS = 120.0


class Server:
    """One function: a gunicorn master with workers that it replaces when they die.

    Attributes:
        url: where it answers.
        log: the file with what it prints.
    """

    def __init__(self, target: str, signature: str, port: int, folder: Path, environment: Mapping[str, str]) -> None:
        self.target = target
        self._port = port
        self.url = f"http://{HOST}:{port}/"
        self.log = folder / f"{target}.log"
        command = [sys.executable, "-m", "functions_framework"]
        options = ["--target", target, "--signature-type", signature, "--host", HOST, "--port", str(port)]
        with self.log.open("wb") as output:
            self._master = subprocess.Popen(
                [*command, *options, "--source", str(Path(__file__).with_name("served.py"))],
                cwd=ROOT,
                env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def wait_until_ready(self) -> None:
        """Wait until it listens; what comes before its workers are there waits for them."""
        assert processes.wait_until(lambda: not is_free(self._port) or self._has_ended(), _READY_SECONDS)
        assert not self._has_ended(), self.log.read_text()[-3000:]

    def _has_ended(self) -> bool:
        return self._master.poll() is not None

    def workers(self) -> list[int]:
        """The process ids of its workers."""
        found = subprocess.run(["pgrep", "-P", str(self._master.pid)], capture_output=True, text=True, check=False)
        return [int(pid) for pid in found.stdout.split()]

    def stop(self) -> None:
        """End it, with everything that its workers have begun."""
        self._master.terminate()
        try:
            self._master.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self._master.kill()
            self._master.wait()


def kill(pid: int) -> bool:
    """Kill a process as the platform does when memory is short; tells whether it was there."""
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True
