"""In-memory documents, files and queues: a supported implementation, for tests and simulation.

One lock, versioned documents, optimistic transactions; values are copied on the way in and out.
"""

import copy
import hashlib
import operator
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from functions.stores import documents as d
from functions.stores.files import TOKEN_KEY, FileExists, FileInfo, NoSuchFile, sha256_of

T = TypeVar("T")
_MAX_DOCUMENT_BYTES = 1_048_576
_ATTEMPTS = 8
_OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "in": lambda value, options: value in options,
    "array_contains": lambda value, item: item in (value or []),
}


class MemoryDocuments:
    """Documents in a dict."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._documents: dict[str, d.Data] = {}
        self._versions: dict[str, int] = {}

    def get(self, path: str) -> d.Data | None:
        d.count(reads=1)
        with self._lock:
            return copy.deepcopy(self._documents.get(path))

    def get_all(self, paths: Iterable[str]) -> dict[str, d.Data]:
        paths = list(paths)
        d.count(reads=len(paths))
        with self._lock:
            return {p: copy.deepcopy(self._documents[p]) for p in paths if p in self._documents}

    def commit(self, writes: Sequence[d.Write]) -> None:
        with self._lock:
            changed: dict[str, d.Data | None] = {}
            for write in writes:
                before = changed[write.path] if write.path in changed else self._documents.get(write.path)
                changed[write.path] = _applied(write, before)
            for path, data in changed.items():
                self._versions[path] = self._versions.get(path, 0) + 1
                if data is None:
                    self._documents.pop(path, None)
                else:
                    self._documents[path] = data
        d.count(commits=1)

    def transact(self, body: Callable[[d.Transaction], T]) -> T:
        for _ in range(_ATTEMPTS):
            transaction = _MemoryTransaction(self)
            result = body(transaction)
            with self._lock:
                if all(self._versions.get(p, 0) == v for p, v in transaction.seen.items()):
                    if transaction.writes:
                        self.commit(transaction.writes)
                    return result
        raise d.Contention("the transaction lost against others too often")

    def query(
        self,
        collection: str,
        where: Sequence[tuple[str, str, Any]] = (),
        *,
        order_by: str | None = None,
        limit: int | None = None,
        group: bool = False,
    ) -> list[d.Snapshot]:
        found = []
        with self._lock:
            for path, data in sorted(self._documents.items()):
                parent = path.rsplit("/", 1)[0]
                if (parent.rsplit("/", 1)[-1] if group else parent) == collection and all(
                    name in data and data[name] is not None and _OPERATORS[op](data[name], value)
                    for name, op, value in where
                ):
                    found.append(d.Snapshot(path, copy.deepcopy(data)))
        if order_by is not None:
            found = [s for s in found if order_by in s.data]
            found.sort(key=lambda s: s.data[order_by])
        found = found[:limit]
        d.count(queries=1, reads=max(1, len(found)))
        return found


class _MemoryTransaction(d.Buffered):
    def __init__(self, store: MemoryDocuments) -> None:
        super().__init__()
        self._store = store
        self.seen: dict[str, int] = {}

    def get(self, path: str) -> d.Data | None:
        return self.get_all([path]).get(path)

    def get_all(self, paths: Iterable[str]) -> dict[str, d.Data]:
        with self._store._lock:
            paths = list(paths)
            for path in paths:
                self.seen.setdefault(path, self._store._versions.get(path, 0))
            return self._store.get_all(paths)


def _applied(write: d.Write, before: d.Data | None) -> d.Data | None:
    match write:
        case d.Create(path, data):
            if before is not None:
                raise d.AlreadyExists(path)
            after = copy.deepcopy(data)
        case d.Put(_, data):
            after = copy.deepcopy(data)
        case d.Delete():
            return None
        case d.Update(path, fields):
            if before is None:
                raise d.NotFound(path)
            after = copy.deepcopy(before)
            for field_path, value in fields.items():
                _set_field(after, field_path, value)
    if len(repr(after)) > _MAX_DOCUMENT_BYTES:
        raise d.TooLarge(f"{write.path} would outgrow 1 MiB")
    return after


def _set_field(data: d.Data, field_path: d.FieldPath, value: Any) -> None:
    *parents, last = field_path
    for name in parents:
        if not isinstance(data.get(name), dict):
            data[name] = {}
        data = data[name]
    if value is d.DELETE:
        data.pop(last, None)
    elif isinstance(value, d.ArrayUnion):
        present = list(data.get(last) or [])
        data[last] = present + [v for v in value.values if v not in present]
    elif isinstance(value, d.ArrayRemove):
        data[last] = [v for v in data.get(last) or [] if v not in value.values]
    else:
        data[last] = copy.deepcopy(value)


class MemoryFiles:
    """Files in a dict; create-once like Storage with a generation precondition."""

    def __init__(self) -> None:
        self._objects: dict[str, tuple[bytes, FileInfo]] = {}

    def put(self, path: str, source: Path, *, content_type: str, metadata: Mapping[str, str]) -> FileInfo:
        if path in self._objects:
            raise FileExists(path)
        body = source.read_bytes()
        info = FileInfo(path, len(body), content_type, {**metadata, "sha256": hashlib.sha256(body).hexdigest()})
        self._objects[path] = (body, info)
        return info

    def stat(self, path: str) -> FileInfo | None:
        found = self._objects.get(path)
        return found[1] if found else None

    def list(self, prefix: str) -> list[FileInfo]:
        return [info for path, (_, info) in sorted(self._objects.items()) if path.startswith(prefix)]

    def fetch(self, path: str, target: Path) -> FileInfo:
        if path not in self._objects:
            raise NoSuchFile(path)
        body, info = self._objects[path]
        target.write_bytes(body)
        if sha256_of(target) != info.metadata["sha256"]:
            raise NoSuchFile(f"{path} does not match its hash")
        return info

    def set_token(self, path: str, token: str | None) -> None:
        body, info = self._objects[path]
        metadata = {k: v for k, v in info.metadata.items() if k != TOKEN_KEY}
        if token:
            metadata[TOKEN_KEY] = token
        self._objects[path] = (body, FileInfo(path, info.size, info.content_type, metadata))


class MemoryQueues:
    """Messages and tasks in lists; whoever drives the simulation delivers them in the order it likes."""

    def __init__(self) -> None:
        self.messages: list[tuple[str, dict[str, Any]]] = []
        self.tasks: dict[str, tuple[datetime, dict[str, Any]]] = {}

    def publish(self, topic: str, message: Mapping[str, Any]) -> None:
        d.count(publishes=1)
        self.messages.append((topic, dict(message)))

    def schedule(self, name: str, at: datetime, message: Mapping[str, Any]) -> None:
        d.count(publishes=1)
        self.tasks.setdefault(name, (at, dict(message)))
