"""A Firestore emulator that can be killed, behind a proxy that cuts every connection to it.

The emulator holds its documents in memory, and Firestore does not forget what it has acknowledged. So an outage goes
like this: the connections of all clients are cut, in the middle of whatever they do; then nobody can reach it while its
documents are exported; then it is killed, and another is started from the export. A client sees what it would see of an
outage of Firestore: calls that end without an answer, whose effect may or may not be there, and later all is as it was.
"""

import contextlib
import os
import socket
import subprocess
import threading
import time
from pathlib import Path
from typing import Self

import httpx

from cli.suite import PROJECT, firebase_cli, processes
from cli.suite.jars import _cached, find_jars
from cli.suite.java import find_java
from cli.suite.ports import HOST, is_free
from cli.suite.suite import ROOT, say

_READY_SECONDS = 60.0
_LAST_CALLS_SECONDS = 0.5


class Proxy:
    """A TCP proxy whose every connection can be cut.

    Attributes:
        address: host and port, the same whatever is behind it.
        cut_connections: how many connections were cut so far.
    """

    def __init__(self) -> None:
        self.cut_connections = 0
        self._listener = socket.create_server((HOST, 0))
        self.address = f"{HOST}:{self._listener.getsockname()[1]}"
        self._target: int | None = None
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        threading.Thread(target=self._accept, daemon=True).start()

    def mend(self, port: int) -> None:
        """Let connections through to a port."""
        with self._lock:
            self._target = port

    def cut(self) -> None:
        """Cut all connections, and every new one at once."""
        with self._lock:
            self._target = None
            ends, self._open = self._open, set()
            self.cut_connections += len(ends) // 2
        for end in ends:
            _shut(end)

    def close(self) -> None:
        """Listen no more."""
        self.cut()
        _shut(self._listener)

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            with self._lock:
                target = self._target
            try:
                server = socket.create_connection((HOST, target)) if target else None
            except OSError:
                server = None
            if server is None:
                _shut(client)
                continue
            with self._lock:
                self._open |= {client, server}
            for source, sink in ((client, server), (server, client)):
                threading.Thread(target=self._pump, args=(source, sink), daemon=True).start()

    def _pump(self, source: socket.socket, sink: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                sink.sendall(data)
        with self._lock:
            self._open -= {source, sink}
        _shut(source)
        _shut(sink)


def _shut(end: socket.socket) -> None:
    with contextlib.suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()


class MortalFirestore:
    """A Firestore emulator of our own behind a proxy.

    Attributes:
        proxy: where clients find it.
        kills: how often it was killed so far.
    """

    def __init__(self, folder: Path) -> None:
        self.proxy, self.kills = Proxy(), 0
        self._folder = folder
        cli = firebase_cli.find_or_install(ROOT / "infra" / "emulators", say)
        self._java = find_java()
        found = find_jars(
            emulators=frozenset({"firestore"}),
            cli=cli,
            java=self._java,
            rules=ROOT / "storage.rules",
            folder=folder,
            tell=say,
        )
        self._jar = found.environment.get("FIRESTORE_EMULATOR_BINARY_PATH") or str(_cached("firestore", cli))
        self._process: subprocess.Popen[bytes] | None = None
        self._port = 0

    def __enter__(self) -> Self:
        self._start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.proxy.close()
        self._kill()

    def outage(self, seconds: float) -> None:
        """Cut everybody off, kill the emulator, and bring it back with all that it had acknowledged."""
        self.proxy.cut()
        time.sleep(_LAST_CALLS_SECONDS)  # what had reached it is settled, though nobody hears of it
        export = self._folder / f"export{self.kills}"
        reply = httpx.post(
            f"http://{HOST}:{self._port}/emulator/v1/projects/{PROJECT}:export",
            json={
                "database": f"projects/{PROJECT}/databases/(default)",
                "export_directory": str(export.parent),
                "export_name": export.name,
            },
            timeout=60,
            trust_env=False,
        )
        reply.raise_for_status()
        self._kill()
        self.kills += 1
        time.sleep(seconds)
        (metadata,) = export.glob("*.overall_export_metadata")
        self._start("--seed_from_export", str(metadata))

    def _start(self, *options: str) -> None:
        self._port = next(port for port in range(23000, 29000, 11) if is_free(port))
        where = ["--host", HOST, "--port", str(self._port), "--project_id", PROJECT]
        with (self._folder / "firestore.log").open("ab") as log:
            self._process = subprocess.Popen(
                [str(self._java.program), "-Duser.language=en", "-jar", self._jar, *where, *options],
                cwd=self._folder,
                env={name: value for name, value in os.environ.items() if name != "JAVA_HOME"},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        assert processes.wait_until(self._answers, _READY_SECONDS), (self._folder / "firestore.log").read_text()[-2000:]
        self.proxy.mend(self._port)

    def _answers(self) -> bool:
        try:
            return httpx.get(f"http://{HOST}:{self._port}/", timeout=5, trust_env=False).is_success
        except httpx.HTTPError:
            return False

    def _kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None
