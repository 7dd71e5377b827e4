"""Real listeners on all jobs and projects, who see every state that a client could see."""

import threading
from typing import Any

from functions.stores.documents import Data
from tests.kit import invariants


class Watch:
    """Notes whatever goes back in its life, vanishes, or rises again.

    Attributes:
        job_ids: the jobs that were ever seen.
        changes: how many changes were seen.
    """

    def __init__(self, client: Any) -> None:
        self.job_ids: set[str] = set()
        self.changes = 0
        self._client = client
        self._problems: list[str] = []
        self._seen: dict[str, Data] = {}
        self._lock = threading.Lock()
        self._listeners: list[Any] = []

    def start(self) -> None:
        """Listen from now on."""
        jobs, projects = self._client.collection_group("jobs"), self._client.collection("projects")
        self._listeners = [jobs.on_snapshot(self._on_jobs), projects.on_snapshot(self._on_projects)]

    def stop(self) -> None:
        """Listen no more."""
        for listener in self._listeners:
            listener.unsubscribe()

    def restart(self) -> None:
        """Listen anew, as a client does that has lost its connection; what was seen before is remembered."""
        self.stop()
        self.start()

    def problems(self) -> list[str]:
        """What was seen and must not be."""
        with self._lock:
            return list(self._problems)

    def _on_jobs(self, _documents: Any, changes: Any, _time: Any) -> None:
        with self._lock:
            for change in changes:
                path, data = change.document.reference.path, change.document.to_dict() or {}
                if change.type.name == "REMOVED":
                    self._problems.append(f"{path} has vanished")
                    continue
                self.changes += 1
                self.job_ids.add(change.document.id)
                problem = invariants.job_went_back(self._seen[path], data) if path in self._seen else None
                if problem:
                    self._problems.append(f"{path}: {problem}")
                self._seen[path] = data

    def _on_projects(self, _documents: Any, changes: Any, _time: Any) -> None:
        with self._lock:
            for change in changes:
                path, data = change.document.reference.path, change.document.to_dict() or {}
                self.changes += 1
                for scene_id in invariants.scenes_risen(self._seen.get(path, {}), data):
                    self._problems.append(f"{path}: the deleted scene {scene_id} has changed")
                self._seen[path] = data
