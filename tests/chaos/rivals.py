"""Two claims of one job: the first outlives its lease, the second takes over, and the first then tries to write."""

import dataclasses
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from functions.engine import life
from functions.engine.admission import admit
from functions.engine.advance import advance
from functions.engine.engine import Engine, Limits, job_path, project_path, request_path
from functions.engine.sweep import sweep
from functions.providers.provider import Made, ProviderBusy, ProviderRefused, Submitted, Work
from functions.stores import documents as d
from functions.stores.files import FileInfo
from functions.stores.firestore import FirestoreDocuments
from functions.stores.memory import MemoryFiles, MemoryQueues
from schemas.job import Advance, Job
from schemas.project import Kind
from tests.chaos.faults import Clock
from tests.kit import invariants
from tests.kit.world import World, text_file

T = TypeVar("T")
FIRST, SECOND = "first-claim", "second-claim"
LATE_WRITES = ("progress", "intent", "wait", "failure", "refusal", "completion")
"""What the first claim tries to write when its lease is over."""
MEANWHILE = ("at work", "waiting", "completed", "placeholder", "cancelled", "deleted")
"""What has become of the job by then."""
_PATIENCE_SECONDS = 60.0


class Noting(FirestoreDocuments):
    """Real documents that note whose changes were refused."""

    def __init__(self, client: Any) -> None:
        super().__init__(client)
        self.refused: list[str] = []

    def transact(self, body: Callable[[d.Transaction], T]) -> T:
        try:
            return super().transact(body)
        except life.Refused:
            self.refused.append(threading.current_thread().name)
            raise


class GatedFiles(MemoryFiles):
    """Files that tell when the first claim begins to look for its file, before it has asked anybody."""

    def __init__(self) -> None:
        super().__init__()
        self.on_stat: Callable[[], None] = lambda: None

    def stat(self, path: str) -> FileInfo | None:
        self.on_stat()
        return super().stat(path)


class Gate:
    """A place where a thread waits until it is let through."""

    def __init__(self) -> None:
        self._reached, self._open = threading.Event(), threading.Event()

    def enter(self) -> None:
        self._reached.set()
        assert self._open.wait(_PATIENCE_SECONDS), "nobody opened the gate"

    def wait(self) -> None:
        assert self._reached.wait(_PATIENCE_SECONDS), "nobody came to the gate"

    def open(self) -> None:
        self._open.set()


