"""Stores and queues that fail before or after the effect, and watch that nothing happens that must never happen."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from functions.engine import life
from functions.engine.dispatch import FLIGHTS_PATH
from functions.engine.engine import Limits
from functions.stores import documents as d
from functions.stores.files import FileInfo, FileStoreError
from functions.stores.memory import MemoryDocuments, MemoryFiles, MemoryQueues
from tests.simulation.chaos import Chaos

T = TypeVar("T")
_JOB_ORDER = {"queued": 0, "processing": 1, "completed": 2, "failed": 2, "cancelled": 2}
_REQUEST_ORDER = {"pending": 0, "accepted": 1, "rejected": 2, "completed": 2, "failed": 2, "cancelled": 2}


class FaultyDocuments(MemoryDocuments):
    """Documents that fail and watch."""

    def __init__(self, chaos: Chaos, limits: Limits | None = None) -> None:
        super().__init__()
        self.chaos = chaos
        self.limits = limits or Limits()
        self._deleted_projects: set[str] = set()

    def get(self, path: str) -> d.Data | None:
        return self.chaos.around("read", lambda: super(FaultyDocuments, self).get(path), _unavailable)

    def get_all(self, paths: Iterable[str]) -> dict[str, d.Data]:
        wanted = list(paths)
        return self.chaos.around("read", lambda: super(FaultyDocuments, self).get_all(wanted), _unavailable)

    def commit(self, writes: Sequence[d.Write]) -> None:
        self.chaos.around("commit", lambda: super(FaultyDocuments, self).commit(writes), _unavailable)

    def transact(self, body: Callable[[d.Transaction], T]) -> T:
        def with_others(transaction: d.Transaction) -> T:
            result = body(transaction)
            self.chaos.within("transaction")  # between what was read and what is written
            return result

        return self.chaos.around(
            "transaction", lambda: super(FaultyDocuments, self).transact(with_others), _unavailable
        )

    def query(self, *arguments: Any, **options: Any) -> list[d.Snapshot]:
        return self.chaos.around(
            "query", lambda: super(FaultyDocuments, self).query(*arguments, **options), _unavailable
        )

    def _apply(self, writes: Sequence[d.Write]) -> None:
        before = {write.path: self._documents.get(write.path) for write in writes}
        super()._apply(writes)
        for path, old in before.items():
            self._watch(path, old, self._documents.get(path))

    def _watch(self, path: str, old: d.Data | None, new: d.Data | None) -> None:
        parts = path.split("/")
        if parts[0] == "projects" and len(parts) == 2:
            self._watch_project(path, old, new)
        elif len(parts) == 4 and parts[2] == "jobs" and old is not None:
            self._watch_job(path, old, new)
        elif len(parts) == 4 and parts[2] == "requests" and old is not None:
            self._watch_request(path, old, new)
        elif path == FLIGHTS_PATH and new is not None:
            self._watch_flights(new)

    def _watch_project(self, path: str, old: d.Data | None, new: d.Data | None) -> None:
        if new is None:
            self._deleted_projects.add(path)
            return
        self.chaos.must(path not in self._deleted_projects, f"{path} was deleted, and is back")
        for scene_id, scene in old["scenes"].items() if old else ():
            if scene.get("deleted"):
                still = new["scenes"].get(scene_id)
                self.chaos.must(still is scene or still == scene, f"{path}: the deleted scene {scene_id} has changed")

    def _watch_job(self, path: str, old: d.Data, new: d.Data | None) -> None:
        if new is None:
            self.chaos.broken.append(f"{path} is lost")
            return
        was, now = old["state"], new["state"]
        same = was == now or (was not in life.TERMINAL and _JOB_ORDER[was] < _JOB_ORDER[now])
        self.chaos.must(same, f"{path}: {was} became {now}")
        self.chaos.must(old["fence"] <= new["fence"], f"{path}: its fence went back")
        self.chaos.must(old["progress"] <= new["progress"], f"{path}: its progress went back")

    def _watch_request(self, path: str, old: d.Data, new: d.Data | None) -> None:
        if new is None:
            self.chaos.broken.append(f"{path} is lost")
            return
        was, now = old["status"], new["status"]
        same = was == now or _REQUEST_ORDER[was] < _REQUEST_ORDER[now]
        self.chaos.must(same, f"{path}: {was} became {now}")

    def _watch_flights(self, new: d.Data) -> None:
        flights = new["in_flight"].values()
        sizes = Counter(flight["size"] for flight in flights)
        users = Counter((flight["size"], flight["user_id"]) for flight in flights)
        slots = Counter((flight["project_id"], flight["slot"]) for flight in flights)
        for size, count in sizes.items():
            self.chaos.must(count <= self.limits.in_flight[size], f"{count} {size} jobs are in flight")
        for (size, user), count in users.items():
            most = self.limits.in_flight_per_user[size]
            self.chaos.must(count <= most, f"{count} {size} jobs of {user} are in flight")
        self.chaos.must(max(slots.values(), default=0) <= 1, "a scene has two jobs in flight")


def _unavailable() -> Exception:
    return d.Unavailable("chaos")


class FaultyFiles(MemoryFiles):
    """Files that fail, and watch that what is there stays as it is."""

    def __init__(self, chaos: Chaos) -> None:
        super().__init__()
        self.chaos = chaos

    def put(self, path: str, source: Path, *, content_type: str, metadata: Mapping[str, str]) -> FileInfo:
        def effect() -> FileInfo:
            before = self._objects.get(path)
            info = super(FaultyFiles, self).put(path, source, content_type=content_type, metadata=metadata)
            self.chaos.must(before is None, f"{path} was written over")
            return info

        return self.chaos.around("upload", effect, _storage_down)

    def stat(self, path: str) -> FileInfo | None:
        return self.chaos.around("stat", lambda: super(FaultyFiles, self).stat(path), _storage_down)

    def list(self, prefix: str) -> list[FileInfo]:
        return self.chaos.around("list", lambda: super(FaultyFiles, self).list(prefix), _storage_down)

    def fetch(self, path: str, target: Path) -> FileInfo:
        return self.chaos.around("download", lambda: super(FaultyFiles, self).fetch(path, target), _storage_down)

    def fetch_upload(self, path: str, target: Path) -> FileInfo:
        return self.chaos.around("download", lambda: super(FaultyFiles, self).fetch_upload(path, target), _storage_down)

    def set_token(self, path: str, token: str | None) -> None:
        self.chaos.around("token", lambda: super(FaultyFiles, self).set_token(path, token), _storage_down)


def _storage_down() -> Exception:
    return FileStoreError("chaos")


class FaultyQueues(MemoryQueues):
    """Queues that fail before or after a message is taken."""

    def __init__(self, chaos: Chaos) -> None:
        super().__init__()
        self.chaos = chaos

    def publish(self, topic: str, message: Mapping[str, Any]) -> None:
        self.chaos.around("publish", lambda: super(FaultyQueues, self).publish(topic, message), _queue_down)

    def schedule(self, name: str, at: datetime, message: Mapping[str, Any]) -> None:
        self.chaos.around("schedule", lambda: super(FaultyQueues, self).schedule(name, at, message), _queue_down)


def _queue_down() -> Exception:
    return ConnectionError("chaos")
