"""Which ports the emulators listen on, and who is in the way when one is taken."""

import contextlib
import random
import re
import shutil
import socket
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from cli.suite.errors import SuiteError

HOST = "127.0.0.1"
DEFAULT_PORTS: Mapping[str, int] = {
    "auth": 9099,
    "functions": 5001,
    "firestore": 8080,
    "storage": 9199,
    "pubsub": 8085,
    "tasks": 9499,
    "hosting": 5000,
    "eventarc": 9299,
    "hub": 4400,
    "logging": 4500,
    "websocket": 9150,
}
"""The ports of firebase.json. `websocket` is Firestore's second port; everything else is an emulator's name."""

_FREE_OFFSETS = range(10_000, 20_000, 10)  # keeps every port between the function workers' (8081-9999) and the
# range from which systems hand out ports for outgoing connections (32768 and up)
_LISTEN = "0A"


def ports_at(offset: int) -> dict[str, int]:
    """The default ports, each moved by `offset`."""
    return {name: port + offset for name, port in DEFAULT_PORTS.items()}


def free_ports() -> dict[str, int]:
    """A block of ports of which nobody uses any: the default ports moved by a random offset.

    Raises:
        SuiteError: no such block was found.
    """
    for offset in random.sample(_FREE_OFFSETS, k=len(_FREE_OFFSETS)):
        ports = ports_at(offset)
        if all(is_free(port) for port in ports.values()):
            return ports
    raise SuiteError(
        "No block of free ports was found between 14400 and 29499. Stop what occupies them, then try again."
    )


def is_free(port: int) -> bool:
    """Whether a server could listen on 127.0.0.1:`port` now."""
    with contextlib.closing(socket.socket(socket.AF_INET, socket.SOCK_STREAM)) as caller:
        caller.settimeout(1)
        if caller.connect_ex((HOST, port)) == 0:  # macOS lets two servers bind, one to all addresses and one to this
            return False
    with contextlib.closing(socket.socket(socket.AF_INET, socket.SOCK_STREAM)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # a closed connection's last minute is not a server
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def require_free(ports: Mapping[str, int], emulators: Iterable[str]) -> None:
    """Check that the ports of `emulators` are free.

    Raises:
        SuiteError: names the first taken port, the process that holds it where that can be found, and what to do.
    """
    for name in emulators:
        port = ports[name]
        if is_free(port):
            continue
        who = holder(port)
        by = f" by {who}" if who else ""
        mac = (
            " On a Mac, AirPlay Receiver holds port 5000: it can be switched off in the settings."
            if port == 5000
            else ""
        )
        raise SuiteError(
            f"Port {port}, which the {name} emulator needs, is taken{by}. "
            f"Stop that process, or start the suite on other ports with --port-offset 10000.{mac}"
        )


def holder(port: int) -> str | None:
    """Which process listens on `port`, as 'name (process 123)', or None where the system does not tell."""
    found = _holder_from_proc(port) if Path("/proc/net/tcp").exists() else _holder_from_lsof(port)
    if found is None:
        return None
    pid, name = found
    return f"{name} (process {pid})"


def _holder_from_proc(port: int) -> tuple[int, str] | None:
    inodes = set(_listening_inodes(port))
    if not inodes:
        return None
    for process in Path("/proc").iterdir():
        if not process.name.isdigit():
            continue
        with contextlib.suppress(OSError):  # processes of other users, and those that end meanwhile, cannot be read
            for handle in (process / "fd").iterdir():
                target = str(handle.readlink())
                if target.startswith("socket:[") and target[8:-1] in inodes:
                    return int(process.name), (process / "comm").read_text().strip()
    return None


def _listening_inodes(port: int) -> Iterator[str]:
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        with contextlib.suppress(OSError):  # no IPv6: no such table
            for line in Path(table).read_text().splitlines()[1:]:
                fields = line.split()
                if fields[3] == _LISTEN and int(fields[1].rpartition(":")[2], 16) == port:
                    yield fields[9]


def _holder_from_lsof(port: int) -> tuple[int, str] | None:
    if shutil.which("lsof") is None:
        return None
    listing = subprocess.run(
        ["lsof", "-nP", f"-iTCP:{port}", "-sTCP:LISTEN", "-Fpc"], capture_output=True, text=True, check=False
    ).stdout
    found = re.search(r"^p(\d+)\nc(.+)$", listing, re.MULTILINE)
    return (int(found[1]), found[2]) if found else None
