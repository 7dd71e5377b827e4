"""The engine on the Firestore emulator, with scripted vendors and threads for functions; nothing is encoded."""

import dataclasses
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from google.cloud import firestore

from cli.frontend import Frontend, User
from cli.suite import PROJECT, Endpoints
from cli.user_client import submit_request, unsigned_token
from functions.engine.engine import Engine, Limits
from functions.providers.provider import Made, Submitted, Work
from functions.stores.documents import Put
from functions.stores.firestore import FirestoreDocuments
from schemas.brief import Brief
from schemas.job import Job
from schemas.project import Kind, Project
from schemas.request import Request
from tests.kit.world import MOOD, World, scene, text_file
from tests.load.commit_log import Server
from tests.load.workers import Workers

OWNER = "olga"
_ENDED = frozenset({"completed", "failed", "rejected", "cancelled"})
_REPORTS = 40
_MOST_FAILURES = 50


class Vendor:
    """Takes its time, and says how far it is; what takes no time is handed in and fetched later."""

    remote = True
    can_find = True
    kinds: frozenset[Kind] = frozenset({"moods", "storyboard", "composition", "image", "video", "audio", "music"})

    def __init__(self, name: str = "vendor", *, seconds: dict[str, float] | None = None) -> None:
        self.id = name
        self.billed: Counter[str] = Counter()
        self.most = 0
        """The most calls that were outstanding here at once."""
        self._seconds = seconds or {}
        self._outstanding: set[str] = set()
        self._lock = threading.Lock()

    def make(self, work: Work) -> Made | Submitted:
        with self._lock:
            self.billed[work.call_id] += 1
            self._outstanding.add(work.call_id)
            self.most = max(self.most, len(self._outstanding))
        seconds = self._seconds.get(work.kind, 0.0)
        if not seconds:
            return Submitted(work.call_id, 1.0)
        for step in range(_REPORTS):
            work.report(step / _REPORTS)
            time.sleep(seconds / _REPORTS)
        return self._made(work)

    def check(self, work: Work, ticket: str) -> Made | Submitted:
        return self._made(work)

    def find(self, work: Work) -> str | None:
        return work.call_id if self.billed[work.call_id] else None

    def cancel(self, ticket: str) -> None:
        with self._lock:
            self._outstanding.discard(ticket)

    def _made(self, work: Work) -> Made:
        with self._lock:
            self._outstanding.discard(work.call_id)
        return text_file(work.folder, work.kind, work.inputs)


class Stage:
    """A project's owner, the functions that serve them, and the documents in between."""

    def __init__(self, endpoints: Endpoints, folder: Path, *, vendors: list[Any], limits: Limits, threads: int) -> None:
        self.server = Server(PROJECT, endpoints["firestore"])
        self.owner = Frontend(endpoints, User(OWNER, unsigned_token(PROJECT, OWNER)))
        self.stranger = Frontend(endpoints, User("stan", unsigned_token(PROJECT, "stan")))
        self.events: Counter[str] = Counter()
        self.workers = Workers(threads=threads)
        self.engine: Engine = dataclasses.replace(
            World(folder, providers=vendors).engine,
            documents=FirestoreDocuments(self.server),
            queues=self.workers,
            now=lambda: datetime.now(UTC),
            limits=limits,
            log=lambda event, _fields: self.events.update([event]),
        )
        self.workers.engine = self.engine

    def project(self, scenes: int) -> str:
        """Have the owner begin a project, as an app would."""
        contents = [{k: v for k, v in scene(n).items() if k != "scene_number"} for n in range(1, scenes + 1)]
        brief = Brief(name="Load", storyboard={"title": "Load", "creative_brief": {}, "selected_mood": MOOD})
        project_id = self.owner.create_project(brief)
        self.ask(project_id, "set_scenes", options={"scenes": contents})
        return project_id

    def send(self, project_id: str, kind: str, **fields: Any) -> "firestore.DocumentReference":
        """Have the owner send a request; its event is delivered."""
        request_id = f"{kind}_{time.time_ns() % 10**12}"
        client, uid = self.owner.client, self.owner.user.uid
        reference = submit_request(client, uid, project_id, request_id, kind, **fields)
        self.workers.requested(project_id, request_id)
        return reference

    def wait(self, reference: "firestore.DocumentReference", timeout: float = 900.0) -> Request:
        """Wait until a request has ended."""
        ended = threading.Event()

        def hear(snapshots: Any, _changes: Any, _time: Any) -> None:
            if any((snapshot.to_dict() or {}).get("status") in _ENDED for snapshot in snapshots):
                ended.set()

        watch = reference.on_snapshot(hear)
        try:
            for _ in range(int(timeout)):
                failures = self.workers.failures
                assert len(failures) < _MOST_FAILURES, f"functions fail again and again: {failures[:3]}"
                if ended.wait(1.0):
                    break
            else:
                raise AssertionError(f"not ended after {timeout:.0f} s: {dict(self.events)}, {self.workers.failures}")
        finally:
            watch.unsubscribe()
        return Request(**(reference.get().to_dict() or {}))

    def ask(self, project_id: str, kind: str, **fields: Any) -> Request:
        """Send a request and wait until it is completed."""
        answer = self.wait(self.send(project_id, kind, **fields))
        assert answer.status == "completed", f"{kind}: {answer.code} {answer.message}"
        return answer

    def read(self, project_id: str) -> Project:
        """The project document, validated."""
        return Project(**(self.server.document(f"projects/{project_id}").get().to_dict() or {}))

    def jobs(self, project_id: str) -> list[Job]:
        """All jobs of a project."""
        found = self.server.collection(f"projects/{project_id}/jobs").stream()
        return [Job(**(snapshot.to_dict() or {})) for snapshot in found]


def lay(documents: FirestoreDocuments, world: World, name: str, *, user: str, scenes: int) -> None:
    """Write a project and its owner's request `r1`, past the rules: by them one user may not send so many so fast."""
    world.project(name, scenes=scenes, user=user)
    request = {
        "kind": "produce",
        "target": {},
        "options": {},
        "created_by": user,
        "created_at": datetime.now(UTC),
        "status": "pending",
    }
    project = world.documents.get(f"projects/{name}") or {}
    documents.commit([Put(f"projects/{name}", project), Put(f"projects/{name}/requests/r1", request)])


@contextmanager
def on_stage(
    endpoints: Endpoints, folder: Path, *, vendors: list[Any], limits: Limits, threads: int
) -> Iterator[Stage]:
    """A stage with its functions at work."""
    stage = Stage(endpoints, folder, vendors=vendors, limits=limits, threads=threads)
    with stage.workers:
        yield stage
