"""In-memory documents, files and queues: a supported implementation, for tests and simulation.

One lock, versioned documents, optimistic transactions; values are copied on the way in and out. A stored document is
never changed: an update replaces it, and shares with it what is the same. Fields that are asked for by value are
indexed from the first such query on, so that what a query costs depends on what it finds.
"""

import bisect
import dataclasses
import functools
import hashlib
import operator
import threading
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from functions.stores import documents as d
from functions.stores.files import TOKEN_KEY, FileExists, FileInfo, NoSuchFile, md5_of

T = TypeVar("T")
_MAX_DOCUMENT_BYTES = 1_048_576
_ATTEMPTS = 8
_CHANGEABLE = frozenset({dict, list})
_LISTS = (list, tuple)
_SIZED = frozenset({str, dict, list, tuple})
_RANGES = frozenset({"<", "<=", ">", ">="})
_OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "in": lambda value, options: value in options,
    "not-in": lambda value, options: value not in options,
    "array_contains": lambda value, item: item in (value or []),
}


class MemoryDocuments:
    """Documents in a dict."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._documents: dict[str, d.Data] = {}
        self._versions: dict[str, int] = {}
        self._sizes: dict[str, int] = {}
        self._inner: dict[str, tuple[str, ...]] = {}
        """Names of a document's fields that are maps or lists: the others need no copying."""
        self._places: dict[_Place, _Index] = {}

    def get(self, path: str) -> d.Data | None:
        d.count(reads=1)
        with self._lock:
            return self._handed_out(path) if path in self._documents else None

    def get_all(self, paths: Iterable[str]) -> dict[str, d.Data]:
        paths = list(paths)
        d.count(reads=len(paths))
        with self._lock:
            return {path: self._handed_out(path) for path in paths if path in self._documents}

    def commit(self, writes: Sequence[d.Write]) -> None:
        if not writes:
            return
        with self._lock:
            self._apply(writes)
        d.count(commits=1)

    def _apply(self, writes: Sequence[d.Write]) -> None:
        changed: dict[str, d.Data | None] = {}
        sizes: dict[str, int] = {}
        for write in writes:
            path = write.path
            changed[path] = _applied(write, changed[path] if path in changed else self._documents.get(path))
            sizes[path] = self._size(write, sizes.get(path, self._sizes.get(path)), changed[path])
        for path, data in changed.items():
            self._versions[path] = self._versions.get(path, 0) + 1
            self._sizes[path] = sizes[path]
            for place in _places(path):
                if place not in self._places:
                    self._places[place] = _Index()
                self._places[place].note(path, self._documents.get(path), data)
            if data is None:
                self._documents.pop(path, None)
                self._inner.pop(path, None)
            else:
                self._documents[path] = data
                self._inner[path] = tuple(name for name, value in data.items() if type(value) in _CHANGEABLE)

    def _handed_out(self, path: str) -> d.Data:
        """Copy a document that is there."""
        stored = self._documents[path]
        copy = stored.copy()
        for name in self._inner[path]:
            copy[name] = _duplicate(stored[name])
        return copy

    @staticmethod
    def _size(write: d.Write, before: int | None, after: d.Data | None) -> int:
        """About how many bytes a document has; never less. Measured anew only where an update might go too far."""
        if isinstance(write, d.Update) and before is not None:
            size = before + sum(_measured(path) + _measured(value) for path, value in write.fields.items())
            if size <= _MAX_DOCUMENT_BYTES:
                return size
        size = _measured(after)
        if size > _MAX_DOCUMENT_BYTES:
            raise d.TooLarge(f"{write.path} would outgrow 1 MiB")
        return size

    def transact(self, body: Callable[[d.Transaction], T]) -> T:
        for _ in range(_ATTEMPTS):
            transaction = _MemoryTransaction(self)
            result = body(transaction)
            with self._lock:
                if all(self._versions.get(p, 0) == v for p, v in transaction.seen.items()):
                    if transaction.writes:
                        self._apply(transaction.writes)
                        d.count(commits=1)
                    return result
        raise d.Contention("the transaction lost against others too often")

    def swap(self, path: str, body: Callable[[d.Data], tuple[d.Data, T]]) -> T:
        def change(transaction: d.Transaction) -> T:
            before = transaction.get(path) or {}
            after, result = body(before)
            if after != before:
                transaction.write(d.Put(path, after))
            return result

        return self.transact(change)

    def query(
        self,
        collection: str,
        where: Sequence[tuple[str, str, Any]] = (),
        *,
        order_by: str | None = None,
        limit: int | None = None,
        group: bool = False,
    ) -> list[d.Snapshot]:
        with self._lock:
            index = self._places.get((collection, group))
            paths = index.matching(where, self._documents) if index else ()
            wanted = [(name, _OPERATORS[op], value) for name, op, value in where]
            found = [(path, self._documents[path]) for path in paths if _matches(self._documents[path], wanted)]
            found.sort(key=operator.itemgetter(0))
            order = [order_by] if order_by else [name for name, op, _ in where if op in _RANGES][:1]
            for name in order:
                found = [each for each in found if name in each[1]]
                found.sort(key=lambda each: each[1][name])
            snapshots = [d.Snapshot(path, self._handed_out(path)) for path, _ in found[:limit]]
        d.count(queries=1, reads=max(1, len(snapshots)))
        return snapshots


