"""Faults on purpose for many threads at once: what goes wrong, how often, and a store that is real and fails."""

import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from functions.stores import documents as d
from functions.stores.files import FileInfo, Files, FileStoreError

T = TypeVar("T")
WORKER = "chaos-worker"
"""What the names of threads begin with that may die in the middle; the others stand for parts of one process."""
_STALL_SECONDS = 5.0
_KINDS = {
    "error": "calls to stores, queues and vendors that failed, half of them after their effect",
    "crash": "functions that died in the middle",
    "pause": "calls that were late",
}


class Crash(BaseException):
    """The process dies here. No `except Exception` sees it."""


class Clock:
    """The engine's time: faster than the world's, and now and then it jumps."""

    def __init__(self, speed: float = 1.0) -> None:
        self._began, self._start, self._speed = time.monotonic(), datetime.now(UTC), speed
        self._ahead = 0.0

    def now(self) -> datetime:
        return self._start + timedelta(seconds=self._ahead + (time.monotonic() - self._began) * self._speed)

    def jump(self, seconds: float) -> None:
        self._ahead += seconds


class Faults:
    """Decides what goes wrong, and counts it by kind."""

    def __init__(self, seed: int, *, errors: float, crashes: float, pauses: float = 0.0) -> None:
        self.counts: Counter[str] = Counter()
        self._random = random.Random(seed)
        self._rates = {"error": errors, "crash": crashes, "pause": pauses}
        self._on = True
        self._lock = threading.Lock()

    @property
    def total(self) -> int:
        return self.counts.total()

    def stop(self) -> None:
        """No fault from now on."""
        self._on = False

    def by_kind(self) -> dict[str, int]:
        """The counts, all places of errors, crashes and pauses taken together."""
        summed: Counter[str] = Counter()
        for name, count in self.counts.items():
            kind, _, _where = name.partition(" ")
            summed[_KINDS.get(kind, name)] += count
        return {name: count for name, count in sorted(summed.items()) if count}

    def happens(self, name: str, rate: float) -> bool:
        """Throw the dice for one fault; it is counted when it happens."""
        with self._lock:
            hit = self._on and self._random.random() < rate
            self.counts[name] += hit
            return hit

    def choose(self, options: Sequence[T]) -> T:
        with self._lock:
            return self._random.choice(options)

    def uniform(self, low: float, high: float) -> float:
        with self._lock:
            return self._random.uniform(low, high)

    def around(self, what: str, effect: Callable[[], T], error: Callable[[], Exception]) -> T:
        """Do something that may be late, fail or be cut short, before its effect or after it."""
        self._maybe(f"before {what}", error)
        result = effect()
        self._maybe(f"after {what}", error)
        return result

    def _maybe(self, where: str, error: Callable[[], Exception]) -> None:
        if self.happens(f"pause {where}", self._rates["pause"]):
            time.sleep(self.uniform(0.05, 0.5))
        is_worker = threading.current_thread().name.startswith(WORKER)
        if is_worker and self.happens(f"crash {where}", self._rates["crash"]):
            raise Crash(where)
        if self.happens(f"error {where}", self._rates["error"]):
            raise error()


class FaultyDocuments:
    """A document store that fails before or after it has done what it was asked, and measures its transactions.

    Attributes:
        attempts: how often a transaction's body ran, to how many transactions.
        stalls: how many transactions took longer than 5 s, failed ones among them.
        contended: how many gave up.
    """

    def __init__(self, store: d.Documents, faults: Faults) -> None:
        self._store, self._faults = store, faults
        self.attempts: Counter[int] = Counter()
        self.stalls: list[float] = []
        self.contended = 0
        self._lock = threading.Lock()

    def get(self, path: str) -> d.Data | None:
        return self._faults.around("read", lambda: self._store.get(path), _unavailable)

    def get_all(self, paths: Iterable[str]) -> dict[str, d.Data]:
        wanted = list(paths)
        return self._faults.around("read", lambda: self._store.get_all(wanted), _unavailable)

    def commit(self, writes: Sequence[d.Write]) -> None:
        self._faults.around("commit", lambda: self._store.commit(writes), _unavailable)

    def transact(self, body: Callable[[d.Transaction], T]) -> T:
        return self._faults.around("transaction", lambda: self._measured(body), _unavailable)

    def swap(self, path: str, body: Callable[[d.Data], tuple[d.Data, T]]) -> T:
        return self._faults.around("swap", lambda: self._store.swap(path, body), _unavailable)

    def query(
        self,
        collection: str,
        where: Sequence[tuple[str, str, Any]] = (),
        *,
        order_by: str | None = None,
        limit: int | None = None,
        group: bool = False,
    ) -> list[d.Snapshot]:
        def effect() -> list[d.Snapshot]:
            return self._store.query(collection, where, order_by=order_by, limit=limit, group=group)

        return self._faults.around("query", effect, _unavailable)

    def _measured(self, body: Callable[[d.Transaction], T]) -> T:
        tries = 0

        def counted(transaction: d.Transaction) -> T:
            nonlocal tries
            tries += 1
            return body(transaction)

        began = time.monotonic()
        try:
            return self._store.transact(counted)
        except d.Contention:
            with self._lock:
                self.contended += 1
            raise
        finally:
            took = time.monotonic() - began
            with self._lock:
                self.attempts[tries] += 1
                if took > _STALL_SECONDS:
                    self.stalls.append(took)


def _unavailable() -> Exception:
    return d.Unavailable("chaos")


class FaultyFiles:
    """A file store that fails before or after an object is there."""

    def __init__(self, store: Files, faults: Faults) -> None:
        self._store, self._faults = store, faults

    def put(self, path: str, source: Path, *, content_type: str, metadata: Mapping[str, str]) -> FileInfo:
        def effect() -> FileInfo:
            return self._store.put(path, source, content_type=content_type, metadata=metadata)

        return self._faults.around("upload", effect, _storage_down)

    def replace(self, flawed: FileInfo, source: Path, *, content_type: str, metadata: Mapping[str, str]) -> FileInfo:
        def effect() -> FileInfo:
            return self._store.replace(flawed, source, content_type=content_type, metadata=metadata)

        return self._faults.around("upload", effect, _storage_down)

    def stat(self, path: str) -> FileInfo | None:
        return self._faults.around("look at a file", lambda: self._store.stat(path), _storage_down)

    def list(self, prefix: str) -> list[FileInfo]:
        return self._faults.around("list of files", lambda: self._store.list(prefix), _storage_down)

    def fetch(self, path: str, target: Path) -> FileInfo:
        return self._faults.around("download", lambda: self._store.fetch(path, target), _storage_down)

    def fetch_upload(self, path: str, target: Path) -> FileInfo:
        return self._faults.around("download", lambda: self._store.fetch_upload(path, target), _storage_down)

    def set_token(self, path: str, token: str | None) -> None:
        self._faults.around("token", lambda: self._store.set_token(path, token), _storage_down)

    def reject(self, path: str, reason: str) -> None:
        self._faults.around("rejection", lambda: self._store.reject(path, reason), _storage_down)


def _storage_down() -> Exception:
    return FileStoreError("chaos")