class Duel:
    """One job of a project of its own on a real Firestore, and a provider whose answers depend on who asks.

    Attributes:
        accepted: documents that the first claim changed though it had been taken over.
    """

    remote = True
    can_find = True
    id = "duel"
    kinds: frozenset[Kind] = frozenset({"composition", "image"})

    def __init__(self, client: Any, folder: Path, project_id: str, late: str, meanwhile: str) -> None:
        self.late, self.meanwhile, self.project_id = late, meanwhile, project_id
        self.billed: Counter[str] = Counter()
        self.spoilt: set[str] = set()
        self.accepted: list[str] = []
        self.refused: list[str] = []
        self._client, self._first, self._second = client, Gate(), Gate()
        self._refuses = False
        self._clock = Clock()
        self._documents, self._files, self._queues = Noting(client), GatedFiles(), MemoryQueues()
        self._files.on_stat = self._before_intent
        self._world = World(folder, providers=[self], limits=Limits(default_plan="enterprise"))
        self.engine: Engine = dataclasses.replace(
            self._world.engine,
            documents=self._documents,
            files=self._files,
            queues=self._queues,
            now=self._clock.now,
            log=lambda _event, _fields: None,
        )

    # what the provider says

    def make(self, work: Work) -> Made | Submitted:
        if self._is(SECOND) and self.meanwhile == "at work":
            self._second.enter()
        self.billed[work.call_id] += 1
        if not self._is(FIRST):
            return Submitted(work.call_id, 10.0)
        self._first.enter()
        if self.late == "progress":
            before = len(self._documents.refused)
            work.report(0.5)
            self._until(lambda: len(self._documents.refused) > before)
        if self.late == "refusal":
            raise ProviderRefused("refused", "Not this.")
        if self.late in {"failure", "progress"}:
            raise ProviderBusy("busy", "Later.")
        return Submitted(work.call_id) if self.late == "wait" else text_file(work.folder, work.kind, work.inputs)

    def check(self, work: Work, ticket: str) -> Made | Submitted:
        if self._refuses:
            self.spoilt.add(ticket)  # it was begun and came to nothing
            raise ProviderRefused("refused", "Not this.")
        return text_file(work.folder, work.kind, work.inputs)

    def find(self, work: Work) -> str | None:
        if self._is(SECOND) and self.meanwhile == "at work":
            self._second.enter()
        return work.call_id if self.billed[work.call_id] else None

    def cancel(self, ticket: str) -> None:
        return

    def _before_intent(self) -> None:
        if self._is(FIRST) and self.late == "intent":
            self._first.enter()

    @staticmethod
    def _is(name: str) -> bool:
        return threading.current_thread().name == name

    @staticmethod
    def _until(done: Callable[[], bool]) -> None:
        until = time.monotonic() + _PATIENCE_SECONDS
        while not done():
            assert time.monotonic() < until
            time.sleep(0.02)

    # what happens

    def fight(self) -> None:
        """The first claim, what happens meanwhile, and the late write; then everything comes to rest."""
        message = self._begin()
        first = threading.Thread(target=advance, args=(self.engine, message), name=FIRST)
        first.start()
        self._first.wait()
        second = self._go_on(message)
        before = self._everything()
        known = len(self._documents.refused)
        self._first.open()
        first.join(_PATIENCE_SECONDS)
        assert not first.is_alive()
        self.refused = self._documents.refused[known:]
        after = self._everything()
        self.accepted = sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))
        self._second.open()
        if second is not None:
            second.join(_PATIENCE_SECONDS)
        self._rest()

    def _begin(self) -> Advance:
        """Ask for a picture: a composition, and an image that builds on it."""
        self._world.project(self.project_id, scenes=1)
        data = self._world.documents.get(project_path(self.project_id))
        assert data is not None
        self._documents.commit([d.Put(project_path(self.project_id), data)])
        self._ask("r1", "generate", target={"scene_id": "s1", "kind": "image"})
        _, message = self._queues.messages.pop(0)
        return Advance(**{**message, "progress_every": 0.2})

    def _go_on(self, message: Advance) -> threading.Thread | None:
        """What happens while the first claim stands still."""
        if self.meanwhile == "cancelled":
            self._ask("r2", "cancel")
            return None
        if self.meanwhile == "deleted":
            self._ask("r2", "delete_scene", target={"scene_id": "s1"})
            return None
        self._clock.jump(life.LEASE.total_seconds() + 1)
        second = threading.Thread(target=advance, args=(self.engine, message), name=SECOND)
        second.start()
        if self.meanwhile == "at work":
            self._second.wait()
            return second
        second.join(_PATIENCE_SECONDS)
        self._refuses = self.meanwhile == "placeholder"
        while self.meanwhile != "waiting" and self._job(message).state == "processing":
            self._clock.jump(15)
            advance(self.engine, message)
        self._refuses = False
        return None

    def _ask(self, request_id: str, kind: str, **fields: Any) -> None:
        data = {
            "kind": kind, "target": {}, "options": {}, "created_by": "ann",
            "created_at": self._clock.now(), "status": "pending", **fields,
        }  # fmt: skip
        self._documents.commit([d.Put(request_path(self.project_id, request_id), data)])
        admit(self.engine, self.project_id, request_id)

    def _job(self, message: Advance) -> Job:
        return Job(**(self._documents.get(job_path(self.project_id, message.job_id)) or {}))

    def _everything(self) -> dict[str, tuple[Any, Any]]:
        """All documents of the project, each with the time of its last change."""
        project = self._client.document(project_path(self.project_id))
        found = {project.path: project.get()}
        for collection in ("jobs", "slots", "requests"):
            for snapshot in project.collection(collection).stream():
                found[snapshot.reference.path] = snapshot
        for request in project.collection("requests").list_documents():
            plan = request.collection("private").document("plan")
            found[plan.path] = plan.get()
        return {path: (snapshot.update_time, snapshot.to_dict()) for path, snapshot in found.items()}

    def _rest(self) -> None:
        for _ in range(20):
            while self._queues.messages:
                advance(self.engine, Advance(**self._queues.messages.pop(0)[1]))
            if not invariants.restless(self._documents, self.project_id):
                return
            self._clock.jump(61)
            sweep(self.engine)
        raise AssertionError(f"not at rest: {invariants.restless(self._documents, self.project_id)}")

    def faults(self) -> list[str]:
        """What does not hold at rest."""
        documents, project_id = self._documents, self.project_id
        jobs = invariants.jobs_of(documents, project_id)
        return [
            *invariants.charged_twice(jobs, [self]),
            *invariants.lost_jobs(documents, project_id),
            *invariants.wrong_views(documents, project_id),
            *self._shown_wrongly(jobs),
        ]

    def _shown_wrongly(self, jobs: list[Job]) -> list[str]:
        """Files that are shown and are not those of the job that made them."""
        data = self._documents.get(project_path(self.project_id)) or {}
        assets = data["scenes"]["s1"].get("assets", {})
        shown = {assets.get(f"{kind}_path") for kind in ("composition", "image")} - {None}
        return sorted(shown - {file.path for job in jobs if job.state == "completed" for file in job.files})