class _Index:
    """The documents of a collection, or of all collections of one name; by field and value where that was asked for."""

    def __init__(self) -> None:
        self._paths: dict[str, None] = {}
        self._fields: dict[str, dict[Hashable, dict[str, None]]] = {}

    def note(self, path: str, before: d.Data | None, after: d.Data | None) -> None:
        """Take in that a document was written or deleted."""
        if after is None:
            self._paths.pop(path, None)
        else:
            self._paths[path] = None
        for name, by_value in self._fields.items():
            old, new = (None if data is None else _index_key(data.get(name)) for data in (before, after))
            if old != new and old is not None:
                by_value[old].pop(path, None)
            if old != new and new is not None:
                by_value.setdefault(new, {})[path] = None

    def matching(self, where: Sequence[tuple[str, str, Any]], documents: Mapping[str, d.Data]) -> Collection[str]:
        """Give the paths that may match: all that do, and perhaps more."""
        candidates: list[Collection[str]] = [self._paths]
        for name, op, value in where:
            if op in {"==", "in"}:
                by_value = self._by_value(name, documents)
                keys = {_index_key(each) for each in ([value] if op == "==" else value)}
                found = [by_value.get(key, {}) for key in keys]
                candidates.append(found[0] if len(found) == 1 else [path for paths in found for path in paths])
        return min(candidates, key=len)

    def _by_value(self, name: str, documents: Mapping[str, d.Data]) -> dict[Hashable, dict[str, None]]:
        if name not in self._fields:
            self._fields[name] = {}
            for path in self._paths:
                key = _index_key(documents[path].get(name))
                if key is not None:
                    self._fields[name].setdefault(key, {})[path] = None
        return self._fields[name]


def _index_key(value: Any) -> Hashable:
    """What a value is indexed under; None for what no query finds by value. What shares a key is told apart later."""
    if isinstance(value, _LISTS):
        return ("list", len(value))
    return "map" if isinstance(value, dict) else value


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


_Place = tuple[str, bool]
"""Path of a collection; or the name of a group of collections, and True."""


@functools.lru_cache(maxsize=65536)
def _places(path: str) -> tuple[_Place, _Place]:
    """The collection that a document is in, and the group that this belongs to."""
    parent = path.rpartition("/")[0]
    return (parent, False), (parent.rpartition("/")[2], True)


def _copied(value: Any) -> Any:
    """Copy what can be changed: maps and lists; the rest is immutable. A list of lists is no Firestore value."""
    if isinstance(value, dict):
        return {name: _copied(each) for name, each in value.items()}
    if isinstance(value, _LISTS):
        if any(isinstance(each, _LISTS) for each in value):
            raise d.TooLarge("a list cannot hold a list")
        return [_copied(each) for each in value]
    return value


def _duplicate(stored: Any) -> Any:
    """Copy a stored map or list. It holds nothing that can be changed but dicts and lists."""
    if type(stored) is list:
        return [_duplicate(each) if type(each) is dict else each for each in stored] if stored else []
    return {name: _duplicate(each) if type(each) in _CHANGEABLE else each for name, each in stored.items()}


def _matches(data: d.Data, wanted: Sequence[tuple[str, Callable[[Any, Any], bool], Any]]) -> bool:
    for name, compare, value in wanted:
        found = data.get(name)
        if found is None or not compare(found, value):
            return False
    return True


