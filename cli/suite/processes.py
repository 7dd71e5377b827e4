"""Follows and ends the processes of one suite, and no others.

The CLI is started as the leader of a process group. Its function workers stay in that group, even when they outlive
it; its Java emulators lead groups of their own, so they are remembered by process id and start time (an id alone may be
somebody else's by the time it is used).
"""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

_GRACE_SECONDS = 3.0
_POLL_SECONDS = 0.05


@dataclass(frozen=True)
class Process:
    """One process as the system lists it; `started` is opaque and differs between two that had the same id."""

    pid: int
    parent: int
    group: int
    started: str


def running() -> list[Process]:
    """All processes of the machine, but those that have ended and wait to be collected."""
    return _from_proc() if sys.platform == "linux" else _from_ps()


def find(pid: int) -> Process | None:
    """The process with an id, or None."""
    return next((process for process in running() if process.pid == pid), None)


def alive(pid: int, started: str) -> bool:
    """Whether the very process that had this id and start time still runs."""
    process = find(pid)
    return process is not None and process.started == started


def detached_descendants(pid: int) -> list[Process]:
    """The descendants of a process that are not in its group."""
    processes = running()
    own = next((process for process in processes if process.pid == pid), None)
    if own is None:
        return []
    family = {pid}
    grown = True
    while grown:
        children = {process.pid for process in processes if process.parent in family} - family
        family |= children
        grown = bool(children)
    return [process for process in processes if process.pid in family and process.group != own.group]


def wait_until(condition: Callable[[], bool], seconds: float) -> bool:
    """Whether a condition came true within so many seconds."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(_POLL_SECONDS)
    return True


def end(leader: tuple[int, str], others: Iterable[tuple[int, str]]) -> None:
    """End the group that a process leads or led, and the others with the groups that they lead.

    First by SIGTERM; what is still there 3 s later, by SIGKILL.

    Args:
        leader: process id and start time of a process that was started as a group's leader.
        others: process id and start time of each.
    """
    others = list(others)
    for number in (signal.SIGTERM, signal.SIGKILL):
        for process in _left(leader, others):
            with contextlib.suppress(ProcessLookupError):
                os.kill(process.pid, number)
        if wait_until(lambda: not _left(leader, others), _GRACE_SECONDS):
            return


def _left(leader: tuple[int, str], others: list[tuple[int, str]]) -> list[Process]:
    processes = running()
    ours = {process.pid for process in processes if (process.pid, process.started) in [leader, *others]}
    ids = {process.pid for process in processes}
    if leader[0] not in ids:  # a group's number is not given to a new process while the group has members
        ours.add(leader[0])
    return [process for process in processes if process.group in ours or process.pid in ours]


def _from_proc() -> list[Process]:
    processes = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with contextlib.suppress(OSError):  # it ended while we looked
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
                if fields[0] != "Z":
                    processes.append(Process(int(folder.name), int(fields[1]), int(fields[2]), fields[19]))
    return processes


def _from_ps() -> list[Process]:
    listing = subprocess.run(
        ["ps", "-A", "-o", "pid=,ppid=,pgid=,state=,lstart="],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "LC_ALL": "C"},
    ).stdout
    processes = []
    for line in listing.splitlines():
        pid, parent, group, state, started = line.split(maxsplit=4)
        if not state.startswith("Z"):
            processes.append(Process(int(pid), int(parent), int(group), started.strip()))
    return processes
