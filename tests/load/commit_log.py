"""What really went over the wire: every commit of a Firestore client, with the time that the server gave it."""

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import grpc  # type: ignore[import-untyped]
from google.auth.credentials import AnonymousCredentials
from google.cloud import firestore

_NEWS = frozenset({"state", "phase", "progress", "attempt"})
"""Fields of a job that an update of its state or progress changes; the rest is housekeeping."""


@dataclass(frozen=True)
class Commit:
    """One commit: when, which documents, and for the project documents which fields."""

    at: float
    """Seconds since 1970, by the server's clock."""
    seconds: float
    """How long it took."""
    jobs: tuple[str, ...]
    """Paths of the jobs whose state or progress it changed."""
    view: tuple[str, ...]
    """Fields of the project document that it wrote."""

    @property
    def is_progress(self) -> bool:
        """Whether it told the project how far something is, and nothing else."""
        return bool(self.view) and all(name.endswith((".progress", ".last_update")) for name in self.view)

    @property
    def is_state(self) -> bool:
        """Whether it changed a job, and showed that in the project."""
        return bool(self.jobs) and bool(self.view) and not self.is_progress


class CommitLog(grpc.UnaryUnaryClientInterceptor):  # type: ignore[misc]
    """Notes the commits that succeed, and counts what those that do not are answered."""

    def __init__(self) -> None:
        self.refused: Counter[str] = Counter()
        self._lock = threading.Lock()
        self._commits: list[Commit] = []

    def intercept_unary_unary(self, continuation: Callable[..., Any], details: Any, request: Any) -> Any:
        began = time.monotonic()
        call = continuation(details, request)
        if not str(details.method).endswith("/Commit"):
            return call
        error = call.exception()
        with self._lock:
            if error is not None:
                self.refused[error.code().name] += 1
            else:
                at, seconds = call.result().commit_time.timestamp(), time.monotonic() - began
                self._commits.append(Commit(at, seconds, *_news(type(request).pb(request).writes)))
        return call

    def __iter__(self) -> Iterator[Commit]:
        with self._lock:
            return iter(sorted(self._commits, key=lambda commit: commit.at))


def _news(writes: Any) -> tuple[tuple[str, ...], tuple[str, ...]]:
    jobs, view = [], []
    for write in writes:
        path = write.update.name.partition("/documents/")[2].split("/")
        fields = list(write.update_mask.field_paths) or list(write.update.fields)
        if path[-2:-1] == ["jobs"] and _NEWS & set(fields):
            jobs.append("/".join(path))
        elif path[0] == "projects" and len(path) == 2:
            view += fields
    return tuple(jobs), tuple(view)


class Server(firestore.Client):
    """The functions' own client on the emulator, which skips the rules; its commits are noted in `log`."""

    def __init__(self, project: str, host: str) -> None:
        super().__init__(project=project, credentials=AnonymousCredentials())
        self._emulator_host = host
        self.log = CommitLog()

    def _emulator_channel(self, transport: Any) -> grpc.Channel:
        return grpc.intercept_channel(super()._emulator_channel(transport), self.log)