def _measured(value: Any) -> int:
    kind = type(value)
    if kind is str:
        return len(value) + 1 if value.isascii() else len(value.encode()) + 1
    if kind is dict:
        size = 3
        for name, each in value.items():
            size += len(name) + 1 if name.isascii() else len(name.encode()) + 1
            size += _measured(each) if type(each) in _SIZED else 8
        return size
    if kind is list or kind is tuple:
        return 3 + sum(_measured(each) for each in value)
    return _measured(value.values) if kind is d.ArrayUnion or kind is d.ArrayRemove else 8


def _applied(write: d.Write, before: d.Data | None) -> d.Data | None:
    match write:
        case d.Create(path, data):
            if before is not None:
                raise d.AlreadyExists(path)
            return dict(_copied(data))
        case d.Put(_, data):
            return dict(_copied(data))
        case d.Delete():
            return None
        case d.Update(path, fields):
            if before is None:
                raise d.NotFound(path)
            after = dict(before)
            for field_path, value in fields.items():
                _set_field(after, field_path, value)
            return after


def _set_field(data: d.Data, field_path: d.FieldPath, value: Any) -> None:
    """Change one field of a map that nobody else has yet; maps in it are shared with older versions."""
    name, *rest = field_path
    if rest:
        inner = data.get(name)
        data[name] = dict(inner) if isinstance(inner, dict) else {}
        _set_field(data[name], tuple(rest), value)
    elif value is d.DELETE:
        data.pop(name, None)
    elif isinstance(value, d.ArrayUnion):
        present = data.get(name) or []
        data[name] = [*present, *(v for v in value.values if v not in present)]
    elif isinstance(value, d.ArrayRemove):
        data[name] = [v for v in data.get(name) or [] if v not in value.values]
    else:
        data[name] = _copied(value)


class MemoryFiles:
    """Files in a dict; create-once like Storage with a generation precondition."""

    def __init__(self) -> None:
        self._objects: dict[str, tuple[bytes, FileInfo]] = {}
        self._names: list[str] = []
        """In order."""

    def put(self, path: str, source: Path, *, content_type: str, metadata: Mapping[str, str]) -> FileInfo:
        if path in self._objects:
            raise FileExists(path)
        info = self._write(path, source, content_type, metadata, generation=1)
        bisect.insort(self._names, path)
        return info

    def replace(self, flawed: FileInfo, source: Path, *, content_type: str, metadata: Mapping[str, str]) -> FileInfo:
        found = self.stat(flawed.path)
        if found is None or found.generation != flawed.generation:
            raise FileExists(flawed.path)
        return self._write(flawed.path, source, content_type, metadata, generation=flawed.generation + 1)

    def _write(
        self, path: str, source: Path, content_type: str, metadata: Mapping[str, str], *, generation: int
    ) -> FileInfo:
        body = source.read_bytes()
        sums = {"sha256": hashlib.sha256(body).hexdigest(), "md5": md5_of(source)}
        info = FileInfo(path, len(body), content_type, {**metadata, **sums}, sums["md5"], generation)
        self._objects[path] = (body, info)
        return info

    def stat(self, path: str) -> FileInfo | None:
        found = self._objects.get(path)
        return found[1] if found else None

    def list(self, prefix: str) -> list[FileInfo]:
        start = bisect.bisect_left(self._names, prefix)
        end = bisect.bisect_left(self._names, prefix + chr(0x10FFFF), lo=start)
        return [self._objects[path][1] for path in self._names[start:end]]

    def fetch(self, path: str, target: Path) -> FileInfo:
        info = self.fetch_upload(path, target)
        if hashlib.sha256(self._objects[path][0]).hexdigest() != info.metadata.get("sha256"):
            raise NoSuchFile(f"{path} does not match its hash")
        return info

    def fetch_upload(self, path: str, target: Path) -> FileInfo:
        if path not in self._objects:
            raise NoSuchFile(path)
        body, info = self._objects[path]
        target.write_bytes(body)
        return info

    def set_token(self, path: str, token: str | None) -> None:
        if path not in self._objects:
            raise NoSuchFile(path)
        body, info = self._objects[path]
        metadata = {k: v for k, v in info.metadata.items() if k != TOKEN_KEY}
        if token:
            metadata[TOKEN_KEY] = token
        self._objects[path] = (body, dataclasses.replace(info, metadata=metadata))

    def reject(self, path: str, reason: str) -> None:
        if path not in self._objects:
            raise NoSuchFile(path)
        body, info = self._objects[path]
        self._objects[path] = (body, dataclasses.replace(info, metadata={**info.metadata, "rejected": reason}))


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
