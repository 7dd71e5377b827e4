"""A client of a project under the real rules: one who edits, and one who listens."""

import random
import threading
import time
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

from google.api_core.exceptions import Aborted, PermissionDenied
from google.cloud import firestore


class Editor:
    """Rewrites one scene after another while the functions work, guarded by the revision that was read."""

    def __init__(self, client: firestore.Client, project_id: str, *, pause: float, seed: int = 7) -> None:
        self._document = client.document(f"projects/{project_id}")
        self._pause, self._random = pause, random.Random(seed)
        self.written: dict[str, str] = {}
        """Scene id to the description that was written last."""
        self.edits = 0
        self.denied = 0
        self.busy = 0
        """Times that the document was too busy to take an edit, and said so."""
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._edit_on, daemon=True)
        self._faults: list[Exception] = []

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        if self._faults and error is None:
            raise self._faults[0]

    def stop(self) -> None:
        """Edit no more."""
        self._stopped.set()
        self._thread.join()

    def _edit_on(self) -> None:
        try:
            while not self._stopped.wait(self._pause):
                self._edit()
        except Exception as error:
            self._faults.append(error)

    def _edit(self) -> None:
        project = self._document.get(["revision", "scenes"]).to_dict() or {}
        scene_id = self._random.choice(sorted(project["scenes"]))
        text = f"What is seen after edit {self.edits + 1}."
        changes = {
            f"scenes.{scene_id}.description": text,
            "edit.scene_id": scene_id,
            "revision": project["revision"] + 1,
            "updated_at": firestore.SERVER_TIMESTAMP,
        }
        try:
            self._document.update(changes)
        except PermissionDenied:
            self.denied += 1
            return
        except Aborted:  # what a person would press Save again for
            self.busy += 1
            return
        self.edits += 1
        self.written[scene_id] = text


@dataclass
class Listener:
    """Hears every state of the project that Firestore sends, and when."""

    client: firestore.Client
    project_id: str
    heard: list[tuple[float, float]] = field(default_factory=list)
    """Time of the newest commit that a snapshot holds, and time of its arrival; seconds since 1970."""
    setbacks: list[str] = field(default_factory=list)
    """What a person would have seen go back: a job's state or its progress."""
    faults: list[Exception] = field(default_factory=list)
    _seen: dict[str, tuple[int, int]] = field(default_factory=dict)

    def __enter__(self) -> Self:
        self._document = self.client.document(f"projects/{self.project_id}")
        self._watch = self._document.on_snapshot(self._hear)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._watch.unsubscribe()

    def _hear(self, snapshots: Any, _changes: Any, _time: Any) -> None:
        try:
            arrived = time.time()
            for snapshot in snapshots:
                self.heard.append((snapshot.update_time.timestamp(), arrived))
                self._compare(snapshot.to_dict())
        except Exception as error:  # a listener's thread must not die unheard
            self.faults.append(error)

    def _compare(self, project: dict[str, Any]) -> None:
        for scene_id, scene in project["scenes"].items():
            job = scene.get("active_job")
            if not job:
                continue
            rank = {"queued": 0, "processing": 1}.get(job["status"], 2)
            before = self._seen.get(job["job_id"], (0, 0))
            if (rank, job["progress"]) < before:
                self.setbacks.append(f"{scene_id}: {job['job_id']} from {before} to {(rank, job['progress'])}")
            self._seen[job["job_id"]] = (rank, job["progress"])

    def catch_up(self, timeout: float = 60.0) -> None:
        """Wait until the project has been heard of as it is now."""
        now, deadline = self._document.get().update_time.timestamp(), time.monotonic() + timeout
        while not self.heard or self.heard[-1][0] < now:
            assert time.monotonic() < deadline, "the last change was never heard of"
            time.sleep(0.1)

    @property
    def since(self) -> float:
        """The first state that was heard of."""
        return self.heard[0][0]

    def delays(self, commits: list[float]) -> list[float]:
        """Give for each commit how long it took until a snapshot that holds it had come; in order of size."""
        heard, found, index = sorted(self.heard), list[float](), 0
        for at in sorted(commits):
            while index < len(heard) and heard[index][0] < at:
                index += 1
            if index == len(heard):
                raise AssertionError(f"{len(commits) - len(found)} commits were never heard of")
            found.append(max(0.0, heard[index][1] - at))
        return sorted(found)
